/** 核对: what departments are asked to bring against what the target asks, and what a draft lacks before it is published. */
import { describe, expect, it } from 'vitest'
import { type Cell, checkSums, faultsOf } from '../../server/assignments/checks.ts'

const TARGETS = [
  { code: 'standards', shortName: '标准', value: 10 },
  { code: 'pilots', shortName: '试点', value: 3 },
]
const cell = (target: string, department: string, value: number, reason: string | null = null): Cell => ({
  target,
  department,
  value,
  reason,
})
const everyone = () => true

describe('the sum check', () => {
  it.each([
    [[4, 5], 'under', 9, 1],
    [[4, 6], 'exact', 10, 0],
    [[8, 6], 'over', 14, 4],
    [[0, 0], 'under', 0, 10],
  ] as const)('of %j is %s', (values, state, sum, by) => {
    const cells = values.map((value, index) => cell('standards', `d${index}`, value))
    expect(checkSums(TARGETS, cells)[0]).toEqual({ target: 'standards', sum, state, by })
  })
  it('tells a target that nobody was asked for from one that was divided into nothing', () => {
    expect(checkSums(TARGETS, [cell('standards', 'a', 0)]).map((one) => one.state)).toEqual(['under', 'none'])
  })
})

describe('before it is published', () => {
  it('a short target wants a word on who carries the rest', () => {
    const cells = [cell('standards', 'a', 9)]
    expect(faultsOf(TARGETS, cells, [], everyone)).toEqual([{ fault: 'under', target: 'standards', by: 1 }])
    expect(faultsOf(TARGETS, cells, [{ target: 'standards', reason: '由我局' }], everyone)).toHaveLength(1)
    expect(faultsOf(TARGETS, cells, [{ target: 'standards', reason: '由市场监管局兜底' }], everyone)).toEqual([])
  })
  it('more than the target is no fault, and a target that is not divided is a gap, not a fault', () => {
    expect(faultsOf(TARGETS, [cell('standards', 'a', 12)], [], everyone)).toEqual([])
  })
  it('a department that no task names wants a reason of five characters, unless it is asked for nothing', () => {
    const nobody = () => false
    const faults = (value: number, reason: string | null) =>
      faultsOf(
        TARGETS,
        [cell('standards', 'a', value, reason)],
        [{ target: 'standards', reason: '其余由区级统筹' }],
        nobody,
      )
    expect(faults(10, null)).toEqual([{ fault: 'no-reason', target: 'standards', department: 'a' }])
    expect(faults(10, '  三甲医院 ')).toHaveLength(1)
    expect(faults(10, '三级医院集中')).toEqual([])
    expect(faults(0, null)).toEqual([])
  })
  it('something has to be divided', () => {
    expect(faultsOf(TARGETS, [], [], everyone)).toEqual([{ fault: 'nothing', target: null }])
  })
})
