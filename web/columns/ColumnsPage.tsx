import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Plan } from '../../server/plan/contract.ts'
import { rungOf } from '../../server/standards/stages.ts'
import type { Summary, SummaryProject } from '../../server/summary/contract.ts'
import { SummaryExport } from '../exchange/Exports.tsx'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { columnTitle } from '../summary/strip.ts'
import { ChartFrame, ChartPending } from '../ui/ChartFrame.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlanAndSummary } from '../view.ts'
import styles from './ColumnsPage.module.css'
import { projectLadder } from './ladder-of-project.ts'
import { ProjectRows } from './ProjectRows.tsx'
import { type ColumnsSearch, columnsSearch } from './search.ts'

const StageChart = lazy(async () => ({ default: (await import('./StageChart.tsx')).StageChart }))

const SHOWN = {
  stalled: (one: SummaryProject) => one.stalled,
  'not-started': (one: SummaryProject) => one.progress === 'not-started',
  orphan: (one: SummaryProject) => one.departments.length === 0,
  done: (one: SummaryProject) => one.progress === 'done',
} as const

/** 专栏: all projects in the document's order; filters are words, stages are columns. */
export function ColumnsPage() {
  return <Columns />
}

/** The page for all columns, or for one of them. */
export function Columns({ number }: { number?: number }) {
  const { t } = useWording()
  const query = usePlanAndSummary()
  return (
    <Loaded
      query={query}
      skeleton={<SkeletonRows rows={20} widths={['16rem', '8rem', '24rem']} />}
      empty={({ plan }) =>
        plan.columns.length === 0 ? (
          <>
            <PageTitle title={t('columns.none')} />
            <Empty title={t('targets.noneDetail')} />
          </>
        ) : undefined
      }
    >
      {({ plan, summary }) => <Shown plan={plan} summary={summary} number={number} />}
    </Loaded>
  )
}

function tallyOf(projects: readonly SummaryProject[]) {
  const number = (test: (one: SummaryProject) => boolean) => projects.filter(test).length
  return {
    total: projects.length,
    done: number((one) => one.progress === 'done'),
    active: number((one) => one.progress === 'active'),
    notStarted: number((one) => one.progress === 'not-started'),
    stalled: number((one) => one.stalled),
  }
}

function Shown({ plan, summary, number }: { plan: Plan; summary: Summary; number: number | undefined }) {
  const wording = useWording()
  const { t } = wording
  const search = columnsSearch(useSearch({ strict: false }))
  const shownColumns = summary.columns.filter((column) => number === undefined || column.number === number)
  if (shownColumns.length === 0) return <NotFound />
  const all = shownColumns.flatMap((column) => column.projects)
  const tally = tallyOf(all)
  const orphans = all.filter(SHOWN.orphan).length
  const only = (one: SummaryProject) =>
    (search.show === undefined || SHOWN[search.show](one)) &&
    (search.department === undefined || one.departments.includes(search.department))
  const here = number === undefined ? paths.columns() : paths.column(number)
  const word = (show: ColumnsSearch['show'], text: string) => (
    <Link
      {...here}
      search={{ show, department: search.department }}
      resetScroll={false}
      className={search.show === show ? styles.current : 'plain'}
      {...(search.show === show ? { 'aria-current': 'true' as const } : {})}
    >
      {text}
    </Link>
  )
  return (
    <>
      <PageTitle
        title={t(tally.stalled > 0 ? 'columns.findingStalled' : 'columns.finding', tally)}
        deck={orphans > 0 ? t('columns.deck', { orphans }) : t('columns.deckAll')}
        tools={<SummaryExport />}
        {...(number === undefined ? {} : { crumb: <Neighbours columns={summary.columns} number={number} /> })}
      />
      <nav className={`${styles.words} no-print`} aria-label={t('columns.show')}>
        <span className="faint">{t('columns.show')}</span>
        {word(undefined, t('columns.all', { count: tally.total }))}
        {word('stalled', t('columns.stalled', { count: tally.stalled }))}
        {word('not-started', t('columns.notStarted', { count: tally.notStarted }))}
        {word('orphan', t('columns.orphan', { count: orphans }))}
        {word('done', t('columns.done', { count: tally.done }))}
      </nav>
      <StageBars plan={plan} columns={shownColumns} />
      {all.some(only) ? null : <Empty title={t('columns.emptyFilter')} />}
      {shownColumns
        .filter((column) => column.projects.some(only))
        .map((column) => (
          <Section
            key={column.number}
            title={columnTitle(wording, column)}
            note={t('columns.note', tallyOf(column.projects))}
          >
            <ProjectRows plan={plan} summary={summary} only={only} column={column.number} />
          </Section>
        ))}
      <p className={`${styles.foot} note quiet`}>{t('columns.foot')}</p>
    </>
  )
}

/** Which column this is, with those beside it and the way to all of them. */
function Neighbours({ columns, number }: { columns: Summary['columns']; number: number }) {
  const wording = useWording()
  const { t } = wording
  const own = columns.find((column) => column.number === number)
  return (
    <>
      {own === undefined ? null : <Sentence text={columnTitle(wording, own)} />}
      {([-1, 1] as const).map((by) => {
        const other = columns.find((column) => column.number === number + by)
        return other === undefined ? null : (
          <Link key={by} {...paths.column(other.number)}>
            {t(by < 0 ? 'columns.previousColumn' : 'columns.nextColumn')} <PlanText>{other.title}</PlanText>
          </Link>
        )
      })}
      <Link {...paths.columns()}>{t('columns.allColumns', { count: columns.length })}</Link>
    </>
  )
}

function StageBars({ plan, columns }: { plan: Plan; columns: Summary['columns'] }) {
  const wording = useWording()
  const { t } = wording
  const navigate = useNavigate()
  const facts = new Map(
    plan.columns.flatMap((column) => column.groups.flatMap((group) => group.projects.map((one) => [one.code, one]))),
  )
  const rowsOf = (column: Summary['columns'][number]) =>
    column.projects
      .map((one) => {
        const project = facts.get(one.code)
        const ladder = project ? projectLadder(project) : []
        const rung =
          one.stage === null || ladder.length === 0 ? -1 : rungOf(ladder as ReturnType<typeof projectLadder>, one.stage)
        return {
          code: one.code,
          name: one.name,
          share: ladder.length === 0 ? 0 : (rung + 1) / ladder.length,
          stage: one.stage === null ? t('words.progress.not-started') : t(`words.stage.${one.stage}`),
          stalled: one.stalled,
        }
      })
      .sort((a, b) => b.share - a.share)
  return (
    <ChartFrame
      title={t('columns.chartTitle')}
      unit={t('columns.chartUnit')}
      description={t('columns.chartDescription')}
      note={t('columns.chartNote')}
      height="auto"
      chart={
        <div className={styles.charts}>
          {columns.map((column) => (
            <div key={column.number} style={{ flexGrow: Math.max(4, column.projects.length) }}>
              <div style={{ height: '6rem' }}>
                <Suspense fallback={<ChartPending />}>
                  <StageChart
                    rows={rowsOf(column)}
                    title={t('summary.strip.column', { number: column.number })}
                    description={t('columns.chartDescription')}
                    onOpen={(project) => void navigate(paths.project(project))}
                  />
                </Suspense>
              </div>
              <Link {...paths.column(column.number)} className="plain note">
                <Sentence text={columnTitle(wording, column)} />
              </Link>
            </div>
          ))}
        </div>
      }
      table={
        <Table
          caption={t('columns.chartTitle')}
          rows={columns.flatMap(rowsOf)}
          rowKey={(row) => row.code}
          columns={[
            { key: 'name', head: t('columns.project'), names: true, cell: (row) => <PlanText>{row.name}</PlanText> },
            { key: 'stage', head: t('columns.rung'), cell: (row) => row.stage },
          ]}
        />
      }
    />
  )
}
