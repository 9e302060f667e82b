import type { ReactNode } from 'react'
import { useId } from 'react'
import styles from './Section.module.css'
import { Sentence } from './Sentence.tsx'

/** A part of a page: opened by a rule, named by a heading (names of the plan marked), `note` beside it, `tools` right. */
export function Section(props: {
  title: string
  note?: ReactNode
  tools?: ReactNode
  /** In a rail the heading is smaller and no rule opens it. */
  inRail?: boolean
  /** For links to it. */
  id?: string
  className?: string | undefined
  children: ReactNode
}) {
  const heading = useId()
  const kind = props.inRail ? styles.rail : styles.section
  return (
    <section id={props.id} aria-labelledby={heading} className={props.className ? `${kind} ${props.className}` : kind}>
      <div className={styles.head}>
        <h2 id={heading} className={styles.title}>
          <Sentence text={props.title} />
        </h2>
        {props.note === undefined ? null : <div className={styles.note}>{props.note}</div>}
        {props.tools === undefined ? null : <div className={`${styles.tools} no-print`}>{props.tools}</div>}
      </div>
      {props.children}
    </section>
  )
}
