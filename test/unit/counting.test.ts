import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EDITIONS, KINDS, LEVELS, STAGES, STANDARD_CLASSES, UNIT_ROLES } from '../../db/words.ts'
import {
  counts,
  dayAfter,
  dayBefore,
  type Facts,
  type Span,
  spansJoined,
  spansWithout,
  verdictOn,
} from '../../server/items/counting.ts'
import type { CountingRule } from '../../server/plan/contract.ts'

const window = { startsOn: '2023-11-13', dueOn: '2025-12-31' }
const standards: CountingRule = {
  kinds: ['standard'],
  classes: ['national', 'industry', 'local'],
  levels: null,
  tags: null,
  unitRoles: ['lead', 'participant'],
  stage: 'issued',
  amendments: false,
}
const committees: CountingRule = {
  ...standards,
  kinds: ['organization'],
  classes: null,
  levels: ['international', 'national', 'provincial'],
  unitRoles: ['lead'],
  stage: 'established',
}
const pilots: CountingRule = { ...standards, kinds: ['pilot'], classes: null, stage: 'approved' }

const standard: Facts = {
  kind: 'standard',
  class: 'national',
  level: null,
  edition: 'first',
  tags: [],
  unitRole: 'participant',
  reached: [{ stage: 'issued', on: '2024-05-06' }],
  terms: [],
}
const committee: Facts = {
  ...standard,
  kind: 'organization',
  class: null,
  level: 'national',
  unitRole: 'lead',
  reached: [{ stage: 'established', on: '2020-03-01' }],
}
const pilot: Facts = { ...standard, kind: 'pilot', class: null, reached: [{ stage: 'approved', on: '2024-05-06' }] }

describe('a flow: standards issued within the window', () => {
  const verdict = (facts: Partial<Facts>, rule: CountingRule | null = standards) =>
    counts(rule, 'flow', window, { ...standard, ...facts })

  it('counts once, from the day of issue', () => {
    expect(verdict({})).toMatchObject({ counts: true, late: false, spans: [{ since: '2024-05-06', until: null }] })
  })
  it.each([
    ['the office has set no rule', {}, null, 'no-rule'],
    ['it is a pilot', { kind: 'pilot' }, standards, 'other-kind'],
    ['it is a group standard', { class: 'group' }, standards, 'other-class'],
    ['the level is not asked for', {}, { ...standards, levels: ['national'] }, 'other-level'],
    ['it lacks the tag', { tags: ['smart-city'] }, { ...standards, tags: ['green-low-carbon'] }, 'lacks-tag'],
    ['no local unit took part', { unitRole: null }, standards, 'no-local-unit'],
    ['leading is asked for', {}, { ...standards, unitRoles: ['lead'] }, 'other-role'],
    ['it is an amendment', { edition: 'amendment' }, standards, 'amendment'],
    ['nothing is recognised', { reached: [] }, standards, 'nothing-recognised'],
    [
      'it is still being examined',
      { reached: [{ stage: 'examination', on: '2024-01-02' }] },
      standards,
      'stage-not-reached',
    ],
    [
      'it was issued before the window',
      { reached: [{ stage: 'issued', on: '2023-11-12' }] },
      standards,
      'before-window',
    ],
  ] as [string, Partial<Facts>, CountingRule | null, string][])('does not count where %s', (_, facts, rule, reason) => {
    expect(verdict(facts, rule)).toMatchObject({ counts: false, reason })
  })
  it.each([
    ['2023-11-13', true, false],
    ['2025-12-31', true, false],
    ['2026-01-01', true, true],
  ])('issued on %s: counts %s, late %s', (on, countsThen, late) => {
    expect(verdict({ reached: [{ stage: 'issued', on }] })).toMatchObject({ counts: countsThen, late })
  })
  it('is not undone by a later withdrawal', () => {
    expect(verdict({ reached: [...standard.reached, { stage: 'withdrawn', on: '2025-01-01' }] }).counts).toBe(true)
  })
  it('a pilot accepted in the window but approved before it does not count', () => {
    const reached = [
      { stage: 'approved' as const, on: '2022-01-01' },
      { stage: 'accepted' as const, on: '2024-06-01' },
    ]
    expect(counts(pilots, 'flow', window, { ...pilot, reached })).toMatchObject({
      counts: false,
      reason: 'before-window',
    })
  })
  it('a pilot that was revoked counts on no day', () => {
    const reached = [...pilot.reached, { stage: 'revoked' as const, on: '2025-03-01' }]
    expect(counts(pilots, 'flow', window, { ...pilot, reached })).toMatchObject({ counts: false, reason: 'revoked' })
  })
})

describe('a stock: committees in being on the day', () => {
  const on = (facts: Partial<Facts>, asOf: string) =>
    verdictOn(counts(committees, 'stock', window, { ...committee, ...facts }), window, asOf)

  it('counts what was established before the window', () => {
    expect(on({}, '2024-01-01')).toMatchObject({ counts: true, since: '2020-03-01' })
  })
  it('no longer counts on the day of its dissolution', () => {
    const reached = [...committee.reached, { stage: 'revoked' as const, on: '2025-02-10' }]
    expect(on({ reached }, '2025-02-09').counts).toBe(true)
    expect(on({ reached }, '2025-02-10')).toMatchObject({ counts: false, reason: 'ended', on: '2025-02-09' })
  })
  it('counts to the last day of its term, and again from its renewal', () => {
    const terms = [
      { from: '2020-03-01', to: '2025-02-28' },
      { from: '2025-04-01', to: null },
    ]
    expect(on({ terms }, '2025-02-28').counts).toBe(true)
    expect(on({ terms }, '2025-03-01').counts).toBe(false)
    expect(on({ terms }, '2025-04-01').counts).toBe(true)
  })
  it('stands still after the due day', () => {
    const reached = [...committee.reached, { stage: 'revoked' as const, on: '2026-02-10' }]
    expect(on({ reached }, '2026-06-01').counts).toBe(true)
  })
})

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10))
const facts: fc.Arbitrary<Facts> = fc.record({
  kind: fc.constantFrom(...KINDS),
  class: fc.option(fc.constantFrom(...STANDARD_CLASSES)),
  level: fc.option(fc.constantFrom(...LEVELS)),
  edition: fc.option(fc.constantFrom(...EDITIONS)),
  tags: fc.subarray(['green-low-carbon', 'smart-city']),
  unitRole: fc.option(fc.constantFrom(...UNIT_ROLES)),
  reached: fc.uniqueArray(fc.record({ stage: fc.constantFrom(...STAGES), on: day }), {
    selector: (step) => step.stage,
    maxLength: 6,
  }),
  terms: fc.array(fc.record({ from: day, to: fc.option(day) }), { maxLength: 3 }),
})
const rule: fc.Arbitrary<CountingRule> = fc.constantFrom(standards, committees, pilots)

describe('for any facts', () => {
  it('a flow, once counted, never stops on a later day', () => {
    fc.assert(
      fc.property(rule, facts, day, day, (someRule, someFacts, a, b) => {
        const [early, later] = a < b ? [a, b] : [b, a]
        const verdict = counts(someRule, 'flow', window, someFacts)
        return !verdictOn(verdict, window, early).counts || verdictOn(verdict, window, later).counts
      }),
    )
  })
  it('nothing is official from outside the window', () => {
    fc.assert(
      fc.property(rule, facts, day, (someRule, someFacts, asOf) => {
        const said = verdictOn(counts(someRule, 'flow', window, someFacts), window, asOf)
        return !said.counts || (said.since !== null && said.since >= window.startsOn && said.since <= window.dueOn)
      }),
    )
  })
})

describe('spans of days', () => {
  const span: fc.Arbitrary<Span> = fc.tuple(day, fc.option(fc.nat(400))).map(([since, length]) => ({
    since,
    until: length === null ? null : new Date(Date.parse(since) + length * 86_400_000).toISOString().slice(0, 10),
  }))
  const holds = (spans: readonly Span[], on: string) =>
    spans.some((one) => one.since <= on && (one.until === null || one.until >= on))

  it('joined hold the same days', () => {
    fc.assert(fc.property(fc.array(span), day, (spans, on) => holds(spansJoined(spans), on) === holds(spans, on)))
  })
  it('without others hold the days of the first that the others do not', () => {
    fc.assert(
      fc.property(
        fc.array(span),
        fc.array(span),
        day,
        (all, taken, on) =>
          holds(spansWithout(spansJoined(all), spansJoined(taken)), on) === (holds(all, on) && !holds(taken, on)),
      ),
    )
  })
  it('the day after the day before is the day', () => {
    fc.assert(fc.property(day, (one) => dayAfter(dayBefore(one)) === one))
  })
})
