import type { WordingOf } from '../../i18n.ts'
import type { tasks as chinese } from '../zh-CN/tasks.ts'

export const tasks: WordingOf<typeof chinese> = {
  title: 'Tasks',
}
