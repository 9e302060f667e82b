import { asc, eq } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { account, calendarYear, holiday } from '../../db/schema.ts'
import type { CalendarOfYear } from './contract.ts'
import type { Calendar } from './working-days.ts'

/** All days that differ from the week, for counting working days. */
export function getCalendar(db: Read): Calendar {
  const rows = db.select({ on: holiday.on, kind: holiday.kind }).from(holiday).orderBy(asc(holiday.on)).all()
  const daysOf = (kind: 'off' | 'worked') => new Set(rows.filter((row) => row.kind === kind).map((row) => row.on))
  return { free: daysOf('off'), worked: daysOf('worked') }
}

/** 工作日历 of one year, with who set it. */
export function calendarOf(db: Read, year: number): CalendarOfYear {
  const row = db
    .select({ of: calendarYear, by: account.displayName })
    .from(calendarYear)
    .leftJoin(account, eq(account.id, calendarYear.setById))
    .where(eq(calendarYear.year, year))
    .get()
  return {
    year,
    version: row?.of.version ?? 0,
    source: row?.of.source ?? null,
    setBy: row?.by ?? null,
    setAt: row?.of.setAt ?? null,
    days: db
      .select({ on: holiday.on, kind: holiday.kind, name: holiday.name })
      .from(holiday)
      .where(eq(holiday.year, year))
      .orderBy(asc(holiday.on))
      .all(),
    years: db
      .select({ year: calendarYear.year })
      .from(calendarYear)
      .orderBy(asc(calendarYear.year))
      .all()
      .map((one) => one.year),
  }
}
