/**
 * 演示数据: a district half-way through its plan, invented from a seeded generator, so that the same input gives the
 * same events. Names of departments and projects are the plan's; standards, units, people and figures are made up.
 */
import type { Edition, EvidenceKind, Kind, Level, Stage, StandardClass, TaskStatement } from '../db/words.ts'

/** Rises when the generator changes, so that a demo folder built by an older one is built anew. */
export const DEMO_VERSION = 1

export type DemoItem = {
  kind: Kind
  title: string
  number?: string
  planNumber?: string
  class?: StandardClass
  level?: Level
  edition?: Edition
  stage: Stage
  tags: string[]
  units: { name: string; role: 'lead' | 'participant' }[]
  project?: string
  termTo?: string
}
export type DemoReport = { effectiveOn: string; evidence: EvidenceKind; corrects?: string } & (
  | { item: DemoItem }
  | { task: number; statement: TaskStatement; text: string }
)
/** One thing that somebody did, at noon of a day; `entry` names the entry within the demo. */
export type DemoEvent = { on: string; entry: string; department: string } & (
  | { verb: 'report'; report: DemoReport }
  | { verb: 'submit' | 'sign' | 'approve' | 'recall' | 'discard' }
  | { verb: 'return' | 'void'; reason: string }
)

/** The plan's projects and columns, as far as the demo needs them. */
export type DemoPlan = { projects: readonly { code: string; name: string; kind: Kind; level: Level | null }[] }

/** Departments whose head signs what leaves them 签批. */
export const SIGNING = ['区卫健局', '区城管局', '区住建局', '区教体局', '区公安分局', '区残联']

type Random = () => number
function generator(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const addDays = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** Each department: national, industry and local standards issued by 2025-06, with the reviewer then, issued after. */
const STANDARDS: readonly [
  department: string,
  issued: number,
  pending: number,
  after: number,
  code: string,
  topics: string,
][] = [
  ['区工信局', 17, 4, 8, 'YD/T', '工业软件 工业互联网 智能制造单元 数字机器人 云计算平台 芯片设计'],
  ['区卫健局', 10, 2, 6, 'WS/T', '公共卫生应急 健康体检 护理服务 血液净化 远程会诊'],
  ['区科技局', 12, 3, 5, 'JR/T', '金融科技应用 人工智能算法 细胞制备 概念验证服务'],
  ['区住建局', 6, 1, 3, 'JGJ/T', '建筑运行碳排放 物业服务 既有建筑节能'],
  ['区大数据局', 5, 0, 3, 'YD/T', '智慧城市指标 政务数据目录 城市数据共享'],
  ['区生态环境分局', 1, 0, 1, 'HJ', '园区环境监测'],
  [
    '区市场监管局',
    27,
    2,
    6,
    'RB/T',
    '检验检测服务 标准样品制备 认证服务 网络交易监管 特种设备检验 电梯维护保养 食品快速检测',
  ],
  ['区教体局', 2, 0, 1, 'JY/T', '小学课后服务'],
  ['区发改局', 6, 1, 2, 'DL/T', '分布式光伏并网 节能诊断 公共机构用能'],
  ['区商务局', 1, 0, 1, 'SB/T', '餐饮分餐服务'],
  ['区行政审批服务局', 2, 0, 0, 'GA/T', '无证明办事服务'],
  ['区应急管理局', 3, 0, 1, 'YJ/T', '应急预案评估 危险化学品巡查'],
  ['区城管局', 8, 1, 0, 'CJ/T', '垃圾分类收运 市容巡查 环境卫生作业'],
]
const ASPECTS = [
  '术语',
  '通用要求',
  '数据接口要求',
  '服务规范',
  '评价指标',
  '作业规程',
  '测试方法',
  '管理指南',
  '信息编码规则',
]
const UNITS = [
  '泉城明湖研究院',
  '历山数字科技有限公司',
  '明湖医院（集团）',
  '泉城检测技术中心',
  '趵突信息股份有限公司',
  '千佛标准化服务中心',
]

const RETURNS = ['缺少发布公告页，请补充后再报', '封面上的日期与填报不一致，请核对', '看不到本区单位名称，请补前言页']

/** Stages that the projects stand at on 2025-06-30, by name; what is not named here is on its way. */
const DONE = [
  '智慧城市',
  '公共卫生',
  '信息技术咨询服务',
  '高速公路服务区服务',
  '残疾人托养服务',
  '小学教育服务',
  '城镇残疾人日间照料托养服务',
  '健康体检服务',
  '垃圾分类',
  '市容管理',
]
const NOT_STARTED = [
  '有机化工材料',
  'TIPS的术后护理',
  'TIPS 的术后护理',
  '影像引导下热消融治疗肺小结节的临床应用',
  '道地中药材全产业链',
  '节气药膳研发推广',
]
const STALLED = [
  '工业互联网',
  '新材料领域国家标准验证点',
  '餐饮分餐综合服务',
  '政府采购（线上）服务',
  '医用物资智慧物流',
]

const LADDERS = {
  standard: ['planned', 'drafting', 'comment', 'examination', 'approval', 'issued'],
  international: ['proposal', 'preparatory', 'committee', 'enquiry', 'final-approval', 'published'],
  pilot: ['applied', 'approved', 'building', 'mid-term', 'accepted'],
} as const satisfies Record<string, readonly Stage[]>

const PROJECT_DEPARTMENTS: readonly [pattern: RegExp, department: string][] = [
  [/工业软件|工业互联网|信息技术/, '区工信局'],
  [/智慧城市管理/, '区城市运行指挥中心'],
  [/智慧城市/, '区大数据局'],
  [/人工智能|生物医药|新材料/, '区科技局'],
  [/公共卫生|医|护理|健康|胰腺炎|TIPS|肺小结节|药膳/, '区卫健局'],
  [/果品|天然产物|团体标准组织|餐饮|监管链/, '区市场监管局'],
  [/展馆|贸易/, '区商务局'],
  [/高速公路/, '区发改局'],
  [/车辆管理/, '区公安分局'],
  [/城市智慧|垃圾|市容|环境卫生/, '区城管局'],
  [/残疾人|如康/, '区残联'],
  [/小学/, '区教体局'],
  [/助老/, '区民政局'],
]

/** The department that carries a project in the demo; undefined for the four that nobody carries. */
export function demoDepartmentOf(project: string): string | undefined {
  return PROJECT_DEPARTMENTS.find(([pattern]) => pattern.test(project))?.[1]
}

/** 分解值 of 2024-03-06: target code, department, value. Original standards are left to nobody. */
export function demoAllocations(): { target: string; department: string; value: number }[] {
  const split = (target: string, text: string) =>
    text.split(' ').map((one) => {
      const [department = '', value = ''] = one.split(':')
      return { target, department, value: Number(value) }
    })
  return [
    ...split('international-standards', '区大数据局:1 区市场监管局:1 区自贸办:1'),
    ...split(
      'national-industry-local-standards',
      '区工信局:34 区卫健局:20 区科技局:18 区住建局:10 区大数据局:8 区生态环境分局:3 区市场监管局:30 区教体局:3 区发改局:8 区商务局:2 区行政审批服务局:2 区应急管理局:4 区城管局:8',
    ),
    ...split('pilots', '区卫健局:3 区商务局:2 区市场监管局:1 区城管局:1 区民政局:1 区残联:1 区公安分局:1'),
    ...split('organizations', '区工信局:7 区科技局:8 区市场监管局:10 区教体局:3 区卫健局:2'),
    ...split('platforms', '区科技局:1 区市场监管局:1'),
    ...split('innovative-enterprises', '区工信局:2 区科技局:1'),
    ...split('governance-pilots', '区城管局:1 区城市运行指挥中心:1 区公安分局:1'),
    ...split('service-pilots', '区民政局:1 区残联:1 区教体局:1'),
    ...split('green-standards', '区住建局:3 区工信局:2 区生态环境分局:2 区发改局:1 区城管局:1 区水务局:1'),
    ...split('field-international-standards', '区大数据局:1 区市场监管局:1 区自贸办:1'),
    ...split('field-national-standards', '区大数据局:2 区城市运行指挥中心:1'),
  ]
}

/** All events in time order, over 2023-11 to 2026-02. */
export function demoEvents(plan: DemoPlan, seed = 20_231_113): DemoEvent[] {
  const random = generator(seed)
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
  const events: DemoEvent[] = []
  let entries = 0

  /** One entry from draft to decision; `decided` null: it stays with the reviewer. */
  function say(
    department: string,
    report: DemoReport,
    more: { lag?: number; decided?: number | null; returned?: boolean } = {},
  ): string {
    const entry = `e${++entries}`
    const reported = addDays(report.effectiveOn, more.lag ?? between(4, 24))
    const base = { entry, department }
    events.push({ ...base, on: reported, verb: 'report', report })
    let on = addDays(reported, between(0, 2))
    const send = () => {
      events.push({ ...base, on, verb: 'submit' })
      if (SIGNING.includes(department)) {
        on = addDays(on, 1)
        events.push({ ...base, on, verb: 'sign' })
      }
    }
    send()
    if (more.returned) {
      on = addDays(on, between(2, 5))
      events.push({ ...base, on, verb: 'return', reason: pick(RETURNS) })
      on = addDays(on, between(2, 6))
      send()
    }
    if (more.decided !== null) events.push({ ...base, on: addDays(on, more.decided ?? between(2, 9)), verb: 'approve' })
    return entry
  }

  const unit = (role: 'lead' | 'participant') => [{ name: pick(UNITS), role }]
  let serial = 90_100
  const localSerial = () => {
    serial += 7
    return serial % 10_000
  }
  const used = new Set<string>()
  function titleFrom(topics: string): string {
    const list = topics.split(' ')
    for (;;) {
      const title = `${pick(list)} ${pick(ASPECTS)}`
      const parted = used.has(title) ? `${title} 第${between(2, 9)}部分` : title
      if (used.has(parted)) continue
      used.add(parted)
      return parted
    }
  }
  function standardNumber(code: string, year: string): { number: string; national: boolean } {
    const chance = random()
    serial += between(3, 29)
    if (chance < 0.4) return { number: `GB/T ${serial}-${year}`, national: true }
    if (chance < 0.74) return { number: `${code} ${serial % 10_000}-${year}`, national: false }
    const place = random() < 0.6 ? 'DB37/T' : 'DB3701/T'
    return { number: `${place} ${serial % 10_000}-${year}`, national: false }
  }
  function issue(
    department: string,
    code: string,
    topics: string,
    on: string,
    more: { decided?: number; lag?: number; tags?: string[] } = {},
  ): DemoItem {
    const { number } = standardNumber(code, on.slice(0, 4))
    const edition: Edition = random() < 0.27 ? 'revision' : 'first'
    const item: DemoItem = {
      kind: 'standard',
      title: titleFrom(topics),
      number,
      stage: 'issued',
      edition,
      tags: more.tags ?? [],
      units: unit(random() < 0.42 ? 'lead' : 'participant'),
    }
    say(department, { effectiveOn: on, evidence: 'cover', item }, { ...more, returned: random() < 0.07 })
    return item
  }

  const shared: [DemoItem, string][] = []
  let green = 0
  const greenTag = () => {
    green++
    return ['green-low-carbon']
  }
  let field = 0
  for (const [department, issued, pending, after, code, topics] of STANDARDS) {
    for (let place = 0; place < issued; place++) {
      const on = addDays('2023-11-25', Math.floor(((place + random()) / issued) * 530))
      const tags = green < 4 && /碳|节能|光伏|用能/.test(topics) && place % 3 === 0 ? greenTag() : []
      const item = issue(department, code, topics, on, { tags })
      if (department === '区工信局' && place % 6 === 2) shared.push([item, on])
    }
    for (let place = 0; place < pending; place++) {
      const tags = green < 6 && /碳|节能|光伏|用能|分类/.test(topics) ? greenTag() : []
      issue(department, code, topics, addDays('2025-05-28', place * 6), { lag: 8, decided: 35, tags })
    }
    for (let place = 0; place < after; place++)
      issue(department, code, topics, addDays('2025-07-05', Math.floor(((place + random()) / after) * 150)))
  }
  for (const [item, on] of shared)
    say('区科技局', { effectiveOn: on, evidence: 'cover', item: { ...item, units: unit('participant') } }, { lag: 40 })
  for (const on of ['2024-09-18', '2025-03-12']) {
    field++
    const item: DemoItem = {
      kind: 'standard',
      title: field === 1 ? '智慧城市 城市运行指标数据要求' : '智慧城市 运行事件分类与编码',
      number: `GB/T ${91_400 + field}-${on.slice(0, 4)}`,
      stage: 'issued',
      edition: 'first',
      tags: ['smart-city', 'city-operation'],
      units: unit('lead'),
    }
    say(field === 1 ? '区大数据局' : '区城市运行指挥中心', { effectiveOn: on, evidence: 'cover', item })
  }

  // What does not count: group standards, issued before the window, amendments, no local unit.
  for (let place = 0; place < 8; place++)
    say('区市场监管局', {
      effectiveOn: addDays('2024-01-20', place * 62),
      evidence: 'cover',
      item: {
        kind: 'standard',
        title: titleFrom('餐饮服务 物业服务 家政服务 冷链配送'),
        number: `T/LXBZ ${901 + place}-${addDays('2024-01-20', place * 62).slice(0, 4)}`,
        stage: 'issued',
        edition: 'first',
        tags: place === 5 ? ['green-low-carbon'] : [],
        units: unit('lead'),
      },
    })
  for (const on of ['2023-09-07', '2023-10-17', '2023-08-21'])
    say(
      '区民政局',
      {
        effectiveOn: on,
        evidence: 'cover',
        item: {
          kind: 'standard',
          title: titleFrom('社区养老服务 助残服务 儿童关爱'),
          number: `DB37/T ${localSerial()}-2023`,
          stage: 'issued',
          tags: [],
          units: unit('lead'),
        },
      },
      { lag: 95 },
    )
  for (const on of ['2024-06-28', '2025-02-19'])
    say('区市场监管局', {
      effectiveOn: on,
      evidence: 'issue-notice',
      item: {
        kind: 'standard',
        title: `检验检测服务 通用要求 ${on.slice(0, 4)}年修改单`,
        number: `GB/T 90001-2019/XG1-${on.slice(0, 4)}`,
        stage: 'issued',
        edition: 'amendment',
        tags: [],
        units: unit('participant'),
      },
    })

  // Effective in the window, recognised after the due day 补认定; and effective after it.
  for (const on of ['2025-12-08', '2025-12-19', '2025-12-26'])
    issue('区工信局', 'YD/T', '工业软件 工业互联网 云计算平台', on, { lag: 12, decided: 16 })
  for (const on of ['2026-01-09', '2026-01-20']) issue('区科技局', 'JR/T', '金融科技应用 概念验证服务', on, { lag: 6 })

  /** Climbs a ladder from a day on, one entry a rung; `until` rungs, `pace` days between. */
  function climb(
    department: string,
    base: Omit<DemoItem, 'stage'>,
    ladder: readonly Stage[],
    from: string,
    rungs: number,
    pace: number,
    number?: string,
    last?: { decided: number },
  ): void {
    let on = from
    for (const [rung, stage] of ladder.slice(0, rungs).entries()) {
      const numbered = number !== undefined && rung === ladder.length - 1 ? { number } : {}
      const evidence: EvidenceKind =
        stage === 'accepted'
          ? 'acceptance-document'
          : stage === 'issued' || stage === 'published'
            ? 'cover'
            : 'approval-document'
      say(
        department,
        { effectiveOn: on, evidence, item: { ...base, ...numbered, stage } },
        rung === rungs - 1 && last ? last : {},
      )
      on = addDays(on, pace + between(-12, 25))
    }
  }

  const orphans = '区市场监管局'
  for (const [place, project] of plan.projects.entries()) {
    const plain = project.name.replace(/\s/g, '')
    if (NOT_STARTED.includes(project.name) || NOT_STARTED.includes(plain)) continue
    const department = demoDepartmentOf(project.name) ?? orphans
    const international = project.kind === 'standard' && project.level === 'international'
    const stalled = STALLED.includes(plain)
    const done = DONE.includes(plain) && !international
    const ladder = international
      ? LADDERS.international
      : project.kind === 'standard'
        ? LADDERS.standard
        : LADDERS.pilot
    const start = addDays('2023-11-20', between(5, 110))
    const rungs = stalled
      ? project.kind === 'standard'
        ? 2
        : 1
      : done
        ? ladder.length
        : international
          ? 4
          : Math.min(ladder.length - 1, 2 + (place % 3))
    const pace = done ? (project.kind === 'standard' ? 88 : 110) : international ? 125 : stalled ? 60 : 118
    const tags = /车辆管理|城市智慧/.test(project.name)
      ? ['social-governance']
      : /残疾人托养|小学|助老|如康|政府采购/.test(project.name)
        ? ['public-service']
        : project.kind === 'standard' && /智慧城市/.test(project.name)
          ? ['smart-city']
          : /监管链/.test(project.name)
            ? ['supervision-chain']
            : []
    serial += 11
    const base: Omit<DemoItem, 'stage'> = {
      kind: project.kind,
      title:
        project.kind === 'standard'
          ? international
            ? `${project.name}国际标准项目`
            : `${project.name} 通用要求（专栏项目）`
          : `${project.name}${/试点|项目|平台|验证点|示范|体系/.test(project.name) ? '' : '标准化试点'}`,
      tags,
      units: unit('lead'),
      project: project.code,
      ...(project.kind === 'standard'
        ? {
            planNumber: international ? `ISO/AWI ${93_000 + place}` : `2023${String(9100 + place)}-T-469`,
            class: international ? ('international' as const) : ('national' as const),
            edition: 'first' as const,
          }
        : { level: project.level ?? ('provincial' as const) }),
    }
    climb(
      department,
      base,
      ladder,
      start,
      rungs,
      pace,
      international ? undefined : `GB/T ${92_000 + (serial % 1000)}-2025`,
    )
  }
  for (const [title, number, department, tag, rungs, from, last] of [
    ['冷链物流监管链 追溯信息要求', 'ISO 92817:2025', '区市场监管局', 'supervision-chain', 6, '2023-11-22', undefined],
    ['数字贸易 电子单证互认指南', 'ISO/TS 93120:2025', '区自贸办', '', 6, '2023-12-06', { decided: 40 }],
  ] as const)
    climb(
      department,
      {
        kind: 'standard',
        title,
        planNumber: `ISO/NP ${number.replace(/\D/g, '').slice(0, 5)}`,
        class: 'international',
        edition: 'first',
        tags: tag ? [tag] : [],
        units: unit('lead'),
      },
      LADDERS.international,
      from,
      rungs,
      tag ? 80 : 100,
      number,
      last,
    )

  // Pilots beside the projects; one approved before the window, one revoked.
  for (const [title, department, on, tags] of [
    ['历下区物业服务标准化试点', '区住建局', '2024-04-18', []],
    ['泉城老商埠文旅服务标准化试点', '区商务局', '2024-08-22', []],
    ['社区网格治理标准化试点', '区城管局', '2024-11-06', ['social-governance']],
    ['家政服务标准化试点', '区商务局', '2025-02-13', ['public-service']],
    ['历下政务大厅服务标准化试点', '区行政审批服务局', '2022-06-30', ['public-service']],
    ['夜间经济服务标准化试点', '区商务局', '2024-03-28', []],
  ] as const) {
    const item: DemoItem = {
      kind: 'pilot',
      title,
      level: 'provincial',
      stage: 'approved',
      tags: [...tags],
      units: unit('lead'),
    }
    say(department, { effectiveOn: on, evidence: 'approval-document', item }, on < '2023' ? { lag: 540 } : {})
    if (on === '2022-06-30')
      say(department, {
        effectiveOn: '2024-07-10',
        evidence: 'acceptance-document',
        item: { ...item, stage: 'accepted' },
      })
    if (on === '2024-03-28')
      say(department, { effectiveOn: '2025-01-15', evidence: 'other', item: { ...item, stage: 'revoked' } })
  }

  // Committees: 19 in being when the plan began, 12 since; one dissolved, one lapsed and renewed; some do not count.
  const homes = ['区市场监管局', '区科技局', '区工信局', '区教体局', '区卫健局']
  for (let place = 0; place < 31; place++) {
    const old = place < 19
    const on = old ? addDays('2016-03-10', place * 118) : addDays('2024-02-01', (place - 19) * 44)
    const national = place % 3 === 0
    const title = `${national ? '全国' : '山东省'}${pick(['工业软件', '标准样品', '健康管理', '数字金融', '检验检测', '智慧教育', '物业服务', '人工智能'])}标准化${place % 4 === 3 ? '工作组' : '技术委员会'}（演示${place + 1}）`
    const item: DemoItem = {
      kind: 'organization',
      title,
      level: national ? 'national' : 'provincial',
      stage: 'established',
      tags: [],
      units: unit('lead'),
      ...(place === 6 ? { termTo: '2025-02-28' } : {}),
    }
    const department = homes[place % homes.length] ?? homes[0] ?? ''
    say(
      department,
      { effectiveOn: on, evidence: 'establishment-document', item },
      old ? { lag: Math.round((Date.parse('2023-11-28') - Date.parse(on)) / 86_400_000) + between(0, 60) } : {},
    )
    if (place === 6)
      say(department, {
        effectiveOn: '2025-04-10',
        evidence: 'establishment-document',
        item: { ...item, termTo: '2030-04-09' },
      })
    if (place === 11)
      say(department, { effectiveOn: '2025-01-20', evidence: 'other', item: { ...item, stage: 'revoked' } })
  }
  for (const [title, level, role] of [
    ['济南市城市管理标准化技术委员会（演示）', 'municipal', 'lead'],
    ['全国会展服务标准化技术委员会（演示）', 'national', 'participant'],
  ] as const)
    say('区城管局', {
      effectiveOn: '2024-05-20',
      evidence: 'establishment-document',
      item: { kind: 'organization', title, level, stage: 'established', tags: [], units: unit(role) },
    })

  // Platforms and enterprises.
  for (const [title, department, on, more] of [
    ['信创共性技术标准创新平台', '区科技局', '2024-10-15', {}],
    ['食品检测标准验证点', '区市场监管局', '2025-06-05', { lag: 6, decided: 40 }],
  ] as const)
    say(
      department,
      {
        effectiveOn: on,
        evidence: 'approval-document',
        item: { kind: 'platform', title, level: 'provincial', stage: 'approved', tags: [], units: unit('lead') },
      },
      more,
    )
  for (const [place, on] of ['2024-07-11', '2024-12-05', '2025-03-20', '2025-05-15', '2025-10-16'].entries())
    say(place === 1 ? '区科技局' : '区工信局', {
      effectiveOn: on,
      evidence: 'list-announcement',
      item: {
        kind: 'enterprise',
        title: `标准创新型企业：演示企业${place + 1}`,
        level: 'provincial',
        stage: 'announced',
        tags: [],
        units: [{ name: `演示企业${place + 1}`, role: 'lead' }],
      },
    })

  // What went another way: recalled, discarded, voided.
  const wrong: DemoItem = {
    kind: 'standard',
    title: '城市绿地养护 管理指南',
    number: 'DB3701/T 9977-2024',
    stage: 'issued',
    edition: 'first',
    tags: [],
    units: unit('participant'),
  }
  const voided = say('区城管局', { effectiveOn: '2024-08-08', evidence: 'cover', item: wrong }, { lag: 6 })
  events.push({
    on: '2024-10-21',
    entry: voided,
    department: '区城管局',
    verb: 'void',
    reason: '与另一部门所报为同一文本的征求意见稿，未正式发布',
  })
  const recalled = say(
    '区发改局',
    {
      effectiveOn: '2025-06-18',
      evidence: 'cover',
      item: { ...wrong, title: '公共机构用能 服务规范 第10部分', number: 'DB3701/T 9981-2025' },
    },
    { lag: 3, decided: null },
  )
  events.push({ on: '2025-06-25', entry: recalled, department: '区发改局', verb: 'recall' })
  const dropped = `e${++entries}`
  events.push({
    on: '2025-04-02',
    entry: dropped,
    department: '区水务局',
    verb: 'report',
    report: {
      effectiveOn: '2025-03-30',
      evidence: 'cover',
      item: { ...wrong, title: '节水型单位 评价指标', number: 'DB3701/T 9983-2025' },
    },
  })
  events.push({ on: '2025-04-03', entry: dropped, department: '区水务局', verb: 'discard' })
  say(
    '区工信局',
    {
      effectiveOn: '2025-06-10',
      evidence: 'cover',
      item: { ...wrong, title: '5G应用 测试方法', number: 'YD/T 9985-2025', units: unit('lead') },
    },
    { lag: 5, decided: 60, returned: true },
  )

  for (const statement of STATEMENTS)
    say(
      statement.department,
      {
        effectiveOn: statement.on,
        evidence: 'other',
        task: statement.task,
        statement: statement.statement,
        text: statement.text,
      },
      { lag: 2, decided: 3 },
    )

  const order = { report: 0, submit: 1, sign: 2, recall: 3, return: 4, approve: 5, void: 6, discard: 7 }
  const numberOf = (event: DemoEvent) => Number(event.entry.slice(1))
  return events
    .map((event, place) => ({ event, place }))
    .sort((a, b) =>
      a.event.on < b.event.on
        ? -1
        : a.event.on > b.event.on
          ? 1
          : numberOf(a.event) - numberOf(b.event) || a.place - b.place || order[a.event.verb] - order[b.event.verb],
    )
    .map(({ event }) => event)
}

type Statement = { task: number; department: string; on: string; statement: TaskStatement; text: string }
const said = (task: number, department: string, on: string, statement: TaskStatement, text: string): Statement => ({
  task,
  department,
  on,
  statement,
  text,
})

/** What departments said of the tasks; the sixteenth is left unsaid. */
const STATEMENTS: readonly Statement[] = [
  said(1, '区市场监管局', '2024-06-20', 'under-way', '建立科技成果转化为标准的项目库，入库12项。'),
  said(1, '区市场监管局', '2025-06-12', 'under-way', '项目库入库31项，其中9项已转化为国家或行业标准。'),
  said(1, '区科技局', '2025-05-16', 'under-way', '组织高校与企业对接3场，提出标准建议14项。'),
  said(2, '区市场监管局', '2025-05-30', 'under-way', '新增标准创新型企业1家，培育企业8家。'),
  said(2, '区科技局', '2025-04-22', 'under-way', '完成高新技术企业标准化需求摸底。'),
  said(2, '区工信局', '2025-05-30', 'under-way', '推荐2家企业申报标准创新型企业。'),
  said(3, '区科技局', '2025-06-20', 'under-way', '六大领域标准清单报领导小组办公室。'),
  said(4, '区市场监管局', '2025-06-05', 'under-way', '申报省级标准化工作组1个。'),
  said(5, '区工信局', '2025-03-28', 'behind', '信创适配中心标准组尚未组建，较原定时间推迟。'),
  said(5, '区市场监管局', '2025-02-20', 'under-way', '指导2家社会团体制定团体标准。'),
  said(6, '区发改局', '2025-04-17', 'under-way', '产业链标准图谱完成初稿。'),
  said(7, '区发改局', '2025-06-09', 'under-way', '服务业标准化试点完成中期评估4个。'),
  said(8, '区发改局', '2025-06-24', 'under-way', '城市运行“一网统管”试点方案印发。'),
  said(8, '区城管局', '2025-06-18', 'under-way', '城市管理标准体系修订完成。'),
  said(9, '区民政局', '2025-06-18', 'under-way', '基本公共服务标准目录更新。'),
  said(10, '区发改局', '2025-05-15', 'under-way', '公共安全领域标准实施情况自查完成。'),
  said(10, '区应急管理局', '2025-05-09', 'under-way', '应急预案编制导则征求意见。'),
  said(11, '区发改局', '2025-01-22', 'behind', '绿色工厂评价标准尚未立项。'),
  said(12, '区自贸办', '2025-06-27', 'under-way', '推荐国际标准提案1项。'),
  said(13, '区市场监管局', '2025-06-03', 'under-way', '召开领导小组成员单位会议1次。'),
  said(14, '区市场监管局', '2025-05-21', 'under-way', '标准化服务机构入驻2家。'),
  said(15, '区市场监管局', '2025-02-26', 'under-way', '首席标准官试点企业5家，培训120人次。'),
]
