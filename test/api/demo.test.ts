/** The demo 演示数据 replayed and asked through the API, and its command. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeFolder } from '../../db/lock.ts'
import { type Database, openDatabase } from '../../db/open.ts'
import { auditEvent, plan, review } from '../../db/schema.ts'
import { replayDemo } from '../../seeds/demo-replay.ts'
import { buildApp } from '../../server/app.ts'
import { chainHash, GENESIS } from '../../server/audit/chain.ts'
import { noonOf } from '../../server/clock.ts'
import type { App } from '../../server/context.ts'
import { findDifferences } from '../../server/items/credits.ts'
import { makeFolder } from '../fixtures/app.ts'

/** Everything up to here is replayed once; earlier days are asked for by `asOf` and `knownAt`. */
const LAST = '2026-02-01'
const HALF_WAY = 'asOf=2025-06-30&knownAt=2025-06-30'
let db: Database
let app: App

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'))
  db = openDatabase(join(folder, 'data.db'), { durable: false })
  replayDemo(db, LAST)
  const now = () => noonOf(LAST)
  app = await buildApp({
    webRoot: join(folder, 'none'),
    dataDir: folder,
    publicDashboard: true,
    rateLimits: false,
    trustProxy: false,
    plainHttp: false,
    provider: null,
    db,
    now,
    log: false,
  })
  afterAll(async () => {
    await app.close()
    db.close()
    rmSync(folder, { recursive: true })
  })
}, 180_000)

type Target = {
  code: string
  value: number
  recognised: number
  inReview: number
  onTime: number
  supplementary: number
  late: number
  status: string
}
type Project = { name: string; progress: string; stalled: boolean; items: number }
type Summary = {
  targets: Target[]
  tasks: { status: string }[]
  columns: { projects: Project[] }[]
}
async function ask<T>(address: string): Promise<T> {
  const answer = await app.inject(address)
  expect(answer.statusCode, address).toBe(200)
  return answer.json()
}
const summary = (days: string) => ask<Summary>(`/api/plans/lixia-2025/summary?${days}`)

describe('the replayed demo', () => {
  it('holds nothing that a recount would change', () => {
    for (const { id } of db.read.select().from(plan).all())
      expect(findDifferences(db.read, id)).toEqual({ items: [], sums: 0 })
  })

  it('has a log of every step, unbroken', () => {
    const events = db.read.select().from(auditEvent).orderBy(asc(auditEvent.id)).all()
    expect(events.length).toBeGreaterThan(1500)
    let previousHash = GENESIS
    for (const event of events) {
      expect(event.previousHash).toBe(previousHash)
      expect(chainHash(event)).toBe(event.hash)
      previousHash = event.hash
    }
  })

  it('is decided by two reviewers', () => {
    const approvers = new Set(
      db.read
        .select()
        .from(review)
        .all()
        .filter(({ action }) => action === 'approve')
        .map(({ actorId }) => actorId),
    )
    expect(approvers.size).toBe(2)
  })

  it('stands half-way on 2025-06-30: of every status but 期满未达成', async () => {
    const { targets, tasks, columns } = await summary(HALF_WAY)
    expect(targets.map((one) => [one.code, one.recognised, one.inReview, one.status])).toEqual([
      ['international-standards', 1, 1, 'at-risk'],
      ['national-industry-local-standards', 97, 14, 'behind'],
      ['pilots', 19, 0, 'met'],
      ['organizations', 29, 1, 'ahead'],
      ['platforms', 1, 1, 'on-pace'],
      ['innovative-enterprises', 4, 0, 'met'],
      ['original-standards', 0, 0, 'cannot-judge'],
      ['governance-pilots', 2, 0, 'on-pace'],
      ['service-pilots', 5, 0, 'met'],
      ['green-standards', 4, 2, 'behind'],
      ['field-international-standards', 1, 1, 'at-risk'],
      ['field-national-standards', 2, 0, 'on-pace'],
    ])
    const projects = columns.flatMap((column) => column.projects)
    const number = (progress: string) => projects.filter((one) => one.progress === progress).length
    expect([number('done'), number('active'), number('not-started')]).toEqual([11, 27, 5])
    expect(projects.filter((one) => one.stalled).map((one) => one.name)).toEqual([
      '工业互联网',
      '新材料领域国家标准验证点',
      '餐饮分餐综合服务',
      '政府采购（线上）服务',
      '医用物资智慧物流',
    ])
    expect(new Set(tasks.map((one) => one.status))).toEqual(new Set(['under-way', 'behind', 'not-reported']))
  })

  it('ends with targets met and missed, some late, some recognised after the due day', async () => {
    const { targets } = await summary('')
    const of = (code: string) => targets.find((one) => one.code === code)
    expect(of('national-industry-local-standards')).toMatchObject({
      recognised: 146,
      onTime: 141,
      supplementary: 5,
      late: 2,
      status: 'missed',
    })
    expect(of('field-international-standards')).toMatchObject({ recognised: 2, late: 1, status: 'missed' })
    expect(targets.filter((one) => one.status === 'met')).toHaveLength(9)
  })

  it.each(['', HALF_WAY, 'asOf=2024-09-30&knownAt=2025-03-31'])(
    'shows as many rows as each figure says (%s)',
    async (days) => {
      const { targets } = await summary(days)
      for (const { code, recognised } of targets) {
        const list = await ask<{ total: number }>(
          `/api/items?plan=lixia-2025&target=${code}&counts=true&pageSize=1&${days}`,
        )
        expect(list.total, code).toBe(recognised)
      }
    },
  )

  it('shows how a department’s part grew, up to its figure, and nothing for a department that the plan has not', async () => {
    const address = '/api/plans/lixia-2025/targets/national-industry-local-standards/departments'
    for (const [department, recognised] of [
      ['gxj', 17],
      ['wjj', 10],
      ['rsj', 0],
    ] as const) {
      const { steps } = await ask<{ steps: { on: string; recognised: number }[] }>(
        `${address}/${department}?${HALF_WAY}`,
      )
      expect(steps[0]).toEqual({ on: '2023-11-13', recognised: 0 })
      expect(steps.at(-1)?.recognised, department).toBe(recognised)
    }
    expect((await app.inject(`${address}/nobody`)).statusCode).toBe(404)
  })

  it('tells what is on its way, without what the reviewer already has', async () => {
    const { targets } = await ask<{ targets: { code: string; pipeline: unknown }[] }>(
      `/api/plans/lixia-2025/summary?${HALF_WAY}`,
    )
    const pipeline = (code: string) => targets.find((one) => one.code === code)?.pipeline
    expect(pipeline('international-standards')).toEqual([
      { stage: 'proposal', items: 1 },
      { stage: 'committee', items: 1 },
      { stage: 'enquiry', items: 1 },
    ])
    expect(pipeline('field-international-standards')).toEqual([{ stage: 'committee', items: 1 }])
    // A small target of straight pace is read by it, a large one is not.
    expect(pipeline('field-national-standards')).not.toEqual([])
    expect(pipeline('national-industry-local-standards')).toEqual([])
  })

  it('counts what two departments report once in the district and once for each', async () => {
    const { targets } = await ask<{
      targets: { code: string; recognised: number; byDepartment: { recognised: number }[] }[]
    }>(`/api/plans/lixia-2025/summary?${HALF_WAY}`)
    const standards = targets.find((one) => one.code === 'national-industry-local-standards')
    expect(standards?.byDepartment.reduce((sum, one) => sum + one.recognised, 0)).toBe(100)
    expect(standards?.recognised).toBe(97)
  })
})

describe('npm run demo', () => {
  const demo = (folder: string, ...more: string[]) =>
    spawnSync(process.execPath, ['seeds/demo-command.ts', '--build-only', ...more], {
      env: { ...process.env, DATA_DIR: folder },
      encoding: 'utf8',
    })

  it.each(['2025-02-30', '2023-11-12'])('refuses the day “%s” in a sentence', (day) => {
    const folder = makeFolder()
    const { status, stderr } = demo(folder, '--day', day)
    expect(status).toBe(1)
    expect(stderr).toMatch(/--day .+[。]\n$/)
    expect(existsSync(join(folder, 'tracker.db'))).toBe(false)
  })

  it('builds up to a day, keeps what it built, and builds anew for another day and after a build cut short', () => {
    const folder = makeFolder()
    expect(demo(folder, '--day', '2023-12-20').stdout).toMatch(/截至2023-12-20，\d+件往来/)
    expect(demo(folder, '--day', '2023-12-20').stdout).toBe('')
    // What a build leaves that was cut short.
    copyFileSync(join(folder, 'tracker.db'), join(folder, 'demo-unfinished.db'))
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    expect(demo(folder, '--day', '2023-12-21').stdout).toMatch(/截至2023-12-21/)
    expect(existsSync(join(folder, 'demo-unfinished.db'))).toBe(false)
    expect(existsSync(join(folder, 'mine.txt'))).toBe(true)
  })

  it('never touches real data, nor a folder that another process has', () => {
    const real = makeFolder()
    openDatabase(join(real, 'tracker.db')).close()
    expect(demo(real)).toMatchObject({ status: 1, stderr: expect.stringContaining('真实数据') })
    const taken = makeFolder()
    const release = takeFolder(taken)
    expect(demo(taken)).toMatchObject({ status: 1, stderr: expect.stringContaining('正被另一个进程使用') })
    release?.()
  })
})
