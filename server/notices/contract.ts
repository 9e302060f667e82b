import { z } from 'zod'
import { ASSIGNMENT_CHANGES, CHANNELS, NOTICE_KINDS } from '../../db/words.ts'
import { isoDate, uid } from '../plan/contract.ts'

const count = z.int().min(0)
const instant = z.iso.datetime()

/** One thing that a line speaks of; the first few are named, all are counted. */
export const noticeSubject = z.object({
  /** Of an entry or an urge slip; null where there is no page of its own. */
  id: z.string().nullable(),
  title: z.string(),
  /** A reason or a name, as written. */
  note: z.string().nullable(),
  /** A day that matters: mend by, answer by, due. */
  on: isoDate.nullable(),
  /** Days left to it; negative: late. */
  days: z.int().nullable(),
  /** Of `assigned`: what a decision changed; a value, a role or a day, null where there was or is none. */
  change: z
    .object({ kind: z.enum(ASSIGNMENT_CHANGES), before: z.string().nullable(), after: z.string().nullable() })
    .nullable(),
})
export type NoticeSubject = z.infer<typeof noticeSubject>
export const noticeLine = z.object({ kind: z.enum(NOTICE_KINDS), items: count, subjects: z.array(noticeSubject) })
export type NoticeLine = z.infer<typeof noticeLine>
export const noticeRow = z.object({
  id: uid,
  on: isoDate,
  at: instant,
  readAt: instant.nullable(),
  lines: z.array(noticeLine),
})
export type NoticeRow = z.infer<typeof noticeRow>
export const noticeList = z.object({
  rows: z.array(noticeRow),
  total: count,
  page: z.int(),
  pageSize: z.int(),
  unread: count,
})
export type NoticeList = z.infer<typeof noticeList>
export const noticesQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(10_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(100).optional(),
})
export const readBody = z.strictObject({ ids: z.array(uid).min(1).max(100) })
export const readDone = z.object({ unread: count })

/** What waits for a person: each number is the length of the list behind the word in the bar. null: no such list. */
export const waiting = z.object({
  desk: count.nullable(),
  sign: count.nullable(),
  review: count.nullable(),
  /** Departments whose return for the current period is late. */
  periods: count.nullable(),
  notices: count,
})
export type Waiting = z.infer<typeof waiting>

export const channelState = z.object({
  channel: z.enum(CHANNELS),
  configured: z.boolean(),
  waiting: count,
  failed: count,
  lastSentAt: instant.nullable(),
  /** Why the last try failed, without address or key; null where the last try went well. */
  lastFault: z.string().nullable(),
})
export type ChannelState = z.infer<typeof channelState>
export const channelList = z.object({ rows: z.array(channelState) })
export const channelParams = z.strictObject({ channel: z.enum(CHANNELS) })
export const testDone = z.object({ ok: z.boolean(), fault: z.string().nullable() })
