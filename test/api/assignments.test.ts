/** 目标分解, 责任分工, 时限, 口径和假设: who decides what, what it would do before it is saved, and what departments say. */
import { readFileSync } from 'node:fs'
import { desc } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { auditEvent } from '../../db/schema.ts'
import { checkPlanFile } from '../../seeds/plan-file.ts'
import { CONSOLE } from '../../server/audit/record.ts'
import { findDifferences, recountPlan } from '../../server/items/credits.ts'
import { applyPlanFile } from '../../server/plan/changes.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { makeApp, type TestApp } from '../fixtures/app.ts'
import { fillHistory, LAST_DAY, loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'

const TODAY = '2025-06-30'
const PLAN = '/api/plans/lixia-2025'
const DECISION = { decisionNumber: '历标领办〔2025〕3号', decidedOn: TODAY }
const RULING = { ...DECISION, decidedBy: '区标准化工作领导小组', note: '第一次会议' }
let house: TestApp
const reviewer = () => house.as('office', 'reviewer')
const clerk = () => house.as('clerk', 'reporter:wjj')
const viewer = () => house.as('viewer', 'viewer')

const empty = () => makeApp({ today: TODAY, fill: (db) => loadPlanFile(db, 'seeds/lixia-2025.yaml', '2023-11-20') })

const cell = (target: string, department: string, value: number, reason: string | null = null) => ({
  target,
  department,
  value,
  reason,
})
/** 3 of 3 international standards, with the task naming both. */
const WHOLE = [cell('international-standards', 'scjgj', 2), cell('international-standards', 'kjj', 1)]

async function publish(cells: unknown, more: { shortfalls?: unknown; decidedOn?: string } = {}) {
  const { decidedOn = TODAY, shortfalls = [] } = more
  const { version } = (await reviewer().get(`${PLAN}/allocation/draft`)).body
  const saved = await reviewer().put(`${PLAN}/allocation/draft`, { version, cells, shortfalls })
  expect(saved.status, saved.text).toBe(200)
  return reviewer().post(`${PLAN}/allocation/publish`, { ...DECISION, decidedOn, draftVersion: saved.body.version })
}

const lastEvent = () => {
  const row = house.db.read.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1).get()
  return { action: row?.action, detail: JSON.parse(row?.detail ?? 'null') }
}

describe('目标分解', () => {
  beforeEach(async () => {
    house = await empty()
  })

  it('is drafted, published by number and day, and read again in every version', async () => {
    expect((await viewer().get(`${PLAN}/allocation`)).body).toMatchObject({ shown: null, versions: [], cells: [] })
    expect((await publish(WHOLE, { decidedOn: '2025-06-01' })).body).toEqual({ version: 1 })
    expect(lastEvent()).toMatchObject({
      action: 'publish-allocation',
      detail: { version: 1, ...DECISION, decidedOn: '2025-06-01' },
    })
    const second = [cell('international-standards', 'scjgj', 0), cell('international-standards', 'kjj', 4)]
    expect((await publish(second)).body).toEqual({ version: 2 })
    const now = (await viewer().get(`${PLAN}/allocation`)).body
    expect(now.shown).toEqual({ version: 2, ...DECISION, inForce: true })
    expect(now.cells).toEqual(expect.arrayContaining(second))
    expect(now.checks[0]).toEqual({ target: 'international-standards', sum: 4, state: 'over', by: 1 })
    const first = (await viewer().get(`${PLAN}/allocation?version=1`)).body
    expect(first.cells).toEqual(expect.arrayContaining(WHOLE))
    expect(first.versions.map((one: { version: number }) => one.version)).toEqual([2, 1])
    const { byDepartment } = (await house.get(`${PLAN}/summary`)).body.targets[0]
    expect(
      byDepartment.map((one: { department: string; allocated: number }) => [one.department, one.allocated]),
    ).toEqual(
      expect.arrayContaining([
        ['scjgj', 0],
        ['kjj', 4],
      ]),
    )
    expectProblem(await viewer().get(`${PLAN}/allocation?version=9`), 404)
  })

  it('starts the next draft as a copy of the last version, and can throw it away', async () => {
    await publish(WHOLE)
    const draft = (await reviewer().get(`${PLAN}/allocation/draft`)).body
    expect(draft).toMatchObject({ version: 0, updatedBy: null })
    expect(draft.cells).toEqual(expect.arrayContaining(WHOLE))
    await reviewer().put(`${PLAN}/allocation/draft`, { version: 0, cells: [], shortfalls: [] })
    expectProblem(await reviewer().delete(`${PLAN}/allocation/draft?version=7`), 409)
    const thrown = await reviewer().delete(`${PLAN}/allocation/draft?version=1`)
    expect(thrown.body).toMatchObject({ version: 0, cells: draft.cells })
  })

  it('refuses a stale draft whole, on saving and on publishing', async () => {
    const put = (version: number) =>
      reviewer().put(`${PLAN}/allocation/draft`, { version, cells: WHOLE, shortfalls: [] })
    expect((await put(0)).body.version).toBe(1)
    expectProblem(await put(0), 409)
    expect((await put(1)).body.version).toBe(2)
    expectProblem(await reviewer().post(`${PLAN}/allocation/publish`, { ...DECISION, draftVersion: 1 }), 409)
  })

  it('does not publish a short target without a word on who carries the rest', async () => {
    const short = [cell('international-standards', 'scjgj', 2)]
    const refused = await publish(short)
    expectProblem(refused, 422)
    expect(refused.body.errors[0].message).toBe('国际标准差1。补齐，或写明由谁承担')
    const shortfalls = [{ target: 'international-standards', reason: '由区市场监管局统筹争取' }]
    expect((await publish(short, { shortfalls })).status).toBe(200)
    expect((await viewer().get(`${PLAN}/allocation`)).body.shortfalls).toEqual(shortfalls)
  })

  it('wants a reason where no task names the department', async () => {
    const refused = await publish([cell('international-standards', 'cl', 3)])
    expectProblem(refused, 422)
    expect(refused.body.errors[0].message).toBe('国际标准：没点名的部门要写理由（5字以上）')
    expect((await publish([cell('international-standards', 'cl', 3, '残疾人服务国际提案')])).status).toBe(200)
  })

  it('refuses what is no cell: below 0, unknown, twice, before the last version', async () => {
    const put = (cells: unknown) => reviewer().put(`${PLAN}/allocation/draft`, { version: 0, cells, shortfalls: [] })
    expectProblem(await put([cell('international-standards', 'scjgj', -1)]), 400)
    expectProblem(await put([cell('international-standards', 'scjgj', 1.5)]), 400)
    expectProblem(await put([cell('nothing', 'scjgj', 1)]), 400)
    expectProblem(await put([cell('international-standards', 'nobody', 1)]), 400)
    expectProblem(await put([WHOLE[0], WHOLE[0]]), 400)
    await publish(WHOLE)
    expectProblem(await publish(WHOLE, { decidedOn: '2025-06-29' }), 400)
  })

  it('is drafted by reviewers alone', async () => {
    expectProblem(await clerk().get(`${PLAN}/allocation/draft`), 403)
    expectProblem(await house.get(`${PLAN}/allocation`), 401)
    expectProblem(await clerk().post(`${PLAN}/allocation/publish`, { ...DECISION, draftVersion: 1 }), 403)
  })
})

describe('责任分工', () => {
  beforeEach(async () => {
    house = await empty()
  })
  const assign = (changes: unknown, more = {}) => reviewer().post(`${PLAN}/duties`, { ...DECISION, changes, ...more })
  const lead = (department: string) => ({ department, role: 'lead' })
  const part = (department: string) => ({ department, role: 'participant' })
  const projects = ['industrial-software', 'smart-city']

  it('closes the 43 gaps: several projects at once, dated and numbered', async () => {
    expect((await house.get(PLAN)).body.gaps.projectsWithoutDepartment).toHaveLength(43)
    const answer = await assign(
      projects.map((key) => ({ subject: 'project', key, was: [], parts: [lead('gxj'), part('kjj')] })),
    )
    expect(answer.body).toEqual({ changed: 4 })
    expect(lastEvent()).toMatchObject({
      action: 'assign-duties',
      detail: {
        ...DECISION,
        changes: [{ subject: 'project industrial-software', before: [], after: ['lead gxj', 'participant kjj'] }, {}],
      },
    })
    expect((await house.get(PLAN)).body.gaps.projectsWithoutDepartment).toHaveLength(41)
    const all = (await viewer().get(`${PLAN}/assignments`)).body
    expect(all.projects.find((one: { code: string }) => one.code === 'smart-city').duties).toEqual([
      { ...lead('gxj'), basis: 'assigned', ...DECISION, endedOn: null, answer: null },
      { ...part('kjj'), basis: 'assigned', ...DECISION, endedOn: null, answer: null },
    ])
  })

  it('ends a duty on the day of the next decision and keeps it as a former one', async () => {
    await assign([{ subject: 'project', key: 'smart-city', was: [], parts: [lead('gxj')] }], {
      decidedOn: '2025-03-01',
    })
    await assign([{ subject: 'project', key: 'smart-city', was: [lead('gxj')], parts: [lead('dsjj')] }])
    const all = (await viewer().get(`${PLAN}/assignments`)).body
    const one = all.projects.find((row: { code: string }) => row.code === 'smart-city')
    expect(one.duties).toMatchObject([{ department: 'dsjj', decidedOn: TODAY }])
    expect(one.former).toMatchObject([{ department: 'gxj', decidedOn: '2025-03-01', endedOn: TODAY }])
    const then = (await house.get(`${PLAN}/summary?knownAt=2025-05-01`)).body
    expect(then.columns[0].projects[1].departments).toEqual(['gxj'])
  })

  it('names a lead of a task where the document names none, and keeps whom it names', async () => {
    const [first] = (await viewer().get(`${PLAN}/assignments`)).body.tasks
    const was = first.duties.map(({ department, role }: { department: string; role: string }) => ({ department, role }))
    const parts = was.map((one: { department: string }) =>
      one.department === 'kjj' ? lead('kjj') : part(one.department),
    )
    const answer = await assign([{ subject: 'task', key: '1', was, parts }])
    expect(answer.status, answer.text).toBe(200)
    const [task] = (await house.get(`${PLAN}/summary`)).body.tasks
    expect(task).toMatchObject({ leads: ['kjj'], basis: 'assigned' })
    expect((await house.get(PLAN)).body.gaps.tasksWithoutStatedLead).not.toContain(1)
    const refused = await assign([{ subject: 'task', key: '1', was: parts, parts: [lead('kjj')] }])
    expectProblem(refused, 400)
  })

  it('makes the first listed a lead by decision', async () => {
    const [first] = (await viewer().get(`${PLAN}/assignments`)).body.tasks
    const was = first.duties.map(({ department, role }: { department: string; role: string }) => ({ department, role }))
    expect((await assign([{ subject: 'task', key: '1', was, parts: was }])).body).toEqual({ changed: 2 })
    const [task] = (await house.get(`${PLAN}/summary`)).body.tasks
    expect(task.basis).toBe('assigned')
  })

  it('saves nothing of several where one was changed meanwhile', async () => {
    await assign([{ subject: 'project', key: 'smart-city', was: [], parts: [lead('gxj')] }])
    const refused = await assign(projects.map((key) => ({ subject: 'project', key, was: [], parts: [lead('kjj')] })))
    expectProblem(refused, 409)
    expect((await house.get(PLAN)).body.gaps.projectsWithoutDepartment).toHaveLength(42)
  })

  it('refuses unknown departments, projects, doubles, and people who may not', async () => {
    const one = (key: string, parts: unknown) => assign([{ subject: 'project', key, was: [], parts }])
    expectProblem(await one('nothing', [lead('gxj')]), 400)
    expectProblem(await one('smart-city', [lead('nobody')]), 400)
    expectProblem(await one('smart-city', [lead('gxj'), part('gxj')]), 400)
    expectProblem(await clerk().post(`${PLAN}/duties`, { ...DECISION, changes: [] }), 403)
  })

  it('sets a day by which a project is to be done, and shows it overdue after it', async () => {
    const body = { ...DECISION, changes: [{ project: 'smart-city', was: null, dueOn: '2025-09-30' }] }
    expect((await reviewer().post(`${PLAN}/deadlines`, body)).body).toEqual({ changed: 1 })
    expectProblem(await reviewer().post(`${PLAN}/deadlines`, body), 409)
    const now = async () => (await house.get(`${PLAN}/summary`)).body.columns[0].projects[1]
    expect(await now()).toMatchObject({ code: 'smart-city', dueOn: '2025-09-30', overdue: false })
    house.setNow('2025-10-01')
    expect(await now()).toMatchObject({ overdue: true })
    const lifted = {
      ...body,
      decidedOn: '2025-10-01',
      changes: [{ project: 'smart-city', was: '2025-09-30', dueOn: null }],
    }
    // a session does not last three months
    const later = house.as('office-in-october', 'reviewer')
    const effect = (await later.post(`${PLAN}/deadlines/effect`, lifted)).body
    expect([effect.gaps.before.overdueProjects, effect.gaps.after.overdueProjects]).toEqual([['smart-city'], []])
    await later.post(`${PLAN}/deadlines`, lifted)
    expect(await now()).toMatchObject({ dueOn: null, overdue: false })
  })
})

describe('部门的答复', () => {
  beforeEach(async () => {
    house = await empty()
    await publish([cell('national-industry-local-standards', 'wjj', 150)])
    const changes = [{ subject: 'project', key: 'smart-city', was: [], parts: [{ department: 'wjj', role: 'lead' }] }]
    await reviewer().post(`${PLAN}/duties`, { ...DECISION, changes })
  })
  const say = (body: unknown, as = clerk(), department = 'wjj') =>
    as.post(`${PLAN}/departments/${department}/answers`, body as Record<string, unknown>)
  const CONFIRM = { subject: 'allocation', key: '1', answer: 'confirmed', reason: null }
  const OBJECT = { subject: 'project', key: 'smart-city', answer: 'objected', reason: '智慧城市不属卫健职能' }

  it('confirms or objects with a reason, by a clerk or the head, and the reviewer sees it', async () => {
    expect((await say(CONFIRM)).body.allocation.answer).toMatchObject({ answer: 'confirmed', by: 'clerk' })
    const answer = await say(OBJECT, house.as('head', 'head:wjj'))
    expect(answer.body.projects[0].answer).toMatchObject({ answer: 'objected', reason: OBJECT.reason, by: 'head' })
    expect(lastEvent()).toMatchObject({ action: 'answer-assignment', detail: OBJECT })
    const seen = (await reviewer().get(`${PLAN}/assignments`)).body
    expect(seen.projects.find((one: { code: string }) => one.code === 'smart-city').duties[0].answer).toMatchObject({
      answer: 'objected',
      department: 'wjj',
    })
    expect((await reviewer().get(`${PLAN}/allocation`)).body.answers).toMatchObject([{ department: 'wjj' }])
  })

  it('stands while the department’s own values stay, and is asked anew when they change', async () => {
    await say(CONFIRM)
    const own = async () => (await clerk().get(`${PLAN}/departments/wjj/assigned`)).body.allocation
    await publish([cell('national-industry-local-standards', 'wjj', 150), ...WHOLE])
    expect(await own()).toMatchObject({ version: 2, answer: { answer: 'confirmed' } })
    await publish([cell('national-industry-local-standards', 'wjj', 160), ...WHOLE])
    expect(await own()).toMatchObject({ version: 3, answer: null })
    expectProblem(await say(CONFIRM), 409)
  })

  it('wants a reason for an objection', async () => {
    expectProblem(await say({ ...OBJECT, reason: '不行' }), 400)
    expectProblem(await say({ ...OBJECT, key: 'industrial-software' }), 409)
  })

  it('is the department’s own: others find nothing there, the office only reads', async () => {
    const other = house.as('other', 'reporter:gxj')
    expectProblem(await say(CONFIRM, other), 404)
    expectProblem(await other.get(`${PLAN}/departments/wjj/assigned`), 404)
    expectProblem(await say(CONFIRM, reviewer()), 403)
    expect((await reviewer().get(`${PLAN}/departments/wjj/assigned`)).body.may).toBe(false)
    await say(OBJECT)
    const all = (await other.get(`${PLAN}/assignments`)).body
    expect(all.projects.find((one: { code: string }) => one.code === 'smart-city').duties[0].answer).toBeNull()
  })
})

/** What the effect said of every target and what the pages show afterwards. */
async function shown(day: string) {
  const { targets } = (await house.get(`${PLAN}/summary?asOf=${day}&knownAt=${day}`)).body as Summary
  return targets.map(({ code, recognised, inReview, expected, status }) =>
    expect.objectContaining({ code, after: expect.objectContaining({ recognised, inReview, expected, status }) }),
  )
}

describe('before it is saved, a decision shows what it would do', () => {
  const DAY = '2025-09-30'
  const ruling = { ...RULING, decidedOn: DAY }
  beforeEach(async () => {
    house = await makeApp({ today: LAST_DAY, fill: (db) => fillHistory(db, 7, 120) })
    house.setNow(DAY)
  })
  const ruleOf = async (target: string) => {
    const { targets } = (await reviewer().get(`${PLAN}/rules`)).body
    return targets.find((one: { code: string }) => one.code === target)
  }

  const ruleChange = async () => {
    const { versions } = await ruleOf('national-industry-local-standards')
    const rule = { ...versions.at(-1).rule, classes: ['national'] }
    return { target: 'national-industry-local-standards', was: versions.at(-1).version, rule, ...ruling }
  }

  const cases: [name: string, route: string, body: () => Promise<Record<string, unknown>>][] = [
    ['a rule', 'rules', () => ruleChange()],
    [
      'another reading',
      'readings',
      async () => ({ assumption: 'taking-part', was: 'original', reading: 'alternative', ...ruling }),
    ],
    [
      'milestones',
      'milestones',
      async () => ({ target: 'pilots', was: 0, points: [{ on: '2025-06-30', value: 9 }], ...ruling }),
    ],
  ]
  it.each(cases)('of %s: the effect is what saving then shows, and leaves nothing', async (_, route, make) => {
    const body = await make()
    const before = (await house.get(`${PLAN}/summary`)).body
    const effect = (await reviewer().post(`${PLAN}/${route}/effect`, body)).body
    expect(effect.targets, JSON.stringify(effect)).toHaveLength(12)
    expect((await house.get(`${PLAN}/summary`)).body).toEqual(before)
    const saved = await reviewer().post(`${PLAN}/${route}`, body)
    expect(saved.status, saved.text).toBe(200)
    expect(effect.targets).toEqual(await shown(DAY))
    expect(
      effect.targets.some(
        (one: { before: unknown; after: unknown }) => JSON.stringify(one.before) !== JSON.stringify(one.after),
      ),
    ).toBe(true)
    expect(findDifferences(house.db.read, 1)).toEqual({ items: [], sums: 0 })
    expectProblem(await reviewer().post(`${PLAN}/${route}`, body), 409)
    expectProblem(await clerk().post(`${PLAN}/${route}/effect`, body), 403)
  })

  it('of an allocation: who is asked for how much, and which gaps stay', async () => {
    const body = { decidedOn: DAY, cells: WHOLE, shortfalls: [] }
    const effect = (await reviewer().post(`${PLAN}/allocation/effect`, body)).body
    expect(effect.targets[0]).toMatchObject({ before: { allocated: null }, after: { allocated: 3 } })
    expect(effect.departments.map((one: { code: string }) => one.code)).toEqual(
      expect.arrayContaining(['scjgj', 'kjj']),
    )
    expect(effect.gaps.after.targetsWithoutAllocation).toHaveLength(11)
    expect((await viewer().get(`${PLAN}/allocation`)).body.versions).toEqual([])
  })

  it('what was shown on an earlier day stays as it was, and a rule cannot be made to hold from then', async () => {
    const body = await ruleChange()
    expectProblem(await reviewer().post(`${PLAN}/rules`, { ...body, decidedOn: '2025-09-29' }), 400)
    const earlier = await house.get(`${PLAN}/summary?asOf=2025-09-29&knownAt=2025-09-29`)
    await reviewer().post(`${PLAN}/rules`, body)
    const again = await house.get(`${PLAN}/summary?asOf=2025-09-29&knownAt=2025-09-29`)
    expect(again.body.targets).toEqual(earlier.body.targets)
    expect(lastEvent()).toMatchObject({
      action: 'change-rule',
      detail: {
        before: { classes: ['national', 'industry', 'local'] },
        after: { classes: ['national'] },
        decidedBy: RULING.decidedBy,
      },
    })
  })

  it('the other reading can be taken back, and the first rule is there again', async () => {
    const before = (await ruleOf('pilots')).versions.at(-1).rule
    const read = (was: string, reading: string) =>
      reviewer().post(`${PLAN}/readings`, { assumption: 'taking-part', was, reading, ...ruling })
    const besideOf = async () => {
      const { body } = await house.get(`${PLAN}/targets/pilots`)
      return body.alternatives.map((one: { assumption: string }) => one.assumption)
    }
    expect(await besideOf()).toContain('taking-part')
    await read('original', 'alternative')
    expect((await ruleOf('pilots')).versions.at(-1).rule.unitRoles).toEqual(['lead'])
    // It is the official figure now: nothing stands beside it, and the plan says how it is read.
    expect(await besideOf()).not.toContain('taking-part')
    const { assumptions } = (await house.get(PLAN)).body
    expect(assumptions.find((one: { code: string }) => one.code === 'taking-part').reading).toBe('alternative')
    expect((await read('alternative', 'original')).status).toBe(200)
    expect((await ruleOf('pilots')).versions.at(-1).rule).toEqual(before)
  })

  it('loading the plan file again does not take back what the office decided', async () => {
    const body = await ruleChange()
    await reviewer().post(`${PLAN}/rules`, body)
    const { versions } = await ruleOf('national-industry-local-standards')
    const text = readFileSync('seeds/lixia-2025.yaml', 'utf8').replace(
      'product: 历下区标准化目标进展',
      'product: 历下区标准化目标',
    )
    const checked = checkPlanFile(text)
    if (!checked.ok) throw new Error('The changed file is broken.')
    expect(applyPlanFile(house.db, checked, { actor: CONSOLE, now: house.now(), recount: recountPlan })).toBe('changed')
    const rule = (await house.get(PLAN)).body.targets[1].rule
    expect(rule.classes).toEqual(['national'])
    expect(versions).toHaveLength(2)
  })

  it('refuses a rule that fits nothing, and an assumption that only the plan file can change', async () => {
    const { versions } = await ruleOf('pilots')
    const last = versions.at(-1)
    const save = (rule: unknown) =>
      reviewer().post(`${PLAN}/rules`, { target: 'pilots', was: last.version, rule, ...ruling } as Record<
        string,
        unknown
      >)
    expectProblem(await save({ ...last.rule, stage: 'issued' }), 400)
    expectProblem(await save({ ...last.rule, tags: ['no-such-tag'] }), 400)
    expectProblem(await save(last.rule), 400)
    const read = { assumption: 'window-start', was: 'original', reading: 'alternative', ...ruling }
    expectProblem(await reviewer().post(`${PLAN}/readings`, read), 400)
    const falling = [
      { on: '2025-03-31', value: 5 },
      { on: '2025-06-30', value: 4 },
    ]
    const milestones = { target: 'pilots', was: 0, points: falling, ...ruling }
    expectProblem(await reviewer().post(`${PLAN}/milestones`, milestones), 400)
  })
})
