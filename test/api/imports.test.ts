import { readFileSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { zipSync } from 'fflate'
import { type CellValue, readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../db/open.ts'
import { auditEvent, entry, importBatch, periodReturn } from '../../db/schema.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { approve, report, submit } from '../../server/entries/changes.ts'
import { writeBatch } from '../../server/exchange/changes.ts'
import { type Caller, makeApp, type TestApp } from '../fixtures/app.ts'
import { act, addPeople, loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'
import { workbook } from '../fixtures/tables.ts'

const PLAN = 'lixia-2025'

function fill(db: Database): void {
  loadPlanFile(db, 'seeds/lixia-2025.yaml', '2025-01-10')
  addPeople(db, '2025-01-10')
}

const ready = (wishes = {}) => makeApp({ fill, today: '2025-09-22', ...wishes })
const clerkOf = (made: TestApp, department = 'wjj') => made.as(`clerk-${department}`, `reporter:${department}`)

/** Sends a file as the page does. */
async function send({ app }: TestApp, clerk: Caller, name: string, bytes: Uint8Array, more = '') {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/imports?plan=${PLAN}&name=${encodeURIComponent(name)}${more}`,
    headers: { ...clerk.headers, 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  })
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload, body: answer.json() }
}

/** Asks until the file is read. */
async function untilRead(clerk: Caller, id: string) {
  for (;;) {
    const { body } = await clerk.get(`/api/imports/${id}`)
    if (body.state !== 'reading') return body
    await new Promise((resolve) => setImmediate(resolve))
  }
}

async function imported(made: TestApp, clerk: Caller, sheets: Record<string, CellValue[][]>, name = '三季度.xlsx') {
  const { status, body, text } = await send(made, clerk, name, await workbook(sheets))
  expect(status, text).toBe(201)
  return untilRead(clerk, body.id)
}

const HEADS = ['序号', '标准编号', '标准名称', '阶段', '发布日期', '本区单位', '作用']
const ROWS: CellValue[][] = [
  HEADS,
  [1, 'DB37/T 9421-2025', '节气药膳制作服务指南', '发布', '2025-08-01', '历下药膳研究会', '主导'],
  [2, 'GB/T 9418', '医用物资智慧物流编码规则', '发布', '2025-07-30', '泉城明湖医院', '参与'],
  [3, 'DB37/T 9412-2025', '医院无陪护服务规范', '发布', '2025/2/30', '泉城明湖医院', '参与'],
  [4, 'T/SDHL 907-2025', '护理学会服务 分级评价', '已经发了', '2025-06-18', '山东省护理学会', '主导'],
  [5, 'DB37/T 9421-2025', '节气药膳制作服务指南', '发布', '2025-08-01', '历下药膳研究会', '主导'],
]

const rowsOf = async (clerk: Caller, id: string, tab = 'all') =>
  (await clerk.get(`/api/imports/${id}/rows?tab=${tab}`)).body

test('what a table writes at once is what its rows would write one by one', async () => {
  const sheets = {
    标准: [
      [...HEADS, '涉及领域', '专栏项目', '制修订', '计划号'],
      [
        1,
        'DB37/T 9421-2025',
        '节气药膳',
        '发布',
        '2025-08-01',
        '历下药膳研究会、泉城明湖医院（参与）',
        '主导',
        '绿色低碳',
      ],
      [2, 'GB/T 9421-2025/XG1-2025', '修改单', '发布', '2025-08-02', '泉城明湖医院', '参与', '', '30 TIPS的术后护理'],
      [3, null, '还在起草的“规范”', '起草', '2025-07-01', '泉城明湖医院', '主导', '', '', '修订', '20251234-T-469'],
      [4, 'DB37/T 9421-2025', '节气药膳', '批准', '2025-07-20', '历下药膳研究会', '主导'],
    ],
    技术组织: [
      ['组织名称', '委员会编号', '级别', '阶段', '到达日期', '届满日期', '本区单位', '作用'],
      ['护理标准化工作组', 'SAC/TC 1234/WG 1', '国家级', '成立', '2025-03-18', '2030-03-17', '泉城明湖医院', '秘书处'],
    ],
    重点任务进展: [
      ['任务', '进展', '做了什么', '日期'],
      [1, '推进中', '召开标准化工作推进会，梳理在研标准六项，逐项明确责任单位和时限', '2025-06-30'],
    ],
  }
  const [atOnce, oneByOne] = [await ready(), await ready()]
  for (const made of [atOnce, oneByOne]) {
    const clerk = clerkOf(made)
    const { id, counts } = await imported(made, clerk, sheets)
    expect((await rowsOf(clerk, id, 'open')).rows).toEqual([])
    expect(counts).toMatchObject({ ready: 6 })
    if (made === atOnce) expect((await clerk.post(`/api/imports/${id}/write`, { as: 'drafts' })).status).toBe(200)
    else
      act(made.db, '2025-09-22', (tx, now) => {
        writeBatch(tx, getPerson(tx, 'clerk-wjj'), id, 'drafts', now)
      })
  }
  const written = ({ db }: TestApp) => ({
    items: db.read.all(sql`select id, kind, class, nature, number, plan_number, title, key from item order by id`),
    found: db.read.all(
      sql`select rowid, item_search from item_search where item_search match '"n药膳"' order by rowid`,
    ),
    entries: db.read.all(sql`select id, plan_id, department_id, subject, state, version, receipt, first_submitted_on,
      pasted, kind, class, item_id, item_chosen, stage, effective_on, day_confirmed, title, number, plan_number, level,
      edition, term_to, project_id, task_id, statement, text, corrects_id from entry order by id`),
    authors: db.read.all(sql`select entry_id from entry_author order by entry_id`),
    units: db.read.all(sql`select e.entry_id, u.id, u.name, u.code, e.role from entry_unit e join unit u
      on u.id = e.unit_id order by e.entry_id, u.id`),
    tags: db.read.all(sql`select entry_id, tag from entry_tag order by entry_id, tag`),
    rows: db.read.all(sql`select row, entry_id from import_row order by id`),
  })
  expect(written(atOnce)).toEqual(written(oneByOne))
  expect(written(atOnce).entries).toHaveLength(6)
})

describe('a quarter’s table', () => {
  test('is read, each row told as it will be understood or what is wrong with it', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    const batch = await imported(made, clerk, { 标准: ROWS })
    expect(batch).toMatchObject({
      state: 'open',
      department: 'wjj',
      rowsRead: 5,
      counts: { ready: 1, fault: 3, twice: 1 },
      totals: {
        fresh: 1,
        advance: 0,
        lackEvidence: 1,
        targets: [{ target: 'national-industry-local-standards', rows: 1 }],
      },
    })
    const { rows, total } = await rowsOf(clerk, batch.id)
    expect(total).toBe(5)
    expect(rows.map((row: { row: number }) => row.row)).toEqual([2, 3, 4, 5, 6])
    expect(rows[1].faults).toMatchObject([{ field: 'number', message: { zh: '缺年份，像GB/T 9418-2025' } }])
    expect(rows[2].faults).toMatchObject([{ field: 'day', message: { zh: '2025-02-30不存在，2月只有28天' } }])
    expect(rows[3].faults).toMatchObject([
      { field: 'stage', suggest: '发布', choices: expect.arrayContaining(['发布']) },
    ])
    expect(rows[4].because.zh).toBe('与第2行相同，不导入')
  })

  test('is mended in place and written whole, as drafts that nobody else sees', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    const { id } = await imported(made, clerk, { 标准: ROWS })
    const mend = (row: number, body: object) => clerk.patch(`/api/imports/${id}/rows/0/${row}`, body as never)
    expectProblem(await clerk.post(`/api/imports/${id}/write`, { as: 'drafts' }), 422)
    expect((await mend(3, { fixes: { number: 'GB/T 9418-2025' } })).body).toMatchObject({
      verdict: 'ready',
      reads: { number: 'GB/T 9418-2025' },
    })
    expect((await mend(4, { fixes: { day: '2025年2月28日' } })).body).toMatchObject({ verdict: 'ready' })
    expect((await mend(5, { leftOut: true })).body).toMatchObject({ verdict: 'left-out' })
    const { status, body } = await clerk.post(`/api/imports/${id}/write`, { as: 'drafts' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'written', writtenAs: 'drafts', canUndo: true })
    const drafts = made.db.read.select().from(entry).orderBy(entry.id).all()
    expect(drafts.map((one) => [one.number, one.stage, one.effectiveOn, one.state])).toEqual([
      ['DB37/T 9421-2025', 'issued', '2025-08-01', 'draft'],
      ['GB/T 9418-2025', 'issued', '2025-07-30', 'draft'],
      ['DB37/T 9412-2025', 'issued', '2025-02-28', 'draft'],
    ])
    expect((await made.get(`/api/items?plan=${PLAN}`)).body.total).toBe(0)
    const events = made.db.read.select().from(auditEvent).where(eq(auditEvent.action, 'import')).all()
    expect(events).toHaveLength(1)
    // They are worked off as one: the list tells the file and shows its entries alone.
    await clerk.post('/api/entries', { plan: PLAN, task: 1, statement: 'under-way' })
    const list = (await clerk.get('/api/entries')).body
    expect(list).toMatchObject({ total: 4, batch: null, batches: [{ id, drafts: 3 }] })
    expect((await clerk.get(`/api/entries?batch=${id}`)).body).toMatchObject({ total: 3, batch: { id } })
    // Pressed twice, it is one act.
    expect((await clerk.post(`/api/imports/${id}/write`, { as: 'drafts' })).status).toBe(200)
    expect(made.db.read.select().from(entry).all()).toHaveLength(4)
  })

  test('a row that is mended into what another row says is told so', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    const { id } = await imported(made, clerk, { 标准: ROWS.slice(0, 3) })
    const { body } = await clerk.patch(`/api/imports/${id}/rows/0/3`, {
      fixes: { number: 'DB37/T 9421-2025', title: '节气药膳制作服务指南', day: '2025-08-01' },
    })
    expect(body).toMatchObject({ verdict: 'twice', because: { zh: '与第2行相同，不导入' } })
  })

  test('sent again, it adds nothing and says when it was imported', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    const bytes = await workbook({ 标准: ROWS.slice(0, 2) })
    const sendIt = async () => untilRead(clerk, (await send(made, clerk, '表.xlsx', bytes)).body.id)
    const first = await sendIt()
    await clerk.post(`/api/imports/${first.id}/write`, { as: 'drafts' })
    const again = await sendIt()
    expect(again).toMatchObject({ counts: { same: 1, ready: 0 }, earlier: { id: first.id, rows: 1 } })
    expectProblem(await clerk.post(`/api/imports/${again.id}/write`, { as: 'drafts' }), 422)
    expect(made.db.read.select().from(entry).all()).toHaveLength(1)
  })

  test('is taken back as one while all its rows are drafts, and no longer', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    const first = await imported(made, clerk, { 标准: ROWS.slice(0, 2) })
    await clerk.post(`/api/imports/${first.id}/write`, { as: 'drafts' })
    const undone = await clerk.post(`/api/imports/${first.id}/undo`)
    expect(undone.body).toMatchObject({ state: 'undone' })
    expect(
      made.db.read
        .select()
        .from(entry)
        .all()
        .map((one) => one.state),
    ).toEqual(['discarded'])
    const second = await imported(made, clerk, { 标准: ROWS.slice(0, 2) })
    expect(second.counts).toMatchObject({ ready: 1 })
    await clerk.post(`/api/imports/${second.id}/write`, { as: 'drafts' })
    act(made.db, '2025-09-22', (tx, now) => {
      const row = tx.select().from(entry).where(eq(entry.state, 'draft')).get()
      submit(tx, getPerson(tx, 'reporter'), row?.uid ?? '', now)
    })
    expect((await clerk.get(`/api/imports/${second.id}`)).body.canUndo).toBe(false)
    expectProblem(await clerk.post(`/api/imports/${second.id}/undo`), 403)
  })

  test('cannot be submitted while rows lack evidence; task reports can', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    const standards = await imported(made, clerk, { 标准: ROWS.slice(0, 2) })
    expectProblem(await clerk.post(`/api/imports/${standards.id}/write`, { as: 'submitted' }), 422)
    const tasks = await imported(made, clerk, {
      重点任务进展: [
        ['任务', '进展', '做了什么', '日期'],
        ['1', '推进中', '组织召开标准化工作推进会，梳理在研标准6项，逐项明确牵头单位和时限', '2025-08-30'],
      ],
    })
    expect(tasks.counts).toMatchObject({ ready: 1 })
    expect((await clerk.post(`/api/imports/${tasks.id}/write`, { as: 'submitted' })).body).toMatchObject({
      state: 'written',
      canUndo: false,
    })
    expect(
      made.db.read
        .select()
        .from(entry)
        .all()
        .map((one) => one.state),
    ).toEqual(['in-review'])
  })

  test('a zero report is handed in for the period, unless something speaks against it', async () => {
    const made = await ready({ today: '2025-10-08' })
    const clerk = clerkOf(made)
    const sheet = {
      零报告: [
        ['部门', '核对结果'],
        ['区卫健局', '已核对，本期没有新成果'],
      ],
    }
    const batch = await imported(made, clerk, sheet)
    expect(batch).toMatchObject({ counts: { ready: 1 }, totals: { zeros: 1, tasks: 0, fresh: 0 } })
    const written = await clerk.post(`/api/imports/${batch.id}/write`, { as: 'drafts' })
    expect(written.body).toMatchObject({ state: 'written', canUndo: false })
    const returns = made.db.read.select().from(periodReturn).all()
    expect(returns).toMatchObject([{ mark: 'zero' }])
    const again = await imported(made, clerk, sheet)
    expect(again.counts).toMatchObject({ ready: 0, 'left-out': 1 })
  })

  test('writes nothing where one row cannot be written', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    const { id } = await imported(made, clerk, { 标准: ROWS.slice(0, 2) })
    // As if the plan had lost a tag between reading and writing.
    act(made.db, '2025-09-22', (tx) =>
      tx.run(sql`update import_row set found = json_set(found, '$.said.tags', json('["gone"]'))`),
    )
    expectProblem(await clerk.post(`/api/imports/${id}/write`, { as: 'drafts' }), 400)
    expect(made.db.read.select().from(entry).all()).toEqual([])
    expect((await clerk.get(`/api/imports/${id}`)).body.state).toBe('open')
  })
})

describe('what the ledger knows', () => {
  const know = (db: Database) => {
    fill(db)
    act(db, '2025-05-10', (tx, now) => {
      const { id } = report(
        tx,
        getPerson(tx, 'reporter'),
        {
          plan: PLAN,
          department: 'wjj',
          kind: 'standard',
          title: '健康体检服务质量控制',
          number: 'GB/T 9430-2025',
          stage: 'issued',
          effectiveOn: '2025-05-01',
          units: [{ name: '泉城明湖医院', role: 'participant' }],
          tags: [],
          evidence: [],
        },
        now,
      )
      submit(tx, getPerson(tx, 'reporter'), id, now)
      approve(tx, getPerson(tx, 'reviewer'), id, now)
    })
  }
  test('a near duplicate is asked about, and nothing is preselected', async () => {
    const made = await ready({ fill: know })
    const clerk = clerkOf(made)
    const { id, counts } = await imported(made, clerk, {
      标准: [HEADS, [1, 'GB 9430-2025', '健康体检服务质量控制', null, '2025-05-16', '泉城明湖医院', '参与']],
    })
    expect(counts).toMatchObject({ ask: 1 })
    const { rows } = await rowsOf(clerk, id, 'open')
    expect(rows[0].near).toMatchObject([{ number: 'GB/T 9430-2025' }])
    const other = await clerk.patch(`/api/imports/${id}/rows/0/2`, { near: 'other' })
    expect(other.body.verdict).toBe('ready')
    expect((await clerk.patch(`/api/imports/${id}/rows/0/2`, { near: null })).body.verdict).toBe('ask')
  })
  test('the ledger’s own export, sent back, changes nothing', async () => {
    const made = await ready({ fill: know })
    const clerk = clerkOf(made)
    for (const ending of ['xlsx', 'csv']) {
      const { rawPayload } = await made.app.inject({ url: `/api/items.${ending}` })
      const { body } = await send(made, clerk, `台账.${ending}`, rawPayload)
      const batch = await untilRead(clerk, body.id)
      expect(batch, ending).toMatchObject({ state: 'open', counts: { same: 1, fault: 0, ask: 0, ready: 0 } })
      const foreign = await send(made, clerkOf(made, 'gxj'), `台账.${ending}`, rawPayload)
      expect((await untilRead(clerkOf(made, 'gxj'), foreign.body.id)).counts).toMatchObject({ 'left-out': 1, fault: 0 })
    }
  })
})

test('the file is handed back with its faults marked, everything else as it was', async () => {
  const made = await ready()
  const clerk = clerkOf(made)
  const { id } = await imported(made, clerk, { 标准: ROWS, 别的: [['姓名']] })
  const { statusCode, rawPayload } = await made.app.inject({
    url: `/api/imports/${id}/marked.xlsx`,
    headers: clerk.headers,
  })
  expect(statusCode).toBe(200)
  const back = await readXlsx(new Uint8Array(rawPayload), { readStyles: true })
  expect(back.sheets.map((sheet) => sheet.name)).toEqual(['标准', '别的'])
  const [sheet] = back.sheets
  expect(sheet?.rows[0]?.[7]).toBe('问题')
  expect(sheet?.rows[1]?.[7] ?? null).toBeNull()
  expect(sheet?.rows[2]?.[7]).toBe('缺年份，像GB/T 9418-2025')
  expect(sheet?.rows[2]?.[1]).toBe('GB/T 9418')
  expect(JSON.stringify(sheet?.cells?.get('2,1')?.style?.fill)).toContain('FDE2DF')
  const csv = Buffer.from('\uFEFF标准号,名称\r\nGB/T 9418,医用物资\r\n')
  const sent = await send(made, clerk, '表.csv', csv)
  await untilRead(clerk, sent.body.id)
  const answer = await made.app.inject({ url: `/api/imports/${sent.body.id}/marked.xlsx`, headers: clerk.headers })
  const marked = await readXlsx(new Uint8Array(answer.rawPayload))
  expect(marked.sheets[0]?.rows[1]).toEqual(['GB/T 9418', '医用物资', expect.stringContaining('缺年份')])
})

describe('who', () => {
  test('strangers, viewers and reviewers cannot import; another department’s batch is not there', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    const { id } = await imported(made, clerk, { 标准: ROWS.slice(0, 2) })
    expectProblem(await made.get(`/api/imports/${id}`), 401)
    expectProblem(await made.as('judge', 'reviewer').get(`/api/imports/${id}`), 403)
    const other = clerkOf(made, 'gxj')
    for (const answer of [
      await other.get(`/api/imports/${id}`),
      await other.get(`/api/imports/${id}/rows`),
      await other.patch(`/api/imports/${id}/rows/0/2`, { leftOut: true }),
      await other.post(`/api/imports/${id}/write`, { as: 'drafts' }),
      await other.get(`/api/imports/${id}/marked.xlsx`),
    ])
      expectProblem(answer, 404)
    expectProblem(await send(made, clerk, '表.csv', Buffer.from('标准号,名称\n'), '&department=gxj'), 400)
  })
  test('a cancelled import leaves nothing, and cannot be written', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    const { id } = await imported(made, clerk, { 标准: ROWS.slice(0, 2) })
    expect((await clerk.post(`/api/imports/${id}/cancel`)).body.state).toBe('cancelled')
    expect((await rowsOf(clerk, id)).total).toBe(0)
    expectProblem(await clerk.post(`/api/imports/${id}/write`, { as: 'drafts' }), 403)
  })
})

describe('hostile files are refused in words, at once', () => {
  const XML = '<?xml version="1.0"?><workbook/>'
  const zip = (files: Record<string, string | Uint8Array>) =>
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [name, typeof text === 'string' ? Buffer.from(text) : text]),
      ),
      { level: 9 },
    )
  const book = (more: Record<string, string | Uint8Array>) =>
    zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': XML, ...more })
  const ole = (text: string) => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from(text, 'utf16le')])
  test.each<[string, string, Uint8Array, string]>([
    ['a bomb', '表.xlsx', book({ 'xl/worksheets/sheet1.xml': new Uint8Array(60_000_000) }), '压缩得异常'],
    ['entities', '表.xlsx', book({ 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }), '实体'],
    ['macros', '表.xlsx', book({ 'xl/vbaProject.bin': 'x' }), '带宏'],
    ['macros by their ending', '表.xlsm', book({}), '带宏'],
    ['links to elsewhere', '表.xlsx', book({ 'xl/externalLinks/externalLink1.xml': XML }), '断开链接'],
    ['a password', '表.xlsx', ole('EncryptedPackage'), '带密码'],
    ['an old file', '表.xlsx', ole('Workbook'), '旧版'],
    ['another ending', '表.xls', ole('Workbook'), '只收 .xlsx 和 .csv'],
    ['a program', '表.exe', Buffer.from('MZ'), '只收 .xlsx 和 .csv'],
    ['a workbook named .csv', '表.csv', book({}), '内容不是文本'],
    ['a text named .xlsx', '表.xlsx', Buffer.from('标准号,名称'), '后缀与内容不符'],
    ['a document named .xlsx', '表.xlsx', zip({ 'word/document.xml': XML }), '内容不是 Excel'],
    ['cut off', '表.xlsx', book({}).slice(0, -20), '没下载完'],
  ])('%s', async (_, name, bytes, words) => {
    const made = await ready()
    const started = performance.now()
    const { detail } = expectProblem(await send(made, clerkOf(made), name, bytes), 400)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(detail).toContain(words)
    expect(made.db.read.select().from(importBatch).all()).toEqual([])
  })
  test.each<[string, () => Promise<Uint8Array>, string]>([
    [
      'a far-away cell',
      () =>
        workbook({
          标准: [
            HEADS,
            Object.assign(
              Array.from({ length: 900 }, () => null),
              { 899: 1 },
            ),
          ] as CellValue[][],
        }),
      '离表太远',
    ],
    ['no table', () => workbook({ Sheet1: [['姓名'], ['张三']] }), '没有找到表头'],
  ])('%s is told after a look inside', async (_, make, words) => {
    const made = await ready()
    const clerk = clerkOf(made)
    const { body } = await send(made, clerk, '表.xlsx', await make())
    const batch = await untilRead(clerk, body.id)
    expect(batch).toMatchObject({ state: 'refused', because: { zh: expect.stringContaining(words) } })
  })
  test('a file over 20 MB is not taken', async () => {
    const made = await ready()
    expectProblem(await send(made, clerkOf(made), '表.csv', Buffer.alloc(20 * 1024 * 1024 + 1, 65)), 413)
  })
  test('while a bad file is read, other answers do not wait', async () => {
    const made = await ready()
    const clerk = clerkOf(made)
    // A cell of 100 MB that the directory tells truly: within bounds, and slow to read.
    const heavy = book({
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      '_rels/.rels': `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="标准" sheetId="1" r:id="r1"/></sheets></workbook>`,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${Array.from(
        { length: 400_000 },
        (_, n) => n.toString(36),
      )
        .join('x')
        .repeat(3)}</t></is></c></row></sheetData></worksheet>`,
    })
    const { body } = await send(made, clerk, '表.xlsx', heavy)
    let slowest = 0
    for (let asked = 0; asked < 20; asked += 1) {
      const started = performance.now()
      expect((await made.get('/api/health')).status).toBe(200)
      slowest = Math.max(slowest, performance.now() - started)
    }
    expect(slowest).toBeLessThan(500)
    expect((await untilRead(clerk, body.id)).state).toBe('refused')
  })
})

test('the files that were sent lie under their hash', async () => {
  const made = await ready()
  const clerk = clerkOf(made)
  const bytes = await workbook({ 标准: ROWS.slice(0, 2) })
  const { body } = await send(made, clerk, '表.xlsx', bytes)
  await untilRead(clerk, body.id)
  const row = made.db.read.select().from(importBatch).get()
  expect(readFileSync(`${made.dataDir}/imports/${row?.fileHash}`)).toEqual(Buffer.from(bytes))
})
