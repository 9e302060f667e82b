/** What looks at many rows is asked aside, gets the same answer, and keeps nobody waiting: security.md rule 26. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../db/open.ts'
import { buildApp } from '../../server/app.ts'
import { noonOf } from '../../server/clock.ts'
import type { App } from '../../server/context.ts'
import { isDear, listItems } from '../../server/items/queries.ts'
import { summaryOn, targetDetailOn } from '../../server/summary/queries.ts'
import { fillDatabase, PLAN, TODAY } from '../bench/fill.ts'
import { makeFolder } from '../fixtures/app.ts'

const NOW = noonOf(TODAY)
const BEFORE = '2025-05-31'

let db: Database
let app: App

beforeAll(async () => {
  const dataDir = makeFolder(afterAll)
  const file = join(dataDir, 'tracker.db')
  fillDatabase(file, 1_200)
  db = openDatabase(file)
  app = await buildApp({
    ...{ db, now: () => NOW, log: false, webRoot: join(dataDir, 'web'), dataDir },
    ...{ publicDashboard: true, rateLimits: true, trustProxy: false, plainHttp: false, provider: null },
  })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  db.close()
})

const ask = async (url: string) => (await app.inject({ url })).json()

it('answers as it would have answered here', async () => {
  const days = { asOf: TODAY, knownAt: BEFORE }
  const version = db.dataVersion()
  const query = { target: 'green-standards', counts: false, reason: 'lacks-tag' } as const
  expect(isDear(db.read, query, { asOf: TODAY, knownAt: TODAY }, NOW)).toBe(true)
  expect(await ask('/api/items?target=green-standards&counts=false&reason=lacks-tag')).toEqual(
    listItems(db.read, query, { asOf: TODAY, knownAt: TODAY }, NOW, version),
  )
  expect(await ask(`/api/plans/${PLAN}/summary?knownAt=${BEFORE}`)).toEqual(summaryOn(db.read, PLAN, days, version))
  expect(await ask(`/api/plans/${PLAN}/targets/pilots?knownAt=${BEFORE}`)).toEqual(
    targetDetailOn(db.read, PLAN, 'pilots', days, version),
  )
})

it('refuses as it would have refused here', async () => {
  const answer = await app.inject({ url: '/api/items?tag=no-such' })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().errors).toMatchObject([{ path: 'tag' }])
  expect((await ask('/api/items?department=no-such')).errors).toMatchObject([{ path: 'department' }])
})

it('answers others first', async () => {
  const order: string[] = []
  const note = (name: string, url: string) => app.inject({ url }).then(() => order.push(name))
  await Promise.all([
    note('dear', `/api/plans/${PLAN}/targets/green-standards`),
    note('first page', '/api/items'),
    note('health', '/api/health'),
  ])
  expect(order.at(-1)).toBe('dear')
})
