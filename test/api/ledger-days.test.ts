/** The ledger is the same list however it is come by, and on an earlier day what was known then. */
import { describe, expect, test } from 'vitest'
import { getPerson } from '../../server/accounts/queries.ts'
import { noonOf } from '../../server/clock.ts'
import { approve, type ItemReport, report, submit, voidEntry } from '../../server/entries/changes.ts'
import { recountOld } from '../../server/items/anew.ts'
import type { ItemsQuery } from '../../server/items/contract.ts'
import { findItem, listItems } from '../../server/items/queries.ts'
import { makeDatabase } from '../fixtures/app.ts'
import { act, addPeople, fillHistory, LAST_DAY, loadPlanFile } from '../fixtures/history.ts'

const QUERIES: ItemsQuery[] = [
  {},
  { kind: 'pilot', sort: 'title' },
  { class: 'local', sort: 'number' },
  { level: 'provincial', sort: '-stage' },
  { stage: 'established' },
  { kind: 'organization', sort: 'effectiveOn' },
  { department: 'gxj' },
  { tag: 'green-low-carbon' },
  { q: '标准' },
  { q: '平台', sort: 'effectiveOn' },
  { q: '号' },
  { q: '委员', level: 'provincial' },
  { target: 'pilots', counts: true },
  { target: 'organizations', counts: true, department: 'kjj' },
  { target: 'organizations', counts: false },
  { target: 'green-standards', counts: false, reason: 'lacks-tag' },
  { counts: false },
  { month: '2025-03' },
]

describe('one list', () => {
  test.each([7, 8])('by what the ledger keeps, by the days of stages and by the entries, history %i', (seed) => {
    const db = makeDatabase()
    fillHistory(db, seed, 150)
    const list = (today: string, query: ItemsQuery) => {
      const days = { asOf: LAST_DAY, knownAt: LAST_DAY }
      const all = listItems(db.read, { ...query, pageSize: 200 }, days, noonOf(today), db.dataVersion())
      const pages = [1, 2].map((page) =>
        listItems(db.read, { ...query, page, pageSize: 7 }, days, noonOf(today), db.dataVersion()),
      )
      expect(pages.flatMap((one) => one.rows)).toEqual(all.rows.slice(0, 14))
      expect(all.total).toBe(all.rows.length)
      // The day on which a stage was recognised is that of its earliest day now; the rest is the same to the letter.
      return all.rows.map(({ recognisedOn: _, ...row }) => row)
    }
    const kept = QUERIES.map((query) => list(LAST_DAY, query))
    expect(kept.filter((rows) => rows.length === 0).length).toBeLessThan(3)
    for (const [place, query] of QUERIES.entries())
      expect(list('2026-02-21', query), JSON.stringify(query)).toEqual(kept[place])
    act(db, LAST_DAY, (tx) => tx.run("update tally_known set latest = '9999-12-31'"))
    for (const [place, query] of QUERIES.entries())
      expect(list(LAST_DAY, query), JSON.stringify(query)).toEqual(kept[place])
  })

  test('also on an earlier effective day', () => {
    const db = makeDatabase()
    fillHistory(db, 9, 150)
    const list = (query: ItemsQuery) =>
      listItems(
        db.read,
        { ...query, pageSize: 200 },
        { asOf: '2025-01-31', knownAt: LAST_DAY },
        noonOf(LAST_DAY),
        db.dataVersion(),
      ).rows.map(({ recognisedOn: _, ...row }) => row)
    const byStages = QUERIES.map(list)
    act(db, LAST_DAY, (tx) => tx.run("update tally_known set latest = '9999-12-31'"))
    for (const [place, query] of QUERIES.entries()) expect(list(query), JSON.stringify(query)).toEqual(byStages[place])
  })
})

/** The small plan, beside the real one, and a way to have something recognised on a day. */
function twoPlans() {
  const db = makeDatabase()
  loadPlanFile(db, 'test/fixtures/small-plan.yaml', '2025-01-10')
  loadPlanFile(db, 'seeds/lixia-2025.yaml', '2025-01-10')
  addPeople(db, '2025-01-10')
  const say = (day: string, more: Partial<ItemReport>) =>
    act(db, day, (tx, now) => {
      const reporter = getPerson(tx, 'reporter')
      const said = report(
        tx,
        reporter,
        {
          plan: 'beihu-2027',
          department: 'gkj',
          kind: 'standard',
          title: '港口装卸规范',
          number: 'DB37/T 4001-2025',
          stage: 'issued',
          effectiveOn: day,
          units: [{ name: '北湖港务公司', role: 'lead' }],
          tags: [],
          evidence: [],
          ...more,
        },
        now,
      )
      submit(tx, reporter, said.id, now)
      approve(tx, getPerson(tx, 'reviewer'), said.id, now)
      return said
    })
  const list = (query: ItemsQuery, asOf: string, knownAt = asOf) =>
    listItems(db.read, { plan: 'beihu-2027', ...query }, { asOf, knownAt }, noonOf('2025-12-31'), db.dataVersion())
  return { db, say, list }
}

describe('an earlier day', () => {
  test('knows what has been voided since, and finds it by department, tag, level and word', () => {
    const { db, say, list } = twoPlans()
    const { id } = say('2025-03-01', { tags: ['harbour'], edition: 'revision' })
    act(db, '2025-05-01', (tx, now) => voidEntry(tx, getPerson(tx, 'reviewer'), id, '认定有误，作废', now))
    const queries: ItemsQuery[] = [{}, { department: 'gkj' }, { tag: 'harbour' }, { q: '装卸' }, { q: '卸' }]
    for (const query of queries) {
      expect(list(query, '2025-04-30').rows, JSON.stringify(query)).toMatchObject([
        { title: '港口装卸规范', edition: 'revision', departments: ['gkj'], tags: ['harbour'], unitRole: 'lead' },
      ])
      expect(list(query, '2025-12-31').total, JSON.stringify(query)).toBe(0)
    }
  })

  test('does not know what has been said of it since', () => {
    const { say, list } = twoPlans()
    say('2025-03-01', {})
    say('2025-05-01', { department: 'scj', tags: ['harbour'], effectiveOn: '2025-02-01' })
    expect(list({}, '2025-04-30').rows[0]).toMatchObject({ departments: ['gkj'], tags: [], effectiveOn: '2025-03-01' })
    expect(list({ department: 'scj' }, '2025-04-30').total).toBe(0)
    expect(list({ department: 'scj' }, '2025-12-31').rows[0]).toMatchObject({
      departments: ['gkj', 'scj'],
      tags: ['harbour'],
      effectiveOn: '2025-02-01',
    })
  })

  test('shows a body whose term ended and was renewed as in being, and in between as ended', () => {
    const { say, list } = twoPlans()
    const body: Partial<ItemReport> = { kind: 'organization', title: '港口标准化委员会', number: 'SAC/TC 901' }
    say('2025-01-20', { ...body, stage: 'established', level: 'provincial', termTo: '2025-03-31' })
    say('2025-04-01', { ...body, stage: 'expired', effectiveOn: '2025-03-31' })
    say('2025-06-01', { ...body, stage: 'established', level: 'provincial' })
    for (const knownAt of ['2025-12-31', '2025-08-01']) {
      expect(list({}, '2025-05-01', knownAt).rows[0]?.stage).toBe('expired')
      expect(list({}, '2025-07-01', knownAt).rows[0]?.stage).toBe('established')
    }
    expect(list({}, '2025-12-31').rows[0]?.stage).toBe('established')
    expect(list({}, '2025-05-01', '2025-05-01').rows[0]?.stage).toBe('expired')
  })
})

describe('an item of two plans', () => {
  test('is found by its words in each, and stays found in one when it leaves the other', () => {
    const { db, say, list } = twoPlans()
    const first = say('2025-03-01', {})
    say('2025-03-02', { plan: 'lixia-2025', department: 'scjgj' })
    for (const plan of ['beihu-2027', 'lixia-2025']) expect(list({ plan, q: '装卸' }, '2025-12-31').total).toBe(1)
    act(db, '2025-05-01', (tx, now) => voidEntry(tx, getPerson(tx, 'reviewer'), first.id, '认定有误，作废', now))
    expect(list({ q: '装卸' }, '2025-12-31').total).toBe(0)
    expect(list({ plan: 'lixia-2025', q: '装卸' }, '2025-12-31').total).toBe(1)
  })

  test('is shown in the plan asked for, else in the first in which it stood', () => {
    const { db, say } = twoPlans()
    const { itemId } = say('2025-03-01', {})
    say('2025-04-01', { plan: 'lixia-2025', department: 'scjgj' })
    const planOn = (day: string, plan?: string) =>
      findItem(db.read, itemId ?? '', { asOf: day, knownAt: day, plan }, 1)?.plan
    expect(planOn('2025-03-31')).toBe('beihu-2027')
    expect(planOn('2025-03-31', 'lixia-2025')).toBeUndefined()
    expect(planOn('2025-05-01', 'lixia-2025')).toBe('lixia-2025')
    expect(planOn('2025-05-01', 'beihu-2027')).toBe('beihu-2027')
  })
})

test('what an earlier version derived is derived anew at the next start, and found', () => {
  const { db, say, list } = twoPlans()
  say('2025-03-01', { tags: ['harbour'] })
  act(db, '2025-03-02', (tx) => tx.run('delete from ledger_search'))
  expect(list({ q: '装卸' }, '2025-12-31').total).toBe(0)
  recountOld(db, noonOf('2025-03-03'))
  expect(list({ q: '装卸' }, '2025-12-31').total).toBe(1)
})
