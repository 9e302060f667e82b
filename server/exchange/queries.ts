import { and, asc, count, desc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { department, entry, importBatch, importRow, plan } from '../../db/schema.ts'
import { IMPORT_VERDICTS, type ImportVerdict } from '../../db/words.ts'
import type { SignedIn } from '../accounts/identity.ts'
import { mayReport } from '../entries/workflow.ts'
import type { Plan } from '../plan/contract.ts'
import { problem } from '../problem.ts'
import type { ImportBatchView, ImportRows, ImportRowView } from './contract.ts'
import type { TableHead } from './reading.ts'
import type { Found } from './settle.ts'
import type { ImportTab } from './tabs.ts'
import type { Fixes, PlanWords, RawCell } from './understand.ts'

export type BatchRow = typeof importBatch.$inferSelect
export type RowRow = typeof importRow.$inferSelect

/** The lists of a plan that a table can name something of. */
export function wordsOf(found: Plan): PlanWords {
  return {
    plan: found.code,
    tags: found.tags.map(({ code, name }) => ({ code, name })),
    projects: found.columns.flatMap((column) =>
      column.groups.flatMap((group) => group.projects.map(({ code, number, name }) => ({ code, number, name }))),
    ),
    tasks: found.tasks.map(({ number, title }) => ({ number, title })),
    departments: found.departments.map(({ code, name, aliases }) => ({ code, name, aliases })),
  }
}

/** A batch of a department that the person reports for; another's is not there. Throws a problem. */
export function getBatch(db: Read, person: SignedIn, uid: string): BatchRow {
  const row = db.select().from(importBatch).where(eq(importBatch.uid, uid)).get()
  if (!row || !mayReport(person, row.departmentId))
    throw problem('not-found', {
      detail: { zh: '没有这次导入，或者不在本部门范围。', en: 'There is no such import, or it is not yours.' },
    })
  return row
}

/** The batch that wrote the same file for the same department and was not taken back. */
export function findEarlier(
  db: Read,
  batch: Pick<BatchRow, 'planId' | 'departmentId' | 'fileHash'>,
): BatchRow | undefined {
  return db
    .select()
    .from(importBatch)
    .where(
      and(
        eq(importBatch.planId, batch.planId),
        eq(importBatch.departmentId, batch.departmentId),
        eq(importBatch.fileHash, batch.fileHash),
        eq(importBatch.state, 'written'),
      ),
    )
    .orderBy(desc(importBatch.id))
    .get()
}

/** The last batches of a person, newest first. */
export function listBatches(db: Read, person: SignedIn, planCode: string): ImportBatchView[] {
  return db
    .select({ of: importBatch })
    .from(importBatch)
    .innerJoin(plan, and(eq(plan.id, importBatch.planId), eq(plan.code, planCode)))
    .where(eq(importBatch.accountId, person.id))
    .orderBy(desc(importBatch.id))
    .limit(20)
    .all()
    .filter(({ of }) => mayReport(person, of.departmentId))
    .map(({ of }) => viewBatch(db, of))
}

/** A batch with what its rows add up to. */
export function viewBatch(db: Read, row: BatchRow): ImportBatchView {
  const home = db.select({ code: department.code }).from(department).where(eq(department.id, row.departmentId)).get()
  const of = db.select({ code: plan.code }).from(plan).where(eq(plan.id, row.planId)).get()
  const counted = db
    .select({ verdict: importRow.verdict, rows: count() })
    .from(importRow)
    .where(eq(importRow.batchId, row.id))
    .groupBy(importRow.verdict)
    .all()
  const counts = Object.fromEntries(
    IMPORT_VERDICTS.map((verdict) => [verdict, counted.find((one) => one.verdict === verdict)?.rows ?? 0]),
  ) as Record<ImportVerdict, number>
  const earlier = row.state === 'open' ? findEarlier(db, row) : undefined
  return {
    id: row.uid,
    plan: of?.code ?? '',
    department: home?.code ?? '',
    fileName: row.fileName,
    bytes: row.bytes,
    state: row.state,
    because: row.because === null ? null : JSON.parse(row.because),
    tables: tablesOf(row).map(({ sheet, row: headRow, columns, heads }) => ({
      sheet,
      row: headRow,
      columns: columns.map((column) => ({ ...column, field: heads[column.place]?.field ?? null })),
    })),
    skipped: JSON.parse(row.skipped),
    emptyRows: row.emptyRows,
    rowsRead: row.rowsRead,
    rowsExpected: row.rowsExpected,
    counts,
    totals: totalsOf(db, row),
    createdAt: row.createdAt,
    writtenAt: row.writtenAt,
    writtenAs: row.writtenAs === 'drafts' || row.writtenAs === 'submitted' ? row.writtenAs : null,
    // A zero report that was handed in stands.
    canUndo: row.state === 'written' && countEntries(db, row.id, false) === 0 && countEntries(db, row.id, true) > 0,
    earlier:
      earlier?.writtenAt == null
        ? null
        : { id: earlier.uid, writtenAt: earlier.writtenAt, rows: countEntries(db, earlier.id, null) },
  }
}

export const tablesOf = (row: Pick<BatchRow, 'tables'>): TableHead[] => JSON.parse(row.tables)

/** Entries of a batch: all (null), those that are drafts, or those that no longer are. */
function countEntries(db: Read, batchId: number, drafts: boolean | null): number {
  const state: SQL | undefined =
    drafts === null ? undefined : drafts ? eq(entry.state, 'draft') : sql`${entry.state} <> 'draft'`
  const row = db
    .select({ n: count() })
    .from(importRow)
    .innerJoin(entry, eq(entry.id, importRow.entryId))
    .where(and(eq(importRow.batchId, batchId), isNotNull(importRow.entryId), state))
    .get()
  return row?.n ?? 0
}

function totalsOf(db: Read, { id }: BatchRow): ImportBatchView['totals'] {
  const sums = db
    .select({
      effect: importRow.effect,
      lacksEvidence: importRow.lacksEvidence,
      targets: importRow.targets,
      rows: count(),
    })
    .from(importRow)
    .where(and(eq(importRow.batchId, id), eq(importRow.verdict, 'ready')))
    .groupBy(importRow.effect, importRow.lacksEvidence, importRow.targets)
    .all()
  const rowsOf = (which: (one: (typeof sums)[number]) => boolean) =>
    sums.filter(which).reduce((all, one) => all + one.rows, 0)
  const codes = [...new Set(sums.flatMap((one) => one.targets.split(' ').filter((code) => code !== '')))]
  return {
    fresh: rowsOf((one) => one.effect === 'fresh'),
    advance: rowsOf((one) => one.effect === 'advance'),
    tasks: rowsOf((one) => one.effect === 'task'),
    zeros: rowsOf((one) => one.effect === 'zero'),
    lackEvidence: rowsOf((one) => one.lacksEvidence),
    targets: codes
      .map((target) => ({ target, rows: rowsOf((one) => one.targets.split(' ').includes(target)) }))
      .sort((a, b) => b.rows - a.rows || (a.target < b.target ? -1 : 1)),
  }
}

const TABS: Record<ImportTab, readonly ImportVerdict[]> = {
  open: ['fault', 'ask'],
  ready: ['ready'],
  left: ['same', 'twice', 'left-out'],
  all: IMPORT_VERDICTS,
}

/** A page of a batch's rows, in the order of the file. */
export function listRows(db: Read, batch: BatchRow, tab: ImportTab, page: number, pageSize: number): ImportRows {
  const where = and(eq(importRow.batchId, batch.id), inArray(importRow.verdict, [...TABS[tab]]))
  const total = db.select({ n: count() }).from(importRow).where(where).get()?.n ?? 0
  const rows = db
    .select()
    .from(importRow)
    .where(where)
    .orderBy(asc(importRow.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .all()
  return { rows: rows.map(viewRow), total, page, pageSize }
}

export function viewRow(row: RowRow): ImportRowView {
  const { said, faults, notes, item, stageNow, near, targets, lacksEvidence, because } = foundOf(row)
  return {
    table: row.tablePlace,
    row: row.row,
    cells: cellsOf(row),
    fixes: fixesOf(row).fields as Record<string, string>,
    verdict: row.verdict,
    effect: row.effect,
    because,
    ...{ faults, notes, item, stageNow, near, targets, lacksEvidence },
    reads: { number: said.number ?? said.planNumber, stage: said.stage, day: said.day },
  }
}

export const foundOf = (row: Pick<RowRow, 'found'>): Found => JSON.parse(row.found)
export const cellsOf = (row: Pick<RowRow, 'cells'>): RawCell[] => JSON.parse(row.cells)

/** What a person said of a row: mended cells and answers. */
export type Mends = { fields: Fixes; leftOut?: boolean; near?: string; dayConfirmed?: boolean }
export const fixesOf = (row: Pick<RowRow, 'fixes'>): Mends => JSON.parse(row.fixes)

export function getRow(db: Read, batch: BatchRow, table: number, row: number): RowRow {
  const found = db
    .select()
    .from(importRow)
    .where(and(eq(importRow.batchId, batch.id), eq(importRow.tablePlace, table), eq(importRow.row, row)))
    .get()
  if (!found) throw problem('not-found')
  return found
}

/** What is wrong with which cell, for the file that is handed back. */
export type MarkedRow = { sheet: string; row: number; places: number[]; problem: string }
export type Marks = {
  csv: boolean
  /** Of each table: its sheet, the row of its heads, and the place of the column that is added. */
  tables: { sheet: string; row: number; place: number }[]
  rows: MarkedRow[]
}

/** The marks of a batch: faults, questions and what is left out, in the words of the page. */
export function listProblems(db: Read, batch: BatchRow): Marks {
  const tables = tablesOf(batch)
  const rows = db
    .select()
    .from(importRow)
    .where(and(eq(importRow.batchId, batch.id), inArray(importRow.verdict, ['fault', 'ask', 'twice', 'left-out'])))
    .orderBy(asc(importRow.id))
    .all()
  return {
    csv: /\.csv$/i.test(batch.fileName),
    tables: tables.map(({ sheet, row, heads }) => ({ sheet, row, place: heads.length })),
    rows: rows.flatMap((row): MarkedRow[] => {
      const head = tables[row.tablePlace]
      if (!head) return []
      const { faults, near, because } = foundOf(row)
      const said = [
        ...faults.map((fault) => fault.message.zh),
        ...near.map((one) => `台账里有${one.number ?? one.title}，是不是同一项`),
        ...(because ? [because.zh] : []),
      ]
      const fields = new Set(faults.map((fault) => fault.field))
      const places = head.heads.flatMap((one, place) => (one && fields.has(one.field) ? [place] : []))
      return [{ sheet: head.sheet, row: row.row, places, problem: said.join('；') }]
    }),
  }
}
