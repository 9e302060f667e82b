import { setting } from '../../../db/schema.ts'
import { actorOf, signedIn } from '../../accounts/guard.ts'
import { record } from '../../audit/record.ts'
import { dayOf } from '../../clock.ts'
import type { App, Context } from '../../context.ts'
import { entryParams } from '../contract.ts'
import { mergedEffect, mergedEffectQuery, queue, queueQuery, reviewSettings } from './contract.ts'
import { findMergedEffect, getReviewSettings, listQueue, REVIEW_KEY } from './queries.ts'

/** 审核 and 签批: what waits to be judged, and how the office judges. The acts themselves are those of the entries. */
export function reviewRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/review/queue',
    config: { allow: ['reviewer', 'head'], reach: 'department' },
    schema: {
      tags: ['review'],
      summary: '待审核、待签批的填报',
      description:
        '等得最久的在前。step=review 是审核人的（默认），step=sign 是部门负责人的。可只看有疑点、再次提交或超时的。',
      querystring: queueQuery,
      response: { 200: queue },
    },
    handler: (request) => listQueue(db, signedIn(request), request.query, now()),
  })
  app.route({
    method: 'GET',
    url: '/api/entries/:id/merged-effect',
    config: { allow: ['reviewer'], reach: 'department' },
    schema: {
      tags: ['review'],
      summary: '若与另一项是同一项，认定后各指标怎么变',
      params: entryParams,
      querystring: mergedEffectQuery,
      response: { 200: mergedEffect },
    },
    handler: (request) => ({
      targets: findMergedEffect(db.read, signedIn(request), request.params.id, request.query.item, dayOf(now())),
    }),
  })
  app.route({
    method: 'GET',
    url: '/api/review/settings',
    config: { allow: ['reviewer', 'head'], reach: 'all' },
    schema: { tags: ['review'], summary: '补正期限、超时天数和退回常用语', response: { 200: reviewSettings } },
    handler: () => getReviewSettings(db.read),
  })
  app.route({
    method: 'PUT',
    url: '/api/review/settings',
    config: { allow: ['reviewer'], reach: 'all' },
    schema: {
      tags: ['review'],
      summary: '修改补正期限、超时天数和退回常用语',
      body: reviewSettings,
      response: { 200: reviewSettings },
    },
    handler: (request) => {
      const before = getReviewSettings(db.read)
      const { body: after } = request
      const act = {
        actor: actorOf(request),
        action: 'set-review',
        subjectType: 'setting',
        subject: REVIEW_KEY,
        detail: { before, after },
        isPrivate: true,
      }
      return record(db, act, now(), (tx) => {
        const value = JSON.stringify(after)
        tx.insert(setting)
          .values({ key: REVIEW_KEY, value })
          .onConflictDoUpdate({ target: setting.key, set: { value } })
          .run()
        return after
      })
    },
  })
}
