/** A large table sent in: how long it takes to read, what it holds in memory, and whether others wait meanwhile. */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '../../db/open.ts'
import { addAccount, addToken } from '../../server/accounts/changes.ts'
import { CONSOLE, record } from '../../server/audit/record.ts'
import { makeBookOf } from '../../server/exchange/jobs.ts'
import type { Book, Cell, Column } from '../../server/exchange/sheets.ts'
import { median } from './load.ts'
import { memoryOf, type Server, startServer } from './server.ts'

export type Importing = {
  rows: number
  fileBytes: number
  /** From the upload to the last row looked through, in ms. */
  readIn: number
  /** Writing as drafts, in ms; undefined where it was not asked for. */
  writtenIn: number | undefined
  /** MB held by the server before, and at the highest while it read. */
  before: number
  highest: number
  /** What `/api/health` took meanwhile, in ms: the middle and the worst. */
  others: { median: number; worst: number }
}

const COLUMNS: readonly Column[] = [
  { head: '序号', width: 3, kind: 'whole' },
  { head: '标准号', width: 10, kind: 'text' },
  { head: '标准名称', width: 20, kind: 'text' },
  { head: '阶段', width: 5, kind: 'text' },
  { head: '发布日期', width: 6, kind: 'day' },
  { head: '本区单位', width: 14, kind: 'text' },
  { head: '作用', width: 4, kind: 'text' },
  { head: '涉及领域', width: 6, kind: 'text' },
]
const TITLES = ['服务规范', '质量控制', '评价指标', '编码规则', '管理指南', '数据接口', '检验方法', '术语']

function* batchesOf(rows: number): Generator<Cell[][]> {
  for (let first = 0; first < rows; first += 1000)
    yield Array.from({ length: Math.min(1000, rows - first) }, (_, place): Cell[] => {
      const row = first + place + 1
      const title = `第${row.toString(36)}类 ${TITLES[row % TITLES.length] ?? ''}`
      const day = `2025-0${(row % 6) + 1}-1${row % 10}`
      return [row, `DB37/T ${row}-2025`, title, '发布', day, `单位${row % 400}`, row % 3 ? '牵头' : '参与', null]
    })
}

/** Sends so many rows to a server of its own on an empty folder, which then holds the real plan. */
export async function measureImport(folder: string, rows: number, write: boolean): Promise<Importing> {
  await (await startServer(folder)).stop()
  const token = tokenIn(folder)
  const bytes = await fileOf(rows)
  const server = await startServer(folder)
  try {
    const before = memoryOf(server.pid) ?? 0
    const begun = performance.now()
    const waits: number[] = []
    const id = await upload(server, token, bytes)
    let highest = before
    for (;;) {
      const asked = performance.now()
      await (await fetch(`${server.address}/api/health`)).arrayBuffer()
      waits.push(performance.now() - asked)
      highest = Math.max(highest, memoryOf(server.pid) ?? 0)
      const { state } = await ask(server, token, 'GET', `/api/imports/${id}`)
      if (state === 'open') break
      if (state !== 'reading') throw new Error(`The import is ${String(state)}.`)
      await wait(50)
    }
    const readIn = performance.now() - begun
    const from = performance.now()
    if (write) await ask(server, token, 'POST', `/api/imports/${id}/write`, { as: 'drafts' })
    return {
      ...{ rows, fileBytes: bytes.length, readIn, before, highest },
      writtenIn: write ? performance.now() - from : undefined,
      others: { median: median(waits), worst: Math.max(...waits) },
    }
  } finally {
    await server.stop()
  }
}

async function fileOf(rows: number): Promise<Buffer> {
  const sheet = { name: '标准', title: '标准台账', lines: [], columns: COLUMNS, rows: [] }
  const book: Book = { title: '标准台账', mark: null, stamp: new Date('2025-06-30T04:00:00Z'), sheets: [sheet] }
  const parts: Uint8Array[] = []
  for await (const part of makeBookOf(book, rows, batchesOf(rows))) parts.push(part)
  return Buffer.concat(parts)
}

function tokenIn(folder: string): string {
  const db = openDatabase(join(folder, 'tracker.db'))
  const now = new Date()
  const act = { actor: CONSOLE, action: 'bench', subjectType: 'account', subject: 'bench', isPrivate: true }
  const token = record(db, act, now, (tx) => {
    const roles = [{ role: 'reporter' as const, department: 'wjj' }]
    const { id } = addAccount(
      tx,
      { name: 'bench', displayName: 'bench', roles, passwordHash: null, mustChangePassword: false },
      now,
    )
    return addToken(tx, id, { name: 'bench', roles: ['reporter'], days: 1 }, now).token
  })
  db.close()
  return token
}

async function upload(server: Server, token: string, bytes: Buffer): Promise<string> {
  const answer = await fetch(`${server.address}/api/imports?plan=lixia-2025&name=bench.xlsx`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  const body = (await answer.json()) as { id?: string; detail?: string }
  if (body.id === undefined) throw new Error(`The file was not taken: ${body.detail}`)
  return body.id
}

async function ask(server: Server, token: string, method: string, path: string, body?: object) {
  const answer = await fetch(`${server.address}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Record<string, unknown>
}
