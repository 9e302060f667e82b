import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { EntryDetail } from '../../server/entries/contract.ts'
import type { QueueRow } from '../../server/entries/review/contract.ts'
import { phraseOf, phrasesFor, type QueueStep } from '../../server/entries/review/settings.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { type Translate, useWording } from '../i18n.ts'
import { Button, Key } from '../ui/Button.tsx'
import { useKeys } from '../ui/keys.ts'
import { PlanText } from '../ui/Links.tsx'
import { isOvertaken, problemSentence } from './acts.ts'
import { approve, giveBack, type Mark, reviewSettingsQuery, sign } from './api.ts'
import styles from './Claim.module.css'
import { change } from './Claim.tsx'
import type { ClaimLine } from './claim.ts'
import type { Done } from './DoneLine.tsx'
import { departmentName, titleOf } from './QueueList.tsx'
import { joined, ReasonForm } from './ReasonForm.tsx'

/** How a line is called: a day by what happened on it. */
const lineName = (line: ClaimLine, detail: EntryDetail, t: Translate) =>
  line.label === 'day' && detail.content.stage !== null
    ? t('review.line.dayOf', { stage: t(`words.stage.${detail.content.stage}`) })
    : t(`review.line.${line.label}`)

/** So long after it was asked for, a decision cannot be a slip of the same stroke. */
const SETTLE_MS = 300

/**
 * The two acts on a claim. Recognising asks once, says what changes, and takes no stroke that comes within 300 ms or
 * from a key held down; returning needs a reason.
 */
export function Acts(props: {
  step: QueueStep
  plan: Plan
  row: QueueRow
  detail: EntryDetail
  lines: readonly ClaimLine[]
  marked: ReadonlySet<number>
  mendBy: string
  hasDoubt: boolean
  onDecided: (done: Done) => void
}) {
  const wording = useWording()
  const { t, list, day } = wording
  const { step, plan, row, detail, lines, marked } = props
  const settings = useQuery(reviewSettingsQuery)
  const [mode, setMode] = useState<'choose' | 'confirm' | 'return'>('choose')
  const [said, setSaid] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const title = titleOf(row, wording, plan)
  const seen = { id: row.id, version: row.version }
  const mainAct = step === 'sign' ? 'sign' : 'approve'
  const isLocked = row.locked !== null

  const run = async (act: 'approve' | 'sign' | 'return', send: () => Promise<unknown>) => {
    if (busy) return
    setBusy(true)
    setSaid(null)
    try {
      await send()
      props.onDecided({ id: row.id, itemId: detail.itemId, title, act })
    } catch (error) {
      if (isOvertaken(error)) {
        const why = problemSentence(error, t)
        props.onDecided({ id: row.id, title, act: 'gone', detail: t(`review.fault.overtaken.${act}`, { title, why }) })
      } else setSaid(problemSentence(error, t))
    } finally {
      setBusy(false)
    }
  }
  const decide = () => void run(mainAct, () => (mainAct === 'sign' ? sign(seen) : approve(seen)))
  const ask = () => {
    if (isLocked) return setSaid(t(row.locked === 'own-entry' ? 'review.ownLong' : 'review.notNow'))
    if (props.hasDoubt) return setSaid(t('review.settleFirst'))
    setSaid(null)
    setMode('confirm')
  }
  const askReturn = () => {
    if (isLocked && step === 'review')
      return setSaid(t(row.locked === 'own-entry' ? 'review.ownLong' : 'review.notNow'))
    setSaid(null)
    setMode('return')
  }
  useKeys(mode === 'choose' ? { KeyA: ask, KeyR: askReturn } : { Escape: () => setMode('choose') })

  // What was said of an open doubt goes with it.
  const { hasDoubt } = props
  useEffect(() => {
    if (!hasDoubt) setSaid(null)
  }, [hasDoubt])

  const kind = detail.content.subject === 'task' ? 'task' : detail.content.kind
  const phrases = settings.data?.phrases ?? []
  const fields = [...marked].flatMap((index) => lines[index]?.field ?? [])
  const wordsFor = (field: string) =>
    phraseOf(phrases, kind, field) ?? t('review.lineIsWrong', { line: t(`review.field.${field as 'title'}`) })
  const initial = [...new Set(fields)].map(wordsFor).reduce(joined, '')
  const marks: Mark[] = [...new Set(fields)].map((field) => ({ field, note: wordsFor(field) }))
  const moved = detail.targets.filter((one) => one.district.now !== one.district.after)

  return (
    <div className={styles.decide}>
      {mode === 'confirm' ? (
        <Confirm act={t(`review.confirm.${step}.act`)} busy={busy} onYes={decide} onNo={() => setMode('choose')}>
          <p>
            <strong>{t(`review.confirm.${step}.title`)}</strong>
          </p>
          {step === 'sign' ? (
            <p>{t('review.confirm.sign.afterwards')}</p>
          ) : moved.length === 0 ? (
            <p>{t('review.confirm.unchanged')}</p>
          ) : (
            moved.map((one) => (
              <p key={one.target}>
                {t('review.confirm.district')}{' '}
                <PlanText>{plan.targets.find((target) => target.code === one.target)?.name ?? one.target}</PlanText>{' '}
                <strong>{change(one.district)}</strong>
                {t('review.comma')}
                <PlanText>{departmentName(plan, row.department)}</PlanText> <strong>{change(one.department)}</strong>
                {t('review.stop')}
              </p>
            ))
          )}
        </Confirm>
      ) : mode === 'return' ? (
        <ReasonForm
          title={t('review.return.title', { department: departmentName(plan, row.department), name: row.reporter })}
          note={
            marked.size === 0
              ? t('review.return.note', { day: day(props.mendBy, row.since.slice(0, 10)) })
              : t('review.return.noteMarked', {
                  count: marked.size,
                  lines: list(
                    [...marked].flatMap((index) => (lines[index] ? [lineName(lines[index], detail, t)] : [])),
                  ),
                  day: day(props.mendBy, row.since.slice(0, 10)),
                })
          }
          label={t('review.return.label')}
          act={t('review.return.act')}
          initial={initial}
          phrases={phrasesFor(phrases, kind, fields).map((one) => one.text)}
          busy={busy}
          fault={said}
          onSend={(reason) => void run('return', () => giveBack(seen, { reason, mendBy: props.mendBy, marks }))}
          onCancel={() => {
            setMode('choose')
            setSaid(null)
          }}
        />
      ) : (
        <>
          {said === null ? null : (
            <p className="behind" role="alert">
              {said}
            </p>
          )}
          <div className={styles.acts}>
            <Button
              kind={isLocked || props.hasDoubt ? 'plain' : 'primary'}
              className={isLocked || props.hasDoubt ? styles.notYet : styles.main}
              onClick={ask}
              aria-keyshortcuts="A"
            >
              {t(`review.act.${mainAct}`)} <Key>A</Key>
            </Button>
            <Button kind="danger" className={styles.side} onClick={askReturn} aria-keyshortcuts="R">
              {t(step === 'sign' ? 'review.act.returnForMending' : 'review.act.return')} <Key>R</Key>
            </Button>
          </div>
          {isLocked ? (
            <p className="quiet">
              <span aria-hidden="true">■ </span>
              {t(row.locked === 'own-entry' ? 'review.sign.own' : 'review.notNow')}
            </p>
          ) : props.hasDoubt ? (
            <p className="quiet">
              <span aria-hidden="true">■ </span>
              {t('review.settleFirst')}
            </p>
          ) : null}
          <p className={styles.keys}>
            <span>
              <Key>J</Key> <Key>K</Key> {t('review.keys.move')}
            </span>
            <span>
              <Key>1</Key>–<Key>8</Key> {t('review.keys.mark')}
            </span>
            <span>
              <Key>E</Key> {t('review.keys.file')}
            </span>
            <span>
              <Key>X</Key> {t('review.keys.pick')}
            </span>
            <span>
              <Key>?</Key> {t('review.keys.all')}
            </span>
          </p>
        </>
      )}
    </div>
  )
}

function Confirm(props: { act: string; busy: boolean; onYes: () => void; onNo: () => void; children: ReactNode }) {
  const { t } = useWording()
  const yes = useRef<HTMLButtonElement>(null)
  const since = useRef(performance.now())
  useEffect(() => yes.current?.focus(), [])
  const go = () => {
    if (performance.now() - since.current < SETTLE_MS || props.busy) return
    props.onYes()
  }
  const onKey = (event: KeyboardEvent) => {
    // A key held down since before is no decision.
    if ((event.key === 'Enter' || event.key === ' ') && event.repeat) event.preventDefault()
    if (event.key === 'Escape') {
      event.preventDefault()
      props.onNo()
    }
  }
  return (
    <section aria-label={props.act} onKeyDown={onKey}>
      <div className={styles.confirm}>{props.children}</div>
      <div className={styles.acts}>
        <Button ref={yes} kind="primary" className={styles.main} onClick={go} aria-busy={props.busy}>
          {props.act} <Key>Enter</Key>
        </Button>
        <Button className={styles.side} onClick={props.onNo}>
          {t('review.lookAgain')} <Key>Esc</Key>
        </Button>
      </div>
    </section>
  )
}
