/** The sheet 目标分解 as data: what is pasted, what moves, and how two drafts are brought together. Pure. */
import type { Cell } from '../../server/assignments/checks.ts'

export type Value = { value: number; reason: string | null }
/** Cells by `target department`; where nothing is asked there is none. */
export type Sheet = ReadonlyMap<string, Value>

export const keyOf = (target: string, department: string) => `${target} ${department}`

export function sheetOf(cells: readonly Cell[]): Sheet {
  return new Map(cells.map((one) => [keyOf(one.target, one.department), { value: one.value, reason: one.reason }]))
}

export function cellsOf(sheet: Sheet): Cell[] {
  return [...sheet].map(([key, one]) => {
    const [target = '', department = ''] = key.split(' ')
    return { target, department, ...one }
  })
}

/** A sheet with some cells set; null empties one. A reason stays with its cell. */
export function withCells(sheet: Sheet, changes: ReadonlyMap<string, number | null>): Sheet {
  const next = new Map(sheet)
  for (const [key, value] of changes)
    if (value === null) next.delete(key)
    else next.set(key, { value, reason: next.get(key)?.reason ?? null })
  return next
}

export type Pasted =
  | { ok: true; changes: ReadonlyMap<string, number | null> }
  | { ok: false; fault: 'not-a-number'; text: string }
  | { ok: false; fault: 'too-many-rows'; rows: number; room: number }
  | { ok: false; fault: 'too-many-columns'; columns: number; room: number }
  | { ok: false; fault: 'unknown-departments'; rows: number; names: readonly string[] }

/** The text of one cell: a whole number of at most six figures, null for nothing or a dash; undefined where it is neither. */
export function readCell(text: string): number | null | undefined {
  const said = tidy(text)
  if (/^[-–—]?$/.test(said)) return null
  return /^\d{1,6}$/.test(said) ? Number(said) : undefined
}

/** Full-width digits and separators of thousands, as sheets give them. */
const tidy = (text: string) => text.normalize('NFKC').replace(/[\s,，]/g, '')

/**
 * Reads a block as a spreadsheet gives it and lays it from a cell on. Where its first column holds names, each row goes
 * to the department of that name, whatever its place; a name that the plan does not know stops the whole block.
 */
export function readBlock(
  text: string,
  at: { row: number; column: number },
  departments: readonly { code: string; names: readonly string[] }[],
  targets: readonly string[],
): Pasted {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
  const block = lines.map((line) => line.split('\t').map(tidy))
  const isNamed = block.every(([first = '']) => /\p{L}/u.test(first))
  const codeOf = (name: string) => departments.find((one) => one.names.some((known) => tidy(known) === name))?.code
  if (isNamed && (block[0]?.length ?? 0) > 1) {
    const unknown = block.flatMap(([name = '']) => (codeOf(name) === undefined ? [name] : []))
    if (unknown.length > 0) return { ok: false, fault: 'unknown-departments', rows: block.length, names: unknown }
  } else if (block.length > departments.length - at.row)
    return { ok: false, fault: 'too-many-rows', rows: block.length, room: departments.length - at.row }
  const named = isNamed && (block[0]?.length ?? 0) > 1
  const changes = new Map<string, number | null>()
  for (const [index, row] of block.entries()) {
    const values = named ? row.slice(1) : row
    const start = named ? 0 : at.column
    if (values.length > targets.length - start)
      return { ok: false, fault: 'too-many-columns', columns: values.length, room: targets.length - start }
    const department = named ? codeOf(row[0] ?? '') : departments[at.row + index]?.code
    for (const [offset, value] of values.entries()) {
      const target = targets[start + offset]
      if (target === undefined || department === undefined) continue
      const read = readCell(value)
      if (read === undefined) return { ok: false, fault: 'not-a-number', text: value }
      changes.set(keyOf(target, department), read)
    }
  }
  return { ok: true, changes }
}

const same = (one: Value | undefined, other: Value | undefined) =>
  one?.value === other?.value && (one?.reason ?? '') === (other?.reason ?? '')

/**
 * Brings a draft that somebody else saved together with what was changed here since `base`: what only one side touched
 * is taken, what both touched differently is for the person to decide.
 */
export function mergeSheets(base: Sheet, mine: Sheet, theirs: Sheet): { merged: Sheet; both: string[] } {
  const merged = new Map(theirs)
  const both: string[] = []
  for (const key of new Set([...base.keys(), ...mine.keys(), ...theirs.keys()])) {
    if (same(base.get(key), mine.get(key))) continue
    if (!same(base.get(key), theirs.get(key)) && !same(mine.get(key), theirs.get(key))) both.push(key)
    const own = mine.get(key)
    if (own) merged.set(key, own)
    else merged.delete(key)
  }
  return { merged, both }
}

/** Where a key moves to within the sheet; null where it leaves it. */
export function moved(
  at: { row: number; column: number },
  by: { rows: number; columns: number },
  size: { rows: number; columns: number },
): { row: number; column: number } | null {
  const row = at.row + by.rows
  const column = at.column + by.columns
  return row < 0 || column < 0 || row >= size.rows || column >= size.columns ? null : { row, column }
}
