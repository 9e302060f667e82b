import { asc } from 'drizzle-orm'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Read } from '../../db/open.ts'
import { department } from '../../db/schema.ts'
import { type Actor, CONSOLE, record } from '../audit/record.ts'
import type { App, Context } from '../context.ts'
import { type FieldFault, problem } from '../problem.ts'
import {
  addAccount,
  addToken,
  changeAccount,
  endOwnSession,
  endSession,
  endToken,
  forgetFailures,
  noteFailure,
  openSession,
  savePolicy,
  setNeedsSign,
  setPassword,
  setUp,
  sweep,
} from './changes.ts'
import {
  type AccountRow,
  accountList,
  accountPatch,
  accountRow,
  accountsQuery,
  changePasswordBody,
  departmentList,
  departmentParams,
  departmentPatch,
  departmentRow,
  idParams,
  newAccountBody,
  newToken,
  newTokenBody,
  oneTimePassword,
  ownSessions,
  policy,
  type SessionState,
  sessionState,
  setupBody,
  setupState,
  signInBody,
  tokenList,
} from './contract.ts'
import { actorOf, cookieName, isSameOrigin, signedIn } from './guard.ts'
import type { SignedIn } from './identity.ts'
import { type PasswordFault, passwordFaults } from './password-rules.ts'
import { hashPassword, isPassword, newPassword } from './passwords.ts'
import {
  accountShown,
  findAccount,
  findSession,
  getAccount,
  getPolicy,
  listAccounts,
  listGrants,
  listSessions,
  listTokens,
  nameHashOf,
  needsSetup,
  signInWait,
  tokenShown,
} from './queries.ts'
import { isSetupToken, useSetupToken } from './setup.ts'
import type { Provider } from './single-sign-on.ts'

export type Identity = {
  /** Signing in over plain http from another machine is allowed: a stated setting. */
  plainHttp: boolean
  /** 统一身份认证, where it is set up. */
  provider: Provider | null
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/
const nothing = z.object({})

/** Signing in and out, the own account, and accounts as an administrator keeps them. */
export async function accountRoutes(app: App, context: Context, identity: Identity): Promise<void> {
  const { db, now } = context
  const stateOf = (person: SignedIn | null): SessionState => {
    const limits = getPolicy(db.read)
    return {
      person: person && {
        id: person.uid,
        account: person.name,
        displayName: person.displayName,
        roles: listGrants(db.read, person.id).filter((one) => person.roles.some((held) => held.role === one.role)),
        mustChangePassword: person.mustChangePassword,
      },
      csrfToken: person && 'session' in person.by ? person.by.csrfToken : null,
      idleMinutes: limits.idleMinutes,
      absoluteHours: limits.absoluteHours,
      singleSignOn: identity.provider !== null,
      passwordRules: { mixed: limits.mixedPasswords, maxAgeDays: limits.passwordMaxAgeDays },
    }
  }

  /** A new id at every sign-in, so that nobody can have fixed it before (security.md rule 5). */
  const begin = (request: FastifyRequest, reply: FastifyReply, account: { id: number; name: string }, how: string) => {
    const actor: Actor = { id: account.id, name: account.name, address: request.ip }
    const limits = getPolicy(db.read)
    const agent = request.headers['user-agent'] ?? ''
    const opened = record(
      db,
      { actor, action: 'sign-in', subjectType: 'account', subject: account.name, detail: { how }, isPrivate: true },
      now(),
      (tx) => {
        sweep(tx, limits, now())
        forgetFailures(tx, account.name)
        return openSession(tx, account.id, { address: request.ip, agent }, now())
      },
    )
    setCookie(request, reply, opened.value, limits.absoluteHours)
    const person = findSession(db.read, opened.value, now())?.person ?? null
    return stateOf(person)
  }

  const requireSafeLine = (request: FastifyRequest) => {
    if (!isSameOrigin(request)) throw problem('foreign-origin')
    const safe = request.protocol === 'https' || LOOPBACK.test(request.ip) || identity.plainHttp
    if (!safe) throw problem('plain-http')
  }

  app.route({
    method: 'GET',
    url: '/api/session',
    config: { allow: 'public', reach: 'own', withOldPassword: true },
    schema: { tags: ['accounts'], summary: '当前登录的是谁', response: { 200: sessionState } },
    handler: ({ person }, reply) => {
      reply.header('cache-control', 'no-store')
      return stateOf(person)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/session',
    config: { allow: 'public', withoutCsrf: true, rateLimit: { max: 60, timeWindow: 60_000 } },
    schema: {
      tags: ['accounts'],
      summary: '登录',
      description: '连续失败后要等一会儿再试：429，Retry-After 给出秒数。',
      body: signInBody,
      response: { 200: sessionState },
    },
    handler: async (request, reply) => {
      requireSafeLine(request)
      const { account: name, password } = request.body
      const nameHash = nameHashOf(name)
      const wait = signInWait(db.read, nameHash, request.ip, now())
      if (wait > 0) throw slowedDown(wait)
      const row = findAccount(db.read, name.trim().toLowerCase())
      const isRight = await isPassword(password, row?.disabledAt === null ? row.passwordHash : null)
      if (!isRight || !row) {
        const actor: Actor = { id: row?.id ?? null, name: row?.name ?? 'unknown', address: request.ip }
        const act = { actor, action: 'sign-in-failed', subjectType: 'account', subject: actor.name, isPrivate: true }
        record(db, act, now(), (tx) => noteFailure(tx, nameHash, request.ip, now()))
        throw problem('wrong-password')
      }
      return begin(request, reply, row, 'password')
    },
  })

  if (identity.provider) {
    // What it takes is loaded only where it is set up.
    const { singleSignOnRoutes } = await import('./single-sign-on.ts')
    singleSignOnRoutes(app, context, identity.provider, begin)
  }

  app.route({
    method: 'DELETE',
    url: '/api/session',
    config: { allow: 'signed-in', reach: 'own', withOldPassword: true },
    schema: { tags: ['accounts'], summary: '退出', response: { 200: nothing } },
    handler: (request, reply) => {
      const act = { actor: actorOf(request), action: 'sign-out', subjectType: 'account', isPrivate: true }
      const person = signedIn(request)
      record(db, { ...act, subject: person.name }, now(), (tx) => endOwnSession(tx, person))
      reply.clearCookie(cookieName(request.protocol === 'https'), { path: '/' })
      return {}
    },
  })

  app.route({
    method: 'POST',
    url: '/api/session/password',
    config: { allow: 'signed-in', reach: 'own', withOldPassword: true, rateLimit: { max: 20, timeWindow: 60_000 } },
    schema: {
      tags: ['accounts'],
      summary: '修改自己的密码',
      description: '其他会话随即结束。',
      body: changePasswordBody,
      response: { 200: sessionState },
    },
    handler: async (request) => {
      const person = signedIn(request)
      const { current, next } = request.body
      const wait = signInWait(db.read, nameHashOf(person.name), request.ip, now())
      if (wait > 0) throw slowedDown(wait)
      const row = findAccount(db.read, person.name)
      if (!(await isPassword(current, row?.passwordHash ?? null))) {
        const act = { actor: actorOf(request), action: 'sign-in-failed', subjectType: 'account', isPrivate: true }
        record(db, { ...act, subject: person.name }, now(), (tx) =>
          noteFailure(tx, nameHashOf(person.name), request.ip, now()),
        )
        throw fault('current', '现在的密码不对。', 'This is not the present password.')
      }
      if (current === next) throw fault('next', '新密码和现在的一样，请换一个。', 'The new password is the old one.')
      await requireGoodPassword(db.read, next, 'next', person)
      const passwordHash = await hashPassword(next)
      const except = 'session' in person.by ? { except: person.by.session } : {}
      const act = { actor: actorOf(request), action: 'change-password', subjectType: 'account', isPrivate: true }
      record(db, { ...act, subject: person.name }, now(), (tx) =>
        setPassword(tx, person.id, passwordHash, { mustChange: false, ...except, now: now() }),
      )
      return stateOf({ ...person, mustChangePassword: false })
    },
  })

  app.route({
    method: 'GET',
    url: '/api/setup',
    config: { allow: 'public' },
    schema: { tags: ['accounts'], summary: '是否还没有管理员', response: { 200: setupState } },
    handler: (_, reply) => {
      reply.header('cache-control', 'no-store')
      return { needed: needsSetup(db.read) }
    },
  })

  app.route({
    method: 'POST',
    url: '/api/setup',
    config: { allow: 'public', withoutCsrf: true, rateLimit: { max: 20, timeWindow: 60_000 } },
    schema: {
      tags: ['accounts'],
      summary: '用一次性链接建立第一名管理员',
      body: setupBody,
      response: { 200: sessionState },
    },
    handler: async (request, reply) => {
      requireSafeLine(request)
      const { token, account: name, displayName, password } = request.body
      if (!isSetupToken(db.read, token, now()))
        throw fault(
          'token',
          '一次性链接不对，或者已经用过、过期。重新启动服务会给出新的链接。',
          'The link is wrong, used or too old. Starting the service again prints a new one.',
        )
      await requireGoodPassword(db.read, password, 'password', { name, displayName, roles: [] })
      const passwordHash = await hashPassword(password)
      const act = { actor: CONSOLE, action: 'set-up', subjectType: 'account', subject: name, isPrivate: true }
      const made = record(db, act, now(), (tx) => {
        useSetupToken(tx)
        return setUp(tx, { name, displayName, passwordHash }, now())
      })
      return begin(request, reply, { id: made.id, name }, 'set-up')
    },
  })

  app.route({
    method: 'GET',
    url: '/api/sessions',
    config: { allow: 'signed-in', reach: 'own' },
    schema: { tags: ['accounts'], summary: '自己的会话', response: { 200: ownSessions } },
    handler: (request) => ({ rows: listSessions(db.read, signedIn(request)) }),
  })

  app.route({
    method: 'DELETE',
    url: '/api/sessions/:id',
    config: { allow: 'signed-in', reach: 'own' },
    schema: { tags: ['accounts'], summary: '结束自己的一个会话', params: idParams, response: { 200: nothing } },
    handler: (request) => {
      const act = { actor: actorOf(request), action: 'end-session', subjectType: 'session', isPrivate: true }
      record(db, { ...act, subject: request.params.id }, now(), (tx) =>
        endSession(tx, signedIn(request), request.params.id),
      )
      return {}
    },
  })

  app.route({
    method: 'GET',
    url: '/api/tokens',
    config: { allow: 'signed-in', reach: 'own' },
    schema: { tags: ['accounts'], summary: '自己的接口令牌', response: { 200: tokenList } },
    handler: (request) => ({ rows: listTokens(db.read, signedIn(request).id) }),
  })

  app.route({
    method: 'POST',
    url: '/api/tokens',
    config: { allow: 'signed-in', reach: 'own' },
    schema: {
      tags: ['accounts'],
      summary: '新建接口令牌',
      description: '令牌只在这次应答里出现。',
      body: newTokenBody,
      response: { 201: newToken },
    },
    handler: (request, reply) => {
      // A token cannot make another, which would outlive it; and its secret is not kept for a repeated request.
      const person = signedIn(request)
      if (!('session' in person.by)) throw problem('not-allowed', { detail: ONLY_BY_PASSWORD })
      const { once: _, ...actor } = actorOf(request)
      const { name, roles } = request.body
      const act = {
        actor,
        action: 'add-token',
        subjectType: 'token',
        subject: name,
        detail: { roles },
        isPrivate: true,
      }
      const made = record(db, act, now(), (tx) => addToken(tx, person.id, request.body, now()))
      reply.code(201)
      return { ...tokenShown(made.row), token: made.token }
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/tokens/:id',
    config: { allow: 'signed-in', reach: 'own' },
    schema: { tags: ['accounts'], summary: '停用接口令牌', params: idParams, response: { 200: nothing } },
    handler: (request) => {
      const act = { actor: actorOf(request), action: 'end-token', subjectType: 'token', isPrivate: true }
      record(db, { ...act, subject: request.params.id }, now(), (tx) =>
        endToken(tx, signedIn(request), request.params.id, now()),
      )
      return {}
    },
  })

  app.route({
    method: 'GET',
    url: '/api/accounts',
    config: { allow: ['admin'], reach: 'all' },
    schema: { tags: ['accounts'], summary: '账号', querystring: accountsQuery, response: { 200: accountList } },
    handler: ({ query }) => listAccounts(db.read, query, now()),
  })

  app.route({
    method: 'POST',
    url: '/api/accounts',
    config: { allow: ['admin'], reach: 'all' },
    schema: {
      tags: ['accounts'],
      summary: '新建账号',
      description: '应答里的一次性密码只出现这一次，首次登录必须改。',
      body: newAccountBody,
      response: { 201: oneTimePassword },
    },
    handler: async (request, reply) => {
      const { account: name, displayName, email, roles } = request.body
      const password = newPassword()
      const passwordHash = await hashPassword(password)
      const { once: _, ...actor } = actorOf(request)
      const detail = { after: { displayName, email: email ?? null, roles } }
      const act = { actor, action: 'add-account', subjectType: 'account', subject: name, detail, isPrivate: true }
      const made = record(db, act, now(), (tx) =>
        addAccount(tx, { name, displayName, email, roles, passwordHash, mustChangePassword: true }, now()),
      )
      reply.code(201)
      return { id: made.uid, account: name, password }
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/accounts/:id',
    config: { allow: ['admin'], reach: 'all' },
    schema: {
      tags: ['accounts'],
      summary: '修改账号',
      description: '改角色或停用时，这个账号的会话随即结束。',
      params: idParams,
      body: accountPatch,
      response: { 200: accountRow },
    },
    handler: (request) => {
      const { id } = request.params
      const before = accountShown(db.read, getAccount(db.read, id), now())
      return record(
        db,
        (after: AccountRow) => ({
          actor: actorOf(request),
          action: 'change-account',
          subjectType: 'account',
          subject: before.account,
          detail: { before: audited(before), after: audited(after) },
          isPrivate: true,
        }),
        now(),
        (tx) => {
          changeAccount(tx, signedIn(request), id, request.body, now())
          return accountShown(tx, getAccount(tx, id), now())
        },
      )
    },
  })

  app.route({
    method: 'POST',
    url: '/api/accounts/:id/reset-password',
    config: { allow: ['admin'], reach: 'all' },
    schema: {
      tags: ['accounts'],
      summary: '重设密码',
      description: '给出一次性密码，下次登录必须改；原有会话随即结束。',
      params: idParams,
      response: { 200: oneTimePassword },
    },
    handler: async (request) => {
      const row = getAccount(db.read, request.params.id)
      const password = newPassword()
      const passwordHash = await hashPassword(password)
      const { once: _, ...actor } = actorOf(request)
      const act = { actor, action: 'reset-password', subjectType: 'account', subject: row.name, isPrivate: true }
      record(db, act, now(), (tx) => {
        forgetFailures(tx, row.name)
        setPassword(tx, row.id, passwordHash, { mustChange: true, now: now() })
      })
      return { id: row.uid, account: row.name, password }
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/accounts/:id/wait',
    config: { allow: ['admin'], reach: 'all' },
    schema: {
      tags: ['accounts'],
      summary: '解除登录等待',
      description: '连续失败后的等待由管理员解除。',
      params: idParams,
      response: { 200: accountRow },
    },
    handler: (request) => {
      const row = getAccount(db.read, request.params.id)
      const act = { actor: actorOf(request), action: 'lift-wait', subjectType: 'account', isPrivate: true }
      return record(db, { ...act, subject: row.name }, now(), (tx) => {
        forgetFailures(tx, row.name)
        return accountShown(tx, row, now())
      })
    },
  })

  app.route({
    method: 'GET',
    url: '/api/departments',
    config: { allow: 'signed-in', reach: 'all' },
    schema: { tags: ['accounts'], summary: '部门及其签批设置', response: { 200: departmentList } },
    handler: () => ({ rows: db.read.select().from(department).orderBy(asc(department.id)).all() }),
  })

  app.route({
    method: 'PATCH',
    url: '/api/departments/:code',
    config: { allow: ['admin'], reach: 'all' },
    schema: {
      tags: ['accounts'],
      summary: '部门填报是否先由负责人签批',
      params: departmentParams,
      body: departmentPatch,
      response: { 200: departmentRow },
    },
    handler: (request) => {
      const { code } = request.params
      const { needsSign } = request.body
      const act = { actor: actorOf(request), action: 'change-department', subjectType: 'department', subject: code }
      return record(db, { ...act, detail: { after: { needsSign } }, isPrivate: true }, now(), (tx) => {
        setNeedsSign(tx, code, needsSign)
        const row = tx
          .select()
          .from(department)
          .all()
          .find((one) => one.code === code)
        if (!row) throw problem('not-found')
        return { code, name: row.name, needsSign }
      })
    },
  })

  app.route({
    method: 'GET',
    url: '/api/settings/security',
    config: { allow: ['admin', 'auditor'], reach: 'all' },
    schema: { tags: ['accounts'], summary: '安全设置', response: { 200: policy } },
    handler: () => getPolicy(db.read),
  })

  app.route({
    method: 'PUT',
    url: '/api/settings/security',
    config: { allow: ['admin'], reach: 'all' },
    schema: {
      tags: ['accounts'],
      summary: '修改安全设置',
      description: '默认按等保2.0：密码三类字符，90天更换；会话30分钟不操作结束，最长12小时。',
      body: policy,
      response: { 200: policy },
    },
    handler: (request) => {
      const before = getPolicy(db.read)
      const detail = { before, after: request.body }
      const act = { actor: actorOf(request), action: 'change-settings', subjectType: 'setting', subject: 'security' }
      return record(db, { ...act, detail, isPrivate: true }, now(), (tx) => {
        savePolicy(tx, request.body)
        return request.body
      })
    },
  })
}

const ONLY_BY_PASSWORD = {
  zh: '接口令牌不能再建令牌，请登录后再建。',
  en: 'A token cannot make another. Please sign in.',
}

function audited({ displayName, email, roles, disabled }: z.infer<typeof accountRow>) {
  return {
    displayName,
    email,
    disabled,
    roles: roles.map(({ role, department: code }) => ({ role, department: code })),
  }
}

/** What the browser gives back with every request. `Strict`: a link from elsewhere does not act in one's name. */
export function setCookie(request: FastifyRequest, reply: FastifyReply, value: string, hours: number): void {
  const secure = request.protocol === 'https'
  reply.setCookie(cookieName(secure), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    maxAge: hours * 3600,
  })
}

function slowedDown(seconds: number) {
  return problem('too-many-requests', {
    headers: { 'retry-after': String(seconds) },
    detail: {
      zh: `失败次数太多，请${seconds < 60 ? `${seconds}秒` : `${Math.ceil(seconds / 60)}分钟`}后再试，或请管理员解除。`,
      en: `Too many failures. Please try again in ${seconds} seconds, or ask an administrator.`,
    },
  })
}

function fault(path: string, zh: string, en: string) {
  return problem('invalid', { errors: [{ path, message: { zh, en } }] })
}

type Owner = { name: string; displayName: string; roles: SignedIn['roles'] }
let common: Set<string> | undefined

/** Throws a problem that names everything wrong with a password. The list of common ones is loaded when first needed. */
export async function requireGoodPassword(db: Read, password: string, path: string, owner: Owner): Promise<void> {
  common ??= new Set((await import('@zxcvbn-ts/language-common')).dictionary['passwords-common'])
  const words = common
  const homes = new Set(owner.roles.map((one) => one.departmentId))
  const departments = db
    .select()
    .from(department)
    .orderBy(asc(department.id))
    .all()
    .filter((one) => homes.has(one.id))
  const faults = passwordFaults(password, {
    names: [owner.name, owner.displayName, ...departments.flatMap((one) => [one.name, one.code]), 'tracker'],
    mixed: getPolicy(db).mixedPasswords,
    isCommon: (word) => words.has(word),
  })
  const errors: FieldFault[] = faults.map((one) => ({ path, message: PASSWORD_FAULTS[one] }))
  if (errors.length > 0) throw problem('invalid', { errors })
}

const PASSWORD_FAULTS = {
  'too-short': { zh: '密码至少8个字符。', en: 'At least 8 characters.' },
  'too-long': { zh: '密码最多128个字符。', en: 'At most 128 characters.' },
  'too-simple': {
    zh: '大写字母、小写字母、数字、其他符号，至少用三种。',
    en: 'Use at least three of: capitals, small letters, digits, other marks.',
  },
  common: { zh: '这个密码太常见，容易被猜到，请换一个。', en: 'This password is too common.' },
  'holds-name': {
    zh: '密码里不要有账号、姓名或部门的名称。',
    en: 'A password must not hold the name of the account, person or department.',
  },
} as const satisfies Record<PasswordFault, { zh: string; en: string }>
