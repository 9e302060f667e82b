import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useWording } from '../i18n.ts'
import { Button, Key } from '../ui/Button.tsx'
import styles from './Claim.module.css'

const SHORTEST = 5
const LONGEST = 500

/**
 * A reason that somebody else will read as it is written: 5 to 500 characters, phrases to tick, Ctrl+Enter to send, Esc
 * to leave. `initial` is taken over whenever it changes (a line was marked) as long as nobody wrote anything of their own.
 */
export function ReasonForm(props: {
  title: string
  note: string
  label: string
  act: string
  initial: string
  phrases: readonly string[]
  busy: boolean
  fault: string | null
  onSend: (reason: string) => void
  onCancel: () => void
}) {
  const { t } = useWording()
  const { initial } = props
  const id = useId()
  const [reason, setReason] = useState(initial)
  const [lacks, setLacks] = useState(false)
  const taken = useRef(initial)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [])
  useEffect(() => {
    if (initial === taken.current) return
    const before = taken.current
    taken.current = initial
    // What was put in by marks changes with the marks; what was written stays.
    setReason((old) =>
      old === before
        ? initial
        : old.includes(before) && before !== ''
          ? old.replace(before, initial)
          : joined(old, initial),
    )
  }, [initial])
  const length = [...reason.trim()].length
  const send = () => {
    if (length < SHORTEST || length > LONGEST) {
      setLacks(true)
      field.current?.focus()
      return
    }
    props.onSend(reason.trim())
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      props.onCancel()
    } else if (event.key === 'Enter' && event.ctrlKey && !event.repeat) {
      event.preventDefault()
      if (!props.busy) send()
    }
  }
  const tick = (phrase: string, on: boolean) =>
    setReason(on ? joined(reason, phrase) : tidied(reason.split(phrase).join('')))
  return (
    <form
      className={styles.reason}
      onKeyDown={onKey}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <h3 className={styles.reasonTitle}>{props.title}</h3>
      <p className={styles.reasonNote} id={`${id}-note`}>
        {props.note}
      </p>
      <label className="hidden-text" htmlFor={id}>
        {props.label}
      </label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        value={reason}
        maxLength={LONGEST}
        aria-describedby={`${id}-note`}
        aria-invalid={lacks && length < SHORTEST}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {lacks && length < SHORTEST ? (
        <p className="behind" role="alert">
          {t('review.reasonLacks')}
        </p>
      ) : null}
      {props.phrases.length > 0 ? (
        <ul className={styles.phrases}>
          {props.phrases.map((phrase) => (
            <li key={phrase}>
              <label>
                <input
                  type="checkbox"
                  checked={reason.includes(phrase)}
                  onChange={(event) => tick(phrase, event.currentTarget.checked)}
                />
                {phrase}
              </label>
            </li>
          ))}
        </ul>
      ) : null}
      {props.fault === null ? null : (
        <p className="behind" role="alert">
          {props.fault}
        </p>
      )}
      <div className={styles.acts}>
        <Button type="submit" kind="danger" className={styles.main} aria-busy={props.busy}>
          {props.act}
          <span>
            <Key>Ctrl</Key> <Key>Enter</Key>
          </span>
        </Button>
        <Button className={styles.side} onClick={props.onCancel}>
          {t('review.cancel')} <Key>Esc</Key>
        </Button>
      </div>
    </form>
  )
}

/** Two sentences in a row, with one mark between them. */
export function joined(text: string, more: string): string {
  const before = text.trim().replace(/[；;。]+$/, '')
  if (before === '') return more
  return more === '' ? text : `${before}；${more}`
}

function tidied(text: string): string {
  return text
    .replace(/；{2,}/g, '；')
    .replace(/^；|；$/g, '')
    .trim()
}
