import { BARE_SLASH, foundOf, natureOf, RUN, SEPARATOR, takeNature } from './chinese-parts.ts'
import { findEngineeringPlace, findOtherLocal, findPlace, isKnownCity } from './codes.ts'
import { type Found, isYear, LOOSE_YEAR, pattern, type Reader, type Refused, squeeze, YEAR } from './reader.ts'
import { takeTail, YEAR_NEXT } from './tail.ts'

/** Local 地方标准. */

/** DBS: food safety 食品安全地方标准. */
const DB = pattern('DBS?(?= -? \\d)')
/** Of the engineering series only, DB 29-247-2017; all else about it is read with the earthquake series. */
const TIANJIN_ENGINEERING = '29'
const DB_DIGITS = pattern('(?: -?) (\\d{2,12})(?!\\d)')
const ENGINEERING_MARK = pattern(' \\(J\\)')
const LOCAL_NATURE = pattern(
  ' [/+\\-.|] (JT|TJ|J|T|Z)(?=[ \\n\\-+.:]{0,3}\\d)|\\(([TZ])\\)| (T|Z)(?=[ \\n\\-+.:/]{0,3}\\d)',
)
/** 青岛 service 服务 standards: DB3702/FW JY 001-2020. */
const SERVICE = pattern(' / FW ([A-Z]{2})(?= \\d)')
const LOCAL_GAP = pattern('(?:[\\u0020\\n]| [-:] )(?=\\d)')
const LOCAL_SERIAL = pattern(`\\d{2}-\\d{3,4}${YEAR_NEXT}|\\d{1,9}`)
const GLUED_YEAR = pattern(`(?:\\.\\d{1,3})* [-:] (?:${YEAR}(?!\\d)|\\d\\d(?![\\d-]))`)
const YEAR_HERE = pattern(`${YEAR}(?!\\d|\\.\\d)(?! [-:] \\d)`)
const ONLY_YEAR = pattern(` (?:[-:] ${LOOSE_YEAR}|[\\u0020\\n+] ${YEAR}(?!\\d))(?! - \\d|\\.\\d)`)

export function readLocal(reader: Reader, start: number): Found | Refused | null {
  const series = reader.take(DB)?.[0]
  if (!series) return null
  const mark = reader.at
  const digits = reader.take(DB_DIGITS)?.[1]
  if (digits === undefined) return null
  const engineering = reader.take(ENGINEERING_MARK) !== null
  const service = reader.take(SERVICE)
  const signed = service ?? reader.take(LOCAL_NATURE)
  const letters = service ? `FW ${service[1]}` : (signed?.[1] ?? signed?.[2] ?? signed?.[3] ?? '')
  if (signed && !signed[0].includes('/')) reader.tidied.add('missing-slash')
  let area = digits
  if (!signed && !reader.take(BARE_SLASH)) {
    // DB 90-2020, DB90-2020: nothing but a year follows, so the digits are a serial of the earthquake series.
    if (digits.length < 5 && reader.sees(ONLY_YEAR)) return null
    if (!reader.take(LOCAL_GAP) && !engineering) {
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
  const letter = !service && letters.includes('T') ? 'T' : letters === 'Z' ? 'Z' : null
  const code = `${series}${area}${engineering ? '(J)' : ''}${letters ? `/${letters}` : ''}`
  return foundOf(
    reader,
    start,
    { class: 'local', nature: natureOf(letter, service ? 'unknown' : 'mandatory'), code, place },
    tail,
  )
}

/** How many of glued digits are the place: two, or four if the serial would begin with the 0 of a known city. */
function gluedAreaLength(digits: string): number {
  return digits[2] === '0' && (isKnownCity(digits.slice(0, 4)) || digits.length > 6) ? 4 : 2
}

const ENGINEERING = pattern('(DBJ|DGJ|DG)(?= [/+-]? T J|T?J? [^A-Z]|[^A-Z]|$)')
const ENGINEERING_AREA = pattern(
  ' (\\d{2}|\\d{6})(?= / (?:[TZJC]|\\d)| [+-]? [TZJ]{1,2} [-:]? \\d)|(\\d{2})(?=[\\u0020\\n]\\d)',
)
const ENGINEERING_NATURE = pattern(' [/+-]? (T J|JT|CT|TC|T|Z|J)(?=[ \\n\\-:]{0,3}\\d)')
const ENGINEERING_SERIAL = pattern(
  `\\d{2} - (?!${YEAR}(?!\\d)(?! [-:] \\d))[A-Z]?\\d{1,4}(?:[A-Z](?![A-Z\\d]))?(?!\\d)|\\d{1,6}`,
)

/** 工程建设地方标准: DBJ/T 15-90-2020, DBJ41/T 90-2020, DG/TJ 08-90-2020, DGJ32/TJ 90-2012. */
export function readEngineeringLocal(reader: Reader, start: number): Found | null {
  const series = reader.take(ENGINEERING)?.[1]
  if (!series) return null
  const areaRead = reader.take(ENGINEERING_AREA)
  const area = areaRead?.[1] ?? areaRead?.[2]
  const signed = reader.take(ENGINEERING_NATURE)
  if (signed && !signed[0].includes('/')) reader.tidied.add('missing-slash')
  const nature = squeeze(signed?.[1] ?? '')
  if (series === 'DG' && nature !== 'TJ') return null
  // DBJT 19-07-2012 is how drawings are numbered, too; the word tells them apart.
  if (signed && !signed[0].includes('/') && reader.text.includes('图集')) return null
  reader.take(BARE_SLASH)
  reader.take(SEPARATOR)
  const tail = takeTail(reader, 'kept', area ? undefined : ENGINEERING_SERIAL)
  if (!tail) return null
  const letter = nature.includes('T') ? 'T' : nature === 'Z' ? 'Z' : null
  const code = `${series}${area ?? ''}${nature ? `/${nature}` : ''}`
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
