/**
 * What a plan file may hold, and its check. A plan is data: a new policy is a new file here, never new code. The check
 * finds every fault at once, each with its line and with what would be right, and throws on no text.
 */
import { createHash } from 'node:crypto'
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml'
import { z } from 'zod'
import {
  KINDS,
  LEVELS,
  MEASURES,
  PACES,
  STAGES,
  STANDARD_CLASSES,
  type Stage,
  TARGET_LEVELS,
  UNIT_ROLES,
} from '../db/words.ts'
import { type CountingRule, code, countingRule, isoDate } from '../server/plan/contract.ts'
import { type Ladder, ladderOf } from '../server/standards/stages.ts'

/** A plan file is some tens of kB; what is longer is no plan file. */
export const MAX_CHARACTERS = 256 * 1024

// ── what a plan file may hold ────────────────────────────────────────────────────────────────────────────────────

/** One line of text, as it is shown: no control marks, no space around it. */
const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u)
    .refine((text) => text === text.trim() && text === text.normalize('NFC'), { params: { right: '去掉首尾空格' } })
const number = z.int().min(1).max(999)
const list = <T extends z.ZodType>(element: T) => z.array(element).max(500)

const citation = z.strictObject({ section: line(100), item: line(50), quote: line(60).optional() })

const rule = z.strictObject({
  kinds: z.array(z.enum(KINDS)).min(1),
  classes: z.array(z.enum(STANDARD_CLASSES)).min(1).nullable().default(null),
  levels: z.array(z.enum(LEVELS)).min(1).nullable().default(null),
  tags: z.array(code).min(1).nullable().default(null),
  unitRoles: z
    .array(z.enum(UNIT_ROLES))
    .min(1)
    .default(() => [...UNIT_ROLES]),
  stage: z.enum(STAGES),
  amendments: z.boolean().default(false),
})
const patchedRule = z.strictObject(countingRule.partial().shape)

const decided = z.strictObject({
  by: line(100),
  on: isoDate,
  number: line(50).nullable().default(null),
  note: line(200).nullable().default(null),
})

const targetRow = z.strictObject({
  code,
  number,
  name: line(50),
  shortName: line(10),
  level: z.enum(TARGET_LEVELS),
  value: z.int().min(1).max(1_000_000),
  unit: line(5),
  measure: z.enum(MEASURES),
  pace: z.enum(PACES),
  milestones: list(z.strictObject({ on: isoDate, value: z.int().min(0) })).default([]),
  rule: rule.nullable(),
  /** Stages whose count is shown beside the figure, e.g. pilots accepted. */
  beside: list(z.enum(STAGES)).default([]),
  decided: decided.optional(),
  /** Numbers of the tasks that carry it; with none, every department that some task names carries it. */
  tasks: list(number).default([]),
  /** The quote holds the words that carry the number. */
  citation: citation.required({ quote: true }),
  correction: z
    .strictObject({ original: line(50), corrected: line(50) })
    .nullable()
    .default(null),
})

/** Only what the document says: duties decided later are not the plan file's. */
const duty = z.strictObject({
  code,
  role: z.enum(['lead', 'participant']),
  basis: z.enum(['stated', 'first-listed']),
})

const taskRow = z.strictObject({
  number,
  title: line(60),
  /** 等有关单位 stands after the departments. */
  openEnded: z.boolean(),
  /** The collective, where the document names no department. */
  collective: line(60).nullable().default(null),
  citation,
  departments: list(duty),
})

const projectRow = z.strictObject({
  number,
  code,
  name: line(60),
  kind: z.enum(KINDS).optional(),
  level: z.enum(LEVELS).nullable().optional(),
})

const columnRow = z.strictObject({
  number,
  title: line(60),
  groups: list(
    z.strictObject({
      title: line(60),
      /** Kind and level of its projects, unless they say otherwise. */
      level: z.enum(LEVELS).nullable(),
      kind: z.enum(KINDS),
      citation,
      projects: list(projectRow),
    }),
  ),
})

const departmentRow = z.strictObject({
  code,
  name: line(40),
  aliases: list(line(40)).default([]),
  existsFrom: isoDate.nullable().default(null),
  existsTo: isoDate.nullable().default(null),
})

const assumptionRow = z.strictObject({
  code,
  title: line(60),
  text: line(300),
  /** Empty: it bears on the whole plan. */
  targets: list(code),
  alternative: line(100).nullable().default(null),
  /** What the other reading changes; without it, it is worded and has no figure. */
  patch: z.strictObject({ startsOn: isoDate.optional(), rule: patchedRule.optional() }).nullable().default(null),
})

const stageRow = z.strictObject({
  kind: z.enum(KINDS),
  international: z.boolean().default(false),
  stage: z.enum(STAGES),
  stallDays: z.int().min(1).max(3650).nullable(),
  usualRemainingDays: z.int().min(0).max(3650).nullable(),
})

const supportRow = z.strictObject({
  code,
  title: line(60),
  ceilingYuan: z.int().min(1).nullable(),
  ceiling: line(60),
  payer: line(40).nullable(),
  citation,
})

/** What stands alone, then what comes in rows: rows are checked one by one, so that one fault hides no other. */
const HEAD = {
  code,
  position: number,
  name: line(40),
  product: line(20),
  document: z.strictObject({
    number: line(40),
    title: line(120),
    issuer: line(40),
    issuedOn: isoDate,
    publishedOn: isoDate,
  }),
  startsOn: isoDate,
  dueOn: isoDate,
  outlook: line(200).nullable(),
  /** Who set the rules of the targets that do not say so themselves; needed where there are targets. */
  decided: decided.optional(),
}
const ROWS = {
  tags: z.strictObject({ code, name: line(20) }),
  departments: departmentRow,
  targets: targetRow,
  tasks: taskRow,
  columns: columnRow,
  supports: supportRow,
  assumptions: assumptionRow,
  stages: stageRow,
}
type RowName = keyof typeof ROWS
const ROW_NAMES = Object.keys(ROWS) as RowName[]

const WHOLE = z.strictObject({
  ...HEAD,
  departments: list(ROWS.departments),
  tasks: list(ROWS.tasks),
  tags: list(ROWS.tags).default([]),
  targets: list(ROWS.targets).default([]),
  columns: list(ROWS.columns).default([]),
  supports: list(ROWS.supports).default([]),
  assumptions: list(ROWS.assumptions).default([]),
  stages: list(ROWS.stages).default([]),
})
type Whole = z.infer<typeof WHOLE>
export type Decided = z.infer<typeof decided>
export type Patch = NonNullable<z.infer<typeof assumptionRow>['patch']>
type Citation = { section: string; item: string; quote: string }
type Cited<T> = Omit<T, 'citation'> & { citation: Citation }
type Group = Whole['columns'][number]['groups'][number]

/** A plan file that passed: nothing left to inherit or to guess; a quote left out is the title itself. */
export type PlanFile = Omit<Whole, 'decided' | 'targets' | 'tasks' | 'columns' | 'supports'> & {
  targets: (Omit<Whole['targets'][number], 'decided'> & { decided: Decided })[]
  tasks: Cited<Whole['tasks'][number]>[]
  supports: Cited<Whole['supports'][number]>[]
  columns: {
    number: number
    title: string
    groups: {
      title: string
      level: Group['level']
      projects: {
        number: number
        code: string
        name: string
        kind: Group['kind']
        level: Group['level']
        citation: Citation
      }[]
    }[]
  }[]
}

// ── the check ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What is wrong at a place of a plan file, and what would be right. `line` counts from 1. */
export type Fault = { line: number; path: string; wrong: string; right: string }
export type Checked =
  /** `hash`: SHA-256 of the text. `lineOf`: the line of a path such as `departments[3].aliases`. */
  | { ok: true; plan: PlanFile; hash: string; lineOf: (path: string) => number }
  | { ok: false; faults: [Fault, ...Fault[]] }

type Path = readonly (string | number)[]
type Report = (path: Path, wrong: string, right: string) => void

/**
 * Checks the text of a plan file. Answers the plan, or every fault in the order of its lines. Takes any text and never
 * throws.
 */
export function checkPlanFile(text: string): Checked {
  const faults: Fault[] = []
  const at = (lineNumber: number, path: Path, wrong: string, right: string) =>
    faults.push({ line: lineNumber, path: pathText(path), wrong, right })
  const read = readPlan(text, at)
  const [first, ...rest] = faults.sort((a, b) => a.line - b.line)
  if (first) return { ok: false, faults: [first, ...rest] }
  if (!read) return { ok: false, faults: [{ line: 1, path: '', wrong: '读不出方案', right: '一份完整的方案文件' }] }
  return { ok: true, ...read, hash: createHash('sha256').update(text).digest('hex') }
}

/** One line for a terminal: `file:line: path: what is wrong; what would be right`. */
export function formatFault(file: string, fault: Fault): string {
  return `${file}:${fault.line}: ${fault.path ? `${fault.path}：` : ''}${fault.wrong}。应当：${fault.right}。`
}

function readPlan(
  text: string,
  at: (line: number, ...rest: Parameters<Report>) => void,
): { plan: PlanFile; lineOf: (path: string) => number } | null {
  if (text.length > MAX_CHARACTERS) {
    at(1, [], `文件有${text.length}个字符，超过上限`, `不超过${MAX_CHARACTERS}个字符`)
    return null
  }
  const lines = new LineCounter()
  let document: Document
  let data: unknown
  try {
    // the library compares every key with every other; `repeatedKeys` looks each up once
    document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
    const syntax = [...document.errors, ...document.warnings].map((one) => ({ code: one.code, offset: one.pos[0] }))
    syntax.push(...repeatedKeys(document).map((offset) => ({ code: 'DUPLICATE_KEY' as const, offset })))
    for (const one of syntax) {
      const [wrong, right] = SYNTAX[one.code] ?? ['不是有效的 YAML', '按 YAML 的写法改正这一行']
      at(lines.linePos(one.offset).line, [], wrong, right)
    }
    if (syntax.length > 0) return null
    data = document.toJS({ maxAliasCount: 0 })
  } catch {
    // nesting too deep for the stack, or an alias
    at(1, [], '嵌套过深，或用了别名（*）', '把内容逐行写出')
    return null
  }
  const report: Report = (path, wrong, right) => at(lineOf(document, lines, path), path, wrong, right)
  if (!isRecord(data)) {
    report([], '文件里不是一组键值', '以 code、name、document 等键开头，见 seeds/lixia-2025.yaml')
    return null
  }
  const parts = readParts(data, report)
  crossCheck(parts, report)
  const whole = WHOLE.safeParse(data)
  const plan = whole.success ? complete(whole.data) : null
  return plan && { plan, lineOf: (path) => lineOf(document, lines, path.match(/[^.[\]]+/g) ?? []) }
}

const SYNTAX: Readonly<Record<string, readonly [string, string]>> = {
  BAD_ALIAS: ['用了别名（*）', '把内容写出来；以 * 开头的文字加引号'],
  BAD_DQ_ESCAPE: ['双引号内的转义无效', '改用单引号，或写成 \\\\'],
  BAD_INDENT: ['缩进不对', '与同级的键对齐，用空格'],
  BAD_SCALAR_START: ['值以 YAML 的保留字符开头', '给这段文字加引号'],
  BLOCK_AS_IMPLICIT_KEY: ['一行里有两个“: ”', '给含冒号的文字加引号，或分行写'],
  DUPLICATE_KEY: ['同一处有两个相同的键', '只留一个'],
  MISSING_CHAR: ['缺少冒号、引号或括号', '补上配对的字符'],
  MULTIPLE_DOCS: ['一个文件里有两份文档', '一个文件只写一个方案，去掉“---”'],
  TAB_AS_INDENT: ['用制表符缩进', '改用空格'],
  TAG_RESOLVE_FAILED: ['用了 YAML 标签（!）', '去掉标签；以 ! 开头的文字加引号'],
  UNEXPECTED_TOKEN: ['出现了多余的字符', '删去，或给整段文字加引号'],
}

/** What could be read; a row with a fault is left out of the comparisons, but its code is still known. */
type Parts = {
  head: { [K in keyof typeof HEAD]?: z.infer<(typeof HEAD)[K]> | undefined }
  rows: { [K in RowName]: (z.infer<(typeof ROWS)[K]> | null)[] }
  /** Codes as written, also of rows that have a fault. */
  codes: { [K in RowName]: ReadonlySet<unknown> }
}

function readParts(data: Record<string, unknown>, report: Report): Parts {
  const unknown = Object.keys(data).filter((key) => !Object.hasOwn(WHOLE.shape, key))
  for (const key of unknown) report([key], `不认识的键“${key}”`, `只用这些键：${Object.keys(WHOLE.shape).join('、')}`)
  const read = <T>(schema: z.ZodType<T>, path: Path, value: unknown): T | null => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) reportIssue(schema, path, value, issue, report)
    return null
  }
  const head: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(HEAD)) head[key] = read<unknown>(schema, [key], data[key]) ?? undefined
  const rows: Record<string, unknown[]> = {}
  const codes: Record<string, ReadonlySet<unknown>> = {}
  for (const name of ROW_NAMES) {
    const value = data[name]
    const absent = value === undefined && name !== 'departments' && name !== 'tasks'
    const elements: unknown[] = Array.isArray(value) ? value : []
    if (!absent) read(list(z.unknown()), [name], value)
    rows[name] = elements.slice(0, 500).map((element, index) => read<unknown>(ROWS[name], [name, index], element))
    codes[name] = new Set(elements.map((element) => (isRecord(element) ? element.code : undefined)))
  }
  return { head, rows, codes } as Parts
}

const RIGHT_BY_KEY: Readonly<Record<string, string>> = {
  citation: '写明出处：{ section: 章, item: 条, quote: 带数字的原文 }',
  document: '{ number, title, issuer, issuedOn, publishedOn }',
  outlook: '一段文字，没有的写 null',
  startsOn: '年-月-日，如 2023-11-13',
  dueOn: '年-月-日，如 2025-12-31',
  issuedOn: '印发日，年-月-日',
  publishedOn: '公开日，年-月-日',
  on: '年-月-日',
  quote: '抄下文件中带数字的几个字',
  rule: '写明口径；未定口径的写 null',
  departments: '列出部门，没有的写 []',
}
const RIGHT_BY_TYPE: Readonly<Record<string, string>> = {
  string: '一段文字',
  number: '一个数',
  int: '一个整数',
  boolean: 'true 或 false',
  array: '一个列表，没有的写 []',
  object: '一组键值',
}

/** Turns what the schema found into words: what is wrong and what would be right. */
function reportIssue(schema: z.ZodType, base: Path, value: unknown, issue: z.core.$ZodIssue, report: Report): void {
  const inner = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  const path = [...base, ...inner]
  const key = String(path.findLast((step) => typeof step === 'string') ?? '')
  const found = valueAt(value, inner)
  const shown = shorten(found)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = keysAt(schema, inner)
      for (const name of issue.keys) report([...path, name], `不认识的键“${name}”`, `只用这些键：${keys.join('、')}`)
      return
    }
    case 'invalid_type': {
      const right = RIGHT_BY_KEY[key] ?? RIGHT_BY_TYPE[issue.expected] ?? issue.expected
      if (found === undefined) report(path, `缺少“${key}”`, right)
      else report(path, `“${key}”写成了${shown}`, right)
      return
    }
    case 'invalid_value': {
      const wrong = found === undefined ? `缺少“${key}”` : `${shown}不在词表内`
      report(path, wrong, `下列之一：${issue.values.map(String).join('、')}`)
      return
    }
    case 'too_small':
      report(path, `“${key}”的值${shown}太小或为空`, issue.origin === 'number' ? `不小于${issue.minimum}` : '不为空')
      return
    case 'too_big':
      report(path, `“${key}”太大或太长`, `不超过${issue.maximum}`)
      return
    case 'invalid_format':
      if (issue.format === 'date') report(path, `${shown}不是存在的日期`, '年-月-日，如 2025-12-31')
      else if (key === 'code' || key === 'targets' || key === 'tags')
        report(path, `代码${shown}的写法不对`, '小写字母、数字，用“-”连接，如 green-standards')
      else report(path, `“${key}”含有换行或控制字符`, '一行文字')
      return
    default: {
      const params = issue.code === 'custom' ? issue.params : undefined
      report(path, `“${key}”的值${shown}不对`, typeof params?.right === 'string' ? params.right : '按样例改正')
    }
  }
}

// ── what one row must say about another ──────────────────────────────────────────────────────────────────────────

function crossCheck({ head, rows, codes }: Parts, report: Report): void {
  const { startsOn, dueOn, document } = head
  if (startsOn && dueOn && dueOn <= startsOn)
    report(['dueOn'], `到期日${dueOn}不晚于起算日${startsOn}`, '到期日晚于起算日')
  if (document && document.publishedOn < document.issuedOn)
    report(['document', 'publishedOn'], '公开日早于印发日', '不早于印发日')
  if (rows.targets.length > 0 && !head.decided)
    for (const [index, row] of rows.targets.entries())
      if (row && !row.decided) report(['targets', index], '没有写口径由谁决定', '在方案或该指标写 decided: { by, on }')

  const projects = rows.columns.flatMap((column, c) =>
    (column?.groups ?? []).flatMap((group, g) =>
      group.projects.map((row, p) => ({ row, path: ['columns', c, 'groups', g, 'projects', p] })),
    ),
  )
  reportRepeated(placed('tags', rows.tags), 'code', report)
  reportRepeated(placed('departments', rows.departments), 'code', report)
  reportRepeated(placed('supports', rows.supports), 'code', report)
  reportRepeated(placed('assumptions', rows.assumptions), 'code', report)
  reportRepeated(placed('tasks', rows.tasks), 'number', report)
  reportRepeated(placed('columns', rows.columns), 'number', report)
  for (const key of ['code', 'number'] as const) reportRepeated(placed('targets', rows.targets), key, report)
  for (const key of ['code', 'number'] as const) reportRepeated(projects, key, report)

  checkDepartmentNames(rows.departments, report)
  checkTasks(rows, codes.departments, report)
  checkTargets({ head, rows, codes }, report)
  checkAssumptions({ head, rows, codes }, report)
  checkStages(rows.stages, report)
}

const placed = <T extends object>(name: string, rows: readonly (T | null)[]): { row: T; path: Path }[] =>
  rows.flatMap((row, index) => (row === null ? [] : [{ row, path: [name, index] }]))

function reportRepeated<K extends string>(
  rows: readonly { row: { [key in K]: string | number }; path: Path }[],
  key: K,
  report: Report,
): void {
  const seen = new Set<string | number>()
  for (const { row, path } of rows) {
    if (seen.has(row[key])) report([...path, key], `“${row[key]}”已用过`, `每行的 ${key} 各不相同`)
    seen.add(row[key])
  }
}

function checkDepartmentNames(departments: Parts['rows']['departments'], report: Report): void {
  const owner = new Map<string, string>()
  for (const [index, row] of departments.entries()) {
    if (!row) continue
    const named = [{ name: row.name, path: ['departments', index, 'name'] as Path }]
    for (const [a, name] of row.aliases.entries()) named.push({ name, path: ['departments', index, 'aliases', a] })
    for (const { name, path } of named) {
      const other = owner.get(name)
      if (other !== undefined) report(path, `“${name}”已是部门 ${other} 的名称或别名`, '一个名称只属一个部门，只写一次')
      owner.set(name, row.code)
    }
    if (row.existsFrom && row.existsTo && row.existsTo < row.existsFrom)
      report(['departments', index, 'existsTo'], '撤销日早于设立日', '不早于 existsFrom')
  }
}

function checkTasks(rows: Parts['rows'], departments: ReadonlySet<unknown>, report: Report): void {
  for (const [index, row] of rows.tasks.entries()) {
    if (!row) continue
    const path: Path = ['tasks', index, 'departments']
    if (row.collective !== null && row.departments.length > 0)
      report(path, '既写了集体又列了部门', '只在文件没有列出部门时写 collective')
    const seen = new Set<string>()
    for (const [d, { code: departmentCode, role, basis }] of row.departments.entries()) {
      if (!departments.has(departmentCode)) {
        const named = rows.departments.find((one) => one?.name === departmentCode)
        const known = [...departments].filter((one) => typeof one === 'string')
        const right = named ? `代码 ${named.code}` : `已列出的部门之一：${known.join('、')}`
        report([...path, d, 'code'], `没有部门“${departmentCode}”`, right)
      }
      if (seen.has(departmentCode)) report([...path, d, 'code'], `部门“${departmentCode}”列了两次`, '只列一次')
      seen.add(departmentCode)
      if (basis === 'first-listed' && (d > 0 || role !== 'lead'))
        report([...path, d, 'basis'], '首列（first-listed）只用于第一个部门的牵头', '改为 stated')
      if (role === 'lead' && d > 0 && row.departments[d - 1]?.role !== 'lead')
        report([...path, d, 'role'], '牵头部门排在参与部门之后', '牵头部门排在最前，其余为 participant')
      if (role === 'lead' && d > 0 && row.departments[0]?.basis === 'first-listed')
        report([...path, d, 'role'], '首列部门之外又有牵头部门', '文件写明牵头的，依据都写 stated')
    }
    if (row.departments[0] && row.departments[0].role !== 'lead')
      report([...path, 0, 'role'], '没有牵头部门', '文件未写牵头的，首列部门写 role: lead, basis: first-listed')
  }
}

function checkTargets({ head, rows, codes }: Parts, report: Report): void {
  const { startsOn, dueOn } = head
  for (const [index, row] of rows.targets.entries()) {
    if (!row) continue
    const path: Path = ['targets', index]
    for (const [t, number] of row.tasks.entries())
      if (!rows.tasks.some((one) => one?.number === number))
        report([...path, 'tasks', t], `没有任务${number}`, '写 tasks 中的 number')
    if (row.correction && !row.citation.quote.includes(row.correction.original))
      report([...path, 'correction', 'original'], '原文中没有这几个字', '与 citation.quote 中的字一致')
    if (row.rule === null) {
      if (row.pace !== 'none') report([...path, 'pace'], '没有口径，无法判断进度', 'pace: none')
      if (row.beside.length > 0) report([...path, 'beside'], '没有口径，无从并列', '删去 beside')
    } else checkRule(row.rule, [...path, 'rule'], codes.tags, report)
    for (const [b, stage] of row.beside.entries())
      if (row.rule) checkRule({ ...row.rule, stage }, [...path, 'beside', b], codes.tags, report)
    if (row.pace === 'pipeline' && row.rule) {
      const missing = laddersOf(row.rule)
        .flatMap(({ ladder }) => ladder)
        .filter((stage) => !rows.stages.some((one) => one?.stage === stage && one.usualRemainingDays !== null))
      if (missing.length > 0)
        report([...path, 'pace'], `没有写这些阶段通常还需的天数：${missing.join('、')}`, '在 stages 中补上')
    }
    if ((row.pace === 'milestones') !== row.milestones.length > 0)
      report([...path, 'milestones'], '里程碑与 pace 不符', '只有 pace: milestones 写里程碑，并至少一个')
    for (const [m, milestone] of row.milestones.entries()) {
      const before = row.milestones[m - 1]
      const here = [...path, 'milestones', m]
      if ((startsOn && milestone.on < startsOn) || (dueOn && milestone.on > dueOn))
        report([...here, 'on'], '里程碑不在方案期内', `${startsOn} 至 ${dueOn} 之间`)
      if (before && (milestone.on <= before.on || milestone.value < before.value))
        report(here, '里程碑没有逐个上升', '日期递增，数值不减')
      if (milestone.value > row.value) report([...here, 'value'], '里程碑超过目标值', `不超过${row.value}`)
    }
  }
}

type NamedLadder = { name: string; ladder: Ladder }

/** The ladders that the things a rule counts climb. */
function laddersOf({ kinds, classes }: Pick<CountingRule, 'kinds' | 'classes'>): NamedLadder[] {
  return kinds.flatMap((kind): NamedLadder[] => {
    if (kind !== 'standard') return [{ name: kind, ladder: ladderOf(kind, null) }]
    const ladders: NamedLadder[] = []
    if (!classes || classes.some((one) => one !== 'international'))
      ladders.push({ name: 'standard', ladder: ladderOf('standard', 'national') })
    if (classes?.includes('international'))
      ladders.push({ name: 'international standard', ladder: ladderOf('standard', 'international') })
    return ladders
  })
}

function checkRule(one: CountingRule, path: Path, tags: ReadonlySet<unknown>, report: Report): void {
  for (const { name, ladder } of laddersOf(one))
    if (!(ladder as readonly Stage[]).includes(one.stage))
      report([...path, 'stage'], `${name} 的阶梯上没有“${one.stage}”`, `下列之一：${ladder.join('、')}`)
  if (one.classes && !one.kinds.includes('standard'))
    report([...path, 'classes'], '只有标准分类别', '删去 classes，或在 kinds 加 standard')
  if (one.levels && one.kinds.every((kind) => kind === 'standard'))
    report([...path, 'levels'], '标准不分级别', '用 classes')
  for (const [t, tag] of (one.tags ?? []).entries())
    if (!tags.has(tag)) report([...path, 'tags', t], `没有标签“${tag}”`, '先在 tags 中列出')
}

function checkAssumptions({ head, rows, codes }: Parts, report: Report): void {
  for (const [index, row] of rows.assumptions.entries()) {
    if (!row) continue
    const path: Path = ['assumptions', index]
    const { patch } = row
    const seen = new Set<string>()
    for (const [t, target] of row.targets.entries()) {
      if (!codes.targets.has(target)) report([...path, 'targets', t], `没有指标“${target}”`, '写 targets 中的代码')
      if (seen.has(target)) report([...path, 'targets', t], `指标“${target}”列了两次`, '只列一次')
      seen.add(target)
    }
    if (!patch) continue
    if (row.alternative === null) report([...path, 'patch'], '没有写另一种读法', '补上 alternative')
    if (row.targets.length === 0) report([...path, 'patch'], '没有写影响哪些指标', '在 targets 中列出')
    if (patch.startsOn === undefined && patch.rule === undefined)
      report([...path, 'patch'], 'patch 什么也没有改', '写 startsOn 或 rule')
    if (
      patch.startsOn !== undefined &&
      (patch.startsOn === head.startsOn || (head.dueOn && patch.startsOn > head.dueOn))
    )
      report([...path, 'patch', 'startsOn'], '另一个起算日与现在的相同，或晚于到期日', '另一个早于到期日的日期')
    if (patch.rule === undefined) continue
    for (const target of row.targets) {
      const its = rows.targets.find((one) => one?.code === target)
      if (!its) continue
      const patched = countingRule.safeParse({ ...its.rule, ...patch.rule })
      if (!patched.success) report([...path, 'patch', 'rule'], `指标“${target}”没有口径可改`, '写出整条口径，一项不缺')
      else if (JSON.stringify(patched.data) === JSON.stringify(its.rule))
        report([...path, 'patch', 'rule'], `与指标“${target}”现在的口径相同`, '写出不同之处，或不列这个指标')
      else checkRule(patched.data, [...path, 'patch', 'rule'], codes.tags, report)
    }
  }
}

function checkStages(stages: Parts['rows']['stages'], report: Report): void {
  const seen = new Set<string>()
  for (const [index, row] of stages.entries()) {
    if (!row) continue
    const path: Path = ['stages', index]
    if (row.international && row.kind !== 'standard')
      report([...path, 'international'], '只有标准分国际', '删去 international')
    const ladder = ladderOf(row.kind, row.international ? 'international' : null)
    if (!(ladder as readonly Stage[]).includes(row.stage))
      report([...path, 'stage'], `这个阶梯上没有“${row.stage}”`, `下列之一：${ladder.join('、')}`)
    const key = `${row.kind} ${row.international} ${row.stage}`
    if (seen.has(key)) report(path, '这个阶段已写过', '每个阶段一行')
    seen.add(key)
  }
}

// ── helpers ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Fills in what rows inherit. */
function complete({ decided: decidedForAll, ...whole }: Whole): PlanFile | null {
  const cite = (one: z.infer<typeof citation>, words: string): Citation => ({ ...one, quote: one.quote ?? words })
  const targets: PlanFile['targets'] = []
  for (const row of whole.targets) {
    const by = row.decided ?? decidedForAll
    if (!by) return null
    targets.push({ ...row, decided: by })
  }
  return {
    ...whole,
    targets,
    tasks: whole.tasks.map((row) => ({ ...row, citation: cite(row.citation, row.title) })),
    supports: whole.supports.map((row) => ({ ...row, citation: cite(row.citation, row.title) })),
    columns: whole.columns.map((column) => ({
      ...column,
      groups: column.groups.map(({ title, level, kind, citation: where, projects }) => ({
        title,
        level,
        projects: projects.map((row) => ({
          ...row,
          kind: row.kind ?? kind,
          level: row.level === undefined ? level : row.level,
          citation: cite(where, row.name),
        })),
      })),
    })),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const pathText = (path: Path) =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')

function valueAt(value: unknown, path: Path): unknown {
  let here = value
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Record<string | number, unknown>)[step]
  }
  return here
}

function shorten(value: unknown): string {
  if (value === null) return '空值'
  if (typeof value === 'object') return Array.isArray(value) ? '一个列表' : '一组键值'
  const text = String(value)
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`
}

/** The keys that an object at a path of the schema may have. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let here: unknown = schema
  for (const step of [...path, null]) {
    while (
      here instanceof z.ZodOptional ||
      here instanceof z.ZodNullable ||
      here instanceof z.ZodDefault ||
      here instanceof z.ZodNonOptional
    )
      here = here.unwrap()
    if (step === null) break
    if (here instanceof z.ZodArray) here = here.element
    else if (here instanceof z.ZodObject) here = (here.shape as Record<string, unknown>)[String(step)]
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : []
}

/** Where in the text a key stands that its map has already. */
function repeatedKeys(document: Document): number[] {
  const offsets: number[] = []
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        const name = String(key.value)
        if (seen.has(name)) offsets.push(key.range?.[0] ?? 0)
        seen.add(name)
      }
    },
  })
  return offsets
}

const pairsByKey = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>()

/** The pair of a map by its key, looked up in constant time however many faults ask. */
function pairOf(map: YAMLMap, key: string): Pair | undefined {
  let pairs = pairsByKey.get(map)
  if (!pairs) {
    pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]))
    pairsByKey.set(map, pairs)
  }
  return pairs.get(key)
}

/** The line of what stands at a path, or of the nearest thing around it: a key's own line, not its value's. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let offset = 0
  let here: unknown = document.contents
  const go = (node: unknown) => {
    const range = (node as Node | null)?.range
    if (range) offset = range[0]
  }
  go(here)
  for (const step of path) {
    if (isMap(here)) {
      const pair = pairOf(here, String(step))
      if (!pair) break
      go(pair.key)
      here = pair.value
    } else if (isSeq(here)) {
      here = here.items[Number(step)]
      if (here === undefined) break
      go(here)
    } else break
  }
  return lines.linePos(offset).line
}
