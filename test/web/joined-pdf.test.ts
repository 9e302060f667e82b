/** Several photos of one paper become one PDF: whole, in their order, upright, and the same each time. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { faultOf } from '../../server/entries/evidence/content.ts'
import { joinPictures, type Picture, readJpeg } from '../../web/entries/joined-pdf.ts'

/** The head of a JPEG of so many pixels, turned as Exif says, with a mark to find it by. */
function jpeg(
  width: number,
  height: number,
  { turned = 1, mark = 0x11, little = false } = {},
): Uint8Array<ArrayBuffer> {
  const of16 = (value: number) => [value >> 8, value & 0xff]
  const own16 = (value: number) => (little ? of16(value).reverse() : of16(value))
  const own32 = (value: number) => (little ? [...own16(value), 0, 0] : [0, 0, ...own16(value)])
  const tiff = [...(little ? [0x49, 0x49] : [0x4d, 0x4d]), ...own16(42), ...own32(8), ...own16(1)]
  const row = [...own16(0x0112), ...own16(3), ...own32(1), ...own16(turned), 0, 0]
  const exif = [...new TextEncoder().encode('Exif\0\0'), ...tiff, ...row, ...own32(0)]
  const frame = [8, ...of16(height), ...of16(width), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe1, ...of16(exif.length + 2), ...exif],
    ...[0xff, 0xc0, ...of16(frame.length + 2), ...frame],
    ...[0xff, 0xda, 0, 2, mark, mark, 0xff, 0xd9],
  ])
}
const read = (bytes: Uint8Array<ArrayBuffer>) => readJpeg(bytes) as Picture

describe('a photo', () => {
  it.each([[false], [true]])('tells its size and how it was held', (little) => {
    expect(readJpeg(jpeg(4000, 3000, { turned: 6, little }))).toMatchObject({
      ...{ width: 4000, height: 3000, orientation: 6, channels: 3, packing: 'DCTDecode' },
    })
  })
  it('that is none is not taken for one', () => {
    expect(readJpeg(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]))).toBeNull()
    expect(readJpeg(jpeg(10, 10).slice(0, 20))).toBeNull()
  })
})

describe('photos of one paper', () => {
  const photos = [jpeg(4000, 3000, { turned: 6, mark: 0x21 }), jpeg(4000, 3000, { mark: 0x22 }), jpeg(1000, 2000)]
  const pdf = joinPictures(photos.map(read))

  it('are one PDF that is taken as evidence, a page each, standing upright', async () => {
    expect(faultOf('封面.pdf', pdf)).toBeNull()
    const task = getDocument({ data: pdf.slice() })
    const document = await task.promise
    const pages = await Promise.all([1, 2, 3].map((number) => document.getPage(number)))
    expect(pages.map((page) => page.view.slice(2))).toEqual([
      [632, 842],
      [842, 632],
      [421, 842],
    ])
    await task.destroy()
  })

  it('lie in it byte by byte, in their order', () => {
    const places = photos.map((photo) => Buffer.from(pdf).indexOf(photo))
    expect(places.every((place) => place > 0)).toBe(true)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
  })

  it('make the same file again, and another one in another order', () => {
    expect(joinPictures(photos.map(read))).toEqual(pdf)
    expect(joinPictures([...photos].reverse().map(read))).not.toEqual(pdf)
  })
})
