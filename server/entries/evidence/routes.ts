import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { EVIDENCE_KINDS, type EvidenceKind } from '../../../db/words.ts'
import { actorOf, signedIn } from '../../accounts/guard.ts'
import { record } from '../../audit/record.ts'
import type { App, Context } from '../../context.ts'
import { problem, type Wording } from '../../problem.ts'
import { type Added, addEvidence, notNow, refuseTooMuch, removeEvidence, setLimits } from './changes.ts'
import { faultOf } from './content.ts'
import {
  type EvidenceLimits,
  evidenceAddressBody,
  evidenceLimits,
  evidenceList,
  evidenceParams,
  evidenceRow,
  fileQuery,
} from './contract.ts'
import { cleanName, FORMATS, formatOfName, readAddress, SHOWN_TYPES, tooLarge } from './names.ts'
import { canChange, findEvidence, findOpenEntry, getHoldings, getLimits, listEvidence, OPENED } from './queries.ts'
import { type EvidenceStore, openStore, type Received } from './store.ts'

const added = z.object({ rows: z.array(evidenceRow) })
const removed = z.object({ id: z.string() })

/** A file is shown in a page of ours, or by itself, without any power (security.md, rule 22). */
const FILE_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

/** 证据: files and addresses under an entry, in and out, and how much of them is allowed. */
export function evidenceRoutes(app: App, { db, now, dataDir }: Context): void {
  const store = openStore(dataDir)

  app.route({
    method: 'GET',
    url: '/api/entries/:id/evidence',
    config: { allow: 'signed-in', reach: 'department' },
    schema: {
      tags: ['evidence'],
      summary: '一项填报的证据',
      description:
        '已认定的填报，登录后都能看；本部门的全部能看；审核人能看已提交的。同一份文件在别处用过的，一并列出。',
      params: evidenceParams,
      response: { 200: evidenceList },
    },
    handler: (request) => {
      const person = signedIn(request)
      const row = findOpenEntry(db.read, person, request.params.id)
      if (!row) throw noEntry()
      return listEvidence(db.read, person, row)
    },
  })

  // Only here is multipart understood: everywhere else it stays an unsupported media type.
  app.register(async (scope: App) => {
    await scope.register(multipart, { throwFileSizeLimit: false })
    scope.route({
      method: 'POST',
      url: '/api/entries/:id/evidence',
      config: { allow: ['reporter'], reach: 'department', files: 'taken' },
      schema: {
        tags: ['evidence'],
        summary: '上传证据',
        description:
          'multipart/form-data，可一次几个文件：每个文件的字段名是它的种类（如 cover、issue-notice）。有一个不能收，就一个都不收。',
        params: evidenceParams,
        response: { 201: added },
      },
      handler: async (request, reply) => {
        const person = signedIn(request)
        const row = findOpenEntry(db.read, person, request.params.id)
        if (!row) throw noEntry()
        if (!canChange(person, row)) throw notNow()
        const limits = getLimits(db.read)
        const holdings = getHoldings(db.read, row)
        refuseTooMuch(limits, holdings, 1, 0)
        const received: Received[] = []
        try {
          const files = await receiveAll(request, store, limits, limits.filesPerEntry - holdings.files, received)
          refuseTooMuch(
            limits,
            holdings,
            files.length,
            files.reduce((sum, one) => sum + one.bytes, 0),
          )
          for (const one of received) await one.keep()
          const act = {
            actor: actorOf(request),
            action: 'add-evidence',
            subjectType: 'entry',
            subject: row.uid,
            detail: { files },
            isPrivate: true,
          }
          const answer = record(db, act, now(), (tx) => ({ rows: addEvidence(tx, person, row.uid, files, now()) }))
          return reply.code(201).send(answer)
        } finally {
          for (const one of received) await one.drop()
        }
      },
    })
  })

  app.route({
    method: 'POST',
    url: '/api/entries/:id/evidence/address',
    config: { allow: ['reporter'], reach: 'department' },
    schema: {
      tags: ['evidence'],
      summary: '以网址作证据',
      description: '例如发布公告所在的官网网址，代替文件。',
      params: evidenceParams,
      body: evidenceAddressBody,
      response: { 201: added },
    },
    handler: async (request, reply) => {
      const person = signedIn(request)
      const read = readAddress(request.body.url)
      if (!findOpenEntry(db.read, person, request.params.id)) throw noEntry()
      if (!read.ok) throw problem('invalid', { detail: read.message, errors: [{ path: 'url', message: read.message }] })
      const one = { kind: request.body.kind, url: read.url }
      const act = {
        actor: actorOf(request),
        action: 'add-evidence',
        subjectType: 'entry',
        subject: request.params.id,
        detail: { files: [one] },
        isPrivate: true,
      }
      const answer = record(db, act, now(), (tx) => ({
        rows: addEvidence(tx, person, request.params.id, [one], now()),
      }))
      return reply.code(201).send(answer)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/evidence/:id',
    config: { allow: ['reporter'], reach: 'department' },
    schema: {
      tags: ['evidence'],
      summary: '移除一份证据',
      description: '只在草稿和已退回时可以；认定后证据不再变动。',
      params: evidenceParams,
      response: { 200: removed },
    },
    handler: (request) => {
      const person = signedIn(request)
      const found = findEvidence(db.read, person, request.params.id)
      if (!found) throw noFile()
      const { id, entryId: _, uid, ...was } = found.file
      const act = {
        actor: actorOf(request),
        action: 'remove-evidence',
        subjectType: 'entry',
        subject: found.entry.uid,
        detail: { id: uid, ...was },
        isPrivate: true,
      }
      return record(db, act, now(), (tx) => ({ id: removeEvidence(tx, person, uid).file.uid }))
    },
  })

  app.route({
    method: 'GET',
    url: '/api/evidence/:id/file',
    config: { allow: 'signed-in', reach: 'department', files: 'answered' },
    schema: {
      tags: ['evidence'],
      summary: '打开或下载一份证据',
      description: '默认下载；inline=true 时 PDF、PNG、JPG 可在页面中显示。每次打开都记入审计。',
      params: evidenceParams,
      querystring: fileQuery,
    },
    handler: async (request, reply) => {
      const person = signedIn(request)
      const found = findEvidence(db.read, person, request.params.id)
      const { file } = found ?? {}
      if (!found || !file?.sha256) throw noFile()
      const stream = await store.read(file.sha256, file.bytes ?? 0)
      if (!stream) {
        request.log.error({ sha256: file.sha256 }, 'An evidence file is missing or damaged.')
        throw problem('not-found', {
          detail: {
            zh: '这份证据的文件不在服务器上，请告诉管理员。',
            en: 'The bytes of this evidence are missing on the server. Please tell an administrator.',
          },
        })
      }
      if (request.method === 'GET') {
        const act = {
          actor: actorOf(request),
          action: OPENED,
          subjectType: 'evidence',
          subject: file.uid,
          detail: { entry: found.entry.uid, sha256: file.sha256, inline: request.query.inline === true },
          isPrivate: true,
        }
        record(db, act, now(), () => undefined)
      }
      return sendFile(reply, file, stream, request.query.inline === true)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/evidence-limits',
    config: { allow: 'signed-in', reach: 'all' },
    schema: { tags: ['evidence'], summary: '证据的大小和份数上限', response: { 200: evidenceLimits } },
    handler: () => getLimits(db.read),
  })
  app.route({
    method: 'PUT',
    url: '/api/evidence-limits',
    config: { allow: ['admin'], reach: 'all' },
    schema: {
      tags: ['evidence'],
      summary: '修改证据的上限',
      description: '大小以字节计。已经存下的不受影响。',
      body: evidenceLimits,
      response: { 200: evidenceLimits },
    },
    handler: (request) => {
      const before = getLimits(db.read)
      const act = {
        actor: actorOf(request),
        action: 'set-evidence-limits',
        subjectType: 'setting',
        subject: 'evidenceLimits',
        detail: { before, after: request.body },
        isPrivate: true,
      }
      return record(db, act, now(), (tx) => setLimits(tx, request.body))
    },
  })
}

type AddedFile = Extract<Added, { sha256: string }>

/**
 * Takes in every file of a request, each checked as soon as it is whole; what has come in so far stands in `received`.
 * Throws a problem for the first that cannot be taken.
 */
async function receiveAll(
  request: FastifyRequest,
  store: EvidenceStore,
  limits: EvidenceLimits,
  room: number,
  received: Received[],
): Promise<AddedFile[]> {
  const bounds = { fileSize: limits.bytesPerFile, files: room + 1, fields: 0, parts: room + 1, headerPairs: 20 }
  if (!request.isMultipart()) throw problem('unsupported-media-type', { detail: MULTIPART })
  const files: AddedFile[] = []
  for await (const part of request.files({ limits: bounds })) {
    const name = cleanName(part.filename ?? '')
    const kind = kindOf(part)
    const named = formatOfName(name)
    if (!named.ok) throw refused(name, named.message)
    const one = await store.receive(part.file)
    received.push(one)
    if (part.file.truncated) throw refused(name, tooLarge(null, limits.bytesPerFile), 'too-large')
    const fault = faultOf(name, await one.content())
    if (fault !== null) throw refused(name, fault)
    const { mediaType } = FORMATS[named.format]
    files.push({ kind, name, mediaType, bytes: one.bytes, sha256: one.sha256 })
  }
  if (files.length === 0)
    throw problem('invalid', {
      errors: [{ path: 'files', message: { zh: '请求里没有文件', en: 'There is no file in the request' } }],
    })
  return files
}

function kindOf(part: MultipartFile): EvidenceKind {
  const kind = EVIDENCE_KINDS.find((one) => one === part.fieldname)
  if (kind !== undefined) return kind
  const all = EVIDENCE_KINDS.join('、')
  throw problem('invalid', {
    errors: [
      {
        path: 'kind',
        message: { zh: `文件的字段名要是证据种类：${all}`, en: `The field of a file has to be its kind: ${all}` },
      },
    ],
  })
}

const MULTIPART: Wording = {
  zh: '证据要用 multipart/form-data 上传。',
  en: 'Evidence is sent as multipart/form-data.',
}

function refused(
  name: string,
  message: Wording | null,
  type: 'too-large' | 'unsupported-media-type' = 'unsupported-media-type',
) {
  return message === null ? problem(type) : problem(type, { detail: message, errors: [{ path: name, message }] })
}

function sendFile(
  reply: FastifyReply,
  file: { name: string | null; mediaType: string | null; bytes: number | null },
  stream: NodeJS.ReadableStream,
  inline: boolean,
) {
  const type = file.mediaType ?? 'application/octet-stream'
  const shown = inline && SHOWN_TYPES.includes(type)
  return reply
    .headers({
      'content-type': type,
      'content-length': file.bytes ?? 0,
      'content-disposition': `${shown ? 'inline' : 'attachment'}; ${nameParameters(file.name ?? 'evidence')}`,
      'content-security-policy': FILE_POLICY,
      'cache-control': 'no-store',
    })
    .send(stream)
}

/** A name for `Content-Disposition` by RFC 6266: a plain one for old readers, the whole one in UTF-8 for all others. */
function nameParameters(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${plain}"; filename*=UTF-8''${whole}`
}

const noEntry = () =>
  problem('not-found', {
    detail: { zh: '没有这项填报，或者不在本部门范围。', en: 'There is no such entry, or it is not your department’s.' },
  })
const noFile = () =>
  problem('not-found', {
    detail: {
      zh: '没有这份证据，或者不在本部门范围。',
      en: 'There is no such evidence, or it is not your department’s.',
    },
  })
