import { useQueries, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { TargetStatus } from '../../db/words.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { DepartmentSteps, Summary, SummaryTarget } from '../../server/summary/contract.ts'
import { statusOn } from '../../server/summary/status.ts'
import { departmentStepsQuery, itemsQuery, taskQuery } from '../api.ts'
import { Assigned } from '../assignments/Assigned.tsx'
import { ProjectRows } from '../columns/ProjectRows.tsx'
import { formatPercent } from '../format.ts'
import { useWording } from '../i18n.ts'
import { ItemsTable } from '../items/ItemsTable.tsx'
import { ReturnsByQuarter } from '../periods/ReturnsNote.tsx'
import { partLack } from '../summary/lacks.ts'
import { type PaceSeries, paceSeries } from '../targets/pace-series.ts'
import { BulletBar } from '../ui/BulletBar.tsx'
import { ChartFrame, ChartPending } from '../ui/ChartFrame.tsx'
import { DepartmentLink, PlanText, RowsLink, TargetLink, TaskLink } from '../ui/Links.tsx'
import { Empty, Failed, Loaded, type Loading, SkeletonRows } from '../ui/Loaded.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { Status, TaskState } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import { useDays, usePlanAndSummary } from '../view.ts'
import { Basis } from './Basis.tsx'
import styles from './DepartmentPage.module.css'

const PaceChart = lazy(async () => ({ default: (await import('../targets/PaceChart.tsx')).PaceChart }))

const LATEST = 8

/** A department's part of a target; `status` null where its pace cannot be told. */
type Share = SummaryTarget['byDepartment'][number] & {
  target: SummaryTarget
  lack: number | null
  status: TargetStatus | null
}

/** The same rule as for the target, with the allocation in the place of its value. */
function statusOfShare(plan: Plan, summary: Summary, row: SummaryTarget['byDepartment'][number]): TargetStatus | null {
  const value = row.allocated ?? 0
  if (row.expected === null && !summary.due && row.recognised < value) return null
  const { recognised, inReview, expected } = row
  const standing = { value, pace: 'straight' as const, hasRule: true, recognised, inReview, expected, open: [] }
  return statusOn({ ...standing, planReported: true }, plan, summary.asOf).status
}

/** One department: what it was asked for and brought, its tasks and projects, its latest items. */
export function DepartmentPage() {
  const { department: code } = useParams({ strict: false })
  const query = usePlanAndSummary()
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={14} widths={['16rem', '8rem', '20rem']} />} empty={null}>
      {({ plan, summary }) =>
        summary.departments.some((one) => one.code === code) ? (
          <Department plan={plan} summary={summary} code={code ?? ''} />
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  )
}

function Department({ plan, summary, code }: { plan: Plan; summary: Summary; code: string }) {
  const { t, list } = useWording()
  const place = summary.departments.findIndex((one) => one.code === code)
  const department = summary.departments[place]
  const facts = plan.departments.find((one) => one.code === code)
  if (department === undefined || facts === undefined) return <NotFound />
  const shares = summary.targets.flatMap((target): Share[] => {
    const own = target.byDepartment.find((row) => row.department === code)
    return own === undefined
      ? []
      : [
          {
            ...own,
            target,
            lack: partLack(own, summary.due),
            status: statusOfShare(plan, summary, own),
          },
        ]
  })
  const allocated = shares.filter((one) => one.allocated !== null && one.allocated > 0)
  const besides = shares.filter((one) => one.allocated === null && one.recognised > 0)
  const worst = [...allocated].sort((a, b) => (b.lack ?? 0) - (a.lack ?? 0))[0]
  const keeping = allocated.filter((one) => one.lack === null).length
  const { name: plainName } = department
  const name = planText(plainName)
  const { total, done, stalled } = department.projects
  const title =
    allocated.length === 0
      ? t('departments.pageFindingNone', { name, tasks: department.tasks.length })
      : worst?.lack
        ? t(summary.due ? 'departments.pageFindingLackDue' : 'departments.pageFindingLack', {
            name,
            total: allocated.length,
            keeping,
            target: planText(
              plan.targets.find((one) => one.code === worst.target.code)?.shortName ?? worst.target.name,
            ),
            lack: worst.lack,
            unit: worst.target.unit,
          })
        : t(summary.due ? 'departments.pageFindingDue' : 'departments.pageFinding', {
            name,
            total: allocated.length,
            keeping,
          })
  return (
    <>
      <PageTitle
        title={title}
        crumb={
          <>
            {t('departments.place', { total: summary.departments.length })}
            {([-1, 1] as const).map((by) => {
              const other = summary.departments[place + by]
              return other === undefined ? null : (
                <span key={by}>
                  {' '}
                  <DepartmentLink department={other.code}>
                    {t(by < 0 ? 'departments.previous' : 'departments.next')} <PlanText>{other.name}</PlanText>
                  </DepartmentLink>
                </span>
              )
            })}
          </>
        }
        deck={t(total === 0 ? 'departments.pageDeckNone' : 'departments.pageDeck', {
          tasks: department.tasks.length,
          led: department.tasks.filter((task) => task.role === 'lead').length,
          projects: total,
          done,
          stalled,
        })}
      />
      <Assigned department={code} />
      <div className={styles.columns}>
        <div>
          {plan.targets.length > 0 && allocated.length > 0 ? (
            <Allocated plan={plan} summary={summary} shares={allocated} worst={worst} code={code} name={plainName} />
          ) : null}
          {besides.length > 0 ? (
            <p className="note quiet">
              <Sentence
                text={t('departments.besides', {
                  targets: planText(
                    list(besides.map((one) => `${one.target.name} ${one.recognised}${one.target.unit}`)),
                  ),
                })}
              />
            </p>
          ) : null}
          <Tasks plan={plan} summary={summary} department={department} />
          {plan.columns.length > 0 ? (
            <Section title={t('departments.projects')}>
              {total === 0 ? (
                <Empty title={t('departments.noProjects')} />
              ) : (
                <ProjectRows plan={plan} summary={summary} only={(project) => project.departments.includes(code)} of />
              )}
            </Section>
          ) : null}
        </div>
        <aside className={styles.rail}>
          <Basis plan={plan} facts={facts} />
        </aside>
      </div>
      <Latest plan={plan} code={code} />
      <ReturnsByQuarter department={code} />
    </>
  )
}

type AllocatedParts = {
  plan: Plan
  summary: Summary
  shares: readonly Share[]
  worst: Share | undefined
  code: string
  name: string
}

/** What was asked of the department, and how the part that lacks most grew. */
function Allocated(props: AllocatedParts) {
  const { plan, summary, shares, worst, code, name } = props
  const steps = useQuery({
    ...departmentStepsQuery(plan.code, worst?.target.code ?? '', code, useDays()),
    enabled: worst !== undefined,
  })
  const target = plan.targets.find((one) => one.code === worst?.target.code)
  return (
    <>
      <Targets plan={plan} summary={summary} shares={shares} code={code} worst={worst} steps={steps.data} />
      {worst === undefined || target === undefined || (worst.recognised === 0 && worst.inReview === 0) ? null : (
        <Growth plan={plan} summary={summary} share={worst} target={target} name={name} query={steps} />
      )}
    </>
  )
}

function Targets(props: {
  plan: Plan
  summary: Summary
  shares: readonly Share[]
  code: string
  worst: Share | undefined
  steps: DepartmentSteps | undefined
}) {
  const { plan, summary, shares, code, worst, steps } = props
  const { asOf, due } = summary
  const { t, count } = useWording()
  const lackWords = (row: Share) => {
    const said = { count: row.lack ?? 0, unit: row.target.unit }
    const grown =
      row === worst && steps !== undefined && row.target.measure === 'flow' && !due ? byYear(steps, asOf) : undefined
    return grown === undefined ? t('departments.lack', said) : t('departments.lackNow', { ...said, ...grown })
  }
  return (
    <Table
      caption={t('departments.targets')}
      rows={shares}
      rowKey={(row) => row.target.code}
      columns={[
        {
          key: 'number',
          head: '',
          width: '2rem',
          narrow: 'hide',
          cell: (row) => (
            <span className="faint note">{plan.targets.find((one) => one.code === row.target.code)?.number}</span>
          ),
        },
        {
          key: 'name',
          head: t('departments.targets'),
          names: true,
          width: '14.5rem',
          cell: (row) => (
            <TargetLink target={row.target.code}>
              <PlanText>{plan.targets.find((one) => one.code === row.target.code)?.name ?? row.target.name}</PlanText>
            </TargetLink>
          ),
        },
        {
          key: 'status',
          head: t('departments.shareState'),
          width: '7rem',
          cell: (row) => (row.status === null ? '—' : <Status status={row.status} />),
        },
        {
          key: 'recognised',
          head: t('departments.recognised'),
          width: '4.5rem',
          align: 'end',
          cell: (row) => (
            <RowsLink rows={{ target: row.target.code, counts: true, department: code }} className="figure plain">
              {count(row.recognised)}
            </RowsLink>
          ),
        },
        {
          key: 'allocated',
          head: t('departments.allocated'),
          width: '5rem',
          align: 'end',
          cell: (row) => count(row.allocated ?? 0),
        },
        {
          key: 'rate',
          head: t('departments.rate'),
          width: '5rem',
          align: 'end',
          cell: (row) => formatPercent(row.recognised, row.allocated ?? 0),
        },
        {
          key: 'bar',
          head: t(due ? 'departments.barDue' : 'departments.bar'),
          narrow: 'bare',
          cell: (row) => (
            <>
              <BulletBar
                ofPlan
                label={`${row.target.name} ${row.recognised}/${row.allocated ?? 0}`}
                recognised={row.recognised}
                inReview={row.inReview}
                goal={row.allocated}
                scale={(row.allocated ?? 1) * 1.4}
                expected={due ? null : row.expected}
                behind={row.lack !== null && !due}
              />
              {row.lack === null ? null : <span className="note behind">{lackWords(row)}</span>}
            </>
          ),
        },
        {
          key: 'share',
          head: t('departments.share'),
          width: '5rem',
          align: 'end',
          cell: (row) => (row.target.recognised === 0 ? '—' : formatPercent(row.recognised, row.target.recognised)),
        },
      ]}
    />
  )
}

/** What came in the year of a day, and in the one before. */
function byYear({ steps }: DepartmentSteps, asOf: string): { here: number; before: number } {
  const year = Number(asOf.slice(0, 4))
  const at = (on: string) => steps.findLast((step) => step.on <= on)?.recognised ?? 0
  const [last, first] = [at(`${year - 1}-12-31`), at(`${year - 2}-12-31`)]
  return { here: at(asOf) - last, before: last - first }
}

function Growth(props: {
  plan: Plan
  summary: Summary
  share: Share
  target: Plan['targets'][number]
  name: string
  query: Loading<DepartmentSteps>
}) {
  const { t, day } = useWording()
  const { plan, summary, share, target, name, query } = props
  const steps = query.data
  const value = share.allocated ?? 0
  const part = { pace: share.expected === null && !summary.due ? ('none' as const) : target.pace, value }
  const baseline = target.measure === 'stock' ? Math.min(value, steps?.steps[0]?.recognised ?? 0) : 0
  const series: PaceSeries | undefined =
    steps === undefined ? undefined : paceSeries(plan, part, { baseline, recognised: share.recognised }, steps)
  const pending = <ChartPending />
  const title = t('departments.growth', { target: planText(target.name) })
  return (
    <div className={styles.chart}>
      <ChartFrame
        title={title}
        unit={planText(target.unit)}
        height="15rem"
        description={t('departments.growthDescription', {
          name: planText(name),
          from: day(plan.startsOn),
          to: day(plan.dueOn),
          asOf: day(summary.asOf),
          recognised: share.recognised,
          value,
        })}
        note={
          <>
            {share.lack === null || !series?.behindSince
              ? null
              : `${t('departments.growthSince', { day: day(series.behindSince) })} `}
            {[
              t('targets.chartNote'),
              ...(series?.days.some((row) => row.expected !== undefined) ? [t('departments.growthPace')] : []),
              ...(series?.reaches == null ? [] : [t('targets.chartRate')]),
              ...(share.inReview > 0 ? [t('targets.chartReview')] : []),
            ].join(t('summary.deck.semicolon'))}
          </>
        }
        chart={
          series === undefined ? (
            query.isError ? (
              <Failed error={query.error} retry={query.refetch} />
            ) : (
              pending
            )
          ) : (
            <Suspense fallback={pending}>
              <PaceChart
                plan={plan}
                target={{ value, unit: target.unit }}
                figures={{ recognised: share.recognised, inReview: share.inReview, expected: share.expected }}
                series={series}
                asOf={summary.asOf}
                goal={t('departments.goalLine', { value })}
              />
            </Suspense>
          )
        }
        table={
          <Table
            caption={title}
            rows={monthEnds(steps, summary.asOf)}
            rowKey={(row) => row.month}
            columns={[
              { key: 'month', head: t('targets.month'), names: true, cell: (row) => row.month },
              { key: 'recognised', head: t('targets.recognised'), align: 'end', cell: (row) => row.recognised },
            ]}
          />
        }
      />
    </div>
  )
}

/** Cumulative at the end of each month in which something came, and on the day itself. */
function monthEnds(steps: DepartmentSteps | undefined, asOf: string): { month: string; recognised: number }[] {
  const months = new Map<string, number>()
  for (const step of steps?.steps ?? []) months.set(step.on.slice(0, 7), step.recognised)
  const last = steps?.steps.at(-1)
  if (last !== undefined) months.set(asOf.slice(0, 7), last.recognised)
  return [...months].map(([month, recognised]) => ({ month, recognised }))
}

function Tasks(props: { plan: Plan; summary: Summary; department: Summary['departments'][number] }) {
  const { t, ordinal, day } = useWording()
  const { plan, summary, department } = props
  const days = useDays()
  const said = useQueries({
    queries: department.tasks
      .filter((task) => task.since !== null)
      .map((task) => taskQuery(plan.code, task.number, days)),
  })
  const wordsOf = (number: number) =>
    said.find(({ data }) => data?.number === number)?.data?.rows.find((row) => row.department === department.code)?.text
  return (
    <Section title={t('departments.tasks')}>
      {department.tasks.length === 0 ? (
        <Empty title={t('departments.noTasks')} />
      ) : (
        <Table
          caption={t('departments.tasks')}
          rows={department.tasks}
          rowKey={(row) => String(row.number)}
          columns={[
            {
              key: 'number',
              head: '',
              width: '4.5rem',
              nowrap: true,
              narrow: 'lead',
              cell: (row) => ordinal(row.number),
            },
            {
              key: 'name',
              head: t('tasks.name'),
              names: true,
              width: '17rem',
              cell: (row) => (
                <TaskLink task={row.number}>
                  <PlanText>{plan.tasks.find((task) => task.number === row.number)?.title ?? row.number}</PlanText>
                </TaskLink>
              ),
            },
            {
              key: 'role',
              head: t('departments.role'),
              width: '4.5rem',
              nowrap: true,
              cell: (row) => (row.role === 'lead' ? t(`words.basis.${row.basis}`) : t(`words.role.${row.role}`)),
            },
            {
              key: 'status',
              head: t('departments.status'),
              width: '5.5rem',
              nowrap: true,
              cell: (row) => <TaskState status={row.status} />,
            },
            {
              key: 'said',
              head: t('departments.said'),
              narrow: 'bare',
              cell: (row) =>
                row.since === null ? (
                  <span className="faint">{t('departments.noWords')}</span>
                ) : (
                  <PlanText className="quiet">{wordsOf(row.number) ?? ''}</PlanText>
                ),
            },
            {
              key: 'since',
              head: t('tasks.since'),
              width: '8.25rem',
              nowrap: true,
              align: 'end',
              cell: (row) => (row.since === null ? '—' : day(row.since, summary.asOf)),
            },
          ]}
        />
      )}
    </Section>
  )
}

function Latest({ plan, code }: { plan: Plan; code: string }) {
  const { t } = useWording()
  const list = useQuery(itemsQuery(plan.code, { department: code, sort: '-effectiveOn', pageSize: LATEST }, useDays()))
  return (
    <Section
      title={t('departments.latest')}
      tools={<RowsLink rows={{ department: code }}>{t('departments.all')}</RowsLink>}
    >
      <Loaded
        query={list}
        skeleton={<SkeletonRows rows={LATEST} widths={['12rem', '24rem', '8rem']} />}
        empty={(data) => (data.total === 0 ? <Empty title={t('departments.latestNone')} /> : undefined)}
      >
        {(data) => <ItemsTable caption={t('departments.latest')} rows={data.rows} plan={plan} />}
      </Loaded>
    </Section>
  )
}
