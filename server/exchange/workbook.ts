/** The one place that knows the spreadsheet library: plain pages in, an xlsx file out. Runs in the worker. */
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate } from 'fflate'
import {
  type CellStyle,
  type CellValue,
  type ColumnDef,
  type DataValidation,
  openXlsx,
  saveXlsx,
  streamXlsxRows,
  type WriteSheet,
  writeXlsx,
} from 'hucre/xlsx'
import type { Marks } from './queries.ts'
import { type Book, type Cell, type Column, headRowOf, linesTaken, type Sheet } from './sheets.ts'
import type { Template, TemplateSheet } from './template.ts'

const INK = { rgb: '15191D' }
const GREY = { rgb: '5F676F' }
const WARN = { rgb: '855300' }
const LINE = { style: 'thin', color: { rgb: '8A929A' } } as const
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE }
const FONT = '宋体'
const HEAD_FONT = '黑体'

const TITLE: CellStyle = {
  font: { name: HEAD_FONT, size: 16, color: INK },
  alignment: { horizontal: 'center', vertical: 'center' },
}
const SUBTITLE: CellStyle = {
  font: { name: FONT, size: 10, color: GREY },
  alignment: { horizontal: 'left', vertical: 'center', wrapText: true },
}
const MARKED: CellStyle = { ...SUBTITLE, font: { name: HEAD_FONT, size: 10, color: WARN } }
const HEAD: CellStyle = {
  font: { name: HEAD_FONT, size: 11, color: INK },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8ECEF' } },
  border: BORDER,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
const NUMBER_FORMATS = { text: '@', whole: '#,##0', decimal: '#,##0.0', share: '0.0%', day: 'yyyy-mm-dd' } as const

function bodyStyle(column: Column, bold = false): CellStyle {
  return {
    font: { name: bold ? HEAD_FONT : FONT, size: 11, color: INK },
    border: BORDER,
    numFmt: NUMBER_FORMATS[column.kind],
    alignment: {
      ...(column.centred || column.kind === 'day'
        ? { horizontal: 'center' }
        : { horizontal: column.kind === 'text' ? 'left' : 'right', indent: 1 }),
      vertical: 'center',
      wrapText: column.kind === 'text',
    },
  }
}

const LINE_HEIGHT = 16
const DAY_MS = 86_400_000
/** Days since 1899-12-30: how a spreadsheet counts. */
const serialOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS + 25_569

function cellValue(cell: Cell, column: Column | undefined): CellValue {
  if (cell === null || typeof cell === 'number' || column?.kind !== 'day') return cell
  return new Date(`${cell}T00:00:00Z`)
}

/** A column's letters, from 0: A, Z, AA. */
export function lettersOf(place: number): string {
  let letters = ''
  for (let rest = place + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

const heightOf = (lines: number) => lines * LINE_HEIGHT + 6

/** A page in the library's terms. `rows`: how many rows it will have in the end. */
function pageOf(sheet: Sheet, mark: string | null, rows: number): WriteSheet {
  const width = sheet.columns.length
  const headRow = headRowOf(sheet) - 1
  const foot = sheet.foot ?? []
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  const heights = new Map<number, { height: number }>()
  const merges: NonNullable<WriteSheet['merges']> = []
  const put = (row: number, place: number, value: CellValue, style: CellStyle) => {
    const type = value instanceof Date ? 'date' : typeof value === 'number' ? 'number' : 'string'
    cells.set(`${row},${place}`, { value, type: value === null ? 'empty' : type, style })
  }
  /** A text across the whole table. */
  const room = sheet.columns.slice(0, sheet.printed ?? width).reduce((all, column) => all + column.width, 0)
  const across = (row: number, text: string, style: CellStyle, height?: number) => {
    put(row, 0, text, style)
    // A program does not find the height of joined cells by itself.
    heights.set(row, { height: height ?? heightOf(Math.max(1, Math.ceil(text.length / room))) })
    if (width > 1) merges.push({ startRow: row, endRow: row, startCol: 0, endCol: (sheet.printed ?? width) - 1 })
  }
  across(0, sheet.title, TITLE, 32)
  for (const [place, line] of sheet.lines.entries())
    across(place + 1, line, mark !== null && line.includes(mark) ? MARKED : SUBTITLE)
  let column = 0
  for (const group of sheet.groups ?? []) {
    for (let place = column; place < column + group.span; place += 1)
      put(headRow - 1, place, place === column ? group.head : null, HEAD)
    if (group.span > 1)
      merges.push({ startRow: headRow - 1, endRow: headRow - 1, startCol: column, endCol: column + group.span - 1 })
    column += group.span
  }
  if (sheet.groups) {
    const wide = sheet.groups.map(({ head, span }) => ({ head, width: span * 3.2, kind: 'text' as const }))
    heights.set(headRow - 1, {
      height: heightOf(
        linesTaken(
          sheet.groups.map((one) => one.head),
          wide,
        ),
      ),
    })
  }
  for (const [place, { head }] of sheet.columns.entries()) put(headRow, place, head, HEAD)
  const heads = sheet.columns.map((one) => ({ ...one, kind: 'text' as const }))
  heights.set(headRow, {
    height: heightOf(
      linesTaken(
        sheet.columns.map((one) => one.head),
        heads,
      ),
    ),
  })

  const table = sheet.total ? [...sheet.rows, sheet.total] : sheet.rows
  for (const [index, row] of table.entries()) {
    const at = headRow + 1 + index
    const isTotal = sheet.total !== undefined && index === sheet.rows.length
    for (const [place, one] of sheet.columns.entries())
      put(at, place, cellValue(row[place] ?? null, one), bodyStyle(one, isTotal))
    heights.set(at, { height: heightOf(linesTaken(row, sheet.columns)) })
  }
  for (const [place, line] of foot.entries()) across(headRow + 1 + table.length + place, line, SUBTITLE)
  const lastRow = headRow + 1 + rows
  const printedTo = lettersOf((sheet.printed ?? width) - 1)
  return {
    name: sheet.name,
    rows: [],
    cells,
    columns: sheet.columns.map((one): ColumnDef => ({ width: one.width * 2 + 1 })),
    merges,
    rowDefs: heights,
    freezePane: { rows: headRow + 1, columns: sheet.keep ?? 0 },
    ...(rows > 0 ? { autoFilter: { range: `A${headRow + 1}:${lettersOf(width - 1)}${lastRow}` } } : {}),
    pageSetup: {
      paperSize: 'a4',
      orientation: sheet.upright ? 'portrait' : 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `$${headRow + (sheet.groups ? 0 : 1)}:$${headRow + 1}`,
      ...(sheet.printed === undefined
        ? {}
        : { printArea: `$A$1:$${printedTo}$${lastRow + (sheet.total ? 1 : 0) + foot.length}` }),
      margins: { top: 0.7, bottom: 0.7, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
    },
    headerFooter: {
      oddHeader: `&L${escapeMark(sheet.title)}${mark === null ? '' : `&R${escapeMark(mark)}`}`,
      oddFooter: '&C第&P页，共&N页',
    },
  }
}

/** In heads and feet `&` begins a field. */
const escapeMark = (text: string) => text.replaceAll('&', '&&')

async function build(book: Book, rowsOf: (sheet: Sheet) => number): Promise<Uint8Array> {
  return writeXlsx({
    sheets: book.sheets.map((sheet) => pageOf(sheet, book.mark, rowsOf(sheet))),
    defaultFont: { name: FONT, size: 11 },
    properties: { title: book.title, created: book.stamp, modified: book.stamp },
  })
}

/** The whole workbook as one file. */
export async function writeBook(book: Book): Promise<Uint8Array> {
  return build(book, (sheet) => sheet.rows.length)
}

/** A workbook of one page whose rows come in batches: memory does not grow with them. */
export type BookStream = { rows(batch: readonly (readonly Cell[])[]): void; end(): void }

/**
 * Begins a workbook whose one page gets its `total` rows later; bytes go to `emit` as they are made. The library writes
 * the page with one sample row, and every row then takes the sample's place, styles and all.
 */
export async function streamBook(book: Book, total: number, emit: (bytes: Uint8Array) => void): Promise<BookStream> {
  const [sheet] = book.sheets
  if (!sheet) throw new Error('A streamed workbook has one page.')
  const sample = { ...sheet, rows: [sheet.columns.map(() => null)] }
  const parts = unzipSync(await build({ ...book, sheets: [sample] }, () => total))
  const page = 'xl/worksheets/sheet1.xml'
  const xml = strFromU8(parts[page] ?? new Uint8Array())
  const first = headRowOf(sheet) + 1
  const begin = xml.indexOf(`<row r="${first}"`)
  const endTag = '</row>'
  const end = xml.indexOf(endTag, begin) + endTag.length
  if (begin < 0 || end < endTag.length) throw new Error('The sample row is not where it should be.')
  const styles = [...xml.slice(begin, end).matchAll(/<c\b[^>]*?\bs="(\d+)"/g)].map(([, style]) => style)
  if (styles.length !== sheet.columns.length) throw new Error('The sample row has lost its styles.')

  const zip = new Zip((error, bytes) => {
    if (error) throw error
    emit(bytes)
  })
  const add = (name: string) => {
    const file = new ZipDeflate(name, { level: 4 })
    file.mtime = book.stamp
    zip.add(file)
    return file
  }
  for (const [name, bytes] of Object.entries(parts)) if (name !== page) add(name).push(bytes, true)
  const out = add(page)
  // The page's size as it would be with the sample alone; readers work it out without.
  out.push(strToU8(xml.slice(0, begin).replace(/<dimension [^>]*\/>/, '')), false)
  const letters = sheet.columns.map((_, place) => lettersOf(place))
  let next = first
  return {
    rows(batch) {
      let text = ''
      for (const row of batch) {
        text += `<row r="${next}" ht="${heightOf(linesTaken(row, sheet.columns))}" customHeight="1">`
        for (const [place, column] of sheet.columns.entries())
          text += cellXml(`${letters[place]}${next}`, styles[place] ?? '0', row[place] ?? null, column)
        text += endTag
        next += 1
      }
      out.push(strToU8(text), false)
    },
    end() {
      out.push(strToU8(xml.slice(end)), true)
      zip.end()
    },
  }
}

function cellXml(place: string, style: string, cell: Cell, column: Column): string {
  if (cell === null || cell === '') return `<c r="${place}" s="${style}"/>`
  if (typeof cell === 'number') return `<c r="${place}" s="${style}"><v>${cell}</v></c>`
  if (column.kind === 'day') return `<c r="${place}" s="${style}"><v>${serialOf(cell)}</v></c>`
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** A cell holds no more characters than this. */
const LONGEST = 32_767

function escapeXml(text: string): string {
  return (
    text
      .slice(0, LONGEST)
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot carry them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? '')
  )
}

// ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a quick look at a sheet tells before its rows are read. */
export type SheetPeek = {
  /** Cells joined downwards, by their first row (from 1): column from 0, last row. */
  joined: ReadonlyMap<number, readonly { column: number; to: number }[]>
  /** Places of formulas without a stored value, by row. */
  valueless: ReadonlyMap<number, readonly number[]>
  /** As the sheet says of itself; people's programs are not always right. */
  lastRow: number | null
}

export type SheetName = { name: string; visible: boolean; peek: () => SheetPeek | null }

/** Larger sheets are not looked over: joined cells are for people's tables. */
const PEEK_BYTES = 40 * 1024 * 1024
const MOST_JOINED = 20_000

/** The sheets of a workbook in their order, by its directory alone. */
export function sheetsOf(bytes: Uint8Array): SheetName[] {
  const small = unzipSync(bytes, {
    filter: (file) => /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels)$/i.test(file.name),
  })
  const part = (ending: string) =>
    strFromU8(Object.entries(small).find(([name]) => name.endsWith(ending))?.[1] ?? new Uint8Array())
  const targets = new Map(
    [...part('.rels').matchAll(/<Relationship\b[^>]*>/g)].map(([text]) => [
      attribute(text, 'Id'),
      attribute(text, 'Target').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  )
  return [...part('workbook.xml').matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].map(([text]): SheetName => {
    const target = targets.get(/\b(?:\w+:)id="([^"]*)"/.exec(text)?.[1] ?? '')
    return {
      name: attribute(text, 'name'),
      visible: !/state="(hidden|veryHidden)"/.test(text),
      peek: () => (target === undefined ? null : peekAt(bytes, target)),
    }
  })
}

function attribute(text: string, name: string): string {
  const raw = new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1] ?? ''
  return raw
    .replace(/&#(x?)([\da-f]+);/gi, (_, hex: string, digits: string) =>
      String.fromCodePoint(Number.parseInt(digits, hex ? 16 : 10)),
    )
    .replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, word: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[word] ?? '',
    )
}

function peekAt(bytes: Uint8Array, target: string): SheetPeek | null {
  const found = unzipSync(bytes, { filter: (file) => file.name === target && file.originalSize <= PEEK_BYTES })[target]
  if (found === undefined) return null
  const xml = strFromU8(found)
  const joined = new Map<number, { column: number; to: number }[]>()
  let count = 0
  for (const [, from = '', fromRow, to = '', toRow] of xml.matchAll(/<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)) {
    if (++count > MOST_JOINED) break
    const [first, last] = [Number(fromRow), Number(toRow)]
    if (first === last || from !== to) continue
    const list = joined.get(first) ?? []
    list.push({ column: placeOf(from), to: last })
    joined.set(first, list)
  }
  const valueless = new Map<number, number[]>()
  for (const [, letters = '', row] of xml.matchAll(
    /<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[^>]*(?:\/>|>[^<]*<\/f>)\s*(?:<v\/>|<v><\/v>)?\s*<\/c>/g,
  )) {
    const list = valueless.get(Number(row)) ?? []
    list.push(placeOf(letters))
    valueless.set(Number(row), list)
  }
  const lastRow = /<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"/.exec(xml.slice(0, 4096))?.[1]
  return { joined, valueless, lastRow: lastRow === undefined ? null : Number(lastRow) }
}

/** The place of a column, from 0, by its letters. */
export function placeOf(letters: string): number {
  let place = 0
  for (const letter of letters) place = place * 26 + letter.charCodeAt(0) - 64
  return place - 1
}

/** The rows of one sheet, as they are unpacked; days as `YYYY-MM-DD`. */
export async function* streamRows(
  bytes: Uint8Array,
  sheet: string,
): AsyncGenerator<{ row: number; cells: (string | number | null)[] }> {
  for await (const { index, values } of streamXlsxRows(bytes, { sheet }))
    yield { row: index + 1, cells: values.map(plainCell) }
}

function plainCell(value: CellValue): string | number | null {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? '是' : '否'
  return value
}

// ── the template ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Rows that have drop-downs. */
const FILLABLE = 2000
const HEAD_ROW = 3
const EXAMPLE: CellStyle = {
  font: { name: FONT, size: 11, color: { rgb: '8A929A' }, italic: true },
  border: BORDER,
  alignment: { horizontal: 'left', vertical: 'center', wrapText: true },
}

/** The template as a file: a page a kind with drop-downs, a guide, and the lists where nobody trips over them. */
export async function writeTemplate(template: Template): Promise<Uint8Array> {
  const dictionary = '字典'
  const longest = Math.max(...template.lists.map((list) => list.words.length))
  return writeXlsx({
    sheets: [
      ...template.sheets.map((sheet) => templatePage(sheet)),
      guidePage(template),
      {
        name: dictionary,
        veryHidden: true,
        rows: [
          template.lists.map((list) => list.name),
          ...Array.from({ length: longest }, (_, row) => template.lists.map((list) => list.words[row] ?? null)),
        ],
      },
    ],
    namedRanges: template.lists.map((list, place) => ({
      name: list.name,
      range: `${dictionary}!$${lettersOf(place)}$2:$${lettersOf(place)}$${list.words.length + 1}`,
    })),
    defaultFont: { name: FONT, size: 11 },
    properties: { title: template.title, created: template.stamp, modified: template.stamp },
  })
}

function templatePage(sheet: TemplateSheet): WriteSheet {
  const columns = [{ head: '序号', width: 3, kind: 'text' as const, hint: '', example: '示例' }, ...sheet.columns]
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  const put = (row: number, place: number, value: string, style: CellStyle) =>
    cells.set(`${row - 1},${place}`, { value, type: 'string', style })
  put(1, 0, sheet.title, TITLE)
  put(2, 0, sheet.lead, SUBTITLE)
  for (const [place, column] of columns.entries()) {
    put(HEAD_ROW, place, 'required' in column && column.required ? `＊${column.head}` : column.head, HEAD)
    put(HEAD_ROW + 1, place, column.example, EXAMPLE)
  }
  const across = (row: number) => ({ startRow: row - 1, endRow: row - 1, startCol: 0, endCol: columns.length - 1 })
  const rangeOf = (place: number) => `${lettersOf(place)}${HEAD_ROW + 2}:${lettersOf(place)}${FILLABLE}`
  const room = columns.reduce((all, column) => all + column.width, 0)
  const examples = columns.map((column) => ({ ...column, kind: 'text' as const }))
  return {
    name: sheet.name,
    rows: [],
    cells,
    columns: columns.map(
      (column): ColumnDef => ({ width: column.width * 2 + 1, style: { numFmt: '@', font: { name: FONT, size: 11 } } }),
    ),
    merges: [across(1), across(2)],
    rowDefs: new Map([
      [0, { height: 32 }],
      [1, { height: heightOf(Math.ceil(sheet.lead.length / room)) }],
      [2, { height: heightOf(1) }],
      [
        3,
        {
          height: heightOf(
            linesTaken(
              columns.map((column) => column.example),
              examples,
            ),
          ),
        },
      ],
    ]),
    freezePane: { rows: HEAD_ROW, columns: 0 },
    dataValidations: columns.flatMap((column, place): DataValidation[] => {
      if (column.hint === '') return []
      const list = 'list' in column ? column.list : undefined
      const free = 'free' in column && column.free === true
      const message = { showInputMessage: true, inputTitle: column.head, inputMessage: column.hint.slice(0, 250) }
      if (list === undefined)
        // Any text will do; the rule is there for its hint.
        return [
          {
            type: 'textLength' as const,
            operator: 'lessThan' as const,
            formula1: '1000',
            allowBlank: true,
            range: rangeOf(place),
            ...message,
          },
        ]
      return [
        {
          type: 'list' as const,
          formula1: list,
          range: rangeOf(place),
          allowBlank: true,
          ...message,
          showErrorMessage: true,
          errorStyle: free ? ('information' as const) : ('stop' as const),
          errorTitle: '不在列表里',
          errorMessage: free ? '列表里没有这个词，可以保留，导入时会核对' : '请从下拉里选',
        },
      ]
    }),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${HEAD_ROW}:$${HEAD_ROW}`,
    },
  }
}

function guidePage(template: Template): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  cells.set('0,0', { value: `${template.title}：怎样填`, type: 'string', style: TITLE })
  const body = { font: { name: FONT, size: 12 }, alignment: { vertical: 'top', wrapText: true } } as const
  for (const [place, [what, how]] of template.guide.entries()) {
    cells.set(`${place + 2},0`, {
      value: what,
      type: 'string',
      style: { ...body, font: { name: HEAD_FONT, size: 12 } },
    })
    cells.set(`${place + 2},1`, { value: how, type: 'string', style: body })
  }
  return {
    name: '填写说明',
    rows: [],
    cells,
    columns: [{ width: 18 }, { width: 90 }],
    merges: [{ startRow: 0, endRow: 0, startCol: 0, endCol: 1 }],
    rowDefs: new Map([
      [0, { height: 36 }],
      ...template.guide.map(([, how], place): [number, { height: number }] => [
        place + 2,
        { height: 20 * Math.max(1, Math.ceil(how.length / 42)) + 4 },
      ]),
    ]),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  }
}

// ── handing a file back with its faults ──────────────────────────────────────────────────────────────────────────

const WRONG = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FDE2DF' } } as const
const PROBLEM: CellStyle = {
  font: { name: FONT, size: 11, color: { rgb: 'B3261E' } },
  alignment: { wrapText: true, vertical: 'center' },
}

/** Records as a workbook of one plain sheet. */
export const writePlain = (name: string, rows: CellValue[][]) => writeXlsx({ sheets: [{ name, rows }] })

/** The workbook as it was sent, wrong cells on a red ground, and what is wrong in a column of its own. */
export async function markWorkbook(bytes: Uint8Array, marks: Marks): Promise<Uint8Array> {
  const workbook = await openXlsx(bytes, { readStyles: true })
  for (const sheet of workbook.sheets) {
    const table = marks.tables.find((one) => one.sheet === sheet.name)
    if (!table) continue
    sheet.cells ??= new Map()
    const cells = sheet.cells
    const put = (row: number, place: number, value: CellValue, style: CellStyle) => {
      sheet.rows[row] ??= []
      const line = sheet.rows[row] ?? []
      while (line.length <= place) line.push(null)
      line[place] = value
      const was = cells.get(`${row},${place}`)
      cells.set(`${row},${place}`, {
        ...was,
        value,
        type:
          value === null ? 'empty' : typeof value === 'number' ? 'number' : value instanceof Date ? 'date' : 'string',
        style: { ...was?.style, ...style },
      })
    }
    put(table.row - 1, table.place, '问题', { ...HEAD, border: {} })
    for (const { sheet: name, row, places, problem } of marks.rows) {
      if (name !== sheet.name) continue
      for (const place of places) put(row - 1, place, sheet.rows[row - 1]?.[place] ?? null, { fill: WRONG })
      put(row - 1, table.place, problem, PROBLEM)
    }
    sheet.columns ??= []
    const columns = sheet.columns
    while (columns.length <= table.place) columns.push({})
    columns[table.place] = { ...columns[table.place], width: 50 }
  }
  return saveXlsx(workbook)
}
