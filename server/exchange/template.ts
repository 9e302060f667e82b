/** 模板: the workbook that a department fills, made from the plan's own lists. Pure; `workbook.ts` writes it. */
import { KINDS, type Kind, LEVELS, STANDARD_CLASSES } from '../../db/words.ts'
import type { Plan } from '../plan/contract.ts'
import { CLASS_WORDS, EDITION_WORDS, KIND_WORDS, LEVEL_WORDS } from '../words-zh.ts'
import { stageWordsOf } from './spellings.ts'

/** A list that a drop-down offers, by the name that the workbook knows it by. */
export type TemplateList = { name: string; words: readonly string[] }
export type TemplateColumn = {
  head: string
  width: number
  kind: 'text' | 'day'
  required?: boolean
  /** Name of the list to choose from. `free`: other words may be typed too. */
  list?: string
  free?: boolean
  hint: string
  example: string
}
export type TemplateSheet = { name: string; title: string; lead: string; columns: readonly TemplateColumn[] }
export type Template = {
  title: string
  department: string
  stamp: Date
  guide: readonly (readonly [string, string])[]
  sheets: readonly TemplateSheet[]
  lists: readonly TemplateList[]
}

const DAY = '日期。2025-08-29、2025/8/29、2025年8月29日都可以'

/** The template of one department for a plan. */
export function templateOf(plan: Plan, department: string, stamp: Date): Template {
  const projects = plan.columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
  const lists: TemplateList[] = [
    { name: '部门列表', words: plan.departments.map((one) => one.name) },
    { name: '标准类别列表', words: STANDARD_CLASSES.map((one) => CLASS_WORDS[one]) },
    { name: '级别列表', words: LEVELS.map((one) => LEVEL_WORDS[one]) },
    { name: '制修订列表', words: Object.values(EDITION_WORDS) },
    { name: '作用列表', words: ['牵头', '参与'] },
    { name: '种类列表', words: [KIND_WORDS.platform, KIND_WORDS.enterprise] },
    {
      name: '标准阶段列表',
      words: [...new Set([...stageWordsOf('standard', null), ...stageWordsOf('standard', 'international')])],
    },
    ...KINDS.filter((kind) => kind !== 'standard' && kind !== 'platform' && kind !== 'enterprise').map((kind) => ({
      name: stageList(kind),
      words: stageWordsOf(kind, null),
    })),
    {
      name: '平台企业阶段列表',
      words: [...new Set([...stageWordsOf('platform', null), ...stageWordsOf('enterprise', null)])],
    },
    { name: '领域列表', words: plan.tags.map((one) => one.name) },
    { name: '专栏项目列表', words: projects.map(({ number, name }) => `${number} ${name}`) },
    { name: '任务列表', words: plan.tasks.map(({ number, title }) => `${number} ${title}`) },
    { name: '进展列表', words: ['推进中', '滞后', '完成'] },
    { name: '核对列表', words: ['已核对，本期没有新成果'] },
  ].filter((list) => list.words.length > 0)
  const has = new Set(lists.map((list) => list.name))
  const common = commonColumns(department, projects[0] ? `${projects[0].number} ${projects[0].name}` : '', plan)
  const sheets: TemplateSheet[] = [
    sheet('标准', department, '一行一项标准。标准号照封面填，类别由标准号得出，不用填', [
      {
        ...text('标准号', 11, '照封面填，整段粘贴也可以。还没有标准号的填计划号', 'DB37/T 4512-2025'),
        required: true,
      },
      { ...text('标准名称', 20, '中文名称', '医院无陪护服务规范'), required: true },
      text('计划号', 10, '还没有标准号时填', ''),
      choice('标准类别', 6, '标准类别列表', '没有标准号时才填', ''),
      { ...choice('阶段', 6, '标准阶段列表', '到了哪一步。有标准号的不填就是“发布”', '发布'), free: true },
      { ...day('到达日期', '到达这一阶段的日期，发布的填发布日期，不是实施日期', '2025-08-29'), required: true },
      ...common,
      choice('制修订', 4.5, '制修订列表', '可以不填', '制定'),
    ]),
    sheet('试点示范', department, '一行一个试点示范', [
      { ...text('试点名称', 20, '下达文件上的名称', '医养结合服务标准化试点'), required: true },
      text('下达文号', 12, '有就填', '鲁市监标发〔2025〕12号'),
      { ...choice('级别', 5, '级别列表', '下达的机关是哪一级', '省级'), required: true },
      { ...choice('阶段', 6, stageList('pilot'), '到了哪一步', '下达'), required: true, free: true },
      { ...day('到达日期', '到达这一阶段的日期', '2025-05-06'), required: true },
      ...common,
    ]),
    sheet('技术组织', department, '一行一个技术委员会、分技术委员会或工作组', [
      { ...text('组织名称', 20, '批复上的名称', '全国护理标准化技术委员会无陪护服务工作组'), required: true },
      text('委员会编号', 11, '有就填', 'SAC/TC 1234/WG 1'),
      { ...choice('级别', 5, '级别列表', '批准的机关是哪一级', '国家级'), required: true },
      { ...choice('阶段', 6, stageList('organization'), '筹建或成立', '成立'), required: true, free: true },
      { ...day('到达日期', '批准成立（筹建）的日期', '2025-03-18'), required: true },
      day('届满日期', '本届到哪天，不知道可以不填', '2030-03-17'),
      ...common,
    ]),
    sheet('平台和企业', department, '一行一个创新中心、平台、验证点，或一家标准创新型企业', [
      { ...choice('种类', 5, '种类列表', '平台或企业', '平台'), required: true },
      { ...text('名称', 20, '批复或名单上的名称', '智慧城市标准验证点'), required: true },
      text('编号', 11, '统一社会信用代码或批复文号，有就填', ''),
      { ...choice('级别', 5, '级别列表', '平台要填', '省级') },
      { ...choice('阶段', 6, '平台企业阶段列表', '到了哪一步', '下达'), required: true, free: true },
      { ...day('到达日期', '到达这一阶段的日期', '2025-04-11'), required: true },
      ...common,
    ]),
    ...(plan.tasks.length > 0
      ? [
          sheet('重点任务进展', department, '一行一项任务。做了什么写20到500个字', [
            {
              ...choice('任务', 22, '任务列表', '本部门承担的任务', plan.tasks[0] ? `1 ${plan.tasks[0].title}` : ''),
              required: true,
            },
            { ...choice('进展', 5, '进展列表', '推进中、滞后或完成', '推进中'), required: true },
            {
              ...text(
                '做了什么',
                40,
                '20到500个字，写事实',
                '组织召开标准化工作推进会，梳理在研标准6项，逐项明确牵头单位和完成时限',
              ),
              required: true,
            },
            { ...day('日期', '到哪一天为止的进展', '2025-06-30'), required: true },
            choice('部门', 9, '部门列表', '不填就是本部门', department),
          ]),
        ]
      : []),
    sheet('零报告', department, '本期没有任何新成果、在建项目也没有进展时，才在这里填一行', [
      choice('部门', 12, '部门列表', '不填就是本部门', department),
      { ...choice('核对结果', 20, '核对列表', '核对过在建和在研的项目再选', '已核对，本期没有新成果'), required: true },
    ]),
  ].map((one) => ({
    ...one,
    columns: one.columns.filter((column) => column.list === undefined || has.has(column.list)),
  }))
  return {
    title: `${plan.name}填报模板`,
    department,
    stamp,
    sheets,
    lists,
    guide: [
      ['填在哪里', '每种成果一张表。没有的表空着就行，不要删表，不要改表头。'],
      ['填几行', '一行一项。一项成果到了新的阶段，再填一行就可以；已经报过的不用再填，重复的导入时会认出来。'],
      ['＊号', '带＊的必填，其余有就填。'],
      ['示例', '每张表第4行灰字是示例，留着或删去都可以，导入时不读。'],
      ['日期', DAY],
      ['单位和作用', '本区单位写全称，几个单位用顿号隔开；作用不一样的，写成“甲单位（牵头）、乙单位（参与）”。'],
      ['下拉', '有下拉的从下拉里选；阶段也可以照文件写，如“报批”“通过验收”。'],
      ['不用填的', '类别、性质、年份、部门、计入哪个指标、合计，都由系统得出。'],
      ['证据', '导入后成为草稿，逐项补上封面、公告、文件等证据再提交。'],
      ['自己的台账', '不用模板也可以：表头里有标准号、名称、日期、单位等列名的表，可以直接导入。'],
    ],
  }
}

const stageList = (kind: Kind) => `${KIND_WORDS[kind]}阶段列表`

function sheet(name: string, department: string, lead: string, columns: TemplateColumn[]): TemplateSheet {
  return { name, title: `${department}${name === '零报告' ? '零报告' : `${name}填报表`}`, lead, columns }
}

const text = (head: string, width: number, hint: string, example: string): TemplateColumn => ({
  ...{ head, width, hint, example },
  kind: 'text',
})
const day = (head: string, hint: string, example: string): TemplateColumn => ({
  ...{ head, hint: `${hint}。${DAY}`, example },
  width: 6.5,
  kind: 'day',
})
const choice = (head: string, width: number, list: string, hint: string, example: string): TemplateColumn => ({
  ...{ head, width, list, hint, example },
  kind: 'text',
})

/** What every kind of result asks for beside its own. */
function commonColumns(department: string, project: string, plan: Plan): TemplateColumn[] {
  return [
    { ...text('本区单位', 16, '参加的本区单位全称，几个用顿号隔开', '泉城明湖医院'), required: true },
    { ...choice('作用', 4.5, '作用列表', '牵头（第一起草单位、承担单位、秘书处）或参与', '牵头'), required: true },
    {
      ...choice('涉及领域', 8, '领域列表', '只选证据里写明的，几个用顿号隔开', plan.tags[0]?.name ?? ''),
      free: true,
    },
    choice('专栏项目', 12, '专栏项目列表', '是专栏里点名的项目才选', project),
    choice('部门', 9, '部门列表', '不填就是本部门', department),
  ]
}
