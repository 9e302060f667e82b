/**
 * `npm run demo [-- --day 2025-12-31] [--build-only]`: builds a data folder of its own (`DATA_DIR`, else `data-demo`)
 * with synthetic data 演示数据 up to a day, then serves it standing on that day.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eq } from 'drizzle-orm'
import { type Database, openDatabase, type Write } from '../db/open.ts'
import { account, accountRole, department, setting } from '../db/schema.ts'
import { newUid } from '../db/uid.ts'
import { getPerson } from '../server/accounts/queries.ts'
import { CONSOLE, record } from '../server/audit/record.ts'
import { noonOf } from '../server/clock.ts'
import {
  approve,
  discard,
  type ItemReport,
  type ReportedEvidence,
  recall,
  report,
  returnEntry,
  sign,
  submit,
  type TaskReport,
  voidEntry,
} from '../server/entries/changes.ts'
import { recountPlan } from '../server/items/credits.ts'
import { assignProjects, decideAllocation } from '../server/plan/assignments.ts'
import { applyPlanFile } from '../server/plan/changes.ts'
import { findPlan } from '../server/plan/queries.ts'
import {
  DEMO_VERSION,
  type DemoEvent,
  type DemoReport,
  demoAllocations,
  demoDepartmentOf,
  demoEvents,
  SIGNING,
} from './demo.ts'
import { checkPlanFile } from './plan-file.ts'

const SEEDS = fileURLToPath(new URL('.', import.meta.url))
const PLAN = 'lixia-2025'
const DECISION = { plan: PLAN, decisionNumber: '历标领办〔2024〕2号（演示）', decidedOn: '2024-03-06' }

const folder = resolve(process.env.DATA_DIR || 'data-demo')
const place = process.argv.indexOf('--day')
const day = place < 0 ? '2025-06-30' : (process.argv[place + 1] ?? '')
if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) {
  console.error(`--day 要是一个日期，例如 --day 2025-12-31，现在是“${day}”。`)
  process.exit(1)
}
prepare()
process.env.DATA_DIR = folder
if (!process.argv.includes('--build-only')) await import('../server/main.ts')

function prepare(): void {
  const file = join(folder, 'tracker.db')
  if (existsSync(file)) {
    const db = openDatabase(file)
    const stored = db.read.select().from(setting).where(eq(setting.key, 'demo')).get()
    db.close()
    if (!stored) {
      console.error(`${folder} 里是真实数据，不能用作演示。请用 DATA_DIR 指定别的文件夹。`)
      process.exit(1)
    }
    if (stored.value === demoMark()) return
    // Only what a build wrote: whatever else lies in the folder is somebody's.
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
  }
  mkdirSync(folder, { recursive: true })
  const db = openDatabase(file)
  const events = build(db)
  db.close()
  console.log(`演示数据已建：截至${day}，${events}件往来。`)
}

function demoMark(): string {
  return JSON.stringify({ on: day, version: DEMO_VERSION })
}

function build(db: Database): number {
  const start = noonOf('2023-11-13')
  for (const name of readdirSync(SEEDS)
    .filter((one) => one.endsWith('.yaml'))
    .sort()) {
    const checked = checkPlanFile(readFileSync(join(SEEDS, name), 'utf8'))
    if (checked.ok) applyPlanFile(db, checked, { actor: CONSOLE, now: start, recount: recountPlan })
  }
  const plan = findPlan(db.read, PLAN, day)
  if (!plan) throw new Error(`The plan ${PLAN} was not loaded.`)
  const projects = plan.columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
  const codes = new Map(plan.departments.map((one) => [one.name, one.code]))
  const codeOf = (name: string) => {
    const code = codes.get(name)
    if (code === undefined) throw new Error(`The plan names no department ${name}.`)
    return code
  }
  const events = demoEvents({ projects }).filter((event) => event.on <= day)
  const files = new Map<string, Buffer>()
  record(
    db,
    {
      actor: CONSOLE,
      action: 'build-demo',
      subjectType: 'plan',
      subject: PLAN,
      detail: { day, events: events.length },
    },
    noonOf(day),
    (tx) => {
      tx.insert(setting).values({ key: 'demo', value: demoMark() }).run()
      const people = makePeople(tx, plan.departments, start)
      if (day >= DECISION.decidedOn) {
        decideAllocation(tx, {
          ...DECISION,
          values: demoAllocations().map((one) => ({ ...one, department: codeOf(one.department) })),
        })
        assignProjects(tx, {
          ...DECISION,
          duties: projects.flatMap((project) => {
            const name = demoDepartmentOf(project.name)
            return name === undefined
              ? []
              : [{ project: project.code, department: codeOf(name), role: 'lead' as const }]
          }),
        })
      }
      const entries = new Map<string, string>()
      for (const event of events) play(tx, event, codeOf(event.department), people, entries, files)
    },
  )
  for (const [sha256, bytes] of files) {
    mkdirSync(join(folder, 'evidence', sha256.slice(0, 2)), { recursive: true })
    writeFileSync(join(folder, 'evidence', sha256.slice(0, 2), sha256.slice(2)), bytes)
  }
  return events.length
}

type People = (department: string, role: 'reporter' | 'head' | 'reviewer') => string

/** A reporter and a head for each department and two reviewers, all invented; they cannot sign in by a password. */
function makePeople(tx: Write, departments: readonly { code: string; name: string }[], now: Date): People {
  const add = (name: string, displayName: string, role: 'reporter' | 'head' | 'reviewer', code: string | null) => {
    const row = tx
      .insert(account)
      .values({ uid: newUid(now), name, displayName, createdAt: now.toISOString() })
      .returning()
      .get()
    const home = code === null ? undefined : tx.select().from(department).where(eq(department.code, code)).get()
    tx.insert(accountRole)
      .values({ accountId: row.id, role, departmentId: home?.id ?? null })
      .run()
  }
  for (const { code, name } of departments) {
    add(`reporter-${code}`, `演示·${name}填报人`, 'reporter', code)
    add(`head-${code}`, `演示·${name}负责人`, 'head', code)
    if (SIGNING.includes(name)) tx.update(department).set({ needsSign: true }).where(eq(department.code, code)).run()
  }
  add('reviewer-1', '演示·审核人一', 'reviewer', null)
  add('reviewer-2', '演示·审核人二', 'reviewer', null)
  return (code, role) => (role === 'reviewer' ? 'reviewer-1' : `${role}-${code}`)
}

function play(
  tx: Write,
  event: DemoEvent,
  code: string,
  people: People,
  entries: Map<string, string>,
  files: Map<string, Buffer>,
): void {
  const now = noonOf(event.on)
  const as = (role: 'reporter' | 'head' | 'reviewer') => getPerson(tx, people(code, role))
  if (event.verb === 'report') {
    entries.set(
      event.entry,
      report(tx, as('reporter'), saidBy(event.report, code, event.entry, entries, files), now).id,
    )
    return
  }
  const uid = entries.get(event.entry)
  if (uid === undefined) throw new Error(`The demo's ${event.entry} was never reported.`)
  switch (event.verb) {
    case 'submit':
      submit(tx, as('reporter'), uid, now)
      return
    case 'recall':
      recall(tx, as('reporter'), uid, now)
      return
    case 'discard':
      discard(tx, as('reporter'), uid, now)
      return
    case 'sign':
      sign(tx, as('head'), uid, now)
      return
    case 'approve':
      approve(tx, as('reviewer'), uid, now)
      return
    case 'return':
      returnEntry(tx, as('reviewer'), uid, event.reason, now)
      return
    case 'void':
      voidEntry(tx, as('reviewer'), uid, event.reason, now)
  }
}

function saidBy(
  said: DemoReport,
  code: string,
  entry: string,
  entries: Map<string, string>,
  files: Map<string, Buffer>,
): ItemReport | TaskReport {
  const corrected = said.corrects === undefined ? undefined : entries.get(said.corrects)
  const common = {
    plan: PLAN,
    department: code,
    effectiveOn: said.effectiveOn,
    evidence: [evidenceFile(said, entry, files)],
    ...(corrected === undefined ? {} : { corrects: corrected }),
  }
  return 'item' in said
    ? { ...common, ...said.item }
    : { ...common, task: said.task, statement: said.statement, text: said.text }
}

/** A one-page PDF that says what it is; its bytes lie in the data folder under their hash. */
function evidenceFile(said: DemoReport, entry: string, files: Map<string, Buffer>): ReportedEvidence {
  const line = `DEMO - synthetic evidence ${entry}, effective ${said.effectiveOn}`
  const stream = `BT /F1 16 Tf 60 760 Td (${line}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, place) => {
    const offset = text.length
    text += `${place + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  const bytes = Buffer.from(text, 'latin1')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  files.set(sha256, bytes)
  return {
    kind: said.evidence,
    name: `演示证据-${entry}.pdf`,
    mediaType: 'application/pdf',
    bytes: bytes.length,
    sha256,
  }
}
