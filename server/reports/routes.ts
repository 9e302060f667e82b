import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf, signedIn } from '../accounts/guard.ts'
import { departmentsOf, type SignedIn } from '../accounts/identity.ts'
import { keep, record } from '../audit/record.ts'
import type { App, Context } from '../context.ts'
import { daysOf } from '../days.ts'
import { openStore } from '../entries/evidence/store.ts'
import { planParams } from '../plan/contract.ts'
import { problem } from '../problem.ts'
import { streamBundle } from './bundle.ts'
import { canonicalJson } from './canonical.ts'
import {
  adoptNarrative,
  changeReport,
  chaseNarratives,
  createReport,
  issueReport,
  lockSection,
  makeSnapshot,
  setTypefaces,
  unlockSection,
  writeNarrative,
  writeSection,
} from './changes.ts'
import { compareProgress, compareTargets } from './compare.ts'
import {
  chasedNarratives,
  chaseNarrativesBody,
  comparison,
  comparisonQuery,
  issueRequest,
  movedSentences,
  narrativeList,
  narrativeParams,
  narrativePatch,
  pageQuery,
  previewQuery,
  reportDetail,
  reportList,
  reportParams,
  reportPatch,
  reportRequest,
  sectionParams,
  sectionPatch,
  snapshotDetail,
  snapshotList,
  snapshotParams,
  snapshotRequest,
  typefaces,
  versionBody,
} from './contract.ts'
import { writePage } from './page.ts'
import {
  type Frozen,
  findSnapshot,
  getReport,
  listNarratives,
  listReports,
  listSnapshots,
  makeReport,
  movedBy,
  type ReportRecord,
  reportDetailOf,
  reportRowOf,
  typefacesOf,
} from './queries.ts'
import { stamped } from './zip.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const WRITERS = ['reviewer'] as const
const PAGE_SIZE = 20
/** Putting a file together takes a second: so many in a minute from one address. */
const FILES = { max: 30, timeWindow: 60_000 }
/** The report's own page: its styles stand in it, nothing else is allowed. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

/** Snapshots, reports made from them, what departments hand in for them, and their files. */
export function reportRoutes(app: App, context: Context): void {
  snapshotRoutes(app, context)
  writingRoutes(app, context)
  narrativeRoutes(app, context)
  fileRoutes(app, context)
  typefaceRoutes(app, context)
}

const noPlan = () => problem('not-found', { detail: { zh: '没有这个方案。', en: 'There is no such plan.' } })

/** What was saved: the version to go on from, and when by the server's clock. */
const saved = z.object({ version: z.int(), writtenAt: z.iso.datetime() })

/** What looks at every item, for the reading thread. */
const QUERIES = new URL('./queries.ts', import.meta.url)

function snapshotRoutes(app: App, { db, now, aside }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/snapshots',
    config: { allow: 'signed-in', reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '快照',
      description: '某一天的全部数字、清单和口径的定格，冻结后不变。',
      params: planParams,
      querystring: pageQuery,
      response: { 200: snapshotList },
    },
    handler: ({ params, query }) => {
      const found = listSnapshots(db.read, params.plan, query.page ?? 1, query.pageSize ?? PAGE_SIZE)
      if (!found) throw noPlan()
      return found
    },
  })
  app.route({
    method: 'POST',
    url: '/api/plans/:plan/snapshots',
    config: { allow: WRITERS, reach: 'all', rateLimit: FILES },
    schema: {
      tags: ['reports'],
      summary: '冻结一个快照',
      params: planParams,
      body: snapshotRequest,
      response: { 201: z.object({ id: z.string(), number: z.int(), hash: z.string() }) },
    },
    handler: async (request, reply) => {
      const { params, body } = request
      const days = daysOf(body, now())
      // Read aside: nobody waits for it, and what is kept is one moment of the data, whose version it carries.
      const frozen = await aside.ask<Frozen | undefined>(QUERIES, 'frozenOn', [params.plan, days])
      const made = record(
        db,
        (answer: ReturnType<typeof makeSnapshot>) => ({
          actor: actorOf(request),
          action: 'make-snapshot',
          subjectType: 'snapshot',
          subject: `${params.plan} ${answer.number}`,
          detail: { asOf: body.asOf, knownAt: body.knownAt, hash: answer.hash },
          isPrivate: true,
        }),
        now(),
        (tx) => makeSnapshot(tx, signedIn(request), params.plan, body, frozen, now()),
      )
      reply.code(201)
      return made
    },
  })
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/snapshots/:snapshot',
    config: { allow: 'signed-in', reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '一个快照的全部内容',
      description: 'hash 是 body 的规范 JSON（键按代码单元排序，无空白）的 SHA-256。',
      params: snapshotParams,
      response: { 200: snapshotDetail },
    },
    handler: ({ params }) => getSnapshot(params.plan, params.snapshot),
  })
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/snapshots/:snapshot/comparison',
    config: { allow: 'signed-in', reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '和另一个快照相比',
      description:
        '逐项指标：此前＋新增＋补认定－作废更正－届满撤销±口径变化＝本次，每个数都列出成果。with 是较早的快照。',
      params: snapshotParams,
      querystring: comparisonQuery,
      response: { 200: comparison },
    },
    handler: ({ params, query }) => {
      const { body: after, ...afterInfo } = getSnapshot(params.plan, params.snapshot)
      const { body: before, ...beforeInfo } = getSnapshot(params.plan, query.with)
      return {
        before: beforeInfo,
        after: afterInfo,
        targets: compareTargets(before, after),
        ...compareProgress(before, after),
      }
    },
  })
  function getSnapshot(plan: string, number: number) {
    const found = findSnapshot(db.read, plan, number)
    if (!found)
      throw problem('not-found', {
        detail: { zh: `没有快照第${number}号。`, en: `There is no snapshot ${number}.` },
      })
    return found
  }
}

const isReviewer = (person: SignedIn) => person.roles.some((one) => one.role === 'reviewer')

function writingRoutes(app: App, { db, now }: Context): void {
  /** A draft is its writers'; what is issued is everyone's who has signed in. */
  const readable = (request: FastifyRequest, uid: string): ReportRecord => {
    const row = getReport(db.read, uid)
    if (row.state === 'draft' && !isReviewer(signedIn(request)))
      throw problem('not-found', { detail: { zh: '没有这份报告。', en: 'There is no such report.' } })
    return row
  }
  const act = (request: FastifyRequest, action: string, subject: string, detail: unknown = null) => ({
    actor: actorOf(request),
    action,
    subjectType: 'report',
    subject,
    detail,
    isPrivate: true,
  })
  const version = z.object({ version: z.int() })

  app.route({
    method: 'GET',
    url: '/api/plans/:plan/reports',
    config: { allow: 'signed-in', reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '评估报告',
      description: '审核人看到全部，其他人看到已印发的。',
      params: planParams,
      querystring: pageQuery,
      response: { 200: reportList },
    },
    handler: (request) => {
      const { params, query } = request
      const found = listReports(
        db.read,
        params.plan,
        query.page ?? 1,
        query.pageSize ?? PAGE_SIZE,
        isReviewer(signedIn(request)),
      )
      if (!found) throw noPlan()
      return found
    },
  })
  app.route({
    method: 'POST',
    url: '/api/plans/:plan/reports',
    config: { allow: WRITERS, reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '起草一份评估报告',
      params: planParams,
      body: reportRequest,
      response: { 201: z.object({ id: z.string(), number: z.int() }) },
    },
    handler: (request, reply) => {
      const { params, body } = request
      const made = record(
        db,
        (answer: ReturnType<typeof createReport>) => act(request, 'begin-report', answer.id, body),
        now(),
        (tx) => createReport(tx, signedIn(request), params.plan, body, now()),
      )
      reply.code(201)
      return made
    },
  })
  app.route({
    method: 'GET',
    url: '/api/reports/:report',
    config: { allow: 'signed-in', reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '一份评估报告',
      description: '章节、可用的数、部门材料、与此前快照的核对，以及排好的全文（model）。',
      params: reportParams,
      response: { 200: reportDetail },
    },
    handler: (request) => {
      const row = readable(request, request.params.report)
      return reportDetailOf(db.read, row, signedIn(request), now())
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/reports/:report',
    config: { allow: WRITERS, reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '改题目、文号、署名或换快照',
      params: reportParams,
      body: reportPatch,
      response: { 200: version },
    },
    handler: (request) => {
      const { params, body } = request
      return record(db, act(request, 'change-report', params.report, body), now(), (tx) =>
        changeReport(tx, params.report, body),
      )
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/reports/:report/sections/:part',
    config: { allow: WRITERS, reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '写一节',
      description: 'text 为 null 即回到由快照生成的文字。别人正在写的一节不能写。',
      params: sectionParams,
      body: sectionPatch,
      response: { 200: saved },
    },
    handler: (request) => {
      const { params, body } = request
      const change = (tx: Parameters<typeof writeSection>[0]) =>
        writeSection(tx, signedIn(request), params.report, params.part, body, now())
      // Saving while one types is no event; finishing, leaving out and going back are.
      if (body.included === undefined && body.state === undefined && body.text !== null && request.once === null)
        return keep(db, change)
      const detail = { part: params.part, included: body.included, state: body.state }
      return record(db, act(request, 'write-section', params.report, detail), now(), change)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/reports/:report/sections/:part/lock',
    config: { allow: WRITERS, reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '占住一节来写',
      params: sectionParams,
      response: { 200: z.object({ until: z.iso.datetime() }) },
    },
    handler: (request) =>
      keep(db, (tx) => lockSection(tx, signedIn(request), request.params.report, request.params.part, now())),
  })
  app.route({
    method: 'DELETE',
    url: '/api/reports/:report/sections/:part/lock',
    config: { allow: WRITERS, reach: 'all' },
    schema: { tags: ['reports'], summary: '放开一节', params: sectionParams, response: { 200: z.object({}) } },
    handler: (request) => {
      keep(db, (tx) => unlockSection(tx, signedIn(request), request.params.report, request.params.part))
      return {}
    },
  })
  app.route({
    method: 'GET',
    url: '/api/reports/:report/moved-sentences',
    config: { allow: WRITERS, reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '换快照会改动哪些句子',
      params: reportParams,
      querystring: previewQuery,
      response: { 200: movedSentences },
    },
    handler: ({ params, query }) => movedBy(db.read, getReport(db.read, params.report), query.snapshot),
  })
  app.route({
    method: 'POST',
    url: '/api/reports/:report/issue',
    config: { allow: WRITERS, reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '印发',
      description: '印发以后不再变；更正是一份新的报告。没有内容的章节要写在 without 里，表示不收入。',
      params: reportParams,
      body: issueRequest,
      response: { 200: z.object({ id: z.string(), number: z.int(), hash: z.string() }) },
    },
    handler: (request) => {
      const { params, body } = request
      return record(
        db,
        (answer: ReturnType<typeof issueReport>) =>
          act(request, 'issue-report', params.report, { number: answer.number, hash: answer.hash }),
        now(),
        (tx) => issueReport(tx, signedIn(request), params.report, body, now()),
      )
    },
  })
}

function narrativeRoutes(app: App, { db, now }: Context): void {
  const allow = ['reporter', 'head', 'reviewer'] as const
  const reachOf = (person: SignedIn) => (isReviewer(person) ? 'all' : departmentsOf(person, ['reporter', 'head']))

  app.route({
    method: 'GET',
    url: '/api/plans/:plan/narratives',
    config: { allow, reach: 'department' },
    schema: {
      tags: ['reports'],
      summary: '正在起草的报告要本部门交的材料',
      params: planParams,
      response: { 200: z.object({ rows: z.array(narrativeList) }) },
    },
    handler: (request) => {
      const reports = listReports(db.read, request.params.plan, 1, 200, true)
      if (!reports) throw noPlan()
      const reach = departmentsOf(signedIn(request), ['reporter', 'head'])
      return {
        rows: reports.rows
          .filter((one) => one.state === 'draft')
          .map((one) => ({ report: one, rows: listNarratives(db.read, getReport(db.read, one.id), reach, true) })),
      }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/reports/:report/narratives',
    config: { allow, reach: 'department' },
    schema: {
      tags: ['reports'],
      summary: '部门材料',
      params: reportParams,
      response: { 200: narrativeList },
    },
    handler: (request) => {
      const row = getReport(db.read, request.params.report)
      return {
        report: reportRowOf(db.read, row),
        rows: listNarratives(db.read, row, reachOf(signedIn(request)), !isReviewer(signedIn(request))),
      }
    },
  })
  app.route({
    method: 'PUT',
    url: '/api/reports/:report/narratives/:department',
    config: { allow: ['reporter', 'head'], reach: 'department' },
    schema: {
      tags: ['reports'],
      summary: '写或交本部门材料',
      params: narrativeParams,
      body: narrativePatch,
      response: { 200: saved },
    },
    handler: (request) => {
      const { params, body } = request
      const change = (tx: Parameters<typeof writeNarrative>[0]) =>
        writeNarrative(tx, signedIn(request), params.report, params.department, body, now())
      if (body.state === 'draft' && request.once === null) return keep(db, change)
      return record(
        db,
        {
          actor: actorOf(request),
          action: 'hand-in-narrative',
          subjectType: 'report',
          subject: params.report,
          detail: { department: params.department },
          isPrivate: true,
        },
        now(),
        change,
      )
    },
  })
  app.route({
    method: 'POST',
    url: '/api/reports/:report/narratives/chase',
    config: { allow: WRITERS, reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '催没有交材料的部门：各发一张督查单',
      params: reportParams,
      body: chaseNarrativesBody,
      response: { 200: chasedNarratives },
    },
    handler: (request) => {
      const { params, body } = request
      return record(
        db,
        {
          actor: actorOf(request),
          action: 'chase-narratives',
          subjectType: 'report',
          subject: params.report,
          detail: body,
          isPrivate: true,
        },
        now(),
        (tx) => chaseNarratives(tx, signedIn(request), params.report, body.answerBy, now()),
      )
    },
  })
  app.route({
    method: 'POST',
    url: '/api/reports/:report/narratives/:department/adopt',
    config: { allow: WRITERS, reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '采用部门材料',
      description: '抄入“部门工作情况”，其中的数以该部门材料为出处；部门的原文不变。',
      params: narrativeParams,
      body: versionBody,
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: (request) => {
      const { params, body } = request
      return record(
        db,
        {
          actor: actorOf(request),
          action: 'adopt-narrative',
          subjectType: 'report',
          subject: params.report,
          detail: { department: params.department, version: body.version },
          isPrivate: true,
        },
        now(),
        (tx) => adoptNarrative(tx, signedIn(request), params.report, params.department, body.version, now()),
      )
    },
  })
}

function fileRoutes(app: App, { db, now, dataDir }: Context): void {
  const store = openStore(dataDir)
  const made = (request: FastifyRequest<{ Params: z.infer<typeof reportParams> }>) => {
    const row = getReport(db.read, request.params.report)
    if (row.state === 'draft' && !isReviewer(signedIn(request)))
      throw problem('not-found', { detail: { zh: '没有这份报告。', en: 'There is no such report.' } })
    return { row, ...makeReport(db.read, row), faces: typefacesOf(db.read, row) }
  }
  const file = z.string().describe('文件')
  const base = { params: reportParams, response: { 200: file } }
  const config = { allow: 'signed-in', reach: 'all', rateLimit: FILES } as const

  app.route({
    method: 'GET',
    url: '/api/reports/:report/report.docx',
    config,
    schema: {
      ...base,
      tags: ['reports'],
      summary: '公文 Word',
      description: '版式按 GB/T 9704，图表为可编辑的原生图表。同一份报告每次生成的文件逐字节相同。',
      produces: [DOCX],
    },
    handler: async (request, reply) => {
      const { model, faces } = made(request)
      return sendFile(reply, DOCX, `${model.title}.docx`, Buffer.from(await wordOf(model, faces)))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/reports/:report/annex.xlsx',
    config,
    schema: { ...base, tags: ['reports'], summary: '数据附表 Excel', produces: [XLSX] },
    handler: async (request, reply) => {
      const { model, story } = made(request)
      return sendFile(reply, XLSX, `${model.title}数据附表.xlsx`, Buffer.from(await annexOf(model, story)))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/reports/:report/page.html',
    config,
    schema: { ...base, tags: ['reports'], summary: '阅读和打印（A4）', produces: ['text/html'] },
    handler: (request, reply) => {
      const { model, faces } = made(request)
      // Our own page shows it in a frame.
      reply
        .headers({ 'content-security-policy': PAGE_POLICY, 'x-frame-options': 'SAMEORIGIN' })
        .type('text/html; charset=utf-8')
      return writePage(model, faces)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/reports/:report/bundle.zip',
    config: { allow: ['reviewer', 'admin', 'auditor'], reach: 'all', rateLimit: FILES },
    schema: {
      ...base,
      tags: ['reports'],
      summary: '报告包：报告、附表、网页、快照和证据，附索引和校验值',
      produces: ['application/zip'],
    },
    handler: async (request, reply) => {
      const { row, model, story, faces } = made(request)
      record(
        db,
        {
          actor: actorOf(request),
          action: 'download-bundle',
          subjectType: 'report',
          subject: row.uid,
          isPrivate: true,
        },
        now(),
        () => null,
      )
      const text = (value: string) => new TextEncoder().encode(value)
      const parts = [
        { name: `${model.title}.docx`, bytes: await wordOf(model, faces) },
        { name: `${model.title}数据附表.xlsx`, bytes: await annexOf(model, story) },
        { name: `${model.title}.html`, bytes: text(writePage(model, faces)) },
        { name: `快照第${model.snapshot.number}号.json`, bytes: text(canonicalJson(story.body)) },
      ]
      const at = stamped(new Date(model.snapshot.madeAt))
      const stream = streamBundle(parts, story.body, (sha256, bytes) => store.read(sha256, bytes), at)
      return sendFile(reply, 'application/zip', `${model.title}.zip`, stream)
    },
  })
}

function typefaceRoutes(app: App, { db, now }: Context): void {
  app.route({
    method: 'GET',
    url: '/api/report-typefaces',
    config: { allow: 'signed-in', reach: 'all' },
    schema: { tags: ['reports'], summary: '报告用的字体名称', response: { 200: typefaces } },
    handler: () => typefacesOf(db.read, null),
  })
  app.route({
    method: 'PUT',
    url: '/api/report-typefaces',
    config: { allow: ['reviewer', 'admin'], reach: 'all' },
    schema: {
      tags: ['reports'],
      summary: '改字体名称',
      description: '只影响还没有印发的报告。程序不带字体，打开文件的电脑要装有这些字体。',
      body: typefaces,
      response: { 200: typefaces },
    },
    handler: (request) =>
      record(
        db,
        {
          actor: actorOf(request),
          action: 'set-typefaces',
          subjectType: 'setting',
          subject: 'reportTypefaces',
          detail: request.body,
          isPrivate: true,
        },
        now(),
        (tx) => setTypefaces(tx, request.body),
      ),
  })
}

/** A download under a Chinese name (RFC 6266); the plain name is for programs that know no other. */
function sendFile(reply: FastifyReply, type: string, name: string, body: Buffer | Readable): FastifyReply {
  const ending = /\.\w+$/.exec(name)?.[0] ?? ''
  return reply
    .header(
      'content-disposition',
      `attachment; filename="report${ending}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .type(type)
    .send(body)
}

/** What it takes to write Word and Excel is loaded with the first report that is taken out, not at the start. */
const wordOf: typeof import('./word.ts').writeWord = async (...given) => (await import('./word.ts')).writeWord(...given)
const annexOf: typeof import('./annex.ts').writeAnnex = async (...given) =>
  (await import('./annex.ts')).writeAnnex(...given)
