import { z } from 'zod'
import { ENTRY_FIELDS, ENTRY_SUBJECTS, KINDS, STAGES, TASK_STATEMENTS } from '../../../db/words.ts'
import { code, isoDate, uid } from '../../plan/contract.ts'
import { previewTarget } from '../contract.ts'
import { REFUSALS } from '../workflow.ts'
import { QUEUE_FILTERS, QUEUE_STEPS } from './settings.ts'

export const queueQuery = z.strictObject({
  step: z.enum(QUEUE_STEPS).optional(),
  filter: z.enum(QUEUE_FILTERS).optional(),
  plan: code.optional(),
  department: code.optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
})
export type QueueQuery = z.infer<typeof queueQuery>

export const queueRow = z.object({
  id: uid,
  version: z.int(),
  subject: z.enum(ENTRY_SUBJECTS),
  kind: z.enum(KINDS).nullable(),
  number: z.string().nullable(),
  title: z.string(),
  stage: z.enum(STAGES).nullable(),
  task: z.int().nullable(),
  statement: z.enum(TASK_STATEMENTS).nullable(),
  department: code,
  effectiveOn: isoDate.nullable(),
  reporter: z.string(),
  /** Who signed it on its way, and on which day. */
  signed: z.object({ by: z.string(), on: isoDate }).nullable(),
  /** Since when it waits here, and for how many days. */
  since: z.string(),
  days: z.int(),
  overdue: z.boolean(),
  /** How often it was submitted, this time included. */
  submissions: z.int(),
  /** Doubts to settle before it can be recognised, and the departments that reported what it is near to. */
  doubts: z.int(),
  near: z.array(code),
  /** Why this person cannot decide it; null where they can. */
  locked: z.enum(REFUSALS).nullable(),
  /** Files under it, and how many of them this person has opened. */
  files: z.int(),
  opened: z.int(),
})
export type QueueRow = z.infer<typeof queueRow>

export const queue = z.object({
  rows: z.array(queueRow),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
  /** How many there are by each filter, whatever the filter asked for. */
  counts: z.object({ all: z.int(), doubtful: z.int(), again: z.int(), overdue: z.int() }),
  today: isoDate,
  /** What is returned today should be mended by then. */
  mendBy: isoDate,
  /** The last thing recognised by anybody in this queue's reach. */
  last: z.object({ title: z.string(), at: z.string() }).nullable(),
})
export type Queue = z.infer<typeof queue>

/** What recognising a claim would change if its item were another one. */
export const mergedEffectQuery = z.strictObject({ item: uid })
export const mergedEffect = z.object({ targets: z.array(previewTarget) })
export type MergedEffect = z.infer<typeof mergedEffect>

const phrase = z.strictObject({
  text: z.string().trim().min(2).max(200),
  /** The marked line that it is offered for; null: for any. */
  field: z.enum(ENTRY_FIELDS).nullable(),
  /** The kind that it is offered for; null: for any. */
  kind: z.enum([...KINDS, 'task']).nullable(),
})
export type Phrase = z.infer<typeof phrase>

/** How the office reviews: changed by a reviewer. */
export const reviewSettings = z.strictObject({
  /** 补正期限: working days that a returned entry is given. */
  mendDays: z.int().min(1).max(60),
  /** 超时: working days after which a waiting entry is said to wait too long. */
  overdueDays: z.int().min(1).max(60),
  phrases: z.array(phrase).max(60),
})
export type ReviewSettings = z.infer<typeof reviewSettings>
