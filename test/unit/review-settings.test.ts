import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, phraseOf, phrasesFor } from '../../server/entries/review/settings.ts'
import { workingDaysAfter, workingDaysBetween } from '../../server/entries/review/working-days.ts'

describe('phrases for a return', () => {
  const { phrases } = DEFAULT_SETTINGS
  it('are three, those for the marked line and the kind first', () => {
    const offered = phrasesFor(phrases, 'standard', ['effectiveOn'])
    expect(offered).toHaveLength(3)
    expect(offered.slice(0, 2).map((one) => one.field)).toEqual(['effectiveOn', 'effectiveOn'])
    expect(offered[0]?.kind).toBe('standard')
  })
  it('never speak of another kind', () => {
    for (const kind of ['pilot', 'task', null] as const)
      for (const field of ['number', 'title', 'units', 'text'] as const)
        for (const one of phrasesFor(phrases, kind, [field])) expect([null, kind]).toContain(one.kind)
  })
  it('a marked line puts its own into the reason', () => {
    expect(phraseOf(phrases, 'standard', 'title')).toContain('封面')
    expect(phraseOf(phrases, 'pilot', 'title')).toContain('文件')
    expect(phraseOf(phrases, 'pilot', 'number')).toBeNull()
  })
})

describe('working days', () => {
  it.each([
    ['2025-06-30', 1, '2025-07-01'],
    ['2025-06-30', 10, '2025-07-14'],
    ['2025-07-04', 1, '2025-07-07'],
    ['2025-07-05', 1, '2025-07-07'],
  ])('%s and %i more is %s', (from, count, to) => {
    expect(workingDaysAfter(from, count)).toBe(to)
    expect(workingDaysBetween(from, to)).toBe(count)
  })
  it('leave out holidays and take in the weekend days worked for them', () => {
    const calendar = { free: new Set(['2025-10-01', '2025-10-02', '2025-10-03']), worked: new Set(['2025-10-11']) }
    expect(workingDaysAfter('2025-09-30', 1, calendar)).toBe('2025-10-06')
    expect(workingDaysBetween('2025-10-10', '2025-10-12', calendar)).toBe(1)
  })
  it('are none on the same day', () => {
    expect(workingDaysBetween('2025-06-30', '2025-06-30')).toBe(0)
    expect(workingDaysBetween('2025-07-01', '2025-06-30')).toBe(0)
  })
})
