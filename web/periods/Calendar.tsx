import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import type { CalendarOfYear, Holiday } from '../../server/calendar/contract.ts'
import { readNotice } from '../../server/calendar/notice-text.ts'
import { get, send } from '../api.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { hasRole, usePerson } from '../session/api.ts'
import { Button } from '../ui/Button.tsx'
import { TextAreaField, TextField } from '../ui/Field.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import styles from './Periods.module.css'

const calendarQuery = (year: number) =>
  queryOptions({
    queryKey: ['/calendar', year],
    queryFn: ({ signal }) => get<CalendarOfYear>(`/calendar/${year}`, {}, signal),
    placeholderData: keepPreviousData,
  })

/** 工作日历: the days off and the weekend days worked of a year, and setting them from the yearly notice. */
export function Calendar({ today }: { today: string }) {
  const { t } = useWording()
  const thisYear = Number(today.slice(0, 4))
  const [year, setYear] = useState(thisYear)
  const query = useQuery(calendarQuery(year))
  const years = [...new Set([...(query.data?.years ?? []), thisYear, thisYear + 1])].sort()
  return (
    <Section id="calendar" title={t('periods.calendar.title')} note={t('periods.calendar.note')}>
      <p className={styles.choose}>
        {years.map((one) => (
          <button key={one} type="button" className="word" aria-pressed={one === year} onClick={() => setYear(one)}>
            {t('periods.calendar.year', { year: one })}
          </button>
        ))}
      </p>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} widths={['8rem', '24rem']} />} empty={null}>
        {(data) => <Year key={`${data.year} ${data.version}`} data={data} />}
      </Loaded>
    </Section>
  )
}

function Year({ data }: { data: CalendarOfYear }) {
  const { t } = useWording()
  const mayAct = hasRole(usePerson(), 'reviewer')
  const { year, source, setAt, setBy } = data
  return (
    <>
      {source === null || setAt === null ? (
        <p className="risk">{t('periods.calendar.none', { year })}</p>
      ) : (
        <>
          <Days days={data.days} />
          <p className="note quiet">
            {setBy === null
              ? t('periods.calendar.fromFile', { source, at: formatInstant(setAt) })
              : t('periods.calendar.setBy', { source, by: setBy, at: formatInstant(setAt) })}
          </p>
        </>
      )}
      {mayAct ? (
        <details>
          <summary>{t(source === null ? 'periods.calendar.set' : 'periods.calendar.change', { year })}</summary>
          <SetCalendar data={data} />
        </details>
      ) : null}
    </>
  )
}

type Run = { from: string; to: string; name: string }

/** Days that follow one another under one name, as one. */
function runsOf(days: readonly Holiday[], kind: Holiday['kind']): Run[] {
  const runs: Run[] = []
  for (const { on, name } of days.filter((one) => one.kind === kind)) {
    const last = runs.at(-1)
    if (last && last.name === name && Date.parse(on) - Date.parse(last.to) === 86_400_000) last.to = on
    else runs.push({ from: on, to: on, name })
  }
  return runs
}

function Days({ days }: { days: readonly Holiday[] }) {
  const { t, day } = useWording()
  const off = runsOf(days, 'off')
  const worked = runsOf(days, 'worked')
  const said = ({ from, to }: Run) =>
    from === to ? day(from, from) : t('periods.calendar.run', { from: day(from, from), to: day(to, from) })
  return (
    <dl className={styles.calendar}>
      <dt>{t('periods.calendar.off', { count: days.filter((one) => one.kind === 'off').length })}</dt>
      <dd>
        {off.map((one) => (
          <span key={one.from}>
            {one.name} {said(one)}
          </span>
        ))}
      </dd>
      <dt>{t('periods.calendar.worked', { count: worked.length })}</dt>
      <dd>
        {worked.map((one) => (
          <span key={one.from}>
            {said(one)} <span className="quiet">{one.name}</span>
          </span>
        ))}
      </dd>
    </dl>
  )
}

/** The notice is pasted as it stands; what is read out of it is shown before it is saved. */
function SetCalendar({ data }: { data: CalendarOfYear }) {
  const { t, list } = useWording()
  const client = useQueryClient()
  const { year, version } = data
  const [source, setSource] = useState(data.source ?? '')
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string>()
  const { days, unread } = readNotice(text, year)
  const elsewhere = days.filter((one) => !one.on.startsWith(`${year}-`)).map((one) => one.on)
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (days.length === 0) return setFault(t('periods.calendar.nothingRead'))
    setFault(undefined)
    try {
      await send('PUT', `/calendar/${year}`, { version, source, days })
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === '/calendar' })
    } catch (error) {
      const told = error instanceof Problem ? error.errors.map((one) => one.message).join(' ') || error.message : null
      setFault(told ?? t('common.noAnswer'))
    }
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        label={t('periods.calendar.source')}
        required
        minLength={5}
        maxLength={200}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <TextAreaField
        label={t('periods.calendar.text')}
        hint={t('periods.calendar.textHint')}
        error={fault}
        required
        rows={8}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {days.length === 0 ? null : <Days days={days} />}
      {unread.length === 0 ? null : (
        <Notice tone="warn" role="status" title={t('periods.calendar.unread')}>
          {unread.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
      )}
      {elsewhere.length === 0 ? null : (
        <Notice tone="warn" role="status" title={t('periods.calendar.elsewhere', { year, days: list(elsewhere) })} />
      )}
      <p className={styles.acts}>
        <Button type="submit">{t('periods.calendar.save', { year })}</Button>
      </p>
    </form>
  )
}
