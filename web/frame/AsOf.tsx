import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { useWording } from '../i18n.ts'
import { day as readDay } from '../search.ts'
import { useDays, useSummary } from '../view.ts'
import styles from './AsOf.module.css'

const DaysPanel = lazy(() => import('./DaysPanel.tsx').then((module) => ({ default: module.DaysPanel })))

/** 数据截至: the day that all figures stand for, and the way to another one. The calendar's code comes when opened. */
export function AsOf() {
  const { t, day } = useWording()
  const asked = useDays()
  // A day that is none is refused on the page; here stands only one that can be read.
  const days = {
    asOf: asked.asOf === undefined ? undefined : readDay(asked.asOf),
    knownAt: asked.knownAt === undefined ? undefined : readDay(asked.knownAt),
  }
  const summary = useSummary()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const shown = days.asOf ?? summary.data?.asOf
  const other = asked.asOf !== undefined || asked.knownAt !== undefined
  const go = (to: { asOf: string | undefined; knownAt: string | undefined }) => {
    setOpen(false)
    button.current?.focus()
    void navigate({ to: '.', search: (old: object) => ({ ...old, ...to }) })
  }
  return (
    <div className={styles.asOf}>
      <span className={styles.words}>{other ? t('common.days.asOfOther') : t('common.days.asOfToday')}</span>
      <button
        ref={button}
        type="button"
        className={styles.day}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        {shown === undefined ? <span className="block" style={{ width: '7rem' }} /> : day(shown)}
        <span className="hidden-text">{t('common.days.change')}</span>
      </button>
      {days.knownAt === undefined ? null : (
        <span className={styles.known}>{t('common.days.knownAs', { day: day(days.knownAt) })}</span>
      )}
      {other ? (
        <button
          type="button"
          className="word no-print note"
          onClick={() => go({ asOf: undefined, knownAt: undefined })}
        >
          {t('common.days.today')}
        </button>
      ) : null}
      {open ? (
        <Suspense fallback={null}>
          <DaysPanel
            days={days}
            shown={shown}
            onPick={go}
            onClose={() => {
              setOpen(false)
              button.current?.focus()
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
