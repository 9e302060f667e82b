import { expect, it } from 'vitest'
import { nextCell } from '../../web/ui/arrow-keys.ts'

const OPEN = [
  [true, false, true],
  [true, false, false],
  [true, true, true],
]

it.each([
  [[0, 0], 'ArrowRight', [0, 2]],
  [[0, 2], 'ArrowDown', [2, 2]],
  [[2, 1], 'ArrowLeft', [2, 0]],
  [[2, 1], 'ArrowUp', null],
  [[0, 2], 'ArrowRight', null],
  [[1, 0], 'ArrowRight', null],
  [[0, 0], 'ArrowUp', null],
  [[0, 0], 'Enter', null],
] as const)('from %j by %s to %j, past cells with nothing to open', (from, key, to) => {
  expect(nextCell(OPEN, from, key)).toEqual(to)
})
