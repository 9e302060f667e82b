import { code, searchReader } from '../search.ts'

/** What the list of departments keeps in its address: the target whose completion is drawn. */
export const departmentsSearch = searchReader({ target: code })
