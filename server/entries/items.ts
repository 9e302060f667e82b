import { and, asc, eq, isNull, ne, or, sql } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Read, Write } from '../../db/open.ts'
import { doubt, entry, item, submission } from '../../db/schema.ts'
import { given, kept, rowBy } from '../../db/statements.ts'
import { newUid } from '../../db/uid.ts'
import type { Kind } from '../../db/words.ts'
import { recountItem } from '../items/credits.ts'
import { grams } from '../items/search.ts'
import { problem } from '../problem.ts'
import { parseStandardNumber } from '../standards/number.ts'
import type { EntryRow } from './content.ts'
import type { Identity } from './identity.ts'

export type ItemRow = typeof item.$inferSelect

const itemByKey = rowBy(item, item.key)
const addItem = kept((tx: Write) =>
  tx
    .insert(item)
    .values(given('uid', 'kind', 'class', 'nature', 'number', 'planNumber', 'title', 'key', 'createdAt'))
    .returning(),
)

/** The item that an identity means, if it is known: by its key, else a work under way by its plan number. */
export function findItemOf(db: Read, kind: Kind, identity: Identity): ItemRow | undefined {
  const byKey = itemByKey(db, identity.key)
  if (byKey || identity.planNumber === null) return byKey
  return db
    .select()
    .from(item)
    .where(and(eq(item.planNumber, identity.planNumber), eq(item.kind, kind), isNull(item.number)))
    .orderBy(asc(item.id))
    .get()
}

/**
 * Finds the item that a draft speaks of or makes it, so that one thing exists once. `current` is the item that the
 * draft stood on: it is renamed where nobody else stands on it and nothing was ever submitted on it, and it goes where
 * nobody is left on it.
 */
export function settleItem(
  tx: Write,
  kind: Kind,
  identity: Identity,
  current: { itemId: number | null; entryId: number | undefined },
  now: Date,
): ItemRow {
  const { class: standardClass, nature, number, planNumber, title, key } = identity
  const named = { kind, class: standardClass, nature, number, planNumber, title, key }
  const known = findItemOf(tx, kind, identity)
  const { itemId, entryId } = current
  const own = itemId !== null && entryId !== undefined && isOnlyDraft(tx, itemId, entryId)
  if (known && known.id !== itemId) return known
  if (itemId !== null && own) {
    const row = tx.update(item).set(named).where(eq(item.id, itemId)).returning().get()
    index(tx, row)
    return row
  }
  if (known) return known
  const row = addItem(tx).get({ uid: newUid(now), ...named, createdAt: now.toISOString() })
  addWords(tx, row)
  return row
}

/** Whether an item is spoken of by one entry alone, which was never submitted with it. */
function isOnlyDraft(tx: Write, itemId: number, entryId: number): boolean {
  const other = tx
    .select({ id: entry.id })
    .from(entry)
    .where(and(eq(entry.itemId, itemId), ne(entry.id, entryId)))
    .limit(1)
    .get()
  return other === undefined && !wasSubmitted(tx, itemId)
}

function wasSubmitted(tx: Write, itemId: number): boolean {
  return (
    tx.select({ id: submission.reviewId }).from(submission).where(eq(submission.itemId, itemId)).limit(1).get() !==
    undefined
  )
}

/** Removes an item that no entry speaks of any more and on which nothing was ever submitted. */
export function releaseItem(tx: Write, itemId: number | null): void {
  if (itemId === null || wasSubmitted(tx, itemId)) return
  if (tx.select({ id: entry.id }).from(entry).where(eq(entry.itemId, itemId)).limit(1).get()) return
  tx.delete(doubt)
    .where(or(eq(doubt.itemId, itemId), eq(doubt.otherItemId, itemId)))
    .run()
  tx.run(sql`delete from item_search where rowid = ${itemId}`)
  tx.delete(item).where(eq(item.id, itemId)).run()
}

/** Keeps the title findable by a piece of it; see `findNear`. */
function index(tx: Write, row: ItemRow): void {
  tx.run(sql`delete from item_search where rowid = ${row.id}`)
  addWords(tx, row)
}

/** A table of the search: it is made by hand in the migration, and Drizzle keeps none such. */
const itemSearch = sqliteTable('item_search', { rowid: integer('rowid').notNull(), grams: text('grams').notNull() })
const addWordsOf = kept((tx: Write) => tx.insert(itemSearch).values(given('rowid', 'grams')))

function addWords(tx: Write, { id, title, kind, number }: ItemRow): void {
  addWordsOf(tx).run({ rowid: id, grams: titleWords(title, kind === 'standard' && number !== null) })
}

/**
 * The words by which a title is found. Those of a standard with a number are other ones: with another such it is never
 * confused by its title, and a search that had to pass over all of them would grow slower with each.
 */
export function titleWords(title: string, isNumbered: boolean): string {
  return isNumbered ? grams(title).replace(/\S+/g, 'n$&') : grams(title)
}

/**
 * What an item takes from an entry that is being recognised: its plan number, its title where nothing was recognised
 * before, and the number of a standard that was known by its plan number or title.
 */
export function adoptIdentity(tx: Write, row: EntryRow, itemId: number): void {
  const known = tx.select().from(item).where(eq(item.id, itemId)).get()
  if (!known) return
  const first = tx
    .select({ id: entry.id })
    .from(entry)
    .where(and(eq(entry.itemId, itemId), eq(entry.state, 'recognised'), ne(entry.id, row.id)))
    .limit(1)
    .get()
  const planNumber = known.planNumber ?? row.planNumber
  const title = first === undefined || row.correctsId !== null ? (row.title ?? known.title) : known.title
  const read = known.kind === 'standard' && row.number !== null ? parseStandardNumber(row.number) : null
  const isNew = read?.ok === true && (known.number === null || row.correctsId !== null)
  const numbered = read?.ok && isNew ? numberedBy(tx, known, read) : {}
  if (planNumber === known.planNumber && title === known.title && Object.keys(numbered).length === 0) return
  const named = tx
    .update(item)
    .set({ planNumber, title: isNew ? (row.title ?? known.title) : title, ...numbered })
    .where(eq(item.id, itemId))
    .returning()
    .get()
  index(tx, named)
}

function numberedBy(tx: Write, known: ItemRow, read: Extract<ReturnType<typeof parseStandardNumber>, { ok: true }>) {
  const key = `standard ${read.canonical}`
  if (key === known.key) return {}
  const other = tx.select({ id: item.id }).from(item).where(eq(item.key, key)).get()
  if (other)
    throw problem('invalid', {
      errors: [
        {
          path: 'number',
          message: {
            zh: `台账里已有${read.canonical}，请先确定是不是同一项`,
            en: `${read.canonical} is known already. Settle first whether it is the same item`,
          },
        },
      ],
    })
  return { number: read.canonical, class: read.class, nature: read.nature, key }
}

/**
 * 并入: everything that was said of one item is from now on said of the other, which is counted anew; the first is gone.
 * A number that only the first had goes over.
 */
export function mergeItems(tx: Write, fromId: number, intoId: number): void {
  const from = tx.select().from(item).where(eq(item.id, fromId)).get()
  const into = tx.select().from(item).where(eq(item.id, intoId)).get()
  if (!from || !into || from.kind !== into.kind) throw problem('not-found')
  const plans = tx
    .selectDistinct({ planId: submission.planId })
    .from(submission)
    .where(or(eq(submission.itemId, fromId), eq(submission.itemId, intoId)))
    .all()
  tx.update(entry).set({ itemId: intoId }).where(eq(entry.itemId, fromId)).run()
  tx.update(submission).set({ itemId: intoId }).where(eq(submission.itemId, fromId)).run()
  tx.delete(doubt)
    .where(or(eq(doubt.itemId, fromId), eq(doubt.otherItemId, fromId)))
    .run()
  // Its derived rows go while it is still there.
  for (const { planId } of plans) recountItem(tx, planId, fromId)
  releaseItem(tx, fromId)
  if (into.number === null && from.number !== null) {
    const { number, class: standardClass, nature, key } = from
    const numbered = tx
      .update(item)
      .set({ number, class: standardClass, nature, key })
      .where(eq(item.id, intoId))
      .returning()
      .get()
    index(tx, numbered)
  }
  for (const { planId } of plans) recountItem(tx, planId, intoId)
}
