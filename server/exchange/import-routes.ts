import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import { plan } from '../../db/schema.ts'
import { actorOf, signedIn } from '../accounts/guard.ts'
import type { SignedIn } from '../accounts/identity.ts'
import { type Act, keep, record } from '../audit/record.ts'
import { dayOf } from '../clock.ts'
import type { App, Context } from '../context.ts'
import { departmentFor } from '../entries/preview.ts'
import { findPlan } from '../plan/queries.ts'
import { problem, type Wording } from '../problem.ts'
import { inspectOffice, ZIP_REFUSAL_WORDS } from '../zip.ts'
import {
  cancelBatch,
  cancelUnfinished,
  closeReading,
  keepExpected,
  keepRows,
  leaveOpenOut,
  mendRow,
  openBatch,
  undoBatch,
} from './changes.ts'
import {
  importBatchView,
  importFile,
  importList,
  importParams,
  importRowParams,
  importRowPatch,
  importRows,
  importRowsQuery,
  importRowView,
  importsQuery,
  importUploadQuery,
  importWriteBody,
  noBody,
} from './contract.ts'
import { makeMarked, readTable, takeTurn, writeInThread } from './jobs.ts'
import { IMPORT_LIMITS } from './limits.ts'
import {
  type BatchRow,
  getBatch,
  getRow,
  listBatches,
  listProblems,
  listRows,
  viewBatch,
  viewRow,
  wordsOf,
} from './queries.ts'
import type { TableHead } from './reading.ts'
import { sendFile, XLSX } from './send.ts'
import { type ImportFor, Settler } from './settle.ts'

const CLERKS = { allow: ['reporter'], reach: 'department' } as const
const UPLOADS = { max: 20, timeWindow: 60_000 }
const PAGE_SIZE = 50

/** 导入: a table is sent, read in a thread, looked through and mended, then written whole or not at all. */
export function importRoutes(app: App, context: Context): void {
  const { db, now, dataDir } = context
  /** Reading that goes on, to be cut short when somebody cancels it. */
  const reading = new Map<string, AbortController>()
  app.addHook('onReady', async () => {
    keep(db, cancelUnfinished)
    sweepFiles(dataDir, now())
  })
  app.addHook('onClose', async () => {
    for (const one of reading.values()) one.abort()
  })
  // While a thread writes a batch, other writes wait for it instead of failing; reads go on.
  app.addHook('preHandler', async (request) => {
    const held = db.held()
    if (held && request.method !== 'GET' && request.method !== 'HEAD') await Promise.race([held, patience()])
  })

  app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: IMPORT_LIMITS.bytes },
      (_, body, done) => done(null, body),
    )
    ;(scope as unknown as App).route({
      method: 'POST',
      url: '/api/imports',
      bodyLimit: IMPORT_LIMITS.bytes,
      config: { ...CLERKS, rateLimit: UPLOADS },
      schema: {
        tags: ['exchange'],
        summary: '导入：上传一份表',
        description:
          '请求体是文件本身（application/octet-stream，.xlsx 或 .csv，不超过20 MB、10万行），文件名写在 name。答批次，随后在后台读，进度看 GET。',
        consumes: ['application/octet-stream'],
        querystring: importUploadQuery,
        response: { 201: importBatchView },
      },
      handler: (request, reply) => {
        const person = signedIn(request)
        const { name, plan: planCode } = request.query
        const bytes = request.body
        if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw refused(EMPTY)
        const format = formatOf(name, bytes)
        const home = departmentFor(db.read, person, request.query.department)
        const of = db.read.select({ id: plan.id }).from(plan).where(eq(plan.code, planCode)).get()
        if (!of) throw problem('not-found')
        const fileHash = createHash('sha256').update(bytes).digest('hex')
        saveFile(dataDir, fileHash, bytes)
        const batch = done(
          request,
          'import-upload',
          { fileName: name, fileHash, bytes: bytes.length },
          (tx) =>
            openBatch(
              tx,
              {
                planId: of.id,
                departmentId: home.id,
                accountId: person.id,
                fileName: name,
                fileHash,
                bytes: bytes.length,
              },
              now(),
            ),
          ({ uid }) => uid,
        )
        void readInBackground(batch, person, bytes, format)
        reply.code(201)
        return viewBatch(db.read, batch)
      },
    })
  })

  async function readInBackground(
    batch: BatchRow,
    person: SignedIn,
    bytes: Buffer,
    format: 'xlsx' | 'csv',
  ): Promise<void> {
    const stop = new AbortController()
    reading.set(batch.uid, stop)
    const give = await takeTurn(`import ${person.id}`)
    let end: { tables: TableHead[]; skipped: string[]; emptyRows: number } = { tables: [], skipped: [], emptyRows: 0 }
    let because: Wording | null = BROKEN_OFF
    try {
      const { words, importFor } = basisOf(batch, person)
      // A copy: what the thread gets must not be the pool that other requests share.
      const task = { bytes: new Uint8Array(bytes), format, words, file: db.reader.name, importFor }
      for await (const told of readTable(task, stop.signal)) {
        if (told.is === 'expected') keep(db, (tx) => keepExpected(tx, batch.id, told.rows))
        else if (told.is === 'rows') {
          if (!(await keepSoon((tx) => keepRows(tx, batch.id, told.rows)))) break
        } else if (told.is === 'refused') because = told.because
        else if (told.is === 'end') {
          end = told
          because = null
        }
      }
    } catch (error) {
      // Cut short, out of memory or out of time: the person is told, the server goes on.
      if (!stop.signal.aborted) app.log.warn({ err: error, batch: batch.uid }, 'The table was not read to its end.')
    }
    reading.delete(batch.uid)
    give()
    if (!stop.signal.aborted) await keepSoon((tx) => closeReading(tx, batch.id, end, because, now()))
  }

  /** Writes as soon as no thread of ours does. */
  async function keepSoon<T>(change: Parameters<typeof keep<T>>[1]): Promise<T> {
    while (db.held()) await db.held()
    return keep(db, change)
  }

  function basisOf(batch: BatchRow, person: SignedIn) {
    const of = db.read.select({ code: plan.code }).from(plan).where(eq(plan.id, batch.planId)).get()
    const today = dayOf(now())
    const found = of && findPlan(db.read, of.code, today)
    if (!found) throw problem('not-found')
    const roles = person.roles.map(({ role, departmentId }) => ({ role, departmentId }))
    const importFor: ImportFor = {
      planId: batch.planId,
      departmentId: batch.departmentId,
      person: { id: person.id, roles },
      today,
    }
    return { words: wordsOf(found), importFor }
  }

  /** A change to a batch, written down as what moves no public answer. */
  function done<T>(
    request: FastifyRequest,
    action: string,
    detail: unknown,
    change: Parameters<typeof record<T>>[3],
    subjectOf: (answer: T) => string,
  ): T {
    const act = (answer: T): Act => ({
      ...{ actor: actorOf(request), action, subjectType: 'import', subject: subjectOf(answer), detail },
      isPrivate: true,
    })
    return record(db, act, now(), change)
  }

  app.route({
    method: 'GET',
    url: '/api/imports',
    config: CLERKS,
    schema: {
      tags: ['exchange'],
      summary: '本人最近的导入',
      querystring: importsQuery,
      response: { 200: importList },
    },
    handler: (request) => ({ rows: listBatches(db.read, signedIn(request), request.query.plan) }),
  })
  app.route({
    method: 'GET',
    url: '/api/imports/:id',
    config: CLERKS,
    schema: {
      tags: ['exchange'],
      summary: '一次导入：进度、合计、每种判断各几行',
      params: importParams,
      response: { 200: importBatchView },
    },
    handler: (request) => viewBatch(db.read, getBatch(db.read, signedIn(request), request.params.id)),
  })
  app.route({
    method: 'GET',
    url: '/api/imports/:id/rows',
    config: CLERKS,
    schema: {
      tags: ['exchange'],
      summary: '一次导入的行：怎样识读、错在哪里、会计入什么',
      params: importParams,
      querystring: importRowsQuery,
      response: { 200: importRows },
    },
    handler: (request) => {
      const batch = getBatch(db.read, signedIn(request), request.params.id)
      const { tab = 'all', page = 1, pageSize = PAGE_SIZE } = request.query
      return listRows(db.read, batch, tab, page, pageSize)
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/imports/:id/rows/:table/:row',
    config: CLERKS,
    schema: {
      tags: ['exchange'],
      summary: '改一行：改单元格、不导入、是不是同一项',
      params: importRowParams,
      body: importRowPatch,
      response: { 200: importRowView },
    },
    handler: (request) => {
      const person = signedIn(request)
      const { id, table, row } = request.params
      const batch = getBatch(db.read, person, id)
      const { words, importFor } = basisOf(batch, person)
      return keep(db, (tx) => {
        const settler = new Settler(tx, importFor)
        return viewRow(mendRow(tx, batch, getRow(tx, batch, table, row), request.body, words, settler))
      })
    },
  })
  app.route({
    method: 'POST',
    url: '/api/imports/:id/leave-open-out',
    config: CLERKS,
    schema: {
      tags: ['exchange'],
      summary: '没定的行都不导入',
      params: importParams,
      body: noBody,
      response: { 200: importBatchView },
    },
    handler: (request) => {
      const batch = getBatch(db.read, signedIn(request), request.params.id)
      keep(db, (tx) => leaveOpenOut(tx, batch))
      return viewBatch(db.read, batch)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/imports/:id/cancel',
    config: CLERKS,
    schema: {
      tags: ['exchange'],
      summary: '取消导入',
      params: importParams,
      body: noBody,
      response: { 200: importBatchView },
    },
    handler: (request) => {
      const batch = getBatch(db.read, signedIn(request), request.params.id)
      reading.get(batch.uid)?.abort()
      return done(
        request,
        'import-cancel',
        null,
        (tx) => {
          cancelBatch(tx, batch)
          return viewBatch(tx, { ...batch, state: 'cancelled' })
        },
        () => batch.uid,
      )
    },
  })
  app.route({
    method: 'POST',
    url: '/api/imports/:id/write',
    config: CLERKS,
    schema: {
      tags: ['exchange'],
      summary: '写入：全部写入，或一行不写',
      description:
        '写成草稿（drafts）或直接提交（submitted，要求每行都不缺证据）。还有没定的行答422。同一份文件已经写过的，答那一次，什么也不写。',
      params: importParams,
      body: importWriteBody,
      response: { 200: importBatchView },
    },
    handler: async (request) => {
      const person = signedIn(request)
      const batch = getBatch(db.read, person, request.params.id)
      // Written already, by a double click or a retry: that is the answer.
      if (batch.state === 'written') return viewBatch(db.read, batch)
      await writeInThread(
        {
          file: db.reader.name,
          batch: batch.uid,
          as: request.body.as,
          person,
          actor: actorOf(request),
          now: now().toISOString(),
        },
        async () => {
          while (db.held()) await db.held()
          return db.hold()
        },
      )
      return viewBatch(db.read, getBatch(db.read, person, batch.uid))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/imports/:id/undo',
    config: CLERKS,
    schema: {
      tags: ['exchange'],
      summary: '整批撤销：所写的都还是草稿时',
      params: importParams,
      body: noBody,
      response: { 200: importBatchView },
    },
    handler: (request) => {
      const person = signedIn(request)
      const batch = getBatch(db.read, person, request.params.id)
      return done(
        request,
        'import-undo',
        { fileHash: batch.fileHash },
        (tx) => {
          undoBatch(tx, person, batch, now())
          return viewBatch(tx, getBatch(tx, person, batch.uid))
        },
        () => batch.uid,
      )
    },
  })
  app.route({
    method: 'GET',
    url: '/api/imports/:id/marked.xlsx',
    config: { ...CLERKS, rateLimit: UPLOADS },
    schema: {
      tags: ['exchange'],
      summary: '下载标了错的原表',
      description: '原来的工作簿，错的单元格加底色，最后加一列“问题”。CSV 答一本工作簿。',
      params: importParams,
      produces: [XLSX],
      response: { 200: importFile },
    },
    handler: async (request, reply) => {
      const person = signedIn(request)
      const batch = getBatch(db.read, person, request.params.id)
      const path = join(dataDir, 'imports', batch.fileHash)
      if (!existsSync(path)) throw problem('not-found')
      done(
        request,
        'download',
        { fileName: batch.fileName },
        () => null,
        () => batch.uid,
      )
      const give = await takeTurn(`import ${person.id}`)
      try {
        const bytes = await makeMarked(new Uint8Array(readFileSync(path)), listProblems(db.read, batch))
        const name = batch.fileName.replace(/\.\w+$/, '')
        return await sendFile(reply, XLSX, `${name}_标了错.xlsx`, Buffer.from(bytes))
      } finally {
        give()
      }
    },
  })
}

/** No write waits longer for a thread. */
const PATIENCE_MS = 20_000
const patience = () => new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref())

const refused = (message: Wording) => problem('invalid', { errors: [{ path: 'file', message }], detail: message })
const EMPTY: Wording = { zh: '文件是空的，请换一个', en: 'The file is empty; please send another' }
const BROKEN_OFF: Wording = {
  zh: '这份文件没有读完：太大或结构不对。请另存一次，或分成几份再传',
  en: 'The file was not read to its end: it is too large or damaged. Save it once more, or split it',
}

/** The format by ending and content together, after everything that can be refused at once was. */
function formatOf(name: string, bytes: Buffer): 'xlsx' | 'csv' {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  if (ending === 'csv') {
    if (inspectOffice(bytes).ok || bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004')
      throw refused({ zh: '后缀是 .csv，内容不是文本', en: 'The name ends in .csv, but the content is no text' })
    return 'csv'
  }
  if (ending === 'xlsm' || ending === 'xltm') throw refused(ZIP_REFUSAL_WORDS.macros)
  if (ending !== 'xlsx')
    throw refused({
      zh: '只收 .xlsx 和 .csv。WPS 里请“另存为 .xlsx”',
      en: 'Only .xlsx and .csv are taken. In WPS, save as .xlsx',
    })
  const read = inspectOffice(bytes)
  if (!read.ok) throw refused(ZIP_REFUSAL_WORDS[read.reason])
  if (read.kind !== 'xlsx') throw refused({ zh: '后缀是 .xlsx，内容不是 Excel 表', en: 'The content is no workbook' })
  return 'xlsx'
}

/** Kept under its hash, so that it can be handed back with its faults marked. */
function saveFile(dataDir: string, hash: string, bytes: Buffer): void {
  const folder = join(dataDir, 'imports')
  const path = join(folder, hash)
  if (existsSync(path)) return
  mkdirSync(folder, { recursive: true })
  const part = `${path}.${randomUUID()}`
  const file = openSync(part, 'wx')
  writeSync(file, bytes)
  fsyncSync(file)
  closeSync(file)
  renameSync(part, path)
}

const KEEP_DAYS = 30

/** Files are kept as long as a batch can be looked at again; what it wrote is kept by its entries. */
function sweepFiles(dataDir: string, now: Date): void {
  const folder = join(dataDir, 'imports')
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (now.getTime() - statSync(path).mtimeMs > KEEP_DAYS * 86_400_000) rmSync(path)
  }
}
