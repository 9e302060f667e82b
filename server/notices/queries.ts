import { and, asc, count, desc, eq, inArray, isNull, max } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { notice, noticeLine, outbox } from '../../db/schema.ts'
import { CHANNELS, NOTICE_KINDS } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { countWaiting } from '../entries/review/queries.ts'
import { deskLength } from '../periods/desk.ts'
import { returnsOn } from '../periods/queries.ts'
import type { Channels } from './channels.ts'
import type { ChannelState, NoticeList, NoticeSubject, Waiting } from './contract.ts'

/** A page of a person's own summaries, newest first. */
export function listNotices(
  db: Read,
  accountId: number,
  query: { page?: number | undefined; pageSize?: number | undefined },
): NoticeList {
  const page = query.page ?? 1
  const pageSize = query.pageSize ?? 20
  const mine = eq(notice.accountId, accountId)
  const rows = db
    .select()
    .from(notice)
    .where(mine)
    .orderBy(desc(notice.on), desc(notice.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .all()
  const lines =
    rows.length === 0
      ? []
      : db
          .select()
          .from(noticeLine)
          .where(
            inArray(
              noticeLine.noticeId,
              rows.map((row) => row.id),
            ),
          )
          .orderBy(asc(noticeLine.noticeId), asc(noticeLine.kind))
          .all()
  return {
    rows: rows.map((row) => ({
      id: row.uid,
      on: row.on,
      at: row.at,
      readAt: row.readAt,
      lines: lines
        .filter((line) => line.noticeId === row.id)
        .sort((a, b) => NOTICE_KINDS.indexOf(a.kind) - NOTICE_KINDS.indexOf(b.kind))
        .map(({ kind, items, detail }) => ({ kind, items, subjects: JSON.parse(detail) as NoticeSubject[] })),
    })),
    total: db.select({ n: count() }).from(notice).where(mine).get()?.n ?? 0,
    page,
    pageSize,
    unread: unreadOf(db, accountId),
  }
}

/** How many of a person's summaries are not read. */
export function unreadOf(db: Read, accountId: number): number {
  const unread = and(eq(notice.accountId, accountId), isNull(notice.readAt))
  return db.select({ n: count() }).from(notice).where(unread).get()?.n ?? 0
}

/** What waits for a person in a plan: the numbers beside the words of the bar. */
export function waitingFor(db: Read, planCode: string, person: Person, now: Date): Waiting {
  const holds = (role: string) => person.roles.some((one) => one.role === role)
  return {
    desk: deskLength(db, planCode, person, now),
    sign: holds('head') ? countWaiting(db, person, 'sign') : null,
    review: holds('reviewer') ? countWaiting(db, person, 'review') : null,
    periods: holds('reviewer') ? silentNow(db, planCode, now) : null,
    notices: unreadOf(db, person.id),
  }
}

function silentNow(db: Read, planCode: string, now: Date): number {
  const told = returnsOn(db, planCode, dayOf(now), 0)
  return told.departments.filter((row) =>
    row.states.some((one) => one.period === told.current && one.state === 'silent'),
  ).length
}

/** How each channel fares, for the administrator. */
export function listChannels(db: Read, channels: Channels): ChannelState[] {
  return CHANNELS.map((channel) => {
    const of = eq(outbox.channel, channel)
    const inState = (state: 'waiting' | 'failed') =>
      db
        .select({ n: count() })
        .from(outbox)
        .where(and(of, eq(outbox.state, state)))
        .get()?.n ?? 0
    const last = db
      .select({ fault: outbox.fault })
      .from(outbox)
      .where(of)
      .orderBy(desc(outbox.nextAt), desc(outbox.id))
      .get()
    return {
      channel,
      configured: channels[channel] !== undefined,
      waiting: inState('waiting'),
      failed: inState('failed'),
      lastSentAt:
        db
          .select({ at: max(outbox.sentAt) })
          .from(outbox)
          .where(of)
          .get()?.at ?? null,
      lastFault: last?.fault ?? null,
    }
  })
}
