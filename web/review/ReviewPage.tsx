import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Queue, QueueRow } from '../../server/entries/review/contract.ts'
import type { QueueStep } from '../../server/entries/review/settings.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { entryQuery, evidenceQuery } from '../entries/api.ts'
import { formatTime } from '../format.ts'
import { useWording } from '../i18n.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { KeyHelp } from '../ui/KeyHelp.tsx'
import { useKeys } from '../ui/keys.ts'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { usePlan } from '../view.ts'
import { queueQuery, reviewSettingsQuery } from './api.ts'
import { Bulk } from './Bulk.tsx'
import { Desk } from './Desk.tsx'
import { type Done, DoneLine } from './DoneLine.tsx'
import type { Settled } from './Duplicate.tsx'
import { REVIEW_KEYS } from './key-rows.ts'
import { keptOrder, nextAfter, runBetween } from './order.ts'
import { QueueList, titleOf } from './QueueList.tsx'
import styles from './ReviewPage.module.css'
import { SettingsDialog } from './SettingsDialog.tsx'

/** 审核: is the claim true, and what does it change. */
export const ReviewPage = () => (
  <RequireSignIn roles={['reviewer']}>
    <Judging step="review" />
  </RequireSignIn>
)
/** 签批: what leaves the department, seen by its head. */
export const SignPage = () => (
  <RequireSignIn roles={['head']}>
    <Judging step="sign" />
  </RequireSignIn>
)

function Judging({ step }: { step: QueueStep }) {
  const search = useSearch({ strict: false })
  const plan = usePlan()
  const asked = { filter: search.filter, department: search.department }
  const queue = useQuery(queueQuery(step, asked))
  const skeleton = <SkeletonRows rows={9} widths={['14rem', '24rem', '18rem']} />
  return (
    <Loaded query={plan} skeleton={skeleton} empty={null}>
      {(planData) => (
        <Loaded query={queue} skeleton={skeleton} empty={null}>
          {(data) => <Parts key={step} step={step} plan={planData} queue={data} />}
        </Loaded>
      )}
    </Loaded>
  )
}

/** The three parts of the page: queue, evidence, claim. On a phone one at a time. */
function Parts({ step, plan, queue }: { step: QueueStep; plan: Plan; queue: Queue }) {
  const wording = useWording()
  const { t } = wording
  const client = useQueryClient()
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const [part, setPart] = useState<'queue' | 'evidence' | 'claim'>('queue')
  /** As each row stood when it was picked: what leaves the queue meanwhile is told, not dropped. */
  const [picked, setPicked] = useState<ReadonlyMap<string, QueueRow>>(new Map())
  const [done, setDone] = useState<Done | null>(null)
  const [asking, setAsking] = useState<'help' | 'settings' | null>(null)
  const settings = useQuery(reviewSettingsQuery)
  /** The claim whose doubt was just settled: it stays open, also where the filter asks for doubtful ones alone. */
  const [settled, setSettled] = useState<QueueRow | null>(null)
  const held = settled !== null && settled.id === search.entry ? settled : null
  const { rows, fresh } = useSteadyRows(queue, `${search.filter ?? ''}/${search.department ?? ''}`, held)
  const order = rows.map((row) => row.id)
  const isBulk = search.view === 'bulk' && picked.size > 0
  const named = search.entry
  const open = rows.find((row) => row.id === named) ?? (named === undefined ? rows[0] : undefined)

  const goTo = useCallback(
    (id: string | null) =>
      void navigate({
        to: '.',
        search: (old: object) => ({ ...old, entry: id ?? undefined, view: undefined }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  const openRow = (id: string) => {
    goTo(id)
    setPart('evidence')
  }
  const move = (by: number) => {
    const place = order.indexOf(open?.id ?? '')
    const id = order[Math.min(Math.max(place + by, 0), order.length - 1)]
    if (id !== undefined && id !== open?.id) goTo(id)
  }
  const anchor = useRef<string | null>(null)
  const pick = (id: string, run: boolean) => {
    const ids = run && anchor.current !== null ? runBetween(order, anchor.current, id) : [id]
    const next = new Map(picked)
    const on = run || !picked.has(id)
    for (const row of rows.filter((one) => ids.includes(one.id) && one.locked === null)) {
      if (on) next.set(row.id, row)
      else next.delete(row.id)
    }
    anchor.current = id
    setPicked(next)
  }
  const bulk = () => void navigate({ to: '.', search: (old: object) => ({ ...old, view: 'bulk' }) })
  const clear = () => {
    setPicked(new Map())
    goTo(open?.id ?? null)
  }
  const settle = (row: QueueRow, said: Settled, more: number) => {
    const detail = more > 0 ? t('review.duplicate.more', { count: more }) : t('review.done.mayNow')
    setDone({ id: row.id, title: titleOf(row, wording, plan), act: said, detail })
    setSettled({ ...row, doubts: more, near: more > 0 ? row.near : [] })
    goTo(row.id)
  }
  const decided = (what: Done) => {
    setDone(what)
    setSettled(null)
    const next = nextAfter(order, what.id, (id) => id !== what.id)
    if (what.act !== 'void') goTo(next)
    setPicked((old) => new Map([...old].filter(([id]) => id !== what.id)))
    void client.invalidateQueries({ queryKey: ['/review/queue'] })
    void client.invalidateQueries({ queryKey: ['/entries', what.id] })
    void client.invalidateQueries({ queryKey: ['/plans'] })
    void client.invalidateQueries({ queryKey: ['/items'] })
  }
  useKeys({
    KeyJ: () => move(1),
    KeyK: () => move(-1),
    KeyX: () => (open ? pick(open.id, false) : undefined),
    'Shift+KeyX': () => (open ? pick(open.id, true) : undefined),
    KeyB: () => (picked.size > 0 ? bulk() : undefined),
    'Shift+Slash': () => setAsking('help'),
  })
  // The next claim is there before it is asked for.
  const after = order[order.indexOf(open?.id ?? '') + 1]
  useEffect(() => {
    if (after === undefined) return
    void client.prefetchQuery(entryQuery(after))
    void client.prefetchQuery(evidenceQuery(after))
  }, [client, after])

  const frame = useRef<HTMLDivElement>(null)
  const height = useRoomBelow(frame)
  const filtered = search.filter !== undefined || search.department !== undefined
  if (queue.counts.all === 0 && !filtered)
    return (
      <div className={styles.empty}>
        <title>{t(`review.waiting.${step}`, { count: 0 })}</title>
        <h1 className={styles.emptyTitle} tabIndex={-1}>
          {t(`review.waiting.${step}`, { count: 0 })}
        </h1>
        <DoneLine done={done} onDone={decided} />
        {queue.last === null ? null : (
          <p className="quiet">
            {t(`review.last.${step}`, {
              title: queue.last.title,
              time: formatTime(Date.parse(queue.last.at)),
              day: queue.last.at.slice(0, 10),
            })}
          </p>
        )}
      </div>
    )
  return (
    <div ref={frame} className={styles.parts} data-part={part} data-bulk={isBulk} style={{ height }}>
      <title>{t(`review.waiting.${step}`, { count: queue.counts.all })}</title>
      <nav className={styles.tabs} aria-label={t('review.parts')}>
        {(['queue', 'evidence', 'claim'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={part === one} onClick={() => setPart(one)}>
            {t(`review.part.${one}`)}
          </button>
        ))}
      </nav>
      <div className={styles.queue}>
        <QueueList
          step={step}
          plan={plan}
          queue={queue}
          rows={rows}
          fresh={fresh}
          open={isBulk ? null : (open?.id ?? null)}
          picked={new Set(picked.keys())}
          search={search}
          onFilter={(filter) =>
            void navigate({ to: '.', search: (old: object) => ({ ...old, filter, entry: undefined, view: undefined }) })
          }
          onOpen={openRow}
          onPick={pick}
          onSettings={() => setAsking('settings')}
          onBulk={bulk}
          onClear={clear}
        />
      </div>
      {isBulk ? (
        <Bulk
          step={step}
          plan={plan}
          queue={queue}
          rows={[...picked].map(([id, row]) => rows.find((one) => one.id === id) ?? row)}
          onLook={(id) => goTo(id)}
          onClear={clear}
        />
      ) : open === undefined ? (
        <div className={styles.gone}>
          <DoneLine done={done} onDone={decided} />
          <p>{t(named === undefined ? 'review.noneSuch' : 'review.goneFromQueue')}</p>
          {named === undefined && filtered ? (
            <Link to="." search={(old: object) => ({ ...old, filter: undefined, department: undefined })}>
              {t('review.seeAll', { count: queue.counts.all })}
            </Link>
          ) : null}
        </div>
      ) : (
        <Desk
          key={open.id}
          step={step}
          plan={plan}
          row={open}
          mendBy={queue.mendBy}
          done={<DoneLine done={done} onDone={decided} />}
          onDecided={decided}
          onSettled={(said, more) => settle(open, said, more)}
          part={part}
        />
      )}
      {asking === 'help' ? (
        <KeyHelp
          rows={REVIEW_KEYS.map(([keys, what]) => ({ keys, does: t(`review.help.${what}`) }))}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {asking === 'settings' && settings.data !== undefined ? (
        <SettingsDialog settings={settings.data} onClose={() => setAsking(null)} />
      ) : null}
    </div>
  )
}

/**
 * The rows in an order that never moves under the hands of who reads: what is decided goes, what is new comes below,
 * and `held` stays whatever is asked for.
 * `about` names what is asked for; another question begins anew.
 */
function useSteadyRows(
  queue: Queue,
  about: string,
  held: QueueRow | null,
): { rows: QueueRow[]; fresh: ReadonlySet<string> } {
  const kept = useRef<{ about: string; order: string[]; first: ReadonlySet<string> } | null>(null)
  const all = held === null || queue.rows.some((row) => row.id === held.id) ? queue.rows : [...queue.rows, held]
  const present = all.map((row) => row.id)
  if (kept.current?.about !== about) kept.current = { about, order: present, first: new Set(present) }
  kept.current.order = keptOrder(kept.current.order, present)
  const { order, first } = kept.current
  return {
    rows: order.flatMap((id) => all.find((row) => row.id === id) ?? []),
    fresh: new Set(order.filter((id) => !first.has(id))),
  }
}

/** The height that is left under the bar, so that each part scrolls by itself; none where they stand under each other. */
function useRoomBelow(of: { current: HTMLElement | null }): number | undefined {
  const [height, setHeight] = useState<number>()
  useEffect(() => {
    const measure = () => {
      const box = of.current
      if (box === null) return
      const top = box.getBoundingClientRect().top + window.scrollY
      setHeight(Math.max(LOWEST, Math.floor(window.innerHeight - top)))
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(document.body)
    window.addEventListener('resize', measure)
    return () => {
      watch.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [of])
  return height
}

/** Pixels that the parts take at least, on whatever screen. */
const LOWEST = 420
