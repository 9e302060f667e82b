import type { ReactNode } from 'react'
import type { EntryState } from '../../db/words.ts'
import { useWording } from '../i18n.ts'
import styles from './Desk.module.css'

const ring = <circle cx="7" cy="7" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.7" />
const pencil = (
  <path
    d="M1.5 12.5l.7-3L9.7 2l2.3 2.3-7.5 7.5z"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinejoin="round"
  />
)

/** An entry fills up as it moves: pencil, quarter, half, full with a tick; turned back, crossed out. */
const SHAPES: Record<EntryState, ReactNode> = {
  draft: pencil,
  'awaiting-sign': (
    <>
      {ring}
      <path d="M7 7V1.4A5.6 5.6 0 0 1 12.6 7z" />
    </>
  ),
  'in-review': (
    <>
      {ring}
      <path d="M7 1.4a5.6 5.6 0 0 1 0 11.2z" />
    </>
  ),
  recognised: (
    <>
      <circle cx="7" cy="7" r="6.4" />
      <path d="M3.8 7.2l2.3 2.3 4.2-4.8" fill="none" stroke="var(--paper)" strokeWidth="1.6" />
    </>
  ),
  returned: (
    <path d="M5 2L2 5l3 3M2.4 5h5.4a3.7 3.7 0 0 1 0 7.4H5.6" fill="none" stroke="currentColor" strokeWidth="1.7" />
  ),
  voided: <path d="M2.5 2.5l9 9M11.5 2.5l-9 9" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  discarded: <path d="M2.5 7h9" fill="none" stroke="currentColor" strokeWidth="1.8" />,
}
const TONES: Record<EntryState, string> = {
  ...{ draft: 'quiet', 'awaiting-sign': styles.fact ?? '', 'in-review': styles.fact ?? '' },
  ...{ recognised: styles.fact ?? '', returned: 'behind', voided: 'behind', discarded: 'faint' },
}

/** The shape of a state alone. */
export function EntryShape({ state }: { state: EntryState }) {
  return (
    <svg className={styles.shape} viewBox="0 0 14 14" fill="currentColor" aria-hidden="true">
      {SHAPES[state]}
    </svg>
  )
}

/** 填报状态: shape, word, colour. */
export function EntryMark({ state }: { state: EntryState }) {
  const { t } = useWording()
  return (
    <span className={`${styles.mark} ${TONES[state]}`}>
      <EntryShape state={state} />
      {t(`words.entryState.${state}`)}
    </span>
  )
}
