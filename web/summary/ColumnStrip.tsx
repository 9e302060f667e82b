import { Link } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { ProjectLink } from '../ui/Links.tsx'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { StatusShape } from '../ui/Status.tsx'
import styles from './ColumnStrip.module.css'
import { projectTally } from './lacks.ts'
import { columnTitle, type ProjectStep, stepsOf } from './strip.ts'

/** 专栏: one cell a project, its height the stage reached, sorted within its column. */
export function ColumnStrip({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t } = useWording()
  const all = projectTally(summary.columns)
  return (
    <Section
      title={t('summary.strip.title')}
      note={
        <>
          {t('summary.strip.note')}
          {all.unassigned > 0 ? (
            <Link {...paths.columns()} search={{ show: 'orphan' }} className="risk">
              {t('summary.strip.unassigned', { count: all.unassigned })}
            </Link>
          ) : null}
        </>
      }
      tools={
        <>
          <Link {...paths.columns()}>{t('summary.strip.all', { count: all.total })}</Link>
          <Link {...paths.columns()} hash="chart">
            {t('summary.strip.chart')}
          </Link>
        </>
      }
    >
      <Strips plan={plan} summary={summary} />
    </Section>
  )
}

/** The cells of all columns, side by side. */
export function Strips({ plan, summary }: { plan: Plan; summary: Summary }) {
  const wording = useWording()
  return (
    <div className={styles.strips}>
      {summary.columns.map((column) => (
        <div key={column.number} className={styles.column} style={{ flexGrow: Math.max(3, column.projects.length) }}>
          <ol className={styles.cells}>
            {stepsOf(plan, column).map((step) => (
              <Cell key={step.project.code} step={step} />
            ))}
          </ol>
          <Link {...paths.column(column.number)} className={`${styles.title} plain`}>
            <span className="strong">
              <Sentence text={columnTitle(wording, column)} />
            </span>
          </Link>
          <Tally projects={column} />
        </div>
      ))}
    </div>
  )
}

function Cell({ step: { project, share } }: { step: ProjectStep }) {
  const { t } = useWording()
  const state =
    project.progress === 'done' || project.stage === null
      ? t(`words.progress.${project.progress}`)
      : t('summary.strip.inStage', { stage: t(`words.stage.${project.stage}`), days: project.daysInStage ?? 0 }) +
        (project.stalled ? t('summary.deck.comma') + t('words.progress.stalled') : '')
  const label = t('summary.strip.cell', { name: project.name, state })
  return (
    <li className={styles.cell} title={label}>
      <ProjectLink project={project.code} label={label} className={styles.link}>
        <span className={`${styles.mark} ${project.stalled ? 'behind' : ''}`} aria-hidden="true">
          {project.stalled ? (
            <StatusShape status="behind" />
          ) : project.progress === 'done' ? (
            <svg viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
              <path d="M1.5 6.5l3 3 6-7" />
            </svg>
          ) : null}
        </span>
        <span className={project.progress === 'not-started' ? styles.open : styles.track}>
          <span
            className={`${styles.fill} ${project.stalled ? styles.stalled : ''}`}
            style={{ height: `${share * 100}%` }}
          />
        </span>
      </ProjectLink>
    </li>
  )
}

/** 11个：完成2，推进8，停滞2，未启动1 */
function Tally({ projects }: { projects: Summary['columns'][number] }) {
  const { t } = useWording()
  const { total, done, active, notStarted, stalled } = projectTally([projects])
  const comma = t('summary.deck.comma')
  const parts = [
    ...(done > 0 ? [t('summary.strip.done', { count: done })] : []),
    ...(active > 0 ? [t('summary.strip.active', { count: active })] : []),
  ]
  return (
    <p className="note quiet">
      {t('summary.strip.tally', { count: total })}
      {t('summary.finding.colon')}
      {parts.join(comma)}
      {stalled > 0 ? (
        <>
          {parts.length > 0 ? comma : ''}
          <span className="behind">{t('summary.strip.stalled', { count: stalled })}</span>
        </>
      ) : null}
      {notStarted > 0
        ? (parts.length > 0 || stalled > 0 ? comma : '') + t('summary.strip.notStarted', { count: notStarted })
        : null}
    </p>
  )
}
