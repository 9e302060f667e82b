import type { WordingOf } from '../../i18n.ts'
import type { columns as chinese } from '../zh-CN/columns.ts'

export const columns: WordingOf<typeof chinese> = {
  title: 'Columns',
}
