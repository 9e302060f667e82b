/** 快照: a frozen state whose every figure is the API's of the same days, and that nothing later changes. */

import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../db/open.ts'
import { snapshot } from '../../db/schema.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { approve, report, submit } from '../../server/entries/changes.ts'
import { hashOfBody, makeSnapshot } from '../../server/reports/changes.ts'
import { compareTargets } from '../../server/reports/compare.ts'
import { bodyOn, findSnapshot, frozenOn } from '../../server/reports/queries.ts'
import { summaryOn } from '../../server/summary/queries.ts'
import { makeApp, makeDatabase, type TestApp } from '../fixtures/app.ts'
import { act, fillHistory, LAST_DAY } from '../fixtures/history.ts'

const PLAN = 'lixia-2025'
const freeze = (db: Database, asOf: string, knownAt: string, on = LAST_DAY) =>
  act(db, on, (tx, now) =>
    makeSnapshot(
      tx,
      getPerson(tx, 'reviewer'),
      PLAN,
      { asOf, knownAt, note: '' },
      frozenOn(tx, PLAN, { asOf, knownAt }, 1),
      now,
    ),
  )

describe('a snapshot of a whole plan’s history', () => {
  let made: TestApp
  beforeAll(async () => {
    made = await makeApp({ today: LAST_DAY, fill: (db) => fillHistory(db, 7, 260), until: afterAll })
  })

  it.each([
    ['today', LAST_DAY, LAST_DAY],
    ['a year’s end, as known then', '2024-12-31', '2024-12-31'],
    ['a year’s end, as known today', '2024-12-31', LAST_DAY],
    ['the due day, as known two months later', '2025-12-31', LAST_DAY],
    ['a day before anything', '2023-11-20', '2023-11-20'],
  ])('holds the API’s figures: %s', async (_, asOf, knownAt) => {
    const body = bodyOn(made.db.read, PLAN, { asOf, knownAt })
    const { body: api } = await made.get(`/api/plans/${PLAN}/summary?asOf=${asOf}&knownAt=${knownAt}`)
    const { dataVersion: _version, ...figures } = api
    expect(body?.summary).toEqual(figures)
    for (const target of figures.targets) {
      const counting = body?.items.filter((one) => one.counts.some((credit) => credit.target === target.code)) ?? []
      expect(counting.length, target.code).toBe(target.recognised)
      expect(
        counting.filter((one) => one.counts.find((credit) => credit.target === target.code)?.onTime).length,
        `${target.code} on time`,
      ).toBe(target.onTime)
      const rows = await made.get(
        `/api/items?plan=${PLAN}&target=${target.code}&counts=true&asOf=${asOf}&knownAt=${knownAt}&pageSize=200`,
      )
      expect(new Set(counting.map((one) => one.id))).toEqual(
        new Set(rows.body.rows.map((row: { id: string }) => row.id)),
      )
      for (const row of target.byDepartment)
        expect(
          counting.filter((one) =>
            one.counts.some((credit) => credit.target === target.code && credit.departments.includes(row.department)),
          ).length,
          `${target.code} ${row.department}`,
        ).toBe(row.recognised)
      const detail = body?.targets.find((one) => one.code === target.code)
      for (const { reason, items } of detail?.notCounting ?? [])
        expect(
          body?.items.filter((one) => one.not.some((no) => no.target === target.code && no.reason === reason)).length,
          `${target.code} ${reason}`,
        ).toBe(items)
    }
  })

  it('is the same text and hash for the same days, and another for others', () => {
    const once = bodyOn(made.db.read, PLAN, { asOf: '2025-06-30', knownAt: '2025-07-15' })
    const again = bodyOn(made.db.read, PLAN, { asOf: '2025-06-30', knownAt: '2025-07-15' })
    const other = bodyOn(made.db.read, PLAN, { asOf: '2025-06-30', knownAt: '2025-12-15' })
    if (!once || !again || !other) throw new Error('The plan is missing.')
    expect(hashOfBody(again)).toBe(hashOfBody(once))
    expect(hashOfBody(other)).not.toBe(hashOfBody(once))
  })

  it('adds up to any later one, for every target', () => {
    const days = [
      { asOf: '2024-06-30', knownAt: '2024-07-10' },
      { asOf: '2024-12-31', knownAt: '2025-01-10' },
      { asOf: '2025-12-31', knownAt: '2025-12-31' },
      { asOf: '2025-12-31', knownAt: LAST_DAY },
    ]
    const bodies = days.map((one) => {
      const body = bodyOn(made.db.read, PLAN, one)
      if (!body) throw new Error('The plan is missing.')
      return body
    })
    let moved = 0
    for (const [place, before] of bodies.entries())
      for (const after of bodies.slice(place + 1))
        for (const change of compareTargets(before, after)) {
          expect(change.balanced, change.target).toBe(true)
          moved += change.items.length
          if (before.asOf === after.asOf) expect(change.sums.added, change.target).toBe(0)
        }
    expect(moved).toBeGreaterThan(50)
  })
})

it('what happens later changes nothing of it', () => {
  const db = makeDatabase(onTestFinished)
  fillHistory(db, 3, 60)
  const { number, hash } = freeze(db, '2025-12-31', LAST_DAY)
  const kept = findSnapshot(db.read, PLAN, number)
  act(db, '2026-03-01', (tx, now) => {
    const reporter = getPerson(tx, 'reporter')
    const { id } = report(
      tx,
      reporter,
      {
        plan: PLAN,
        department: 'scjgj',
        kind: 'standard',
        title: '后来的标准',
        number: 'GB/T 99999-2025',
        stage: 'issued',
        effectiveOn: '2025-10-10',
        units: [{ name: '单位', role: 'lead' }],
        tags: [],
        evidence: [],
      },
      now,
    )
    submit(tx, reporter, id, now)
    approve(tx, getPerson(tx, 'reviewer'), id, now)
  })
  const still = findSnapshot(db.read, PLAN, number)
  expect(still).toEqual(kept)
  expect(still && hashOfBody(still.body)).toBe(hash)
  const now = summaryOn(db.read, PLAN, { asOf: '2025-12-31', knownAt: '2026-03-01' }, 0)
  const figure = (code: string, of = now) => of?.targets.find((one) => one.code === code)?.recognised
  expect(figure('national-industry-local-standards')).toBe(
    (still?.body.summary.targets.find((one) => one.code === 'national-industry-local-standards')?.recognised ?? 0) + 1,
  )
  // The database itself refuses, whoever asks.
  expect(() =>
    act(db, '2026-03-01', (tx) => tx.update(snapshot).set({ note: 'x' }).where(eq(snapshot.number, number)).run()),
  ).toThrow(/never changed/)
  expect(() => act(db, '2026-03-01', (tx) => tx.delete(snapshot).where(eq(snapshot.number, number)).run())).toThrow(
    /never deleted/,
  )
})
