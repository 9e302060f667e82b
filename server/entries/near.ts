import { and, asc, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import { account, doubt, entry, entryUnit, item, unit } from '../../db/schema.ts'
import { givenList, kept } from '../../db/statements.ts'
import type { DoubtKind, Kind } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { problem } from '../problem.ts'
import { listRenamedCodes } from '../standards/codes.ts'
import { parseStandardNumber } from '../standards/number.ts'
import { getEntry } from './changes.ts'
import { contentOf, type EntryRow } from './content.ts'
import type { Answer, Doubt } from './contract.ts'
import { titleWords } from './items.ts'
import { knownItem, type Sight } from './known.ts'
import { ALIKE, ALIKE_IN_UNIT, piecesOf, plainTitle, similarity } from './similarity.ts'

/** What is looked for near duplicates of. */
export type Sought = {
  kind: Kind
  number: string | null
  planNumber: string | null
  title: string | null
  units: readonly { name: string }[]
  /** The item itself, where it is known. */
  itemId: number | null
}
export type Near = { itemId: number; kind: DoubtKind }

/** Candidates looked at for alike titles: an index answers them, never the whole table. */
const MOST = 60

/**
 * Items that may be the same thing (design, rule 2): a standard of the same serial and year with another nature, or
 * under a renamed industry code; one whose plan number it is; an alike title where one of the two has no number yet; a
 * pilot of the same unit. Exact duplicates are none: they are the item.
 */
export function findNear(db: Read, sought: Sought, sight: Sight): Near[] {
  const found = new Map<number, DoubtKind>()
  const put = (kind: DoubtKind, ids: readonly number[]) => {
    for (const id of ids) if (id !== sought.itemId && !found.has(id)) found.set(id, kind)
  }
  const read = sought.kind === 'standard' && sought.number !== null ? parseStandardNumber(sought.number) : null
  if (read?.ok) {
    const base = read.code.replace(/\/[TZ]$/, '')
    const rest = read.canonical.slice(read.code.length)
    const keys = (codes: readonly string[]) =>
      codes.flatMap((code) => ['', '/T', '/Z'].map((nature) => `standard ${code}${nature}${rest}`))
    put('other-nature', byKeys(db, keys([base])))
    put('renamed-code', byKeys(db, keys(listRenamedCodes(base))))
  }
  if (sought.planNumber !== null) {
    const rows = db
      .select({ id: item.id })
      .from(item)
      .where(and(eq(item.planNumber, sought.planNumber), eq(item.kind, sought.kind), isNotNull(item.number)))
      .limit(MOST)
      .all()
    put(
      'plan-number',
      rows.map((row) => row.id),
    )
  }
  const title = sought.title ?? ''
  put(
    'alike-title',
    // Two numbers are two standards, however alike their titles: parts of one series are.
    byTitle(db, sought.kind, title, sought.kind === 'standard' && sought.number !== null)
      .filter((row) => similarity(title, row.title) >= ALIKE)
      .map((row) => row.id),
  )
  if (sought.kind !== 'standard')
    put(
      'same-unit',
      byUnits(
        db,
        sought.kind,
        sought.units.map((one) => one.name),
      )
        .filter((row) => similarity(title, row.title) >= ALIKE_IN_UNIT)
        .map((row) => row.id),
    )
  return [...found].filter(([id]) => isInSight(db, id, sight)).map(([itemId, kind]) => ({ itemId, kind }))
}

const itemsByKey = kept((db: Read) =>
  db
    .select({ id: item.id })
    .from(item)
    .where(inArray(item.key, givenList('keys')))
    .orderBy(asc(item.id)),
)

function byKeys(db: Read, keys: readonly string[]): number[] {
  if (keys.length === 0) return []
  return itemsByKey(db)
    .all({ keys: JSON.stringify(keys) })
    .map((row) => row.id)
}

type Titled = { id: number; title: string }

const itemsByTitle = kept((db: Read) =>
  db
    .select({ id: item.id, title: item.title })
    .from(item)
    .where(
      and(
        eq(item.kind, sql.placeholder('kind')),
        sql`${item.id} in (select rowid from item_search where item_search match ${sql.placeholder('match')} limit ${MOST})`,
      ),
    )
    .orderBy(asc(item.id)),
)

function byTitle(db: Read, kind: Kind, title: string, isNumbered: boolean): Titled[] {
  const among = kind !== 'standard' || isNumbered ? [false] : [false, true]
  const pieces = piecesOf(title).flatMap((piece) => among.map((numbered) => `"${titleWords(piece, numbered)}"`))
  return pieces.length === 0 ? [] : itemsByTitle(db).all({ kind, match: pieces.join(' OR ') })
}

function byUnits(db: Read, kind: Kind, names: readonly string[]): Titled[] {
  if (names.length === 0) return []
  return db
    .selectDistinct({ id: item.id, title: item.title })
    .from(entryUnit)
    .innerJoin(unit, and(eq(unit.id, entryUnit.unitId), inArray(unit.name, [...names])))
    .innerJoin(entry, eq(entry.id, entryUnit.entryId))
    .innerJoin(item, and(eq(item.id, entry.itemId), eq(item.kind, kind)))
    .limit(MOST)
    .all()
}

/** Others' drafts are nobody's business: what counts is recognised, with the reviewer, or one's own. */
function isInSight(db: Read, itemId: number, { planId, departmentId, entryId }: Sight): boolean {
  const said = { itemId, planId, entryId: entryId ?? NOBODY, departmentId: departmentId ?? NOBODY }
  return entryInSight(db).get(said) !== undefined
}

/** No row has this id. */
const NOBODY = -1
const entryInSight = kept((db: Read) =>
  db
    .select({ id: entry.id })
    .from(entry)
    .where(
      and(
        eq(entry.itemId, sql.placeholder('itemId')),
        eq(entry.planId, sql.placeholder('planId')),
        ne(entry.id, sql.placeholder('entryId')),
        or(
          inArray(entry.state, ['recognised', 'in-review']),
          and(
            eq(entry.departmentId, sql.placeholder('departmentId')),
            inArray(entry.state, ['draft', 'returned', 'awaiting-sign']),
          ),
        ),
      ),
    )
    .limit(1),
)

/** The doubts about an entry as somebody sees them, answered and settled ones among them, the gravest first. */
export function listDoubts(db: Read, row: EntryRow, sight: Sight): Doubt[] {
  if (row.subject !== 'item' || row.kind === null) return []
  const { kind, number, planNumber, title, itemId } = row
  const units = contentOf(db, row).units
  const near = findNear(db, { kind, number, planNumber, title, units, itemId }, sight).flatMap((one): Doubt[] => {
    const other = knownItem(db, one.itemId, sight)
    const pair = itemId === null ? undefined : findPair(db, itemId, one.itemId)
    return other ? [{ kind: one.kind, other: other.id, item: other, entry: null, ...answersOf(db, pair) }] : []
  })
  return [...near, ...differing(db, row, sight)]
}

const recognisedBeside = kept((db: Read) =>
  db
    .select()
    .from(entry)
    .where(
      and(
        eq(entry.itemId, sql.placeholder('itemId')),
        eq(entry.planId, sql.placeholder('planId')),
        ne(entry.id, sql.placeholder('id')),
        eq(entry.state, 'recognised'),
      ),
    )
    .orderBy(asc(entry.id)),
)

/** Other entries on the same item that tell another day of the same stage, or another title. */
function differing(db: Read, row: EntryRow, sight: Sight): Doubt[] {
  if (row.itemId === null) return []
  const others = recognisedBeside(db).all({ itemId: row.itemId, planId: row.planId, id: row.id })
  const corrected = new Set(others.map((one) => one.correctsId))
  return others
    .filter((other) => other.id !== row.correctsId && !corrected.has(other.id))
    .flatMap((other) => {
      const said = { day: other.effectiveOn, title: other.title }
      const kinds: DoubtKind[] = []
      if (other.stage === row.stage && row.effectiveOn !== null && other.effectiveOn !== row.effectiveOn)
        kinds.push('other-day')
      if (row.title !== null && other.title !== null && plainTitle(row.title) !== plainTitle(other.title))
        kinds.push('other-title')
      const home = kinds.length === 0 || row.itemId === null ? null : knownItem(db, row.itemId, sight)
      return kinds.map((kind): Doubt => {
        const known = db
          .select()
          .from(doubt)
          .where(and(eq(doubt.entryId, row.id), eq(doubt.otherEntryId, other.id), eq(doubt.kind, kind)))
          .get()
        return { kind, other: other.uid, item: home, entry: { id: other.uid, ...said }, ...answersOf(db, known) }
      })
    })
}

type DoubtRow = typeof doubt.$inferSelect

function answersOf(db: Read, row: DoubtRow | undefined) {
  const nameOf = (id: number | null) =>
    id === null ? null : (db.select().from(account).where(eq(account.id, id)).get()?.displayName ?? null)
  return {
    answer: row?.answer ?? null,
    difference: row?.difference ?? null,
    answeredBy: nameOf(row?.answeredById ?? null),
    verdict: row?.verdict ?? null,
    note: row?.note ?? null,
    settledBy: nameOf(row?.settledById ?? null),
  }
}

const inOrder = (a: number, b: number) => (a < b ? { low: a, high: b } : { low: b, high: a })

function findPair(db: Read, one: number, other: number): DoubtRow | undefined {
  const { low, high } = inOrder(one, other)
  return db
    .select()
    .from(doubt)
    .where(and(eq(doubt.itemId, low), eq(doubt.otherItemId, high)))
    .get()
}

/** Doubts that keep an entry from being recognised: not settled, against something that is recognised. */
export function openDoubts(db: Read, row: EntryRow): Doubt[] {
  const sight = { planId: row.planId, departmentId: null, entryId: row.id }
  return listDoubts(db, row, sight).filter(
    (one) =>
      one.verdict === null &&
      (one.entry !== null || one.item?.departments.some(({ state }) => state === 'recognised') === true),
  )
}

/**
 * Keeps what the reporter said to the near duplicates: two things, and in which way they differ. (That it is the same
 * thing is said by choosing the item.) Answers to what is not near are left out.
 */
export function answerDoubts(tx: Write, actor: Person, uid: string, answers: readonly Answer[], now: Date): void {
  const row = getEntry(tx, uid)
  if (row.itemId === null) return
  const sight = { planId: row.planId, departmentId: row.departmentId, entryId: row.id }
  const near = listDoubts(tx, row, sight).filter((one) => one.entry === null)
  for (const { item: other, answer, difference } of answers) {
    const one = near.find((candidate) => candidate.other === other)
    const otherRow = tx.select().from(item).where(eq(item.uid, other)).get()
    if (!one || !otherRow || answer === 'same') continue
    const { low, high } = inOrder(row.itemId, otherRow.id)
    const said = {
      answer,
      difference: difference?.trim() || null,
      answeredById: actor.id,
      answeredAt: now.toISOString(),
    }
    tx.insert(doubt)
      .values({ kind: one.kind, itemId: low, otherItemId: high, entryId: row.id, ...said })
      .onConflictDoUpdate({ target: [doubt.itemId, doubt.otherItemId], set: said })
      .run()
  }
}

/**
 * The reviewer settles a doubt about an entry. `other`: uid of the near item, or of the entry that tells another day or
 * title. Near items that are the same are to be merged by the caller, whose answer is the id of the other item.
 */
export function settleDoubt(
  tx: Write,
  actor: Person,
  row: EntryRow,
  said: { other: string; verdict: 'same' | 'different'; note: string | null },
  now: Date,
): { merge: number | null } {
  const sight = { planId: row.planId, departmentId: null, entryId: row.id }
  const open = listDoubts(tx, row, sight).filter((one) => one.other === said.other)
  if (row.itemId === null || open.length === 0) throw problem('not-found')
  const settled = { verdict: said.verdict, note: said.note, settledById: actor.id, settledAt: now.toISOString() }
  for (const one of open) {
    if (one.entry === null) {
      const otherRow = tx.select().from(item).where(eq(item.uid, said.other)).get()
      if (!otherRow) throw problem('not-found')
      if (said.verdict === 'same') return { merge: otherRow.id }
      const { low, high } = inOrder(row.itemId, otherRow.id)
      tx.insert(doubt)
        .values({ kind: one.kind, itemId: low, otherItemId: high, entryId: row.id, ...settled })
        .onConflictDoUpdate({ target: [doubt.itemId, doubt.otherItemId], set: settled })
        .run()
      continue
    }
    tx.insert(doubt)
      .values({
        kind: one.kind,
        itemId: row.itemId,
        entryId: row.id,
        otherEntryId: getEntry(tx, said.other).id,
        ...settled,
      })
      .onConflictDoUpdate({ target: [doubt.entryId, doubt.otherEntryId, doubt.kind], set: settled })
      .run()
  }
  return { merge: null }
}
