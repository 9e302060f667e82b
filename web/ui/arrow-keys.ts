import type { KeyboardEvent } from 'react'

const MOVES: Partial<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/**
 * The next cell in the direction of an arrow key that has something to open; null at the edge or for another key.
 * `open[row][column]` says which cells have something.
 */
export function nextCell(
  open: readonly (readonly boolean[])[],
  from: readonly [row: number, column: number],
  key: string,
): [row: number, column: number] | null {
  const move = MOVES[key]
  if (move === undefined) return null
  let [row, column] = from
  do {
    row += move[0]
    column += move[1]
    if (open[row]?.[column] === undefined) return null
  } while (!open[row]?.[column])
  return [row, column]
}

/** Lets the arrow keys move between the links of a table's body and foot, a cell each. */
export function moveByArrows(event: KeyboardEvent<HTMLTableElement>): void {
  const here = event.target instanceof Element ? event.target.closest('th, td') : null
  if (here === null) return
  // A cell over several columns stands in each of them.
  const rows = [...event.currentTarget.querySelectorAll('tbody tr, tfoot tr')].map((row) =>
    [...row.children].flatMap((cell) =>
      Array.from({ length: cell instanceof HTMLTableCellElement ? cell.colSpan : 1 }, () => cell),
    ),
  )
  const row = rows.findIndex((cells) => cells.includes(here))
  if (row < 0) return
  const open = rows.map((cells) => cells.map((cell) => cell.querySelector('a') !== null))
  const next = nextCell(open, [row, rows[row]?.indexOf(here) ?? 0], event.key)
  if (next === null) return
  event.preventDefault()
  rows[next[0]]?.[next[1]]?.querySelector('a')?.focus()
}
