import { and, desc, eq, sql } from 'drizzle-orm'
import { type Database, type Read, transact, transactSoon, type Write } from '../../db/open.ts'
import { auditEvent, idempotencyKey, setting } from '../../db/schema.ts'
import { given, kept } from '../../db/statements.ts'
import { problem } from '../problem.ts'
import { chainHash, GENESIS } from './chain.ts'

/** Who acts: an account, or `console` for a command at the machine. */
export type Actor = {
  id: number | null
  name: string
  /** Roles held, and where the request came from, as the log keeps them. */
  roles?: string
  address?: string
  /** The request's `Idempotency-Key` and the hash of the request: the answer is kept under it in the same transaction. */
  once?: { key: string; requestHash: string }
}
export const CONSOLE: Actor = { id: null, name: 'console' }

/** What is done, in words that a log is searched by; `detail` is any JSON, and never holds a secret. */
export type Act = {
  actor: Actor
  action: string
  subjectType: string
  subject: string
  detail?: unknown
  /** It moves no public answer (a sign-in, a download), so nothing cached has to be made anew. */
  isPrivate?: boolean
}

/**
 * The one door to writing: runs a change in one transaction and appends its audit event to the chain in the same.
 * A change that returns must have happened; one that throws leaves nothing. `now` is the instant to be written down.
 * Raises `dataVersion`, so that every cached public answer is made anew. `act` may be worked out from what the change
 * answers, for what is only known then.
 */
export function record<T>(db: Database, act: Act | ((answer: T) => Act), now: Date, change: (tx: Write) => T): T {
  return transact(db, (tx) => {
    const answer = change(tx)
    const done = typeof act === 'function' ? act(answer) : act
    append(tx, done, now)
    if (done.isPrivate !== true) raiseDataVersion(tx)
    keepAnswer(tx, done.actor, answer, now)
    return answer
  })
}

/**
 * The same, where many people write at a time: shares its transaction with the changes that came in the same moment,
 * each with an outcome of its own. Answers once that is committed.
 */
export function recordSoon<T>(
  db: Database,
  act: Act | ((answer: T) => Act),
  now: Date,
  change: (tx: Write) => T,
): Promise<T> {
  return transactSoon(db, () => record(db, act, now, change))
}

/**
 * Several acts in one transaction, each with an event of its own: `done` is called for each, in order.
 * For what one request does to many things.
 */
export function recordEach<T>(db: Database, now: Date, change: (tx: Write, done: (act: Act) => void) => T): T {
  return transact(db, (tx) => {
    let isPublic = false
    let actor: Actor | undefined
    const answer = change(tx, (act) => {
      append(tx, act, now)
      actor = act.actor
      isPublic ||= act.isPrivate !== true
    })
    if (isPublic) raiseDataVersion(tx)
    if (actor) keepAnswer(tx, actor, answer, now)
    return answer
  })
}

/**
 * Writes what is no event and moves no public answer: autosaves of a draft, a session's last act, the sweeping of what
 * has run out (security.md rule 27). Everything else goes through `record`.
 */
export function keep<T>(db: Database, change: (tx: Write) => T): T {
  return transact(db, change)
}

/** The same, as `recordSoon` does it. */
export function keepSoon<T>(db: Database, change: (tx: Write) => T): Promise<T> {
  return transactSoon(db, () => keep(db, change))
}

/**
 * Works a change out and takes it back: answers what it answers and leaves nothing, no event either. For showing what
 * a decision would do before it is made.
 */
export function rehearse<T>(db: Database, change: (tx: Write) => T): T {
  const undone = new Error('Rehearsed.')
  let answer: { is: T } | undefined
  try {
    transact(db, (tx) => {
      answer = { is: change(tx) }
      throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
  if (!answer) throw undone
  return answer.is
}

const lastEvent = kept((db: Read) =>
  db.select({ hash: auditEvent.hash }).from(auditEvent).orderBy(desc(auditEvent.id)).limit(1),
)
const addEvent = kept((tx: Write) =>
  tx
    .insert(auditEvent)
    .values(
      given(
        ...(['at', 'actorId', 'actor', 'action', 'subjectType', 'subject', 'detail', 'roles', 'address'] as const),
        ...(['previousHash', 'hash'] as const),
      ),
    ),
)

/** Appends an event within a change that is under way, for a second thing that it does. */
export function append(tx: Write, act: Act, now: Date): void {
  const row = {
    at: now.toISOString(),
    actorId: act.actor.id,
    actor: act.actor.name,
    action: act.action,
    subjectType: act.subjectType,
    subject: act.subject,
    detail: JSON.stringify(act.detail ?? null),
    roles: act.actor.roles ?? null,
    address: act.actor.address ?? null,
    previousHash: lastEvent(tx).get()?.hash ?? GENESIS,
  }
  addEvent(tx).run({ ...row, hash: chainHash(row) })
}

function keepAnswer(tx: Write, actor: Actor, answer: unknown, now: Date): void {
  if (actor.id === null || actor.once === undefined) return
  const { key, requestHash } = actor.once
  const where = and(eq(idempotencyKey.accountId, actor.id), eq(idempotencyKey.key, key))
  // The same request arrived twice at once: the first stands, and this one leaves nothing.
  if (tx.select({ key: idempotencyKey.key }).from(idempotencyKey).where(where).get()) throw problem('key-reused')
  tx.insert(idempotencyKey)
    .values({ accountId: actor.id, key, requestHash, answer: JSON.stringify(answer ?? null), at: now.toISOString() })
    .run()
}

const raiseVersion = kept((tx: Write) =>
  tx
    .insert(setting)
    .values({ key: 'dataVersion', value: '1' })
    .onConflictDoUpdate({ target: setting.key, set: { value: sql`cast(cast(value as integer) + 1 as text)` } }),
)

function raiseDataVersion(tx: Write): void {
  raiseVersion(tx).run()
}
