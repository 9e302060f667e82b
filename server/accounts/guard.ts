/** The border: who calls, whether they may, and whether a write comes from our own page. Runs before any input is read. */
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../../db/open.ts'
import { idempotencyKey } from '../../db/schema.ts'
import type { Actor } from '../audit/record.ts'
import { keep } from '../audit/record.ts'
import type { Allow, App } from '../context.ts'
import { type Problem, problem } from '../problem.ts'
import { noteTokenUse, touchSession } from './changes.ts'
import type { SignedIn } from './identity.ts'
import { findSession, findTokenHolder } from './queries.ts'

type Guard = { db: Database; now: () => Date; publicDashboard: boolean }

/** A session's last act is kept to the minute: not every answer is worth a write. */
const TOUCH_MS = 60_000
const isRead = (method: string) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

/** Name of the cookie: only over TLS can it carry the prefix that ties it to this host. */
export const cookieName = (secure: boolean) => (secure ? '__Host-session' : 'session')

/** Tells who calls and refuses whoever may not: security.md rules 5 to 7, 9. Answers the refusal, null for none. */
export function admit(request: FastifyRequest, guard: Guard): Problem | null {
  const { allow, withOldPassword, withoutCsrf } = request.routeOptions.config
  // An address without a route is answered by "not found" for everyone.
  if (allow === undefined || allow === 'public') {
    if (request.routeOptions.config.reach === undefined) return null
    request.person = identify(request, guard)
    return isRead(request.method) || withoutCsrf ? null : refuseForeign(request)
  }
  if (allow === 'public-dashboard' && guard.publicDashboard) {
    // A route that says how far it reaches wants to know who calls, where somebody has signed in.
    if (request.routeOptions.config.reach !== undefined) request.person = identify(request, guard)
    return null
  }
  const person = identify(request, guard)
  if (person === null) return problem('sign-in')
  request.person = person
  if (person.mustChangePassword && !withOldPassword) return problem('change-password')
  if (!isRead(request.method)) {
    const foreign = refuseForeign(request)
    if (foreign) return foreign
  }
  return mayCall(person, allow) ? null : problem('not-allowed', { detail: WRONG_ROLE })
}

const WRONG_ROLE = {
  zh: '账号没有做这件事的角色。需要时请向管理员申请。',
  en: 'The account does not hold a role for this. Please ask an administrator.',
}

const mayCall = (person: SignedIn, allow: Allow) =>
  typeof allow === 'string' || person.roles.some((one) => allow.includes(one.role))

function identify(request: FastifyRequest, { db, now }: Guard): SignedIn | null {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const token = /^Bearer ([\w-]{20,100})$/.exec(authorization)?.[1]
    const holder = token === undefined ? undefined : findTokenHolder(db.read, token, now())
    if (holder && 'token' in holder.by && !db.held()) {
      const { token: id } = holder.by
      keep(db, (tx) => noteTokenUse(tx, id, now()))
    }
    return holder ?? null
  }
  const value = request.cookies[cookieName(request.protocol === 'https')]
  if (value === undefined || value.length > 100) return null
  const found = findSession(db.read, value, now())
  if (!found) return null
  const { person, seenAt } = found
  // What the page fetches by itself is no act of the person: it does not keep a session alive.
  const isAct = request.headers['x-background'] === undefined
  if (isAct && !db.held() && 'session' in person.by && now().getTime() - Date.parse(seenAt) > TOUCH_MS) {
    const { session } = person.by
    keep(db, (tx) => touchSession(tx, session, now()))
  }
  return person
}

/** A write with a cookie has to come from our own page and carry the session's token; one with a bearer token not. */
function refuseForeign(request: FastifyRequest): Problem | null {
  const { person } = request
  if (person && 'token' in person.by) return null
  if (!isSameOrigin(request)) return problem('foreign-origin')
  if (person === null) return null
  const given = request.headers['x-csrf-token']
  return 'session' in person.by && given === person.by.csrfToken ? null : problem('csrf')
}

/** Whether the page that sent this is ours; without either header no browser did, or none of today. */
export function isSameOrigin(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (typeof origin === 'string') return origin === `${request.protocol}://${request.host}`
  return site === 'same-origin'
}

/** Who acts, for the audit log and the kept answer. Throws where nobody has signed in, which the guard has seen to. */
export function actorOf(request: FastifyRequest): Actor {
  const person = signedIn(request)
  return {
    id: person.id,
    name: person.name,
    roles: [...new Set(person.roles.map((one) => (one.department ? `${one.role}@${one.department}` : one.role)))].join(
      ' ',
    ),
    address: request.ip,
    ...(request.once ? { once: request.once } : {}),
  }
}

/** The person behind a request to a route that is not public. */
export function signedIn(request: FastifyRequest): SignedIn {
  if (request.person === null) throw problem('sign-in')
  return request.person
}

/**
 * `Idempotency-Key` on any write of a signed-in person: the same request sent again is answered as the first was and
 * does nothing (security.md rule 36). A route under it answers what its change answered.
 */
export function answerRepeats(app: App, { db }: Guard): void {
  app.addHook('preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    const key = request.headers['idempotency-key']
    if (key === undefined || request.person === null || isRead(request.method)) return
    if (typeof key !== 'string' || !/^[\x21-\x7e]{8,100}$/.test(key)) throw problem('bad-key')
    const { method, url, body } = request
    const requestHash = createHash('sha256')
      .update(JSON.stringify([method, url, body ?? null]))
      .digest('hex')
    const kept = db.read
      .select()
      .from(idempotencyKey)
      .where(and(eq(idempotencyKey.accountId, request.person.id), eq(idempotencyKey.key, key)))
      .get()
    if (!kept) {
      request.once = { key, requestHash }
      return
    }
    if (kept.requestHash !== requestHash) throw problem('key-reused')
    const statuses = Object.keys(request.routeOptions.schema?.response ?? {}).map(Number)
    return reply
      .code(statuses.find((status) => status >= 200 && status < 300) ?? 200)
      .header('idempotent-replay', 'true')
      .send(JSON.parse(kept.answer))
  })
}
