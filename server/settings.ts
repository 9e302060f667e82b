/** What the environment says of how to run; every mistake in it is a sentence that says what to do. */

export type Settings = {
  port: number
  host: string
  dataDir: string
  publicDashboard: boolean
  rateLimits: boolean
  /** Addresses of proxies in front, as `TRUST_PROXY` lists them; false for none. */
  trustProxy: string | false
  plainHttp: boolean
  /** 统一身份认证 by OpenID Connect: `OIDC_ISSUER`, `OIDC_CLIENT_ID`, `OIDC_CLIENT_SECRET`; null for none. */
  provider: { issuer: string; clientId: string; clientSecret: string } | null
}

/** Why the program cannot start, for the person at the console: no stack. */
export class CannotStart extends Error {}

/** Reads the environment. Throws `CannotStart`. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const host = env.HOST || '127.0.0.1'
  const rateLimits = isOn(env, 'RATE_LIMITS')
  if (!rateLimits && !isLoopback(host))
    throw new CannotStart(`RATE_LIMITS=off 只用于本机测速，不能与 HOST=${host} 同用。请去掉其中一个。`)
  return {
    port: portOf(env.PORT || '3000'),
    host,
    dataDir: env.DATA_DIR || 'data',
    publicDashboard: isOn(env, 'PUBLIC_DASHBOARD'),
    rateLimits,
    trustProxy: env.TRUST_PROXY || false,
    plainHttp: (env.PLAIN_HTTP || 'off') === 'on',
    provider: providerOf(env),
  }
}

function providerOf(env: Record<string, string | undefined>): Settings['provider'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (!issuer && !clientId && !clientSecret) return null
  if (!issuer || !clientId || !clientSecret)
    throw new CannotStart('统一身份认证要同时给出 OIDC_ISSUER、OIDC_CLIENT_ID、OIDC_CLIENT_SECRET。')
  if (!/^https?:\/\//.test(issuer) || !URL.canParse(issuer))
    throw new CannotStart(`OIDC_ISSUER 要是一个网址，例如 https://id.example.gov.cn，现在是“${issuer}”。`)
  return { issuer, clientId, clientSecret }
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new CannotStart(`PORT 要是 0 到 65535 的整数，现在是“${text}”。`)
}

function isOn(env: Record<string, string | undefined>, name: string): boolean {
  const text = env[name] || 'on'
  if (text !== 'on' && text !== 'off') throw new CannotStart(`${name} 只能是 on 或 off，现在是“${text}”。`)
  return text === 'on'
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
