/**
 * 演示数据, what happens in it: who brings how many standards, how the 43 projects climb, which committees there are,
 * what departments say of their tasks. Departments and projects are the plan's; everything else is made up. Numbers of
 * standards lie in ranges that no real one has (9xxx, nationally 9xxxx).
 */
import type { Level, TaskStatement, UnitRole } from '../db/words.ts'

/** Departments whose head signs what leaves them 签批. */
export const SIGNING = ['区卫健局', '区城管局', '区住建局', '区教体局', '区公安分局', '区残联']

/** 分解值 of 2024-03-06: target code, departments with their value. Original standards are left to nobody. */
export const ALLOCATIONS: Readonly<Record<string, string>> = {
  'international-standards': '区大数据局:1 区市场监管局:1 区自贸办:1',
  'national-industry-local-standards':
    '区工信局:34 区卫健局:20 区科技局:18 区住建局:10 区大数据局:8 区生态环境分局:3 区市场监管局:30 区教体局:3 区发改局:8 区商务局:2 区行政审批服务局:2 区应急管理局:4 区城管局:8',
  pilots: '区卫健局:3 区教体局:1 区商务局:2 区城管局:1 区民政局:1 区残联:1 区公安分局:1',
  organizations: '区工信局:7 区科技局:8 区市场监管局:10 区教体局:3 区卫健局:2',
  platforms: '区科技局:1 区市场监管局:1',
  'innovative-enterprises': '区工信局:2 区科技局:1',
  'governance-pilots': '区城管局:1 区城市运行指挥中心:1 区公安分局:1',
  'service-pilots': '区民政局:1 区残联:1 区教体局:1',
  'green-standards': '区住建局:3 区工信局:2 区生态环境分局:2 区发改局:1 区城管局:1 区水务局:1',
  'field-international-standards': '区大数据局:1 区市场监管局:1 区自贸办:1',
  'field-national-standards': '区大数据局:2 区城市运行指挥中心:1',
}

/** Why a department that no task names is asked for something: target code and department. */
export const ALLOCATION_REASONS: Readonly<Record<string, string>> = {
  'organizations 区卫健局': '辖区三级医院集中，护理和中医药技术组织由其联系',
  'international-standards 区大数据局': '智慧城市国际标准提案由其承担',
  'field-international-standards 区大数据局': '智慧城市国际标准提案由其承担',
  'field-national-standards 区大数据局': '智慧城市平台和数据标准由其起草',
  'field-national-standards 区城市运行指挥中心': '城市运行标准由其起草',
  'governance-pilots 区公安分局': '车辆管理服务试点由其承担',
}

/** What a department writes standards about, in which industry code, with which units. */
export type Field = { code: string; topics: string; aspects: string; units: string }
export const FIELDS: Readonly<Record<string, Field>> = {
  区工信局: {
    code: 'YD/T',
    topics: '工业软件 工业互联网标识解析 智能制造单元 工业机器人 云计算平台 集成电路设计 边缘计算网关 数字孪生车间',
    aspects: '测试用例描述规范 接口要求 通用要求 评价指标 数据字典 安全要求 实施指南',
    units: '历山数字科技有限公司 趵突信息股份有限公司 明湖工业软件研究院',
  },
  区卫健局: {
    code: 'WS/T',
    topics: '公共卫生应急物资 健康体检 医院无陪护病房 血液净化 远程会诊 基层慢病管理 院前急救',
    aspects: '服务规范 编码规则 质量评价 操作规程 管理指南',
    units: '明湖医院（集团） 千佛山路社区卫生中心 泉城健康管理研究院',
  },
  区科技局: {
    code: 'JR/T',
    topics: '金融科技创新应用 人工智能算法 细胞制备 概念验证服务 技术转移服务 科研数据共享',
    aspects: '测评要求 术语 服务规范 评价指标 数据格式',
    units: '泉城明湖研究院 历山概念验证中心 趵突智能科技有限公司',
  },
  区住建局: {
    code: 'JGJ/T',
    topics: '物业服务 装配式内装修 老旧小区改造 住宅工程质量 施工扬尘控制',
    aspects: '技术要求 评价指标 管理规范 验收规程',
    units: '泉城建筑设计院 历山物业服务有限公司',
  },
  区大数据局: {
    code: 'YD/T',
    topics: '政务数据目录 城市数据共享 公共数据授权运营 数据质量',
    aspects: '编制要求 接口要求 分级指南 评价方法',
    units: '泉城数据集团有限公司 明湖大数据研究院',
  },
  区生态环境分局: {
    code: 'HJ',
    topics: '园区环境监测 扬尘在线监测',
    aspects: '技术要求 数据传输要求',
    units: '泉城环境监测中心',
  },
  区市场监管局: {
    code: 'RB/T',
    topics: '检验检测服务 标准样品制备 认证服务 网络交易监管 特种设备检验 电梯维护保养 食品快速检测 商品条码',
    aspects: '通用要求 服务规范 评价指标 作业规程 信息编码规则 能力验证指南',
    units: '泉城检测技术中心 千佛标准化服务中心 历山认证有限公司',
  },
  区教体局: {
    code: 'JY/T',
    topics: '小学课后服务 体育场馆开放',
    aspects: '服务规范 安全要求',
    units: '明湖小学教育集团',
  },
  区发改局: {
    code: 'DL/T',
    topics: '社会信用评价 充换电设施 服务业统计 粮食应急供应',
    aspects: '指标体系 运行规程 数据要求 管理规范',
    units: '泉城能源服务有限公司 历山信用评价中心',
  },
  区商务局: { code: 'SB/T', topics: '餐饮服务 会展服务', aspects: '规范 质量评价', units: '泉城会展服务有限公司' },
  区行政审批服务局: {
    code: 'GA/T',
    topics: '无证明办事服务 政务服务大厅',
    aspects: '通用要求 服务规范',
    units: '历下政务服务研究中心',
  },
  区应急管理局: {
    code: 'YJ/T',
    topics: '应急预案评估 危险化学品巡查 应急避难场所',
    aspects: '通则 作业规程 管理指南',
    units: '泉城安全技术中心',
  },
  区城管局: {
    code: 'CJ/T',
    topics: '生活垃圾分类收运 市容巡查 环境卫生作业 户外广告设施',
    aspects: '作业规程 评价指标 数据要求 管理规范',
    units: '泉城城市管理研究院 明湖环卫有限公司',
  },
  区水务局: { code: 'SL/T', topics: '供水管网', aspects: '巡检规程 漏损控制要求', units: '泉城供水服务有限公司' },
  区自然资源局: { code: 'TD/T', topics: '不动产登记服务', aspects: '规范 数据要求', units: '泉城测绘院' },
}
/** Units of the departments that write no series of standards. */
export const UNITS: Readonly<Record<string, string>> = {
  区公安分局: '泉城交通安全服务中心',
  区民政局: '历下社会福利服务中心',
  区残联: '历下残疾人服务中心',
  区城市运行指挥中心: '泉城城市运行研究院',
  区文旅局: '泉水文化旅游发展有限公司',
  区人社局: '历山人力资源服务有限公司',
  区市政工程服务中心: '泉城市政设计院',
  区园林绿化服务中心: '明湖园林科技有限公司',
  区自贸办: '历山数字贸易有限公司',
}

/**
 * 国行地标 beside the named projects: issued and recognised by 2025-06-30, then with the reviewer, then still to come.
 * With those of the projects and of `CITY_OPERATION` the district counts 97 on 2025-06-30 and 146 in the end.
 */
export const STANDARDS: readonly [department: string, issued: number, pending: number, after: number][] = [
  ['区工信局', 17, 4, 9],
  ['区卫健局', 9, 2, 5],
  ['区科技局', 10, 3, 4],
  ['区住建局', 6, 1, 2],
  ['区大数据局', 3, 0, 2],
  ['区生态环境分局', 1, 0, 1],
  ['区市场监管局', 26, 2, 2],
  ['区教体局', 2, 0, 0],
  ['区发改局', 6, 1, 1],
  ['区商务局', 1, 0, 1],
  ['区行政审批服务局', 2, 0, 0],
  ['区应急管理局', 3, 0, 1],
  ['区城管局', 6, 1, 1],
  ['区水务局', 0, 0, 1],
  ['区自然资源局', 0, 0, 1],
]
/** How many of those issued fall into each month; a burst at the end of 2024. */
export const ISSUED_BY_MONTH: Readonly<Record<string, number>> = {
  '2023-12': 2,
  '2024-01': 5,
  '2024-02': 3,
  '2024-03': 2,
  '2024-04': 4,
  '2024-05': 5,
  '2024-06': 4,
  '2024-07': 6,
  '2024-08': 5,
  '2024-09': 5,
  '2024-10': 6,
  '2024-11': 9,
  '2024-12': 13,
  '2025-01': 3,
  '2025-02': 1,
  '2025-03': 4,
  '2025-04': 6,
  '2025-05': 5,
  '2025-06': 4,
}
/** 区工信局 brings most of its own in the second half of 2024 and little since. */
export const FIXED_MONTHS: Readonly<Record<string, string>> = {
  区工信局:
    '2023-12 2024-01 2024-03 2024-04 2024-05 2024-08 2024-09 2024-10 2024-11 2024-11 2024-12 2024-12 2024-12 2024-12 2025-04 2025-05 2025-06',
  区生态环境分局: '2024-05',
}
/** How the 92 of them fall apart; the projects' own are national first editions with a local lead. */
export const MAKE_UP = { national: 34, industry: 33, local: 25, lead: 37, revisions: 26 }

/** Those of `STANDARDS` with a title and tag of their own: title, department, the how manieth of it from 0, tag. */
export const TAGGED: readonly [title: string, department: string, place: number, tags: string][] = [
  ['建筑运行碳排放 核算要求', '区住建局', 3, 'green-low-carbon'],
  ['绿色数据中心 运维要求', '区工信局', 9, 'green-low-carbon'],
  ['园区环境监测 技术要求', '区生态环境分局', 0, 'green-low-carbon'],
  ['分布式光伏并网 运行规程', '区发改局', 2, 'green-low-carbon'],
  ['既有建筑节能改造 验收规程', '区住建局', 6, 'green-low-carbon'],
  ['生活垃圾资源化利用 评价指标', '区城管局', 6, 'green-low-carbon'],
  ['数字机器人 能耗评价指标', '区工信局', 22, 'green-low-carbon'],
  ['低碳社区 评价指标', '区住建局', 7, 'green-low-carbon'],
  ['节水型单位 评价指标', '区水务局', 0, 'green-low-carbon'],
  ['自主可控基础软件 适配要求', '区工信局', 5, 'original-technology'],
  ['国产图形引擎 接口要求', '区工信局', 12, 'original-technology'],
  ['大模型推理服务 测评要求', '区科技局', 4, 'original-technology'],
  ['量子通信终端 通用要求', '区科技局', 7, 'original-technology'],
]

/** The one standard of 区城市运行指挥中心, which no project names. */
export const CITY_OPERATION = {
  title: '城市运行 事件信息交换格式',
  department: '区城市运行指挥中心',
  number: 'GB/T 90388-2024',
  on: '2024-09-18',
  tag: 'city-operation',
}

/** Second reports of one standard by another department: whose, the how manieth, by whom. */
export const SHARED: readonly [department: string, place: number, by: string][] = [
  ['区工信局', 2, '区科技局'],
  ['区工信局', 14, '区科技局'],
  ['区工信局', 8, '区大数据局'],
]

/**
 * The 43 projects: code, department (— : nobody carries it; what is reported comes from the one in brackets), the day of
 * each stage, after | what comes after 2025-06-30.
 */
export const PROJECTS = `
industrial-software              区工信局             2024-03-12 2024-06-05 2025-01-09 | 2025-07-22
smart-city                       区大数据局           2023-12-18 2024-02-20 2024-05-15 2024-09-10 2024-11-12 2024-12-20
artificial-intelligence          区科技局             2024-01-16 2024-04-11 2024-10-15 2025-05-23 | 2025-09-18 2025-12-05
industrial-internet              区工信局             2024-02-20 2024-05-10 | 2025-09-26
biomedicine                      区科技局             2024-06-18 2024-09-20 2025-04-16 | 2025-08-14 2025-11-20
public-health                    区卫健局             2023-12-06 2024-01-18 2024-04-10 2024-08-15 2025-01-09 2025-03-18
fruit-storage                    区市场监管局         2024-01-23 2024-03-14 2024-07-18 2024-12-12 2025-06-18 | 2025-09-02
organic-chemical-materials       —
natural-product-samples          区市场监管局         2023-06-12 2023-09-08 2024-07-10 | 2025-07-30
new-materials-verification       区科技局             2024-11-11 | 2025-10-20
group-standard-capability        区市场监管局         2024-07-09 2024-12-17 2025-02-20
exhibition-design                区商务局             2024-02-06 2024-08-13 2024-09-24 2025-05-20 | 2025-11-25
trade-service-national           区商务局             2024-02-20 2024-08-27 2024-10-11 | 2025-07-15
separate-dining                  区市场监管局         2024-04-18
it-consulting                    区工信局             2023-12-12 2024-03-19 2024-04-23 2024-11-14 2025-04-22
motorway-service-areas           区发改局             2023-11-28 2024-02-22 2024-03-28 2024-08-20 2024-12-17
motorway-slope-solar             区发改局             2024-01-18 2024-05-14 2024-06-06 | 2025-08-28
trade-service-provincial         区商务局             2024-03-05 2024-07-16 2024-08-22 2025-03-18 | 2025-10-30
vehicle-management               区公安分局           2024-03-14 2024-10-08 2024-10-14 | 2025-09-16
city-smart-management            区城管局             2024-03-21 2024-11-05 2024-11-26 2025-04-11 | 2025-10-22
disability-care                  区残联               2023-12-14 2024-03-12 2024-04-16 2024-11-19 2025-05-13
primary-education                区教体局             2023-12-20 2024-05-16 2024-05-30 2024-10-17 2025-01-14
elderly-disabled-aid             区民政局             2024-03-26 2024-08-06 2024-08-16 | 2025-07-24
modern-medical-care              区卫健局             2024-01-11 2024-06-04 2024-06-25 2025-02-11 | 2025-08-26
unaccompanied-wards              区卫健局             2024-05-21 2024-12-03 2024-12-09 | 2025-11-06
disability-day-care              区残联               2023-12-14 2024-03-12 2024-04-18 2024-07-23 2024-11-20
rukang-home                      区残联               2024-03-19 2024-09-10 2024-09-17 | 2025-08-05
online-procurement               —（区行政审批服务局） 2024-09-23
pancreatitis-purification        区卫健局             2024-10-15 2025-03-23 | 2025-07-10
tips-nursing                     区卫健局             | 2025-09-09
health-examination               区卫健局             2023-12-19 2024-07-11 2024-08-20 2025-01-16 2025-06-10
lung-nodule-ablation             区卫健局
medical-logistics                区卫健局             2024-06-20
genuine-herbs                    —
solar-term-diet                  区卫健局             | 2025-08-18
nursing-society                  区卫健局             2024-06-11 2024-12-10 2025-02-14 | 2025-12-02
waste-sorting                    区城管局             2023-12-08 2024-02-27 2024-05-22 2024-08-14 2024-09-19 2024-10-22
city-appearance                  区城管局             2024-01-09 2024-04-18 2024-09-12 2024-12-05 2025-01-16 2025-02-25
sanitation                       区城管局             2024-03-07 2024-06-19 2024-11-14 2025-03-28 | 2025-08-11 2025-10-14
smart-city-management            区城市运行指挥中心   2024-08-15 2024-12-19 2025-05-14 | 2025-10-28
smart-city-international         区大数据局           2023-12-07 2024-03-14 2024-06-20 2024-10-10 2025-03-12 2025-06-20
supervision-chain-international  区市场监管局         2023-11-20 2024-01-25 2024-04-18 2024-07-25 2024-12-12 2025-02-18
infrastructure-materials-sharing —（区住建局）         2025-05-15
`
/** Tags that a project's item carries. */
export const PROJECT_TAGS: Readonly<Record<string, string>> = {
  'smart-city': 'smart-city',
  'smart-city-international': 'smart-city',
  'supervision-chain-international': 'supervision-chain',
  'smart-city-management': 'smart-city',
  'vehicle-management': 'social-governance',
  'city-smart-management': 'social-governance',
  'disability-care': 'public-service',
  'primary-education': 'public-service',
  'elderly-disabled-aid': 'public-service',
  'disability-day-care': 'public-service',
  'rukang-home': 'public-service',
}
/** Titles of project items that the name alone does not give. */
export const PROJECT_TITLES: Readonly<Record<string, string>> = {
  'industrial-software': '工业软件 能力成熟度模型',
  'smart-city': '智慧城市 城市运行指标数据要求',
  'artificial-intelligence': '人工智能 行业大模型应用指南',
  'industrial-internet': '工业互联网 标识数据互操作要求',
  biomedicine: '生物医药 细胞制品质量控制指南',
  'public-health': '公共卫生 应急物资储备与调用规范',
  'fruit-storage': '果品贮藏加工 采后商品化处理规程',
  'waste-sorting': '垃圾分类 投放设施设置要求',
  'city-appearance': '市容管理 街面秩序评价指标',
  sanitation: '环境卫生管理 道路保洁作业规程',
  'smart-city-management': '智慧城市管理 事件分类与处置时限',
  'smart-city-international': '智慧城市 城市基础设施数据交换',
  'supervision-chain-international': '监管链 通用模型与追溯要求',
}

/** 在研 standards that are no project's best item: title, department, project or —, tags or —, days of their stages. */
export const UNDER_WAY = `
工业软件 术语 第2部分|区工信局|industrial-software|—|2024-11-05 2025-03-20
工业软件 集成接口 测试方法|区工信局|industrial-software|—|2025-04-10
智慧城市 数据融合 参考架构|区大数据局|smart-city|smart-city|2024-03-05 2024-07-18 2024-12-03 2025-05-20 2025-08-19 2025-10-16
智慧城市 公共设施编码 修订|区大数据局|smart-city|smart-city|2024-09-12 2025-02-11
智慧城市 统一身份认证 指南|区大数据局|smart-city|—|2025-03-25
人工智能 数据标注 质量要求|区科技局|artificial-intelligence|—|2024-05-14 2024-10-22 2025-04-08
人工智能 模型评测 术语|区科技局|artificial-intelligence|—|2024-12-10 2025-05-15
人工智能 算力调度 接口要求|区科技局|artificial-intelligence|—|2025-02-18
人工智能 内容标识 指南|区科技局|artificial-intelligence|—|2025-04-24
生物医药 冷链运输 验证指南|区科技局|biomedicine|—|2025-01-16 2025-05-29
公共卫生 传染病监测 数据元|区卫健局|public-health|—|2024-08-20 2025-02-27
垃圾分类 信息采集 要求|区城管局|waste-sorting|—|2025-02-20
不动产登记服务 数据要求|区自然资源局|—|—|2024-06-12 2024-11-20 2025-03-06
地下管线巡检 作业规程|区市政工程服务中心|—|—|2024-10-17 2025-04-15
行道树修剪 技术规程|区园林绿化服务中心|—|—|2025-04-03
泉水游览服务 质量要求|区文旅局|—|—|2024-09-05 2025-03-11
零工市场服务 规范|区人社局|—|—|2024-07-25 2024-12-19 2025-04-22
车辆管理所服务 评价指标|区公安分局|—|—|2024-05-30 2024-10-24
社区养老服务 转介要求|区民政局|—|—|2025-01-21 2025-05-08
应急广播终端 通用要求|区应急管理局|—|—|2024-01-18 2024-05-16 2024-10-10 2025-02-13 2025-05-22
`

/** International standards beside the projects: title, number in the end, department, tags, days of their stages. */
export const INTERNATIONAL: readonly [title: string, number: string, department: string, tags: string, days: string][] =
  [
    [
      '数字贸易 电子单证互认指南',
      'ISO/TS 93120:2025',
      '区自贸办',
      '',
      '2024-02-22 2024-05-23 2024-11-07 2025-06-05 2025-09-18 2025-12-18',
    ],
    [
      '城市运营 运行体征指标',
      'ISO 93244:2026',
      '区大数据局',
      'city-operation',
      '2024-09-19 2025-01-14 2025-05-20 2025-08-21 2025-11-13 2026-01-15',
    ],
    ['食品快速检测 方法验证', 'ISO 93377:2026', '区市场监管局', '', '2024-03-28'],
  ]

/** 未计入, each for a reason of its own: title, department, number, issued, tags. Without unit: no local unit took part. */
export type NotCounting = {
  title: string
  department: string
  number: string
  on: string
  tags?: string
  noUnit?: true
  amendment?: true
}
export const NOT_COUNTING: readonly NotCounting[] = [
  { title: '餐饮分餐服务评价', department: '区市场监管局', number: 'T/LXBZ 9012-2025', on: '2025-05-16' },
  { title: '社区助餐服务规范', department: '区民政局', number: 'T/LXBZ 9003-2024', on: '2024-05-09' },
  { title: '老商埠导览服务规范', department: '区文旅局', number: 'T/LXBZ 9005-2024', on: '2024-09-26' },
  { title: '直播电商服务要求', department: '区商务局', number: 'T/LXBZ 9007-2024', on: '2024-11-21' },
  { title: '冷链配送管理指南', department: '区市场监管局', number: 'T/LXBZ 9002-2024', on: '2024-03-21' },
  { title: '家政服务员能力评价', department: '区人社局', number: 'T/LXBZ 9010-2025', on: '2025-02-27' },
  {
    title: '城市绿地碳汇计量方法',
    department: '区园林绿化服务中心',
    number: 'T/LXBZ 9015-2025',
    on: '2025-09-11',
    tags: 'green-low-carbon',
  },
  { title: '社区养老服务站建设指南', department: '区民政局', number: 'DB37/T 9041-2023', on: '2023-09-07' },
  { title: '残疾人辅具租赁服务规范', department: '区残联', number: 'DB37/T 9046-2023', on: '2023-10-17' },
  { title: '儿童之家服务指南', department: '区民政局', number: 'DB3701/T 9008-2023', on: '2023-08-21' },
  {
    title: '检验检测服务 通用要求 第1号修改单',
    department: '区市场监管局',
    number: 'GB/T 90001-2019/XG1-2024',
    on: '2024-06-28',
    amendment: true,
  },
  {
    title: '标准样品制备 能力要求 第1号修改单',
    department: '区市场监管局',
    number: 'GB/T 90006-2021/XG1-2025',
    on: '2025-02-19',
    amendment: true,
  },
  {
    title: '冷链物流追溯信息要求',
    department: '区商务局',
    number: 'GB/T 90177-2024',
    on: '2024-07-12',
    noUnit: true,
  },
  { title: '车间数字孪生建模规范', department: '区工信局', number: 'Q/LSSK 9001-2024', on: '2024-04-25' },
]

/** Pilots beside the projects: title, department, level, tags or —, then stage and day by turns. */
export const PILOTS = `
历下政务大厅服务标准化试点|区行政审批服务局|provincial|public-service|approved 2022-06-30 accepted 2024-07-10
夜间经济服务标准化试点|区商务局|municipal|—|applied 2023-12-05 approved 2024-03-28 revoked 2025-01-15
家政服务标准化试点|区人社局|provincial|public-service|applied 2024-04-16 failed 2024-11-12
城市运行“一网统管”标准化试点|区城市运行指挥中心|provincial|social-governance|applied 2025-05-08 approved 2025-10-16
泉城老商埠文旅服务标准化试点|区文旅局|provincial|—|applied 2025-03-27 approved 2025-09-18
智慧工地监管标准化试点|区住建局|municipal|—|applied 2025-06-03 approved 2025-11-18
`

/** Committees and working groups 技术组织 of which a local unit is the secretariat. */
export type Committee = {
  title: string
  department: string
  on: string
  level?: Level
  role?: UnitRole
  termTo?: string
  renewed?: { on: string; termTo: string }
  dissolved?: string
  preparing?: string
}
const committee = (department: string, on: string, title: string, more: Partial<Committee> = {}): Committee => ({
  title,
  department,
  on,
  ...more,
})
export const COMMITTEES: readonly Committee[] = [
  // In being when the plan began.
  committee('区市场监管局', '2016-03-10', '全国检验检测服务标准化技术委员会能力验证分技术委员会', {
    level: 'national',
  }),
  committee('区市场监管局', '2017-05-18', '山东省标准样品标准化技术委员会'),
  committee('区市场监管局', '2018-04-12', '山东省认证服务标准化技术委员会'),
  committee('区市场监管局', '2018-11-22', '山东省网络交易监管标准化技术委员会'),
  committee('区市场监管局', '2019-07-04', '山东省食品快速检测标准化工作组'),
  committee('区市场监管局', '2021-03-18', '山东省物业服务标准化技术委员会', {
    termTo: '2025-02-28',
    renewed: { on: '2025-04-10', termTo: '2030-04-09' },
  }),
  committee('区市场监管局', '2022-09-15', '山东省商品条码应用标准化技术委员会', { termTo: '2026-01-15' }),
  committee('区科技局', '2017-09-21', '全国概念验证服务标准化工作组', { level: 'national' }),
  committee('区科技局', '2019-03-14', '山东省金融科技标准化技术委员会'),
  committee('区科技局', '2020-06-11', '山东省细胞制备标准化技术委员会'),
  committee('区科技局', '2021-10-28', '山东省科研数据标准化技术委员会', { dissolved: '2025-01-20' }),
  committee('区科技局', '2022-12-08', '山东省人工智能标准化技术委员会算法评测分技术委员会'),
  committee('区工信局', '2018-06-20', '全国工业软件标准化工作组', { level: 'national' }),
  committee('区工信局', '2020-01-09', '山东省工业互联网标识标准化技术委员会'),
  committee('区工信局', '2022-04-21', '山东省智能制造单元标准化技术委员会'),
  committee('区教体局', '2019-11-14', '山东省小学课后服务标准化技术委员会'),
  committee('区教体局', '2021-05-27', '山东省体育场馆服务标准化技术委员会'),
  committee('区卫健局', '2020-08-13', '山东省健康体检服务标准化技术委员会'),
  committee('区卫健局', '2018-02-08', '山东省血液净化护理标准化技术委员会', { termTo: '2024-02-07' }),
  // Since then.
  committee('区市场监管局', '2024-02-01', '山东省电梯维护保养标准化技术委员会'),
  committee('区市场监管局', '2024-06-13', '全国餐饮分餐服务标准化工作组', { level: 'national' }),
  committee('区市场监管局', '2025-03-27', '山东省冷链监管链标准化技术委员会'),
  committee('区科技局', '2024-03-21', '山东省技术转移服务标准化技术委员会'),
  committee('区科技局', '2024-09-12', '全国大模型评测标准化工作组', { level: 'national' }),
  committee('区科技局', '2025-04-24', '山东省合成生物标准化技术委员会'),
  committee('区工信局', '2024-04-18', '山东省边缘计算标准化技术委员会'),
  committee('区工信局', '2024-10-24', '山东省数字孪生标准化工作组'),
  committee('区工信局', '2025-02-20', '山东省云计算平台标准化技术委员会'),
  committee('区教体局', '2024-07-18', '山东省智慧校园标准化技术委员会'),
  committee('区教体局', '2024-12-12', '山东省青少年体育培训标准化工作组'),
  committee('区卫健局', '2025-05-15', '山东省医院无陪护服务标准化技术委员会'),
  // With the reviewer on 2025-06-30, after it, and those that do not count.
  committee('区工信局', '2025-06-09', '山东省信创适配标准化工作组'),
  committee('区科技局', '2025-10-23', '山东省卫星数据应用标准化技术委员会', { preparing: '2025-03-13' }),
  committee('区城管局', '2024-05-20', '济南市城市管理标准化技术委员会', { level: 'municipal' }),
  committee('区商务局', '2024-08-08', '全国展馆设计服务标准化工作组', { level: 'national', role: 'participant' }),
]

/** 平台 and 创新企业: title, department, then stage and day by turns; `!`: decided only after 2025-06-30. */
export const PLATFORMS = `
信创共性技术标准创新平台|区科技局|applied 2024-05-23 approved 2024-10-15
食品检测标准验证点|区市场监管局|applied 2025-01-09 approved 2025-06-05!
工业软件技术标准创新中心|区工信局|applied 2024-06-20 failed 2025-02-25
`
export const ENTERPRISES = `
历山数控装备有限公司|区工信局|applied 2024-03-20 announced 2024-07-11
趵突智能科技有限公司|区科技局|applied 2024-08-15 announced 2024-12-05
明湖电子材料有限公司|区工信局|applied 2024-11-20 announced 2025-03-20
泉城工业云有限公司|区工信局|applied 2025-01-14 announced 2025-05-15
千佛检测仪器有限公司|区市场监管局|applied 2025-04-17 announced 2025-10-16
大明湖食品有限公司|区商务局|applied 2024-08-22 failed 2025-03-20
历山环保科技有限公司|区生态环境分局|applied 2025-05-22
`

/** What departments said of their tasks; the sixteenth is left unsaid. */
export const STATEMENTS: readonly [
  task: number,
  department: string,
  on: string,
  statement: TaskStatement,
  text: string,
][] = [
  [1, '区市场监管局', '2024-06-20', 'under-way', '建立科技成果转化为标准的项目库，入库12项。'],
  [1, '区市场监管局', '2025-06-12', 'under-way', '项目库入库31项，其中9项已转化为国家或行业标准。'],
  [1, '区科技局', '2025-05-16', 'under-way', '组织高校与企业对接3场，提出标准建议14项。'],
  [1, '区教体局', '2025-04-24', 'under-way', '两所中小学参与课后服务标准起草。'],
  [2, '区市场监管局', '2024-12-18', 'under-way', '培育名单内企业8家，新增标准创新型企业1家。'],
  [2, '区市场监管局', '2025-05-30', 'under-way', '累计公布标准创新型企业4家。'],
  [2, '区科技局', '2025-04-22', 'under-way', '完成高新技术企业标准化需求摸底。'],
  [2, '区工信局', '2025-05-30', 'under-way', '新增标准创新型企业1家。'],
  [3, '区科技局', '2025-06-20', 'under-way', '六大领域标准清单报领导小组办公室。'],
  [3, '区市场监管局', '2025-06-11', 'under-way', '关键领域立项国家标准4项。'],
  [3, '区工信局', '2025-06-20', 'under-way', '六大领域标准清单报领导小组办公室。'],
  [3, '区卫健局', '2025-05-22', 'under-way', '公共卫生应急物资标准发布实施。'],
  [4, '区市场监管局', '2025-06-05', 'under-way', '申报省级标准化工作组1个。'],
  [4, '区科技局', '2025-05-08', 'under-way', '概念验证中心开展标准验证6次。'],
  [4, '区工信局', '2025-06-05', 'under-way', '申报省级工作组1个。'],
  [5, '区市场监管局', '2025-02-20', 'under-way', '指导2家社会团体制定团体标准。'],
  [5, '区工信局', '2025-03-28', 'behind', '信创适配中心标准组尚未组建，较原定时间推迟。'],
  [5, '区科技局', '2025-03-13', 'under-way', '人工智能算法评测平台上线试运行。'],
  [6, '区发改局', '2025-04-17', 'under-way', '产业链标准图谱完成初稿。'],
  [6, '区工信局', '2025-04-17', 'under-way', '产业链标准图谱完成初稿。'],
  [7, '区发改局', '2025-06-09', 'under-way', '服务业标准化试点完成中期评估4个。'],
  [7, '区工信局', '2025-06-09', 'under-way', '参加服务业试点联审。'],
  [7, '区商务局', '2025-05-27', 'under-way', '展馆设计服务试点通过中期评估。'],
  [7, '区文旅局', '2025-03-27', 'under-way', '申报老商埠文旅服务试点1个。'],
  [7, '区人社局', '2024-11-14', 'behind', '家政服务试点申报未通过，拟重新申报。'],
  [8, '区发改局', '2025-06-24', 'under-way', '城市运行“一网统管”试点方案印发。'],
  [8, '区城管局', '2025-06-18', 'under-way', '城市管理标准体系修订完成。'],
  [8, '区城市运行指挥中心', '2025-05-14', 'under-way', '事件分类与处置时限标准公开征求意见。'],
  [8, '区行政审批服务局', '2025-04-29', 'under-way', '政务大厅服务规范全区推行。'],
  [9, '区民政局', '2025-06-18', 'under-way', '基本公共服务标准目录更新。'],
  [9, '区残联', '2025-05-20', 'under-way', '残疾人托养服务试点通过验收。'],
  [9, '区教体局', '2025-01-21', 'under-way', '小学教育服务试点通过验收。'],
  [10, '区发改局', '2025-05-15', 'under-way', '公共安全领域标准实施情况自查完成。'],
  [10, '区应急管理局', '2025-05-09', 'under-way', '应急预案编制导则征求意见。'],
  [10, '区工信局', '2025-05-15', 'under-way', '工业领域定级管理已覆盖规模以上企业。'],
  [10, '区市政工程服务中心', '2025-04-15', 'under-way', '地下管线巡检规程开始起草。'],
  [11, '区发改局', '2025-01-22', 'behind', '绿色工厂评价标准尚未立项。'],
  [11, '区工信局', '2025-01-22', 'behind', '绿色工厂标准尚无进展。'],
  [11, '区住建局', '2025-04-10', 'under-way', '既有建筑节能改造验收规程报批。'],
  [11, '区水务局', '2024-10-16', 'under-way', '节水型单位评价指标立项。'],
  [11, '区园林绿化服务中心', '2025-04-03', 'under-way', '行道树修剪规程立项。'],
  [12, '区自贸办', '2025-06-24', 'under-way', '推荐国际标准提案1项，进入询问阶段。'],
  [12, '区商务局', '2025-03-06', 'under-way', '贸易服务国家级试点进入建设期。'],
  [13, '区市场监管局', '2024-05-22', 'under-way', '印发目标分解方案，明确24个部门职责。'],
  [13, '区市场监管局', '2025-06-03', 'under-way', '召开领导小组成员单位会议1次。'],
  [14, '区市场监管局', '2025-05-21', 'under-way', '标准化服务机构入驻2家。'],
  [15, '区市场监管局', '2025-02-26', 'under-way', '首席标准官试点企业5家，培训120人次。'],
  [15, '区人社局', '2025-02-20', 'under-way', '标准化工程师职称评审通过3人。'],
  // After 2025-06-30.
  [5, '区工信局', '2025-09-24', 'under-way', '信创适配标准组成立，首批立项2项。'],
  [11, '区发改局', '2025-10-21', 'under-way', '绿色工厂评价标准立项。'],
  [7, '区发改局', '2025-11-26', 'done', '服务业标准化试点全部完成年度任务。'],
  [8, '区发改局', '2025-12-10', 'under-way', '社会治理试点增至3个。'],
  [9, '区民政局', '2025-12-04', 'done', '基本公共服务标准目录全部落实。'],
  [13, '区市场监管局', '2025-12-16', 'done', '领导小组年度会议审议通过总结。'],
  [14, '区市场监管局', '2025-12-16', 'done', '标准化服务机构达到10家。'],
  [16, '区市场监管局', '2025-10-16', 'under-way', '世界标准日宣传活动覆盖全部街道。'],
]

/** What the reviewer writes when something goes back 退回. */
export const RETURNS: readonly [string, ...string[]] = [
  '缺少发布公告页，请补充后再报',
  '封面上的日期与填报不一致，请核对',
  '看不到本区单位名称，请补前言页',
  '附件不清晰，请重新扫描后再报',
]
