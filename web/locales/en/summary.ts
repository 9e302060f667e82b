import type { WordingOf } from '../../i18n.ts'
import type { summary as chinese } from '../zh-CN/summary.ts'

export const summary: WordingOf<typeof chinese> = {
  title: 'Overview',
}
