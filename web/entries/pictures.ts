/** Pictures that were chosen or taken, as pages of one PDF: what only a browser can do, around `joined-pdf.ts`. */
import { joinPictures, type Picture, readJpeg } from './joined-pdf.ts'

export const isPicture = (file: File) => /\.(jpe?g|png)$/i.test(file.name) || /^image\/(jpeg|png)$/.test(file.type)

/** Long side in pixels to which pictures are made smaller, where together they would be too large to send. */
const SMALLER = 2400

/**
 * One PDF of these pictures in their order, under `name`. A JPEG goes in as it is; only where the whole would pass
 * `limit` bytes are they made smaller. Throws a `PictureFault` for one that cannot be opened.
 */
export async function joined(files: readonly File[], name: string, limit: number): Promise<File> {
  // Some room for the pages themselves.
  const isTooMuch = files.reduce((sum, file) => sum + file.size, 0) > limit * 0.98
  const pictures: Picture[] = []
  for (const file of files) pictures.push(await pictureOf(file, isTooMuch))
  return new File([joinPictures(pictures)], name, { type: 'application/pdf' })
}

/** A file that is no picture, or a damaged one. */
export class PictureFault extends Error {}

async function pictureOf(file: File, smaller: boolean): Promise<Picture> {
  const asItIs = smaller ? null : readJpeg(new Uint8Array(await file.arrayBuffer()))
  if (asItIs !== null) return asItIs
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new PictureFault(file.name)
  })
  const scale = smaller ? Math.min(1, SMALLER / Math.max(bitmap.width, bitmap.height)) : 1
  const canvas = drawn(bitmap, scale)
  bitmap.close()
  if (smaller) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    const picture = blob === null ? null : readJpeg(new Uint8Array(await blob.arrayBuffer()))
    if (picture === null) throw new PictureFault(file.name)
    return picture
  }
  const { width, height } = canvas
  const seen = canvas.getContext('2d')?.getImageData(0, 0, width, height).data
  if (seen === undefined) throw new PictureFault(file.name)
  const data = await packed(withoutAlpha(seen))
  return { width, height, orientation: 1, channels: 3, inverted: false, packing: 'FlateDecode', data }
}

/** A picture on white paper, `scale` of its size. */
export function drawn(bitmap: ImageBitmap, scale: number, canvas = document.createElement('canvas')) {
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const pen = canvas.getContext('2d')
  if (pen !== null) {
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  }
  return canvas
}

function withoutAlpha(seen: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((seen.length / 4) * 3)
  for (let from = 0, to = 0; from < seen.length; from += 4, to += 3) bytes.set(seen.subarray(from, from + 3), to)
  return bytes
}

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
