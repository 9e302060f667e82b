import { and, eq, lt, ne } from 'drizzle-orm'
import type { Write } from '../../db/open.ts'
import {
  account,
  accountRole,
  apiToken,
  department,
  idempotencyKey,
  session,
  setting,
  signInFailure,
} from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import type { Role } from '../../db/words.ts'
import { problem } from '../problem.ts'
import type { Grant, OwnSession, Policy } from './contract.ts'
import type { SignedIn } from './identity.ts'
import { newSecret, secretHash } from './passwords.ts'
import { findAccount, getAccount, nameHashOf, needsSetup, rolesOf } from './queries.ts'

type NewAccount = {
  name: string
  displayName: string
  email?: string | null | undefined
  roles: readonly Grant[]
  /** null: can sign in only by single sign-on, or not at all. */
  passwordHash: string | null
  mustChangePassword: boolean
  externalId?: string | undefined
}

/** Makes an account. Throws a problem where the name is taken or a department unknown. */
export function addAccount(tx: Write, said: NewAccount, now: Date): { id: number; uid: string } {
  if (findAccount(tx, said.name))
    throw invalid('account', `已有账号“${said.name}”`, `There is an account ${said.name} already`)
  const row = tx
    .insert(account)
    .values({
      uid: newUid(now),
      name: said.name,
      displayName: said.displayName.normalize('NFC'),
      createdAt: now.toISOString(),
      passwordHash: said.passwordHash,
      passwordChangedAt: said.passwordHash === null ? null : now.toISOString(),
      mustChangePassword: said.mustChangePassword,
      externalId: said.externalId ?? null,
      email: said.email ?? null,
    })
    .returning({ id: account.id, uid: account.uid })
    .get()
  giveRoles(tx, row.id, said.roles)
  return row
}

function giveRoles(tx: Write, accountId: number, roles: readonly Grant[]): void {
  const given = new Set<string>()
  for (const [place, { role, department: code }] of roles.entries()) {
    const home = code === null ? null : tx.select().from(department).where(eq(department.code, code)).get()
    if (home === undefined)
      throw invalid(`roles.${place}.department`, `没有代码为“${code}”的部门`, `There is no department ${code}`)
    const departmentId = home?.id ?? null
    if (given.has(`${role} ${departmentId}`)) continue
    given.add(`${role} ${departmentId}`)
    tx.insert(accountRole).values({ accountId, role, departmentId }).run()
  }
}

type Patch = {
  displayName?: string | undefined
  email?: string | null | undefined
  roles?: readonly Grant[] | undefined
  disabled?: boolean | undefined
}

/**
 * Changes an account. Other roles or disabling end its sessions at once (security.md rule 4). The last administrator
 * cannot be taken away, and nobody changes the own roles or disables the own account.
 */
export function changeAccount(tx: Write, actor: SignedIn | null, uid: string, patch: Patch, now: Date): void {
  const row = getAccount(tx, uid)
  const own = actor !== null && actor.id === row.id
  if (own && (patch.roles !== undefined || patch.disabled === true))
    throw problem('not-allowed', {
      detail: {
        zh: '自己的角色和停用由另一名管理员来改。',
        en: 'Your own roles are changed by another administrator.',
      },
    })
  const { displayName, email, roles, disabled } = patch
  const changed = {
    ...(displayName === undefined ? {} : { displayName: displayName.normalize('NFC') }),
    ...(email === undefined ? {} : { email }),
    ...(disabled === undefined ? {} : { disabledAt: disabled ? now.toISOString() : null }),
  }
  if (Object.keys(changed).length > 0) tx.update(account).set(changed).where(eq(account.id, row.id)).run()
  if (roles !== undefined) {
    tx.delete(accountRole).where(eq(accountRole.accountId, row.id)).run()
    giveRoles(tx, row.id, roles)
  }
  if (roles !== undefined || disabled === true) endSessions(tx, row.id)
  if (!hasAdministrator(tx))
    throw problem('not-allowed', {
      detail: { zh: '这是最后一名管理员，不能停用或改去角色。', en: 'This is the last administrator.' },
    })
}

function hasAdministrator(tx: Write): boolean {
  const admins = tx
    .select({ disabledAt: account.disabledAt })
    .from(accountRole)
    .innerJoin(account, eq(account.id, accountRole.accountId))
    .where(eq(accountRole.role, 'admin'))
    .all()
  return admins.some((one) => one.disabledAt === null)
}

/** Sets a password; all sessions but the one named end. */
export function setPassword(
  tx: Write,
  accountId: number,
  passwordHash: string,
  { mustChange, except, now }: { mustChange: boolean; except?: number; now: Date },
): void {
  tx.update(account)
    .set({ passwordHash, passwordChangedAt: now.toISOString(), mustChangePassword: mustChange })
    .where(eq(account.id, accountId))
    .run()
  endSessions(tx, accountId, except)
}

function endSessions(tx: Write, accountId: number, except?: number): void {
  const all = eq(session.accountId, accountId)
  tx.delete(session)
    .where(except === undefined ? all : and(all, ne(session.id, except)))
    .run()
}

/** Opens a session; answers the cookie's value, which is kept only as a hash. */
export function openSession(
  tx: Write,
  accountId: number,
  from: { address: string; agent: string },
  now: Date,
): { value: string; csrfToken: string } {
  const value = newSecret()
  const csrfToken = newSecret()
  const at = now.toISOString()
  tx.insert(session)
    .values({
      uid: newUid(now),
      hash: secretHash(value),
      accountId,
      csrfToken,
      createdAt: at,
      seenAt: at,
      address: from.address,
      agent: from.agent.slice(0, 200),
    })
    .run()
  return { value, csrfToken }
}

export function touchSession(tx: Write, sessionId: number, now: Date): void {
  tx.update(session).set({ seenAt: now.toISOString() }).where(eq(session.id, sessionId)).run()
}

/** Ends a session of one's own. Throws `not-found` for one that is none. */
export function endSession(tx: Write, person: SignedIn, uid: OwnSession['id']): void {
  const ended = tx
    .delete(session)
    .where(and(eq(session.uid, uid), eq(session.accountId, person.id)))
    .returning({ id: session.id })
    .all()
  if (ended.length === 0)
    throw problem('not-found', { detail: { zh: '没有这个会话，或者已经结束。', en: 'There is no such session.' } })
}

export function endOwnSession(tx: Write, person: SignedIn): void {
  if ('session' in person.by) tx.delete(session).where(eq(session.id, person.by.session)).run()
}

export function noteFailure(tx: Write, nameHash: string, address: string, now: Date): void {
  tx.insert(signInFailure).values({ nameHash, address, at: now.toISOString() }).run()
}

/** A success ends the wait of a name, not of an address. An administrator can end it too. */
export function forgetFailures(tx: Write, name: string): void {
  tx.delete(signInFailure)
    .where(eq(signInFailure.nameHash, nameHashOf(name)))
    .run()
}

/** Sweeps what has run out: failures and kept answers of more than a day, sessions past the absolute limit. */
export function sweep(tx: Write, limits: Policy, now: Date): void {
  const ago = (ms: number) => new Date(now.getTime() - ms).toISOString()
  tx.delete(signInFailure)
    .where(lt(signInFailure.at, ago(86_400_000)))
    .run()
  tx.delete(idempotencyKey)
    .where(lt(idempotencyKey.at, ago(86_400_000)))
    .run()
  tx.delete(session)
    .where(lt(session.createdAt, ago(limits.absoluteHours * 3_600_000)))
    .run()
}

/** Makes the first administrator. Throws where there is an account already. */
export function setUp(
  tx: Write,
  said: { name: string; displayName: string; passwordHash: string },
  now: Date,
): { id: number; uid: string } {
  if (!needsSetup(tx)) throw problem('not-allowed', { detail: ALREADY_SET_UP })
  return addAccount(tx, { ...said, roles: [{ role: 'admin', department: null }], mustChangePassword: false }, now)
}
export const ALREADY_SET_UP = {
  zh: '已经有管理员，这个一次性链接不能再用。忘记密码请在服务器上运行 npm run account -- reset 账号名。',
  en: 'There is an administrator already; this link is used up.',
}

/** A token for programs, with roles that its account holds. Answers the token, which is kept only as a hash. */
export function addToken(
  tx: Write,
  accountId: number,
  said: { name: string; roles: readonly Role[]; days: number },
  now: Date,
): { row: typeof apiToken.$inferSelect; token: string } {
  const held = new Set(rolesOf(tx, accountId).map((one) => one.role))
  const missing = said.roles.filter((role) => !held.has(role))
  if (missing.length > 0)
    throw invalid('roles', `账号没有这些角色：${missing.join('、')}`, `The account has not: ${missing.join(', ')}`)
  const token = `stt_${newSecret()}`
  const row = tx
    .insert(apiToken)
    .values({
      uid: newUid(now),
      accountId,
      name: said.name.normalize('NFC'),
      prefix: token.slice(0, 10),
      hash: secretHash(token),
      roles: JSON.stringify(said.roles),
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + said.days * 86_400_000).toISOString(),
    })
    .returning()
    .get()
  return { row, token }
}

/** Ends a token of one's own, or (an administrator) of anybody. */
export function endToken(tx: Write, person: SignedIn, uid: string, now: Date): void {
  const isAdmin = person.roles.some((one) => one.role === 'admin')
  const mine = isAdmin ? eq(apiToken.uid, uid) : and(eq(apiToken.uid, uid), eq(apiToken.accountId, person.id))
  const ended = tx.update(apiToken).set({ endedAt: now.toISOString() }).where(mine).returning({ id: apiToken.id }).all()
  if (ended.length === 0)
    throw problem('not-found', { detail: { zh: '没有这个令牌。', en: 'There is no such token.' } })
}

export function noteTokenUse(tx: Write, tokenId: number, now: Date): void {
  tx.update(apiToken).set({ lastUsedAt: now.toISOString() }).where(eq(apiToken.id, tokenId)).run()
}

export function savePolicy(tx: Write, next: Policy): void {
  const value = JSON.stringify(next)
  tx.insert(setting)
    .values({ key: 'security', value })
    .onConflictDoUpdate({ target: setting.key, set: { value } })
    .run()
}

/** 签批: whether what leaves a department is signed by its head. */
export function setNeedsSign(tx: Write, code: string, needsSign: boolean): void {
  const changed = tx
    .update(department)
    .set({ needsSign })
    .where(eq(department.code, code))
    .returning({ id: department.id })
    .all()
  if (changed.length === 0) throw problem('not-found', { detail: { zh: '没有这个部门。', en: 'No such department.' } })
}

/** Gives a person who comes by single sign-on the roles that the provider names; others stay as they are. */
export function linkExternal(tx: Write, accountId: number, externalId: string): void {
  tx.update(account).set({ externalId }).where(eq(account.id, accountId)).run()
}

function invalid(path: string, zh: string, en: string): Error {
  return problem('invalid', { errors: [{ path, message: { zh, en } }] })
}
