import { FOREIGN_CODES, RECOGNISED_BODIES } from './codes.ts'
import { ISO_MONTH } from './international.ts'
import { type Found, LOOSE_YEAR, pattern, type Reader, squeeze, YEAR } from './reader.ts'

/** Foreign and association standards 国外标准, and bodies beside ISO, IEC and ITU that ISO recognises. */

const byLength = (left: string, right: string) => right.length - left.length
const NAME = `(?:${[...FOREIGN_CODES, ...RECOGNISED_BODIES].sort(byLength).join('|')})`
/** Letters of a serial, or the next body, may be glued on: ASTMF1314, BSEN 1337. */
const FIRST = pattern(
  `(${NAME})(?![A-Z])|(ASTM|ASME|ANSI|SAE|JIS)(?=(?:[A-Z]|AMS|ARP) ?\\d)|(BS|DIN|NF|UNE|PN|EN)(?=(?:EN|ISO|IEC)(?:[ /]?(?:ISO|IEC)){0,2}[ \\n/-]?\\d)`,
)
const MORE = pattern(
  `(?: / |[-.\\u0020\\n])(${NAME}|ISO|IEC|NZS|VDE|TR|TS|STD|SPEC|RP|STANDARD|STAN|SP|PUB|GUIDE|GL|RCP|MRL|MISC)(?![A-Z])|(EN|ISO|IEC)(?=(?:[ /]?(?:ISO|IEC)){0,2}[ \\n/-]?\\d)`,
)
const NO_BODY = `(?!(?:ISO|IEC|${NAME})[^A-Z])`
/** Letters, figures and groups of them; a year may be the last group. Two numbers behind a slash are a list. */
const SERIAL = pattern(
  ` [-.]?((?:${NO_BODY}[A-Z]{1,4}[\\u0020.-]?)?\\d{1,6}[\\dA-Z]{0,4}(?:\\u0020\\d{3}(?!\\d))?(?:[./-](?!PDF|DOC|X{1,3}(?![A-Z\\d])|(?<=/)\\d{4})[\\dA-Z]{1,8}| - \\d{1,4}(?![\\dA-Z])){0,5})(?![\\dA-Z])`,
)
/** A title is glued on (F3122Standard). */
const SERIAL_GLUED = pattern(' [-.]?((?:[A-Z]\\u0020?)?\\d{2,6}(?:[.-]\\d{1,4}){0,4})(?=[A-Z]{5})')
const PRINTED_YEAR = pattern(` [-:] (${LOOSE_YEAR}|[4-9]\\d(?!\\d))|[\\u0020](${YEAR})(?![\\d年.-])| \\((${YEAR})\\)`)
const SUPPLEMENT = pattern(` ([+/]) (?:(AC)(?= : ${YEAR})|(A|AC|AMD|AM|C) ?(\\d{1,2}))(?: [:-] (${YEAR}))?(?!\\d)`)
const LISTED = pattern(' [/、] (\\d{4,6}(?:-\\d{1,3}){0,3})(?![\\d.])')
const LAST_YEAR = /^(.+)-((?:19|20)\d\d)$/
const LETTER_APART = /^([A-Z]{1,3})[ ]?(?=\d)/

/** 2014 as 14 (from 1940 on), letters of a further edition, year of the last approval, editorial change: D1683-17a(2020)e1. */
const ASTM_SERIAL = pattern(
  ' -?((?:[A-Z]{1,3}\\u0020?)?\\d{1,6}(?:[A-Z](?![A-Z]))?(?:/[A-Z]\\d{1,5}M?)?)(?= - \\d|[^\\dA-Z]|[A-Z]{5}|$)',
)
const ASTM_YEAR = pattern(` - ((?:19|20)?\\d\\d)([A-D]?)(?: \\((${YEAR})\\))? ?(E\\d)?(?![\\dA-Z])`)

const recognised = new Set(RECOGNISED_BODIES)
/** Two-letter bodies whose bare numbers are believed. */
const CITED_WITHOUT_YEAR = new Set(['EN', 'BS', 'NF', 'UL', 'AS', 'KS'])
/** Bodies that set a colon before the year, whatever a text may print; those that adopt ISO and EN do so, too. */
const COLON = /^(?:EN|PREN|BS|PD|DD|DIN|NF|UNE|UNI|SS|SFS|PN|CSN|NEN|NBN|JIS|KS|AS|NZS)\b|\b(?:ISO|IEC|EN)$/
/** Printed behind the body or not; no part of the number. */
const WORDS_FOR_STANDARD = new Set(['STD', 'STANDARD'])
/** Bodies that print the letter of the serial and its figures together (B16.5), or apart (G 3101). */
const TOGETHER = new Set(['ASTM', 'ASME', 'ANSI', 'SAE', 'IEEE', 'AWS'])
const APART = new Set(['JIS', 'KS'])

/** Parts of a foreign number before its supplements. */
interface Body {
  serial: string
  year: number | null
  yearMark: string
}

export function readForeign(reader: Reader, start: number): Found | null {
  const head = reader.take(FIRST)
  const first = head?.[1] ?? head?.[2] ?? head?.[3]
  if (!first) return null
  let code = first
  for (let count = 0; count < 5; count += 1) {
    const more = reader.take(MORE)
    const word = more?.[1] ?? more?.[2]
    if (!more || !word) break
    if (WORDS_FOR_STANDARD.has(word) && (first === 'IEEE' || first === 'ASHRAE')) continue
    const name = word === 'GUIDE' ? 'Guide' : word
    code += more[0].includes('/') ? `/${name}` : ` ${name}`
  }
  const body = (code === 'ASTM' ? takeAstm(reader) : null) ?? takeBody(reader, code)
  if (!body) return null
  const { year, yearMark } = body
  const serial = settleLetters(first, body.serial)
  reader.take(ISO_MONTH)
  const farEnd = year === null ? (reader.take(LISTED)?.[1] ?? null) : null
  let suffix = ''
  let suffixUndated = ''
  for (let count = 0; count < 4; count += 1) {
    const match = reader.take(SUPPLEMENT)
    if (!match) break
    const undated = `${match[1]}${match[2] ?? match[3]}${match[4] ?? ''}`
    suffixUndated += undated
    suffix += `${undated}${match[5] ? `:${match[5]}` : ''}`
  }
  // A short word and a figure is any remark (AS 4, PN 16).
  if (year === null && first.length < 3 && !(CITED_WITHOUT_YEAR.has(first) && /\d{2}/.test(serial))) return null
  return {
    start,
    end: reader.at,
    class: recognised.has(first) ? 'international' : 'foreign',
    nature: 'unknown',
    code,
    place: null,
    sector: null,
    serial,
    part: null,
    base: `${code} ${serial}`,
    year,
    yearMark,
    amendment: suffix.startsWith('/') ? suffix.slice(1) : null,
    suffix,
    suffixUndated,
    pinned: false,
    weak: year === null && first.length < 4 && !/\d{3}/.test(serial),
    farEnd,
    tidied: [...reader.tidied],
  }
}

function takeBody(reader: Reader, code: string): Body | null {
  const read = (reader.take(SERIAL) ?? reader.take(SERIAL_GLUED))?.[1]
  if (!read) return null
  const joined = read.replace(/[ \n]?-[ \n]?/g, '-')
  const split = LAST_YEAR.exec(joined)
  const colon = COLON.test(code)
  if (split?.[1] && split[2]) {
    if (!/\d/.test(split[1])) return null
    return { serial: split[1], year: Number(split[2]), yearMark: `${colon ? ':' : '-'}${split[2]}` }
  }
  const printed = reader.take(PRINTED_YEAR)
  const digits = squeeze(printed?.[1] ?? printed?.[2] ?? printed?.[3] ?? '')
  if (digits === '') return { serial: joined, year: null, yearMark: '' }
  const year = Number(digits.length === 2 ? `19${digits}` : digits)
  return { serial: joined, year, yearMark: `${printed?.[0].includes('-') && !colon ? '-' : ':'}${year}` }
}

function takeAstm(reader: Reader): Body | null {
  const before = reader.at
  const serial = reader.take(ASTM_SERIAL)?.[1]
  if (!serial) return null
  const printed = reader.take(ASTM_YEAR)
  if (!printed?.[1]) {
    reader.at = before
    return null
  }
  const [, digits, letter = '', approved, change = ''] = printed
  const year = digits.length === 4 ? Number(digits) : Number(digits) + (Number(digits) < 40 ? 2000 : 1900)
  const mark = `-${digits}${letter.toLowerCase()}${approved ? `(${approved})` : ''}${change.toLowerCase()}`
  return { serial, year, yearMark: mark }
}

function settleLetters(body: string, serial: string): string {
  if (TOGETHER.has(body)) return serial.replace(LETTER_APART, '$1')
  return APART.has(body) ? serial.replace(LETTER_APART, '$1 ') : serial
}
