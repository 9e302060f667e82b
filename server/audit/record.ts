import { desc, eq, sql } from 'drizzle-orm'
import { type Database, transact, type Write } from '../../db/open.ts'
import { auditEvent, setting } from '../../db/schema.ts'
import { chainHash, GENESIS } from './chain.ts'

/** Who acts: an account, or `console` for a command at the machine. */
export type Actor = { id: number | null; name: string }
export const CONSOLE: Actor = { id: null, name: 'console' }

/** What is done, in words that a log is searched by; `detail` is any JSON, and never holds a secret. */
export type Act = {
  actor: Actor
  action: string
  subjectType: string
  subject: string
  detail?: unknown
}

/**
 * The one door to writing: runs a change in one transaction and appends its audit event to the chain in the same.
 * A change that returns must have happened; one that throws leaves nothing. `now` is the instant to be written down.
 * Raises `dataVersion`, so that every cached public answer is made anew.
 */
export function record<T>(db: Database, act: Act, now: Date, change: (tx: Write) => T): T {
  return transact(db, (tx) => {
    const answer = change(tx)
    append(tx, act, now)
    raiseDataVersion(tx)
    return answer
  })
}

function append(tx: Write, act: Act, now: Date): void {
  const last = tx.select({ hash: auditEvent.hash }).from(auditEvent).orderBy(desc(auditEvent.id)).limit(1).get()
  const row = {
    at: now.toISOString(),
    actorId: act.actor.id,
    actor: act.actor.name,
    action: act.action,
    subjectType: act.subjectType,
    subject: act.subject,
    detail: JSON.stringify(act.detail ?? null),
    previousHash: last?.hash ?? GENESIS,
  }
  tx.insert(auditEvent)
    .values({ ...row, hash: chainHash(row) })
    .run()
}

function raiseDataVersion(tx: Write): void {
  const updated = tx
    .update(setting)
    .set({ value: sql`cast(cast(value as integer) + 1 as text)` })
    .where(eq(setting.key, 'dataVersion'))
    .returning({ value: setting.value })
    .all()
  if (updated.length === 0) tx.insert(setting).values({ key: 'dataVersion', value: '1' }).run()
}
