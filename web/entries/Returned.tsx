import type { EntryField } from '../../db/words.ts'
import type { EntryDetail } from '../../server/entries/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Notice } from '../ui/Notice.tsx'
import { bodyOf, bodyOfContent, type Form } from './form.ts'
import { sayValue } from './History.tsx'
import styles from './Report.module.css'
import { Mark } from './Row.tsx'

/** Why it came back: who, when, by which day it is to be mended, and the reason as it was written. */
export function ReturnedBox({ detail: one }: { detail: EntryDetail }) {
  const { t, day } = useWording()
  const back = one.moves.findLast((move) => move.action === 'return')
  const sent = one.moves.filter((move) => move.action === 'submit')
  if (back === undefined) return null
  return (
    <Notice
      tone="wrong"
      title={
        <>
          <Mark kind="returned" />{' '}
          {back.marks.length > 0
            ? t('entries.returned.titleCount', { count: back.marks.length })
            : t('entries.returned.title')}{' '}
          <span className={styles.boxNote}>
            {t('entries.returned.by', { by: back.by, at: formatInstant(back.at) })}
            {back.mendBy === null ? '' : t('entries.returned.mendBy', { day: day(back.mendBy) })}
          </span>
        </>
      }
    >
      <p>
        <q>{back.reason}</q>
      </p>
      <p className={styles.hint}>
        {t('entries.returned.steps', {
          count: sent.length,
          days: sent.map((move) => formatInstant(move.at).slice(0, 10)).join('、'),
        })}{' '}
        · <a href="#history">{t('entries.returned.history')}</a>
      </p>
    </Notice>
  )
}

/** What the reviewer said of a field, and whether it was mended since. */
export function useMarks(plan: Plan, detail: EntryDetail | null, form: Form) {
  const wording = useWording()
  const { t } = wording
  return (field: EntryField) => {
    const back = detail?.state === 'returned' ? detail.moves.findLast((one) => one.action === 'return') : undefined
    const mark = back?.marks.find((one) => one.field === field)
    if (mark === undefined || detail === null) return undefined
    const was =
      detail.submitted === null || field === 'evidence' ? null : bodyOfContent(detail.submitted)[field as 'stage']
    const is = field === 'evidence' ? null : bodyOf(form)[field as 'stage']
    const isMended = field !== 'evidence' && JSON.stringify(was) !== JSON.stringify(is)
    return (
      <p className={isMended ? styles.mended : styles.marked}>
        {isMended
          ? t('entries.returned.mended', { note: mark.note, was: sayValue(wording, plan, { field }, was ?? null) })
          : t('entries.returned.mark', { note: mark.note })}
      </p>
    )
  }
}
