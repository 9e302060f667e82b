/** 工作日历: set whole by the reviewer, audited, and used wherever working days are counted. */
import { describe, expect, it } from 'vitest'
import { plantCalendars } from '../../server/plant.ts'
import { makeApp } from '../fixtures/app.ts'
import { addPeople, loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'

const FIRST = '2023-11-20'
const start = (today = '2025-09-26') =>
  makeApp({
    ...{ today, rateLimits: false },
    fill(db) {
      loadPlanFile(db, 'seeds/lixia-2025.yaml', FIRST)
      addPeople(db, FIRST)
    },
  })
const day = (on: string, kind: string, name = '国庆节') => ({ on, kind, name })
const SOURCE = '国务院办公厅关于2025年部分节假日安排的通知'

describe('the calendar of a year', () => {
  it('is empty until it is set: then Monday to Friday are worked', async () => {
    const { as } = await start()
    expect((await as('judge', 'reviewer').get('/api/calendar/2025')).body).toMatchObject({ version: 0, days: [] })
  })
  it('moves every term that is counted in working days', async () => {
    const { as, db, now } = await start()
    const judge = as('judge', 'reviewer')
    expect((await judge.get('/api/review/queue')).body.mendBy).toBe('2025-10-10')
    await plantCalendars(db, now())
    // 28 September is worked for it; 1 to 8 October are free, 11 October is worked.
    expect((await judge.get('/api/review/queue')).body.mendBy).toBe('2025-10-16')
  })
  it('is taken from its file once; what a person sets stays', async () => {
    const { as, db, now } = await start()
    const judge = as('judge', 'reviewer')
    await plantCalendars(db, now())
    const fromFile = (await judge.get('/api/calendar/2025')).body
    expect(fromFile).toMatchObject({ version: 1, setBy: null, years: [2025] })
    expect(fromFile.days).toHaveLength(33)
    const set = await judge.put('/api/calendar/2025', {
      ...{ version: 1, source: SOURCE, days: [day('2025-10-01', 'off')] },
    })
    expect(set.body).toMatchObject({ version: 2, source: SOURCE, days: [day('2025-10-01', 'off')] })
    await plantCalendars(db, now())
    expect((await judge.get('/api/calendar/2025')).body.days).toHaveLength(1)
    const log = (await as('ear', 'auditor').get('/api/audit?subject=calendar')).body.rows
    expect(log.map((one: { action: string }) => one.action)).toEqual(['set-calendar', 'load-calendar'])
    expect(JSON.parse(log[0].detail).before.days).toHaveLength(33)
  })
  it('refuses a stale copy, another year, a day twice, and a weekday as worked', async () => {
    const { as } = await start()
    const judge = as('judge', 'reviewer')
    const put = (days: unknown[], version = 0) => judge.put('/api/calendar/2025', { version, source: SOURCE, days })
    expectProblem(await put([day('2025-10-01', 'off')], 3), 409)
    for (const days of [
      [day('2026-10-01', 'off')],
      [day('2025-10-01', 'off'), day('2025-10-01', 'off')],
      [day('2025-09-29', 'worked')],
    ])
      expectProblem(await put(days), 400)
    expectProblem(await as('clerk', 'reporter:wjj').put('/api/calendar/2025', {}), 403)
  })
})
