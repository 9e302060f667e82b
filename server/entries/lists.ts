import { and, asc, count, desc, eq, gt, inArray, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import {
  account,
  department,
  entry,
  entryUnit,
  evidence,
  importBatch,
  importRow,
  item,
  plan,
  review,
  submission,
  task,
  unit,
} from '../../db/schema.ts'
import { kept } from '../../db/statements.ts'
import { ENTRY_STATES } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { problem } from '../problem.ts'
import { getEntry, itemUid, standingOf } from './changes.ts'
import { BLANK, type Content, contentOf, differencesOf, type EntryRow } from './content.ts'
import type { EntriesQuery, EntryAnswer, EntryDetail, EntryList, ImportedFrom } from './contract.ts'
import { knownItem } from './known.ts'
import { listDoubts } from './near.ts'
import { effectsOf, faultsNow, nextActorOf, standingOfEntry } from './preview.ts'
import { inScope } from './scope.ts'
import { actsOf } from './workflow.ts'

const PAGE_SIZE = 20
const OUT_OF_SCOPE = {
  zh: '没有这项填报，或者不在本部门范围。',
  en: 'There is no such entry, or it is outside your department.',
}

/** The row of an entry that a person may see. Throws `not-found`, also for one that is out of scope. */
export function getEntryInScope(db: Read, person: Person, uid: string): EntryRow {
  const row = entryInScope(person)(db).get({ uid })
  if (!row) throw problem('not-found', { detail: OUT_OF_SCOPE })
  return row
}

/** More than there are ways of holding roles in a district. */
const MOST_SCOPES = 1_000
const scopes = new Map<string, ReturnType<typeof queryIn>>()

/** The query of whoever holds these roles, kept; what they let a person see is the same until they change. */
function entryInScope(person: Person): ReturnType<typeof queryIn> {
  const key = person.roles.map((one) => `${one.role} ${one.departmentId}`).join(', ')
  const known = scopes.get(key) ?? queryIn(person)
  if (scopes.size >= MOST_SCOPES) scopes.clear()
  scopes.set(key, known)
  return known
}

const queryIn = (person: Person) =>
  kept((db: Read) =>
    db
      .select()
      .from(entry)
      .where(and(eq(entry.uid, sql.placeholder('uid')), inScope(person))),
  )

/** What every write on an entry answers: how it stands, and what this person may do with it now. */
export function answerOf(db: Read, person: Person, uid: string, now: Date): EntryAnswer {
  const row = getEntry(db, uid)
  const { state, version, receipt, updatedAt } = row
  return {
    id: uid,
    itemId: itemUid(db, row.itemId),
    state,
    version,
    receipt,
    updatedAt: updatedAt ?? row.createdAt,
    ...actsOf(standingOf(db, row, now), person),
  }
}

/** One entry whole, for whoever may see it: what it says, what it lacks, what was done with it and what comes next. */
export function getEntryDetail(db: Read, person: Person, uid: string, now: Date): EntryDetail {
  const row = getEntryInScope(db, person, uid)
  const today = dayOf(now)
  const claim = standingOfEntry(db, row)
  const of = db.select({ code: plan.code }).from(plan).where(eq(plan.id, row.planId)).get()
  const home = db.select({ code: department.code }).from(department).where(eq(department.id, row.departmentId)).get()
  const isOurs = person.roles.some((one) => one.departmentId === null || one.departmentId === row.departmentId)
  const sight = { ...claim, departmentId: isOurs ? row.departmentId : -1 }
  const doubts = listDoubts(db, row, sight)
  const isOpen = row.state === 'draft' || row.state === 'returned'
  const isDecided = row.state === 'recognised' || row.state === 'voided'
  const correcting = db
    .select({ uid: entry.uid })
    .from(entry)
    .where(and(eq(entry.correctsId, row.id), eq(entry.state, 'recognised')))
    .get()
  return {
    ...answerOf(db, person, uid, now),
    plan: of?.code ?? '',
    department: home?.code ?? '',
    reporter: nameOf(db, row.reporterId) ?? '',
    createdAt: row.createdAt,
    updatedBy: nameOf(db, row.updatedById),
    updatedAt: row.updatedAt ?? row.createdAt,
    firstSubmittedOn: row.firstSubmittedOn,
    content: claim.content,
    submitted: lastSubmitted(db, row.id),
    item: row.itemId === null ? null : knownItem(db, row.itemId, sight),
    evidence: evidenceOf(db, row),
    corrects: correctsOf(db, row, claim.content),
    correctedBy: correcting?.uid ?? null,
    moves: movesOf(db, row),
    faults: isOpen ? faultsNow(db, claim, doubts, today).map(({ params = {}, ...one }) => ({ ...one, params })) : [],
    doubts,
    targets: isDecided || row.subject === 'task' ? [] : effectsOf(db, claim, today),
    next: nextActorOf(db, row.departmentId),
  }
}

function nameOf(db: Read, accountId: number | null): string | null {
  if (accountId === null) return null
  return db.select({ name: account.displayName }).from(account).where(eq(account.id, accountId)).get()?.name ?? null
}

function evidenceOf(db: Read, row: EntryRow): EntryDetail['evidence'] {
  const ids = [row.id, row.correctsId].filter((id) => id !== null)
  return db
    .select()
    .from(evidence)
    .where(inArray(evidence.entryId, ids))
    .orderBy(asc(evidence.id))
    .all()
    .map(({ uid: id, kind, name, mediaType, bytes, sha256, url, entryId }) => ({
      id,
      kind,
      name,
      mediaType,
      bytes,
      sha256,
      url,
      fromCorrected: entryId !== row.id,
    }))
}

function correctsOf(db: Read, row: EntryRow, content: Content): EntryDetail['corrects'] {
  if (row.correctsId === null) return null
  const corrected = db.select().from(entry).where(eq(entry.id, row.correctsId)).get()
  if (!corrected) return null
  const { uid: id, receipt } = corrected
  return { id, receipt, differences: differencesOf(contentOf(db, corrected), content) }
}

function lastSubmitted(db: Read, entryId: number): Content | null {
  const row = db
    .select({ content: submission.content })
    .from(submission)
    .where(eq(submission.entryId, entryId))
    .orderBy(desc(submission.reviewId))
    .limit(1)
    .get()
  return row ? contentIn(row.content) : null
}

/** A content as it was kept; fields that it did not have then are empty. */
function contentIn(text: string): Content {
  const { projectId: _, ...said } = JSON.parse(text) as Content & { projectId: number | null }
  return { ...BLANK, ...said }
}

/** 往来记录: every move with who, when and why; of a submission, what changed since the one before. */
function movesOf(db: Read, row: EntryRow): EntryDetail['moves'] {
  const moves = db
    .select({ review, by: account.displayName, content: submission.content })
    .from(review)
    .innerJoin(account, eq(account.id, review.actorId))
    .leftJoin(submission, eq(submission.reviewId, review.id))
    .where(eq(review.entryId, row.id))
    .orderBy(asc(review.id))
    .all()
  let before: Content | null = null
  return moves.map(({ review: one, by, content }) => {
    const said = content === null ? null : contentIn(content)
    const changes = before !== null && said !== null ? differencesOf(before, said) : []
    if (said !== null) before = said
    const { action, fromState: from, toState: to, at, reason, mendBy, marks } = one
    return { action, from, to, by, at, reason, mendBy, marks: marks === null ? [] : JSON.parse(marks), changes }
  })
}

/** A page of the entries that a person may see, the last touched first. Throws for a code that is unknown. */
export function listEntries(db: Read, person: Person, query: EntriesQuery, now: Date): EntryList {
  const page = query.page ?? 1
  const pageSize = query.pageSize ?? PAGE_SIZE
  const filters = filtersOf(db, person, query)
  const where = and(...filters, query.state === undefined ? ne(entry.state, 'discarded') : eq(entry.state, query.state))
  const sort = query.sort ?? '-updatedAt'
  const field = sort.endsWith('firstSubmittedOn') ? entry.firstSubmittedOn : entry.updatedAt
  const order = sort.startsWith('-') ? [desc(field), desc(entry.id)] : [asc(field), asc(entry.id)]
  const rows = db
    .select({ entry, department: department.code, reporter: account.displayName, task: task.number })
    .from(entry)
    .innerJoin(department, eq(department.id, entry.departmentId))
    .innerJoin(account, eq(account.id, entry.reporterId))
    .leftJoin(task, eq(task.id, entry.taskId))
    .where(where)
    .orderBy(...order)
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .all()
  const total = db.select({ n: count() }).from(entry).where(where).get()?.n ?? 0
  const byState = db
    .select({ state: entry.state, entries: count() })
    .from(entry)
    .where(and(...filters))
    .groupBy(entry.state)
    .all()
  return {
    rows: rows.map(({ entry: row, department: code, reporter, task: number }) => ({
      id: row.uid,
      receipt: row.receipt,
      department: code,
      subject: row.subject,
      kind: row.kind,
      number: row.number ?? row.planNumber,
      title: row.title,
      stage: row.stage,
      effectiveOn: row.effectiveOn,
      task: number,
      statement: row.statement,
      state: row.state,
      version: row.version,
      itemId: itemUid(db, row.itemId),
      reporter,
      updatedAt: row.updatedAt ?? row.createdAt,
      firstSubmittedOn: row.firstSubmittedOn,
      returned: row.state === 'returned' ? lastReturn(db, row) : null,
      ...actsOf(standingOf(db, row, now), person),
    })),
    total,
    page,
    pageSize,
    states: ENTRY_STATES.flatMap((state) => byState.filter((one) => one.state === state)),
    batch: query.batch === undefined ? null : batchNamed(db, person, query.batch),
    batches: draftBatches(db, filters),
  }
}

const importedOn = (at: string) => dayOf(new Date(at))

function batchNamed(db: Read, person: Person, uid: string): ImportedFrom | null {
  const row = db
    .select({ id: importBatch.uid, fileName: importBatch.fileName, at: importBatch.createdAt })
    .from(importBatch)
    .innerJoin(importRow, eq(importRow.batchId, importBatch.id))
    .innerJoin(entry, eq(entry.id, importRow.entryId))
    .where(and(eq(importBatch.uid, uid), inScope(person)))
    .limit(1)
    .get()
  return row ? { id: row.id, fileName: row.fileName, on: importedOn(row.at) } : null
}

const TOLD_BATCHES = 5

/** Imported files of which entries are still drafts, as far as these filters reach. */
function draftBatches(db: Read, filters: readonly (SQL | undefined)[]): EntryList['batches'] {
  return db
    .select({ id: importBatch.uid, fileName: importBatch.fileName, at: importBatch.createdAt, drafts: count() })
    .from(entry)
    .innerJoin(importRow, eq(importRow.entryId, entry.id))
    .innerJoin(importBatch, eq(importBatch.id, importRow.batchId))
    .where(and(...filters, eq(entry.state, 'draft')))
    .groupBy(importBatch.id)
    .orderBy(desc(importBatch.id))
    .limit(TOLD_BATCHES)
    .all()
    .map(({ at, ...one }) => ({ ...one, on: importedOn(at) }))
}

/** Which imported file each of these entries came from, by the entry's id; one that was typed is not in it. */
export function importedFromOf(db: Read, entryIds: readonly number[]): Map<number, ImportedFrom> {
  if (entryIds.length === 0) return new Map()
  return new Map(
    db
      .select({
        entryId: importRow.entryId,
        id: importBatch.uid,
        fileName: importBatch.fileName,
        at: importBatch.createdAt,
      })
      .from(importRow)
      .innerJoin(importBatch, eq(importBatch.id, importRow.batchId))
      .where(inArray(importRow.entryId, [...entryIds]))
      .all()
      .flatMap(({ entryId, at, ...one }) => (entryId === null ? [] : [[entryId, { ...one, on: importedOn(at) }]])),
  )
}

function filtersOf(db: Read, person: Person, query: EntriesQuery): (SQL | undefined)[] {
  const filters: (SQL | undefined)[] = [inScope(person)]
  if (query.plan !== undefined) {
    const row = db.select({ id: plan.id }).from(plan).where(eq(plan.code, query.plan)).get()
    if (!row) throw unknownCode('plan', query.plan)
    filters.push(eq(entry.planId, row.id))
  }
  if (query.department !== undefined) {
    const row = db.select({ id: department.id }).from(department).where(eq(department.code, query.department)).get()
    if (!row) throw unknownCode('department', query.department)
    filters.push(eq(entry.departmentId, row.id))
  }
  if (query.item !== undefined) {
    const row = db.select({ id: item.id }).from(item).where(eq(item.uid, query.item)).get()
    filters.push(row ? eq(entry.itemId, row.id) : sql`1 = 0`)
  }
  if (query.batch !== undefined)
    filters.push(
      inArray(
        entry.id,
        db
          .select({ id: importRow.entryId })
          .from(importRow)
          .innerJoin(importBatch, eq(importBatch.id, importRow.batchId))
          .where(eq(importBatch.uid, query.batch)),
      ),
    )
  if (query.kind === 'task') filters.push(eq(entry.subject, 'task'))
  else if (query.kind !== undefined) filters.push(eq(entry.kind, query.kind))
  if (query.q !== undefined) {
    const sought = query.q.toLowerCase()
    const holds = (column: SQL) => sql`instr(lower(coalesce(${column}, '')), ${sought}) > 0`
    filters.push(
      or(
        holds(sql`${entry.title}`),
        holds(sql`${entry.number}`),
        holds(sql`${entry.planNumber}`),
        holds(sql`${entry.receipt}`),
        holds(sql`${entry.text}`),
      ),
    )
  }
  return filters
}

function lastReturn(db: Read, of: EntryRow): EntryList['rows'][number]['returned'] {
  const row = db
    .select({ reason: review.reason, by: account.displayName, at: review.at, mendBy: review.mendBy })
    .from(review)
    .innerJoin(account, eq(account.id, review.actorId))
    .where(and(eq(review.entryId, of.id), eq(review.action, 'return')))
    .orderBy(desc(review.id))
    .limit(1)
    .get()
  if (row === undefined) return null
  const isSupplied = db
    .select({ id: evidence.id })
    .from(evidence)
    .where(and(eq(evidence.entryId, of.id), gt(evidence.createdAt, row.at)))
    .limit(1)
    .get()
  return { ...row, reason: row.reason ?? '', mended: (of.updatedAt ?? '') > row.at || isSupplied !== undefined }
}

/** Local units by name, those that the department reports most often first. */
export function listUnits(
  db: Read,
  departmentId: number,
  q: string | undefined,
): { name: string; code: string | null; entries: number }[] {
  const own = sql<number>`sum(case when ${entry.departmentId} = ${departmentId} then 1 else 0 end)`
  return db
    .select({ name: unit.name, code: unit.code, entries: sql<number>`coalesce(${own}, 0)` })
    .from(unit)
    .leftJoin(entryUnit, eq(entryUnit.unitId, unit.id))
    .leftJoin(entry, eq(entry.id, entryUnit.entryId))
    .where(q === undefined ? undefined : sql`instr(${unit.name}, ${q.trim()}) > 0`)
    .groupBy(unit.id)
    .orderBy(desc(own), asc(unit.name))
    .limit(20)
    .all()
}

function unknownCode(path: string, code: string): Error {
  return problem('invalid', {
    errors: [
      { path, message: { zh: `没有代码为“${code}”的条目，请核对`, en: `There is no “${code}”; please check it` } },
    ],
  })
}
