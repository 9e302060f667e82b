import { and, eq } from 'drizzle-orm'
import { plan, task } from '../../db/schema.ts'
import { type EntryAction, ROLES } from '../../db/words.ts'
import { actorOf, signedIn } from '../accounts/guard.ts'
import { keepSoon, recordSoon } from '../audit/record.ts'
import type { App, Context } from '../context.ts'
import { daysOf } from '../days.ts'
import { languageOf, Problem, problem, problemJson } from '../problem.ts'
import { type ActMore, act, settle } from './actions.ts'
import { getEntry, report, revise } from './changes.ts'
import { contentOf } from './content.ts'
import {
  type Answer,
  actBody,
  actionsAnswer,
  actionsBody,
  type EntryAnswer,
  entriesQuery,
  entryAnswer,
  entryBody,
  entryDetail,
  entryList,
  entryParams,
  entryPatch,
  preview,
  previewBody,
  returnBody,
  settleBody,
  statementsQuery,
  taskParams,
  taskStatements,
  unitList,
  unitsQuery,
  voidBody,
} from './contract.ts'
import { answerOf, getEntryDetail, getEntryInScope, listEntries, listUnits } from './lists.ts'
import { answerDoubts } from './near.ts'
import { departmentFor, previewEntry } from './preview.ts'
import { lastByDepartment, listStatements } from './queries.ts'

const SEES = ROLES.filter((role) => role !== 'admin')

/** Reporting 填报: drafts, their way to the reviewer, decisions, and what departments said of a task. */
export function entryRoutes(app: App, context: Context): void {
  statementRoutes(app, context)
  draftRoutes(app, context)
  readingRoutes(app, context)
  actRoutes(app, context)
}

function statementRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/tasks/:task/statements',
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['entries'],
      summary: '一项重点任务的进展填报',
      description: '每个部门最近一次已认定的填报。',
      params: taskParams,
      querystring: statementsQuery,
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

/** The same item is chosen by saying so to a near duplicate. */
const chosenBy = (answers: readonly Answer[] | undefined) => answers?.find((one) => one.answer === 'same')?.item

function draftRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'POST',
    url: '/api/entries',
    config: { allow: ['reporter'], reach: 'department' },
    schema: {
      tags: ['entries'],
      summary: '新建填报（草稿）',
      description:
        '可以不完整，提交时才要求齐全。标准的类别、性质由编号得出。corrects 为更正：从被更正的填报复制。部门由账号得出，替几个部门填报的账号要写 department。',
      body: entryBody,
      response: { 201: entryAnswer },
    },
    handler: async (request, reply) => {
      const { body } = request
      const person = signedIn(request)
      const home = departmentFor(db.read, person, body.department)
      const at = now()
      let content: unknown
      const answer = await recordSoon<EntryAnswer>(
        db,
        ({ id }) => ({
          actor: actorOf(request),
          action: 'create-entry',
          subjectType: 'entry',
          subject: id,
          detail: content,
          isPrivate: true,
        }),
        at,
        (tx) => {
          const { plan: of, answers, ...fields } = body
          if (fields.corrects !== undefined) getEntryInScope(tx, person, fields.corrects)
          const chosen = chosenBy(answers)
          const made = report(
            tx,
            person,
            { ...fields, ...(chosen ? { item: chosen } : {}), plan: of, department: home.code },
            at,
          )
          if (answers) answerDoubts(tx, person, made.id, answers, at)
          content = contentOf(tx, getEntry(tx, made.id))
          return answerOf(tx, person, made.id, at)
        },
      )
      reply.code(201)
      return answer
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/entries/:id',
    config: { allow: ['reporter'], reach: 'department' },
    schema: {
      tags: ['entries'],
      summary: '改草稿或退回的填报',
      description:
        '自动保存用。version 过时答 409，另有 current（现在的内容）、changedBy、changedAt。没写的项不变，null 清空。',
      params: entryParams,
      body: entryPatch,
      response: { 200: entryAnswer },
    },
    handler: (request) => {
      const person = signedIn(request)
      const { id } = request.params
      const { version, answers, ...fields } = request.body
      const at = now()
      return keepSoon(db, (tx) => {
        getEntryInScope(tx, person, id)
        const chosen = chosenBy(answers)
        revise(tx, person, id, version, { ...fields, ...(chosen ? { item: chosen } : {}) }, at)
        if (answers) answerDoubts(tx, person, id, answers, at)
        return answerOf(tx, person, id, at)
      })
    },
  })
  app.route({
    method: 'POST',
    url: '/api/entries/preview',
    config: { allow: ['reporter'], reach: 'department' },
    schema: {
      tags: ['entries'],
      summary: '预览：怎样识读、是否已有、还差什么、计入什么',
      description: '只读，不写入。计入与否由统计所用的同一口径得出。',
      body: previewBody,
      response: { 200: preview },
    },
    handler: (request) => previewEntry(db.read, signedIn(request), request.body, now()),
  })
}

function readingRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/entries',
    config: { allow: SEES, reach: 'department' },
    schema: {
      tags: ['entries'],
      summary: '填报清单',
      description: '只列本人范围内的：填报人和负责人看本部门，审核人看提交过的，审计员看全部，查看者看已认定的。',
      querystring: entriesQuery,
      response: { 200: entryList },
    },
    handler: (request) => listEntries(db.read, signedIn(request), request.query, now()),
  })
  app.route({
    method: 'GET',
    url: '/api/entries/:id',
    config: { allow: SEES, reach: 'department' },
    schema: {
      tags: ['entries'],
      summary: '一项填报',
      description: '内容、证据、疑点、还差什么、往来记录，以及现在可以做什么。范围之外答 404。',
      params: entryParams,
      response: { 200: entryDetail },
    },
    handler: (request) => getEntryDetail(db.read, signedIn(request), request.params.id, now()),
  })
  app.route({
    method: 'GET',
    url: '/api/units',
    config: { allow: ['reporter'], reach: 'department' },
    schema: {
      tags: ['entries'],
      summary: '本区单位',
      description: '按名称中的几个字查找，本部门最常报的在前，最多20个。',
      querystring: unitsQuery,
      response: { 200: unitList },
    },
    handler: (request) => {
      const home = departmentFor(db.read, signedIn(request), request.query.department)
      return { rows: listUnits(db.read, home.id, request.query.q) }
    },
  })
}

const ACTS = {
  submit: { allow: ['reporter'], summary: '提交' },
  sign: { allow: ['head'], summary: '签批' },
  recall: { allow: ['reporter'], summary: '撤回' },
  approve: { allow: ['reviewer'], summary: '认定' },
  return: { allow: ['reviewer', 'head'], summary: '退回，写明理由' },
  void: { allow: ['reviewer'], summary: '作废，写明理由' },
  discard: { allow: ['reporter'], summary: '放弃草稿，30天内可以找回' },
  restore: { allow: ['reporter'], summary: '找回放弃的草稿' },
} as const satisfies Record<EntryAction, { allow: readonly (typeof ROLES)[number][]; summary: string }>

function actRoutes(app: App, { db, now }: Context): void {
  const perform = (request: Parameters<typeof actorOf>[0], id: string, action: EntryAction, more: ActMore) => {
    const person = signedIn(request)
    const at = now()
    let detail: unknown
    return recordSoon(
      db,
      () => ({ actor: actorOf(request), action: `${action}-entry`, subjectType: 'entry', subject: id, detail }),
      at,
      (tx) => {
        detail = act(tx, person, id, action, more, at).detail
        return answerOf(tx, person, id, at)
      },
    )
  }
  for (const [name, { allow, summary }] of Object.entries(ACTS)) {
    const action = name as EntryAction
    app.route({
      method: 'POST',
      url: `/api/entries/:id/${action}`,
      config: { allow, reach: 'department' },
      schema: {
        tags: ['entries'],
        summary,
        description: '答现在的状态和可以做什么。version 过时答 409；不完整或有疑点答 422、409，并说明差什么。',
        params: entryParams,
        body: action === 'return' ? returnBody : action === 'void' ? voidBody : actBody,
        response: { 200: entryAnswer },
      },
      handler: (request) => perform(request, request.params.id, action, request.body as ActMore),
    })
  }
  app.route({
    method: 'POST',
    url: '/api/entries/actions',
    config: { allow: ['reporter', 'head', 'reviewer'], reach: 'department' },
    schema: {
      tags: ['entries'],
      summary: '对几项做同一件事',
      description: '逐项按同样的规则办，各有各的结果：做不成的留在原处，并说明原因。',
      body: actionsBody,
      response: { 200: actionsAnswer },
    },
    handler: async (request) => {
      const { action, ids, ...more } = request.body
      const language = languageOf(request.headers['accept-language'])
      const outcomeOf = async (id: string) => {
        try {
          const { state } = await perform(withoutKey(request), id, action, more)
          return { id, ok: true, state, problem: null, detail: null, errors: [] }
        } catch (error) {
          if (!(error instanceof Problem) || error.status >= 500) throw error
          const { detail, errors = [] } = problemJson(error, language, request.id)
          return { id, ok: false, state: null, problem: error.type, detail, errors }
        }
      }
      const outcomes = await Promise.all([...new Set(ids)].map(outcomeOf))
      return { done: outcomes.filter((one) => one.ok).length, outcomes }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/entries/:id/settle',
    config: { allow: ['reviewer'], reach: 'department' },
    schema: {
      tags: ['entries'],
      summary: '定疑点：是同一项，还是两项',
      description:
        'other 为近似成果的编号，或说法不同的那项填报的编号。same：并入那项成果；different：记下两者不同，各自认定。',
      params: entryParams,
      body: settleBody,
      response: { 200: entryAnswer },
    },
    handler: (request) => {
      const person = signedIn(request)
      const { id } = request.params
      const at = now()
      let detail: unknown
      return recordSoon(
        db,
        () => ({ actor: actorOf(request), action: 'settle-doubt', subjectType: 'entry', subject: id, detail }),
        at,
        (tx) => {
          detail = settle(tx, person, id, request.body, at).detail
          return answerOf(tx, person, id, at)
        },
      )
    },
  })
}

/** Each of many acts is a change of its own; the request's key belongs to the whole. */
function withoutKey<R extends { once: unknown }>(request: R): R {
  request.once = null
  return request
}
