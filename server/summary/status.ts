/** 指标状态: one word with its reason. Pure; design rule 8 and the table of words. */
import type { Pace, Stage, TargetStatus } from '../../db/words.ts'
import type { StatusBecause } from './contract.ts'
import { daysFrom, tolerance, type Window } from './pace.ts'

/** A recognised item on its way to the counting stage. */
export type OpenItem = { stage: Stage; remainingDays: number | null }

export type Standing = {
  value: number
  pace: Pace
  hasRule: boolean
  recognised: number
  /** Items with the reviewer that would count at once. */
  inReview: number
  expected: number | null
  /** Of a pipeline: recognised items below the counting stage that are not with the reviewer for it. */
  open: readonly OpenItem[]
  /** Something is recognised or in review in the whole plan. */
  planReported: boolean
}

/** Before so many days of a plan nobody is judged by pace. */
const GRACE_DAYS = 30
/** Binary fractions must not turn a distance of exactly the tolerance to the other side. */
const NOISE = 1e-9

type Verdict = { status: TargetStatus; because: StatusBecause }

const because = (code: StatusBecause['code'], more: Partial<StatusBecause> = {}): StatusBecause => ({
  gap: null,
  open: null,
  arriving: null,
  stage: null,
  remainingDays: null,
  ...more,
  code,
})

/** The status of a target at a day, with why. Compares exact values; nothing is rounded first. */
export function statusOn(standing: Standing, window: Window, asOf: string): Verdict {
  const { value, recognised, expected } = standing
  if (!standing.planReported) return { status: 'nothing-reported', because: because('nothing-reported') }
  if (recognised >= value) return { status: 'met', because: because('reached', { gap: recognised - value }) }
  // Where the office has set no rule nothing could be counted, so that nothing was missed either.
  if (!standing.hasRule) return { status: 'cannot-judge', because: because('no-rule') }
  if (asOf > window.dueOn) return { status: 'missed', because: because('due-passed', { gap: value - recognised }) }
  if (standing.pace === 'none') return { status: 'cannot-judge', because: because('no-rule') }
  if (daysFrom(window.startsOn, asOf) < GRACE_DAYS) return { status: 'cannot-judge', because: because('too-early') }
  if (standing.pace === 'pipeline') return pipelineStatus(standing, window, asOf)
  if (expected === null) return { status: 'cannot-judge', because: because('no-milestone') }
  const lead = recognised - expected
  const t = tolerance(value)
  // A lack is said up to the next whole item, what is in hand down to the last whole one; less than one is neither.
  const gap = -lead >= 1 - NOISE ? Math.ceil(-lead - NOISE) : 0
  if (lead >= t - NOISE) return { status: 'ahead', because: because('against-pace', { gap: Math.floor(lead + NOISE) }) }
  if (-lead >= t - NOISE) return { status: 'behind', because: because('against-pace', { gap }) }
  return { status: 'on-pace', because: because('against-pace', { gap }) }
}

/** A straight line says nothing of three standards: what is on its way has to arrive by the due day. */
function pipelineStatus({ value, recognised, inReview, open }: Standing, window: Window, asOf: string): Verdict {
  const left = daysFrom(asOf, window.dueOn)
  const coming = [...open].sort((a, b) => (a.remainingDays ?? Infinity) - (b.remainingDays ?? Infinity))
  const arriving = inReview + coming.filter((item) => item.remainingDays !== null && item.remainingDays <= left).length
  const counts = { open: open.length, arriving }
  if (recognised + arriving >= value) return { status: 'on-pace', because: because('pipeline-suffices', counts) }
  const needed = coming[value - recognised - inReview - 1]
  return {
    status: 'at-risk',
    because: because('pipeline-short', {
      ...counts,
      gap: value - recognised - arriving,
      stage: needed?.stage ?? null,
      remainingDays: needed?.remainingDays ?? null,
    }),
  }
}
