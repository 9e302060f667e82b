/** 工作日历: which days are worked, for every term that is counted in working days. */
import { actorOf, signedIn } from '../accounts/guard.ts'
import { record } from '../audit/record.ts'
import type { App, Context } from '../context.ts'
import { setCalendar } from './changes.ts'
import { calendarBody, calendarOfYear, calendarParams } from './contract.ts'
import { calendarOf } from './queries.ts'

export function calendarRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/calendar/:year',
    config: { allow: 'signed-in', reach: 'all' },
    schema: {
      tags: ['periods'],
      summary: '一年的工作日历：放假和调休上班的日子',
      params: calendarParams,
      response: { 200: calendarOfYear },
    },
    handler: ({ params }) => calendarOf(db.read, params.year),
  })
  app.route({
    method: 'PUT',
    url: '/api/calendar/:year',
    config: { allow: ['reviewer'], reach: 'all' },
    schema: {
      tags: ['periods'],
      summary: '定一年的工作日历',
      description: '整年一起给出，写明依据。以后按工作日算的期限都用它；已经定下的期限不变。',
      params: calendarParams,
      body: calendarBody,
      response: { 200: calendarOfYear },
    },
    handler: (request) => {
      const { params, body } = request
      const before = calendarOf(db.read, params.year)
      const act = {
        actor: actorOf(request),
        action: 'set-calendar',
        subjectType: 'calendar',
        subject: String(params.year),
        detail: {
          source: body.source,
          before: { source: before.source, days: before.days },
          after: { source: body.source, days: body.days },
        },
        isPrivate: true,
      }
      return record(db, act, now(), (tx) => setCalendar(tx, params.year, body, signedIn(request).id, now()))
    },
  })
}
