import type { PlanTarget } from '../../server/plan/contract.ts'
import { addDays, daysBetween } from '../format.ts'

/** How long a change of a counting rule is said beside the figures. */
const SAID_DAYS = 30

export type RuleChange = { version: number; before: number; on: string; lastDayBefore: string }

/** The change of a target's counting rule that is to be said on a day: the last one, for 30 days from its own. */
export function recentRuleChange({ ruleVersions }: Pick<PlanTarget, 'ruleVersions'>, day: string): RuleChange | null {
  const known = ruleVersions.filter(({ decidedOn }) => decidedOn <= day)
  const [before, last] = [known.at(-2), known.at(-1)]
  if (before === undefined || last === undefined || daysBetween(last.decidedOn, day) >= SAID_DAYS) return null
  return {
    version: last.version,
    before: before.version,
    on: last.decidedOn,
    lastDayBefore: addDays(last.decidedOn, -1),
  }
}
