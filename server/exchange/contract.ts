import { z } from 'zod'
import { itemsQuery } from '../items/contract.ts'
import { code, isoDate } from '../plan/contract.ts'

/** Filters of the ledger as the page has them; an export has no pages. */
export const ledgerExportQuery = itemsQuery.omit({ page: true, pageSize: true })

/** What every open table says of itself before its rows. */
export const openTableHead = z.object({
  plan: code,
  asOf: isoDate,
  knownAt: isoDate,
  dataVersion: z.int(),
  /** The data are synthetic 演示数据. */
  demo: z.boolean(),
  total: z.int(),
})

/** Whose template it is. */
export const templateQuery = z.strictObject({ department: code.meta({ examples: ['wjj'] }) })
