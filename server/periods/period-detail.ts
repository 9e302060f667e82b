/** One period as the reviewer works on it. */
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { account, department, entry, periodReopening } from '../../db/schema.ts'
import type { PeriodDetail } from './contract.ts'
import {
  getPeriod,
  listHandIns,
  type PlanRow,
  planDepartments,
  reopenedUntil,
  SUBMITTED,
  shownHandIns,
} from './queries.ts'
import { returnState } from './returns.ts'
import { listSlipRows } from './slip-queries.ts'
import { colourOn, slipState } from './slips.ts'

/** One period as the reviewer works on it: who handed in what, who is silent, what was reopened and chased. */
export function periodOn(db: Read, of: PlanRow, code: string, today: string): PeriodDetail {
  const found = getPeriod(db, of, code)
  const { id, version, lock, ...days } = found
  const handIns = listHandIns(db, of).filter((one) => one.periodId === id)
  const reopened = reopenedUntil(db, id)
  const slips = id === null ? [] : listSlipRows(db, of).filter((one) => one.slip.periodId === id)
  const entries = new Map(
    db
      .select({ departmentId: entry.departmentId, entries: sql`count(*)`.mapWith(Number) })
      .from(entry)
      .where(
        and(
          eq(entry.planId, of.id),
          inArray(entry.state, [...SUBMITTED]),
          sql`${entry.firstSubmittedOn} between ${found.startsOn} and ${found.endsOn}`,
        ),
      )
      .groupBy(entry.departmentId)
      .orderBy(asc(entry.departmentId))
      .all()
      .map((row) => [row.departmentId, row.entries]),
  )
  return {
    ...days,
    today,
    version,
    lock,
    reopenings: id === null ? [] : listReopenings(db, id),
    departments: planDepartments(db, of).map((row) => {
      const mine = handIns.filter((one) => one.departmentId === row.id)
      const chasing = slips.find((one) => one.slip.departmentId === row.id && one.slip.closedOn === null)
      return {
        code: row.code,
        name: row.name,
        state: returnState(found, row, mine, today),
        ...shownHandIns(mine, today),
        entries: entries.get(row.id) ?? 0,
        reopenedUntil: reopened.get(row.id) ?? null,
        slip: chasing
          ? {
              id: chasing.slip.uid,
              colour: colourOn(chasing.days, today),
              state: slipState(chasing.days, today),
              answerBy: chasing.slip.answerBy,
            }
          : null,
      }
    }),
  }
}

function listReopenings(db: Read, periodId: number): PeriodDetail['reopenings'] {
  return db
    .select({
      department: department.code,
      untilOn: periodReopening.untilOn,
      reason: periodReopening.reason,
      by: account.displayName,
      on: periodReopening.on,
    })
    .from(periodReopening)
    .innerJoin(department, eq(department.id, periodReopening.departmentId))
    .innerJoin(account, eq(account.id, periodReopening.byId))
    .where(eq(periodReopening.periodId, periodId))
    .orderBy(desc(periodReopening.id))
    .all()
}
