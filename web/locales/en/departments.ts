import type { WordingOf } from '../../i18n.ts'
import type { departments as chinese } from '../zh-CN/departments.ts'

export const departments: WordingOf<typeof chinese> = {
  title: 'Departments',
}
