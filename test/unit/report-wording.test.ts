/** A report writes numbers and days as the pages do. */
import { expect, it } from 'vitest'
import * as wording from '../../server/reports/wording.ts'
import { chineseNumeral, formatDay, formatPercent } from '../../web/format.ts'

it.each([
  [97, 150],
  [299, 300],
  [2999, 3000],
  [1, 5000],
  [0, 3],
  [25, 10],
  [3, 3],
])('%i of %i in per cent', (part, whole) => {
  expect(wording.percentText(part, whole)).toBe(formatPercent(part, whole))
})

it('days and numerals', () => {
  expect(wording.dayText('2025-06-03')).toBe(formatDay('2025-06-03', 'zh-CN'))
  for (let number = 0; number < 100; number++) expect(wording.numeral(number)).toBe(chineseNumeral(number))
})
