/** Reading periods, returns, urge slips and a department's desk. */
import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Read } from '../../db/open.ts'
import {
  account,
  department,
  entry,
  item,
  noChange,
  period,
  periodReopening,
  periodReturn,
  periodReturnEntry,
  plan,
  planDepartment,
  planStage,
  project,
  review,
  task,
  urgeAnswer,
  urgeSlip,
} from '../../db/schema.ts'
import type { Kind, ReturnMark, Stage, StandardClass, UrgeState } from '../../db/words.ts'
import { departmentsOf, type Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { listDoubts } from '../entries/near.ts'
import { faultsNow, standingOfEntry } from '../entries/preview.ts'
import { lastByDepartment, listStatements } from '../entries/queries.ts'
import { problem } from '../problem.ts'
import { isEndStage, ladderOf, rungOf } from '../standards/stages.ts'
import { daysFrom } from '../summary/pace.ts'
import type { Desk, PeriodDetail, Returns, Sheet, Slip, SlipList, SlipsQuery } from './contract.ts'
import { currentOf, type Quarter, quarterCodeOf, quartersOf, workedOn } from './quarters.ts'
import { type HandInFacts, markFor, mayHandIn, owesReturn, ratesOf, returnState } from './returns.ts'
import { byUrgency, colourOn, daysLate, type SlipDays, slipState } from './slips.ts'

export type PlanRow = typeof plan.$inferSelect
export type DepartmentRow = typeof department.$inferSelect

/** A quarter with what was decided about it; `id` is null and `version` 0 while nothing was. */
export type Period = Quarter & {
  id: number | null
  version: number
  lock: { on: string; by: string; reason: string } | null
}

/** Who reports or signs for a department. */
export const DEPARTMENT_ROLES = ['reporter', 'head'] as const

/** The plan behind a code. Throws `not-found`. */
export function getPlan(db: Read, code: string): PlanRow {
  const row = db.select().from(plan).where(eq(plan.code, code)).get()
  if (!row)
    throw problem('not-found', {
      detail: { zh: `没有代码为“${code}”的方案。`, en: `There is no plan “${code}”.` },
    })
  return row
}

/** A department of the plan for which the person reports or signs. Throws `not-found` for any other, as for none. */
export function getOwnDepartment(db: Read, of: PlanRow, code: string, person: Person): DepartmentRow {
  const found = ownDepartments(db, of, person).find((one) => one.code === code)
  if (!found)
    throw problem('not-found', {
      detail: { zh: '没有这个部门，或者不在账号的范围。', en: 'There is no such department in your reach.' },
    })
  return found
}

/** The plan's departments for which a person reports or signs, in the plan's order. */
export function ownDepartments(db: Read, of: PlanRow, person: Person): DepartmentRow[] {
  const own = departmentsOf(person, DEPARTMENT_ROLES)
  return planDepartments(db, of).filter((one) => own === 'all' || own.includes(one.id))
}

function planDepartments(db: Read, of: PlanRow): DepartmentRow[] {
  return db
    .select({ of: department })
    .from(planDepartment)
    .innerJoin(department, eq(department.id, planDepartment.departmentId))
    .where(eq(planDepartment.planId, of.id))
    .orderBy(asc(planDepartment.position))
    .all()
    .map((row) => row.of)
}

/** Every quarter of a plan, oldest first, with the days and locks decided for it. A plan without counted targets has them too. */
export function listPeriods(db: Read, of: PlanRow): Period[] {
  const stored = db
    .select({ of: period, lockedBy: account.displayName })
    .from(period)
    .leftJoin(account, eq(account.id, period.lockedById))
    .where(eq(period.planId, of.id))
    .orderBy(asc(period.code))
    .all()
  return quartersOf(of.startsOn, of.dueOn).map((quarter): Period => {
    const row = stored.find((one) => one.of.code === quarter.code)
    if (!row) return { ...quarter, id: null, version: 0, lock: null }
    const { id, version, opensOn, dueOn, lockedOn, lockReason } = row.of
    const lock =
      lockedOn === null || lockReason === null ? null : { on: lockedOn, by: row.lockedBy ?? '', reason: lockReason }
    return { ...quarter, opensOn, dueOn, id, version, lock }
  })
}

/** One period of a plan. Throws `not-found`. */
export function getPeriod(db: Read, of: PlanRow, code: string): Period {
  const found = listPeriods(db, of).find((one) => one.code === code)
  if (!found)
    throw problem('not-found', {
      detail: { zh: `方案里没有“${code}”这个报送期。`, en: `The plan has no period “${code}”.` },
    })
  return found
}

type HandInRow = {
  id: number
  periodId: number
  departmentId: number
  mark: ReturnMark
  on: string
  by: string
  entries: number
  noChanges: number
}

/** All hand-ins of a plan, or of one department, oldest first. */
function listHandIns(db: Read, of: PlanRow, departmentId?: number): HandInRow[] {
  const own = departmentId === undefined ? undefined : eq(periodReturn.departmentId, departmentId)
  return db
    .select({
      id: periodReturn.id,
      periodId: periodReturn.periodId,
      departmentId: periodReturn.departmentId,
      mark: periodReturn.mark,
      on: periodReturn.on,
      by: account.displayName,
      entries: sql`(select count(*) from ${periodReturnEntry} e where e.return_id = ${periodReturn.id})`.mapWith(
        Number,
      ),
      noChanges: sql`(select count(*) from ${noChange} n where n.return_id = ${periodReturn.id})`.mapWith(Number),
    })
    .from(periodReturn)
    .innerJoin(period, eq(period.id, periodReturn.periodId))
    .innerJoin(account, eq(account.id, periodReturn.byId))
    .where(and(eq(period.planId, of.id), own))
    .orderBy(asc(periodReturn.id))
    .all()
}

/** 报送情况: departments by quarters, as they stood at the end of a day. */
export function returnsOn(db: Read, code: string, asOf: string, dataVersion: number): Returns {
  const of = getPlan(db, code)
  const all = listPeriods(db, of)
  const begun = all.filter((one) => one.startsOn <= asOf)
  const handIns = Map.groupBy(listHandIns(db, of), (one) => `${one.departmentId} ${one.periodId}`)
  const departments = planDepartments(db, of).map((row) => {
    const states = begun.map((one) => {
      const mine = handIns.get(`${row.id} ${one.id}`) ?? []
      const known = mine.filter((handIn) => handIn.on <= asOf)
      return {
        period: one.code,
        state: returnState(one, row, mine, asOf),
        on: known[0]?.on ?? null,
        mark: known.at(-1)?.mark ?? null,
      }
    })
    return { code: row.code, name: row.name, states, ...ratesOf(states.map((one) => one.state)) }
  })
  return {
    plan: of.code,
    asOf,
    current: currentOf(begun, asOf)?.code ?? null,
    periods: begun.map(({ id: _id, version: _version, lock, ...days }, place) => {
      const states = departments.flatMap((one) => one.states[place]?.state ?? [])
      return {
        ...days,
        locked: lock !== null && lock.on <= asOf,
        expected: states.filter((state) => state !== 'not-counted').length,
        ...ratesOf(states),
      }
    }),
    departments,
    dataVersion,
  }
}

/** Who may still hand in a locked period, by department id: the last day of the latest reopening. */
export function reopenedUntil(db: Read, periodId: number | null): ReadonlyMap<number, string> {
  if (periodId === null) return new Map()
  const rows = db
    .select({ departmentId: periodReopening.departmentId, untilOn: periodReopening.untilOn })
    .from(periodReopening)
    .where(eq(periodReopening.periodId, periodId))
    .orderBy(asc(periodReopening.untilOn))
    .all()
  return new Map(rows.map((row) => [row.departmentId, row.untilOn]))
}

/** States in which an entry counts as handed in: it has left the department, or is on its way out. */
const SUBMITTED = ['awaiting-sign', 'in-review', 'recognised'] as const

/** One period as the reviewer works on it: who handed in what, who is silent, what was reopened and chased. */
export function periodOn(db: Read, of: PlanRow, code: string, today: string): PeriodDetail {
  const found = getPeriod(db, of, code)
  const { id, version, lock, ...days } = found
  const handIns = listHandIns(db, of).filter((one) => one.periodId === id)
  const reopened = reopenedUntil(db, id)
  const slips = id === null ? [] : listSlipRows(db, of).filter((one) => one.slip.periodId === id)
  const entries = new Map(
    db
      .select({ departmentId: entry.departmentId, entries: sql`count(*)`.mapWith(Number) })
      .from(entry)
      .where(
        and(
          eq(entry.planId, of.id),
          inArray(entry.state, [...SUBMITTED]),
          sql`${entry.firstSubmittedOn} between ${found.startsOn} and ${found.endsOn}`,
        ),
      )
      .groupBy(entry.departmentId)
      .orderBy(asc(entry.departmentId))
      .all()
      .map((row) => [row.departmentId, row.entries]),
  )
  return {
    ...days,
    today,
    version,
    lock,
    reopenings: id === null ? [] : listReopenings(db, id),
    departments: planDepartments(db, of).map((row) => {
      const mine = handIns.filter((one) => one.departmentId === row.id)
      const chasing = slips.find((one) => one.slip.departmentId === row.id && one.slip.closedOn === null)
      return {
        code: row.code,
        name: row.name,
        state: returnState(found, row, mine, today),
        handIns: mine.map(({ on, mark, by, entries: carried, noChanges }) => ({
          on,
          mark,
          by,
          entries: carried,
          noChanges,
        })),
        entries: entries.get(row.id) ?? 0,
        reopenedUntil: reopened.get(row.id) ?? null,
        slip: chasing
          ? {
              id: chasing.slip.uid,
              colour: colourOn(chasing.days, today),
              state: slipState(chasing.days, today),
              answerBy: chasing.slip.answerBy,
            }
          : null,
      }
    }),
  }
}

function listReopenings(db: Read, periodId: number): PeriodDetail['reopenings'] {
  return db
    .select({
      department: department.code,
      untilOn: periodReopening.untilOn,
      reason: periodReopening.reason,
      by: account.displayName,
      on: periodReopening.on,
    })
    .from(periodReopening)
    .innerJoin(department, eq(department.id, periodReopening.departmentId))
    .innerJoin(account, eq(account.id, periodReopening.byId))
    .where(eq(periodReopening.periodId, periodId))
    .orderBy(desc(periodReopening.id))
    .all()
}

// ── what a department has for a period ───────────────────────────────────────────────────────────────────────────

type EntryLine = {
  id: number
  uid: string
  state: typeof entry.$inferSelect.state
  title: string
  kind: Kind | null
  task: number | null
  stage: Stage | null
  effectiveOn: string | null
  firstSubmittedOn: string | null
}

/** A department's entries of some states, oldest first, as lines. */
function listLines(db: Read, of: PlanRow, departmentId: number): EntryLine[] {
  return db
    .select({
      id: entry.id,
      uid: entry.uid,
      state: entry.state,
      title: sql<string>`coalesce(${entry.title}, ${item.title}, ${task.title}, ${entry.number}, ${entry.planNumber}, '')`,
      kind: sql<Kind | null>`coalesce(${entry.kind}, ${item.kind})`,
      task: task.number,
      stage: entry.stage,
      effectiveOn: entry.effectiveOn,
      firstSubmittedOn: entry.firstSubmittedOn,
    })
    .from(entry)
    .leftJoin(item, eq(item.id, entry.itemId))
    .leftJoin(task, eq(task.id, entry.taskId))
    .where(and(eq(entry.planId, of.id), eq(entry.departmentId, departmentId)))
    .orderBy(asc(entry.firstSubmittedOn), asc(entry.id))
    .all()
}

/** An item under way: recognised in a stage that is neither the last nor an end. */
type UnderWay = {
  id: number
  uid: string
  title: string
  kind: Kind
  class: StandardClass | null
  stage: Stage
  since: string
}

function listUnderWay(db: Read, of: PlanRow, departmentId: number): UnderWay[] {
  return db
    .all<UnderWay>(sql`select i.id, i.uid, l.title, l.kind, l.class, l.stage, l.effective_on as since
      from ledger_department d
      join ledger l on l.plan_id = d.plan_id and l.item_id = d.item_id
      join item i on i.id = l.item_id
      where d.plan_id = ${of.id} and d.department_id = ${departmentId}
      order by l.effective_on, i.id`)
    .filter(({ kind, class: standardClass, stage }) => {
      const ladder = ladderOf(kind, standardClass)
      return !isEndStage(stage) && rungOf(ladder, stage) < ladder.length - 1
    })
}

/** Everything that decides about a hand-in, as it lies there now. */
export type OwnPeriod = {
  period: Period
  facts: HandInFacts
  /** Entries of the quarter, also those that came back. */
  lines: EntryLine[]
  carried: ReadonlySet<number>
  noChanges: (typeof noChange.$inferSelect)[]
  handIns: HandInRow[]
  underWay: UnderWay[]
}

/** A department's period with all that a hand-in asks for. */
export function ownPeriod(db: Read, of: PlanRow, home: DepartmentRow, code: string, today: string): OwnPeriod {
  const found = getPeriod(db, of, code)
  const lines = listLines(db, of, home.id).filter(
    (one) =>
      one.firstSubmittedOn !== null && one.firstSubmittedOn >= found.startsOn && one.firstSubmittedOn <= found.endsOn,
  )
  const handIns = listHandIns(db, of, home.id).filter((one) => one.periodId === found.id)
  const carried = new Set(
    handIns.length === 0
      ? []
      : db
          .select({ entryId: periodReturnEntry.entryId })
          .from(periodReturnEntry)
          .where(
            inArray(
              periodReturnEntry.returnId,
              handIns.map((one) => one.id),
            ),
          )
          .orderBy(asc(periodReturnEntry.entryId))
          .all()
          .map((row) => row.entryId),
  )
  const noChanges =
    found.id === null
      ? []
      : db
          .select()
          .from(noChange)
          .where(and(eq(noChange.periodId, found.id), eq(noChange.departmentId, home.id)))
          .orderBy(asc(noChange.id))
          .all()
  const underWay = listUnderWay(db, of, home.id)
  const submitted = lines.filter((one) => (SUBMITTED as readonly string[]).includes(one.state))
  const facts: HandInFacts = {
    today,
    period: found,
    department: home,
    locked: found.lock !== null,
    reopenedUntil: reopenedUntil(db, found.id).get(home.id) ?? null,
    entries: submitted.length,
    newEntries: submitted.filter((one) => !carried.has(one.id)).length,
    returned: lines.filter((one) => one.state === 'returned').length,
    noChanges: noChanges.length,
    newNoChanges: noChanges.filter((one) => one.returnId === null).length,
    underWay: underWay.length,
    handIns: handIns.length,
  }
  return { period: found, facts, lines, carried, noChanges, handIns, underWay }
}

/** The entries that a hand-in carries now. */
export const submittedOf = (own: OwnPeriod) =>
  own.lines.filter((one) => (SUBMITTED as readonly string[]).includes(one.state))

// ── urge slips ───────────────────────────────────────────────────────────────────────────────────────────────────

const issuer = alias(account, 'issuer')
const closer = alias(account, 'closer')

type AnswerRow = { slipId: number; text: string; by: string; on: string }
type SlipRow = {
  slip: typeof urgeSlip.$inferSelect
  department: { code: string; name: string }
  period: string | null
  project: { code: string | null; name: string | null }
  task: { number: number | null; title: string | null }
  issuedBy: string
  closedBy: string | null
  answers: AnswerRow[]
  days: SlipDays
}

function listSlipRows(db: Read, of: PlanRow, departmentIds?: readonly number[]): SlipRow[] {
  const rows = db
    .select({
      slip: urgeSlip,
      department: { code: department.code, name: department.name },
      period: period.code,
      project: { code: project.code, name: project.name },
      task: { number: task.number, title: task.title },
      issuedBy: issuer.displayName,
      closedBy: closer.displayName,
    })
    .from(urgeSlip)
    .innerJoin(department, eq(department.id, urgeSlip.departmentId))
    .innerJoin(issuer, eq(issuer.id, urgeSlip.issuedById))
    .leftJoin(closer, eq(closer.id, urgeSlip.closedById))
    .leftJoin(period, eq(period.id, urgeSlip.periodId))
    .leftJoin(project, eq(project.id, urgeSlip.projectId))
    .leftJoin(task, eq(task.id, urgeSlip.taskId))
    .where(
      and(
        eq(urgeSlip.planId, of.id),
        departmentIds === undefined ? undefined : inArray(urgeSlip.departmentId, [...departmentIds]),
      ),
    )
    .orderBy(asc(urgeSlip.id))
    .all()
  const ids = rows.map((row) => row.slip.id)
  const answers =
    ids.length === 0
      ? []
      : db
          .select({
            slipId: urgeAnswer.slipId,
            text: urgeAnswer.text,
            by: account.displayName,
            on: urgeAnswer.on,
          })
          .from(urgeAnswer)
          .innerJoin(account, eq(account.id, urgeAnswer.byId))
          .where(inArray(urgeAnswer.slipId, ids))
          .orderBy(asc(urgeAnswer.id))
          .all()
  return rows.map((row) => {
    const mine = answers.filter((one) => one.slipId === row.slip.id)
    const { colour, answerBy, closedOn } = row.slip
    return {
      ...row,
      project: row.project ?? { code: null, name: null },
      task: row.task ?? { number: null, title: null },
      answers: mine,
      days: { colour, answerBy, answeredOn: mine[0]?.on ?? null, closedOn },
    }
  })
}

function toSlip(of: PlanRow, row: SlipRow, person: Person, today: string): Slip {
  const { slip } = row
  const state = slipState(row.days, today)
  const own = departmentsOf(person, DEPARTMENT_ROLES)
  const answers = state !== 'closed' && (own === 'all' || own.includes(slip.departmentId))
  const closes = state !== 'closed' && person.roles.some((one) => one.role === 'reviewer')
  return {
    id: slip.uid,
    plan: of.code,
    department: row.department,
    colour: colourOn(row.days, today),
    issuedColour: slip.colour,
    about: slip.about,
    period: row.period,
    project: row.project.code === null ? null : { code: row.project.code, name: row.project.name ?? '' },
    task: row.task.number === null ? null : { number: row.task.number, title: row.task.title ?? '' },
    answerBy: slip.answerBy,
    daysLate: daysLate(row.days, today),
    state,
    issuedOn: slip.issuedOn,
    issuedBy: row.issuedBy,
    answers: row.answers.map(({ text, by, on }) => ({ text, by, on })),
    closed: slip.closedOn === null ? null : { on: slip.closedOn, by: row.closedBy ?? '', note: slip.closeNote ?? '' },
    allowed: [...(answers ? (['answer'] as const) : []), ...(closes ? (['close'] as const) : [])],
  }
}

/** Departments whose slips a person sees: all for whoever reviews or audits, else the own. */
function visibleTo(person: Person): readonly number[] | undefined {
  const own = departmentsOf(person, DEPARTMENT_ROLES)
  const sees = person.roles.some((one) => one.role === 'reviewer' || one.role === 'auditor')
  return sees || own === 'all' ? undefined : own
}

const STATE_ORDER: readonly UrgeState[] = ['open', 'answered', 'closed']

/** A page of urge slips, most urgent first; closed ones last, newest of them first. */
export function listSlips(db: Read, query: SlipsQuery, person: Person, today: string): SlipList {
  const of = getPlan(db, query.plan)
  const page = query.page ?? 1
  const pageSize = query.pageSize ?? 50
  const found = listSlipRows(db, of, visibleTo(person))
    .filter(
      (row) =>
        (query.department === undefined || row.department.code === query.department) &&
        (query.state === undefined || slipState(row.days, today) === query.state),
    )
    .sort((a, b) => {
      const state = STATE_ORDER.indexOf(slipState(a.days, today)) - STATE_ORDER.indexOf(slipState(b.days, today))
      if (state !== 0) return state
      return slipState(a.days, today) === 'closed' ? b.slip.id - a.slip.id : byUrgency(today)(a.days, b.days)
    })
  return {
    rows: found.slice((page - 1) * pageSize, page * pageSize).map((row) => toSlip(of, row, person, today)),
    total: found.length,
    page,
    pageSize,
    today,
  }
}

/** One slip that the person may see. Throws `not-found` for any other, as for none. */
export function getSlip(db: Read, id: string, person: Person, today: string): Slip {
  const row = db.select().from(urgeSlip).where(eq(urgeSlip.uid, id)).get()
  const of = row && db.select().from(plan).where(eq(plan.id, row.planId)).get()
  const seen = of && listSlipRows(db, of, visibleTo(person)).find((one) => one.slip.uid === id)
  if (!of || !seen)
    throw problem('not-found', {
      detail: { zh: '没有这张督查单，或者不在账号的范围。', en: 'There is no such urge slip in your reach.' },
    })
  return toSlip(of, seen, person, today)
}

/** The open slip that chases a department's return for a period. */
export function isChased(db: Read, periodId: number, departmentId: number): boolean {
  return (
    db
      .select({ id: urgeSlip.id })
      .from(urgeSlip)
      .where(
        and(
          eq(urgeSlip.periodId, periodId),
          eq(urgeSlip.departmentId, departmentId),
          sql`${urgeSlip.closedOn} is null`,
        ),
      )
      .get() !== undefined
  )
}

// ── 我的工作台 ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What waits for a department's people on a day, by urgency, and the return that they work on. */
export function deskOn(db: Read, planCode: string, person: Person, wanted: string | undefined, now: Date): Desk {
  const of = getPlan(db, planCode)
  const own = ownDepartments(db, of, person)
  const home = wanted === undefined ? own[0] : own.find((one) => one.code === wanted)
  if (!home)
    throw problem('not-found', {
      detail: { zh: '账号在这个方案里没有填报的部门。', en: 'The account reports for no department of this plan.' },
    })
  const today = dayOf(now)
  const lines = listLines(db, of, home.id)
  const period = periodWorkedOn(db, of, home, today)
  return {
    plan: of.code,
    today,
    department: { code: home.code, name: home.name },
    departments: own.map(({ code, name }) => ({ code, name })),
    mayReport: person.roles.some(
      (one) => one.role === 'reporter' && (one.departmentId === null || one.departmentId === home.id),
    ),
    returned: returnedOf(db, lines),
    slips: listSlipRows(db, of, [home.id])
      .filter((row) => slipState(row.days, today) === 'open')
      .sort((a, b) => byUrgency(today)(a.days, b.days))
      .map((row) => toSlip(of, row, person, today)),
    drafts: draftsOf(db, lines, today),
    stale: period === undefined ? [] : staleOf(db, of, period, today),
    tasks: period === undefined ? [] : tasksOf(db, of, home, period, today),
    awaitingSign: lines.filter((one) => one.state === 'awaiting-sign').length,
    everSubmitted: lines.filter((one) => one.firstSubmittedOn !== null).length,
    sheet: period === undefined ? null : sheetOf(db, home, period, lines, today),
  }
}

/** The period that a department works on, with all that lies there; undefined where the plan has none. */
export function periodWorkedOn(db: Read, of: PlanRow, home: DepartmentRow, today: string): OwnPeriod | undefined {
  const handIns = listHandIns(db, of, home.id)
  const worked = workedOn(listPeriods(db, of), today, (one) => {
    const isOver = one.lock !== null && (reopenedUntil(db, one.id).get(home.id) ?? '') < today
    return isOver || !owesReturn(one, home) || handIns.some((handIn) => handIn.periodId === one.id)
  })
  return worked === undefined ? undefined : ownPeriod(db, of, home, worked.code, today)
}

/** How many rows the desk of a person's first department lists; null where there is no such department. */
export function deskLength(db: Read, planCode: string, person: Person, now: Date): number | null {
  const of = getPlan(db, planCode)
  const [home] = ownDepartments(db, of, person)
  if (!home) return null
  const today = dayOf(now)
  const period = periodWorkedOn(db, of, home, today)
  const open = listLines(db, of, home.id).filter((one) => one.state === 'draft' || one.state === 'returned')
  const slips = listSlipRows(db, of, [home.id]).filter((row) => slipState(row.days, today) === 'open')
  return open.length + slips.length + (period === undefined ? 0 : staleOf(db, of, period, today).length)
}

const lineOf = ({ uid, title, kind, task: number }: EntryLine) => ({ id: uid, title, kind, task: number })

function returnedOf(db: Read, lines: readonly EntryLine[]): Desk['returned'] {
  const back = lines.filter((one) => one.state === 'returned')
  if (back.length === 0) return []
  const moves = db
    .select({ of: review, by: account.displayName })
    .from(review)
    .innerJoin(account, eq(account.id, review.actorId))
    .where(
      and(
        inArray(
          review.entryId,
          back.map((one) => one.id),
        ),
        eq(review.action, 'return'),
      ),
    )
    .orderBy(asc(review.id))
    .all()
  return back
    .flatMap((one) => {
      const last = moves.findLast((move) => move.of.entryId === one.id)
      if (!last) return []
      const { reason, on, mendBy } = last.of
      return [{ ...lineOf(one), reason: reason ?? '', by: last.by, on, mendBy }]
    })
    .sort((a, b) => ((a.mendBy ?? a.on) < (b.mendBy ?? b.on) ? -1 : 1))
}

const TOLD_DRAFTS = 50

function draftsOf(db: Read, lines: readonly EntryLine[], today: string): Desk['drafts'] {
  const open = lines.filter((one) => one.state === 'draft')
  if (open.length === 0) return []
  const told = db
    .select({
      row: entry,
      updatedAt: sql<string>`coalesce(${entry.updatedAt}, ${entry.createdAt})`,
      by: account.displayName,
    })
    .from(entry)
    .innerJoin(account, eq(account.id, entry.reporterId))
    .where(
      inArray(
        entry.id,
        open.map((one) => one.id),
      ),
    )
    .orderBy(desc(entry.updatedAt), desc(entry.id))
    .all()
  return told.flatMap(({ row, updatedAt, by }, place) => {
    const one = open.find((line) => line.id === row.id)
    if (!one) return []
    const claim = standingOfEntry(db, row)
    // What hundreds of imported drafts lack stands with each of them.
    const faults = place < TOLD_DRAFTS ? faultsNow(db, claim, listDoubts(db, row, claim), today) : []
    const lacks = [...new Set(faults.map((fault) => fault.field))]
    return [{ ...lineOf(one), title: one.title || (row.pasted ?? ''), lacks, updatedAt, by }]
  })
}

function staleOf(db: Read, of: PlanRow, own: OwnPeriod, today: string): Desk['stale'] {
  const usual = db
    .select()
    .from(planStage)
    .where(and(eq(planStage.planId, of.id), isNotNull(planStage.stallDays)))
    .orderBy(asc(planStage.kind), asc(planStage.stage))
    .all()
  const unchanged = new Set(own.noChanges.map((one) => one.itemId))
  const moving = new Set(
    own.lines.length === 0
      ? []
      : db
          .select({ itemId: entry.itemId })
          .from(entry)
          .where(
            inArray(
              entry.id,
              own.lines.map((one) => one.id),
            ),
          )
          .orderBy(asc(entry.id))
          .all()
          .map((row) => row.itemId),
  )
  return own.underWay
    .flatMap((one) => {
      const { id, uid, title, kind, class: standardClass, stage, since } = one
      const row = usual.find(
        (known) =>
          known.kind === kind && known.stage === stage && known.international === (standardClass === 'international'),
      )
      const days = daysFrom(since, today)
      if (row?.stallDays == null || days <= row.stallDays || unchanged.has(id) || moving.has(id)) return []
      return [{ item: uid, title, kind, class: standardClass, stage, since, days, usualDays: row.stallDays }]
    })
    .sort((a, b) => b.days - b.usualDays - (a.days - a.usualDays))
}

function tasksOf(db: Read, of: PlanRow, home: DepartmentRow, own: OwnPeriod, today: string): Desk['tasks'] {
  const duties = db.all<{ id: number; number: number; title: string }>(sql`select distinct t.id, t.number, t.title
    from task_duty d join task t on t.id = d.task_id
    where t.plan_id = ${of.id} and d.department_id = ${home.id} and d.decided_on <= ${today}
      and (d.ended_on is null or d.ended_on > ${today}) order by t.number`)
  const statements = listStatements(db, of.id, today, today)
  const unchanged = new Set(own.noChanges.map((one) => one.taskId))
  const reported = new Set(submittedOf(own).map((one) => one.task))
  return duties.map(({ id, number, title }) => {
    const last = lastByDepartment(statements, number).find((one) => one.department === home.code)
    return {
      number,
      title,
      status: last?.status ?? ('not-reported' as const),
      reported: reported.has(number),
      noChange: unchanged.has(id),
    }
  })
}

function sheetOf(db: Read, home: DepartmentRow, own: OwnPeriod, lines: readonly EntryLine[], today: string): Sheet {
  const { period: found, facts } = own
  const { id: _id, version: _version, lock, ...days } = found
  const refusal = (mark: ReturnMark) => {
    // Whether the tick is set is asked when it is handed in; everything else is known now.
    const verdict = mayHandIn(mark, facts, true)
    return verdict.allowed ? null : verdict.because
  }
  return {
    period: { ...days, locked: lock === null ? null : { on: lock.on, reason: lock.reason } },
    reopenedUntil: facts.reopenedUntil,
    state: returnState(found, home, own.handIns, today),
    entries: submittedOf(own).map((one) => ({
      ...lineOf(one),
      stage: one.stage,
      effectiveOn: one.effectiveOn,
      state: one.state,
      carried: own.carried.has(one.id),
    })),
    noChanges: noChangeLines(db, own),
    handIns: own.handIns.map(({ on, mark, by, entries, noChanges }) => ({ on, mark, by, entries, noChanges })),
    returned: facts.returned,
    later: lines.filter((one) => one.firstSubmittedOn !== null && one.firstSubmittedOn > found.endsOn).length,
    underWay: [...Map.groupBy(own.underWay, (one) => one.kind)].map(([kind, items]) => ({ kind, items: items.length })),
    mark: markFor(facts),
    refusals: { entries: refusal('entries'), 'no-change': refusal('no-change'), zero: refusal('zero') },
  }
}

function noChangeLines(db: Read, own: OwnPeriod): Sheet['noChanges'] {
  if (own.noChanges.length === 0) return []
  return db
    .select({
      item: item.uid,
      task: task.number,
      title: sql<string>`coalesce(${item.title}, ${task.title})`,
      returnId: noChange.returnId,
    })
    .from(noChange)
    .leftJoin(item, eq(item.id, noChange.itemId))
    .leftJoin(task, eq(task.id, noChange.taskId))
    .where(
      inArray(
        noChange.id,
        own.noChanges.map((one) => one.id),
      ),
    )
    .orderBy(asc(noChange.id))
    .all()
    .map(({ returnId, ...row }) => ({ ...row, carried: returnId !== null }))
}

/** The quarter to which an entry that was first submitted on a day belongs; null outside the plan. */
export function periodOfDay(db: Read, of: PlanRow, day: string): Period | null {
  return listPeriods(db, of).find((one) => one.code === quarterCodeOf(day)) ?? null
}
