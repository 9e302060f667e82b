import { oneOf, searchReader } from '../search.ts'

/** What the plan's page keeps in its address: the part that is open. */
export const planSearch = searchReader({
  part: oneOf(['targets', 'tasks', 'columns', 'departments', 'supports', 'assumptions', 'gaps']),
})
