import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../accounts/guard.ts'
import { record } from '../audit/record.ts'
import { dayOf } from '../clock.ts'
import type { App, Context } from '../context.ts'
import { type Days, daysOf } from '../days.ts'
import { listEveryItem } from '../items/queries.ts'
import { type Plan, planParams } from '../plan/contract.ts'
import { findPlan, listPlans } from '../plan/queries.ts'
import { problem } from '../problem.ts'
import { daysQuery } from '../summary/contract.ts'
import { summaryOn } from '../summary/queries.ts'
import { ledgerExportQuery, openTableHead, templateQuery } from './contract.ts'
import { type Figures, OPEN_TABLES, type OpenTable, summaryBook } from './figures.ts'
import { importRoutes } from './import-routes.ts'
import { makeBook, makeBookOf, makeTemplate, takeTurn } from './jobs.ts'
import { LEDGER_COLUMNS, ledgerBook, ledgerCells } from './ledger.ts'
import { CSV, sendFile, XLSX } from './send.ts'
import { BYTE_ORDER_MARK, type Cell, csvLine } from './sheets.ts'
import { templateOf } from './template.ts'

/** An export works for a second and more: so many in a minute from one address. */
const EXPORTS = { max: 30, timeWindow: 60_000 }

/** What leaves as a file: the ledger, the summary, and the public figures for other programs. */
export function exchangeRoutes(app: App, context: Context): void {
  ledgerExports(app, context)
  summaryExport(app, context)
  templateRoute(app, context)
  importRoutes(app, context)
  for (const table of OPEN_TABLES) openTableRoutes(app, context, table)
}

function ledgerExports(app: App, context: Context): void {
  const { db, now } = context
  /** The plan, what the export says of itself, and its rows from one moment of the data; `end` lets that go. */
  const prepare = (query: z.infer<typeof ledgerExportQuery>) => {
    const days = daysOf(query, now())
    const snapshot = db.openSnapshot()
    try {
      const planCode = query.plan ?? listPlans(snapshot.read)[0]?.code ?? ''
      const plan = findPlan(snapshot.read, planCode, days.knownAt)
      if (!plan) throw noPlan(planCode)
      const { total, batches } = listEveryItem(snapshot.read, { ...query, plan: planCode }, days, now())
      const about = { ...days, total, dataVersion: snapshot.dataVersion }
      return { book: ledgerBook(plan, query, about, now()), total, rows: rowsOf(plan, batches), end: snapshot.end }
    } catch (error) {
      snapshot.end()
      throw error
    }
  }
  type Bytes = (from: ReturnType<typeof prepare>) => Iterable<Chunk> | AsyncIterable<Chunk>
  const exportAs = (ending: 'xlsx' | 'csv', summary: string, description: string, bytesOf: Bytes) => {
    const type = ending === 'xlsx' ? XLSX : CSV
    app.route({
      method: 'GET',
      url: `/api/items.${ending}`,
      config: { allow: 'public-dashboard', reach: 'all', rateLimit: EXPORTS },
      schema: {
        tags: ['exchange'],
        summary,
        description,
        querystring: ledgerExportQuery,
        produces: [type],
        response: { 200: z.string().describe('文件') },
      },
      handler: async (request, reply) => {
        const give = await takeTurn(request.ip)
        try {
          const from = prepare(request.query)
          noteExport(request, context, 'items', from.book.title, { ending, rows: from.total, query: request.query })
          const bytes = whenDone(bytesOf(from), () => {
            from.end()
            give()
          })
          const day = request.query.asOf ?? dayOf(now())
          return sendFile(
            reply,
            type,
            `${from.book.title}${day}.${ending}`,
            Readable.from(bytes, { objectMode: false }),
          )
        } catch (error) {
          give()
          throw error
        }
      },
    })
  }
  exportAs(
    'xlsx',
    '导出台账（Excel）',
    '筛选条件与台账相同，不分页。表头是导入所识别的，可以原样作为导入送回。',
    ({ book, total, rows }) => makeBookOf(book, total, rows),
  )
  exportAs(
    'csv',
    '导出台账（CSV，UTF-8 带 BOM）',
    '列与 Excel 相同，第一行为表头。以 = + - @ 开头的文字前加一个单引号。',
    ({ rows }) =>
      csvOf(
        LEDGER_COLUMNS.map((one) => one.head),
        rows,
      ),
  )
}

function* rowsOf(plan: Plan, batches: ReturnType<typeof listEveryItem>['batches']): Generator<Cell[][]> {
  let place = 0
  for (const batch of batches) yield batch.map((row) => ledgerCells(row, ++place, plan))
}

function summaryExport(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/summary.xlsx',
    config: { allow: 'public-dashboard', reach: 'all', rateLimit: EXPORTS },
    schema: {
      tags: ['exchange'],
      summary: '导出汇总（Excel）',
      description: '指标、部门、专栏项目、重点任务和口径，一本可以直接打印的工作簿。',
      params: planParams,
      querystring: daysQuery,
      produces: [XLSX],
      response: { 200: z.string().describe('工作簿') },
    },
    handler: async (request, reply) => {
      const days = daysOf(request.query, context.now())
      const book = summaryBook(figuresOf(context, request.params.plan, days), context.now())
      const give = await takeTurn(request.ip)
      try {
        const bytes = Buffer.from(await makeBook(book))
        noteExport(request, context, 'plan', request.params.plan, { ending: 'xlsx', ...days })
        return await sendFile(reply, XLSX, `${book.title}${days.asOf}.xlsx`, bytes)
      } finally {
        give()
      }
    },
  })
}

/** The template holds the plan's public lists and nothing else, so that whoever may see the plan may take it. */
function templateRoute(app: App, context: Context): void {
  app.route({
    method: 'GET',
    url: '/api/plans/:plan/template.xlsx',
    config: { allow: 'public-dashboard', reach: 'all', rateLimit: EXPORTS },
    schema: {
      tags: ['exchange'],
      summary: '下载填报模板（Excel）',
      description: '按方案和部门：每种成果一张表，下拉取自方案自己的词表。',
      params: planParams,
      querystring: templateQuery,
      produces: [XLSX],
      response: { 200: z.string().describe('工作簿') },
    },
    handler: async (request, reply) => {
      const plan = findPlan(context.db.read, request.params.plan, dayOf(context.now()))
      if (!plan) throw noPlan(request.params.plan)
      const department = plan.departments.find((one) => one.code === request.query.department)
      if (!department)
        throw problem('invalid', {
          errors: [
            { path: 'department', message: { zh: '方案里没有这个部门', en: 'The plan has no such department' } },
          ],
        })
      const give = await takeTurn(request.ip)
      try {
        const template = templateOf(plan, department.name, context.now())
        const bytes = Buffer.from(await makeTemplate(template))
        return await sendFile(reply, XLSX, `填报模板_${department.name}.xlsx`, bytes)
      } finally {
        give()
      }
    },
  })
}

function openTableRoutes(app: App, context: Context, table: OpenTable): void {
  const types = { text: z.string(), whole: z.int(), number: z.number(), flag: z.boolean() }
  const row = z.object(
    Object.fromEntries(
      table.fields.map((field) => [field.name, types[field.type].nullable().meta({ description: field.about })]),
    ),
  )
  const answer = openTableHead.extend({ rows: z.array(row) })
  app.route({
    method: 'GET',
    url: `/api/plans/:plan/data/${table.name}.json`,
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['exchange'],
      summary: `开放数据（JSON）：${table.about}`,
      params: planParams,
      querystring: daysQuery,
      response: { 200: answer },
    },
    handler: ({ params, query }) => {
      const figures = figuresOf(context, params.plan, daysOf(query, context.now()))
      const { plan, asOf, knownAt, dataVersion } = figures.summary
      const rows = table
        .rows(figures)
        .map((cells) => Object.fromEntries(table.fields.map((field, place) => [field.name, cells[place] ?? null])))
      return { plan, asOf, knownAt, dataVersion, demo: figures.plan.demo, total: rows.length, rows }
    },
  })
  app.route({
    method: 'GET',
    url: `/api/plans/:plan/data/${table.name}.csv`,
    config: { allow: 'public-dashboard' },
    schema: {
      tags: ['exchange'],
      summary: `开放数据（CSV）：${table.about}`,
      description: `列名与 JSON 的字段名相同：${table.fields.map(({ name, about }) => `${name} ${about}`).join('；')}`,
      params: planParams,
      querystring: daysQuery,
      produces: [CSV],
      response: { 200: z.string().describe('CSV') },
    },
    handler: async (request, reply) => {
      const days = daysOf(request.query, context.now())
      const figures = figuresOf(context, request.params.plan, days)
      const cells = table.rows(figures).map((row) => row.map((one) => (typeof one === 'boolean' ? String(one) : one)))
      const lines = [csvLine(table.fields.map((field) => field.name)), ...cells.map(csvLine)]
      const name = `${figures.plan.demo ? 'demo-' : ''}${request.params.plan}-${table.name}-${days.asOf}.csv`
      return sendFile(reply, CSV, name, BYTE_ORDER_MARK + lines.join(''))
    },
  })
}

function figuresOf({ db }: Context, code: string, days: Days): Figures {
  const plan = findPlan(db.read, code, days.knownAt)
  const summary = plan && summaryOn(db.read, code, days, db.dataVersion())
  if (!summary) throw noPlan(code)
  return { plan, summary }
}

function* csvOf(heads: readonly string[], batches: Iterable<readonly (readonly Cell[])[]>): Generator<string> {
  yield BYTE_ORDER_MARK + csvLine(heads)
  for (const batch of batches) yield batch.map(csvLine).join('')
}

type Chunk = string | Uint8Array

/** Calls back once, when all is read or the reader has gone. */
async function* whenDone(source: Iterable<Chunk> | AsyncIterable<Chunk>, done: () => void): AsyncGenerator<Chunk> {
  try {
    for await (const one of source) {
      yield one
      // Lets other requests have their turn between batches.
      await new Promise((resolve) => setImmediate(resolve))
    }
  } finally {
    done()
  }
}

/** What leaves as a file is written down, with who took it (security rule 27). */
function noteExport(
  request: FastifyRequest,
  { db, now }: Context,
  subjectType: string,
  subject: string,
  detail: object,
) {
  const actor = request.person ? actorOf(request) : { id: null, name: 'public', address: request.ip }
  record(db, { actor, action: 'export', subjectType, subject, detail, isPrivate: true }, now(), () => null)
}

function noPlan(code: string): Error {
  return problem('not-found', { detail: { zh: `没有“${code}”。`, en: `There is no “${code}”.` } })
}
