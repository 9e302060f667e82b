/** Reports from a snapshot to the issued paper: who writes what, what is frozen, and the files. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../db/open.ts'
import { reportSection, report as reportTable } from '../../db/schema.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { approve, report, submit } from '../../server/entries/changes.ts'
import type { ReportDetail } from '../../server/reports/contract.ts'
import { makeApp, type TestApp } from '../fixtures/app.ts'
import { act, addPeople, fillHistory, LAST_DAY, loadPlanFile } from '../fixtures/history.ts'

const PLAN = 'lixia-2025'
const EVIDENCE = Buffer.from('%PDF-1.4 a page')
const SHA = createHash('sha256').update(EVIDENCE).digest('hex')

/** The plan with one recognised standard of 2024 that has evidence. */
function fill(db: Database): void {
  loadPlanFile(db, 'seeds/lixia-2025.yaml', '2023-11-13')
  addPeople(db, '2023-11-13')
  standard(db, 'GB/T 91001-2024', '2024-05-10', '2024-06-01')
}

function standard(db: Database, number: string, effectiveOn: string, on: string): void {
  act(db, on, (tx, now) => {
    const reporter = getPerson(tx, 'reporter')
    const { id } = report(
      tx,
      reporter,
      {
        plan: PLAN,
        department: 'gxj',
        kind: 'standard',
        title: `工业软件 ${number}`,
        number,
        stage: 'issued',
        effectiveOn,
        units: [{ name: '泉城研究院', role: 'lead' }],
        tags: [],
        evidence: [
          { kind: 'cover', name: '封面.pdf', mediaType: 'application/pdf', bytes: EVIDENCE.length, sha256: SHA },
        ],
      },
      now,
    )
    submit(tx, reporter, id, now)
    approve(tx, getPerson(tx, 'reviewer'), id, now)
  })
}

const writer = (made: TestApp) => made.as('cheng', 'reviewer')

async function freeze(made: TestApp, asOf: string, knownAt: string): Promise<number> {
  const { status, body, text } = await writer(made).post(`/api/plans/${PLAN}/snapshots`, { asOf, knownAt })
  expect(status, text).toBe(201)
  return body.number
}

async function begin(made: TestApp, asked: Record<string, unknown> = {}): Promise<string> {
  const { status, body, text } = await writer(made).post(`/api/plans/${PLAN}/reports`, {
    kind: 'annual',
    year: 2024,
    snapshot: 1,
    base: null,
    ...asked,
  })
  expect(status, text).toBe(201)
  return body.id
}

async function detail(made: TestApp, id: string): Promise<ReportDetail> {
  const { status, body, text } = await writer(made).get(`/api/reports/${id}`)
  expect(status, text).toBe(200)
  return body
}

describe('snapshots', () => {
  it('are numbered, told with their hash, and read by whoever has signed in', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    expect(await freeze(made, '2024-12-31', '2025-01-10')).toBe(1)
    expect(await freeze(made, '2024-12-31', '2025-02-01')).toBe(2)
    const viewer = made.as('lin', 'viewer')
    const { body } = await viewer.get(`/api/plans/${PLAN}/snapshots`)
    expect(body.rows.map((row: { number: number }) => row.number)).toEqual([2, 1])
    const { body: one } = await viewer.get(`/api/plans/${PLAN}/snapshots/1`)
    expect(one).toMatchObject({ number: 1, asOf: '2024-12-31', knownAt: '2025-01-10', madeBy: 'cheng' })
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/)
    expect((await made.get(`/api/plans/${PLAN}/snapshots`)).status).toBe(401)
    expect(
      (await viewer.post(`/api/plans/${PLAN}/snapshots`, { asOf: '2024-12-31', knownAt: '2025-01-10' })).status,
    ).toBe(403)
    expect((await viewer.get(`/api/plans/${PLAN}/snapshots/9`)).status).toBe(404)
  })

  it('are not made of a day that has not come', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    const { status, body } = await writer(made).post(`/api/plans/${PLAN}/snapshots`, {
      asOf: '2025-02-02',
      knownAt: '2025-02-01',
    })
    expect([status, body.errors[0].path]).toEqual([400, 'asOf'])
  })

  it('tell what came in since, and why', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    standard(made.db, 'GB/T 91002-2024', '2024-11-20', '2025-01-20')
    await freeze(made, '2024-12-31', '2025-02-01')
    const { body } = await writer(made).get(`/api/plans/${PLAN}/snapshots/2/comparison?with=1`)
    const change = body.targets.find((one: { target: string }) => one.target === 'national-industry-local-standards')
    expect(change).toMatchObject({
      before: 1,
      after: 2,
      balanced: true,
      sums: { added: 0, supplementary: 1, voided: 0, ended: 0, ruleIn: 0, ruleOut: 0 },
      items: [{ number: 'GB/T 91002-2024', since: '2024-11-20', recognisedOn: '2025-01-20', cause: 'supplementary' }],
    })
  })
})

describe('a report', () => {
  it('begins as the data say it, without a number that has no source', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const id = await begin(made)
    const one = await detail(made, id)
    expect(one).toMatchObject({ number: 1, state: 'draft', year: 2024, typedNumbers: [], writable: true })
    expect(one.sections.every((section) => section.state === 'automatic' && section.included)).toBe(true)
    expect(one.model.sections.map((section) => section.part)).toEqual([
      'overall',
      'targets',
      'tasks',
      'columns',
      'departments',
      'problems',
    ])
    expect(one.model.sections[0]?.heading).toBe('一、总体情况')
  })

  it.each([
    ['a year that the snapshot is not of', { year: 2023 }, 'snapshot'],
    ['closing before the due day', { kind: 'closing', year: null }, 'snapshot'],
    ['closing with a year', { kind: 'closing' }, 'year'],
    ['a snapshot that is not there', { snapshot: 7 }, 'snapshot'],
    ['reconciled with itself', { base: 1 }, 'base'],
  ])('is not begun with %s', async (_, asked, path) => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const { status, body } = await writer(made).post(`/api/plans/${PLAN}/reports`, {
      kind: 'annual',
      year: 2024,
      snapshot: 1,
      base: null,
      ...asked,
    })
    expect([status, body.errors[0].path]).toEqual([400, path])
  })

  it('of the end of the plan needs a day after the due day, from which on targets are reached or missed', async () => {
    const made = await makeApp({ today: '2026-01-10', fill })
    await freeze(made, '2025-12-31', '2026-01-10')
    await freeze(made, '2026-01-10', '2026-01-10')
    const asked = { kind: 'closing', year: null, base: null }
    const refused = await writer(made).post(`/api/plans/${PLAN}/reports`, { ...asked, snapshot: 1 })
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'snapshot'])
    const { model } = await detail(made, await begin(made, { ...asked, snapshot: 2, base: 1 }))
    expect(model.title).toMatch(/期满评估报告$/)
    expect(JSON.stringify(model.sections)).toContain('期满未达成')
  })

  it('says which sections are empty before it is issued, and leaves them out where the writer decides so', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const id = await begin(made)
    const me = writer(made)
    expect((await detail(made, id)).emptyParts).toEqual(['suggestions'])
    const unasked = await me.post(`/api/reports/${id}/issue`, { version: 1 })
    expect([unasked.status, unasked.body.detail]).toEqual([403, expect.stringContaining('“下一步工作”没有内容')])
    const tooMuch = await me.post(`/api/reports/${id}/issue`, { version: 1, without: ['overall', 'suggestions'] })
    expect([tooMuch.status, tooMuch.body.detail]).toEqual([403, expect.stringContaining('“总体情况”已经有内容')])
    expect((await me.post(`/api/reports/${id}/issue`, { version: 1, without: ['suggestions'] })).status).toBe(200)
    const issued = await detail(made, id)
    expect(issued.sections.filter((one) => !one.included).map((one) => one.part)).toEqual(['suggestions'])
    expect(issued.emptyParts).toEqual([])
  })

  it('is issued only when every number has a source, and then never changes', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const id = await begin(made)
    const me = writer(made)
    const write = async (text: string, version: number) =>
      me.patch(`/api/reports/${id}/sections/suggestions`, { version, text })
    expect((await write('明年力争增长近六成。', 1)).status).toBe(200)
    const open = await detail(made, id)
    expect(open.typedNumbers).toEqual([{ part: 'suggestions', text: '近六成', sentence: '明年力争增长近六成。' }])
    const refused = await me.post(`/api/reports/${id}/issue`, { version: open.version })
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('近六成')])
    expect((await write('明年力争增长{{!近六成|区领导小组会议纪要}}。', 2)).status).toBe(200)
    const { status, text } = await me.post(`/api/reports/${id}/issue`, { version: open.version })
    expect(status, text).toBe(200)
    const word = (await me.get(`/api/reports/${id}/report.docx`)).text

    // Frozen: by us, and by the database itself.
    expect((await write('又改了', 3)).status).toBe(403)
    expect((await me.patch(`/api/reports/${id}`, { version: 2, title: '另一个题目' })).status).toBe(403)
    for (const table of [reportTable, reportSection])
      expect(() => act(made.db, '2025-02-01', (tx) => tx.update(table).set({ version: 9 }).run())).toThrow(
        /never changed/,
      )
    standard(made.db, 'GB/T 91003-2024', '2024-11-20', '2025-02-01')
    await me.put('/api/report-typefaces', {
      title: '华文中宋',
      heading: '黑体',
      subheading: '楷体',
      body: '仿宋',
      plain: '宋体',
      number: '宋体',
    })
    expect((await me.get(`/api/reports/${id}/report.docx`)).text === word).toBe(true)
    const viewer = made.as('lin', 'viewer')
    expect((await viewer.get(`/api/reports/${id}`)).body).toMatchObject({
      ...{ state: 'issued', writable: false, narratives: [] },
    })

    // A correction is a new number that names the old.
    await freeze(made, '2024-12-31', '2025-02-01')
    const next = await begin(made, { snapshot: 2, base: 1, corrects: id })
    expect(await detail(made, next)).toMatchObject({ number: 2, corrects: 1 })
    expect((await detail(made, next)).sections.find((one) => one.part === 'suggestions')?.text).toContain('会议纪要')
    expect((await detail(made, id)).correctedBy).toBeNull()
    await me.post(`/api/reports/${next}/issue`, { version: 1 })
    expect((await detail(made, id)).correctedBy).toBe(2)
  })

  it('is not seen by others while it is a draft', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const id = await begin(made)
    const viewer = made.as('lin', 'viewer')
    expect((await viewer.get(`/api/reports/${id}`)).status).toBe(404)
    expect((await viewer.get(`/api/reports/${id}/report.docx`)).status).toBe(404)
    expect((await viewer.get(`/api/plans/${PLAN}/reports`)).body.total).toBe(0)
    expect((await writer(made).get(`/api/plans/${PLAN}/reports`)).body.total).toBe(1)
  })

  it('is written by one person a section at a time', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const id = await begin(made)
    const section = `/api/reports/${id}/sections/overall`
    const other = made.as('sun', 'reviewer')
    expect((await writer(made).post(`${section}/lock`)).status).toBe(200)
    const refused = await other.patch(section, { version: 1, text: '抢着写' })
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('cheng正在写这一节')])
    expect((await other.post(`${section}/lock`)).status).toBe(403)
    await writer(made).delete(`${section}/lock`)
    expect((await other.patch(section, { version: 1, text: '轮到我写' })).status).toBe(200)
    expect((await writer(made).patch(section, { version: 1, text: '旧的' })).status).toBe(409)
  })

  it('leaves out what somebody leaves out, and numbers what is left', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const id = await begin(made)
    await writer(made).patch(`/api/reports/${id}/sections/tasks`, { version: 1, included: false })
    const one = await detail(made, id)
    expect(one.model.sections.map((section) => section.heading.slice(0, 2))).toEqual([
      '一、',
      '二、',
      '三、',
      '四、',
      '五、',
    ])
    expect(one.model.sections.some((section) => section.part === 'tasks')).toBe(false)
  })

  it('says which sentences another snapshot would move', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    standard(made.db, 'GB/T 91002-2024', '2024-11-20', '2025-01-20')
    await freeze(made, '2024-12-31', '2025-02-01')
    const id = await begin(made)
    await writer(made).patch(`/api/reports/${id}/sections/overall`, {
      version: 1,
      text: '国行地标{{t.national-industry-local-standards.recognised}}项。国际标准{{t.international-standards.recognised}}项。',
    })
    const { body } = await writer(made).get(`/api/reports/${id}/moved-sentences?snapshot=2`)
    expect(body.rows).toEqual([{ part: 'overall', before: '国行地标1项。', after: '国行地标2项。' }])
  })
})

describe('部门材料', () => {
  it('is the department’s own until it is handed in, and is taken over with its source', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const id = await begin(made)
    const clerk = made.as('wang', 'reporter:gxj')
    const place = `/api/reports/${id}/narratives/gxj`
    expect((await clerk.put(place, { version: 0, text: '草稿', state: 'draft' })).status).toBe(200)
    expect((await detail(made, id)).narratives.find((one) => one.department === 'gxj')).toMatchObject({
      state: 'draft',
      text: '',
    })
    expect((await clerk.get(`/api/plans/${PLAN}/narratives`)).body.rows[0].rows).toHaveLength(1)
    const text = '全年组织企业参与标准制定，新立项标准12项，培训三十人次。'
    expect((await clerk.put(place, { version: 1, text, state: 'handed-in' })).status).toBe(200)
    expect((await writer(made).post(`${place}/adopt`, { version: 2 })).status).toBe(200)
    const one = await detail(made, id)
    expect(one.narratives.find((row) => row.department === 'gxj')).toMatchObject({ text, adoptedVersion: 2 })
    expect(one.sections.find((row) => row.part === 'departments')?.text).toContain('## 区工信局\n')
    expect(one.typedNumbers).toEqual([])
    const spans = one.model.sections
      .flatMap((section) => section.blocks)
      .flatMap((block) => (block.kind === 'paragraph' ? block.spans : []))
    expect(spans.find((span) => span.source !== null)).toEqual({ text: '12', figure: null, source: '区工信局报送材料' })
    // Taken over again, the newer text stands in place of the older.
    await clerk.put(place, { version: 2, text: `${text}另有补充。`, state: 'handed-in' })
    await writer(made).post(`${place}/adopt`, { version: 3 })
    const again = (await detail(made, id)).sections.find((row) => row.part === 'departments')?.text ?? ''
    expect(again.split('## 区工信局')).toHaveLength(2)
    expect(again).toContain('另有补充')
  })

  it('is asked for by an urge slip where it is missing, once', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const id = await begin(made)
    const clerk = made.as('wang', 'reporter:gxj')
    await clerk.put(`/api/reports/${id}/narratives/gxj`, {
      version: 0,
      text: '本部门今年的标准化工作都已经填报完毕，没有其他补充。',
      state: 'handed-in',
    })
    const chase = () => writer(made).post(`/api/reports/${id}/narratives/chase`, { answerBy: '2025-02-10' })
    expect((await chase()).body).toEqual({ slips: 23, already: 0 })
    expect((await chase()).body).toEqual({ slips: 0, already: 23 })
    const { body } = await made.as('li', 'reporter:kjj').get(`/api/urge-slips?plan=${PLAN}`)
    expect(body.rows[0].about).toContain('部门材料还没有交')
  })

  it('is written by nobody else', async () => {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    const id = await begin(made)
    const clerk = made.as('wang', 'reporter:gxj')
    const { status } = await clerk.put(`/api/reports/${id}/narratives/kjj`, {
      version: 0,
      text: '别的部门',
      state: 'draft',
    })
    expect(status).toBe(404)
    expect(
      (await clerk.get(`/api/reports/${id}/narratives`)).body.rows.map((row: { department: string }) => row.department),
    ).toEqual(['gxj'])
  })
})

describe('files', () => {
  const bytesOf = async (made: TestApp, url: string) => {
    const answer = await made.app.inject({ url, headers: writer(made).headers })
    expect(answer.statusCode, url).toBe(200)
    return { bytes: new Uint8Array(answer.rawPayload), headers: answer.headers }
  }
  async function ready() {
    const made = await makeApp({ today: '2025-02-01', fill })
    await freeze(made, '2024-12-31', '2025-01-10')
    return { made, id: await begin(made) }
  }

  it('are the same bytes each time', async () => {
    const { made, id } = await ready()
    for (const name of ['report.docx', 'annex.xlsx', 'page.html']) {
      const { bytes } = await bytesOf(made, `/api/reports/${id}/${name}`)
      const { bytes: again } = await bytesOf(made, `/api/reports/${id}/${name}`)
      expect(Buffer.from(again).equals(Buffer.from(bytes)), name).toBe(true)
    }
  })

  it('hold the same figures in Word, Excel and on the page', async () => {
    const made = await makeApp({ today: LAST_DAY, fill: (db) => fillHistory(db, 5, 120) })
    await freeze(made, '2024-12-31', LAST_DAY)
    const id = await begin(made)
    const { model } = await detail(made, id)
    const table = model.sections
      .flatMap((one) => one.blocks)
      .find((block) => block.kind === 'table' && block.code === 'table-targets')
    if (table?.kind !== 'table') throw new Error('There is no table of targets.')
    const { bytes: word } = await bytesOf(made, `/api/reports/${id}/report.docx`)
    const xml = strFromU8(unzipSync(word)['word/document.xml'] ?? new Uint8Array())
    const inWord = [...xml.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) =>
      [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) =>
        [...cell.matchAll(/<w:t [^>]*>([^<]*)</g)].map(([, text]) => text).join(''),
      ),
    )
    const { bytes: page } = await bytesOf(made, `/api/reports/${id}/page.html`)
    const html = strFromU8(page)
    const { bytes: book } = await bytesOf(made, `/api/reports/${id}/annex.xlsx`)
    const sheet = strFromU8(unzipSync(book)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    for (const row of table.rows.filter((one) => one.style === 'row')) {
      expect(inWord).toContainEqual(row.cells)
      expect(html).toContain(`<td class="end">${row.cells[3]}</td>`)
      if (row.cells[3] !== '—') expect(sheet).toContain(`<v>${row.cells[3]}</v>`)
    }
  })

  it('make a bundle with every file of evidence, its hash, and an index', async () => {
    const { made, id } = await ready()
    const folder = join(made.dataDir, 'evidence', SHA.slice(0, 2))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, SHA), EVIDENCE)
    const { bytes, headers } = await bytesOf(made, `/api/reports/${id}/bundle.zip`)
    expect(headers['content-disposition']).toContain("filename*=UTF-8''")
    const parts = unzipSync(bytes)
    const names = Object.keys(parts)
    expect(names).toEqual([
      expect.stringMatching(/2024年度评估报告\.docx$/),
      expect.stringMatching(/数据附表\.xlsx$/),
      expect.stringMatching(/\.html$/),
      '快照第1号.json',
      `证据/GB-T 91001-2024/${SHA.slice(0, 16)}.pdf`,
      '索引.csv',
    ])
    const index = strFromU8(parts['索引.csv'] ?? new Uint8Array())
    for (const [name, part] of Object.entries(parts))
      if (name !== '索引.csv') expect(index).toContain(createHash('sha256').update(part).digest('hex'))
    const { body: snapshot } = await writer(made).get(`/api/plans/${PLAN}/snapshots/1`)
    expect(
      createHash('sha256')
        .update(parts['快照第1号.json'] ?? '')
        .digest('hex'),
    ).toBe(snapshot.hash)
    expect((await made.as('lin', 'viewer').get(`/api/reports/${id}/bundle.zip`)).status).toBe(403)
  })

  it('say so in the index where a file of evidence is missing', async () => {
    const { made, id } = await ready()
    const { bytes } = await bytesOf(made, `/api/reports/${id}/bundle.zip`)
    expect(strFromU8(unzipSync(bytes)['索引.csv'] ?? new Uint8Array())).toContain('文件缺失')
  })
})
