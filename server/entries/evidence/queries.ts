import { and, asc, count, eq, inArray, isNotNull, ne, or, type SQL, sql, sum } from 'drizzle-orm'
import type { Read } from '../../../db/open.ts'
import { auditEvent, department, entry, evidence, item, setting, task } from '../../../db/schema.ts'
import type { EntryState } from '../../../db/words.ts'
import { departmentsOf, holds, type Person } from '../../accounts/identity.ts'
import { type EvidenceLimits, type EvidenceList, type EvidenceRow, evidenceLimits } from './contract.ts'
import type { EvidenceStore, StoreReport } from './store.ts'

/** Name of the setting that holds the limits. */
export const LIMITS_KEY = 'evidenceLimits'
/** What the log calls the opening of a file; the queue tells from it what a reviewer has seen. */
export const OPENED = 'open-evidence'

/** What has left the department: its files are open to those who judge and to the auditor. */
const LEFT: readonly EntryState[] = ['in-review', 'returned', 'recognised', 'voided']
/** While an entry is with its department, its evidence can be changed. */
const CHANGEABLE: readonly EntryState[] = ['draft', 'returned']

type EntryRow = typeof entry.$inferSelect
export type EvidenceFile = typeof evidence.$inferSelect

/**
 * The entries whose evidence a person may open, as a condition on `entry`: what is recognised, whoever has signed in;
 * all of their departments, reporters and heads; what has left a department, reviewers and auditors (security.md, 10).
 */
export function openTo(person: Person): SQL | undefined {
  const own = within(departmentsOf(person, ['reporter', 'head']))
  const judged = within(departmentsOf(person, ['reviewer', 'auditor']))
  return or(eq(entry.state, 'recognised'), own, judged && and(inArray(entry.state, [...LEFT]), judged))
}

function within(departments: readonly number[] | 'all'): SQL | undefined {
  if (departments === 'all') return sql`1 = 1`
  return departments.length === 0 ? undefined : inArray(entry.departmentId, [...departments])
}

/** An entry whose evidence a person may open; undefined for any other, as for one that does not exist. */
export function findOpenEntry(db: Read, person: Person, uid: string): EntryRow | undefined {
  return db
    .select()
    .from(entry)
    .where(and(eq(entry.uid, uid), openTo(person)))
    .get()
}

/** A piece of evidence that a person may open, with its entry; undefined as above. */
export function findEvidence(
  db: Read,
  person: Person,
  uid: string,
): { file: EvidenceFile; entry: EntryRow } | undefined {
  return db
    .select({ file: evidence, entry })
    .from(evidence)
    .innerJoin(entry, eq(entry.id, evidence.entryId))
    .where(and(eq(evidence.uid, uid), openTo(person)))
    .get()
}

/** Whether a person may add to an entry's evidence and remove from it now. */
export const canChange = (person: Person, row: Pick<EntryRow, 'state' | 'departmentId'>) =>
  CHANGEABLE.includes(row.state) && holds(person, 'reporter', row.departmentId)

/** The limits of uploads in force. */
export function getLimits(db: Read): EvidenceLimits {
  const row = db.select().from(setting).where(eq(setting.key, LIMITS_KEY)).get()
  return evidenceLimits.parse(row ? JSON.parse(row.value) : {})
}

/** How much an entry and its department hold already. */
export function getHoldings(db: Read, row: Pick<EntryRow, 'id' | 'departmentId'>): { files: number; bytes: number } {
  const files = db.select({ n: count() }).from(evidence).where(eq(evidence.entryId, row.id)).get()?.n ?? 0
  const bytes = db
    .select({ n: sum(evidence.bytes).mapWith(Number) })
    .from(evidence)
    .innerJoin(entry, eq(entry.id, evidence.entryId))
    .where(eq(entry.departmentId, row.departmentId))
    .get()?.n
  return { files, bytes: bytes ?? 0 }
}

/** All evidence of an entry, oldest first, with what else the same files stand under. */
export function listEvidence(db: Read, person: Person, row: EntryRow): EvidenceList {
  return {
    rows: evidenceOf(db, person, [row.id]).get(row.id) ?? [],
    limits: getLimits(db),
    canChange: canChange(person, row),
  }
}

/** The evidence of several entries by entry, oldest first; a few queries for all of them. */
export function evidenceOf(db: Read, person: Person, entryIds: readonly number[]): Map<number, EvidenceRow[]> {
  if (entryIds.length === 0) return new Map()
  const files = db
    .select()
    .from(evidence)
    .where(inArray(evidence.entryId, [...entryIds]))
    .orderBy(asc(evidence.id))
    .all()
  const opened = openedBy(db, person, files)
  const claims = claimsOf(db, person, files)
  const rows = new Map<number, EvidenceRow[]>()
  for (const file of files) {
    const others = claims.filter((one) => one.sha256 === file.sha256 && one.entryId !== file.entryId)
    const list = rows.get(file.entryId) ?? []
    list.push({
      id: file.uid,
      kind: file.kind,
      name: file.name,
      mediaType: file.mediaType,
      bytes: file.bytes,
      sha256: file.sha256,
      url: file.url,
      addedAt: file.createdAt,
      opened: opened.has(file.uid),
      sharedWith: others.flatMap(({ visible, claim }) => (visible ? [claim] : [])),
      sharedCount: others.length,
    })
    rows.set(file.entryId, list)
  }
  return rows
}

function openedBy(db: Read, person: Person, files: readonly EvidenceFile[]): Set<string> {
  if (files.length === 0) return new Set()
  const rows = db
    .selectDistinct({ uid: auditEvent.subject })
    .from(auditEvent)
    .where(
      and(
        eq(auditEvent.subjectType, 'evidence'),
        inArray(
          auditEvent.subject,
          files.map((one) => one.uid),
        ),
        eq(auditEvent.action, OPENED),
        eq(auditEvent.actorId, person.id),
      ),
    )
    .orderBy(asc(auditEvent.subject))
    .all()
  return new Set(rows.map((row) => row.uid))
}

type Claim = { entryId: number; sha256: string | null; visible: boolean; claim: EvidenceRow['sharedWith'][number] }

/** Every claim that one of these files stands under; discarded drafts are none. */
function claimsOf(db: Read, person: Person, files: readonly EvidenceFile[]): Claim[] {
  const hashes = [...new Set(files.flatMap((one) => one.sha256 ?? []))]
  if (hashes.length === 0) return []
  const rows = db
    .selectDistinct({
      entryId: entry.id,
      sha256: evidence.sha256,
      visible: sql<number>`${openTo(person)}`.mapWith(Boolean),
      uid: entry.uid,
      title: entry.title,
      itemTitle: item.title,
      taskTitle: task.title,
      department: department.code,
      state: entry.state,
      effectiveOn: entry.effectiveOn,
    })
    .from(evidence)
    .innerJoin(entry, eq(entry.id, evidence.entryId))
    .innerJoin(department, eq(department.id, entry.departmentId))
    .leftJoin(item, eq(item.id, entry.itemId))
    .leftJoin(task, eq(task.id, entry.taskId))
    .where(and(inArray(evidence.sha256, hashes), ne(entry.state, 'discarded')))
    .orderBy(asc(entry.id))
    .all()
  return rows.map(({ entryId, sha256, visible, uid, title, itemTitle, taskTitle, ...rest }) => ({
    entryId,
    sha256,
    visible,
    claim: { entry: uid, title: title ?? itemTitle ?? taskTitle ?? '', ...rest },
  }))
}

/** The hashes of all files that some row names. */
export function listHashes(db: Read): Set<string> {
  const rows = db
    .selectDistinct({ sha256: evidence.sha256 })
    .from(evidence)
    .where(isNotNull(evidence.sha256))
    .orderBy(asc(evidence.sha256))
    .all()
  return new Set(rows.flatMap((row) => row.sha256 ?? []))
}

/**
 * Compares the evidence folder with the rows that name its files: what is missing, what is no longer the bytes that
 * were sent (`deep`: reads every file), and what no row names.
 */
export function inspectEvidence(db: Read, store: EvidenceStore, deep: boolean): Promise<StoreReport> {
  return store.inspect(listHashes(db), deep)
}
