import { oneOf, searchReader } from '../search.ts'

/** What the overview keeps in its address: the order of the departments. */
export const overviewSearch = searchReader({ sort: oneOf(['gap', 'document']) })
