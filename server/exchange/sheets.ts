/** What a workbook or a CSV file holds, as plain data: pages with a title, heads and typed columns. Pure. */

/** `day` cells are `YYYY-MM-DD`, `share` cells 0..1 and beyond; null is an empty cell, which is not 0. */
export type Cell = string | number | null

export type Column = {
  head: string
  /** In Chinese characters. */
  width: number
  kind: 'text' | 'whole' | 'decimal' | 'share' | 'day'
  /** For short words; numbers stand right, texts left. */
  centred?: boolean
}

export type Sheet = {
  /** On its tab: at most 31 characters, none of `[]:*?/\`. */
  name: string
  title: string
  /** Under the title: as-of day, units, what the filters are. */
  lines: readonly string[]
  columns: readonly Column[]
  /** Heads over the heads, each over so many columns. */
  groups?: readonly { head: string; span: number }[]
  rows: readonly (readonly Cell[])[]
  /** Sums as values, under the rows. */
  total?: readonly Cell[]
  /** Notes under the table. */
  foot?: readonly string[]
  /** Columns that stay in sight, from the left. */
  keep?: number
  upright?: boolean
  /** How many columns are printed, from the left; the rest is for programs. */
  printed?: number
}

/** A workbook to be printed as it is. `stamp` is the instant written into it. */
export type Book = {
  title: string
  /** On every printed page: 演示数据 where the data are synthetic; null where they are real. */
  mark: string | null
  stamp: Date
  sheets: readonly Sheet[]
}

/** Row on which the heads stand, from 1: title, lines and heads of groups are above. */
export const headRowOf = (sheet: Sheet) => sheet.lines.length + (sheet.groups ? 3 : 2)

/** Lines that a row takes where its longest text is broken at its column's width. Latin letters are half as wide. */
export function linesTaken(row: readonly (Cell | undefined)[], columns: readonly Column[]): number {
  let lines = 1
  for (const [place, column] of columns.entries()) {
    const cell = row[place]
    if (typeof cell !== 'string' || column.kind === 'day') continue
    const length = cell.replace(/[\u0020-\u00ff]/g, '').length
    lines = Math.max(lines, Math.ceil((length + (cell.length - length) * 0.55) / (column.width - 0.4)))
  }
  return lines
}

const RISKY = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * A CSV field. Text that a spreadsheet would take for a formula gets an apostrophe in front (security rule 18); numbers
 * are written as they are.
 */
export function csvField(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = RISKY.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvLine = (cells: readonly Cell[]) => `${cells.map(csvField).join(',')}\r\n`

/** So that Excel and WPS read the file as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'
