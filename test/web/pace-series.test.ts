import { describe, expect, it } from 'vitest'
import { paceSeries, roundScale } from '../../web/targets/pace-series.ts'

const window = { startsOn: '2024-01-01', dueOn: '2024-12-31' }
const steps = [
  { on: '2024-02-01', recognised: 1 },
  { on: '2024-06-01', recognised: 9 },
]
const straight = { pace: 'straight', value: 73 } as const

describe('the cumulative chart', () => {
  const series = paceSeries(window, straight, { baseline: 0, recognised: 9 }, { steps, asOf: '2024-06-30' })
  const on = (day: string) => series.days.find((row) => row.on === day)

  it('has one row a day from start to due', () => {
    expect(series.days).toHaveLength(366)
    expect(series.days.at(-1)?.on).toBe('2024-12-31')
  })
  it('holds the figure between two arrivals and stops at asOf', () => {
    expect(on('2024-01-31')?.recognised).toBe(0)
    expect(on('2024-05-31')?.recognised).toBe(1)
    expect(on('2024-06-30')?.recognised).toBe(9)
    expect(on('2024-07-01')?.recognised).toBeUndefined()
  })
  it('expects nothing on the first day and the target on the last', () => {
    expect(on('2024-01-01')?.expected).toBe(0)
    expect(on('2024-12-31')?.expected).toBe(73)
  })
  it('says since when it is behind', () => {
    // 73 items over 365 days: one more is due every five days, from the sixth on one is lacking
    expect(series.behindSince).toBe('2024-01-06')
    expect(on('2024-06-30')?.lack).toEqual([9, expect.closeTo(36.2, 1)])
  })
  it('draws the rate of the last half-year on to the due day', () => {
    expect(series.reaches).toBe(18)
    expect(on('2024-06-30')?.projected).toBe(9)
  })
  it('draws no rate from too little', () => {
    const few = paceSeries(
      window,
      straight,
      { baseline: 0, recognised: 1 },
      { steps: steps.slice(0, 1), asOf: '2024-06-30' },
    )
    expect(few.reaches).toBeNull()
  })
  it('draws no pace where a straight line says nothing', () => {
    const lumpy = paceSeries(
      window,
      { pace: 'pipeline', value: 3 },
      { baseline: 0, recognised: 1 },
      { steps: [], asOf: '2024-06-30' },
    )
    expect(lumpy.days.some((row) => row.expected !== undefined)).toBe(false)
    expect(lumpy.behindSince).toBeNull()
  })
})

describe('after the due day', () => {
  it('draws what was recognised, and no pace and no lack any more', () => {
    const over = paceSeries(window, straight, { baseline: 0, recognised: 9 }, { steps, asOf: '2025-02-01' })
    expect(over.days.at(-1)).toEqual({ on: '2024-12-31', recognised: 9 })
    expect(over.behindSince).toBeNull()
    expect(over.reaches).toBeNull()
  })
})

it.each([
  [3, [0, 1, 2, 3]],
  [10, [0, 2, 4, 6, 8, 10]],
  [30, [0, 10, 20, 30]],
  [150, [0, 50, 100, 150]],
  [159, [0, 50, 100, 150]],
  [1_200, [0, 250, 500, 750, 1_000]],
])('an axis to %i has round ticks', (highest, ticks) => {
  expect(roundScale(highest).ticks).toEqual(ticks)
  expect(roundScale(highest).top).toBeGreaterThan(highest)
})
