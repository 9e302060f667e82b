/**
 * The public figures as tables: each column named once, for JSON and CSV in English words, for workbooks in Chinese.
 * Pure: the plan and its summary in, rows out; no figure is worked out here that the summary does not hold.
 */
import type { Measure } from '../../db/words.ts'
import type { CountingRule, Plan } from '../plan/contract.ts'
import type { Summary } from '../summary/contract.ts'
import {
  BASIS_WORDS,
  CLASS_WORDS,
  KIND_WORDS,
  LEVEL_WORDS,
  PROGRESS_WORDS,
  STAGE_WORDS,
  STATUS_WORDS,
  TARGET_LEVEL_WORDS,
  TASK_STATUS_WORDS,
  UNIT_ROLE_WORDS,
} from '../words-zh.ts'
import type { Book, Cell, Column, Sheet } from './sheets.ts'

export type Figures = { plan: Plan; summary: Summary }

/** A field of an open table: its name there, what it is, and its value. */
export type Field<Row> = {
  name: string
  type: 'text' | 'whole' | 'number' | 'flag'
  about: string
  value: (row: Row) => OpenCell
}
export type OpenCell = string | number | boolean | null
/** An open table 开放数据: rows of named fields. */
export type OpenTable = {
  name: string
  about: string
  fields: readonly Field<never>[]
  rows: (figures: Figures) => OpenCell[][]
}

function openTable<Row>(
  name: string,
  about: string,
  rowsOf: (figures: Figures) => Row[],
  fields: readonly Field<Row>[],
): OpenTable {
  return {
    name,
    about,
    fields: fields as readonly Field<never>[],
    rows: (figures) => rowsOf(figures).map((row) => fields.map((field) => field.value(row))),
  }
}

const projectsOf = ({ plan, summary }: Figures) =>
  plan.columns.flatMap((column) =>
    column.groups.flatMap((group) =>
      group.projects.flatMap((project) => {
        const state = summary.columns.flatMap((one) => one.projects).find((one) => one.code === project.code)
        return state ? [{ column, group, project, state }] : []
      }),
    ),
  )

/** Every open table; each stands at an address of its own as JSON and as CSV. */
export const OPEN_TABLES: readonly OpenTable[] = [
  openTable('targets', '指标：目标、已认定、审核中、应达和状态', ({ summary }) => summary.targets, [
    { name: 'code', type: 'text', about: '指标代码', value: (row) => row.code },
    { name: 'name', type: 'text', about: '指标', value: (row) => row.name },
    { name: 'level', type: 'text', about: '总目标 headline，分项目标 sub', value: (row) => row.level },
    { name: 'value', type: 'whole', about: '目标值（不少于）', value: (row) => row.value },
    { name: 'unit', type: 'text', about: '单位', value: (row) => row.unit },
    { name: 'measure', type: 'text', about: '累计数 flow，存量数 stock', value: (row) => row.measure },
    { name: 'recognised', type: 'whole', about: '已认定', value: (row) => row.recognised },
    { name: 'inReview', type: 'whole', about: '审核中', value: (row) => row.inReview },
    { name: 'claimed', type: 'whole', about: '已申报', value: (row) => row.claimed },
    { name: 'onTime', type: 'whole', about: '其中期满前认定', value: (row) => row.onTime },
    { name: 'supplementary', type: 'whole', about: '其中期后补认定', value: (row) => row.supplementary },
    { name: 'late', type: 'whole', about: '期满后生效，不计入', value: (row) => row.late },
    { name: 'expected', type: 'number', about: '应达（序时），未取整', value: (row) => row.expected },
    { name: 'status', type: 'text', about: '状态', value: (row) => row.status },
    { name: 'because', type: 'text', about: '状态的原因', value: (row) => row.because.code },
  ]),
  openTable(
    'months',
    '指标逐月：每月末（最后一行为所问之日）的累计已认定；存量指标为当日存量',
    ({ summary }) =>
      summary.targets.flatMap((target) => target.byMonth.map((one) => ({ target: target.code, ...one }))),
    [
      { name: 'target', type: 'text', about: '指标代码', value: (row) => row.target },
      { name: 'month', type: 'text', about: '月份 YYYY-MM', value: (row) => row.month },
      { name: 'recognised', type: 'whole', about: '已认定', value: (row) => row.recognised },
    ],
  ),
  openTable(
    'departments',
    '部门：不重复的成果数、分解值、牵头和参加的任务、专栏项目',
    ({ summary }) => summary.departments,
    [
      { name: 'code', type: 'text', about: '部门代码', value: (row) => row.code },
      { name: 'name', type: 'text', about: '部门', value: (row) => row.name },
      { name: 'recognised', type: 'whole', about: '已认定的成果', value: (row) => row.recognised },
      { name: 'inReview', type: 'whole', about: '审核中的成果', value: (row) => row.inReview },
      { name: 'allocated', type: 'whole', about: '分解值之和', value: (row) => row.allocated },
      {
        name: 'tasksLed',
        type: 'whole',
        about: '牵头的任务',
        value: (row) => row.tasks.filter((task) => task.role === 'lead').length,
      },
      { name: 'tasks', type: 'whole', about: '承担的任务', value: (row) => row.tasks.length },
      { name: 'projects', type: 'whole', about: '承担的专栏项目', value: (row) => row.projects.total },
      { name: 'projectsDone', type: 'whole', about: '其中完成', value: (row) => row.projects.done },
      { name: 'projectsStalled', type: 'whole', about: '其中停滞', value: (row) => row.projects.stalled },
    ],
  ),
  openTable(
    'allocations',
    '部门对指标：已认定、审核中、分解值和应达；各部门相加可能大于全区数',
    ({ summary }) =>
      summary.targets.flatMap((target) => target.byDepartment.map((one) => ({ target: target.code, ...one }))),
    [
      { name: 'target', type: 'text', about: '指标代码', value: (row) => row.target },
      { name: 'department', type: 'text', about: '部门代码', value: (row) => row.department },
      { name: 'recognised', type: 'whole', about: '已认定', value: (row) => row.recognised },
      { name: 'inReview', type: 'whole', about: '审核中', value: (row) => row.inReview },
      { name: 'allocated', type: 'whole', about: '分解值', value: (row) => row.allocated },
      { name: 'expected', type: 'number', about: '应达（序时），未取整', value: (row) => row.expected },
    ],
  ),
  openTable('projects', '专栏项目：阶段、进度、在本阶段的天数', projectsOf, [
    { name: 'column', type: 'whole', about: '专栏', value: (row) => row.column.number },
    { name: 'group', type: 'text', about: '专栏中的分组', value: (row) => row.group.title },
    { name: 'code', type: 'text', about: '项目代码', value: (row) => row.project.code },
    { name: 'name', type: 'text', about: '项目', value: (row) => row.project.name },
    { name: 'kind', type: 'text', about: '种类', value: (row) => row.project.kind },
    { name: 'stage', type: 'text', about: '阶段', value: (row) => row.state.stage },
    { name: 'progress', type: 'text', about: '进度', value: (row) => row.state.progress },
    { name: 'stalled', type: 'flag', about: '停滞', value: (row) => row.state.stalled },
    { name: 'daysInStage', type: 'whole', about: '在本阶段的天数', value: (row) => row.state.daysInStage },
    { name: 'items', type: 'whole', about: '已认定的成果', value: (row) => row.state.items },
  ]),
  openTable(
    'tasks',
    '重点任务：状态和最近一次已认定填报的日期',
    ({ plan, summary }) =>
      summary.tasks.map((state) => ({ state, task: plan.tasks.find((one) => one.number === state.number) })),
    [
      { name: 'number', type: 'whole', about: '任务序号', value: (row) => row.state.number },
      { name: 'title', type: 'text', about: '任务', value: (row) => row.task?.title ?? '' },
      { name: 'status', type: 'text', about: '状态', value: (row) => row.state.status },
      { name: 'since', type: 'text', about: '自哪天起', value: (row) => row.state.since },
      { name: 'basis', type: 'text', about: '牵头的依据', value: (row) => row.state.basis },
    ],
  ),
]

const text = (head: string, width: number): Column => ({ head, width, kind: 'text' })
const word = (head: string, width: number): Column => ({ head, width, kind: 'text', centred: true })
const whole = (head: string, width = 3): Column => ({ head, width, kind: 'whole' })

/** A day in words: 2025年6月30日. */
export const dayInWords = (day: string) => day.replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')

/** The lines under every title: which days the figures are of, and the mark of synthetic data. */
export function linesOf({ plan, summary }: Figures): string[] {
  const known = summary.knownAt === summary.asOf ? '' : `，按${dayInWords(summary.knownAt)}所知`
  const version = `数据版本${summary.dataVersion}`
  const lines = [
    `截至${dayInWords(summary.asOf)}${known}。依据${plan.document.number}《${plan.document.title}》。${version}`,
  ]
  return plan.demo ? [`${MARK}：下列成果和数字均为虚构，仅供演示`, ...lines] : lines
}
export const MARK = '演示数据'

/** 汇总: targets, departments, columns, tasks and rules as one workbook. */
export function summaryBook(figures: Figures, stamp: Date): Book {
  const { plan } = figures
  return {
    title: `${plan.name}进展汇总`,
    mark: plan.demo ? MARK : null,
    stamp,
    sheets: [
      ...(plan.targets.length > 0 ? [targetSheet(figures), matrixSheet(figures)] : []),
      departmentSheet(figures),
      ...(plan.columns.length > 0 ? [projectSheet(figures)] : []),
      ...(plan.tasks.length > 0 ? [taskSheet(figures)] : []),
      ruleSheet(figures),
    ],
  }
}

function targetSheet(figures: Figures): Sheet {
  const { plan, summary } = figures
  const isDue = summary.due
  return {
    name: '指标',
    title: `${plan.name}指标完成情况`,
    lines: [...linesOf(figures), '单位见“单位”列；完成率＝已认定÷目标；应达按序时推算，“—”为不按直线判断'],
    keep: 2,
    columns: [
      whole('序号', 2.5),
      text('指标', 16),
      word('层级', 5),
      whole('目标', 3.5),
      word('单位', 2.5),
      whole('已认定', 3.5),
      whole('审核中', 3.5),
      { head: '完成率', width: 4, kind: 'share' },
      { head: '应达', width: 4, kind: 'decimal' },
      word('状态', 5),
      ...(isDue ? [whole('期内认定', 3.5), whole('补认定', 3.5), whole('期满后', 3.5)] : []),
      text('文件出处', 13),
    ],
    rows: plan.targets.flatMap((target): Cell[][] => {
      const row = summary.targets.find((one) => one.code === target.code)
      if (!row) return []
      return [
        [
          target.number,
          target.name,
          TARGET_LEVEL_WORDS[target.level],
          row.value,
          row.unit,
          row.recognised,
          row.inReview,
          row.recognised / row.value,
          isDue || row.expected === null ? '—' : row.expected,
          STATUS_WORDS[row.status],
          ...(isDue ? [row.onTime, row.supplementary, row.late] : []),
          `${target.citation.section}${target.citation.item ?? ''}`,
        ],
      ]
    }),
    foot: ['已认定是唯一的官方数；审核中的尚未认定，不计入。一项成果可以计入几项指标，各计一次。'],
  }
}

/** Departments by targets: two columns each, as far as somebody brings or carries something. */
function matrixSheet(figures: Figures): Sheet {
  const { plan, summary } = figures
  const targets = summary.targets
  const shortName = (code: string) => plan.targets.find((one) => one.code === code)?.shortName ?? code
  const cellsOf = (department: string): Cell[] =>
    targets.flatMap((target): Cell[] => {
      const row = target.byDepartment.find((one) => one.department === department)
      return [row?.allocated ?? null, row === undefined || row.recognised === 0 ? null : row.recognised]
    })
  const sum = (values: (number | null)[]) => values.reduce((all: number, one) => all + (one ?? 0), 0)
  return {
    name: '部门与指标',
    title: `${plan.name}分部门完成情况`,
    lines: [...linesOf(figures), '每项指标两列：分解值、已认定；空格为没有'],
    keep: 1,
    columns: [text('部门', 10), ...targets.flatMap(() => [whole('分解', 2.8), whole('认定', 2.8)])],
    groups: [{ head: '', span: 1 }, ...targets.map((target) => ({ head: shortName(target.code), span: 2 }))],
    rows: summary.departments.map((department): Cell[] => [department.name, ...cellsOf(department.code)]),
    total: [
      '合计（全区）',
      ...targets.flatMap((target): Cell[] => [sum(target.byDepartment.map((one) => one.allocated)), target.recognised]),
    ],
    foot: ['最后一行的“已认定”是全区数：几个部门同报一项时各记1项，全区只记1项，所以各部门相加可能大于全区数。'],
  }
}

function departmentSheet(figures: Figures): Sheet {
  const { plan, summary } = figures
  return {
    name: '部门',
    title: `${plan.name}部门任务与成果`,
    lines: [...linesOf(figures), '单位：项、个'],
    keep: 1,
    columns: [
      text('部门', 12),
      whole('分解值', 4),
      whole('已认定', 4),
      whole('审核中', 4),
      whole('牵头任务', 4),
      whole('参加任务', 4),
      whole('专栏项目', 4),
      whole('完成', 3),
      whole('推进', 3),
      whole('未启动', 3.5),
      whole('停滞', 3),
    ],
    rows: summary.departments.map((row) => [
      row.name,
      row.allocated,
      row.recognised,
      row.inReview,
      row.tasks.filter((task) => task.role === 'lead').length,
      row.tasks.filter((task) => task.role === 'participant').length,
      row.projects.total,
      row.projects.done,
      row.projects.active,
      row.projects.notStarted,
      row.projects.stalled,
    ]),
    foot: ['已认定、审核中是该部门不重复的成果数，不与分解值之和相减；同一项成果几个部门各记1项，不能相加为全区数。'],
  }
}

function projectSheet(figures: Figures): Sheet {
  const { plan } = figures
  const rows = projectsOf(figures)
  const named = new Map(plan.departments.map((one) => [one.code, one.name]))
  const count = (progress: string) => rows.filter((row) => row.state.progress === progress).length
  return {
    name: '专栏项目',
    title: `${plan.name}专栏项目进度`,
    lines: [...linesOf(figures), '一个项目的进度是它最靠前的成果所到的阶段'],
    keep: 2,
    columns: [
      whole('序号', 2.5),
      text('项目', 16),
      text('专栏', 12),
      text('分组', 10),
      word('种类', 4.5),
      word('进度', 4),
      word('阶段', 4.5),
      whole('在本阶段天数', 4.5),
      word('停滞', 3),
      whole('已认定成果', 4),
      text('责任部门', 9),
    ],
    rows: rows.map(({ column, group, project, state }) => [
      project.number,
      project.name,
      column.title,
      group.title,
      KIND_WORDS[project.kind],
      PROGRESS_WORDS[state.progress],
      state.stage === null ? null : STAGE_WORDS[state.stage],
      state.daysInStage,
      state.stalled ? '停滞' : null,
      state.items,
      project.departments.length === 0
        ? '文件未写'
        : project.departments.map((one) => named.get(one.code) ?? one.code).join('、'),
    ]),
    total: [
      null,
      `合计${rows.length}个：完成${count('done')}个，推进${count('active')}个，未启动${count('not-started')}个`,
      ...Array.from({ length: 6 }, () => null),
      `${rows.filter((row) => row.state.stalled).length}个`,
      null,
      null,
    ],
  }
}

function taskSheet(figures: Figures): Sheet {
  const { plan, summary } = figures
  const named = new Map(plan.departments.map((one) => [one.code, one.name]))
  return {
    name: '重点任务',
    title: `${plan.name}重点任务进展`,
    lines: linesOf(figures),
    keep: 2,
    columns: [
      whole('序号', 2.5),
      text('任务', 20),
      text('牵头', 14),
      word('依据', 3.5),
      word('状态', 4),
      { head: '自', width: 5.5, kind: 'day' },
      text('参加部门', 30),
    ],
    rows: plan.tasks.map((task) => {
      const state = summary.tasks.find((one) => one.number === task.number)
      const leads = state?.leads ?? []
      const names = (codes: readonly string[]) => codes.map((code) => named.get(code) ?? code).join('、')
      const others = task.departments.filter((one) => !leads.includes(one.code)).map((one) => one.code)
      return [
        task.number,
        task.title,
        leads.length > 0 ? names(leads) : (task.collectiveName ?? '文件未写'),
        state?.basis ? BASIS_WORDS[state.basis] : null,
        TASK_STATUS_WORDS[state?.status ?? 'not-reported'],
        state?.since ?? null,
        others.length === 0 ? null : `${names(others)}${task.openEnded ? '等有关单位' : ''}`,
      ]
    }),
    foot: ['依据：牵头＝文件写明；首列＝文件未写牵头，由首列部门召集；指定＝由领导小组办公室指定。'],
  }
}

function ruleSheet(figures: Figures): Sheet {
  const { plan } = figures
  return {
    name: '口径与说明',
    title: `${plan.name}口径与说明`,
    lines: linesOf(figures),
    columns: [text('事项', 16), text('内容', 44), text('版本', 14)],
    rows: [
      ...plan.targets.map((target): Cell[] => {
        const last = target.ruleVersions.at(-1)
        return [
          `口径：${target.name}`,
          target.rule === null
            ? '尚无认定口径，须由领导小组办公室明确'
            : ruleInWords(target.rule, target.measure, plan),
          last ? `第${last.version}版，${last.decidedBy}，${last.decidedOn}` : null,
        ]
      }),
      ...plan.assumptions.map((one): Cell[] => [
        `假设：${one.title}`,
        one.alternative === null ? one.text : `${one.text}另一种理解：${one.alternative}`,
        null,
      ]),
      ['责任缺口', gapsInWords(plan), null],
    ],
  }
}

function gapsInWords({ gaps }: Plan): string {
  const said = [
    [gaps.tasksWithoutStatedLead.length, '项任务文件未写牵头部门'],
    [gaps.projectsWithoutDepartment.length, '个专栏项目没有责任部门'],
    [gaps.targetsWithoutAllocation.length, '项指标没有分解到部门'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count}${what}`]))
  return said.length === 0 ? '没有责任缺口' : said.join('；')
}

/** A counting rule 口径 in one sentence. */
export function ruleInWords(rule: CountingRule, measure: Measure, plan: Plan): string {
  const parts = [`计${rule.kinds.map((one) => KIND_WORDS[one]).join('、')}`]
  if (rule.classes !== null) parts.push(`类别为${rule.classes.map((one) => CLASS_WORDS[one]).join('、')}`)
  if (rule.levels !== null) parts.push(`级别为${rule.levels.map((one) => LEVEL_WORDS[one]).join('、')}`)
  if (rule.tags !== null)
    parts.push(`领域含${rule.tags.map((tag) => plan.tags.find((one) => one.code === tag)?.name ?? tag).join('、')}`)
  if (rule.unitRoles.length === 1)
    parts.push(`只计本区单位${rule.unitRoles.map((one) => UNIT_ROLE_WORDS[one]).join('、')}的`)
  parts.push(measure === 'stock' ? `${STAGE_WORDS[rule.stage]}后在册期间计入` : `${STAGE_WORDS[rule.stage]}之日计入`)
  if (rule.amendments) parts.push('修改单也计')
  return parts.join('；')
}
