import { useClickOutside } from '@mantine/hooks'
import { type ComponentProps, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useWording } from '../i18n.ts'
import styles from './DayField.module.css'
import { type DayBounds, readDay, readDayWithin } from './day.ts'
import { Field, type FieldFrame } from './Field.tsx'

const CalendarPanel = lazy(() => import('./Calendar.tsx').then((module) => ({ default: module.CalendarPanel })))

type Plain = Pick<
  ComponentProps<'input'>,
  'id' | 'required' | 'name' | 'aria-labelledby' | 'aria-describedby' | 'aria-invalid' | 'aria-label'
>

/**
 * A day as text, for who keeps the text as typed: typed first, in any spelling that `readDay` takes, and shown as
 * `YYYY-MM-DD` once the field is left; the calendar is for who wants it (button, or arrow down in the field).
 */
export function DayInput({
  value,
  onChange,
  onBlur,
  min,
  max,
  ...input
}: Plain & DayBounds & { value: string; onChange: (text: string) => void; onBlur?: (() => void) | undefined }) {
  const { t } = useWording()
  const [open, setOpen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const whole = useClickOutside<HTMLSpanElement>(() => setOpen(false), null, undefined, open)
  const read = readDay(value)
  const day = read.ok ? read.day : null
  const close = () => {
    setOpen(false)
    field.current?.focus()
  }
  const today = new Date().toISOString().slice(0, 10)
  const near = max !== undefined && max < today ? max : min !== undefined && min > today ? min : today
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the field was left
    <span
      ref={whole}
      className={styles.day}
      onBlur={(event) => {
        if (event.target === field.current && day !== null && day !== value) onChange(day)
        // Left as a whole: into the calendar and back is still the same field.
        if (event.currentTarget.contains(event.relatedTarget)) return
        if (event.relatedTarget !== null) setOpen(false)
        onBlur?.()
      }}
    >
      <input
        {...input}
        ref={field}
        type="text"
        inputMode="numeric"
        className={styles.text}
        placeholder={t('common.day.example')}
        maxLength={20}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && !event.nativeEvent.isComposing) {
            event.preventDefault()
            setOpen(true)
          }
        }}
      />
      <button
        type="button"
        className={styles.pick}
        aria-label={t('common.day.pick')}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M1.5 3.5h13v11h-13zM1.5 6.5h13M5 1v4M11 1v4" fill="none" stroke="currentColor" strokeWidth="1.4" />
        </svg>
      </button>
      {open ? (
        <Suspense fallback={null}>
          <CalendarPanel
            value={day}
            near={near}
            min={min}
            max={max}
            onPick={(picked) => {
              onChange(picked ?? '')
              close()
            }}
            onClose={close}
          />
        </Suspense>
      ) : null}
    </span>
  )
}

type DayValue = DayBounds & {
  /** `YYYY-MM-DD`, or empty for none. */
  value: string
  /**
   * Told of each day that can be read and lies within the bounds, of '' when the field is emptied; and, when a field is
   * left with what is no such day, of the text as it stands: nothing can then go on with the day before it.
   */
  onChange: (day: string) => void
}

/** What is typed beside the day that it stands for. */
function useTyped({ value, onChange, min, max }: DayValue) {
  const { language } = useWording()
  const [typed, setTyped] = useState(value)
  const [left, setLeft] = useState(false)
  const told = useRef(value)
  useEffect(() => {
    // Set from outside: what was typed before no longer stands.
    if (value !== told.current) setTyped(value)
    told.current = value
  }, [value])
  const read = readDayWithin(typed, { min, max })
  const wrong = read.ok ? undefined : language === 'en' ? read.en : read.zh
  const change = (text: string) => {
    setTyped(text)
    setLeft(false)
    const now = readDayWithin(text, { min, max })
    if (!now.ok || (now.day ?? '') === told.current) return
    told.current = now.day ?? ''
    onChange(told.current)
  }
  const leave = () => {
    setLeft(true)
    if (read.ok || typed === told.current) return
    told.current = typed
    onChange(typed)
  }
  return { typed, wrong, shown: left ? wrong : undefined, change, leave }
}

/** Keeps a form from being sent with a day that cannot be read: the browser says the same sentence. */
function useHeldBack(wrong: string | undefined) {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    place.current?.querySelector('input')?.setCustomValidity(wrong ?? '')
  }, [wrong])
  return place
}

/** A day with its label: typed in any spelling, kept as `YYYY-MM-DD`. A day that is none is said when the field is left. */
export function DayField({
  label,
  hint,
  error,
  optional,
  value,
  onChange,
  min,
  max,
  ...input
}: FieldFrame & DayValue & Pick<Plain, 'required' | 'name'>) {
  const { typed, wrong, shown, change, leave } = useTyped({ value, onChange, min, max })
  const place = useHeldBack(wrong)
  return (
    <Field {...{ label, hint, optional }} error={shown ?? error}>
      {(tied) => (
        <span ref={place}>
          <DayInput {...input} {...tied} value={typed} onChange={change} onBlur={leave} min={min} max={max} />
        </span>
      )}
    </Field>
  )
}

/** The same in a line of tools: its label stands before it in the line, a fault under it. */
export function DayTool({
  label,
  value,
  onChange,
  min,
  max,
  required,
}: DayValue & { label: string; required?: boolean }) {
  const { typed, wrong, shown, change, leave } = useTyped({ value, onChange, min, max })
  const place = useHeldBack(wrong)
  return (
    <span ref={place} className={styles.tool}>
      {/* The label of a single field; the calendar's button names itself. */}
      <span>{label}</span>{' '}
      <DayInput
        aria-label={label}
        aria-invalid={shown === undefined ? undefined : true}
        required={required}
        value={typed}
        onChange={change}
        onBlur={leave}
        min={min}
        max={max}
      />
      {shown === undefined ? null : (
        <span role="alert" className={styles.wrong}>
          {shown}
        </span>
      )}
    </span>
  )
}
