import { foundOf } from './chinese-parts.ts'
import { type Found, LOOSE_YEAR, pattern, type Reader, YEAR, YEAR_SPACED } from './reader.ts'
import { takeYear, YEAR_OPEN, YEAR_SIGNED } from './tail.ts'

/** Enterprise 企业标准. */

const ENTERPRISE_SIGN = pattern('Q(?:[-+]| / |\\u0020(?=\\d{0,6}[A-Z]{2,8} -? \\d))')
const ENTERPRISE_TOKEN = /(?:\([A-Z]{1,6}\)|[A-Z\d]){1,30}/y
/** Q/MCC-2018-001: the year stands before the serial. */
const YEAR_FIRST = pattern(`-${YEAR}-\\d{1,4}(?![\\dA-Z]|[-.]\\d)`)
const PLACEHOLDER = /^X{2,}$/
const ENTERPRISE_SERIAL = pattern(
  '[\\u0020\\n]((?:(?:[A-Z]{1,4}|\\d{2}(?=[\\u0020][A-Z]))[\\u0020.])?[A-Z]{0,3}\\d[\\dA-Z]*(?:\\.[\\dA-Z]+)*)',
)
/** Blanks inside the serial (Q/GDW 11 123-2010); the S of food safety behind it. */
const ENTERPRISE_SPACED = pattern(`(?:\\u0020\\d{1,5}){1,3}(?:\\.\\d{1,4}){0,2}(?= - ${YEAR}(?!\\d))`)
const ENTERPRISE_LETTER = pattern(` (S)(?= - ${YEAR}(?!\\d))`)
/** Nothing behind it, so it is no group of the serial: Q/ABC 02-96. */
const ENDS_YEAR = pattern(` [-:] (?:${LOOSE_YEAR}(?! - ${YEAR}(?!\\d))|[5-9]\\d(?![\\dA-Z]| ?[-./] ?[\\dA-Z]))`)
const YEAR_SPACED_OUT = /\d[A-Z]?$/
const ENTERPRISE_GROUP = pattern(' ([-./]) ([\\dA-Z]{1,12})(?![\\dA-Z])')
const FILE_ENDING = pattern('\\.(?:PDF|DOCX?|WPS|CAJ|XLSX?|OFD|TXT|ZIP|HTML?)(?![A-Z\\d])')

export function readEnterprise(reader: Reader, start: number): Found | null {
  const sign = reader.take(ENTERPRISE_SIGN)
  if (!sign) return null
  const slash = sign[0].includes('/')
  if (!slash) reader.tidied.add('missing-slash')
  return readEnterpriseBody(reader, start, slash)
}

const GLUED_ENTERPRISE = pattern('Q(?=[A-Z]{2})')

/** `QGDW 9001-2020`: as glued groups. */
export function readGluedEnterprise(reader: Reader, start: number): Found | null {
  if (!reader.take(GLUED_ENTERPRISE)) return null
  reader.tidied.add('missing-slash')
  return readEnterpriseBody(reader, start, false)
}

/** There is no fixed split behind Q/: what a blank parts is code and serial, all else stays whole. */
function readEnterpriseBody(reader: Reader, start: number, slash: boolean): Found | null {
  let whole = reader.take(ENTERPRISE_TOKEN)?.[0]
  if (!whole) return null
  let serial = ''
  const takeGroups = (end = YEAR_SIGNED) => {
    let groups = ''
    while (!reader.sees(end) && !reader.sees(YEAR_OPEN) && !reader.sees(FILE_ENDING)) {
      const group = reader.take(ENTERPRISE_GROUP)
      if (!group) break
      groups += `${group[1]}${group[2]}`
    }
    return groups
  }
  whole += (slash && !/\d/.test(whole) ? reader.take(YEAR_FIRST)?.[0] : undefined) ?? takeGroups()
  if (!reader.sees(YEAR_SIGNED) && !(YEAR_SPACED_OUT.test(whole) && reader.sees(YEAR_SPACED))) {
    const before = reader.at
    serial = reader.take(ENTERPRISE_SERIAL)?.[1] ?? ''
    if (serial) {
      serial = serial.replace('\n', ' ') + (reader.take(ENTERPRISE_SPACED)?.[0] ?? '')
      serial += reader.take(ENTERPRISE_LETTER)?.[1] ?? takeGroups(ENDS_YEAR)
    }
    // Q/YZ-901 5.3.2: behind a number that is whole a clause follows, unless a year says otherwise.
    if (/[A-Z].*\d$/.test(whole) && !reader.sees(YEAR_SIGNED)) {
      serial = ''
      reader.at = before
    }
  }
  if (PLACEHOLDER.test(whole) || !/[A-Z(].*\d/.test(`${whole} ${serial}`)) return null
  const year = takeYear(reader, 'kept')
  // Q/A 10 asks and answers.
  if (year === null && (!slash || whole.length < 2)) return null
  const tail = { serial, part: '', year, looseYear: false, shortYear: false, farEnd: null }
  return foundOf(reader, start, { class: 'enterprise', nature: 'unknown', code: `Q/${whole}` }, tail)
}
