import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { PlanText } from '../ui/Links.tsx'
import { TaskState } from '../ui/Status.tsx'
import styles from './Wall.module.css'

/** Two columns of so many rows fit; with more, those that need a word stand first. */
const MOST = 26
const ORDER = { behind: 0, 'not-reported': 1, 'under-way': 2, done: 3 }

/** The tasks of a plan that has no targets: its overview on the wall. */
export function WallTasks({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t, day, ordinal, list } = useWording()
  const nameOf = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  const tasks =
    summary.tasks.length > MOST
      ? [...summary.tasks].sort((one, other) => ORDER[one.status] - ORDER[other.status]).slice(0, MOST)
      : summary.tasks
  const rest = summary.tasks.length - tasks.length
  return (
    <div className={styles.tasks}>
      <ol>
        {tasks.map((task) => {
          const told = plan.tasks.find(({ number }) => number === task.number)
          return (
            <li key={task.number} className={styles.task}>
              <span className={styles.no}>{ordinal(task.number)}</span>
              <span>
                <PlanText>{told?.title ?? ''}</PlanText>
                <span className={styles.of}>
                  {task.leads.length > 0 ? (
                    <PlanText>{list(task.leads.map(nameOf))}</PlanText>
                  ) : told?.collectiveName == null ? (
                    t('summary.tasks.nobody')
                  ) : (
                    <PlanText>{told.collectiveName}</PlanText>
                  )}
                </span>
              </span>
              <span className={styles.status}>
                <TaskState status={task.status} />
              </span>
              <span className={`${styles.part} ${styles.end}`}>
                {task.since === null ? NOT_APPLICABLE : day(task.since, summary.asOf)}
              </span>
            </li>
          )
        })}
      </ol>
      {rest > 0 ? <p className={styles.small}>{t('wall.restTasks', { count: rest })}</p> : null}
    </div>
  )
}
