import { expect, it } from 'vitest'
import type { Stage } from '../../db/words.ts'
import type { ItemDetail } from '../../server/items/contract.ts'
import { lifeline } from '../../web/items/lifeline.ts'

const entry = (stage: Stage, effectiveOn: string, department = 'scjgj') =>
  ({ stage, effectiveOn, department }) as ItemDetail['entries'][number]

const points = (entries: ItemDetail['entries']) =>
  lifeline({ kind: 'pilot', class: null, entries }).map(({ stage, on, afterDays, state }) => [
    stage,
    on,
    afterDays,
    state,
  ])

it('stages reached come with the days between them, then those to come', () => {
  expect(points([entry('applied', '2024-03-06'), entry('approved', '2024-07-25')])).toEqual([
    ['applied', '2024-03-06', null, 'passed'],
    ['approved', '2024-07-25', 141, 'current'],
    ['building', null, null, 'ahead'],
    ['mid-term', null, null, 'ahead'],
    ['accepted', null, null, 'ahead'],
  ])
})

it('two departments share a point on its earliest day; a rung that nobody reported is passed over', () => {
  const found = lifeline({
    kind: 'pilot',
    class: null,
    entries: [entry('building', '2025-01-10', 'gxj'), entry('building', '2025-01-02'), entry('applied', '2024-12-23')],
  })
  expect(found.slice(0, 3)).toEqual([
    { stage: 'applied', on: '2024-12-23', afterDays: null, departments: ['scjgj'], state: 'passed' },
    { stage: 'approved', on: null, afterDays: null, departments: [], state: 'skipped' },
    { stage: 'building', on: '2025-01-02', afterDays: 10, departments: ['gxj', 'scjgj'], state: 'current' },
  ])
})

it('an end closes the line: nothing is to come after it', () => {
  expect(points([entry('approved', '2024-01-01'), entry('revoked', '2024-01-31')]).slice(-2)).toEqual([
    ['approved', '2024-01-01', null, 'passed'],
    ['revoked', '2024-01-31', 30, 'ended'],
  ])
})
