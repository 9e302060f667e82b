import type { Nature, Refusal, StandardClass, Tidying } from '../../db/words.ts'

/** A number found in a text: where it stood, and its parts before they are settled. */
export interface Found {
  start: number
  end: number
  class: StandardClass
  nature: Nature
  code: string
  place: string | null
  sector: string | null
  serial: string
  part: string | null
  /** Canonical form up to the year. */
  base: string
  year: number | null
  /** How the year is printed behind `base`, empty if there is none. */
  yearMark: string
  amendment: string | null
  /** Canonical form of what follows the year, with and without its own years. */
  suffix: string
  suffixUndated: string
  /** Pinned to an edition by something else than a year (ITU-R version). */
  pinned: boolean
  /** Weak: a bare code and some digits, which may be a chance; it gives way to any other. */
  weak: boolean
  /** 范围号, lists: the far end of a range of numbers, without the code. */
  farEnd: string | null
  tidied: Tidying[]
}

export interface Refused {
  start: number
  end: number
  refusal: Refusal
  found: string
}

/** Reads forward through a text with sticky patterns. Every pattern is bounded, so a text is read in linear time. */
export class Reader {
  readonly text: string
  at: number
  readonly tidied = new Set<Tidying>()

  constructor(text: string, at: number) {
    this.text = text
    this.at = at
  }

  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (match) this.at = pattern.lastIndex
    return match
  }

  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    return pattern.test(this.text)
  }
}

/** Sticky pattern in which a blank outside brackets is an optional blank of the text (runs are one already). */
export function pattern(source: string): RegExp {
  return new RegExp(
    source.replace(/\[[^\]]*\]| /g, (piece) => (piece === ' ' ? '[ \\n]?' : piece)),
    'y',
  )
}

export const squeeze = (text: string) => text.replace(/[ \n]/g, '')

/** A year with its century. */
export const YEAR = '(?:19|20)\\d\\d'
/** A year may be broken by a blank behind its sign (20 11). */
export const LOOSE_YEAR = '(?:1 9|2 0) \\d \\d(?!\\d)'
export const YEAR_SPACED = pattern(`[\\u0020\\n+](${YEAR})(?!\\d|\\.\\d|[年版]| [-~:] \\d)`)
export const YEAR_BRACKETED = pattern(` \\((${YEAR})\\)`)
export const isYear = (digits: string) => /^(?:19[4-9]|20)\d+$/.test(digits) && digits.length === 4
