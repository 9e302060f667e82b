import type { PlanTarget } from '../../server/plan/contract.ts'
import type { SummaryTarget, TargetDetail } from '../../server/summary/contract.ts'
import { addDays, daysBetween } from '../format.ts'

/** One day of the cumulative chart; what does not apply on that day is absent. */
export type PaceDay = {
  on: string
  recognised?: number
  expected?: number
  /** From the lower to the higher, where recognised lies below what was due by then. */
  lack?: [number, number]
  projected?: number
}

export type PaceSeries = {
  days: PaceDay[]
  /** What the last half-year's rate would reach by the due day; null where too little arrived to say. */
  reaches: number | null
  /** First day of the present lack; null where there is none. */
  behindSince: string | null
}

const HALF_YEAR = 182
/** A rate is only drawn on from so many arrivals in the half-year. */
const ENOUGH = 5

/**
 * The series of the cumulative chart, one row a day from the plan's start to its due day. Pace is drawn only for
 * targets of straight pace, and no more after the due day; the projection only where at least five items arrived in
 * the last half-year.
 */
export function paceSeries(
  window: { startsOn: string; dueOn: string },
  target: Pick<PlanTarget, 'pace' | 'value'>,
  figures: Pick<SummaryTarget, 'baseline' | 'recognised'>,
  detail: Pick<TargetDetail, 'steps' | 'asOf'>,
): PaceSeries {
  const length = daysBetween(window.startsOn, window.dueOn)
  const paced = target.pace === 'straight' && detail.asOf <= window.dueOn
  const until = detail.asOf < window.dueOn ? detail.asOf : window.dueOn
  const before = until > window.startsOn ? addDays(until, -HALF_YEAR) : window.startsOn
  const from = before > window.startsOn ? before : window.startsOn
  const at = (on: string) => detail.steps.findLast((step) => step.on <= on)?.recognised ?? figures.baseline
  const gained = at(until) - at(from)
  const rate = gained >= ENOUGH && until < window.dueOn ? gained / Math.max(1, daysBetween(from, until)) : null
  const days: PaceDay[] = []
  let behindSince: string | null = null
  let step = 0
  let recognised = figures.baseline
  for (let place = 0; place <= length; place++) {
    const on = addDays(window.startsOn, place)
    while (step < detail.steps.length && (detail.steps[step]?.on ?? '') <= on)
      recognised = detail.steps[step++]?.recognised ?? recognised
    const row: PaceDay = { on }
    const expected = paced ? figures.baseline + ((target.value - figures.baseline) * place) / length : null
    if (expected !== null) row.expected = expected
    if (on <= until) {
      row.recognised = recognised
      if (expected !== null && expected - recognised >= 1) {
        row.lack = [recognised, expected]
        behindSince ??= on
      } else behindSince = null
    }
    if (rate !== null && on >= until) row.projected = figures.recognised + rate * daysBetween(until, on)
    days.push(row)
  }
  return {
    days,
    reaches: rate === null ? null : Math.floor(figures.recognised + rate * daysBetween(until, window.dueOn)),
    behindSince,
  }
}

/** Round ticks from 0 past the highest value, in steps of 1, 2, 2.5 or 5 times a power of ten, at most six of them. */
export function roundScale(highest: number): { top: number; ticks: number[] } {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, highest / 5)))
  const step = [1, 2, 2.5, 5, 10]
    .map((times) => times * power)
    .find((one) => one >= 1 && Number.isInteger(one) && highest / one <= 5)
  const by = step ?? power * 10
  const ticks = Array.from({ length: Math.floor(highest / by) + 1 }, (_, place) => place * by)
  // Head room for the label of the target, without a tick of its own.
  return { top: Math.max(highest * 1.08, ticks.at(-1) ?? 0), ticks }
}
