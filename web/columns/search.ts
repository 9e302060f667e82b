import { code, oneOf, searchReader } from '../search.ts'

/** What the columns keep in their address: which projects are shown. */
export const columnsSearch = searchReader({
  show: oneOf(['stalled', 'not-started', 'orphan', 'done']),
  department: code,
})
export type ColumnsSearch = ReturnType<typeof columnsSearch>
