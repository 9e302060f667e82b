/** Whether the bytes of a file are what its name promises, whole and harmless. Pure: bytes in, a sentence out. */
import type { Wording } from '../../problem.ts'
import { inspectOffice, ZIP_REFUSAL_WORDS } from '../../zip.ts'
import { FORMATS, type Format, formatOfName } from './names.ts'

const CUT_OFF: Wording = {
  zh: '文件打不开，像是没下载完。请重新上传',
  en: 'The file cannot be opened, as if it was not wholly downloaded. Please send it again',
}
const EMPTY: Wording = { zh: '文件是空的，请换一个', en: 'The file is empty. Please send another' }

/** So much of the end is searched for the mark that closes a file; some programs write a little after it. */
const TAIL = 2048
const JPEG_TAIL = 64 * 1024

/** Why a file is not taken as evidence; null where it is. `bytes` is the whole file. */
export function faultOf(name: string, bytes: Uint8Array): Wording | null {
  const named = formatOfName(name)
  if (!named.ok) return named.message
  if (bytes.length === 0) return EMPTY
  switch (named.format) {
    case 'pdf':
      return pdfFault(name, bytes)
    case 'png':
      return pngFault(name, bytes)
    case 'jpg':
      return jpgFault(name, bytes)
    default:
      return officeFault(name, named.format, bytes)
  }
}

function otherThanNamed(name: string, format: Format): Wording {
  const ending = /\.[^.]+$/.exec(name)?.[0].toLowerCase() ?? ''
  const { called } = FORMATS[format]
  return {
    zh: `后缀是 ${ending}，内容不是 ${called}`,
    en: `The name ends in ${ending}, but the content is not ${called}`,
  }
}

const begins = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, place) => bytes[place] === byte)
const ascii = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

function pdfFault(name: string, bytes: Uint8Array): Wording | null {
  // At the very start: what stands before it could be read as something else by somebody else.
  if (!/^%PDF-\d\.\d/.test(ascii(bytes.subarray(0, 16)))) return otherThanNamed(name, 'pdf')
  const tail = ascii(bytes.subarray(Math.max(0, bytes.length - TAIL)))
  return /startxref\s+\d+\s+%%EOF/.test(tail) ? null : CUT_OFF
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const CHUNK_FRAME = 12

function pngFault(name: string, bytes: Uint8Array): Wording | null {
  if (!begins(bytes, PNG)) return otherThanNamed(name, 'png')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = PNG.length
  for (let first = true; at + CHUNK_FRAME <= bytes.length; first = false) {
    const type = ascii(bytes.subarray(at + 4, at + 8))
    if (first && type !== 'IHDR') return otherThanNamed(name, 'png')
    at += CHUNK_FRAME + view.getUint32(at, false)
    if (type === 'IEND') return at <= bytes.length ? null : CUT_OFF
  }
  return CUT_OFF
}

function jpgFault(name: string, bytes: Uint8Array): Wording | null {
  if (!begins(bytes, [0xff, 0xd8, 0xff])) return otherThanNamed(name, 'jpg')
  // Phones write a little after the end mark; a preview inside has an end mark too, but far from the end.
  const tail = Buffer.from(bytes.subarray(Math.max(3, bytes.length - JPEG_TAIL)))
  return tail.includes(Buffer.from([0xff, 0xd9])) ? null : CUT_OFF
}

function officeFault(name: string, format: Format, bytes: Uint8Array): Wording | null {
  const read = inspectOffice(bytes)
  if (read.ok) return read.kind === format ? null : otherThanNamed(name, format)
  return read.reason === 'not-zip' ? otherThanNamed(name, format) : ZIP_REFUSAL_WORDS[read.reason]
}
