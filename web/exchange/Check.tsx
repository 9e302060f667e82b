import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ImportBatchView, ImportRowPatch, ImportRowView } from '../../server/exchange/contract.ts'
import { IMPORT_TABS, type ImportTab } from '../../server/exchange/tabs.ts'
import { useWording, type Wording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Pagination } from '../ui/Pagination.tsx'
import { usePlan } from '../view.ts'
import { actOn, importRowsQuery, mendRow, writeBatch } from './api.ts'
import { CheckTable } from './CheckTable.tsx'
import { Exports } from './Exports.tsx'
import styles from './ImportPage.module.css'
import { Steps } from './ImportPage.tsx'
import type { ImportSearch } from './search.ts'

const PAGE_SIZE = 50

type Mend = { row: ImportRowView; back: ImportRowPatch }

/** 核对: every row as it will be understood, or what is wrong with it; mended in place, then written. */
export function Check({ batch, search }: { batch: ImportBatchView; search: ImportSearch }) {
  const wording = useWording()
  const { t } = wording
  const navigate = useNavigate()
  const client = useQueryClient()
  const counts = countsOf(batch)
  const tab: ImportTab = search.tab ?? (counts.open > 0 ? 'open' : 'ready')
  const page = search.page ?? 1
  const pageSize = search.pageSize ?? PAGE_SIZE
  const rows = useQuery(importRowsQuery(batch.id, tab, page, pageSize))
  const [fault, setFault] = useState<string>()
  const [writing, setWriting] = useState(false)
  const [mends, setMends] = useState<readonly Mend[]>([])
  const table = useRef<HTMLDivElement>(null)
  const reload = () => client.invalidateQueries({ queryKey: ['/imports'] })
  const attempt = async (work: () => Promise<unknown>) => {
    setFault(undefined)
    try {
      await work()
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('exchange.noAnswer'))
    }
    await reload()
  }
  const focusOpen = () => {
    table.current?.querySelector<HTMLElement>('[data-open]')?.focus()
  }
  const wantsOpen = useRef(false)
  useEffect(() => {
    if (!wantsOpen.current || tab !== 'open' || rows.data === undefined || rows.isPlaceholderData) return
    wantsOpen.current = false
    table.current?.querySelector<HTMLElement>('[data-open]')?.focus()
  })
  const mend = async (row: ImportRowView, patch: ImportRowPatch) => {
    await attempt(async () => {
      await mendRow(batch.id, row, patch)
      setMends((before) => [...before, { row, back: backOf(row, patch) }])
    })
    focusOpen()
  }
  const undo = async () => {
    const last = mends.at(-1)
    if (!last) return
    setMends((before) => before.slice(0, -1))
    await attempt(() => mendRow(batch.id, last.row, last.back))
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isField = event.target instanceof HTMLInputElement && event.target.value !== event.target.defaultValue
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyZ' || isField || event.isComposing) return
      event.preventDefault()
      void undo()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  /** To the first row that is open, on whichever page it stands. */
  const toOpen = () => {
    wantsOpen.current = true
    void navigate({ ...paths.import({ batch: batch.id, tab: 'open' }), resetScroll: false })
  }
  const write = async (as: 'drafts' | 'submitted') => {
    setWriting(true)
    await attempt(() => writeBatch(batch.id, as))
    setWriting(false)
  }
  return (
    <>
      <PageTitle title={titleOf(wording, batch)} deck={<About batch={batch} />} tools={<Steps at="check" />} />
      {fault === undefined ? null : <Notice tone="wrong" role="alert" title={fault} />}
      <nav className={styles.tabs} aria-label={t('exchange.tabs.label')}>
        {IMPORT_TABS.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === tab ? 'page' : undefined}
            onClick={() => void navigate({ ...paths.import({ batch: batch.id, tab: one }), resetScroll: false })}
          >
            {t(`exchange.tabs.${one}`, { count: counts[one] })}
          </button>
        ))}
        <span className={styles.asInFile}>{t('exchange.check.asInFile')}</span>
      </nav>
      <div ref={table}>
        <Loaded
          query={rows}
          skeleton={<SkeletonRows rows={8} widths={['3rem', '14rem', '20rem', '10rem']} />}
          empty={(data) => (data.total === 0 ? <Empty title={t(`exchange.emptyTab.${tab}`)} /> : undefined)}
        >
          {(data) => (
            <>
              {batch.tables.map((one, place) => {
                const its = data.rows.filter((row) => row.table === place)
                return its.length === 0 ? null : (
                  <CheckTable
                    key={`${one.sheet}-${one.row.toString()}`}
                    table={one}
                    rows={its}
                    named={batch.tables.length > 1}
                    onMend={mend}
                  />
                )
              })}
              {data.total > 20 ? (
                <Pagination
                  page={page}
                  pageSize={pageSize}
                  total={data.total}
                  onPage={(next) =>
                    void navigate(paths.import({ batch: batch.id, tab, page: next, pageSize: search.pageSize }))
                  }
                  onPageSize={(size) => void navigate(paths.import({ batch: batch.id, tab, pageSize: size }))}
                />
              ) : null}
            </>
          )}
        </Loaded>
      </div>
      <Totals batch={batch} />
      <section className={styles.bar} aria-label={t('exchange.bar.label')}>
        {counts.open > 0 ? (
          <span className="risk strong">▲ {t('exchange.bar.open', { count: counts.open })}</span>
        ) : null}
        <span className="note quiet">{t('exchange.bar.whole')}</span>
        <span className={styles.barActs}>
          {mends.length > 0 ? (
            <button type="button" className="word" onClick={() => void undo()}>
              {t('exchange.bar.undoMend')}
            </button>
          ) : null}
          {counts.open > 0 ? (
            <Button onClick={() => void attempt(() => actOn(batch.id, 'leave-open-out'))}>
              {t('exchange.bar.leaveOpen', { count: counts.open })}
            </Button>
          ) : null}
          {counts.open === 0 && counts.ready > 0 && batch.totals.lackEvidence === 0 ? (
            <Button onClick={() => void write('submitted')}>{t('exchange.bar.submit', { count: counts.ready })}</Button>
          ) : null}
          {counts.open > 0 ? (
            <Button kind="primary" onClick={toOpen}>
              {t('exchange.bar.toOpen', { count: counts.open })}
            </Button>
          ) : counts.ready === 0 ? (
            <Button kind="primary" onClick={() => void navigate(paths.import({}))}>
              {t('exchange.bar.nothing')}
            </Button>
          ) : (
            <Button kind="primary" onClick={() => void write('drafts')}>
              {writing ? t('exchange.bar.writing') : t('exchange.bar.drafts', { count: counts.ready })}
            </Button>
          )}
        </span>
      </section>
    </>
  )
}

/** What takes a mend back. */
function backOf(row: ImportRowView, patch: ImportRowPatch): ImportRowPatch {
  const fixes = Object.fromEntries(Object.keys(patch.fixes ?? {}).map((field) => [field, row.fixes[field] ?? null]))
  return {
    ...(patch.fixes ? { fixes } : {}),
    ...(patch.leftOut === undefined ? {} : { leftOut: !patch.leftOut }),
    ...(patch.near === undefined ? {} : { near: null }),
    ...(patch.dayConfirmed === undefined ? {} : { dayConfirmed: !patch.dayConfirmed }),
  }
}

function countsOf({ counts }: ImportBatchView) {
  const of = (verdict: keyof typeof counts) => counts[verdict] ?? 0
  const open = of('fault') + of('ask')
  const left = of('same') + of('twice') + of('left-out')
  return { open, ready: of('ready'), left, all: open + of('ready') + left, fault: of('fault'), ask: of('ask') }
}

function titleOf({ t }: Wording, batch: ImportBatchView): string {
  const counts = countsOf(batch)
  const parts = [
    counts.ready > 0 ? t('exchange.check.ready', { count: counts.ready }) : t('exchange.check.nothing'),
    ...(counts.fault > 0 ? [t('exchange.check.fault', { count: counts.fault })] : []),
    ...(counts.ask > 0 ? [t('exchange.check.ask', { count: counts.ask })] : []),
    ...(counts.left > 0 ? [t('exchange.check.left', { count: counts.left })] : []),
  ]
  return t('exchange.check.title', { count: counts.all, parts: parts.join(t('exchange.check.comma')) })
}

function About({ batch }: { batch: ImportBatchView }) {
  const { t, day } = useWording()
  const navigate = useNavigate()
  const counts = countsOf(batch)
  const [only] = batch.tables
  const headOf = ({ sheet, row }: (typeof batch.tables)[number]) =>
    sheet === 'CSV' ? t('exchange.check.sheetCsv', { row }) : t('exchange.check.sheet', { sheet, row })
  const facts = [
    batch.fileName,
    ...(only && batch.tables.length === 1 ? [headOf(only)] : []),
    t('exchange.check.read', { count: batch.rowsRead }),
    ...(batch.emptyRows > 0 ? [t('exchange.check.empty', { count: batch.emptyRows })] : []),
  ]
  const isSame = counts.ready === 0 && counts.open === 0
  return (
    <>
      {batch.earlier === null ? null : (
        <p className="strong">
          {t(isSame ? 'exchange.check.earlierSame' : 'exchange.check.earlier', {
            day: day(batch.earlier.writtenAt.slice(0, 10)),
            count: batch.earlier.rows,
          })}
        </p>
      )}
      <p>{facts.join(' · ')}</p>
      {batch.tables.length > 1 ? (
        <details className={`note ${styles.sheets ?? ''}`}>
          <summary>{t('exchange.check.sheets', { count: batch.tables.length })}</summary>
          <ul>
            {batch.tables.map((one) => (
              <li key={`${one.sheet} ${one.row}`}>{headOf(one)}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {batch.skipped.length > 0 ? (
        <p className="note">{t('exchange.check.skipped', { sheets: batch.skipped.join('、') })}</p>
      ) : null}
      <div className={styles.links}>
        <button type="button" className="word" onClick={() => void navigate(paths.import({}))}>
          {t('exchange.check.otherFile')}
        </button>
        <Exports
          files={[
            {
              label: t('exchange.check.marked'),
              path: `/imports/${encodeURIComponent(batch.id)}/marked.xlsx`,
              query: {},
            },
          ]}
        />
      </div>
    </>
  )
}

function Totals({ batch }: { batch: ImportBatchView }) {
  const { t, count } = useWording()
  const plan = usePlan().data
  const { fresh, advance, tasks, zeros, lackEvidence, targets } = batch.totals
  const figure = (label: string, value: number, after = '') => (
    <span key={label}>
      {label} <b className="figure">{count(value)}</b> {after}
    </span>
  )
  return (
    <section className={styles.totals} aria-label={t('exchange.totals.label')}>
      <span>{t('exchange.totals.lead')}</span>
      {figure(t('exchange.totals.fresh'), fresh)}
      {figure(t('exchange.totals.advance'), advance)}
      {tasks > 0 ? figure(t('exchange.totals.tasks'), tasks) : null}
      {zeros > 0 ? figure(t('exchange.zero'), zeros) : null}
      {targets.map(({ target, rows }) =>
        figure(
          t('exchange.totals.counts', {
            target: plan?.targets.find((one) => one.code === target)?.shortName ?? target,
          }),
          rows,
        ),
      )}
      {lackEvidence > 0 ? figure(t('exchange.totals.lack'), lackEvidence, t('exchange.totals.lackRows')) : null}
    </section>
  )
}
