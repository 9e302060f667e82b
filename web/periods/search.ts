import { searchReader } from '../search.ts'

const quarter = (text: string) => (/^\d{4}-q[1-4]$/.test(text) ? text : undefined)

/** Which period the page is about; absent: the current one. */
export const periodsSearch = searchReader({ period: quarter })
export type PeriodsSearch = ReturnType<typeof periodsSearch>
