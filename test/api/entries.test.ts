/** Reporting through the API: drafts, their way to recognition, who may do what, and what a figure makes of it. */

import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { auditEvent, entry, evidence, item } from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import { ENTRY_ACTIONS, type EvidenceKind } from '../../db/words.ts'
import { type Answer, makeApp, type TestApp } from '../fixtures/app.ts'
import { act, loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'

const PLAN = 'lixia-2025'
const STANDARD = {
  plan: PLAN,
  number: 'DB37/T 9412-2025',
  title: '医院无陪护服务规范',
  effectiveOn: '2025-05-20',
  units: [{ name: '泉城明湖医院', role: 'participant' }],
}

let house: TestApp
beforeEach(async () => {
  house = await makeApp({ fill: (db) => loadPlanFile(db, 'seeds/lixia-2025.yaml', '2023-11-20') })
})
const clerk = () => house.as('clerk', 'reporter:wjj')
const other = () => house.as('other', 'reporter:kjj')
const reviewer = () => house.as('reviewer', 'reviewer')

function expectRefusal(answer: Answer, status: number, type: string) {
  expect(expectProblem(answer, status).type).toBe(`/problems/${type}`)
}

/** Lays evidence under an entry, as an upload would. */
function attach(id: string, ...kinds: EvidenceKind[]) {
  act(house.db, '2025-06-30', (tx, now) => {
    const row = tx.select().from(entry).where(eq(entry.uid, id)).get()
    for (const kind of kinds)
      tx.insert(evidence)
        .values({
          uid: newUid(now),
          entryId: row?.id ?? 0,
          kind,
          name: `${kind}.pdf`,
          mediaType: 'application/pdf',
          bytes: 10,
          sha256: kind.padEnd(64, '0'),
          createdAt: now.toISOString(),
        })
        .run()
  })
}

async function submitted(as: ReturnType<typeof clerk>, body: object = STANDARD): Promise<string> {
  const made = await as.post('/api/entries', body as Record<string, unknown>)
  expect(made.status, made.text).toBe(201)
  attach(made.body.id, 'cover', 'issue-notice', 'approval-document', 'other')
  const sent = await as.post(`/api/entries/${made.body.id}/submit`)
  expect(sent.status, sent.text).toBe(200)
  return made.body.id
}

async function recognised(as: ReturnType<typeof clerk>, body: object = STANDARD): Promise<string> {
  const id = await submitted(as, body)
  const done = await reviewer().post(`/api/entries/${id}/approve`)
  expect(done.status, done.text).toBe(200)
  return id
}

const figure = async (target = 'national-industry-local-standards') => {
  const { body } = await house.get(`/api/plans/${PLAN}/summary`)
  return body.targets.find((one: { code: string }) => one.code === target)
}

describe('a draft', () => {
  it('is made from a number: kind, stage and item follow from it', async () => {
    const { status, body } = await clerk().post('/api/entries', { plan: PLAN, number: 'db37／t9412—2025' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ state: 'draft', version: 1, receipt: null })
    expect(body.itemId).toMatch(/^[0-9a-z]{26}$/)
    expect(body.allowed).toEqual(['edit', 'submit', 'discard'])
    const detail = await clerk().get(`/api/entries/${body.id}`)
    expect(detail.body.content).toMatchObject({ kind: 'standard', number: 'DB37/T 9412-2025', stage: 'issued' })
    expect(detail.body.department).toBe('wjj')
  })

  it('may lack everything, and says what it lacks in the order of the form', async () => {
    const { body } = await clerk().post('/api/entries', { plan: PLAN })
    expect(body.itemId).toBeNull()
    const { body: detail } = await clerk().get(`/api/entries/${body.id}`)
    expect(detail.faults.map((one: { code: string }) => one.code)).toEqual([
      'nothing-named',
      'no-kind',
      'no-stage',
      'no-day',
      'no-unit',
    ])
    expectRefusal(await clerk().post(`/api/entries/${body.id}/submit`), 422, 'incomplete')
  })

  it('shares its item with whoever reports the same number', async () => {
    const one = await clerk().post('/api/entries', STANDARD)
    const two = await other().post('/api/entries', { ...STANDARD, number: 'DB37/T9412-2025' })
    expect(two.body.itemId).toBe(one.body.itemId)
  })

  it('leaves no item behind when its number is mended or it is discarded', async () => {
    const items = () => house.db.read.select({ key: item.key }).from(item).all()
    const made = await clerk().post('/api/entries', STANDARD)
    const mended = await clerk().patch(`/api/entries/${made.body.id}`, { version: 1, number: 'DB37/T 9413-2025' })
    expect(mended.body).toMatchObject({ version: 2, itemId: made.body.itemId })
    expect(items()).toEqual([{ key: 'standard DB37/T 9413-2025' }])
    await clerk().post(`/api/entries/${made.body.id}/discard`)
    expect(items()).toEqual([])
    const restored = await clerk().post(`/api/entries/${made.body.id}/restore`)
    expect(restored.body.state).toBe('draft')
    expect(items()).toEqual([{ key: 'standard DB37/T 9413-2025' }])
  })

  it('is not overwritten by a stale copy, which learns both sides', async () => {
    const { body } = await clerk().post('/api/entries', STANDARD)
    await clerk().patch(`/api/entries/${body.id}`, { version: 1, effectiveOn: '2025-05-21' })
    const stale = await clerk().patch(`/api/entries/${body.id}`, { version: 1, effectiveOn: '2025-05-22' })
    expectRefusal(stale, 409, 'stale')
    expect(stale.body).toMatchObject({ version: 2, changedBy: 'clerk', current: { effectiveOn: '2025-05-21' } })
  })

  it('is no event while it is written, and one with its whole content when it is made and submitted', async () => {
    const id = await submitted(clerk())
    await clerk().get(`/api/entries/${id}`)
    const events = house.db.read.select().from(auditEvent).where(eq(auditEvent.subject, id)).all()
    expect(events.map((one) => [one.action, one.actor])).toEqual([
      ['create-entry', 'clerk'],
      ['submit-entry', 'clerk'],
    ])
    expect(JSON.parse(events[1]?.detail ?? '').content).toMatchObject({ number: STANDARD.number, stage: 'issued' })
  })

  it('takes the same creation sent twice for one', async () => {
    const key = { 'idempotency-key': 'once-and-only-once' }
    const first = await clerk().post('/api/entries', STANDARD, key)
    const second = await clerk().post('/api/entries', STANDARD, key)
    expect(second.body).toEqual(first.body)
    expect((await clerk().get('/api/entries')).body.total).toBe(1)
  })
})

describe('what a draft may not say', () => {
  it.each([
    ['a number that is none', { number: 'GB/T' }, 'number'],
    ['a class that the number contradicts', { number: 'GB/T 9412-2025', class: 'local' }, 'class'],
    ['a stage of another ladder', { number: 'GB/T 9412-2025', stage: 'accepted' }, 'stage'],
    ['a day that does not exist', { effectiveOn: '2025-02-30' }, 'effectiveOn'],
    ['a tag that the plan does not know', { tags: ['blue'] }, 'tags'],
    ['a project that the plan does not know', { project: 'no-such' }, 'project'],
    ['a task that the plan does not know', { task: 99 }, 'task'],
    ['another department', { department: 'kjj' }, 'department'],
    ['who reported it', { reporter: 'somebody' }, 'reporter'],
    ['its own state', { state: 'recognised' }, 'state'],
  ])('%s', async (_, body, path) => {
    const answer = await clerk().post('/api/entries', { plan: PLAN, ...body })
    expectRefusal(answer, 400, 'invalid')
    expect(answer.body.errors[0].path).toBe(path)
  })
})

describe('the way to a figure', () => {
  it('one recognised standard is one more, with its receipt', async () => {
    const id = await recognised(clerk())
    expect(await figure()).toMatchObject({ recognised: 1, inReview: 0 })
    const { body } = await clerk().get(`/api/entries/${id}`)
    expect(body).toMatchObject({ state: 'recognised', receipt: '2025Q2-0001', allowed: ['correct'] })
    expect(body.moves.map((one: { action: string }) => one.action)).toEqual(['submit', 'approve'])
  })

  it('two departments, one standard: the district counts 1, each is credited', async () => {
    await recognised(clerk())
    await recognised(other())
    const target = await figure()
    expect(target.recognised).toBe(1)
    const own = target.byDepartment.filter((one: { recognised: number }) => one.recognised === 1)
    expect(own.map((one: { department: string }) => one.department).sort()).toEqual(['kjj', 'wjj'])
  })

  it('a returned entry is told as mended once somebody changed it', async () => {
    const id = await submitted(clerk())
    await reviewer().post(`/api/entries/${id}/return`, { reason: '发布日期与封面不一致', mendBy: '2025-07-14' })
    house.setNow('2025-07-01')
    const colleague = house.as('colleague', 'reporter:wjj')
    const returned = async () => (await colleague.get('/api/entries?state=returned')).body.rows[0]
    const { version, returned: before } = await returned()
    expect(before.mended).toBe(false)
    await colleague.patch(`/api/entries/${id}`, { version, effectiveOn: '2025-05-29' })
    expect((await returned()).returned.mended).toBe(true)
  })

  it('a return comes back with its reason and fields, and everything before it stays readable', async () => {
    const id = await submitted(clerk())
    const back = await reviewer().post(`/api/entries/${id}/return`, {
      reason: '发布日期与封面不一致',
      mendBy: '2025-07-14',
      marks: [{ field: 'effectiveOn', note: '封面为 2025-05-29' }],
    })
    expect(back.body.state).toBe('returned')
    const { body: before } = await clerk().get(`/api/entries/${id}`)
    await clerk().patch(`/api/entries/${id}`, { version: before.version, effectiveOn: '2025-05-29' })
    await clerk().post(`/api/entries/${id}/submit`)
    const { body } = await clerk().get(`/api/entries/${id}`)
    expect(body.moves[1]).toMatchObject({
      reason: '发布日期与封面不一致',
      mendBy: '2025-07-14',
      marks: [{ field: 'effectiveOn', note: '封面为 2025-05-29' }],
    })
    expect(body.moves[2].changes).toEqual([{ field: 'effectiveOn', was: '2025-05-20', is: '2025-05-29' }])
    expect(body.receipt).toBe('2025Q2-0001')
  })

  it('what was with the reviewer on a day stays what it was, however it is mended since', async () => {
    const id = await submitted(clerk())
    house.setNow('2025-07-01')
    await reviewer().post(`/api/entries/${id}/return`, { reason: '不是地方标准，请核对' })
    const { body } = await clerk().get(`/api/entries/${id}`)
    await clerk().patch(`/api/entries/${id}`, { version: body.version, number: 'T/ABC 12-2025' })
    const { body: then } = await house.get(`/api/plans/${PLAN}/summary?knownAt=2025-06-30&asOf=2025-06-30`)
    expect(
      then.targets.find((one: { code: string }) => one.code === 'national-industry-local-standards').inReview,
    ).toBe(1)
    expect((await figure()).inReview).toBe(0)
  })

  it('a recall takes it back before the decision and never after', async () => {
    const id = await submitted(clerk())
    expect((await clerk().post(`/api/entries/${id}/recall`)).body.state).toBe('draft')
    await clerk().post(`/api/entries/${id}/submit`)
    await reviewer().post(`/api/entries/${id}/approve`)
    const late = await clerk().post(`/api/entries/${id}/recall`)
    expectRefusal(late, 403, 'not-allowed')
    expect(late.body).toMatchObject({ because: 'wrong-state', state: 'recognised' })
  })

  it('a void takes it out again, with a reason', async () => {
    const id = await recognised(clerk())
    expectRefusal(await reviewer().post(`/api/entries/${id}/void`, { reason: '错' }), 400, 'invalid')
    await reviewer().post(`/api/entries/${id}/void`, { reason: '封面系另一标准' })
    expect((await figure()).recognised).toBe(0)
  })

  it('a correction begins as a copy, shows its difference, and from its recognition on speaks instead', async () => {
    const id = await recognised(clerk())
    const { body: made } = await clerk().post('/api/entries', { plan: PLAN, corrects: id })
    const unchanged = await clerk().post(`/api/entries/${made.id}/submit`)
    expect(unchanged.body.faults.map((one: { code: string }) => one.code)).toEqual(['nothing-corrected'])
    await clerk().patch(`/api/entries/${made.id}`, { version: 1, effectiveOn: '2023-05-20', dayConfirmed: true })
    const { body: detail } = await clerk().get(`/api/entries/${made.id}`)
    expect(detail.corrects).toMatchObject({
      id,
      differences: [{ field: 'effectiveOn', was: '2025-05-20', is: '2023-05-20' }],
    })
    await clerk().post(`/api/entries/${made.id}/submit`)
    expect((await figure()).recognised).toBe(1)
    const done = await reviewer().post(`/api/entries/${made.id}/approve`)
    expect(done.status, done.text).toBe(200)
    expect((await figure()).recognised).toBe(0)
    expect((await clerk().get(`/api/entries/${id}`)).body.correctedBy).toBe(made.id)
  })

  it('the progress of a task is said in words and recognised like anything else', async () => {
    const { body } = await clerk().post('/api/entries', { plan: PLAN, task: 9, statement: 'under-way' })
    const short = await clerk().post(`/api/entries/${body.id}/submit`)
    expect(short.body.faults.map((one: { field: string }) => one.field)).toEqual(['effectiveOn', 'text'])
    await clerk().patch(`/api/entries/${body.id}`, {
      version: 1,
      text: '完成了三家医院无陪护服务标准化试点的中期评估，正在整改。',
      effectiveOn: '2025-06-28',
    })
    await clerk().post(`/api/entries/${body.id}/submit`)
    await reviewer().post(`/api/entries/${body.id}/approve`)
    const { body: said } = await house.get(`/api/plans/${PLAN}/tasks/9/statements`)
    expect(said.rows).toMatchObject([{ department: 'wjj', status: 'under-way' }])
  })
})

describe('near duplicates', () => {
  it('a changed nature is asked about before it can be submitted, and settled before it can be recognised', async () => {
    await recognised(clerk(), { ...STANDARD, number: 'GB 9412-2025' })
    const { body: made } = await other().post('/api/entries', { ...STANDARD, number: 'GB/T 9412-2025' })
    attach(made.id, 'cover', 'issue-notice')
    const asked = await other().post(`/api/entries/${made.id}/submit`)
    expect(asked.body.faults).toMatchObject([{ field: 'item', code: 'unanswered' }])
    const { body: detail } = await other().get(`/api/entries/${made.id}`)
    expect(detail.doubts).toMatchObject([{ kind: 'other-nature', answer: null, item: { number: 'GB 9412-2025' } }])
    const near = detail.doubts[0].other
    const answers = [{ item: near, answer: 'different', difference: '封面是推荐性标准' }]
    await other().patch(`/api/entries/${made.id}`, { version: 1, answers })
    expect((await other().post(`/api/entries/${made.id}/submit`)).status).toBe(200)

    const doubtful = await reviewer().post(`/api/entries/${made.id}/approve`)
    expectRefusal(doubtful, 409, 'doubtful')
    await reviewer().post(`/api/entries/${made.id}/settle`, { other: near, verdict: 'different' })
    expect((await reviewer().post(`/api/entries/${made.id}/approve`)).status).toBe(200)
    expect((await figure()).recognised).toBe(2)
  })

  it('the same after all: the reviewer merges the two, and the district counts 1', async () => {
    await recognised(clerk(), { ...STANDARD, number: 'GB 9412-2025' })
    const { body: made } = await other().post('/api/entries', { ...STANDARD, number: 'GB/T 9412-2025' })
    attach(made.id, 'cover', 'issue-notice')
    const { body: detail } = await other().get(`/api/entries/${made.id}`)
    const near = detail.doubts[0].other
    const answers = [{ item: near, answer: 'different', difference: '封面是推荐性标准' }]
    await other().patch(`/api/entries/${made.id}`, { version: 1, answers })
    await other().post(`/api/entries/${made.id}/submit`)
    const settled = await reviewer().post(`/api/entries/${made.id}/settle`, { other: near, verdict: 'same' })
    expect(settled.body.itemId).toBe(near)
    expect((await reviewer().post(`/api/entries/${made.id}/approve`)).status).toBe(200)
    expect((await figure()).recognised).toBe(1)
  })

  it('a title that is known by its plan number takes the number when it is the same', async () => {
    await recognised(clerk(), {
      ...STANDARD,
      number: undefined,
      planNumber: '20240188-T-469',
      kind: 'standard',
      stage: 'planned',
    })
    const { body: made } = await clerk().post('/api/entries', { ...STANDARD, number: 'GB/T 9412-2025' })
    const { body: detail } = await clerk().get(`/api/entries/${made.id}`)
    expect(detail.doubts).toMatchObject([{ kind: 'alike-title', item: { planNumber: '20240188-T-469' } }])
    const near = detail.doubts[0].other
    await clerk().patch(`/api/entries/${made.id}`, { version: 1, answers: [{ item: near, answer: 'same' }] })
    attach(made.id, 'cover', 'issue-notice')
    expect((await clerk().post(`/api/entries/${made.id}/submit`)).body.itemId).toBe(near)
    await reviewer().post(`/api/entries/${made.id}/approve`)
    const { body: known } = await house.get(`/api/items/${near}`)
    expect(known).toMatchObject({ number: 'GB/T 9412-2025', stage: 'issued' })
  })

  it('another day on the same item is a doubt to settle', async () => {
    const first = await recognised(clerk())
    const second = await submitted(other(), { ...STANDARD, effectiveOn: '2025-05-25' })
    const { body } = await reviewer().post(`/api/entries/${second}/approve`)
    expect(body.doubts).toMatchObject([{ kind: 'other-day', other: first }])
    await reviewer().post(`/api/entries/${second}/settle`, {
      other: first,
      verdict: 'different',
      note: '以各自封面为准',
    })
    expect((await reviewer().post(`/api/entries/${second}/approve`)).status).toBe(200)
  })

  it("another department's draft is never shown", async () => {
    await clerk().post('/api/entries', { ...STANDARD, number: 'GB 9412-2025' })
    const { body } = await other().post('/api/entries/preview', { ...STANDARD, number: 'GB/T 9412-2025' })
    expect(body.doubts).toEqual([])
    const { body: exact } = await other().post('/api/entries/preview', { ...STANDARD, number: 'GB 9412-2025' })
    expect(exact.item.departments).toEqual([])
  })
})

describe('the preview', () => {
  it('reads, finds, and counts by the same rule as the figures, and writes nothing', async () => {
    clerk()
    const before = house.db.read.select().from(auditEvent).all().length
    const { status, body, text } = await clerk().post('/api/entries/preview', STANDARD)
    expect(status, text).toBe(200)
    expect(body.number).toMatchObject({ ok: true, class: 'local', nature: 'recommended', year: 2025 })
    const counted = body.targets.find((one: { target: string }) => one.target === 'national-industry-local-standards')
    expect(counted).toMatchObject({
      standing: 'counts',
      district: { now: 0, after: 1 },
      department: { now: 0, after: 1, allocated: null },
    })
    const green = body.targets.find((one: { target: string }) => one.target === 'green-standards')
    expect(green).toMatchObject({ standing: 'counts-not', verdict: { reason: 'lacks-tag' } })
    expect(house.db.read.select().from(auditEvent).all()).toHaveLength(before)
    expect(house.db.read.select().from(entry).all()).toEqual([])
  })

  it('says what is missing before it can be told', async () => {
    const { body } = await clerk().post('/api/entries/preview', {
      plan: PLAN,
      number: STANDARD.number,
      title: STANDARD.title,
    })
    const counted = body.targets.find((one: { target: string }) => one.target === 'national-industry-local-standards')
    expect(counted).toMatchObject({ standing: 'open', missing: ['effectiveOn', 'units'] })
  })

  it('promises no second count of what is counted', async () => {
    await recognised(clerk())
    const { body } = await other().post('/api/entries/preview', STANDARD)
    const counted = body.targets.find((one: { target: string }) => one.target === 'national-industry-local-standards')
    expect(counted).toMatchObject({ district: { now: 1, after: 1 }, department: { now: 0, after: 1 } })
  })

  it('tells how a number is not read', async () => {
    const { body } = await clerk().post('/api/entries/preview', { plan: PLAN, number: 'JJG 9412-2025' })
    expect(body.number).toMatchObject({ ok: false, reason: 'metrology-rule' })
  })
})

describe('who may', () => {
  it("another department's clerk finds no draft by its id, and no verb", async () => {
    const { body } = await clerk().post('/api/entries', STANDARD)
    expectRefusal(await other().get(`/api/entries/${body.id}`), 404, 'not-found')
    expectRefusal(await other().patch(`/api/entries/${body.id}`, { version: 1, title: '别的' }), 404, 'not-found')
    for (const verb of ['submit', 'recall', 'discard', 'restore'])
      expectRefusal(await other().post(`/api/entries/${body.id}/${verb}`), 404, 'not-found')
    expect((await other().get('/api/entries')).body.total).toBe(0)
  })

  it('a reviewer sees what was submitted and no draft that never was', async () => {
    const { body } = await clerk().post('/api/entries', { ...STANDARD, number: 'DB37/T 1-2025' })
    expectRefusal(await reviewer().get(`/api/entries/${body.id}`), 404, 'not-found')
    const id = await submitted(clerk())
    expect((await reviewer().get(`/api/entries/${id}`)).status).toBe(200)
  })

  it('a viewer sees what is recognised, an administrator nothing', async () => {
    const id = await submitted(clerk())
    const viewer = house.as('viewer', 'viewer')
    expectRefusal(await viewer.get(`/api/entries/${id}`), 404, 'not-found')
    await reviewer().post(`/api/entries/${id}/approve`)
    expect((await viewer.get(`/api/entries/${id}`)).status).toBe(200)
    expectRefusal(await house.as('root', 'admin').get(`/api/entries/${id}`), 403, 'not-allowed')
  })

  it('whoever reported cannot recognise, whatever roles they hold', async () => {
    const both = house.as('both', 'reporter:wjj', 'reviewer')
    const id = await submitted(both)
    const refused = await both.post(`/api/entries/${id}/approve`)
    expectRefusal(refused, 403, 'not-allowed')
    expect(refused.body.because).toBe('own-entry')
  })

  it('whoever mended a draft of somebody else cannot recognise it either', async () => {
    const { body } = await clerk().post('/api/entries', STANDARD)
    const both = house.as('both', 'reporter:wjj', 'reviewer')
    await both.patch(`/api/entries/${body.id}`, { version: 1, title: '医院无陪护服务通用规范' })
    attach(body.id, 'cover', 'issue-notice')
    await clerk().post(`/api/entries/${body.id}/submit`)
    expect((await both.post(`/api/entries/${body.id}/approve`)).body.because).toBe('own-entry')
  })

  it('nobody without a session', async () => {
    expectRefusal(await house.get('/api/entries'), 401, 'sign-in')
  })
})

describe('many at once', () => {
  it('are each judged by the same code, and what fails stays with its cause', async () => {
    const good = await submitted(clerk())
    const own = await submitted(house.as('both', 'reporter:wjj', 'reviewer'), {
      ...STANDARD,
      number: 'DB37/T 9413-2025',
      title: '医院陪检服务',
    })
    const gone = await submitted(clerk(), { ...STANDARD, number: 'DB37/T 9414-2025', title: '护士上门服务' })
    await clerk().post(`/api/entries/${gone}/recall`)
    const { body, status } = await house
      .as('both')
      .post('/api/entries/actions', { action: 'approve', ids: [good, own, gone] })
    expect(status).toBe(200)
    expect(body.done).toBe(1)
    expect(body.outcomes.map((one: { ok: boolean; problem: string | null }) => [one.ok, one.problem])).toEqual([
      [true, null],
      [false, 'not-allowed'],
      [false, 'not-allowed'],
    ])
    expect(body.outcomes.map((one: { detail: string | null }) => one.detail)).toEqual([
      null,
      '本人填报或签批的，由他人审',
      '这项现在是“草稿”，不能这样办',
    ])
    expect((await figure()).recognised).toBe(1)
  })

  it('tells of each submission that is not whole what it lacks', async () => {
    const { body: draft } = await clerk().post('/api/entries', { plan: PLAN, task: 9, statement: 'under-way' })
    const { body } = await clerk().post('/api/entries/actions', { action: 'submit', ids: [draft.id] })
    expect(body.outcomes).toMatchObject([{ id: draft.id, ok: false, problem: 'incomplete' }])
    expect(body.outcomes[0].errors.map((one: { path: string }) => one.path)).toEqual(['effectiveOn', 'text'])
  })
})

describe('an act on an old copy', () => {
  it('is refused and tells what happened', async () => {
    const id = await submitted(clerk())
    const { body } = await reviewer().get(`/api/entries/${id}`)
    await clerk().post(`/api/entries/${id}/recall`)
    await clerk().post(`/api/entries/${id}/submit`)
    const late = await reviewer().post(`/api/entries/${id}/approve`, { version: body.version })
    expectRefusal(late, 409, 'stale')
    expect(late.body.lastMove.action).toBe('submit')
  })
})

describe('nobody but a reviewer', () => {
  it('moves a figure by any row of allowed acts', async () => {
    const recognisedOne = await recognised(clerk())
    const waiting = await submitted(clerk(), { ...STANDARD, number: 'DB37/T 9415-2025', title: '门诊导医服务' })
    const { body: draft } = await clerk().post('/api/entries', {
      ...STANDARD,
      number: 'DB37/T 9416-2025',
      title: '病案管理',
    })
    const people = [
      clerk(),
      other(),
      house.as('head', 'head:wjj'),
      house.as('viewer', 'viewer'),
      house.as('root', 'admin'),
      house.as('auditor', 'auditor'),
    ]
    const step = fc.record({
      person: fc.constantFrom(...people),
      entry: fc.constantFrom(recognisedOne, waiting, draft.id as string),
      verb: fc.constantFrom(...ENTRY_ACTIONS, 'patch' as const, 'correct' as const),
      day: fc.constantFrom('2024-02-02', '2025-05-20', '2025-06-01'),
    })
    const official = async () => {
      const { body } = await house.get(`/api/plans/${PLAN}/summary`)
      return body.targets.map((one: { recognised: number; byDepartment: unknown[] }) => one.recognised)
    }
    const before = await official()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const { person, entry: id, verb, day } of steps) {
          if (verb === 'correct') await person.post('/api/entries', { plan: PLAN, corrects: id, effectiveOn: day })
          else if (verb === 'patch') {
            const { body } = await person.get(`/api/entries/${id}`)
            await person.patch(`/api/entries/${id}`, { version: body?.version ?? 1, effectiveOn: day })
          } else
            await person.post(
              `/api/entries/${id}/${verb}`,
              verb === 'return' || verb === 'void' ? { reason: '理由写得很清楚' } : {},
            )
        }
        expect(await official()).toEqual(before)
      }),
      { numRuns: 12 },
    )
  })
})
