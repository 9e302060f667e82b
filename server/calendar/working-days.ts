/** Working days 工作日: Monday to Friday, without the days that are given as free and with those given as worked. Pure. */

/** Days that differ from the week: statutory holidays, and weekend days worked instead of them. */
export type Calendar = { free: ReadonlySet<string>; worked: ReadonlySet<string> }
const PLAIN: Calendar = { free: new Set(), worked: new Set() }

const DAY_MS = 86_400_000
const next = (day: string) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)

/** Saturday or Sunday. */
export function isWeekend(day: string): boolean {
  const weekday = new Date(day).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** Whether a day is worked. */
export function isWorked(day: string, calendar = PLAIN): boolean {
  if (calendar.worked.has(day)) return true
  return !isWeekend(day) && !calendar.free.has(day)
}

/** The day that lies so many working days after another, `YYYY-MM-DD`. */
export function workingDaysAfter(day: string, count: number, calendar = PLAIN): string {
  let at = day
  for (let left = count; left > 0; ) {
    at = next(at)
    if (isWorked(at, calendar)) left -= 1
  }
  return at
}

/** How many working days have passed since a day, today included; 0 where it is today or ahead. */
export function workingDaysBetween(from: string, to: string, calendar = PLAIN): number {
  let count = 0
  for (let at = from; at < to; ) {
    at = next(at)
    if (isWorked(at, calendar)) count += 1
  }
  return count
}
