import { useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { ENTRY_FIELDS, KINDS } from '../../db/words.ts'
import type { Phrase, ReviewSettings } from '../../server/entries/review/contract.ts'
import { useWording } from '../i18n.ts'
import { Button, Key } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { problemSentence } from './acts.ts'
import { saveReviewSettings } from './api.ts'
import styles from './Settings.module.css'

type Numbered = Phrase & { key: number }
const ANY = ''
const SUBJECTS = [...KINDS, 'task'] as const

/** 审核设置: the office's own phrases for returns, and its deadlines. */
export function SettingsDialog({ settings, onClose }: { settings: ReviewSettings; onClose: () => void }) {
  const { t } = useWording()
  const client = useQueryClient()
  const id = useId()
  const next = useRef(settings.phrases.length)
  const [mendDays, setMendDays] = useState(String(settings.mendDays))
  const [overdueDays, setOverdueDays] = useState(String(settings.overdueDays))
  const [phrases, setPhrases] = useState<readonly Numbered[]>(settings.phrases.map((one, key) => ({ ...one, key })))
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (key: number, more: Partial<Phrase>) =>
    setPhrases(phrases.map((one) => (one.key === key ? { ...one, ...more } : one)))
  const save = async () => {
    if (busy) return
    setBusy(true)
    setFault(null)
    try {
      await saveReviewSettings({
        mendDays: Number(mendDays),
        overdueDays: Number(overdueDays),
        phrases: phrases.flatMap(({ key: _, ...one }) => (one.text.trim() === '' ? [] : [one])),
      })
      await Promise.all(
        [['/review/settings'], ['/review/queue']].map((queryKey) => client.invalidateQueries({ queryKey })),
      )
      onClose()
    } catch (error) {
      setFault(problemSentence(error, t))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('review.settings.title')} onClose={onClose} wide>
      <div className={styles.days}>
        <label htmlFor={`${id}-mend`}>{t('review.settings.mendDays')}</label>
        <input
          id={`${id}-mend`}
          inputMode="numeric"
          value={mendDays}
          onChange={(event) => setMendDays(event.currentTarget.value)}
        />
        <label htmlFor={`${id}-overdue`}>{t('review.settings.overdueDays')}</label>
        <input
          id={`${id}-overdue`}
          inputMode="numeric"
          value={overdueDays}
          onChange={(event) => setOverdueDays(event.currentTarget.value)}
        />
      </div>
      <h3 className={styles.head}>{t('review.settings.phrases')}</h3>
      <p className="quiet">{t('review.settings.phrasesNote')}</p>
      <ol className={styles.phrases}>
        {phrases.map((one, place) => (
          <li key={one.key}>
            <input
              aria-label={t('review.settings.phrase', { number: place + 1 })}
              value={one.text}
              maxLength={200}
              onChange={(event) => change(one.key, { text: event.currentTarget.value })}
            />
            <select
              aria-label={t('review.settings.field', { number: place + 1 })}
              value={one.field ?? ANY}
              onChange={(event) =>
                change(one.key, { field: ENTRY_FIELDS.find((field) => field === event.currentTarget.value) ?? null })
              }
            >
              <option value={ANY}>{t('review.settings.anyField')}</option>
              {ENTRY_FIELDS.map((field) => (
                <option key={field} value={field}>
                  {t(`review.field.${field}`)}
                </option>
              ))}
            </select>
            <select
              aria-label={t('review.settings.kind', { number: place + 1 })}
              value={one.kind ?? ANY}
              onChange={(event) =>
                change(one.key, { kind: SUBJECTS.find((kind) => kind === event.currentTarget.value) ?? null })
              }
            >
              <option value={ANY}>{t('review.settings.anyKind')}</option>
              {SUBJECTS.map((kind) => (
                <option key={kind} value={kind}>
                  {kind === 'task' ? t('review.task') : t(`words.kind.${kind}`)}
                </option>
              ))}
            </select>
            <button
              type="button"
              className="word"
              aria-label={t('review.settings.removeNumber', { number: place + 1 })}
              onClick={() => setPhrases(phrases.filter((other) => other.key !== one.key))}
            >
              {t('review.settings.remove')}
            </button>
          </li>
        ))}
      </ol>
      <p>
        <Button
          onClick={() => {
            next.current += 1
            setPhrases([...phrases, { key: next.current, text: '', field: null, kind: null }])
          }}
        >
          {t('review.settings.add')}
        </Button>
      </p>
      {fault === null ? null : (
        <p className="behind" role="alert">
          {fault}
        </p>
      )}
      <div className={styles.acts}>
        <Button kind="primary" onClick={() => void save()} aria-busy={busy}>
          {t('review.settings.save')}
        </Button>
        <Button onClick={onClose}>
          {t('review.cancel')} <Key>Esc</Key>
        </Button>
      </div>
    </Dialog>
  )
}
