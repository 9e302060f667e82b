import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { chineseNumeral, formatPercent, monthsOf } from '../format.ts'
import { type Translate, useWording } from '../i18n.ts'
import { laggards, projectTally, stalledProjects } from '../summary/lacks.ts'
import { responsibilityGaps } from '../summary/responsibility.ts'
import { stepsOf } from '../summary/strip.ts'
import { GOAL_AT, type TargetRow, targetRows } from '../summary/target-rows.ts'
import { BulletBar } from '../ui/BulletBar.tsx'
import { PlanText } from '../ui/Links.tsx'
import { planText } from '../ui/pieces.ts'
import { Sentence } from '../ui/Sentence.tsx'
import { Status, StatusShape } from '../ui/Status.tsx'
import styles from './Wall.module.css'

/** So many rows fit in their size; with more, what keeps pace gives way first. */
const MOST_TARGETS = 12
const MOST_LAGGARDS = 6
/** Where each has a second line with the name of its target. */
const MOST_NAMED_LAGGARDS = 5
const MOST_STUCK = 5
const CALM = ['met', 'ahead', 'on-pace']
const TONES: Record<string, string> = { behind: 'behind strong', missed: 'behind strong', 'at-risk': 'risk' }

/** 总览 on the wall: every target as a drawn row, who lags, what is stuck, and the projects in one line. */
export function WallTargets({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t } = useWording()
  const all = targetRows(plan, summary, (stage) => t(`words.stage.${stage}`))
  const kept = new Set(
    [...all]
      .sort((one, other) => Number(CALM.includes(one.target.status)) - Number(CALM.includes(other.target.status)))
      .slice(0, MOST_TARGETS),
  )
  const rows = all.filter((row) => kept.has(row))
  const rest = all.length - rows.length
  const axis = {
    '--goal': String(GOAL_AT),
    '--time': String(Math.min(1, Math.max(0, summary.elapsed)) * GOAL_AT),
  } as Record<string, string>
  const silent = summary.targets.every(({ status }) => status === 'nothing-reported')
  return (
    <>
      <div className={styles.overview}>
        <table className={styles.targets} style={axis}>
          <caption className="hidden-text">{t('summary.table.caption')}</caption>
          <thead>
            <tr>
              <td className={styles.no} />
              <th scope="col">{t('summary.table.name')}</th>
              <th scope="col" className={styles.status}>
                {t('summary.table.status')}
              </th>
              <th scope="col" className={styles.end}>
                {summary.due && !silent ? t('summary.table.onTime') : t('summary.table.recognised')}
              </th>
              <th scope="col" className={styles.goal}>
                {t('summary.table.target')}
              </th>
              <th scope="col" className={styles.bar}>
                <span className="hidden-text">{t('summary.table.progress')}</span>
                {summary.due || silent ? null : (
                  <span className={styles.timeLabel}>
                    {t('summary.table.timeGone', { share: formatPercent(summary.elapsed, 1) })}
                  </span>
                )}
                <span className={styles.goalLabel}>{t('summary.table.goal')}</span>
              </th>
              <td className={styles.why} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.target.code} row={row} summary={summary} timeless={summary.due || silent} />
            ))}
          </tbody>
        </table>
        {rest > 0 ? <p className={styles.small}>{t('wall.restTargets', { count: rest })}</p> : null}
      </div>
      <aside className={styles.rail}>
        {silent ? (
          <Gaps plan={plan} />
        ) : (
          <>
            <Laggards plan={plan} summary={summary} />
            {plan.columns.length > 0 ? <Stuck summary={summary} /> : null}
          </>
        )}
      </aside>
      {plan.columns.length > 0 ? <Strip plan={plan} summary={summary} /> : null}
    </>
  )
}

function Row({ row, summary, timeless }: { row: TargetRow; summary: Summary; timeless: boolean }) {
  const { t, count } = useWording()
  const { target } = row
  const figure = summary.due ? target.onTime : target.recognised
  const silent = target.status === 'nothing-reported'
  return (
    <tr>
      <td className={styles.no}>{row.number}</td>
      <th scope="row">
        <PlanText>{target.name}</PlanText>
      </th>
      <td className={styles.status}>
        <Status status={target.status} />
      </td>
      <td className={`${styles.end} ${silent ? styles.unsaid : styles.figure}`}>
        {silent ? t('common.notReported') : count(figure)}
      </td>
      <td className={styles.goal}>{t('common.atLeast', { value: target.value, unit: target.unit })}</td>
      <td className={`${styles.bar} ${styles.lines} ${timeless ? styles.timeless : ''}`}>
        <BulletBar
          {...row.bullet}
          large
          label={t('summary.table.barNoPace', {
            recognised: target.recognised,
            inReview: target.inReview,
            target: target.value,
          })}
        />
      </td>
      <td className={`${styles.why} ${TONES[target.status] ?? 'quiet'}`}>{shortReason(row, t)}</td>
    </tr>
  )
}

/** The reason of a bad status in the few words that a wall can be read by. */
function shortReason({ target }: TargetRow, t: Translate): string {
  const { because, unit, value, recognised } = target
  switch (because.code) {
    case 'against-pace':
      return target.status === 'behind' ? t('common.lackUnit', { count: because.gap ?? 0, unit }) : ''
    case 'due-passed':
      return recognised < value ? t('common.lackUnit', { count: value - recognised, unit }) : ''
    case 'pipeline-short':
      return because.remainingDays === null
        ? t('wall.reason.pipelineEmpty')
        : t('wall.reason.remaining', { count: monthsOf(because.remainingDays) })
    case 'no-rule':
    case 'no-milestone':
    case 'too-early':
      return t(`wall.reason.${because.code}`)
    case 'nothing-reported':
    case 'reached':
    case 'pipeline-suffices':
      return ''
  }
}

function Laggards({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t } = useWording()
  const found = laggards(summary)
  const longest = found[0]?.worst.lack ?? 1
  const targets = new Set(found.map(({ worst }) => worst.target))
  const [only] = targets
  const shortName = (code: string | undefined) => plan.targets.find((target) => target.code === code)?.shortName ?? ''
  const nameOf = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  return (
    <section>
      <h2>
        {t('summary.rail.laggards')}
        {found.length === 0 ? null : (
          <span className={styles.beside}>
            {summary.due ? (
              t('wall.againstAllocation', { count: found.length })
            ) : targets.size === 1 ? (
              <Sentence text={t('wall.againstPaceOf', { count: found.length, target: planText(shortName(only)) })} />
            ) : (
              t('wall.againstPace', { count: found.length })
            )}
          </span>
        )}
      </h2>
      {found.length === 0 ? (
        <p className="quiet">{t(summary.due ? 'summary.rail.laggardsNoneDue' : 'summary.rail.laggardsNone')}</p>
      ) : (
        <ol>
          {found.slice(0, targets.size > 1 ? MOST_NAMED_LAGGARDS : MOST_LAGGARDS).map(({ department, worst }) => (
            <li key={department} className={styles.lack}>
              <span>
                <PlanText>{nameOf(department)}</PlanText>
                {targets.size > 1 ? (
                  <span className={styles.of}>
                    <PlanText>{shortName(worst.target)}</PlanText>
                  </span>
                ) : null}
              </span>
              <span className={styles.part}>
                {worst.recognised}/{worst.allocated}
              </span>
              <span className={styles.lackTrack} aria-hidden="true">
                <span style={{ width: `${(worst.lack / longest) * 100}%` }} />
              </span>
              <span className={`${styles.end} behind strong`}>{t('summary.rail.lack', { count: worst.lack })}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Stuck({ summary }: { summary: Summary }) {
  const { t } = useWording()
  const found = stalledProjects(summary)
  return (
    <section>
      <h2>
        {t('summary.rail.stuck')}
        <span className={styles.beside}>{t('wall.stuckProjects', { count: found.length })}</span>
      </h2>
      {found.length === 0 ? (
        <p className="quiet">{t('summary.rail.stuckNone')}</p>
      ) : (
        <ol>
          {found.slice(0, MOST_STUCK).map((project) => (
            <li key={project.code} className={styles.stuck}>
              <PlanText>{project.name}</PlanText>
              <span className={styles.part}>{project.stage === null ? '' : t(`words.stage.${project.stage}`)}</span>
              <span className={`${styles.end} strong`}>
                {t('summary.rail.days', { count: project.daysInStage ?? 0 })}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** Before anything is reported there is nobody to name: what stands open in the plan itself is shown. */
function Gaps({ plan }: { plan: Plan }) {
  const { t } = useWording()
  const gaps = responsibilityGaps(plan, { t })
  return (
    <section>
      <h2>{t('plan.gaps')}</h2>
      <ul>
        {(gaps.length === 0 ? [t('plan.noGaps')] : gaps).map((gap) => (
          <li key={gap} className={styles.line}>
            {gap}
          </li>
        ))}
      </ul>
      <h2>{t('summary.empty.title')}</h2>
      <ul>
        {(['report', 'review', 'count'] as const).map((step) => (
          <li key={step} className={styles.line}>
            {t(`summary.empty.steps.${step}Text`)}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** All projects in one line, a cell each. */
function Strip({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t, language } = useWording()
  const { total, done, active, notStarted, stalled } = projectTally(summary.columns)
  return (
    <div className={styles.strip}>
      {summary.columns.map((column) => {
        const tally = projectTally([column])
        return (
          <div key={column.number} style={{ flexGrow: column.projects.length }}>
            <ol className={styles.cells}>
              {stepsOf(plan, column).map(({ project, share }) => (
                <li key={project.code}>
                  <span className={project.stalled ? 'behind' : ''}>
                    {project.stalled ? (
                      <StatusShape status="behind" />
                    ) : project.progress === 'done' ? (
                      <Check label={t('words.progress.done')} />
                    ) : null}
                  </span>
                  <span className={project.progress === 'not-started' ? styles.open : styles.track}>
                    <span
                      className={project.stalled ? styles.stalled : styles.fill}
                      style={{ height: `${share * 100}%` }}
                    />
                  </span>
                </li>
              ))}
            </ol>
            <p>
              {t('summary.strip.column', {
                number: language === 'zh-CN' ? chineseNumeral(column.number) : column.number,
              })}{' '}
              <b>{tally.done}</b>/{tally.total}
            </p>
          </div>
        )
      })}
      <p className={styles.tally}>
        <span>{t('wall.tally', { count: total, done, active })}</span>
        <span>
          {stalled > 0 ? <span className="behind">{t('wall.stalled', { count: stalled })}</span> : null}
          {notStarted > 0 ? <span>{t('summary.strip.notStarted', { count: notStarted })}</span> : null}
        </span>
      </p>
    </div>
  )
}

export function Check({ label }: { label: string }) {
  return (
    <svg viewBox="0 0 12 12" fill="none" stroke="currentColor" strokeWidth="1.6" role="img" aria-label={label}>
      <path d="M1.5 6.5l3 3 6-7" />
    </svg>
  )
}
