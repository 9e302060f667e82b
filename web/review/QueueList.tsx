import { Link } from '@tanstack/react-router'
import type { Queue, QueueRow } from '../../server/entries/review/contract.ts'
import type { QueueStep } from '../../server/entries/review/settings.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { useWording, type Wording } from '../i18n.ts'
import { Button, Key } from '../ui/Button.tsx'
import { PlanText } from '../ui/Links.tsx'
import type { QueueSearch } from './api.ts'
import styles from './Queue.module.css'

const FILTERS = [undefined, 'doubtful', 'again', 'overdue'] as const

/** The title of a claim in a list: a task by its number and name. */
export function titleOf(
  row: Pick<QueueRow, 'subject' | 'task' | 'title'>,
  { t, ordinal }: Wording,
  plan: Plan,
): string {
  if (row.subject === 'item' || row.task === null) return row.title
  const task = plan.tasks.find((one) => one.number === row.task)
  return t('review.taskTitle', { number: ordinal(row.task), title: task?.title ?? '' })
}

/** What a claim is, in two words: 标准 发布, 试点 验收, 任务 推进中. */
export function whatOf(row: Pick<QueueRow, 'subject' | 'kind' | 'stage' | 'statement'>, { t }: Wording): string {
  if (row.subject === 'task')
    return `${t('review.task')} ${row.statement === null ? '' : t(`words.taskStatus.${row.statement}`)}`
  return `${row.kind === null ? '' : t(`words.kind.${row.kind}`)} ${row.stage === null ? '' : t(`words.stage.${row.stage}`)}`
}

export const departmentName = (plan: Plan, code: string) =>
  plan.departments.find((one) => one.code === code)?.name ?? code

/** 待审核: the longest wait first, what is new below, with ticks for several at once. */
export function QueueList(props: {
  step: QueueStep
  plan: Plan
  queue: Queue
  rows: readonly QueueRow[]
  /** Ids that came in after the page was opened. */
  fresh: ReadonlySet<string>
  open: string | null
  picked: ReadonlySet<string>
  search: QueueSearch
  onFilter: (filter: QueueSearch['filter']) => void
  onOpen: (id: string) => void
  onPick: (id: string, run: boolean) => void
  onSettings: () => void
  onBulk: () => void
  onClear: () => void
}) {
  const wording = useWording()
  const { t } = wording
  const { queue, rows, fresh, search, plan, step, picked } = props
  const firstFresh = rows.find((row) => fresh.has(row.id))?.id
  const open = rows.find((row) => row.id === props.open)
  return (
    <section className={styles.queue} aria-label={t(`review.queue.${step}`)}>
      <header className={styles.head}>
        <h1 className={styles.title} tabIndex={-1}>
          {t(`review.waiting.${step}`, { count: queue.counts.all })}
        </h1>
        <span className={styles.aside}>
          {t('review.oldestFirst')}
          {step === 'review' ? (
            <button type="button" className="word" onClick={props.onSettings}>
              {t('review.settings.open')}
            </button>
          ) : null}
        </span>
      </header>
      <nav className={styles.filters} aria-label={t('common.list.filter')}>
        {FILTERS.map((filter) => (
          <button
            key={filter ?? 'all'}
            type="button"
            aria-pressed={search.filter === filter}
            onClick={() => props.onFilter(filter)}
          >
            {t(`review.filter.${filter ?? 'all'}`, { count: queue.counts[filter ?? 'all'] })}
          </button>
        ))}
      </nav>
      <ol className={styles.rows}>
        {rows.map((row) => (
          <li key={row.id} className={row.id === props.open ? styles.current : undefined}>
            {row.id === firstFresh ? (
              <p className={styles.fresh}>
                {t('review.fresh', { count: rows.filter((one) => fresh.has(one.id)).length })}
              </p>
            ) : null}
            <div className={styles.row}>
              <input
                type="checkbox"
                className={styles.tick}
                aria-label={t('review.pick', { title: titleOf(row, wording, plan) })}
                checked={picked.has(row.id)}
                disabled={row.locked !== null}
                onChange={(event) =>
                  props.onPick(row.id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)
                }
              />
              <div className={styles.what}>
                <button
                  type="button"
                  className={styles.name}
                  aria-current={row.id === props.open ? 'true' : undefined}
                  onClick={() => props.onOpen(row.id)}
                >
                  <PlanText>{titleOf(row, wording, plan)}</PlanText>
                </button>
                <span className={styles.line}>
                  <PlanText>{departmentName(plan, row.department)}</PlanText> · {whatOf(row, wording)}
                </span>
                <Signs row={row} plan={plan} />
              </div>
              <span className={row.overdue ? `${styles.days} risk` : styles.days}>
                {t('review.days', { count: row.days })}
              </span>
            </div>
          </li>
        ))}
      </ol>
      {rows.length === 0 ? <p className={styles.nothing}>{t('review.noneSuch')}</p> : null}
      <footer className={styles.foot}>
        {picked.size > 0 ? (
          <>
            <Button kind="primary" className={styles.bulk} onClick={props.onBulk} aria-keyshortcuts="B">
              {t('review.pickedTogether', { count: picked.size })} <Key>B</Key>
            </Button>
            <button type="button" className="word" onClick={props.onClear}>
              {t('review.clear')}
            </button>
          </>
        ) : queue.total > rows.length ? (
          <span>{t('review.more', { count: queue.total - rows.length })}</span>
        ) : search.department === undefined && open !== undefined && rows.length > 1 ? (
          <Link to="." search={(old: object) => ({ ...old, department: open.department })}>
            {t('review.onlyDepartment', { department: departmentName(plan, open.department) })}
          </Link>
        ) : search.department === undefined ? null : (
          <Link to="." search={(old: object) => ({ ...old, department: undefined })}>
            {t('review.allDepartments')}
          </Link>
        )}
      </footer>
    </section>
  )
}

/** What a reviewer should know of a row before opening it, each with a shape beside its words. */
function Signs({ row, plan }: { row: QueueRow; plan: Plan }) {
  const { t, list } = useWording()
  return (
    <>
      {row.doubts > 0 ? (
        <span className={`${styles.sign} risk`}>
          <span aria-hidden="true">▲ </span>
          {row.near.length > 0
            ? t('review.sign.near', { departments: list(row.near.map((code) => departmentName(plan, code))) })
            : t('review.sign.doubt')}
        </span>
      ) : null}
      {row.submissions > 1 ? (
        <span className={`${styles.sign} ${styles.again}`}>
          <span aria-hidden="true">↩ </span>
          {t('review.sign.again', { count: row.submissions })}
        </span>
      ) : null}
      {row.locked === 'own-entry' ? (
        <span className={`${styles.sign} quiet`}>
          <span aria-hidden="true">■ </span>
          {t('review.sign.own')}
        </span>
      ) : null}
    </>
  )
}
