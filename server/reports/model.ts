/** The whole report as blocks: what Word, Excel, the page and the editor all draw. Pure. */
import { REPORT_PARTS, type ReportPart, STANDARD_CLASSES } from '../../db/words.ts'
import { expectedOn } from '../summary/pace.ts'
import {
  CLASS_WORDS,
  LEVEL_WORDS,
  REASON_WORDS,
  STAGE_WORDS,
  STATUS_WORDS,
  TASK_STATUS_WORDS,
  UNIT_ROLE_WORDS,
} from '../words-zh.ts'
import type { Block, FrozenItem, ReportModel, ReportRow, Span } from './contract.ts'
import { countingItems, type Figures, type Story, sinceOf } from './figures.ts'
import { linesOf, type Piece } from './text.ts'
import { CAUSE_WORDS, dayText, nounOf, numeral, PART_WORDS, percentText, ruleText } from './wording.ts'

type Table = Extract<Block, { kind: 'table' }>
type Chart = Extract<Block, { kind: 'chart' }>
type Row = Table['rows'][number]

export const isAnnex = (part: ReportPart) => part.startsWith('annex-')

/** Head of a report: what stands on its first page and under it. */
export type Head = Pick<
  ReportRow,
  'title' | 'number' | 'documentNumber' | 'addressee' | 'signature' | 'signedOn' | 'state' | 'corrects'
>

/**
 * Puts a report together. `texts` holds the prose of each part that goes in; a part without a word or a row is left
 * out, so that nothing is numbered that is not there.
 */
export function modelOf(
  story: Story,
  figures: Figures,
  head: Head,
  texts: Partial<Record<ReportPart, string>>,
): ReportModel {
  const fields = fieldsOf(story)
  const { number, asOf, knownAt, hash, madeAt } = story.snapshot
  const included = REPORT_PARTS.filter((part) => texts[part] !== undefined)
  const sections = included
    .filter((part) => !isAnnex(part))
    .map((part) => ({ part, blocks: numbered(blocksOf(texts[part] ?? '', figures, fields)) }))
    .filter(({ blocks }) => blocks.length > 0)
    .map(({ part, blocks }, place) => ({ part, heading: `${numeral(place + 1)}、${PART_WORDS[part]}`, blocks }))
  return {
    title: head.title,
    number: head.number,
    documentNumber: head.documentNumber,
    addressee: head.addressee,
    signature: head.signature,
    signedOn: head.signedOn,
    demo: story.body.plan.demo,
    draft: head.state === 'draft',
    corrects: head.corrects,
    snapshot: { number, asOf, knownAt, hash, madeAt },
    sections,
    annexes: included
      .filter(isAnnex)
      .map((part) => ({ part, title: PART_WORDS[part], blocks: annexOf(story, part) }))
      .filter(({ blocks }) => blocks.some((block) => block.kind === 'table' && block.rows.length > 0)),
  }
}

// ── prose ────────────────────────────────────────────────────────────────────────────────────────────────────────

function blocksOf(text: string, figures: Figures, fields: ReadonlyMap<string, Block>): Block[] {
  return linesOf(text).flatMap((line): Block[] => {
    if (line.kind === 'field') {
      const block = fields.get(line.code)
      return block ? [block] : []
    }
    const spans = line.pieces.map((piece) => spanOf(piece, figures))
    if (line.kind === 'heading')
      return [{ kind: 'heading', level: line.level, text: spans.map((one) => one.text).join('') }]
    return [{ kind: 'paragraph', spans }]
  })
}

function spanOf(piece: Piece, figures: Figures): Span {
  switch (piece.kind) {
    case 'text':
      return { text: piece.text, figure: null, source: null }
    case 'sourced':
      return { text: piece.text, figure: null, source: piece.source === '' ? null : piece.source }
    case 'figure':
      // A figure that this snapshot does not have is shown as such; issuing waits until it is gone.
      return { text: figures.get(piece.key)?.value ?? `〔没有“${piece.key}”〕`, figure: piece.key, source: null }
  }
}

/** （一） and 1. as GB/T 9704 numbers the levels below 一、; third-level numbers run on within their second level. */
function numbered(blocks: readonly Block[]): Block[] {
  let [second, third] = [0, 0]
  return blocks.map((block): Block => {
    if (block.kind !== 'heading') return block
    if (block.level === 2) {
      third = 0
      return { ...block, text: `（${numeral(++second)}）${block.text}` }
    }
    return { ...block, text: `${++third}．${block.text}` }
  })
}

// ── tables and charts ────────────────────────────────────────────────────────────────────────────────────────────

const column = (head: string, width: number, align: Table['columns'][number]['align'] = 'start') => ({
  head,
  width,
  align,
})
const row = (...cells: (string | number)[]): Row => ({ style: 'row', cells: cells.map(String) })
const total = (...cells: (string | number)[]): Row => ({ style: 'total', cells: cells.map(String) })
const group = (text: string): Row => ({ style: 'group', cells: [text] })

/** Every table and chart that a text can call by its code. */
export function fieldsOf(story: Story): ReadonlyMap<string, Block> {
  const blocks: Block[] = [
    targetsTable(story),
    ratesChart(story),
    growthChart(story),
    tasksTable(story),
    columnsTable(story),
    columnsChart(story),
    departmentsTable(story),
    departmentsChart(story),
    ...(story.base ? [reconciliationTable(story)] : []),
  ]
  return new Map(blocks.flatMap((block) => ('code' in block && hasContent(block) ? [[block.code, block]] : [])))
}

const hasContent = (block: Table | Chart) =>
  block.kind === 'table' ? block.rows.length > 0 : block.categories.length > 0

function targetsTable({ body, year }: Story): Table {
  const { summary, plan } = body
  const ruled = new Map(plan.targets.map((one) => [one.code, one.rule !== null]))
  const due = summary.due
  const extra = due
    ? [column('期满前认定', 8, 'end'), column('补认定', 7, 'end')]
    : [column('应达', 8, 'end'), column(year === null ? '审核中' : '年内新增', 8, 'end')]
  const rows = (['headline', 'sub'] as const).flatMap((level) => {
    const list = summary.targets.filter((one) => one.level === level)
    if (list.length === 0) return []
    return [
      group(level === 'headline' ? '总目标' : '分项目标'),
      ...list.map((one) => {
        const counted = ruled.get(one.code) === true
        const added = countingItems(body, one.code).filter((item) =>
          sinceOf(item, one.code).startsWith(`${year}-`),
        ).length
        return row(
          plan.targets.find((target) => target.code === one.code)?.number ?? '',
          nounOf(one.name),
          `≥${one.value}${one.unit}`,
          counted ? one.recognised : '—',
          counted ? percentText(one.recognised, one.value) : '—',
          ...(due
            ? [counted ? one.onTime : '—', counted ? one.supplementary : '—']
            : [
                one.expected === null ? '—' : one.expected.toFixed(1),
                year === null ? one.inReview : one.measure === 'stock' || !counted ? '—' : added,
              ]),
          STATUS_WORDS[one.status],
        )
      }),
    ]
  })
  return {
    kind: 'table',
    code: 'table-targets',
    caption: `指标完成情况（截至${dayText(body.asOf)}）`,
    unit: null,
    columns: [
      column('序号', 6, 'center'),
      column('指标', 30),
      column('目标', 11, 'end'),
      column('已认定', 9, 'end'),
      column('完成率', 11, 'end'),
      ...extra,
      column('状态', 14, 'center'),
    ],
    rows,
    note: due
      ? '期满前认定与补认定之和为已认定；期满后生效的不计入。'
      : '应达为按序时到这一天应当达到的数；按在研储备判断和不判断进度的指标没有应达数。',
  }
}

function ratesChart({ body }: Story): Chart {
  const { summary, plan } = body
  const shown = summary.targets.filter((one) => plan.targets.some((two) => two.code === one.code && two.rule !== null))
  const short = (code: string) => plan.targets.find((one) => one.code === code)?.shortName ?? code
  const rate = (part: number, whole: number) => Math.round((part / whole) * 1000) / 10
  const pace = Math.round(summary.elapsed * 1000) / 10
  return {
    kind: 'chart',
    code: 'chart-rates',
    caption: '各项指标完成率',
    unit: '%',
    form: 'column',
    categories: shown.map((one) => short(one.code)),
    series: [
      { name: '完成率', values: shown.map((one) => rate(one.recognised, one.value)), line: false },
      summary.due
        ? { name: '目标', values: shown.map(() => 100), line: true }
        : { name: '实施期已过', values: shown.map(() => pace), line: true },
    ],
  }
}

/** The largest straight-line target over the months, against its pace. */
function growthChart({ body }: Story): Chart {
  const { plan, summary } = body
  const [one] = summary.targets
    .filter((target) => plan.targets.find((other) => other.code === target.code)?.pace === 'straight')
    .sort((a, b) => b.value - a.value)
  const months = one?.byMonth.filter((_, place, all) => (all.length - 1 - place) % 3 === 0) ?? []
  const endOf = (month: string) => {
    const [year = 0, number = 0] = month.split('-').map(Number)
    const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
    return last > body.asOf ? body.asOf : last
  }
  return {
    kind: 'chart',
    code: 'chart-growth',
    caption: one ? `${nounOf(one.name)}累计已认定数` : '',
    unit: one?.unit ?? '',
    form: 'column',
    categories: one ? months.map(({ month }) => month.replace('-', '年').replace(/年0?(\d+)$/, '年$1月')) : [],
    series: one
      ? [
          { name: '已认定', values: months.map(({ recognised }) => recognised), line: false },
          {
            name: '序时',
            values: months.map(({ month }) => {
              const due = expectedOn(
                'straight',
                { value: one.value, baseline: one.baseline, milestones: [] },
                plan,
                endOf(month),
              )
              return due === null ? null : Math.round(due * 10) / 10
            }),
            line: true,
          },
        ]
      : [],
  }
}

function tasksTable({ body }: Story): Table {
  const { plan, summary } = body
  const named = new Map(plan.departments.map((one) => [one.code, one.name]))
  return {
    kind: 'table',
    code: 'table-tasks',
    caption: `重点任务进展（截至${dayText(body.asOf)}）`,
    unit: null,
    columns: [
      column('序号', 7, 'center'),
      column('任务', 38),
      column('牵头部门', 31),
      column('状态', 10, 'center'),
      column('最近填报', 15, 'center'),
    ],
    rows: summary.tasks.flatMap((state) => {
      const task = plan.tasks.find((one) => one.number === state.number)
      if (!task) return []
      const basis = state.basis === 'first-listed' ? '（首列）' : state.basis === 'assigned' ? '（指定）' : ''
      const leads = state.leads.map((code) => named.get(code) ?? code).join('、')
      return [
        row(
          task.number,
          task.title,
          leads === '' ? (task.collectiveName ?? '未写') : leads + basis,
          TASK_STATUS_WORDS[state.status],
          state.since ?? '—',
        ),
      ]
    }),
    note: '“首列”指文件未写牵头，由首列部门召集。',
  }
}

function columnsTable({ body }: Story): Table {
  const { columns } = body.summary
  const cells = (list: readonly (typeof columns)[number]['projects'][number][]) => [
    list.length,
    list.filter((one) => one.progress === 'done').length,
    list.filter((one) => one.progress === 'active').length,
    list.filter((one) => one.stalled).length,
    list.filter((one) => one.progress === 'not-started').length,
  ]
  return {
    kind: 'table',
    code: 'table-columns',
    caption: `专栏项目进展（截至${dayText(body.asOf)}）`,
    unit: '个',
    columns: [
      column('专栏', 46),
      column('项目', 10, 'end'),
      column('完成', 10, 'end'),
      column('推进中', 11, 'end'),
      column('其中停滞', 12, 'end'),
      column('未启动', 11, 'end'),
    ],
    rows:
      columns.length === 0
        ? []
        : [
            ...columns.map((one) => row(`专栏${numeral(one.number)}　${one.title}`, ...cells(one.projects))),
            total('合计', ...cells(columns.flatMap((one) => one.projects))),
          ],
    note: null,
  }
}

function columnsChart({ body }: Story): Chart {
  const { columns } = body.summary
  const values = (progress: 'done' | 'active' | 'not-started', stalled: boolean) =>
    columns.map(({ projects }) => projects.filter((one) => one.progress === progress && one.stalled === stalled).length)
  return {
    kind: 'chart',
    code: 'chart-columns',
    caption: '专栏项目进展',
    unit: '个',
    form: 'stacked',
    categories: columns.map((one) => `专栏${numeral(one.number)}`),
    series: [
      { name: '完成', values: values('done', false), line: false },
      { name: '推进中', values: values('active', false), line: false },
      { name: '停滞', values: values('active', true), line: false },
      { name: '未启动', values: values('not-started', false), line: false },
    ],
  }
}

function departmentsTable({ body }: Story): Table {
  const { departments } = body.summary
  return {
    kind: 'table',
    code: 'table-departments',
    caption: `部门情况（截至${dayText(body.asOf)}）`,
    unit: null,
    columns: [
      column('部门', 28),
      column('牵头任务', 12, 'end'),
      column('参加任务', 12, 'end'),
      column('专栏项目', 12, 'end'),
      column('其中停滞', 12, 'end'),
      column('已认定成果', 13, 'end'),
      column('审核中', 11, 'end'),
    ],
    rows: departments.map((one) => {
      const led = one.tasks.filter((task) => task.role === 'lead').length
      return row(
        one.name,
        led,
        one.tasks.length - led,
        one.projects.total,
        one.projects.stalled,
        one.recognised,
        one.inReview,
      )
    }),
    note: '已认定成果为不同成果的件数，同一成果计入几个指标只算一件；分指标的数见数据附表。',
  }
}

function departmentsChart({ body }: Story): Chart {
  const shown = body.summary.departments.filter((one) => one.recognised > 0).sort((a, b) => b.recognised - a.recognised)
  return {
    kind: 'chart',
    code: 'chart-departments',
    caption: '各部门已认定成果',
    unit: '项',
    form: 'bar',
    categories: shown.map((one) => one.name),
    series: [{ name: '已认定', values: shown.map((one) => one.recognised), line: false }],
  }
}

function reconciliationTable({ body, base, changes, snapshot }: Story): Table {
  const minus = (value: number) => (value === 0 ? '0' : `−${value}`)
  const rule = (change: number) => (change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '0')
  return {
    kind: 'table',
    code: 'table-reconciliation',
    caption: `快照第${base?.number ?? ''}号与第${snapshot.number}号核对`,
    unit: null,
    columns: [
      column('指标', 30),
      column('此前', 9, 'end'),
      column('新增', 9, 'end'),
      column('补认定', 10, 'end'),
      column('作废更正', 11, 'end'),
      column('届满撤销', 11, 'end'),
      column('口径变化', 11, 'end'),
      column('本次', 9, 'end'),
    ],
    rows: changes.map((one) => {
      const name = body.plan.targets.find((target) => target.code === one.target)?.name ?? one.target
      const { sums } = one
      return row(
        nounOf(name),
        one.before,
        sums.added,
        sums.supplementary,
        minus(sums.voided),
        minus(sums.ended),
        rule(sums.ruleIn - sums.ruleOut),
        one.after,
      )
    }),
    note: '此前加各栏增减等于本次；减少的为负数。',
  }
}

// ── annexes ──────────────────────────────────────────────────────────────────────────────────────────────────────

function annexOf(story: Story, part: ReportPart): Block[] {
  switch (part) {
    case 'annex-standards':
      return [standardsTable(story)]
    case 'annex-pilots':
      return [itemsTable(story, part, 'pilot', '下达日期')]
    case 'annex-organizations':
      return [itemsTable(story, part, 'organization', '成立日期')]
    case 'annex-platforms':
      return [itemsTable(story, part, 'platform', '下达日期')]
    case 'annex-enterprises':
      return [itemsTable(story, part, 'enterprise', '公布日期')]
    case 'annex-projects':
      return [projectsTable(story)]
    case 'annex-changes':
      return [changesTable(story)]
    case 'annex-rules':
      return rulesTables(story)
    default:
      return []
  }
}

const departmentsText = ({ body }: Story, codes: readonly string[]) =>
  codes.map((code) => body.plan.departments.find((one) => one.code === code)?.name ?? code).join('、')

const unitsText = (item: FrozenItem) =>
  item.units.map((one) => `${one.name}（${UNIT_ROLE_WORDS[one.role]}）`).join('、')

const targetsText = ({ body }: Story, item: FrozenItem) =>
  item.counts.map((one) => body.plan.targets.find((target) => target.code === one.target)?.number ?? '').join('、')

/** By the day from which it counts, then by number. */
const inOrder = (items: readonly FrozenItem[]) =>
  items.toSorted((a, b) => {
    const [one, other] = [sinceOf(a), sinceOf(b)]
    if (one !== other) return one < other ? -1 : 1
    return (a.number ?? '') < (b.number ?? '') ? -1 : 1
  })

function standardsTable(story: Story): Table {
  const standards = countingItems(story.body).filter((one) => one.kind === 'standard')
  let place = 0
  return {
    kind: 'table',
    code: 'annex-standards',
    caption: '',
    unit: null,
    columns: [
      column('序号', 5, 'center'),
      column('标准号', 16),
      column('标准名称', 26),
      column('发布日期', 10, 'center'),
      column('认定日期', 10, 'center'),
      column('本区单位及作用', 23),
      column('填报部门', 11),
      column('计入', 6, 'center'),
    ],
    rows: STANDARD_CLASSES.flatMap((standardClass) => {
      const list = inOrder(standards.filter((one) => one.class === standardClass))
      if (list.length === 0) return []
      return [
        group(`${CLASS_WORDS[standardClass]}（${list.length}项）`),
        ...list.map((one) =>
          row(
            ++place,
            one.number ?? one.planNumber ?? '—',
            one.title,
            sinceOf(one),
            one.recognisedOn,
            unitsText(one),
            departmentsText(story, one.departments),
            targetsText(story, one),
          ),
        ),
      ]
    }),
    note: '“计入”为所计入指标的序号。',
  }
}

function itemsTable(story: Story, part: ReportPart, kind: FrozenItem['kind'], head: string): Table {
  const list = inOrder(countingItems(story.body).filter((one) => one.kind === kind))
  return {
    kind: 'table',
    code: part,
    caption: '',
    unit: null,
    columns: [
      column('序号', 5, 'center'),
      column('名称', 28),
      column('文号或编号', 16),
      column('级别', 7, 'center'),
      column(head, 10, 'center'),
      column('目前阶段', 8, 'center'),
      column('本区单位及作用', 22),
      column('填报部门', 11),
      column('计入', 6, 'center'),
    ],
    rows: list.map((one, place) =>
      row(
        place + 1,
        one.title,
        one.number ?? '—',
        one.level === null ? '—' : LEVEL_WORDS[one.level],
        sinceOf(one),
        STAGE_WORDS[one.stage],
        unitsText(one),
        departmentsText(story, one.departments),
        targetsText(story, one),
      ),
    ),
    note: '“计入”为所计入指标的序号。',
  }
}

function projectsTable(story: Story): Table {
  const { plan, summary } = story.body
  const states = new Map(summary.columns.flatMap((one) => one.projects).map((one) => [one.code, one]))
  return {
    kind: 'table',
    code: 'annex-projects',
    caption: '',
    unit: null,
    columns: [
      column('序号', 6, 'center'),
      column('项目', 34),
      column('责任部门', 20),
      column('目前阶段', 12, 'center'),
      column('到达日期', 13, 'center'),
      column('本阶段天数', 10, 'end'),
      column('进展', 12, 'center'),
    ],
    rows: plan.columns.flatMap((one) => [
      group(`专栏${numeral(one.number)}　${one.title}`),
      ...one.groups.flatMap((part) =>
        part.projects.flatMap((project) => {
          const state = states.get(project.code)
          if (!state) return []
          const progress = state.stalled
            ? '停滞'
            : { 'not-started': '未启动', active: '推进中', done: '完成' }[state.progress]
          return [
            row(
              project.number,
              `${project.name}${part.level === null ? '' : `（${LEVEL_WORDS[part.level]}）`}`,
              state.departments.length === 0 ? '没有责任部门' : departmentsText(story, state.departments),
              state.stage === null ? '—' : STAGE_WORDS[state.stage],
              state.reached.at(-1)?.on ?? '—',
              state.daysInStage ?? '—',
              progress,
            ),
          ]
        }),
      ),
    ]),
    note: null,
  }
}

function changesTable(story: Story): Table {
  const { body, changes } = story
  return {
    kind: 'table',
    code: 'annex-changes',
    caption: '',
    unit: null,
    columns: [
      column('序号', 6, 'center'),
      column('编号', 18),
      column('名称', 32),
      column('生效日期', 12, 'center'),
      column('认定日期', 12, 'center'),
      column('填报部门', 14),
      column('缘由', 13, 'center'),
    ],
    rows: changes.flatMap((change) => {
      if (change.items.length === 0) return []
      const target = body.plan.targets.find((one) => one.code === change.target)
      return [
        group(
          `${nounOf(target?.name ?? change.target)}：${change.before}${target?.unit ?? ''}→${change.after}${target?.unit ?? ''}`,
        ),
        ...change.items.map((one, place) =>
          row(
            place + 1,
            one.number ?? '—',
            one.title,
            one.since,
            one.recognisedOn,
            departmentsText(story, one.departments),
            CAUSE_WORDS[one.cause],
          ),
        ),
      ]
    }),
    note: null,
  }
}

function rulesTables(story: Story): Table[] {
  const { plan, targets, summary } = story.body
  const short = (code: string) => plan.targets.find((one) => one.code === code)?.shortName ?? code
  /** 国行地标97→64: the figure, and what it would be by the other reading. */
  const otherwise = (assumption: string) =>
    targets
      .flatMap((detail) => {
        const other = detail.alternatives.find((one) => one.assumption === assumption)
        const now = summary.targets.find((one) => one.code === detail.code)?.recognised
        return other && now !== undefined ? [`${short(detail.code)}${now}→${other.recognised}`] : []
      })
      .join('，')
  return [
    {
      kind: 'table',
      code: 'annex-rules',
      caption: '指标口径',
      unit: null,
      columns: [
        column('序号', 6, 'center'),
        column('指标', 24),
        column('口径', 44),
        column('版次', 8, 'center'),
        column('确定', 18),
      ],
      rows: plan.targets.map((one) => {
        const version = one.ruleVersions.at(-1)
        return row(
          one.number,
          nounOf(one.name),
          one.rule === null ? '尚无认定口径，须由领导小组办公室明确' : ruleText(one.rule, one.measure, plan),
          version ? `第${version.version}版` : '—',
          version
            ? `${version.decidedBy}，${version.decidedOn}${version.number === null ? '' : `，${version.number}`}`
            : '—',
        )
      }),
      note: null,
    },
    {
      kind: 'table',
      code: 'annex-assumptions',
      caption: '文件没有写明之处所依的假设',
      unit: null,
      columns: [column('假设', 26), column('理由', 38), column('另一种理解', 16), column('另一种理解下的数', 20)],
      rows: plan.assumptions.map((one) => row(one.title, one.text, one.alternative ?? '—', otherwise(one.code) || '—')),
      note: '“国行地标97→64”指该指标现为97，按另一种理解为64。',
    },
  ]
}

// ── beside the report ────────────────────────────────────────────────────────────────────────────────────────────

/** Tables of the workbook that the report itself has no room for: targets by department, by month, what does not count. */
export function tablesBeside(story: Story): Table[] {
  return [departmentTargetsTable(story), monthsTable(story), notCountingTable(story)].filter(
    (table) => table.rows.length > 0,
  )
}

function departmentTargetsTable({ body }: Story): Table {
  const { plan, summary } = body
  const cell = (target: (typeof summary.targets)[number], code: string) => {
    const own = target.byDepartment.find((one) => one.department === code)
    if (!own) return ''
    return own.allocated === null ? String(own.recognised) : `${own.recognised}/${own.allocated}`
  }
  return {
    kind: 'table',
    code: 'department-targets',
    caption: '各部门分指标已认定数',
    unit: null,
    columns: [
      column('部门', 14),
      ...summary.targets.map((one) =>
        column(plan.targets.find((target) => target.code === one.code)?.shortName ?? one.code, 7, 'end'),
      ),
    ],
    rows:
      summary.targets.length === 0
        ? []
        : [
            ...summary.departments.map((one) =>
              row(one.name, ...summary.targets.map((target) => cell(target, one.code))),
            ),
            total('全区', ...summary.targets.map((target) => target.recognised)),
          ],
    note: '17/34表示已认定17、分解值34。几个部门同报一项时各记一项，各部门数相加会大于全区数。',
  }
}

function monthsTable({ body }: Story): Table {
  const { plan, summary } = body
  const months = [...new Set(summary.targets.flatMap((one) => one.byMonth.map(({ month }) => month)))].sort()
  return {
    kind: 'table',
    code: 'months',
    caption: '各项指标逐月累计已认定数',
    unit: null,
    columns: [
      column('月份', 9, 'center'),
      ...summary.targets.map((one) =>
        column(plan.targets.find((target) => target.code === one.code)?.shortName ?? one.code, 7, 'end'),
      ),
    ],
    rows: months.map((month) =>
      row(month, ...summary.targets.map((one) => one.byMonth.find((other) => other.month === month)?.recognised ?? '')),
    ),
    note: '按生效日累计到月末；存量指标为月末在册数。',
  }
}

function notCountingTable(story: Story): Table {
  const { body } = story
  return {
    kind: 'table',
    code: 'not-counting',
    caption: '已认定而未计入的成果',
    unit: null,
    columns: [
      column('编号', 16),
      column('名称', 28),
      column('目前阶段', 9, 'center'),
      column('日期', 11, 'center'),
      column('填报部门', 12),
      column('未计入的原因', 20),
    ],
    rows: body.plan.targets.flatMap((target) => {
      const out = body.items.filter((one) => one.not.some((no) => no.target === target.code))
      if (out.length === 0) return []
      return [
        group(`${target.number}　${nounOf(target.name)}（${out.length}${target.unit}）`),
        ...out.map((one) => {
          const reason = one.not.find((no) => no.target === target.code)?.reason ?? 'counts'
          return row(
            one.number ?? one.planNumber ?? '—',
            one.title,
            STAGE_WORDS[one.stage],
            one.effectiveOn,
            departmentsText(story, one.departments),
            REASON_WORDS[reason],
          )
        }),
      ]
    }),
    note: '只列种类在该指标口径之内的成果。',
  }
}
