/** 序时: what should have been reached by a day. Pure; design rules 6 and 8. */
import type { Pace } from '../../db/words.ts'

/** Days inclusive, `YYYY-MM-DD`. */
export type Window = { startsOn: string; dueOn: string }
export type Milestone = { on: string; value: number }

const DAY_MS = 86_400_000

/** Whole days from one day to another; negative where the second lies before the first. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/** Share of the plan's time that is gone at a day, 0..1, unrounded. Throws where the window ends before it starts. */
export function elapsedShare(window: Window, asOf: string): number {
  const length = daysFrom(window.startsOn, window.dueOn)
  if (length <= 0) throw new RangeError(`The plan ends on ${window.dueOn}, not after ${window.startsOn}.`)
  return Math.min(1, Math.max(0, daysFrom(window.startsOn, asOf) / length))
}

/**
 * What should have been reached at a day, unrounded; null where the pace cannot say: a pipeline, none, or milestones
 * of which none has come yet.
 */
export function expectedOn(
  pace: Pace,
  target: { value: number; baseline: number; milestones: readonly Milestone[] },
  window: Window,
  asOf: string,
): number | null {
  switch (pace) {
    case 'straight':
      return target.baseline + (target.value - target.baseline) * elapsedShare(window, asOf)
    case 'milestones':
      return (
        [...target.milestones].sort((a, b) => (a.on < b.on ? -1 : 1)).findLast((one) => one.on <= asOf)?.value ?? null
      )
    case 'pipeline':
    case 'none':
      return null
  }
}

/** How far from the expected value a figure has to be to be 超序时 or 滞后: 2 % of the target, at least one item. */
export function tolerance(value: number): number {
  return Math.max(1, value * 0.02)
}
