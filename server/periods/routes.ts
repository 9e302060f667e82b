/** 报送期、报送、督查单、我的工作台. */
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Write } from '../../db/open.ts'
import { actorOf, signedIn } from '../accounts/guard.ts'
import type { Person } from '../accounts/identity.ts'
import { record, recordEach } from '../audit/record.ts'
import { dayOf } from '../clock.ts'
import type { App, Context } from '../context.ts'
import { daysOf } from '../days.ts'
import { planParams } from '../plan/contract.ts'
import {
  handIn,
  lockPeriod,
  reopenPeriod,
  setDays,
  stateNoChange,
  takeBackNoChange,
  withdrawReturn,
} from './changes.ts'
import {
  answerBody,
  chaseBody,
  chased,
  closeBody,
  daysBody,
  desk,
  deskQuery,
  handedIn,
  handInBody,
  lockBody,
  noChangeBody,
  noChangeDone,
  ownParams,
  periodDetail,
  periodParams,
  periodState,
  reopenBody,
  returnParams,
  returns,
  returnsQuery,
  type Slip,
  slip,
  slipBody,
  slipList,
  slipParams,
  slipsQuery,
  withdrawn,
} from './contract.ts'
import { deskOn } from './desk.ts'
import { periodOn } from './period-detail.ts'
import { getOwnDepartment, getPeriod, getPlan, type Period, type PlanRow, returnsOn } from './queries.ts'
import { answerSlip, chase, closeSlip, issueSlip } from './slip-changes.ts'
import { getSlip, listSlips } from './slip-queries.ts'

const toState = ({ id: _id, lock, ...shown }: Period) => ({ ...shown, lockedOn: lock?.on ?? null })

/** Everything that a quarter's reporting takes: the public rates, the reviewer's work, a department's own. */
export function periodRoutes(app: App, context: Context): void {
  publicRoutes(app, context)
  reviewerRoutes(app, context)
  departmentRoutes(app, context)
  slipRoutes(app, context)
}

function publicRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/returns',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['periods'],
      summary: '各部门各季度的报送情况',
      description: '截至某日：已报、零报告、迟报、未报、未到期，报送率和按时率。当时还没有设立的部门不计。',
      params: planParams,
      querystring: returnsQuery,
      response: { 200: returns },
    },
    handler: ({ params, query }) => {
      const { asOf } = daysOf(query, now())
      return returnsOn(db.read, params.plan, asOf, db.dataVersion())
    },
  })
}

function reviewerRoutes(app: App, context: Context): void {
  const { db, now } = context
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/periods/:period',
    config: { allow: ['reviewer', 'auditor'], reach: 'all' },
    schema: {
      tags: ['periods'],
      summary: '一个报送期：各部门交了什么、谁没交、锁定和重开',
      params: periodParams,
      response: { 200: periodDetail },
    },
    handler: ({ params }) => periodOn(db.read, getPlan(db.read, params.plan), params.period, dayOf(now())),
  })
  periodChange(app, context, {
    ...{ method: 'PATCH', verb: '', action: 'set-period-days', summary: '改一个报送期的开始日和截止日' },
    ...{ body: daysBody, answer: periodState },
    detail: (of, period, body) => {
      const { opensOn, dueOn } = getPeriod(db.read, of, period)
      return { from: { opensOn, dueOn }, to: body }
    },
    change: (tx, _, of, period, body) => toState(setDays(tx, of, period, body)),
  })
  periodChange(app, context, {
    ...{ method: 'POST', verb: '/lock', action: 'lock-period', summary: '锁定一个报送期，写明原因' },
    ...{ body: lockBody, answer: periodState },
    detail: (_, __, { reason }) => ({ reason }),
    change: (tx, person, of, period, body) => toState(lockPeriod(tx, person, of, period, body, now())),
  })
  periodChange(app, context, {
    ...{ method: 'POST', verb: '/reopen', action: 'reopen-period' },
    summary: '为一个部门重开已锁定的报送期，写明原因和到哪一天',
    ...{ body: reopenBody, answer: periodDetail },
    change: (tx, person, of, period, body) => {
      reopenPeriod(tx, person, of, period, body, now())
      return periodOn(tx, of, period, dayOf(now()))
    },
  })
  periodChange(app, context, {
    ...{ method: 'POST', verb: '/chase', action: 'chase', summary: '催办没有报送的部门：各发一张督查单' },
    description: '已经报送、当时不存在或者已有督查单的部门不发，逐个说明。',
    ...{ body: chaseBody, answer: chased },
    change: (tx, person, of, period, body) => chase(tx, person, of, period, body, now()),
  })
}

type PeriodAnswer = z.infer<typeof periodState | typeof periodDetail | typeof chased>

/** What the reviewer decides about one period: who may, what it is called in the log, and the change. */
type PeriodChange<B> = {
  method: 'PATCH' | 'POST'
  /** Last part of its address. */
  verb: string
  action: string
  summary: string
  description?: string
  body: z.ZodType<B>
  answer: z.ZodType<PeriodAnswer>
  /** What the log keeps of it; by default the body. */
  detail?: (of: PlanRow, period: string, body: B) => unknown
  change: (tx: Write, person: Person, of: PlanRow, period: string, body: B) => PeriodAnswer
}

/** The body is what its schema made of it; of a type that is a parameter here, the framework cannot tell that. */
function periodChange<B>(app: App, { db, now }: Context, of: PeriodChange<B>): void {
  app.route({
    method: of.method,
    url: `/api/plans/:plan/periods/:period${of.verb}`,
    config: { allow: ['reviewer'], reach: 'all' },
    schema: {
      ...{ tags: ['periods'], summary: of.summary, params: periodParams, body: of.body, response: { 200: of.answer } },
      ...(of.description === undefined ? {} : { description: of.description }),
    },
    handler: (request) => {
      const { params } = request
      const body = request.body as B
      const plan = getPlan(db.read, params.plan)
      const act = {
        actor: actorOf(request),
        action: of.action,
        subjectType: 'period',
        subject: `${params.plan}/${params.period}`,
        detail: of.detail ? of.detail(plan, params.period, body) : body,
      }
      return record(db, act, now(), (tx) => of.change(tx, signedIn(request), plan, params.period, body))
    },
  })
}

function departmentRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/desk',
    config: { allow: ['reporter', 'head'], reach: 'department' },
    schema: {
      tags: ['periods'],
      summary: '我的工作台：待处理的事，和本期报送单',
      params: planParams,
      querystring: deskQuery,
      response: { 200: desk },
    },
    handler: (request) => deskOn(db.read, request.params.plan, signedIn(request), request.query.department, now()),
  })
  app.route({
    method: 'POST',
    url: '/api/plans/:plan/departments/:department/periods/:period/returns',
    config: { allow: ['reporter', 'head'], reach: 'department' },
    schema: {
      tags: ['periods'],
      summary: '交报送单：本季度的填报、没有变化或者零报告',
      params: ownParams,
      body: handInBody,
      response: { 201: handedIn },
    },
    handler: (request, reply) => {
      const { params, body } = request
      const person = signedIn(request)
      const of = getPlan(db.read, params.plan)
      const home = getOwnDepartment(db.read, of, params.department, person)
      const act = {
        actor: actorOf(request),
        action: 'hand-in',
        subjectType: 'return',
        subject: `${params.plan}/${params.department}/${params.period}`,
        detail: body,
      }
      reply.code(201)
      return record(db, act, now(), (tx) => handIn(tx, person, of, home, params.period, body, now()))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/plans/:plan/departments/:department/periods/:period/returns/:return/withdraw',
    config: { allow: ['reporter', 'head'], reach: 'department' },
    schema: {
      tags: ['periods'],
      summary: '撤回最近一次报送，锁定以前',
      description: '各项填报不动；截止日以后再交，记为迟报。撤回记入审计。',
      params: returnParams,
      response: { 200: withdrawn },
    },
    handler: (request) => {
      const { params } = request
      const person = signedIn(request)
      const of = getPlan(db.read, params.plan)
      const home = getOwnDepartment(db.read, of, params.department, person)
      const { period, department } = params
      return recordEach(db, now(), (tx, done) => {
        const before = withdrawReturn(tx, person, of, home, period, params.return, now())
        done({
          actor: actorOf(request),
          action: 'withdraw-return',
          subjectType: 'return',
          subject: `${params.plan}/${department}/${period}`,
          detail: before,
        })
        return { id: params.return, period, department, on: dayOf(now()) }
      })
    },
  })
  for (const method of ['POST', 'DELETE'] as const) {
    app.route({
      method,
      url: '/api/plans/:plan/departments/:department/periods/:period/no-changes',
      config: { allow: ['reporter'], reach: 'department' },
      schema: {
        tags: ['periods'],
        summary: method === 'POST' ? '在建的一项没有变化' : '收回一条“没有变化”',
        description: '随报送单保存，不产生填报。',
        params: ownParams,
        body: noChangeBody,
        response: { 200: noChangeDone },
      },
      handler: (request) => {
        const { params, body } = request
        const person = signedIn(request)
        const of = getPlan(db.read, params.plan)
        const home = getOwnDepartment(db.read, of, params.department, person)
        const act = {
          actor: actorOf(request),
          action: method === 'POST' ? 'state-no-change' : 'take-back-no-change',
          subjectType: 'return',
          subject: `${params.plan}/${params.department}/${params.period}`,
          detail: body,
          isPrivate: true,
        }
        return record(db, act, now(), (tx) =>
          method === 'POST'
            ? stateNoChange(tx, person, of, home, params.period, body, now())
            : takeBackNoChange(tx, of, home, params.period, body, now()),
        )
      },
    })
  }
}

function slipRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/urge-slips',
    config: { allow: ['reporter', 'head', 'reviewer', 'auditor'], reach: 'department' },
    schema: {
      tags: ['periods'],
      summary: '督查单',
      description: '审核人和审计员看全部，部门的人看本部门的。最急的在前。',
      querystring: slipsQuery,
      response: { 200: slipList },
    },
    handler: (request) => listSlips(db.read, request.query, signedIn(request), dayOf(now())),
  })
  app.route({
    method: 'GET',
    url: '/api/urge-slips/:id',
    config: { allow: ['reporter', 'head', 'reviewer', 'auditor'], reach: 'department' },
    schema: { tags: ['periods'], summary: '一张督查单', params: slipParams, response: { 200: slip } },
    handler: (request) => getSlip(db.read, request.params.id, signedIn(request), dayOf(now())),
  })
  app.route({
    method: 'POST',
    url: '/api/urge-slips',
    config: { allow: ['reviewer'], reach: 'all' },
    schema: { tags: ['periods'], summary: '发一张督查单', body: slipBody, response: { 201: slip } },
    handler: (request, reply) => {
      const { body } = request
      const person = signedIn(request)
      reply.code(201)
      return record(
        db,
        (made: Slip) => ({
          actor: actorOf(request),
          action: 'issue-slip',
          subjectType: 'urge-slip',
          subject: made.id,
          detail: body,
          isPrivate: true,
        }),
        now(),
        (tx) => getSlip(tx, issueSlip(tx, person, body, now()), person, dayOf(now())),
      )
    },
  })
  app.route({
    method: 'POST',
    url: '/api/urge-slips/:id/answer',
    config: { allow: ['reporter', 'head'], reach: 'department' },
    schema: {
      tags: ['periods'],
      summary: '答复督查单',
      params: slipParams,
      body: answerBody,
      response: { 200: slip },
    },
    handler: (request) =>
      changed(request, 'answer-slip', request.params.id, request.body, (tx, person) =>
        answerSlip(tx, person, request.params.id, request.body.text, now()),
      ),
  })
  app.route({
    method: 'POST',
    url: '/api/urge-slips/:id/close',
    config: { allow: ['reviewer'], reach: 'all' },
    schema: {
      tags: ['periods'],
      summary: '办结督查单，写明情况',
      params: slipParams,
      body: closeBody,
      response: { 200: slip },
    },
    handler: (request) =>
      changed(request, 'close-slip', request.params.id, request.body, (tx, person) =>
        closeSlip(tx, person, request.params.id, request.body.note, now()),
      ),
  })

  /** A change to a slip, in the log; answers the slip as it is then. */
  function changed(
    request: FastifyRequest,
    action: string,
    id: string,
    detail: unknown,
    change: (tx: Write, person: Person) => void,
  ): Slip {
    const person = signedIn(request)
    const act = { actor: actorOf(request), action, subjectType: 'urge-slip', subject: id, detail, isPrivate: true }
    return record(db, act, now(), (tx) => {
      change(tx, person)
      return getSlip(tx, id, person, dayOf(now()))
    })
  }
}
