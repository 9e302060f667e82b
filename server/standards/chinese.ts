import type { Nature, StandardClass } from '../../db/words.ts'
import { findEngineeringPlace, findIndustry, findOtherLocal, findPlace, isKnownCity } from './codes.ts'
import {
  type Found,
  isYear,
  LOOSE_YEAR,
  pattern,
  type Reader,
  type Refused,
  squeeze,
  YEAR,
  YEAR_SPACED,
} from './reader.ts'
import { type Tail, takeTail, takeYear, YEAR_NEXT, YEAR_SIGNED } from './tail.ts'

// ---------------------------------------------------------------------------------------------------------------------
// What Chinese numbers share beside serial, parts and year: nature, amendment

const RUN = /[A-Z]{1,24}/y
const SEPARATOR = pattern(' \\)? [-.:/+]? (?:NO\\.? )?')

const NATURE_SIGNED = pattern(' [/+\\-.|] ([TZ])(?=[ \\n\\-+.:/)]{0,3}[A-Z]{0,2}\\d)')
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
    farEnd: tail.farEnd,
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
  ['JTG', pattern(`(?:[A-SU-Y] )?\\d{1,5}(?: / \\d{1,2}(?!\\d)|\\u0020\\d(?=[\\u0020-]${YEAR}(?!\\d)))?`)],
  ['SF', pattern('(?:JD)?\\d{1,9}')],
])
/** JTGD20, JTGTD20: the letter of the serial is glued to the series. */
const GLUED_HIGHWAY = /^(JTGT?)[A-SU-Z]$/
const SECOND_CODE = pattern(' [/+-]? (SH)(?=T?(?:[^A-Z]|$))')

/** A bare code and fewer digits are any word (SL 20); one with a type or a model behind it is a product (WJ-880型). */
const SURE_SERIAL_DIGITS = 3
const MODEL_FOLLOWS = pattern('(?: 型|[A-Z]|-[A-Z\\d])')
/** SY215, JC-500: three figures close behind two letters name a product; of the series cited so, a standard. */
function isModel(series: string, separator: string, tail: Tail): boolean {
  if (separator.includes('-')) return true
  return (
    separator === '' && series.length === 2 && !SILENT_ON_NATURE.has(series) && /^\d{3}$/.test(tail.serial + tail.part)
  )
}

/** As a number without year and slash must look to be believed. */
const BELIEVED_SERIAL = /^[A-Z]?\d{2,5}(?:\/\d+)?(?:-\d+)*$/

const LONGEST_EARTHQUAKE_SERIAL = 4
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

export function readNationalOrIndustry(reader: Reader, start: number): Found | null {
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
  const separator = reader.take(SEPARATOR)?.[0] ?? ''
  const tail = takeTail(reader, KEEPS_DASHES.has(series) ? 'kept' : 'dots', LETTERED_SERIALS.get(series))
  if (!tail) return null
  if (series === 'GBZ' && !letter && tail.serial.length >= GUIDANCE_SERIAL_DIGITS) {
    reader.tidied.add('missing-slash')
    series = 'GB'
    letter = 'Z'
  }
  const code = letter ? `${series}/${letter}` : series
  // So many figures are a place and a serial.
  if (series === 'DB' && tail.serial.length > LONGEST_EARTHQUAKE_SERIAL) return null
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
    return foundOf(
      reader,
      start,
      { class: 'national', nature, code, weak: !letter && tail.serial.length < SURE_SERIAL_DIGITS },
      tail,
    )
  }
  const industry = findIndustry(series) ?? findIndustry(series.slice(0, 2))
  const silent = SILENT_ON_NATURE.has(series) || (/^[A-Z]{2}J$/.test(series) && !MANDATORY_ENGINEERING.has(series))
  const nature = natureOf(letter, silent ? 'unknown' : 'mandatory')
  const bare = !letter && tail.year === null
  if (bare && (NEEDS_SLASH_OR_YEAR.has(series) || isYear(tail.serial) || !BELIEVED_SERIAL.test(tail.serial)))
    return null
  if (bare && (reader.sees(MODEL_FOLLOWS) || isModel(series, separator, tail))) return null
  // GMT 2023: a lost slash and a year make no number.
  if (reader.tidied.has('missing-slash') && tail.year === null && isYear(tail.serial)) return null
  // LD50 2000 mg/kg: behind such a word a bare year with a unit behind it is none.
  if (!letter && tail.looseYear && NEEDS_SLASH_OR_YEAR.has(series) && reader.sees(WORD_FOLLOWS)) return null
  const weak = !letter && tail.serial.length < SURE_SERIAL_DIGITS
  return foundOf(reader, start, { class: 'industry', nature, code, sector: industry?.sector ?? null, weak }, tail)
}

const SAMPLE_SERIAL = pattern('(?:[A-Z] )?\\d{2} - \\d{2,5}|[A-Z]? \\d{3,6}')

/** 国家标准样品: catalogue number, serial, batch, year. */
export function readSample(reader: Reader, start: number): Found | null {
  if (reader.take(RUN)?.[0] !== 'GSB') return null
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'kept', SAMPLE_SERIAL)
  return tail && foundOf(reader, start, { class: 'national', nature: 'unknown', code: 'GSB' }, tail)
}

// ---------------------------------------------------------------------------------------------------------------------
// Local 地方标准

/** DBS: food safety 食品安全地方标准. */
const DB = pattern('DBS?(?= -? \\d)')
/** Of the engineering series only, DB 29-247-2017; all else about it is read with the earthquake series. */
const TIANJIN_ENGINEERING = '29'
const DB_DIGITS = pattern('(?: -?) (\\d{2,12})(?!\\d)')
const ENGINEERING_MARK = pattern(' \\(J\\)')
const LOCAL_NATURE = pattern(
  ' [/+\\-.|] (JT|TJ|J|T|Z)(?=[ \\n\\-+.:]{0,3}\\d)|\\(([TZ])\\)| (T|Z)(?=[ \\n\\-+.:/]{0,3}\\d)',
)
const LOCAL_GAP = pattern('(?:[\\u0020\\n]| [-:] )(?=\\d)')
const LOCAL_SERIAL = pattern(`\\d{2}-\\d{3,4}${YEAR_NEXT}|\\d{1,9}`)
const GLUED_YEAR = pattern(`(?:\\.\\d{1,3})* [-:] (?:${YEAR}(?!\\d)|\\d\\d(?![\\d-]))`)
const YEAR_HERE = pattern(`${YEAR}(?!\\d)(?! [-:] \\d)`)
const ONLY_YEAR = pattern(` (?:[-:] ${LOOSE_YEAR}|[\\u0020\\n+] ${YEAR}(?!\\d))(?! - \\d)`)

export function readLocal(reader: Reader, start: number): Found | Refused | null {
  const series = reader.take(DB)?.[0]
  if (!series) return null
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
  if (area === TIANJIN_ENGINEERING && !signed) return null
  if (![2, 4, 6].includes(area.length)) {
    return signed && area.length < 6 ? { start, end: reader.at, refusal: 'unknown-place', found: area } : null
  }
  if (area.length === 6 && !area.endsWith('00')) {
    return { start, end: reader.at, refusal: 'county-level', found: area }
  }
  const place = area === '29' ? findEngineeringPlace(area) : findPlace(area)
  if (!place)
    return area.length === 2 && !signed ? null : { start, end: reader.at, refusal: 'unknown-place', found: area }
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'dots', LOCAL_SERIAL)
  // DB37 2020: a year behind a number of the earthquake series.
  if (!tail || (!signed && tail.year === null && isYear(tail.serial))) return null
  const letter = letters.includes('T') ? 'T' : letters === 'Z' ? 'Z' : null
  const code = `${series}${area}${engineering ? '(J)' : ''}${letters ? `/${letters}` : ''}`
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
export function readEngineeringLocal(reader: Reader, start: number): Found | null {
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
  const tail = takeTail(reader, 'kept', area ? undefined : ENGINEERING_SERIAL)
  if (!tail) return null
  const letter = signed?.[1]?.includes('T') ? 'T' : signed?.[1] === 'Z' ? 'Z' : null
  const code = `${series}${area ?? ''}${signed ? `/${signed[1]}` : ''}`
  const place = findEngineeringPlace(area ?? tail.serial) ?? null
  return foundOf(reader, start, { class: 'local', nature: natureOf(letter, 'mandatory'), code, place }, tail)
}

export function readOtherLocal(reader: Reader, start: number): Found | null {
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

const ENTERPRISE_SIGN = pattern('Q(?:[-+]| / |\\u0020(?=\\d{0,6}[A-Z]{2,8} -? \\d))')
const ENTERPRISE_TOKEN = /(?:\([A-Z]{1,6}\)|[A-Z\d]){1,30}/y
const ENTERPRISE_SERIAL = pattern('[\\u0020\\n]((?:[A-Z]{1,4}[\\u0020.])?[A-Z]{0,3}\\d[\\dA-Z]*(?:\\.[\\dA-Z]+)*)')
/** Blanks inside the serial (Q/GDW 11 123-2010); the S of food safety behind it. */
const ENTERPRISE_SPACED = pattern(`(?:\\u0020\\d{1,5}){1,3}(?:\\.\\d{1,4}){0,2}(?= - ${YEAR}(?!\\d))`)
const ENTERPRISE_LETTER = pattern(` (S)(?= - ${YEAR}(?!\\d))`)
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
    if (serial) {
      serial = serial.replace('\n', ' ') + (reader.take(ENTERPRISE_SPACED)?.[0] ?? '')
      serial += reader.take(ENTERPRISE_LETTER)?.[1] ?? takeGroups()
    }
    // Q/YZ-901 5.3.2: behind a number that is whole a clause follows, unless a year says otherwise.
    if (/[A-Z].*\d$/.test(whole) && !reader.sees(YEAR_SIGNED)) {
      serial = ''
      reader.at = before
    }
  }
  if (!/[A-Z(].*\d/.test(`${whole} ${serial}`)) return null
  const year = takeYear(reader, 'kept')
  if (!slash && year === null) return null
  const tail = { serial, part: '', year, looseYear: false, farEnd: null }
  return foundOf(reader, start, { class: 'enterprise', nature: 'unknown', code: `Q/${whole}` }, tail)
}
