import { describe, expect, test } from 'vitest'
import {
  addDays,
  chineseNumeral,
  daysBetween,
  formatBytes,
  formatChange,
  formatCount,
  formatDay,
  formatExpected,
  formatLadderMonth,
  formatMonth,
  formatOrdinal,
  formatPercent,
  formatTime,
  lackOf,
  monthsOf,
  wholeExpected,
} from '../../web/format.ts'

describe('a percentage has one decimal, none if whole, and is never rounded up to 100 % or down to 0 %', () => {
  test.each([
    [97, 150, '64.7%'],
    [18, 10, '180%'],
    [3, 3, '100%'],
    [0, 3, '0%'],
    [299, 300, '99.7%'],
    [9997, 10_000, '99.9%'],
    [99_999, 100_000, '99.9%'],
    [2, 10_000, '0.1%'],
    [31, 30, '103.3%'],
    [1, 3, '33.3%'],
    [0, 0, '—'],
    [4, 0, '—'],
  ])('%d of %d is %s', (part, whole, text) => {
    expect(formatPercent(part, whole)).toBe(text)
  })
})

describe('what lacks is said in whole items, from one up', () => {
  test.each([
    [114.57, 97, 18],
    [3.1, 3, null],
    [3.99, 3, null],
    [4, 3, 1],
    [4.01, 3, 2],
    [26.000000000000004, 17, 9],
    [7.6, 8, null],
    [null, 0, null],
  ])('%d expected, %d recognised: %s', (expected, recognised, lack) => {
    expect(lackOf(expected, recognised)).toBe(lack)
  })

  test('what should have been reached is a decimal in tables and the next whole item in sentences', () => {
    expect(formatExpected(114.57)).toBe('114.6')
    expect(formatExpected(26)).toBe('26.0')
    expect(formatExpected(null)).toBe('—')
    expect(wholeExpected(114.57)).toBe(115)
    expect(wholeExpected(26.000000000000004)).toBe(26)
  })
})

describe('days', () => {
  test.each([
    ['2025-06-30', 'zh-CN', undefined, '2025年6月30日'],
    ['2025-06-30', 'zh-CN', '2025-12-31', '6月30日'],
    ['2024-12-31', 'zh-CN', '2025-01-01', '2024年12月31日'],
    ['2025-06-30', 'en', undefined, '30 June 2025'],
    ['2025-06-30', 'en', '2025-01-01', '30 June'],
  ] as const)('%s in %s near %s is %s', (day, language, near, text) => {
    expect(formatDay(day, language, near)).toBe(text)
  })

  test('months, in words and in a ladder', () => {
    expect(formatMonth('2025-06', 'zh-CN')).toBe('2025年6月')
    expect(formatMonth('2025-06-15', 'en')).toBe('Jun 2025')
    expect(formatLadderMonth('2024-06-15')).toBe('24.06')
  })

  test('distance counts days, across a leap day and backwards', () => {
    expect(daysBetween('2023-11-13', '2025-12-31')).toBe(779)
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
    expect(daysBetween('2025-12-31', '2025-06-30')).toBe(-184)
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  })

  test('a length in months is at least one', () => {
    expect(monthsOf(335)).toBe(11)
    expect(monthsOf(3)).toBe(1)
  })

  test('a time of day is that of Asia/Shanghai', () => {
    expect(formatTime(Date.parse('2025-06-30T01:42:00Z'))).toBe('9:42')
  })
})

describe('numbers', () => {
  test.each([
    [1, '（一）', '(1)'],
    [10, '（十）', '(10)'],
    [16, '（十六）', '(16)'],
    [20, '（二十）', '(20)'],
    [35, '（三十五）', '(35)'],
  ])('task %d is %s, or %s', (number, chinese, english) => {
    expect(formatOrdinal(number, 'zh-CN')).toBe(chinese)
    expect(formatOrdinal(number, 'en')).toBe(english)
  })

  test('a change carries its sign, a checked zero none', () => {
    expect([formatChange(15), formatChange(-2), formatChange(0)]).toEqual(['+15', '−2', '0'])
  })

  test('counts are grouped from ten thousand up', () => {
    expect([formatCount(1284, 'zh-CN'), formatCount(12_840, 'zh-CN')]).toEqual(['1284', '12,840'])
  })

  test('sizes', () => {
    expect([formatBytes(900), formatBytes(20_480), formatBytes(3_145_728)]).toEqual(['900 B', '20 KB', '3.0 MB'])
    expect(chineseNumeral(0)).toBe('零')
  })
})
