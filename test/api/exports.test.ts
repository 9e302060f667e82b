import { eq } from 'drizzle-orm'
import { unzipSync } from 'fflate'
import { streamXlsxRows } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../db/open.ts'
import { auditEvent } from '../../db/schema.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { approve, report, submit } from '../../server/entries/changes.ts'
import { OPEN_TABLES } from '../../server/exchange/figures.ts'
import { inspectOffice } from '../../server/zip.ts'
import { makeApp } from '../fixtures/app.ts'
import { act, addPeople, loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'

const TODAY = '2025-06-30'

/** Three standards, one of them with a name that a spreadsheet would take for a formula. */
function fill(db: Database): void {
  loadPlanFile(db, 'seeds/lixia-2025.yaml', '2025-01-10')
  addPeople(db, '2025-01-10')
  const titles = ['医院无陪护服务规范', '=HYPERLINK("http://far.example","点我")', '健康体检服务质量控制']
  for (const [place, title] of titles.entries())
    act(db, `2025-03-0${place + 1}`, (tx, now) => {
      const reporter = getPerson(tx, 'reporter')
      const said = report(
        tx,
        reporter,
        {
          plan: 'lixia-2025',
          department: place === 2 ? 'gxj' : 'wjj',
          kind: 'standard',
          title,
          number: `DB37/T 400${place}-2025`,
          stage: 'issued',
          effectiveOn: `2025-02-1${place}`,
          units: [{ name: '泉城明湖医院', role: 'lead' }],
          tags: ['green-low-carbon'],
          evidence: [],
        },
        now,
      )
      submit(tx, reporter, said.id, now)
      approve(tx, getPerson(tx, 'reviewer'), said.id, now)
    })
}

const ready = async () => {
  const made = await makeApp({ fill, today: TODAY })
  const file = async (url: string) => {
    const answer = await made.app.inject({ url })
    return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload, text: answer.payload }
  }
  return { ...made, file }
}

async function rowsIn(bytes: Uint8Array): Promise<unknown[][]> {
  const rows: unknown[][] = []
  for await (const row of streamXlsxRows(new Uint8Array(bytes))) rows.push(row.values)
  return rows
}

describe('GET /api/items.xlsx', () => {
  test('is a workbook with a title, its day, heads and one row an item', async () => {
    const { file } = await ready()
    const { status, headers, bytes } = await file('/api/items.xlsx?sort=effectiveOn')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    expect(decodeURIComponent(String(headers['content-disposition']))).toContain(`成果台账${TODAY}.xlsx`)
    expect(inspectOffice(bytes)).toMatchObject({ ok: true, kind: 'xlsx' })
    const rows = await rowsIn(bytes)
    expect(rows[0]?.[0]).toContain('成果台账')
    expect(rows[1]?.[0]).toContain('截至2025年6月30日')
    expect(rows[1]?.[0]).toContain('共3项')
    expect(rows[2]?.slice(0, 4)).toEqual(['序号', '种类', '标准号或编号', '名称'])
    expect(rows[3]?.slice(0, 10)).toEqual([
      1,
      '标准',
      'DB37/T 4000-2025',
      '医院无陪护服务规范',
      '地方标准',
      null,
      '发布',
      new Date('2025-02-10T00:00:00Z'),
      '泉城明湖医院（牵头）',
      '区卫健局',
    ])
    expect(rows).toHaveLength(6)
  })
  test('never holds a formula', async () => {
    const { file } = await ready()
    const { bytes } = await file('/api/items.xlsx')
    const parts = unzipSync(new Uint8Array(bytes))
    const page = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])
    expect(page).not.toContain('<f>')
    expect((await rowsIn(bytes)).map((row) => row[3])).toContain('=HYPERLINK("http://far.example","点我")')
  })
  test('takes the filters of the page and says them', async () => {
    const { file } = await ready()
    const rows = await rowsIn((await file('/api/items.xlsx?department=gxj&kind=standard')).bytes)
    expect(rows).toHaveLength(4)
    expect(rows[1]?.[0]).toContain('种类：标准；部门：区工信局，共1项')
  })
  test('refuses a page, a filter that does not exist and a day to come', async () => {
    const { get } = await ready()
    expectProblem(await get('/api/items.xlsx?page=1'), 400)
    expectProblem(await get('/api/items.xlsx?department=nobody'), 400)
    expectProblem(await get('/api/items.xlsx?asOf=2025-07-01'), 400)
    expectProblem(await get('/api/items.xlsx?plan=nowhere'), 404)
  })
  test('the next export of the same person waits for the one before', async () => {
    const { file } = await ready()
    const both = await Promise.all([file('/api/items.xlsx'), file('/api/items.csv'), file('/api/items.xlsx')])
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200])
  })
})

test('an export leaves its trace: who took what, how much of it', async () => {
  const { app, db, as } = await ready()
  const { headers } = as('clerk', 'reporter:wjj')
  await app.inject({ url: '/api/items.csv?kind=standard', headers })
  await app.inject({ url: '/api/plans/lixia-2025/summary.xlsx' })
  const events = db.read.select().from(auditEvent).where(eq(auditEvent.action, 'export')).orderBy(auditEvent.id).all()
  expect(events.map((one) => one.actor)).toEqual(['clerk', 'public'])
  expect(JSON.parse(events[0]?.detail ?? '')).toEqual({ ending: 'csv', rows: 3, query: { kind: 'standard' } })
})

describe('GET /api/items.csv', () => {
  test('opens in Excel: UTF-8 with its mark, and nothing that runs', async () => {
    const { file } = await ready()
    const { headers, text } = await file('/api/items.csv?sort=effectiveOn')
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(text.startsWith('\uFEFF序号,种类,')).toBe(true)
    expect(text).toContain(`"'=HYPERLINK(""http://far.example"",""点我"")"`)
    expect(text.trimEnd().split('\r\n')).toHaveLength(4)
  })
})

describe('GET /api/plans/:plan/summary.xlsx', () => {
  test('holds the figures of the summary', async () => {
    const { file, get } = await ready()
    const { status, bytes } = await file('/api/plans/lixia-2025/summary.xlsx')
    expect(status).toBe(200)
    const { body } = await get('/api/plans/lixia-2025/summary')
    const rows = await rowsIn(bytes)
    const heads = rows.findIndex((row) => row[1] === '指标')
    const figures = rows.slice(heads + 1, heads + 1 + body.targets.length)
    expect(figures.map((row) => row[1])).toEqual(body.targets.map((target: { name: string }) => target.name))
    expect(figures.map((row) => row[5])).toEqual(
      body.targets.map((target: { recognised: number }) => target.recognised),
    )
  })
  test('knows a plan without targets, and none that does not exist', async () => {
    const { file, get } = await makeApp({
      fill: (db) => loadPlanFile(db, 'seeds/lixia-ip-2025.yaml', '2025-01-10'),
      today: TODAY,
    }).then((made) => ({ ...made, file: (url: string) => made.app.inject({ url }) }))
    const code = (await get('/api/plans')).body.rows[0].code
    expect((await file(`/api/plans/${code}/summary.xlsx`)).statusCode).toBe(200)
    expectProblem(await get('/api/plans/nowhere/summary.xlsx'), 404)
  })
})

describe('open tables', () => {
  test.each(OPEN_TABLES.map(({ name }) => name))('%s says the same as JSON and as CSV', async (name) => {
    const { get, file } = await ready()
    const { status, body } = await get(`/api/plans/lixia-2025/data/${name}.json?asOf=2025-05-31`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ plan: 'lixia-2025', asOf: '2025-05-31', knownAt: TODAY, demo: false })
    expect(body.total).toBe(body.rows.length)
    const { text } = await file(`/api/plans/lixia-2025/data/${name}.csv?asOf=2025-05-31`)
    const lines = text.trimEnd().split('\r\n')
    const fields = OPEN_TABLES.find((one) => one.name === name)?.fields.map((field) => field.name) ?? []
    expect(lines[0]).toBe(`\uFEFF${fields.join(',')}`)
    expect(lines).toHaveLength(body.rows.length + 1)
    const [first] = body.rows
    if (first) expect(lines[1]?.split(',')[0]).toBe(String(first[fields[0] ?? '']))
  })
})

/** So many standards at one blow. */
function fillMany(db: Database): void {
  loadPlanFile(db, 'seeds/lixia-2025.yaml', '2025-01-10')
  addPeople(db, '2025-01-10')
  act(db, '2025-03-01', (tx, now) => {
    for (let serial = 1; serial <= 230; serial += 1) {
      const { id } = report(
        tx,
        getPerson(tx, 'reporter'),
        {
          plan: 'lixia-2025',
          department: 'gxj',
          kind: 'standard',
          title: `规范${serial}`,
          number: `DB37/T ${9000 + serial}-2025`,
          stage: 'issued',
          effectiveOn: '2025-02-10',
          units: [{ name: '泉城明湖医院', role: 'lead' }],
          tags: [],
          evidence: [],
        },
        now,
      )
      submit(tx, getPerson(tx, 'reporter'), id, now)
      approve(tx, getPerson(tx, 'reviewer'), id, now)
    }
  })
}

test('a longer ledger is exported row by row as the pages show it', async () => {
  const { app, get } = await makeApp({ fill: fillMany, today: TODAY })
  const rows: string[] = []
  for (const page of [1, 2]) {
    const { body } = await get(`/api/items?pageSize=200&page=${page}&sort=-recognisedOn`)
    rows.push(...body.rows.map((row: { id: string }) => row.id))
  }
  expect(rows).toHaveLength(230)
  const { rawPayload } = await app.inject({ url: '/api/items.xlsx?sort=-recognisedOn' })
  expect((await rowsIn(rawPayload)).slice(3).map((row) => row[17])).toEqual(rows)
})
