import type { App, Context } from '../context.ts'
import { daysOf } from '../days.ts'
import { planParams } from '../plan/contract.ts'
import { problem } from '../problem.ts'
import {
  type DepartmentSteps,
  daysQuery,
  departmentSteps,
  departmentStepsParams,
  type Summary,
  summary,
  type TargetDetail,
  targetDetail,
  targetParams,
} from './contract.ts'
import { departmentStepsOn, isDear, summaryOn, targetDetailOn } from './queries.ts'

const QUERIES = new URL('./queries.ts', import.meta.url)

/** All figures of a plan, and what one target's page shows beside them. */
export function summaryRoutes(app: App, { db, now, aside }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/summary',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['summary'],
      summary: '方案的全部数字',
      description: '指标、部门、任务和专栏项目在某一天（asOf，生效日）、按某一天所知（knownAt，认定日）的数字。',
      params: planParams,
      querystring: daysQuery,
      response: { 200: summary },
    },
    handler: async ({ params, query }) => {
      const days = daysOf(query, now())
      const found = isDear(db.read, params.plan, days)
        ? await aside.ask<Summary | undefined>(QUERIES, 'summaryOn', [params.plan, days])
        : summaryOn(db.read, params.plan, days, db.dataVersion())
      if (!found) throw noPlan(params.plan)
      return found
    },
  })
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/targets/:target',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['summary'],
      summary: '一项指标的增长、构成和另一种理解下的数字',
      params: targetParams,
      querystring: daysQuery,
      response: { 200: targetDetail },
    },
    handler: async ({ params, query }) => {
      const days = daysOf(query, now())
      const found = isDear(db.read, params.plan)
        ? await aside.ask<TargetDetail | undefined>(QUERIES, 'targetDetailOn', [params.plan, params.target, days])
        : targetDetailOn(db.read, params.plan, params.target, days, db.dataVersion())
      if (!found) throw noPlan(`${params.plan}/${params.target}`)
      return found
    },
  })
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/targets/:target/departments/:department',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['summary'],
      summary: '一个部门在一项指标上的增长',
      params: departmentStepsParams,
      querystring: daysQuery,
      response: { 200: departmentSteps },
    },
    handler: async ({ params, query }) => {
      const { plan, target, department } = params
      const days = daysOf(query, now())
      const asked = [plan, target, department, days] as const
      const found = isDear(db.read, plan, days)
        ? await aside.ask<DepartmentSteps | undefined>(QUERIES, 'departmentStepsOn', asked)
        : departmentStepsOn(db.read, ...asked, db.dataVersion())
      if (!found) throw noPlan(`${plan}/${target}/${department}`)
      return found
    },
  })
}

function noPlan(code: string): Error {
  return problem('not-found', {
    detail: { zh: `没有“${code}”。`, en: `There is no “${code}”.` },
  })
}
