/** How people write days and words in a table, and what they mean. Pure. */
import {
  EDITIONS,
  type Edition,
  KINDS,
  type Kind,
  LEVELS,
  type Level,
  STANDARD_CLASSES,
  type Stage,
  type StandardClass,
  TASK_STATEMENTS,
  type TaskStatement,
  type UnitRole,
} from '../../db/words.ts'
import type { Wording } from '../problem.ts'
import { endStagesOf, ladderOf } from '../standards/stages.ts'
import { CLASS_WORDS, EDITION_WORDS, KIND_WORDS, LEVEL_WORDS, STAGE_WORDS, TASK_STATUS_WORDS } from '../words-zh.ts'

/** A value, or what is wrong with the text; `suggest` is a text that would be understood. */
export type Spelling<T> = { ok: true; value: T; note?: Wording } | { ok: false; message: Wording; suggest?: string }

const tidy = (text: string) => text.normalize('NFKC').trim()
const wrong = (zh: string, en: string, suggest?: string): { ok: false; message: Wording; suggest?: string } => ({
  ok: false,
  message: { zh, en },
  ...(suggest === undefined ? {} : { suggest }),
})

// ── days ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const DIGITS = '〇一二三四五六七八九'
const pad = (value: number) => String(value).padStart(2, '0')

/** 二〇二五年八月二十九日 in Arabic figures; other text as it is. */
function withFigures(text: string): string {
  return text.replace(/[○零]/g, '〇').replace(/[〇一二三四五六七八九十]+/g, (run) => {
    if (!run.includes('十')) return [...run].map((one) => DIGITS.indexOf(one)).join('')
    const [tens = '', ones = ''] = run.split('十')
    return String((tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : DIGITS.indexOf(ones)))
  })
}

/** Spreadsheets count days from 1899-12-30; these are 1954 to 2064. */
const SERIALS = { from: 20_000, to: 60_000 }
const dayOfSerial = (serial: number) => new Date((Math.floor(serial) - 25_569) * 86_400_000).toISOString().slice(0, 10)
const isSerial = (value: number) => value >= SERIALS.from && value <= SERIALS.to

/**
 * A day as people write it: `2025-8-29`, `2025/8/29`, `2025.8.29`, `20250829`, `2025年8月29日`, `二〇二五年八月二十九日`, with
 * or without a time behind. A number in the cell is a spreadsheet's day; the same digits as text are asked about.
 */
export function readDay(cell: string | number): Spelling<string> {
  if (typeof cell === 'number') {
    if (isSerial(cell)) {
      const day = dayOfSerial(cell)
      return { ok: true, value: day, note: { zh: `${cell}是Excel序号，读作${day}`, en: `${cell} is Excel's ${day}` } }
    }
    return readDay(String(cell))
  }
  const text = withFigures(tidy(cell)).replace(/[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')
  const parts =
    /^(\d{4})\s*[-/.年\s]\s*(\d{1,2})\s*[-/.月\s]\s*(\d{1,2})\s*[日号]?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (parts) return dayThatExists(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  if (/^\d{5}$/.test(text) && isSerial(Number(text))) {
    const day = dayOfSerial(Number(text))
    return wrong(`是Excel序号，应为${day}？`, `Excel's number for ${day}?`, day)
  }
  const month = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/.exec(text)
  if (month) return wrong(`缺日，像${month[1]}-${pad(Number(month[2]))}-15`, 'The day of the month is missing')
  const short = /^(\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?$/.exec(text)
  if (short) {
    const day = `20${short[1]}-${pad(Number(short[2]))}-${pad(Number(short[3]))}`
    return wrong(`年份写全，应为${day}？`, `Write the year in full: ${day}?`, day)
  }
  return wrong('不是日期，像2025-08-29', 'This is no day; write it like 2025-08-29')
}

function dayThatExists(year: number, month: number, day: number): Spelling<string> {
  const iso = `${year}-${pad(month)}-${pad(day)}`
  if (month < 1 || month > 12) return wrong(`${iso}不存在，没有${month}月`, `${iso} does not exist`)
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (day < 1 || day > last) return wrong(`${iso}不存在，${month}月只有${last}天`, `${iso} does not exist`)
  if (year < 1950 || year > 2100) return wrong(`${year}年不对`, `The year ${year} cannot be right`)
  return { ok: true, value: iso }
}

// ── words of closed lists ────────────────────────────────────────────────────────────────────────────────────────

function notInList(words: readonly string[], suggest?: string) {
  const list = words.join('、')
  return wrong(`不在词表，选一个：${list}`, `Not in the list: ${list}`, suggest)
}

/** Finds a word of a list by its name, its other names, or the word within the text. */
function reader<T extends string>(list: readonly T[], names: Record<T, string>, others: Record<string, T> = {}) {
  const exact = new Map<string, T>([
    ...list.flatMap((one): [string, T][] => [
      [one, one],
      [names[one], one],
    ]),
    ...Object.entries(others),
  ])
  return (cell: string): Spelling<T> => {
    const text = tidy(cell).replace(/\s/g, '')
    const found = exact.get(text) ?? exact.get(text.toLowerCase())
    if (found !== undefined) return { ok: true, value: found }
    const within = list.filter((one) => text.includes(names[one].replace(/级$/, '')))
    const [only] = within
    if (only !== undefined && within.length === 1) return { ok: true, value: only }
    return notInList(list.map((one) => names[one]))
  }
}

export const readKind = reader<Kind>(KINDS, KIND_WORDS, {
  试点: 'pilot',
  示范: 'pilot',
  标准化试点: 'pilot',
  组织: 'organization',
  委员会: 'organization',
  技术委员会: 'organization',
  平台基地: 'platform',
  创新中心: 'platform',
  验证点: 'platform',
  标准创新型企业: 'enterprise',
})
export const readClass = reader<StandardClass>(STANDARD_CLASSES, CLASS_WORDS, {
  国标: 'national',
  国家: 'national',
  行标: 'industry',
  行业: 'industry',
  地标: 'local',
  地方: 'local',
  团标: 'group',
  团体: 'group',
  企标: 'enterprise',
  国际: 'international',
})
export const readLevel = reader<Level>(LEVELS, LEVEL_WORDS, {
  国家: 'national',
  全国: 'national',
  省: 'provincial',
  省部级: 'provincial',
  市: 'municipal',
  区: 'district',
  区县级: 'district',
})
export const readEdition = reader<Edition>(EDITIONS, EDITION_WORDS, {
  制订: 'first',
  修改: 'amendment',
  新制定: 'first',
})
const { 'not-reported': _, ...STATEMENT_WORDS } = TASK_STATUS_WORDS
export const readStatement = reader<TaskStatement>(TASK_STATEMENTS, STATEMENT_WORDS, {
  进行中: 'under-way',
  正在推进: 'under-way',
  按计划推进: 'under-way',
  已完成: 'done',
  完成: 'done',
  进展滞后: 'behind',
})

/** Ways of saying that a stage was reached, beside its own word; which ladder it is on is known from the kind. */
const STAGE_NAMES: readonly [string, readonly Stage[]][] = [
  ['立项计划 已立项 下达计划', ['planned']],
  ['NP NWIP PWI AWI', ['proposal']],
  ['WD 工作组草案', ['preparatory']],
  ['CD 委员会草案', ['committee']],
  ['DIS CDV 询问草案', ['enquiry']],
  ['FDIS PRF', ['final-approval']],
  ['编制 起草中 研制 研制中', ['drafting', 'preparatory']],
  ['征求意见稿 公开征求意见 意见征集', ['comment']],
  ['送审 送审稿 技术审查 审定 审评', ['examination']],
  ['报批 报批稿 待批准', ['approval', 'final-approval']],
  ['正式发布 发布实施 批准发布 颁布 印发 实施', ['issued', 'published']],
  ['已出版 发布', ['published', 'issued']],
  ['申请 已申报', ['applied']],
  ['获批 批准 批复 立项 批准立项 入选', ['approved']],
  ['在建 建设中 实施中', ['building']],
  ['中期 中期检查', ['mid-term']],
  ['通过验收 已验收 验收通过 结题', ['accepted']],
  ['批准成立 组建', ['established']],
  ['批准筹建 筹备', ['preparing']],
  ['公告 公示 认定 入选', ['announced']],
]

/** The stages that a kind can reach, as words in their order. */
export function stageWordsOf(kind: Kind, standardClass: StandardClass | null): string[] {
  return [...ladderOf(kind, standardClass), ...endStagesOf(kind)].map((stage) => STAGE_WORDS[stage])
}

/** A stage of this kind's ladder, by its word or another way to say it. 已 and 了 do not matter. */
export function readStage(cell: string, kind: Kind, standardClass: StandardClass | null): Spelling<Stage> {
  const text = tidy(cell).replace(/\s/g, '')
  const bare = text.replace(/^(已经|已|正在|正式)/, '').replace(/(阶段|稿|中|了)$/, '')
  const stages: readonly Stage[] = [...ladderOf(kind, standardClass), ...endStagesOf(kind)]
  for (const word of [text, bare]) {
    const named = stages.find((one) => STAGE_WORDS[one] === word || one === word)
    if (named) return { ok: true, value: named }
    for (const [names, meant] of STAGE_NAMES) {
      if (!names.split(' ').some((name) => name.toLowerCase() === word.toLowerCase())) continue
      const found = meant.find((one) => stages.includes(one))
      if (found) return { ok: true, value: found }
    }
  }
  // What shares a character is worth offering, and not more.
  const near = stages.find((one) => [...STAGE_WORDS[one]].some((mark) => bare.includes(mark)))
  return notInList(stageWordsOf(kind, standardClass), near && STAGE_WORDS[near])
}

// ── units ────────────────────────────────────────────────────────────────────────────────────────────────────────

const ROLE_NAMES: Record<UnitRole, readonly string[]> = {
  lead: ['牵头', '主导', '主持', '第一起草单位', '第一起草', '承担', '秘书处', '申报单位', 'lead'],
  participant: ['参与', '参加', '参编', '协办', '委员', '参与起草', 'participant'],
}

/** 牵头 or 参与, and what else people call them. */
export function readRole(cell: string): Spelling<UnitRole> {
  const text = tidy(cell).replace(/\s/g, '')
  for (const role of ['lead', 'participant'] as const)
    if (ROLE_NAMES[role].some((name) => text === name || text.startsWith(name))) return { ok: true, value: role }
  return notInList(['牵头', '参与'])
}

export type SaidUnit = { name: string; role: UnitRole | null }

/** Units in one cell: `区实验小学（牵头）、明湖医院（参与）`; a bracket that names no role belongs to the name. */
export function readUnits(cell: string, role: UnitRole | null): SaidUnit[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const mark of cell.normalize('NFC')) {
    if ('（('.includes(mark)) depth += 1
    if ('）)'.includes(mark)) depth = Math.max(0, depth - 1)
    if (depth === 0 && /[、，,；;\n]/.test(mark)) {
      parts.push(part)
      part = ''
    } else part += mark
  }
  parts.push(part)
  return parts.flatMap((text): SaidUnit[] => {
    const whole = text.trim()
    if (whole === '') return []
    const bracket = /^(.+?)\s*[（(]([^（()）]+)[）)]$/.exec(whole) ?? /^(.+?)\s*[·:：]\s*([^·:：]+)$/.exec(whole)
    const said = bracket?.[2] === undefined ? null : readRole(bracket[2])
    if (bracket?.[1] && said?.ok) return [{ name: bracket[1].trim(), role: said.value }]
    return [{ name: whole, role }]
  })
}
