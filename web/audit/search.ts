import { day, searchReader, whole, words } from '../search.ts'

export const auditSearch = searchReader({
  from: day,
  to: day,
  actor: words,
  action: words,
  subject: words,
  page: whole(100_000),
  pageSize: whole(200),
})
export type AuditSearch = ReturnType<typeof auditSearch>
