import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { App, Context } from '../context.ts'
import { auditExportQuery, auditList, auditQuery, chainState } from './contract.ts'
import { type AuditEvent, checkChain, listEvents, listEventsAfter } from './queries.ts'
import { type Actor, record } from './record.ts'

/** The log for those whose right it is to read it (security.md rule 29); reading it leaves a trace in it. */
export function auditRoutes(app: App, { db, now }: Context, actorOf: (request: FastifyRequest) => Actor): void {
  app.route({
    method: 'GET',
    url: '/api/audit',
    config: { allow: ['auditor'], reach: 'all' },
    schema: {
      tags: ['audit'],
      summary: '审计记录',
      description: '查阅本身也记入审计。',
      querystring: auditQuery,
      response: { 200: auditList },
    },
    handler: (request) => {
      const { query } = request
      const act = { actor: actorOf(request), action: 'read-audit', subjectType: 'audit', subject: 'log' }
      record(db, { ...act, detail: query, isPrivate: true }, now(), () => null)
      return listEvents(db.read, query)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/audit/chain',
    config: { allow: ['auditor'], reach: 'all', rateLimit: { max: 6, timeWindow: 60_000 } },
    schema: { tags: ['audit'], summary: '审计链是否完整', response: { 200: chainState } },
    handler: (request) => {
      const act = { actor: actorOf(request), action: 'check-chain', subjectType: 'audit', subject: 'chain' }
      record(db, { ...act, isPrivate: true }, now(), () => null)
      return checkChain(db.read)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/audit.csv',
    config: { allow: ['auditor'], reach: 'all', rateLimit: { max: 6, timeWindow: 60_000 } },
    schema: {
      tags: ['audit'],
      summary: '导出审计记录',
      description: 'CSV（UTF-8，带 BOM），按先后次序，含每条的校验值。',
      querystring: auditExportQuery,
      produces: ['text/csv'],
    },
    handler: (request, reply) => {
      const { query } = request
      const act = { actor: actorOf(request), action: 'export-audit', subjectType: 'audit', subject: 'log' }
      record(db, { ...act, detail: query, isPrivate: true }, now(), () => null)
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit.csv"')
      return reply.send(Readable.from(csvLines(query)))
    },
  })

  function* csvLines(query: Parameters<typeof listEventsAfter>[1]) {
    yield `\ufeff${FIELDS.join(',')}\r\n`
    for (let last = 0; ; ) {
      const rows = listEventsAfter(db.read, query, last, 500)
      for (const row of rows) yield `${FIELDS.map((field) => cell(row[field])).join(',')}\r\n`
      if (rows.length < 500) return
      last = rows.at(-1)?.number ?? last
    }
  }
}

const FIELDS = [
  'number',
  'at',
  'actor',
  'roles',
  'address',
  'action',
  'subjectType',
  'subject',
  'detail',
  'hash',
] as const satisfies readonly (keyof AuditEvent)[]

/** A text that a spreadsheet could take for a formula is marked as text (security.md rule 18). */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
