import type { ReactNode } from 'react'
import type { ReturnState } from '../../db/words.ts'
import { useWording } from '../i18n.ts'
import styles from './Periods.module.css'

/** ■ 已报 □ 零报告 ◤ 迟报 ✕ 未报 – 未到期, 12 px in the colour of the text. */
const SHAPES: Record<ReturnState, ReactNode> = {
  'handed-in': <path d="M1 1h10v10H1z" />,
  zero: <path d="M1.8 1.8h8.4v8.4H1.8z" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  late: <path d="M1 1h10L1 11z" />,
  silent: <path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  'not-due': <path d="M2.5 6h7" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  'not-counted': null,
}
const TONES: Record<ReturnState, string> = {
  ...{ 'handed-in': 'quiet', zero: 'quiet', late: 'risk', silent: 'behind', 'not-due': 'faint' },
  'not-counted': 'faint',
}

/**
 * The state of a return: shape and colour, with the word beside it or (in a matrix) for the screen reader only.
 * `open`: the period can be handed in, so who has not is said not to have, as the title counts them.
 */
export function ReturnMark({
  state,
  bare = false,
  open = false,
}: {
  state: ReturnState
  bare?: boolean
  open?: boolean
}) {
  const { t } = useWording()
  const word = t(open && state === 'not-due' ? 'periods.notYet' : `periods.state.${state}`)
  return (
    <span
      className={`${styles.mark} ${TONES[state]} ${state === 'silent' ? 'strong' : ''}`}
      title={bare ? word : undefined}
    >
      <svg className={styles.shape} viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
        {SHAPES[state]}
      </svg>
      <span className={bare ? 'hidden-text' : undefined}>{word}</span>
    </span>
  )
}
