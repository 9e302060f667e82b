import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ENTRY_STATES } from '../../db/words.ts'
import { type CreditRow, type DatedEntry, derive, type PlanRules } from '../../server/items/derive.ts'
import type { CountingRule } from '../../server/plan/contract.ts'

const window = { startsOn: '2023-11-13', dueOn: '2025-12-31' }
const issued: CountingRule = {
  kinds: ['standard'],
  classes: ['national', 'industry', 'local'],
  levels: null,
  tags: null,
  unitRoles: ['lead', 'participant'],
  stage: 'issued',
  amendments: false,
}
const STRAIGHT = 1
const ANY = 9
const plan: PlanRules = {
  window,
  anyCounter: ANY,
  counters: [
    {
      id: STRAIGHT,
      purpose: 'target',
      measure: 'flow',
      followsOpen: false,
      window,
      versions: [{ decidedOn: '2023-11-13', rule: issued }],
    },
    {
      id: 2,
      purpose: 'target',
      measure: 'flow',
      followsOpen: false,
      window,
      versions: [{ decidedOn: '2023-11-13', rule: { ...issued, tags: ['green'] } }],
    },
  ],
}
const national = { kind: 'standard', class: 'national' } as const

const A = 11
const B = 12
function entry(more: Partial<DatedEntry> & Pick<DatedEntry, 'id'>): DatedEntry {
  return {
    departmentId: A,
    stage: 'issued',
    effectiveOn: '2024-05-06',
    termTo: null,
    level: null,
    edition: 'first',
    tags: [],
    unitRole: 'participant',
    projectId: null,
    correctsId: null,
    states: [
      { on: '2024-06-01', state: 'in-review' },
      { on: '2024-06-20', state: 'recognised' },
    ],
    ...more,
  }
}

/** Items that a counter credits to a department (null: the district) on a day, as known on another. */
function figure(
  credits: readonly CreditRow[],
  standing: string,
  asOf: string,
  knownAt: string,
  departmentId: number | null = null,
  counterId = STRAIGHT,
) {
  return credits.filter(
    (row) =>
      row.counterId === counterId &&
      row.departmentId === departmentId &&
      row.standing === standing &&
      row.since <= asOf &&
      (row.until === null || row.until >= asOf) &&
      row.knownFrom <= knownAt &&
      (row.knownBefore === null || row.knownBefore > knownAt),
  ).length
}

describe('three days kept apart', () => {
  const { credits } = derive(plan, national, [entry({ id: 1 })])
  it.each([
    ['before it took effect', '2024-05-05', '2025-01-01', 0, 0],
    ['in effect, not yet reported', '2024-05-31', '2024-05-31', 0, 0],
    ['with the reviewer', '2024-06-19', '2024-06-19', 0, 1],
    ['recognised', '2024-06-20', '2024-06-20', 1, 0],
    ['an earlier day, as known now', '2024-05-06', '2025-01-01', 1, 0],
    ['now, as known before it was recognised', '2025-01-01', '2024-06-10', 0, 1],
  ])('%s: as of %s, known at %s', (_, asOf, knownAt, recognised, inReview) => {
    expect(figure(credits, 'recognised', asOf, knownAt)).toBe(recognised)
    expect(figure(credits, 'in-review', asOf, knownAt)).toBe(inReview)
  })
})

describe('two departments, one item', () => {
  const second = entry({
    id: 2,
    departmentId: B,
    unitRole: 'lead',
    states: [{ on: '2024-09-01', state: 'recognised' }],
  })
  const { credits, ledger } = derive(plan, national, [entry({ id: 1 }), second])
  it('counts 1 for each and 1 for the district', () => {
    for (const who of [null, A, B]) expect(figure(credits, 'recognised', '2025-01-01', '2025-01-01', who)).toBe(1)
    for (const who of [null, A, B]) expect(figure(credits, 'recognised', '2025-01-01', '2025-01-01', who, ANY)).toBe(1)
  })
  it('the second is credited only from its own recognised entry', () => {
    expect(figure(credits, 'recognised', '2025-01-01', '2024-08-31', B)).toBe(0)
  })
  it('the district has the best role', () => {
    expect(ledger).toMatchObject({ unitRole: 'lead', departmentIds: [A, B] })
  })
})

describe('what a reviewer does later', () => {
  it('a void takes it out from that day on, and not before', () => {
    const voided = entry({ id: 1, states: [...entry({ id: 1 }).states, { on: '2025-02-01', state: 'voided' }] })
    const { credits } = derive(plan, national, [voided])
    expect(figure(credits, 'recognised', '2025-03-01', '2025-01-31')).toBe(1)
    expect(figure(credits, 'recognised', '2025-03-01', '2025-02-01')).toBe(0)
  })
  it('a correction speaks in place of the entry that it corrects', () => {
    const correction = entry({
      id: 2,
      effectiveOn: '2023-10-01',
      correctsId: 1,
      states: [{ on: '2025-02-01', state: 'recognised' }],
    })
    const { credits } = derive(plan, national, [entry({ id: 1 }), correction])
    expect(figure(credits, 'recognised', '2025-03-01', '2025-01-31')).toBe(1)
    expect(figure(credits, 'recognised', '2025-03-01', '2025-02-01')).toBe(0)
  })
  it('recognised after the due day it is 补认定, effective after it it is late', () => {
    const after = [{ on: '2026-01-20', state: 'recognised' as const }]
    const supplementary = derive(plan, national, [entry({ id: 1, states: after })]).credits
    expect(supplementary.filter((row) => row.counterId === STRAIGHT && row.departmentId === null)).toMatchObject([
      { standing: 'recognised', onTime: false },
    ])
    const late = derive(plan, national, [entry({ id: 1, effectiveOn: '2026-01-02', states: after })]).credits
    expect(late.filter((row) => row.counterId === STRAIGHT && row.departmentId === null)).toMatchObject([
      { standing: 'late', since: '2026-01-02' },
    ])
  })
  it('a rule decided later counts from its day, and what was shown before stands', () => {
    const [counter] = plan.counters
    if (!counter) throw new Error('the plan has a counter')
    const narrowed = {
      ...plan,
      counters: [
        {
          ...counter,
          versions: [
            ...counter.versions,
            { decidedOn: '2025-07-01', rule: { ...issued, unitRoles: ['lead' as const] } },
          ],
        },
      ],
    }
    const { credits } = derive(narrowed, national, [entry({ id: 1 })])
    expect(figure(credits, 'recognised', '2025-06-01', '2025-06-30')).toBe(1)
    expect(figure(credits, 'recognised', '2025-06-01', '2025-07-01')).toBe(0)
  })
})

const day = fc
  .integer({ min: 0, max: 900 })
  .map((days) => new Date(Date.UTC(2023, 9, 1) + days * 86_400_000).toISOString().slice(0, 10))
const anyEntry = fc.record({
  departmentId: fc.constantFrom(A, B),
  stage: fc.constantFrom('planned' as const, 'comment' as const, 'issued' as const, 'withdrawn' as const),
  effectiveOn: day,
  tags: fc.subarray(['green']),
  unitRole: fc.constantFrom('lead' as const, 'participant' as const),
  states: fc
    .uniqueArray(fc.record({ on: day, state: fc.constantFrom(...ENTRY_STATES) }), {
      selector: (s) => s.on,
      minLength: 1,
      maxLength: 4,
    })
    .map((states) => states.sort((a, b) => (a.on < b.on ? -1 : 1))),
})
const entries = fc
  .array(anyEntry, { minLength: 1, maxLength: 5 })
  .map((list) => list.map((one, index) => entry({ id: index + 1, ...one })))

describe('for any entries', () => {
  it('the order in which they are handed over never matters', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (list, turn) => {
        const turned = [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)]
        expect(derive(plan, national, turned)).toEqual(derive(plan, national, list))
      }),
    )
  })
  it('the same entry again adds nothing to the district', () => {
    fc.assert(
      fc.property(entries, day, day, (list, asOf, knownAt) => {
        const once = derive(plan, national, list).credits
        const twice = derive(plan, national, [...list, ...list.map((one) => ({ ...one, id: one.id + 100 }))]).credits
        expect(figure(twice, 'recognised', asOf, knownAt)).toBe(figure(once, 'recognised', asOf, knownAt))
      }),
    )
  })
  it('an item is never in two standings at once, nor twice in one', () => {
    fc.assert(
      fc.property(entries, day, day, (list, asOf, knownAt) => {
        const { credits } = derive(plan, national, list)
        const total = ['recognised', 'in-review'].map((standing) => figure(credits, standing, asOf, knownAt))
        expect(total.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1)
      }),
    )
  })
  it('at a fixed knownAt a later asOf never lowers a flow', () => {
    fc.assert(
      fc.property(entries, day, day, day, (list, a, b, knownAt) => {
        const { credits } = derive(plan, national, list)
        const [early, later] = a < b ? [a, b] : [b, a]
        expect(figure(credits, 'recognised', later, knownAt)).toBeGreaterThanOrEqual(
          figure(credits, 'recognised', early, knownAt),
        )
      }),
    )
  })
})
