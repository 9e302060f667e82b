import { useEffect, useRef, useState, useSyncExternalStore } from 'react'

/** A value a while after its last change. */
export function useDelayed<V>(value: V, wait: number): V {
  const [late, setLate] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setLate(JSON.parse(text) as V), wait)
    return () => clearTimeout(timer)
  }, [text, wait])
  return late
}

/** Ctrl+Enter anywhere on the page is its primary act, but not while a dialog asks. */
export function useCtrlEnter(act: () => void) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      if (document.querySelector('dialog[open]')) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

const PHONE = '(max-width: 47.4rem)'

/** Whether the page is narrow enough for one short page after the other. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(PHONE)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(PHONE).matches,
  )
}
