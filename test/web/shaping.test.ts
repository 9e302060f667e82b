import { expect, test } from 'vitest'
import { laggards, partLack, projectTally, stalledProjects } from '../../web/summary/lacks.ts'
import { sparkline } from '../../web/ui/sparkline.ts'
import { aSummary } from '../fixtures/summary.ts'

test('departments that lag come by their largest lack, the others of a department are never added to it', () => {
  const found = laggards(aSummary())
  expect(found.map(({ department, worst }) => [department, worst.target, worst.lack])).toEqual([
    ['gxj', 'national-industry-local', 9],
    ['wjj', 'national-industry-local', 6],
    ['kjj', 'national-industry-local', 2],
    ['zjj', 'national-industry-local', 2],
    ['dsjj', 'national-industry-local', 2],
    ['sthj', 'national-industry-local', 2],
  ])
  expect(found.find(({ department }) => department === 'zjj')?.others).toEqual([
    { department: 'zjj', target: 'low-carbon', recognised: 1, allocated: 3, lack: 2 },
  ])
})

test('what a department lacks is measured by pace, and after the due day by all that it was allocated', () => {
  const part = { recognised: 2, allocated: 4, expected: 2.5 }
  expect(partLack(part, false)).toBeNull()
  expect(partLack({ ...part, expected: 3 }, false)).toBe(1)
  expect(partLack(part, true)).toBe(2)
  expect(partLack({ ...part, expected: null }, true)).toBe(2)
  expect(partLack({ ...part, allocated: null }, true)).toBeNull()
})

test('what is stuck comes longest first', () => {
  expect(stalledProjects(aSummary()).map(({ name, daysInStage }) => [name, daysInStage])).toEqual([
    ['餐饮分餐综合服务', 438],
    ['工业互联网', 416],
    ['医用物资智慧物流', 375],
    ['政府采购（线上）服务', 280],
    ['新材料领域国家标准验证点', 231],
  ])
})

test('projects are told apart by how far they are', () => {
  expect(projectTally(aSummary().columns)).toEqual({
    total: 43,
    done: 11,
    active: 27,
    notStarted: 5,
    stalled: 5,
    unassigned: 4,
  })
})

test('a sparkline steps at each month; a line that never moved stays on its ground', () => {
  expect(sparkline({ months: [0, 2], baseline: 0, expected: 2 })).toEqual({
    line: 'M2 24H38V24H74V2',
    pace: 'M2 24L74 2',
  })
  expect(sparkline({ months: [1], baseline: 0, expected: null, goal: 2 }).line).toBe('M2 24H74V13')
  expect(sparkline({ months: [0, 0], baseline: 0, expected: null })).toEqual({ line: 'M2 24H38V24H74V24', pace: null })
})
