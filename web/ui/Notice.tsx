import type { ReactNode } from 'react'
import styles from './Notice.module.css'

export type Tone = 'wrong' | 'warn' | 'plain' | 'done'

/** A box where something has to be known before going on: `wrong` in red, `warn` in amber, `done` for a receipt. */
export function Notice(props: {
  tone: Tone
  title: ReactNode
  children?: ReactNode
  /** `alert` speaks at once, `status` when the reader pauses. */
  role?: 'alert' | 'status'
}) {
  return (
    <div className={`${styles.notice} ${styles[props.tone]}`} role={props.role}>
      <p className={styles.title}>{props.title}</p>
      {props.children}
    </div>
  )
}
