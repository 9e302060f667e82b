import type { Nature, Refusal, StandardClass, Tidying } from '../../db/words.ts'
import { findRenamedGroup, suggestCode } from './codes.ts'
import { listPlans, type PlanNumber, refusalOf } from './other-numbers.ts'
import type { Found, Refused } from './reader.ts'
import { AMENDMENT_WORDS, canonicalOf, isChinese, listFound, settle, withAmendmentWords } from './settle.ts'
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
      /** Of an unknown code: the known one that it is a slip of (`DB37` for `BD37`), if there is one; else null. */
      suggestion: string | null
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

function refuse(reason: Refusal, found: string | null): Extract<NumberReading, { ok: false }> {
  const suggestion = reason === 'unknown-code' && found !== null ? suggestCode(found) : null
  return { ok: false, reason, numbers: [], found, suggestion }
}

/**
 * Reads the one standard number in a text as people paste it. Text beyond 500 characters is not looked at; nothing makes
 * it throw. Two different numbers are refused with both, except `A 代替 B` and double numbers of adoption.
 */
export function parseStandardNumber(text: string): NumberReading {
  const known = lately.get(text)
  if (known) return known
  const reading = Object.freeze(readingOf(text))
  const [oldest] = lately.keys()
  if (lately.size >= LATELY && oldest !== undefined) lately.delete(oldest)
  lately.set(text, reading)
  return reading
}

/** A row of a table, an entry, are asked about their number several times in a row; reading one costs 20 µs and more. */
const LATELY = 16
const lately = new Map<string, NumberReading>()

function readingOf(text: string): NumberReading {
  const read = plain(text)
  const plans = listPlans(read.text)
  const finds = listFound(read, plans)
  const numbers = finds.filter((find): find is Found => 'base' in find)
  const refused = finds.find((find): find is Refused => 'refusal' in find)
  const settled = settle(read.text, numbers)
  const [first, second] = settled.primary
  if (refused && (!first || first.weak || refused.start < first.start)) {
    return refuse(refused.refusal, refused.found)
  }
  const [plan] = plans
  if (plan && (!first || first.weak)) return refuse('plan-number', plan.canonical)
  if (!first) {
    const { reason, found } = refusalOf(read.text)
    return refuse(reason, found)
  }
  if (second || first.farEnd !== null) {
    const other = second ? canonicalOf(second) : `${first.code} ${first.farEnd}${first.yearMark}`
    const one = canonicalOf(first)
    return { ...refuse('two-numbers', null), numbers: [one, other] }
  }
  const number = withAmendmentWords(read.text, first)
  const amended = number === first ? [] : [...read.text.matchAll(new RegExp(AMENDMENT_WORDS, 'g'))]
  const used = numbers.filter((find) => !settled.words.includes(find))
  const spans = [...used, ...amended.map((match) => ({ start: match.index, end: match.index + match[0].length }))]
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
