import { z } from 'zod'

const isoDate = z.iso.date()

const words = z.string().min(1).max(100)

export const auditQuery = z.strictObject({
  /** First and last day, Asia/Shanghai, inclusive. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** An account, or part of a person's name. */
  actor: words.optional(),
  action: words.optional(),
  /** Type or id of what was acted on. */
  subject: words.optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
})
export type AuditQuery = z.infer<typeof auditQuery>
export const auditExportQuery = auditQuery.omit({ page: true, pageSize: true })

/** Pages that an auditor can open from an event. */
export const AUDIT_PLACES = [
  'item',
  'evidence',
  'task',
  'department',
  'period',
  'slips',
  'calendar',
  'plan',
  'target',
  'report',
  'snapshot',
] as const
/** What was acted on: its name as it is now, and the page that shows it; null where there is none. */
export const auditThing = z.object({
  name: z.string().nullable(),
  place: z.object({ kind: z.enum(AUDIT_PLACES), id: z.string() }).nullable(),
})
export type AuditThing = z.infer<typeof auditThing>

export const auditRow = z.object({
  /** Running number in the chain. */
  number: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  /** The account's person, as named now; null: the console, the server, or an account that is not there. */
  actorName: z.string().nullable(),
  roles: z.string().nullable(),
  address: z.string().nullable(),
  action: z.string(),
  subjectType: z.string(),
  subject: z.string(),
  thing: auditThing,
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
