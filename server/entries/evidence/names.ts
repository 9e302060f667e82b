/**
 * What may be sent as evidence, told from a file's name and size alone: the web says it before a byte is sent, the
 * server again before it looks inside. Pure.
 */
import type { Wording } from '../../problem.ts'

/** The formats of evidence (security.md, rule 19), with the type they are served as. */
export const FORMATS = {
  pdf: { mediaType: 'application/pdf', called: 'PDF' },
  png: { mediaType: 'image/png', called: 'PNG' },
  jpg: { mediaType: 'image/jpeg', called: 'JPG' },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    called: 'Word',
  },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', called: 'Excel' },
  ofd: { mediaType: 'application/ofd', called: 'OFD' },
} as const
export type Format = keyof typeof FORMATS

/** Formats that a browser may show inside a page of ours; all others are only downloaded. */
export const SHOWN_TYPES: readonly string[] = [FORMATS.pdf.mediaType, FORMATS.png.mediaType, FORMATS.jpg.mediaType]

/** For `accept` of a file input. */
export const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.ofd'

/** Longest name that is kept, in characters. */
export const NAME_LENGTH = 200

const KIND_OF_ENDING: Readonly<Record<string, Format>> = {
  pdf: 'pdf',
  png: 'png',
  jpg: 'jpg',
  jpeg: 'jpg',
  docx: 'docx',
  xlsx: 'xlsx',
  ofd: 'ofd',
}

const ARCHIVES = /^(zip|rar|7z|tar|gz|tgz|bz2|xz|z|cab|iso|jar)$/
const MACROS: Readonly<Record<string, string>> = {
  docm: '.docx',
  dotm: '.docx',
  xlsm: '.xlsx',
  xltm: '.xlsx',
  xlam: '.xlsx',
  xlsb: '.xlsx',
  pptm: '.pdf',
}
const OLD: Readonly<Record<string, string>> = {
  doc: '.docx',
  wps: '.docx',
  rtf: '.docx',
  xls: '.xlsx',
  et: '.xlsx',
  ppt: '.pdf',
  pptx: '.pdf',
  ceb: '.pdf',
  caj: '.pdf',
}
const PICTURES = /^(heic|heif|webp|gif|bmp|tif|tiff|avif)$/

export type NameReading = { ok: true; format: Format } | { ok: false; message: Wording }

const no = (zh: string, en: string): NameReading => ({ ok: false, message: { zh, en } })

/** The format that a file's name promises, or the sentence that says why it is not taken and what to send instead. */
export function formatOfName(name: string): NameReading {
  const ending = /\.([^./\\]+)$/.exec(name.trim())?.[1]?.toLowerCase() ?? ''
  const format = KIND_OF_ENDING[ending]
  if (format !== undefined) return { ok: true, format }
  if (ARCHIVES.test(ending))
    return no(
      `不收压缩包（.${ending}）。请解压后上传 PDF、图片、Word、Excel 或 OFD`,
      `Archives (.${ending}) are not taken. Please unpack it and send PDF, pictures, Word, Excel or OFD`,
    )
  const plain = MACROS[ending]
  if (plain !== undefined)
    return no(
      `文件带宏（.${ending}），请另存为 ${plain}`,
      `The file may hold macros (.${ending}). Please save it as ${plain}`,
    )
  const newer = OLD[ending]
  if (newer !== undefined)
    return no(
      `不收 .${ending} 文件。请另存为 ${newer} 再传`,
      `.${ending} files are not taken. Please save it as ${newer}`,
    )
  if (PICTURES.test(ending))
    return no(
      `不收 .${ending} 图片。请存为 JPG 或 PNG 再传`,
      `.${ending} pictures are not taken. Please save it as JPG or PNG`,
    )
  if (ending === '')
    return no(
      '文件名没有后缀，认不出是什么文件。请上传 PDF、图片、Word、Excel 或 OFD',
      'The name has no ending, so the file cannot be told. Please send PDF, pictures, Word, Excel or OFD',
    )
  const shown = ending.length > 10 ? `${ending.slice(0, 10)}` : ending
  return no(
    `不收这种文件（.${shown}）。请上传 PDF、图片、Word、Excel 或 OFD`,
    `Files of this kind (.${shown}) are not taken. Please send PDF, pictures, Word, Excel or OFD`,
  )
}

/** Why a file is too large, with its size where that is known; null where it is not. Sizes in bytes. */
export function tooLarge(bytes: number | null, limit: number): Wording | null {
  if (bytes !== null && bytes <= limit) return null
  const most = megabytes(limit)
  const zh = '只传封面、前言和起草单位那几页即可'
  const en = 'The cover, the foreword and the page that names the drafters suffice'
  return bytes === null
    ? { zh: `文件超过${most} MB。${zh}`, en: `The file is over ${most} MB. ${en}` }
    : {
        zh: `文件${megabytes(bytes)} MB，超过${most} MB。${zh}`,
        en: `The file has ${megabytes(bytes)} MB, over ${most} MB. ${en}`,
      }
}

function megabytes(bytes: number): string {
  const value = bytes / (1024 * 1024)
  return value >= 10 ? String(Math.ceil(value)) : String(Math.ceil(value * 10) / 10)
}

/** A name as it is kept: the last part of a path, without marks that no name needs, not too long. */
export function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const plain = last.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '').trim()
  if (plain.length <= NAME_LENGTH) return plain
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? ''
  return plain.slice(0, NAME_LENGTH - ending.length) + ending
}

/** Whether a text is an address that a piece of evidence may be: https or http, with a host, no name and password. */
export function readAddress(text: string): { ok: true; url: string } | { ok: false; message: Wording } {
  const wrong = (zh: string, en: string) => ({ ok: false as const, message: { zh, en } })
  const trimmed = text.trim()
  if (!/^https?:\/\//i.test(trimmed))
    return wrong('网址要以 https:// 或 http:// 开头', 'An address has to begin with https:// or http://')
  if (!URL.canParse(trimmed) || /\s/.test(trimmed))
    return wrong('网址写得不完整，请从浏览器地址栏整条复制', 'The address is not complete; please copy it whole')
  const url = new URL(trimmed)
  if (url.username !== '' || url.password !== '')
    return wrong('网址里不能带账号和密码', 'An address must not hold a name and a password')
  if (url.href.length > 1000)
    return wrong('网址太长，最多1000个字符', 'The address is too long: at most 1000 characters')
  return { ok: true, url: url.href }
}
