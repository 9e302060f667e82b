import { z } from 'zod'
import {
  CREDIT_STANDINGS,
  EDITIONS,
  EVIDENCE_KINDS,
  KINDS,
  LEVELS,
  NATURES,
  REASONS,
  STAGES,
  STANDARD_CLASSES,
  UNIT_ROLES,
} from '../../db/words.ts'
import { code, isoDate, uid } from '../plan/contract.ts'

/** Fields that the ledger can be sorted by; `-` before the name for descending. */
export const ITEM_SORTS = ['effectiveOn', 'recognisedOn', 'number', 'title', 'stage'] as const
export type ItemSort = (typeof ITEM_SORTS)[number]

export const itemId = uid

export const itemsQuery = z.strictObject({
  plan: code.optional(),
  kind: z.enum(KINDS).optional(),
  class: z.enum(STANDARD_CLASSES).optional(),
  level: z.enum(LEVELS).optional(),
  stage: z.enum(STAGES).optional(),
  department: code.optional(),
  project: code.optional(),
  target: code.optional(),
  /** With `target`: for that one; else for any target of the plan. */
  counts: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
  tag: code.optional(),
  /** With `target`: why it does not count. */
  reason: z.enum(REASONS).optional(),
  /** Effective month of the day from which it counts (with `target`) or reached its stage, `YYYY-MM`. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .meta({ examples: ['2025-06'] })
    .optional(),
  q: z.string().min(1).max(100).optional(),
  asOf: isoDate.optional(),
  knownAt: isoDate.optional(),
  sort: z.enum(ITEM_SORTS.flatMap((field) => [field, `-${field}`])).optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
})
export type ItemsQuery = z.infer<typeof itemsQuery>

/** A verdict of the counting rule as a code with its data; worded by the web. */
export const verdict = z.object({
  counts: z.boolean(),
  reason: z.enum(REASONS),
  /** From which day it counts; to which, for a stock that ended. */
  since: isoDate.nullable(),
  until: isoDate.nullable(),
  /** What the reason speaks of: the stage needed or reached, the day that lies outside. */
  stage: z.enum(STAGES).nullable(),
  on: isoDate.nullable(),
})

export const itemRow = z.object({
  id: itemId,
  kind: z.enum(KINDS),
  class: z.enum(STANDARD_CLASSES).nullable(),
  nature: z.enum(NATURES).nullable(),
  level: z.enum(LEVELS).nullable(),
  number: z.string().nullable(),
  planNumber: z.string().nullable(),
  title: z.string(),
  edition: z.enum(EDITIONS).nullable(),
  /** Stage at asOf and the day on which it was reached. */
  stage: z.enum(STAGES),
  effectiveOn: isoDate,
  /** Day on which the stage was recognised. */
  recognisedOn: isoDate,
  unitRole: z.enum(UNIT_ROLES).nullable(),
  departments: z.array(code),
  tags: z.array(code),
  projects: z.array(code),
  /** Targets that it counts for at asOf. */
  targets: z.array(code),
  /** With `target`: the verdict of that target's rule. */
  verdict: verdict.nullable(),
})
export type ItemRow = z.infer<typeof itemRow>
export const itemList = z.object({
  rows: z.array(itemRow),
  total: z.int().min(0),
  page: z.int(),
  pageSize: z.int(),
  asOf: isoDate,
  knownAt: isoDate,
  dataVersion: z.int(),
})
export type ItemList = z.infer<typeof itemList>

/** What the public sees of evidence: its kind, size and hash, never its bytes or name. Of an address: its kind. */
export const publicEvidence = z.object({
  kind: z.enum(EVIDENCE_KINDS),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
})

export const itemEntry = z.object({
  id: itemId,
  department: code,
  stage: z.enum(STAGES),
  effectiveOn: isoDate,
  reportedOn: isoDate,
  recognisedOn: isoDate,
  units: z.array(z.object({ name: z.string(), role: z.enum(UNIT_ROLES) })),
  /** Id of the entry that this one corrects. */
  corrects: itemId.nullable(),
  evidence: z.array(publicEvidence),
})

export const itemDetail = itemRow.omit({ targets: true, verdict: true }).extend({
  plan: code,
  code: z.string().nullable(),
  /** Recognised entries only, oldest effective day first. */
  entries: z.array(itemEntry),
  /** Number of entries that are with the reviewer; what they say is not public. */
  inReview: z.int(),
  /** One row a target of the plan, in its order. */
  credits: z.array(
    z.object({
      target: code,
      standing: z.enum(CREDIT_STANDINGS).nullable(),
      verdict,
      departments: z.array(z.object({ department: code, since: isoDate, unitRole: z.enum(UNIT_ROLES) })),
      ruleVersion: z.int().nullable(),
    }),
  ),
  asOf: isoDate,
  knownAt: isoDate,
  dataVersion: z.int(),
})
export type ItemDetail = z.infer<typeof itemDetail>
export const itemParams = z.strictObject({ id: itemId })
/** `plan`: the plan to see it in, where it is in several; else the first. */
export const itemQuery = z.strictObject({
  plan: code.optional(),
  asOf: isoDate.optional(),
  knownAt: isoDate.optional(),
})
