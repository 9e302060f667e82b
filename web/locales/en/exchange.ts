import type { WordingOf } from '../../i18n.ts'
import type { exchange as chinese } from '../zh-CN/exchange.ts'

export const exchange: WordingOf<typeof chinese> = {
  summary: 'Export summary (Excel)',
  ledgerExcel: 'Export {{count}} items to Excel',
  ledgerExcel_one: 'Export 1 item to Excel',
  ledgerCsv: 'Export CSV',
  making: 'Making the file…',
  failed: 'Not exported: {{reason}}',
  noAnswer: 'the server does not answer; please try again',
}
