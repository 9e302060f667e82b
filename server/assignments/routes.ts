import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Write } from '../../db/open.ts'
import { actorOf, signedIn } from '../accounts/guard.ts'
import { departmentsOf } from '../accounts/identity.ts'
import { type Act, keep, record } from '../audit/record.ts'
import { dayOf } from '../clock.ts'
import type { App, Context } from '../context.ts'
import { planParams } from '../plan/contract.ts'
import { problem } from '../problem.ts'
import { discardDraft, publishDraft, saveDraft, writeAllocation } from './allocation-changes.ts'
import {
  allocation,
  allocationDraft,
  allocationEffectBody,
  allocationQuery,
  answerBody,
  assignments,
  deadlinesBody,
  departmentAssigned,
  departmentParams,
  discardQuery,
  done,
  draftBody,
  dutiesBody,
  effect,
  milestonesBody,
  publishBody,
  published,
  readingBody,
  ruleBody,
  rules,
} from './contract.ts'
import { answerAssignment, assignDuties, setDeadlines } from './duty-changes.ts'
import { effectOf } from './effect.ts'
import {
  findAllocation,
  findDepartmentAssigned,
  getDraft,
  getPlan,
  listAssignments,
  listDepartmentIds,
  listRules,
  type PlanRow,
} from './queries.ts'
import { changeReading, changeRule, setMilestones } from './rule-changes.ts'

const OFFICE = { allow: ['reviewer'] as const, reach: 'all' as const }
const ANYONE = { allow: 'signed-in' as const, reach: 'all' as const }
const OWN = { allow: ['reporter', 'head', 'reviewer'] as const, reach: 'department' as const }
const TAGS = ['assignments']

/** 目标分解, 责任分工, 时限, 口径 and 假设: each change has an `/effect` beside it that leaves nothing. */
export function assignmentRoutes(app: App, context: Context): void {
  allocationRoutes(app, context)
  dutyRoutes(app, context)
  ruleRoutes(app, context)
  answerRoutes(app, context)
}

function allocationRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/allocation',
    config: ANYONE,
    schema: {
      tags: TAGS,
      summary: '目标分解：现行的或某一版',
      params: planParams,
      querystring: allocationQuery,
      response: { 200: allocation },
    },
    handler: ({ params, query }) => findAllocation(db.read, params.plan, dayOf(now()), query.version),
  })
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/allocation/draft',
    config: OFFICE,
    schema: { tags: TAGS, summary: '下一版的草案', params: planParams, response: { 200: allocationDraft } },
    handler: ({ params }) => getDraft(db.read, params.plan),
  })
  app.route({
    method: 'PUT',
    url: '/api/plans/:plan/allocation/draft',
    config: OFFICE,
    schema: {
      tags: TAGS,
      summary: '保存草案',
      description: '草案可以不齐。带上读到的 version，别人改过时答409。',
      params: planParams,
      body: draftBody,
      response: { 200: allocationDraft },
    },
    handler: (request) => {
      const { id: accountId } = signedIn(request)
      keep(db, (tx) => {
        saveDraft(tx, getPlan(tx, request.params.plan), request.body, { accountId, now: now(), today: dayOf(now()) })
      })
      return getDraft(db.read, request.params.plan)
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/plans/:plan/allocation/draft',
    config: OFFICE,
    schema: {
      tags: TAGS,
      summary: '放弃草案',
      params: planParams,
      querystring: discardQuery,
      response: { 200: allocationDraft },
    },
    handler: (request) => {
      const { plan } = request.params
      const act = { actor: actorOf(request), action: 'discard-allocation-draft', subjectType: 'plan', subject: plan }
      record(db, { ...act, isPrivate: true }, now(), (tx) => discardDraft(tx, getPlan(tx, plan), request.query.version))
      return getDraft(db.read, plan)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/plans/:plan/allocation/effect',
    config: OFFICE,
    schema: {
      tags: TAGS,
      summary: '发布这样一版的影响',
      params: planParams,
      body: allocationEffectBody,
      response: { 200: effect },
    },
    handler: ({ params, body }) =>
      effectOf(db, params.plan, { today: dayOf(now()), decidedOn: body.decidedOn }, (tx) =>
        writeAllocation(tx, getPlan(tx, params.plan), { ...body, decisionNumber: '—', at: now() }),
      ),
  })
  app.route({
    method: 'POST',
    url: '/api/plans/:plan/allocation/publish',
    config: OFFICE,
    schema: {
      tags: TAGS,
      summary: '发布草案为新的一版',
      description: '发布后不能改，再改就是下一版。不够的指标要写明差额由谁承担，没点名的部门要写理由。',
      params: planParams,
      body: publishBody,
      response: { 200: published },
    },
    handler: (request) => {
      const { body } = request
      const { plan } = request.params
      return record(
        db,
        (answer: { version: number }) => ({
          ...{ actor: actorOf(request), action: 'publish-allocation', subjectType: 'plan', subject: plan },
          detail: { version: answer.version, decisionNumber: body.decisionNumber, decidedOn: body.decidedOn },
        }),
        now(),
        (tx) => ({ version: publishDraft(tx, getPlan(tx, plan), { ...body, at: now() }) }),
      )
    },
  })
}

function dutyRoutes(app: App, context: Context): void {
  const { db, now } = context
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/assignments',
    config: ANYONE,
    schema: {
      tags: TAGS,
      summary: '任务和专栏项目的责任部门、时限，以及部门的答复',
      params: planParams,
      response: { 200: assignments },
    },
    handler: (request) => {
      const all = listAssignments(db.read, request.params.plan, dayOf(now()))
      // what departments say is for the office and for themselves
      const seen = departmentsOf(signedIn(request), ['reporter', 'head', 'reviewer'])
      if (seen === 'all') return all
      const codes = new Set(signedIn(request).roles.flatMap((one) => one.department ?? []))
      const shown = <T extends { department: string; answer: unknown }>(duties: readonly T[]) =>
        duties.map((duty) => (codes.has(duty.department) ? duty : { ...duty, answer: null }))
      return {
        ...all,
        tasks: all.tasks.map((one) => ({ ...one, duties: shown(one.duties), former: shown(one.former) })),
        projects: all.projects.map((one) => ({ ...one, duties: shown(one.duties), former: shown(one.former) })),
      }
    },
  })
  decisionRoutes(app, context, {
    name: 'duties',
    effect: '这样分工的影响',
    summary: '指定任务和专栏项目的责任部门',
    description: '一次可以改几项，各项写全改后的部门；was 写读到的分工，别人改过时答409，一项也不保存。',
    body: dutiesBody,
    change: assignDuties,
    act: (plan, { decisionNumber, decidedOn }, { log }) => ({
      ...{ action: 'assign-duties', subjectType: 'plan', subject: plan },
      detail: { decisionNumber, decidedOn, changes: log },
    }),
  })
  decisionRoutes(app, context, {
    name: 'deadlines',
    effect: '这样定时限的影响',
    summary: '定专栏项目的完成时限',
    body: deadlinesBody,
    change: setDeadlines,
    act: (plan, { decisionNumber, decidedOn }, { log }) => ({
      ...{ action: 'set-deadlines', subjectType: 'plan', subject: plan },
      detail: { decisionNumber, decidedOn, changes: log },
    }),
  })
}

function ruleRoutes(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/rules',
    config: ANYONE,
    schema: {
      tags: TAGS,
      summary: '口径、假设和序时节点的各版',
      params: planParams,
      response: { 200: rules },
    },
    handler: ({ params }) => listRules(context.db.read, params.plan),
  })
  decisionRoutes(app, context, {
    name: 'rules',
    effect: '改口径的影响',
    summary: '改口径：新的一版',
    description: '从今天或以后的一天起施行，全部重新计数；以前显示的数和已印发的报告不变。',
    body: ruleBody,
    change: (tx, of, body, now) => changeRule(tx, of, body, dayOf(now)),
    act: (plan, { target, was, rule: _, ...ruling }, { before, after }) => ({
      ...{ action: 'change-rule', subjectType: 'target', subject: `${plan}/${target}` },
      detail: { ...ruling, version: was + 1, before, after },
    }),
  })
  decisionRoutes(app, context, {
    name: 'readings',
    effect: '换一种理解的影响',
    summary: '对文件没写明的，换一种理解',
    body: readingBody,
    change: (tx, of, body, now) => changeReading(tx, of, body, dayOf(now)),
    act: (plan, { assumption, was, reading, ...ruling }, answer) => ({
      ...{ action: 'change-reading', subjectType: 'assumption', subject: `${plan}/${assumption}` },
      detail: { ...ruling, before: was, after: reading, rules: answer.rules },
    }),
  })
  decisionRoutes(app, context, {
    name: 'milestones',
    effect: '定序时节点的影响',
    summary: '定一项指标的序时节点',
    body: milestonesBody,
    change: (tx, of, body, now) => setMilestones(tx, of, body, dayOf(now)),
    act: (plan, { target, was: _, points: __, ...ruling }, { before, after }) => ({
      ...{ action: 'set-milestones', subjectType: 'target', subject: `${plan}/${target}` },
      detail: { ...ruling, before, after },
    }),
  })
}

/** A decision of the office: how it is made, and what the log says of it. */
type Decision<B, A> = {
  /** Last part of its address. */
  name: 'duties' | 'deadlines' | 'rules' | 'readings' | 'milestones'
  effect: string
  summary: string
  description?: string
  body: z.ZodType<B>
  change: (tx: Write, of: PlanRow, body: B, now: Date) => A
  act: (plan: string, body: B, answer: A) => Omit<Act, 'actor'>
}

/**
 * Two routes for one decision: what it would do, worked out by doing it and taking it back, and the decision itself.
 * The body is what its schema made of it; of a type that is a parameter here, the framework cannot tell that.
 */
function decisionRoutes<B extends { decidedOn: string }, A extends { changed: number }>(
  app: App,
  { db, now }: Context,
  { name, effect: effectOfIt, summary, description, body: schema, change, act }: Decision<B, A>,
): void {
  const url = `/api/plans/:plan/${name}`
  app.route({
    method: 'POST',
    url: `${url}/effect`,
    config: OFFICE,
    schema: { tags: TAGS, summary: effectOfIt, params: planParams, body: schema, response: { 200: effect } },
    handler: ({ params, body: parsed }) => {
      const body = parsed as B
      return effectOf(db, params.plan, { today: dayOf(now()), decidedOn: body.decidedOn }, (tx) =>
        change(tx, getPlan(tx, params.plan), body, now()),
      )
    },
  })
  app.route({
    method: 'POST',
    url,
    config: OFFICE,
    schema: {
      ...{ tags: TAGS, summary, params: planParams, body: schema, response: { 200: done } },
      ...(description === undefined ? {} : { description }),
    },
    handler: (request) => {
      const { params } = request
      const body = request.body as B
      const actor = actorOf(request)
      return record(
        db,
        (answer: A) => ({ actor, ...act(params.plan, body, answer) }),
        now(),
        (tx) => change(tx, getPlan(tx, params.plan), body, now()),
      )
    },
  })
}

function answerRoutes(app: App, { db, now }: Context): void {
  /** The department, for whoever may look at what it was assigned; for others there is none. */
  const departmentIn = (request: FastifyRequest, plan: string, code: string) => {
    const { id } = getPlan(db.read, plan)
    const departmentId = listDepartmentIds(db.read, id, dayOf(now())).get(code)
    const own = departmentsOf(signedIn(request), ['reporter', 'head'])
    const isOffice = signedIn(request).roles.some((one) => one.role === 'reviewer')
    const may = departmentId !== undefined && (own === 'all' || own.includes(departmentId))
    if (departmentId === undefined || !(may || isOffice))
      throw problem('not-found', {
        detail: { zh: '没有这个部门，或者不在本部门范围。', en: 'No such department, or it is not yours.' },
      })
    return { code, id: departmentId, may }
  }
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/departments/:department/assigned',
    config: OWN,
    schema: {
      tags: TAGS,
      summary: '一个部门分到的分解值、任务和专栏项目，以及它的答复',
      params: departmentParams,
      response: { 200: departmentAssigned },
    },
    handler: (request) => {
      const { plan, department } = request.params
      const { may } = departmentIn(request, plan, department)
      return findDepartmentAssigned(db.read, plan, department, dayOf(now()), may)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/plans/:plan/departments/:department/answers',
    config: { allow: ['reporter', 'head'], reach: 'department' },
    schema: {
      tags: TAGS,
      summary: '部门确认，或提出异议',
      description: '由本部门填报人或负责人答复；异议要写理由，审核人会原样看到。以最后一次为准。',
      params: departmentParams,
      body: answerBody,
      response: { 200: departmentAssigned },
    },
    handler: (request) => {
      const { plan, department } = request.params
      const who = departmentIn(request, plan, department)
      if (!who.may) throw problem('not-found')
      const { id: accountId } = signedIn(request)
      const { subject, key, answer, reason } = request.body
      return record(
        db,
        {
          ...{ actor: actorOf(request), action: 'answer-assignment', subjectType: 'department', subject: department },
          detail: { plan, subject, key, answer, reason },
          isPrivate: true,
        },
        now(),
        (tx) => {
          answerAssignment(tx, getPlan(tx, plan), who, request.body, { accountId, now: now(), today: dayOf(now()) })
          return findDepartmentAssigned(tx, plan, department, dayOf(now()), true)
        },
      )
    },
  })
}
