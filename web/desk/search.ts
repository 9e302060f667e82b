import { code, searchReader } from '../search.ts'

/** Whose desk, for people with several departments; absent: the first. */
export const deskSearch = searchReader({ department: code })
export type DeskSearch = ReturnType<typeof deskSearch>
