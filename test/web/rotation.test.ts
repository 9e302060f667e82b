import { describe, expect, it } from 'vitest'
import { freshness, OLD_MS, REFRESH_MS, type Rotation, TURN_MS, turn } from '../../web/wall/rotation.ts'

const START: Rotation = { place: 0, paused: false, shownAt: 1_000 }

describe('the views of the wall screen', () => {
  it('stay for their time, then follow one another round', () => {
    expect(turn(START, { type: 'tick', now: 1_000 + TURN_MS - 1 }, 3)).toBe(START)
    let rotation = START
    const places = [1, 2, 3, 4].map((round) => {
      rotation = turn(rotation, { type: 'tick', now: 1_000 + round * TURN_MS }, 3)
      return rotation.place
    })
    expect(places).toEqual([1, 2, 0, 1])
  })
  it('turn by one after a long sleep', () => {
    expect(turn(START, { type: 'tick', now: 1_000 + 100 * TURN_MS }, 3).place).toBe(1)
  })
  it('hold while paused, and have their full time afterwards', () => {
    const paused = turn(START, { type: 'pause', now: 30_000 }, 3)
    expect(turn(paused, { type: 'tick', now: 900_000 }, 3)).toBe(paused)
    const resumed = turn(paused, { type: 'pause', now: 900_000 }, 3)
    expect(turn(resumed, { type: 'tick', now: 900_000 + TURN_MS - 1 }, 3).place).toBe(0)
    expect(turn(resumed, { type: 'tick', now: 900_000 + TURN_MS }, 3).place).toBe(1)
  })
  it('step both ways round, also while paused, and start their time anew', () => {
    expect(turn(START, { type: 'step', by: -1, now: 5_000 }, 3)).toEqual({ place: 2, paused: false, shownAt: 5_000 })
    const paused = { ...START, paused: true }
    expect(turn(paused, { type: 'step', by: 1, now: 5_000 }, 3)).toEqual({ place: 1, paused: true, shownAt: 5_000 })
  })
  it('come back into range where a plan has fewer', () => {
    expect(turn({ ...START, place: 2 }, { type: 'tick', now: 1_000 + TURN_MS }, 1).place).toBe(0)
    expect(turn(START, { type: 'step', by: 1, now: 0 }, 0).place).toBe(0)
  })
})

describe('figures on the wall', () => {
  it.each([
    [0, false, { state: 'fresh' }],
    [2 * REFRESH_MS, false, { state: 'fresh' }],
    [3 * REFRESH_MS, false, { state: 'held' }],
    [1_000, true, { state: 'held' }],
    [OLD_MS - 1, true, { state: 'held' }],
    [OLD_MS, false, { state: 'old', minutes: 10 }],
    [OLD_MS + 119_000, true, { state: 'old', minutes: 11 }],
  ] as const)('%i ms old, failing: %s', (age, failing, expected) => {
    expect(freshness(5_000, 5_000 + age, failing)).toEqual(expected)
  })
})
