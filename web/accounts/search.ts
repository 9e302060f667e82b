import { ROLES } from '../../db/words.ts'
import { code, oneOf, searchReader, whole, words } from '../search.ts'

export const accountsSearch = searchReader({
  q: words,
  role: oneOf(ROLES),
  department: code,
  page: whole(100_000),
  pageSize: whole(200),
})
export type AccountsSearch = ReturnType<typeof accountsSearch>
