import type { WordingOf } from '../../i18n.ts'
import type { audit as chinese } from '../zh-CN/audit.ts'

export const audit: WordingOf<typeof chinese> = {
  title: 'Audit log',
  titleOf: '{{total}} audit events',
  deck: 'Every change, sign-in, refusal, export and download is one event, chained to the one before; reading is one too.',
  number: 'No.',
  at: 'Time',
  actor: 'Account',
  action: 'Action',
  subject: 'Subject',
  detail: 'Content',
  roles: 'Roles',
  show: 'Show',
  from: 'From',
  to: 'To',
  export: 'Export these {{total}} (CSV)',
  check: 'Check the chain',
  notChecked: 'It could not be checked',
  holds: 'The chain holds: {{events}} events checked one by one, none changed, missing or put in',
  head: 'Hash of the last event: {{head}}',
  broken: 'The chain breaks at event {{number}}',
  brokenHelp:
    'It was changed, or something before it was deleted or put in. Keep everything and compare with a backup.',
}
