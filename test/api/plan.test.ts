import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { takeFolder } from '../../db/lock.ts'
import type { Database, Write } from '../../db/open.ts'
import {
  account,
  accountRole,
  auditEvent,
  counter,
  credit,
  entry,
  project,
  ruleVersion,
  target,
} from '../../db/schema.ts'
import { checkPlanFile, formatFault } from '../../seeds/plan-file.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { CONSOLE, record } from '../../server/audit/record.ts'
import { noonOf } from '../../server/clock.ts'
import { approve, type ItemReport, report, submit } from '../../server/entries/changes.ts'
import { findDifferences, recountPlan } from '../../server/items/credits.ts'
import { assignProjects, decideAllocation } from '../../server/plan/assignments.ts'
import { applyPlanFile, PlanConflict } from '../../server/plan/changes.ts'
import { findPlan } from '../../server/plan/queries.ts'
import { makeApp, makeDatabase, makeFolder } from '../fixtures/app.ts'

const SMALL = readFileSync('test/fixtures/small-plan.yaml', 'utf8')
const REAL = readFileSync('seeds/lixia-2025.yaml', 'utf8')

function load(db: Database, text: string, day = '2026-03-02') {
  const checked = checkPlanFile(text)
  if (!checked.ok) throw new Error(checked.faults.map((fault) => formatFault('plan', fault)).join('\n'))
  return applyPlanFile(db, checked, { actor: CONSOLE, now: noonOf(day), recount: recountPlan })
}

/** A plan file with passages changed; fails when one is not there. */
function changed(text: string, ...passages: [from: string, to: string][]): string {
  return passages.reduce((whole, [from, to]) => {
    expect(whole).toContain(from)
    return whole.replace(from, to)
  }, text)
}

const write = <T>(db: Database, day: string, change: (tx: Write) => T) =>
  record(db, { actor: CONSOLE, action: 'test', subjectType: 'test', subject: day }, noonOf(day), change)

/** Reports a farm pilot and has it recognised the same day. */
function recognise(db: Database, day: string, said: Partial<ItemReport> = {}) {
  write(db, day, (tx) => {
    for (const [name, role] of [
      ['clerk', 'reporter'],
      ['office', 'reviewer'],
    ] as const) {
      const known = tx.select().from(account).where(eq(account.name, name)).get()
      if (known) continue
      const { id } = tx
        .insert(account)
        .values({ uid: name, name, displayName: name, createdAt: noonOf(day).toISOString() })
        .returning()
        .get()
      tx.insert(accountRole).values({ accountId: id, role }).run()
    }
    const clerk = getPerson(tx, 'clerk')
    const pilot: ItemReport = {
      plan: 'beihu-2027',
      department: 'nyj',
      kind: 'pilot',
      title: '水稻种植标准化试点',
      level: 'provincial',
      stage: 'approved',
      effectiveOn: day,
      units: [{ name: '北湖农场', role: 'lead' }],
      tags: [],
      project: 'rice',
      evidence: [{ kind: 'approval-document', name: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: '0' }],
    }
    const { id } = report(tx, clerk, { ...pilot, ...said }, noonOf(day))
    submit(tx, clerk, id, noonOf(day))
    approve(tx, getPerson(tx, 'office'), id, noonOf(day))
  })
}

const events = (db: Database) => db.read.select().from(auditEvent).all().length
const recognised = async (get: (url: string) => Promise<{ body: { targets: { recognised: number }[] } }>) =>
  (await get('/api/plans/beihu-2027/summary')).body.targets.map((one) => one.recognised)

describe('a plan of another district, from its file alone', () => {
  test('is answered whole', async () => {
    const { get } = await makeApp({ today: '2026-03-02', fill: (db) => load(db, SMALL) })
    const answer = await get('/api/plans/beihu-2027')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      code: 'beihu-2027',
      product: '北湖区标准化行动进展',
      document: { number: '北湖政发〔2025〕9号', issuedOn: '2025-01-10', publishedOn: '2025-01-15' },
      startsOn: '2025-01-01',
      dueOn: '2027-12-31',
      counts: { targets: 2, tasks: 2, projects: 2, departments: 3, supports: 1 },
      outlook: null,
      demo: false,
      tags: [{ code: 'harbour', name: '港口' }],
      stages: [{ kind: 'pilot', international: false, stage: 'applied', stallDays: 90, usualRemainingDays: 400 }],
      gaps: {
        tasksWithoutStatedLead: [2],
        projectsWithoutDepartment: ['rice', 'cold-chain'],
        targetsWithoutAllocation: ['harbour-standards', 'farm-pilots'],
      },
    })
    expect(answer.body.targets[0]).toEqual({
      code: 'harbour-standards',
      number: 1,
      name: '制定港口标准',
      shortName: '港口标准',
      level: 'headline',
      value: 6,
      unit: '项',
      comparator: '≥',
      measure: 'flow',
      pace: 'milestones',
      rule: {
        kinds: ['standard'],
        classes: ['local', 'group'],
        levels: null,
        tags: ['harbour'],
        unitRoles: ['lead', 'participant'],
        stage: 'issued',
        amendments: false,
      },
      ruleVersions: [expect.objectContaining({ version: 1, decidedBy: '方案文件', decidedOn: '2025-01-10' })],
      citation: { section: '二、主要目标', item: '第一条', quote: '制定港口标准6项' },
      correction: null,
    })
    expect(answer.body.departments[2]).toEqual({
      code: 'scj',
      name: '区市场局',
      aliases: ['区市监局'],
      existsFrom: null,
      existsTo: null,
    })
    expect(answer.body.tasks[1].departments).toEqual([
      { code: 'nyj', role: 'lead', basis: 'first-listed', decisionNumber: null, decidedOn: '2025-01-10' },
      { code: 'scj', role: 'participant', basis: 'stated', decisionNumber: null, decidedOn: '2025-01-10' },
    ])
    expect(answer.body.columns[0].groups[0]).toMatchObject({
      title: '一、省级试点',
      level: 'provincial',
      projects: [
        { code: 'rice', number: 1, kind: 'pilot', level: 'provincial', departments: [] },
        { code: 'cold-chain', number: 2, kind: 'platform', level: 'municipal', departments: [] },
      ],
    })
    expect(answer.body.assumptions.map((one: { code: string; targets: string[] }) => [one.code, one.targets])).toEqual([
      ['pilot-approved', ['farm-pilots']],
      ['harbour-scope', []],
    ])
    expect(answer.body.supports).toEqual([
      {
        code: 'standard-award',
        title: '主持制定地方标准',
        ceilingYuan: 50_000,
        ceiling: '最高5万元/项',
        payer: '区市场局',
        citation: { section: '四、政策支持', item: '第一条', quote: '主持制定地方标准' },
      },
    ])
  })

  test('has its figures and its milestones', async () => {
    const { get } = await makeApp({
      today: '2026-12-31',
      fill: (db) => {
        load(db, SMALL)
        recognise(db, '2026-02-03')
      },
    })
    const { body } = await get('/api/plans/beihu-2027/summary')
    expect(body.targets.map((one: { recognised: number }) => one.recognised)).toEqual([0, 1])
    expect(body.targets[0].expected).toBe(3)
  })

  test('counts by a counter for each target, each other reading, each figure beside, and any target', () => {
    const db = makeDatabase()
    load(db, SMALL)
    const rows = db.read.select().from(counter).orderBy(asc(counter.purpose), asc(counter.id)).all()
    expect(rows.map((one) => [one.purpose, one.patch])).toEqual([
      ['alternative', '{"rule":{"stage":"accepted"}}'],
      ['any', null],
      ['beside', '{"rule":{"stage":"accepted"}}'],
      ['target', null],
      ['target', null],
    ])
  })
})

describe('GET /api/plans', () => {
  test('lists all plans in the order of the switcher', async () => {
    const { get } = await makeApp({
      fill: (db) => {
        load(db, readFileSync('seeds/lixia-transfer-2028.yaml', 'utf8'))
        load(db, readFileSync('seeds/lixia-ip-2025.yaml', 'utf8'))
        load(db, REAL)
      },
    })
    const { body } = await get('/api/plans')
    expect(body).toMatchObject({ total: 3, page: 1 })
    expect(body.rows.map((one: { code: string; counts: unknown }) => [one.code, one.counts])).toEqual([
      ['lixia-2025', { targets: 12, tasks: 16, projects: 43, departments: 24, supports: 0 }],
      ['lixia-ip-2025', { targets: 0, tasks: 12, projects: 0, departments: 1, supports: 8 }],
      ['lixia-transfer-2028', { targets: 0, tasks: 17, projects: 0, departments: 7, supports: 11 }],
    ])
  })

  test('the real plan opens with its gaps: 12 tasks, 43 projects, 12 targets', async () => {
    const { get } = await makeApp({ fill: (db) => load(db, REAL) })
    const { gaps } = (await get('/api/plans/lixia-2025')).body
    expect(gaps.tasksWithoutStatedLead).toEqual([1, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
    expect(gaps.projectsWithoutDepartment).toHaveLength(43)
    expect(gaps.targetsWithoutAllocation).toHaveLength(12)
  })

  test('an unknown plan is a 404, a code that cannot be one and an unknown key are a 400', async () => {
    const { get } = await makeApp()
    const missing = await get('/api/plans/none-2030')
    expect(missing).toMatchObject({ status: 404, body: { type: '/problems/not-found' } })
    expect((await get('/api/plans/None!')).status).toBe(400)
    expect((await get('/api/plans?sort=name')).status).toBe(400)
    expect((await get('/api/plans')).body).toMatchObject({ rows: [], total: 0 })
  })
})

describe('loading again', () => {
  test('the same file changes nothing, not even the log', () => {
    const db = makeDatabase()
    expect(load(db, SMALL)).toBe('added')
    const [before, version] = [events(db), db.dataVersion()]
    expect(load(db, SMALL)).toBe('unchanged')
    expect([events(db), db.dataVersion()]).toEqual([before, version])
  })

  test('a changed file updates rows in place and keeps what was reported', async () => {
    const { db, get } = await makeApp({ today: '2026-03-05', fill: (fresh) => load(fresh, SMALL) })
    recognise(db, '2026-03-03')
    const idBefore = db.read.select({ id: project.id }).from(project).where(eq(project.code, 'rice')).get()?.id
    const text = changed(
      SMALL,
      ['value: 4', 'value: 5'],
      ['quote: 建设农业标准化试点4个', 'quote: 建设农业标准化试点5个'],
      // targets change places, a project is renamed, another is new, a third has gone, a department comes
      ['    number: 1\n    name: 制定', '    number: 2\n    name: 制定'],
      ['    number: 2\n    name: 建设', '    number: 1\n    name: 建设'],
      ['{ number: 1, code: rice, name: 水稻种植 }', '{ number: 2, code: rice, name: 水稻全程种植 }'],
      [
        '{ number: 2, code: cold-chain, name: 冷链装卸平台, kind: platform, level: municipal }',
        '{ number: 1, code: tea, name: 茶叶加工 }',
      ],
      ['  - { code: nyj', '  - { code: slj, name: 区水利局 }\n  - { code: nyj'],
    )
    expect(load(db, text, '2026-03-04')).toBe('changed')
    const { body } = await get('/api/plans/beihu-2027')
    expect(body.targets.map((one: { code: string; value: number }) => [one.code, one.value])).toEqual([
      ['farm-pilots', 5],
      ['harbour-standards', 6],
    ])
    expect(body.departments.map((one: { code: string }) => one.code)).toEqual(['gkj', 'slj', 'nyj', 'scj'])
    expect(body.columns[0].groups[0].projects.map((one: { name: string }) => one.name)).toEqual([
      '茶叶加工',
      '水稻全程种植',
    ])
    expect(db.read.select().from(project).where(eq(project.code, 'rice')).get()?.id).toBe(idBefore)
    expect(db.read.select().from(entry).all()).toHaveLength(1)
    expect(await recognised(get)).toEqual([1, 0])
  })

  test('a changed rule is a new version from today; before, the old one holds; credits are counted anew', async () => {
    const { db, get } = await makeApp({ today: '2026-03-05', fill: (fresh) => load(fresh, SMALL) })
    recognise(db, '2026-03-03')
    expect(await recognised(get)).toEqual([0, 1])
    const rule: [string, string] = ['levels: [provincial, municipal], stage', 'levels: [municipal], stage']
    expect(load(db, changed(SMALL, rule), '2026-03-05')).toBe('changed')
    expect(await recognised(get)).toEqual([0, 0])
    const versions = db.read.select().from(ruleVersion).orderBy(asc(ruleVersion.id)).all()
    expect(versions.map((one) => [one.version, one.decidedOn])).toEqual([
      [1, '2025-01-10'],
      [1, '2025-01-10'],
      [2, '2026-03-05'],
    ])
    const levelsOn = (day: string) => findPlan(db.read, 'beihu-2027', day)?.targets[1]?.rule?.levels
    expect(levelsOn('2026-03-04')).toEqual(['provincial', 'municipal'])
    expect(levelsOn('2026-03-05')).toEqual(['municipal'])
    const yesterday = await get('/api/plans/beihu-2027/summary?knownAt=2026-03-04')
    expect(yesterday.body.targets[1].recognised).toBe(1)
    // nothing else of the file changed, so the rule does not get a third version
    load(db, changed(SMALL, rule, ['value: 4', 'value: 5'], ['试点4个', '试点5个']), '2026-03-09')
    expect(db.read.select().from(ruleVersion).all()).toHaveLength(3)
  })

  test('a decision of its own day and number is written down with the rule', () => {
    const db = makeDatabase()
    load(db, SMALL)
    const decided =
      '    decided: { by: 标准化办公室, on: 2026-02-01, number: 北标办〔2026〕1号 }\n    beside: [accepted]'
    load(db, changed(SMALL, ['    beside: [accepted]', decided]))
    expect(findPlan(db.read, 'beihu-2027', '2026-03-02')?.targets[1]?.ruleVersions[1]).toMatchObject({
      version: 2,
      decidedBy: '标准化办公室',
      decidedOn: '2026-02-01',
      number: '北标办〔2026〕1号',
    })
  })

  test('leaves credits as a recount would make them', () => {
    const db = makeDatabase()
    load(db, SMALL)
    recognise(db, '2026-03-02')
    const other = changed(
      SMALL,
      ['startsOn: 2025-01-01', 'startsOn: 2025-01-10'],
      ['patch: { rule: { stage: accepted } }', 'patch: { startsOn: 2024-01-01 }'],
      ['    beside: [accepted]\n', ''],
    )
    load(db, other, '2026-03-04')
    expect(findDifferences(db.read, 1)).toEqual({ items: [], sums: 0 })
    const purposes = db.read
      .select({ of: counter.purpose })
      .from(credit)
      .innerJoin(counter, eq(counter.id, credit.counterId))
      .all()
    expect(new Set(purposes.map((one) => one.of))).toEqual(new Set(['target', 'alternative', 'any']))
  })
})

test('where no rule is set, another reading that is a whole rule still has its figure', () => {
  const db = makeDatabase()
  load(db, REAL)
  const title = '城市运行指标编制规范'
  const said = { plan: 'lixia-2025', department: 'kjj', kind: 'standard', number: 'DB37/T 90001-2026', title } as const
  recognise(db, '2025-03-03', { ...said, stage: 'issued', tags: ['original-technology'], project: 'smart-city' })
  const counted = db.read
    .select({ purpose: counter.purpose })
    .from(credit)
    .innerJoin(counter, eq(counter.id, credit.counterId))
    .innerJoin(target, eq(target.id, counter.targetId))
    .where(and(eq(target.code, 'original-standards'), isNull(credit.departmentId)))
    .all()
  expect(counted).toEqual([{ purpose: 'alternative' }])
})

describe('what something hangs on cannot vanish', () => {
  const pilots = SMALL.slice(SMALL.indexOf('  - code: farm-pilots'), SMALL.indexOf('tasks:'))
  const withoutPilots = changed(
    SMALL,
    [pilots, ''],
    ['[farm-pilots]', '[harbour-standards]'],
    ['stage: accepted', 'stage: approval'],
  )
  const withoutRice = changed(SMALL, ['          - { number: 1, code: rice, name: 水稻种植 }\n', ''])
  const withoutNyj = changed(
    SMALL,
    ['  - { code: nyj, name: 区农业局 }\n', ''],
    [
      '      - { code: nyj, role: lead, basis: first-listed }\n      - { code: scj, role: participant, basis: stated }',
      '      - { code: scj, role: lead, basis: first-listed }',
    ],
  )

  test('without anything reported, all of it goes', () => {
    for (const text of [withoutPilots, withoutRice, withoutNyj]) {
      const db = makeDatabase()
      load(db, SMALL)
      expect(load(db, text)).toBe('changed')
    }
  })

  test.each([
    [
      'a target that items count for',
      withoutPilots,
      'targets',
      '指标“建设农业标准化试点”（farm-pilots）已有成果计入，不能去掉',
    ],
    ['a project with an entry', withoutRice, 'columns', '项目“水稻种植”（rice）已有填报，不能去掉'],
    ['a department with an entry', withoutNyj, 'departments', '部门“区农业局”（nyj）还有填报，不能去掉'],
  ])('%s', (_, text, path, wrong) => {
    const db = makeDatabase()
    load(db, SMALL)
    recognise(db, '2026-03-02')
    const before = findPlan(db.read, 'beihu-2027', '2026-03-05')
    const version = db.dataVersion()
    expect(conflictsOf(db, text)).toEqual([{ path, wrong, right: expect.any(String) }])
    // all or nothing
    expect(findPlan(db.read, 'beihu-2027', '2026-03-05')).toEqual(before)
    expect(db.dataVersion()).toBe(version)
  })

  test('a target and a project that were given to a department', () => {
    const db = makeDatabase()
    load(db, SMALL)
    const decision = { plan: 'beihu-2027', decisionNumber: '1号', decidedOn: '2026-03-01', at: noonOf('2026-03-02') }
    write(db, '2026-03-02', (tx) => {
      decideAllocation(tx, { ...decision, values: [{ target: 'farm-pilots', department: 'nyj', value: 4 }] })
      assignProjects(tx, { ...decision, duties: [{ project: 'rice', department: 'nyj', role: 'lead' }] })
    })
    expect(findPlan(db.read, 'beihu-2027', '2026-03-02')?.gaps).toMatchObject({
      projectsWithoutDepartment: ['cold-chain'],
      targetsWithoutAllocation: ['harbour-standards'],
    })
    expect(findPlan(db.read, 'beihu-2027', '2026-02-28')?.gaps.projectsWithoutDepartment).toHaveLength(2)
    expect(conflictsOf(db, withoutPilots).map((one) => one.wrong)).toEqual([expect.stringContaining('已有分解值')])
    expect(conflictsOf(db, withoutRice).map((one) => one.wrong)).toEqual([expect.stringContaining('已有责任部门')])
    expect(conflictsOf(db, withoutNyj).map((one) => one.wrong)).toEqual([
      expect.stringContaining('还有专栏项目分工'),
      expect.stringContaining('还有分解值'),
    ])
    // what was decided outlives a change of the file
    load(db, changed(SMALL, ['name: 水稻种植', 'name: 水稻生产']))
    expect(findPlan(db.read, 'beihu-2027', '2026-03-02')?.columns[0]?.groups[0]?.projects[0]).toMatchObject({
      name: '水稻生产',
      departments: [{ code: 'nyj', role: 'lead', basis: 'assigned', decisionNumber: '1号', decidedOn: '2026-03-01' }],
    })
  })

  function conflictsOf(db: Database, text: string) {
    try {
      load(db, text)
    } catch (error) {
      if (error instanceof PlanConflict) return error.conflicts
      throw error
    }
    return []
  }
})

describe('departments are the house’s, shared by its plans', () => {
  const second = changed(
    SMALL,
    ['code: beihu-2027', 'code: beihu-2030'],
    ['number: 北湖政发〔2025〕9号', 'number: 北湖政发〔2027〕1号'],
    ['aliases: [区市监局]', 'aliases: [区市场监管局]'],
  )

  test('a second plan adds its aliases and takes none away', () => {
    const db = makeDatabase()
    load(db, SMALL)
    load(db, second)
    for (const code of ['beihu-2027', 'beihu-2030'])
      expect(findPlan(db.read, code, '2026-03-02')?.departments[2]?.aliases).toEqual(['区市场监管局', '区市监局'])
    expect(db.read.select().from(target).all()).toHaveLength(4)
  })

  test('one code for two names is refused', () => {
    const db = makeDatabase()
    load(db, SMALL)
    expect(() => load(db, changed(second, ['code: gkj, name: 区港口局', 'code: gkj, name: 区港务局']))).toThrow(
      '代码 gkj 在其他方案里是“区港口局”',
    )
    expect(() =>
      load(
        db,
        changed(second, [
          'code: gkj, name: 区港口局, aliases: [区港航局]',
          'code: gkj, name: 区港口局, aliases: [区市监局]',
        ]),
      ),
    ).toThrow('“区市监局”已是另一个部门的名称或别名')
  })
})

describe('npm run plan', () => {
  const run = (folder: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['server/plan/command.ts', ...args], {
      env: { ...process.env, DATA_DIR: join(folder, 'data') },
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }

  test('check names every fault with file and line, and ends with 1', () => {
    const folder = makeFolder()
    const file = join(folder, 'plan.yaml')
    writeFileSync(file, changed(SMALL, ['dueOn: 2027-12-31', 'dueOn: 2027-02-29'], ['value: 4', 'value: 0']))
    const { status, stderr } = run(folder, 'check', file)
    expect(status).toBe(1)
    expect(stderr).toContain(`${file}:13: dueOn：“2027-02-29”不是存在的日期。应当：年-月-日，如 2025-12-31。`)
    expect(stderr).toContain('targets[1].value')
    expect(run(folder, 'load', file).status).toBe(1)
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('load ends with 0, loading again says that nothing was changed', () => {
    const folder = makeFolder()
    expect(run(folder, 'load', 'test/fixtures/small-plan.yaml')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('已载入'),
    })
    expect(run(folder, 'load', 'test/fixtures/small-plan.yaml').stdout).toContain('未作改动')
    const release = takeFolder(join(folder, 'data'))
    expect(run(folder, 'load', 'test/fixtures/small-plan.yaml')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('正被另一个进程使用'),
    })
    release?.()
  })

  test('a file that cannot be read, one that is not text, and a wrong call', () => {
    const folder = makeFolder()
    const file = join(folder, 'plan.yaml')
    expect(run(folder, 'check', file)).toMatchObject({ status: 1, stderr: expect.stringContaining('读不到') })
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00]))
    expect(run(folder, 'check', file)).toMatchObject({ status: 1, stderr: expect.stringContaining('UTF-8') })
    expect(run(folder, 'drop', file).status).toBe(2)
  })
})
