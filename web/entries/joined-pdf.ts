/**
 * Several pictures of one paper as one PDF, a picture a page. A JPEG goes in byte by byte as it was taken, and nothing
 * else does: the same pictures in the same order make the same file, so that a second use of it is still noticed.
 * Pure. Source: ISO 32000-1 (image XObjects), Exif 2.3 (orientation).
 */

/** A picture as a page takes it. */
export type Picture = {
  /** Pixels, as stored. */
  width: number
  height: number
  /** How it has to be turned to stand upright: 1 to 8, as Exif counts. */
  orientation: number
  /** Grey, RGB, CMYK. */
  channels: 1 | 3 | 4
  /** Its values are stored upside down, as some programs do for print. */
  inverted: boolean
  /** How `data` is packed: as a JPEG, or as rows of bytes by zlib. */
  packing: 'DCTDecode' | 'FlateDecode'
  data: Uint8Array<ArrayBuffer>
}

/** The frame of a JPEG; null where it is none, or of a kind that a PDF cannot take as it is. */
export function readJpeg(data: Uint8Array<ArrayBuffer>): Picture | null {
  if (data[0] !== 0xff || data[1] !== 0xd8) return null
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  let orientation = 1
  let inverted = false
  for (let at = 2; at + 4 <= data.length; ) {
    if (data[at] !== 0xff) return null
    const marker = data[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = view.getUint16(at + 2)
    const body = data.subarray(at + 4, at + 2 + length)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) {
      if (body.length < 6 || body[0] !== 8) return null
      const channels = body[5]
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      if ((channels !== 1 && channels !== 3 && channels !== 4) || height === 0 || width === 0) return null
      return { width, height, orientation, channels, inverted, packing: 'DCTDecode', data }
    }
    if (marker === 0xe1) orientation = orientationIn(body) ?? orientation
    if (marker === 0xee && latin(body.subarray(0, 5)) === 'Adobe') inverted = true
    if (marker === 0xda || marker === 0xd9) return null
    at += 2 + length
  }
  return null
}

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes)
const ORIENTATION = 0x0112

function orientationIn(body: Uint8Array): number | undefined {
  if (latin(body.subarray(0, 6)) !== 'Exif\0\0' || body.length < 14) return undefined
  const tiff = new DataView(body.buffer, body.byteOffset + 6, body.byteLength - 6)
  const little = tiff.getUint16(0) === 0x4949
  const start = tiff.getUint32(4, little)
  if (start + 2 > tiff.byteLength) return undefined
  for (let row = 0; row < tiff.getUint16(start, little); row++) {
    const at = start + 2 + row * 12
    if (at + 12 > tiff.byteLength) return undefined
    if (tiff.getUint16(at, little) !== ORIENTATION) continue
    const value = tiff.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** The long side of a page in points: that of A4. */
const LONG_SIDE = 842
const COLOURS = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' } as const

/** The matrix that lays a picture over a page of w × h points, turned upright. */
function upright(orientation: number, w: number, h: number): string {
  const matrices: Record<number, readonly number[]> = {
    2: [-w, 0, 0, h, w, 0],
    3: [-w, 0, 0, -h, w, h],
    4: [w, 0, 0, -h, 0, h],
    5: [0, -h, -w, 0, w, h],
    6: [0, -h, w, 0, 0, h],
    7: [0, h, w, 0, 0, 0],
    8: [0, h, -w, 0, w, 0],
  }
  return (matrices[orientation] ?? [w, 0, 0, h, 0, 0]).join(' ')
}

/** One PDF of these pictures, in their order. */
export function joinPictures(pictures: readonly Picture[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const offsets: number[] = []
  let length = 0
  const add = (part: string | Uint8Array<ArrayBuffer>) => {
    const bytes = typeof part === 'string' ? Uint8Array.from(part, (one) => one.charCodeAt(0)) : part
    parts.push(bytes)
    length += bytes.length
  }
  const object = (head: string, stream?: Uint8Array<ArrayBuffer>) => {
    offsets.push(length)
    add(`${offsets.length} 0 obj\n`)
    if (stream === undefined) add(`<< ${head} >>\n`)
    else {
      add(`<< ${head} /Length ${stream.length} >>\nstream\n`)
      add(stream)
      add('\nendstream\n')
    }
    add('endobj\n')
  }
  const FIRST = 3
  add('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')
  object('/Type /Catalog /Pages 2 0 R')
  const kids = pictures.map((_, place) => `${FIRST + place * 3} 0 R`).join(' ')
  object(`/Type /Pages /Kids [${kids}] /Count ${pictures.length}`)
  for (const [place, picture] of pictures.entries()) {
    const isTurned = picture.orientation >= 5
    const [wide, high] = isTurned ? [picture.height, picture.width] : [picture.width, picture.height]
    const scale = LONG_SIDE / Math.max(wide, high)
    const [w, h] = [wide, high].map((one) => Math.max(1, Math.round(one * scale))) as [number, number]
    const own = FIRST + place * 3
    object(
      `/Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Resources << /XObject << /P ${own + 2} 0 R >> >> /Contents ${own + 1} 0 R`,
    )
    object(
      '',
      Uint8Array.from(`q ${upright(picture.orientation, w, h)} cm /P Do Q`, (one) => one.charCodeAt(0)),
    )
    const decode = picture.channels === 4 && picture.inverted ? ' /Decode [1 0 1 0 1 0 1 0]' : ''
    object(
      `/Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /ColorSpace /${COLOURS[picture.channels]} /BitsPerComponent 8${decode} /Filter /${picture.packing}`,
      picture.data,
    )
  }
  const table = length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  add(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}`)
  add(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`)
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
