import { code, oneOf, searchReader } from '../search.ts'

/** What the departments' page keeps in its address: its order, and the target that its chart shows. */
export const departmentsSearch = searchReader({ sort: oneOf(['gap', 'document']), target: code })
