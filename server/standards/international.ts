import { type Found, isYear, pattern, type Reader, YEAR, YEAR_BRACKETED, YEAR_SPACED } from './reader.ts'

// ---------------------------------------------------------------------------------------------------------------------
// International 国际标准

const ISO_WORDS = ['PWI', 'NWIP', 'NP', 'AWI', 'CDV', 'CDTR', 'CDTS', 'FCD', 'CD', 'FDIS', 'DIS', 'PRF', 'WD']
const ISO_TYPES = ['PDTR', 'PDTS', 'DTR', 'DTS', 'DPAS', 'TR', 'TS', 'PAS', 'GUIDE', 'ISP', 'TTA', 'DATA', 'SRD', 'R']
/** The name of a body ends here, or its type of document is glued to it. */
const ISO_END = `(?=(?:${[...ISO_WORDS, ...ISO_TYPES].join('|')})?(?:[^A-Z]|$))`
const ISO_ORG = pattern(`(ISO|IEC|CISPR)${ISO_END}|(ISO)(?=IEC${ISO_END})`)
const ISO_PARTNER = pattern(` / (IEC|CEI|IEEE|ISO|ASTM|SAE|CIE|OECD|HL7|IDF|IULTCS|IUPAC|IIW|UNDP|CISPR)${ISO_END}`)
const GLUED_IEC = pattern('(IEC)')
const ISO_PARTNER_LOOSE = pattern(` -? (IEC|IEEE|CISPR)${ISO_END}`)
const ISO_WORD = pattern(` [/-]? (${[...ISO_WORDS, ...ISO_TYPES].join('|')})(?=[ \\n\\-/]?[\\dA-Z])(?!(?:[A-Z]))`)
const ISO_STAGES = new Set(ISO_WORDS)
const ISO_SERIAL = pattern(' [-.:]? (\\d{1,6}(?:[A-Z](?![A-Z\\d]))?)(?!\\d)')
/** Letters that go on are a title or an edition glued on (ISO 7206-12Implants, 3-6ED1). */
const ISO_GROUP = pattern(' ([-.]) ([A-Z]?\\d{1,5}(?:[A-Z]{1,2}(?![\\dA-Z]))?)(?!\\d)')
const ISO_SHEET = pattern(' / (\\d{1,2})(?= [:-] \\d{4})')
const ISO_YEAR = pattern(` : (${YEAR}|[4-9]\\d(?!\\d))`)
const SHEET_YEAR = pattern(` [:-] (${YEAR})`)
const ISO_RANGE = pattern(' [~至] (\\d[\\d-]{0,8})')
const ISO_LISTED = pattern(' [/、] (-\\d{1,3}|\\d{4,6}(?:-\\d{1,3}){0,3})(?![\\d.年])')
const ISO_YEAR_SLASHED = pattern(` / (${YEAR})(?![\\d.年-])`)
export const ISO_MONTH = pattern('-\\d\\d(?!\\d)')
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
  DAMD: 'DAmd',
  FDAMD: 'FDAmd',
  DCOR: 'DCor',
  FDCOR: 'FDCor',
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

export function readIso(reader: Reader, start: number): Found | null {
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
    bodies.push(name === 'CEI' ? 'IEC' : name)
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
export function readWorkshop(reader: Reader, start: number): Found | null {
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
    if (group[1] === '.' && !form.stage && serial.length < 2) return null
    if (group[1] === '.' && form.stage) iteration = `.${group[2]}`
    else groups.push(group[2])
  }
  const sheet = reader.take(ISO_SHEET)?.[1]
  const colon = reader.take(sheet ? SHEET_YEAR : ISO_YEAR)?.[1]
  let year = colon ? Number(colon.length === 2 ? `19${colon}` : colon) : null
  let last = groups.at(-1)
  // ASTM's own print of a joint standard: ISO/ASTM 52900-21.
  if (year === null && code === 'ISO/ASTM' && last && /^[12]\d$/.test(last)) {
    last = `20${last}`
    groups[groups.length - 1] = last
  }
  if (year === null && last && isYear(last)) {
    groups.pop()
    year = Number(last)
    reader.tidied.add('separator')
  }
  if (year === null) {
    const loose = reader.take(YEAR_SPACED) ?? reader.take(YEAR_BRACKETED) ?? reader.take(ISO_YEAR_SLASHED)
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
    farEnd: year === null ? takeFarEnd(reader, serial) : (reader.take(ISO_RANGE)?.[1] ?? null),
    tidied: [...reader.tidied],
  }
}

function takeFarEnd(reader: Reader, serial: string): string | null {
  const end = (reader.take(ISO_RANGE) ?? reader.take(ISO_LISTED))?.[1] ?? null
  return end?.startsWith('-') ? `${serial}${end}` : end
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
  'ITU(?: [-/]? ([TRD])(?=[^A-Z\\d]|[A-Z]{1,3}\\.\\d)|(?=[\\u0020\\n][A-Z]\\.\\d))[ \\n\\-,]{0,3}(?:RECOMMENDATION|REC\\.?|建议书)?[ \\n-]{0,2}',
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

export function readItu(reader: Reader, start: number): Found | null {
  const name = reader.take(ITU)
  if (!name) return null
  // Only telecommunication has series of one letter: ITU G.711.
  const sector = name[1] ?? 'T'
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
    farEnd: null,
    tidied: [...reader.tidied],
  }
}
