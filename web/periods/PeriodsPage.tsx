import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { URGE_COLOURS } from '../../db/words.ts'
import type { Chased, PeriodDetail, Returns, Slip } from '../../server/periods/contract.ts'
import { isHandedIn } from '../../server/periods/returns.ts'
import { newKey, segment, send } from '../api.ts'
import { addDays, formatPercent } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { DayTool } from '../ui/DayField.tsx'
import { DepartmentLink, PlanText } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { Table } from '../ui/Table.tsx'
import { periodQuery, slipsQuery, useAct, useReturns } from './api.ts'
import { Calendar } from './Calendar.tsx'
import { LockForms } from './LockForms.tsx'
import { atStart, quarterName } from './naming.ts'
import styles from './Periods.module.css'
import { ReturnMark } from './ReturnMark.tsx'
import { IssueSlip, SlipColour, SlipRows } from './Slips.tsx'
import { periodsSearch } from './search.ts'

/** 报送期: who handed in for which quarter, whom to chase, days, lock and reopening; for the reviewer. */
export function PeriodsPage() {
  return (
    <RequireSignIn roles={['reviewer', 'auditor']}>
      <Periods />
    </RequireSignIn>
  )
}

function Periods() {
  const { t } = useWording()
  const query = useReturns()
  return (
    <Loaded
      query={query}
      skeleton={<SkeletonRows rows={14} widths={['10rem', '30rem']} />}
      empty={(data) => (data.current === null ? <Empty title={t('periods.ratesNone')} /> : undefined)}
    >
      {(data) => <Chosen returns={data} />}
    </Loaded>
  )
}

function Chosen({ returns }: { returns: Returns }) {
  const search = periodsSearch(useSearch({ strict: false }))
  const known = returns.periods.some((one) => one.code === search.period)
  const code = known && search.period !== undefined ? search.period : (returns.current ?? '')
  const query = useQuery(periodQuery(returns.plan, code))
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={14} widths={['10rem', '30rem']} />} empty={null}>
      {(period) => <Period returns={returns} period={period} />}
    </Loaded>
  )
}

function Period({ returns, period }: { returns: Returns; period: PeriodDetail }) {
  const { t, day } = useWording()
  const { today } = period
  const quarter = quarterName(t, period, today)
  const owing = period.departments.filter((one) => one.state !== 'not-counted')
  const missing = owing.filter((one) => !isHandedIn(one.state))
  const dueOn = day(period.dueOn, today)
  const title =
    today < period.opensOn
      ? t('periods.findingEarly', { quarter, day: day(period.opensOn, today) })
      : missing.length === 0
        ? t('periods.findingAll', { quarter, expected: owing.length })
        : t(today > period.dueOn ? 'periods.findingSilent' : 'periods.findingOpen', {
            ...{ quarter, day: dueOn, missing: missing.length },
          })
  return (
    <>
      <PageTitle
        title={title}
        deck={t('periods.deck', {
          from: day(period.startsOn),
          to: day(period.endsOn, period.startsOn),
          opens: day(period.opensOn, period.startsOn),
          due: day(period.dueOn, period.startsOn),
          today,
        })}
      />
      <nav aria-label={t('periods.choose')} className={`${styles.choose} no-print`}>
        {returns.periods.map((one) => (
          <Link
            key={one.code}
            {...paths.periods({ period: one.code })}
            aria-current={one.code === period.code ? 'true' : undefined}
          >
            {atStart(quarterName(t, one, '-'))}
          </Link>
        ))}
      </nav>
      <Departments plan={returns.plan} period={period} quarter={quarter} />
      <Matrix returns={returns} chosen={period.code} />
      <LockForms plan={returns.plan} period={period} quarter={quarter} />
      <Slips plan={returns.plan} period={period} />
      <Calendar today={today} />
    </>
  )
}

type Row = PeriodDetail['departments'][number]

/** The departments of one period; the silent ones can be picked and chased together. */
function Departments({ plan, period, quarter }: { plan: string; period: PeriodDetail; quarter: string }) {
  const { t, day, list } = useWording()
  const { today } = period
  const [picked, setPicked] = useState<readonly string[]>([])
  const [outcomes, setOutcomes] = useState<Chased['outcomes']>()
  const [nothing, setNothing] = useState(false)
  const [said, setSaid] = useState({ colour: 'blue', answerBy: addDays(today, 3) })
  const [key, setKey] = useState(newKey)
  const { act, fault, isPending } = useAct()
  const canChase = today >= period.opensOn
  const isOpenTo = (row: Row) =>
    canChase && row.state !== 'not-counted' && row.handIns.length === 0 && row.slip === null
  const open = period.departments.filter(isOpenTo)
  const names = new Map(period.departments.map((one) => [one.code, one.name]))
  const chase = async () => {
    setNothing(picked.length === 0)
    if (picked.length === 0) return
    const done = await act(() =>
      send<Chased>(
        'POST',
        `/plans/${segment(plan)}/periods/${segment(period.code)}/chase`,
        { ...said, departments: picked },
        key,
      ),
    )
    if (done === undefined) return
    setOutcomes(done.outcomes)
    setPicked([])
    setKey(newKey())
  }
  const sent = outcomes?.filter((one) => one.slip !== null) ?? []
  const unsent = outcomes?.filter((one) => one.slip === null) ?? []
  return (
    <Section
      title={t('periods.detail', { quarter })}
      tools={
        open.length === 0 ? undefined : (
          <>
            <button type="button" className="word" onClick={() => setPicked(open.map((one) => one.code))}>
              {t('periods.chooseSilent')}
            </button>
            <button type="button" className="word" onClick={() => setPicked([])}>
              {t('periods.chooseNone')}
            </button>
          </>
        )
      }
    >
      <Table
        caption={t('periods.detail', { quarter })}
        rows={period.departments}
        rowKey={(row) => row.code}
        columns={[
          {
            key: 'pick',
            head: t('periods.choose_'),
            width: '3rem',
            narrow: 'bare',
            cell: (row) =>
              isOpenTo(row) ? (
                <input
                  type="checkbox"
                  className={styles.check}
                  aria-label={t('periods.chooseOne', { name: row.name })}
                  checked={picked.includes(row.code)}
                  onChange={(event) =>
                    setPicked(
                      event.currentTarget.checked ? [...picked, row.code] : picked.filter((one) => one !== row.code),
                    )
                  }
                />
              ) : null,
          },
          {
            key: 'name',
            head: t('periods.department'),
            names: true,
            width: '13rem',
            cell: (row) => (
              <DepartmentLink department={row.code}>
                <PlanText>{row.name}</PlanText>
              </DepartmentLink>
            ),
          },
          {
            key: 'state',
            head: t('periods.state_'),
            width: '8rem',
            cell: (row) => <ReturnMark state={row.state} open={canChase} />,
          },
          { key: 'what', head: t('periods.handIns'), cell: (row) => <HandIns row={row} today={today} /> },
          {
            key: 'slip',
            head: t('periods.slip'),
            width: '14rem',
            cell: (row) =>
              row.slip === null ? null : (
                <>
                  <SlipColour colour={row.slip.colour} /> {t(`periods.slipState.${row.slip.state}`)}
                  <span className="note quiet"> {t('periods.answerBy', { day: day(row.slip.answerBy, today) })}</span>
                </>
              ),
          },
        ]}
      />
      {sent.length > 0 ? (
        <Notice tone="done" role="status" title={t('periods.chased', { count: sent.length })}>
          {unsent.length > 0 ? <p>{t('periods.chasedNot', { names: list(unsent.map(toldWhy)) })}</p> : null}
        </Notice>
      ) : unsent.length > 0 ? (
        <Notice tone="warn" role="status" title={t('periods.chasedNot', { names: list(unsent.map(toldWhy)) })} />
      ) : null}
      {fault === undefined && !nothing ? null : (
        <Notice tone="wrong" role="alert" title={t('periods.notDone')}>
          <p>{fault ?? t('periods.chaseNothing')}</p>
        </Notice>
      )}
      {open.length === 0 ? null : (
        <div className={`${styles.acts} no-print`}>
          <label>
            {t('periods.chaseColour')}
            <select value={said.colour} onChange={(event) => setSaid({ ...said, colour: event.currentTarget.value })}>
              {URGE_COLOURS.map((colour) => (
                <option key={colour} value={colour}>
                  {t(`periods.colour.${colour}`)}
                </option>
              ))}
            </select>
          </label>
          <DayTool
            label={t('periods.chaseBy')}
            min={today}
            value={said.answerBy}
            onChange={(answerBy) => setSaid({ ...said, answerBy })}
          />
          <Button kind="primary" aria-busy={isPending} onClick={() => void chase()}>
            {picked.length === 0 ? t('periods.chaseNone') : t('periods.chase', { count: picked.length })}
          </Button>
        </div>
      )}
    </Section>
  )

  function toldWhy({ department, because }: Chased['outcomes'][number]): string {
    return `${names.get(department) ?? department}${because === null ? '' : `（${t(`periods.because.${because}`)}）`}`
  }
}

function HandIns({ row, today }: { row: Row; today: string }) {
  const { t, day, list } = useWording()
  if (row.handIns.length === 0)
    return (
      <span className="quiet">
        {row.state === 'not-counted'
          ? ''
          : row.entries > 0
            ? t('periods.entriesWaiting', { count: row.entries })
            : t('periods.nothing')}
        {row.reopenedUntil === null ? '' : ` · ${t('periods.reopenedUntil', { day: day(row.reopenedUntil, today) })}`}
      </span>
    )
  return (
    <>
      {row.handIns.map(({ on, by, mark, entries, noChanges }) => {
        const what = [
          ...(entries > 0 ? [t('periods.handInEntries', { count: entries })] : []),
          ...(noChanges > 0 ? [t('periods.handInNoChanges', { count: noChanges })] : []),
        ]
        return (
          <span key={`${on}${mark}${entries}`} style={{ display: 'block' }}>
            {t('periods.handIn', {
              ...{ day: day(on, today), by },
              mark: what.length === 0 ? t(`periods.mark.${mark}`) : list(what),
            })}
          </span>
        )
      })}
    </>
  )
}

/** Departments by quarters: the marks, and the rates of each row and column. */
function Matrix({ returns, chosen }: { returns: Returns; chosen: string }) {
  const { t } = useWording()
  return (
    <Section title={t('periods.matrix')} note={t('periods.matrixNote')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('periods.matrix')}>
        <table className={styles.matrix}>
          <caption className="hidden-text">{t('periods.matrix')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('periods.department')}</th>
              {returns.periods.map((one) => (
                <th key={one.code} scope="col" aria-current={one.code === chosen ? 'true' : undefined}>
                  <Link
                    {...paths.periods({ period: one.code })}
                    className="plain"
                    title={atStart(quarterName(t, one, '-'))}
                  >
                    {one.code.replace('-q', 'Q')}
                  </Link>
                </th>
              ))}
              <th scope="col">{t('periods.handedRate')}</th>
              <th scope="col">{t('periods.onTimeRate')}</th>
            </tr>
          </thead>
          <tbody>
            {returns.departments.map((row) => (
              <tr key={row.code}>
                <th scope="row">
                  <DepartmentLink department={row.code} className="plain">
                    <PlanText>{row.name}</PlanText>
                  </DepartmentLink>
                </th>
                {row.states.map((cell) => (
                  <td key={cell.period} aria-current={cell.period === chosen ? 'true' : undefined}>
                    <ReturnMark state={cell.state} bare />
                  </td>
                ))}
                <td>{formatPercent(row.handedIn, row.owed)}</td>
                <td>{formatPercent(row.onTime, row.owed)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('periods.foot')}</th>
              {returns.periods.map((one) => (
                <td key={one.code} aria-current={one.code === chosen ? 'true' : undefined}>
                  {one.handedIn}/{one.expected}
                </td>
              ))}
              <td>{formatPercent(sum(returns, 'handedIn'), sum(returns, 'owed'))}</td>
              <td>{formatPercent(sum(returns, 'onTime'), sum(returns, 'owed'))}</td>
            </tr>
          </tfoot>
        </table>
      </section>
    </Section>
  )
}

const sum = (returns: Returns, field: 'owed' | 'handedIn' | 'onTime') =>
  returns.departments.reduce((total, row) => total + row[field], 0)

const closedOf = (rows: readonly Slip[]) => rows.filter((one) => one.state === 'closed')

function Slips({ plan, period }: { plan: string; period: PeriodDetail }) {
  const { t } = useWording()
  const query = useQuery(slipsQuery(plan))
  return (
    <Section id="slips" title={t('periods.slips')} note={t('periods.slipsNote')}>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} widths={['8rem', '24rem']} />} empty={null}>
        {({ rows, today }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('periods.slipsNone')}</p>
          ) : (
            <>
              <SlipRows rows={rows.filter((one) => one.state !== 'closed')} today={today} />
              {closedOf(rows).length === 0 ? null : (
                <details>
                  <summary>{t('periods.closedSlips', { count: closedOf(rows).length })}</summary>
                  <SlipRows rows={closedOf(rows)} today={today} />
                </details>
              )}
            </>
          )
        }
      </Loaded>
      <IssueSlip plan={plan} today={period.today} departments={period.departments} />
    </Section>
  )
}
