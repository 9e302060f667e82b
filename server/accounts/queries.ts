import { and, asc, count, desc, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { account, accountRole, apiToken, department, session, setting, signInFailure } from '../../db/schema.ts'
import { kept } from '../../db/statements.ts'
import type { Role } from '../../db/words.ts'
import { problem } from '../problem.ts'
import { type AccountRow, type OwnSession, type Policy, policy, type TokenRow } from './contract.ts'
import type { Person, SignedIn } from './identity.ts'
import { isPasswordOld } from './password-rules.ts'
import { secretHash } from './passwords.ts'
import { WINDOW_MINUTES, waitSeconds } from './slow-down.ts'

type AccountRecord = typeof account.$inferSelect

/** The rules of identity in force 安全设置. */
export function getPolicy(db: Read): Policy {
  const text = storedPolicy(db).get()?.value ?? '{}'
  // Asked with every request, changed once in a year.
  if (lastPolicy?.text !== text) lastPolicy = { text, is: policy.parse(JSON.parse(text)) }
  return lastPolicy.is
}

const storedPolicy = kept((db: Read) => db.select().from(setting).where(eq(setting.key, 'security')))
let lastPolicy: { text: string; is: Policy } | undefined

/** Whether no account exists that could sign in: then the first administrator is still to be made. */
export function needsSetup(db: Read): boolean {
  const known = db.get<{ n: number }>(
    sql`select exists(select 1 from account where password_hash is not null or external_id is not null) as n`,
  )
  return known.n === 0
}

/** The roles of an account, in the order in which they were given. */
export function rolesOf(db: Read, accountId: number): SignedIn['roles'] {
  return rolesHeld(db).all({ accountId })
}

const rolesHeld = kept((db: Read) =>
  db
    .select({ role: accountRole.role, departmentId: accountRole.departmentId, department: department.code })
    .from(accountRole)
    .leftJoin(department, eq(department.id, accountRole.departmentId))
    .where(eq(accountRole.accountId, sql.placeholder('accountId')))
    .orderBy(asc(accountRole.id)),
)

/** The person behind an account name. Throws a problem where there is none. */
export function getPerson(db: Read, name: string): Person {
  const row = db.select({ id: account.id }).from(account).where(eq(account.name, name)).get()
  if (!row) throw problem('not-found')
  return { id: row.id, roles: rolesOf(db, row.id) }
}

export function findAccount(db: Read, name: string): AccountRecord | undefined {
  return db.select().from(account).where(eq(account.name, name)).get()
}

/** The account tied to a person of the single sign-on, `issuer subject`. */
export function findByExternalId(db: Read, externalId: string): AccountRecord | undefined {
  return db.select().from(account).where(eq(account.externalId, externalId)).get()
}

/** Throws `not-found` for an id that is none. */
export function getAccount(db: Read, uid: string): AccountRecord {
  const row = db.select().from(account).where(eq(account.uid, uid)).get()
  if (!row) throw problem('not-found', { detail: { zh: '没有这个账号。', en: 'There is no such account.' } })
  return row
}

const sessionByHash = kept((db: Read) =>
  db
    .select()
    .from(session)
    .innerJoin(account, eq(account.id, session.accountId))
    .where(eq(session.hash, sql.placeholder('hash'))),
)

/** Who holds a cookie's value now: within the idle and absolute limits, and not disabled; undefined for nobody. */
export function findSession(db: Read, value: string, now: Date): { person: SignedIn; seenAt: string } | undefined {
  const row = sessionByHash(db).get({ hash: secretHash(value) })
  if (!row || row.account.disabledAt !== null) return undefined
  const limits = getPolicy(db)
  const idle = now.getTime() - Date.parse(row.session.seenAt)
  const age = now.getTime() - Date.parse(row.session.createdAt)
  if (idle > limits.idleMinutes * 60_000 || age > limits.absoluteHours * 3_600_000) return undefined
  const by = { session: row.session.id, csrfToken: row.session.csrfToken }
  return { person: personOf(db, row.account, by, limits, now), seenAt: row.session.seenAt }
}

/** Whom a token acts for: with the roles that it was given and that its account still holds; undefined for nobody. */
export function findTokenHolder(db: Read, value: string, now: Date): SignedIn | undefined {
  const row = db
    .select()
    .from(apiToken)
    .innerJoin(account, eq(account.id, apiToken.accountId))
    .where(
      and(
        eq(apiToken.hash, secretHash(value)),
        isNull(apiToken.endedAt),
        gt(apiToken.expiresAt, now.toISOString()),
        isNull(account.disabledAt),
      ),
    )
    .get()
  if (!row) return undefined
  const granted: unknown[] = JSON.parse(row.api_token.roles)
  const person = personOf(db, row.account, { token: row.api_token.id }, getPolicy(db), now)
  return { ...person, mustChangePassword: false, roles: person.roles.filter((one) => granted.includes(one.role)) }
}

function personOf(db: Read, row: AccountRecord, by: SignedIn['by'], limits: Policy, now: Date): SignedIn {
  const { id, uid, name, displayName } = row
  return {
    ...{ id, uid, name, displayName, by },
    roles: rolesOf(db, id),
    mustChangePassword:
      row.passwordHash !== null &&
      (row.mustChangePassword || isPasswordOld(row.passwordChangedAt, limits.passwordMaxAgeDays, now)),
  }
}

/** Seconds that a name or an address has to wait before it may try to sign in again; 0 for none. */
export function signInWait(db: Read, nameHash: string, address: string, now: Date): number {
  const since = new Date(now.getTime() - WINDOW_MINUTES * 60_000).toISOString()
  const recent = db
    .select()
    .from(signInFailure)
    .where(
      and(gt(signInFailure.at, since), or(eq(signInFailure.nameHash, nameHash), eq(signInFailure.address, address))),
    )
    .orderBy(desc(signInFailure.id))
    .limit(200)
    .all()
  const waitOf = (rows: typeof recent) =>
    waitSeconds(
      rows.map((row) => row.at),
      now,
    )
  // Many people can share one address: it is slowed only when four times as many tries failed.
  const ofAddress = recent.filter((row) => row.address === address)
  return Math.max(
    waitOf(recent.filter((row) => row.nameHash === nameHash)),
    ofAddress.length >= 20 ? waitOf(ofAddress) : 0,
  )
}

/** The live sessions of an account, last seen first. */
export function listSessions(db: Read, person: SignedIn): OwnSession[] {
  const own = 'session' in person.by ? person.by.session : null
  return db
    .select()
    .from(session)
    .where(eq(session.accountId, person.id))
    .orderBy(desc(session.seenAt), desc(session.id))
    .all()
    .map(({ id, uid, createdAt, seenAt, address, agent }) => ({
      ...{ id: uid, createdAt, seenAt, address, agent },
      isThis: id === own,
    }))
}

export function listTokens(db: Read, accountId: number): TokenRow[] {
  return db
    .select()
    .from(apiToken)
    .where(eq(apiToken.accountId, accountId))
    .orderBy(desc(apiToken.id))
    .all()
    .map(tokenShown)
}

export function tokenShown(row: typeof apiToken.$inferSelect): TokenRow {
  const { uid, name, prefix, roles, createdAt, expiresAt, endedAt, lastUsedAt } = row
  return { id: uid, name, prefix, roles: JSON.parse(roles), createdAt, expiresAt, endedAt, lastUsedAt }
}

/** Roles with the codes and names of their departments, for whoever reads them. */
export function listGrants(db: Read, accountId: number): AccountRow['roles'] {
  return db
    .select({ role: accountRole.role, department: department.code, departmentName: department.name })
    .from(accountRole)
    .leftJoin(department, eq(department.id, accountRole.departmentId))
    .where(eq(accountRole.accountId, accountId))
    .orderBy(asc(accountRole.id))
    .all()
}

type AccountFilter = {
  q?: string | undefined
  role?: Role | undefined
  department?: string | undefined
  page?: number | undefined
  pageSize?: number | undefined
}

/** A page of accounts by name. */
export function listAccounts(db: Read, filter: AccountFilter, now: Date) {
  const { q, role, department: departmentCode, page = 1, pageSize = 50 } = filter
  const held = sql`select 1 from account_role r left join department d on d.id = r.department_id
    where r.account_id = ${account.id}`
  const where = and(
    q === undefined ? undefined : sql`(instr(${account.name}, ${q}) or instr(${account.displayName}, ${q}))`,
    role === undefined ? undefined : sql`exists (${held} and r.role = ${role})`,
    departmentCode === undefined ? undefined : sql`exists (${held} and d.code = ${departmentCode})`,
  )
  const total = db.select({ n: count() }).from(account).where(where).get()?.n ?? 0
  const rows = db
    .select()
    .from(account)
    .where(where)
    .orderBy(asc(account.name))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .all()
  return { rows: rows.map((row) => accountShown(db, row, now)), total, page, pageSize }
}

export function accountShown(db: Read, row: AccountRecord, now: Date): AccountRow {
  const last = db
    .select({ seenAt: session.seenAt })
    .from(session)
    .where(eq(session.accountId, row.id))
    .orderBy(desc(session.seenAt))
    .get()
  const wait = signInWait(db, nameHashOf(row.name), '', now)
  return {
    id: row.uid,
    account: row.name,
    displayName: row.displayName,
    email: row.email,
    roles: listGrants(db, row.id),
    disabled: row.disabledAt !== null,
    hasPassword: row.passwordHash !== null,
    mustChangePassword: row.mustChangePassword,
    slowedUntil: wait === 0 ? null : new Date(now.getTime() + wait * 1000).toISOString(),
    lastSeenAt: last?.seenAt ?? null,
    createdAt: row.createdAt,
  }
}

/** What a typed account name is kept as where sign-ins fail: it may have been a password. */
export function nameHashOf(name: string): string {
  return secretHash(`account ${name.trim().toLowerCase()}`)
}
