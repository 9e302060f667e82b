import type { ReactNode } from 'react'
import { ENTRY_STATES } from '../../db/words.ts'
import type { Preview } from '../../server/entries/contract.ts'
import { formatTime } from '../format.ts'
import { type Translate, useWording } from '../i18n.ts'
import { Button, Key } from '../ui/Button.tsx'
import styles from './Report.module.css'
import { Mark } from './Row.tsx'
import type { Saving } from './use-draft.ts'

/** At the foot of the form: how far what was typed has got, what is missing, and the one primary act. */
export function ActionBar(props: {
  saving: Saving
  again: () => void
  missing: number
  goNext: () => void
  label: string
  busy: boolean
  submit: () => void
  children?: ReactNode
}) {
  const { t } = useWording()
  return (
    <div className={styles.bar}>
      <div className={styles.saving} role="status">
        <SavingLine saving={props.saving} again={props.again} />
      </div>
      <div className={styles.barActs}>
        {props.missing > 0 ? (
          <button type="button" className={`${styles.link} ${styles.lacks}`} onClick={props.goNext}>
            <Mark kind="lacks" /> {t('entries.bar.next', { count: props.missing })}
          </button>
        ) : (
          <span className={styles.whole}>
            <Mark kind="done" /> {t('entries.bar.whole')}
          </span>
        )}
        <div className={styles.barButtons}>
          {props.children}
          <Button kind="primary" aria-busy={props.busy} onClick={props.submit}>
            {props.label}
            <span className={styles.keyHint}>
              <Key>Ctrl</Key> <Key>Enter</Key>
            </span>
          </Button>
        </div>
      </div>
    </div>
  )
}

function SavingLine({ saving, again }: { saving: Saving; again: () => void }) {
  const { t } = useWording()
  switch (saving.kind) {
    case 'clean':
      return <span className={styles.hint}>{t('entries.bar.nothing')}</span>
    case 'waiting':
      return <span className={styles.hint}>{t('entries.bar.waiting')}</span>
    case 'saving':
      return <span className={styles.hint}>{t('entries.bar.saving')}</span>
    case 'saved':
      return (
        <>
          <span className={styles.saved}>
            <Mark kind="done" /> {t('entries.bar.saved', { time: formatTime(saving.at) })}
          </span>{' '}
          <span className={`${styles.hint} ${styles.onlyDesk}`}>{t('entries.bar.received')}</span>
        </>
      )
    case 'offline':
      return (
        <span className={styles.offline}>
          <Mark kind="warn" />{' '}
          {t(saving.kept ? 'entries.bar.offline' : 'entries.bar.offlineUnkept', { time: formatTime(saving.since) })}{' '}
          <Button onClick={again}>{t('entries.bar.again')}</Button>
        </span>
      )
    case 'refused': {
      const { problem } = saving
      const state = ENTRY_STATES.find((one) => one === problem.members.state)
      if (problem.type === '/problems/not-allowed' && state !== undefined)
        return (
          <span className={styles.error}>
            <Mark kind="wrong" /> {t('entries.bar.moved', { state: t(`words.entryState.${state}`) })}{' '}
            <Button onClick={() => location.reload()}>{t('entries.bar.seeNow')}</Button>
          </span>
        )
      const why = problem.errors.map((one) => one.message).join('；') || problem.message
      const id = problem.members.requestId
      return (
        <span className={styles.error}>
          <Mark kind="wrong" /> {t('entries.bar.refused', { why })}{' '}
          {problem.status >= 500 && typeof id === 'string' ? t('entries.bar.quote', { id }) : ''}{' '}
          <Button onClick={again}>{t('entries.bar.again')}</Button>
        </span>
      )
    }
  }
}

/** What the primary button says: what happens, and whose turn it is then. */
export function submitLabel(t: Translate, next: Preview['next'] | undefined, again: boolean): string {
  // Whose turn it is shows once the server has been asked.
  if (next === undefined) return t(again ? 'entries.bar.resubmit' : 'entries.bar.submit')
  if (next.action !== 'sign') return t(again ? 'entries.bar.resubmitReview' : 'entries.bar.submitReview')
  const [person, ...others] = next.people
  if (person !== undefined && others.length === 0)
    return t(again ? 'entries.bar.resubmitSign' : 'entries.bar.submitSign', { person })
  return t(again ? 'entries.bar.resubmitHead' : 'entries.bar.submitHead')
}
