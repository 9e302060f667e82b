/** 评估报告: every figure is the API's, every sentence is carried by the data, and the same snapshot gives the same bytes. */
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../db/open.ts'
import { REPORT_PARTS } from '../../db/words.ts'
import { getPerson } from '../../server/accounts/queries.ts'
import { approve, report, submit } from '../../server/entries/changes.ts'
import { typedNumbersIn } from '../../server/reports/text.ts'
import { DEFAULT_TYPEFACES } from '../../server/reports/typefaces.ts'
import { writeWord } from '../../server/reports/word.ts'
import { nounOf, percentText } from '../../server/reports/wording.ts'
import { STATUS_WORDS } from '../../server/words-zh.ts'
import { makeApp, makeDatabase, type TestApp } from '../fixtures/app.ts'
import { act, fillHistory, LAST_DAY, loadPlanFile } from '../fixtures/history.ts'
import { tell, textOf } from '../fixtures/reports.ts'

const PLAN = 'lixia-2025'
const YEAR_END = { asOf: '2024-12-31', knownAt: '2025-01-10' }
const DUE = { asOf: '2025-12-31', knownAt: '2025-12-31' }
const AFTER = { asOf: LAST_DAY, knownAt: LAST_DAY }

/** A whole history, and one standard that was issued after the due day. */
function fill(db: Database): void {
  fillHistory(db, 11, 240)
  act(db, LAST_DAY, (tx, now) => {
    const reporter = getPerson(tx, 'reporter')
    const said = {
      plan: PLAN,
      department: 'scjgj',
      kind: 'standard',
      title: '期满后的标准',
      number: 'GB/T 99998-2026',
      stage: 'issued',
      effectiveOn: '2026-01-20',
      units: [{ name: '单位', role: 'lead' }],
      tags: [],
      evidence: [],
    } as const
    const { id } = report(tx, reporter, { ...said, units: [...said.units], tags: [] }, now)
    submit(tx, reporter, id, now)
    approve(tx, getPerson(tx, 'reviewer'), id, now)
  })
}

describe('of a whole plan’s history', () => {
  let made: TestApp
  beforeAll(async () => {
    made = await makeApp({ today: LAST_DAY, fill, until: afterAll })
  })

  it.each([
    ['a year', YEAR_END, { year: 2024 }],
    ['the due day', DUE, { year: 2025, base: YEAR_END }],
    ['after the due day', AFTER, { base: DUE }],
  ])('figures are the API’s: %s', async (_, days, more) => {
    const { figures, model } = tell(made.db.read, PLAN, days, more)
    const { body: api } = await made.get(`/api/plans/${PLAN}/summary?asOf=${days.asOf}&knownAt=${days.knownAt}`)
    const value = (key: string) => figures.get(key)?.value
    const table = model.sections
      .flatMap((one) => one.blocks)
      .find((block) => block.kind === 'table' && block.code === 'table-targets')
    if (table?.kind !== 'table') throw new Error('The report has no table of targets.')
    for (const target of api.targets) {
      const ruled = target.code !== 'original-standards'
      expect(value(`t.${target.code}.recognised`)).toBe(String(target.recognised))
      for (const key of ['onTime', 'supplementary', 'late', 'inReview', 'value'] as const)
        expect(value(`t.${target.code}.${key}`), `${target.code} ${key}`).toBe(String(target[key]))
      const row = table.rows.find((one) => one.cells[1] === nounOf(target.name))
      expect(row?.cells[3], target.code).toBe(ruled ? String(target.recognised) : '—')
      expect(row?.cells[4], target.code).toBe(ruled ? percentText(target.recognised, target.value) : '—')
      expect(row?.cells.at(-1), target.code).toBe(STATUS_WORDS[target.status as keyof typeof STATUS_WORDS])
      const parts = (['lead', 'participant'] as const).map((role) => Number(value(`t.${target.code}.${role}`)))
      if (ruled) expect(parts[0] ?? 0, target.code).toBeLessThanOrEqual(target.recognised)
    }
    const projects = api.columns.flatMap(
      (column: { projects: { progress: string; stalled: boolean }[] }) => column.projects,
    )
    expect(value('projects.total')).toBe(String(projects.length))
    expect(value('projects.stalled')).toBe(String(projects.filter((one: { stalled: boolean }) => one.stalled).length))
    for (const [status, key] of [
      ['done', 'done'],
      ['under-way', 'underWay'],
      ['behind', 'behind'],
      ['not-reported', 'notReported'],
    ])
      expect(value(`tasks.${key}`)).toBe(
        String(api.tasks.filter((one: { status: string }) => one.status === status).length),
      )
    const listed = model.annexes.find((one) => one.part === 'annex-standards')?.blocks[0]
    const rows = listed?.kind === 'table' ? listed.rows.filter((row) => row.style === 'row') : []
    const { body: ledger } = await made.get(
      `/api/items?plan=${PLAN}&kind=standard&counts=true&asOf=${days.asOf}&knownAt=${days.knownAt}&pageSize=200`,
    )
    expect(rows.length).toBe(ledger.total)
    for (const department of api.departments)
      expect(value(`d.${department.code}.recognised`)).toBe(String(department.recognised))
  })

  it('holds no number but those of the snapshot', () => {
    for (const told of [
      tell(made.db.read, PLAN, YEAR_END, { year: 2024 }),
      tell(made.db.read, PLAN, AFTER, { base: DUE }),
    ])
      for (const part of REPORT_PARTS) expect(typedNumbersIn(told.prose[part]), part).toEqual([])
  })

  it('says after the due day what was recognised in time, since, and too late', () => {
    const { model, body } = tell(made.db.read, PLAN, AFTER, { base: DUE })
    const text = textOf(model)
    expect(text).toContain('已于2025年12月31日期满')
    expect(text).not.toContain('按序时应达')
    const supplemented = body.summary.targets.find((one) => one.supplementary > 0)
    expect(supplemented).toBeDefined()
    expect(text).toContain(`期满前认定${supplemented?.onTime}`)
    expect(text).toContain(`期满后补认定${supplemented?.supplementary}`)
    const late = body.summary.targets.find((one) => one.late > 0)
    expect(text).toContain(`另有${late?.late}${late?.unit}在期满后生效，不计入`)
  })

  it('reconciles with an earlier snapshot, row by row', () => {
    const { model, story } = tell(made.db.read, PLAN, AFTER, { base: DUE })
    expect(story.changes.every((one) => one.balanced)).toBe(true)
    const table = model.sections
      .find((one) => one.part === 'reconciliation')
      ?.blocks.find((block) => block.kind === 'table')
    if (table?.kind !== 'table') throw new Error('There is no reconciliation.')
    for (const row of table.rows) {
      const [before, added, supplementary, voided, ended, rule, after] = row.cells
        .slice(1)
        .map((cell) => Number(cell.replace('−', '-').replace('+', '')))
      expect((before ?? 0) + (added ?? 0) + (supplementary ?? 0) + (voided ?? 0) + (ended ?? 0) + (rule ?? 0)).toBe(
        after,
      )
    }
    const alone = tell(made.db.read, PLAN, AFTER)
    expect(alone.model.sections.some((one) => one.part === 'reconciliation')).toBe(false)
    expect(alone.model.annexes.some((one) => one.part === 'annex-changes')).toBe(false)
  })

  it('is the same Word file to the byte, with native charts in it', async () => {
    const { model } = tell(made.db.read, PLAN, AFTER, { base: DUE })
    const once = await writeWord(model, DEFAULT_TYPEFACES)
    const again = await writeWord(structuredClone(model), DEFAULT_TYPEFACES)
    expect(Buffer.from(again).equals(Buffer.from(once))).toBe(true)
    const parts = unzipSync(once)
    expect(Object.keys(parts).filter((name) => /^word\/charts\/chart\d+\.xml$/.test(name)).length).toBe(3)
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
    expect(xml).toContain('w:eastAsia="仿宋_GB2312"')
    expect(xml).toMatch(/w:pgMar w:top="209[78]" w:right="147[34]" w:bottom="198[45]" w:left="158[78]"/)
    const other = await writeWord({ ...model, title: `${model.title}（修订）` }, DEFAULT_TYPEFACES)
    expect(Buffer.from(other).equals(Buffer.from(once))).toBe(false)
  })
})

it('of a plan in which nothing was reported says only that, and leaves the empty lists out', () => {
  const db = makeDatabase(onTestFinished)
  loadPlanFile(db, 'seeds/lixia-2025.yaml', '2023-11-20')
  const { model } = tell(db.read, PLAN, { asOf: '2024-06-30', knownAt: '2024-06-30' }, { year: 2024 })
  expect(textOf(model)).toContain('12项指标均尚无填报')
  expect(textOf(model)).not.toMatch(/undefined|NaN|〔没有/)
  expect(model.annexes.map((one) => one.part)).toEqual(['annex-projects', 'annex-rules'])
})

it('of a plan of another kind, without targets, tells of its tasks alone', () => {
  const db = makeDatabase(onTestFinished)
  loadPlanFile(db, 'seeds/lixia-ip-2025.yaml', '2025-01-01')
  const code = 'lixia-ip-2025'
  const { model } = tell(db.read, code, { asOf: '2025-06-30', knownAt: '2025-06-30' }, { year: 2025 })
  const text = textOf(model)
  expect(text).not.toMatch(/undefined|NaN|〔没有|0项指标|0个专栏/)
  expect(model.sections.map((one) => one.part)).toEqual(expect.arrayContaining(['overall', 'tasks']))
})
