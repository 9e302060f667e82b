import { type ReactNode, useId } from 'react'
import type { EntryField } from '../../db/words.ts'
import styles from './Report.module.css'

/** Where a field stands on the page: links in the box of faults lead there. */
export const placeOf = (field: EntryField) => `field-${field}`

/** Brings a field into view and puts the focus on its first control. */
export function goTo(field: EntryField): void {
  const place = document.getElementById(placeOf(field))
  place?.scrollIntoView({ block: 'center' })
  place
    ?.querySelector<HTMLElement>(
      'input:not([disabled]):not([type=file]), select, textarea, button:not([disabled]), [tabindex="0"]',
    )
    ?.focus({ preventScroll: true })
}

/**
 * A row of the form: what it is about at the left, its controls, and under them what is wrong, said once and there.
 * `mark` is what the reviewer said of it.
 */
export function Row(props: {
  field: EntryField
  label: string
  note?: ReactNode
  error?: string | undefined
  mark?: ReactNode
  /** The row holds several controls: the label names the group. */
  group?: boolean
  children: (tied: { labelledBy: string; describedBy: string | undefined; invalid: true | undefined }) => ReactNode
}) {
  const id = useId()
  const says = props.error === undefined ? undefined : `${id}-error`
  return (
    <div
      className={styles.row}
      id={placeOf(props.field)}
      {...(props.group ? { role: 'group', 'aria-labelledby': `${id}-label` } : {})}
      data-wrong={props.error === undefined ? undefined : true}
    >
      <div className={styles.label}>
        <span id={`${id}-label`}>{props.label}</span>
        {props.note === undefined ? null : <span className={styles.labelNote}>{props.note}</span>}
      </div>
      <div className={styles.control}>
        {props.mark}
        {props.children({
          labelledBy: `${id}-label`,
          describedBy: says,
          invalid: props.error === undefined ? undefined : true,
        })}
        {props.error === undefined ? null : (
          <p id={says} className={styles.error}>
            <Mark kind="wrong" /> {props.error}
          </p>
        )}
      </div>
    </div>
  )
}

const MARKS = {
  wrong: (
    <>
      <path d="M1 1h12v12H1z" fill="currentColor" />
      <path d="M4 4l6 6M10 4l-6 6" stroke="var(--paper)" strokeWidth="1.8" />
    </>
  ),
  done: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" />
      <path d="M3.8 7.2l2.3 2.3 4.1-4.6" fill="none" stroke="var(--paper)" strokeWidth="1.8" />
    </>
  ),
  lacks: <circle cx="7" cy="7" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  not: <path d="M1 7h12" stroke="currentColor" strokeWidth="2" />,
  warn: (
    <>
      <path d="M7 .8L13.6 13H.4z" fill="currentColor" />
      <path d="M7 5v4M7 10.4v1.4" stroke="var(--paper)" strokeWidth="1.6" />
    </>
  ),
  lock: (
    <>
      <path d="M2 6h10v7H2z" fill="currentColor" />
      <path d="M4.2 6V4a2.8 2.8 0 015.6 0v2" fill="none" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
  // An entry fills up as it moves.
  draft: <path d="M2 12l.8-3L9.6 2.2l2.2 2.2L5 11.2z" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  'awaiting-sign': (
    <>
      <circle cx="7" cy="7" r="5.8" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M7 7V2.6A4.4 4.4 0 0111.4 7z" fill="currentColor" />
    </>
  ),
  'in-review': (
    <>
      <circle cx="7" cy="7" r="5.8" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M7 2.6a4.4 4.4 0 000 8.8z" fill="currentColor" />
    </>
  ),
  recognised: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" />
      <path d="M3.8 7.2l2.3 2.3 4.1-4.6" fill="none" stroke="var(--paper)" strokeWidth="1.8" />
    </>
  ),
  returned: <path d="M5 2L2 5l3 3M2 5h6a4 3.5 0 010 7H5" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  voided: <path d="M2.5 2.5l9 9M11.5 2.5l-9 9" fill="none" stroke="currentColor" strokeWidth="2" />,
  discarded: <path d="M2.5 2.5l9 9M11.5 2.5l-9 9" fill="none" stroke="currentColor" strokeWidth="1.2" />,
}
export type MarkKind = keyof typeof MARKS

/** A shape that says the same as the word beside it. */
export function Mark({ kind }: { kind: MarkKind }) {
  return (
    <svg className={`${styles.mark} ${styles[`is-${kind}`] ?? ''}`} viewBox="0 0 14 14" aria-hidden="true">
      {MARKS[kind]}
    </svg>
  )
}
