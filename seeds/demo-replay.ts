/** Plays the demo's events 演示数据 into a database, each as the person who did it, through the same verbs as everyone. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eq } from 'drizzle-orm'
import type { Database, Write } from '../db/open.ts'
import { account, accountRole, department, setting } from '../db/schema.ts'
import { newUid } from '../db/uid.ts'
import type { Person } from '../server/accounts/identity.ts'
import { getPerson } from '../server/accounts/queries.ts'
import { type Actor, CONSOLE, record } from '../server/audit/record.ts'
import { noonOf } from '../server/clock.ts'
import {
  approve,
  discard,
  type ItemReport,
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
import { DEMO_VERSION, type DemoEvent, type DemoReport, demoAllocations, demoEvents, demoLeads } from './demo.ts'
import { demoFiles } from './demo-evidence.ts'
import { demoPeriodActs } from './demo-periods.ts'
import { demoReportActs } from './demo-reports.ts'
import { SIGNING } from './demo-story.ts'
import { checkPlanFile } from './plan-file.ts'

const SEEDS = fileURLToPath(new URL('.', import.meta.url))
export const DEMO_PLAN = 'lixia-2025'
const DECISION = { plan: DEMO_PLAN, decisionNumber: '历标领办〔2024〕2号（演示）', decidedOn: '2024-03-06' } as const
/** The plan's first day: nothing can be replayed up to an earlier one. */
export const FIRST_DAY = '2023-11-13'

/** What a demo folder says of itself: the day on which its clock stands, and the generator that made it. */
export function demoMark(day: string): string {
  return JSON.stringify({ on: day, version: DEMO_VERSION })
}

/**
 * Fills a new database: the seeded plans, invented people, what was decided, and every event up to a day, each in a
 * transaction of its own. The mark is written first, so that nothing of it can ever pass as real. Answers how many
 * events that were, and the evidence files by their hash.
 */
export function replayDemo(db: Database, day: string): { events: number; files: ReadonlyMap<string, Buffer> } {
  const start = noonOf(FIRST_DAY)
  const act = (action: string, subject: string) => ({ actor: CONSOLE, action, subjectType: 'plan', subject })
  record(db, act('build-demo', DEMO_PLAN), start, (tx) => {
    tx.insert(setting)
      .values({ key: 'demo', value: demoMark(day) })
      .run()
  })
  for (const name of readdirSync(SEEDS)
    .filter((one) => one.endsWith('.yaml'))
    .sort()) {
    const checked = checkPlanFile(readFileSync(join(SEEDS, name), 'utf8'))
    if (checked.ok) applyPlanFile(db, checked, { actor: CONSOLE, now: start, recount: recountPlan })
  }
  const plan = findPlan(db.read, DEMO_PLAN, day)
  if (!plan) throw new Error(`The plan ${DEMO_PLAN} was not loaded.`)
  const codeOf = codesOf(plan.departments)
  record(db, act('add-demo-people', DEMO_PLAN), start, (tx) => makePeople(tx, plan.departments, start))
  const decision = { ...DECISION, at: noonOf(DECISION.decidedOn) }
  const decide = () =>
    record(db, { ...act('publish-allocation', DEMO_PLAN), detail: DECISION }, noonOf(DECISION.decidedOn), (tx) => {
      decideAllocation(tx, {
        ...decision,
        values: demoAllocations().map((one) => ({ ...one, department: codeOf(one.department) })),
      })
      assignProjects(tx, {
        ...decision,
        duties: [...demoLeads()].map(([project, name]) => ({ project, department: codeOf(name), role: 'lead' })),
      })
    })

  const projects = plan.columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
  const stage: Stage = { db, codeOf, people: new Map(), entries: new Map(), files: new Map() }
  const reports = [...demoReportActs(DEMO_PLAN, codeOf), ...demoPeriodActs(plan, day)]
    .filter((one) => one.on <= day)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const reportUntil = (before: string) => {
    while (reports[0] && reports[0].on < before) reports.shift()?.run(db)
  }
  let decided = false
  let events = 0
  for (const event of demoEvents(projects)) {
    if (!decided && event.on > DECISION.decidedOn && day >= DECISION.decidedOn) {
      decide()
      decided = true
    }
    if (event.on > day) break
    reportUntil(event.on)
    play(stage, event)
    events++
  }
  reportUntil('9999')
  return { events, files: stage.files }
}

function codesOf(departments: readonly { code: string; name: string }[]): (name: string) => string {
  const codes = new Map(departments.map((one) => [one.name, one.code]))
  return (name) => {
    const code = codes.get(name)
    if (code === undefined) throw new Error(`The plan names no department ${name}.`)
    return code
  }
}

type Acting = 'reporter' | 'head' | 'reviewer'

/** A reporter and a head for each department and two reviewers, all invented; they cannot sign in by a password. */
function makePeople(tx: Write, departments: readonly { code: string; name: string }[], now: Date): void {
  const add = (name: string, displayName: string, role: Acting, code: string | null) => {
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
}

type Stage = {
  db: Database
  codeOf: (name: string) => string
  people: Map<string, Person>
  entries: Map<string, string>
  files: Map<string, Buffer>
}

const ACTS: Readonly<Record<DemoEvent['verb'], Acting>> = {
  report: 'reporter',
  submit: 'reporter',
  recall: 'reporter',
  discard: 'reporter',
  sign: 'head',
  approve: 'reviewer',
  return: 'reviewer',
  void: 'reviewer',
}

function play(stage: Stage, event: DemoEvent): void {
  const { db, entries } = stage
  const now = noonOf(event.on)
  const code = stage.codeOf(event.department)
  const role = ACTS[event.verb]
  // Two reviewers share the queue.
  const name = role === 'reviewer' ? `reviewer-${(Number(event.entry.slice(1)) % 2) + 1}` : `${role}-${code}`
  const known = entries.get(event.entry)
  const act = (actor: Actor) => ({
    actor,
    action: event.verb === 'report' ? 'create-entry' : `${event.verb}-entry`,
    subjectType: 'entry',
    subject: entries.get(event.entry) ?? event.entry,
  })
  const person = personOf(stage, name)
  const change = (tx: Write) => {
    if (event.verb === 'report') {
      entries.set(event.entry, report(tx, person, saidBy(stage, event.report, code, event.entry), now).id)
      return
    }
    if (known === undefined) throw new Error(`The demo's ${event.entry} was never reported.`)
    switch (event.verb) {
      case 'submit':
        return submit(tx, person, known, now)
      case 'recall':
        return recall(tx, person, known, now)
      case 'discard':
        return discard(tx, person, known, now)
      case 'sign':
        return sign(tx, person, known, now)
      case 'approve':
        return approve(tx, person, known, now)
      case 'return':
        return returnEntry(tx, person, known, event.reason, now)
      case 'void':
        return voidEntry(tx, person, known, event.reason, now)
    }
  }
  // Of a new entry the id is only known once it is there.
  record(db, () => act({ id: person.id, name }), now, change)
}

function personOf({ db, people }: Stage, name: string): Person {
  const known = people.get(name)
  if (known) return known
  const person = getPerson(db.read, name)
  people.set(name, person)
  return person
}

/** A department's name as its papers give it. */
function nameOf(stage: Stage, code: string): string {
  const row = stage.db.read.select({ name: department.name }).from(department).where(eq(department.code, code)).get()
  return row?.name ?? code
}

function saidBy(stage: Stage, said: DemoReport, code: string, entry: string): ItemReport | TaskReport {
  const common = {
    plan: DEMO_PLAN,
    department: code,
    effectiveOn: said.effectiveOn,
    evidence: demoFiles(said, nameOf(stage, code), entry, stage.files),
  }
  return 'item' in said
    ? { ...common, ...said.item }
    : { ...common, task: said.task, statement: said.statement, text: said.text }
}
