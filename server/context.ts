import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Database } from '../db/open.ts'
import type { Role } from '../db/words.ts'
import type { Reach, SignedIn } from './accounts/identity.ts'
import type { Aside } from './aside.ts'

/** The app as features see it: schemas are zod, on the way in and out. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What the world gives to a feature. */
export type Context = {
  db: Database
  /** The only clock; the day in Asia/Shanghai follows from it. */
  now: () => Date
  /** The data folder: evidence lies in it. */
  dataDir: string
  /** Where questions go that look at too much for others to wait. */
  aside: Aside
}

/**
 * Who may call a route: anyone; anyone unless the public dashboard is closed 公开看板; whoever has signed in; or accounts
 * with one of these roles. Every route says it (`config: { allow: … }`), or the app does not start.
 */
export type Allow = 'public' | 'public-dashboard' | 'signed-in' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    allow?: Allow
    /** How far the caller's roles reach here; every route for signed-in people says it. */
    reach?: Reach
    /** Can be called while a password that somebody else set has not been changed yet. */
    withOldPassword?: true
    /** Takes files, or answers one: what the schemas cannot tell the OpenAPI document. */
    files?: 'taken' | 'answered'
    /** Called with a session cookie from another site's form or link: signing in itself. Its own checks stand in. */
    withoutCsrf?: true
  }
  interface FastifyRequest {
    /** Who calls; null where nobody has signed in, or where the route is open to everyone. */
    person: SignedIn | null
    /** The `Idempotency-Key` of a write, with the hash of what was sent. */
    once: { key: string; requestHash: string } | null
  }
}
