import type { ReactNode } from 'react'
import type { Progress, TargetStatus, TaskStatus } from '../../db/words.ts'
import { useWording } from '../i18n.ts'
import styles from './Status.module.css'

/** 12 px shapes in the colour of the text: word, shape and colour always stand together. */
const SHAPES: Record<TargetStatus, ReactNode> = {
  met: <path d="M1 1h10v10H1z" />,
  ahead: <path d="M6 1l5.5 10H.5z" />,
  'on-pace': <circle cx="6" cy="6" r="4.5" />,
  behind: <path d="M.5 1h11L6 11z" />,
  'at-risk': (
    <>
      <path d="M6 .9L11.1 6 6 11.1.9 6z" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="6" cy="6" r="1.5" />
    </>
  ),
  'cannot-judge': (
    <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2 1.6" />
  ),
  missed: <path d="M2 2l8 8M10 2l-8 8" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  'nothing-reported': <path d="M1.5 6h9" fill="none" stroke="currentColor" strokeWidth="1.6" />,
}

const TONES: Record<TargetStatus, string> = {
  met: 'quiet',
  ahead: 'quiet',
  'on-pace': 'quiet',
  behind: 'behind strong',
  'at-risk': 'risk strong',
  'cannot-judge': 'quiet strong',
  missed: 'behind strong',
  'nothing-reported': 'faint',
}

/** The shape alone, for where the word stands elsewhere in the row. */
export function StatusShape({ status }: { status: TargetStatus }) {
  return (
    <svg className={styles.shape} viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
      {SHAPES[status]}
    </svg>
  )
}

/** 指标状态: shape, word, colour. */
export function Status({ status }: { status: TargetStatus }) {
  const { t } = useWording()
  return (
    <span className={`${styles.status} ${TONES[status]}`}>
      <StatusShape status={status} />
      {t(`words.status.${status}`)}
    </span>
  )
}

/** 重点任务状态: only what lags has a shape and a colour. */
export function TaskState({ status }: { status: TaskStatus }) {
  const { t } = useWording()
  const tone = { 'under-way': '', done: '', behind: 'behind', 'not-reported': 'faint' }[status]
  return (
    <span className={`${styles.status} ${tone}`}>
      {status === 'behind' ? <StatusShape status="behind" /> : null}
      {t(`words.taskStatus.${status}`)}
    </span>
  )
}

/** 专栏项目进度: ✓ done, ▼ stalled, a dashed box not started. */
export function ProgressState({ progress, stalled }: { progress: Progress; stalled: boolean }) {
  const { t } = useWording()
  if (stalled) {
    return (
      <span className={`${styles.status} behind strong`}>
        <StatusShape status="behind" />
        {t('words.progress.stalled')}
      </span>
    )
  }
  return (
    <span className={`${styles.status} ${progress === 'not-started' ? 'faint' : ''}`}>
      {progress === 'active' ? null : (
        <svg
          className={styles.shape}
          viewBox="0 0 12 12"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          aria-hidden="true"
        >
          {progress === 'done' ? <path d="M1.5 6.5l3 3 6-7" /> : <path d="M1.5 1.5h9v9h-9z" strokeDasharray="2 1.5" />}
        </svg>
      )}
      {t(`words.progress.${progress}`)}
    </span>
  )
}
