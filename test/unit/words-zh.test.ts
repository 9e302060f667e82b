import { expect, test } from 'vitest'
import * as paper from '../../server/words-zh.ts'
import { words } from '../../web/locales/zh-CN/words.ts'

test.each([
  ['kind', paper.KIND_WORDS, words.kind],
  ['class', paper.CLASS_WORDS, words.class],
  ['level', paper.LEVEL_WORDS, words.level],
  ['stage', paper.STAGE_WORDS, words.stage],
  ['unitRole', paper.UNIT_ROLE_WORDS, words.unitRole],
  ['edition', paper.EDITION_WORDS, words.edition],
  ['role', paper.DUTY_ROLE_WORDS, words.role],
  ['basis', paper.BASIS_WORDS, words.basis],
  ['targetLevel', paper.TARGET_LEVEL_WORDS, words.targetLevel],
  ['status', paper.STATUS_WORDS, words.status],
  ['taskStatus', paper.TASK_STATUS_WORDS, words.taskStatus],
  ['reason', paper.REASON_WORDS, words.reason],
  ['entryState', paper.ENTRY_STATE_WORDS, words.entryState],
])('paper and pages say the same: %s', (_, onPaper, onPages) => {
  expect(onPaper).toEqual(onPages)
})

test('a project is stalled only on pages, beside its progress', () => {
  expect({ ...paper.PROGRESS_WORDS, stalled: words.progress.stalled }).toEqual(words.progress)
})
