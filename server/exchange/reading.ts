/** Reads a table that somebody sent, row by row, within bounds. Runs in the worker, after `inspectOffice` has let it in. */
import { parse } from 'csv-parse'
import type { Wording } from '../problem.ts'
import { type Heading, headsIn, sheetMeaning } from './headings.ts'
import { IMPORT_LIMITS } from './limits.ts'
import type { RawCell } from './understand.ts'
import { lettersOf, type SheetPeek, sheetsOf, streamRows } from './workbook.ts'

/** A table in the file, once its head is found. */
export type TableHead = {
  sheet: string
  /** Row of the heads, from 1. */
  row: number
  /** The columns that are understood: letters, head as written, and place in a row, from 0. */
  columns: { letters: string; text: string; place: number }[]
  heads: (Heading | null)[]
  meaning: ReturnType<typeof sheetMeaning>
}
export type ReadRow = {
  row: number
  cells: RawCell[]
  /** Places of cells whose formula has no stored value. */
  valueless: number[]
}

/** What happens with each thing read; `table` comes before its rows. */
export type ReadInto = {
  /** How many rows the file says that it has, before they are read. */
  expected(rows: number): void
  table(head: TableHead): void
  row(row: ReadRow): void
  /** Asked after each row: what to wait for before the next, if anything. */
  rest?(): Promise<void> | undefined
  /** A sheet without a head that is understood, and rows that hold nothing. */
  skipped(sheet: string): void
  empty(): void
}

/** Why a file cannot be read, in words for the person who sent it. */
export class CannotRead extends Error {
  readonly wording: Wording
  constructor(zh: string, en: string) {
    super(en)
    this.wording = { zh, en }
  }
}

/** Reads a whole workbook. Throws `CannotRead`. */
export async function readWorkbook(bytes: Uint8Array, into: ReadInto): Promise<void> {
  const sheets = sheetsOf(bytes).filter((one) => one.visible && sheetMeaning(one.name) !== 'skip')
  if (sheets.length === 0) throw new CannotRead('工作簿里没有可以读的工作表', 'The workbook has no sheet to read')
  const limit = new RowLimit()
  const peeks = new Map(sheets.map((sheet) => [sheet.name, sheet.peek()]))
  const expected = [...peeks.values()].map((peek) => peek?.lastRow ?? null)
  if (!expected.includes(null)) into.expected(expected.reduce((all: number, one) => all + (one ?? 0), 0))
  let found = 0
  for (const sheet of sheets) {
    const table = new Table(sheet.name, peeks.get(sheet.name) ?? null, into, limit)
    for await (const { row, cells } of streamRows(bytes, sheet.name)) {
      table.take(row, cells)
      const rest = into.rest?.()
      if (rest) await rest
    }
    if (table.end()) found += 1
    else into.skipped(sheet.name)
  }
  if (found === 0) throw noHead(sheets.map((one) => one.name))
}

/** Reads a CSV file in UTF-8, with or without its mark, in UTF-16 with its mark, or in GB18030. Throws `CannotRead`. */
export async function readCsv(bytes: Uint8Array, into: ReadInto): Promise<void> {
  const text = decode(bytes)
  into.expected(text.split('\n').length)
  const table = new Table('CSV', null, into, new RowLimit())
  let row = 0
  for await (const record of records(text)) {
    row += 1
    table.take(
      row,
      record.map((cell) => (cell === '' ? null : cell.replace(/^'(?=[=+\-@＝＋－＠])/, ''))),
    )
    const rest = into.rest?.()
    if (rest) await rest
  }
  if (!table.end()) throw noHead(['CSV'])
}

/** All records of a CSV file as they are. Throws `CannotRead`. */
export async function recordsOf(bytes: Uint8Array): Promise<string[][]> {
  const all: string[][] = []
  for await (const record of records(decode(bytes))) all.push(record)
  return all
}

async function* records(text: string): AsyncGenerator<string[]> {
  const line = text.slice(0, text.search(/[\r\n]|$/))
  const delimiter = [',', '\t', ';', '，'].toSorted((a, b) => line.split(b).length - line.split(a).length)[0] ?? ','
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, max_record_size: 1024 * 1024 })
  const fed = (async () => {
    // In pieces, so that rows are taken while the rest is still to come.
    for (let at = 0; at < text.length; at += 65_536)
      if (!parser.write(text.slice(at, at + 65_536))) await new Promise((resolve) => parser.once('drain', resolve))
    parser.end()
  })()
  let row = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1
      yield record
    }
    await fed
  } catch (error) {
    if (error instanceof CannotRead) throw error
    throw new CannotRead(
      `第${row + 1}行附近的引号不成对，读不下去`,
      `The quotes near row ${row + 1} do not match; it cannot be read on`,
    )
  }
}

const noHead = (sheets: string[]) =>
  new CannotRead(
    `没有找到表头。要有一行写着“标准号”“名称”“阶段”等列名，可以用模板。读过的工作表：${sheets.slice(0, 8).join('、')}`,
    `No head was found: one row has to name the columns (标准号, 名称, 阶段 …). Sheets read: ${sheets.slice(0, 8).join(', ')}`,
  )

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 4096).includes(0))
    throw new CannotRead('后缀是 .csv，内容不是文本', 'The name ends in .csv, but the content is no text')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    } catch {
      throw new CannotRead('认不出文字编码，请另存为 UTF-8', 'The encoding is not known; please save it as UTF-8')
    }
  }
}

class RowLimit {
  rows = 0
  take(): void {
    this.rows += 1
    if (this.rows > IMPORT_LIMITS.rows)
      throw new CannotRead('超过10万行，请分开', 'More than 100,000 rows: please split the file')
  }
}

/** One sheet as it is read: finds its head, leaves out what is no row, and fills joined cells. */
class Table {
  readonly #sheet: string
  readonly #peek: SheetPeek | null
  readonly #into: ReadInto
  readonly #limit: RowLimit
  #head: TableHead | null = null
  #seen = 0
  /** Values of joined cells, by column, with the last row that they hold for. */
  readonly #joined = new Map<number, { value: RawCell; to: number }>()
  constructor(sheet: string, peek: SheetPeek | null, into: ReadInto, limit: RowLimit) {
    this.#sheet = sheet
    this.#peek = peek
    this.#into = into
    this.#limit = limit
  }

  take(row: number, cells: RawCell[]): void {
    const far = cells.findIndex((cell, place) => place >= IMPORT_LIMITS.columns && cell !== null && cell !== '')
    if (far >= 0) throw farAway(this.#sheet, row, far)
    const filled = this.#fill(row, cells.slice(0, IMPORT_LIMITS.columns))
    const isEmpty = cells.every((cell) => cell === null || String(cell).trim() === '')
    if (isEmpty) {
      this.#into.empty()
      return
    }
    if (row > IMPORT_LIMITS.lastRow) throw farAway(this.#sheet, row, 0)
    if (this.#head === null) this.#seek(row, filled)
    else this.#row(this.#head, row, filled)
  }

  /** Whether a head was found. */
  end(): boolean {
    return this.#head !== null
  }

  #seek(row: number, cells: RawCell[]): void {
    if (this.#seen >= IMPORT_LIMITS.headWithin) return
    this.#seen += 1
    const texts = cells.map((cell) => (cell === null ? '' : String(cell)))
    const heads = headsIn(texts)
    if (heads === null) return
    const columns = texts.flatMap((text, place) =>
      text.trim() === '' ? [] : [{ letters: lettersOf(place), text: text.trim().slice(0, 60), place }],
    )
    this.#head = { sheet: this.#sheet, row, columns, heads, meaning: sheetMeaning(this.#sheet) }
    this.#joined.clear()
    this.#into.table(this.#head)
  }

  #row(head: TableHead, row: number, cells: RawCell[]): void {
    const texts = cells.map((cell) => (cell === null ? '' : String(cell).trim()))
    const [first = ''] = texts.filter((text) => text !== '')
    const isNumbered = texts.every((text, place) => text === '' || head.heads[place] === null)
    const isSum = /^(合\s*计|总\s*计|小\s*计)/.test(first)
    const isNote = /^(注|说明|备注|填报说明|填表说明)[:：\d]/.test(first)
    // The template's own example, and heads that are printed again on every page.
    if (isNumbered || isSum || isNote || texts.includes('示例') || headsIn(texts) !== null) {
      this.#into.empty()
      return
    }
    this.#limit.take()
    const valueless = this.#peek?.valueless.get(row) ?? []
    this.#into.row({ row, cells, valueless: valueless.filter((place) => head.heads[place] != null) })
  }

  /** A cell joined downwards speaks for every row that it stands beside. */
  #fill(row: number, cells: RawCell[]): RawCell[] {
    for (const { column, to } of this.#peek?.joined.get(row) ?? [])
      this.#joined.set(column, { value: cells[column] ?? null, to })
    if (this.#joined.size === 0 || this.#head === null) return cells
    const filled = [...cells]
    for (const [column, { value, to }] of this.#joined) {
      if (row > to) this.#joined.delete(column)
      else if ((filled[column] ?? null) === null) {
        while (filled.length < column) filled.push(null)
        filled[column] = value
      }
    }
    return filled
  }
}

const farAway = (sheet: string, row: number, place: number) =>
  new CannotRead(
    `工作表“${sheet}”在${lettersOf(place)}${row}有内容，离表太远，像是误填。请删去后再传`,
    `The sheet “${sheet}” has something in ${lettersOf(place)}${row}, far from the table. Please delete it`,
  )
