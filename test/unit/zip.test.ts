import { strToU8, type Zippable, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { inspectOffice, listZip, ZIP_LIMITS, ZIP_REFUSAL_WORDS, ZIP_REFUSALS } from '../../server/zip.ts'

const XML = '<?xml version="1.0" encoding="UTF-8"?><workbook/>'
const BOOK = { '[Content_Types].xml': XML, 'xl/workbook.xml': XML, 'xl/worksheets/sheet1.xml': XML }
const RELATION = '<Relationships><Relationship Type="http://schemas/relationships/'
const TEMPLATE_FROM_AFAR = `${RELATION}attachedTemplate" Target="http://far.example/a.dotm" TargetMode="External"/>`
const LINK = `${RELATION}hyperlink" Target="https://std.samr.gov.cn/" TargetMode="External"/>`
const pack = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
const book = (more: Record<string, string> = {}) => pack({ ...BOOK, ...more })
const reasonOf = (bytes: Uint8Array) => {
  const read = inspectOffice(bytes)
  return read.ok ? 'ok' : read.reason
}

/** The file with numbers of every local head and directory row overwritten, as a hostile writer would. */
function forge(bytes: Uint8Array, change: (view: DataView, at: number, kind: 'local' | 'central') => void): Uint8Array {
  const forged = bytes.slice()
  const view = new DataView(forged.buffer)
  for (let at = 0; at + 4 <= forged.length; at += 1) {
    const mark = view.getUint32(at, true)
    if (mark === 0x04034b50) change(view, at, 'local')
    if (mark === 0x02014b50) change(view, at, 'central')
  }
  return forged
}

const ole = (text: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(text, 'utf16le')])

describe('looking into a zip', () => {
  test('lists what is inside with its sizes', () => {
    const read = listZip(book())
    expect(read).toMatchObject({
      ok: true,
      entries: [
        { name: '[Content_Types].xml', bytes: XML.length },
        { name: 'xl/workbook.xml', bytes: XML.length },
        { name: 'xl/worksheets/sheet1.xml', bytes: XML.length },
      ],
    })
  })
  test.each([
    ['xlsx', BOOK],
    ['docx', { 'word/document.xml': XML }],
    ['ofd', { 'OFD.xml': XML, 'Doc_0/Document.xml': XML }],
    [null, { 'holiday.jpg': 'x' }],
  ])('tells what kind it is: %s', (kind, files) => {
    expect(inspectOffice(pack(files as Record<string, string>))).toMatchObject({ ok: true, kind })
  })
  test('takes plain links, and the workbook behind a chart in Word', () => {
    const files = { 'word/document.xml': XML, 'word/_rels/document.xml.rels': LINK, 'word/embeddings/a.xlsx': 'x' }
    expect(inspectOffice(pack(files))).toMatchObject({ ok: true, kind: 'docx' })
  })
  test('takes stored parts, and bytes that begin in the middle of a buffer', () => {
    const whole = zipSync({ 'xl/workbook.xml': [strToU8(XML), { level: 0 }] } as Zippable)
    const shifted = new Uint8Array(whole.length + 7)
    shifted.set(whole, 7)
    expect(inspectOffice(shifted.subarray(7))).toMatchObject({ ok: true, kind: 'xlsx' })
  })
})

describe('refuses', () => {
  test.each([
    ['not-zip', strToU8('姓名,单位')],
    ['not-zip', new Uint8Array(0)],
    ['old-format', ole('Workbook')],
    ['password', ole('EncryptedPackage')],
    ['cut-off', book().slice(0, -30)],
    ['cut-off', Buffer.concat([book(), Buffer.from('more')])],
    ['macros', book({ 'xl/vbaProject.bin': 'x' })],
    ['macros', book({ 'xl/macrosheets/sheet1.xml': XML })],
    ['macros', book({ '[Content_Types].xml': `<Types a="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>` })],
    ['outside-links', book({ 'xl/externalLinks/externalLink1.xml': XML })],
    ['outside-links', book({ 'xl/connections.xml': XML })],
    ['outside-links', pack({ 'word/document.xml': XML, 'word/_rels/settings.xml.rels': TEMPLATE_FROM_AFAR })],
    ['embedded', book({ 'xl/embeddings/oleObject1.bin': 'x' })],
    ['doctype', book({ 'xl/sharedStrings.xml': `<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>` })],
    ['doctype', book({ 'xl/sharedStrings.xml': `<!-- ${' '.repeat(3000)} --><!DoCtYpE x><x/>` })],
    ['broken', book({ 'xl/sharedStrings.xml': `<!-- ${' '.repeat(90_000)} --><!DOCTYPE x><x/>` })],
    ['odd-path', book({ '../evil.xml': XML })],
    ['odd-path', book({ '/etc/passwd': 'x' })],
    ['odd-path', book({ 'xl\\workbook2.xml': XML })],
    ['odd-path', book({ 'C:evil.xml': XML })],
    ['odd-path', book({ 'XL/Workbook.xml': XML })],
    ['too-many-parts', pack(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`a${n}.xml`, XML])))],
  ])('%s', (reason, bytes) => {
    expect(reasonOf(bytes)).toBe(reason)
  })
  test('a document type in UTF-16', () => {
    const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<!DOCTYPE x><x/>', 'utf16le')])
    expect(reasonOf(zipSync({ 'xl/workbook.xml': text }))).toBe('doctype')
  })
  test('a part that grows more than its bound', () => {
    expect(reasonOf(zipSync({ 'xl/workbook.xml': new Uint8Array(3_000_000).fill(32) }, { level: 9 }))).toBe('ratio')
  })
  test('parts that declare more than a part, or all together, may have', () => {
    const declare = (size: number) =>
      forge(book(), (view, at, kind) => {
        if (kind === 'local') view.setUint32(at + 22, size, true)
        else view.setUint32(at + 24, size, true)
      })
    expect(reasonOf(declare(ZIP_LIMITS.bytesPerPart + 1))).toBe('part-too-large')
    const read = listZip(declare(100 * 1024 * 1024), { ...ZIP_LIMITS, ratio: 1e9 })
    expect(read).toEqual({ ok: false, reason: 'all-too-large' })
  })
  test('a password on a part', () => {
    const locked = forge(book(), (view, at, kind) => view.setUint16(at + (kind === 'local' ? 6 : 8), 1, true))
    expect(reasonOf(locked)).toBe('password')
  })
  test('heads that tell another size or method than the directory', () => {
    expect(reasonOf(forge(book(), (view, at, kind) => kind === 'local' && view.setUint32(at + 18, 3, true)))).toBe(
      'broken',
    )
    expect(reasonOf(forge(book(), (view, at, kind) => kind === 'local' && view.setUint16(at + 8, 0, true)))).toBe(
      'broken',
    )
  })
  test('parts that share their bytes', () => {
    const shared = forge(pack({ 'a.xml': XML, 'b.xml': XML }), (view, at, kind) => {
      if (kind === 'central') view.setUint32(at + 42, 0, true)
      new Uint8Array(view.buffer)[at + (kind === 'local' ? 30 : 46)] = 97
    })
    expect(['broken', 'odd-path']).toContain(reasonOf(shared))
  })
  test('data that cannot be unpacked', () => {
    const bytes = pack({ 'xl/workbook.xml': XML })
    bytes.fill(0xff, 30 + 'xl/workbook.xml'.length, 30 + 'xl/workbook.xml'.length + 8)
    expect(reasonOf(bytes)).toBe('broken')
  })
})

test('never throws, whatever byte is changed', () => {
  const bytes = book({ 'xl/sharedStrings.xml': XML.repeat(20) })
  for (let at = 0; at < bytes.length; at += 1)
    for (const value of [0, 0xff, 0x80]) {
      const changed = bytes.slice()
      changed[at] = value
      expect(() => inspectOffice(changed)).not.toThrow()
    }
})

test('two hundred parts of the best-packed zeros are looked at in a moment', () => {
  const bomb = zipSync(
    Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`a${n}.xml`, new Uint8Array(1_000_000)])),
    { level: 9 },
  )
  const started = performance.now()
  inspectOffice(bomb)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('every refusal is worded', () => {
  for (const reason of ZIP_REFUSALS) expect(ZIP_REFUSAL_WORDS[reason].zh).toMatch(/[一-鿿]/)
})
