import type { Plan } from '../../server/plan/contract.ts'
import { type Ladder, ladderOf } from '../../server/standards/stages.ts'

export type PlanProject = Plan['columns'][number]['groups'][number]['projects'][number]

/** The ladder that a project's items climb; international standards have their own. */
export function projectLadder({ kind, level }: Pick<PlanProject, 'kind' | 'level'>): Ladder {
  return ladderOf(kind, kind === 'standard' && level === 'international' ? 'international' : null)
}
