/** Writes of the feature: the day's summaries, what is to be sent, what was read. */
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Database, Read, Write } from '../../db/open.ts'
import { notice, noticeLine, outbox, plan, setting } from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import type { Channel } from '../../db/words.ts'
import { lastEvent } from '../audit/queries.ts'
import { keep, record } from '../audit/record.ts'
import { dayOf } from '../clock.ts'
import { returnsOn } from '../periods/queries.ts'
import { isHandedIn } from '../periods/returns.ts'
import { quarterName } from '../periods/words.ts'
import { daysFrom } from '../summary/pace.ts'
import { gather, listRecipients, queueLength, type Recipient, type UpTo } from './gather.ts'
import { remindsOn, retryAfterMinutes } from './reminders.ts'
import { chainText, groupText, summaryText } from './wording.ts'

/** Who writes down what the server does by itself. */
const SERVER = { id: null, name: 'server' }
const KEY = 'noticesUpTo'
/** What happened before the very first summary is no news. */
const FIRST_LOOK_BACK_MS = 86_400_000

type Told = UpTo & { on: string }

function toldUpTo(db: Read): Told | null {
  const row = db.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY)).get()
  return row ? (JSON.parse(row.value) as Told) : null
}

function keepUpTo(tx: Write, told: Told): void {
  const value = JSON.stringify(told)
  tx.insert(setting).values({ key: KEY, value }).onConflictDoUpdate({ target: setting.key, set: { value } }).run()
}

/**
 * The daily job: one summary for everybody who has something to be told since the last time, and a word to the groups.
 * Done once a day however often it is called. Answers how many people were told.
 */
export function summarise(
  db: Database,
  now: Date,
  ways: { channels: readonly Channel[]; address: string | null },
): number {
  const today = dayOf(now)
  const last = toldUpTo(db.read)
  if (last !== null && last.on >= today) return 0
  const here = { at: now.toISOString(), on: today }
  const since = last ?? { at: new Date(now.getTime() - FIRST_LOOK_BACK_MS).toISOString() }
  const people = listRecipients(db.read)
  const told = gather(db.read, people, since, today)
  const groups = groupMessages(db.read, today, ways)
  const product = db.read.select({ product: plan.product }).from(plan).orderBy(plan.position).get()?.product ?? ''
  const witnesses = ways.channels.includes('mail') ? witnessesOf(people) : []
  if (told.size + groups.length + witnesses.length === 0) {
    keep(db, (tx) => keepUpTo(tx, here))
    return 0
  }
  const act = {
    actor: SERVER,
    action: 'summarise-notices',
    subjectType: 'notice',
    subject: today,
    detail: { people: told.size, groups: groups.length, witnesses: witnesses.length },
    isPrivate: true,
  }
  const head = lastEvent(db.read)
  return record(db, act, now, (tx) => {
    for (const [person, lines] of told) {
      const row = tx
        .insert(notice)
        .values({ uid: newUid(now), accountId: person.id, on: today, at: now.toISOString() })
        .returning({ id: notice.id })
        .get()
      for (const { kind, items, subjects } of lines)
        tx.insert(noticeLine)
          .values({ noticeId: row.id, kind, items, detail: JSON.stringify(subjects) })
          .run()
      if (person.email !== null && ways.channels.includes('mail'))
        putOut(tx, 'mail', person.email, summaryText(product, today, lines, ways.address), now)
    }
    for (const { channel, ...text } of groups) putOut(tx, channel, '', text, now)
    for (const email of witnesses) putOut(tx, 'mail', email, chainText(product, today, head), now)
    keepUpTo(tx, here)
    return told.size
  })
}

/**
 * Auditors with a mail address: each day they are sent the last event of the audit chain, to where nobody who
 * administers the system can change it (security.md rule 28).
 */
function witnessesOf(people: readonly Recipient[]): string[] {
  return people.flatMap(({ email, roles }) =>
    email !== null && roles.some((one) => one.role === 'auditor') ? [email] : [],
  )
}

type Text = { subject: string; body: string }

function putOut(tx: Write, channel: Channel, recipient: string, { subject, body }: Text, now: Date): void {
  const at = now.toISOString()
  tx.insert(outbox)
    .values({ channel, recipient, subject, body, state: 'waiting', attempts: 0, createdAt: at, nextAt: at })
    .run()
}

/** What the groups are told today: each plan's period, on the days on which its due day is spoken of. */
function groupMessages(
  db: Read,
  today: string,
  { channels, address }: { channels: readonly Channel[]; address: string | null },
): (Text & { channel: Channel })[] {
  const robots = channels.filter((one) => one !== 'mail')
  if (robots.length === 0) return []
  return db
    .select()
    .from(plan)
    .orderBy(plan.position)
    .all()
    .flatMap((of) => {
      const told = returnsOn(db, of.code, today, 0)
      const current = told.periods.find((one) => one.code === told.current)
      if (!current || today < current.opensOn || current.locked) return []
      const daysLeft = daysFrom(today, current.dueOn)
      const missing = told.departments
        .filter((row) => {
          const state = row.states.find((one) => one.period === current.code)?.state ?? 'not-counted'
          return state !== 'not-counted' && !isHandedIn(state)
        })
        .map((row) => row.name)
      if (!remindsOn(daysLeft) || (daysLeft < 0 && missing.length === 0)) return []
      const { product } = of
      const queue = queueLength(db, of.id)
      const text = groupText({
        ...{ product, daysLeft, missing, queue, address },
        period: quarterName(current).zh,
        dueOn: current.dueOn,
      })
      return robots.map((channel) => ({ channel, ...text }))
    })
}

/** Notes how a message fared: sent, to be tried again, or given up. */
export function noteDelivery(
  db: Database,
  row: { id: number; channel: Channel; attempts: number },
  fault: string | null,
  now: Date,
): void {
  const attempts = row.attempts + 1
  const wait = fault === null ? null : retryAfterMinutes(attempts)
  const state = fault === null ? ('sent' as const) : wait === null ? ('failed' as const) : ('waiting' as const)
  const act = {
    actor: SERVER,
    action: fault === null ? 'send-message' : 'fail-message',
    subjectType: 'outbox',
    subject: String(row.id),
    detail: { channel: row.channel, attempts, fault },
    isPrivate: true,
  }
  record(db, act, now, (tx) =>
    tx
      .update(outbox)
      .set({
        ...{ state, attempts, fault },
        sentAt: fault === null ? now.toISOString() : null,
        nextAt: new Date(now.getTime() + (wait ?? 0) * 60_000).toISOString(),
      })
      .where(eq(outbox.id, row.id))
      .run(),
  )
}

/** Marks a person's own summaries as read. Answers how many are not. */
export function markRead(db: Database, accountId: number, ids: readonly string[], now: Date): void {
  // Reading is no event and moves no figure.
  keep(db, (tx) =>
    tx
      .update(notice)
      .set({ readAt: now.toISOString() })
      .where(and(eq(notice.accountId, accountId), inArray(notice.uid, [...ids]), isNull(notice.readAt)))
      .run(),
  )
}
