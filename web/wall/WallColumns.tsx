import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { chineseNumeral } from '../format.ts'
import { useWording } from '../i18n.ts'
import { projectTally } from '../summary/lacks.ts'
import { type ProjectStep, stepsOf } from '../summary/strip.ts'
import { PlanText } from '../ui/Links.tsx'
import { StatusShape } from '../ui/Status.tsx'
import styles from './Wall.module.css'
import { Check } from './WallTargets.tsx'

/** So many rows fit in three columns; with more, what is done gives way first. */
const MOST = 46

/** 专栏 on the wall: every project with the stages it has passed, and how long it has been in the last one. */
export function WallColumns({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t, language } = useWording()
  const total = summary.columns.reduce((sum, { projects }) => sum + projects.length, 0)
  let room = MOST
  const hidesDone = total > MOST
  return (
    <div className={styles.projects}>
      {summary.columns.map((column) => {
        const tally = projectTally([column])
        const steps = stepsOf(plan, column).filter(({ project }) => !(hidesDone && project.progress === 'done'))
        const shown = steps.slice(0, Math.max(0, room))
        room -= shown.length
        const rest = column.projects.length - shown.length
        return (
          <section key={column.number} className={styles.group}>
            <h2>
              {t('summary.strip.column', {
                number: language === 'zh-CN' ? chineseNumeral(column.number) : column.number,
              })}{' '}
              <PlanText>{column.title}</PlanText>
              <span className={styles.beside}>
                <b>{tally.done}</b>/{tally.total}
              </span>
            </h2>
            <ol>
              {shown.map((step) => (
                <Project key={step.project.code} step={step} />
              ))}
            </ol>
            {rest > 0 ? <p className={styles.small}>{t('wall.restProjects', { count: rest })}</p> : null}
          </section>
        )
      })}
    </div>
  )
}

function Project({ step: { project, ladder } }: { step: ProjectStep }) {
  const { t } = useWording()
  const rung = project.stage === null ? -1 : ladder.indexOf(project.stage)
  const notStarted = project.progress === 'not-started'
  return (
    <li className={styles.project}>
      <PlanText className={notStarted ? 'faint' : undefined}>{project.name}</PlanText>
      <span className={styles.rungs} aria-hidden="true">
        {ladder.map((stage, place) => (
          <span
            key={stage}
            className={
              notStarted ? styles.openRung : place > rung ? '' : project.stalled ? styles.stalled : styles.fill
            }
          />
        ))}
      </span>
      <span className={`${styles.part} ${project.stalled ? 'behind' : ''}`}>
        {project.stage === null || project.progress === 'done' ? '' : t(`words.stage.${project.stage}`)}
      </span>
      <span className={`${styles.end} ${project.stalled ? 'behind strong' : 'quiet'}`}>
        {project.stalled ? <StatusShape status="behind" /> : null}
        {project.progress === 'done' ? <Check label={t('words.progress.done')} /> : null}
        {notStarted
          ? t('words.progress.not-started')
          : project.progress === 'done'
            ? t('words.progress.done')
            : t('summary.rail.days', { count: project.daysInStage ?? 0 })}
      </span>
    </li>
  )
}
