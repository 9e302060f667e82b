import { code, oneOf, searchReader } from '../search.ts'

/** What the list of departments keeps in its address: the target whose completion is drawn, the order of the matrix. */
export const departmentsSearch = searchReader({ target: code, sort: oneOf(['gap', 'document']) })
