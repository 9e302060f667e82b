import { useClickOutside, useFocusTrap, useMergedRef } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type Days, todayQuery } from '../api.ts'
import { useWording } from '../i18n.ts'
import { Calendar } from '../ui/Calendar.tsx'
import { usePlanCode } from '../view.ts'
import styles from './AsOf.module.css'

type Picked = { asOf: string | undefined; knownAt: string | undefined }

/** The calendar of 数据截至, and under 更多 the one of `knownAt`. No day after today can be picked. */
export function DaysPanel(props: {
  days: Days
  shown: string | undefined
  onPick: (days: Picked) => void
  onClose: () => void
}) {
  const { t } = useWording()
  const plan = usePlanCode()
  // Only the server knows which day it is: the answer without any day names it.
  const today = useQuery({ ...todayQuery(plan ?? '-'), enabled: plan !== undefined }).data?.knownAt
  const near = today ?? new Date().toISOString().slice(0, 10)
  const outside = useClickOutside(props.onClose)
  const trap = useFocusTrap(true)
  const ref = useMergedRef(outside, trap)
  return (
    <div
      ref={ref}
      role="dialog"
      aria-label={t('common.days.change')}
      className={styles.panel}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onClose()
      }}
    >
      <Calendar
        max={today}
        near={near}
        value={props.shown ?? null}
        onPick={(asOf) =>
          props.onPick({ asOf: asOf === null || asOf === today ? undefined : asOf, knownAt: props.days.knownAt })
        }
      />
      <details open={props.days.knownAt !== undefined}>
        <summary>{t('common.days.more')}</summary>
        <p className={styles.help}>{t('common.days.knownAtHelp')}</p>
        <Calendar
          max={today}
          near={near}
          value={props.days.knownAt ?? null}
          onPick={(knownAt) =>
            props.onPick({
              asOf: props.days.asOf,
              knownAt: knownAt === null || knownAt === today ? undefined : knownAt,
            })
          }
        />
      </details>
      <p className={styles.foot}>
        <button type="button" className="word" onClick={() => props.onPick({ asOf: undefined, knownAt: undefined })}>
          {t('common.days.today')}
        </button>
        <button type="button" className="word" onClick={props.onClose}>
          {t('common.days.close')}
        </button>
      </p>
    </div>
  )
}
