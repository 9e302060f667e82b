import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, dayOf, noonOf } from '../../server/clock.ts'

describe('the day in Asia/Shanghai', () => {
  it.each([
    ['2025-06-30T15:59:59.999Z', '2025-06-30'],
    ['2025-06-30T16:00:00.000Z', '2025-07-01'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
  ])('%s lies in %s', (instant, day) => {
    expect(dayOf(new Date(instant))).toBe(day)
  })
  it('as a number tells days apart as its text does, and its noon lies in it', () => {
    const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, fc.integer({ min: -36, max: 36 }), (one, hours) => {
        const other = new Date(one.getTime() + hours * 3_600_000)
        expect(dayNumber(one) === dayNumber(other)).toBe(dayOf(one) === dayOf(other))
        expect(dayOf(noonOf(dayOf(one)))).toBe(dayOf(one))
      }),
    )
  })
})
