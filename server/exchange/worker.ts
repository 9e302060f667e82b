/** The thread in which workbooks are written and read, so that the server's own never waits for them. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Wording } from '../problem.ts'
import { CannotRead, type ReadInto, readCsv, readWorkbook, type TableHead } from './reading.ts'
import type { Book, Cell } from './sheets.ts'
import type { Template } from './template.ts'
import { type PlanWords, type RawCell, type Understood, understandRow } from './understand.ts'
import { streamBook, writeBook, writeTemplate } from './workbook.ts'

/** What the thread is started for. */
export type Task =
  | { do: 'write'; book: Book }
  | { do: 'template'; template: Template }
  | { do: 'stream'; book: Book; total: number }
  | { do: 'read'; bytes: Uint8Array; format: 'xlsx' | 'csv'; words: PlanWords }
/** To a thread that streams: the next rows, and null after the last. */
export type Fed = readonly (readonly Cell[])[] | null
/** What a writing thread answers; `more` asks for the next rows. */
export type Written = { is: 'bytes'; bytes: Uint8Array } | { is: 'more' } | { is: 'done' }
/** A row as read and understood. `table` counts the tables of the file, from 0. */
export type RowRead = { table: number; row: number; cells: RawCell[] } & Understood
/** What a reading thread tells, in the order of the file; it waits for an answer after each batch of rows. */
export type Read =
  | { is: 'table'; head: TableHead }
  | { is: 'rows'; rows: RowRead[] }
  | { is: 'skipped'; sheet: string }
  | { is: 'refused'; because: Wording }
  | { is: 'end'; empty: number }
  | { is: 'done' }

const BATCH = 200

if (parentPort) {
  const task = workerData as Task
  if (task.do === 'read') await read(task)
  else if (task.do === 'stream') await stream(task)
  else await write(task)
}

function tell(told: Written | Read): void {
  parentPort?.postMessage(told)
}

async function write(task: Task & { do: 'write' | 'template' }): Promise<void> {
  const bytes = task.do === 'write' ? await writeBook(task.book) : await writeTemplate(task.template)
  tell({ is: 'bytes', bytes })
  tell({ is: 'done' })
}

async function stream({ book, total }: { book: Book; total: number }): Promise<void> {
  const out = await streamBook(book, total, (bytes) => tell({ is: 'bytes', bytes }))
  parentPort?.on('message', (fed: Fed) => {
    if (fed === null) {
      out.end()
      tell({ is: 'done' })
      parentPort?.close()
      return
    }
    out.rows(fed)
    tell({ is: 'more' })
  })
  tell({ is: 'more' })
}

async function read({ bytes, format, words }: Task & { do: 'read' }): Promise<void> {
  let head: TableHead | null = null
  let tables = 0
  let empty = 0
  let rows: RowRead[] = []
  const flush = () => {
    if (rows.length > 0) tell({ is: 'rows', rows })
    rows = []
  }
  const into: ReadInto = {
    table(found) {
      flush()
      head = found
      tables += 1
      tell({ is: 'table', head: found })
    },
    row({ row, cells, valueless }) {
      if (head === null) return
      const understood = understandRow(cells, head.heads, head.meaning, words)
      for (const place of valueless) {
        const field = head.heads[place]?.field
        if (field) understood.faults.push({ field, message: VALUELESS })
      }
      rows.push({ table: tables - 1, row, cells, ...understood })
      if (rows.length >= BATCH) flush()
    },
    skipped: (sheet) => tell({ is: 'skipped', sheet }),
    empty: () => {
      empty += 1
    },
  }
  try {
    await (format === 'xlsx' ? readWorkbook(bytes, into) : readCsv(bytes, into))
    flush()
    tell({ is: 'end', empty })
  } catch (error) {
    tell({ is: 'refused', because: error instanceof CannotRead ? error.wording : BROKEN })
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
