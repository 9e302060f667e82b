/**
 * Every number and day that the web shows. Rules of rounding: design rule 8 (nothing is rounded up to 100 % or down to
 * 0 %). Digits and 汉字 stand without a typed space between them; the browser sets the gap.
 */

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Stands for what does not apply: nothing over nothing, no rule. A checked zero is `0`. */
export const NOT_APPLICABLE = '—'

/** A whole number; grouped from ten thousand up. */
export function formatCount(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { useGrouping: 'min2', maximumFractionDigits: 0 }).format(value)
}

/** Part of a whole in percent: one decimal, none if whole; never up to 100 % nor down to 0 % by rounding. */
export function formatPercent(part: number, whole: number): string {
  if (whole === 0) return NOT_APPLICABLE
  const exact = (part / whole) * 100
  let tenths = Math.round(exact * 10)
  if (exact < 100 && tenths >= 1000) tenths = 999
  if (exact > 0 && tenths <= 0) tenths = 1
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}%`
}

/** What should have been reached, as tables print it: always one decimal. */
export function formatExpected(expected: number | null): string {
  return expected === null ? NOT_APPLICABLE : expected.toFixed(1)
}

/** What should have been reached, as sentences and labels say it: the next whole item. */
export function wholeExpected(expected: number): number {
  return Math.ceil(expected - NOISE)
}

/** Binary fractions leave traces far below any share of an item; they must not make a whole one. */
const NOISE = 1e-9

/** 差: whole items lacking, said from one whole item up; null if less lacks or nothing was expected. */
export function lackOf(expected: number | null, recognised: number): number | null {
  if (expected === null || expected - recognised < 1 - NOISE) return null
  return Math.ceil(expected - recognised - NOISE)
}

/** A change with its sign (U+2212 for minus); a checked zero without one. */
export function formatChange(change: number): string {
  return change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '0'
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

function partsOf(day: string): [year: number, month: number, date: number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return [year, month, date]
}

/** A day in words: 2025年6月30日, or without the year where `near` lies in the same one. */
export function formatDay(day: string, language: Language, near?: string): string {
  const [year, month, date] = partsOf(day)
  const sameYear = near?.slice(0, 4) === day.slice(0, 4)
  if (language === 'zh-CN') return `${sameYear ? '' : `${year}年`}${month}月${date}日`
  return `${date} ${LONG_MONTHS[month - 1]}${sameYear ? '' : ` ${year}`}`
}

/** A month in words: 2025年6月, Jun 2025. */
export function formatMonth(day: string, language: Language): string {
  const [year, month] = partsOf(day)
  return language === 'zh-CN' ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`
}

/** A month in a ladder's cell: 24.06. */
export function formatLadderMonth(day: string): string {
  return `${day.slice(2, 4)}.${day.slice(5, 7)}`
}

/** Days from one day to another, negative if it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** A day moved by so many days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whole months that so many days are, at least one. */
export function monthsOf(days: number): number {
  return Math.max(1, Math.round(days / 30.4375))
}

const DIGITS = '零一二三四五六七八九'

/** A whole number below 100 in Chinese numerals, as the document numbers its parts: 十六. */
export function chineseNumeral(value: number): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  if (value > 99) return String(value)
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 || tens === 0 ? DIGITS[ones] : ''}`
}

/** The number of a task: （十六）, (16). */
export function formatOrdinal(number: number, language: Language): string {
  return language === 'zh-CN' ? `（${chineseNumeral(number)}）` : `(${number})`
}

/** Names in a row: A、B, or A, B. */
export function formatList(names: readonly string[], language: Language): string {
  return names.join(language === 'zh-CN' ? '、' : ', ')
}

/** An instant as a time of day in Asia/Shanghai: 9:42. */
export function formatTime(instant: number): string {
  return new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', timeZone: 'Asia/Shanghai' })
    .format(instant)
    .replace(/^0(?=\d)/, '')
}

/** The size of a file. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Sorts names as a Chinese list does, by sound. */
export const byName = new Intl.Collator('zh-CN').compare

/** An instant as day and time in Asia/Shanghai: 2025-06-30 14:32. Tables of working pages keep ISO days. */
export function formatInstant(instant: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return parts.format(new Date(instant))
}
