import { asc, sql } from 'drizzle-orm'
import type { Database } from '../../db/open.ts'
import { plan } from '../../db/schema.ts'
import { CONSOLE, record } from '../audit/record.ts'
import { recountPlan } from './credits.ts'

/**
 * What an earlier version of the program derived from the entries is derived anew, once, in the form of this one. It
 * shows in that the ledger cannot be searched.
 */
export function recountOld(db: Database, now: Date): void {
  const isEmpty = db.read.get(sql`select 1 from ledger limit 1`) === undefined
  if (isEmpty || db.read.get(sql`select 1 from ledger_search limit 1`) !== undefined) return
  for (const { id, code } of db.read.select().from(plan).orderBy(asc(plan.position)).all())
    record(db, { actor: CONSOLE, action: 'recount', subjectType: 'plan', subject: code }, now, (tx) =>
      recountPlan(tx, id),
    )
}
