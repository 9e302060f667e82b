import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ENTRY_STATES, KINDS } from '../../db/words.ts'
import type { EntryList, EntryRow } from '../../server/entries/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { formatInstant, NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { hasRole, type SignedInPerson, usePerson } from '../session/api.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { type Choice, Filters } from '../ui/Filters.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Pagination } from '../ui/Pagination.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlan } from '../view.ts'
import { entriesListQuery } from './api.ts'
import picking from './Picked.module.css'
import { isPickable, type Outcome, OutcomeNotice, PickedBar } from './Picked.tsx'
import styles from './Report.module.css'
import { Mark } from './Row.tsx'
import { type EntriesSearch, entriesSearch } from './search.ts'

/** 我的填报: every entry that one may see, by state, the last touched first. */
export function EntriesPage() {
  return (
    <RequireSignIn roles={['reporter', 'head', 'reviewer', 'auditor', 'viewer']}>
      <Entries />
    </RequireSignIn>
  )
}

/** Whether somebody sees the entries of every department. */
const seesAll = (person: SignedInPerson | null | undefined) => hasRole(person, 'reviewer', 'auditor', 'viewer')

function Entries() {
  const isWide = seesAll(usePerson())
  const { t, day } = useWording()
  const search = entriesSearch(useSearch({ strict: false }))
  const plan = usePlan()
  const list = useQuery({ ...entriesListQuery({ plan: plan.data?.code, ...search }), enabled: plan.data !== undefined })
  const skeleton = <SkeletonRows rows={8} widths={['20rem', '8rem', '8rem', '10rem']} />
  const count = list.data?.total ?? 0
  /** As each row stood when it was ticked, so that ticks survive paging and filters. */
  const [picked, setPicked] = useState<Picks>(new Map())
  const [outcome, setOutcome] = useState<Outcome>()
  const pick = (rows: readonly EntryRow[], on: boolean) => {
    const next = new Map(picked)
    for (const row of rows) {
      if (on) next.set(row.id, row)
      else next.delete(row.id)
    }
    setPicked(next)
  }
  const done = (what: Outcome) => {
    setOutcome(what)
    const left = what.outcomes.outcomes.filter((one) => !one.ok).map((one) => one.id)
    setPicked(new Map([...picked].filter(([id, row]) => left.includes(id) || !row.allowed.includes(what.act))))
  }
  // What the server says now is what counts, where the row is on the page.
  const current = new Map([...picked].map(([id, row]) => [id, list.data?.rows.find((one) => one.id === id) ?? row]))
  const nameIn = (of: Plan) => (row: EntryRow) =>
    row.subject === 'task'
      ? (of.tasks.find((one) => one.number === row.task)?.title ?? t('entries.number.task'))
      : (row.title ?? row.number ?? t('entries.title.unnamed'))
  return (
    <Loaded query={plan} skeleton={skeleton} empty={null}>
      {(planData) => (
        <>
          <PageTitle
            title={
              list.data?.batch
                ? t('entries.batches.title', { count, file: list.data.batch.fileName })
                : search.state === undefined
                  ? t(isWide ? 'entries.rows.titleAll' : 'entries.rows.title', { count })
                  : t('entries.rows.titleState', { count, state: t(`words.entryState.${search.state}`) })
            }
            deck={
              list.data?.batch ? (
                <>
                  {t('entries.batches.deck', { day: day(list.data.batch.on) })}{' '}
                  <Link {...paths.import({ batch: list.data.batch.id })}>{t('entries.batches.import')}</Link>
                  {' · '}
                  <Link {...paths.entries()}>{t('entries.batches.all')}</Link>
                </>
              ) : (
                t(isWide ? 'entries.rows.deckAll' : 'entries.rows.deck')
              )
            }
          />
          {outcome === undefined ? null : <OutcomeNotice outcome={outcome} nameOf={nameIn(planData)} />}
          <EntryFilters plan={planData} search={search} states={list.data?.states ?? []} />
          <Loaded
            query={list}
            skeleton={skeleton}
            empty={(data) => (data.total === 0 ? <Nothing search={search} /> : undefined)}
          >
            {(data) => (
              <>
                {search.batch === undefined ? <Batches list={data} /> : null}
                <Rows {...{ search, picked, pick }} plan={planData} list={data} nameOf={nameIn(planData)} />
              </>
            )}
          </Loaded>
          {picked.size === 0 ? null : (
            <PickedBar picked={current} nameOf={nameIn(planData)} onDone={done} onClear={() => setPicked(new Map())} />
          )}
        </>
      )}
    </Loaded>
  )
}

/** Drafts that came from a file, told as one: what was imported is worked off batch by batch. */
function Batches({ list }: { list: EntryList }) {
  const { t, day } = useWording()
  if (list.batches.length === 0) return null
  return (
    <ul className={picking.batches}>
      {list.batches.map((one) => (
        <li key={one.id}>
          {t('entries.batches.drafts', { count: one.drafts, file: one.fileName, day: day(one.on) })}
          <Link {...paths.entries({ batch: one.id })}>{t('entries.batches.only')}</Link>
        </li>
      ))}
    </ul>
  )
}

function Nothing({ search }: { search: EntriesSearch }) {
  const { t } = useWording()
  const isFiltered = Object.values(search).some((one) => one !== undefined)
  return isFiltered ? (
    <Empty title={t('common.list.none')}>
      <Link {...paths.entries()}>{t('common.list.reset')}</Link>
    </Empty>
  ) : (
    <Empty title={t('entries.rows.empty')}>
      <Link {...paths.report()}>{t('entries.rows.begin')}</Link>
    </Empty>
  )
}

function EntryFilters({ plan, search, states }: { plan: Plan; search: EntriesSearch; states: EntryList['states'] }) {
  const { t } = useWording()
  const navigate = useNavigate()
  const person = usePerson()
  const wide = seesAll(person) || (person?.roles.length ?? 0) > 2
  const countOf = (state: string) => states.find((one) => one.state === state)?.entries ?? 0
  const choices: Choice[] = [
    {
      key: 'state',
      label: t('entries.rows.state'),
      options: ENTRY_STATES.filter((state) => countOf(state) > 0 || search.state === state).map((state) => ({
        value: state,
        label: `${t(`words.entryState.${state}`)} ${countOf(state)}`,
      })),
    },
    {
      key: 'kind',
      label: t('entries.rows.kind'),
      options: [
        ...KINDS.map((kind) => ({ value: kind as string, label: t(`words.kind.${kind}`) })),
        { value: 'task', label: t('entries.number.task') },
      ],
    },
    ...(wide
      ? [
          {
            key: 'department',
            label: t('entries.rows.department'),
            options: plan.departments.map(({ code, name }) => ({ value: code, label: name })),
          },
        ]
      : []),
  ]
  return (
    <Filters
      choices={choices}
      values={{ state: search.state, kind: search.kind, department: search.department, q: search.q }}
      search={{ key: 'q', label: t('entries.rows.keyword') }}
      onChange={(changed) =>
        void navigate({
          ...paths.entries({ ...search, page: undefined, ...(changed as EntriesSearch) }),
          resetScroll: false,
        })
      }
    />
  )
}

type Picks = ReadonlyMap<string, EntryRow>

function Rows(props: {
  plan: Plan
  search: EntriesSearch
  list: EntryList
  nameOf: (row: EntryRow) => string
  picked: Picks
  pick: (rows: readonly EntryRow[], on: boolean) => void
}) {
  const { plan, search, list, nameOf } = props
  const { t } = useWording()
  const navigate = useNavigate()
  const department = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  const many = new Set(list.rows.map((row) => row.department)).size > 1
  const { picked, pick } = props
  const pickable = list.rows.filter(isPickable)
  const isAllPicked = pickable.length > 0 && pickable.every((row) => picked.has(row.id))
  return (
    <>
      <Table
        caption={t('entries.list')}
        rows={list.rows}
        rowKey={(row) => row.id}
        columns={[
          ...(pickable.length === 0 && picked.size === 0
            ? []
            : [
                {
                  key: 'pick',
                  head: (
                    <label className={picking.tick}>
                      <input
                        type="checkbox"
                        aria-label={t('entries.picked.tickAll')}
                        checked={isAllPicked}
                        ref={(box) => {
                          if (box !== null)
                            box.indeterminate = !isAllPicked && pickable.some((row) => picked.has(row.id))
                        }}
                        onChange={(event) => pick(pickable, event.currentTarget.checked)}
                      />
                    </label>
                  ),
                  width: '2.25rem',
                  narrow: 'hide' as const,
                  cell: (row: EntryRow) =>
                    isPickable(row) ? (
                      <label className={picking.tick}>
                        <input
                          type="checkbox"
                          aria-label={t('entries.picked.tick', { name: nameOf(row) })}
                          checked={picked.has(row.id)}
                          onChange={(event) => pick([row], event.currentTarget.checked)}
                        />
                      </label>
                    ) : null,
                },
              ]),
          {
            key: 'place',
            head: t('items.sequence'),
            width: '3rem',
            narrow: 'hide',
            cell: (row) => (list.page - 1) * list.pageSize + list.rows.indexOf(row) + 1,
          },
          {
            key: 'name',
            head: t('entries.rows.name'),
            names: true,
            cell: (row) => (
              <>
                <Link {...paths.entry(row.id)}>
                  <span lang="zh-CN">{nameOf(row)}</span>
                </Link>
                {row.returned === null ? null : <q className={styles.reason}>{row.returned.reason}</q>}
              </>
            ),
          },
          {
            key: 'number',
            head: t('entries.rows.number'),
            width: '11rem',
            cell: (row) =>
              row.subject === 'task' ? t('entries.rows.task', { number: row.task }) : (row.number ?? NOT_APPLICABLE),
          },
          {
            key: 'stage',
            head: t('entries.rows.stage'),
            width: '6rem',
            cell: (row) =>
              row.stage === null
                ? row.statement === null
                  ? NOT_APPLICABLE
                  : t(`words.taskStatus.${row.statement}`)
                : t(`words.stage.${row.stage}`),
          },
          { key: 'day', head: t('entries.rows.day'), width: '7rem', cell: (row) => row.effectiveOn ?? NOT_APPLICABLE },
          {
            key: 'state',
            head: t('entries.rows.state'),
            width: '7rem',
            cell: (row) => (
              <span className={row.state === 'returned' ? 'behind' : ''}>
                <Mark kind={row.state} /> {t(`words.entryState.${row.state}`)}
              </span>
            ),
          },
          ...(many
            ? [
                {
                  key: 'department',
                  head: t('entries.rows.department'),
                  width: '9rem',
                  cell: (row: EntryRow) => <span lang="zh-CN">{department(row.department)}</span>,
                },
              ]
            : []),
          { key: 'by', head: t('entries.rows.by'), width: '8rem', narrow: 'hide', cell: (row) => row.reporter },
          {
            key: 'receipt',
            head: t('entries.rows.receipt'),
            width: '8.5rem',
            narrow: 'hide',
            cell: (row) => row.receipt ?? NOT_APPLICABLE,
          },
          {
            key: 'updated',
            head: t('entries.rows.updated'),
            width: '9rem',
            cell: (row) => formatInstant(row.updatedAt),
          },
        ]}
      />
      <Pagination
        page={list.page}
        pageSize={list.pageSize}
        total={list.total}
        onPage={(page) => void navigate({ ...paths.entries({ ...search, page }) })}
        onPageSize={(pageSize) => void navigate({ ...paths.entries({ ...search, page: undefined, pageSize }) })}
      />
    </>
  )
}
