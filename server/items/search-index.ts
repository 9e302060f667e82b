/** Where the words of the ledger are kept (`ledger_search`), a row for each item of each plan that it is in. */
import { type SQL, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import { grams } from './search.ts'

/**
 * The number of a row: plan (8 bits), day (17, since 1800), item (38). What a search finds comes in the order of
 * numbers, so the newest of a plan come without being sorted, however many there are. Day 0: recognised once, but not
 * now; it is found when an earlier day is asked about. The text is SQL over a ledger line `l`.
 */
export const SEARCH_ROW = `(l.plan_id << 55)
  | (min(131071, max(1, cast(julianday(l.effective_on) - julianday('1800-01-01') as integer))) << 38) | l.item_id`
const ITEM = (1n << 38n) - 1n
const DAY = 1n << 38n
const PLAN = 1n << 55n

/** The item that a row of the index is of. */
export const ITEM_FOUND: SQL = sql.raw(`(rowid & ${ITEM})`)

/** What of the index is to be looked at: a plan's items in the ledger now, or all that ever were. */
export function searched(match: string, planId: number, now: boolean): SQL {
  const from = BigInt(planId) * PLAN
  return sql`ledger_search match ${match} and rowid >= ${from + (now ? DAY : 0n)} and rowid < ${from + PLAN}`
}

const MOST_TOTALS = 1_000
const totals = new WeakMap<Read, { version: number; counted: Map<string, number> }>()

/** How many items of a plan's ledger a search finds; counted once for all its pages, until the data change. */
export function countFound(db: Read, match: string, planId: number, dataVersion: number): number {
  let kept = totals.get(db)
  if (kept?.version !== dataVersion || kept.counted.size >= MOST_TOTALS) {
    kept = { version: dataVersion, counted: new Map() }
    totals.set(db, kept)
  }
  const known = kept.counted.get(`${planId} ${match}`)
  if (known !== undefined) return known
  const found = searched(match, planId, true)
  const { n } = db.get<{ n: number }>(sql`select count(*) as n from ledger_search where ${found}`)
  kept.counted.set(`${planId} ${match}`, n)
  return n
}

/** Takes an item's words out, before its ledger line changes. */
export function forgetWords(tx: Write, planId: number, itemId: number): void {
  tx.run(sql`delete from ledger_search where rowid = ${BigInt(planId) * PLAN + BigInt(itemId)}`)
  tx.run(sql`delete from ledger_search
    where rowid = (select ${sql.raw(SEARCH_ROW)} from ledger l where l.plan_id = ${planId} and l.item_id = ${itemId})`)
}

/** Writes an item's words, after its ledger line; `texts` are its numbers and title. */
export function keepWords(
  tx: Write,
  planId: number,
  itemId: number,
  inLedger: boolean,
  texts: readonly (string | null)[],
): void {
  const words = grams(texts.filter((text) => text !== null).join(' '))
  tx.run(
    inLedger
      ? sql`insert into ledger_search (rowid, grams) select ${sql.raw(SEARCH_ROW)}, ${words} from ledger l
          where l.plan_id = ${planId} and l.item_id = ${itemId}`
      : sql`insert into ledger_search (rowid, grams) values (${BigInt(planId) * PLAN + BigInt(itemId)}, ${words})`,
  )
}
