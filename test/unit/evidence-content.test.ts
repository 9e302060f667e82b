import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { faultOf } from '../../server/entries/evidence/content.ts'
import { cleanName, formatOfName, readAddress, tooLarge } from '../../server/entries/evidence/names.ts'
import { makeJpg, makeOffice, makePdf, makePng } from '../fixtures/files.ts'

const MB = 1024 * 1024

describe('what is taken as evidence', () => {
  it.each([
    ['封面.pdf', makePdf()],
    ['封面.PDF', makePdf()],
    ['照片.png', makePng()],
    ['照片.jpg', makeJpg()],
    ['照片.jpeg', makeJpg()],
    ['公告.docx', makeOffice('docx')],
    ['名单.xlsx', makeOffice('xlsx')],
    ['批复.ofd', makeOffice('ofd')],
  ])('%s', (name, bytes) => {
    expect(faultOf(name, bytes)).toBeNull()
  })
  it('a photo with something written after its end, as some phones do', () => {
    expect(faultOf('a.jpg', Buffer.concat([makeJpg(), Buffer.alloc(3000)]))).toBeNull()
  })
  it('a PDF with line breaks after its end mark', () => {
    expect(faultOf('a.pdf', Buffer.concat([makePdf(), Buffer.from('\r\n\r\n')]))).toBeNull()
  })
})

describe('what is refused by its name, in words', () => {
  it.each([
    ['材料.rar', '不收压缩包（.rar）。请解压后上传 PDF、图片、Word、Excel 或 OFD'],
    ['材料.zip', '不收压缩包（.zip）。请解压后上传 PDF、图片、Word、Excel 或 OFD'],
    ['材料.tar.gz', '不收压缩包（.gz）。请解压后上传 PDF、图片、Word、Excel 或 OFD'],
    ['公告.docm', '文件带宏（.docm），请另存为 .docx'],
    ['名单.xlsm', '文件带宏（.xlsm），请另存为 .xlsx'],
    ['公告.doc', '不收 .doc 文件。请另存为 .docx 再传'],
    ['公告.wps', '不收 .wps 文件。请另存为 .docx 再传'],
    ['照片.heic', '不收 .heic 图片。请存为 JPG 或 PNG 再传'],
    ['图.svg', '不收这种文件（.svg）。请上传 PDF、图片、Word、Excel 或 OFD'],
    ['页.html', '不收这种文件（.html）。请上传 PDF、图片、Word、Excel 或 OFD'],
    ['装.exe', '不收这种文件（.exe）。请上传 PDF、图片、Word、Excel 或 OFD'],
    ['封面.pdf.exe', '不收这种文件（.exe）。请上传 PDF、图片、Word、Excel 或 OFD'],
    ['封面', '文件名没有后缀，认不出是什么文件。请上传 PDF、图片、Word、Excel 或 OFD'],
  ])('%s', (name, sentence) => {
    expect(formatOfName(name)).toMatchObject({ ok: false, message: { zh: sentence } })
    expect(faultOf(name, makePdf())?.zh).toBe(sentence)
  })
})

describe('what is refused by its content', () => {
  it.each([
    ['封面.pdf', Buffer.from('<html><script>alert(1)</script>'), '后缀是 .pdf，内容不是 PDF'],
    ['封面.pdf', Buffer.concat([Buffer.from('<html>'), makePdf()]), '后缀是 .pdf，内容不是 PDF'],
    ['封面.pdf', makePng(), '后缀是 .pdf，内容不是 PDF'],
    ['封面.png', makePdf(), '后缀是 .png，内容不是 PNG'],
    ['封面.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), '后缀是 .png，内容不是 PNG'],
    ['封面.jpg', makePng(), '后缀是 .jpg，内容不是 JPG'],
    ['封面.jpg', Buffer.from('MZ\x90\x00 a program'), '后缀是 .jpg，内容不是 JPG'],
    ['公告.docx', makePdf(), '后缀是 .docx，内容不是 Word'],
    ['公告.docx', makeOffice('xlsx'), '后缀是 .docx，内容不是 Word'],
    ['名单.xlsx', makeOffice('docx'), '后缀是 .xlsx，内容不是 Excel'],
    ['批复.ofd', makeOffice('docx'), '后缀是 .ofd，内容不是 OFD'],
    ['批复.ofd', Buffer.from(zipSync({ 'a.exe': new Uint8Array(9) })), '后缀是 .ofd，内容不是 OFD'],
  ])('%s that is something else', (name, bytes, sentence) => {
    expect(faultOf(name, bytes)?.zh).toBe(sentence)
  })
  it('macros, whatever the ending says', () => {
    expect(faultOf('公告.docx', makeOffice('docx', { 'word/vbaProject.bin': new Uint8Array(9) }))?.zh).toContain('宏')
    expect(faultOf('名单.xlsx', makeOffice('xlsx', { 'xl/vbaProject.bin': new Uint8Array(9) }))?.zh).toContain('宏')
  })
  it('an office file with a password, or of the old format', () => {
    const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)])
    const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')])
    expect(faultOf('公告.docx', locked)?.zh).toBe('文件带密码，请去掉密码后再传')
    expect(faultOf('公告.docx', ole)?.zh).toContain('旧版 Office')
  })
  it('a zip that unpacks past all bounds', () => {
    const bomb = makeOffice('docx', { 'word/media/a.png': new Uint8Array(8 * MB) })
    expect(bomb.length).toBeLessThan(MB)
    expect(faultOf('公告.docx', bomb)).not.toBeNull()
  })
  it('entities in XML', () => {
    const parts = { 'word/styles.xml': Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>') }
    expect(faultOf('公告.docx', makeOffice('docx', parts))).not.toBeNull()
  })
  it('an empty file', () => {
    expect(faultOf('封面.pdf', Buffer.alloc(0))?.zh).toBe('文件是空的，请换一个')
  })
})

describe('a file that is cut off', () => {
  const CUT_OFF = '文件打不开，像是没下载完。请重新上传'
  it.each([
    ['a.pdf', makePdf()],
    ['a.png', makePng(40, 40)],
    ['a.docx', makeOffice('docx')],
    ['a.xlsx', makeOffice('xlsx')],
    ['a.ofd', makeOffice('ofd')],
  ])('%s is refused at every length', (name, whole) => {
    for (let length = 20; length < whole.length - 4; length += Math.ceil(whole.length / 40))
      expect(faultOf(name, whole.subarray(0, length))?.zh, String(length)).toBe(CUT_OFF)
  })
  it('a photo whose preview alone is whole', () => {
    const photo = Buffer.concat([makeJpg(), Buffer.alloc(200 * 1024, 1)])
    expect(faultOf('a.jpg', photo)?.zh).toBe(CUT_OFF)
  })
})

describe('sizes, names and addresses', () => {
  it('a file over the limit is told with its size and what suffices', () => {
    expect(tooLarge(48 * MB, 20 * MB)?.zh).toBe('文件48 MB，超过20 MB。只传封面、前言和起草单位那几页即可')
    expect(tooLarge(null, 20 * MB)?.zh).toBe('文件超过20 MB。只传封面、前言和起草单位那几页即可')
    expect(tooLarge(20 * MB, 20 * MB)).toBeNull()
    expect(tooLarge(20 * MB + 1, 20 * MB)?.zh).toContain('文件21 MB，超过20 MB')
  })
  it('a name keeps nothing that leads elsewhere or hides its ending', () => {
    expect(cleanName('..\\..\\windows\\封面.pdf')).toBe('封面.pdf')
    expect(cleanName('/etc/passwd.pdf')).toBe('passwd.pdf')
    expect(cleanName('fdp.\u202eexe.pdf\r\n')).toBe('fdp.exe.pdf')
    expect(cleanName(`${'长'.repeat(400)}.pdf`)).toMatch(/^长{196}\.pdf$/)
  })
  it.each([
    ['https://std.samr.gov.cn/gb/1', null],
    ['http://www.jinan.gov.cn/公告', null],
    ['std.samr.gov.cn', '网址要以 https:// 或 http:// 开头'],
    ['javascript:alert(1)', '网址要以 https:// 或 http:// 开头'],
    ['ftp://a.cn/b', '网址要以 https:// 或 http:// 开头'],
    ['https://', '网址写得不完整，请从浏览器地址栏整条复制'],
    ['https://a b.cn', '网址写得不完整，请从浏览器地址栏整条复制'],
    ['https://me:secret@a.cn/', '网址里不能带账号和密码'],
  ])('the address %s', (text, sentence) => {
    const read = readAddress(text)
    expect(read.ok ? null : read.message.zh).toBe(sentence)
  })
})
