import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { SummaryExport } from '../exchange/Exports.tsx'
import { formatExpected } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { DepartmentMatrix } from '../summary/DepartmentMatrix.tsx'
import { partLack } from '../summary/lacks.ts'
import { ChartFrame, ChartPending } from '../ui/ChartFrame.tsx'
import { Filters } from '../ui/Filters.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { planText } from '../ui/pieces.ts'
import { Table } from '../ui/Table.tsx'
import { usePlanAndSummary } from '../view.ts'
import { departmentsSearch } from './search.ts'

const AllocationChart = lazy(async () => ({ default: (await import('./AllocationChart.tsx')).AllocationChart }))

/** 部门: who carries what; how far each lead department is with a chosen target, on one scale. */
export function DepartmentsPage() {
  const { t } = useWording()
  const query = usePlanAndSummary()
  return (
    <Loaded
      query={query}
      skeleton={<SkeletonRows rows={24} widths={['12rem', '6rem', '6rem', '6rem']} />}
      empty={({ plan }) => (plan.departments.length === 0 ? <Empty title={t('departments.none')} /> : undefined)}
    >
      {({ plan, summary }) => <Departments plan={plan} summary={summary} />}
    </Loaded>
  )
}

function Departments({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t } = useWording()
  const search = departmentsSearch(useSearch({ strict: false }))
  const lacking = new Set(
    summary.targets.flatMap((target) =>
      target.byDepartment.filter((row) => partLack(row, summary.due) !== null).map((row) => row.department),
    ),
  )
  const reported = summary.departments.filter((one) => one.recognised > 0).length
  const total = summary.departments.length
  return (
    <>
      <PageTitle
        title={
          reported === 0
            ? t('departments.findingNothing', { total })
            : t(summary.due ? 'departments.findingDue' : 'departments.finding', {
                total,
                reported,
                lacking: lacking.size,
              })
        }
        deck={t('departments.deck')}
        tools={<SummaryExport />}
      />
      {plan.targets.length > 0 ? <Completion plan={plan} summary={summary} /> : null}
      <DepartmentMatrix plan={plan} summary={summary} order={search.sort ?? 'document'} on="departments" />
    </>
  )
}

function Completion({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t } = useWording()
  const search = departmentsSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const carried = [...summary.targets].sort(
    (a, b) => b.byDepartment.length - a.byDepartment.length || b.value - a.value,
  )
  const target = summary.targets.find((one) => one.code === search.target) ?? carried[0]
  if (target === undefined) return null
  const named = new Map(plan.departments.map((one) => [one.code, one.name]))
  const rows = target.byDepartment
    .map((row) => ({
      ...row,
      name: named.get(row.department) ?? row.department,
      allocated: row.allocated ?? 0,
      // After the due day there is no pace any more, only what was allocated.
      expected: summary.due ? null : row.expected,
      lack: partLack(row, summary.due),
    }))
    .sort((a, b) => b.allocated - a.allocated || b.recognised - a.recognised)
  return (
    <>
      <Filters
        choices={[
          {
            key: 'target',
            wide: true,
            required: true,
            ofPlan: true,
            label: t('departments.target'),
            options: plan.targets.map(({ code, name }) => ({ value: code, label: name })),
          },
        ]}
        values={{ target: target.code }}
        onChange={(changed) =>
          void navigate({
            ...paths.departments(),
            search: departmentsSearch({ ...search, ...changed }),
            resetScroll: false,
          })
        }
      />
      {rows.length === 0 ? (
        <Empty title={t('targets.departmentsNone')} />
      ) : (
        <ChartFrame
          title={t('departments.chartTitle', { target: planText(target.name) })}
          unit={planText(target.unit)}
          description={t('departments.chartDescription')}
          note={t(summary.due ? 'departments.chartNoteDue' : 'departments.chartNote')}
          height={`${rows.length * 1.9 + 2.5}rem`}
          chart={
            <Suspense fallback={<ChartPending />}>
              <AllocationChart
                rows={rows}
                title={t('departments.chart')}
                description={t('departments.chartDescription')}
                onOpen={(department) => void navigate(paths.department(department))}
              />
            </Suspense>
          }
          table={
            <Table
              caption={t('departments.chartTitle', { target: target.name })}
              rows={rows}
              rowKey={(row) => row.department}
              columns={[
                {
                  key: 'name',
                  head: t('departments.department'),
                  names: true,
                  cell: (row) => <PlanText>{row.name}</PlanText>,
                },
                { key: 'recognised', head: t('departments.recognised'), align: 'end', cell: (row) => row.recognised },
                { key: 'inReview', head: t('departments.inReview'), align: 'end', cell: (row) => row.inReview },
                { key: 'allocated', head: t('departments.allocated'), align: 'end', cell: (row) => row.allocated },
                {
                  key: 'expected',
                  head: t('departments.expected'),
                  align: 'end',
                  cell: (row) => formatExpected(row.expected),
                },
              ]}
            />
          }
        />
      )}
    </>
  )
}
