import { FEW } from '../../server/items/open.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary, SummaryTarget } from '../../server/summary/contract.ts'
import type { Bullet } from '../ui/BulletBar.tsx'

/** The axis of the target table runs from 0 to 140 % of each target; the target line stands at this share of it. */
export const AXIS = 1.4
export const GOAL_AT = 1 / AXIS

/** A target as a row: what the plan says of it beside its figures. */
export type TargetRow = {
  target: SummaryTarget
  number: number
  shortName: string
  straight: boolean
  bullet: Bullet
  /** Change over the last three month's ends; null before there are so many. */
  change: number
  trend: { months: readonly number[]; baseline: number; expected: number | null; goal: number }
}

/** The rows of the target table in the plan's order. `stageWord` words the stage of what is in the pipeline. */
export function targetRows(
  plan: Plan,
  summary: Summary,
  stageWord: (stage: SummaryTarget['pipeline'][number]['stage']) => string,
): TargetRow[] {
  return summary.targets.flatMap((target) => {
    const told = plan.targets.find(({ code }) => code === target.code)
    if (told === undefined) return []
    const months = target.byMonth.map(({ recognised }) => recognised)
    const straight = told.pace === 'straight'
    return [
      {
        target,
        number: told.number,
        shortName: told.shortName,
        straight,
        bullet: {
          recognised: target.recognised,
          inReview: summary.due ? 0 : target.inReview,
          supplementary: target.supplementary,
          goal: target.value,
          scale: target.value * AXIS,
          expected: summary.due || target.status === 'nothing-reported' ? null : target.expected,
          behind: target.status === 'behind',
          pipeline: summary.due ? [] : stillNeeded(target, stageWord),
        },
        change: target.recognised - (months.at(-4) ?? target.baseline),
        trend: {
          months,
          baseline: target.baseline,
          expected: straight && !summary.due ? target.expected : null,
          goal: target.value,
        },
      },
    ]
  })
}

/** Of what is on its way, the nearest to arriving, up to the target: only a small one has room for words. */
function stillNeeded(
  { value, recognised, inReview, pipeline }: SummaryTarget,
  stageWord: Parameters<typeof targetRows>[2],
): { word: string; items: number }[] {
  let room = value > FEW ? 0 : value - recognised - inReview
  return pipeline.toReversed().flatMap(({ stage, items }) => {
    const shown = Math.max(0, Math.min(items, room))
    room -= shown
    return shown === 0 ? [] : [{ word: stageWord(stage), items: shown }]
  })
}

/** Where in the document the targets of a level stand: 一（二）, or 一（二）1至4. */
export function placeInDocument(plan: Plan, level: SummaryTarget['level'], to: string): string {
  const places = plan.targets
    .filter((target) => target.level === level)
    .map(({ citation }) => `${citation.section.split('、')[0] ?? ''}${shortItem(citation.item ?? '')}`)
  const distinct = [...new Set(places)]
  const [first = ''] = distinct
  const last = distinct.at(-1) ?? first
  return first === last ? first : `${first}${to}${last.slice(commonLength(first, last))}`
}

/** （二）工作目标1 without its heading: （二）1. */
const shortItem = (item: string) => item.replace(/^(（.+?）)\D*(\d*).*$/, '$1$2')

function commonLength(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}
