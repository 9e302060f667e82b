import { and, eq } from 'drizzle-orm'
import { plan, task } from '../../db/schema.ts'
import type { App, Context } from '../context.ts'
import { daysOf } from '../days.ts'
import { itemQuery } from '../items/contract.ts'
import { problem } from '../problem.ts'
import { taskParams, taskStatements } from './contract.ts'
import { lastByDepartment, listStatements } from './queries.ts'

/** What departments said of a task; reporting and review come with sessions. */
export function entryRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/tasks/:task/statements',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['entries'],
      summary: '一项重点任务的进展填报',
      description: '每个部门最近一次已认定的填报。',
      params: taskParams,
      querystring: itemQuery,
      response: { 200: taskStatements },
    },
    handler: ({ params, query }) => {
      const { asOf, knownAt } = daysOf(query, now())
      const found = db.read
        .select({ planId: plan.id })
        .from(plan)
        .innerJoin(task, and(eq(task.planId, plan.id), eq(task.number, params.task)))
        .where(eq(plan.code, params.plan))
        .get()
      if (!found) throw problem('not-found')
      const rows = lastByDepartment(listStatements(db.read, found.planId, asOf, knownAt), params.task)
      return { number: params.task, rows, asOf, knownAt, dataVersion: db.dataVersion() }
    },
  })
}
