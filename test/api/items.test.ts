import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../db/open.ts'
import { account, accountRole } from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import { checkPlanFile } from '../../seeds/plan-file.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { CONSOLE, record } from '../../server/audit/record.ts'
import { noonOf } from '../../server/clock.ts'
import { approve, type ItemReport, report, submit } from '../../server/entries/changes.ts'
import { recountPlan } from '../../server/items/credits.ts'
import { applyPlanFile } from '../../server/plan/changes.ts'
import { makeApp } from '../fixtures/app.ts'

const ACT = { actor: CONSOLE, action: 'test', subjectType: 'plan', subject: 'beihu-2027' }

function fill(db: Database): void {
  const checked = checkPlanFile(readFileSync('test/fixtures/small-plan.yaml', 'utf8'))
  if (!checked.ok) throw new Error('The small plan is broken.')
  applyPlanFile(db, checked, { actor: CONSOLE, now: noonOf('2025-01-10'), recount: recountPlan })
  record(db, ACT, noonOf('2025-01-10'), (tx) => {
    for (const role of ['reporter', 'reviewer'] as const) {
      const row = { uid: newUid(noonOf('2025-01-10')), name: role, displayName: role, createdAt: '2025-01-10' }
      const { id } = tx.insert(account).values(row).returning().get()
      tx.insert(accountRole).values({ accountId: id, role }).run()
    }
  })
  say(db, '2025-03-01', { title: '港口装卸规范', number: 'DB37/T 4001-2025', effectiveOn: '2025-02-10' })
  say(db, '2025-03-02', { title: '码头仓储规范', number: 'DB37/T 4002-2025', effectiveOn: '2025-02-20', tags: [] })
  say(db, '2025-05-05', { title: '港口安全规范', number: 'DB37/T 4003-2025', effectiveOn: '2025-04-20' })
  say(db, '2025-05-06', { title: '尚未认定的规范', number: 'DB37/T 4004-2025', effectiveOn: '2025-04-21' }, false)
}

/** Reports on a day, and has it recognised on the same. */
function say(db: Database, day: string, more: Partial<ItemReport>, recognise = true): void {
  const now = noonOf(day)
  record(db, ACT, now, (tx) => {
    const reporter = getPerson(tx, 'reporter')
    const said = report(
      tx,
      reporter,
      {
        plan: 'beihu-2027',
        department: 'gkj',
        kind: 'standard',
        title: '规范',
        stage: 'issued',
        effectiveOn: day,
        units: [{ name: '北湖港务公司', role: 'lead' }],
        tags: ['harbour'],
        evidence: [],
        ...more,
      },
      now,
    )
    submit(tx, reporter, said.id, now)
    if (recognise) approve(tx, getPerson(tx, 'reviewer'), said.id, now)
  })
}

const titles = (body: { rows: { title: string }[] }) => body.rows.map((row) => row.title)

describe('GET /api/items', () => {
  test('lists what is recognised and nothing that is in review', async () => {
    const { get } = await makeApp({ fill })
    const { status, body } = await get('/api/items?sort=effectiveOn')
    expect(status).toBe(200)
    expect(titles(body)).toEqual(['港口装卸规范', '码头仓储规范', '港口安全规范'])
    expect(body).toMatchObject({ total: 3, page: 1, pageSize: 20, asOf: '2025-06-30', knownAt: '2025-06-30' })
  })

  test.each(['', '&asOf=2025-03-31', '&knownAt=2025-03-31', '&asOf=2025-02-15&knownAt=2025-03-01', '&asOf=2025-02-01'])(
    'explains a figure by a list of its length%s',
    async (days) => {
      const { get } = await makeApp({ fill })
      const list = await get(`/api/items?target=harbour-standards&counts=true${days}`)
      const summary = await get(`/api/plans/beihu-2027/summary?${days.slice(1)}`)
      expect(list.body.total).toBe(summary.body.targets[0].recognised)
      expect(list.body.rows).toHaveLength(list.body.total)
    },
  )

  test('gives the reason of what does not count', async () => {
    const { get } = await makeApp({ fill })
    const { body } = await get('/api/items?target=harbour-standards&counts=false&reason=lacks-tag')
    expect(titles(body)).toEqual(['码头仓储规范'])
    expect(body.rows[0].verdict).toMatchObject({ counts: false, reason: 'lacks-tag' })
  })

  test('finds a Chinese word of two characters, and one of one', async () => {
    const { get } = await makeApp({ fill })
    for (const [q, total] of [
      ['港口', 2],
      ['仓', 1],
      ['没有', 0],
    ])
      expect((await get(`/api/items?q=${encodeURIComponent(String(q))}`)).body.total, String(q)).toBe(total)
  })

  test('pages without losing or repeating a row', async () => {
    const { get } = await makeApp({ fill })
    const pages = await Promise.all([1, 2].map((page) => get(`/api/items?pageSize=2&page=${page}&sort=stage`)))
    expect(new Set(pages.flatMap(({ body }) => titles(body))).size).toBe(3)
  })

  test.each(['plan', 'department', 'target', 'project', 'tag'])('names the field of an unknown %s', async (field) => {
    const { get } = await makeApp({ fill })
    const { status, body } = await get(`/api/items?${field}=no-such`)
    expect(status).toBe(400)
    expect(body.errors[0].path).toBe(field)
  })

  test.each(['colour=red', 'pageSize=201', 'sort=colour', `q=${'a'.repeat(101)}`, 'asOf=2025-07-01'])(
    'refuses %s',
    async (query) => {
      const { get } = await makeApp({ fill })
      expect((await get(`/api/items?${query}`)).status).toBe(400)
    },
  )
})
