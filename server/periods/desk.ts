/** 我的工作台: what waits for a department, and the return that it works on. */
import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { account, entry, item, noChange, planStage, review, task } from '../../db/schema.ts'
import type { ReturnMark } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { importedFromOf } from '../entries/lists.ts'
import { listDoubts } from '../entries/near.ts'
import { faultsNow, standingOfEntry } from '../entries/preview.ts'
import { lastByDepartment, listStatements } from '../entries/queries.ts'
import { problem } from '../problem.ts'
import { daysFrom } from '../summary/pace.ts'
import type { Desk, Sheet } from './contract.ts'
import { type EntryLine, listLines, type OwnPeriod, ownPeriod, periodWorkedOn, submittedOf } from './own-period.ts'
import { currentOf } from './quarters.ts'
import { type DepartmentRow, getPlan, listPeriods, ownDepartments, type PlanRow, shownHandIns } from './queries.ts'
import { markFor, mayHandIn, returnState, withdrawalRefusal } from './returns.ts'
import { listSlipRows, toSlip } from './slip-queries.ts'
import { byUrgency, slipState } from './slips.ts'

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
    previous: period === undefined ? null : previousOf(db, of, home, period, today),
    sheet: period === undefined ? null : sheetOf(db, home, period, lines, today),
  }
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
  const imported = importedFromOf(
    db,
    open.map((one) => one.id),
  )
  return told.flatMap(({ row, updatedAt, by }, place) => {
    const one = open.find((line) => line.id === row.id)
    if (!one) return []
    const claim = standingOfEntry(db, row)
    // What hundreds of imported drafts lack stands with each of them.
    const faults = place < TOLD_DRAFTS ? faultsNow(db, claim, listDoubts(db, row, claim), today) : []
    const lacks = [...new Set(faults.map((fault) => fault.field))]
    return [
      {
        ...lineOf(one),
        title: one.title || (row.pasted ?? ''),
        lacks,
        updatedAt,
        by,
        batch: imported.get(row.id) ?? null,
      },
    ]
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

/** The period that people speak of, where the department has handed it in and works on the next. */
function previousOf(
  db: Read,
  of: PlanRow,
  home: DepartmentRow,
  { period }: OwnPeriod,
  today: string,
): Desk['previous'] {
  const current = currentOf(listPeriods(db, of), today)
  if (current === undefined || current.code === period.code) return null
  const own = ownPeriod(db, of, home, current.code, today)
  const { id: _id, version: _version, lock: _lock, ...days } = current
  return {
    ...days,
    state: returnState(current, home, own.handIns, today),
    ...shownHandIns(own.handIns, today),
    mayWithdraw: mayWithdraw(own),
  }
}

const mayWithdraw = ({ facts }: OwnPeriod) => facts.handIns > 0 && withdrawalRefusal(facts, true) === null

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
    ...shownHandIns(own.handIns, today),
    mayWithdraw: mayWithdraw(own),
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
