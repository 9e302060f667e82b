/**
 * What a row of a table says: its cells read as a report, with what is wrong in words, cell by cell. Pure; what the
 * ledger knows of it is settled elsewhere.
 */
import type { Edition, Kind, Level, Stage, StandardClass, TaskStatement } from '../../db/words.ts'
import type { Wording } from '../problem.ts'
import { parsePlanNumber, parseStandardNumber } from '../standards/number.ts'
import { ladderOf, rungOf } from '../standards/stages.ts'
import { CLASS_WORDS } from '../words-zh.ts'
import type { Heading, ImportField, sheetMeaning } from './headings.ts'
import {
  readClass,
  readDay,
  readEdition,
  readKind,
  readLevel,
  readRole,
  readStage,
  readStatement,
  readUnits,
  type SaidUnit,
  type Spelling,
  stageWordsOf,
} from './spellings.ts'

/** The plan's own lists, as far as a table can name something of them. */
export type PlanWords = {
  plan: string
  tags: readonly { code: string; name: string }[]
  projects: readonly { code: string; number: number; name: string }[]
  tasks: readonly { number: number; title: string }[]
  departments: readonly { code: string; name: string; aliases: readonly string[] }[]
}

/** A cell as it stands in the file; days that the file knows as such are `YYYY-MM-DD`. */
export type RawCell = string | number | null
export type RawRow = readonly RawCell[]

/** Something wrong with a cell; `suggest` is a text that mends it, `choices` are all that would. */
export type CellFault = {
  field: ImportField
  message: Wording
  suggest?: string
  choices?: string[]
  /** Right all the same, where the person says so: 与封面一致. */
  confirm?: true
}
/** What was mended in the page, by field. */
export type Fixes = Partial<Record<ImportField, string>>

/** What a row says. A task has no kind; a zero report has nothing but its department. */
export type Said = {
  kind: Kind | 'task' | 'zero'
  number: string | null
  planNumber: string | null
  title: string | null
  class: StandardClass | null
  level: Level | null
  edition: Edition | null
  stage: Stage | null
  day: string | null
  units: SaidUnit[]
  /** Codes of the departments named; empty where the table names none. */
  departments: string[]
  tags: string[]
  project: string | null
  termTo: string | null
  item: string | null
  task: number | null
  statement: TaskStatement | null
  text: string | null
}

export type Understood = { said: Said; faults: CellFault[]; notes: Wording[] }

const plainName = (text: string) => text.normalize('NFKC').replace(/[\s《》“”"'（）()]/g, '')

/** A row in the terms of its heads. `meaning` is what the sheet's name says. */
export function understandRow(
  cells: RawRow,
  heads: readonly (Heading | null)[],
  meaning: ReturnType<typeof sheetMeaning>,
  words: PlanWords,
  fixes: Fixes = {},
): Understood {
  const row = new Row(cells, heads, fixes)
  if (meaning === 'task' || row.has('task')) return understandTask(row, words)
  if (meaning === 'zero') {
    if (!/核对|没有|无新|零/.test(row.text('zero') ?? ''))
      row.fault('zero', '请写明核对结果', 'Say what the check found', { suggest: '已核对，本期没有新成果' })
    return { said: { ...BLANK, kind: 'zero', departments: departmentsIn(row, words) }, ...row.found }
  }
  return understandItem(row, meaning, words)
}

const BLANK: Said = {
  kind: 'zero',
  number: null,
  planNumber: null,
  title: null,
  class: null,
  level: null,
  edition: null,
  stage: null,
  day: null,
  units: [],
  departments: [],
  tags: [],
  project: null,
  termTo: null,
  item: null,
  task: null,
  statement: null,
  text: null,
}

/** A mended day keeps the stage that its column names. */
function headMended(heads: readonly (Heading | null)[], field: ImportField): Heading {
  const its = heads.filter((head) => head?.field === field)
  return its.length === 1 && its[0] ? its[0] : { field }
}

/** The cells of a row by field, and what is found wrong with them. */
class Row {
  readonly found: { faults: CellFault[]; notes: Wording[] } = { faults: [], notes: [] }
  readonly cells: readonly { head: Heading; cell: string | number }[]
  constructor(cells: RawRow, heads: readonly (Heading | null)[], fixes: Fixes) {
    const mended = Object.entries(fixes) as [ImportField, string][]
    // A mended cell stands for every column of its field, and for a column that the table does not have.
    const all = [
      ...heads.map((head, place) => ({ head: head && head.field in fixes ? null : head, cell: cells[place] ?? null })),
      ...mended.map(([field, cell]) => ({ head: headMended(heads, field), cell })),
    ]
    this.cells = all.flatMap(({ head, cell }) => {
      const isEmpty = cell === null || (typeof cell === 'string' && /^[\s\-—–/\\]*$/.test(cell))
      return head === null || isEmpty ? [] : [{ head, cell: typeof cell === 'string' ? cell.trim() : (cell ?? '') }]
    })
  }
  has(field: ImportField): boolean {
    return this.cells.some((one) => one.head.field === field)
  }
  text(field: ImportField): string | null {
    const found = this.cells.find((one) => one.head.field === field)
    return found === undefined ? null : String(found.cell).normalize('NFC')
  }
  fault(field: ImportField, zh: string, en: string, more: { suggest?: string; choices?: string[] } = {}): null {
    this.found.faults.push({ field, message: { zh, en }, ...more })
    return null
  }
  take<T>(field: ImportField, spelling: Spelling<T>, choices?: string[]): T | null {
    if (spelling.ok) {
      if (spelling.note) this.found.notes.push(spelling.note)
      return spelling.value
    }
    const { message, suggest } = spelling
    this.found.faults.push({
      field,
      message,
      ...(suggest === undefined ? {} : { suggest }),
      ...(choices === undefined ? {} : { choices }),
    })
    return null
  }
  read<T>(field: ImportField, reader: (text: string) => Spelling<T>, choices?: string[]): T | null {
    const text = this.text(field)
    return text === null ? null : this.take(field, reader(text), choices)
  }
}

function understandTask(row: Row, words: PlanWords): Understood {
  const text = row.text('task')
  let task: number | null = null
  if (text === null) row.fault('task', '没有写是哪一项任务', 'The task is missing')
  else {
    const number = Number(/^[（(第]?\s*(\d{1,3})/.exec(text.normalize('NFKC'))?.[1])
    const found =
      words.tasks.find((one) => plainName(text).includes(plainName(one.title))) ??
      words.tasks.find((one) => one.number === number)
    if (found) task = found.number
    else row.fault('task', '方案里没有这项任务', 'The plan has no such task', { choices: taskChoices(words) })
  }
  const said: Said = {
    ...BLANK,
    kind: 'task',
    task,
    statement: row.read('statement', readStatement, ['推进中', '滞后', '完成']),
    text: row.text('text'),
    day: dayIn(row, null),
    departments: departmentsIn(row, words),
  }
  return { said, ...row.found }
}

export const taskChoices = (words: PlanWords) => words.tasks.map(({ number, title }) => `${number} ${title}`)
export const projectChoices = (words: PlanWords) => words.projects.map(({ number, name }) => `${number} ${name}`)

function understandItem(row: Row, meaning: ReturnType<typeof sheetMeaning>, words: PlanWords): Understood {
  const numberText = row.text('number')
  const kind = kindOf(row, meaning, numberText)
  const said: Said = {
    ...BLANK,
    kind: kind ?? 'standard',
    title: row.text('title'),
    planNumber: row.text('planNumber'),
  }
  if (kind === null)
    row.fault('kind', '看不出是哪一种成果', 'It does not say what kind it is', {
      choices: ['标准', '试点示范', '技术组织', '平台', '企业'],
    })
  let numberClass: StandardClass | null = null
  let isDated = false
  if (said.kind === 'standard' && numberText !== null) {
    const read = parseStandardNumber(numberText)
    if (read.ok) {
      said.number = read.canonical
      said.title ??= read.title
      numberClass = read.class
      isDated = read.dated
      if (read.amendment !== null) said.edition = 'amendment'
      if (!read.dated) row.fault('number', `缺年份，像${read.canonical}-2025`, 'The year is missing')
    } else if (parsePlanNumber(numberText) !== null) said.planNumber ??= numberText
    else row.fault('number', REFUSED[read.reason] ?? '不是标准号', 'This is no standard number')
  } else said.number = numberText
  if (said.planNumber !== null) said.planNumber = parsePlanNumber(said.planNumber)?.canonical ?? said.planNumber
  if (said.title === null && said.number === null && said.planNumber === null)
    row.fault('title', '没有编号也没有名称', 'There is neither number nor title')
  else if (said.title === null) row.fault('title', '缺名称', 'The title is missing')
  else if ([...said.title].length < 2) row.fault('title', '名称至少2个字', 'The title needs 2 characters or more')
  else if ([...said.title].length > 200) row.fault('title', '名称超过200个字', 'The title is longer than 200')

  const typed = said.kind === 'standard' ? row.read('class', readClass, Object.values(CLASS_WORDS)) : null
  if (typed !== null && numberClass !== null && typed !== numberClass)
    row.fault(
      'class',
      `按标准号是${CLASS_WORDS[numberClass]}，不是${CLASS_WORDS[typed]}`,
      'The class follows from the number and is another one',
      { suggest: CLASS_WORDS[numberClass] },
    )
  // A plan number tells the class of the standard that it will bring.
  const planned = said.kind === 'standard' && said.planNumber !== null ? parsePlanNumber(said.planNumber)?.level : null
  said.class = numberClass === null ? (typed ?? planned ?? null) : null
  said.level = said.kind === 'standard' ? null : levelIn(row)
  said.edition = row.read('edition', readEdition) ?? said.edition
  const standardClass = numberClass ?? typed
  const stageText = row.text('stage')
  if (stageText !== null && said.kind !== 'task' && said.kind !== 'zero')
    said.stage = row.take(
      'stage',
      readStage(stageText, said.kind, standardClass),
      stageWordsOf(said.kind, standardClass),
    )
  said.day = dayIn(row, said)
  if (said.stage === null && stageText === null && isDated && said.kind === 'standard')
    said.stage = ladderOf('standard', standardClass).at(-1) ?? null
  said.units = unitsIn(row)
  said.departments = departmentsIn(row, words)
  said.tags = tagsIn(row, words)
  said.project = projectIn(row, words)
  const term = row.cells.find((one) => one.head.field === 'termTo')
  said.termTo = term === undefined ? null : row.take('termTo', readDay(term.cell))
  const item = row.text('item')
  if (item !== null && /^[0-9a-hjkmnp-tv-z]{26}$/.test(item)) said.item = item
  else if (item !== null) row.fault('item', '成果编号不对，可以清空', 'This is no id of an item; it may be left empty')
  return { said, ...row.found }
}

const REFUSED: Record<string, string> = {
  'two-numbers': '里面有两个不同的标准号，请留一个',
  'document-number': '这是文号，不是标准号。报试点请选“试点示范”',
  'unknown-code': '不是标准代号，请对照封面',
  'unknown-place': '行政区划代码不对，请对照封面',
  'county-level': '县级不制定地方标准，请对照封面',
  'metrology-rule': '这是计量规程，不是标准，不能填报',
  'equipment-rule': '这是特种设备安全技术规范，不是标准，不能填报',
  committee: '这是技术委员会编号，不是标准号',
}

function kindOf(row: Row, meaning: ReturnType<typeof sheetMeaning>, number: string | null): Kind | null {
  if (row.has('kind')) return row.read('kind', readKind)
  if (meaning !== null && meaning !== 'skip' && meaning !== 'task' && meaning !== 'zero' && meaning !== 'platforms')
    return meaning
  const told = row.cells.find((one) => one.head.kind !== undefined)?.head.kind
  if (told) return told
  if (number !== null && parseStandardNumber(number).ok) return 'standard'
  if (row.has('planNumber') || (number !== null && parsePlanNumber(number) !== null)) return 'standard'
  const title = row.text('title') ?? ''
  if (/试点|示范/.test(title)) return 'pilot'
  if (/委员会|工作组|联盟/.test(title)) return 'organization'
  if (/平台|创新中心|基地|验证点/.test(title)) return 'platform'
  if (meaning === 'platforms' && /公司|企业|集团|厂$/.test(title)) return 'enterprise'
  return row.has('class') ? 'standard' : null
}

function levelIn(row: Row): Level | null {
  const field = row.has('level') ? 'level' : row.has('class') ? 'class' : null
  return field === null ? null : row.read(field, readLevel, ['国际级', '国家级', '省级', '市级', '区级'])
}

/** The day of the stage; of several columns that each name a stage, the one furthest up the ladder that is filled. */
function dayIn(row: Row, said: Said | null): string | null {
  const days = row.cells.filter((one) => one.head.field === 'day')
  const plain = days.find((one) => one.head.stage === undefined)
  if (said === null || said.kind === 'task' || said.kind === 'zero' || plain) {
    const cell = plain ?? days[0]
    return cell === undefined ? null : row.take('day', readDay(cell.cell))
  }
  const ladder = ladderOf(said.kind, said.class)
  const fits = days.filter((one) => said.stage === null || one.head.stage === said.stage)
  const [best] = (fits.length > 0 ? fits : days).toSorted(
    (a, b) => rungOf(ladder, b.head.stage ?? 'withdrawn') - rungOf(ladder, a.head.stage ?? 'withdrawn'),
  )
  if (best === undefined) return null
  if (said.stage === null && best.head.stage !== undefined && rungOf(ladder, best.head.stage) >= 0)
    said.stage = best.head.stage
  return row.take('day', readDay(best.cell))
}

function unitsIn(row: Row): SaidUnit[] {
  const role = row.read('role', readRole, ['牵头', '参与'])
  const units = row.cells
    .filter((one) => one.head.field === 'units')
    .flatMap((one) => readUnits(String(one.cell), one.head.role ?? role))
  if (units.length > 20) row.fault('units', '单位超过20个', 'More than 20 units')
  const long = units.find((one) => [...one.name].length > 100 || [...one.name].length < 2)
  if (long) row.fault('units', `单位名称“${long.name.slice(0, 20)}”不对`, 'The name of a unit cannot be right')
  const first = new Map<string, SaidUnit>()
  for (const unit of units) if (!first.has(unit.name)) first.set(unit.name, unit)
  return [...first.values()].slice(0, 20)
}

/** A department without the district before it and with the usual short forms. */
const plainDepartment = (name: string) =>
  plainName(name)
    .replace(/^(济南市)?历下区?/, '')
    .replace(/^区/, '')
    .replace(/监督管理/, '监管')

function departmentsIn(row: Row, words: PlanWords): string[] {
  const text = row.text('department')
  if (text === null) return []
  return text.split(/[、，,；;\n]/).flatMap((part): string[] => {
    const name = plainDepartment(part)
    if (name === '') return []
    const found = words.departments.find((one) =>
      [one.name, one.code, ...one.aliases].some((known) => plainDepartment(known) === name),
    )
    if (found) return [found.code]
    row.fault('department', `方案里没有“${part.trim()}”`, `The plan has no department “${part.trim()}”`, {
      choices: words.departments.map((one) => one.name),
    })
    return []
  })
}

function tagsIn(row: Row, words: PlanWords): string[] {
  const text = row.text('tags')
  if (text === null) return []
  return text.split(/[、，,；;\n]/).flatMap((part): string[] => {
    const name = plainName(part)
    if (name === '') return []
    const found = words.tags.find((one) => plainName(one.name) === name || one.code === name)
    if (found) return [found.code]
    row.fault('tags', `没有“${part.trim()}”这个领域`, `There is no field “${part.trim()}”`, {
      choices: words.tags.map((one) => one.name),
    })
    return []
  })
}

/** By number and name, or by name alone where only one project has it. */
function projectIn(row: Row, words: PlanWords): string | null {
  const text = row.text('project')
  if (text === null) return null
  const [part = ''] = text.split(/[、；;\n]/)
  const number = Number(/^\s*(\d{1,3})/.exec(part.normalize('NFKC'))?.[1])
  const name = plainName(part.normalize('NFKC').replace(/^\s*\d{1,3}[\s.、]*/, ''))
  const named = words.projects.filter((one) => plainName(one.name) === name || one.code === part.trim())
  const numbered = words.projects.find((one) => one.number === number && (name === '' || plainName(one.name) === name))
  const found = numbered ?? (named.length === 1 ? named[0] : undefined)
  if (found) return found.code
  return row.fault(
    'project',
    named.length > 1 ? `有${named.length}个项目叫“${name}”，请写序号` : '方案里没有这个专栏项目',
    named.length > 1 ? 'Several projects have this name: write its number' : 'The plan has no such project',
    { choices: projectChoices(words) },
  )
}
