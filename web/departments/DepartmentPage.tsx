import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary, SummaryTarget } from '../../server/summary/contract.ts'
import { itemsQuery } from '../api.ts'
import { ProjectRows } from '../columns/ProjectRows.tsx'
import { formatExpected, formatPercent, lackOf } from '../format.ts'
import { useWording } from '../i18n.ts'
import { ItemsTable } from '../items/ItemsTable.tsx'
import { BulletBar } from '../ui/BulletBar.tsx'
import { DepartmentLink, PlanText, RowsLink, TargetLink, TaskLink } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { TaskState } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import { useDays, usePlanAndSummary } from '../view.ts'

const LATEST = 8

type Share = SummaryTarget['byDepartment'][number] & { target: SummaryTarget; lack: number | null }

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
      : [{ ...own, target, lack: summary.due ? null : lackOf(own.expected, own.recognised) }]
  })
  const allocated = shares.filter((one) => one.allocated !== null && one.allocated > 0)
  const besides = shares.filter((one) => one.allocated === null && one.recognised > 0)
  const worst = [...allocated].sort((a, b) => (b.lack ?? 0) - (a.lack ?? 0))[0]
  const keeping = allocated.filter((one) => one.lack === null).length
  const { name } = department
  const { total, done, stalled } = department.projects
  const title =
    allocated.length === 0
      ? t('departments.pageFindingNone', { name, tasks: department.tasks.length })
      : worst?.lack
        ? t('departments.pageFindingLack', {
            name,
            total: allocated.length,
            keeping,
            target: plan.targets.find((one) => one.code === worst.target.code)?.shortName ?? worst.target.name,
            lack: worst.lack,
            unit: worst.target.unit,
          })
        : t('departments.pageFinding', { name, total: allocated.length, keeping })
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
        deck={t('departments.pageDeck', {
          tasks: department.tasks.length,
          led: department.tasks.filter((task) => task.role === 'lead').length,
          projects: total,
          done,
          stalled,
        })}
      />
      {plan.targets.length > 0 ? (
        <Section title={t('departments.targets')}>
          {allocated.length === 0 ? (
            <Empty title={t('departments.allocationNone')} />
          ) : (
            <Targets plan={plan} shares={allocated} code={code} />
          )}
          {besides.length > 0 ? (
            <p className="note quiet">
              {t('departments.besides', {
                targets: list(besides.map((one) => `${one.target.name} ${one.recognised}${one.target.unit}`)),
              })}
            </p>
          ) : null}
        </Section>
      ) : null}
      <Tasks plan={plan} summary={summary} department={department} />
      {plan.columns.length > 0 ? (
        <Section title={t('departments.projects')}>
          {total === 0 ? (
            <Empty title={t('departments.noProjects')} />
          ) : (
            <ProjectRows plan={plan} summary={summary} only={(project) => project.departments.includes(code)} />
          )}
        </Section>
      ) : null}
      <Latest plan={plan} code={code} />
      {facts.aliases.length > 0 ? (
        <Section title={t('departments.basis')}>
          <p className="quiet">
            <PlanText>{t('departments.aliases', { names: list(facts.aliases) })}</PlanText>
          </p>
        </Section>
      ) : null}
    </>
  )
}

function Targets({ plan, shares, code }: { plan: Plan; shares: readonly Share[]; code: string }) {
  const { t, count } = useWording()
  return (
    <Table
      caption={t('departments.targets')}
      rows={shares}
      rowKey={(row) => row.target.code}
      columns={[
        {
          key: 'name',
          head: t('departments.target'),
          names: true,
          width: '18rem',
          cell: (row) => (
            <TargetLink target={row.target.code}>
              <PlanText>{plan.targets.find((one) => one.code === row.target.code)?.name ?? row.target.name}</PlanText>
            </TargetLink>
          ),
        },
        {
          key: 'recognised',
          head: t('departments.recognised'),
          width: '5rem',
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
          width: '5.5rem',
          align: 'end',
          cell: (row) => formatPercent(row.recognised, row.allocated ?? 0),
        },
        {
          key: 'expected',
          head: t('departments.expected'),
          width: '5.5rem',
          align: 'end',
          cell: (row) => formatExpected(row.expected),
        },
        {
          key: 'bar',
          head: t('departments.bar'),
          narrow: 'bare',
          cell: (row) => (
            <BulletBar
              label={`${row.target.name} ${row.recognised}/${row.allocated ?? 0}`}
              recognised={row.recognised}
              inReview={row.inReview}
              goal={row.allocated}
              scale={(row.allocated ?? 1) * 1.4}
              expected={row.expected}
              behind={row.lack !== null}
            />
          ),
        },
        {
          key: 'gap',
          head: t('departments.gap'),
          width: '5rem',
          align: 'end',
          cell: (row) =>
            row.lack === null ? '' : <span className="behind strong">{t('common.lack', { count: row.lack })}</span>,
        },
        {
          key: 'share',
          head: t('departments.share'),
          width: '6rem',
          align: 'end',
          cell: (row) => formatPercent(row.recognised, row.target.recognised),
        },
      ]}
    />
  )
}

function Tasks(props: { plan: Plan; summary: Summary; department: Summary['departments'][number] }) {
  const { t, ordinal, day } = useWording()
  const { plan, summary, department } = props
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
            { key: 'number', head: '', width: '4rem', narrow: 'hide', cell: (row) => ordinal(row.number) },
            {
              key: 'name',
              head: t('tasks.name'),
              names: true,
              cell: (row) => (
                <TaskLink task={row.number}>
                  <PlanText>{plan.tasks.find((task) => task.number === row.number)?.title ?? row.number}</PlanText>
                </TaskLink>
              ),
            },
            {
              key: 'role',
              head: t('departments.role'),
              width: '8rem',
              cell: (row) => (row.role === 'lead' ? t(`words.basis.${row.basis}`) : t(`words.role.${row.role}`)),
            },
            {
              key: 'status',
              head: t('departments.status'),
              width: '7rem',
              cell: (row) => <TaskState status={row.status} />,
            },
            {
              key: 'since',
              head: t('tasks.since'),
              width: '8rem',
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
