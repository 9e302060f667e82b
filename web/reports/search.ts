import { REPORT_PARTS } from '../../db/words.ts'
import { oneOf, searchReader, whole } from '../search.ts'

/** Which section is open, and whether the whole is looked at. */
export const annualReportSearch = searchReader({ part: oneOf(REPORT_PARTS), view: oneOf(['whole'] as const) })
export type AnnualReportSearch = ReturnType<typeof annualReportSearch>

/** The earlier snapshot to compare with, and the target whose list is open. */
export const snapshotSearch = searchReader({ with: whole(100_000), target: (text: string) => text || undefined })
export type SnapshotSearch = ReturnType<typeof snapshotSearch>
