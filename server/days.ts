import { dayOf } from './clock.ts'
import { problem } from './problem.ts'

/** The two days that a figure is asked for, whole days in Asia/Shanghai, inclusive. */
export type Days = { asOf: string; knownAt: string }

/**
 * The days that a question means: both default to today, and `asOf` alone keeps `knownAt` today (design rule 6).
 * Throws a problem for a day later than today.
 */
export function daysOf(query: { asOf?: string | undefined; knownAt?: string | undefined }, now: Date): Days {
  const today = dayOf(now)
  const days = { asOf: query.asOf ?? today, knownAt: query.knownAt ?? today }
  const late = (['asOf', 'knownAt'] as const).filter((name) => days[name] > today)
  if (late.length > 0)
    throw problem('later-than-today', {
      errors: late.map((path) => ({
        path,
        message: { zh: `${days[path]}晚于今天（${today}）`, en: `${days[path]} is later than today (${today})` },
      })),
    })
  return days
}
