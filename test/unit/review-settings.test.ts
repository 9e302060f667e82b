import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, phraseOf, phrasesFor } from '../../server/entries/review/settings.ts'

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
