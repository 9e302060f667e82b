import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { EntryRow } from '../../server/entries/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { actOnAll, type Outcomes } from './api.ts'
import styles from './Picked.module.css'

/** What a reporter may do with several at once, in the order of the buttons. */
const ACTS = ['submit', 'recall', 'restore', 'discard'] as const
type Act = (typeof ACTS)[number]

/** Whether there is anything to do with an entry together with others. */
export const isPickable = (row: EntryRow) => ACTS.some((act) => row.allowed.includes(act))

export type Outcome = { act: Act; outcomes: Outcomes; rows: ReadonlyMap<string, EntryRow> }

/**
 * The acts on what is ticked: each button says of how many it speaks, each entry is judged by the same rules as alone,
 * and what could not be done stays ticked.
 */
export function PickedBar(props: {
  picked: ReadonlyMap<string, EntryRow>
  nameOf: (row: EntryRow) => string
  onDone: (outcome: Outcome) => void
  onClear: () => void
}) {
  const { t } = useWording()
  const client = useQueryClient()
  const { picked } = props
  const [busy, setBusy] = useState<Act>()
  const [fault, setFault] = useState<string>()
  const [asks, setAsks] = useState<'discard' | 'unmended'>()
  const able = (act: Act) => [...picked.values()].filter((row) => row.allowed.includes(act))
  const first = ACTS.find((act) => able(act).length > 0)
  /** Returned and not touched since: sent again as they are only where somebody says so. */
  const unmended = able('submit').filter((row) => row.returned?.mended === false)
  const mended = able('submit').filter((row) => !unmended.includes(row))
  const run = async (act: Act, on: readonly EntryRow[] = able(act)) => {
    if (busy !== undefined) return
    setBusy(act)
    setFault(undefined)
    setAsks(undefined)
    try {
      const outcomes = await actOnAll({ action: act, ids: on.map((row) => row.id) })
      props.onDone({ act, outcomes, rows: picked })
      for (const queryKey of [['/entries'], ['/plans'], ['/items'], ['/review/queue']])
        void client.invalidateQueries({ queryKey })
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('entries.picked.offline'))
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <section className={`${styles.bar} no-print`} aria-label={t('entries.picked.label')}>
      <strong role="status">{t('entries.picked.count', { count: picked.size })}</strong>
      {ACTS.map((act) => {
        const count = able(act).length
        if (count === 0) return null
        return (
          <Button
            key={act}
            kind={act === 'discard' ? 'danger' : act === first ? 'primary' : 'plain'}
            aria-busy={busy === act}
            onClick={() => {
              if (act === 'discard') setAsks('discard')
              else if (act === 'submit' && unmended.length > 0) setAsks('unmended')
              else void run(act)
            }}
          >
            {t(`entries.picked.${act}`, { count })}
          </Button>
        )
      })}
      <button type="button" className={`word ${styles.clear}`} onClick={props.onClear}>
        {t('entries.picked.clear')}
      </button>
      {fault === undefined ? null : (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      {asks === 'unmended' ? (
        <Dialog title={t('entries.picked.unmendedAsk', { count: unmended.length })} onClose={() => setAsks(undefined)}>
          <ul>
            {unmended.map((row) => (
              <li key={row.id}>
                <Link {...paths.entry(row.id)}>
                  <span lang="zh-CN">{props.nameOf(row)}</span>
                </Link>
                {row.returned === null ? null : (
                  <>
                    {' '}
                    <q>{row.returned.reason}</q>
                  </>
                )}
              </li>
            ))}
          </ul>
          <p className={styles.acts}>
            {mended.length > 0 ? (
              <Button kind="primary" onClick={() => void run('submit', mended)}>
                {t('entries.picked.mendedOnly', { count: mended.length })}
              </Button>
            ) : null}
            <Button onClick={() => void run('submit')}>
              {t('entries.picked.unmendedToo', { count: able('submit').length })}
            </Button>
            <Button onClick={() => setAsks(undefined)}>{t('entries.picked.notNow')}</Button>
          </p>
        </Dialog>
      ) : null}
      {asks === 'discard' ? (
        <Dialog
          title={t('entries.picked.discardAsk', { count: able('discard').length })}
          onClose={() => setAsks(undefined)}
        >
          <p>{t('entries.picked.discardDeck')}</p>
          <p className={styles.acts}>
            <Button kind="danger" onClick={() => void run('discard')}>
              {t('entries.picked.discard', { count: able('discard').length })}
            </Button>
            <Button onClick={() => setAsks(undefined)}>{t('entries.bar.keep')}</Button>
          </p>
        </Dialog>
      ) : null}
    </section>
  )
}

/** What became of each: how many were done and who is next; what was not done, with its cause and the way to it. */
export function OutcomeNotice(props: { outcome: Outcome; nameOf: (row: EntryRow) => string }) {
  const { t, list } = useWording()
  const { act, outcomes, rows } = props.outcome
  const failed = outcomes.outcomes.filter((one) => !one.ok)
  const toHead = outcomes.outcomes.filter((one) => one.state === 'awaiting-sign').length
  const toReview = outcomes.outcomes.filter((one) => one.state === 'in-review').length
  const done =
    act === 'submit'
      ? [
          ...(toHead > 0 ? [t('entries.picked.toHead', { count: toHead })] : []),
          ...(toReview > 0 ? [t('entries.picked.toReview', { count: toReview })] : []),
        ]
      : outcomes.done > 0
        ? [t(`entries.picked.done.${act}`, { count: outcomes.done })]
        : []
  const title = [...done, ...(failed.length > 0 ? [t(`entries.picked.not.${act}`, { count: failed.length })] : [])]
  return (
    <Notice tone={failed.length > 0 ? 'warn' : 'done'} role="status" title={title.join(t('common.listSemicolon'))}>
      {failed.length === 0 ? null : (
        <ul>
          {failed.map(({ id, detail, errors }) => {
            const row = rows.get(id)
            return (
              <li key={id}>
                <Link {...paths.entry(id)}>
                  <span lang="zh-CN">{row === undefined ? id : props.nameOf(row)}</span>
                </Link>
                {t('entries.picked.because', {
                  why: errors.length > 0 ? list(errors.map((one) => one.message)) : (detail ?? ''),
                })}
              </li>
            )
          })}
        </ul>
      )}
    </Notice>
  )
}
