const HOUR = 3_600_000
const DAY = 24 * HOUR

/** The day in Asia/Shanghai, `YYYY-MM-DD`, in which an instant lies. China keeps one time all year: UTC+8. */
export function dayOf(instant: Date): string {
  return new Date(instant.getTime() + 8 * HOUR).toISOString().slice(0, 10)
}

/** The same day as a number: cheap to work out, equal within a day and never again. */
export function dayNumber(instant: Date): number {
  return Math.floor((instant.getTime() + 8 * HOUR) / DAY)
}

/** Noon in Asia/Shanghai on a day: where a clock stands that is fixed to that day. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00+08:00`)
}
