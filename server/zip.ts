/**
 * Looks into a zip file (xlsx, docx, ofd) without unpacking it: its central directory, the local heads that this points
 * to, and the first characters of each XML part. What a reader could choke on is refused here, in a millisecond and a
 * few megabytes, before any reader sees it (security rules 19 and 20). Pure: bytes in, a verdict out.
 */
import { Inflate } from 'fflate'
import type { Wording } from './problem.ts'

/** One file inside; sizes in bytes as the directory declares them. */
export type ZipEntry = { name: string; bytes: number; packed: number }

/** What an upload may hold; all bounds inclusive, sizes in bytes. */
export type ZipLimits = {
  parts: number
  bytesPerPart: number
  bytesInAll: number
  /** How many times its packed size a part may grow to; small parts are let through. */
  ratio: number
}

/** The bounds of libraries' notes: one cell of 900 MB in a file of 0.9 MB cost 12 s without them. */
export const ZIP_LIMITS: ZipLimits = {
  parts: 200,
  bytesPerPart: 200 * 1024 * 1024,
  bytesInAll: 256 * 1024 * 1024,
  ratio: 300,
}
/** Below this a part's ratio says nothing: an empty sheet packs very well. */
const RATIO_FROM = 1024 * 1024

export const ZIP_REFUSALS = [
  'not-zip',
  'old-format',
  'password',
  'cut-off',
  'broken',
  'too-many-parts',
  'part-too-large',
  'all-too-large',
  'ratio',
  'odd-path',
  'macros',
  'outside-links',
  'embedded',
  'doctype',
] as const
export type ZipRefusal = (typeof ZIP_REFUSALS)[number]

export type ZipReading = { ok: true; entries: ZipEntry[] } | { ok: false; reason: ZipRefusal }
/** The kinds of zip that the product takes. */
export type ZipKind = 'xlsx' | 'docx' | 'ofd'
export type OfficeReading = { ok: true; kind: ZipKind | null; entries: ZipEntry[] } | { ok: false; reason: ZipRefusal }

const no = (reason: ZipRefusal) => ({ ok: false, reason }) as const

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END_BYTES = 22
const CENTRAL_BYTES = 46
const LOCAL_BYTES = 30
const LONGEST_COMMENT = 0xffff
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 0x1 | 0x40 | 0x2000
/** Sizes stand behind the data: the local head then holds none. */
const SIZES_BEHIND = 0x8
const IN_EXTRA = 0xffffffff

/**
 * The files inside, by the central directory, each proved to lie where it says, apart from the others, with the name and
 * sizes that the directory gives. Refuses what is cut off, encrypted, too large, too many, grows too much, or would
 * be written outside its folder.
 */
export function listZip(bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS): ZipReading {
  const read = readDirectory(bytes, limits)
  if (!read.ok) return read
  return { ok: true, entries: read.parts.map(({ name, bytes: size, packed }) => ({ name, bytes: size, packed })) }
}

/**
 * The files inside an office document, and which kind it is (null: some other zip). Beyond `listZip` refuses macros,
 * links to other workbooks and data connections, embedded objects, and XML with a document type (entities).
 */
export function inspectOffice(bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS): OfficeReading {
  const read = readDirectory(bytes, limits)
  if (!read.ok) return read
  for (const part of read.parts) {
    const name = part.name.toLowerCase()
    for (const [reason, pattern] of UNWANTED) if (pattern.test(name)) return no(reason)
    if (!/\.(xml|rels|vml)$/.test(name) || part.bytes === 0) continue
    const head = headOf(bytes, part)
    if (head === null) return no('broken')
    if (/<!(doctype|entity)/i.test(head)) return no('doctype')
    // A prologue longer than the head is nothing that an office program writes.
    if (!/<[a-z_]/i.test(head)) return no('broken')
    if (name.endsWith('.rels') && fetchesFromOutside(head)) return no('outside-links')
    if (name === '[content_types].xml' && /macroenabled/i.test(head)) return no('macros')
  }
  const names = new Set(read.parts.map((part) => part.name.toLowerCase()))
  const kind = KINDS.find(([, main]) => names.has(main))?.[0] ?? null
  return { ok: true, kind, entries: read.parts.map(({ name, bytes: size, packed }) => ({ name, bytes: size, packed })) }
}

const KINDS: readonly [ZipKind, string][] = [
  ['xlsx', 'xl/workbook.xml'],
  ['docx', 'word/document.xml'],
  ['ofd', 'ofd.xml'],
]
const UNWANTED: readonly [ZipRefusal, RegExp][] = [
  ['macros', /(^|\/)vba(project|data)|(^|\/)(macrosheets|dialogsheets|activex)\//],
  ['outside-links', /^xl\/(externallinks\/|connections\.xml$|querytables\/|model\/)/],
  // A chart in Word keeps its figures in a workbook inside.
  ['embedded', /^(xl|word)\/embeddings\/.*(?<!\.(xlsx|docx|pptx))$/],
]
/** Relations whose target a reader would fetch from elsewhere; a plain hyperlink is none. */
const FETCHED = /attachedTemplate|oleObject|externalLink|subDocument|frame"/i
const fetchesFromOutside = (rels: string) =>
  rels.split('<Relationship').some((one) => FETCHED.test(one) && /TargetMode\s*=\s*["']External/i.test(one))

type Part = ZipEntry & { method: number; dataAt: number }

function readDirectory(
  bytes: Uint8Array,
  limits: ZipLimits,
): { ok: true; parts: Part[] } | { ok: false; reason: ZipRefusal } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isOle(bytes)) return no(holdsEncryptedPackage(bytes) ? 'password' : 'old-format')
  if (bytes.length < 4 || (view.getUint32(0, true) !== LOCAL && view.getUint32(0, true) !== END)) return no('not-zip')
  const end = findEnd(view)
  if (end === null) return no('cut-off')
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const start = view.getUint32(end + 16, true)
  if (count > limits.parts) return no('too-many-parts')
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count) return no('broken')
  if (start + size > end || count === 0) return no('broken')

  const parts: Part[] = []
  const names = new Set<string>()
  const taken: [from: number, to: number][] = [[start, end]]
  let at = start
  let inAll = 0
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL) return no('broken')
    const flags = view.getUint16(at + 8, true)
    const method = view.getUint16(at + 10, true)
    const nameBytes = view.getUint16(at + 28, true)
    const extraBytes = view.getUint16(at + 30, true)
    const next = at + CENTRAL_BYTES + nameBytes + extraBytes + view.getUint16(at + 32, true)
    if (next > end) return no('broken')
    if ((flags & ENCRYPTED) !== 0) return no('password')
    if (method !== STORED && method !== DEFLATED) return no('broken')
    const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes))
    if (isOddPath(name) || names.has(name.toLowerCase())) return no('odd-path')
    names.add(name.toLowerCase())
    const extraAt = at + CENTRAL_BYTES + nameBytes
    const wide = wideSizes(view, extraAt, extraAt + extraBytes, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ])
    if (wide === null) return no('broken')
    const [unpacked, packed, localAt] = wide
    inAll += unpacked
    if (unpacked > limits.bytesPerPart) return no('part-too-large')
    if (inAll > limits.bytesInAll) return no('all-too-large')
    if (unpacked > RATIO_FROM && unpacked > packed * limits.ratio) return no('ratio')
    if (method === STORED && unpacked !== packed) return no('broken')

    if (localAt + LOCAL_BYTES > start || view.getUint32(localAt, true) !== LOCAL) return no('broken')
    const dataAt = localAt + LOCAL_BYTES + view.getUint16(localAt + 26, true) + view.getUint16(localAt + 28, true)
    if (dataAt + packed > start) return no('broken')
    if (!isSameHead(view, bytes, localAt, at, nameBytes)) return no('broken')
    taken.push([localAt, dataAt + packed])
    parts.push({ name, bytes: unpacked, packed, method, dataAt })
    at = next
  }
  // Parts that share bytes are how a small file declares petabytes.
  taken.sort((a, b) => a[0] - b[0])
  for (let index = 1; index < taken.length; index += 1)
    if ((taken[index]?.[0] ?? 0) < (taken[index - 1]?.[1] ?? 0)) return no('broken')
  return { ok: true, parts }
}

/** Offset of the end record that closes the file exactly; null where there is none. */
function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT)
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== END) continue
    if (at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at
  }
  return null
}

/** Sizes and offset, from the extra field where they do not fit 32 bits; null where it lacks them. */
function wideSizes(
  view: DataView,
  from: number,
  to: number,
  narrow: readonly [number, number, number],
): [number, number, number] | null {
  const values: [number, number, number] = [...narrow]
  if (!narrow.includes(IN_EXTRA)) return values
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let field = at + 4
    for (const index of [0, 1, 2] as const) {
      if (values[index] !== IN_EXTRA) continue
      if (field + 8 > to) return null
      values[index] = Number(view.getBigUint64(field, true))
      field += 8
    }
    return values
  }
  return null
}

/** Whether the local head tells the same name, method and sizes as the directory: readers trust one or the other. */
function isSameHead(view: DataView, bytes: Uint8Array, local: number, central: number, nameBytes: number): boolean {
  if (view.getUint16(local + 26, true) !== nameBytes) return false
  for (let index = 0; index < nameBytes; index += 1)
    if (bytes[local + LOCAL_BYTES + index] !== bytes[central + CENTRAL_BYTES + index]) return false
  if (view.getUint16(local + 8, true) !== view.getUint16(central + 10, true)) return false
  const flags = view.getUint16(local + 6, true)
  if ((flags & ENCRYPTED) !== 0) return false
  if ((flags & SIZES_BEHIND) !== 0) return true
  const packed = view.getUint32(local + 18, true)
  return packed === IN_EXTRA || packed === view.getUint32(central + 20, true)
}

function isOddPath(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control marks are what is looked for
  if (name === '' || name.length > 250 || /[\u0000-\u001f\u007f\ufffd\\:]/.test(name) || name.startsWith('/'))
    return true
  return name
    .split('/')
    .some((step, place, all) => step === '..' || step === '.' || (step === '' && place < all.length - 1))
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const isOle = (bytes: Uint8Array) => OLE.every((byte, index) => bytes[index] === byte)

/** A password makes an office file an OLE file that holds a stream of this name. */
function holdsEncryptedPackage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
}

const HEAD_BYTES = 4096
/** So little is fed at a time that even the best-packed zeros give 130 KB and not more. */
const STEP = 128

/** The first characters of a part; null where its data cannot be unpacked. */
function headOf(bytes: Uint8Array, part: Part): string | null {
  const packed = bytes.subarray(part.dataAt, part.dataAt + part.packed)
  if (part.method === STORED) return decode(packed.subarray(0, HEAD_BYTES))
  let head = new Uint8Array(0)
  const inflate = new Inflate((chunk) => {
    const room = HEAD_BYTES - head.length
    if (room > 0) head = Buffer.concat([head, chunk.subarray(0, room)])
  })
  try {
    for (let at = 0; at < packed.length && head.length < HEAD_BYTES; at += STEP)
      inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
  } catch {
    return null
  }
  return decode(head)
}

function decode(head: Uint8Array): string {
  const [first, second] = head
  const wide =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : first === 0
          ? 'utf-16be'
          : second === 0
            ? 'utf-16le'
            : null
  return new TextDecoder(wide ?? 'utf-8').decode(head)
}

/** What to say to the person who sent the file: what is wrong and how to go on. */
export const ZIP_REFUSAL_WORDS: Record<ZipRefusal, Wording> = {
  'not-zip': {
    zh: '后缀与内容不符：打不开这个文件',
    en: 'The file is not what its name says; it cannot be opened',
  },
  'old-format': {
    zh: '这是旧版 Office 文件（.xls、.doc）。请在 WPS 或 Office 里另存为新格式后再传',
    en: 'This is an old Office file (.xls, .doc). Please save it in the new format',
  },
  password: { zh: '文件带密码，请去掉密码后再传', en: 'The file has a password; please remove it' },
  'cut-off': {
    zh: '文件打不开，像是没下载完。请重新上传',
    en: 'The file is cut off, as if not wholly downloaded. Please send it again',
  },
  broken: {
    zh: '文件内部结构不对，请在 WPS 或 Excel 里另存一次后再传',
    en: 'The inside of the file is damaged; please save it once more and send that',
  },
  'too-many-parts': { zh: '文件内部的部件太多，请另存一次后再传', en: 'The file has too many parts' },
  'part-too-large': {
    zh: '文件解开后太大，请分成几份，或删去空白的行列后另存',
    en: 'Unpacked, the file is too large; please split it or delete empty rows and columns',
  },
  'all-too-large': {
    zh: '文件解开后太大，请分成几份，或删去空白的行列后另存',
    en: 'Unpacked, the file is too large; please split it or delete empty rows and columns',
  },
  ratio: {
    zh: '文件压缩得异常厉害，不能打开。请另存一次后再传',
    en: 'The file is packed in an unusual way and is not opened; please save it once more',
  },
  'odd-path': { zh: '文件内部的路径不对，不能打开', en: 'The file holds odd paths and is not opened' },
  macros: {
    zh: '文件带宏，请另存为不带宏的格式（.xlsx、.docx）后再传',
    en: 'The file holds macros; please save it without (.xlsx, .docx)',
  },
  'outside-links': {
    zh: '文件链接了别的工作簿或数据源，请断开链接（数据→编辑链接）后再传',
    en: 'The file links to other workbooks or data; please break the links',
  },
  embedded: {
    zh: '文件里嵌了别的文件，请删去后再传',
    en: 'The file holds other files; please delete them',
  },
  doctype: { zh: '文件内部含有外部实体声明，不能打开', en: 'The file declares entities and is not opened' },
}
