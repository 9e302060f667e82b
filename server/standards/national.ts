import type { Nature } from '../../db/words.ts'
import { foundOf, type NatureLetter, natureOf, RUN, SEPARATOR, takeNature } from './chinese-parts.ts'
import { findEngineeringPlace, findIndustry } from './codes.ts'
import { type Found, isYear, pattern, type Reader, YEAR } from './reader.ts'
import { type Tail, takeTail, takeYear, YEAR_NEXT } from './tail.ts'

/** National 国家标准 and industry 行业标准. */

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

/** Tianjin's engineering series kept its old 29: DB/T 29-247-2017. The earthquake series has parts: DB/T 29.1-2008. */
const TIANJIN = pattern(`29 - \\d{1,3}${YEAR_NEXT}`)
/** Series of the old ministry of machines, by its bureaus: JB/ZQ 4006-2006. */
const BUREAU = pattern(' / ([ZDTGN]Q)(?= \\d)')
/** YD/N 065-1997 is printed YDN, too. */
const TELECOM_KIND = pattern(' / ([BCN])(?= \\d)')

/** A bare code and fewer digits are any word (SL 20); one with a type or a model behind it is a product (WJ-880型). */
const SURE_SERIAL_DIGITS = 3
const LONGEST_BARE_SERIAL = 7
const MODEL_FOLLOWS = pattern('(?: [型×]|[A-Z]|-[A-Z\\d])')
/** Series that are cited without year, blank and slash, with four figures or more (YY0505); of others it is a product. */
const CITED_BARE = new Set(
  [
    'AQ',
    'CJ',
    'DL',
    'FZ',
    'GA',
    'HB',
    'HG',
    'JB',
    'JC',
    'JG',
    'JT',
    'JY',
    'NB',
    'NY',
    'QB',
    'SB',
    'SC',
    'SH',
    'SN',
    'SY',
  ].concat(['TB', 'YB', 'YD', 'YS', 'YY']),
)
/** SY215, JC-500, TB6600: figures close behind two letters name a product; of the series cited so, a standard. */
function isModel(series: string, separator: string, tail: Tail): boolean {
  if (separator.includes('-')) return true
  if (separator !== '' || series.length !== 2 || SILENT_ON_NATURE.has(series)) return false
  const least = series === 'TB' ? 5 : 4
  return tail.part === '' && !(CITED_BARE.has(series) && tail.serial.length >= least)
}
/** DZ47-63, LY2023-01, QB-2023-05: two groups of figures close behind letters, none of which can be a year. */
function isModelOfTwo(separator: string, tail: Tail): boolean {
  if (tail.year === null || !tail.shortYear || separator.startsWith(' ')) return false
  if (isYear(tail.serial) && (tail.year >= 2000 || separator !== '')) return true
  return separator === '' && tail.year < 1970 && /^\d{1,2}[A-Z]?$/.test(tail.serial)
}

/** As a number without year and slash must look to be believed. */
const BELIEVED_SERIAL = /^[A-Z]?\d{2,5}(?:\/\d+)?(?:-\d+)*$/

/** GBn, 内部发行, was printed with a blank, too. */
const INTERNAL = pattern('[\\u0020]N(?=[\\u0020]?\\d{1,4} - \\d)')

/** A word behind a bare year: its unit. */
const FIGURE_FOLLOWS = pattern('-\\d{1,3}(?![\\d.])')
const WORD_FOLLOWS = pattern(' [A-Z]')

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
  if (series === 'GB' && !letter && reader.take(INTERNAL)) series = 'GBN'
  if (letter) reader.tidied.add('missing-slash')
  const second = series === 'NB' && !letter ? reader.take(SECOND_CODE) : null
  if (second) series = `${series}/${second[1]}`
  const bureau = series === 'JB' && !letter ? reader.take(BUREAU)?.[1] : undefined
  const kind = series === 'YD' && !letter ? reader.take(TELECOM_KIND)?.[1] : undefined
  if (bureau) series = `JB/${bureau}`
  if (kind) series = `YD${kind}`
  letter ??= takeNature(reader)
  const separator = reader.take(SEPARATOR)?.[0] ?? ''
  const tianjin = series === 'DB' && reader.sees(TIANJIN)
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
  if (tianjin && tail.year !== null) {
    const serial = `29-${tail.part.slice(1)}`
    const place = findEngineeringPlace('29') ?? null
    const nature = natureOf(letter, 'mandatory')
    return foundOf(reader, start, { class: 'local', nature, code, place }, { ...tail, serial, part: '' })
  }
  const national = NATIONAL.get(series)
  if (national) {
    const nature = natureOf(letter, national)
    // GBJ2510: its serials have three figures, or five.
    if (series === 'GBJ' && tail.year === null && tail.serial.length === 4) return null
    // 8 GB10
    if (
      !letter &&
      tail.year === null &&
      separator === '' &&
      tail.serial.length < SURE_SERIAL_DIGITS &&
      tail.part === ''
    )
      return null
    return foundOf(
      reader,
      start,
      { class: 'national', nature, code, weak: !letter && tail.serial.length < SURE_SERIAL_DIGITS },
      tail,
    )
  }
  const industry = findIndustry(series) ?? findIndustry(series.slice(0, 2))
  const silent =
    bureau !== undefined ||
    SILENT_ON_NATURE.has(series) ||
    (/^[A-Z]{2}J$/.test(series) && !MANDATORY_ENGINEERING.has(series))
  const nature = natureOf(letter, silent ? 'unknown' : 'mandatory')
  const bare = !letter && tail.year === null
  if (bare && (NEEDS_SLASH_OR_YEAR.has(series) || isYear(tail.serial) || !BELIEVED_SERIAL.test(tail.serial)))
    return null
  if (bare && (reader.sees(MODEL_FOLLOWS) || isModel(series, separator, tail))) return null
  if (!letter && isModelOfTwo(separator, tail)) return null
  // GMT 2023, YBZ00123456: a lost slash and a year, or more figures than a serial has, make no number.
  if (
    reader.tidied.has('missing-slash') &&
    tail.year === null &&
    (isYear(tail.serial) || tail.serial.length > LONGEST_BARE_SERIAL)
  )
    return null
  // MH-Z19B: one more model.
  if (reader.tidied.has('missing-slash') && tail.year === null && /^\d{1,2}[A-Z]$/.test(tail.serial)) return null
  // LS 12-2020-3: a year with a figure behind it is a number of some file.
  if (!letter && series.length === 2 && tail.year !== null && reader.sees(FIGURE_FOLLOWS)) return null
  // LD50 2000 mg/kg: behind such a word a bare year with a unit behind it is none.
  if (!letter && tail.looseYear && NEEDS_SLASH_OR_YEAR.has(series) && reader.sees(WORD_FOLLOWS)) return null
  const weak = !letter && tail.serial.length < SURE_SERIAL_DIGITS
  return foundOf(reader, start, { class: 'industry', nature, code, sector: industry?.sector ?? null, weak }, tail)
}

const TRADE = pattern('ZB(?= [A-Z] ?\\d)')
const TRADE_SERIAL = pattern(' ([A-Z])(?: (\\d{2}) (\\d{3})| (\\d{1,3}))(?= - \\d\\d(?:\\d\\d)?(?!\\d))')

/** 专业标准, until 1990 the level between national and ministry: letter and class of the document, serial (ZB J04 005-87). */
export function readTrade(reader: Reader, start: number): Found | null {
  if (!reader.take(TRADE)) return null
  const match = reader.take(TRADE_SERIAL)
  if (!match) return null
  const [, letter = '', group, inGroup, whole] = match
  const year = takeYear(reader, 'dots')
  const serial = group ? `${letter}${group} ${inGroup}` : (whole ?? '')
  const code = group ? 'ZB' : `ZB${letter}`
  const tail = { serial, part: '', year, looseYear: false, shortYear: false, farEnd: null }
  return foundOf(reader, start, { class: 'industry', nature: 'unknown', code, sector: '专业标准(旧)' }, tail)
}

const SAMPLE_SERIAL = pattern('(?:[A-Z] )?\\d{2} - \\d{2,5}|[A-Z]? \\d{3,6}')

/** 国家标准样品: catalogue number, serial, batch, year. */
export function readSample(reader: Reader, start: number): Found | null {
  if (reader.take(RUN)?.[0] !== 'GSB') return null
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'kept', SAMPLE_SERIAL)
  return tail && foundOf(reader, start, { class: 'national', nature: 'unknown', code: 'GSB' }, tail)
}
