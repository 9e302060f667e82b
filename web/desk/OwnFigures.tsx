import { Link } from '@tanstack/react-router'
import type { Desk } from '../../server/periods/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { BulletBar } from '../ui/BulletBar.tsx'
import { PlanText, ProjectLink, RowsLink, TaskLink } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { ProgressState } from '../ui/Status.tsx'
import { usePlanAndSummary } from '../view.ts'
import styles from './Desk.module.css'
import { type Act, NoChange } from './WaitingRows.tsx'

type Acting = { desk: Desk; act: Act; told: (receipt: string) => void }

/** Where the department stands: 分解值, 已认定, 审核中; its projects and tasks. Every number opens to its rows. */
export function OwnFigures({ desk, act, told }: Acting) {
  const query = usePlanAndSummary()
  return (
    <aside className={styles.side} aria-label={desk.department.name}>
      <Loaded query={query} skeleton={<SkeletonRows rows={8} widths={['10rem', '8rem']} />} empty={null}>
        {({ plan, summary }) => (
          <>
            <Targets plan={plan} summary={summary} desk={desk} />
            <Projects plan={plan} summary={summary} desk={desk} />
          </>
        )}
      </Loaded>
      <Tasks desk={desk} act={act} told={told} />
    </aside>
  )
}

function Targets({ plan, summary, desk }: { plan: Plan; summary: Summary; desk: Desk }) {
  const { t, day } = useWording()
  const { code, name } = desk.department
  const rows = summary.targets.flatMap((target) => {
    const own = target.byDepartment.find((one) => one.department === code)
    const short = plan.targets.find((one) => one.code === target.code)?.shortName ?? target.name
    if (own === undefined || (own.allocated === null && own.recognised + own.inReview === 0)) return []
    return [{ ...own, target: target.code, name: short }]
  })
  // What is over stands in a column of its own, so that every bar is equally long.
  const hasOver = rows.some((row) => row.allocated !== null && row.allocated > 0 && row.recognised > row.allocated)
  return (
    <section className={styles.part} aria-labelledby="own">
      <h2 id="own">
        <PlanText>{t('desk.own', { name })}</PlanText>
        <small>{t('desk.asOf', { day: day(summary.asOf) })}</small>
      </h2>
      {rows.length === 0 ? (
        <p className="quiet">{t('desk.ownNone')}</p>
      ) : (
        <>
          <table className={styles.own}>
            <caption className="hidden-text">{t('desk.own', { name })}</caption>
            <thead>
              <tr>
                <th scope="col">{t('desk.target')}</th>
                <th scope="col">{t('desk.allocated')}</th>
                <th scope="col">{t('desk.recognised')}</th>
                <th scope="col">{t('desk.inReview')}</th>
                <td />
                {hasOver ? <td /> : null}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const over =
                  row.allocated !== null && row.recognised > row.allocated ? row.recognised - row.allocated : 0
                const goal = row.allocated ?? 0
                return (
                  <tr key={row.target}>
                    <th scope="row">
                      <Link {...paths.target(row.target)} className="plain">
                        <PlanText>{row.name}</PlanText>
                      </Link>
                    </th>
                    <td>{row.allocated ?? NOT_APPLICABLE}</td>
                    <td>
                      <RowsLink rows={{ target: row.target, department: code, counts: true }}>
                        {row.recognised}
                      </RowsLink>
                    </td>
                    <td>
                      {row.inReview === 0 ? (
                        0
                      ) : (
                        <Link to="/entries" search={{ state: 'in-review', department: code } as never}>
                          {row.inReview}
                        </Link>
                      )}
                    </td>
                    <td>
                      {goal === 0 ? null : (
                        <BulletBar
                          thin
                          units={false}
                          recognised={row.recognised}
                          inReview={row.inReview}
                          goal={goal}
                          scale={Math.max(goal, row.recognised + row.inReview)}
                          label={t('desk.barLabel', { ...row, allocated: goal })}
                        />
                      )}
                    </td>
                    {hasOver ? <td className="note">{over > 0 ? t('desk.over', { count: over }) : null}</td> : null}
                  </tr>
                )
              })}
            </tbody>
          </table>
          <p className="note quiet">{t('desk.ownNote')}</p>
        </>
      )}
    </section>
  )
}

const GROUPS = [
  { progress: 'done', stalled: false },
  { progress: 'active', stalled: true },
  { progress: 'active', stalled: false },
  { progress: 'not-started', stalled: false },
] as const

function Projects({ plan, summary, desk }: { plan: Plan; summary: Summary; desk: Desk }) {
  const { t } = useWording()
  if (plan.columns.length === 0) return null
  const own = summary.columns
    .flatMap((column) => column.projects)
    .filter((project) => project.departments.includes(desk.department.code))
  return (
    <section className={styles.part} aria-labelledby="own-projects">
      <h2 id="own-projects">{t('desk.projects', { count: own.length })}</h2>
      {own.length === 0 ? (
        <p className="quiet">{t('desk.projectsNone')}</p>
      ) : (
        <ul className={styles.lines}>
          {GROUPS.map(({ progress, stalled }) => {
            const rows = own.filter((one) => one.progress === progress && one.stalled === stalled)
            return rows.length === 0 ? null : (
              <li key={`${progress}${stalled.toString()}`}>
                <ProgressState progress={progress} stalled={stalled} />
                <span className="strong">{rows.length}</span>
                <span>
                  {rows.map((project, place) => (
                    <span key={project.code}>
                      {place > 0 ? t('items.separator') : null}
                      <ProjectLink project={project.code} className="plain">
                        <PlanText>{project.name}</PlanText>
                      </ProjectLink>
                    </span>
                  ))}
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

function Tasks({ desk, act, told }: Acting) {
  const { t, ordinal } = useWording()
  return (
    <section className={styles.part} aria-labelledby="own-tasks">
      <h2 id="own-tasks">
        {t('desk.tasks', { count: desk.tasks.length })}
        <small>{t('desk.tasksNote')}</small>
      </h2>
      {desk.tasks.length === 0 ? (
        <p className="quiet">{t('desk.tasksNone')}</p>
      ) : (
        <ul className={styles.tasks}>
          {desk.tasks.map((task) => (
            <li key={task.number}>
              <TaskLink task={task.number} className="plain">
                <PlanText>
                  {ordinal(task.number)} {task.title}
                </PlanText>
              </TaskLink>
              {task.reported ? (
                <span className="quiet">{t('desk.taskReported')}</span>
              ) : task.noChange ? (
                <span className="quiet">{t('desk.taskUnchanged')}</span>
              ) : desk.mayReport ? (
                <span className={styles.acts}>
                  <NoChange desk={desk} of={{ task: task.number }} title={task.title} act={act} told={told} />
                  <Link
                    to="/report"
                    search={{ task: task.number } as never}
                    aria-label={`${t('desk.reportTask')}：${task.title}`}
                  >
                    {t('desk.reportTask')}
                  </Link>
                </span>
              ) : (
                <span className="risk">{t('desk.taskNot')}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
