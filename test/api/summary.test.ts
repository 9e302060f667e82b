import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Read } from '../../db/open.ts'
import { counter, item, plan, tally, target } from '../../db/schema.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { approve, type ItemReport, report, submit, voidEntry } from '../../server/entries/changes.ts'
import { counts, verdictOn } from '../../server/items/counting.ts'
import { findDifferences, findFacts, getPlanRules, recountPlan } from '../../server/items/credits.ts'
import { ruleInForce } from '../../server/items/derive.ts'
import { summaryOn, targetDetailOn } from '../../server/summary/queries.ts'
import { makeApp, makeDatabase } from '../fixtures/app.ts'
import { act, addPeople, fillHistory, LAST_DAY, loadPlanFile } from '../fixtures/history.ts'

const PLAN = 'lixia-2025'

/** What each target has recognised on a day, found by asking the counting rule of every item, one by one. */
function countedOneByOne(db: Read, asOf: string, knownAt: string): Record<string, number> {
  const planId = db.select({ id: plan.id }).from(plan).where(eq(plan.code, PLAN)).get()?.id ?? 0
  const rules = getPlanRules(db, planId)
  const items = db.select({ id: item.id }).from(item).orderBy(asc(item.id)).all()
  const targets = db
    .select({ code: target.code, counterId: counter.id })
    .from(target)
    .innerJoin(counter, eq(counter.targetId, target.id))
    .where(eq(counter.purpose, 'target'))
    .orderBy(asc(target.number))
    .all()
  return Object.fromEntries(
    targets.flatMap(({ code, counterId }) => {
      const own = rules.counters.find((one) => one.id === counterId)
      if (!own) return []
      const counting = items.filter(({ id }) => {
        const facts = findFacts(db, planId, id, knownAt)
        if (!facts) return false
        const verdict = counts(ruleInForce(own, knownAt), own.measure, own.window, facts)
        return verdictOn(verdict, own.window, asOf).counts
      })
      return [[code, counting.length]]
    }),
  )
}

const DAYS = ['2023-12-15', '2024-06-30', '2025-02-28', '2025-12-31', '2026-01-15', LAST_DAY]

describe('every figure is a count of items', () => {
  test.each([1, 2, 3])('by the sums that are kept as by asking each item, history %i', (seed) => {
    const db = makeDatabase()
    fillHistory(db, seed, 110)
    for (const knownAt of [LAST_DAY, '2025-03-31'])
      for (const asOf of DAYS.filter((day) => day <= knownAt)) {
        const figures = summaryOn(db.read, PLAN, { asOf, knownAt }, 1)
        const recognised = Object.fromEntries(figures?.targets.map((one) => [one.code, one.recognised]) ?? [])
        expect(recognised, `${asOf} as known on ${knownAt}`).toEqual(countedOneByOne(db.read, asOf, knownAt))
      }
    expect(findDifferences(db.read, 1)).toEqual({ items: [], sums: 0 })
  })

  test('whether the sums are kept or counted from the credits', () => {
    const db = makeDatabase()
    fillHistory(db, 4, 160)
    const answers = () =>
      DAYS.map((asOf) => ({
        summary: summaryOn(db.read, PLAN, { asOf, knownAt: LAST_DAY }, 1),
        steps: summaryOn(db.read, PLAN, { asOf, knownAt: LAST_DAY }, 1)?.targets.map(
          (one) => targetDetailOn(db.read, PLAN, one.code, { asOf, knownAt: LAST_DAY }, 1)?.steps,
        ),
      }))
    const kept = answers()
    act(db, LAST_DAY, (tx) => tx.run("update tally_known set latest = '9999-12-31'"))
    expect(answers()).toEqual(kept)
  })

  test('and the months lead up to the figure', () => {
    const db = makeDatabase()
    fillHistory(db, 5, 120)
    const on = (asOf: string) => summaryOn(db.read, PLAN, { asOf, knownAt: LAST_DAY }, 1)?.targets ?? []
    for (const one of on('2025-06-30')) {
      expect(one.byMonth.at(-1)).toEqual({ month: '2025-06', recognised: one.recognised })
      const ofMay = on('2025-05-31').find((other) => other.code === one.code)
      expect(one.byMonth.at(-2), one.code).toEqual({ month: '2025-05', recognised: ofMay?.recognised })
    }
  })

  test('a sum that was moved by hand is found', () => {
    const db = makeDatabase()
    fillHistory(db, 6, 40)
    act(db, LAST_DAY, (tx) =>
      tx.run("update tally set items = items + 1 where span = 'all' and standing = 'recognised' and department_id = 0"),
    )
    expect(findDifferences(db.read, 1).sums).toBeGreaterThan(0)
    act(db, LAST_DAY, (tx) => recountPlan(tx, 1))
    expect(findDifferences(db.read, 1)).toEqual({ items: [], sums: 0 })
  })

  test('what is known of a plan nobody reported on is kept as nothing', () => {
    const db = makeDatabase()
    loadPlanFile(db, 'seeds/lixia-2025.yaml', '2026-11-24')
    expect(db.read.select().from(tally).all()).toEqual([])
    const figures = summaryOn(db.read, PLAN, { asOf: '2026-11-24', knownAt: '2026-11-24' }, 1)
    expect(new Set(figures?.targets.map((one) => one.status))).toEqual(new Set(['nothing-reported']))
  })
})

/** The small plan with its people, and a way to report a pilot of it that is recognised on a day. */
function smallPlan() {
  const db = makeDatabase()
  loadPlanFile(db, 'test/fixtures/small-plan.yaml', '2025-01-10')
  addPeople(db, '2025-01-10')
  const say = (day: string, more: Partial<ItemReport>, recognised = true) =>
    act(db, day, (tx, now) => {
      const reporter = getPerson(tx, 'reporter')
      const said = report(
        tx,
        reporter,
        {
          plan: 'beihu-2027',
          department: 'nyj',
          kind: 'pilot',
          title: '水稻种植试点',
          level: 'provincial',
          stage: 'approved',
          effectiveOn: day,
          units: [{ name: '北湖农场', role: 'lead' }],
          tags: [],
          evidence: [],
          ...more,
        },
        now,
      )
      submit(tx, reporter, said.id, now)
      if (recognised) approve(tx, getPerson(tx, 'reviewer'), said.id, now)
      return said.id
    })
  const on = (asOf: string, knownAt = asOf) => summaryOn(db.read, 'beihu-2027', { asOf, knownAt }, 1)
  return { db, say, on }
}

describe('the summary of a day', () => {
  test('knows the make-up of a figure as it was known then', () => {
    const { db, say } = smallPlan()
    const id = say('2025-03-01', {})
    act(db, '2025-05-01', (tx, now) => voidEntry(tx, getPerson(tx, 'reviewer'), id, '认定有误，作废', now))
    const made = (knownAt: string) =>
      targetDetailOn(db.read, 'beihu-2027', 'farm-pilots', { asOf: '2025-06-01', knownAt }, 1)?.makeUp
    expect(made('2025-04-30')?.find((one) => one.by === 'level')?.parts).toEqual([{ value: 'provincial', items: 1 }])
    expect(made('2025-05-01')?.find((one) => one.by === 'level')?.parts).toEqual([])
  })

  test('shows an item of a project whose next stage is with the reviewer', () => {
    const { say, on } = smallPlan()
    say('2025-03-01', { project: 'rice' })
    const project = (day: string) => on(day)?.columns[0]?.projects[0]
    expect(project('2025-03-01')).toMatchObject({ stage: 'approved', items: 1, inReview: 0 })
    say('2025-04-01', { project: 'rice', stage: 'building' }, false)
    expect(project('2025-04-01')).toMatchObject({ stage: 'approved', items: 1, inReview: 1 })
    expect(on('2025-04-01', '2025-03-31')?.columns[0]?.projects[0]?.inReview).toBe(0)
  })

  test('does not count for a project what only an entry in review says of it', () => {
    const { say, on } = smallPlan()
    say('2025-03-01', {})
    say('2025-04-01', { project: 'rice', stage: 'building' }, false)
    expect(on('2025-04-01')?.columns[0]?.projects[0]).toMatchObject({ stage: null, items: 0, inReview: 1 })
  })

  test('tells how long the oldest entry has been with the reviewer, also for an earlier day', () => {
    const { db, say, on } = smallPlan()
    say('2025-03-01', { title: '甲' }, false)
    const id = say('2025-03-11', { title: '乙' }, false)
    expect(on('2025-03-21')?.queue).toEqual({ entries: 2, oldestDays: 20 })
    act(db, '2025-03-25', (tx, now) => approve(tx, getPerson(tx, 'reviewer'), id, now))
    expect(on('2025-03-30')?.queue).toEqual({ entries: 1, oldestDays: 29 })
    expect(on('2025-03-30', '2025-03-21')?.queue).toEqual({ entries: 2, oldestDays: 20 })
    expect(on('2025-03-30', '2025-02-28')?.queue).toEqual({ entries: 0, oldestDays: null })
  })

  test('judges nothing before something is reported, and says so', async () => {
    const { get } = await makeApp({
      fill: (db) => loadPlanFile(db, 'test/fixtures/small-plan.yaml', '2025-01-10'),
      today: '2025-06-30',
    })
    const { body } = await get('/api/plans/beihu-2027/summary')
    expect(body.targets.map((one: { status: string }) => one.status)).toEqual(['nothing-reported', 'nothing-reported'])
  })
})
