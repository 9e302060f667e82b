import { and, asc, desc, eq, inArray, max, sql } from 'drizzle-orm'
import type { Database, Read } from '../../../db/open.ts'
import { account, department, entry, item, plan, review, setting, task } from '../../../db/schema.ts'
import { departmentsOf, type Person } from '../../accounts/identity.ts'
import { getCalendar } from '../../calendar/queries.ts'
import { workingDaysAfter, workingDaysBetween } from '../../calendar/working-days.ts'
import { dayOf } from '../../clock.ts'
import { problem } from '../../problem.ts'
import { standingOf } from '../changes.ts'
import type { EntryRow } from '../content.ts'
import { evidenceOf } from '../evidence/queries.ts'
import { getEntryInScope } from '../lists.ts'
import { openDoubts } from '../near.ts'
import { effectsOf, standingOfEntry } from '../preview.ts'
import { mayAct } from '../workflow.ts'
import { type Queue, type QueueQuery, type QueueRow, type ReviewSettings, reviewSettings } from './contract.ts'
import { DEFAULT_SETTINGS, type QueueStep } from './settings.ts'

/** Name of the setting that says how the office reviews. */
export const REVIEW_KEY = 'review'
const PAGE_SIZE = 50

/** How the office reviews. */
export function getReviewSettings(db: Read): ReviewSettings {
  const row = db.select().from(setting).where(eq(setting.key, REVIEW_KEY)).get()
  const read = reviewSettings.safeParse(row ? JSON.parse(row.value) : DEFAULT_SETTINGS)
  return read.data ?? DEFAULT_SETTINGS
}

type Waiting = { row: EntryRow; since: string; near: string[]; doubts: number; submissions: number; overdue: boolean }

/**
 * What waits for a person to judge, the longest wait first. Doubts are looked for entry by entry, in slices, so that a
 * long queue does not hold everybody else up.
 */
export async function listQueue(database: Database, person: Person, query: QueueQuery, now: Date): Promise<Queue> {
  const db = database.read
  const step = query.step ?? 'review'
  const page = query.page ?? 1
  const pageSize = query.pageSize ?? PAGE_SIZE
  const today = dayOf(now)
  const settings = getReviewSettings(db)
  const waiting = await allWaiting(database, person, query, settings, today)
  const matching = waiting.filter(
    (one) =>
      query.filter === undefined ||
      (query.filter === 'doubtful' && one.doubts > 0) ||
      (query.filter === 'again' && one.submissions > 1) ||
      (query.filter === 'overdue' && one.overdue),
  )
  const shown = matching.slice((page - 1) * pageSize, page * pageSize)
  return {
    rows: rowsOf(db, person, step, shown, now),
    total: matching.length,
    page,
    pageSize,
    counts: {
      all: waiting.length,
      doubtful: waiting.filter((one) => one.doubts > 0).length,
      again: waiting.filter((one) => one.submissions > 1).length,
      overdue: waiting.filter((one) => one.overdue).length,
    },
    today,
    mendBy: workingDaysAfter(today, settings.mendDays, getCalendar(db)),
    last: lastDecided(db, person, step),
  }
}

const ROLE_OF = { review: 'reviewer', sign: 'head' } as const
const STATE_OF = { review: 'in-review', sign: 'awaiting-sign' } as const

/** How many entries wait for a person to judge or sign: for the bar, without looking for doubts. */
export function countWaiting(db: Read, person: Person, step: QueueStep): number {
  const of = reach(person, step)
  if (of === null) return 0
  const found = db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(entry)
    .where(and(eq(entry.state, STATE_OF[step]), of))
    .get()
  return found?.n ?? 0
}

/** The departments that a person judges or signs for, as a condition; null: none. */
function reach(person: Person, step: QueueStep) {
  const departments = departmentsOf(person, [ROLE_OF[step]])
  if (departments === 'all') return sql`1 = 1`
  return departments.length === 0 ? null : inArray(entry.departmentId, [...departments])
}

async function allWaiting(
  database: Database,
  person: Person,
  query: QueueQuery,
  settings: ReviewSettings,
  today: string,
): Promise<Waiting[]> {
  const db = database.read
  const step = query.step ?? 'review'
  const of = reach(person, step)
  if (of === null) return []
  const rows = db
    .select()
    .from(entry)
    .where(and(eq(entry.state, STATE_OF[step]), of, ...filtersOf(db, query)))
    .orderBy(asc(entry.id))
    .all()
  const moves = new Map(
    db
      .select({
        entryId: review.entryId,
        since: max(review.at),
        submissions: sql<number>`sum(${review.action} = 'submit')`.mapWith(Number),
      })
      .from(review)
      .innerJoin(entry, eq(entry.id, review.entryId))
      .where(and(eq(entry.state, STATE_OF[step]), of))
      .groupBy(review.entryId)
      .all()
      .map((row) => [row.entryId, row]),
  )
  const calendar = getCalendar(db)
  const waiting: Waiting[] = []
  for (const [place, row] of rows.entries()) {
    if (place % SLICE === SLICE - 1) await new Promise((resolve) => setImmediate(resolve))
    const { since = null, submissions = 1 } = moves.get(row.id) ?? {}
    const { doubts, near } = doubtsAbout(database, row)
    const from = since ?? row.createdAt
    const overdue = workingDaysBetween(dayOf(new Date(from)), today, calendar) > settings.overdueDays
    waiting.push({ row, since: from, near, doubts, submissions, overdue })
  }
  return waiting.sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.row.id - b.row.id))
}

/** Entries looked through for doubts in one go. */
const SLICE = 8

/** What was found for an entry, until the next change that can move a public answer. */
const found = new WeakMap<Database, { version: number; byEntry: Map<string, { doubts: number; near: string[] }> }>()

function doubtsAbout(database: Database, row: EntryRow): { doubts: number; near: string[] } {
  const version = database.dataVersion()
  let kept = found.get(database)
  if (kept?.version !== version) {
    kept = { version, byEntry: new Map() }
    found.set(database, kept)
  }
  const key = `${row.id}/${row.version}`
  const known = kept.byEntry.get(key)
  if (known) return known
  const open = openDoubts(database.read, row)
  const near = new Set(open.flatMap((one) => one.item?.departments.map((by) => by.department) ?? []))
  const about = { doubts: open.length, near: [...near] }
  kept.byEntry.set(key, about)
  return about
}

function filtersOf(db: Read, query: QueueQuery) {
  const filters = []
  if (query.plan !== undefined) {
    const row = db.select({ id: plan.id }).from(plan).where(eq(plan.code, query.plan)).get()
    if (!row) throw unknownCode('plan', query.plan)
    filters.push(eq(entry.planId, row.id))
  }
  if (query.department !== undefined) {
    const row = db.select({ id: department.id }).from(department).where(eq(department.code, query.department)).get()
    if (!row) throw unknownCode('department', query.department)
    filters.push(eq(entry.departmentId, row.id))
  }
  return filters
}

function rowsOf(db: Read, person: Person, step: QueueStep, shown: readonly Waiting[], now: Date): QueueRow[] {
  const ids = shown.map(({ row }) => row.id)
  if (ids.length === 0) return []
  const named = db
    .select({
      id: entry.id,
      department: department.code,
      reporter: account.displayName,
      itemTitle: item.title,
      itemNumber: item.number,
      task: task.number,
      taskTitle: task.title,
    })
    .from(entry)
    .innerJoin(department, eq(department.id, entry.departmentId))
    .innerJoin(account, eq(account.id, entry.reporterId))
    .leftJoin(item, eq(item.id, entry.itemId))
    .leftJoin(task, eq(task.id, entry.taskId))
    .where(inArray(entry.id, ids))
    .all()
  const signs = db
    .select({ entryId: review.entryId, by: account.displayName, on: review.on, id: review.id })
    .from(review)
    .innerJoin(account, eq(account.id, review.actorId))
    .where(and(inArray(review.entryId, ids), eq(review.action, 'sign')))
    .orderBy(desc(review.id))
    .all()
  const files = evidenceOf(db, person, ids)
  return shown.flatMap(({ row, since, submissions, doubts, near, overdue }): QueueRow[] => {
    const its = named.find((one) => one.id === row.id)
    if (!its) return []
    const signed = signs.find((one) => one.entryId === row.id)
    const verdict = mayAct(step === 'sign' ? 'sign' : 'approve', standingOf(db, row, now), person)
    const evidenceRows = (files.get(row.id) ?? []).filter((one) => one.sha256 !== null)
    const { id: _, department: home, reporter, task: number, ...titles } = its
    return [
      {
        id: row.uid,
        version: row.version,
        subject: row.subject,
        kind: row.kind,
        number: row.number ?? row.planNumber ?? titles.itemNumber,
        title: row.title ?? titles.itemTitle ?? titles.taskTitle ?? '',
        stage: row.stage,
        task: number,
        statement: row.statement,
        department: home,
        effectiveOn: row.effectiveOn,
        reporter,
        signed: step === 'review' && signed ? { by: signed.by, on: signed.on } : null,
        since,
        days: daysBetween(dayOf(new Date(since)), dayOf(now)),
        overdue,
        submissions,
        doubts,
        near: near.filter((one) => one !== home || near.length === 1),
        locked: verdict.allowed ? null : verdict.because,
        files: evidenceRows.length,
        opened: evidenceRows.filter((one) => one.opened).length,
      },
    ]
  })
}

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

function lastDecided(db: Read, person: Person, step: QueueStep): Queue['last'] {
  const of = reach(person, step)
  if (of === null) return null
  const row = db
    .select({ title: entry.title, itemTitle: item.title, taskTitle: task.title, at: review.at })
    .from(review)
    .innerJoin(entry, eq(entry.id, review.entryId))
    .leftJoin(item, eq(item.id, entry.itemId))
    .leftJoin(task, eq(task.id, entry.taskId))
    .where(and(eq(review.action, step === 'sign' ? 'sign' : 'approve'), of))
    .orderBy(desc(review.id))
    .limit(1)
    .get()
  return row ? { title: row.title ?? row.itemTitle ?? row.taskTitle ?? '', at: row.at } : null
}

/**
 * What recognising an entry today would change if its item were another one: that item's own entries and this one
 * together. Throws `not-found` for an entry out of scope or an item that is none.
 */
export function findMergedEffect(db: Read, person: Person, uid: string, itemUid: string, today: string) {
  const row = getEntryInScope(db, person, uid)
  const other = db.select({ id: item.id }).from(item).where(eq(item.uid, itemUid)).get()
  if (!other || row.subject !== 'item') throw problem('not-found')
  return effectsOf(db, { ...standingOfEntry(db, row), itemId: other.id }, today)
}

function unknownCode(path: string, code: string): Error {
  return problem('invalid', {
    errors: [
      { path, message: { zh: `没有代码为“${code}”的条目，请核对`, en: `There is no “${code}”; please check it` } },
    ],
  })
}
