import { searchReader, whole } from '../search.ts'

export const noticesSearch = searchReader({ page: whole(10_000), pageSize: whole(100) })
export type NoticesSearch = ReturnType<typeof noticesSearch>
