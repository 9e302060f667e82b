/** Reading urge slips 督查单. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Read } from '../../db/open.ts'
import { account, department, period, plan, project, task, urgeAnswer, urgeSlip } from '../../db/schema.ts'
import type { UrgeState } from '../../db/words.ts'
import { departmentsOf, type Person } from '../accounts/identity.ts'
import { problem } from '../problem.ts'
import type { Slip, SlipList, SlipsQuery } from './contract.ts'
import { DEPARTMENT_ROLES, getPlan, type PlanRow } from './queries.ts'
import { byUrgency, colourOn, daysLate, type SlipDays, slipState } from './slips.ts'

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

export function listSlipRows(db: Read, of: PlanRow, departmentIds?: readonly number[]): SlipRow[] {
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

export function toSlip(of: PlanRow, row: SlipRow, person: Person, today: string): Slip {
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
