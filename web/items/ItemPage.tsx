import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ItemDetail } from '../../server/items/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { itemQuery } from '../api.ts'
import { daysBetween, NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { DepartmentLink, PlanText, ProjectLink, TargetLink } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Table } from '../ui/Table.tsx'
import { useDays, usePlan, usePlanCode } from '../view.ts'
import { EntryEvidence } from './EntryEvidence.tsx'
import styles from './ItemPage.module.css'
import { lifeline } from './lifeline.ts'
import { whySentence } from './verdict.ts'

/** One item: what it is, how it climbed, what it counts for and why, and the entries with their evidence. */
export function ItemPage() {
  const { id } = useParams({ strict: false })
  const plan = usePlan()
  const code = usePlanCode()
  const item = useQuery({ ...itemQuery(code ?? '', id ?? '', useDays()), enabled: code !== undefined })
  const skeleton = <SkeletonRows rows={10} widths={['14rem', '22rem', '10rem']} />
  return (
    <Loaded query={plan} skeleton={skeleton} empty={null}>
      {(planData) =>
        item.error instanceof Problem &&
        (item.error.status === 400 || item.error.status === 404) &&
        !ofDay(item.error) ? (
          <NotFound />
        ) : (
          <Loaded query={item} skeleton={skeleton} empty={null}>
            {(data) => <Item plan={planData} item={data} />}
          </Loaded>
        )
      }
    </Loaded>
  )
}

/** A wrong day is another fault of the address, and has another way back. */
const ofDay = (problem: Problem) => problem.errors.some(({ path }) => path === 'asOf' || path === 'knownAt')

function Item({ plan, item }: { plan: Plan; item: ItemDetail }) {
  const { t } = useWording()
  return (
    <>
      <PageTitle
        title={planText(item.number === null ? item.title : `${item.number} ${item.title}`)}
        crumb={<Link {...paths.ledger()}>{t('items.back')}</Link>}
        deck={<Facts plan={plan} item={item} />}
      />
      <Lifeline plan={plan} item={item} />
      <Credits plan={plan} item={item} />
      <Entries plan={plan} item={item} />
    </>
  )
}

function Facts({ plan, item }: { plan: Plan; item: ItemDetail }) {
  const { t, day } = useWording()
  const projects = plan.columns
    .flatMap((column) => column.groups.flatMap((group) => group.projects))
    .filter((project) => item.projects.includes(project.code))
  const facts: [string, ReactNode][] = [
    [t('items.kind'), t(`words.kind.${item.kind}`)],
    [t('items.class'), item.class && t(`words.class.${item.class}`)],
    [t('items.nature'), item.nature && item.nature !== 'unknown' ? t(`words.nature.${item.nature}`) : null],
    [t('items.level'), item.level && t(`words.level.${item.level}`)],
    [t('items.planNumber'), item.planNumber],
    [t('items.edition'), item.edition && t(`words.edition.${item.edition}`)],
    [t('items.stage'), `${t(`words.stage.${item.stage}`)} ${day(item.effectiveOn)}`],
    [t('items.role'), item.unitRole && t(`words.unitRole.${item.unitRole}`)],
    [
      t('items.tags'),
      item.tags.length > 0 ? (
        <PlanText>
          {item.tags.map((tag) => plan.tags.find((one) => one.code === tag)?.name ?? tag).join(t('items.separator'))}
        </PlanText>
      ) : null,
    ],
    [
      t('items.belongs'),
      projects.length > 0
        ? projects.map((project, place) => (
            <span key={project.code}>
              {place > 0 ? t('items.separator') : null}
              <ProjectLink project={project.code}>
                <PlanText>{project.name}</PlanText>
              </ProjectLink>
            </span>
          ))
        : null,
    ],
  ]
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** The life of the item as a line: a point a stage with its day, who reported it, and how long it took. */
function Lifeline({ plan, item }: { plan: Plan; item: ItemDetail }) {
  const { t, day, list } = useWording()
  const nameOf = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  const points = lifeline(item)
  const international = item.class === 'international'
  const usual = plan.stages.find(
    (one) => one.kind === item.kind && one.international === international && one.stage === item.stage,
  )?.stallDays
  const open = points.some(({ state }) => state === 'ahead')
  const days = daysBetween(item.effectiveOn, item.asOf)
  return (
    <Section title={t('items.lifeline')} note={t('items.lifelineNote')}>
      <ol className={styles.line}>
        {points.map((point) => (
          <li key={point.stage} className={styles[point.state]}>
            <span className={styles.dot} aria-hidden="true" />
            <span className={point.state === 'ahead' || point.state === 'skipped' ? 'faint' : 'strong'}>
              {t(`words.stage.${point.stage}`)}
            </span>
            {point.on === null ? (
              <span className="note faint">{t(point.state === 'ahead' ? 'items.ahead' : 'items.skipped')}</span>
            ) : (
              <>
                <time dateTime={point.on}>{day(point.on)}</time>
                {point.afterDays === null ? null : (
                  <span className="note quiet">{t('items.afterDays', { count: point.afterDays })}</span>
                )}
                <PlanText className="note quiet">{list(point.departments.map(nameOf))}</PlanText>
                {point.on < plan.startsOn ? <span className="note quiet">{t('items.beforeStart')}</span> : null}
                {point.on > plan.dueOn ? <span className="note risk">{t('items.afterDue')}</span> : null}
              </>
            )}
          </li>
        ))}
      </ol>
      {open ? (
        <p className={usual != null && days > usual ? 'note behind' : 'note quiet'}>
          {t('items.inStage', { stage: t(`words.stage.${item.stage}`), count: days })}
          {usual == null ? '' : t('items.usually', { count: usual })}
        </p>
      ) : null}
    </Section>
  )
}

function Credits({ plan, item }: { plan: Plan; item: ItemDetail }) {
  const wording = useWording()
  const { t, list } = wording
  // What the item could count for comes first; targets of quite another kind are told in one line.
  const foreign = item.credits.filter(({ verdict }) => verdict.reason === 'other-kind')
  const rows = item.credits
    .filter((row) => !foreign.includes(row))
    .sort((a, b) => Number(b.verdict.counts) - Number(a.verdict.counts))
  const departmentName = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  return (
    <Section title={t('items.credits')} note={t('items.creditsDeck')}>
      <Table
        caption={t('items.credits')}
        rows={rows}
        rowKey={(row) => row.target}
        columns={[
          {
            key: 'target',
            head: t('items.target'),
            names: true,
            cell: (row) => (
              <TargetLink target={row.target}>
                <PlanText>{plan.targets.find((one) => one.code === row.target)?.name ?? row.target}</PlanText>
              </TargetLink>
            ),
          },
          {
            key: 'counts',
            head: t('items.verdict'),
            width: '6rem',
            cell: (row) => (
              <span className={row.verdict.counts ? 'strong' : 'quiet'}>
                {t(row.verdict.counts ? 'items.countsYes' : 'items.countsNo')}
              </span>
            ),
          },
          {
            key: 'why',
            head: t('items.why.head'),
            width: '26rem',
            narrow: 'bare',
            cell: (row) => (
              <span className={row.verdict.reason === 'after-due' ? 'risk' : ''}>
                {whySentence(wording, row.verdict, item)}
              </span>
            ),
          },
          {
            key: 'departments',
            head: t('items.departments'),
            width: '14rem',
            cell: (row) =>
              row.departments.length === 0
                ? NOT_APPLICABLE
                : row.departments.map((one, place) => (
                    <span key={one.department}>
                      {place > 0 ? t('items.separator') : null}
                      <DepartmentLink department={one.department}>
                        <PlanText>{departmentName(one.department)}</PlanText>
                      </DepartmentLink>
                    </span>
                  )),
          },
          {
            key: 'version',
            head: t('items.ruleVersionHead'),
            width: '7rem',
            narrow: 'hide',
            cell: (row) =>
              row.ruleVersion === null ? NOT_APPLICABLE : t('items.ruleVersion', { version: row.ruleVersion }),
          },
        ]}
      />
      {foreign.length > 0 ? (
        <p className={`${styles.rest} note quiet`}>
          {t('items.foreign', { count: foreign.length, kind: t(`words.kind.${item.kind}`) })}
          <PlanText>
            {list(foreign.map(({ target }) => plan.targets.find((one) => one.code === target)?.shortName ?? target))}
          </PlanText>
        </p>
      ) : null}
    </Section>
  )
}

function Entries({ plan, item }: { plan: Plan; item: ItemDetail }) {
  const { t } = useWording()
  const departmentName = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  return (
    <Section title={t('items.entries')} note={t('items.entriesDeck')}>
      <Table
        caption={t('items.entries')}
        rows={item.entries}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'department',
            head: t('items.department'),
            names: true,
            width: '10rem',
            cell: (row) => (
              <DepartmentLink department={row.department}>
                <PlanText>{departmentName(row.department)}</PlanText>
              </DepartmentLink>
            ),
          },
          {
            key: 'stage',
            head: t('items.stage'),
            width: '8rem',
            cell: (row) => (
              <>
                {t(`words.stage.${row.stage}`)}
                {row.corrects === null ? null : <span className="note quiet"> {t('items.corrects')}</span>}
              </>
            ),
          },
          { key: 'on', head: t('items.effectiveOn'), width: '7rem', cell: (row) => row.effectiveOn },
          { key: 'reported', head: t('items.reportedOn'), width: '7rem', cell: (row) => row.reportedOn },
          { key: 'recognised', head: t('items.recognisedOn'), width: '7rem', cell: (row) => row.recognisedOn },
          {
            key: 'units',
            head: t('items.units'),
            cell: (row) => (
              <PlanText>
                {row.units
                  .map((unit) => `${unit.name}（${t(`words.unitRole.${unit.role}`)}）`)
                  .join(t('items.separator'))}
              </PlanText>
            ),
          },
          {
            key: 'evidence',
            head: t('items.evidence'),
            width: '16rem',
            narrow: 'bare',
            cell: (row) => <EntryEvidence entry={row.id} item={item.id} evidence={row.evidence} />,
          },
        ]}
      />
      {item.inReview > 0 ? <p className="note quiet">{t('items.inReview', { count: item.inReview })}</p> : null}
    </Section>
  )
}
