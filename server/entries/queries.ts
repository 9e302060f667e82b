import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { department, entry, review, task } from '../../db/schema.ts'
import { kept } from '../../db/statements.ts'
import type { TaskStatement } from './contract.ts'

/** One recognised statement, with the task that it speaks of. */
export type DatedStatement = TaskStatement & { task: number }

// Cross joins keep their order: by the plan's tasks, which are few, never by its entries or moves, which are many.
const statementsOf = kept((db: Read) =>
  db
    .select({ entry, department: department.code, task: task.number })
    .from(task)
    .crossJoin(entry)
    .crossJoin(department)
    .where(
      and(eq(task.planId, sql.placeholder('planId')), eq(entry.taskId, task.id), eq(department.id, entry.departmentId)),
    )
    .orderBy(asc(entry.effectiveOn), asc(entry.id)),
)
const movesOf = kept((db: Read) =>
  db
    .select({ entryId: review.entryId, toState: review.toState, on: review.on })
    .from(task)
    .crossJoin(entry)
    .crossJoin(review)
    .where(
      and(
        eq(task.planId, sql.placeholder('planId')),
        eq(entry.taskId, task.id),
        eq(review.entryId, entry.id),
        inArray(review.action, ['approve', 'void']),
      ),
    )
    .orderBy(asc(review.id)),
)

/**
 * Every recognised statement on a plan's tasks that took effect by `asOf` and was recognised by `knownAt`, oldest
 * first. A statement that was voided, or corrected by a recognised one, no longer speaks.
 */
export function listStatements(db: Read, planId: number, asOf: string, knownAt: string): DatedStatement[] {
  const entries = statementsOf(db).all({ planId })
  if (entries.length === 0) return []
  const moves = movesOf(db)
    .all({ planId })
    .filter((move) => move.on <= knownAt)
  const recognisedOn = new Map<number, string>()
  for (const move of moves) {
    if (move.toState === 'recognised') recognisedOn.set(move.entryId, move.on)
    else recognisedOn.delete(move.entryId)
  }
  const corrected = new Set(entries.filter((row) => recognisedOn.has(row.entry.id)).map((row) => row.entry.correctsId))
  return entries.flatMap((row): DatedStatement[] => {
    const { id, effectiveOn, statement, text } = row.entry
    const on = recognisedOn.get(id)
    if (on === undefined || effectiveOn === null || effectiveOn > asOf || statement === null) return []
    if (corrected.has(id)) return []
    return [
      {
        task: row.task,
        department: row.department,
        status: statement,
        text: text ?? '',
        effectiveOn,
        recognisedOn: on,
      },
    ]
  })
}

/** The last statement of each department on a task, as told by `listStatements`. */
export function lastByDepartment(statements: readonly DatedStatement[], taskNumber: number): DatedStatement[] {
  const last = new Map<string, DatedStatement>()
  for (const one of statements) if (one.task === taskNumber) last.set(one.department, one)
  return [...last.values()]
}
