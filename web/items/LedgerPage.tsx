import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { KINDS, LEVELS, REASONS, STAGES, STANDARD_CLASSES } from '../../db/words.ts'
import type { ItemList } from '../../server/items/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { itemsQuery } from '../api.ts'
import { Exports } from '../exchange/Exports.tsx'
import { useWording, type Wording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { type Choice, Filters } from '../ui/Filters.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Pagination } from '../ui/Pagination.tsx'
import { planText } from '../ui/pieces.ts'
import { useDays, usePlan, usePlanCode } from '../view.ts'
import { ItemsTable } from './ItemsTable.tsx'
import { type LedgerSearch, ledgerSearch } from './search.ts'

const PAGE_SIZE = 20

/** 台账: every recognised item once, with filters, search, sort and pages in the address. */
export function LedgerPage() {
  const wording = useWording()
  const search = ledgerSearch(useSearch({ strict: false }))
  const plan = usePlan()
  const code = usePlanCode()
  const list = useQuery({
    ...itemsQuery(code ?? '-', { ...search, pageSize: search.pageSize ?? PAGE_SIZE }, useDays()),
    enabled: code !== undefined,
  })
  const skeleton = <SkeletonRows rows={12} widths={['12rem', '24rem', '6rem', '10rem']} />
  return (
    <Loaded query={plan} skeleton={skeleton} empty={null}>
      {(planData) => (
        <>
          <PageTitle
            title={list.data === undefined ? wording.t('items.title') : titleOf(wording, search, planData, list.data)}
            deck={wording.t('items.deck')}
          />
          <LedgerFilters plan={planData} search={search} />
          <Loaded query={list} skeleton={skeleton} empty={(data) => emptyOf(wording, search, data)}>
            {(data) => <Rows plan={planData} search={search} list={data} />}
          </Loaded>
        </>
      )}
    </Loaded>
  )
}

function titleOf({ t }: Wording, search: LedgerSearch, plan: Plan, { total: count }: ItemList): string {
  const target = plan.targets.find((one) => one.code === search.target)?.name
  if (target !== undefined && search.counts === true)
    return t('items.foundCounting', { count, target: planText(target) })
  if (target !== undefined && search.counts === false)
    return t('items.foundNotCounting', { count, target: planText(target) })
  return t(filtersOf(search).length > 0 ? 'items.foundFiltered' : 'items.found', { count })
}

/** Keys that narrow the list; how it is shown is none. */
function filtersOf(search: LedgerSearch): (keyof LedgerSearch)[] {
  const shown = ['sort', 'page', 'pageSize']
  return (Object.keys(search) as (keyof LedgerSearch)[]).filter((key) => !shown.includes(key))
}

function useChange() {
  const navigate = useNavigate()
  return (search: LedgerSearch, changed: Partial<LedgerSearch>) =>
    navigate({ ...paths.ledger({ ...search, page: undefined, ...changed }), resetScroll: false })
}

function LedgerFilters({ plan, search }: { plan: Plan; search: LedgerSearch }) {
  const { t } = useWording()
  const change = useChange()
  const projects = plan.columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
  const choices: Choice[] = [
    {
      key: 'kind',
      label: t('items.kind'),
      options: KINDS.map((value) => ({ value, label: t(`words.kind.${value}`) })),
    },
    {
      key: 'class',
      label: t('items.class'),
      options: STANDARD_CLASSES.map((value) => ({ value, label: t(`words.class.${value}`) })),
    },
    {
      key: 'level',
      label: t('items.level'),
      options: LEVELS.map((value) => ({ value, label: t(`words.level.${value}`) })),
    },
    {
      key: 'stage',
      label: t('items.stage'),
      options: STAGES.map((value) => ({ value, label: t(`words.stage.${value}`) })),
    },
    {
      key: 'department',
      label: t('items.department'),
      ofPlan: true,
      options: plan.departments.map(({ code, name }) => ({ value: code, label: name })),
    },
    {
      key: 'target',
      label: t('items.target'),
      ofPlan: true,
      options: plan.targets.map(({ code, shortName }) => ({ value: code, label: shortName })),
    },
    {
      key: 'counts',
      label: t('items.counts'),
      options: [
        { value: 'true', label: t(search.target === undefined ? 'items.countsAny' : 'items.countsYes') },
        { value: 'false', label: t('items.countsNo') },
      ],
    },
    {
      key: 'project',
      label: t('items.project'),
      ofPlan: true,
      options: projects.map(({ code, number, name }) => ({ value: code, label: `${number} ${name}` })),
    },
    {
      key: 'tag',
      ofPlan: true,
      label: t('items.tag'),
      options: plan.tags.map(({ code, name }) => ({ value: code, label: name })),
    },
  ]
  const used: Choice[] = [
    ...choices.filter((choice) => choice.options.length > 0),
    ...(search.target !== undefined && search.counts === false
      ? [
          {
            key: 'reason',
            label: t('items.reason'),
            options: REASONS.filter((value) => value !== 'counts').map((value) => ({
              value,
              label: t(`words.reason.${value}`),
            })),
          },
        ]
      : []),
    ...(search.month === undefined
      ? []
      : [{ key: 'month', label: t('items.month'), options: [{ value: search.month, label: search.month }] }]),
  ]
  const values = Object.fromEntries(
    filtersOf(search).map((key) => [key, search[key] === undefined ? undefined : String(search[key])]),
  )
  return (
    <Filters
      choices={used}
      values={values}
      search={{ key: 'q', label: t('items.keyword'), placeholder: t('items.keywordHint') }}
      onChange={(changed) => {
        const next = ledgerSearch({ ...values, ...changed })
        void change({ ...next, sort: search.sort, pageSize: search.pageSize }, {})
      }}
    />
  )
}

function Rows({ plan, search, list }: { plan: Plan; search: LedgerSearch; list: ItemList }) {
  const { t } = useWording()
  const change = useChange()
  const counting = search.target !== undefined && search.counts === true
  const { page: _page, pageSize: _pageSize, ...filters } = search
  const query = { plan: plan.code, ...filters, ...useDays() }
  if (list.rows.length === 0)
    return (
      <Empty title={t('items.noSuchPage', { page: list.page })}>
        <button type="button" className="word" onClick={() => void change(search, {})}>
          {t('items.firstPage')}
        </button>
      </Empty>
    )
  return (
    <>
      <Exports
        files={[
          { label: t('exchange.ledgerExcel', { count: list.total }), path: '/items.xlsx', query },
          { label: t('exchange.ledgerCsv'), path: '/items.csv', query },
        ]}
      />
      <ItemsTable
        caption={t('items.title')}
        rows={list.rows}
        plan={plan}
        before={(list.page - 1) * list.pageSize}
        why={search.target !== undefined && search.counts === false}
        since={counting}
        sort={search.sort ?? '-effectiveOn'}
        onSort={(sort) => void change(search, { sort: ledgerSearch({ sort }).sort })}
      />
      <Pagination
        page={list.page}
        pageSize={list.pageSize}
        total={list.total}
        onPage={(page) => void change(search, { page: page === 1 ? undefined : page })}
        onPageSize={(pageSize) => void change(search, { pageSize: pageSize === PAGE_SIZE ? undefined : pageSize })}
      />
    </>
  )
}

/** Nothing there: from the start, or by a filter, which is then offered to be taken away. */
function emptyOf({ t }: Wording, search: LedgerSearch, list: ItemList) {
  if (list.total > 0) return undefined
  const filters = filtersOf(search)
  if (filters.length === 0) return <Empty title={t('items.empty')} />
  return (
    <Empty title={t('common.list.none')}>
      {filters.map((key) => (
        <DropFilter key={key} search={search} filter={key} />
      ))}
    </Empty>
  )
}

const LABELS = {
  kind: 'items.kind',
  class: 'items.class',
  level: 'items.level',
  stage: 'items.stage',
  department: 'items.department',
  project: 'items.project',
  target: 'items.target',
  counts: 'items.counts',
  tag: 'items.tag',
  reason: 'items.reason',
  month: 'items.month',
  q: 'items.keyword',
  sort: 'items.stage',
  page: 'items.sequence',
  pageSize: 'items.pageSize',
} as const satisfies Record<keyof LedgerSearch, string>

function DropFilter({ search, filter }: { search: LedgerSearch; filter: keyof LedgerSearch }) {
  const { t } = useWording()
  const change = useChange()
  return (
    <button type="button" className="word" onClick={() => void change(search, { [filter]: undefined })}>
      {t('common.list.drop', { filter: t(LABELS[filter]) })}
    </button>
  )
}
