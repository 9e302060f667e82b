import type { Nature, Refusal } from '../../db/words.ts'
import { findIndustry } from './codes.ts'
import { pattern, type Reader, type Refused } from './reader.ts'

// ---------------------------------------------------------------------------------------------------------------------
// What looks like a standard number and is none

const NO_STANDARDS: readonly (readonly [pattern: RegExp, refusal: Refusal])[] = [
  [pattern('JJ[GF](?: \\([^()]{1,4}\\))? [-:]? \\d{1,5}(?:\\.\\d+)?(?: [-:] \\d{4})?'), 'metrology-rule'],
  [pattern('TSG[ \\n-]?(?:[A-Z][ \\n]?)?\\d{1,4}(?:[-/]\\d+)?(?: [-:] \\d{4})?'), 'equipment-rule'],
  // Not the gene GJB2.
  [
    pattern('GJB(?:/?Z)?[ \\n-]?(?:\\d{2,5}|\\d(?=[A-Z.]|[ \\n]?[-:]))[A-Z]?(?:\\.\\d+)?[A-Z]?(?: [-:] \\d{4})?'),
    'military-standard',
  ],
]

export function readNoStandard(reader: Reader, start: number): Refused | null {
  for (const [form, refusal] of NO_STANDARDS) {
    const match = reader.take(form)
    if (match) return { start, end: reader.at, refusal, found: match[0].replace(/\s+/g, ' ').trim() }
  }
  return null
}

/** Asked of the whole text, in this order, when no number was found in it. */
const OTHER_NUMBERS: readonly (readonly [pattern: RegExp, refusal: Refusal])[] = [
  [/[〔[(](?:19|20)\d\d[〕\])] ?(?:第 ?)?\d{1,5} ?号/, 'document-number'],
  [/(?:19|20)\d\d年第? ?\d{1,4} ?号/, 'document-number'],
  [/(?<![A-Z\d])(?:IS[BS]N[ :-]{0,2}\d[\dX-]{5,16}|CN ?\d\d-\d{4}(?:\/[A-Z]{1,2})?)(?![\dA-Z])/, 'publication'],
  [/(?<![A-Z\d])[1-9ANY][\dA-HJ-NPQRTUWXY]\d{6}[\dA-HJ-NPQRTUWXY]{10}(?![A-Z\d])/, 'credit-code'],
  [/(?<![A-Z\d])(?:ZL|CN|US|EP|WO|JP|KR|PCT)[ /]{0,2}(?:CN)?\d[\d ,./]{5,20}(?:[A-Z]\d?|X)?|专利/, 'patent'],
  [/(?<![A-Z])(?:TC|JTC|SWG|WG|SG|SC) ?\d{1,4}(?!\d)|技术委员会/, 'committee'],
  [/(?<![A-Z])(?:ICS|CCS) ?[:A-Z]? ?\d/, 'classification'],
  [/图集|(?<![A-Z])GJBT|(?<![\dA-Z])L?\d{2}[A-Z]{1,3}\d{1,3}(?:-\d{1,2})?(?![\dA-Z])/, 'atlas'],
]
const UNKNOWN_CODES: readonly RegExp[] = [
  /(?<![A-Z\d/])([A-Z]{1,6}\d{0,6}) ?\/ ?[TZ](?![A-Z]) ?-?\d{1,6}/,
  /(?<![A-Z\d/])([A-Z]{1,6})[ -]?\d{1,6}(?:\.\d{1,4})* ?[-:] ?(?:(?:19|20)\d\d(?!\d)|[5-9]\d(?![\dA-Z-]))/,
]

export function refusalOf(text: string): { reason: Refusal; found: string | null } {
  for (const [form, reason] of OTHER_NUMBERS) {
    const match = form.exec(text)
    if (match) return { reason, found: match[0].trim() }
  }
  for (const form of UNKNOWN_CODES) {
    const code = form.exec(text)?.[1]
    // DZ47-63: the code is known, the number is none.
    if (code && !findIndustry(code)) return { reason: 'unknown-code', found: code }
  }
  return { reason: 'no-number', found: null }
}

/** A plan number 计划号: it names a project, not a standard. */
export interface PlanNumber {
  canonical: string
  level: 'national' | 'industry'
  year: number
  serial: string
  nature: Nature
  /** 主管部门代码 of a national plan, industry code of an industry plan. */
  department: string
}

const NATIONAL_PLAN = /(?<![\dA-Z])((?:19|20)\d\d)(\d{4}) ?-? ?([TQZ]) ?-? ?(\d{3})(?!\d)/g
const INDUSTRY_PLAN = /(?<![\dA-Z])((?:19|20)\d\d) ?- ?(\d{4}) ?([TQZ]?) ?- ?([A-Z]{2,3})(?![A-Z\d])/g
const PLAN_NATURES: Readonly<Record<string, Nature>> = { T: 'recommended', Q: 'mandatory', Z: 'guidance' }

export function listPlans(text: string): (PlanNumber & { start: number; end: number })[] {
  const plans: (PlanNumber & { start: number; end: number })[] = []
  for (const match of text.matchAll(NATIONAL_PLAN)) {
    const [whole, year = '', serial = '', letter = '', department = ''] = match
    const canonical = `${year}${serial}-${letter}-${department}`
    const nature = PLAN_NATURES[letter] ?? 'unknown'
    const place = { start: match.index, end: match.index + whole.length }
    plans.push({ canonical, level: 'national', year: Number(year), serial, nature, department, ...place })
  }
  for (const match of text.matchAll(INDUSTRY_PLAN)) {
    const [whole, year = '', serial = '', letter = '', department = ''] = match
    if (!findIndustry(department)) continue
    const canonical = `${year}-${serial}${letter}-${department}`
    const nature = PLAN_NATURES[letter] ?? 'unknown'
    const place = { start: match.index, end: match.index + whole.length }
    plans.push({ canonical, level: 'industry', year: Number(year), serial, nature, department, ...place })
  }
  return plans
}
