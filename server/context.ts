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
}

/**
 * Who may call a route: anyone; anyone unless the public dashboard is closed 公开看板; or accounts with one of these
 * roles. Every route says it (`config: { allow: … }`), or the app does not start.
 */
export type Allow = 'public' | 'public-dashboard' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    allow?: Allow
  }
}
