import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { EntryDetail } from '../../server/entries/contract.ts'
import type { Queue, QueueRow } from '../../server/entries/review/contract.ts'
import { phrasesFor, type QueueStep } from '../../server/entries/review/settings.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { actOnAll, entryQuery, type Outcomes } from '../entries/api.ts'
import { formatChange, formatTime } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Button, Key } from '../ui/Button.tsx'
import { useKeys } from '../ui/keys.ts'
import { PlanText } from '../ui/Links.tsx'
import { Table } from '../ui/Table.tsx'
import { problemSentence } from './acts.ts'
import { reviewSettingsQuery } from './api.ts'
import styles from './Bulk.module.css'
import { blockingDoubts, joinedEffect } from './claim.ts'
import { departmentName, titleOf, whatOf } from './QueueList.tsx'
import { ReasonForm } from './ReasonForm.tsx'

/** What can be said of one of several before the act. */
type Can = 'yes' | 'look-first' | 'doubt' | 'locked' | 'moved' | 'unknown'

/**
 * Several at once: by the same checks as one by one. Only what this person has opened can be recognised, and title,
 * button and effect speak of the same number.
 */
export function Bulk(props: {
  step: QueueStep
  plan: Plan
  queue: Queue
  /** Everything picked, as it stood when it was picked. */
  rows: readonly QueueRow[]
  /** Goes to one of them, the picks kept. */
  onLook: (id: string) => void
  onClear: () => void
}) {
  const wording = useWording()
  const { t, day } = wording
  const client = useQueryClient()
  const { step, plan, rows } = props
  const settings = useQuery(reviewSettingsQuery)
  const details = useQueries({ queries: rows.map((row) => ({ ...entryQuery(row.id), staleTime: 0 })) })
  const [mode, setMode] = useState<'choose' | 'confirm' | 'return'>('choose')
  const [outcomes, setOutcomes] = useState<Outcomes | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  const state = step === 'sign' ? 'awaiting-sign' : 'in-review'
  const detailOf = (id: string) => details[rows.findIndex((row) => row.id === id)]?.data
  const can = (row: QueueRow): Can => {
    const detail = detailOf(row.id)
    if (detail === undefined) return 'unknown'
    if (detail.state !== state) return 'moved'
    if (row.locked !== null) return 'locked'
    if (step === 'review' && blockingDoubts(detail).length > 0) return 'doubt'
    return row.opened < row.files ? 'look-first' : 'yes'
  }
  const ready = rows.filter((row) => can(row) === 'yes')
  const unseen = rows.filter((row) => can(row) === 'look-first')
  const moved = rows.filter((row) => can(row) === 'moved')
  const returnable = rows.filter((row) => !['moved', 'unknown', 'locked'].includes(can(row)))
  const readyDetails = ready.flatMap((row) => detailOf(row.id) ?? [])
  const effect = joinedEffect(readyDetails).filter((one) => one.now !== one.after)
  const act = step === 'sign' ? 'sign' : 'approve'

  const run = async (said: Parameters<typeof actOnAll>[0]) => {
    if (busy) return
    setBusy(true)
    setFault(null)
    try {
      setOutcomes(await actOnAll(said))
      setMode('choose')
      // Not waited for: a further act pressed meanwhile would be lost.
      for (const key of ['/review/queue', '/entries', '/plans', '/items'])
        void client.invalidateQueries({ queryKey: [key], refetchType: key === '/review/queue' ? 'all' : 'active' })
    } catch (error) {
      setFault(problemSentence(error, t))
    } finally {
      setBusy(false)
    }
  }
  const lookNext = () => {
    if (unseen[0]) props.onLook(unseen[0].id)
  }
  useKeys(
    mode === 'choose'
      ? {
          KeyA: () => (ready.length > 0 ? setMode('confirm') : setFault(t('review.bulk.noneReady'))),
          KeyJ: lookNext,
          KeyR: () => setMode('return'),
          Escape: props.onClear,
        }
      : { Escape: () => setMode('choose') },
  )
  const since = useRef(0)
  useEffect(() => {
    if (mode === 'confirm') since.current = performance.now()
  }, [mode])
  const titleText =
    outcomes === null
      ? t(`review.bulk.title.${step}`, { count: rows.length, ready: ready.length }) +
        (unseen.length > 0 ? t('review.bulk.unseen', { count: unseen.length }) : '') +
        (moved.length > 0 ? t('review.bulk.moved', { count: moved.length }) : '')
      : t('review.bulk.done', { count: outcomes.done, failed: outcomes.outcomes.length - outcomes.done })
  return (
    <section className={styles.bulk} aria-label={t('review.bulk.label')}>
      <p className={styles.onlyDesk}>{t('review.onlyDesk')}</p>
      <div className={styles.body}>
        <h2 ref={title} tabIndex={-1} className={styles.title}>
          {titleText}
        </h2>
        <p className="quiet">{t('review.bulk.deck')}</p>
        {outcomes === null ? null : <OutcomeList outcomes={outcomes} rows={rows} plan={plan} />}
        <Table
          caption={t('review.bulk.label')}
          rows={rows.map((row, place) => ({ row, place }))}
          rowKey={({ row }) => row.id}
          columns={[
            { key: 'place', head: t('items.sequence'), width: '3.5rem', cell: ({ place }) => place + 1 },
            {
              key: 'title',
              head: t('review.bulk.item'),
              names: true,
              cell: ({ row }) => (
                <button type="button" className="word" onClick={() => props.onLook(row.id)}>
                  <PlanText>{titleOf(row, wording, plan)}</PlanText>
                </button>
              ),
            },
            {
              key: 'department',
              head: t('items.department'),
              width: '8rem',
              cell: ({ row }) => <PlanText>{departmentName(plan, row.department)}</PlanText>,
            },
            {
              key: 'reached',
              head: t('review.bulk.reached'),
              width: '12rem',
              cell: ({ row }) => `${whatOf(row, wording)} ${row.effectiveOn ?? ''}`,
            },
            {
              key: 'evidence',
              head: t('review.line.evidence'),
              width: '6rem',
              cell: ({ row }) =>
                row.files === 0 ? (
                  t('review.bulk.noFile')
                ) : row.opened < row.files ? (
                  <span className="risk">
                    ○{' '}
                    {row.opened === 0
                      ? t('review.bulk.notOpened')
                      : t('review.bulk.partly', { opened: row.opened, files: row.files })}
                  </span>
                ) : (
                  <span className={styles.fact}>● {t('review.bulk.seen')}</span>
                ),
            },
            {
              key: 'counts',
              head: t('review.effect.counts'),
              width: '11rem',
              cell: ({ row }) => <Counts plan={plan} detail={detailOf(row.id)} />,
            },
            {
              key: 'district',
              head: t('review.confirm.district'),
              width: '4rem',
              align: 'end',
              cell: ({ row }) => <District detail={detailOf(row.id)} />,
            },
            {
              key: 'verdict',
              head: t('review.bulk.verdict'),
              width: '9rem',
              cell: ({ row }) => <Verdict can={can(row)} detail={detailOf(row.id)} />,
            },
          ]}
        />
        {step === 'review' && ready.length > 0 ? (
          <section className={styles.effect} aria-label={t('review.bulk.after', { count: ready.length })}>
            <h3>{t('review.bulk.after', { count: ready.length })}</h3>
            <dl>
              {effect.map((one) => {
                const target = plan.targets.find((candidate) => candidate.code === one.target)
                return (
                  <div key={one.target}>
                    <dt>
                      <PlanText>{target?.name ?? one.target}</PlanText>
                    </dt>
                    <dd>
                      <strong>
                        {one.now} → {one.after}
                      </strong>{' '}
                      / {target?.value}
                    </dd>
                  </div>
                )
              })}
              <div>
                <dt>{t('review.bulk.others', { count: plan.targets.length - effect.length })}</dt>
                <dd>{t('review.bulk.unchanged')}</dd>
              </div>
            </dl>
          </section>
        ) : null}
      </div>
      <div className={styles.bar}>
        {fault === null ? null : (
          <p className="behind" role="alert">
            {fault}
          </p>
        )}
        {mode === 'return' ? (
          <ReasonForm
            title={t('review.bulk.returnTitle', { count: returnable.length })}
            note={t('review.return.note', { day: day(props.queue.mendBy, props.queue.today) })}
            label={t('review.return.label')}
            act={t('review.bulk.returnAct', { count: returnable.length })}
            initial=""
            phrases={phrasesFor(settings.data?.phrases ?? [], null, []).map((one) => one.text)}
            busy={busy}
            fault={null}
            onSend={(reason) =>
              void run({ action: 'return', ids: returnable.map((row) => row.id), reason, mendBy: props.queue.mendBy })
            }
            onCancel={() => setMode('choose')}
          />
        ) : mode === 'confirm' ? (
          <section aria-label={t(`review.bulk.${act}`, { count: ready.length })} className={styles.acts}>
            <span>{t(`review.confirm.${step}.title`)}</span>
            <Button
              kind="primary"
              autoFocus
              aria-busy={busy}
              onKeyDown={(event) => (event.repeat ? event.preventDefault() : undefined)}
              onClick={() => {
                if (performance.now() - since.current > 300) void run({ action: act, ids: ready.map((row) => row.id) })
              }}
            >
              {t(`review.bulk.confirm.${act}`, { count: ready.length })} <Key>Enter</Key>
            </Button>
            <Button onClick={() => setMode('choose')}>
              {t('review.lookAgain')} <Key>Esc</Key>
            </Button>
          </section>
        ) : (
          <div className={styles.acts}>
            <Button
              kind="primary"
              onClick={() => (ready.length > 0 ? setMode('confirm') : setFault(t('review.bulk.noneReady')))}
              aria-keyshortcuts="A"
            >
              {t(`review.bulk.${act}`, { count: ready.length })} <Key>A</Key>
            </Button>
            {unseen.length > 0 ? (
              <Button onClick={lookNext} aria-keyshortcuts="J">
                {t('review.bulk.lookUnseen', { count: unseen.length })} <Key>J</Key>
              </Button>
            ) : null}
            <Button kind="danger" onClick={() => setMode('return')} aria-keyshortcuts="R">
              {t('review.bulk.return', { count: returnable.length })} <Key>R</Key>
            </Button>
            <button type="button" className={`word ${styles.clear}`} onClick={props.onClear}>
              {t('review.clear')} <Key>Esc</Key>
            </button>
          </div>
        )}
      </div>
    </section>
  )
}

function Counts({ plan, detail }: { plan: Plan; detail: EntryDetail | undefined }) {
  const { t, list } = useWording()
  if (detail === undefined) return <>…</>
  if (detail.content.subject === 'task') return <span className="quiet">{t('review.effect.taskShort')}</span>
  const counting = detail.targets.filter((one) => one.standing === 'counts')
  const changing = counting.filter((one) => one.district.now !== one.district.after)
  if (changing.length > 0)
    return (
      <PlanText>
        {list(changing.map((one) => plan.targets.find((target) => target.code === one.target)?.name ?? one.target))}
      </PlanText>
    )
  return (
    <span className="quiet">{t(counting.length > 0 ? 'review.effect.alreadyShort' : 'review.effect.stageShort')}</span>
  )
}

function District({ detail }: { detail: EntryDetail | undefined }) {
  const { t } = useWording()
  if (detail === undefined) return <>…</>
  const most = Math.max(0, ...detail.targets.map((one) => one.district.after - one.district.now))
  const least = Math.min(0, ...detail.targets.map((one) => one.district.after - one.district.now))
  const change = least < 0 ? least : most
  return <strong>{change === 0 ? t('review.bulk.unchanged') : formatChange(change)}</strong>
}

function Verdict({ can, detail }: { can: Can; detail: EntryDetail | undefined }) {
  const { t } = useWording()
  switch (can) {
    case 'yes':
      return <span className={styles.fact}>● {t('review.bulk.can.yes')}</span>
    case 'look-first':
      return <span className="risk">○ {t('review.bulk.can.look-first')}</span>
    case 'doubt':
      return <span className="risk">▲ {t('review.bulk.can.doubt')}</span>
    case 'locked':
      return <span className="quiet">■ {t('review.sign.own')}</span>
    case 'moved': {
      const last = detail?.moves.at(-1)
      if (last === undefined) return <span className="quiet">{t('review.bulk.can.gone')}</span>
      const said = t(`review.move.${last.action}`, { name: last.by })
      return (
        <span className="quiet">
          ↩ {formatTime(Date.parse(last.at))} {said}
        </span>
      )
    }
    case 'unknown':
      return <>…</>
  }
}

/** What became of each: what failed stays, with its cause. */
function OutcomeList({ outcomes, rows, plan }: { outcomes: Outcomes; rows: readonly QueueRow[]; plan: Plan }) {
  const wording = useWording()
  const { t } = wording
  const failed = outcomes.outcomes.filter((one) => !one.ok)
  if (failed.length === 0) return null
  return (
    <ul className={styles.outcomes} role="status">
      {failed.map((one) => {
        const row = rows.find((candidate) => candidate.id === one.id)
        return (
          <li key={one.id}>
            <span aria-hidden="true">▲ </span>
            <PlanText>{row === undefined ? one.id : titleOf(row, wording, plan)}</PlanText>
            {t('review.colon')}
            {one.detail}
          </li>
        )
      })}
    </ul>
  )
}
