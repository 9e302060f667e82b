/** What changed from one snapshot to another, and why. */
import { expect, it } from 'vitest'
import type { CountingRule } from '../../server/plan/contract.ts'
import { compareTargets } from '../../server/reports/compare.ts'
import type { FrozenItem, SnapshotBody } from '../../server/reports/contract.ts'

const RULE: CountingRule = {
  kinds: ['pilot'],
  classes: null,
  levels: null,
  tags: null,
  unitRoles: ['lead', 'participant'],
  stage: 'approved',
  amendments: false,
}

const id = (name: string) => name.padEnd(26, '0')

/** A pilot that was approved on a day; `more` is what else is known of it. */
function pilot(name: string, approvedOn: string, more: Partial<FrozenItem> = {}): FrozenItem {
  return {
    id: id(name),
    kind: 'pilot',
    class: null,
    nature: null,
    level: 'municipal',
    edition: null,
    number: null,
    planNumber: null,
    title: name,
    unitRole: 'lead',
    tags: [],
    projects: [],
    stage: 'approved',
    effectiveOn: approvedOn,
    recognisedOn: approvedOn,
    reached: [{ stage: 'approved', on: approvedOn }],
    terms: [],
    units: [],
    departments: [],
    entries: [],
    counts: [{ target: 'pilots', since: approvedOn, until: null, onTime: true, departments: [] }],
    not: [],
    ...more,
  }
}

/** Known but not counting, for a reason. */
const not = (item: FrozenItem, reason: FrozenItem['not'][number]['reason']): FrozenItem => ({
  ...item,
  counts: [],
  not: [{ target: 'pilots', reason, stage: null, on: null }],
})

/** As much of a snapshot as a comparison looks at. */
function body(asOf: string, items: FrozenItem[], rule: CountingRule = RULE, version = 1): SnapshotBody {
  const counted = items.filter((one) => one.counts.length > 0).length
  return {
    asOf,
    knownAt: asOf,
    plan: {
      startsOn: '2024-01-01',
      dueOn: '2025-12-31',
      targets: [{ code: 'pilots', rule, measure: 'flow', ruleVersions: [{ version }] }],
    },
    summary: { targets: [{ code: 'pilots', recognised: counted, late: 0, status: 'on-pace' }], columns: [], tasks: [] },
    items,
  } as unknown as SnapshotBody
}

const causes = (before: SnapshotBody, after: SnapshotBody) => {
  const [change] = compareTargets(before, after)
  if (!change) throw new Error('There is no target.')
  return {
    causes: change.items.map((one) => `${one.title} ${one.cause}`),
    balanced: change.balanced,
    sums: change.sums,
  }
}

it('what took effect later is new, what took effect before is supplementary', () => {
  const before = body('2024-12-31', [pilot('a', '2024-05-01')])
  const after = body('2025-06-30', [pilot('a', '2024-05-01'), pilot('b', '2025-02-01'), pilot('c', '2024-11-01')])
  expect(causes(before, after)).toMatchObject({ causes: ['b added', 'c supplementary'], balanced: true })
})

it('what is recognised no more was voided; what failed, was revoked or ended has ended', () => {
  const before = body('2024-12-31', [pilot('a', '2024-05-01'), pilot('b', '2024-05-02'), pilot('c', '2024-05-03')])
  const failed = not(
    pilot('b', '2024-05-02', {
      reached: [
        { stage: 'approved', on: '2024-05-02' },
        { stage: 'failed', on: '2025-01-05' },
      ],
    }),
    'failed',
  )
  const after = body('2025-06-30', [pilot('c', '2024-05-03'), failed])
  expect(causes(before, after)).toMatchObject({ causes: ['a voided', 'b ended'], balanced: true })
})

it('what only the other rule lets in or keeps out is a change of rule', () => {
  const narrow: CountingRule = { ...RULE, levels: ['provincial'] }
  const provincial = pilot('a', '2024-05-01', { level: 'provincial' })
  const municipal = pilot('b', '2024-05-02')
  const wide = body('2024-12-31', [provincial, municipal])
  const after = body('2025-06-30', [provincial, not(municipal, 'other-level')], narrow, 2)
  expect(causes(wide, after)).toMatchObject({ causes: ['b rule-out'], balanced: true, sums: { ruleOut: 1, voided: 0 } })
  const back = body('2025-07-31', [provincial, municipal], RULE, 3)
  expect(causes(after, back)).toMatchObject({
    causes: ['b rule-in'],
    balanced: true,
    sums: { ruleIn: 1, supplementary: 0 },
  })
})

it('a line that does not add up says so', () => {
  const before = body('2024-12-31', [pilot('a', '2024-05-01')])
  const after = body('2025-06-30', [pilot('a', '2024-05-01')])
  const [target] = after.summary.targets
  if (target) target.recognised = 2
  expect(causes(before, after).balanced).toBe(false)
})
