import { foundOf, RUN, SEPARATOR } from './chinese-parts.ts'
import { type Found, pattern, type Reader, squeeze, YEAR } from './reader.ts'
import { takeTail } from './tail.ts'

/** Group 团体标准. */

const GROUP_SIGN = pattern('T(?:[-+]| / |\\u0020)(?=[\\dA-Z])')
/** Shanghai's first groups had nine figures for a code: T/310101002-C003-2016. */
const GROUP_CODE = /\d{9}(?=[- ][A-Z]?\d)|\d{0,6}[A-Z][A-Z\d]{0,23}/y
/** T/XXX 001-2021 is how a form shows where a code goes. */
const PLACEHOLDER = /^X{2,}$/
const GROUP_SECOND = pattern('[-/][A-Z]{1,10}(?= [-:]? \\d)')
const GROUP_SERIAL = pattern('G : [A-Z] ?\\d{1,4}|[A-Z]{0,3}\\d{1,9}')
const GLUED_SERIAL = /^(\d*[A-Z]+)(\d+S?)$/
const SPACED_YEAR_ONLY = pattern(`[\\u0020\\n]${YEAR}(?![\\d.]| - \\d+(?![\\dA-Z]))`)
const SERIAL_FOLLOWS = pattern(' [-:+]? (?:G : [A-Z]|[A-Z]{1,3}(?=\\d))? \\d')
const SPACED_SERIAL_FOLLOWS = pattern('[\\u0020\\n](?:G : [A-Z]|[A-Z]{1,3}(?=\\d))? \\d')

export function readGroup(reader: Reader, start: number): Found | null {
  const sign = reader.take(GROUP_SIGN)
  if (!sign) return null
  const slash = sign[0].includes('/')
  if (!slash) reader.tidied.add('missing-slash')
  return readGroupBody(reader, start, slash)
}

function readGroupBody(reader: Reader, start: number, slash: boolean): Found | null {
  const codeAt = reader.at
  const token = reader.take(GROUP_CODE)?.[0]
  if (!token) return null
  let code = token
  const district = /^\d{9}$/.test(token)
  const glued = GLUED_SERIAL.exec(token)
  if (glued?.[1] && (!reader.sees(SPACED_SERIAL_FOLLOWS) || reader.sees(SPACED_YEAR_ONLY))) {
    code = glued[1]
    reader.at = codeAt + code.length
  } else if (!district) {
    code += reader.take(GROUP_SECOND)?.[0] ?? ''
  }
  if (code.length < 2 || PLACEHOLDER.test(code) || !reader.sees(SERIAL_FOLLOWS)) return null
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'kept', GROUP_SERIAL)
  // Without its slash a group code is any word behind a T: only a dated number is believed.
  if (!tail || (!slash && (tail.year === null || code.length < 3))) return null
  const found = foundOf(reader, start, { class: 'group', nature: 'unknown', code: `T/${squeeze(code)}` }, tail)
  return found && district ? { ...found, base: found.base.replace(' ', '-') } : found
}

/** Not TSG, the special equipment rules. */
const GLUED_GROUP = pattern('T(?=[A-Z]{3})(?!SG[^A-Z])')

/** `TCECS 901-2020`: the slash of a group number lost altogether. */
export function readGluedGroup(reader: Reader, start: number): Found | null {
  if (!reader.take(GLUED_GROUP)) return null
  reader.tidied.add('missing-slash')
  return readGroupBody(reader, start, false)
}

/** Old numbers of the engineering association 中国工程建设标准化协会; they keep the colon. */
export function readOldCecs(reader: Reader, start: number): Found | null {
  if (reader.take(RUN)?.[0] !== 'CECS') return null
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'dots')
  return tail && foundOf(reader, start, { class: 'group', nature: 'unknown', code: 'CECS', yearSign: ':' }, tail)
}
