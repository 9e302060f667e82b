/**
 * The ways out of the building: e-mail by SMTP, and the group robots of 企业微信 and 钉钉. Robots answer 200 also when they
 * refuse, with the reason as `errcode` in the body. Nothing here waits longer than ten seconds or throws a secret.
 */
import { createHmac } from 'node:crypto'
import type { Channel } from '../../db/words.ts'
import { clip } from './wording.ts'

export type Message = { id: string; recipient: string; subject: string; body: string }
/** Sends one message; throws an `Unsent` whose text may be kept and shown. */
export type Send = (message: Message, now: Date) => Promise<void>
export type Channels = Partial<Record<Channel, Send>>

/** Why a message did not leave, in words without address, key or token. */
export class Unsent extends Error {}

const TIMEOUT_MS = 10_000
/** 企业微信 takes 2 048 bytes of text, 钉钉 20 000. */
const WECOM_BYTES = 2048
const DINGTALK_BYTES = 20_000

/** `SMTP_URL` (smtp:// or smtps://, with user and password where the server asks) and the sender's address. */
export function mailChannel(url: string, from: string): Send {
  // Loaded with the first message, not at every start.
  const opened = async () =>
    (await import('nodemailer')).default.createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    })
  let transport: ReturnType<typeof opened> | undefined
  return async ({ id, recipient, subject, body }) => {
    try {
      transport ??= opened()
      // The same message sent twice (a crash between sending and noting it) keeps its id: a mail box can tell.
      await (await transport).sendMail({
        from,
        to: recipient,
        subject,
        text: body,
        messageId: `<${id}@standards-target-tracker>`,
        headers: { 'auto-submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    } catch (error) {
      throw new Unsent(mailFault(error))
    }
  }
}

function mailFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'ERROR'
  const answered = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : null
  return answered === null || Number.isNaN(answered) ? `邮件服务器：${code}` : `邮件服务器答复${answered}（${code}）`
}

/** 企业微信 group robot; the key in the address is its only secret. */
export function wecomChannel(url: string): Send {
  return ({ body }) => post(url, { msgtype: 'text', text: { content: clip(body, WECOM_BYTES) } })
}

/** 钉钉 group robot; with `secret` each call is signed over its own time (加签). */
export function dingtalkChannel(url: string, secret: string | null): Send {
  return ({ body }, now) => {
    const signed = new URL(url)
    if (secret !== null) {
      const timestamp = String(now.getTime())
      signed.searchParams.set('timestamp', timestamp)
      signed.searchParams.set('sign', dingtalkSign(timestamp, secret))
    }
    return post(signed.href, { msgtype: 'text', text: { content: clip(body, DINGTALK_BYTES) } })
  }
}

/** HMAC-SHA256 of `timestamp\nsecret` under the secret, Base64. */
export function dingtalkSign(timestamp: string, secret: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
}

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    throw new Unsent(isLate ? '群机器人10秒没有应答' : '连不上群机器人')
  })
  if (!answer.ok) throw new Unsent(`群机器人答复${answer.status}`)
  const said: unknown = await answer.json().catch(() => null)
  const code = typeof said === 'object' && said !== null && 'errcode' in said ? Number(said.errcode) : Number.NaN
  if (Number.isNaN(code)) throw new Unsent('群机器人的答复里没有 errcode')
  if (code !== 0) throw new Unsent(`群机器人拒收，errcode ${code}`)
}
