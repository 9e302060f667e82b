/** Starts the server: environment, data folder, database, listening, and an orderly end. */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { takeFolder } from '../db/lock.ts'
import { type Database, openDatabase } from '../db/open.ts'
import { needsSetup } from './accounts/queries.ts'
import { makeSetupToken } from './accounts/setup.ts'
import { buildApp } from './app.ts'
import { CONSOLE, record } from './audit/record.ts'
import { noonOf } from './clock.ts'
import type { App } from './context.ts'
import { sweepEvidence } from './entries/evidence/changes.ts'
import { openStore } from './entries/evidence/store.ts'
import { recountOld } from './items/anew.ts'
import { noticeJob } from './notices/deliver.ts'
import { type NoticeSettings, readNoticeSettings } from './notices/settings.ts'
import { plantCalendars, plantSeeds } from './plant.ts'
import { CannotStart, readSettings, type Settings } from './settings.ts'

const WEB_ROOT = fileURLToPath(new URL('../web/dist', import.meta.url))
/** What is running may take this long to finish; then connections are cut. */
const FAREWELL_MS = 10_000
const NOTICE_MS = 60_000
const DAY_MS = 86_400_000

try {
  await start(readSettings(process.env), readNoticeSettings(process.env))
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error)
  process.exit(1)
}

async function start(settings: Settings, notices: NoticeSettings): Promise<void> {
  const { db, release } = openFolder(resolve(settings.dataDir))
  const now = clockOf(db)
  recountOld(db, now())
  await plantSeeds(db, now())
  await plantCalendars(db, now())
  const dataDir = resolve(settings.dataDir)
  const app = await buildApp({
    ...settings,
    dataDir,
    db,
    now,
    log: { level: 'warn' },
    webRoot: WEB_ROOT,
    channels: notices.channels,
  })
  const address = await listen(app, settings)
  const stopNotices = tellDaily(db, notices, now, (error) => app.log.error({ err: error }, 'notices'))
  const store = openStore(dataDir)
  const sweep = () => void sweepEvidence(db, store, now()).catch((error) => app.log.error({ err: error }, 'sweep'))
  sweep()
  const sweeping = setInterval(sweep, DAY_MS)
  sweeping.unref()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      // Whatever still runs then is not worth a database that was not closed.
      setTimeout(() => app.server.closeAllConnections(), FAREWELL_MS).unref()
      stopNotices()
      app.close().finally(() => {
        db.close()
        release()
        process.exit(0)
      })
    })
  }
  console.log(`已启动：${address}  数据文件夹：${dataDir}  按 Ctrl+C 停止`)
  if (needsSetup(db.read)) {
    const act = {
      actor: CONSOLE,
      action: 'print-setup-link',
      subjectType: 'account',
      subject: 'first',
      isPrivate: true,
    }
    const token = record(db, act, now(), (tx) => makeSetupToken(tx, now()))
    console.log(`还没有管理员。用这个一次性链接建立（24小时内有效，用过即失效）：\n  ${address}/setup#${token}`)
  }
}

/** Runs the daily job of notices beside the requests, once a minute; it decides itself whether there is anything to do. */
function tellDaily(
  db: Database,
  settings: NoticeSettings,
  now: () => Date,
  report: (error: unknown) => void,
): () => void {
  const job = noticeJob(db, settings, now)
  const tick = () => void job().catch(report)
  const timer = setInterval(tick, NOTICE_MS)
  tick()
  return () => clearInterval(timer)
}

function openFolder(folder: string): { db: Database; release: () => void } {
  try {
    mkdirSync(folder, { recursive: true })
    const release = takeFolder(folder)
    if (!release)
      throw new CannotStart(`数据文件夹 ${folder} 正被另一个进程使用。请先停止它，或用 DATA_DIR 指定别的文件夹。`)
    return { db: openDatabase(join(folder, 'tracker.db')), release }
  } catch (error) {
    if (isFolderFault(error))
      throw new CannotStart(
        `不能读写数据文件夹 ${folder}（${codeOf(error)}）。请检查它的权限，或用 DATA_DIR 指定别的文件夹。`,
      )
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(codeOf(error)))
      throw new CannotStart(`数据库文件已损坏：${folder}。请从备份恢复。`)
    // What `openDatabase` refuses by itself is already a sentence.
    if (error instanceof Error && codeOf(error) === '') throw new CannotStart(error.message)
    throw error
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function isFolderFault(error: unknown): boolean {
  return /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOSPC|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(codeOf(error))
}

/** The real clock, or a fixed day where the database says so (演示数据): `setting.demo = {"on": "2025-06-30"}`. */
function clockOf(db: Database): () => Date {
  const text = db.reader.prepare("select value from setting where key = 'demo'").pluck().get()
  const demo = typeof text === 'string' ? (JSON.parse(text) as { on?: string } | null) : null
  const fixed = demo?.on === undefined ? undefined : noonOf(demo.on)
  return fixed ? () => fixed : () => new Date()
}

async function listen(app: App, { port, host }: Settings): Promise<string> {
  try {
    return await app.listen({ port, host })
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EADDRINUSE')
      throw new CannotStart(`端口 ${port} 已被占用。请关闭占用它的程序，或换一个端口，例如 PORT=${port + 1}。`)
    if (code === 'EACCES') throw new CannotStart(`没有权限使用端口 ${port}。请换一个 1024 以上的端口，例如 PORT=3000。`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new CannotStart(`本机没有地址 ${host}。请检查 HOST，例如 HOST=127.0.0.1。`)
    throw error
  }
}
