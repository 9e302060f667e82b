import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Database, Write } from '../../db/open.ts'
import { account, accountRole } from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import { checkPlanFile } from '../../seeds/plan-file.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { CONSOLE, record } from '../../server/audit/record.ts'
import { noonOf } from '../../server/clock.ts'
import { approve, report, submit, voidEntry } from '../../server/entries/changes.ts'
import { recountPlan } from '../../server/items/credits.ts'
import { applyPlanFile } from '../../server/plan/changes.ts'
import { makeApp } from '../fixtures/app.ts'

const ACT = { actor: CONSOLE, action: 'test', subjectType: 'plan', subject: 'beihu-2027' }
const address = (days = '') => `/api/plans/beihu-2027/tasks/1/statements${days}`

/** 区港口局 said on 1 March that task 1 is under way; it was recognised on 5 March and voided on 1 May. */
function fill(db: Database): void {
  const checked = checkPlanFile(readFileSync('test/fixtures/small-plan.yaml', 'utf8'))
  if (!checked.ok) throw new Error('The small plan is broken.')
  applyPlanFile(db, checked, { actor: CONSOLE, now: noonOf('2025-01-10'), recount: recountPlan })
  const act = <T>(day: string, change: (tx: Write, now: Date) => T): T =>
    record(db, ACT, noonOf(day), (tx) => change(tx, noonOf(day)))
  act('2025-01-10', (tx, now) => {
    for (const role of ['reporter', 'reviewer'] as const) {
      const row = { uid: newUid(now), name: role, displayName: role, createdAt: now.toISOString() }
      const { id } = tx.insert(account).values(row).returning().get()
      tx.insert(accountRole).values({ accountId: id, role }).run()
    }
  })
  const said = { plan: 'beihu-2027', department: 'gkj', task: 1, statement: 'under-way', text: '已开工' } as const
  const { id } = act('2025-03-02', (tx, now) => {
    const reporter = getPerson(tx, 'reporter')
    const made = report(tx, reporter, { ...said, effectiveOn: '2025-03-01', evidence: [] }, now)
    return submit(tx, reporter, made.id, now)
  })
  act('2025-03-05', (tx, now) => approve(tx, getPerson(tx, 'reviewer'), id, now))
  act('2025-05-01', (tx, now) => voidEntry(tx, getPerson(tx, 'reviewer'), id, '填错了任务', now))
}

test.each([
  ['before it was recognised', '?knownAt=2025-03-04', 0],
  ['from the day of its recognition', '?knownAt=2025-03-05', 1],
  ['not before the day on which it took effect', '?asOf=2025-02-28&knownAt=2025-03-05', 0],
  ['to the day before it was voided', '?knownAt=2025-04-30', 1],
  ['no more once it is voided', '', 0],
])('a statement speaks: %s', async (_, days, rows) => {
  const { get } = await makeApp({ fill })
  const { status, body } = await get(address(days))
  expect(status).toBe(200)
  expect(body.rows).toHaveLength(rows)
  if (rows === 1)
    expect(body.rows[0]).toEqual({
      department: 'gkj',
      status: 'under-way',
      text: '已开工',
      effectiveOn: '2025-03-01',
      recognisedOn: '2025-03-05',
    })
})

test('a task that the plan does not have is not found', async () => {
  const { get } = await makeApp({ fill })
  expect((await get('/api/plans/beihu-2027/tasks/99/statements')).status).toBe(404)
})
