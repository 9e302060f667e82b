/** What there is to tell each person on a day: events since the last summary, and what is due or waits. */
import { and, asc, count, eq, gt, inArray, isNull, min, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import {
  account,
  accountRole,
  assignmentAnswer,
  assignmentChange,
  department,
  entry,
  item,
  plan,
  planDepartment,
  project,
  review,
  task,
  urgeAnswer,
  urgeSlip,
} from '../../db/schema.ts'
import { NOTICE_KINDS, type NoticeKind, type Role } from '../../db/words.ts'
import { currentOf } from '../periods/quarters.ts'
import { listPeriods, type PlanRow, returnsOn } from '../periods/queries.ts'
import { isHandedIn } from '../periods/returns.ts'
import { daysLate } from '../periods/slips.ts'
import { quarterName } from '../periods/words.ts'
import { daysFrom } from '../summary/pace.ts'
import type { NoticeLine, NoticeSubject } from './contract.ts'
import { remindsOn } from './reminders.ts'

/** Up to where the last summaries told: an instant. */
export type UpTo = { at: string }

const NAMED = 5

type Fact = { kind: NoticeKind; subject: NoticeSubject; to: (person: Recipient) => boolean }
export type Recipient = {
  id: number
  email: string | null
  roles: readonly { role: Role; departmentId: number | null }[]
}

const holdsFor = (roles: readonly Role[], departmentId: number | null) => (person: Recipient) =>
  person.roles.some(
    (one) =>
      roles.includes(one.role) &&
      (departmentId === null || one.departmentId === departmentId || one.departmentId === null),
  )
/** The people of one department; a role for all departments does not make one of each. */
const peopleOf = (departmentId: number, roles: readonly Role[]) => (person: Recipient) =>
  person.roles.some((one) => roles.includes(one.role) && one.departmentId === departmentId)

const subject = (title: string, more: Partial<NoticeSubject> = {}): NoticeSubject => ({
  ...{ id: null, note: null, on: null, days: null, change: null },
  ...more,
  title,
})

/** Everybody who can sign in and holds a role. */
export function listRecipients(db: Read): Recipient[] {
  const roles = Map.groupBy(db.select().from(accountRole).orderBy(asc(accountRole.id)).all(), (one) => one.accountId)
  return db
    .select({ id: account.id, email: account.email })
    .from(account)
    .where(isNull(account.disabledAt))
    .orderBy(asc(account.id))
    .all()
    .map((row) => ({ ...row, roles: roles.get(row.id) ?? [] }))
    .filter((row) => row.roles.length > 0)
}

/** The lines of each person's summary; people with nothing to be told are not in the map. */
export function gather(
  db: Read,
  people: readonly Recipient[],
  since: UpTo,
  today: string,
): ReadonlyMap<Recipient, NoticeLine[]> {
  const plans = db.select().from(plan).orderBy(asc(plan.position)).all()
  const facts = [
    ...moved(db, since, today),
    ...waitingFacts(db, today),
    ...plans.flatMap((of) => [
      ...periodFacts(db, of, today),
      ...objectionFacts(db, of, since),
      ...assignedFacts(db, of, since),
    ]),
    ...slipFacts(db, since, today),
  ]
  const told = new Map<Recipient, NoticeLine[]>()
  for (const person of people) {
    const mine = Map.groupBy(
      facts.filter((fact) => fact.to(person)),
      (fact) => fact.kind,
    )
    const lines = NOTICE_KINDS.flatMap((kind): NoticeLine[] => {
      const its = mine.get(kind) ?? []
      if (its.length === 0) return []
      return [{ kind, items: its.length, subjects: its.slice(0, NAMED).map((fact) => fact.subject) }]
    })
    if (lines.length > 0) told.set(person, lines)
  }
  return told
}

const TOLD_MOVES = { return: 'returned', sign: 'signed', approve: 'recognised' } as const

/** What happened to a person's own entries; a return that was mended since is no news any more. */
function moved(db: Read, since: UpTo, today: string): Fact[] {
  const rows = db
    .select({
      action: review.action,
      reason: review.reason,
      mendBy: review.mendBy,
      actorId: review.actorId,
      state: entry.state,
      uid: entry.uid,
      reporterId: entry.reporterId,
      title: entry.title,
      itemTitle: item.title,
      taskTitle: task.title,
    })
    .from(review)
    .innerJoin(entry, eq(entry.id, review.entryId))
    .leftJoin(item, eq(item.id, entry.itemId))
    .leftJoin(task, eq(task.id, entry.taskId))
    .where(and(gt(review.at, since.at), inArray(review.action, ['return', 'sign', 'approve'])))
    .orderBy(asc(review.id))
    .all()
  return rows.flatMap((row): Fact[] => {
    const kind = TOLD_MOVES[row.action as keyof typeof TOLD_MOVES]
    const isOver = (kind === 'returned' && row.state !== 'returned') || (kind === 'signed' && row.state !== 'in-review')
    if (isOver || row.reporterId === row.actorId) return []
    const { uid: id, reason, mendBy } = row
    const title = row.title ?? row.itemTitle ?? row.taskTitle ?? ''
    const days = kind === 'returned' && mendBy !== null ? daysFrom(today, mendBy) : null
    return [
      {
        kind,
        subject: subject(title, {
          id,
          note: kind === 'returned' ? reason : null,
          on: days === null ? null : mendBy,
          days,
        }),
        to: (person) => person.id === row.reporterId,
      },
    ]
  })
}

/** What waits for heads and reviewers, and returned entries whose day comes near. */
function waitingFacts(db: Read, today: string): Fact[] {
  const rows = db
    .select({
      state: entry.state,
      uid: entry.uid,
      departmentId: entry.departmentId,
      home: department.name,
      reporterId: entry.reporterId,
      title: entry.title,
      itemTitle: item.title,
      taskTitle: task.title,
      mendBy: min(review.mendBy),
    })
    .from(entry)
    .innerJoin(department, eq(department.id, entry.departmentId))
    .leftJoin(item, eq(item.id, entry.itemId))
    .leftJoin(task, eq(task.id, entry.taskId))
    .leftJoin(review, and(eq(review.entryId, entry.id), eq(review.action, 'return')))
    .where(inArray(entry.state, ['awaiting-sign', 'in-review', 'returned']))
    .groupBy(entry.id)
    .orderBy(asc(entry.id))
    .all()
  return rows.flatMap((row): Fact[] => {
    const title = row.title ?? row.itemTitle ?? row.taskTitle ?? ''
    const { uid: id, home, departmentId } = row
    if (row.state === 'awaiting-sign')
      return [{ kind: 'to-sign', subject: subject(title, { id }), to: peopleOf(departmentId, ['head']) }]
    if (row.state === 'in-review')
      return [{ kind: 'to-review', subject: subject(title, { id, note: home }), to: holdsFor(['reviewer'], null) }]
    if (row.mendBy === null) return []
    const days = daysFrom(today, row.mendBy)
    if (!remindsOn(days)) return []
    return [
      {
        kind: days < 0 ? 'overdue' : 'due',
        subject: subject(title, { id, on: row.mendBy, days }),
        to: (person) => person.id === row.reporterId,
      },
    ]
  })
}

/** The current period's return, for the people of departments that have not handed in. */
function periodFacts(db: Read, of: PlanRow, today: string): Fact[] {
  const current = currentOf(listPeriods(db, of), today)
  if (current === undefined || today < current.opensOn || current.lock !== null) return []
  const days = daysFrom(today, current.dueOn)
  if (!remindsOn(days)) return []
  const told = returnsOn(db, of.code, today, 0)
  const ids = departmentIds(db, of)
  const title = `${quarterName(current).zh}报送单`
  return told.departments.flatMap((row): Fact[] => {
    const cell = row.states.find((one) => one.period === current.code)
    const departmentId = ids.get(row.code)
    if (!cell || cell.state === 'not-counted' || isHandedIn(cell.state) || departmentId === undefined) return []
    return [
      {
        kind: days < 0 ? 'overdue' : 'due',
        subject: subject(title, { note: row.name, on: current.dueOn, days }),
        to: peopleOf(departmentId, ['reporter', 'head']),
      },
    ]
  })
}

function departmentIds(db: Read, of: PlanRow): ReadonlyMap<string, number> {
  return new Map(
    db
      .select({ id: department.id, code: department.code })
      .from(planDepartment)
      .innerJoin(department, eq(department.id, planDepartment.departmentId))
      .where(eq(planDepartment.planId, of.id))
      .orderBy(asc(planDepartment.position))
      .all()
      .map((row) => [row.code, row.id]),
  )
}

/** What decisions changed since, told to the department that it concerns. */
function assignedFacts(db: Read, of: PlanRow, since: UpTo): Fact[] {
  return db
    .select()
    .from(assignmentChange)
    .where(and(eq(assignmentChange.planId, of.id), gt(assignmentChange.at, since.at)))
    .orderBy(asc(assignmentChange.id))
    .all()
    .map(({ title, departmentId, decisionNumber, kind, before, after }) => ({
      kind: 'assigned',
      subject: subject(title, { note: decisionNumber, change: { kind, before, after } }),
      to: peopleOf(departmentId, ['reporter', 'head']),
    }))
}

/** Objections of departments since, for the office; one that was taken back since is no news any more. */
function objectionFacts(db: Read, of: PlanRow, since: UpTo): Fact[] {
  const rows = db
    .select({ of: assignmentAnswer, home: department.name, task: task.title, project: project.name })
    .from(assignmentAnswer)
    .innerJoin(department, eq(department.id, assignmentAnswer.departmentId))
    .leftJoin(
      task,
      and(
        eq(assignmentAnswer.subject, 'task'),
        eq(task.planId, of.id),
        eq(assignmentAnswer.key, sql`cast(${task.number} as text)`),
      ),
    )
    .leftJoin(
      project,
      and(eq(assignmentAnswer.subject, 'project'), eq(project.planId, of.id), eq(assignmentAnswer.key, project.code)),
    )
    .where(and(eq(assignmentAnswer.planId, of.id), gt(assignmentAnswer.at, since.at)))
    .orderBy(asc(assignmentAnswer.id))
    .all()
  const last = new Map(rows.map((row) => [`${row.of.departmentId} ${row.of.subject} ${row.of.key}`, row]))
  return [...last.values()].flatMap((row): Fact[] => {
    if (row.of.answer !== 'objected') return []
    const what = row.task ?? row.project ?? `目标分解第${row.of.key}版`
    return [
      {
        kind: 'objected',
        subject: subject(`${row.home}：${what}`, { note: row.of.reason }),
        to: holdsFor(['reviewer'], null),
      },
    ]
  })
}

/** New urge slips and late ones for the department, new answers for whoever issued the slip. */
function slipFacts(db: Read, since: UpTo, today: string): Fact[] {
  const answers = db.select().from(urgeAnswer).orderBy(asc(urgeAnswer.id)).all()
  const open = db
    .select({ slip: urgeSlip, home: department.name })
    .from(urgeSlip)
    .innerJoin(department, eq(department.id, urgeSlip.departmentId))
    .where(isNull(urgeSlip.closedOn))
    .orderBy(asc(urgeSlip.id))
    .all()
  return open.flatMap(({ slip, home }): Fact[] => {
    const mine = answers.filter((one) => one.slipId === slip.id)
    const answeredOn = mine[0]?.on ?? null
    const { uid: id, about, answerBy, colour, closedOn } = slip
    const days = daysFrom(today, answerBy)
    const late = daysLate({ colour, answerBy, answeredOn, closedOn }, today)
    const to = peopleOf(slip.departmentId, ['reporter', 'head'])
    const facts: Fact[] = []
    if (slip.issuedAt > since.at && answeredOn === null)
      facts.push({ kind: 'urged', subject: subject(about, { id, on: answerBy, days }), to })
    else if (answeredOn === null && late > 0 && remindsOn(-late))
      facts.push({ kind: 'urge-overdue', subject: subject(about, { id, on: answerBy, days }), to })
    else if (answeredOn === null && days >= 0 && remindsOn(days))
      facts.push({ kind: 'due', subject: subject(about, { id, on: answerBy, days }), to })
    const last = mine.findLast((one) => one.at > since.at)
    if (last !== undefined)
      facts.push({
        kind: 'urge-answered',
        subject: subject(`${home}：${about}`, { id, note: last.text }),
        to: (person) => person.id === slip.issuedById,
      })
    return facts
  })
}

/** How many entries are with the reviewer in a plan. */
export function queueLength(db: Read, planId: number): number {
  return (
    db
      .select({ entries: count() })
      .from(entry)
      .where(and(eq(entry.planId, planId), eq(entry.state, 'in-review')))
      .get()?.entries ?? 0
  )
}
