import { z } from 'zod'

const isoDate = z.iso.date()

const words = z.string().min(1).max(100)

export const auditQuery = z.strictObject({
  /** First and last day, Asia/Shanghai, inclusive. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  actor: words.optional(),
  action: words.optional(),
  /** Type or id of what was acted on. */
  subject: words.optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
})
export type AuditQuery = z.infer<typeof auditQuery>
export const auditExportQuery = auditQuery.omit({ page: true, pageSize: true })

export const auditRow = z.object({
  /** Running number in the chain. */
  number: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  roles: z.string().nullable(),
  address: z.string().nullable(),
  action: z.string(),
  subjectType: z.string(),
  subject: z.string(),
  /** What was done, as JSON text: before and after, reasons, numbers. */
  detail: z.string(),
  hash: z.string(),
})
export type AuditRow = z.infer<typeof auditRow>
export const auditList = z.object({
  rows: z.array(auditRow),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
  /** Every action that the log knows, for the filter. */
  actions: z.array(z.string()),
})
export type AuditList = z.infer<typeof auditList>

/** Whether the chain holds, up to which event, or which is the first that does not. */
export const chainState = z.object({
  holds: z.boolean(),
  events: z.int(),
  head: z.string(),
  brokenAt: z.int().nullable(),
})
export type ChainState = z.infer<typeof chainState>
