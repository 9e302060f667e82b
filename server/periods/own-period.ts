/** What a department has for a period: its entries, its statements of no change, its hand-ins, what is under way. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { entry, item, noChange, periodReturnEntry, task } from '../../db/schema.ts'
import type { Kind, Stage, StandardClass } from '../../db/words.ts'
import { isEndStage, ladderOf, rungOf } from '../standards/stages.ts'
import { workedOn } from './quarters.ts'
import {
  type DepartmentRow,
  getPeriod,
  type HandInRow,
  listHandIns,
  listPeriods,
  type Period,
  type PlanRow,
  reopenedUntil,
  SUBMITTED,
} from './queries.ts'
import { type HandInFacts, owesReturn, standingOn } from './returns.ts'

export type EntryLine = {
  id: number
  uid: string
  state: typeof entry.$inferSelect.state
  title: string
  kind: Kind | null
  task: number | null
  stage: Stage | null
  effectiveOn: string | null
  firstSubmittedOn: string | null
}

/** A department's entries of some states, oldest first, as lines. */
export function listLines(db: Read, of: PlanRow, departmentId: number): EntryLine[] {
  return db
    .select({
      id: entry.id,
      uid: entry.uid,
      state: entry.state,
      title: sql<string>`coalesce(${entry.title}, ${item.title}, ${task.title}, ${entry.number}, ${entry.planNumber}, '')`,
      kind: sql<Kind | null>`coalesce(${entry.kind}, ${item.kind})`,
      task: task.number,
      stage: entry.stage,
      effectiveOn: entry.effectiveOn,
      firstSubmittedOn: entry.firstSubmittedOn,
    })
    .from(entry)
    .leftJoin(item, eq(item.id, entry.itemId))
    .leftJoin(task, eq(task.id, entry.taskId))
    .where(and(eq(entry.planId, of.id), eq(entry.departmentId, departmentId)))
    .orderBy(asc(entry.firstSubmittedOn), asc(entry.id))
    .all()
}

/** An item under way: recognised in a stage that is neither the last nor an end. */
type UnderWay = {
  id: number
  uid: string
  title: string
  kind: Kind
  class: StandardClass | null
  stage: Stage
  since: string
}

function listUnderWay(db: Read, of: PlanRow, departmentId: number): UnderWay[] {
  return db
    .all<UnderWay>(sql`select i.id, i.uid, l.title, l.kind, l.class, l.stage, l.effective_on as since
      from ledger_department d
      join ledger l on l.plan_id = d.plan_id and l.item_id = d.item_id
      join item i on i.id = l.item_id
      where d.plan_id = ${of.id} and d.department_id = ${departmentId}
      order by l.effective_on, i.id`)
    .filter(({ kind, class: standardClass, stage }) => {
      const ladder = ladderOf(kind, standardClass)
      return !isEndStage(stage) && rungOf(ladder, stage) < ladder.length - 1
    })
}

/** Everything that decides about a hand-in, as it lies there now. */
export type OwnPeriod = {
  period: Period
  facts: HandInFacts
  /** Entries of the quarter, also those that came back. */
  lines: EntryLine[]
  carried: ReadonlySet<number>
  noChanges: (typeof noChange.$inferSelect)[]
  handIns: HandInRow[]
  underWay: UnderWay[]
}

/** A department's period with all that a hand-in asks for. */
export function ownPeriod(db: Read, of: PlanRow, home: DepartmentRow, code: string, today: string): OwnPeriod {
  const found = getPeriod(db, of, code)
  const lines = listLines(db, of, home.id).filter(
    (one) =>
      one.firstSubmittedOn !== null && one.firstSubmittedOn >= found.startsOn && one.firstSubmittedOn <= found.endsOn,
  )
  const handIns = listHandIns(db, of, home.id).filter((one) => one.periodId === found.id)
  const standing = standingOn(handIns, today)
  const carried = new Set(
    standing.length === 0
      ? []
      : db
          .select({ entryId: periodReturnEntry.entryId })
          .from(periodReturnEntry)
          .where(
            inArray(
              periodReturnEntry.returnId,
              standing.map((one) => one.id),
            ),
          )
          .orderBy(asc(periodReturnEntry.entryId))
          .all()
          .map((row) => row.entryId),
  )
  const noChanges =
    found.id === null
      ? []
      : db
          .select()
          .from(noChange)
          .where(and(eq(noChange.periodId, found.id), eq(noChange.departmentId, home.id)))
          .orderBy(asc(noChange.id))
          .all()
  const underWay = listUnderWay(db, of, home.id)
  const submitted = lines.filter((one) => (SUBMITTED as readonly string[]).includes(one.state))
  const facts: HandInFacts = {
    today,
    period: found,
    department: home,
    locked: found.lock !== null,
    reopenedUntil: reopenedUntil(db, found.id).get(home.id) ?? null,
    entries: submitted.length,
    newEntries: submitted.filter((one) => !carried.has(one.id)).length,
    returned: lines.filter((one) => one.state === 'returned').length,
    noChanges: noChanges.length,
    newNoChanges: noChanges.filter((one) => one.returnId === null).length,
    underWay: underWay.length,
    handIns: standing.length,
  }
  return { period: found, facts, lines, carried, noChanges, handIns, underWay }
}

/** The entries that a hand-in carries now. */
export const submittedOf = (own: OwnPeriod) =>
  own.lines.filter((one) => (SUBMITTED as readonly string[]).includes(one.state))

/** The period that a department works on, with all that lies there; undefined where the plan has none. */
export function periodWorkedOn(db: Read, of: PlanRow, home: DepartmentRow, today: string): OwnPeriod | undefined {
  const handIns = listHandIns(db, of, home.id)
  const worked = workedOn(listPeriods(db, of), today, (one) => {
    const isOver = one.lock !== null && (reopenedUntil(db, one.id).get(home.id) ?? '') < today
    return isOver || !owesReturn(one, home) || standingOn(handIns, today).some((handIn) => handIn.periodId === one.id)
  })
  return worked === undefined ? undefined : ownPeriod(db, of, home, worked.code, today)
}
