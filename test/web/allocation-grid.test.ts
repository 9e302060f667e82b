/** The sheet 目标分解: what a block from a spreadsheet means, and how two drafts come together. */
import { describe, expect, it } from 'vitest'
import { mergeSheets, moved, readBlock, readCell, sheetOf, withCells } from '../../web/assignments/grid.ts'

const DEPARTMENTS = [
  { code: 'a', names: ['区市场监管局', '区市场监督管理局'] },
  { code: 'b', names: ['区科技局'] },
]
const TARGETS = ['standards', 'pilots', 'bodies']
const read = (text: string, row = 0, column = 0) => readBlock(text, { row, column }, DEPARTMENTS, TARGETS)
const changes = (text: string, row = 0, column = 0) => {
  const pasted = read(text, row, column)
  return pasted.ok ? [...pasted.changes] : pasted
}

describe('a pasted block', () => {
  it('is laid from the cell on; 0 is a value, nothing and a dash are none', () => {
    expect(changes('1\t0\r\n\t—\r\n', 0, 1)).toEqual([
      ['pilots a', 1],
      ['bodies a', 0],
      ['pilots b', null],
      ['bodies b', null],
    ])
  })
  it('reads full-width digits and thousands', () => {
    expect(changes('１２\t1,200')).toEqual([
      ['standards a', 12],
      ['pilots a', 1200],
    ])
  })
  it('goes by names where it has some, also by former names', () => {
    expect(changes('区科技局\t5\n区市场监督管理局\t7', 1, 2)).toEqual([
      ['standards b', 5],
      ['standards a', 7],
    ])
  })
  it.each([
    ['区科技局\t5\n区投促中心\t7', { ok: false, fault: 'unknown-departments', rows: 2, names: ['区投促中心'] }],
    ['1\n2\n3', { ok: false, fault: 'too-many-rows', rows: 3, room: 2 }],
    ['1\t2\t3\t4', { ok: false, fault: 'too-many-columns', columns: 4, room: 3 }],
    ['1\t2.5', { ok: false, fault: 'not-a-number', text: '2.5' }],
    ['-3\t1', { ok: false, fault: 'not-a-number', text: '-3' }],
  ])('of %j is refused whole', (text, fault) => {
    expect(read(text)).toEqual(fault)
  })
})

describe('two drafts', () => {
  const cell = (department: string, value: number) => ({ target: 'standards', department, value, reason: null })
  const base = sheetOf([cell('a', 1), cell('b', 1), cell('c', 1)])
  it('take what only one side touched, and ask about what both did', () => {
    const mine = withCells(
      base,
      new Map([
        ['standards a', 2],
        ['standards b', 5],
      ]),
    )
    const theirs = withCells(
      base,
      new Map([
        ['standards b', 7],
        ['standards c', null],
      ]),
    )
    const { merged, both } = mergeSheets(base, mine, theirs)
    expect([...merged].map(([key, one]) => [key, one.value])).toEqual([
      ['standards a', 2],
      ['standards b', 5],
    ])
    expect(both).toEqual(['standards b'])
  })
  it('do not ask where both did the same', () => {
    const both = withCells(base, new Map([['standards a', 9]]))
    expect(mergeSheets(base, both, both).both).toEqual([])
  })
})

it('the arrows stop at the edge of the sheet', () => {
  const size = { rows: 2, columns: 3 }
  expect(moved({ row: 0, column: 0 }, { rows: 0, columns: 1 }, size)).toEqual({ row: 0, column: 1 })
  expect(moved({ row: 1, column: 2 }, { rows: 1, columns: 0 }, size)).toBeNull()
})

it.each([
  ['12', 12],
  ['１２', 12],
  ['1,200', 1200],
  ['', null],
  ['-', null],
  ['-5', undefined],
  ['1.5', undefined],
  ['99999999999', undefined],
])('a cell in which %s was typed is %s', (text, value) => {
  expect(readCell(text)).toBe(value)
})
