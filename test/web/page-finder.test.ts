import { describe, expect, it } from 'vitest'
import { isScan, noteOn, pageOf } from '../../web/review/finder.ts'

const TEXTS = [
  'ICS 03.080\nDB37\n山东省地方标准\nDB37／T 9412—2025\n医院无陪护服务规范\n2025-08-29发布',
  '前 言\n本文件起草单位：泉城明湖医院（集团）护理学研\n究中心。发布于2025年9月1日。',
]

describe('the page on which a claimed value stands', () => {
  it.each([
    ['DB37/T 9412-2025', 1],
    ['医院无陪护服务规范', 1],
    ['2025-08-29', 1],
    ['2025-09-01', 2],
    ['泉城明湖医院（集团）护理学研究中心', 2],
    ['泉城明湖医院(集团)护理学研究中心', 2],
    ['DB37/T 9413-2025', null],
    ['', null],
  ])('%s', (value, page) => {
    expect(pageOf(value, TEXTS)).toBe(page)
  })
})

describe('a scan', () => {
  it('holds no words, or only a stamp', () => {
    expect(isScan(['', ''])).toBe(true)
    expect(isScan(['第1页', '第2页'])).toBe(true)
    expect(isScan(TEXTS)).toBe(false)
  })
})

describe('the note on page numbers', () => {
  it('stands only where there is one, and gives way to that on scans', () => {
    const page = { file: 'a', kind: 'cover', page: 2 }
    expect(noteOn([null, 'nowhere'])).toBeNull()
    expect(noteOn([null, page, 'nowhere'])).toBe('note')
    expect(noteOn([page, 'scan'])).toBe('scanNote')
  })
})
