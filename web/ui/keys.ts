import { useEffect, useRef } from 'react'

const SWITCH = 'single-keys'

/** Whether single letters act 单键快捷键; a person can switch them off (WCAG 2.1.4). */
export function hasSingleKeys(): boolean {
  try {
    return localStorage.getItem(SWITCH) !== 'off'
  } catch {
    return true
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(SWITCH)
    else localStorage.setItem(SWITCH, 'off')
  } catch {
    // The choice then lasts as long as the page.
  }
}

/** Whether somebody is typing there, so that letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  return target.closest('input:not([type=checkbox], [type=radio], [type=button]), textarea, select') !== null
}

/** What a key does; `Shift+` before a code for the key with shift held. A key that is held down acts once. */
export type Keys = Partial<Record<string, (event: KeyboardEvent) => void>>

/**
 * Single keys of a page, by `event.code` so that an input method or another layout changes nothing. They act outside
 * fields only, never with Ctrl, Alt or Meta, never while a dialog is open, and not at all where they are switched off.
 */
export function useKeys(keys: Keys): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return
      const act = current.current[event.shiftKey ? `Shift+${event.code}` : event.code]
      if (act === undefined || (event.code !== 'Escape' && !hasSingleKeys())) return
      if (event.repeat && event.code !== 'Space') return
      // Enter and space on a button or link are its own.
      if (
        event.code === 'Space' &&
        event.target instanceof HTMLElement &&
        event.target.closest('button, a, input, summary')
      )
        return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
