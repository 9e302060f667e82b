/** Reading periods and who handed in for which. */
import { and, asc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Read } from '../../db/open.ts'
import {
  account,
  department,
  noChange,
  period,
  periodReopening,
  periodReturn,
  periodReturnEntry,
  plan,
  planDepartment,
} from '../../db/schema.ts'
import type { ReturnMark } from '../../db/words.ts'
import { departmentsOf, type Person } from '../accounts/identity.ts'
import { problem } from '../problem.ts'
import type { Returns } from './contract.ts'
import { currentOf, type Quarter, quarterCodeOf, quartersOf } from './quarters.ts'
import { ratesOf, returnState, standingOn } from './returns.ts'

export type PlanRow = typeof plan.$inferSelect
export type DepartmentRow = typeof department.$inferSelect

/** A quarter with what was decided about it; `id` is null and `version` 0 while nothing was. */
export type Period = Quarter & {
  id: number | null
  version: number
  lock: { on: string; by: string; reason: string } | null
}

/** Who reports or signs for a department. */
export const DEPARTMENT_ROLES = ['reporter', 'head'] as const

/** The plan behind a code. Throws `not-found`. */
export function getPlan(db: Read, code: string): PlanRow {
  const row = db.select().from(plan).where(eq(plan.code, code)).get()
  if (!row)
    throw problem('not-found', {
      detail: { zh: `没有代码为“${code}”的方案。`, en: `There is no plan “${code}”.` },
    })
  return row
}

/** A department of the plan for which the person reports or signs. Throws `not-found` for any other, as for none. */
export function getOwnDepartment(db: Read, of: PlanRow, code: string, person: Person): DepartmentRow {
  const found = ownDepartments(db, of, person).find((one) => one.code === code)
  if (!found)
    throw problem('not-found', {
      detail: { zh: '没有这个部门，或者不在账号的范围。', en: 'There is no such department in your reach.' },
    })
  return found
}

/** The plan's departments for which a person reports or signs, in the plan's order. */
export function ownDepartments(db: Read, of: PlanRow, person: Person): DepartmentRow[] {
  const own = departmentsOf(person, DEPARTMENT_ROLES)
  return planDepartments(db, of).filter((one) => own === 'all' || own.includes(one.id))
}

export function planDepartments(db: Read, of: PlanRow): DepartmentRow[] {
  return db
    .select({ of: department })
    .from(planDepartment)
    .innerJoin(department, eq(department.id, planDepartment.departmentId))
    .where(eq(planDepartment.planId, of.id))
    .orderBy(asc(planDepartment.position))
    .all()
    .map((row) => row.of)
}

/** Every quarter of a plan, oldest first, with the days and locks decided for it. A plan without counted targets has them too. */
export function listPeriods(db: Read, of: PlanRow): Period[] {
  const stored = db
    .select({ of: period, lockedBy: account.displayName })
    .from(period)
    .leftJoin(account, eq(account.id, period.lockedById))
    .where(eq(period.planId, of.id))
    .orderBy(asc(period.code))
    .all()
  return quartersOf(of.startsOn, of.dueOn).map((quarter): Period => {
    const row = stored.find((one) => one.of.code === quarter.code)
    if (!row) return { ...quarter, id: null, version: 0, lock: null }
    const { id, version, opensOn, dueOn, lockedOn, lockReason } = row.of
    const lock =
      lockedOn === null || lockReason === null ? null : { on: lockedOn, by: row.lockedBy ?? '', reason: lockReason }
    return { ...quarter, opensOn, dueOn, id, version, lock }
  })
}

/** One period of a plan. Throws `not-found`. */
export function getPeriod(db: Read, of: PlanRow, code: string): Period {
  const found = listPeriods(db, of).find((one) => one.code === code)
  if (!found)
    throw problem('not-found', {
      detail: { zh: `方案里没有“${code}”这个报送期。`, en: `The plan has no period “${code}”.` },
    })
  return found
}

export type HandInRow = {
  id: number
  uid: string
  periodId: number
  departmentId: number
  mark: ReturnMark
  on: string
  by: string
  entries: number
  noChanges: number
  withdrawnOn: string | null
  withdrawnBy: string | null
}

/** All hand-ins of a plan, or of one department, oldest first; those that were withdrawn too. */
export function listHandIns(db: Read, of: PlanRow, departmentId?: number): HandInRow[] {
  const own = departmentId === undefined ? undefined : eq(periodReturn.departmentId, departmentId)
  const withdrawer = alias(account, 'withdrawer')
  return db
    .select({
      id: periodReturn.id,
      uid: periodReturn.uid,
      withdrawnOn: periodReturn.withdrawnOn,
      withdrawnBy: withdrawer.displayName,
      periodId: periodReturn.periodId,
      departmentId: periodReturn.departmentId,
      mark: periodReturn.mark,
      on: periodReturn.on,
      by: account.displayName,
      entries: sql`(select count(*) from ${periodReturnEntry} e where e.return_id = ${periodReturn.id})`.mapWith(
        Number,
      ),
      noChanges: sql`(select count(*) from ${noChange} n where n.return_id = ${periodReturn.id})`.mapWith(Number),
    })
    .from(periodReturn)
    .innerJoin(period, eq(period.id, periodReturn.periodId))
    .innerJoin(account, eq(account.id, periodReturn.byId))
    .leftJoin(withdrawer, eq(withdrawer.id, periodReturn.withdrawnById))
    .where(and(eq(period.planId, of.id), own))
    .orderBy(asc(periodReturn.id))
    .all()
}

/** 报送情况: departments by quarters, as they stood at the end of a day. */
export function returnsOn(db: Read, code: string, asOf: string, dataVersion: number): Returns {
  const of = getPlan(db, code)
  const all = listPeriods(db, of)
  const begun = all.filter((one) => one.startsOn <= asOf)
  const handIns = Map.groupBy(listHandIns(db, of), (one) => `${one.departmentId} ${one.periodId}`)
  const departments = planDepartments(db, of).map((row) => {
    const states = begun.map((one) => {
      const mine = handIns.get(`${row.id} ${one.id}`) ?? []
      const known = standingOn(mine, asOf)
      return {
        period: one.code,
        state: returnState(one, row, mine, asOf),
        on: known[0]?.on ?? null,
        mark: known.at(-1)?.mark ?? null,
      }
    })
    return { code: row.code, name: row.name, states, ...ratesOf(states.map((one) => one.state)) }
  })
  return {
    plan: of.code,
    asOf,
    current: currentOf(begun, asOf)?.code ?? null,
    periods: begun.map(({ id: _id, version: _version, lock, ...days }, place) => {
      const states = departments.flatMap((one) => one.states[place]?.state ?? [])
      return {
        ...days,
        locked: lock !== null && lock.on <= asOf,
        expected: states.filter((state) => state !== 'not-counted').length,
        ...ratesOf(states),
      }
    }),
    departments,
    dataVersion,
  }
}

/** Who may still hand in a locked period, by department id: the last day of the latest reopening. */
export function reopenedUntil(db: Read, periodId: number | null): ReadonlyMap<number, string> {
  if (periodId === null) return new Map()
  const rows = db
    .select({ departmentId: periodReopening.departmentId, untilOn: periodReopening.untilOn })
    .from(periodReopening)
    .where(eq(periodReopening.periodId, periodId))
    .orderBy(asc(periodReopening.untilOn))
    .all()
  return new Map(rows.map((row) => [row.departmentId, row.untilOn]))
}

/** States in which an entry counts as handed in: it has left the department, or is on its way out. */
export const SUBMITTED = ['awaiting-sign', 'in-review', 'recognised'] as const

/** The quarter to which an entry that was first submitted on a day belongs; null outside the plan. */
export function periodOfDay(db: Read, of: PlanRow, day: string): Period | null {
  return listPeriods(db, of).find((one) => one.code === quarterCodeOf(day)) ?? null
}

/** Hand-ins as they are shown: those that stand, and what was withdrawn. */
export function shownHandIns(rows: readonly HandInRow[], today: string) {
  return {
    handIns: standingOn(rows, today).map(({ uid: id, on, mark, by, entries, noChanges }) => ({
      ...{ id, on, mark, by, entries, noChanges },
    })),
    withdrawn: rows.flatMap(({ on: handedInOn, withdrawnOn: on, withdrawnBy }) =>
      on === null ? [] : [{ on, by: withdrawnBy ?? '', handedInOn }],
    ),
  }
}
