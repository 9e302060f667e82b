import { z } from 'zod'
import { CALENDAR_DAYS } from '../../db/words.ts'
import { isoDate } from '../plan/contract.ts'

/** A calendar year that a plan can touch. */
const year = z.int().min(2000).max(2100)

/** A day that differs from the week: off, or a weekend day that is worked. */
export const holidayRow = z.strictObject({
  on: isoDate,
  kind: z.enum(CALENDAR_DAYS),
  name: z.string().trim().min(1).max(40),
})
export type Holiday = z.infer<typeof holidayRow>

export const calendarParams = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) })

/** 工作日历 of one year; version 0 and no days before anybody has set it: then Monday to Friday are worked. */
export const calendarOfYear = z.object({
  year,
  version: z.int().min(0),
  /** The notice that it follows. */
  source: z.string().nullable(),
  /** Who set it; null: it was taken from a file. */
  setBy: z.string().nullable(),
  setAt: z.iso.datetime().nullable(),
  days: z.array(holidayRow),
  /** Every year that is set. */
  years: z.array(year),
})
export type CalendarOfYear = z.infer<typeof calendarOfYear>

/** `version`: of the copy that was changed; 0 before the year was set. */
export const calendarBody = z.strictObject({
  version: z.int().min(0),
  source: z.string().trim().min(5).max(200),
  days: z.array(holidayRow).min(1).max(120),
})
export type CalendarBody = z.infer<typeof calendarBody>
