import styles from './Sparkline.module.css'
import { type SparklineInput, sparkline } from './sparkline.ts'

/** 走势: moving or asleep? A step line without axis; the pace dashed where it is a straight line. */
export function Sparkline(props: SparklineInput) {
  const { line, pace } = sparkline(props)
  return (
    <svg className={styles.spark} viewBox="0 0 76 26" preserveAspectRatio="none" aria-hidden="true">
      {pace === null ? null : <path className={styles.pace} d={pace} />}
      <path className={styles.line} d={line} />
    </svg>
  )
}
