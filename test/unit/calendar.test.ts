import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readCalendarFile } from '../../server/calendar/changes.ts'
import { readNotice } from '../../server/calendar/notice-text.ts'
import { isWeekend, workingDaysAfter, workingDaysBetween } from '../../server/calendar/working-days.ts'

/** The sentences of the notice for 2025 that name days. */
const NOTICE = `各省、自治区、直辖市人民政府：
自2025年1月1日起，全体公民放假的假日增加2天。现将2025年节假日放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`

describe('working days', () => {
  it.each([
    ['2025-06-30', 1, '2025-07-01'],
    ['2025-06-30', 10, '2025-07-14'],
    ['2025-07-04', 1, '2025-07-07'],
    ['2025-07-05', 1, '2025-07-07'],
  ])('%s and %i more is %s', (from, count, to) => {
    expect(workingDaysAfter(from, count)).toBe(to)
    expect(workingDaysBetween(from, to)).toBe(count)
  })
  it('leave out holidays and take in the weekend days worked for them', () => {
    const calendar = { free: new Set(['2025-10-01', '2025-10-02', '2025-10-03']), worked: new Set(['2025-10-11']) }
    expect(workingDaysAfter('2025-09-30', 1, calendar)).toBe('2025-10-06')
    expect(workingDaysBetween('2025-10-10', '2025-10-12', calendar)).toBe(1)
  })
  it('are none on the same day', () => {
    expect(workingDaysBetween('2025-06-30', '2025-06-30')).toBe(0)
    expect(workingDaysBetween('2025-07-01', '2025-06-30')).toBe(0)
  })
})

describe('the yearly notice as pasted', () => {
  const { days, unread } = readNotice(NOTICE, 2025)
  const of = (kind: string) => days.filter((one) => one.kind === kind).map((one) => one.on)
  it('gives every day off and every weekend day worked', () => {
    expect(of('off')).toHaveLength(1 + 8 + 3 + 5 + 3 + 8)
    expect(of('worked')).toEqual(['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'])
    expect(unread).toEqual([])
  })
  it('takes over the month of the day before it, and passes over brackets', () => {
    expect(of('off').filter((on) => on.startsWith('2025-04'))).toEqual(['2025-04-04', '2025-04-05', '2025-04-06'])
    expect(days.find((one) => one.on === '2025-10-08')?.name).toBe('国庆节、中秋节')
  })
  it('names a line with days that it cannot read, and makes up none', () => {
    const read = readNotice('春节放假：除夕至初七\n二月：2月30日放假', 2025)
    expect(read.days).toEqual([])
    expect(read.unread).toEqual(['春节放假：除夕至初七', '二月：2月30日放假'])
  })
  it('says the same as the file that comes with the program', () => {
    const file = readCalendarFile(parse(readFileSync('seeds/calendars/2025.yaml', 'utf8')))
    expect(file.days).toEqual(days)
    expect(file.days.filter((one) => one.kind === 'worked' && !isWeekend(one.on))).toEqual([])
  })
})
