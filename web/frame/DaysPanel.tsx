import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/zh-cn'
import { DatePicker, DatesProvider } from '@mantine/dates'
import { useClickOutside, useFocusTrap, useMergedRef } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type Days, todayQuery } from '../api.ts'
import { useWording } from '../i18n.ts'
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
  const { t, language } = useWording()
  const plan = usePlanCode()
  // Only the server knows which day it is: the answer without any day names it.
  const today = useQuery({ ...todayQuery(plan ?? '-'), enabled: plan !== undefined }).data?.knownAt
  const outside = useClickOutside(props.onClose)
  const trap = useFocusTrap(true)
  const ref = useMergedRef(outside, trap)
  const chinese = language === 'zh-CN'
  const calendar = {
    size: 'sm' as const,
    hideOutsideDates: true,
    weekendDays: [],
    monthLabelFormat: chinese ? 'YYYY年M月' : 'MMMM YYYY',
    yearLabelFormat: chinese ? 'YYYY年' : 'YYYY',
    ariaLabels: {
      previousMonth: t('common.days.previousMonth'),
      nextMonth: t('common.days.nextMonth'),
      previousYear: t('common.days.previousYear'),
      nextYear: t('common.days.nextYear'),
      previousDecade: t('common.days.previousDecade'),
      nextDecade: t('common.days.nextDecade'),
    },
    ...(today === undefined ? {} : { maxDate: today }),
  }
  return (
    <DatesProvider settings={{ locale: chinese ? 'zh-cn' : 'en', firstDayOfWeek: 1, weekendDays: [] }}>
      <div
        ref={ref}
        role="dialog"
        aria-label={t('common.days.change')}
        className={styles.panel}
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onClose()
        }}
      >
        <DatePicker
          {...calendar}
          defaultDate={props.shown ?? today ?? new Date().toISOString().slice(0, 10)}
          value={props.shown ?? null}
          onChange={(asOf) =>
            props.onPick({ asOf: asOf === null || asOf === today ? undefined : asOf, knownAt: props.days.knownAt })
          }
        />
        <details open={props.days.knownAt !== undefined}>
          <summary>{t('common.days.more')}</summary>
          <p className={styles.help}>{t('common.days.knownAtHelp')}</p>
          <DatePicker
            {...calendar}
            defaultDate={props.days.knownAt ?? today ?? new Date().toISOString().slice(0, 10)}
            value={props.days.knownAt ?? null}
            onChange={(knownAt) =>
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
    </DatesProvider>
  )
}
