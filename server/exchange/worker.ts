/** The thread in which workbooks are written and read, so that the server's own never waits for them. */
import { parentPort } from 'node:worker_threads'
import type { SignedIn } from '../accounts/identity.ts'
import type { Actor } from '../audit/record.ts'
import type { FieldFault, ProblemType, Wording } from '../problem.ts'
import type { PackedRows, SettledRow } from './changes.ts'
import type { Marks } from './queries.ts'
import { CannotRead, type ReadInto, readCsv, readWorkbook, recordsOf, type TableHead } from './reading.ts'
import type { ImportFor } from './settle.ts'
import type { Book, Cell } from './sheets.ts'
import type { Template } from './template.ts'
import { type PlanWords, understandRow } from './understand.ts'
import { markWorkbook, streamBook, writeBook, writePlain, writeTemplate } from './workbook.ts'

/** What the thread is given to do, one at a time. */
export type Task =
  | { do: 'write'; book: Book }
  | { do: 'template'; template: Template }
  | { do: 'stream'; book: Book; total: number }
  | { do: 'mark'; bytes: Uint8Array; marks: Marks }
  | ReadTask
  | ImportTask
export type ReadTask = {
  do: 'read'
  bytes: Uint8Array
  format: 'xlsx' | 'csv'
  words: PlanWords
  /** The database, of which one moment is looked at. */
  file: string
  importFor: ImportFor
}
/** Writing a batch in one transaction of a connection of its own. */
export type ImportTask = {
  do: 'import'
  file: string
  batch: string
  as: 'drafts' | 'submitted'
  person: SignedIn
  actor: Actor
  now: string
}
/** To a thread that streams: the next rows, and null after the last. */
export type Fed = readonly (readonly Cell[])[] | null
/** What a writing thread answers; `more` asks for the next rows. */
export type Written = { is: 'bytes'; bytes: Uint8Array } | { is: 'more' } | { is: 'done' }
/** What a reading thread tells, in the order of the file. */
export type ReadTold =
  | { is: 'expected'; rows: number }
  | { is: 'rows'; rows: PackedRows }
  | { is: 'refused'; because: Wording }
  | { is: 'end'; tables: TableHead[]; skipped: string[]; emptyRows: number }
  | { is: 'done' }
/** What a thread that writes a batch answers; `prepared` asks for its turn to write. */
export type ImportTold =
  | { is: 'prepared' }
  | { is: 'imported'; rows: number }
  | {
      is: 'problem'
      type: ProblemType
      detail: Wording | null
      errors: readonly FieldFault[]
      params: Readonly<Record<string, unknown>>
    }
  | { is: 'done' }

/** Rows that are kept at a time: each time costs a write to the disk for sure. */
const BATCH = 250
/** Batches on their way at most; the thread waits for the server to keep them, so that memory stays bounded. */
const AHEAD = 3

let fedInto: ((fed: Fed) => void) | null = null

parentPort?.on('message', (message: { task: Task } | { fed: Fed }) => {
  if ('fed' in message) fedInto?.(message.fed)
  else
    run(message.task).catch((error: unknown) => {
      tell({ is: 'failed', message: error instanceof Error ? error.message : String(error) })
    })
})

async function run(task: Task): Promise<void> {
  if (task.do === 'read') await read(task)
  else if (task.do === 'import') await importBatch(task)
  else if (task.do === 'stream') await stream(task)
  else await write(task)
}

function tell(told: Written | ReadTold | ImportTold | { is: 'failed'; message: string }): void {
  parentPort?.postMessage(told)
}

async function write(task: Task & { do: 'write' | 'template' | 'mark' }): Promise<void> {
  const bytes =
    task.do === 'write'
      ? await writeBook(task.book)
      : task.do === 'template'
        ? await writeTemplate(task.template)
        : await markWorkbook(await asWorkbook(task), task.marks)
  tell({ is: 'bytes', bytes })
  tell({ is: 'done' })
}

/** A CSV file is handed back as a workbook: only that can mark a cell. */
async function asWorkbook({ bytes, marks }: { bytes: Uint8Array; marks: Marks }): Promise<Uint8Array> {
  return marks.csv ? writePlain('CSV', await recordsOf(bytes)) : bytes
}

async function stream({ book, total }: { book: Book; total: number }): Promise<void> {
  const out = await streamBook(book, total, (bytes) => tell({ is: 'bytes', bytes }))
  fedInto = (fed) => {
    if (fed === null) {
      fedInto = null
      out.end()
      tell({ is: 'done' })
      return
    }
    out.rows(fed)
    tell({ is: 'more' })
  }
  tell({ is: 'more' })
}

async function read({ bytes, format, words, file, importFor }: ReadTask): Promise<void> {
  // Only here is the database needed: threads that write workbooks do without its weight.
  const [{ snapshotOf }, { Settler }, { packRows }] = await Promise.all([
    import('../../db/open.ts'),
    import('./settle.ts'),
    import('./changes.ts'),
  ])
  const snapshot = snapshotOf(file)
  const settler = new Settler(snapshot.read, importFor)
  const tables: TableHead[] = []
  const skipped: string[] = []
  let emptyRows = 0
  let rows: SettledRow[] = []
  let ahead = 0
  let goOn = () => {}
  fedInto = () => {
    ahead -= 1
    goOn()
  }
  const flush = () => {
    if (rows.length === 0) return
    ahead += 1
    tell({ is: 'rows', rows: packRows(rows) })
    rows = []
  }
  const into: ReadInto = {
    expected: (count) => tell({ is: 'expected', rows: count }),
    table: (head) => void tables.push(head),
    row({ row, cells, valueless }) {
      const head = tables.at(-1)
      if (!head) return
      const understood = understandRow(cells, head.heads, head.meaning, words)
      for (const place of valueless) {
        const field = head.heads[place]?.field
        if (field) understood.faults.push({ field, message: VALUELESS })
      }
      rows.push({ table: tables.length - 1, row, cells, ...settler.settle(row, understood) })
      if (rows.length >= BATCH) flush()
    },
    rest() {
      if (ahead < AHEAD) return undefined
      return new Promise<void>((resolve) => {
        goOn = resolve
      })
    },
    skipped: (sheet) => void skipped.push(sheet),
    empty: () => {
      emptyRows += 1
    },
  }
  try {
    await (format === 'xlsx' ? readWorkbook(bytes, into) : readCsv(bytes, into))
    flush()
    tell({ is: 'end', tables, skipped, emptyRows })
  } catch (error) {
    tell({ is: 'refused', because: error instanceof CannotRead ? error.wording : BROKEN })
  }
  fedInto = null
  snapshot.end()
  tell({ is: 'done' })
}

async function importBatch({ file, batch, as, person, actor, now }: ImportTask): Promise<void> {
  const [{ openDatabase }, { record }, { prepareBatch, writeBatch }, { Problem }] = await Promise.all([
    import('../../db/open.ts'),
    import('../audit/record.ts'),
    import('./changes.ts'),
    import('../problem.ts'),
  ])
  const db = openDatabase(file, { known: true })
  try {
    const instant = new Date(now)
    // What is submitted goes each its own way; drafts are worked out before anybody has to wait.
    const prepared = as === 'drafts' ? prepareBatch(db.read, person, batch, instant) : null
    const turn = new Promise<void>((resolve) => {
      fedInto = () => resolve()
    })
    tell({ is: 'prepared' })
    await turn
    const { rows } = record(
      db,
      (written: { rows: number }) => ({
        ...{ actor, action: 'import', subjectType: 'import', subject: batch },
        detail: { rows: written.rows, as },
      }),
      instant,
      (tx) => ({ rows: writeBatch(tx, person, batch, as, instant, prepared) }),
    )
    tell({ is: 'imported', rows })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { type, detail, errors, params } = error
    tell({ is: 'problem', type, detail, errors, params })
  } finally {
    fedInto = null
    db.close()
  }
  tell({ is: 'done' })
}

const VALUELESS: Wording = {
  zh: '公式没有存值，请在Excel里另存一次',
  en: 'The formula has no stored value; save the file once in Excel',
}
/** Whatever the library says, the person is told how to go on. */
const BROKEN: Wording = {
  zh: '文件读不下去，内部结构不对。请在WPS或Excel里另存一次后再传',
  en: 'The file cannot be read on: its inside is damaged. Please save it once more and send that',
}
