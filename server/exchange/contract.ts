import { z } from 'zod'
import { IMPORT_EFFECTS, IMPORT_STATES, IMPORT_VERDICTS, STAGES } from '../../db/words.ts'
import { itemsQuery } from '../items/contract.ts'
import { code, isoDate, uid } from '../plan/contract.ts'
import { IMPORT_FIELDS } from './headings.ts'
import { IMPORT_TABS } from './tabs.ts'

/** Filters of the ledger as the page has them; an export has no pages. */
export const ledgerExportQuery = itemsQuery.omit({ page: true, pageSize: true })

/** What every open table says of itself before its rows. */
export const openTableHead = z.object({
  plan: code,
  asOf: isoDate,
  knownAt: isoDate,
  dataVersion: z.int(),
  /** The data are synthetic 演示数据. */
  demo: z.boolean(),
  total: z.int(),
})

/** Whose template it is. */
export const templateQuery = z.strictObject({ department: code.meta({ examples: ['wjj'] }) })

// ── importing ────────────────────────────────────────────────────────────────────────────────────────────────────

export const importUploadQuery = z.strictObject({
  plan: code,
  /** Only where the person reports for several departments. */
  department: code.optional(),
  /** The file's name with its ending. */
  name: z.string().min(1).max(200),
})
export const importParams = z.strictObject({ id: uid })
export const importRowParams = z.strictObject({
  id: uid,
  table: z.coerce.number().int().min(0).max(200),
  row: z.coerce.number().int().min(1).max(2_000_000),
})

export const importRowsQuery = z.strictObject({
  tab: z.enum(IMPORT_TABS).optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
})

const wording = z.object({ zh: z.string(), en: z.string() })
const field = z.enum(IMPORT_FIELDS)

/** A table of the file: where its head stands, and the columns by their letters in the file. */
export const importTable = z.object({
  sheet: z.string(),
  row: z.int(),
  columns: z.array(z.object({ letters: z.string(), text: z.string(), field: field.nullable(), place: z.int() })),
})
export type ImportTable = z.infer<typeof importTable>

export const importBatchView = z.object({
  id: uid,
  plan: code,
  department: code,
  fileName: z.string(),
  bytes: z.int(),
  state: z.enum(IMPORT_STATES),
  /** Why the file could not be read. */
  because: wording.nullable(),
  tables: z.array(importTable),
  /** Sheets in which no head was found. */
  skipped: z.array(z.string()),
  emptyRows: z.int(),
  rowsRead: z.int(),
  /** Rows that the file says it has, while it is read; null where it does not say. */
  rowsExpected: z.int().nullable(),
  counts: z.record(z.enum(IMPORT_VERDICTS), z.int()),
  /** Of the rows that can be imported: new items, items that reach a further stage, task reports, without evidence. */
  totals: z.object({
    fresh: z.int(),
    advance: z.int(),
    tasks: z.int(),
    zeros: z.int(),
    lackEvidence: z.int(),
    targets: z.array(z.object({ target: code, rows: z.int() })),
  }),
  createdAt: z.string(),
  writtenAt: z.string().nullable(),
  writtenAs: z.enum(['drafts', 'submitted']).nullable(),
  /** Written and all its rows still drafts: it can be taken back as one. */
  canUndo: z.boolean(),
  /** The same file was imported before: when, and how many rows. */
  earlier: z.object({ id: uid, writtenAt: z.string(), rows: z.int() }).nullable(),
})
export type ImportBatchView = z.infer<typeof importBatchView>
export const importList = z.object({ rows: z.array(importBatchView) })
export type ImportList = z.infer<typeof importList>

const cell = z.union([z.string(), z.number(), z.null()])
export const importRowView = z.object({
  table: z.int(),
  row: z.int(),
  /** As in the file, by the places of the table's columns. */
  cells: z.array(cell),
  fixes: z.record(z.string(), z.string()),
  verdict: z.enum(IMPORT_VERDICTS),
  because: wording.nullable(),
  faults: z.array(
    z.object({
      field,
      message: wording,
      suggest: z.string().optional(),
      choices: z.array(z.string()).optional(),
      confirm: z.literal(true).optional(),
    }),
  ),
  notes: z.array(wording),
  /** How the number is read; the stage and day as understood. */
  reads: z.object({ number: z.string().nullable(), stage: z.enum(STAGES).nullable(), day: z.string().nullable() }),
  /** The item that the ledger knows, and where it stands. */
  item: uid.nullable(),
  stageNow: z.enum(STAGES).nullable(),
  near: z.array(
    z.object({ id: uid, number: z.string().nullable(), title: z.string(), stage: z.enum(STAGES).nullable() }),
  ),
  targets: z.array(code),
  lacksEvidence: z.boolean(),
  effect: z.enum(IMPORT_EFFECTS),
})
export type ImportRowView = z.infer<typeof importRowView>
export const importRows = z.object({
  rows: z.array(importRowView),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
})
export type ImportRows = z.infer<typeof importRows>

export const importRowPatch = z.strictObject({
  /** Texts for cells; null takes a mend back. */
  fixes: z.partialRecord(field, z.string().max(1000).nullable()).optional(),
  /** 这一行不导入. */
  leftOut: z.boolean().optional(),
  /** Is it the same as that item (its id), or another (`other`); null: not answered. */
  near: z
    .union([z.literal('other'), uid])
    .nullable()
    .optional(),
  /** 与封面一致. */
  dayConfirmed: z.boolean().optional(),
})
export type ImportRowPatch = z.infer<typeof importRowPatch>
export const importWriteBody = z.strictObject({ as: z.enum(['drafts', 'submitted']) })
export const importsQuery = z.strictObject({ plan: code })
export const importFile = z.string().describe('工作簿')
export const noBody = z.strictObject({})
