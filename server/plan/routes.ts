import { dayOf } from '../clock.ts'
import type { App, Context } from '../context.ts'
import { problem } from '../problem.ts'
import { plan, planList, planParams } from './contract.ts'
import { findPlan, listPlans } from './queries.ts'

const PAGE_SIZE = 200

/** The plans and what each holds: document, targets, departments, tasks, columns, assumptions, gaps. */
export function planRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans',
    config: { allow: 'public-dashboard' },
    schema: { tags: ['plan'], summary: '方案列表', response: { 200: planList } },
    handler: () => {
      const rows = listPlans(db.read)
      return { rows: rows.slice(0, PAGE_SIZE), total: rows.length, page: 1, pageSize: PAGE_SIZE }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/plans/:plan',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['plan'],
      summary: '一个方案的全部内容',
      description: '文件、指标与口径、部门、重点任务、专栏项目、扶持事项、假设和责任缺口。分工和分解以今天有效的为准。',
      params: planParams,
      response: { 200: plan },
    },
    handler: ({ params }) => {
      const found = findPlan(db.read, params.plan, dayOf(now()))
      if (!found)
        throw problem('not-found', {
          detail: { zh: `没有代码为“${params.plan}”的方案。`, en: `There is no plan “${params.plan}”.` },
        })
      return found
    },
  })
}
