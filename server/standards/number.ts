import type { Nature, Refusal, StandardClass, Tidying } from '../../db/words.ts'
import {
  readEngineeringLocal,
  readEnterprise,
  readGluedEnterprise,
  readGluedGroup,
  readGroup,
  readLocal,
  readNationalOrIndustry,
  readOldCecs,
  readOtherLocal,
  readSample,
} from './chinese.ts'
import { findRenamedGroup } from './codes.ts'
import { readForeign } from './foreign.ts'
import { readIso, readItu, readWorkshop } from './international.ts'
import { listPlans, type PlanNumber, readNoStandard, refusalOf } from './other-numbers.ts'
import { type Found, Reader, type Refused } from './reader.ts'
import { type PlainText, plain } from './text.ts'

/** What a standard number says of the standard (标准化法 art. 2, 10-13, 18, 19; forms in the domain notes). */
export interface StandardNumber {
  /** The one form under which the standard is stored: `GB/T 90001.2-2020`, `ISO/IEC 90001:2022/Amd 1:2024`. */
  canonical: string
  /** The same without any year: all editions of the standard share it. */
  undated: string
  class: StandardClass
  nature: Nature
  /** What stands before the serial: `GB/T`, `DB37/T`, `T/ABC`, `Q/ABC`, `ISO/IEC TR`. */
  code: string
  /** Of a local standard: the province or city 地方. */
  place: string | null
  /** Of an industry standard: the industry 行业. */
  sector: string | null
  /** A string: leading zeros count. */
  serial: string
  part: string | null
  year: number | null
  /** False for a citation without edition 不注日期引用; it is not the same as any dated one. */
  dated: boolean
  /** 修改单: `XG1-2019`, `Amd 1:2020`; null for the standard itself. */
  amendment: string | null
  /** Second half of a double number 双编号, or the standard named with IDT or MOD. */
  adopts: string | null
  /** 代替: what the text says that it replaces; several are joined by 、. */
  replaces: string | null
  /** What else the text said, without brackets and file ending. */
  title: string | null
  tidied: Tidying[]
}

export type NumberReading =
  | ({ ok: true } & StandardNumber)
  | {
      ok: false
      reason: Refusal
      /** The numbers of `two-numbers`, else empty. */
      numbers: string[]
      /** What the reason speaks of: the administrative code, the unknown code, the plan number; else null. */
      found: string | null
    }

// ---------------------------------------------------------------------------------------------------------------------
// Finding and settling

const FAMILIES: readonly ((reader: Reader, start: number) => Found | Refused | null)[] = [
  readNoStandard,
  readItu,
  readWorkshop,
  readIso,
  readGroup,
  readEnterprise,
  readOldCecs,
  readLocal,
  readEngineeringLocal,
  readOtherLocal,
  readSample,
  readNationalOrIndustry,
  readForeign,
  readGluedGroup,
  readGluedEnterprise,
]

const isLetter = (character: string) => character >= 'A' && character <= 'Z'
const isFigure = (character: string) => character >= '0' && character <= '9'

/**
 * A number begins at a letter with no letter before it. Behind a figure (3GPP apart) it must be sure; behind a dash or
 * slash and a word in capitals it is part of that word.
 */
function listFound(read: PlainText, plans: readonly { start: number; end: number }[]): (Found | Refused)[] {
  const { text } = read
  const finds: (Found | Refused)[] = []
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    const before = text.charAt(at - 1)
    const begins = isLetter(character) ? !isLetter(before) : character === '3' && text.startsWith('3GPP', at)
    const plan = plans.find(({ start, end }) => at >= start && at < end)
    if (plan) {
      at = plan.end
      continue
    }
    const afterWord = (before === '/' || before === '-') && isLetter(text.charAt(at - 2)) && !isSmall(read, at - 2)
    const find = begins && !afterWord ? readAt(text, at) : null
    if (find && !('base' in find && ((isFigure(before) && isUnsure(find)) || isEnglishWord(read, find)))) {
      finds.push(find)
      at = Math.max(find.end, at + 1)
    } else {
      at += 1
    }
  }
  return finds
}

const isUnsure = (find: Found) => find.year === null && !find.code.includes('/')

/** True for a small letter of the source. */
const isSmall = (read: PlainText, at: number) => /[a-z]/.test(read.source.charAt(read.at[at] ?? 0))

/** "such as ISO 9001", "as 1234": the Australian AS is no small word before capitals or a bare figure. */
function isEnglishWord(read: PlainText, find: Found): boolean {
  if (find.class !== 'foreign' || !isSmall(read, find.start)) return false
  const source = read.source.slice(read.at[find.start], read.at[find.end])
  return find.year === null || /[A-Z]/.test(source)
}

function readAt(text: string, at: number): Found | Refused | null {
  for (const family of FAMILIES) {
    const find = family(new Reader(text, at), at)
    if (find) return find
  }
  return null
}

const canonicalOf = (found: Found) => `${found.base}${found.yearMark}${found.suffix}`
const isChinese = (found: Found) => found.class !== 'international' && found.class !== 'foreign'

const REPLACES = /(?:代替|替代|取代|REPLAC(?:ES|ED|ING)|SUPERSED(?:ES|ING))[^。;；]{0,12}$/
const ONLY_JOINS = /^[\s、,，;；和与及/)(《》-]*$/
const REPLACED = /被[^。;；]{0,4}$/
const ADOPTS_BEFORE = /(?:[/|]|^ ?[-+] ?|IDT|MOD|EQV|等同采用|修改采用|等效采用|采用)[\s:]*$/
const ADOPTS_AFTER = /^[\s,;，；:]*(?:IDT|MOD|EQV|等同|修改|等效)/
const CORRESPONDS_AFTER = /^[\s,;，；:]*(?:NEQ|非等效)|^[^()]{0,4}NEQ/
const CORRESPONDS_BEFORE = /(?:NEQ|非等效采用|参照|参考)[\s:]*$/

/** Undated, with Chinese words glued behind it: part of a title (DL/T 860实施技术规范), no second number. */
const TITLE_AFTER = /^ ?(?![、，和或及与等的规标系要中第])[\u4e00-\u9fff]/
const BLANK = /^[ \n《:]+$/
const WORD_BEFORE = /[^合按照据见用守行达满足与和及或、，《于为]$/
const OPEN_TITLE = /《[^》]*$/

function isTitleWord(text: string, last: Found, find: Found, gap: string): boolean {
  if (find.year !== null || find.suffix !== '') return false
  if (BLANK.test(gap) && TITLE_AFTER.test(text.slice(find.end, find.end + 2))) return true
  return last.year !== null && !isChinese(find) && /[\u4e00-\u9fff]$/.test(gap) && WORD_BEFORE.test(gap)
}

/** 《IEC 61850工程继电保护应用模型》Q/GDW 1396-2012: the undated one is a word of the title before. */
function isTitleWordBefore(text: string, last: Found, find: Found, gap: string): boolean {
  return (
    last.year === null &&
    find.year !== null &&
    gap.includes('》') &&
    TITLE_AFTER.test(text.slice(last.end, last.end + 2)) &&
    OPEN_TITLE.test(text.slice(0, last.start))
  )
}

interface Settled {
  primary: Found[]
  replaced: Found[]
  adopted: Found | null
}

/** Sorts what was found in a text into the number itself, what it replaces and what it adopts. */
function settle(text: string, finds: readonly Found[]): Settled {
  const primary: Found[] = []
  const replaced: Found[] = []
  let adopted: Found | null = null
  let replacing = false
  let end = 0
  for (const find of finds) {
    const gap = text.slice(end, find.start)
    const after = text.slice(find.end, find.end + 12)
    const last = primary.at(-1)
    if (REPLACES.test(gap) && !REPLACED.test(gap)) replacing = true
    else if (!ONLY_JOINS.test(gap) || end === 0) replacing = false
    end = find.end
    const own = primary.find((other) => isSame(other, find))
    if (own) {
      if (own.year === null && find.year !== null) primary[primary.indexOf(own)] = { ...find, start: own.start }
    } else if (replacing) {
      replaced.push(find)
    } else if (last && isTitleWord(text, last, find, gap)) {
    } else if (last && isTitleWordBefore(text, last, find, gap)) {
      primary[primary.length - 1] = find
    } else if (last && isAdoptedBefore(last, find, gap)) {
      adopted ??= last
      primary[primary.length - 1] = find
    } else if (last && (isChinese(last) || gap.includes('|')) && !isChinese(find)) {
      const bracketed = /[([]\s*$/.test(gap) && /^\s*[)\]]/.test(after)
      if (CORRESPONDS_BEFORE.test(gap) || CORRESPONDS_AFTER.test(after)) continue
      if (ADOPTS_BEFORE.test(gap) || ADOPTS_AFTER.test(after) || bracketed) adopted ??= find
      else primary.push(find)
    } else {
      primary.push(find)
    }
  }
  if (primary.length === 0) return { primary: replaced, replaced: [], adopted }
  const strong = primary.filter((find) => !find.weak)
  return { primary: strong.length > 0 ? strong : primary, replaced, adopted }
}

/** ISO 14001:2015/GB/T 24001-2016: a double number from its second half. */
function isAdoptedBefore(last: Found, find: Found, gap: string): boolean {
  return last.class === 'international' && find.class === 'national' && find.year !== null && /^ ?[/|] ?$/.test(gap)
}

/** The same number once more, perhaps without its year. */
function isSame(one: Found, other: Found): boolean {
  if (canonicalOf(one) === canonicalOf(other)) return true
  return one.base === other.base && one.suffix === other.suffix && (one.year === null || other.year === null)
}

const AMENDMENT_WORDS = /(?:(\d{4})年)?第? ?([一二三四五六七八九十]|\d{1,2}) ?号 ?修改单(?: ?[-(] ?((?:19|20)\d\d))?/
const INCLUDES = /(?:含|包括|包含|及|和|与|按|并|根据|依据|附)[^)]{0,6}$/
const CHINESE_FIGURES = '一二三四五六七八九十'

/** 第 1 号修改单 makes the number that of the amendment, 含第 1 号修改单 does not. */
function withAmendmentWords(text: string, found: Found): Found {
  if (found.amendment !== null || !isChinese(found)) return found
  const match = AMENDMENT_WORDS.exec(text)
  if (!match?.[2] || INCLUDES.test(text.slice(Math.max(0, match.index - 10), match.index))) return found
  const figure = CHINESE_FIGURES.includes(match[2]) ? CHINESE_FIGURES.indexOf(match[2]) + 1 : Number(match[2])
  const year = match[3] ?? match[1]
  const suffix = `/XG${figure}${year ? `-${year}` : ''}`
  return { ...found, amendment: suffix.slice(1), suffix, suffixUndated: `/XG${figure}`, weak: false }
}

const PAIRS = '《》〈〉「」『』“”"\'()（）[]【】〔〕'
const EDGE = new RegExp(
  `^[\\s${PAIRS.replace(/[[\]\\]/g, '\\$&')},.;:，。；：、·/_+|~-]+|[\\s《〈「『“"'(（\\[【〔,;:，。；：、·/_+|~-]+$`,
  'g',
)

/** A bracket that closes at the end what was cut away with the number. */
const LONE_CLOSER = /(?<=^[^(（]*)[)）]+$/
const ONLY_JOINING = /^(?:idt|mod|neq|eqv|replaces|和|与|及|至|等同采用|修改采用|采用)$/i

/** What is left of the text around the numbers. */
function titleOf(read: PlainText, spans: readonly { start: number; end: number }[]): string | null {
  let rest = ''
  let from = 0
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    rest += `${read.source.slice(from, Math.max(from, read.at[start] ?? 0))} `
    from = Math.max(from, read.at[end] ?? read.source.length)
  }
  rest += read.source.slice(from)
  const title = rest
    .replace(/\.(?:pdf|docx?|wps|caj|ofd|xlsx?|txt|zip)\b/gi, ' ')
    .replace(/[(（[]?\s*(?:19|20)\d\d\s*年?版\s*[)）\]]?/g, ' ')
    .replace(/[(（]E[)）]|\[S(?:\/OL)?\]|<\/?[a-z]{1,6}>|&nbsp;/gi, ' ')
    .replace(/[(（]?\s*(?:部分)?(?:代替|替代|取代)\s*[)）]?/g, ' ')
    .replace(/(?:标准(?:编)?号|编号)\s*[:：]/g, ' ')
    .replace(/[《》〈〉]/g, ' ')
    .replace(/[(（[【]\s*[,，;；]?\s*(?:IDT|MOD|NEQ|EQV)?\s*[)）\]】]/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(EDGE, '')
    .trim()
    .replace(LONE_CLOSER, '')
  return /\p{L}/u.test(title) && !ONLY_JOINING.test(title) ? title : null
}

const WIDE = /[\uff01-\uff5e\u3000]/
const ODD_DASH = /[‐‑‒–—―⁃−─━⸺⸻﹘﹣－ー一]/
const ODD_LETTER = /[\u0370-\u04ff犃-犣∕⁄╱⧸]/

/** What was put right between the text as pasted and the canonical form. */
function tidyingsOf(read: PlainText, found: Found): Tidying[] {
  const source = read.source.slice(read.at[found.start] ?? 0, read.at[found.end - 1] ?? 0) + lastOf(read, found.end)
  const tidied = new Set<Tidying>()
  if (WIDE.test(source)) tidied.add('full-width')
  if (ODD_DASH.test(source)) tidied.add('dash')
  if (ODD_LETTER.test(source)) tidied.add('look-alike')
  if (/[a-zａ-ｚ]/.test(source.replace(/Guide|Amd|Cor|Add|Suppl|Ext|Err|bis|ter/g, '')) && isChinese(found))
    tidied.add('case')
  const canonical = canonicalOf(found)
  const plainSource = read.text.slice(found.start, found.end)
  if (plainSource !== canonical.toUpperCase() && spaceOnly(plainSource) !== spaceOnly(canonical.toUpperCase())) {
    tidied.add('space')
  }
  for (const tidying of found.tidied) tidied.add(tidying)
  return [...tidied]
}
const lastOf = (read: PlainText, end: number) => read.source.charAt(read.at[end - 1] ?? 0)
/** Where the blanks stand, as the count of other characters before each. */
const spaceOnly = (text: string) =>
  [...text.matchAll(/\s/g)].map((match, index) => (match[0] === ' ' ? match.index - index : -1)).join()

/**
 * Reads the one standard number in a text as people paste it. Text beyond 500 characters is not looked at; nothing makes
 * it throw. Two different numbers are refused with both, except `A 代替 B` and double numbers of adoption.
 */
export function parseStandardNumber(text: string): NumberReading {
  const read = plain(text)
  const plans = listPlans(read.text)
  const finds = listFound(read, plans)
  const numbers = finds.filter((find): find is Found => 'base' in find)
  const refused = finds.find((find): find is Refused => 'refusal' in find)
  const settled = settle(read.text, numbers)
  const [first, second] = settled.primary
  if (refused && (!first || first.weak || refused.start < first.start)) {
    return { ok: false, reason: refused.refusal, numbers: [], found: refused.found }
  }
  const [plan] = plans
  if (plan && (!first || first.weak)) return { ok: false, reason: 'plan-number', numbers: [], found: plan.canonical }
  if (!first) {
    const { reason, found } = refusalOf(read.text)
    return { ok: false, reason, numbers: [], found }
  }
  if (second || first.farEnd !== null) {
    const other = second ? canonicalOf(second) : `${first.code} ${first.farEnd}${first.yearMark}`
    const one = canonicalOf(second ? first : { ...first, yearMark: first.yearMark })
    return { ok: false, reason: 'two-numbers', numbers: [one, other], found: null }
  }
  const number = withAmendmentWords(read.text, first)
  const amended = number === first ? [] : [...read.text.matchAll(new RegExp(AMENDMENT_WORDS, 'g'))]
  const spans = [...numbers, ...amended.map((match) => ({ start: match.index, end: match.index + match[0].length }))]
  return {
    ok: true,
    canonical: canonicalOf(number),
    undated: `${number.base}${number.suffixUndated}`,
    class: number.class,
    nature: number.nature,
    code: number.code,
    place: number.place,
    sector: number.sector,
    serial: number.serial,
    part: number.part,
    year: number.year,
    dated: number.year !== null || number.pinned,
    amendment: number.amendment,
    adopts: settled.adopted && canonicalOf(settled.adopted),
    replaces: settled.replaced.length === 0 ? null : settled.replaced.map(canonicalOf).join('、'),
    title: titleOf(read, spans),
    tidied: tidyingsOf(read, number),
  }
}

/** The keys under which equal and nearly equal standards meet (domain notes, 1.4). */
export interface DedupKeys {
  /** Equal keys: one and the same document. */
  key: string
  /** Equal: the same standard, perhaps another edition; a revision is a new result. */
  withoutYear: string
  /** Equal: the GB and GB/T of one serial and year (2017 conversion); warn, do not join. */
  withoutNature: string
  /** Equal: perhaps the same standard under a renamed industry code; warn. Null for codes that kept their name. */
  renamed: string | null
}

export function dedupKeys(number: StandardNumber): DedupKeys {
  const withoutNature = number.canonical.replace(/^([A-Z]+[\d()J]*)\/[TZ] /, '$1 ')
  const series = number.code.replace(/\/[TZ]$/, '')
  const group = number.class === 'industry' ? findRenamedGroup(series) : undefined
  return {
    key: number.canonical,
    withoutYear: number.undated,
    withoutNature,
    renamed: group ? withoutNature.replace(series, group) : null,
  }
}

/** The plan number in a text: national `20209001-T-469`, industry `2020-9001T-YD`; null if there is none, or several. */
export function parsePlanNumber(text: string): PlanNumber | null {
  const [plan, ...others] = listPlans(plain(text).text)
  if (!plan || others.some((other) => other.canonical !== plan.canonical)) return null
  const { canonical, level, year, serial, nature, department } = plan
  return { canonical, level, year, serial, nature, department }
}
