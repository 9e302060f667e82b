import { expect, it } from 'vitest'
import { recentRuleChange } from '../../web/targets/rule-change.ts'

const version = (number: number, decidedOn: string) => ({
  version: number,
  rule: null,
  decidedBy: '领导小组办公室',
  decidedOn,
  number: null,
  note: null,
})
const THREE = { ruleVersions: [version(1, '2023-11-13'), version(2, '2024-03-06'), version(3, '2025-07-01')] }
const CHANGE = { version: 3, before: 2, on: '2025-07-01', lastDayBefore: '2025-06-30' }

it.each([
  ['2025-06-30', null],
  ['2025-07-01', CHANGE],
  ['2025-07-30', CHANGE],
  ['2025-07-31', null],
])('on %s the change of 1 July is said for 30 days', (day, expected) => {
  expect(recentRuleChange(THREE, day)).toEqual(expected)
})

it('a first version is no change', () => {
  expect(recentRuleChange({ ruleVersions: [version(1, '2025-07-01')] }, '2025-07-02')).toBeNull()
})
