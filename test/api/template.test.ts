import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readWorkbook } from '../../server/exchange/reading.ts'
import { inspectOffice } from '../../server/zip.ts'
import { makeApp } from '../fixtures/app.ts'
import { loadPlanFile } from '../fixtures/history.ts'
import { expectProblem } from '../fixtures/problem.ts'
import { gather } from '../fixtures/tables.ts'

const fill = (db: Parameters<typeof loadPlanFile>[0]) => loadPlanFile(db, 'seeds/lixia-2025.yaml', '2025-01-10')
const URL = '/api/plans/lixia-2025/template.xlsx?department=wjj'

test('the template has a sheet a kind, each understood by the import, and nothing filled in yet', async () => {
  const { app } = await makeApp({ fill })
  const { rawPayload, headers } = await app.inject({ url: URL })
  expect(decodeURIComponent(String(headers['content-disposition']))).toContain('填报模板_区卫健局.xlsx')
  expect(inspectOffice(rawPayload)).toMatchObject({ ok: true, kind: 'xlsx' })
  const found = gather()
  await readWorkbook(new Uint8Array(rawPayload), found.into)
  expect(found.tables.map((one) => [one.sheet, one.meaning])).toEqual([
    ['标准', 'standard'],
    ['试点示范', 'pilot'],
    ['技术组织', 'organization'],
    ['平台和企业', 'platforms'],
    ['重点任务进展', 'task'],
    ['零报告', 'zero'],
  ])
  expect(found.rows).toEqual([])
  for (const table of found.tables)
    expect(
      table.columns.filter(({ place }) => table.heads[place] == null).map(({ text }) => text),
      table.sheet,
    ).toEqual(['序号'])
})

test("its drop-downs are the plan's own lists, on a sheet that nobody trips over", async () => {
  const { app } = await makeApp({ fill })
  const { rawPayload } = await app.inject({ url: URL })
  const parts = unzipSync(new Uint8Array(rawPayload))
  const text = (name: string) => new TextDecoder().decode(parts[name])
  expect(text('xl/workbook.xml')).toContain('state="veryHidden"')
  expect(text('xl/workbook.xml')).toMatch(/<definedName name="部门列表">字典!\$A\$2:\$A\$25</)
  expect(text('xl/worksheets/sheet1.xml')).toContain('<formula1>专栏项目列表</formula1>')
  const words = text('xl/sharedStrings.xml')
  for (const word of ['区卫健局', '30 TIPS的术后护理', '绿色低碳', '中期评估', '示例']) expect(words).toContain(word)
})

test('a department that the plan does not have gets none', async () => {
  const { get } = await makeApp({ fill })
  expectProblem(await get('/api/plans/lixia-2025/template.xlsx?department=nobody'), 400)
  expectProblem(await get('/api/plans/lixia-2025/template.xlsx'), 400)
  expectProblem(await get('/api/plans/nowhere/template.xlsx?department=wjj'), 404)
})
