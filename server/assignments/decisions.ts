/** What every decision has to respect, and how it is refused. */
import { problem } from '../problem.ts'
import type { PlanRow } from './queries.ts'

export const refuse = (path: string, zh: string, en: string) =>
  problem('invalid', { errors: [{ path, message: { zh, en } }] })
export const stale = (zh: string, en: string) => problem('stale', { detail: { zh, en } })

/** A decision cannot hold from before the plan, nor from before the one that it follows; after the due day it can. */
export function checkDay(of: PlanRow, decidedOn: string, after: string | undefined): void {
  if (decidedOn < of.startsOn)
    throw refuse('decidedOn', `早于方案起算日${of.startsOn}`, `It is before the plan begins.`)
  if (after !== undefined && decidedOn < after)
    throw refuse('decidedOn', `早于上一次决定的${after}`, `It is before the last decision (${after}).`)
}

/** What moves recognised figures holds from today on at the earliest: what was shown on an earlier day stays. */
export function checkAhead(of: PlanRow, decidedOn: string, today: string, after: string | undefined): void {
  if (decidedOn < today)
    throw refuse(
      'decidedOn',
      '口径从今天或以后施行：以前显示的数不改',
      'A rule holds from today on: what was shown before stays.',
    )
  checkDay(of, decidedOn, after)
}
