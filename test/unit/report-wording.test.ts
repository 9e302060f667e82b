/** A report speaks with the same words as the pages. */
import { expect, it } from 'vitest'
import * as wording from '../../server/reports/wording.ts'
import { chineseNumeral, formatDay, formatPercent } from '../../web/format.ts'
import { words } from '../../web/locales/zh-CN/words.ts'

it.each([
  ['status', wording.STATUS_WORDS],
  ['taskStatus', wording.TASK_WORDS],
  ['kind', wording.KIND_WORDS],
  ['class', wording.CLASS_WORDS],
  ['level', wording.LEVEL_WORDS],
  ['stage', wording.STAGE_WORDS],
  ['reason', wording.REASON_WORDS],
  ['unitRole', wording.ROLE_WORDS],
] as const)('the words of %s', (name, list) => {
  expect(list).toEqual(words[name])
})

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
