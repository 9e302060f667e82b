/** Sends what waits in the outbox, outside of every request; what fails is tried again later. */
import { and, asc, eq, lte } from 'drizzle-orm'
import type { Database } from '../../db/open.ts'
import { outbox } from '../../db/schema.ts'
import { dayOf } from '../clock.ts'
import { noteDelivery, summarise } from './changes.ts'
import { type Channels, Unsent } from './channels.ts'
import type { NoticeSettings } from './settings.ts'

/** At most so many in one go: 钉钉 takes 20 a minute. */
const AT_ONCE = 20

/** One try for every message whose time has come. Never throws; answers how many were sent and how many were not. */
export async function deliver(
  db: Database,
  channels: Channels,
  now: () => Date,
): Promise<{ sent: number; unsent: number }> {
  const due = db.read
    .select()
    .from(outbox)
    .where(and(eq(outbox.state, 'waiting'), lte(outbox.nextAt, now().toISOString())))
    .orderBy(asc(outbox.id))
    .limit(AT_ONCE)
    .all()
  let sent = 0
  for (const row of due) {
    const send = channels[row.channel]
    const message = { id: `outbox-${row.id}`, recipient: row.recipient, subject: row.subject, body: row.body }
    const fault = send === undefined ? '这个通道没有配置' : await faultOf(send(message, now()))
    noteDelivery(db, row, fault, now())
    if (fault === null) sent += 1
  }
  return { sent, unsent: due.length - sent }
}

/** Why a message did not leave, null where it did. What nobody foresaw is not repeated: it could hold a secret. */
export async function faultOf(sending: Promise<void>): Promise<string | null> {
  try {
    await sending
    return null
  } catch (error) {
    return error instanceof Unsent ? error.message : '发送失败'
  }
}

/** From this hour of Asia/Shanghai on the day's summaries are written. */
const MORNING = 8

/** Once a minute: the day's summaries when the morning has come, then the outbox. */
export function noticeJob(db: Database, { channels, address }: NoticeSettings, now: () => Date): () => Promise<void> {
  let running = false
  return async () => {
    if (running) return
    running = true
    try {
      const instant = now()
      const morning = new Date(`${dayOf(instant)}T${String(MORNING).padStart(2, '0')}:00:00+08:00`)
      if (instant >= morning) summarise(db, instant, { channels: waysOf(channels), address })
      await deliver(db, channels, now)
    } finally {
      running = false
    }
  }
}

/** The channels that are configured. */
export function waysOf(channels: Channels) {
  return (['mail', 'wecom', 'dingtalk'] as const).filter((one) => channels[one] !== undefined)
}
