import { FOREIGN_CODES, RECOGNISED_BODIES } from './codes.ts'
import { type Body, takeAstm, takeCsa, takeEtsiGroup, takeGost, takeVersion } from './foreign-series.ts'
import { ISO_MONTH } from './international.ts'
import { type Found, isYear, LOOSE_YEAR, pattern, type Reader, squeeze, YEAR } from './reader.ts'

/** Foreign and association standards 国外标准, and bodies beside ISO, IEC and ITU that ISO recognises. */

const byLength = (left: string, right: string) => right.length - left.length
const NAME = `(?:${[...FOREIGN_CODES, ...RECOGNISED_BODIES].sort(byLength).join('|')})`
/** Letters of a serial, or the next body, may be glued on: ASTMF1314, BSEN 1337. */
const FIRST = pattern(
  `(ГOCT(?: P)?(?![A-Z])|GOST R(?![A-Z]))|(${NAME})(?![A-Z])|(ASTM|ASME|ANSI|SAE|JIS|JESD)(?=(?:[A-Z]|AMS|ARP) ?\\d)|(BS|DIN|NF|UNE|PN|EN)(?=(?:EN|ISO|IEC)(?:[ /]?(?:ISO|IEC)){0,2}[ \\n/-]?\\d)`,
)
const MORE = pattern(
  `(?: / |[-.\\u0020\\n])(${NAME}|ISO|IEC|NZS|VDE|TR|TS|TBR|ETR|ETS|EG|ETSI|SR|GUIDELINE|GS|GR|STD|SPEC|RP|STANDARD|STAN|SP|PUB|GUIDE|GL|RCP|MRL|MISC|ИCO|MЭK|[A-Z](?=[\\u0020](?:ISO|IEC)[^A-Z]))(?![A-Z])|(EN|ISO|IEC)(?=(?:[ /]?(?:ISO|IEC)){0,2}[ \\n/-]?\\d)`,
)
/** Any body may issue with ANSI: ANSI/ESD S20.20. */
const WITH_ANSI = pattern(' / ([A-Z]{2,6})(?= [A-Z]?\\d|[\\u0020\\n][A-Z]{1,3}[ \\n]?\\d)')
const NO_BODY = `(?!(?:ISO|IEC|${NAME})[^A-Z])`
/** Letters, figures and groups of them; a year may be the last group. Two numbers behind a slash are a list. */
const SERIAL = pattern(
  ` [-.]?((?:${NO_BODY}[A-Z]{1,4}[\\u0020.-]?)?\\d{1,6}[\\dA-Z]{0,4}(?:\\u0020\\d{3}(?!\\d))?(?:[./-](?!PDF|DOC|(?:ISO|IEC|EN|CSA|ANSI|COR|AMD)(?![A-Z\\d])|X{1,3}(?![A-Z\\d])|(?<=/)\\d{4})[\\dA-Z]{1,8}| - \\d{1,4}(?![\\dA-Z])){0,5})(?![\\dA-Z])`,
)
/** A title is glued on (F3122Standard). */
const SERIAL_GLUED = pattern(' [-.]?((?:[A-Z]\\u0020?)?\\d{2,6}(?:[.-]\\d{1,4}){0,4})(?=[A-Z]{5})')
const PRINTED_YEAR = pattern(` [-:] (${LOOSE_YEAR}|[4-9]\\d(?!\\d))|[\\u0020](${YEAR})(?![\\d年.-])| \\((${YEAR})\\)`)
const SUPPLEMENT = pattern(
  ` ([+/]) (?:(AC)(?= : ${YEAR})|(A|AC|AMD|AM|C|COR)\\.? ?(\\d{1,2}))(?: [:-] (${YEAR}))?(?!\\d)`,
)
const LISTED = pattern(' [/、] (\\d{4,6}(?:-\\d{1,3}){0,3})(?![\\d.])')
const LAST_YEAR = /^(.+)-((?:19|20)\d\d)$/
const LETTER_APART = /^([A-Z]{1,3})[ ]?(?=\d)/

const recognised = new Set(RECOGNISED_BODIES)
const ETSI_FIGURES = /^\d{3} ?\d{3}/
/**
 * How bare numbers of a body must look to be believed, where much else is called so: short bodies, and those with grades of
 * steel and oil (JIS SUS304, SAE 10W-40, AISI 304, API SN). Of two letters, only bodies that stand here are believed bare.
 */
const CITED_WITHOUT_YEAR: ReadonlyMap<string, RegExp> = new Map([
  // No steel (EN 1.4301) and no alloy (EN AW-6061).
  ['EN', /^(?!1\.\d{4})\d{2}/],
  ['BS', /\d\d/],
  ['NF', /^[A-Z].*\d\d/],
  ['UL', /^\d{2,5}(?!\d)/],
  ['ANSI', /^(?!\d+LB)/],
  ['AS', /\d\d/],
  ['KS', /\d\d/],
  ['HD', /^(?:\d{2,3}\.\d|\d{3}(?!\d)|6\d{4})/],
  ['ES', ETSI_FIGURES],
  ['PD', /^\d{4,5}/],
  ['IS', /^\d{3,5}(?:-\d)?/],
  ['SA', /^8000$/],
  ['DIN', /^(?!1\.\d{4})/],
  ['JIS', /^[A-Z] ?\d{4}/],
  ['API', /^(?!\d\.\d$|V ?\d|[SC][A-Z])/],
  ['SAE', /^(?:[A-Z]|1\d{3}\/)/],
  ['AISI', /^S/],
  ['IPC', /^(?!\d{3,4}P$)/],
  // No bus, no index, no rail, no rule of the authority: these are bodies only before what their numbers look like.
  ['CAN', /^[A-Z]/],
  ['FDA', /^(?!)/],
  ['CAC', /^(?:GL|RCP|\d{3})/],
  ['CIE', /^(?:D?S ?\d|\d)/],
  ['UIC', /^\d{3}/],
  ['NAS', /^\d{3}/],
  ['MSS', /^SP/],
  ['CGA', /^[A-Z]/],
  ['SEMI', /^[A-Z]/],
  ['NIST', /^[A-Z]/],
  ['TIA', /^(?!20\d\d$)/],
  ['UNE', /^(?:[A-Z]|\d{3})/],
])
/** BS-200 is a product, EN-2020 a name with a year. */
const isCited = (body: string, serial: string, separator: string) =>
  (CITED_WITHOUT_YEAR.get(body)?.test(serial) ?? false) &&
  !(separator === '-' && (serial.length < 4 || isYear(serial))) &&
  !(body === 'HD' && serial.length < 4 && !serial.includes('.')) &&
  !(separator !== ' ' && (body === 'IS' || body === 'PD')) &&
  !(separator !== ' ' && body === 'AS' && serial.length < 4)
/** Bodies that set a colon before the year, whatever a text may print; those that adopt ISO and EN do so, too. */
const COLON = /^(?:EN|prEN|FprEN|CR|BS|PD|DD|DIN|NF|UNE|UNI|SS|SFS|PN|CSN|NEN|NBN|JIS|KS|AS|NZS)\b|\b(?:ISO|IEC|EN)$/
/** Bodies that print a dash before the serial (MIL-STD-810G), or nothing (JESD22-A114), and a dash before EN (UNE-EN). */
const DASHED = new Set([
  'ECMA',
  'MIL-STD',
  'MIL-DTL',
  'MIL-PRF',
  'MIL-HDBK',
  'FED-STD',
  'IPC',
  'TIA',
  'EIA',
  'TIA/EIA',
  'EIA/TIA',
])
for (const body of [
  'ANSI/TIA',
  'ANSI/EIA',
  'ANSI/TIA/EIA',
  'CAN/CSA',
  'ISA',
  'ANSI/ISA',
  'MSS SP',
  'J-STD',
  'IPC J-STD',
  'IPC/JEDEC J-STD',
  'IPC/EIA J-STD',
])
  DASHED.add(body)
const GLUED = new Set(['JESD', 'JEDEC JESD'])
const DASHED_EN = new Set(['UNE', 'NEN', 'PN', 'SS', 'SFS'])
/** Bodies and words that are not printed in capitals. */
const PRINTED: ReadonlyMap<string, string> = new Map([
  ['PREN', 'prEN'],
  ['FPREN', 'FprEN'],
  ['GUIDE', 'Guide'],
  ['GUIDELINE', 'Guideline'],
  ['SPEC', 'Spec'],
  ['STD', 'Std'],
  ['ИCO', 'ISO'],
  ['MЭK', 'IEC'],
])
const SERIES: ReadonlyMap<string, (reader: Reader) => Body | null> = new Map([
  ['ASTM', takeAstm],
  ['CSA', takeCsa],
  ['CAN/CSA', takeCsa],
  ['ETSI GS', takeEtsiGroup],
  ['ETSI GR', takeEtsiGroup],
  ['GOST', takeGost],
  ['GOST R', takeGost],
])
const YEAR_BEFORE = new RegExp(`^${YEAR}(?!\\d)`)
/** DIN 17100-80: bodies of their own numbers, whose parts are fewer; numbers of IEC (60335-2-80) have more. */
const SHORT_YEAR = /^((?:[A-Z] )?(?!6\d{4})\d{2,5})-([5-9]\d)$/
const PRINTED_SHORT_YEARS = new Set(['DIN', 'JIS', 'KS', 'BS'])
const DOT = pattern('\\.(?= \\d)')
/** Printed behind the body or not; no part of the number. */
const WORDS_FOR_STANDARD = new Set(['STD', 'STANDARD'])
/** Bodies that print the letter of the serial and its figures together (B16.5), or apart (G 3101). */
const TOGETHER = new Set(['ASTM', 'ASME', 'ANSI', 'SAE', 'IEEE', 'AWS', 'NF'])
/** UL 94 V-0: what stands behind is the rating of a material. */
const RATING = /^94-?(?:V-?[012]|5V[AB]?|HBF?).*$/
const APART = new Set(['JIS', 'KS'])

export function readForeign(reader: Reader, start: number): Found | null {
  const head = reader.take(FIRST)
  const name = head?.[2] ?? head?.[3] ?? head?.[4]
  const first = head?.[1] ? 'GOST' : name
  if (!first) return null
  let code = head?.[1] && /[PR]$/.test(head[1]) ? 'GOST R' : (PRINTED.get(first) ?? first)
  let prefix = ''
  for (let count = 0; count < 5; count += 1) {
    const more = reader.take(MORE) ?? (code === 'ANSI' ? reader.take(WITH_ANSI) : null)
    const word = more?.[1] ?? more?.[2]
    if (!more || !word) break
    if (WORDS_FOR_STANDARD.has(word) && (first === 'IEEE' || first === 'ASHRAE')) {
      reader.take(DOT)
      continue
    }
    // SAE AS9100 is not Australia's.
    if (word === 'AS' && first === 'SAE') {
      prefix = word
      break
    }
    // ASME's own print of steel of ASTM: SA-516.
    if (word === 'SA' && first === 'ASME') {
      prefix = 'SA-'
      break
    }
    const dash = word === 'EN' && DASHED_EN.has(first)
    code += `${more[0].includes('/') ? '/' : dash ? '-' : ' '}${first === 'DIN' ? word : (PRINTED.get(word) ?? word)}`
  }
  const before = reader.at
  const body = SERIES.get(code)?.(reader) ?? (/^GOST(?: R)?$/.test(code) ? null : takeBody(reader, code))
  if (!body) return null
  const separator = reader.text.slice(before, reader.at).charAt(0)
  const edition = takeVersion(reader, code, body)
  const { year, yearMark, pinned } = edition
  // EN-2023-015: whatever it is, its first figures are a year.
  if (separator === '-' && first.length < 3 && YEAR_BEFORE.test(edition.serial)) return null
  const serial = prefix + settleLetters(code.startsWith('ANSI/') ? code.slice(5) : first, edition.serial)
  reader.take(ISO_MONTH)
  const farEnd = year === null ? (reader.take(LISTED)?.[1] ?? null) : null
  let suffix = ''
  let suffixUndated = ''
  for (let count = 0; count < 4; count += 1) {
    const match = reader.take(SUPPLEMENT)
    if (!match) break
    const undated = `${match[1]}${match[2] ?? match[3]}${match[4] ?? ''}`
    suffixUndated += undated
    suffix += `${undated}${match[5] ? `:${match[5]}` : ''}`
  }
  // ES6 2015 is no number of ETSI.
  if (code === 'ES' && !ETSI_FIGURES.test(serial)) return null
  // A short word and a figure is any remark (AS 4, PN 16).
  const isUnsure = first.length < 3 || CITED_WITHOUT_YEAR.has(first)
  if (year === null && code === first && isUnsure && !isCited(first, serial, separator)) return null
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
    base: `${code}${GLUED.has(code) ? '' : DASHED.has(code) ? '-' : ' '}${serial}`,
    year,
    yearMark,
    amendment: suffix.startsWith('/') ? suffix.slice(1) : null,
    suffix,
    suffixUndated,
    pinned: pinned ?? false,
    weak: year === null && first.length < 4 && !/\d{3}/.test(serial),
    farEnd,
    tidied: [...reader.tidied],
  }
}

function takeBody(reader: Reader, code: string): Body | null {
  const read = (reader.take(SERIAL) ?? reader.take(SERIAL_GLUED))?.[1]
  if (!read) return null
  const joined = read.replace(/[ \n]?-[ \n]?/g, '-')
  const split = LAST_YEAR.exec(joined)
  const colon = COLON.test(code) && !code.startsWith('GOST')
  if (split?.[1] && split[2]) {
    if (!/\d/.test(split[1])) return null
    return { serial: split[1], year: Number(split[2]), yearMark: `${colon ? ':' : '-'}${split[2]}` }
  }
  const printed = reader.take(PRINTED_YEAR)
  const short = printed || !PRINTED_SHORT_YEARS.has(code) ? null : SHORT_YEAR.exec(joined)
  if (short?.[1] && short[2]) return { serial: short[1], year: 1900 + Number(short[2]), yearMark: `:19${short[2]}` }
  const digits = squeeze(printed?.[1] ?? printed?.[2] ?? printed?.[3] ?? '')
  if (digits === '') return { serial: joined, year: null, yearMark: '' }
  const year = Number(digits.length === 2 ? `19${digits}` : digits)
  return { serial: joined, year, yearMark: `${printed?.[0].includes('-') && !colon ? '-' : ':'}${year}` }
}

function settleLetters(body: string, serial: string): string {
  if (body === 'IEEE')
    return serial
      .replace(/^(P?802\.(?:1[QX]|1\d|[3-9])(?:\.\d{1,2})?)([A-Z]{1,3})(?![A-Z])/, lowerAmendment)
      .replace(LETTER_APART, '$1')
  // A216-WCB: what stands behind is a grade.
  if (body === 'ASTM') return serial.replace(/(?:-[A-Z][A-Z\d]*)+$/, '').replace(LETTER_APART, '$1')
  if (body === 'UL') return serial.replace(RATING, '94')
  if (TOGETHER.has(body)) return serial.replace(LETTER_APART, '$1')
  return APART.has(body) ? serial.replace(LETTER_APART, '$1 ') : serial
}

/** IEEE prints the amendments of 802 in small letters: 802.11ax, 802.1Qbv; standards of their own in capitals: 802.1X. */
const lowerAmendment = (_: string, number: string, letters: string) => `${number}${letters.toLowerCase()}`
