/** What is missing or wrong in the form, as it is shown: pure. */
import type { EntryField } from '../../db/words.ts'
import type { Fault } from '../../server/entries/completeness.ts'
import type { Preview } from '../../server/entries/contract.ts'
import { wordFault } from '../../server/entries/fault-words.ts'
import { readDay } from '../ui/day.ts'
import type { Form } from './form.ts'

export type ShownFault = {
  field: EntryField
  code: Fault['code'] | 'bad-day' | 'no-department'
  params?: Fault['params']
}

/** What is missing, with what only the form knows: a day that cannot be read is wrong, not missing. */
export function allFaults(form: Form, preview: Preview | undefined): ShownFault[] {
  const known: ShownFault[] =
    preview?.faults ??
    (form.subject === 'task'
      ? form.task === null
        ? [{ field: 'task', code: 'no-task' }]
        : []
      : form.pasted === ''
        ? [{ field: 'number', code: 'nothing-named' }]
        : [])
  const read = readDay(form.dayText)
  if (read.ok) return known
  const wrong: ShownFault = { field: 'effectiveOn', code: 'bad-day', params: { zh: read.zh, en: read.en } }
  const place = known.findIndex((one) => one.field === 'effectiveOn')
  return place < 0 ? [...known, wrong] : known.map((one) => (one.field === 'effectiveOn' ? wrong : one))
}

/** The sentence of a fault in both languages. */
export function worded(fault: ShownFault): { zh: string; en: string } {
  if (fault.code === 'bad-day') return { zh: String(fault.params?.zh), en: String(fault.params?.en) }
  if (fault.code === 'no-department') return { zh: '请选部门', en: 'Choose the department' }
  return wordFault({ code: fault.code, ...(fault.params ? { params: fault.params } : {}) })
}

const FIRST_STEP: readonly EntryField[] = [
  'kind',
  'number',
  'planNumber',
  'title',
  'class',
  'level',
  'edition',
  'item',
  'task',
  'statement',
  'text',
]
/** On which of the phone's pages a field stands. */
export const stepOf = (field: EntryField): 1 | 2 => (FIRST_STEP.includes(field) ? 1 : 2)
