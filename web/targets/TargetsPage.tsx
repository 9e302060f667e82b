import { useNavigate, useSearch } from '@tanstack/react-router'
import { TARGET_STATUSES } from '../../db/words.ts'
import type { Plan, PlanTarget } from '../../server/plan/contract.ts'
import type { Summary, SummaryTarget } from '../../server/summary/contract.ts'
import { SummaryExport } from '../exchange/Exports.tsx'
import { formatExpected, formatPercent, NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { targetRows } from '../summary/target-rows.ts'
import { BulletBar } from '../ui/BulletBar.tsx'
import { Filters } from '../ui/Filters.tsx'
import { PlanText, RowsLink, TargetLink } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Status } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlanAndSummary } from '../view.ts'
import { targetsSearch } from './search.ts'

type Row = SummaryTarget & { number: number; plan: PlanTarget }
const KEEPING = ['met', 'ahead', 'on-pace']

/** 指标: all targets as a list that can be sorted and narrowed to one status. */
export function TargetsPage() {
  const { t } = useWording()
  const query = usePlanAndSummary()
  return (
    <Loaded
      query={query}
      skeleton={<SkeletonRows rows={12} widths={['3rem', '18rem', '6rem', '20rem']} />}
      empty={({ plan }) =>
        plan.targets.length === 0 ? (
          <>
            <PageTitle title={t('targets.none')} />
            <Empty title={t('targets.noneDetail')} />
          </>
        ) : undefined
      }
    >
      {({ plan, summary }) => <Targets plan={plan} summary={summary} />}
    </Loaded>
  )
}

function Targets({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t, count, change } = useWording()
  const search = targetsSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const ask = (changed: Record<string, string | undefined>) =>
    void navigate({ ...paths.targets(), search: targetsSearch({ ...search, ...changed }), resetScroll: false })
  const rows = plan.targets.flatMap((target): Row[] => {
    const figures = summary.targets.find((one) => one.code === target.code)
    return figures === undefined ? [] : [{ ...figures, number: target.number, plan: target }]
  })
  const bullets = new Map(
    targetRows(plan, summary, (stage) => t(`words.stage.${stage}`)).map(({ target, bullet }) => [target.code, bullet]),
  )
  const { due } = summary
  const keeping = rows.filter((row) => KEEPING.includes(row.status)).length
  const nothing = rows.every((row) => row.status === 'nothing-reported')
  const shown = sorted(
    rows.filter((row) => search.status === undefined || row.status === search.status),
    search.sort ?? 'number',
  )
  return (
    <>
      <PageTitle
        title={
          nothing
            ? t('targets.listFindingNothing', { total: rows.length })
            : due
              ? t('targets.listFindingDue', {
                  total: rows.length,
                  reached: rows.filter((row) => row.status === 'met').length,
                  missed: rows.filter((row) => row.status === 'missed').length,
                })
              : t('targets.listFinding', { total: rows.length, keeping })
        }
        tools={<SummaryExport />}
      />
      <Filters
        choices={[
          {
            key: 'status',
            label: t('targets.status'),
            options: TARGET_STATUSES.map((value) => ({ value, label: t(`words.status.${value}`) })),
          },
        ]}
        values={{ status: search.status }}
        onChange={ask}
      />
      {shown.length === 0 ? <Empty title={t('targets.emptyFilter')} /> : null}
      <Table
        caption={t('targets.title')}
        rows={shown}
        rowKey={(row) => row.code}
        sort={search.sort ?? 'number'}
        onSort={(sort) => ask({ sort })}
        columns={[
          { key: 'number', head: '#', width: '2.5rem', narrow: 'hide', sort: 'number', cell: (row) => row.number },
          {
            key: 'name',
            head: t('targets.title'),
            names: true,
            width: '19rem',
            cell: (row) => (
              <TargetLink target={row.code}>
                <PlanText>{row.name}</PlanText>
              </TargetLink>
            ),
          },
          {
            key: 'status',
            head: t('targets.status'),
            width: '8rem',
            sort: 'status',
            cell: (row) => <Status status={row.status} />,
          },
          {
            key: 'recognised',
            head: t('targets.recognised'),
            width: '5rem',
            align: 'end',
            sort: 'recognised',
            cell: (row) => (
              <RowsLink rows={{ target: row.code, counts: true }} className="figure plain">
                {count(row.recognised)}
              </RowsLink>
            ),
          },
          {
            key: 'inReview',
            head: t('targets.inReview'),
            width: '5rem',
            align: 'end',
            cell: (row) => count(row.inReview),
          },
          {
            key: 'claimed',
            head: t('targets.claimed'),
            width: '5rem',
            align: 'end',
            cell: (row) => count(row.claimed),
          },
          {
            key: 'value',
            head: t('targets.value'),
            width: '6rem',
            align: 'end',
            cell: (row) => t('common.atLeast', { value: row.value, unit: row.unit }),
          },
          {
            key: 'rate',
            head: t('targets.rate'),
            width: '5.5rem',
            align: 'end',
            sort: 'rate',
            cell: (row) =>
              row.because.code === 'no-rule' || row.because.code === 'nothing-reported'
                ? NOT_APPLICABLE
                : formatPercent(row.recognised, row.value),
          },
          // After the due day there is no pace any more, but what was recognised later.
          due
            ? {
                key: 'supplementary',
                head: t('targets.supplementary'),
                width: '5.5rem',
                align: 'end',
                cell: (row) => (row.supplementary > 0 ? change(row.supplementary) : ''),
              }
            : {
                key: 'expected',
                head: t('targets.expected'),
                width: '5.5rem',
                align: 'end',
                cell: (row) => formatExpected(row.expected),
              },
          {
            key: 'bar',
            head: t(due ? 'targets.barDue' : 'targets.bar'),
            narrow: 'bare',
            cell: (row) => (
              <BulletBar
                ofPlan
                label={`${row.name} ${row.recognised}/${row.value}`}
                {...(bullets.get(row.code) ?? { recognised: row.recognised, goal: row.value, scale: row.value })}
              />
            ),
          },
        ]}
      />
    </>
  )
}

function sorted(rows: Row[], sort: string): Row[] {
  const field = sort.replace(/^-/, '')
  const value = (row: Row): number => {
    if (field === 'recognised') return row.recognised
    if (field === 'rate') return row.recognised / row.value
    if (field === 'status') return TARGET_STATUSES.indexOf(row.status)
    return row.number
  }
  const turn = sort.startsWith('-') ? -1 : 1
  return [...rows].sort((a, b) => turn * (value(a) - value(b)) || a.number - b.number)
}
