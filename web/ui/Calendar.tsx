import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/dates/styles.layer.css'
import 'dayjs/locale/zh-cn'
import { DatePicker, DatesProvider } from '@mantine/dates'
import { useFocusTrap, useMergedRef } from '@mantine/hooks'
import { useLayoutEffect, useRef } from 'react'
import { useWording } from '../i18n.ts'
import styles from './DayField.module.css'
import type { DayBounds } from './day.ts'

/** A month to pick one day from, in the words of the page. Its code is heavy: import it late. */
export function Calendar(
  props: DayBounds & {
    value: string | null
    /** A day of the month that is shown first, where none is picked yet. */
    near: string
    onPick: (day: string | null) => void
  },
) {
  const { t, day, language } = useWording()
  const chinese = language === 'zh-CN'
  return (
    <DatesProvider settings={{ locale: chinese ? 'zh-cn' : 'en', firstDayOfWeek: 1, weekendDays: [] }}>
      <DatePicker
        size="sm"
        className={styles.calendar ?? ''}
        hideOutsideDates
        weekendDays={[]}
        monthLabelFormat={chinese ? 'YYYY年M月' : 'MMMM YYYY'}
        yearLabelFormat={chinese ? 'YYYY年' : 'YYYY'}
        ariaLabels={{
          previousMonth: t('common.days.previousMonth'),
          nextMonth: t('common.days.nextMonth'),
          previousYear: t('common.days.previousYear'),
          nextYear: t('common.days.nextYear'),
          previousDecade: t('common.days.previousDecade'),
          nextDecade: t('common.days.nextDecade'),
        }}
        {...(props.min === undefined ? {} : { minDate: props.min })}
        {...(props.max === undefined ? {} : { maxDate: props.max })}
        defaultDate={props.value ?? props.near}
        getDayProps={(date) => ({ 'aria-label': day(date) })}
        value={props.value}
        onChange={props.onPick}
      />
    </DatesProvider>
  )
}

/** The calendar under a day field: takes the focus, gives it back with `onClose`. */
export function CalendarPanel(
  props: Parameters<typeof Calendar>[0] & {
    onClose: () => void
  },
) {
  const { t } = useWording()
  const { onClose, ...calendar } = props
  const panel = useRef<HTMLDivElement>(null)
  const trap = useFocusTrap(true)
  const ref = useMergedRef(trap, panel)
  useLayoutEffect(() => {
    const box = panel.current?.getBoundingClientRect()
    if (panel.current === null || box === undefined) return
    const { clientWidth, clientHeight } = document.documentElement
    if (box.right > clientWidth) panel.current.dataset.left = ''
    // Up where it does not fit below, but does above.
    if (box.bottom > clientHeight && box.top > 2 * box.height) panel.current.dataset.up = ''
  }, [])
  return (
    <div
      ref={ref}
      role="dialog"
      tabIndex={-1}
      aria-label={t('common.day.pick')}
      className={styles.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // Closes the calendar alone, not the dialog that the field stands in.
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      <Calendar {...calendar} />
    </div>
  )
}
