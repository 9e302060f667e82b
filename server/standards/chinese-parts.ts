import type { Nature, StandardClass } from '../../db/words.ts'
import { type Found, LOOSE_YEAR, pattern, type Reader, squeeze, YEAR } from './reader.ts'
import type { Tail } from './tail.ts'

/** What Chinese numbers share beside serial, parts and year: nature, amendment. */

export const RUN = /[A-Z]{1,24}/y
export const SEPARATOR = pattern(' \\)? [-.:/+]? (?:NO\\.? )?')

const NATURE_SIGNED = pattern(' [/+\\-.|] ([TZ])(?=[ \\n\\-+.:/)]{0,3}[A-Z]{0,2}\\d)')
const NATURE_BRACKETED = pattern(' \\(([TZ])\\)')
const NATURE_BARE = pattern(' ([TZ])(?=[ \\n\\-+.:]{0,3}[A-Z]?\\d)')
export const BARE_SLASH = pattern(' /(?= \\d)')

export type NatureLetter = 'T' | 'Z' | null

/** T 推荐, Z 指导 behind a code, whatever stands for the slash; a slash with nothing behind it is dropped. */
export function takeNature(reader: Reader): NatureLetter {
  const signed = reader.take(NATURE_SIGNED) ?? reader.take(NATURE_BRACKETED)
  if (signed) {
    if (!signed[0].includes('/')) reader.tidied.add('missing-slash')
    return signed[1] as NatureLetter
  }
  const bare = reader.take(NATURE_BARE)
  if (bare) {
    reader.tidied.add('missing-slash')
    return bare[1] as NatureLetter
  }
  if (reader.take(BARE_SLASH)) reader.tidied.add('separator')
  return null
}

const WORD_GOES_ON = /[A-Z\d]/y
const AMENDMENT = pattern(` [/+-]? \\(?XG ?(\\d{1,2})\\)?(?: [-:] (${LOOSE_YEAR})|[\\u0020](${YEAR})(?![\\d年]))?`)

/** What a family has read of a number; the rest follows from it. */
interface Parts {
  class: StandardClass
  nature: Nature
  code: string
  place?: string | null
  sector?: string | null
  yearSign?: '-' | ':'
  weak?: boolean
}

export function foundOf(reader: Reader, start: number, parts: Parts, tail: Tail): Found | null {
  const amended = reader.take(AMENDMENT)
  const amendment = amended ? `XG${Number(amended[1])}` : null
  const amendedIn = amended?.[2] ?? amended?.[3]
  const amendmentYear = amendedIn ? `-${squeeze(amendedIn)}` : ''
  const number = `${tail.serial}${tail.part}`
  const isWeak = (parts.weak ?? false) && tail.year === null && !amended
  // A bare code and figures that run on into letters are part of some other word (QJ89PL7).
  if (isWeak && reader.sees(WORD_GOES_ON)) return null
  return {
    start,
    end: reader.at,
    class: parts.class,
    nature: parts.nature,
    code: parts.code,
    place: parts.place ?? null,
    sector: parts.sector ?? null,
    serial: tail.serial,
    part: tail.part === '' ? null : tail.part.slice(1),
    base: number === '' ? parts.code : `${parts.code} ${number}`,
    year: tail.year,
    yearMark: tail.year === null ? '' : `${parts.yearSign ?? '-'}${tail.year}`,
    amendment: amendment && `${amendment}${amendmentYear}`,
    suffix: amendment ? `/${amendment}${amendmentYear}` : '',
    suffixUndated: amendment ? `/${amendment}` : '',
    pinned: false,
    weak: isWeak,
    farEnd: tail.farEnd,
    tidied: [...reader.tidied],
  }
}

export function natureOf(letter: NatureLetter, none: Nature): Nature {
  if (letter === 'T') return 'recommended'
  return letter === 'Z' ? 'guidance' : none
}
