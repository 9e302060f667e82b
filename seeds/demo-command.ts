/**
 * `npm run demo [-- --day 2025-12-31] [--build-only]`: builds a data folder of its own (`DATA_DIR`, else `data-demo`)
 * with synthetic data 演示数据 up to a day, then serves it standing on that day.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { eq } from 'drizzle-orm'
import { takeFolder } from '../db/lock.ts'
import { openDatabase } from '../db/open.ts'
import { setting } from '../db/schema.ts'
import { noonOf } from '../server/clock.ts'
import { DEMO_DAY } from './demo.ts'
import { openDemoAccounts } from './demo-accounts.ts'
import { demoMark, FIRST_DAY, replayDemo } from './demo-replay.ts'

const folder = resolve(process.env.DATA_DIR || 'data-demo')
const file = join(folder, 'tracker.db')
/** Built beside it and put in its place when it is whole, so that a build cut short leaves nothing to be mistaken. */
const unfinished = join(folder, 'demo-unfinished.db')

const day = dayAsked(process.argv.slice(2))
prepare()
process.env.DATA_DIR = folder
if (!process.argv.includes('--build-only')) {
  const db = openDatabase(file)
  await openDemoAccounts(db, noonOf(day))
  db.close()
  await import('../server/main.ts')
}

function dayAsked(words: readonly string[]): string {
  const place = words.indexOf('--day')
  const asked = place < 0 ? DEMO_DAY : (words[place + 1] ?? '')
  const time = /^\d{4}-\d\d-\d\d$/.test(asked) ? Date.parse(`${asked}T00:00:00Z`) : Number.NaN
  // `Date` turns 30 February into 2 March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== asked)
    fail(`--day 要是一个日期，例如 --day 2025-12-31，现在是“${asked}”。`)
  if (asked < FIRST_DAY) fail(`--day 不能早于方案起算的${FIRST_DAY}，现在是“${asked}”。`)
  return asked
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}

function prepare(): void {
  mkdirSync(folder, { recursive: true })
  const release = takeFolder(folder)
  if (!release) fail(`数据文件夹 ${folder} 正被另一个进程使用。请先停止它，或用 DATA_DIR 指定别的文件夹。`)
  try {
    if (existsSync(file)) {
      const mark = markOf(file)
      if (mark === undefined) fail(`${folder} 里是真实数据，不能用作演示。请用 DATA_DIR 指定别的文件夹。`)
      if (mark === demoMark(day)) return
    }
    removeDatabase(unfinished)
    const db = openDatabase(unfinished, { durable: false })
    const { events, files } = replayDemo(db, day)
    db.close()
    for (const [sha256, bytes] of files) {
      mkdirSync(join(folder, 'evidence', sha256.slice(0, 2)), { recursive: true })
      writeFileSync(join(folder, 'evidence', sha256.slice(0, 2), sha256), bytes)
    }
    // Only what a build wrote: whatever else lies in the folder is somebody's.
    removeDatabase(file)
    renameSync(unfinished, file)
    removeDatabase(unfinished)
    console.log(`演示数据已建：截至${day}，${events}件往来。`)
  } finally {
    release()
  }
}

/** What the database says of being a demo; undefined where it says nothing. */
function markOf(path: string): string | undefined {
  const db = openDatabase(path)
  const stored = db.read.select().from(setting).where(eq(setting.key, 'demo')).get()
  db.close()
  return stored?.value
}

function removeDatabase(path: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
}
