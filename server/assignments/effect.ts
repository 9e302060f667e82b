/** 影响: what a decision would do to every figure, by doing it and taking it back through the one door. */
import type { Database, Read, Write } from '../../db/open.ts'
import { rehearse } from '../audit/record.ts'
import type { Days } from '../days.ts'
import type { Plan } from '../plan/contract.ts'
import { findPlan } from '../plan/queries.ts'
import { problem } from '../problem.ts'
import type { Summary, SummaryTarget } from '../summary/contract.ts'
import { summaryOn } from '../summary/queries.ts'
import type { Effect, EffectFigure } from './contract.ts'

/** Works a change out and answers all figures before and after; nothing of it stays. Both on the day from which it holds. */
export function effectOf(
  db: Database,
  plan: string,
  { today, decidedOn }: { today: string; decidedOn: string },
  change: (tx: Write) => unknown,
): Effect {
  const days = { asOf: today, knownAt: decidedOn > today ? decidedOn : today }
  return rehearse(db, (tx) => {
    const before = seen(tx, plan, days)
    change(tx)
    return compared(days, before, seen(tx, plan, days))
  })
}

type Seen = { plan: Plan; summary: Summary }

function seen(db: Read, code: string, days: Days): Seen {
  const plan = findPlan(db, code, days.knownAt)
  const summary = summaryOn(db, code, days, 0)
  if (!plan || !summary) throw problem('not-found')
  return { plan, summary }
}

function compared(days: Days, before: Seen, after: Seen): Effect {
  return {
    ...days,
    targets: before.summary.targets.flatMap((one) => {
      const then = after.summary.targets.find((other) => other.code === one.code)
      return then ? [{ code: one.code, before: figureOf(one), after: figureOf(then) }] : []
    }),
    departments: before.plan.departments.flatMap(({ code }) => {
      const row = { code, before: departmentOf(before, code), after: departmentOf(after, code) }
      const moved =
        JSON.stringify(row.before) !== JSON.stringify(row.after) || partsOf(before, code) !== partsOf(after, code)
      return moved ? [row] : []
    }),
    gaps: { before: gapsOf(before), after: gapsOf(after) },
  }
}

function figureOf({ recognised, inReview, expected, status, byDepartment }: SummaryTarget): EffectFigure {
  const asked = byDepartment.flatMap((one) => one.allocated ?? [])
  const allocated = asked.length === 0 ? null : asked.reduce((total, value) => total + value, 0)
  return { recognised, inReview, expected, status, allocated }
}

const dutiesIn = ({ plan }: Seen, code: string) =>
  [...plan.tasks, ...plan.columns.flatMap((column) => column.groups.flatMap((group) => group.projects))].flatMap(
    (one) => one.departments.filter((duty) => duty.code === code),
  )

function departmentOf(of: Seen, code: string): Effect['departments'][number]['before'] {
  const row = of.summary.departments.find((one) => one.code === code)
  const duties = dutiesIn(of, code)
  return {
    recognised: row?.recognised ?? 0,
    allocated: row?.allocated ?? 0,
    leads: duties.filter((duty) => duty.role === 'lead').length,
    parts: duties.length,
  }
}

/** All that a department is asked and given, to tell a change that leaves its sums as they are. */
const partsOf = (of: Seen, code: string) =>
  JSON.stringify([
    dutiesIn(of, code),
    of.summary.targets.map((one) => one.byDepartment.find((row) => row.department === code)?.allocated ?? null),
  ])

function gapsOf({ plan, summary }: Seen): Effect['gaps']['before'] {
  return {
    ...plan.gaps,
    overdueProjects: summary.columns.flatMap((column) =>
      column.projects.filter((one) => one.overdue).map((one) => one.code),
    ),
  }
}
