import { readEnterprise, readGluedEnterprise } from './enterprise.ts'
import { readForeign } from './foreign.ts'
import { readGluedGroup, readGroup, readOldCecs } from './group.ts'
import { readIso, readItu, readWorkshop } from './international.ts'
import { readEngineeringLocal, readLocal, readOtherLocal } from './local.ts'
import { readNationalOrIndustry, readSample, readTrade } from './national.ts'
import { readNoStandard } from './other-numbers.ts'
import { type Found, Reader, type Refused } from './reader.ts'
import type { PlainText } from './text.ts'

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
  readTrade,
  readNationalOrIndustry,
  readForeign,
  readGluedGroup,
  readGluedEnterprise,
]

/** Beginnings that are no Latin letter: of 3GPP, and of ГОСТ as made plain. */
const OTHER_BEGINNINGS: Readonly<Record<string, string>> = { '3': '3GPP', Г: 'ГOCT' }

const isLetter = (character: string) => character >= 'A' && character <= 'Z'
const isFigure = (character: string) => character >= '0' && character <= '9'

/**
 * A number begins at a letter with no letter before it. Behind a figure (3GPP apart) it must be sure; behind a dash or
 * slash and a word in capitals it is part of that word.
 */
export function listFound(read: PlainText, plans: readonly { start: number; end: number }[]): (Found | Refused)[] {
  const { text } = read
  const finds: (Found | Refused)[] = []
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    const before = text.charAt(at - 1)
    const begins = isLetter(character)
      ? !isLetter(before) && before !== '@'
      : text.startsWith(OTHER_BEGINNINGS[character] ?? '-', at)
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

/** "such as ISO 9001", "as 1234": the Australian AS is no small word before capitals or a bare figure (prEN is a body). */
function isEnglishWord(read: PlainText, find: Found): boolean {
  if (find.class !== 'foreign' || !isSmall(read, find.start) || /^[A-Za-z]{3}/.test(find.code)) return false
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

export const canonicalOf = (found: Found) => `${found.base}${found.yearMark}${found.suffix}`
export const isChinese = (found: Found) => found.class !== 'international' && found.class !== 'foreign'

const REPLACES = /(?:代替|替代|取代|REPLAC(?:ES|ED|ING)|SUPERSED(?:ES|ING)|REVISION OF)[^。;；]{0,12}$/
const ONLY_JOINS = /^[\s、,，;；和与及/)(《》-]*$/
/** XF/T 812-2008（原GA/T 812-2008） */
const FORMERLY = /\(\s*(?:原|旧)(?:标准)?(?:编?号|为)?[\s:]*$/
const REPLACED = /被[^。;；]{0,4}$/
const ADOPTS_BEFORE = /(?:[/|]|^ ?[-+] ?|IDT|MOD|EQV|等同采用|修改采用|等效采用|采用|等同|等效)[\s:]*$/
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

export interface Settled {
  /** The number itself; several, if the text does not say which. */
  primary: Found[]
  replaced: Found[]
  adopted: Found | null
  /** Numbers that are but words of a title. */
  words: Found[]
}

/** Sorts what was found in a text into the number itself, what it replaces and what it adopts. */
export function settle(text: string, finds: readonly Found[]): Settled {
  const settled: Settled = { primary: [], replaced: [], adopted: null, words: [] }
  let replacing = false
  let end = 0
  for (const find of finds) {
    const gap = text.slice(end, find.start)
    if ((REPLACES.test(gap) || FORMERLY.test(gap)) && !REPLACED.test(gap)) replacing = true
    else if (!ONLY_JOINS.test(gap) || end === 0) replacing = false
    end = find.end
    const { primary } = settled
    const own = primary.findIndex((other) => isSame(other, find))
    const same = primary[own]
    if (same) {
      if (same.year === null && find.year !== null) primary[own] = { ...find, start: same.start }
    } else if (replacing) {
      settled.replaced.push(find)
    } else {
      settleBehind(settled, text, find, gap)
    }
  }
  const { primary, replaced, adopted, words } = settled
  if (primary.length === 0) return { primary: replaced, replaced: [], adopted, words }
  const strong = primary.filter((find) => !find.weak)
  if (strong.length === 0) return settled
  return { primary: strong, replaced, adopted, words: [...words, ...primary.filter((find) => find.weak)] }
}

/** A further number is a word of the title, what is adopted, or a second number. */
function settleBehind(settled: Settled, text: string, find: Found, gap: string): void {
  const { primary, words } = settled
  const last = primary.at(-1)
  if (last && isJoint(last, find, gap)) return
  if (last && isPredecessor(text, last, find, gap)) {
    settled.replaced.push(find)
    return
  }
  if (!last) {
    primary.push(find)
  } else if (isTitleWord(text, last, find, gap)) {
    words.push(find)
  } else if (isTitleWordBefore(text, last, find, gap)) {
    words.push(last)
    primary[primary.length - 1] = find
  } else if (isAdoptedBefore(last, find, gap)) {
    settled.adopted ??= last
    primary[primary.length - 1] = find
  } else if ((isChinese(last) || gap.includes('|') || isTwin(last, find, gap)) && !isChinese(find)) {
    const after = text.slice(find.end, find.end + 12)
    if (CORRESPONDS_BEFORE.test(gap) || CORRESPONDS_AFTER.test(after)) return
    const bracketed = /[([]\s*$/.test(gap) && /^\s*[)\]]/.test(after)
    if (ADOPTS_BEFORE.test(gap) || ADOPTS_AFTER.test(after) || bracketed) settled.adopted ??= find
    else primary.push(find)
  } else {
    primary.push(find)
  }
}

/** ISO 14001:2015/GB/T 24001-2016: a double number from its second half. */
function isAdoptedBefore(last: Found, find: Found, gap: string): boolean {
  return last.class === 'international' && find.class === 'national' && find.year !== null && /^ ?[/|] ?$/.test(gap)
}

/** T/ABC 37-2018/T/DEF 1-2018: two associations issued one standard together; it goes by the first number. */
function isJoint(last: Found, find: Found, gap: string): boolean {
  return last.class === 'group' && find.class === 'group' && last.year === find.year && /^ ?\/ ?$/.test(gap)
}

/** NB/T 47013-2015(JB/T 4730): Chinese, alone in brackets close behind, and no later. */
function isPredecessor(text: string, last: Found, find: Found, gap: string): boolean {
  if (!isChinese(last) || !isChinese(find) || (last.year !== null && find.year !== null && find.year > last.year))
    return false
  return /^ ?\( ?$/.test(gap) && /^ ?\)/.test(text.slice(find.end, find.end + 2))
}

/** NACE MR0175/ISO 15156, ГОСТ 35285.3-2025 (ISO 25649-3:2017) */
const isTwin = (last: Found, find: Found, gap: string) =>
  !isChinese(last) && last.base !== find.base && /^ ?[/(] ?$/.test(gap)

/** The same number once more, perhaps without its year. */
function isSame(one: Found, other: Found): boolean {
  if (canonicalOf(one) === canonicalOf(other)) return true
  return one.base === other.base && one.suffix === other.suffix && (one.year === null || other.year === null)
}

export const AMENDMENT_WORDS =
  /(?:(\d{4})年)?第? ?([一二三四五六七八九十]|\d{1,2}) ?号 ?修改单(?: ?[-(] ?((?:19|20)\d\d))?/
const INCLUDES = /(?:含|包括|包含|及|和|与|按|并|根据|依据|附)[^)]{0,6}$/
const CHINESE_FIGURES = '一二三四五六七八九十'

/** 第 1 号修改单 makes the number that of the amendment, 含第 1 号修改单 does not. */
export function withAmendmentWords(text: string, found: Found): Found {
  if (found.amendment !== null || !isChinese(found)) return found
  const match = AMENDMENT_WORDS.exec(text)
  if (!match?.[2] || INCLUDES.test(text.slice(Math.max(0, match.index - 10), match.index))) return found
  const figure = CHINESE_FIGURES.includes(match[2]) ? CHINESE_FIGURES.indexOf(match[2]) + 1 : Number(match[2])
  const year = match[3] ?? match[1]
  const suffix = `/XG${figure}${year ? `-${year}` : ''}`
  return { ...found, amendment: suffix.slice(1), suffix, suffixUndated: `/XG${figure}`, weak: false }
}
