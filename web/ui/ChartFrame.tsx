import { type ReactNode, useId, useState } from 'react'
import { useWording } from '../i18n.ts'
import styles from './ChartFrame.module.css'
import { Sentence } from './Sentence.tsx'

/**
 * The frame of every chart: the question as title with the unit, the drawing in a fixed height, and the same rows as a
 * table one key away. `description` says in words what the drawing shows. Names of the plan are marked in the texts.
 */
export function ChartFrame(props: {
  title: string
  unit: string
  description: string
  /** Height of the drawing in rem: it stands before the chart's code arrives. */
  height: string
  chart: ReactNode
  table: ReactNode
  note?: ReactNode
  tools?: ReactNode
}) {
  const { t } = useWording()
  const [asTable, setAsTable] = useState(false)
  const heading = useId()
  const description = useId()
  return (
    <figure className={styles.frame} aria-labelledby={heading} aria-describedby={description}>
      <div className={styles.head}>
        <h2 id={heading} className={styles.title}>
          <Sentence text={props.title} />
        </h2>
        <span className={styles.unit}>
          <Sentence text={t('common.unit', { unit: props.unit })} />
        </span>
        <div className={`${styles.tools} no-print`}>
          {props.tools}
          <button type="button" className="word" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? t('common.showChart') : t('common.showTable')}
          </button>
        </div>
      </div>
      <p id={description} className="hidden-text">
        <Sentence text={props.description} />
      </p>
      {asTable ? (
        props.table
      ) : (
        <div className={styles.drawing} style={{ height: props.height }}>
          {props.chart}
        </div>
      )}
      {props.note === undefined ? null : <figcaption className={styles.note}>{props.note}</figcaption>}
    </figure>
  )
}

/** The place of a drawing whose code or rows are still on their way. */
export function ChartPending() {
  const { t } = useWording()
  return <span className={styles.pending} role="status" aria-label={t('common.chartPending')} />
}
