import { isYear, LOOSE_YEAR, pattern, type Reader, squeeze, YEAR, YEAR_BRACKETED, YEAR_SPACED } from './reader.ts'

/** What stands behind the code of a Chinese number. */
export interface Tail {
  serial: string
  /** `.2` or `-2`, with its mark; empty if there is none. */
  part: string
  year: number | null
  /** The year had two digits. */
  shortYear: boolean
  /** The year has no dash or colon before it. */
  looseYear: boolean
  /** 范围号 and lists (GB/T 2423.1~10, GB 5749、5750): the other end, without the code. */
  farEnd: string | null
}

/**
 * In a series a dash inside the number belongs to it (`kept`: JTS 145-2), or stands by a slip for the dot of a part
 * (`dots`: GB/T 9001-2 for GB/T 9001.2).
 */
export type Dashes = 'kept' | 'dots'

/** A year behind its sign; of several, the last. */
export const YEAR_SIGNED = pattern(` [-:] (${LOOSE_YEAR})(?! - ${YEAR}(?!\\d))`)
/** Looks ahead for a year. */
export const YEAR_NEXT = `(?= [-:] ${LOOSE_YEAR}|[\\u0020\\n+]${YEAR}(?![\\d年.-]))`
/** The year of a draft is still open: —XXXX, —20××. */
export const YEAR_OPEN = pattern(' [-:] (?:[12]\\d{0,2})?[X×]{1,4}(?![A-Z\\d])')
export const YEAR_SHORT = pattern(' [-:] (\\d\\d)(?![\\dA-Z.]| [-:] \\d)| [-:] ([89]\\d)[A-Z](?![A-Z\\d])')
const YEAR_SLASHED = pattern(` / (${YEAR})(?![\\d.年])`)

const DIGITS = /\d{1,9}/y
const BROKEN_DIGITS = pattern(
  `\\n(\\d{1,5})(?=(?:\\.\\d{1,4}){0,3} [-:] \\d)|\\u0020(?!${YEAR}[^\\d.])(\\d{4}|\\d{2,4}(?=\\.\\d))(?=(?:\\.\\d{1,4}){0,3} [-:] ${YEAR}(?!\\d))`,
)
const SERIAL_LETTER = pattern(`([A-Z])(?= [-:] \\d|[^A-Z\\d]|$)| (S)(?= [-:] ${YEAR}(?!\\d))`)

const DOT_PART = pattern('\\.(\\d{1,4}(?:[A-Z](?![A-Z\\d]))?)')
const COMMA_PART = pattern(`,(\\d{1,2})(?= - ${YEAR}(?!\\d))`)
/** T/ABC 005.F-2018 */
const LETTER_PART = pattern(`\\.([A-Z])(?= - ${YEAR}(?!\\d))`)
const LOOSE_DOT_PART = pattern(' \\. (\\d{1,3})(?= [-:] \\d\\d)')
const SPACED_PART = pattern(`[\\u0020\\n](\\d{1,3})${YEAR_NEXT}`)
const DASH_PART_DATED = pattern(` - (\\d{1,3})${YEAR_NEXT}`)
const DASH_PART_BARE = pattern('-(\\d{1,2})(?![\\d.:/A-Z-])')
const DASH_GROUP = pattern(' - (\\d{1,4}(?:[A-Z](?![A-Z]))?)(?![\\dA-Z]|\\.\\d)')

const RANGE_SIGNED = pattern(' [~至] (\\.?\\d{1,7}(?:\\.\\d{1,4})*)')
/** GB/T 19001～2016: the wave stands for the dash. */
const YEAR_WAVED = pattern(` ~ (${YEAR})(?![\\d.~]| [-:] \\d)`)
const RANGE_DASHED = pattern(' - (\\d{3,7}(?:\\.\\d{1,4})*)(?!\\d)')
const RANGE_OF_PARTS = pattern(` - (\\d{1,2})(?= - ${YEAR}(?!\\d)|[^\\dA-Z.:/-]|$)`)
const LISTED = pattern(' [/、] (\\.\\d{1,3}|\\d{3,6}(?:\\.\\d{1,4})*|\\d{1,2})(?![\\d%年月日号个项米类级条款])')

/** Serial, parts and year; null if there is no serial. `first`: how the serial of the series begins. */
export function takeTail(reader: Reader, dashes: Dashes, first = DIGITS): Tail | null {
  const serial = takeSerial(reader, first)
  if (serial === null) return null
  const tail: Tail = { serial, part: '', year: null, shortYear: false, looseYear: false, farEnd: null }
  takeDottedParts(reader, tail)
  // HB 0-83-2005: a 0 alone is no serial.
  if (dashes === 'kept' || serial === '0') takeDashedGroups(reader, tail)
  else if (tail.year === null && tail.farEnd === null) takeDashedPart(reader, tail)
  if (tail.year !== null) return tail
  if (reader.take(YEAR_OPEN)) {
    if (dashes === 'dots') splitGluedYear(reader, tail)
    return tail
  }
  const waved = isYear(serial) ? null : reader.take(YEAR_WAVED)
  if (waved) {
    reader.tidied.add('year')
    tail.year = Number(waved[1])
    tail.looseYear = true
    return tail
  }
  if (tail.farEnd === null && !seesYear(reader, dashes)) tail.farEnd = takeFarEnd(reader, tail)
  const signed = seesYear(reader, dashes)
  tail.shortYear = signed && !reader.sees(YEAR_SIGNED)
  tail.year = takeYear(reader, dashes)
  tail.looseYear = tail.year !== null && !signed
  if (dashes === 'dots' && tail.year === null) splitGluedYear(reader, tail)
  return tail
}

function takeSerial(reader: Reader, first: RegExp): string | null {
  const head = reader.take(first)
  if (!head) return null
  const broken = reader.take(BROKEN_DIGITS)
  const letter = reader.take(SERIAL_LETTER)
  // A blank between figures stands for the slash of a file name (JTG F80_1).
  return (
    squeeze(head[0].replace(/(?<=\d)[ \n](?=\d)/, '/')) +
    (broken?.[1] ?? broken?.[2] ?? '') +
    (letter?.[1] ?? letter?.[2] ?? '')
  )
}

function takeDottedParts(reader: Reader, tail: Tail): void {
  for (;;) {
    const dotted =
      reader.take(DOT_PART) ?? reader.take(LOOSE_DOT_PART) ?? reader.take(COMMA_PART) ?? reader.take(LETTER_PART)
    if (!dotted?.[1]) break
    if (isYear(dotted[1]) && !reader.sees(YEAR_SIGNED)) {
      reader.tidied.add('year')
      tail.year = Number(dotted[1])
      return
    }
    tail.part += `.${dotted[1]}`
  }
  const spaced = tail.part === '' ? reader.take(SPACED_PART) : null
  if (!spaced?.[1]) return
  reader.tidied.add('separator')
  if (spaced[1].startsWith('0')) tail.serial += spaced[1]
  else tail.part = `.${spaced[1]}`
}

function takeDashedGroups(reader: Reader, tail: Tail): void {
  while (!seesYear(reader, 'kept') && !reader.sees(YEAR_OPEN)) {
    const group = reader.take(DASH_GROUP)
    if (!group) break
    tail.serial += `${tail.part}-${group[1]}`
    tail.part = ''
  }
}

function takeDashedPart(reader: Reader, tail: Tail): void {
  if (seesYear(reader, 'dots') || reader.sees(YEAR_OPEN)) return
  if (/^\.\d+$/.test(tail.part)) {
    const before = reader.at
    const end = reader.take(RANGE_OF_PARTS)?.[1]
    if (end && Number(end) > Number(tail.part.slice(1))) {
      tail.farEnd = `${tail.serial}.${end}`
      return
    }
    reader.at = before
  }
  const dashed = reader.take(DASH_PART_DATED) ?? reader.take(DASH_PART_BARE)
  if (!dashed) return
  // SL 237-001: no part is numbered so, it is a serial of its own.
  if (/^0\d\d$/.test(dashed[1] ?? '')) {
    tail.serial += `${tail.part}-${dashed[1]}`
    tail.part = ''
    return
  }
  reader.tidied.add('separator')
  tail.part += `.${dashed[1]}`
}

function takeFarEnd(reader: Reader, { serial, part }: Tail): string | null {
  const before = reader.at
  const signed = reader.take(RANGE_SIGNED)?.[1]
  if (signed) return endOf(signed, serial, part)
  const dashed = reader.take(RANGE_DASHED)?.[1]
  if (dashed && !isYear(dashed) && Number.parseFloat(dashed) > Number.parseFloat(serial)) return dashed
  reader.at = before
  const listed = reader.take(LISTED)?.[1]
  if (listed && !isYear(listed) && (part !== '' || listed.length > 2)) return endOf(listed, serial, part)
  reader.at = before
  return null
}

/** GB/T 2423.1~10: a short far end is a part. */
function endOf(end: string, serial: string, part: string): string {
  if (end.startsWith('.')) return `${serial}${end}`
  return part !== '' && !end.includes('.') && end.length < serial.length ? `${serial}.${end}` : end
}

/** Two-digit years mean 19xx; they ended about 1996. Smaller figures are parts, but none begins with 0 (JGJ 46-05). */
const FIRST_SHORT_YEAR = 50

function shortYear(digits: string | undefined, dashes: Dashes): number | null {
  if (digits === undefined) return null
  if (Number(digits) >= FIRST_SHORT_YEAR) return 1900 + Number(digits)
  return digits.startsWith('0') && dashes === 'dots' ? 2000 + Number(digits) : null
}

function seesYear(reader: Reader, dashes: Dashes): boolean {
  if (reader.sees(YEAR_SIGNED)) return true
  const before = reader.at
  const short = reader.take(YEAR_SHORT)
  reader.at = before
  return shortYear(short?.[1] ?? short?.[2], dashes) !== null
}

/** The year behind a number, however it is signed; null if there is none. */
export function takeYear(reader: Reader, dashes: Dashes): number | null {
  const signed = reader.take(YEAR_SIGNED)
  if (signed?.[1]) {
    if (signed[0].includes(':')) reader.tidied.add('separator')
    return Number(squeeze(signed[1]))
  }
  const before = reader.at
  const digits = reader.take(YEAR_SHORT)
  const short = shortYear(digits?.[1] ?? digits?.[2], dashes)
  if (short === null) reader.at = before
  const loose = short ?? (reader.take(YEAR_SPACED) ?? reader.take(YEAR_BRACKETED) ?? reader.take(YEAR_SLASHED))?.[1]
  if (loose === undefined) return null
  reader.tidied.add('year')
  return Number(loose)
}

/** No serial has six digits; one that ends in a year has lost its dash (JGJ522006). */
const GLUED_YEAR = /^(\d{2,5})((?:19[5-9]|20[0-3])\d)$/

function splitGluedYear(reader: Reader, tail: Tail): void {
  const glued = tail.part === '' ? GLUED_YEAR.exec(tail.serial) : null
  if (!glued?.[1]) return
  reader.tidied.add('year')
  tail.serial = glued[1]
  tail.year = Number(glued[2])
  tail.looseYear = true
}
