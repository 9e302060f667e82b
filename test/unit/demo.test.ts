import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEMO_DAY, type DemoProject, demoAllocations, demoEvents, demoLeads } from '../../seeds/demo.ts'
import { issuedBy } from '../../seeds/demo-evidence.ts'
import { checkPlanFile } from '../../seeds/plan-file.ts'
import { parseStandardNumber } from '../../server/standards/number.ts'

const checked = checkPlanFile(readFileSync('seeds/lixia-2025.yaml', 'utf8'))
if (!checked.ok) throw new Error('The plan file is broken.')
const { plan: file } = checked
const projects: DemoProject[] = file.columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
const events = demoEvents(projects)
const reports = events.flatMap((event) => (event.verb === 'report' ? [event] : []))
const items = reports.flatMap(({ report, department, on }) =>
  'item' in report ? [{ ...report.item, department, effectiveOn: report.effectiveOn, on }] : [],
)

describe('the demo’s events', () => {
  it('are the same every time', () => {
    expect(demoEvents(projects)).toEqual(events)
    expect(demoEvents(projects, 7)).not.toEqual(events)
  })

  it('come in order of their days, and each entry from its report on', () => {
    expect(events.map(({ on }) => on)).toEqual(events.map(({ on }) => on).sort())
    const seen = new Set<string>()
    for (const event of events) {
      if (event.verb === 'report') seen.add(event.entry)
      expect(seen.has(event.entry), `${event.entry} ${event.verb}`).toBe(true)
    }
  })

  it('happen on working days, none before the plan began', () => {
    for (const { on } of events) {
      expect([0, 6], on).not.toContain(new Date(on).getUTCDay())
      expect(on >= '2023-11-13', on).toBe(true)
    }
  })

  it('report nothing before it happened', () => {
    for (const { on, report } of reports) expect(on >= report.effectiveOn, `${on} ${report.effectiveOn}`).toBe(true)
  })

  it('lead to about 250 items of every kind, from every department, over the whole plan', () => {
    const things = new Set(items.map((one) => one.planNumber ?? `${one.kind} ${one.number ?? one.title}`))
    expect(things.size).toBeGreaterThan(230)
    expect(things.size).toBeLessThan(300)
    expect(new Set(items.map(({ kind }) => kind)).size).toBe(5)
    expect(new Set(reports.map(({ department }) => department)).size).toBe(24)
    const months = new Set(events.map(({ on }) => on.slice(0, 7)))
    expect([...months].filter((month) => month <= '2025-12')).toHaveLength(26)
  })

  it('hold what can go another way', () => {
    const verbs = new Map<string, number>()
    for (const { verb, on } of events) if (on <= DEMO_DAY) verbs.set(verb, (verbs.get(verb) ?? 0) + 1)
    expect(verbs.get('return')).toBeGreaterThan(5)
    for (const verb of ['sign', 'recall', 'discard', 'void']) expect(verbs.get(verb), verb).toBeGreaterThan(0)
    const ended = (kind: string, stage: string) => items.some((one) => one.kind === kind && one.stage === stage)
    expect(ended('pilot', 'revoked')).toBe(true)
    expect(ended('pilot', 'failed')).toBe(true)
    expect(ended('organization', 'revoked')).toBe(true)
    expect(ended('standard', 'withdrawn')).toBe(true)
    const late = items.filter((one) => Date.parse(one.on) - Date.parse(one.effectiveOn) > 75 * 86_400_000)
    expect(late.filter((one) => one.effectiveOn >= '2023-11-13').length).toBeGreaterThan(3)
  })

  it('let two departments report one standard', () => {
    const by = new Map<string, Set<string>>()
    for (const { number, department } of items)
      if (number !== undefined) by.set(number, (by.get(number) ?? new Set()).add(department))
    expect([...by.values()].filter((departments) => departments.size > 1)).toHaveLength(3)
  })

  it('use numbers of standards that no real one has, and each for one thing', () => {
    const numbers = items.flatMap((one) => (one.number === undefined ? [] : [{ number: one.number, title: one.title }]))
    const titles = new Map<string, string>()
    for (const { number, title } of numbers) {
      const read = parseStandardNumber(number)
      expect(read.ok && read.canonical, number).toBe(number)
      expect(number).toMatch(number.startsWith('GB') || number.startsWith('ISO') ? / 9\d{4}\b/ : / 9\d{3}\b/)
      expect(titles.get(number) ?? title, number).toBe(title)
      titles.set(number, title)
    }
    for (const { planNumber } of items)
      if (planNumber !== undefined) expect(planNumber).toMatch(/^(20\d\d9\d{3}-T-469|ISO\/NP 93\d{3})$/)
  })

  it('give the two projects of one name an item each', () => {
    const title = (code: string) => items.find(({ project }) => project === code)?.title
    expect(title('trade-service-national')).toBeDefined()
    expect(title('trade-service-national')).not.toBe(title('trade-service-provincial'))
  })
})

describe('what the demo decides', () => {
  it('splits every target up exactly, but the one without a rule', () => {
    const sums = new Map<string, number>()
    for (const { target, value } of demoAllocations()) sums.set(target, (sums.get(target) ?? 0) + value)
    for (const { code, value } of file.targets)
      expect(sums.get(code) ?? 0, code).toBe(code === 'original-standards' ? 0 : value)
  })

  it('leaves four projects to nobody', () => {
    const leads = demoLeads()
    expect(projects.filter(({ code }) => !leads.has(code)).map(({ name }) => name)).toEqual([
      '有机化工材料',
      '政府采购（线上）服务',
      '道地中药材全产业链',
      '基建物资装备数字化共享利用服务',
    ])
  })
})

describe('the cover of a demo standard', () => {
  it.each([
    ['DB37/T 4512-2023', '山东省地方标准', '山东省市场监督管理局（演示）'],
    ['DB3701/T 9008-2023', '济南市地方标准', '济南市市场监督管理局（演示）'],
  ])('%s is a %s', (number, name, issuer) => {
    expect(issuedBy('local', number)).toEqual({ name, issuer })
  })
})
