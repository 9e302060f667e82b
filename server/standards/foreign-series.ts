import { pattern, type Reader, YEAR } from './reader.ts'

/** Foreign bodies whose numbers end in a form of their own: ASTM, CSA, GOST with two-digit years; ETSI with versions. */

/** A foreign number between its code and its supplements. */
export interface Body {
  serial: string
  year: number | null
  /** The year, or what stands for it, as it is printed. */
  yearMark: string
  /** Pinned to an edition by something else than a year. */
  pinned?: boolean
}

/** These bodies go on printing years in two digits; 40 and above are of the last century. */
const yearOf = (digits: string) =>
  digits.length === 4 ? Number(digits) : Number(digits) + (Number(digits) < 40 ? 2000 : 1900)

/** 2014 as 14, letters of a further edition, year of the last approval, editorial change: D1683-17a(2020)e1. */
const ASTM_SERIAL = pattern(
  ' -?((?:[A-Z]{1,3}\\u0020?)?\\d{1,6}(?:[A-Z](?![A-Z]))?(?:/[A-Z]\\d{1,5}M?)?)(?= - \\d|[^\\dA-Z]|[A-Z]{5}|$)',
)
const ASTM_YEAR = pattern(` - ((?:19|20)?\\d\\d)([A-D]?)(?: \\((${YEAR})\\))? ?(E\\d)?(?![\\dA-Z])`)

/** A dated ASTM number; null leaves the reader where it was. */
export function takeAstm(reader: Reader): Body | null {
  const before = reader.at
  const serial = reader.take(ASTM_SERIAL)?.[1]
  const printed = serial ? reader.take(ASTM_YEAR) : null
  if (!serial || !printed?.[1]) {
    reader.at = before
    return null
  }
  const [, digits, letter = '', approved, change = ''] = printed
  const mark = `-${digits}${letter.toLowerCase()}${approved ? `(${approved})` : ''}${change.toLowerCase()}`
  return { serial, year: yearOf(digits), yearMark: mark }
}

const CSA_SERIAL = pattern(
  ' [-.]? (?:(C\\d\\d\\.\\d)(?: NO\\.? |-))?([A-Z]{0,2}\\d{1,5}(?:\\.\\d{1,4})*(?:-\\d{1,3})*(?:-\\d{4})?)(?![\\dA-Z])',
)
const CSA_YEAR = pattern(' : ((?:19|20)?\\d\\d)(?!\\d)')
const REAFFIRMED = pattern(` \\(R ?${YEAR}\\)`)
const CSA_LAST_YEAR = /^(.+)-(\d{4}|\d\d)$/
/** Of numbers taken over from IEC a second group may be of particular requirements: 60335-2-40. */
const PARTICULAR = /^6\d{4}-2-\d\d$/

/** CSA C22.2 No. 60950-1-07, CSA Z462:18. */
export function takeCsa(reader: Reader): Body | null {
  const match = reader.take(CSA_SERIAL)
  if (!match?.[2]) return null
  const colon = reader.take(CSA_YEAR)?.[1]
  const split = colon || PARTICULAR.test(match[2]) ? null : CSA_LAST_YEAR.exec(match[2])
  const digits = colon ?? split?.[2]
  reader.take(REAFFIRMED)
  const serial = `${match[1] ? `${match[1]} No. ` : ''}${split?.[1] ?? match[2]}`
  if (!digits) return { serial, year: null, yearMark: '' }
  return { serial, year: yearOf(digits), yearMark: `${colon ? ':' : '-'}${digits}` }
}

const GOST_SERIAL = pattern(
  ' (\\d{1,5}(?:\\.\\d{1,4}){0,3}(?:-\\d{1,3}(?=-\\d)){0,3})(?![\\dA-Z.]| \\d| - \\d{3}(?!\\d))',
)
const GOST_YEAR = pattern(` - (${YEAR}|[3-9]\\d)(?![\\dA-Z])`)

export function takeGost(reader: Reader): Body | null {
  const before = reader.at
  const serial = reader.take(GOST_SERIAL)?.[1]
  if (!serial) {
    reader.at = before
    return null
  }
  const digits = reader.take(GOST_YEAR)?.[1]
  return { serial, year: digits ? yearOf(digits) : null, yearMark: digits ? `-${digits}` : '' }
}

/** GS NFV-INF 001, GR MEC-DEC 025: groups of ETSI have names. */
const ETSI_GROUP = pattern(
  ' ([A-Z\\d]{2,8}(?:-[A-Z]{2,8})?)[\\u0020\\n]((?:[A-Z]{1,6})?\\d{3}(?:-\\d{1,2})*)(?![\\dA-Z])',
)

export function takeEtsiGroup(reader: Reader): Body | null {
  const match = reader.take(ETSI_GROUP)
  return match && { serial: `${match[1]} ${match[2]}`, year: null, yearMark: '' }
}

const ETSI_AMENDMENT = pattern(' / ([AC]\\d{1,2})(?= ED\\.)')
const VERSION = pattern(' (?:(V) ?(\\d{1,2}\\.\\d{1,2}\\.\\d{1,2})|(ED)\\. ?(\\d{1,2}))(?![\\d.]\\d)')
const VERSION_MONTH = pattern(` \\((${YEAR})-(\\d\\d)\\)`)
/** EN 300 328, ES 201 980: numbers of ETSI, whatever stands before them. */
const ETSI_SERIAL = /^[1-3]\d\d \d{3}/

const REVISION = pattern(' (?:REV\\.?|R) ?(\\d)(?!\\d)')

/** Adds the version and its month, with which ETSI and 3GPP name an edition: ETSI EN 300 328 V2.2.2 (2019-07). */
export function takeVersion(reader: Reader, code: string, body: Body): Body {
  if (code.startsWith('NIST') && body.year === null) {
    const glued = /^(.+\d)R(\d)$/.exec(body.serial)
    const revision = glued?.[2] ?? reader.take(REVISION)?.[1]
    const serial = glued?.[1] ?? body.serial
    return revision ? { serial, year: null, yearMark: ` Rev. ${revision}`, pinned: true } : body
  }
  if (body.year !== null || !(/^(?:ETSI|3GPP)/.test(code) || ETSI_SERIAL.test(body.serial))) return body
  const amendment = reader.take(ETSI_AMENDMENT)?.[1]
  const serial = amendment ? `${body.serial}/${amendment}` : body.serial
  const version = reader.take(VERSION)
  if (!version) return { ...body, serial }
  const month = reader.take(VERSION_MONTH)
  const mark = version[1] ? ` V${version[2]}` : ` ed.${version[4]}`
  return {
    serial,
    year: month ? Number(month[1]) : null,
    yearMark: `${mark}${month ? ` (${month[1]}-${month[2]})` : ''}`,
    pinned: true,
  }
}
