import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { remindsOn, retryAfterMinutes } from '../../server/notices/reminders.ts'
import { clip, groupText, summaryText } from '../../server/notices/wording.ts'

describe('reminders', () => {
  it('come 7, 3 and 1 days before, on the day, and 1, 3, 7 days after, then weekly', () => {
    const days = Array.from({ length: 51 }, (_, place) => 20 - place)
    expect(days.filter(remindsOn)).toEqual([7, 3, 1, 0, -1, -3, -7, -14, -21, -28])
  })
  it('never stop for good, and never come two days running after the first day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2000 }), (late) => {
        expect(remindsOn(-late) && remindsOn(-late - 1)).toBe(false)
        expect(Array.from({ length: 7 }, (_, more) => -late - more).some(remindsOn)).toBe(true)
      }),
    )
  })
  it('what cannot be sent is tried five more times within a day, then given up', () => {
    expect([1, 2, 3, 4, 5, 6].map(retryAfterMinutes)).toEqual([1, 5, 30, 120, 720, null])
  })
})

describe('texts', () => {
  it('a summary names what presses most, and what it could not name it counts', () => {
    const subject = { id: null, title: '医院无陪护服务规范', note: '缺公告', on: '2025-10-14', days: 5, change: null }
    const text = summaryText(
      '历下区标准化目标进展',
      '2025-10-09',
      [
        { kind: 'returned', items: 7, subjects: [subject] },
        { kind: 'recognised', items: 2, subjects: [] },
        {
          ...{ kind: 'assigned', items: 1 },
          subjects: [
            {
              ...{ id: null, title: '公共服务试点', note: '历标领办〔2025〕9号', on: null, days: null },
              change: { kind: 'value', before: '2', after: '3' },
            },
          ],
        },
      ],
      'https://tracker.example.com',
    )
    expect(text.subject).toBe('历下区标准化目标进展：退回7项，请补正，已认定2项')
    expect(text.body).toContain('医院无陪护服务规范：缺公告，10月14日截止，还有5天')
    expect(text.body).toContain('另有6项')
    expect(text.body).toContain('公共服务试点，分解值3，原为2：历标领办〔2025〕9号')
    expect(text.body).toContain('https://tracker.example.com/desk')
  })
  it('a group is told by name who has not handed in', () => {
    const told = { product: '进展', period: '2025年第三季度', dueOn: '2025-10-10', queue: 12, address: null }
    expect(groupText({ ...told, daysLeft: -1, missing: ['区文旅局', '区水务局'] }).body).toBe(
      '【进展】2025年第三季度报送10月10日已截止，过了1天。还没有报送的2家：区文旅局、区水务局。审核中12项。',
    )
    expect(groupText({ ...told, daysLeft: 0, missing: [] }).body).toContain('今天截止。各部门都已报送。')
  })
  it('a long one is cut between characters, never beyond what the channel takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 3, max: 300 }), (text, bytes) => {
        const cut = clip(text, bytes)
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(Math.max(bytes, 3))
        expect(cut === text || (cut.endsWith('…') && text.startsWith(cut.slice(0, -1)))).toBe(true)
        expect(cut).not.toContain('\uFFFD')
      }),
    )
  })
})
