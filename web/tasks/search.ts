import { BASES, TASK_STATUSES } from '../../db/words.ts'
import { code, oneOf, searchReader } from '../search.ts'

/** What the list of tasks keeps in its address. */
export const tasksSearch = searchReader({ status: oneOf(TASK_STATUSES), basis: oneOf(BASES), department: code })
