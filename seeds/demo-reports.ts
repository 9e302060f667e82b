/**
 * 演示数据: two snapshots, the issued report of 2024 and one in progress, each on its day, by the same verbs as everyone;
 * in a demo that stands after the due day also the closing report in progress.
 */
import type { Database, Write } from '../db/open.ts'
import { setting } from '../db/schema.ts'
import type { ReportPart } from '../db/words.ts'
import type { Person } from '../server/accounts/identity.ts'
import { getPerson } from '../server/accounts/queries.ts'
import { record } from '../server/audit/record.ts'
import { noonOf } from '../server/clock.ts'
import {
  adoptNarrative,
  changeReport,
  createReport,
  issueReport,
  makeSnapshot,
  writeNarrative,
  writeSection,
} from '../server/reports/changes.ts'
import { frozenOn, getReport, listSections } from '../server/reports/queries.ts'

/** One thing that somebody does for a report, on a day. */
export type DemoReportAct = { on: string; run: (db: Database) => void }

const ISSUER = '济南市历下区市场监督管理局'
const ADDRESSEE = '区实施标准化战略领导小组'

const NARRATIVES_2024: readonly (readonly [department: string, text: string])[] = [
  [
    '区工信局',
    '围绕工业软件、工业互联网组织企业参与标准制定，指导2家企业建立标准化内设机构。\n存在的不足是企业标准化人员流动大，个别在研标准进度慢于预期。',
  ],
  ['区卫健局', '推进现代医疗综合服务、医院无陪护服务试点建设，组织培训4场。试点单位均已完成标准体系框架。'],
  ['区住建局', '参与建筑碳排放核算标准研制，开展物业服务标准宣贯。'],
]
const NARRATIVES_2025: readonly (readonly [department: string, text: string])[] = [
  ['区工信局', '上半年组织标准立项论证3次，推动数字机器人、智能制造单元标准进入审查阶段。'],
  ['区科技局', '完成高新技术企业标准化需求摸底，梳理可转化为标准的科技成果9项。'],
  ['区城管局', '垃圾分类、市容管理标准已发布实施，环境卫生管理标准正在审查。'],
]

/** Everything there is to do, in time order; `codeOf` tells a department's code by its name. */
export function demoReportActs(plan: string, codeOf: (name: string) => string): DemoReportAct[] {
  let id = ''
  const act = (
    on: string,
    who: string,
    action: string,
    change: (tx: Write, person: Person, now: Date) => void,
    subject: () => readonly [type: string, id: string] = () => ['report', id],
  ): DemoReportAct => ({
    on,
    run(db) {
      const now = noonOf(on)
      const person = getPerson(db.read, who)
      const done = () => {
        const [subjectType, its] = subject()
        return { actor: { id: person.id, name: who }, action, subjectType, subject: its, isPrivate: true }
      }
      record(db, done, now, (tx) => change(tx, person, now))
    },
  })
  const freeze = (on: string, asOf: string, note: string) => {
    let made = ''
    return act(
      on,
      'reviewer-1',
      'make-snapshot',
      (tx, person, now) => {
        const frozen = frozenOn(tx, plan, { asOf, knownAt: on }, versionOf(tx))
        const { number } = makeSnapshot(tx, person, plan, { asOf, knownAt: on, note }, frozen, now)
        made = `${plan} ${number}`
      },
      () => ['snapshot', made],
    )
  }
  const begin = (on: string, year: number | null, snapshot: number, base: number | null, title?: string) =>
    act(on, 'reviewer-1', 'begin-report', (tx, person, now) => {
      const kind = year === null ? ('closing' as const) : ('annual' as const)
      id = createReport(tx, person, plan, { kind, year, snapshot, base, corrects: null }, now).id
      const head = { addressee: ADDRESSEE, signature: ISSUER }
      changeReport(tx, id, { version: 1, ...head, ...(title === undefined ? {} : { title }) })
    })
  const handIn = (on: string, [name, text]: readonly [string, string], state: 'draft' | 'handed-in') =>
    act(on, `reporter-${codeOf(name)}`, 'hand-in-narrative', (tx, person, now) => {
      writeNarrative(tx, person, id, codeOf(name), { version: 0, text, state }, now)
    })
  const adopt = (on: string, name: string) =>
    act(on, 'reviewer-1', 'adopt-narrative', (tx, person, now) => {
      adoptNarrative(tx, person, id, codeOf(name), 1, now)
    })
  const write = (on: string, part: ReportPart, text: string, state: 'writing' | 'written') =>
    act(on, 'reviewer-2', 'write-section', (tx, person, now) => {
      const section = listSections(tx, getReport(tx, id).id).find((one) => one.part === part)
      writeSection(tx, person, id, part, { version: section?.version ?? 1, text, state }, now)
    })

  return [
    freeze('2025-01-15', '2024-12-31', '2024年度评估用'),
    begin('2025-01-15', 2024, 1, null),
    ...NARRATIVES_2024.map((one) => handIn('2025-01-17', one, 'handed-in')),
    ...NARRATIVES_2024.map(([name]) => adopt('2025-01-20', name)),
    write(
      '2025-01-21',
      'suggestions',
      '一是对比序时滞后的指标逐项明确责任部门和完成时限。\n二是对停滞的专栏项目，由区市场监管局会同责任部门逐个研究，能推进的限期推进，确实不能推进的说明原因。\n三是提请领导小组办公室尽快明确{{targets.unruled.names}}的认定口径。',
      'written',
    ),
    act('2025-01-24', 'reviewer-1', 'issue-report', (tx, person, now) => {
      const { version } = changeReport(tx, id, {
        version: 2,
        documentNumber: '历市监发〔2025〕2号',
        signedOn: '2025-01-24',
      })
      issueReport(tx, person, id, { version }, now)
    }),
    freeze('2025-06-26', '2025-06-25', '上半年评估用'),
    begin('2025-06-26', 2025, 2, 1, '贯彻国家标准化发展纲要实施意见2025年上半年评估报告'),
    handIn('2025-06-27', NARRATIVES_2025[0] ?? ['', ''], 'handed-in'),
    handIn('2025-06-27', NARRATIVES_2025[1] ?? ['', ''], 'handed-in'),
    handIn('2025-06-28', NARRATIVES_2025[2] ?? ['', ''], 'draft'),
    adopt('2025-06-28', '区工信局'),
    write(
      '2025-06-29',
      'suggestions',
      '国家、行业、地方标准按分解值推算，{{t.national-industry-local-standards.lacks}}，下半年逐家督促补上。医养健康、智慧城市领域标准增长较快，比上年同期增长近六成。',
      'writing',
    ),
    freeze('2026-01-10', '2025-12-31', '期满快报用'),
    freeze('2026-02-10', '2026-02-10', '期满评估用'),
    begin('2026-02-10', null, 4, 3),
    handIn('2026-02-12', ['区工信局', '方案期内牵头和参与的标准已全部填报，补认定材料已交齐。'], 'handed-in'),
  ]
}

function versionOf(tx: Write): number {
  const row = tx
    .select()
    .from(setting)
    .all()
    .find((one) => one.key === 'dataVersion')
  return Number(row?.value ?? 0)
}
