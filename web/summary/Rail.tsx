import { Link } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { ReturnsNote } from '../periods/ReturnsNote.tsx'
import { DepartmentLink, PlanText, ProjectLink, RowsLink } from '../ui/Links.tsx'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { isAllocated, laggards, projectTally, stalledProjects } from './lacks.ts'
import styles from './Rail.module.css'

const MOST_LAGGARDS = 6
const MOST_STUCK = 5

/** Who is behind, what is stuck, what waits for the reviewer. */
export function Rail({ plan, summary }: { plan: Plan; summary: Summary }) {
  return (
    <div className={styles.rail}>
      <Laggards plan={plan} summary={summary} />
      {plan.columns.length > 0 ? <Stuck plan={plan} summary={summary} /> : null}
      <Review summary={summary} inRail />
    </div>
  )
}

function Laggards({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t } = useWording()
  const found = laggards(summary)
  const shortName = (code: string) => plan.targets.find((target) => target.code === code)?.shortName ?? code
  const targets = new Set(found.map(({ worst }) => worst.target))
  const [only] = targets
  let note = ''
  if (found.length > 0) {
    const count = { count: found.length }
    note = summary.due
      ? t('summary.rail.laggardsDue', count)
      : targets.size === 1 && only !== undefined
        ? t('summary.rail.laggardsAllOn', { ...count, target: planText(shortName(only)) })
        : t('summary.rail.laggardsNote', count)
  }
  const longest = found[0]?.worst.lack ?? 1
  const rest = found.length - MOST_LAGGARDS
  return (
    <Section inRail title={t('summary.rail.laggards')}>
      {found.length === 0 ? (
        <p className="quiet">
          {t(
            !summary.targets.some(isAllocated)
              ? 'summary.rail.laggardsUnknown'
              : summary.due
                ? 'summary.rail.laggardsNoneDue'
                : 'summary.rail.laggardsNone',
          )}
        </p>
      ) : (
        <>
          <p className="quiet note">
            <Sentence text={note} />
          </p>
          <ol>
            {found.slice(0, MOST_LAGGARDS).map(({ department, worst, others }) => (
              <li key={department} className={styles.lack}>
                <span>
                  <DepartmentLink department={department} className="plain">
                    <PlanText>{nameOf(plan, department)}</PlanText>
                  </DepartmentLink>
                </span>
                <span className="quiet nowrap">
                  <RowsLink rows={{ target: worst.target, department, counts: true }} className="plain">
                    {worst.recognised}/{worst.allocated}
                  </RowsLink>
                </span>
                <span className={styles.lackTrack} aria-hidden="true">
                  <span className={styles.lackBar} style={{ width: `${(worst.lack / longest) * 100}%` }} />
                </span>
                <span className={`${styles.end} behind figure nowrap`}>
                  {t('summary.rail.lack', { count: worst.lack })}
                </span>
                {targets.size > 1 || others.length > 0 ? (
                  <span className={`${styles.below} quiet note`}>
                    {targets.size > 1 ? <PlanText>{shortName(worst.target)}</PlanText> : null}
                    {others.map((other, place) => (
                      <span key={other.target}>
                        {targets.size > 1 || place > 0 ? t('summary.deck.semicolon') : ''}
                        <Sentence
                          text={t('summary.rail.other', {
                            name: planText(shortName(other.target)),
                            recognised: other.recognised,
                            allocated: other.allocated,
                            count: other.lack,
                          })}
                        />
                      </span>
                    ))}
                  </span>
                ) : null}
              </li>
            ))}
          </ol>
          {rest > 0 ? (
            <p className={styles.rest}>
              <Link {...paths.departments()}>{t('summary.rail.rest', { count: rest })}</Link>
            </p>
          ) : null}
        </>
      )}
    </Section>
  )
}

function Stuck({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t, list } = useWording()
  const found = stalledProjects(summary)
  const tally = projectTally(summary.columns)
  const told = new Map(
    plan.columns.flatMap((column) =>
      column.groups.flatMap((group) => group.projects.map((project) => [project.code, project] as const)),
    ),
  )
  const rest = found.length - MOST_STUCK
  return (
    <Section inRail title={t('summary.rail.stuck')}>
      <p className="quiet note">{t('summary.rail.stuckNote', { ...tally, count: tally.total })}</p>
      {found.length === 0 ? (
        <p className="quiet">{t('summary.rail.stuckNone')}</p>
      ) : (
        <ol>
          {found.slice(0, MOST_STUCK).map((project) => {
            const row = told.get(project.code)
            const usual = plan.stages.find(
              ({ kind, international, stage }) =>
                kind === row?.kind && international === (row.level === 'international') && stage === project.stage,
            )?.stallDays
            return (
              <li key={project.code} className={styles.stuck}>
                <ProjectLink project={project.code} className="plain">
                  <PlanText>{project.name}</PlanText>
                </ProjectLink>
                <span className="quiet note">{project.stage === null ? '' : t(`words.stage.${project.stage}`)}</span>
                <span className={`${styles.end} strong nowrap`}>
                  {t('summary.rail.days', { count: project.daysInStage ?? 0 })}
                </span>
                <span className={`${styles.below} quiet note`}>
                  {project.departments.length === 0 ? (
                    <span className="risk">{t('common.noDepartment')}</span>
                  ) : (
                    <PlanText>{list(project.departments.map((code) => nameOf(plan, code)))}</PlanText>
                  )}
                  {usual == null || project.stage === null
                    ? null
                    : `${t('summary.deck.semicolon')}${t('summary.rail.usually', {
                        stage: t(`words.stage.${project.stage}`),
                        count: usual,
                      })}`}
                </span>
              </li>
            )
          })}
        </ol>
      )}
      {rest > 0 ? (
        <p className={styles.rest}>
          <Link {...paths.columns()} search={{ show: 'stalled' }}>
            {t('summary.rail.restProjects', { count: rest })}
          </Link>
        </p>
      ) : null}
    </Section>
  )
}

/** What waits for the reviewer: a number and its age, nothing of what it says. */
export function Review({ summary, inRail = false }: { summary: Summary; inRail?: boolean }) {
  const { t } = useWording()
  const { entries, oldestDays } = summary.queue
  const text =
    entries === 0
      ? t('summary.rail.queueNone')
      : oldestDays === null
        ? t('summary.rail.queueShort', { count: entries })
        : t('summary.rail.queue', { count: entries, days: oldestDays })
  return (
    <Section id="review" inRail={inRail} title={t('summary.rail.review')}>
      <ReturnsNote />
      <p className="note">
        {text} {entries > 0 ? <span className="quiet">{t('summary.rail.queueNote')}</span> : null}
      </p>
    </Section>
  )
}

const nameOf = (plan: Plan, code: string) =>
  plan.departments.find((department) => department.code === code)?.name ?? code
