/** Setting the calendar of a year, by a person or from a file under `seeds/calendars`. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Database, Write } from '../../db/open.ts'
import { calendarYear, holiday } from '../../db/schema.ts'
import { CONSOLE, record } from '../audit/record.ts'
import { isoDate } from '../plan/contract.ts'
import { type FieldFault, problem } from '../problem.ts'
import type { CalendarBody, CalendarOfYear, Holiday } from './contract.ts'
import { calendarOf } from './queries.ts'
import { isWeekend } from './working-days.ts'

/**
 * Takes the days of a year as they are given, whole. Throws `stale` where somebody else has set it meanwhile, and a
 * problem for a day that lies in another year, stands twice, or is a working day anyway.
 */
export function setCalendar(
  tx: Write,
  year: number,
  { version, source, days }: CalendarBody,
  by: number | null,
  now: Date,
): CalendarOfYear {
  const before = calendarOf(tx, year)
  if (before.version !== version)
    throw problem('stale', {
      detail: { zh: `${year}年的工作日历刚被别人改过，没有保存。`, en: `The calendar of ${year} was just changed.` },
    })
  const errors = faultsOf(year, days)
  if (errors.length > 0) throw problem('invalid', { errors })
  const row = { source: source.normalize('NFC'), version: version + 1, setById: by, setAt: now.toISOString() }
  tx.insert(calendarYear)
    .values({ year, ...row })
    .onConflictDoUpdate({ target: calendarYear.year, set: row })
    .run()
  tx.delete(holiday).where(eq(holiday.year, year)).run()
  for (const { on, kind, name } of days)
    tx.insert(holiday)
      .values({ on, year, kind, name: name.normalize('NFC') })
      .run()
  return calendarOf(tx, year)
}

function faultsOf(year: number, days: readonly Holiday[]): FieldFault[] {
  const seen = new Set<string>()
  return days.flatMap(({ on, kind }, index): FieldFault[] => {
    const path = `days.${index}.on`
    if (!on.startsWith(`${year}-`))
      return [{ path, message: { zh: `${on}不在${year}年`, en: `${on} is not in ${year}` } }]
    if (seen.has(on)) return [{ path, message: { zh: `${on}列了两次`, en: `${on} is listed twice` } }]
    seen.add(on)
    if (kind === 'worked' && !isWeekend(on))
      return [{ path, message: { zh: `${on}不是周末，本来就上班`, en: `${on} is no weekend day` } }]
    return []
  })
}

const name = z.string().min(1).max(40)
const calendarFile = z.strictObject({
  year: z.int().min(2000).max(2100),
  source: z.string().min(5).max(200),
  off: z.array(z.strictObject({ name, from: isoDate, to: isoDate })),
  worked: z.array(z.strictObject({ name, on: isoDate })),
})

/** The days of a calendar file. Throws where it is not of the form that `seeds/calendars/2025.yaml` shows. */
export function readCalendarFile(content: unknown): { year: number; source: string; days: Holiday[] } {
  const { year, source, off, worked } = calendarFile.parse(content)
  const days: Holiday[] = worked.map((one) => ({ on: one.on, kind: 'worked', name: one.name }))
  for (const { name: called, from, to } of off)
    for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
      days.push({ on: new Date(at).toISOString().slice(0, 10), kind: 'off', name: called })
  return { year, source, days: days.sort((a, b) => (a.on < b.on ? -1 : 1)) }
}

/** Takes a year from its file, once: a year that is set already stays as it is. */
export function loadCalendar(db: Database, file: ReturnType<typeof readCalendarFile>, now: Date): void {
  const { year, source, days } = file
  if (calendarOf(db.read, year).version > 0) return
  const act = { actor: CONSOLE, action: 'load-calendar', subjectType: 'calendar', subject: String(year) }
  record(db, { ...act, detail: { source, days }, isPrivate: true }, now, (tx) =>
    setCalendar(tx, year, { version: 0, source, days }, null, now),
  )
}
