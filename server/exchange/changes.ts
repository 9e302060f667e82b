import { and, asc, count, eq, gt, inArray, isNotNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import { department, entry, importBatch, importRow, plan } from '../../db/schema.ts'
import { kept } from '../../db/statements.ts'
import { newUid } from '../../db/uid.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { act } from '../entries/actions.ts'
import { type EntryReport, report } from '../entries/changes.ts'
import { type PreparedDraft, packDrafts, prepareDraft, writeDrafts } from '../entries/many.ts'
import { answerDoubts } from '../entries/near.ts'
import { handIn } from '../periods/changes.ts'
import { periodWorkedOn } from '../periods/own-period.ts'
import { problem, type Wording } from '../problem.ts'
import type { ImportRowPatch } from './contract.ts'
import { type BatchRow, cellsOf, fixesOf, foundOf, type Mends, type RowRow, tablesOf } from './queries.ts'
import type { TableHead } from './reading.ts'
import { type Found, type Settled, type Settler, twiceOf } from './settle.ts'
import { type Fixes, type PlanWords, type RawCell, type Said, understandRow } from './understand.ts'

type NewBatch = Pick<BatchRow, 'planId' | 'departmentId' | 'accountId' | 'fileName' | 'fileHash' | 'bytes'>

/** A batch that is about to be read. */
export function openBatch(tx: Write, said: NewBatch, now: Date): BatchRow {
  return tx
    .insert(importBatch)
    .values({
      ...said,
      uid: newUid(now),
      state: 'reading',
      tables: '[]',
      skipped: '[]',
      emptyRows: 0,
      rowsRead: 0,
      createdAt: now.toISOString(),
    })
    .returning()
    .get()
}

/** A row as the thread read and settled it. */
export type SettledRow = { table: number; row: number; cells: RawCell[] } & Settled

/** Rows as they travel from the thread: one JSON text, which SQLite takes apart. */
export type PackedRows = { count: number; json: string }

/** Done in the thread, so that the server's own has nothing to do but hand the text on. */
export function packRows(rows: readonly SettledRow[]): PackedRows {
  const packed = rows.map(({ table, row, cells, verdict, departmentId, key, found }) => {
    const { effect, lacksEvidence, targets } = effectOf(found)
    const sums = [effect, Number(lacksEvidence), targets]
    return [
      table,
      row,
      verdict,
      departmentId,
      key.toWellFormed(),
      ...sums,
      JSON.stringify(cells),
      JSON.stringify(found),
    ]
  })
  return { count: rows.length, json: JSON.stringify(packed) }
}

/** Keeps the next rows of a batch that is being read. Does nothing once it was cancelled. */
export function keepRows(tx: Write, batchId: number, { count: rows, json }: PackedRows): boolean {
  const batch = tx.select().from(importBatch).where(eq(importBatch.id, batchId)).get()
  if (batch?.state !== 'reading') return false
  tx.run(sql`insert into import_row (batch_id, table_place, row, verdict, department_id, key, effect, lacks_evidence,
    targets, cells, found, fixes) select ${batchId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
    value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, '{"fields":{}}' from json_each(${json}) order by key`)
  tx.update(importBatch)
    .set({ rowsRead: batch.rowsRead + rows })
    .where(eq(importBatch.id, batchId))
    .run()
  return true
}

/** What the sums over a batch are made of. */
const effectOf = ({ said, item, lacksEvidence, targets }: Found) => ({
  effect:
    said.kind === 'task' || said.kind === 'zero'
      ? said.kind
      : item === null
        ? ('fresh' as const)
        : ('advance' as const),
  lacksEvidence,
  targets: targets.join(' '),
})

export function keepExpected(tx: Write, batchId: number, rowsExpected: number): void {
  tx.update(importBatch).set({ rowsExpected }).where(eq(importBatch.id, batchId)).run()
}

type ReadFile = { tables: readonly TableHead[]; skipped: readonly string[]; emptyRows: number }

/** The file is read to its end, or could not be; a batch that was cancelled meanwhile stays so. */
export function closeReading(tx: Write, batchId: number, read: ReadFile, because: Wording | null, now: Date): void {
  const { tables, skipped, emptyRows } = read
  if (because !== null) tx.delete(importRow).where(eq(importRow.batchId, batchId)).run()
  tx.update(importBatch)
    .set({
      state: because === null ? 'open' : 'refused',
      because: because === null ? null : JSON.stringify(because),
      tables: JSON.stringify(tables),
      skipped: JSON.stringify(skipped),
      emptyRows,
      readAt: now.toISOString(),
    })
    .where(and(eq(importBatch.id, batchId), eq(importBatch.state, 'reading')))
    .run()
}

/** Cancels a batch that is read or open; nothing of it is kept but that it was. */
export function cancelBatch(tx: Write, batch: BatchRow): void {
  if (batch.state !== 'reading' && batch.state !== 'open') throw wrongState(batch)
  tx.delete(importRow).where(eq(importRow.batchId, batch.id)).run()
  tx.update(importBatch).set({ state: 'cancelled' }).where(eq(importBatch.id, batch.id)).run()
}

/** What was being read when the program stopped can be sent again. */
export function cancelUnfinished(tx: Write): void {
  const left = tx
    .select()
    .from(importBatch)
    .where(inArray(importBatch.state, ['reading']))
    .all()
  for (const batch of left) cancelBatch(tx, batch)
}

const wrongState = (batch: BatchRow) =>
  problem('not-allowed', {
    detail: { zh: '这次导入已经办完，不能再改。', en: 'This import is done and cannot be changed.' },
    params: { state: batch.state },
  })

/** Mends a row: cells, whether it is left out, what it is the same as. It is understood and settled anew. */
export function mendRow(
  tx: Write,
  batch: BatchRow,
  row: RowRow,
  patch: ImportRowPatch,
  words: PlanWords,
  settler: Settler,
): RowRow {
  if (batch.state !== 'open') throw wrongState(batch)
  const was = fixesOf(row)
  const fields: Fixes = { ...was.fields }
  for (const [field, text] of Object.entries(patch.fixes ?? {})) {
    if (text === null) delete fields[field as keyof Fixes]
    else fields[field as keyof Fixes] = text
  }
  const mends: Mends = {
    fields,
    ...((patch.leftOut ?? was.leftOut) ? { leftOut: true } : {}),
    ...((patch.dayConfirmed ?? was.dayConfirmed) ? { dayConfirmed: true } : {}),
  }
  const near = patch.near === undefined ? was.near : (patch.near ?? undefined)
  if (near !== undefined) mends.near = near
  const head = tablesOf(batch)[row.tablePlace]
  if (!head) throw problem('not-found')
  const understood = understandRow(cellsOf(row), head.heads, head.meaning, words, fields)
  const { key, departmentId, ...settled } = settler.settle(row.row, understood, mends)
  // The settler of one row does not know the others.
  const other = settled.verdict === 'ready' || settled.verdict === 'ask' ? findSame(tx, row, key) : undefined
  const verdict = other ? 'twice' : settled.verdict
  const found = other ? { ...settled.found, because: twiceOf(other.row) } : settled.found
  return tx
    .update(importRow)
    .set({ ...effectOf(found), fixes: JSON.stringify(mends), verdict, departmentId, key, found: JSON.stringify(found) })
    .where(eq(importRow.id, row.id))
    .returning()
    .get()
}

/** Another row of the batch that is to be written and says the same. */
function findSame(tx: Write, row: RowRow, key: string): RowRow | undefined {
  return tx
    .select()
    .from(importRow)
    .where(
      and(
        eq(importRow.batchId, row.batchId),
        eq(importRow.key, key),
        inArray(importRow.verdict, ['ready', 'ask']),
        ne(importRow.id, row.id),
      ),
    )
    .get()
}

/** 没定的都不导入: every row that is open is left out. */
export function leaveOpenOut(tx: Write, batch: BatchRow): number {
  if (batch.state !== 'open') throw wrongState(batch)
  const because: Wording = { zh: '没有定，不导入', en: 'Not settled; not imported' }
  return tx
    .update(importRow)
    .set({
      verdict: 'left-out',
      fixes: sql`json_set(fixes, '$.leftOut', json('true'))`,
      found: sql`json_set(found, '$.because', json(${JSON.stringify(because)}))`,
    })
    .where(and(eq(importRow.batchId, batch.id), inArray(importRow.verdict, ['fault', 'ask'])))
    .returning({ id: importRow.id })
    .all().length
}

/** A batch made ready to be written: runs of rows as texts that SQLite takes apart, and between them rows on their own. */
export type PreparedBatch = ({ drafts: Buffer; rows: Buffer } | { rowId: number })[]
const RUN = 500

/**
 * Works out, before the transaction that everybody waits for, what the rows of a batch will write. `planCode` and the
 * rows are looked at once more when they are written. Throws where a row cannot be written.
 */
export function prepareBatch(db: Read, person: Person, uid: string, now: Date): PreparedBatch {
  const batch = db.select().from(importBatch).where(eq(importBatch.uid, uid)).get()
  if (!batch) throw problem('not-found')
  const homeOf = homesOf(db, batch)
  const prepared: PreparedBatch = []
  let drafts: PreparedDraft[] = []
  let rows: [number, string, string][] = []
  const flush = () => {
    if (drafts.length === 0) return
    prepared.push({ drafts: Buffer.from(packDrafts(drafts)), rows: Buffer.from(JSON.stringify(rows)) })
    drafts = []
    rows = []
  }
  for (const row of readyRows(db, batch)) {
    const mends = fixesOf(row)
    const { said } = foundOf(row)
    const draft =
      said.kind === 'zero' || mends.near !== undefined
        ? null
        : prepareDraft(db, person, { ...reportOf(said, mends), ...homeOf(row) }, now)
    if (draft === null) {
      flush()
      prepared.push({ rowId: row.id })
      continue
    }
    drafts.push(draft)
    rows.push([row.id, String(draft.entry.uid), row.fixes])
    if (drafts.length >= RUN) flush()
  }
  flush()
  return prepared
}

/** The plan and the department that a row is reported for, by their codes. */
function homesOf(db: Read, batch: BatchRow) {
  const of = db.select({ code: plan.code }).from(plan).where(eq(plan.id, batch.planId)).get()
  const codes = new Map(
    db
      .select({ id: department.id, code: department.code })
      .from(department)
      .orderBy(asc(department.id))
      .all()
      .map((one) => [one.id, one.code]),
  )
  return (row: RowRow) => ({
    plan: of?.code ?? '',
    department: codes.get(row.departmentId ?? batch.departmentId) ?? '',
  })
}

/**
 * Writes every row that can be imported as an entry, all or none: as drafts, or submitted at once. `prepared` is what
 * `prepareBatch` made of the batch; without it each row is written on its own. Throws a problem where rows are still
 * open, nothing is left to write, a row cannot be submitted, or somebody mended a row meanwhile.
 */
export function writeBatch(
  tx: Write,
  person: Person,
  uid: string,
  as: 'drafts' | 'submitted',
  now: Date,
  prepared: PreparedBatch | null = null,
): number {
  const batch = tx.select().from(importBatch).where(eq(importBatch.uid, uid)).get()
  if (!batch) throw problem('not-found')
  if (batch.state !== 'open') throw wrongState(batch)
  const open = countRows(tx, batch, eq(importRow.verdict, 'fault')) + countRows(tx, batch, eq(importRow.verdict, 'ask'))
  if (open > 0)
    throw problem('incomplete', {
      detail: {
        zh: `还有${open}行没定。逐行处理，或者没定的都不导入。`,
        en: `${open} rows are still open. Settle them, or leave them out.`,
      },
      params: { open },
    })
  const isReady = eq(importRow.verdict, 'ready')
  const total = countRows(tx, batch, isReady)
  if (total === 0)
    throw problem('incomplete', {
      detail: { zh: '没有可以导入的行。', en: 'There is no row to import.' },
    })
  const lacking = as === 'submitted' ? countRows(tx, batch, and(isReady, eq(importRow.lacksEvidence, true))) : 0
  if (lacking > 0)
    throw problem('incomplete', {
      detail: {
        zh: `有${lacking}行缺证据，不能直接提交。请写入草稿，补齐证据再提交。`,
        en: `${lacking} rows lack evidence and cannot be submitted. Write drafts and add it first.`,
      },
      params: { lacking },
    })
  const homeOf = homesOf(tx, batch)
  let written = 0
  for (const part of prepared ?? rowsOnTheirOwn(tx, batch)) {
    if ('rowId' in part) {
      const row = tx
        .select()
        .from(importRow)
        .where(and(eq(importRow.id, part.rowId), isReady))
        .get()
      if (!row) continue
      writeRow(tx, person, batch, row, homeOf(row), as, now)
      written += 1
    } else {
      writeDrafts(tx, part.drafts.toString())
      written += markRun(tx, part.rows.toString())
    }
  }
  if (written !== total)
    throw problem('stale', {
      detail: {
        zh: '写入时有行刚被改过，什么也没有写入。请再写一次。',
        en: 'A row was mended meanwhile. Nothing was written; write it again.',
      },
    })
  tx.update(importBatch)
    .set({ state: 'written', writtenAs: as, writtenAt: now.toISOString() })
    .where(eq(importBatch.id, batch.id))
    .run()
  return total
}

function* rowsOnTheirOwn(tx: Write, batch: BatchRow): Generator<{ rowId: number }> {
  for (const { id } of readyRows(tx, batch)) yield { rowId: id }
}

function writeRow(
  tx: Write,
  person: Person,
  batch: BatchRow,
  row: RowRow,
  home: { plan: string; department: string },
  as: 'drafts' | 'submitted',
  now: Date,
): void {
  const mends = fixesOf(row)
  const found = foundOf(row)
  if (found.said.kind === 'zero') {
    handInZero(tx, person, batch.planId, row.departmentId ?? batch.departmentId, now)
    return
  }
  const made = report(tx, person, { ...reportOf(found.said, mends), ...home }, now)
  if (mends.near === 'other')
    answerDoubts(
      tx,
      person,
      made.id,
      found.near.map((one) => ({ item: one.id, answer: 'different' as const, difference: null })),
      now,
    )
  if (as === 'submitted') act(tx, person, made.id, 'submit', {}, now)
  markWritten(tx).run({ id: row.id, uid: made.id })
}

/** Says of the rows of a run which entries they became; answers of how many that are still as they were prepared. */
function markRun(tx: Write, rows: string): number {
  return tx.run(sql`update import_row set entry_id = (select e.id from entry e where e.uid = p.value ->> 1)
    from json_each(${rows}) p
    where import_row.id = p.value ->> 0 and import_row.fixes = p.value ->> 2 and import_row.verdict = 'ready'`).changes
}

const markWritten = kept((tx: Write) =>
  tx
    .update(importRow)
    .set({ entryId: sql`(select ${entry.id} from ${entry} where ${entry.uid} = ${sql.placeholder('uid')})` })
    .where(eq(importRow.id, sql.placeholder('id'))),
)

/** 零报告 for the period that the department works on. Throws a problem where entries speak against it. */
function handInZero(tx: Write, person: Person, planId: number, departmentId: number, now: Date): void {
  const of = tx.select().from(plan).where(eq(plan.id, planId)).get()
  const home = tx.select().from(department).where(eq(department.id, departmentId)).get()
  const own = of && home && periodWorkedOn(tx, of, home, dayOf(now))
  if (!own) throw problem('not-found')
  handIn(tx, person, of, home, own.period.code, { mark: 'zero', checked: true }, now)
}

const countRows = (tx: Write, batch: BatchRow, which: SQL | undefined) =>
  tx
    .select({ n: count() })
    .from(importRow)
    .where(and(eq(importRow.batchId, batch.id), which))
    .get()?.n ?? 0

/** The rows to be written in the file's order, a few hundred in memory at a time. */
function* readyRows(tx: Read, batch: BatchRow): Generator<RowRow> {
  for (let last = 0; ; ) {
    const rows = tx
      .select()
      .from(importRow)
      .where(and(eq(importRow.batchId, batch.id), eq(importRow.verdict, 'ready'), gt(importRow.id, last)))
      .orderBy(asc(importRow.id))
      .limit(500)
      .all()
    yield* rows
    if (rows.length < 500) return
    last = rows.at(-1)?.id ?? last
  }
}

/** A row as an entry says it. */
function reportOf(said: Said, mends: Mends): Omit<EntryReport, 'plan' | 'department'> {
  if (said.kind === 'task')
    return { task: said.task, statement: said.statement, text: said.text, effectiveOn: said.day }
  if (said.kind === 'zero') throw problem('invalid')
  const { kind, number, planNumber, title, level, edition, stage, termTo, units, tags, project } = said
  const chosen = mends.near !== undefined && mends.near !== 'other' ? mends.near : said.item
  return {
    ...{ kind, number, planNumber, title, class: said.class, level, edition, stage, termTo, units, tags, project },
    effectiveOn: said.day,
    dayConfirmed: mends.dayConfirmed === true,
    ...(chosen === null || chosen === undefined ? {} : { item: chosen }),
  }
}

/** Takes a written batch back as one, while all that it wrote are drafts: they are discarded, to be found for 30 days. */
export function undoBatch(tx: Write, person: Person, batch: BatchRow, now: Date): number {
  if (batch.state !== 'written') throw wrongState(batch)
  const entries = tx
    .select({ uid: entry.uid, state: entry.state })
    .from(importRow)
    .innerJoin(entry, eq(entry.id, importRow.entryId))
    .where(and(eq(importRow.batchId, batch.id), isNotNull(importRow.entryId)))
    .orderBy(asc(importRow.id))
    .all()
  const moved = entries.filter((one) => one.state !== 'draft').length
  if (moved > 0)
    throw problem('not-allowed', {
      detail: {
        zh: `其中${moved}项已经不是草稿，不能整批撤销。`,
        en: `${moved} of them are no drafts any more; it cannot be taken back as one.`,
      },
    })
  for (const one of entries) act(tx, person, one.uid, 'discard', {}, now)
  tx.update(importBatch).set({ state: 'undone', undoneAt: now.toISOString() }).where(eq(importBatch.id, batch.id)).run()
  return entries.length
}
