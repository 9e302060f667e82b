import type { WordingOf } from '../../i18n.ts'
import type { targets as chinese } from '../zh-CN/targets.ts'

export const targets: WordingOf<typeof chinese> = {
  title: 'Targets',
}
