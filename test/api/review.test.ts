/** 审核 and 签批: what waits for whom, in which order, and how the office judges. */
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { department, entry, evidence } from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import { type Caller, makeApp, type TestApp } from '../fixtures/app.ts'
import { act, loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'

const TODAY = '2025-06-30'
let house: TestApp
beforeEach(async () => {
  house = await makeApp({ today: TODAY, fill: (db) => loadPlanFile(db, 'seeds/lixia-2025.yaml', '2023-11-20') })
})
const clerk = () => house.as('clerk', 'reporter:wjj')
const other = () => house.as('other', 'reporter:gxj')
const reviewer = () => house.as('reviewer', 'reviewer')
const head = () => house.as('head', 'head:wjj')

let serial = 8000
/** Reports a standard and hands it in; its evidence lies under it as an upload would leave it. */
async function submitted(as: Caller, more: Record<string, unknown> = {}): Promise<string> {
  serial += 1
  const made = await as.post('/api/entries', {
    plan: 'lixia-2025',
    number: `DB37/T ${serial}-2025`,
    title: `服务规范${serial}`,
    effectiveOn: '2025-05-20',
    units: [{ name: '泉城医院', role: 'participant' }],
    ...more,
  })
  expect(made.status, made.text).toBe(201)
  attach(made.body.id)
  const sent = await as.post(`/api/entries/${made.body.id}/submit`)
  expect(sent.status, sent.text).toBe(200)
  return made.body.id
}

function attach(id: string) {
  act(house.db, TODAY, (tx, now) => {
    const row = tx.select().from(entry).where(eq(entry.uid, id)).get()
    for (const kind of ['cover', 'issue-notice', 'approval-document'] as const)
      tx.insert(evidence)
        .values({
          ...{ uid: newUid(now), entryId: row?.id ?? 0, kind, name: `${kind}.pdf`, mediaType: 'application/pdf' },
          ...{ bytes: 10, sha256: `${id}${kind}`.padEnd(64, '0').slice(0, 64), createdAt: now.toISOString() },
        })
        .run()
  })
}

const queueOf = async (as: Caller, query = '') => {
  const answer = await as.get(`/api/review/queue${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}
const ids = (body: { rows: { id: string }[] }) => body.rows.map((row) => row.id)

describe('the reviewer’s queue', () => {
  it('holds what was handed in, the longest wait first, with how long it waits', async () => {
    house.setNow('2025-06-10')
    const first = await submitted(clerk())
    house.setNow('2025-06-20')
    const second = await submitted(other())
    house.setNow(TODAY)
    await clerk().post('/api/entries', { plan: 'lixia-2025', number: 'DB37/T 1-2025' })
    const body = await queueOf(reviewer())
    expect(ids(body)).toEqual([first, second])
    expect(body).toMatchObject({
      total: 2,
      counts: { all: 2, doubtful: 0, again: 0, overdue: 1 },
      today: TODAY,
      mendBy: '2025-07-14',
      last: null,
    })
    expect(body.rows[0]).toMatchObject({
      ...{ department: 'wjj', kind: 'standard', stage: 'issued', reporter: 'clerk', days: 20, overdue: true },
      ...{ submissions: 1, doubts: 0, near: [], locked: null, files: 3, opened: 0, signed: null },
    })
    expect(ids(await queueOf(reviewer(), '?filter=overdue'))).toEqual([first])
    expect(ids(await queueOf(reviewer(), '?department=gxj'))).toEqual([second])
    expect(ids(await queueOf(reviewer(), '?pageSize=1&page=2'))).toEqual([second])
  })
  it('tells what was handed in again, and waits from then', async () => {
    const id = await submitted(clerk())
    const { body: row } = await reviewer().get('/api/review/queue')
    const said = { version: row.rows[0].version, reason: '请补发布公告', mendBy: row.mendBy }
    expect((await reviewer().post(`/api/entries/${id}/return`, said)).status).toBe(200)
    expect((await queueOf(reviewer())).total).toBe(0)
    await clerk().post(`/api/entries/${id}/submit`)
    const body = await queueOf(reviewer(), '?filter=again')
    expect(body.rows).toMatchObject([{ id, submissions: 2 }])
  })
  it('marks what is doubtful, with the department that it is near to, until it is settled', async () => {
    const near = { title: '城市运行数据共享要求', number: 'GB/T 9418-2025' }
    const known = await submitted(other(), near)
    await reviewer().post(`/api/entries/${known}/approve`)
    const draft = await answered(near.title)
    const body = await queueOf(reviewer(), '?filter=doubtful')
    expect(body).toMatchObject({ counts: { doubtful: 1 }, rows: [{ id: draft, doubts: 1, near: ['gxj'] }] })
    expectProblem(await reviewer().post(`/api/entries/${draft}/approve`), 409)
    const { doubts } = (await reviewer().get(`/api/entries/${draft}`)).body
    const merged = await reviewer().get(`/api/entries/${draft}/merged-effect?item=${doubts[0].other}`)
    const change = merged.body.targets.find(
      (one: { target: string }) => one.target === 'national-industry-local-standards',
    )
    // It is there already: as one item the district gains nothing, the department one.
    expect(change.district).toEqual({ now: 1, after: 1 })
    expect(change.department).toMatchObject({ now: 0, after: 1 })
    await reviewer().post(`/api/entries/${draft}/settle`, { other: doubts[0].other, verdict: 'different' })
    expect((await queueOf(reviewer(), '?filter=doubtful')).total).toBe(0)
  })
  /** A near duplicate is handed in only with an answer to it. */
  async function answered(title: string): Promise<string> {
    const made = await clerk().post('/api/entries', {
      ...{ plan: 'lixia-2025', number: 'GB 9418-2025', title, effectiveOn: '2025-05-20' },
      units: [{ name: '泉城医院', role: 'participant' }],
    })
    attach(made.body.id)
    const { doubts } = (await clerk().get(`/api/entries/${made.body.id}`)).body
    const answers = [{ item: doubts[0].other, answer: 'different', difference: '强制性标准，是另一项' }]
    await clerk().patch(`/api/entries/${made.body.id}`, { version: made.body.version, answers })
    const sent = await clerk().post(`/api/entries/${made.body.id}/submit`)
    expect(sent.status, sent.text).toBe(200)
    return made.body.id
  }
  it('locks what the reviewer reported, and lets it be read', async () => {
    const both = house.as('both', 'reporter:wjj', 'reviewer')
    const id = await submitted(both)
    expect((await queueOf(both)).rows).toMatchObject([{ id, locked: 'own-entry' }])
    expect((await queueOf(reviewer())).rows).toMatchObject([{ id, locked: null }])
    expect((await both.get(`/api/entries/${id}`)).status).toBe(200)
    expectProblem(await both.post(`/api/entries/${id}/approve`), 403)
  })
  it('says what was recognised last, once it is empty', async () => {
    const id = await submitted(clerk())
    await reviewer().post(`/api/entries/${id}/approve`)
    expect(await queueOf(reviewer())).toMatchObject({ total: 0, last: { title: `服务规范${serial}` } })
  })
  it('is of the departments that a reviewer judges for, and of nobody else', async () => {
    await submitted(clerk())
    const here = house.as('of-gxj', 'reviewer:gxj')
    expect((await queueOf(here)).total).toBe(0)
    expect((await queueOf(house.as('of-wjj', 'reviewer:wjj'))).total).toBe(1)
    expectProblem(await clerk().get('/api/review/queue'), 403)
    expectProblem(await house.get('/api/review/queue'), 401)
    expectProblem(await reviewer().get('/api/review/queue?department=nowhere'), 400)
  })
})

describe('the head’s queue', () => {
  it('holds what waits for a signature, of the own department alone', async () => {
    act(house.db, TODAY, (tx) => tx.update(department).set({ needsSign: true }).run())
    const mine = await submitted(clerk())
    await submitted(other())
    expect(ids(await queueOf(head(), '?step=sign'))).toEqual([mine])
    expect((await queueOf(head())).total).toBe(0)
    expect((await queueOf(reviewer())).total).toBe(0)
    expect((await head().post(`/api/entries/${mine}/sign`)).status).toBe(200)
    expect((await queueOf(reviewer())).rows).toMatchObject([{ id: mine, signed: { by: 'head', on: TODAY } }])
    expect(await queueOf(head(), '?step=sign')).toMatchObject({ total: 0, last: { title: expect.any(String) } })
  })
})

describe('several at once', () => {
  it('each has its own outcome, by the same code as one', async () => {
    const [first, second] = [await submitted(clerk()), await submitted(other())]
    await clerk().post(`/api/entries/${first}/recall`)
    const { body } = await reviewer().post('/api/entries/actions', { action: 'approve', ids: [first, second] })
    expect(body).toMatchObject({
      done: 1,
      outcomes: [
        { id: first, ok: false },
        { id: second, ok: true, state: 'recognised' },
      ],
    })
  })
})

describe('how the office judges', () => {
  it('begins with phrases and deadlines of its own, which a reviewer changes', async () => {
    const { body } = await reviewer().get('/api/review/settings')
    expect(body).toMatchObject({ mendDays: 10, overdueDays: 10 })
    expect(body.phrases.length).toBeGreaterThan(10)
    const after = { mendDays: 5, overdueDays: 3, phrases: [{ text: '请补公告', field: 'evidence', kind: null }] }
    expectProblem(await head().put('/api/review/settings', after), 403)
    expect((await reviewer().put('/api/review/settings', after)).body).toEqual(after)
    expect((await head().get('/api/review/settings')).body).toEqual(after)
    expect((await queueOf(reviewer())).mendBy).toBe('2025-07-07')
    expectProblem(await reviewer().put('/api/review/settings', { ...after, mendDays: 0 }), 400)
  })
})
