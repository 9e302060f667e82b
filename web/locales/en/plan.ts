import type { WordingOf } from '../../i18n.ts'
import type { plan as chinese } from '../zh-CN/plan.ts'

export const plan: WordingOf<typeof chinese> = {
  title: 'Plan',
}
