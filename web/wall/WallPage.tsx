import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useReducer, useState } from 'react'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { planQuery, plansQuery, summaryQuery } from '../api.ts'
import { daysBetween, formatPercent, formatTime } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { finding, projectsFinding } from '../summary/findings.ts'
import { PlanText } from '../ui/Links.tsx'
import { Failed } from '../ui/Loaded.tsx'
import { plainText } from '../ui/pieces.ts'
import { Sentence } from '../ui/Sentence.tsx'
import { useDays, usePlanAndSummary, usePlanCode } from '../view.ts'
import { departmentsFinding } from './departments-finding.ts'
import { type Freshness, freshness, REFRESH_MS, type Turn, turn } from './rotation.ts'
import styles from './Wall.module.css'
import { WallColumns } from './WallColumns.tsx'
import { WallDepartments } from './WallDepartments.tsx'
import { WallTargets } from './WallTargets.tsx'
import { WallTasks } from './WallTasks.tsx'

type View = 'overview' | 'departments' | 'columns' | 'tasks'

/** The views that a plan has something to show in. */
function viewsOf(plan: Plan): View[] {
  return [
    plan.targets.length > 0 ? ('overview' as const) : ('tasks' as const),
    ...(plan.targets.length > 0 && plan.departments.length > 1 ? (['departments'] as const) : []),
    ...(plan.columns.length > 0 ? (['columns'] as const) : []),
  ]
}

/**
 * 大屏: 总览, 部门, 专栏 in turn on a screen that nobody touches. It never scrolls; the last good figures stay with
 * their time while the server is away. Space holds the view, ← and → step.
 */
export function WallPage() {
  useFreshFigures()
  const query = usePlanAndSummary()
  return (
    <main id="main" className={`${styles.wall} dark`}>
      {query.data === undefined ? (
        query.isError ? (
          <div className={styles.failed}>
            <Failed error={query.error} retry={query.refetch} />
          </div>
        ) : null
      ) : (
        <Wall {...query.data} updatedAt={query.dataUpdatedAt} failing={query.isError} />
      )}
    </main>
  )
}

/** Asks again and again, also behind another window, and after a first failure. */
function useFreshFigures(): void {
  const often = { refetchInterval: REFRESH_MS, refetchIntervalInBackground: true }
  const code = usePlanCode()
  const days = useDays()
  const enabled = code !== undefined
  useQuery({ ...plansQuery, ...often })
  useQuery({ ...planQuery(code ?? '-'), ...often, enabled })
  useQuery({ ...summaryQuery(code ?? '-', days), ...often, enabled })
}

type Figures = { plan: Plan; summary: Summary }

function Wall(props: Figures & { updatedAt: number; failing: boolean }) {
  const { plan, summary, updatedAt, failing } = props
  const { t } = useWording()
  const views = viewsOf(plan)
  const { place, paused, now } = useRotation(views.length)
  const fresh = freshness(updatedAt, now, failing)
  const view = views[place % views.length] ?? 'overview'
  return (
    <>
      <header className={styles.head}>
        <Link {...paths.overview()} className={styles.product ?? ''}>
          <PlanText>{plan.product}</PlanText>
        </Link>
        <PlanText className={styles.number}>{plan.document.number}</PlanText>
        {plan.demo ? <span className={styles.demo}>{t('common.demo')}</span> : null}
        <span className={styles.day}>
          <Day summary={summary} plan={plan} />
          {fresh.state === 'held' ? (
            <span className="risk strong">{t('wall.held', { time: formatTime(updatedAt) })}</span>
          ) : null}
        </span>
      </header>
      <h1 className={styles.title}>
        <Title plan={plan} summary={summary} view={view} fresh={fresh} updatedAt={updatedAt} />
      </h1>
      <div className={styles.view}>
        {view === 'overview' ? <WallTargets plan={plan} summary={summary} /> : null}
        {view === 'tasks' ? <WallTasks plan={plan} summary={summary} /> : null}
        {view === 'departments' ? <WallDepartments plan={plan} summary={summary} /> : null}
        {view === 'columns' ? <WallColumns plan={plan} summary={summary} /> : null}
      </div>
      <footer className={styles.foot}>
        <ol className={styles.turns}>
          {views.map((one) => (
            <li key={one} aria-current={one === view ? 'page' : undefined}>
              {t(`common.nav.${one}`)}
            </li>
          ))}
        </ol>
        {paused ? <span className="strong">{t('wall.paused')}</span> : null}
        <span>{t('wall.keys')}</span>
        <span className={styles.version}>{t('common.dataVersion', { version: summary.dataVersion })}</span>
      </footer>
    </>
  )
}

/** 数据截至2025年6月30日　时间已过76.4%，余184天 */
function Day({ plan, summary }: Figures) {
  const { t, day } = useWording()
  const left = daysBetween(summary.asOf, plan.dueOn)
  return (
    <>
      <span>{t('wall.asOf', { day: day(summary.asOf) })}</span>
      <span>
        {summary.due
          ? t('wall.due', { day: day(plan.dueOn) })
          : t('wall.time', { share: formatPercent(summary.elapsed, 1), count: Math.max(0, left) })}
      </span>
    </>
  )
}

function Title(props: Figures & { view: View; fresh: Freshness; updatedAt: number }) {
  const { plan, summary, view, fresh, updatedAt } = props
  const { t, language } = useWording()
  const days = useDays()
  if (fresh.state === 'old') {
    const text = t('wall.old', { count: fresh.minutes, time: formatTime(updatedAt) })
    return (
      <span className="risk">
        <title>{text}</title>
        {text}
      </span>
    )
  }
  const text =
    view === 'departments'
      ? departmentsFinding(plan, summary, t)
      : view === 'columns'
        ? projectsFinding(summary.columns, t)
        : finding({ plan, summary, days, t, language }).title
  return (
    <>
      <title>{plainText(text)}</title>
      <Sentence text={text} />
    </>
  )
}

/** Turns the views by the clock and by the keys, and says what time it is. */
function useRotation(views: number) {
  const [now, setNow] = useState(() => Date.now())
  const [rotation, send] = useReducer(
    (state: { place: number; paused: boolean; shownAt: number }, event: Turn) => turn(state, event, views),
    now,
    (shownAt) => ({ place: 0, paused: false, shownAt }),
  )
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
      send({ type: 'tick', now: Date.now() })
    }, 1_000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      const at = Date.now()
      if (event.key === 'ArrowRight') send({ type: 'step', by: 1, now: at })
      else if (event.key === 'ArrowLeft') send({ type: 'step', by: -1, now: at })
      else if (event.key === ' ') send({ type: 'pause', now: at })
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return { ...rotation, now }
}
