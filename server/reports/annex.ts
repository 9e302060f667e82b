/** 数据附表: the report's tables as a workbook that can be printed as it is. Adapter of `hucre`, as Word has its own. */
import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import type { Block, ReportModel } from './contract.ts'
import type { Story } from './figures.ts'
import { tablesBeside } from './model.ts'
import { dayText } from './wording.ts'
import { settled } from './zip.ts'

type Table = Extract<Block, { kind: 'table' }>

const INK = { rgb: '15191D' }
const LINE = { style: 'thin', color: { rgb: '8A929A' } } as const
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE }
const TITLE: CellStyle = {
  font: { name: '黑体', size: 16, color: INK },
  alignment: { horizontal: 'center', vertical: 'center' },
}
const NOTE: CellStyle = {
  font: { name: '宋体', size: 10, color: { rgb: '454C53' } },
  alignment: { horizontal: 'left', vertical: 'center', wrapText: true },
}
const HEAD: CellStyle = {
  font: { name: '黑体', size: 11, color: INK },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8ECEF' } },
  border: BORDER,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
const GROUP: CellStyle = { ...HEAD, alignment: { horizontal: 'left', vertical: 'center' } }

/** Width in characters of the Latin kind: 汉字 take two. */
const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (letter < '\u2000' ? 1 : 2), 0)
/** Sheets cannot be named with these, nor longer than 31 characters. */
const nameOf = (text: string) => text.replaceAll(/[\\/?*[\]:：]/g, '').slice(0, 31)

/** The workbook of a report: one page a table, the figures the report's own. The same report gives the same bytes. */
export async function writeAnnex(model: ReportModel, story: Story): Promise<Uint8Array> {
  const tables: { title: string; table: Table }[] = [
    ...model.sections.flatMap((section) =>
      section.blocks.flatMap((block) => (block.kind === 'table' ? [{ title: block.caption, table: block }] : [])),
    ),
    ...tablesBeside(story).map((table) => ({ title: table.caption, table })),
    ...model.annexes.flatMap((annex) =>
      annex.blocks.flatMap((block) =>
        block.kind === 'table' ? [{ title: block.caption === '' ? annex.title : block.caption, table: block }] : [],
      ),
    ),
  ]
  // No spaces and no digit in front: the library does not quote names where it refers to a page.
  const names = tables.map(({ title }) => nameOf(title.replace(/（.*）$/, '')))
  const at = new Date(model.snapshot.madeAt)
  const { number, asOf, knownAt, hash } = model.snapshot
  const lines = [
    ...(model.demo ? ['演示数据，数字均为虚构。'] : []),
    `${model.title}数据附表。快照第${number}号，看${dayText(asOf)}，按${dayText(knownAt)}所知。校验值SHA-256：${hash}`,
  ]
  const file = await writeXlsx({
    sheets: tables.map(({ title, table }, place) => sheetOf(names[place] ?? '', title, table, lines)),
    defaultFont: { name: '宋体', size: 11 },
    properties: { title: model.title, created: at, modified: at },
  })
  return settled(file, at)
}

function sheetOf(name: string, title: string, table: Table, lines: readonly string[]): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  const merges: NonNullable<WriteSheet['merges']> = []
  const heights = new Map<number, { height: number }>()
  const last = table.columns.length - 1
  const put = (row: number, column: number, value: CellValue, style: CellStyle) => {
    const type = typeof value === 'number' ? 'number' : 'string'
    cells.set(`${row},${column}`, { value, type: value === null ? 'empty' : type, style })
  }
  const across = (row: number, text: string, style: CellStyle, height: number) => {
    for (let column = 0; column <= last; column++) put(row, column, column === 0 ? text : null, style)
    if (last > 0) merges.push({ startRow: row, endRow: row, startCol: 0, endCol: last })
    heights.set(row, { height })
  }
  // A column is as wide as what most of its cells need, within bounds that fit a page.
  const widths = table.columns.map((column, place) => {
    const needs = table.rows.filter((row) => row.style !== 'group').map((row) => widthOf(row.cells[place] ?? ''))
    return Math.min(40, Math.max(widthOf(column.head) + 2, 6, ...needs.map((need) => need + 2)))
  })
  const room = widths.reduce((sum, width) => sum + width, 0)
  across(0, title, TITLE, 32)
  const notes = table.unit === null ? lines : [...lines, `单位：${table.unit}`]
  for (const [place, line] of notes.entries())
    across(place + 1, line, NOTE, 16 * Math.max(1, Math.ceil(widthOf(line) / room)) + 4)
  const headRow = notes.length + 1
  for (const [place, column] of table.columns.entries()) put(headRow, place, column.head, HEAD)
  heights.set(headRow, { height: 24 })
  for (const [index, row] of table.rows.entries()) {
    const at = headRow + 1 + index
    if (row.style === 'group') {
      across(at, row.cells[0] ?? '', GROUP, 20)
      continue
    }
    for (const [place, column] of table.columns.entries()) {
      const text = row.cells[place] ?? ''
      put(at, place, cellOf(text, column.align), bodyStyle(column.align, row.style === 'total'))
    }
    const taken = widths.map((width, place) => Math.ceil(widthOf(row.cells[place] ?? '') / Math.max(1, width - 1)))
    heights.set(at, { height: 16 * Math.max(1, ...taken) + 4 })
  }
  if (table.note !== null)
    across(
      headRow + 1 + table.rows.length,
      `注：${table.note}`,
      NOTE,
      16 * Math.ceil(widthOf(table.note) / room + 0.2) + 4,
    )
  return {
    name,
    rows: [],
    cells,
    columns: widths.map((width) => ({ width })),
    merges,
    rowDefs: heights,
    freezePane: { rows: headRow + 1, columns: 0 },
    pageSetup: {
      paperSize: 'a4',
      orientation: room > 95 ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `$${headRow + 1}:$${headRow + 1}`,
      margins: { top: 0.7, bottom: 0.7, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C第&P页，共&N页' },
  }
}

/** Counts are numbers so that they can be added up; everything else is text, so that nothing is taken for a formula. */
function cellOf(text: string, align: Table['columns'][number]['align']): CellValue {
  if (align === 'end' && /^[+−-]?\d+(\.\d+)?$/.test(text)) return Number(text.replace('−', '-'))
  return text
}

function bodyStyle(align: Table['columns'][number]['align'], bold: boolean): CellStyle {
  return {
    font: { name: bold ? '黑体' : '宋体', size: 11, color: INK },
    border: BORDER,
    alignment: {
      horizontal: align === 'start' ? 'left' : align === 'end' ? 'right' : 'center',
      vertical: 'center',
      wrapText: true,
    },
  }
}
