/** When the form says that the department's return is past its due day. */
import { describe, expect, it } from 'vitest'
import type { ReturnState } from '../../db/words.ts'
import { overdueReturn } from '../../web/entries/late.ts'

const period = {
  ...{ code: '2025-q3', year: 2025, quarter: 3, startsOn: '2025-07-01', endsOn: '2025-09-30' },
  ...{ opensOn: '2025-09-20', dueOn: '2025-10-10', expected: 24, owed: 24, handedIn: 23, onTime: 23 },
}
const returns = (state: ReturnState, locked = false) => ({
  current: '2025-q3',
  periods: [{ ...period, locked }],
  departments: [
    {
      ...{ code: 'wjj', name: '区卫健局', owed: 1, handedIn: 0, onTime: 0 },
      states: [{ period: '2025-q3', state, on: null, mark: null }],
    },
  ],
})

describe('a return that is missing after its due day', () => {
  it('can still be handed in, late', () => {
    expect(overdueReturn(returns('silent'), 'wjj', null)).toMatchObject({ kind: 'late', period: { code: '2025-q3' } })
  })
  it('cannot be handed in once the period is locked, unless it is reopened for the department', () => {
    expect(overdueReturn(returns('silent', true), 'wjj', null)?.kind).toBe('locked')
    expect(overdueReturn(returns('silent', true), 'wjj', '2025-q2')?.kind).toBe('locked')
    expect(overdueReturn(returns('silent', true), 'wjj', '2025-q3')?.kind).toBe('late')
  })
})

it.each(['handed-in', 'zero', 'late', 'not-due', 'not-counted'] as const)(
  'nothing is said of a return that is %s',
  (state) => {
    expect(overdueReturn(returns(state), 'wjj', null)).toBeNull()
  },
)
it('nothing is said of a department that the returns do not name', () => {
  expect(overdueReturn(returns('silent'), 'gxj', null)).toBeNull()
})
