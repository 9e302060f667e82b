/**
 * 统一身份认证: signing in by OpenID Connect, by configuration alone. The authorization code flow with PKCE; what was
 * asked is kept in this process for ten minutes and tied to the browser by a cookie. It opens no account: an
 * administrator does that, and the provider's `preferred_username` is matched with the account's name once.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as client from 'openid-client'
import { z } from 'zod'
import { type Actor, record } from '../audit/record.ts'
import type { App, Context } from '../context.ts'
import { linkExternal } from './changes.ts'
import { newSecret } from './passwords.ts'
import { findAccount, findByExternalId } from './queries.ts'

export type Provider = { issuer: string; clientId: string; clientSecret: string }
type Asked = { verifier: string; nonce: string; next: string; browser: string; until: number }

const MINUTES = 10
const MOST_ASKED = 1_000
const COOKIE = 'single-sign-on'

/** `begin` opens the session of an account that the provider vouches for, as signing in by password does. */
export function singleSignOnRoutes(
  app: App,
  { db, now }: Context,
  provider: Provider,
  begin: (request: FastifyRequest, reply: FastifyReply, account: { id: number; name: string }, how: string) => unknown,
): void {
  let known: Promise<client.Configuration> | undefined
  /** Asked for when first needed and again after a failure: the provider may start later than we do. */
  const discovered = () => {
    const issuer = new URL(provider.issuer)
    const options = issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}
    known ??= client
      .discovery(issuer, provider.clientId, provider.clientSecret, undefined, options)
      .catch((error: unknown) => {
        known = undefined
        throw error
      })
    return known
  }
  const asked = new Map<string, Asked>()
  const callback = (request: FastifyRequest) => `${request.protocol}://${request.host}/api/single-sign-on/callback`

  app.route({
    method: 'GET',
    url: '/api/single-sign-on',
    config: { allow: 'public', rateLimit: { max: 60, timeWindow: 60_000 } },
    schema: {
      tags: ['accounts'],
      summary: '转到统一身份认证',
      querystring: z.strictObject({ next: z.string().max(500).optional() }),
      response: { 302: z.null().describe('转到统一身份认证的登录页') },
    },
    handler: async (request, reply) => {
      const configuration = await discovered().catch((error: unknown) => {
        request.log.error({ err: error }, 'single sign-on cannot be reached')
        return null
      })
      if (!configuration) return refuse(reply, '统一身份认证现在连不上，请稍后再试，或用账号和密码登录。')
      const at = now().getTime()
      for (const [state, one] of asked) if (one.until < at || asked.size >= MOST_ASKED) asked.delete(state)
      const verifier = client.randomPKCECodeVerifier()
      const [state, nonce, browser] = [client.randomState(), client.randomNonce(), newSecret()]
      const { next } = request.query
      const isOurs = next !== undefined && /^\/(?![/\\])/.test(next)
      asked.set(state, { verifier, nonce, browser, next: isOurs ? next : '/', until: at + MINUTES * 60_000 })
      const secure = request.protocol === 'https'
      // Lax: the provider sends the browser back from its own site.
      reply.setCookie(COOKIE, browser, { path: '/api/single-sign-on', httpOnly: true, sameSite: 'lax', secure })
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callback(request),
        scope: 'openid profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      return reply.redirect(address.href)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/single-sign-on/callback',
    config: { allow: 'public', rateLimit: { max: 60, timeWindow: 60_000 } },
    schema: {
      tags: ['accounts'],
      summary: '统一身份认证的回程',
      querystring: z.looseObject({ state: z.string().max(200).optional() }),
      response: { 302: z.null().describe('转回登录前的页面') },
    },
    handler: async (request, reply) => {
      const { state = '' } = request.query
      const one = asked.get(state)
      asked.delete(state)
      reply.clearCookie(COOKIE, { path: '/api/single-sign-on' })
      if (!one || one.until < now().getTime() || request.cookies[COOKIE] !== one.browser)
        return refuse(reply, '登录超过10分钟，或者不是从这个浏览器开始的，请重新登录。')
      const claims = await claimsOf(request, one).catch((error: unknown) => {
        request.log.error({ err: error }, 'single sign-on was not completed')
        return null
      })
      if (!claims) return refuse(reply, '统一身份认证没有完成，请重新登录。')
      const external = `${claims.iss} ${claims.sub}`
      const row = findByExternalId(db.read, external) ?? linkFirst(request, external, claims.preferred_username)
      if (!row || row.disabledAt !== null) {
        const actor: Actor = { id: row?.id ?? null, name: row?.name ?? 'unknown', address: request.ip }
        const act = { actor, action: 'sign-in-failed', subjectType: 'account', subject: actor.name, isPrivate: true }
        record(db, { ...act, detail: { how: 'single-sign-on', external } }, now(), () => null)
        return refuse(reply, row ? '这个账号已停用，请找管理员。' : '这里没有您的账号，请找管理员开通。')
      }
      begin(request, reply, row, 'single-sign-on')
      return reply.redirect(one.next)
    },
  })

  async function claimsOf(request: FastifyRequest, one: Asked) {
    const address = new URL(request.url, callback(request))
    const tokens = await client.authorizationCodeGrant(await discovered(), address, {
      pkceCodeVerifier: one.verifier,
      expectedState: address.searchParams.get('state') ?? '',
      expectedNonce: one.nonce,
      idTokenExpected: true,
    })
    return tokens.claims()
  }

  /** An account that has come by password until now is tied to the person of the same name, once and for good. */
  function linkFirst(request: FastifyRequest, external: string, name: unknown) {
    if (typeof name !== 'string') return undefined
    const row = findAccount(db.read, name.toLowerCase())
    if (!row || row.externalId !== null) return undefined
    const actor: Actor = { id: row.id, name: row.name, address: request.ip }
    const act = { actor, action: 'link-account', subjectType: 'account', subject: row.name, isPrivate: true }
    record(db, { ...act, detail: { external } }, now(), (tx) => linkExternal(tx, row.id, external))
    return row
  }
}

/** Back to the page for signing in, which says why. */
function refuse(reply: FastifyReply, because: string) {
  return reply.redirect(`/sign-in?from=${encodeURIComponent(because)}`)
}
