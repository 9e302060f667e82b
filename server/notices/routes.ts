/** 通知: a person's summaries, the numbers in the bar, and the channels for the administrator. */
import { eq } from 'drizzle-orm'
import { account } from '../../db/schema.ts'
import { actorOf, signedIn } from '../accounts/guard.ts'
import { record } from '../audit/record.ts'
import type { App, Context } from '../context.ts'
import { planParams } from '../plan/contract.ts'
import { problem } from '../problem.ts'
import { markRead } from './changes.ts'
import type { Channels } from './channels.ts'
import {
  channelList,
  channelParams,
  noticeList,
  noticesQuery,
  readBody,
  readDone,
  testDone,
  waiting,
} from './contract.ts'
import { faultOf } from './deliver.ts'
import { listChannels, listNotices, unreadOf, waitingFor } from './queries.ts'

/** `channels`: those that are configured. */
export function noticeRoutes(app: App, { db, now }: Context, channels: Channels): void {
  app.route({
    method: 'GET',
    url: '/api/notices',
    config: { allow: 'signed-in', reach: 'own' },
    schema: {
      tags: ['notices'],
      summary: '我的通知：每天一份汇总，新的在前',
      querystring: noticesQuery,
      response: { 200: noticeList },
    },
    handler: (request) => listNotices(db.read, signedIn(request).id, request.query),
  })
  app.route({
    method: 'POST',
    url: '/api/notices/read',
    config: { allow: 'signed-in', reach: 'own' },
    schema: { tags: ['notices'], summary: '把通知标为已读', body: readBody, response: { 200: readDone } },
    handler: (request) => {
      const person = signedIn(request)
      markRead(db, person.id, request.body.ids, now())
      return { unread: unreadOf(db.read, person.id) }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/waiting',
    config: { allow: 'signed-in', reach: 'own' },
    schema: {
      tags: ['notices'],
      summary: '等我办的有几件',
      description: '每个数等于它后面那张清单的长度；没有那张清单的为 null。',
      params: planParams,
      response: { 200: waiting },
    },
    handler: (request) => waitingFor(db.read, request.params.plan, signedIn(request), now()),
  })
  app.route({
    method: 'GET',
    url: '/api/channels',
    config: { allow: ['admin'], reach: 'all' },
    schema: { tags: ['notices'], summary: '外发通道的状态', response: { 200: channelList } },
    handler: () => ({ rows: listChannels(db.read, channels) }),
  })
  app.route({
    method: 'POST',
    url: '/api/channels/:channel/test',
    config: { allow: ['admin'], reach: 'all', rateLimit: { max: 6, timeWindow: '1 minute' } },
    schema: {
      tags: ['notices'],
      summary: '发一条测试消息',
      description: '邮件发到管理员自己账号的邮箱，群机器人发到它的群。',
      params: channelParams,
      response: { 200: testDone },
    },
    handler: async (request) => {
      const { channel } = request.params
      const person = signedIn(request)
      const send = channels[channel]
      if (send === undefined)
        throw problem('not-allowed', {
          detail: { zh: '这个通道没有配置，请看 README 的“通知”。', en: 'The channel is not configured: see README.' },
        })
      const own = db.read.select({ email: account.email }).from(account).where(eq(account.id, person.id)).get()
      if (channel === 'mail' && !own?.email)
        throw problem('not-allowed', {
          detail: { zh: '账号里没有邮箱，请先填上。', en: 'Your account has no e-mail address yet.' },
        })
      const instant = now()
      const text = `这是一条测试消息，由${person.displayName}在系统里发出。收到说明通道可用。`
      const message = { id: `test-${instant.getTime()}`, recipient: own?.email ?? '', subject: '测试消息', body: text }
      const fault = await faultOf(send(message, instant))
      const act = {
        actor: actorOf(request),
        action: 'test-channel',
        subjectType: 'channel',
        subject: channel,
        detail: { fault },
        isPrivate: true,
      }
      return record(db, act, now(), () => ({ ok: fault === null, fault }))
    },
  })
}
