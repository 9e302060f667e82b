import type { Stage } from '../../db/words.ts'
import { formatLadderMonth } from '../format.ts'
import { useWording } from '../i18n.ts'
import styles from './LadderCells.module.css'

/**
 * 阶段: how far, since when. One cell a rung; a passed one holds the month in which it was reached, the current one is
 * solid, a stalled one outlined, the next one hatched where it is with the reviewer.
 */
export function LadderCells(props: {
  ladder: readonly Stage[]
  reached: readonly { stage: Stage; on: string }[]
  current: Stage | null
  done?: boolean
  stalled?: boolean
  nextInReview?: boolean
  /** Names of the rungs in the cells, where no head above says them. */
  named?: boolean
}) {
  const { t, month } = useWording()
  const at = props.current === null ? -1 : props.ladder.indexOf(props.current)
  return (
    <ol className={props.named ? `${styles.ladder} ${styles.named}` : styles.ladder}>
      {props.ladder.map((stage, rung) => {
        const on = props.reached.find((step) => step.stage === stage)?.on
        const kind =
          rung < at
            ? 'passed'
            : rung === at
              ? props.stalled
                ? 'stuck'
                : 'current'
              : rung === at + 1 && props.nextInReview
                ? 'next'
                : 'open'
        return (
          <li key={stage} className={`${styles.rung} ${styles[kind]}`} aria-current={rung === at ? 'step' : undefined}>
            <span className={props.named ? styles.name : 'hidden-text'}>{t(`words.stage.${stage}`)} </span>
            {on === undefined ? null : (
              <time dateTime={on} title={month(on)}>
                {formatLadderMonth(on)}
              </time>
            )}
            {kind === 'next' ? <span className={styles.pending}>{t('words.standing.in-review')}</span> : null}
            {rung === at && props.done ? <span aria-hidden="true"> ✓</span> : null}
          </li>
        )
      })}
    </ol>
  )
}
