/** 报送期: what a quarter's reporting is, from the first hand-in to the lock, for those who may and those who may not. */
import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../db/open.ts'
import { auditEvent, department } from '../../db/schema.ts'
import { makeApp, type TestApp } from '../fixtures/app.ts'
import { act, addPeople, loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'
import { addEntry, PLAN } from '../fixtures/reporting.ts'

const FIRST = '2023-11-20'
const Q3 = `/api/plans/${PLAN}/periods/2025-q3`
const returnsOf = (code: string, period = '2025-q3') =>
  `/api/plans/${PLAN}/departments/${code}/periods/${period}/returns`
const noChangesOf = (code: string) => `/api/plans/${PLAN}/departments/${code}/periods/2025-q3/no-changes`

function fill(db: Database): void {
  loadPlanFile(db, 'seeds/lixia-2025.yaml', FIRST)
  addPeople(db, FIRST)
}
/** The people of these tests; `at` moves the day and signs them in anew, because sessions end with the day. */
async function start(today = '2025-10-09') {
  const app = await makeApp({ today, fill, rateLimits: false })
  let days = 0
  const people = () => {
    const day = days++ === 0 ? '' : `-${days}`
    return {
      clerk: app.as(`wjj-clerk${day}`, 'reporter:wjj'),
      chief: app.as(`wjj-chief${day}`, 'head:wjj'),
      stranger: app.as(`gxj-clerk${day}`, 'reporter:gxj'),
      judge: app.as(`judge${day}`, 'reviewer'),
      viewer: app.as(`viewer${day}`, 'viewer'),
    }
  }
  const all = {
    ...app,
    ...people(),
    at(day: string) {
      app.setNow(day)
      Object.assign(all, people())
    },
  }
  return all
}
const stateOf = async (app: Pick<TestApp, 'get'>, code: string, asOf = '') => {
  const { body } = await app.get(`/api/plans/${PLAN}/returns${asOf === '' ? '' : `?asOf=${asOf}`}`)
  const row = body.departments.find((one: { code: string }) => one.code === code)
  return row.states.find((one: { period: string }) => one.period === '2025-q3')
}

describe('what everybody may see', () => {
  it('is departments by quarters, with the rates of what is due', async () => {
    const { get, clerk } = await start('2025-10-09')
    await clerk.post(returnsOf('wjj'), { mark: 'zero' })
    const { status, body } = await get(`/api/plans/${PLAN}/returns`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ plan: PLAN, asOf: '2025-10-09', current: '2025-q3' })
    expect(body.periods.map((one: { code: string }) => one.code).at(-1)).toBe('2025-q4')
    const q3 = body.periods.find((one: { code: string }) => one.code === '2025-q3')
    expect(q3).toMatchObject({
      opensOn: '2025-09-20',
      dueOn: '2025-10-10',
      expected: 24,
      owed: 1,
      handedIn: 1,
      onTime: 1,
    })
    const wjj = body.departments.find((one: { code: string }) => one.code === 'wjj')
    expect(wjj).toMatchObject({ name: '区卫健局', owed: 8, handedIn: 1, onTime: 1 })
    expect(JSON.stringify(body)).not.toContain('clerk')
  })
  it('answers for a day in the past what was handed in by then', async () => {
    const app = await start('2025-10-09')
    await app.clerk.post(returnsOf('wjj'), { mark: 'zero' })
    app.at('2025-11-01')
    expect(await stateOf(app, 'wjj', '2025-10-08')).toMatchObject({ state: 'not-due', on: null, mark: null })
    expect(await stateOf(app, 'wjj')).toMatchObject({ state: 'zero', on: '2025-10-09', mark: 'zero' })
    expect(await stateOf(app, 'gxj')).toMatchObject({ state: 'silent' })
    expectProblem(await app.get(`/api/plans/${PLAN}/returns?asOf=2025-12-01`), 400)
    expectProblem(await app.get('/api/plans/no-such-plan/returns'), 404)
  })
  it('does not count a department that did not exist yet', async () => {
    const app = await start('2025-11-01')
    const before = await app.get(`/api/plans/${PLAN}/returns`)
    act(app.db, '2025-11-01', (tx) =>
      tx.update(department).set({ existsFrom: '2025-10-01' }).where(eq(department.code, 'zmb')).run(),
    )
    const after = await app.get(`/api/plans/${PLAN}/returns`)
    const q3 = (answer: typeof after) => answer.body.periods.find((one: { code: string }) => one.code === '2025-q3')
    expect(q3(before).owed).toBe(24)
    expect(q3(after)).toMatchObject({ owed: 23, expected: 23 })
    expect(await stateOf(app, 'zmb')).toMatchObject({ state: 'not-counted' })
  })
})

describe('handing in', () => {
  it('carries the entries that were first submitted in the quarter, and only these', async () => {
    const app = await start()
    addEntry(app.db, { department: 'wjj', on: '2025-08-12', step: 'recognised' })
    addEntry(app.db, { department: 'wjj', on: '2025-09-05', step: 'submitted' })
    addEntry(app.db, { department: 'wjj', on: '2025-09-06', step: 'returned' })
    addEntry(app.db, { department: 'wjj', on: '2025-09-07', step: 'draft' })
    addEntry(app.db, { department: 'wjj', on: '2025-06-30', step: 'recognised' })
    addEntry(app.db, { department: 'wjj', on: '2025-10-05', step: 'submitted' })
    const { status, body } = await app.clerk.post(returnsOf('wjj'), { mark: 'entries' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ mark: 'entries', entries: 2, on: '2025-10-09', late: false })
    expect(await stateOf(app, 'wjj')).toMatchObject({ state: 'handed-in', mark: 'entries' })
  })
  it('a zero report is refused with words when entries exist', async () => {
    const app = await start()
    addEntry(app.db, { department: 'wjj', on: '2025-08-12', step: 'submitted' })
    const body = expectProblem(await app.clerk.post(returnsOf('wjj'), { mark: 'zero', checked: true }), 403)
    expect(body).toMatchObject({ because: 'has-entries' })
    expect(body.detail).toContain('已提交1项，不适用零报告')
  })
  it('a zero report asks that what is under way was checked', async () => {
    const app = await start()
    addEntry(app.db, { department: 'wjj', on: '2025-03-01', step: 'recognised', kind: 'pilot', stage: 'building' })
    const refused = expectProblem(await app.clerk.post(returnsOf('wjj'), { mark: 'zero' }), 400)
    expect(refused.errors).toEqual([{ path: 'checked', message: expect.stringContaining('在建和在研的1项') }])
    expect((await app.clerk.post(returnsOf('wjj'), { mark: 'zero', checked: true })).status).toBe(201)
  })
  it('no change on what is under way is kept with the return and makes no entry', async () => {
    const app = await start()
    const { itemId } = addEntry(app.db, {
      ...{ department: 'wjj', on: '2025-03-01', step: 'recognised', kind: 'pilot', stage: 'building' },
    })
    const entries = () => app.db.reader.prepare('select count(*) from entry').pluck().get()
    const before = entries()
    expect((await app.clerk.post(noChangesOf('wjj'), { item: itemId ?? '' })).body).toMatchObject({ noChanges: 1 })
    expect((await app.clerk.post(noChangesOf('wjj'), { item: itemId ?? '' })).body).toMatchObject({ noChanges: 1 })
    expect((await app.clerk.post(noChangesOf('wjj'), { task: 3 })).body).toMatchObject({ noChanges: 2 })
    const { body } = await app.clerk.post(returnsOf('wjj'), { mark: 'no-change' })
    expect(body).toMatchObject({ mark: 'no-change', noChanges: 2, entries: 0 })
    expect(entries()).toBe(before)
    expectProblem(
      await app.app
        .inject({ method: 'DELETE', url: noChangesOf('wjj'), headers: app.clerk.headers, payload: { task: 3 } })
        .then(asAnswer),
      403,
    )
  })
  it('no change can be taken back until it is handed in, and only said of one’s own', async () => {
    const app = await start()
    await app.clerk.post(noChangesOf('wjj'), { task: 3 })
    const taken = await app.app.inject({
      ...{ method: 'DELETE', url: noChangesOf('wjj'), headers: app.clerk.headers, payload: { task: 3 } },
    })
    expect(taken.json()).toEqual({ period: '2025-q3', noChanges: 0 })
    expectProblem(await app.clerk.post(noChangesOf('wjj'), { task: 2 }), 400)
    expectProblem(await app.clerk.post(noChangesOf('wjj'), {}), 400)
    expectProblem(await app.clerk.post(noChangesOf('wjj'), { task: 3, item: '01hf3q6z8k4m2n7p9r5s1t3v6w' }), 400)
    expectProblem(await app.clerk.post(returnsOf('wjj'), { mark: 'no-change' }), 403)
  })
  it('after the due day is late, and stays so', async () => {
    const app = await start('2025-10-11')
    expect((await app.clerk.post(returnsOf('wjj'), { mark: 'zero' })).body).toMatchObject({ late: true })
    expect(await stateOf(app, 'wjj')).toMatchObject({ state: 'late', mark: 'zero' })
  })
  it('adds what came later, and refuses the same again', async () => {
    const app = await start('2025-09-25')
    addEntry(app.db, { department: 'wjj', on: '2025-09-20', step: 'submitted' })
    expect((await app.clerk.post(returnsOf('wjj'), { mark: 'entries' })).body.entries).toBe(1)
    expect(expectProblem(await app.clerk.post(returnsOf('wjj'), { mark: 'entries' }), 403).because).toBe('nothing-new')
    addEntry(app.db, { department: 'wjj', on: '2025-09-26', step: 'submitted' })
    app.at('2025-09-26')
    expect((await app.clerk.post(returnsOf('wjj'), { mark: 'entries' })).body.entries).toBe(1)
    expect(await stateOf(app, 'wjj')).toMatchObject({ state: 'handed-in', on: '2025-09-25' })
  })
  it('waits until the period opens', async () => {
    const app = await start('2025-09-19')
    expect(expectProblem(await app.clerk.post(returnsOf('wjj'), { mark: 'zero' }), 403).because).toBe('not-open')
  })
  it('is done by the own department alone; any other is as if it did not exist', async () => {
    const app = await start()
    expect((await app.chief.post(returnsOf('wjj'), { mark: 'zero' })).status).toBe(201)
    expectProblem(await app.stranger.post(returnsOf('wjj'), { mark: 'zero' }), 404)
    expectProblem(await app.stranger.post(noChangesOf('wjj'), { task: 3 }), 404)
    expectProblem(await app.judge.post(returnsOf('wjj'), { mark: 'zero' }), 403)
    expectProblem(await app.viewer.post(returnsOf('wjj'), { mark: 'zero' }), 403)
    expectProblem(await app.clerk.post(returnsOf('wjj', '2030-q1'), { mark: 'zero' }), 404)
    expectProblem(await app.clerk.post(returnsOf('wjj'), { mark: 'silence' }), 400)
    expectProblem(await app.clerk.post(returnsOf('wjj'), { mark: 'zero', department: 'gxj' }), 400)
  })
  it('can be withdrawn until the period is locked, and is logged', async () => {
    const app = await start()
    const { clerk, chief, stranger, judge, db } = app
    addEntry(db, { department: 'wjj', on: '2025-09-02', step: 'recognised' })
    const first = (await clerk.post(returnsOf('wjj'), { mark: 'entries' })).body
    const back = `${returnsOf('wjj')}/${first.id}/withdraw`
    const seen = (await clerk.get(`/api/plans/${PLAN}/desk`)).body
    expect(seen.previous).toMatchObject({ code: '2025-q3', state: 'handed-in', mayWithdraw: true })
    expect(seen.previous.handIns).toMatchObject([{ id: first.id, entries: 1 }])
    expectProblem(await stranger.post(back), 404)
    expectProblem(await judge.post(back), 403)
    expect((await chief.post(back)).body).toMatchObject({ id: first.id, period: '2025-q3', on: '2025-10-09' })
    expectProblem(await clerk.post(back), 404)
    expect(await stateOf(app, 'wjj')).toMatchObject({ state: 'not-due', on: null })
    const desk = (await clerk.get(`/api/plans/${PLAN}/desk`)).body
    expect(desk.sheet).toMatchObject({ handIns: [], withdrawn: [{ on: '2025-10-09', by: 'wjj-chief' }] })
    expect(desk.sheet.entries).toMatchObject([{ carried: false }])
    const logged = db.read.select().from(auditEvent).where(eq(auditEvent.action, 'withdraw-return')).all()
    expect(logged.map((one) => one.subject)).toEqual([`${PLAN}/wjj/2025-q3`])
    // handed in again, and locked since
    const again = (await clerk.post(returnsOf('wjj'), { mark: 'entries' })).body
    expect(again.entries).toBe(1)
    app.at('2025-10-20')
    await app.judge.post(`/api/plans/${PLAN}/periods/2025-q3/lock`, { version: 1, reason: '已汇总报区领导小组' })
    expectProblem(await app.clerk.post(`${returnsOf('wjj')}/${again.id}/withdraw`), 403)
  })
  it('only the last can be withdrawn, and what was unchanged can be handed in again', async () => {
    const app = await start('2025-10-09')
    const { clerk, db } = app
    addEntry(db, { department: 'wjj', on: '2025-09-02', step: 'recognised' })
    const first = (await clerk.post(returnsOf('wjj'), { mark: 'entries' })).body
    addEntry(db, { department: 'wjj', on: '2025-09-03', step: 'recognised' })
    const second = (await clerk.post(returnsOf('wjj'), { mark: 'entries' })).body
    expectProblem(await clerk.post(`${returnsOf('wjj')}/${first.id}/withdraw`), 403)
    expect((await clerk.post(`${returnsOf('wjj')}/${second.id}/withdraw`)).status).toBe(200)
    expect((await clerk.post(`${returnsOf('wjj')}/${first.id}/withdraw`)).status).toBe(200)
    expect(await stateOf(app, 'wjj')).toMatchObject({ state: 'not-due' })
  })
  it('sent twice under one key is one hand-in', async () => {
    const app = await start()
    const key = { 'idempotency-key': 'return-2025-q3-1' }
    const first = await app.clerk.post(returnsOf('wjj'), { mark: 'zero' }, key)
    const again = await app.clerk.post(returnsOf('wjj'), { mark: 'zero' }, key)
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
  })
})

const asAnswer = (answer: { statusCode: number; headers: object; payload: string }) => ({
  status: answer.statusCode,
  headers: answer.headers as Record<string, unknown>,
  text: answer.payload,
})

describe('the reviewer’s period', () => {
  it('shows who handed in what, and who is silent', async () => {
    const app = await start()
    addEntry(app.db, { department: 'wjj', on: '2025-08-12', step: 'recognised' })
    await app.clerk.post(returnsOf('wjj'), { mark: 'entries' })
    app.at('2025-10-11')
    const { body } = await app.judge.get(Q3)
    const row = (code: string) => body.departments.find((one: { code: string }) => one.code === code)
    expect(row('wjj')).toMatchObject({
      state: 'handed-in',
      entries: 1,
      handIns: [{ on: '2025-10-09', mark: 'entries', by: 'wjj-clerk', entries: 1, noChanges: 0 }],
    })
    expect(row('gxj')).toMatchObject({ state: 'silent', handIns: [], slip: null })
    expectProblem(await app.clerk.get(Q3), 403)
    expectProblem(await app.get(Q3), 401)
  })
  it('moves opening and due day, but not on a stale copy, nor into nonsense', async () => {
    const app = await start('2025-09-01')
    const moved = await app.judge.patch(Q3, { version: 0, dueOn: '2025-10-15' })
    expect(moved.body).toMatchObject({ opensOn: '2025-09-20', dueOn: '2025-10-15' })
    expectProblem(await app.judge.patch(Q3, { version: 0, dueOn: '2025-10-16' }), 409)
    const { version } = moved.body
    expectProblem(await app.judge.patch(Q3, { version, dueOn: '2025-09-29' }), 400)
    const farOff = await app.judge.patch(Q3, { version, dueOn: '2099-12-31' })
    expect(farOff.body).toMatchObject({
      errors: [{ path: 'dueOn', message: '不能晚于2025-12-31：那时下一季度也要报送了' }],
    })
    expectProblem(await app.judge.patch(Q3, { version, opensOn: '2025-06-30' }), 400)
    expectProblem(await app.judge.patch(Q3, { version, opensOn: '2025-02-30' }), 400)
    expectProblem(await app.clerk.patch(Q3, { version, dueOn: '2025-10-16' }), 403)
    const { body } = await app.get(`/api/plans/${PLAN}/returns?asOf=2025-09-01`)
    expect(body.periods.at(-1)).toMatchObject({ code: '2025-q3', dueOn: '2025-10-15' })
  })
  it('is locked with its cause in words, which whoever comes later reads', async () => {
    const app = await start('2025-10-10')
    expectProblem(await app.judge.post(`${Q3}/lock`, { version: 0, reason: '季度数据已上报区政府' }), 403)
    app.at('2025-10-25')
    expectProblem(await app.judge.post(`${Q3}/lock`, { version: 0, reason: '短' }), 400)
    expectProblem(await app.clerk.post(`${Q3}/lock`, { version: 0, reason: '季度数据已上报区政府' }), 403)
    const locked = await app.judge.post(`${Q3}/lock`, { version: 0, reason: '季度数据已上报区政府' })
    expect(locked.body).toMatchObject({ lockedOn: '2025-10-25' })
    const refused = expectProblem(await app.clerk.post(returnsOf('wjj'), { mark: 'zero' }), 403)
    expect(refused.detail).toContain('10月25日锁定：季度数据已上报区政府')
    expect(refused.detail).toContain('重开')
    expectProblem(await app.judge.post(`${Q3}/lock`, { version: locked.body.version, reason: '再锁一次看看' }), 403)
    expectProblem(await app.judge.patch(Q3, { version: locked.body.version, dueOn: '2025-11-01' }), 403)
    expectProblem(await app.clerk.post(noChangesOf('wjj'), { task: 3 }), 403)
  })
  it('is reopened for one department, until a day, with the reason in the log', async () => {
    const app = await start('2025-10-25')
    const wish = { department: 'wjj', untilOn: '2025-10-31', reason: '系统切换期间没有收到' }
    expectProblem(await app.judge.post(`${Q3}/reopen`, wish), 403)
    await app.judge.post(`${Q3}/lock`, { version: 0, reason: '季度数据已上报区政府' })
    expectProblem(await app.judge.post(`${Q3}/reopen`, { ...wish, untilOn: '2025-10-24' }), 400)
    expectProblem(await app.judge.post(`${Q3}/reopen`, { ...wish, department: 'no-such' }), 400)
    expectProblem(await app.clerk.post(`${Q3}/reopen`, wish), 403)
    const { body } = await app.judge.post(`${Q3}/reopen`, wish)
    expect(body.reopenings).toEqual([{ ...wish, by: expect.stringContaining('judge'), on: '2025-10-25' }])
    expectProblem(await app.stranger.post(returnsOf('gxj'), { mark: 'zero' }), 403)
    expect((await app.clerk.post(returnsOf('wjj'), { mark: 'zero' })).body).toMatchObject({ late: true })
    const events = app.db.read.select().from(auditEvent).where(eq(auditEvent.action, 'reopen-period')).all()
    expect(events.map((one) => JSON.parse(one.detail).reason)).toEqual([wish.reason])
  })
  it('the reopening ends by itself', async () => {
    const app = await start('2025-10-25')
    await app.judge.post(`${Q3}/lock`, { version: 0, reason: '季度数据已上报区政府' })
    await app.judge.post(`${Q3}/reopen`, { department: 'wjj', untilOn: '2025-10-26', reason: '系统切换期间没有收到' })
    app.at('2025-10-27')
    expect(expectProblem(await app.clerk.post(returnsOf('wjj'), { mark: 'zero' }), 403).because).toBe('locked')
  })
})

describe('chasing', () => {
  it('makes an urge slip for each chosen department that is silent, and tells of the others why not', async () => {
    const app = await start('2025-10-11')
    await app.clerk.post(returnsOf('wjj'), { mark: 'zero' })
    const wish = { departments: ['gxj', 'kjj', 'wjj', 'nobody'], colour: 'orange', answerBy: '2025-10-15' }
    const { body } = await app.judge.post(`${Q3}/chase`, wish)
    const because = (code: string) => body.outcomes.find((one: { department: string }) => one.department === code)
    expect(because('gxj')).toMatchObject({ because: null, slip: expect.any(String) })
    expect(because('wjj')).toMatchObject({ because: 'handed-in', slip: null })
    expect(because('nobody')).toMatchObject({ because: 'not-found' })
    const again = await app.judge.post(`${Q3}/chase`, { ...wish, departments: ['gxj'] })
    expect(again.body.outcomes).toEqual([{ department: 'gxj', slip: null, because: 'already-chased' }])
    const mine = await app.stranger.get(`/api/urge-slips?plan=${PLAN}`)
    expect(mine.body.rows).toHaveLength(1)
    expect(mine.body.rows[0]).toMatchObject({
      about: '2025年第三季度报送单还没有交',
      colour: 'orange',
      period: '2025-q3',
      allowed: ['answer'],
    })
    expectProblem(
      await app.judge.post(`${Q3}/chase`, { ...wish, answerBy: '2025-10-01', departments: ['kjj', 'cl'] }),
      400,
    )
    expectProblem(await app.clerk.post(`${Q3}/chase`, wish), 403)
  })
})

describe('urge slips', () => {
  const wish = {
    plan: PLAN,
    department: 'wjj',
    colour: 'blue',
    about: '道地中药材试点还没有启动',
    answerBy: '2025-10-13',
  }
  it('go from issued to answered to closed', async () => {
    const app = await start()
    const { status, body } = await app.judge.post('/api/urge-slips', { ...wish, task: 3 })
    expect(status).toBe(201)
    expect(body).toMatchObject({ state: 'open', colour: 'blue', department: { code: 'wjj', name: '区卫健局' } })
    expect(body.allowed).toEqual(['close'])
    const at = `/api/urge-slips/${body.id}`
    expect((await app.clerk.get(at)).body.allowed).toEqual(['answer'])
    const answered = await app.chief.post(`${at}/answer`, { text: '已与承担单位商定，11月启动。' })
    expect(answered.body).toMatchObject({ state: 'answered', answers: [{ by: 'wjj-chief', on: '2025-10-09' }] })
    const closed = await app.judge.post(`${at}/close`, { note: '按答复办理' })
    expect(closed.body).toMatchObject({ state: 'closed', closed: { by: 'judge', note: '按答复办理' }, allowed: [] })
    expectProblem(await app.clerk.post(`${at}/answer`, { text: '补充一句说明' }), 403)
    expectProblem(await app.judge.post(`${at}/close`, { note: '再办结' }), 403)
  })
  it('rise in colour by days without an answer', async () => {
    const app = await start()
    const { body } = await app.judge.post('/api/urge-slips', wish)
    const colour = async () => (await app.judge.get(`/api/urge-slips/${body.id}`)).body
    app.at('2025-10-14')
    expect(await colour()).toMatchObject({ colour: 'orange', issuedColour: 'blue', daysLate: 1 })
    app.at('2025-10-21')
    expect(await colour()).toMatchObject({ colour: 'red', daysLate: 8 })
    const list = await app.judge.get(`/api/urge-slips?plan=${PLAN}&state=open&department=wjj`)
    expect(list.body).toMatchObject({ total: 1, today: '2025-10-21' })
  })
  it('are nobody else’s: another department gets 404, by id and in its list', async () => {
    const app = await start()
    const { body } = await app.judge.post('/api/urge-slips', wish)
    expectProblem(await app.stranger.get(`/api/urge-slips/${body.id}`), 404)
    expectProblem(await app.stranger.post(`/api/urge-slips/${body.id}/answer`, { text: '与我无关的答复' }), 404)
    expect((await app.stranger.get(`/api/urge-slips?plan=${PLAN}`)).body.total).toBe(0)
    expectProblem(await app.viewer.get(`/api/urge-slips/${body.id}`), 403)
    expectProblem(await app.clerk.post('/api/urge-slips', wish), 403)
    expectProblem(await app.clerk.post(`/api/urge-slips/${body.id}/close`, { note: '自己办结' }), 403)
  })
  it('are refused with words where a field is wrong', async () => {
    const app = await start()
    const post = (more: object) => app.judge.post('/api/urge-slips', { ...wish, ...more })
    for (const more of [
      { answerBy: '2025-10-08' },
      { colour: 'green' },
      { about: '短' },
      { department: 'nobody' },
      { task: 99 },
      { project: 'no-such-project' },
    ])
      expectProblem(await post(more), 400)
    const { body } = await post({})
    expectProblem(await app.clerk.post(`/api/urge-slips/${body.id}/answer`, { text: '短' }), 400)
  })
})

describe('我的工作台', () => {
  const desk = `/api/plans/${PLAN}/desk`
  it('lists what waits by urgency, and the return of the period', async () => {
    const app = await start()
    addEntry(app.db, { department: 'wjj', on: '2025-08-12', step: 'recognised' })
    const back = addEntry(app.db, {
      department: 'wjj',
      on: '2025-09-06',
      step: 'returned',
      title: '医院无陪护服务规范',
    })
    addEntry(app.db, { department: 'wjj', on: '2025-09-07', step: 'draft', title: '健康体检服务规范' })
    const pilot = addEntry(app.db, {
      ...{ department: 'wjj', on: '2024-01-10', step: 'recognised', kind: 'pilot', stage: 'mid-term' },
    })
    await app.judge.post('/api/urge-slips', {
      ...{ plan: PLAN, department: 'wjj', colour: 'orange', about: '试点还没有启动', answerBy: '2025-10-13' },
    })
    const { body } = await app.clerk.get(desk)
    expect(body.returned).toMatchObject([{ id: back.id, title: '医院无陪护服务规范', reason: '前言页看不到本区单位' }])
    expect(body.slips).toMatchObject([{ about: '试点还没有启动', colour: 'orange' }])
    expect(body.drafts).toMatchObject([{ title: '健康体检服务规范' }])
    expect(body.stale).toMatchObject([{ item: pilot.itemId, stage: 'mid-term' }])
    expect(body.sheet).toMatchObject({
      period: { code: '2025-q3', dueOn: '2025-10-10', locked: null },
      state: 'not-due',
      mark: 'entries',
      returned: 1,
      refusals: { entries: null, zero: 'has-entries' },
    })
    expect(body.sheet.entries).toHaveLength(1)
    await app.clerk.post(noChangesOf('wjj'), { item: pilot.itemId ?? '' })
    const after = await app.clerk.get(desk)
    expect(after.body.stale).toEqual([])
    expect(after.body.sheet.noChanges).toMatchObject([{ item: pilot.itemId, carried: false }])
  })
  it('moves on to the next quarter once this one is handed in', async () => {
    const app = await start()
    await app.clerk.post(returnsOf('wjj'), { mark: 'zero' })
    expect((await app.clerk.get(desk)).body.sheet.period.code).toBe('2025-q4')
  })
  it('is the own department’s; whoever reports for none has none', async () => {
    const app = await start()
    expect((await app.clerk.get(desk)).body.departments).toEqual([{ code: 'wjj', name: '区卫健局' }])
    expectProblem(await app.clerk.get(`${desk}?department=gxj`), 404)
    expectProblem(await app.judge.get(desk), 403)
    expectProblem(await app.get(desk), 401)
    const two = app.as('two', 'reporter:gxj', 'head:kjj')
    expect((await two.get(`${desk}?department=kjj`)).body).toMatchObject({
      department: { code: 'kjj' },
      mayReport: false,
    })
  })
})
