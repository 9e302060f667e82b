import type { App, Context } from '../context.ts'
import { type Days, daysOf } from '../days.ts'
import { planParams } from '../plan/contract.ts'
import { problem } from '../problem.ts'
import {
  daysQuery,
  departmentSteps,
  departmentStepsParams,
  type Summary,
  summary,
  targetDetail,
  targetParams,
} from './contract.ts'
import { departmentStepsOn, summaryOn, targetDetailOn } from './queries.ts'

/** Answers kept of the days asked for last; a figure changes only with the data, so its version is part of the key. */
const KEPT = 64

/** All figures of a plan, and what one target's page shows beside them. */
export function summaryRoutes(app: App, { db, now }: Context): void {
  const kept = new Map<string, Summary>()
  const summaryOf = (plan: string, days: Days): Summary | undefined => {
    const key = `${plan} ${days.asOf} ${days.knownAt} ${db.dataVersion()}`
    const known = kept.get(key)
    if (known) return known
    const made = summaryOn(db.read, plan, days, db.dataVersion())
    if (!made) return undefined
    const [oldest] = kept.keys()
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(key, made)
    return made
  }
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
    handler: ({ params, query }) => {
      const found = summaryOf(params.plan, daysOf(query, now()))
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
    handler: ({ params, query }) => {
      const found = targetDetailOn(db.read, params.plan, params.target, daysOf(query, now()), db.dataVersion())
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
    handler: ({ params, query }) => {
      const { plan, target, department } = params
      const found = departmentStepsOn(db.read, plan, target, department, daysOf(query, now()), db.dataVersion())
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
