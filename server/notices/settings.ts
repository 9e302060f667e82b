/** What the environment says of the channels; secrets come from nowhere else. */
import { CannotStart } from '../settings.ts'
import { type Channels, dingtalkChannel, mailChannel, wecomChannel } from './channels.ts'

export type NoticeSettings = {
  channels: Channels
  /** Where people open the product, for links in messages; null: messages carry none. */
  address: string | null
}

/**
 * Reads `SMTP_URL`, `MAIL_FROM`, `WECOM_ROBOT_URL`, `DINGTALK_ROBOT_URL`, `DINGTALK_ROBOT_SECRET` and `PUBLIC_URL`. A
 * channel without its address is off. Throws `CannotStart` in words that repeat no secret.
 */
export function readNoticeSettings(env: Record<string, string | undefined>): NoticeSettings {
  const smtp = addressIn(env, 'SMTP_URL', ['smtp:', 'smtps:'])
  const wecom = addressIn(env, 'WECOM_ROBOT_URL', ['https:', 'http:'])
  const dingtalk = addressIn(env, 'DINGTALK_ROBOT_URL', ['https:', 'http:'])
  const address = addressIn(env, 'PUBLIC_URL', ['https:', 'http:'])
  const from = env.MAIL_FROM || null
  if (smtp !== null && from === null)
    throw new CannotStart('设了 SMTP_URL，还要设发件地址，例如 MAIL_FROM=tracker@example.gov.cn。')
  return {
    channels: {
      ...(smtp !== null && from !== null ? { mail: mailChannel(smtp, from) } : {}),
      ...(wecom === null ? {} : { wecom: wecomChannel(wecom) }),
      ...(dingtalk === null ? {} : { dingtalk: dingtalkChannel(dingtalk, env.DINGTALK_ROBOT_SECRET || null) }),
    },
    address: address === null ? null : address.replace(/\/+$/, ''),
  }
}

function addressIn(env: Record<string, string | undefined>, name: string, schemes: readonly string[]): string | null {
  const text = env[name]
  if (!text) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !schemes.includes(url.protocol))
    throw new CannotStart(`${name} 要是以 ${schemes.map((one) => `${one}//`).join(' 或 ')} 开头的地址。`)
  return text
}
