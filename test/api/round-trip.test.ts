/** Out and in again: nothing that leaves in a file comes back as something else. */
import { writeXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import type { Database } from '../../db/open.ts'
import { entry, entryUnit, unit } from '../../db/schema.ts'
import type { Caller, TestApp } from '../fixtures/app.ts'
import { makeApp } from '../fixtures/app.ts'
import { fillHistory, loadPlanFile } from '../fixtures/history.ts'

const PLAN = 'lixia-2025'
const fill = (db: Database) => loadPlanFile(db, 'seeds/lixia-2025.yaml', '2025-01-10')

async function importFile({ app }: TestApp, clerk: Caller, name: string, bytes: Uint8Array) {
  const sent = await app.inject({
    method: 'POST',
    url: `/api/imports?plan=${PLAN}&department=wjj&name=${encodeURIComponent(name)}`,
    headers: { ...clerk.headers, 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  })
  expect(sent.statusCode, sent.payload).toBe(201)
  for (;;) {
    const { body } = await clerk.get(`/api/imports/${sent.json().id}`)
    if (body.state !== 'reading') return body
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const PLACES = ['泉城明湖医院', '历下药膳研究会', '趵突泉街道办事处', '明湖医院（集团）护理学研究中心', '山大路数码港']
const THINGS = ['服务规范', '质量控制指南', '评价指标', '编码规则', '数据接口', '术语', '检验方法', '管理要求']
const FIELDS = [
  '医院无陪护',
  '节气药膳',
  '政务数据',
  '绿色建筑',
  '社区养老',
  '餐饮分餐',
  '碳排放核算',
  '智慧停车',
  '残疾人托养',
]
/** Two fewer than the days of the shortest month, so that every day exists. */
const dayOf = (place: number) => `2025-0${(place % 6) + 1}-${String((place % 26) + 1).padStart(2, '0')}`

type Line = { number: string; title: string; day: string; unit: string; role: string }

/** So many standards as departments have them: of all classes, with parts, long names, brackets and full-width marks. */
function linesOf(count: number): Line[] {
  const codes = ['DB37/T', 'GB/T', 'DB3701/T', 'YD/T', 'T/SDAS', 'WS/T', 'GB']
  return Array.from({ length: count }, (_, place) => ({
    number: `${codes[place % codes.length]} ${20_000 + place}${place % 9 === 0 ? `.${(place % 4) + 1}` : ''}-2025`,
    title: `${FIELDS[place % FIELDS.length]} ${THINGS[place % THINGS.length]}${place % 9 === 0 ? ` 第${(place % 4) + 1}部分：总则（试行）` : ''}`,
    day: dayOf(place),
    unit: PLACES[place % PLACES.length] ?? '',
    role: place % 3 === 0 ? '牵头' : '参与',
  }))
}

/** The same day as different people write it. */
const SPELLINGS = [
  (day: string) => day,
  (day: string) => day.replaceAll('-', '/').replace(/\/0/g, '/'),
  (day: string) => day.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日'),
  (day: string) => day.replaceAll('-', '.'),
  (day: string) => new Date(`${day}T00:00:00Z`),
  (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569,
  (day: string) => day.replaceAll('-', ''),
]
const fullWidth = (text: string) =>
  text.replace(/[A-Z0-9/.-]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0))

test('a thousand rows as a department writes them are each read right, written once, and found again', async () => {
  const made = await makeApp({ fill, today: '2025-09-22' })
  const clerk = made.as('clerk', 'reporter:wjj')
  const lines = linesOf(1000)
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '2025年标准',
        rows: [
          ['区卫健局2025年标准台账'],
          ['序号', '标准编号', '标准名称', '发布日期', '起草单位', '牵头/参与', '责任部门'],
          ...lines.map(({ number, title, day, unit: name, role }, place) => [
            place + 1,
            place % 5 === 0 ? fullWidth(number) : number,
            title,
            SPELLINGS[place % SPELLINGS.length]?.(day) ?? day,
            name,
            role,
            place % 2 === 0 ? '区卫健委' : '历下区卫健局',
          ]),
        ],
      },
    ],
  })
  const batch = await importFile(made, clerk, '台账.xlsx', bytes)
  expect(batch).toMatchObject({ state: 'open', rowsRead: 1000, counts: { ready: 1000, fault: 0, ask: 0 } })
  const written = await clerk.post(`/api/imports/${batch.id}/write`, { as: 'drafts' })
  expect(written.body).toMatchObject({ state: 'written', canUndo: true })

  const { db } = made
  const units = new Map(
    db.read
      .select()
      .from(unit)
      .all()
      .map((one) => [one.id, one.name]),
  )
  const roles = new Map(
    db.read
      .select()
      .from(entryUnit)
      .all()
      .map((one) => [one.entryId, one]),
  )
  const back = db.read
    .select()
    .from(entry)
    .orderBy(entry.id)
    .all()
    .map((row): Line => {
      const its = roles.get(row.id)
      return {
        number: row.number ?? '',
        title: row.title ?? '',
        day: row.effectiveOn ?? '',
        unit: units.get(its?.unitId ?? 0) ?? '',
        role: its?.role === 'lead' ? '牵头' : '参与',
      }
    })
  expect(back).toEqual(lines)

  // The same rows once more, in another file: every one of them is known.
  const again = await importFile(
    made,
    clerk,
    '台账.csv',
    Buffer.from(
      [
        '标准号,名称,发布日期,起草单位,作用',
        ...lines.map((one) => [one.number, one.title, one.day, one.unit, one.role].join()),
      ].join('\r\n'),
    ),
  )
  expect(again.counts).toMatchObject({ same: 1000, ready: 0, fault: 0 })
})

test('the ledger with all its kinds, stages and ends, sent back as it was exported, changes nothing', async () => {
  const made = await makeApp({ fill: (db) => fillHistory(db, 11, 150), today: '2026-02-20' })
  const clerk = made.as('everywhere', 'reporter')
  for (const ending of ['xlsx', 'csv']) {
    const { rawPayload } = await made.app.inject({ url: `/api/items.${ending}` })
    const { body: ledger } = await made.get('/api/items')
    const batch = await importFile(made, clerk, `台账.${ending}`, rawPayload)
    const open = (await clerk.get(`/api/imports/${batch.id}/rows?tab=open`)).body.rows
    expect(
      open.map((row: { cells: unknown[]; faults: unknown }) => [row.cells, row.faults]),
      ending,
    ).toEqual([])
    expect(batch.counts, ending).toMatchObject({ same: ledger.total, ready: 0, fault: 0, ask: 0, twice: 0 })
  }
})
