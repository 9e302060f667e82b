import type { Nature, Refusal, StandardClass, Tidying } from '../../db/words.ts'
import {
  FOREIGN_CODES,
  findEngineeringPlace,
  findIndustry,
  findOtherLocal,
  findPlace,
  findRenamedGroup,
  isKnownCity,
  RECOGNISED_BODIES,
} from './codes.ts'
import { type PlainText, plain } from './text.ts'

/** What a standard number says of the standard (标准化法 art. 2, 10-13, 18, 19; forms in the domain notes). */
export interface StandardNumber {
  /** The one form under which the standard is stored: `GB/T 90001.2-2020`, `ISO/IEC 90001:2022/Amd 1:2024`. */
  canonical: string
  /** The same without any year: all editions of the standard share it. */
  undated: string
  class: StandardClass
  nature: Nature
  /** What stands before the serial: `GB/T`, `DB37/T`, `T/ABC`, `Q/ABC`, `ISO/IEC TR`. */
  code: string
  /** Of a local standard: the province or city 地方. */
  place: string | null
  /** Of an industry standard: the industry 行业. */
  sector: string | null
  /** A string: leading zeros count. */
  serial: string
  part: string | null
  year: number | null
  /** False for a citation without edition 不注日期引用; it is not the same as any dated one. */
  dated: boolean
  /** 修改单: `XG1-2019`, `Amd 1:2020`; null for the standard itself. */
  amendment: string | null
  /** Second half of a double number 双编号, or the standard named with IDT or MOD. */
  adopts: string | null
  /** 代替: what the text says that it replaces; several are joined by 、. */
  replaces: string | null
  /** What else the text said, without brackets and file ending. */
  title: string | null
  tidied: Tidying[]
}

export type NumberReading =
  | ({ ok: true } & StandardNumber)
  | {
      ok: false
      reason: Refusal
      /** The numbers of `two-numbers`, else empty. */
      numbers: string[]
      /** What the reason speaks of: the administrative code, the unknown code, the plan number; else null. */
      found: string | null
    }

/** A number found in a text: where it stood, and its parts before they are settled. */
interface Found {
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
  /** 范围号: the far end of a range of numbers. */
  rangeEnd: string | null
  tidied: Tidying[]
}

interface Refused {
  start: number
  end: number
  refusal: Refusal
  found: string
}

/** Reads forward through a text with sticky patterns. Every pattern is bounded, so a text is read in linear time. */
class Reader {
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
function pattern(source: string): RegExp {
  return new RegExp(
    source.replace(/\[[^\]]*\]| /g, (piece) => (piece === ' ' ? '[ \\n]?' : piece)),
    'y',
  )
}

const squeeze = (text: string) => text.replace(/[ \n]/g, '')

// ---------------------------------------------------------------------------------------------------------------------
// What Chinese numbers share: nature, serial, parts, year, amendment

const RUN = /[A-Z]{1,24}/y
const SEPARATOR = pattern(' [-.:/+]? (?:NO\\.? )?')

const NATURE_SIGNED = pattern(' [/+\\-.|] ([TZ])(?=[ \\n\\-+.:/]{0,3}[A-Z]{0,2}\\d)')
const NATURE_BRACKETED = pattern(' \\(([TZ])\\)')
const NATURE_BARE = pattern(' ([TZ])(?=[ \\n\\-+.:]{0,3}[A-Z]?\\d)')
const BARE_SLASH = pattern(' /(?= \\d)')

type NatureLetter = 'T' | 'Z' | null

/** T 推荐, Z 指导 behind a code, whatever stands for the slash; a slash with nothing behind it is dropped. */
function takeNature(reader: Reader): NatureLetter {
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

interface Tail {
  serial: string
  /** `.2` or `-2`, with its mark. */
  part: string
  year: number | null
  /** The year has no dash or colon before it. */
  looseYear: boolean
  rangeEnd: string | null
}

const YEAR = '(?:19|20)\\d\\d'
/** A year may be broken by a blank behind its sign (20 11). */
const LOOSE_YEAR = '(?:1 9|2 0) \\d \\d(?!\\d)'
const YEAR_SIGNED = pattern(` [-:] (${LOOSE_YEAR})(?! - ${YEAR}(?!\\d))`)
const YEAR_NEXT = `(?= [-:] ${LOOSE_YEAR}|[\\u0020\\n+]${YEAR}(?![\\d年.-]))`
const YEAR_SHORT = pattern(' [-:] (\\d\\d)(?![\\dA-Z.]| [-:] \\d)')
const YEAR_SPACED = pattern(`[\\u0020\\n+](${YEAR})(?!\\d|\\.\\d|[年版]| [-~:] \\d)`)
const YEAR_BRACKETED = pattern(` \\((${YEAR})\\)`)
const DIGITS = /\d{1,9}/y
const BROKEN_DIGITS = pattern('\\n(\\d{1,5})(?=(?:\\.\\d{1,4}){0,3} [-:] \\d)')
const LETTER = pattern('([A-Z])(?= [-:] \\d|[^A-Z\\d]|$)')
const DOT_PART = pattern('\\.(\\d{1,4}(?:[A-Z](?![A-Z\\d]))?)')
const LOOSE_DOT_PART = pattern(' \\. (\\d{1,3})(?= [-:] \\d\\d)')
const SPACED_PART = pattern(`[\\u0020\\n](\\d{1,3})${YEAR_NEXT}`)
const DASH_PART_DATED = pattern(` - (\\d{1,3})${YEAR_NEXT}`)
const DASH_PART_BARE = pattern('-(\\d{1,2})(?![\\d.:/A-Z-])')
const DASH_GROUP = pattern(' - (\\d{1,4}(?:[A-Z](?![A-Z]))?)(?![\\dA-Z]|\\.\\d)')
const RANGE_SIGNED = pattern(' [~至] (\\.?\\d{1,7}(?:\\.\\d{1,4})*)')
const RANGE_DASHED = pattern(' - (\\d{3,7}(?:\\.\\d{1,4})*)(?!\\d)')

const isYear = (digits: string) => /^(?:19[4-9]|20)\d+$/.test(digits) && digits.length === 4

/**
 * Serial, parts and year. `dashes`: whether a dash inside the number belongs to it (JTS 145-2) or stands for the dot of
 * a part (a slip in other series).
 */
function takeTail(reader: Reader, dashes: 'kept' | 'dots', first = DIGITS): Tail | null {
  const head = reader.take(first)
  if (!head) return null
  let serial = squeeze(head[0])
  const broken = reader.take(BROKEN_DIGITS)
  if (broken) serial += broken[1]
  const letter = reader.take(LETTER)
  if (letter) serial += letter[1]
  let part = ''
  let year: number | null = null
  for (;;) {
    const dotted = reader.take(DOT_PART) ?? reader.take(LOOSE_DOT_PART)
    if (!dotted?.[1]) break
    if (isYear(dotted[1]) && !reader.sees(YEAR_SIGNED)) {
      reader.tidied.add('year')
      year = Number(dotted[1])
      break
    }
    part += `.${dotted[1]}`
  }
  const spaced = part === '' && year === null ? reader.take(SPACED_PART) : null
  if (spaced?.[1]) {
    reader.tidied.add('separator')
    if (spaced[1].startsWith('0')) serial += spaced[1]
    else part = `.${spaced[1]}`
  }
  if (dashes === 'kept') {
    while (!reader.sees(YEAR_SIGNED) && !isShortYear(reader)) {
      const group = reader.take(DASH_GROUP)
      if (!group) break
      serial += `${part}-${group[1]}`
      part = ''
    }
  } else if (!reader.sees(YEAR_SIGNED) && !isShortYear(reader)) {
    const dashed = reader.take(DASH_PART_DATED) ?? reader.take(DASH_PART_BARE)
    if (dashed) {
      reader.tidied.add('separator')
      part += `.${dashed[1]}`
    }
  }
  const rangeEnd = year === null && !reader.sees(YEAR_SIGNED) ? takeRangeEnd(reader, serial, part) : null
  const looseYear = year === null && !reader.sees(YEAR_SIGNED) && !isShortYear(reader)
  year ??= takeYear(reader)
  return { serial, part, year, looseYear: looseYear && year !== null, rangeEnd }
}

function takeRangeEnd(reader: Reader, serial: string, part: string): string | null {
  const signed = reader.take(RANGE_SIGNED)
  if (signed?.[1]) {
    const end = signed[1].startsWith('.') ? `${serial}${signed[1]}` : signed[1]
    // GB/T 2423.1~10: the far end is a part.
    return part !== '' && !end.includes('.') && end.length < serial.length ? `${serial}.${end}` : end
  }
  const before = reader.at
  const dashed = reader.take(RANGE_DASHED)
  if (!dashed?.[1]) return null
  if (!isYear(dashed[1]) && Number.parseFloat(dashed[1]) > Number.parseFloat(serial)) return dashed[1]
  reader.at = before
  return null
}

/** Two-digit years mean 19xx; they ended about 1996. Smaller figures are parts. */
const FIRST_SHORT_YEAR = 50

function isShortYear(reader: Reader): boolean {
  const before = reader.at
  const short = reader.take(YEAR_SHORT)
  reader.at = before
  return short !== null && Number(short[1]) >= FIRST_SHORT_YEAR
}

function takeYear(reader: Reader): number | null {
  const signed = reader.take(YEAR_SIGNED)
  if (signed?.[1]) {
    if (signed[0].includes(':')) reader.tidied.add('separator')
    return Number(squeeze(signed[1]))
  }
  if (isShortYear(reader)) {
    reader.tidied.add('year')
    return 1900 + Number(reader.take(YEAR_SHORT)?.[1])
  }
  const loose = reader.take(YEAR_SPACED) ?? reader.take(YEAR_BRACKETED)
  if (loose) {
    reader.tidied.add('year')
    return Number(loose[1])
  }
  return null
}

const WORD_GOES_ON = /[A-Z\d]/y
const WORD_FOLLOWS = pattern(' [A-Z]')
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

function foundOf(reader: Reader, start: number, parts: Parts, tail: Tail): Found | null {
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
    rangeEnd: tail.rangeEnd,
    tidied: [...reader.tidied],
  }
}

function natureOf(letter: NatureLetter, none: Nature): Nature {
  if (letter === 'T') return 'recommended'
  return letter === 'Z' ? 'guidance' : none
}

// ---------------------------------------------------------------------------------------------------------------------
// National 国家标准 and industry 行业标准

const NATIONAL: ReadonlyMap<string, Nature> = new Map([
  ['GB', 'mandatory'],
  ['GBZ', 'mandatory'],
  ['GBJ', 'unknown'],
  ['GBN', 'unknown'],
])
/** Series whose numbers without /T say nothing of the nature; old engineering series (TBJ, GBJ) are among them. */
const SILENT_ON_NATURE = new Set(['HJ', 'SL', 'SD', 'JTJ', 'GF', 'YDB', 'YDC', 'YDN'])
const MANDATORY_ENGINEERING = new Set(['JGJ', 'CJJ'])
/** Series in which a dash belongs to the serial. */
const KEEPS_DASHES = new Set(['JTG', 'JTS', 'JTJ', 'GBJ'])
/** Bare words that are more often something else: customs codes, subcommittees, time zones, gas, hardness. */
const NEEDS_SLASH_OR_YEAR = new Set(['HS', 'SC', 'GM', 'GC', 'SF', 'HB', 'LD', 'DB', 'TJ', 'SW', 'CH', 'MT', 'DA'])
/** Series whose serials begin with letters: highways (JTG D20, JTG F80/1) and judicial expertise (SF/Z JD0101001). */
const LETTERED_SERIALS: ReadonlyMap<string, RegExp> = new Map([
  ['JTG', pattern('(?:[A-SU-Y] )?\\d{1,5}(?: / \\d{1,2}(?!\\d))?')],
  ['SF', pattern('(?:JD)?\\d{1,9}')],
])
/** JTGD20, JTGTD20: the letter of the serial is glued to the series. */
const GLUED_HIGHWAY = /^(JTGT?)[A-SU-Z]$/
const SECOND_CODE = pattern(' [/+-]? (SH)(?=T?(?:[^A-Z]|$))')

/** GBZ ends at three digits (occupational health); so many digits are a GB/Z without its slash. */
const GUIDANCE_SERIAL_DIGITS = 5

const isSeries = (code: string) => NATIONAL.has(code) || findIndustry(code) !== undefined

/** The series and nature of a run of letters: `GB`, `GBT` (slash lost), `JGJT`. */
function splitRun(run: string): { series: string; letter: NatureLetter } | null {
  if (isSeries(run)) return { series: run, letter: null }
  const last = run.at(-1)
  const series = run.slice(0, -1)
  return (last === 'T' || last === 'Z') && isSeries(series) ? { series, letter: last } : null
}

function readNationalOrIndustry(reader: Reader, start: number): Found | null {
  const run = reader.take(RUN)?.[0] ?? ''
  const highway = GLUED_HIGHWAY.exec(run)
  if (highway) reader.at -= 1
  const split = splitRun(highway?.[1] ?? run)
  if (!split) return null
  let { series, letter } = split
  if (letter) reader.tidied.add('missing-slash')
  const second = series === 'NB' && !letter ? reader.take(SECOND_CODE) : null
  if (second) series = `${series}/${second[1]}`
  letter ??= takeNature(reader)
  reader.take(SEPARATOR)
  const tail = takeTail(reader, KEEPS_DASHES.has(series) ? 'kept' : 'dots', LETTERED_SERIALS.get(series) ?? DIGITS)
  if (!tail) return null
  if (series === 'GBZ' && !letter && tail.serial.length >= GUIDANCE_SERIAL_DIGITS) {
    reader.tidied.add('missing-slash')
    series = 'GB'
    letter = 'Z'
  }
  const code = letter ? `${series}/${letter}` : series
  if (series === 'DB' && tail.part !== '' && tail.serial === '29' && tail.year !== null) {
    // Tianjin's engineering series kept its old 29: DB/T 29-247-2017. The earthquake series has no second serial.
    const serial = `29-${tail.part.slice(1)}`
    const place = findEngineeringPlace('29') ?? null
    const nature = natureOf(letter, 'mandatory')
    return foundOf(reader, start, { class: 'local', nature, code, place }, { ...tail, serial, part: '' })
  }
  const national = NATIONAL.get(series)
  if (national) {
    const nature = natureOf(letter, national)
    return foundOf(reader, start, { class: 'national', nature, code, weak: !letter && tail.serial.length < 3 }, tail)
  }
  const industry = findIndustry(series) ?? findIndustry(series.slice(0, 2))
  const silent = SILENT_ON_NATURE.has(series) || (/^[A-Z]{2}J$/.test(series) && !MANDATORY_ENGINEERING.has(series))
  const nature = natureOf(letter, silent ? 'unknown' : 'mandatory')
  const bare = !letter && tail.year === null
  if (bare && (NEEDS_SLASH_OR_YEAR.has(series) || isYear(tail.serial) || `${tail.serial}${tail.part}`.length < 2))
    return null
  // LD50 2000 mg/kg: behind such a word a bare year with a unit behind it is none.
  if (!letter && tail.looseYear && NEEDS_SLASH_OR_YEAR.has(series) && reader.sees(WORD_FOLLOWS)) return null
  return foundOf(
    reader,
    start,
    { class: 'industry', nature, code, sector: industry?.sector ?? null, weak: !letter },
    tail,
  )
}

const SAMPLE_SERIAL = pattern('(?:[A-Z] )?\\d{2} - \\d{2,5}|[A-Z]? \\d{3,6}')

/** 国家标准样品: catalogue number, serial, batch, year. */
function readSample(reader: Reader, start: number): Found | null {
  if (reader.take(RUN)?.[0] !== 'GSB') return null
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'kept', SAMPLE_SERIAL)
  return tail && foundOf(reader, start, { class: 'national', nature: 'unknown', code: 'GSB' }, tail)
}

// ---------------------------------------------------------------------------------------------------------------------
// Local 地方标准

const DB = pattern('DB')
const DB_DIGITS = pattern('(?: -?) (\\d{2,12})(?!\\d)')
const ENGINEERING_MARK = pattern(' \\(J\\)')
const LOCAL_NATURE = pattern(
  ' [/+\\-.|] (JT|TJ|J|T|Z)(?=[ \\n\\-+.:]{0,3}\\d)|\\(([TZ])\\)| (T|Z)(?=[ \\n\\-+.:]{0,3}\\d)',
)
const LOCAL_GAP = pattern('(?:[\\u0020\\n]| [-:] )(?=\\d)')
const LOCAL_SERIAL = pattern(`\\d{2}-\\d{3,4}${YEAR_NEXT}|\\d{1,9}`)
const GLUED_YEAR = pattern(`(?:\\.\\d{1,3})* [-:] (?:${YEAR}(?!\\d)|\\d\\d(?![\\d-]))`)
const YEAR_HERE = pattern(`${YEAR}(?!\\d)(?! [-:] \\d)`)
const ONLY_YEAR = pattern(` (?:[-:] ${LOOSE_YEAR}|[\\u0020+] ${YEAR}(?!\\d))(?! - \\d)`)

function readLocal(reader: Reader, start: number): Found | Refused | null {
  if (!reader.take(DB)) return null
  const mark = reader.at
  const digits = reader.take(DB_DIGITS)?.[1]
  if (digits === undefined) return null
  const engineering = reader.take(ENGINEERING_MARK) !== null
  const signed = reader.take(LOCAL_NATURE)
  const letters = signed ? (signed[1] ?? signed[2] ?? signed[3] ?? '') : ''
  if (signed && !signed[0].includes('/')) reader.tidied.add('missing-slash')
  let area = digits
  if (!signed && !reader.take(BARE_SLASH)) {
    // DB 90-2020, DB90-2020: nothing but a year follows, so the digits are a serial of the earthquake series.
    if (digits.length < 5 && reader.sees(ONLY_YEAR)) return null
    if (!reader.take(LOCAL_GAP)) {
      if (digits.length < 5 || !reader.sees(GLUED_YEAR)) return null
      area = digits.slice(0, gluedAreaLength(digits))
      reader.at = mark + reader.text.slice(mark).indexOf(area) + area.length
      reader.tidied.add('separator')
    } else if (reader.sees(YEAR_HERE) && digits.length >= 5) {
      // DB371234 2020: what the gap parts is the year.
      area = digits.slice(0, gluedAreaLength(digits))
      reader.at = mark + reader.text.slice(mark).indexOf(area) + area.length
    }
  }
  if (![2, 4, 6].includes(area.length)) return null
  if (area.length === 6 && !area.endsWith('00')) {
    return { start, end: reader.at, refusal: 'county-level', found: area }
  }
  const place = area === '29' ? findEngineeringPlace(area) : findPlace(area)
  if (!place)
    return area.length === 2 && !signed ? null : { start, end: reader.at, refusal: 'unknown-place', found: area }
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'dots', LOCAL_SERIAL)
  if (!tail) return null
  const letter = letters.includes('T') ? 'T' : letters === 'Z' ? 'Z' : null
  const code = `DB${area}${engineering ? '(J)' : ''}${letters ? `/${letters}` : ''}`
  return foundOf(reader, start, { class: 'local', nature: natureOf(letter, 'mandatory'), code, place }, tail)
}

/** How many of glued digits are the place: two, or four if the serial would begin with the 0 of a known city. */
function gluedAreaLength(digits: string): number {
  return digits[2] === '0' && (isKnownCity(digits.slice(0, 4)) || digits.length > 6) ? 4 : 2
}

const ENGINEERING = pattern('(DBJ|DGJ|DG)(?= [/+-]? TJ|T?J? [^A-Z]|[^A-Z]|$)')
const ENGINEERING_AREA = pattern(
  ' (\\d{2}|\\d{6})(?= / (?:[TZJC]|\\d)| [+-]? [TZJ]{1,2} [-:]? \\d)|(\\d{2})(?=[\\u0020\\n]\\d)',
)
const ENGINEERING_NATURE = pattern(' [/+-]? (TJ|JT|CT|T|Z|J)(?=[ \\n\\-:]{0,3}\\d)')
const ENGINEERING_SERIAL = pattern(
  `\\d{2} - (?!${YEAR}(?!\\d)(?! [-:] \\d))\\d{1,4}(?:[A-Z](?![A-Z\\d]))?(?!\\d)|\\d{1,6}`,
)

/** 工程建设地方标准: DBJ/T 15-90-2020, DBJ41/T 90-2020, DG/TJ 08-90-2020, DGJ32/TJ 90-2012. */
function readEngineeringLocal(reader: Reader, start: number): Found | null {
  const series = reader.take(ENGINEERING)?.[1]
  if (!series) return null
  const areaRead = reader.take(ENGINEERING_AREA)
  const area = areaRead?.[1] ?? areaRead?.[2]
  const signed = reader.take(ENGINEERING_NATURE)
  if (signed && !signed[0].includes('/')) reader.tidied.add('missing-slash')
  if (series === 'DG' && signed?.[1] !== 'TJ') return null
  // DBJT 19-07-2012 is how drawings are numbered, too; the word tells them apart.
  if (signed && !signed[0].includes('/') && reader.text.includes('图集')) return null
  reader.take(BARE_SLASH)
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'kept', area ? DIGITS : ENGINEERING_SERIAL)
  if (!tail) return null
  const letter = signed?.[1]?.includes('T') ? 'T' : signed?.[1] === 'Z' ? 'Z' : null
  const code = `${series}${area ?? ''}${signed ? `/${signed[1]}` : ''}`
  const place = findEngineeringPlace(area ?? tail.serial) ?? null
  return foundOf(reader, start, { class: 'local', nature: natureOf(letter, 'mandatory'), code, place }, tail)
}

function readOtherLocal(reader: Reader, start: number): Found | null {
  const run = reader.take(RUN)?.[0] ?? ''
  const glued = findOtherLocal(run) === undefined && /[TZ]$/.test(run)
  const series = glued ? run.slice(0, -1) : run
  const place = findOtherLocal(series)
  if (!place) return null
  if (glued) reader.at -= 1
  const letter = takeNature(reader)
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'dots')
  const code = letter ? `${series}/${letter}` : series
  return tail && foundOf(reader, start, { class: 'local', nature: natureOf(letter, 'mandatory'), code, place }, tail)
}

// ---------------------------------------------------------------------------------------------------------------------
// Group 团体标准 and enterprise 企业标准

const GROUP_SIGN = pattern('T(?:[-+]| / |\\u0020)(?=[\\dA-Z])')
const GROUP_CODE = /\d{0,6}[A-Z][A-Z\d]{0,23}/y
const GROUP_SECOND = pattern('[-/][A-Z]{1,10}(?= [-:]? \\d)')
const GROUP_SERIAL = pattern('G : [A-Z] ?\\d{1,4}|[A-Z]{0,3}\\d{1,9}')
const GLUED_SERIAL = /^(\d*[A-Z]+)(\d+S?)$/
const SPACED_YEAR_ONLY = pattern(`[\\u0020\\n]${YEAR}(?![\\d.]| - \\d)`)
const SERIAL_FOLLOWS = pattern(' [-:]? (?:G : [A-Z]|[A-Z]{1,3}(?=\\d))? \\d')
const SPACED_SERIAL_FOLLOWS = pattern('[\\u0020\\n](?:G : [A-Z]|[A-Z]{1,3}(?=\\d))? \\d')

function readGroup(reader: Reader, start: number): Found | null {
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
  const glued = GLUED_SERIAL.exec(token)
  if (glued?.[1] && (!reader.sees(SPACED_SERIAL_FOLLOWS) || reader.sees(SPACED_YEAR_ONLY))) {
    code = glued[1]
    reader.at = codeAt + code.length
  } else {
    code += reader.take(GROUP_SECOND)?.[0] ?? ''
  }
  if (code.length < 2 || !reader.sees(SERIAL_FOLLOWS)) return null
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'kept', GROUP_SERIAL)
  // Without its slash a group code is any word behind a T: only a dated number is believed.
  if (!tail || (!slash && (tail.year === null || code.length < 3))) return null
  return foundOf(reader, start, { class: 'group', nature: 'unknown', code: `T/${squeeze(code)}` }, tail)
}

/** Not TSG, the special equipment rules. */
const GLUED_GROUP = pattern('T(?=[A-Z]{3})(?!SG[^A-Z])')

/** `TCECS 901-2020`: the slash of a group number lost altogether. */
function readGluedGroup(reader: Reader, start: number): Found | null {
  if (!reader.take(GLUED_GROUP)) return null
  reader.tidied.add('missing-slash')
  return readGroupBody(reader, start, false)
}

/** Old numbers of the engineering association 中国工程建设标准化协会; they keep the colon. */
function readOldCecs(reader: Reader, start: number): Found | null {
  if (reader.take(RUN)?.[0] !== 'CECS') return null
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'dots')
  return tail && foundOf(reader, start, { class: 'group', nature: 'unknown', code: 'CECS', yearSign: ':' }, tail)
}

const ENTERPRISE_SIGN = pattern('Q(?:[-+]| / |\\u0020(?=\\d{0,6}[A-Z]{2,8} -? \\d))')
const ENTERPRISE_TOKEN = /(?:\([A-Z]{1,6}\)|[A-Z\d]){1,30}/y
const ENTERPRISE_SERIAL = pattern('[\\u0020\\n]((?:[A-Z]{1,4}[\\u0020.])?[A-Z]{0,3}\\d[\\dA-Z]*(?:\\.[\\dA-Z]+)*)')
/** A blank inside the serial (Q/GDW 11 123-2010). */
const ENTERPRISE_SPACED = pattern(`\\u0020\\d{1,5}(?= - ${YEAR}(?!\\d))`)
const ENTERPRISE_GROUP = pattern(' ([-./]) ([\\dA-Z]{1,12})(?![\\dA-Z])')
const FILE_ENDING = pattern('\\.(?:PDF|DOCX?|WPS|CAJ|XLSX?|OFD|TXT|ZIP|HTML?)(?![A-Z\\d])')

function readEnterprise(reader: Reader, start: number): Found | null {
  const sign = reader.take(ENTERPRISE_SIGN)
  if (!sign) return null
  const slash = sign[0].includes('/')
  if (!slash) reader.tidied.add('missing-slash')
  return readEnterpriseBody(reader, start, slash)
}

const GLUED_ENTERPRISE = pattern('Q(?=[A-Z]{2})')

/** `QGDW 9001-2020`: as glued groups. */
function readGluedEnterprise(reader: Reader, start: number): Found | null {
  if (!reader.take(GLUED_ENTERPRISE)) return null
  reader.tidied.add('missing-slash')
  return readEnterpriseBody(reader, start, false)
}

/** There is no fixed split behind Q/: what a blank parts is code and serial, all else stays whole. */
function readEnterpriseBody(reader: Reader, start: number, slash: boolean): Found | null {
  let whole = reader.take(ENTERPRISE_TOKEN)?.[0]
  if (!whole) return null
  let serial = ''
  const takeGroups = () => {
    let groups = ''
    while (!reader.sees(YEAR_SIGNED) && !reader.sees(FILE_ENDING)) {
      const group = reader.take(ENTERPRISE_GROUP)
      if (!group) break
      groups += `${group[1]}${group[2]}`
    }
    return groups
  }
  whole += takeGroups()
  if (!reader.sees(YEAR_SIGNED) && !(/\d$/.test(whole) && reader.sees(YEAR_SPACED))) {
    const before = reader.at
    serial = reader.take(ENTERPRISE_SERIAL)?.[1] ?? ''
    if (serial) serial = serial.replace('\n', ' ') + (reader.take(ENTERPRISE_SPACED)?.[0] ?? '') + takeGroups()
    // Q/YZ-901 5.3.2: behind a number that is whole a clause follows, unless a year says otherwise.
    if (/[A-Z].*\d$/.test(whole) && !reader.sees(YEAR_SIGNED)) {
      serial = ''
      reader.at = before
    }
  }
  if (!/[A-Z(].*\d/.test(`${whole} ${serial}`)) return null
  const year = takeYear(reader)
  if (!slash && year === null) return null
  const tail = { serial, part: '', year, looseYear: false, rangeEnd: null }
  return foundOf(reader, start, { class: 'enterprise', nature: 'unknown', code: `Q/${whole}` }, tail)
}

// ---------------------------------------------------------------------------------------------------------------------
// International 国际标准

const ISO_WORDS = ['PWI', 'NWIP', 'NP', 'AWI', 'CDV', 'CDTR', 'CDTS', 'FCD', 'CD', 'FDIS', 'DIS', 'PRF', 'WD']
const ISO_TYPES = ['PDTR', 'PDTS', 'DTR', 'DTS', 'DPAS', 'TR', 'TS', 'PAS', 'GUIDE', 'ISP', 'TTA', 'DATA', 'SRD', 'R']
/** The name of a body ends here, or its type of document is glued to it. */
const ISO_END = `(?=(?:${[...ISO_WORDS, ...ISO_TYPES].join('|')})?(?:[^A-Z]|$))`
const ISO_ORG = pattern(`(ISO|IEC|CISPR)${ISO_END}|(ISO)(?=IEC${ISO_END})`)
const ISO_PARTNER = pattern(` / (IEC|IEEE|ISO|ASTM|SAE|CIE|OECD|HL7|IDF|IULTCS|IUPAC|IIW|UNDP|CISPR)${ISO_END}`)
const GLUED_IEC = pattern('(IEC)')
const ISO_PARTNER_LOOSE = pattern(` -? (IEC|IEEE|CISPR)${ISO_END}`)
const ISO_WORD = pattern(` [/-]? (${[...ISO_WORDS, ...ISO_TYPES].join('|')})(?=[ \\n\\-/]?[\\dA-Z])(?!(?:[A-Z]))`)
const ISO_STAGES = new Set(ISO_WORDS)
const ISO_SERIAL = pattern(' [-.:]? (\\d{1,6}(?:[A-Z](?![A-Z\\d]))?)(?!\\d)')
const ISO_GROUP = pattern(' ([-.]) ([A-Z]?\\d{1,5}[A-Z]{0,2})(?![\\dA-Z])')
const ISO_SHEET = pattern(' / (\\d{1,2})(?= [:-] \\d{4})')
const ISO_YEAR = pattern(` : (${YEAR}|[4-9]\\d(?!\\d))`)
const SHEET_YEAR = pattern(` [:-] (${YEAR})`)
const ISO_RANGE = pattern(' ~ (\\d[\\d-]{0,8})')
const ISO_MONTH = pattern('-\\d\\d(?!\\d)')
const ISO_NOTE = pattern(
  ' \\((?:[EFRSA]|EN|FR|RU|ES|AR|ZH|DE)(?:[,/](?:[EFRSA]|EN|FR|RU|ES|AR|ZH|DE)){0,4}\\)|[\\u0020\\n](?:RLV|CMV|PRV|SER|EXV)(?![A-Z\\d])',
)
const ISO_SUPPLEMENT = pattern(
  ` ([/+,-]?) ((?:${ISO_WORDS.join('|')}) )?(AMENDMENT|FPDAM|FDAMD|FDAM|PDAM|DAMD|DAM|AMD|AM|FDCOR|DCOR|CORRIGENDUM|COR|ADD|SUPPLEMENT|SUPPL|SUP|EXT|ISH|AC|A|C)\\.? (\\d{1,3}(?:\\.\\d)?)(?![\\d.]\\d)(?: [:-] (${YEAR})(?!\\d)| \\((${YEAR})\\))?`,
)
const CSV = pattern(' CSV(?![A-Z])')
const SUPPLEMENT_NAMES: Readonly<Record<string, string>> = {
  AMENDMENT: 'Amd',
  AMD: 'Amd',
  AM: 'Amd',
  A: 'Amd',
  CORRIGENDUM: 'Cor',
  COR: 'Cor',
  AC: 'Cor',
  C: 'Cor',
  ADD: 'Add',
  SUPPLEMENT: 'Suppl',
  SUPPL: 'Suppl',
  SUP: 'Suppl',
  EXT: 'Ext',
}

function readIso(reader: Reader, start: number): Found | null {
  const first = reader.take(ISO_ORG)
  if (!first) return null
  let bodies = [first[1] ?? first[2] ?? '']
  if (first[2]) reader.tidied.add('missing-slash')
  for (let count = 0; count < 3; count += 1) {
    const partner = reader.take(ISO_PARTNER) ?? (first[2] && count === 0 ? reader.take(GLUED_IEC) : null)
    const loose = partner ? null : reader.take(ISO_PARTNER_LOOSE)
    const name = (partner ?? loose)?.[1]
    if (!name) break
    if (loose) reader.tidied.add('missing-slash')
    bodies.push(name)
  }
  // CISPR is a committee of IEC and prints its own name alone.
  if (bodies.includes('CISPR')) bodies = ['CISPR']
  const words: string[] = []
  for (let count = 0; count < 3; count += 1) {
    const word = reader.take(ISO_WORD)?.[1]
    if (!word) break
    words.push(word === 'GUIDE' ? 'Guide' : word)
  }
  const names = bodies.join('/')
  const joint = names !== 'ISO' || words[0] === 'Guide'
  const code = words.length === 0 ? names : `${names}${joint ? ' ' : '/'}${words.join(' ')}`
  return readIsoBody(reader, start, code, {
    stage: words.some((word) => ISO_STAGES.has(word) || word.startsWith('D') || word.startsWith('PD')),
    compact: !bodies.includes('ISO'),
  })
}

const WORKSHOP = pattern(`(?:(${ISO_WORDS.join('|')})[\\u0020/])?IWA(?![A-Z])`)

/** International workshop agreement; a stage stands before it. */
function readWorkshop(reader: Reader, start: number): Found | null {
  const match = reader.take(WORKSHOP)
  if (!match) return null
  const code = match[1] ? `${match[1]} IWA` : 'IWA'
  return readIsoBody(reader, start, code, { stage: match[1] !== undefined, compact: false })
}

/** `stage`: a draft, whose dotted figure is an iteration. `compact`: IEC's form of supplements, `/AMD1:2020`. */
function readIsoBody(
  reader: Reader,
  start: number,
  code: string,
  form: { stage: boolean; compact: boolean },
): Found | null {
  const serial = reader.take(ISO_SERIAL)?.[1]
  if (!serial) return null
  const groups: string[] = []
  let iteration = ''
  for (let count = 0; count < 6; count += 1) {
    const group = reader.take(ISO_GROUP)
    if (!group?.[2]) break
    if (group[1] === '.' && form.stage) iteration = `.${group[2]}`
    else groups.push(group[2])
  }
  const sheet = reader.take(ISO_SHEET)?.[1]
  const colon = reader.take(sheet ? SHEET_YEAR : ISO_YEAR)?.[1]
  let year = colon ? Number(colon.length === 2 ? `19${colon}` : colon) : null
  const last = groups.at(-1)
  if (year === null && last && isYear(last)) {
    groups.pop()
    year = Number(last)
    reader.tidied.add('separator')
  }
  if (year === null) {
    const loose = reader.take(YEAR_SPACED) ?? reader.take(YEAR_BRACKETED)
    if (loose) {
      year = Number(loose[1])
      reader.tidied.add('year')
    }
  } else {
    reader.take(ISO_MONTH)
  }
  reader.take(ISO_NOTE)
  const part = groups.length === 0 && !sheet ? null : `${groups.join('-')}${sheet ? `/${sheet}` : ''}`
  let suffix = ''
  let suffixUndated = ''
  let amendment: string | null = null
  for (let count = 0; count < 6; count += 1) {
    const supplement = takeSupplement(reader, form.compact)
    if (!supplement) break
    suffix += supplement.text
    suffixUndated += supplement.undated
    // What is consolidated into the text (+AMD1 CSV) does not make it an amendment.
    if (supplement.text.startsWith('/')) amendment = supplement.text.slice(1)
    if (reader.take(CSV)) {
      suffix += ' CSV'
      suffixUndated += ' CSV'
    }
  }
  if (suffix === '' && reader.take(CSV)) {
    suffix = ' CSV'
    suffixUndated = ' CSV'
  }
  reader.take(ISO_NOTE)
  return {
    start,
    end: reader.at,
    class: 'international',
    nature: 'unknown',
    code,
    place: null,
    sector: null,
    serial,
    part,
    base: `${code} ${serial}${part === null ? '' : `${groups.length > 0 ? '-' : ''}${part}`}${iteration}`,
    year,
    yearMark: year === null ? '' : `:${year}`,
    amendment,
    suffix,
    suffixUndated,
    pinned: false,
    weak: year === null && suffix === '' && serial.length < 3,
    rangeEnd: reader.take(ISO_RANGE)?.[1] ?? null,
    tidied: [...reader.tidied],
  }
}

function takeSupplement(reader: Reader, compact: boolean): { text: string; undated: string } | null {
  const before = reader.at
  const match = reader.take(ISO_SUPPLEMENT)
  if (!match) return null
  const [, sign = '', stage = '', kind = '', figure = ''] = match
  // A letter and a figure (A1, C2) is a supplement only behind a sign; a blank may part a title from its number.
  if (kind.length < 3 && sign !== '/' && sign !== '+') {
    reader.at = before
    return null
  }
  const name = SUPPLEMENT_NAMES[kind] ?? kind
  const number = String(figure)
  const label =
    compact || sign === '+'
      ? `${stage.trim() ? `${stage.trim()} ` : ''}${name.toUpperCase()}${number}`
      : `${stage.trim() ? `${stage.trim()} ` : ''}${name} ${number}`
  const undated = `${sign === '+' ? '+' : '/'}${label}`
  const year = match[5] ?? match[6]
  return { text: year ? `${undated}:${year}` : undated, undated }
}

const ITU = pattern(
  'ITU [-/]? ([TRD])(?=[^A-Z\\d]|[A-Z]{1,3}\\.\\d)[ \\n\\-,]{0,3}(?:RECOMMENDATION|REC\\.?|建议书)?[ \\n-]{0,2}',
)
const ITU_SERIES_SUPPLEMENT = pattern(
  '(?:SERIES[\\u0020\\n])?([A-Z])[.\\u0020](?:[\\u0020]?)SUPP?L?(?:EMENT)?\\.? (\\d{1,3})(?!\\d)',
)
const ITU_T_SERIAL = /([A-Z])[ .]?(\d{1,4}(?:\.\d{1,4}){0,4})(BIS|TER)?(?:-(\d{1,2})(?!\d))?/y
const ITU_TWIN = pattern(' / ([A-Z]\\.\\d{1,4}(?:\\.\\d{1,4}){0,4}(?:-\\d{1,2}(?!\\d))?)')
const ITU_R_SERIAL =
  /([A-Z]{1,3}\d{0,2})[ .]?(\d{1,4}(?:\.\d{1,4}){0,2})((?:\/[A-Z]{1,2}\.\d{1,4})?)(?:-(\d{1,3}))?(?!\d)|(\d{1,3}(?:-\d{1,3})?)(?!\d)/y
const ITU_DATE = pattern(
  ` \\( (?:(\\d{1,2}) [/.-] )?(${YEAR}) \\)|(?: [:-] |\\u0020)(?:(\\d{1,2}) / )?(${YEAR})(?![\\d年])`,
)
const ITU_SUPPLEMENT = pattern(
  '[ \\n/,]{0,2}(AMEND|AMENDMENT|AMD|COR|CORRIGENDUM|SUPPL|SUPPLEMENT|ERR|ADD)\\.? (\\d{1,3})(?!\\d)',
)
const ITU_NAMES: Readonly<Record<string, string>> = { A: 'Amd', C: 'Cor.', S: 'Suppl.', E: 'Err.' }

function takeItuDate(reader: Reader): { text: string; year: number } | null {
  const date = reader.take(ITU_DATE)
  if (!date) return null
  const month = date[1] ?? date[3]
  const year = date[2] ?? date[4]
  return { text: ` (${month ? `${month.padStart(2, '0')}/` : ''}${year})`, year: Number(year) }
}

function readItu(reader: Reader, start: number): Found | null {
  const sector = reader.take(ITU)?.[1]
  if (!sector) return null
  let serial: string
  let version: string | null = null
  const supplement = reader.take(ITU_SERIES_SUPPLEMENT)
  if (supplement) serial = `${supplement[1]} Suppl. ${supplement[2]}`
  else if (sector === 'R') {
    const match = reader.take(ITU_R_SERIAL)
    if (!match) return null
    serial = match[5] ?? `${match[1]}.${match[2]}${match[3] ?? ''}`
    version = match[4] ?? null
  } else {
    const match = reader.take(ITU_T_SERIAL)
    if (!match) return null
    serial = `${match[1]}.${match[2]}${match[3]?.toLowerCase() ?? ''}${match[4] ? `-${match[4]}` : ''}`
    for (let count = 0; count < 3; count += 1) {
      const twin = reader.take(ITU_TWIN)
      if (!twin) break
      serial += `/${twin[1]}`
    }
  }
  const date = takeItuDate(reader)
  let suffix = ''
  let suffixUndated = ''
  for (let count = 0; count < 3; count += 1) {
    const match = reader.take(ITU_SUPPLEMENT)
    if (!match?.[1]) break
    const name = match[1] === 'ADD' ? 'Add.' : ITU_NAMES[match[1].charAt(0)]
    suffix += ` ${name} ${match[2]}${takeItuDate(reader)?.text ?? ''}`
    suffixUndated += ` ${name} ${match[2]}`
  }
  const code = `ITU-${sector}`
  return {
    start,
    end: reader.at,
    class: 'international',
    nature: 'unknown',
    code,
    place: null,
    sector: null,
    serial,
    part: version,
    base: `${code} ${serial}`,
    year: date?.year ?? null,
    yearMark: `${version === null ? '' : `-${version}`}${date?.text ?? ''}`,
    amendment: suffix === '' ? null : suffix.trim(),
    suffix,
    suffixUndated,
    pinned: version !== null,
    weak: false,
    rangeEnd: null,
    tidied: [...reader.tidied],
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Foreign and association standards 国外标准, and bodies that ISO recognises

const byLength = (left: string, right: string) => right.length - left.length
const FOREIGN_NAME = `(?:${[...FOREIGN_CODES, ...RECOGNISED_BODIES].sort(byLength).join('|')})`
const FOREIGN_FIRST = pattern(`(${FOREIGN_NAME})(?![A-Z])`)
const FOREIGN_MORE = pattern(
  `(?: / |[-.\\u0020\\n])(${FOREIGN_NAME}|ISO|IEC|NZS|VDE|TR|TS|STD|SPEC|RP|STANDARD|STAN|SP|PUB)(?![A-Z])`,
)
const FOREIGN_SERIAL = pattern(
  ' [-.]?((?:[A-Z]{1,4}[\\u0020.-]?)?\\d{1,6}[\\dA-Z]{0,4}(?:\\u0020\\d{3}(?!\\d))?(?:[./-](?!PDF|DOC)[\\dA-Z]{1,8}){0,5})(?![\\dA-Z])',
)
const FOREIGN_YEAR = pattern(` ([-:]) (${LOOSE_YEAR}|[4-9]\\d(?!\\d))|[\\u0020](${YEAR})(?![\\d年.-])| \\((${YEAR})\\)`)
const FOREIGN_SUPPLEMENT = pattern(` ([+/]) (A|AC|AMD|AM|C)(\\d{1,2})(?: [:-] (${YEAR}))?(?!\\d)`)
const LAST_YEAR = /^(.+)-((?:19|20)\d\d)$/
const recognised = new Set(RECOGNISED_BODIES)
/** Two-letter bodies whose bare numbers are believed. */
const CITED_WITHOUT_YEAR = new Set(['EN', 'BS', 'NF', 'UL', 'AS', 'KS'])

function readForeign(reader: Reader, start: number): Found | null {
  const first = reader.take(FOREIGN_FIRST)?.[1]
  if (!first) return null
  let code = first
  for (let count = 0; count < 5; count += 1) {
    const more = reader.take(FOREIGN_MORE)
    if (!more?.[1]) break
    if (more[1] === 'STD' && first === 'IEEE') continue
    code += more[0].includes('/') ? `/${more[1]}` : ` ${more[1]}`
  }
  const read = reader.take(FOREIGN_SERIAL)?.[1]
  if (!read) return null
  const split = LAST_YEAR.exec(read)
  const serial = split?.[1] ?? read
  let year = split?.[2] ? Number(split[2]) : null
  let yearMark = split ? `-${split[2]}` : ''
  const printed = year === null ? reader.take(FOREIGN_YEAR) : null
  const digits = squeeze(printed?.[2] ?? printed?.[3] ?? printed?.[4] ?? '')
  if (digits) {
    year = Number(digits.length === 2 ? `19${digits}` : digits)
    yearMark = `${printed?.[1] ?? ':'}${year}`
  }
  reader.take(ISO_MONTH)
  let suffix = ''
  let suffixUndated = ''
  for (let count = 0; count < 4; count += 1) {
    const match = reader.take(FOREIGN_SUPPLEMENT)
    if (!match) break
    suffixUndated += `${match[1]}${match[2]}${match[3]}`
    suffix += `${match[1]}${match[2]}${match[3]}${match[4] ? `:${match[4]}` : ''}`
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
    weak: year === null,
    rangeEnd: null,
    tidied: [...reader.tidied],
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// What looks like a standard number and is none

const NO_STANDARDS: readonly (readonly [pattern: RegExp, refusal: Refusal])[] = [
  [pattern('JJ[GF](?: \\([^()]{1,4}\\))? [-:]? \\d{1,5}(?:\\.\\d+)?(?: [-:] \\d{4})?'), 'metrology-rule'],
  [pattern('TSG[ \\n-]?(?:[A-Z][ \\n]?)?\\d{1,4}(?:[-/]\\d+)?(?: [-:] \\d{4})?'), 'equipment-rule'],
  [pattern('GJB(?:/?Z)?[ \\n-]?\\d{1,5}[A-Z]?(?:\\.\\d+)?[A-Z]?(?: [-:] \\d{4})?'), 'military-standard'],
]

function readNoStandard(reader: Reader, start: number): Refused | null {
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
const UNKNOWN_CODE =
  /(?<![A-Z\d/])([A-Z]{1,6})(?: ?\/ ?[TZ](?![A-Z]) ?\d{1,6}|[ -]?\d{1,6}(?:\.\d{1,4})* ?[-:] ?(?:19|20)\d\d(?!\d))/

function refusalOf(text: string): { reason: Refusal; found: string | null } {
  for (const [form, reason] of OTHER_NUMBERS) {
    const match = form.exec(text)
    if (match) return { reason, found: match[0].trim() }
  }
  const unknown = UNKNOWN_CODE.exec(text)
  return unknown?.[1] ? { reason: 'unknown-code', found: unknown[1] } : { reason: 'no-number', found: null }
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

function listPlans(text: string): (PlanNumber & { start: number; end: number })[] {
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

/** The plan number in a text: national `20209001-T-469`, industry `2020-9001T-YD`; null if there is none, or several. */
export function parsePlanNumber(text: string): PlanNumber | null {
  const [plan, ...others] = listPlans(plain(text).text)
  if (!plan || others.some((other) => other.canonical !== plan.canonical)) return null
  const { canonical, level, year, serial, nature, department } = plan
  return { canonical, level, year, serial, nature, department }
}

// ---------------------------------------------------------------------------------------------------------------------
// Finding and settling

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
  readNationalOrIndustry,
  readForeign,
  readGluedGroup,
  readGluedEnterprise,
]

const isLetter = (character: string) => character >= 'A' && character <= 'Z'
const isFigure = (character: string) => character >= '0' && character <= '9'

/** A number begins at a letter with no letter before it; a figure before it (3GPP apart) is glued-on noise. */
function listFound(text: string, plans: readonly { start: number; end: number }[]): (Found | Refused)[] {
  const finds: (Found | Refused)[] = []
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    const before = text.charAt(at - 1)
    const begins = isLetter(character) ? !isLetter(before) : character === '3' && text.startsWith('3GPP', at)
    const plan = plans.find(({ start, end }) => at >= start && at < end)
    if (plan) {
      at = plan.end
      continue
    }
    const afterLetters = (before === '/' || before === '-') && isLetter(text.charAt(at - 2))
    const find = begins && !afterLetters ? readAt(text, at) : null
    if (find && !(isFigure(before) && 'weak' in find && !find.code.includes('/'))) {
      finds.push(find)
      at = Math.max(find.end, at + 1)
    } else {
      at += 1
    }
  }
  return finds
}

function readAt(text: string, at: number): Found | Refused | null {
  for (const family of FAMILIES) {
    const find = family(new Reader(text, at), at)
    if (find) return find
  }
  return null
}

const canonicalOf = (found: Found) => `${found.base}${found.yearMark}${found.suffix}`
const isChinese = (found: Found) => found.class !== 'international' && found.class !== 'foreign'

const REPLACES = /(?:代替|替代|取代|REPLAC(?:ES|ED|ING)|SUPERSED(?:ES|ING))[^。;；]{0,12}$/
const ONLY_JOINS = /^[\s、,，;；和与及/)(《》-]*$/
const REPLACED = /被[^。;；]{0,4}$/
const ADOPTS_BEFORE = /(?:[/|]|^ ?[-+] ?|IDT|MOD|EQV|等同采用|修改采用|等效采用|采用)[\s:]*$/
const ADOPTS_AFTER = /^[\s,;，；:]*(?:IDT|MOD|EQV|等同|修改|等效)/
const CORRESPONDS_AFTER = /^[\s,;，；:]*(?:NEQ|非等效)|^[^()]{0,4}NEQ/
const CORRESPONDS_BEFORE = /(?:NEQ|非等效采用|参照|参考)[\s:]*$/

interface Settled {
  primary: Found[]
  replaced: Found[]
  adopted: Found | null
}

/** Sorts what was found in a text into the number itself, what it replaces and what it adopts. */
function settle(text: string, finds: readonly Found[]): Settled {
  const primary: Found[] = []
  const replaced: Found[] = []
  let adopted: Found | null = null
  let replacing = false
  let end = 0
  for (const find of finds) {
    const gap = text.slice(end, find.start)
    const after = text.slice(find.end, find.end + 12)
    const last = primary.at(-1)
    if (REPLACES.test(gap) && !REPLACED.test(gap)) replacing = true
    else if (!ONLY_JOINS.test(gap) || end === 0) replacing = false
    end = find.end
    const own = primary.find((other) => isSame(other, find))
    if (own) {
      if (own.year === null && find.year !== null) primary[primary.indexOf(own)] = { ...find, start: own.start }
    } else if (replacing) {
      replaced.push(find)
    } else if (last && (isChinese(last) || gap.includes('|')) && !isChinese(find)) {
      const bracketed = /[([]\s*$/.test(gap) && /^\s*[)\]]/.test(after)
      if (CORRESPONDS_BEFORE.test(gap) || CORRESPONDS_AFTER.test(after)) continue
      if (ADOPTS_BEFORE.test(gap) || ADOPTS_AFTER.test(after) || bracketed) adopted ??= find
      else primary.push(find)
    } else {
      primary.push(find)
    }
  }
  if (primary.length === 0) return { primary: replaced, replaced: [], adopted }
  const strong = primary.filter((find) => !find.weak)
  return { primary: strong.length > 0 ? strong : primary, replaced, adopted }
}

/** The same number once more, perhaps without its year. */
function isSame(one: Found, other: Found): boolean {
  if (canonicalOf(one) === canonicalOf(other)) return true
  return one.base === other.base && one.suffix === other.suffix && (one.year === null || other.year === null)
}

const AMENDMENT_WORDS = /(?:(\d{4})年)?第? ?([一二三四五六七八九十]|\d{1,2}) ?号 ?修改单(?: ?[-(] ?((?:19|20)\d\d))?/
const INCLUDES = /(?:含|包括|包含|及|和|与|按|并|根据|依据|附)[^)]{0,6}$/
const CHINESE_FIGURES = '一二三四五六七八九十'

/** 第 1 号修改单 makes the number that of the amendment, 含第 1 号修改单 does not. */
function withAmendmentWords(text: string, found: Found): Found {
  if (found.amendment !== null || !isChinese(found)) return found
  const match = AMENDMENT_WORDS.exec(text)
  if (!match?.[2] || INCLUDES.test(text.slice(Math.max(0, match.index - 10), match.index))) return found
  const figure = CHINESE_FIGURES.includes(match[2]) ? CHINESE_FIGURES.indexOf(match[2]) + 1 : Number(match[2])
  const year = match[3] ?? match[1]
  const suffix = `/XG${figure}${year ? `-${year}` : ''}`
  return { ...found, amendment: suffix.slice(1), suffix, suffixUndated: `/XG${figure}`, weak: false }
}

const PAIRS = '《》〈〉「」『』“”"\'()（）[]【】〔〕'
const EDGE = new RegExp(
  `^[\\s${PAIRS.replace(/[[\]\\]/g, '\\$&')},.;:，。；：、·/_+|~-]+|[\\s《〈「『“"'(（\\[【〔,;:，。；：、·/_+|~-]+$`,
  'g',
)

/** A bracket that closes at the end what was cut away with the number. */
const LONE_CLOSER = /(?<=^[^(（]*)[)）]+$/
const ONLY_JOINING = /^(?:idt|mod|neq|eqv|replaces|和|与|及|至|等同采用|修改采用|采用)$/i

/** What is left of the text around the numbers. */
function titleOf(read: PlainText, spans: readonly { start: number; end: number }[]): string | null {
  let rest = ''
  let from = 0
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    rest += `${read.source.slice(from, Math.max(from, read.at[start] ?? 0))} `
    from = Math.max(from, read.at[end] ?? read.source.length)
  }
  rest += read.source.slice(from)
  const title = rest
    .replace(/\.(?:pdf|docx?|wps|caj|ofd|xlsx?|txt|zip)\b/gi, ' ')
    .replace(/[(（[]?\s*(?:19|20)\d\d\s*年?版\s*[)）\]]?/g, ' ')
    .replace(/[(（]E[)）]|\[S(?:\/OL)?\]|<\/?[a-z]{1,6}>|&nbsp;/gi, ' ')
    .replace(/[(（]?\s*(?:部分)?(?:代替|替代|取代)\s*[)）]?/g, ' ')
    .replace(/(?:标准(?:编)?号|编号)\s*[:：]/g, ' ')
    .replace(/[《》〈〉]/g, ' ')
    .replace(/[(（[【]\s*[,，;；]?\s*(?:IDT|MOD|NEQ|EQV)?\s*[)）\]】]/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(EDGE, '')
    .trim()
    .replace(LONE_CLOSER, '')
  return /\p{L}/u.test(title) && !ONLY_JOINING.test(title) ? title : null
}

const WIDE = /[\uff01-\uff5e\u3000]/
const ODD_DASH = /[‐‑‒–—―⁃−─━⸺⸻﹘﹣－ー一]/
const ODD_LETTER = /[\u0370-\u04ff犃-犣∕⁄╱⧸]/

/** What was put right between the text as pasted and the canonical form. */
function tidyingsOf(read: PlainText, found: Found): Tidying[] {
  const source = read.source.slice(read.at[found.start] ?? 0, read.at[found.end - 1] ?? 0) + lastOf(read, found.end)
  const tidied = new Set<Tidying>()
  if (WIDE.test(source)) tidied.add('full-width')
  if (ODD_DASH.test(source)) tidied.add('dash')
  if (ODD_LETTER.test(source)) tidied.add('look-alike')
  if (/[a-zａ-ｚ]/.test(source.replace(/Guide|Amd|Cor|Add|Suppl|Ext|Err|bis|ter/g, '')) && isChinese(found))
    tidied.add('case')
  const canonical = canonicalOf(found)
  const plainSource = read.text.slice(found.start, found.end)
  if (plainSource !== canonical.toUpperCase() && spaceOnly(plainSource) !== spaceOnly(canonical.toUpperCase())) {
    tidied.add('space')
  }
  for (const tidying of found.tidied) tidied.add(tidying)
  return [...tidied]
}
const lastOf = (read: PlainText, end: number) => read.source.charAt(read.at[end - 1] ?? 0)
/** Where the blanks stand, as the count of other characters before each. */
const spaceOnly = (text: string) =>
  [...text.matchAll(/\s/g)].map((match, index) => (match[0] === ' ' ? match.index - index : -1)).join()

/**
 * Reads the one standard number in a text as people paste it. Text beyond 500 characters is not looked at; nothing makes
 * it throw. Two different numbers are refused with both, except `A 代替 B` and double numbers of adoption.
 */
export function parseStandardNumber(text: string): NumberReading {
  const read = plain(text)
  const plans = listPlans(read.text)
  const finds = listFound(read.text, plans)
  const numbers = finds.filter((find): find is Found => 'base' in find)
  const refused = finds.find((find): find is Refused => 'refusal' in find)
  const settled = settle(read.text, numbers)
  const [first, second] = settled.primary
  if (refused && (!first || first.weak || refused.start < first.start)) {
    return { ok: false, reason: refused.refusal, numbers: [], found: refused.found }
  }
  const [plan] = plans
  if (plan && (!first || first.weak)) return { ok: false, reason: 'plan-number', numbers: [], found: plan.canonical }
  if (!first) {
    const { reason, found } = refusalOf(read.text)
    return { ok: false, reason, numbers: [], found }
  }
  if (second || first.rangeEnd !== null) {
    const other = second ? canonicalOf(second) : `${first.code} ${first.rangeEnd}${first.yearMark}`
    const one = canonicalOf(second ? first : { ...first, yearMark: first.yearMark })
    return { ok: false, reason: 'two-numbers', numbers: [one, other], found: null }
  }
  const number = withAmendmentWords(read.text, first)
  const amended = number === first ? [] : [...read.text.matchAll(new RegExp(AMENDMENT_WORDS, 'g'))]
  const spans = [...numbers, ...amended.map((match) => ({ start: match.index, end: match.index + match[0].length }))]
  return {
    ok: true,
    canonical: canonicalOf(number),
    undated: `${number.base}${number.suffixUndated}`,
    class: number.class,
    nature: number.nature,
    code: number.code,
    place: number.place,
    sector: number.sector,
    serial: number.serial,
    part: number.part,
    year: number.year,
    dated: number.year !== null || number.pinned,
    amendment: number.amendment,
    adopts: settled.adopted && canonicalOf(settled.adopted),
    replaces: settled.replaced.length === 0 ? null : settled.replaced.map(canonicalOf).join('、'),
    title: titleOf(read, spans),
    tidied: tidyingsOf(read, number),
  }
}

/** The keys under which equal and nearly equal standards meet (domain notes, 1.4). */
export interface DedupKeys {
  /** Equal keys: one and the same document. */
  key: string
  /** Equal: the same standard, perhaps another edition; a revision is a new result. */
  withoutYear: string
  /** Equal: the GB and GB/T of one serial and year (2017 conversion); warn, do not join. */
  withoutNature: string
  /** Equal: perhaps the same standard under a renamed industry code; warn. Null for codes that kept their name. */
  renamed: string | null
}

export function dedupKeys(number: StandardNumber): DedupKeys {
  const withoutNature = number.canonical.replace(/^([A-Z]+[\d()J]*)\/[TZ] /, '$1 ')
  const series = number.code.replace(/\/[TZ]$/, '')
  const group = number.class === 'industry' ? findRenamedGroup(series) : undefined
  return {
    key: number.canonical,
    withoutYear: number.undated,
    withoutNature,
    renamed: group ? withoutNature.replace(series, group) : null,
  }
}
