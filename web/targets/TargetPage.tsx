import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import type { Reason } from '../../db/words.ts'
import type { Plan, PlanTarget } from '../../server/plan/contract.ts'
import type { Summary, SummaryTarget, TargetDetail } from '../../server/summary/contract.ts'
import { itemsQuery, targetQuery } from '../api.ts'
import { daysBetween, formatExpected, formatPercent, lackOf, wholeExpected } from '../format.ts'
import { useWording } from '../i18n.ts'
import { ItemsTable } from '../items/ItemsTable.tsx'
import { paths } from '../paths.ts'
import { correctionSentence, ruleSentence } from '../plan/rule-sentence.ts'
import { nounOf, rowReason } from '../summary/findings.ts'
import { partLack } from '../summary/lacks.ts'
import { BulletBar } from '../ui/BulletBar.tsx'
import { ChartFrame, ChartPending } from '../ui/ChartFrame.tsx'
import { DepartmentLink, PlanText, RowsLink, TargetLink } from '../ui/Links.tsx'
import { Empty, Failed, Loaded, type Loading, SkeletonRows } from '../ui/Loaded.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { Status } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import { useDays, usePlanAndSummary } from '../view.ts'
import { type PaceSeries, paceSeries } from './pace-series.ts'
import { RuleChangeNote } from './RuleChangeNote.tsx'
import { targetSearch } from './search.ts'
import styles from './TargetPage.module.css'

const PaceChart = lazy(async () => ({ default: (await import('./PaceChart.tsx')).PaceChart }))

/** Rows of each list that stand on the page itself; the rest is in the ledger. */
const SHOWN = 7

/** One target: how it grew against pace, who brought what, the rule in words, what counts and what does not. */
export function TargetPage() {
  const { target: code } = useParams({ strict: false })
  const query = usePlanAndSummary()
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={14} widths={['24rem', '10rem', '10rem']} />} empty={null}>
      {({ plan, summary }) => {
        const target = plan.targets.find((one) => one.code === code)
        const figures = summary.targets.find((one) => one.code === code)
        return target && figures ? (
          <Target plan={plan} summary={summary} target={target} figures={figures} />
        ) : (
          <NotFound />
        )
      }}
    </Loaded>
  )
}

type Parts = { plan: Plan; summary: Summary; target: PlanTarget; figures: SummaryTarget }

function Target(parts: Parts) {
  const { plan, summary, target, figures } = parts
  const { t } = useWording()
  const detail = useQuery(targetQuery(plan.code, target.code, useDays()))
  const series = detail.data === undefined ? undefined : paceSeries(plan, target, figures, detail.data)
  const neighbour = (by: number) => plan.targets.find((one) => one.number === target.number + by)
  return (
    <>
      <PageTitle
        title={useFinding(figures)}
        crumb={
          <>
            {t('targets.number', { number: target.number, level: t(`words.targetLevel.${target.level}`) })}
            {([-1, 1] as const).map((by) => {
              const other = neighbour(by)
              return other === undefined ? null : (
                <span key={by}>
                  {' '}
                  <TargetLink target={other.code}>
                    {t(by < 0 ? 'targets.previous' : 'targets.next')} <PlanText>{other.shortName}</PlanText>
                  </TargetLink>
                </span>
              )
            })}
          </>
        }
        deck={<Deck parts={parts} series={series} />}
      />
      <div className={styles.columns}>
        <div>
          <StatusLine figures={figures} summary={summary} />
          {figures.status === 'nothing-reported' ? (
            <Empty title={t('targets.nothing')}>{t('targets.nothingNext')}</Empty>
          ) : (
            <Growth parts={parts} series={series} query={detail} />
          )}
          <Departments plan={plan} figures={figures} due={summary.due} />
        </div>
        <aside className={styles.rail}>
          <Reading {...parts} detail={detail.data} />
          <div className={styles.apart}>
            <Loaded query={detail} skeleton={<SkeletonRows rows={6} widths={['16rem']} />} empty={null}>
              {(data) => <MakeUp detail={data} figures={figures} />}
            </Loaded>
          </div>
        </aside>
      </div>
      <Rows plan={plan} target={target} counts />
      <Rows plan={plan} target={target} counts={false} detail={detail.data} />
    </>
  )
}

function useFinding(figures: SummaryTarget): string {
  const { t } = useWording()
  const { recognised, unit, inReview, status } = figures
  const name = planText(nounOf(figures.name))
  if (status === 'nothing-reported') return t('targets.findingNothing', { name })
  if (recognised === 0 && inReview > 0) return t('targets.findingOnlyReview', { name, inReview, unit })
  const said = { name, recognised, unit }
  if (status === 'met') return t('targets.findingMet', said)
  if (status === 'missed') return t('targets.findingMissed', { ...said, lack: figures.value - recognised })
  const lack = lackOf(figures.expected, recognised)
  return status === 'behind' && lack !== null
    ? t('targets.findingBehind', { ...said, lack })
    : t('targets.finding', { ...said, status: t(`words.status.${status}`).toLowerCase() })
}

function Deck({ parts, series }: { parts: Parts; series: PaceSeries | undefined }) {
  const { t, day, language } = useWording()
  const { plan, summary, figures } = parts
  const { unit, value, inReview, claimed, expected } = figures
  const sentences = [t('targets.deck', { value, unit, due: day(plan.dueOn) })]
  // What stands in the title and in the sentences below is not said twice.
  const reason = ['at-risk', 'cannot-judge'].includes(figures.status)
    ? rowReason({ plan, summary: { ...summary, due: false }, t, language }, { ...figures, inReview: 0 })
    : undefined
  if (reason !== undefined) sentences.push(t('targets.reason', { reason }))
  if (summary.due && figures.status !== 'nothing-reported') {
    sentences.push(t('targets.deckOnTime', { count: figures.onTime, unit }))
    if (figures.supplementary > 0) sentences.push(t('targets.deckAdded', { count: figures.supplementary, unit }))
    if (figures.late > 0) sentences.push(t('targets.deckLate', { count: figures.late, unit }))
    if (figures.inBeing !== null && figures.inBeing !== figures.recognised)
      sentences.push(t('targets.deckInBeing', { count: figures.inBeing, unit, day: day(summary.asOf) }))
  }
  if (inReview > 0 && !summary.due) {
    const short = expected !== null && claimed < wholeExpected(expected)
    sentences.push(t(short ? 'targets.deckReviewShort' : 'targets.deckReviewEnough', { inReview, claimed, unit }))
  }
  if (figures.status === 'behind' && series?.behindSince)
    sentences.push(t('targets.behindSince', { day: day(series.behindSince) }))
  if (series?.reaches !== null && series?.reaches !== undefined && figures.status !== 'met')
    sentences.push(t('targets.reaches', { count: series.reaches, unit }))
  const left = monthsLeft(summary.asOf, plan.dueOn)
  if (figures.status === 'behind' && left > 0 && figures.byMonth.length > HALF_YEAR_MONTHS) {
    const then = figures.byMonth.at(-1 - HALF_YEAR_MONTHS)?.recognised ?? 0
    sentences.push(
      t('targets.needed', {
        months: left,
        unit,
        need: ((value - figures.recognised) / left).toFixed(1),
        rate: ((figures.recognised - then) / HALF_YEAR_MONTHS).toFixed(1),
      }),
    )
  }
  return <Sentence text={sentences.join(language === 'zh-CN' ? '' : ' ')} />
}

const HALF_YEAR_MONTHS = 6

/** Whole months until the due day, rounded to the nearest. */
const monthsLeft = (asOf: string, dueOn: string) => Math.round(daysBetween(asOf, dueOn) / 30.4375)

function StatusLine({ figures, summary }: { figures: SummaryTarget; summary: Summary }) {
  const { t, count } = useWording()
  const { code, recognised, value, unit } = figures
  if (figures.status === 'nothing-reported')
    return (
      <div className={styles.line}>
        <Status status={figures.status} />
        <span>{t('common.atLeast', { value, unit })}</span>
      </div>
    )
  return (
    <div className={styles.line}>
      <Status status={figures.status} />
      <span>
        <RowsLink rows={{ target: code, counts: true }} className="figure plain">
          {count(recognised)}
        </RowsLink>{' '}
        / <PlanText>{`${value}${unit}`}</PlanText>
      </span>
      <span>
        {t('targets.rate')} {formatPercent(recognised, value)}
      </span>
      {summary.due ? null : <span>{t('targets.statusLine', { elapsed: formatPercent(summary.elapsed, 1) })}</span>}
      <span>
        {t('targets.inReview')} {count(figures.inReview)}
      </span>
      <span>
        {t('targets.claimed')} {count(figures.claimed)}
      </span>
      {summary.due || figures.supplementary > 0 ? (
        <span>
          {t('targets.onTime')} {count(figures.onTime)} · {t('targets.supplementary')} {count(figures.supplementary)} ·{' '}
          {t('targets.late')} {count(figures.late)}
        </span>
      ) : null}
    </div>
  )
}

function Growth(props: { parts: Parts; series: PaceSeries | undefined; query: Loading<TargetDetail> }) {
  const { parts, series, query } = props
  const { t, day } = useWording()
  const { plan, summary, target, figures } = parts
  const months = figures.byMonth
  const paced = series?.days.some((row) => row.expected !== undefined) ?? false
  const title = t(paced ? 'targets.chartTitle' : 'targets.chartTitlePlain')
  const pending = <ChartPending />
  return (
    <ChartFrame
      title={title}
      unit={planText(target.unit)}
      height="19rem"
      description={t('targets.chartDescription', {
        name: planText(target.name),
        from: day(plan.startsOn),
        to: day(plan.dueOn),
        asOf: day(summary.asOf),
        recognised: figures.recognised,
        value: target.value,
        unit: target.unit,
      })}
      note={[
        t('targets.chartNote'),
        ...(paced ? [t('targets.chartPace')] : []),
        ...(series?.reaches == null ? [] : [t('targets.chartRate')]),
        ...(figures.inReview > 0 ? [t('targets.chartReview')] : []),
      ].join(t('summary.deck.semicolon'))}
      chart={
        series === undefined ? (
          query.isError ? (
            <Failed error={query.error} retry={query.refetch} />
          ) : (
            pending
          )
        ) : (
          <Suspense fallback={pending}>
            <PaceChart plan={plan} target={target} figures={figures} series={series} asOf={summary.asOf} />
          </Suspense>
        )
      }
      table={
        <Table
          caption={title}
          rows={months}
          rowKey={(row) => row.month}
          columns={[
            { key: 'month', head: t('targets.month'), names: true, cell: (row) => row.month },
            {
              key: 'recognised',
              head: t('targets.recognised'),
              align: 'end',
              cell: (row) => row.recognised,
            },
          ]}
        />
      }
    />
  )
}

function Departments({ plan, figures, due }: { plan: Plan; figures: SummaryTarget; due: boolean }) {
  const { t, count } = useWording()
  const named = new Map(plan.departments.map((one) => [one.code, one.name]))
  const rows = figures.byDepartment
    .filter((row) => row.recognised > 0 || row.inReview > 0 || row.allocated !== null)
    .map((row) => ({ ...row, lack: partLack(row, due) }))
    .sort(
      (a, b) => (b.lack ?? 0) - (a.lack ?? 0) || (b.allocated ?? 0) - (a.allocated ?? 0) || b.recognised - a.recognised,
    )
  const scale = Math.max(1, ...rows.map((row) => Math.max(row.allocated ?? 0, row.recognised + row.inReview)))
  const sum = rows.reduce((total, row) => total + row.recognised, 0)
  const carriers = rows.filter(({ allocated }) => allocated !== null)
  const allocated = carriers.reduce((total, row) => total + (row.allocated ?? 0), 0)
  const inReview = rows.reduce((total, row) => total + row.inReview, 0)
  const lacking = rows.filter(({ lack }) => lack !== null)
  const lacks = lacking.reduce((total, { lack }) => total + (lack ?? 0), 0)
  const lack = lackOf(due ? figures.value : figures.expected, figures.recognised) ?? 0
  const note =
    carriers.length === 0
      ? t('targets.departmentsNote')
      : t(allocated === figures.value ? 'targets.allocatedAll' : 'targets.allocatedPart', {
          count: carriers.length,
          allocated,
          value: figures.value,
          unit: figures.unit,
        }) + (lacking.length === 0 ? '' : t(due ? 'targets.lackingDue' : 'targets.lacking', { count: lacking.length }))
  return (
    <Section title={t('targets.departments')} note={note}>
      {rows.length === 0 ? (
        <Empty title={t('targets.departmentsNone')} />
      ) : (
        <Table
          caption={t('targets.departments')}
          rows={rows}
          rowKey={(row) => row.department}
          columns={[
            {
              key: 'department',
              head: t('targets.department'),
              names: true,
              width: '11rem',
              cell: (row) => (
                <DepartmentLink department={row.department}>
                  <PlanText>{named.get(row.department) ?? row.department}</PlanText>
                </DepartmentLink>
              ),
            },
            {
              key: 'recognised',
              head: t('targets.recognised'),
              width: '4.5rem',
              align: 'end',
              cell: (row) => (
                <RowsLink
                  rows={{ target: figures.code, counts: true, department: row.department }}
                  className="strong plain"
                >
                  {count(row.recognised)}
                </RowsLink>
              ),
            },
            {
              key: 'allocated',
              head: t('targets.allocated'),
              width: '5rem',
              align: 'end',
              cell: (row) => (row.allocated === null ? <span className="faint">—</span> : count(row.allocated)),
            },
            // After the due day there is no pace any more, only what was asked for.
            ...(due
              ? []
              : [
                  {
                    key: 'expected',
                    head: t('targets.expected'),
                    width: '5.5rem',
                    align: 'end' as const,
                    cell: (row: (typeof rows)[number]) => <span className="faint">{formatExpected(row.expected)}</span>,
                  },
                ]),
            {
              key: 'bar',
              head: '',
              narrow: 'bare',
              cell: (row) => (
                <BulletBar
                  thin
                  ofPlan
                  label={`${named.get(row.department) ?? ''} ${row.recognised}${row.allocated === null ? '' : `/${row.allocated}`}`}
                  recognised={row.recognised}
                  inReview={row.inReview}
                  goal={row.allocated}
                  scale={scale * 1.02}
                  expected={due ? null : row.expected}
                  behind={row.lack !== null && !due}
                  units={false}
                />
              ),
            },
            {
              key: 'inReview',
              head: t('targets.inReview'),
              width: '4.5rem',
              align: 'end',
              cell: (row) => (row.inReview > 0 ? count(row.inReview) : ''),
            },
            {
              key: 'gap',
              head: t(due ? 'targets.gapDue' : 'targets.gap'),
              width: '5rem',
              align: 'end',
              cell: (row) =>
                row.lack === null ? '' : <span className="behind strong">{t('common.lack', { count: row.lack })}</span>,
            },
          ]}
          foot={
            <tr>
              <th scope="row">{t('targets.sum')}</th>
              <td data-head={t('targets.recognised')} style={{ textAlign: 'end' }}>
                {count(sum)}
              </td>
              <td data-head={t('targets.allocated')} style={{ textAlign: 'end' }}>
                {carriers.length === 0 ? '' : count(allocated)}
              </td>
              {due ? null : <td />}
              <td className="note quiet">
                {sum > figures.recognised
                  ? t('targets.departmentsSum', {
                      sum,
                      district: figures.recognised,
                      shared: sum - figures.recognised,
                      unit: figures.unit,
                    })
                  : null}
                {lack > 0 && lacks > lack
                  ? t('targets.lacksExceed', { lacks, lack, unit: figures.unit, count: lacking.length })
                  : null}
              </td>
              <td data-head={t('targets.inReview')} style={{ textAlign: 'end' }}>
                {inReview === 0 ? '' : count(inReview)}
              </td>
              <td />
            </tr>
          }
        />
      )}
    </Section>
  )
}

function Reading(props: Parts & { detail: TargetDetail | undefined }) {
  const wording = useWording()
  const { t, day } = wording
  const { plan, summary, target, figures, detail } = props
  const version = target.ruleVersions.at(-1)
  const assumptions = plan.assumptions.filter((one) => one.targets.length === 0 || one.targets.includes(target.code))
  const own = assumptions.filter(
    (one) =>
      one.targets.includes(target.code) || detail?.alternatives.some(({ assumption }) => assumption === one.code),
  )
  const otherwise = (code: string) => detail?.alternatives.find((one) => one.assumption === code)?.recognised
  return (
    <>
      <Section title={t('targets.text')} inRail>
        {target.citation.quote === null ? null : (
          <p className={styles.quote}>
            <PlanText>“……{target.citation.quote}”</PlanText>
          </p>
        )}
        <p className="note quiet">
          <PlanText>
            {plan.document.number}，{target.citation.section}
            {target.citation.item}
          </PlanText>
        </p>
        {target.correction === null ? null : (
          <p className="note risk">
            <Sentence text={correctionSentence(t, target.correction)} />
          </p>
        )}
      </Section>
      <Section title={t('targets.rule')} inRail>
        {version === undefined ? null : (
          <p className="note quiet">
            <Sentence
              text={t('targets.ruleVersion', {
                version: version.version,
                by: planText(version.decidedBy),
                on: day(version.decidedOn),
              })}
            />
          </p>
        )}
        <p>
          {target.rule === null ? (
            <span className="risk">{t('plan.noRule')}</span>
          ) : (
            <Sentence text={ruleSentence(wording, target.rule, target.measure, plan)} />
          )}
        </p>
        <RuleChangeNote plan={plan} target={target} summary={summary} />
        {detail?.beside.map((one) => (
          <p key={one.stage} className="note">
            {t('targets.beside', { stage: t(`words.stage.${one.stage}`), count: one.items, unit: figures.unit })}
          </p>
        ))}
      </Section>
      {own.length === 0 ? null : (
        <Section title={t('targets.assumptions')} inRail>
          <ol className={styles.list}>
            {own.map((one) => {
              const other = otherwise(one.code)
              return (
                <li key={one.code}>
                  <p>
                    <PlanText>{one.reading === 'alternative' ? one.alternative : one.title}</PlanText>
                  </p>
                  <p className="note quiet">
                    <Sentence
                      text={
                        one.reading === 'alternative'
                          ? t('targets.adopted', { title: planText(one.title) })
                          : other === undefined
                            ? planText(one.text)
                            : t('targets.otherwise', {
                                text: planText(one.alternative ?? ''),
                                count: other,
                                unit: figures.unit,
                              })
                      }
                    />
                  </p>
                </li>
              )
            })}
          </ol>
          {assumptions.length > own.length ? (
            <p className="note">
              <Link {...paths.plan()} search={{ part: 'assumptions' }}>
                {t('summary.notes.rest', { count: assumptions.length - own.length })}
              </Link>
            </p>
          ) : null}
        </Section>
      )}
    </>
  )
}

function MakeUp({ detail, figures }: { detail: TargetDetail; figures: SummaryTarget }) {
  const { t, count } = useWording()
  const groups = detail.makeUp.filter((group) => group.parts.length > 0)
  if (figures.recognised === 0 || groups.length === 0) return null
  return (
    <Section title={t('targets.makeUp', { count: figures.recognised, unit: figures.unit })} inRail>
      <table className={styles.parts}>
        {groups.map((group) => (
          <tbody key={group.by}>
            {group.parts.map((part) => (
              <tr key={part.value}>
                <th scope="row">{partName(group.by, part.value)}</th>
                <td>{count(part.items)}</td>
                <td>
                  <BulletBar
                    thin
                    label={`${part.items}/${figures.recognised}`}
                    recognised={part.items}
                    goal={null}
                    scale={figures.recognised}
                    units={false}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Section>
  )

  function partName(by: TargetDetail['makeUp'][number]['by'], value: string): ReactNode {
    const known = t(`words.${by}.${value}` as 'words.class.national', { defaultValue: '' })
    return known === '' ? t('targets.unknownPart') : known
  }
}

function Rows(props: { plan: Plan; target: PlanTarget; counts: boolean; detail?: TargetDetail | undefined }) {
  const { t } = useWording()
  const { plan, target, counts, detail } = props
  const search = targetSearch(useSearch({ strict: false }))
  const key = counts ? 'sort' : 'outSort'
  const sort = search[key] ?? '-effectiveOn'
  const navigate = useNavigate()
  const list = useQuery(itemsQuery(plan.code, { target: target.code, counts, sort, pageSize: SHOWN }, useDays()))
  const total = list.data?.total ?? 0
  return (
    <Section
      title={t(counts ? 'targets.counting' : 'targets.notCounting', { count: total, unit: target.unit })}
      note={t(counts ? 'targets.countingNote' : 'targets.notCountingNote')}
      tools={
        total > 0 ? (
          <RowsLink rows={{ target: target.code, counts, sort: search[key] }}>{t('targets.all')}</RowsLink>
        ) : undefined
      }
    >
      {counts || !detail || detail.notCounting.length === 0 ? null : (
        <p className={`${styles.reasons} note quiet`}>
          {detail.notCounting.map((one, place) => (
            <span key={one.reason}>
              {place > 0 ? '　' : ''}
              <RowsLink rows={{ target: target.code, counts: false, reason: one.reason as Reason }}>
                {t(`words.reason.${one.reason}` as 'words.reason.counts')} {one.items}
              </RowsLink>
            </span>
          ))}
        </p>
      )}
      <Loaded
        query={list}
        skeleton={<SkeletonRows rows={SHOWN} widths={['12rem', '24rem', '8rem']} />}
        empty={(data) =>
          data.total === 0 ? (
            <Empty title={t(counts ? 'targets.countingNone' : 'targets.notCountingNone')} />
          ) : undefined
        }
      >
        {(data) => (
          <>
            <ItemsTable
              caption={t(counts ? 'targets.counting' : 'targets.notCounting', { count: total, unit: target.unit })}
              rows={data.rows}
              plan={plan}
              since={counts}
              why={!counts}
              sort={sort}
              onSort={(next) =>
                void navigate({
                  ...paths.target(target.code),
                  search: targetSearch({ ...search, [key]: next === '-effectiveOn' ? undefined : next }),
                  resetScroll: false,
                })
              }
            />
            {data.total > data.rows.length ? (
              <p>
                <RowsLink rows={{ target: target.code, counts, sort: search[key] }}>
                  {t('targets.more', { count: data.total - data.rows.length })}
                </RowsLink>
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </Section>
  )
}
