import { and, asc, count, desc, eq, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { account, auditEvent } from '../../db/schema.ts'
import { chainHash, GENESIS } from './chain.ts'
import type { AuditList, AuditQuery, AuditRow, ChainState } from './contract.ts'
import { thingOf } from './naming.ts'

type EventRow = typeof auditEvent.$inferSelect

/** A page of the log 审计, newest first. */
export function listEvents(db: Read, query: AuditQuery): AuditList {
  const { page = 1, pageSize = 50 } = query
  const where = filterOf(db, query)
  const total = db.select({ n: count() }).from(auditEvent).where(where).get()?.n ?? 0
  const rows = db
    .select()
    .from(auditEvent)
    .where(where)
    .orderBy(desc(auditEvent.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .all()
    .map((row) => named(db, row))
  const actions = db
    .selectDistinct({ action: auditEvent.action })
    .from(auditEvent)
    .orderBy(asc(auditEvent.action))
    .all()
    .map((one) => one.action)
  return { rows, total, page, pageSize, actions }
}

/** Events in the order of the chain, `most` at a time from after `number`: for an export that never holds all of them. */
export function listEventsAfter(db: Read, query: AuditQuery, number: number, most: number): AuditEvent[] {
  return db
    .select()
    .from(auditEvent)
    .where(and(filterOf(db, query), gte(auditEvent.id, number + 1)))
    .orderBy(asc(auditEvent.id))
    .limit(most)
    .all()
    .map(shown)
}

function filterOf(db: Read, { from, to, actor, action, subject }: AuditQuery): SQL | undefined {
  const namedLike = (part: string) =>
    db.select({ name: account.name }).from(account).where(sql`instr(${account.displayName}, ${part}) > 0`)
  return and(
    from === undefined ? undefined : gte(auditEvent.at, startOf(from)),
    to === undefined ? undefined : lt(auditEvent.at, startOf(to, 1)),
    actor === undefined ? undefined : or(eq(auditEvent.actor, actor), inArray(auditEvent.actor, namedLike(actor))),
    action === undefined ? undefined : eq(auditEvent.action, action),
    subject === undefined ? undefined : or(eq(auditEvent.subject, subject), eq(auditEvent.subjectType, subject)),
  )
}

/** The instant at which a day begins in Asia/Shanghai, `later` days on. */
function startOf(day: string, later = 0): string {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + later * 86_400_000).toISOString()
}

/** An event as it lies in the chain. */
export type AuditEvent = Omit<AuditRow, 'actorName' | 'thing'>

/** With the names of who did it and of what it was done to. */
function named(db: Read, row: EventRow): AuditRow {
  const by = db.select({ name: account.displayName }).from(account).where(eq(account.name, row.actor)).get()
  return { ...shown(row), actorName: by?.name ?? null, thing: thingOf(db, row.subjectType, row.subject) }
}

function shown({ id, at, actor, roles, address, action, subjectType, subject, detail, hash }: EventRow): AuditEvent {
  return { number: id, at, actor, roles, address, action, subjectType, subject, detail, hash }
}

/** The last event of the chain: its number and hash stand for everything before it. */
export function lastEvent(db: Read): { number: number; hash: string } {
  const row = db
    .select({ number: auditEvent.id, hash: auditEvent.hash })
    .from(auditEvent)
    .orderBy(desc(auditEvent.id))
    .limit(1)
    .get()
  return row ?? { number: 0, hash: GENESIS }
}

/** Works every hash of the chain out anew: a changed, missing or inserted event shows at the first that does not fit. */
export function checkChain(db: Read): ChainState {
  let previous = GENESIS
  let events = 0
  let last = 0
  for (;;) {
    const rows = db
      .select()
      .from(auditEvent)
      .where(gte(auditEvent.id, last + 1))
      .orderBy(asc(auditEvent.id))
      .limit(1000)
      .all()
    for (const row of rows) {
      if (row.previousHash !== previous || row.hash !== chainHash(row))
        return { holds: false, events, head: previous, brokenAt: row.id }
      previous = row.hash
      last = row.id
      events++
    }
    if (rows.length < 1000) return { holds: true, events, head: previous, brokenAt: null }
  }
}
