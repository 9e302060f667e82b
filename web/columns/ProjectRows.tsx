import { Fragment } from 'react'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary, SummaryProject } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { LadderCells } from '../ui/LadderCells.tsx'
import { DepartmentLink, PlanText, ProjectLink, RowsLink } from '../ui/Links.tsx'
import { ProgressState } from '../ui/Status.tsx'
import { projectLadder } from './ladder-of-project.ts'
import styles from './ProjectRows.module.css'

/** Projects group by group as in the document: stages are columns, cells hold the month in which each was reached. */
export function ProjectRows(props: {
  plan: Plan
  summary: Summary
  only: (project: SummaryProject) => boolean
  /** One column of the document alone. */
  column?: number
  /** On the page of the one department that carries them: who does is not said again. */
  of?: true
}) {
  const { t, count } = useWording()
  const states = new Map(props.summary.columns.flatMap((column) => column.projects.map((one) => [one.code, one])))
  const named = new Map(props.plan.departments.map((one) => [one.code, one.name]))
  const groups = props.plan.columns
    .filter((column) => props.column === undefined || column.number === props.column)
    .flatMap((column) => column.groups.map((group) => ({ ...group, key: `${column.number} ${group.title}` })))
    .map((group) => ({
      ...group,
      rows: group.projects.flatMap((project) => {
        const state = states.get(project.code)
        return state !== undefined && props.only(state) ? [{ project, state }] : []
      }),
    }))
    .filter((group) => group.rows.length > 0)
  return (
    <table className={styles.table}>
      <caption className="hidden-text">{t('columns.title')}</caption>
      {groups.map((group) => {
        const ladder = projectLadder(group.rows[0]?.project ?? { kind: 'pilot', level: null })
        return (
          <Fragment key={group.key}>
            <thead className={styles.head}>
              <tr>
                <th scope="col" className={styles.number} aria-label={t('items.sequence')} />
                <th scope="col" className={`${styles.name} ${styles.group}`}>
                  <PlanText>{group.title}</PlanText>
                </th>
                {props.of ? null : (
                  <th scope="col" className={styles.who}>
                    {t('columns.carried')}
                  </th>
                )}
                <th scope="col">
                  <span className={styles.rungs}>
                    {ladder.map((stage) => (
                      <span key={stage}>{t(`words.stage.${stage}`)}</span>
                    ))}
                  </span>
                </th>
                <th scope="col" className={styles.days}>
                  {t('columns.days')}
                </th>
                <th scope="col" className={styles.items}>
                  {t('columns.items')}
                </th>
              </tr>
            </thead>
            <tbody>
              {group.rows.map(({ project, state }) => (
                <tr key={project.code}>
                  <td className={styles.number}>{project.number}</td>
                  <th scope="row" className={styles.name}>
                    <ProjectLink project={project.code}>
                      <PlanText>{project.name}</PlanText>
                    </ProjectLink>
                  </th>
                  {props.of ? null : (
                    <td className={styles.who}>
                      {state.departments.length === 0 ? (
                        <span className="risk">{t('common.noDepartment')}</span>
                      ) : (
                        state.departments.map((code, place) => (
                          <span key={code}>
                            {place > 0 ? t('items.separator') : null}
                            <DepartmentLink department={code} className="plain">
                              <PlanText>{named.get(code) ?? code}</PlanText>
                            </DepartmentLink>
                          </span>
                        ))
                      )}
                    </td>
                  )}
                  <td className={styles.ladder}>
                    <LadderCells
                      ladder={projectLadder(project)}
                      reached={state.reached}
                      current={state.stage}
                      done={state.progress === 'done'}
                      stalled={state.stalled}
                      nextInReview={state.inReview > 0}
                    />
                  </td>
                  <td className={styles.days}>
                    {state.progress === 'active' && !state.stalled ? (
                      t('columns.daysValue', { count: state.daysInStage ?? 0 })
                    ) : state.stalled ? (
                      <span className="behind strong">
                        ▼ {t('columns.daysValue', { count: state.daysInStage ?? 0 })}
                      </span>
                    ) : (
                      <ProgressState progress={state.progress} stalled={false} />
                    )}
                    {state.dueOn === null ? null : (
                      <div className={state.overdue ? 'behind strong' : 'note'}>
                        {t(state.overdue ? 'columns.overdue' : 'columns.dueOn', { day: state.dueOn })}
                      </div>
                    )}
                  </td>
                  <td className={styles.items}>
                    {state.items > 0 ? (
                      <RowsLink rows={{ project: project.code }} className="plain">
                        {count(state.items)}
                      </RowsLink>
                    ) : (
                      ''
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </Fragment>
        )
      })}
    </table>
  )
}
