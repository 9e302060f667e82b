import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import type { Translate } from '../i18n.ts'
import { isAllocated, laggards } from '../summary/lacks.ts'
import { planText } from '../ui/pieces.ts'

/** The finding of the departments' view: how many lag, and the one with the largest lack of one target. */
export function departmentsFinding(plan: Plan, summary: Summary, t: Translate): string {
  const count = plan.departments.length
  if (!summary.targets.some(isAllocated)) return t('wall.departments.unknown', { count })
  const found = laggards(summary)
  const [first] = found
  if (first === undefined) return t(summary.due ? 'wall.departments.allDone' : 'wall.departments.none', { count })
  const { department, target, lack } = first.worst
  const name = plan.departments.find(({ code }) => code === department)?.name ?? department
  const told = plan.targets.find(({ code }) => code === target)
  return t(summary.due ? 'wall.departments.findingDue' : 'wall.departments.finding', {
    count,
    lagging: found.length,
    name: planText(name),
    target: planText(told?.shortName ?? target),
    lack,
    unit: told?.unit ?? '',
  })
}
