import type { Stage } from '../../db/words.ts'
import type { ItemDetail } from '../../server/items/contract.ts'
import { isEndStage, ladderOf } from '../../server/standards/stages.ts'
import { daysBetween } from '../format.ts'

/** One point of an item's life: a stage reached on a day, or one still to come. */
export type LifePoint = {
  stage: Stage
  /** The earliest recognised day; null where the stage is not reached. */
  on: string | null
  /** Days since the stage reached before; null for the first and for those to come. */
  afterDays: number | null
  departments: readonly string[]
  state: 'passed' | 'current' | 'ended' | 'skipped' | 'ahead'
}

/**
 * The stages of an item in the order of its ladder, end states behind the last one reached. A rung below the furthest
 * without a day of its own was passed unreported.
 */
export function lifeline(item: Pick<ItemDetail, 'kind' | 'class' | 'entries'>): LifePoint[] {
  const ladder = ladderOf(item.kind, item.class)
  const earliest = (stage: Stage) => {
    const of = item.entries.filter((entry) => entry.stage === stage)
    const [first] = [...of].sort((one, other) => one.effectiveOn.localeCompare(other.effectiveOn))
    return first === undefined
      ? null
      : { on: first.effectiveOn, departments: [...new Set(of.map(({ department }) => department))] }
  }
  const furthest = ladder.findLastIndex((stage) => earliest(stage) !== null)
  const ends = [...new Set(item.entries.map(({ stage }) => stage))].filter(isEndStage)
  const climbed = ladder.slice(0, furthest + 1)
  const ahead = ends.length > 0 ? [] : ladder.slice(furthest + 1)
  let before: string | null = null
  const reached = [...climbed, ...ends].map((stage): LifePoint => {
    const found = earliest(stage)
    if (found === null) return { stage, on: null, afterDays: null, departments: [], state: 'skipped' }
    const afterDays = before === null ? null : daysBetween(before, found.on)
    before = found.on
    const last = stage === ladder[furthest] && ends.length === 0
    return { stage, ...found, afterDays, state: isEndStage(stage) ? 'ended' : last ? 'current' : 'passed' }
  })
  return [
    ...reached,
    ...ahead.map((stage): LifePoint => ({ stage, on: null, afterDays: null, departments: [], state: 'ahead' })),
  ]
}
