/** The app: what holds for every route, then the features, each by a line. It never listens; `main.ts` does. */
import { randomBytes } from 'node:crypto'
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { crc32 } from 'node:zlib'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastify, {
  type FastifyContextConfig,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
  type RouteOptions,
} from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Database } from '../db/open.ts'
import { actorOf, admit, answerRepeats } from './accounts/guard.ts'
import { accountRoutes } from './accounts/routes.ts'
import type { Provider } from './accounts/single-sign-on.ts'
import { Aside } from './aside.ts'
import { assignmentRoutes } from './assignments/routes.ts'
import { record } from './audit/record.ts'
import { auditRoutes } from './audit/routes.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { dayNumber } from './clock.ts'
import type { App, Context } from './context.ts'
import { docsRoutes } from './docs.ts'
import { evidenceRoutes } from './entries/evidence/routes.ts'
import { reviewRoutes } from './entries/review/routes.ts'
import { entryRoutes } from './entries/routes.ts'
import { exchangeRoutes } from './exchange/routes.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { houseRoutes } from './house.ts'
import { itemRoutes } from './items/routes.ts'
import { KeptAnswers } from './kept.ts'
import type { Channels } from './notices/channels.ts'
import { noticeRoutes } from './notices/routes.ts'
import { periodRoutes } from './periods/routes.ts'
import { planRoutes } from './plan/routes.ts'
import { languageOf, type Problem, problem, problemJson, toProblem } from './problem.ts'
import { reportRoutes } from './reports/routes.ts'
import { standardRoutes } from './standards/routes.ts'
import { summaryRoutes } from './summary/routes.ts'
import { validatorCompiler } from './validation.ts'
import { webRoutes } from './web.ts'

export type AppOptions = {
  db: Database
  /** The only clock. */
  now: () => Date
  /** Where 5xx are written down; false for silence. */
  log: FastifyServerOptions['logger']
  /** Folder of the built web. */
  webRoot: string
  /** Whether people who have not signed in may look. */
  publicDashboard: boolean
  /** Off only for measuring. */
  rateLimits: boolean
  /** The data folder: evidence lies in it. */
  dataDir: string
  /** Addresses of the proxies whose word on address and protocol is taken; false for none. */
  trustProxy: string | false
  /** Ways out of the building for notices; those that are configured. */
  channels?: Channels
  /** Signing in over plain http from another machine is allowed. */
  plainHttp: boolean
  /** 统一身份认证; null where it is not set up. */
  provider: Provider | null
}

const BODY_LIMIT = 256 * 1024
/** Five thousand Chinese characters in an address are answered by the field's own sentence. */
const ADDRESS_LIMIT = 48 * 1024
const HEADER_LIMIT = 64 * 1024
/** Evidence of 20 MB over a line of 1.5 Mbit/s takes as long; heads have a shorter limit of their own. */
const REQUEST_TIMEOUT = 120_000
const CONNECTIONS = 2_000

const JSON_TYPE = 'application/json; charset=utf-8'
const PUBLIC_CACHE = 'private, no-cache'
/** Of every kept answer, names and values by turns. */
const KEPT_HEADERS = Object.entries({
  ...SECURITY_HEADERS,
  'cache-control': PUBLIC_CACHE,
  'content-type': JSON_TYPE,
}).flat()
const PROBLEM_JSON = 'application/problem+json; charset=utf-8'

/** Stands where Fastify would load compilers of its own, which cost a tenth of the start. */
const noJsonSchemas = () => {
  throw new Error('Schemas are zod.')
}

/** Builds the app; features that are wrongly declared make `ready()` fail. */
export async function buildApp(options: AppOptions): Promise<App> {
  const boot = randomBytes(6).toString('hex')
  let requests = 0
  const app: App = fastify({
    logger: options.log ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => `${boot}-${(++requests).toString(36)}`,
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    trustProxy: options.trustProxy,
    // Node would refuse a request without Host by itself, without our headers; the hook below does it.
    http: { maxHeaderSize: HEADER_LIMIT, headersTimeout: 10_000, requireHostHeader: false },
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildValidator: noJsonSchemas, buildSerializer: noJsonSchemas } },
    // What arrives while closing is still answered; the connection then ends.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => sendOutside(reply.raw, toProblem(error), request),
    clientErrorHandler: (error, socket) => refuseConnection(error, socket, boot),
  }).withTypeProvider<ZodTypeProvider>()

  app.server.maxConnections = CONNECTIONS
  app.server.on('checkExpectation', (message, response) => {
    sendOutside(response, problem('expectation-failed'), { id: boot, headers: message.headers })
  })
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error, request, reply) => {
    const fault = toProblem(error)
    noteRefusal(options, fault, request)
    return answerProblem(fault, request, reply)
  })

  await app.register(cookie)
  const routes = guardRoutes(app, options)
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsAt(routes, request.url)
    const isOther = methods.length > 0 && !methods.includes(request.method)
    const fault = isOther
      ? problem('method-not-allowed', { headers: { allow: methods.join(', ') } })
      : problem('not-found')
    return answerProblem(fault, request, reply)
  })
  if (options.rateLimits)
    await app.register(rateLimit, { global: false, errorResponseBuilder: () => problem('too-many-requests') })
  docsRoutes(app, routes)

  const aside = new Aside(options.db.reader.name)
  app.addHook('onClose', () => aside.close())
  const context: Context = { db: options.db, now: options.now, dataDir: options.dataDir, aside }
  houseRoutes(app, context)
  auditRoutes(app, context, actorOf)
  await accountRoutes(app, context, { plainHttp: options.plainHttp, provider: options.provider })
  calendarRoutes(app, context)
  standardRoutes(app)
  planRoutes(app, context)
  itemRoutes(app, context)
  entryRoutes(app, context)
  evidenceRoutes(app, context)
  reviewRoutes(app, context)
  summaryRoutes(app, context)
  assignmentRoutes(app, context)
  periodRoutes(app, context)
  noticeRoutes(app, context, options.channels ?? {})
  reportRoutes(app, context)
  exchangeRoutes(app, context)
  webRoutes(app, options.webRoot)
  return app
}

/**
 * What holds for every request, in this order: headers, who may call (before anything of the input is looked at, so
 * that strangers learn nothing), the form of the address, and whether the asker already holds the answer.
 * Returns the list of routes, which fills as features register.
 */
function guardRoutes(app: App, options: AppOptions): RouteOptions[] {
  const { db, now } = options
  const routes: RouteOptions[] = []
  app.decorateRequest('person', null)
  app.decorateRequest('once', null)
  app.addHook('onRoute', (route) => {
    routes.push(route)
    if (!route.schema?.hide) route.schema = { querystring: z.strictObject({}), ...route.schema }
  })
  app.addHook('onReady', async () => {
    const undeclared = routes.filter((route) => !isDeclared(route))
    if (undeclared.length > 0) {
      const names = undeclared.map(({ method, url }) => `${String(method)} ${url}`)
      throw new Error(`These routes do not declare who may call them, how far, or their path: ${names.join(', ')}`)
    }
  })

  // Kept by the asker only as long as this process, this data and this day: a restart may bring other code or data.
  const boot = randomBytes(6).toString('base64url')
  const etagOf = (url: string) => `"${boot}-${db.dataVersion()}-${dayNumber(now())}-${crc32(url)}"`
  const kept = new KeptAnswers()
  app.addHook('onRoute', (route) => {
    if (!isSameForAll(route.config) || route.method !== 'GET') return
    route.onSend = (request, reply, payload, done) => {
      const etag = reply.getHeader('etag')
      if (typeof payload === 'string' && reply.statusCode === 200 && typeof etag === 'string')
        kept.keep(request.url, etag, payload)
      done()
    }
  })

  app.addHook('onRequest', (request, reply, done) => {
    const fault = misshapen(request) ?? admit(request, options)
    if (fault) return done(fault)
    const { config } = request.routeOptions
    if (config.allow !== 'public-dashboard' || !isRead(request.method)) {
      reply.headers(SECURITY_HEADERS).header('cache-control', 'no-store')
      return done()
    }
    const etag = etagOf(request.url)
    const isHeld = request.headers['if-none-match']?.includes(etag) === true
    const bytes = isHeld || !isSameForAll(config) ? undefined : kept.find(request.url, etag)
    if (bytes !== undefined) {
      // Nothing is left to be worked out: past everything that Fastify does to an answer.
      reply.hijack()
      reply.raw.writeHead(200, [...KEPT_HEADERS, 'etag', etag, 'content-length', String(bytes.length)]).end(bytes)
      return
    }
    reply.headers(SECURITY_HEADERS).header('cache-control', PUBLIC_CACHE).header('etag', etag)
    if (!isHeld) return done()
    reply.code(304).send()
  })
  answerRepeats(app, options)
  return routes
}

/** Who may call, how far what they see reaches where they sign in for it, and the form of what the path holds. */
function isDeclared({ config, url, schema }: RouteOptions): boolean {
  const isOpen = config?.allow === 'public' || config?.allow === 'public-dashboard'
  if (!config?.allow || (!isOpen && config.reach === undefined)) return false
  return !url.includes(':') || schema?.params !== undefined
}

/** A person who is refused leaves a trace (security.md rule 27); a stranger would only fill the log. */
function noteRefusal({ db, now }: AppOptions, fault: Problem, request: FastifyRequest): void {
  // While a thread of ours writes, the refusal itself matters more than its trace.
  if (fault.status !== 403 || request.person === null || db.held()) return
  const { once: _, ...actor } = actorOf(request)
  const detail = { method: request.method, because: fault.params.because ?? fault.type }
  const subject = request.url.replace(/\?.*$/s, '').slice(0, 200)
  record(db, { actor, action: 'refused', subjectType: 'route', subject, detail, isPrivate: true }, now(), () => null)
}

function misshapen(request: FastifyRequest): Problem | null {
  if (request.headers.host === undefined && request.raw.httpVersion === '1.1') return problem('bad-request')
  if (request.url.length > ADDRESS_LIMIT) return problem('uri-too-long')
  if (request.url.includes('%') && !isDecodable(request.url)) return problem('bad-request')
  return null
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url)
    return true
  } catch {
    return false
  }
}

/** Whether a route answers whoever may look alike: who calls makes no difference to it. */
const isSameForAll = (config: FastifyContextConfig | undefined) =>
  config?.allow === 'public-dashboard' && config.reach === undefined

const isRead = (method: string) => method === 'GET' || method === 'HEAD'

/** Methods that some route takes at this address, for `Allow`. */
function methodsAt(routes: readonly RouteOptions[], url: string): string[] {
  const path = url.replace(/\?.*$/s, '')
  const isApi = /^\/api(\/|$)/.test(path)
  const matching = routes.filter((route) => {
    if (route.url === '/*') return !isApi
    return new RegExp(`^${route.url.replace(/:\w+/g, '[^/]+').replace('*', '.*')}$`).test(path)
  })
  return [...new Set(matching.flatMap((route) => route.method))]
}

// ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────

function answerProblem(fault: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // 4xx is the asker's affair, not an error of ours.
  if (fault.status >= 500) request.log.error({ err: fault.cause ?? fault, reqId: request.id }, fault.message)
  const language = languageOf(request.headers['accept-language'])
  return reply
    .removeHeader('etag')
    .code(fault.status)
    .headers({ ...SECURITY_HEADERS, ...fault.headers, 'cache-control': 'no-store', ...languageHeaders(language) })
    .type(PROBLEM_JSON)
    .serializer(JSON.stringify)
    .send(problemJson(fault, language, request.id))
}

const languageHeaders = (language: 'zh' | 'en') => ({
  'content-language': language === 'zh' ? 'zh-CN' : 'en',
  vary: 'accept-language',
})

/** Answers where no hook has run: the router or Node itself refused the request. */
function sendOutside(response: ServerResponse, fault: Problem, request: Pick<FastifyRequest, 'id' | 'headers'>): void {
  const language = languageOf(request.headers['accept-language'])
  const body = JSON.stringify(problemJson(fault, language, request.id))
  response
    .writeHead(fault.status, {
      ...SECURITY_HEADERS,
      ...languageHeaders(language),
      'cache-control': 'no-store',
      'content-type': PROBLEM_JSON,
      'content-length': Buffer.byteLength(body),
    })
    .end(body)
}

/** Answers what is not even a request, and closes the connection. */
function refuseConnection(error: Error & { code?: string }, socket: Socket, id: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const known = toProblem(error)
  const fault = known.status >= 500 ? problem('bad-request') : known
  const body = JSON.stringify(problemJson(fault, 'zh', id))
  const headers = {
    ...SECURITY_HEADERS,
    ...languageHeaders('zh'),
    'cache-control': 'no-store',
    'content-type': PROBLEM_JSON,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${fault.status} ${STATUS_CODES[fault.status]}\r\n${head.join('')}\r\n${body}`)
}
