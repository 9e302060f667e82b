import { searchReader, whole } from '../search.ts'

/** Which published version is read; none: the draft of the next. */
export const allocationSearch = searchReader({ version: whole(100_000) })
export type AllocationSearch = ReturnType<typeof allocationSearch>
