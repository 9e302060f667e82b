/** 责任分工 and 时限: who carries tasks and projects, by when, and what departments say to it. */
import { and, desc, eq, gt, isNull, or } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import { assignmentAnswer, project, projectDeadline, projectDuty, task, taskDuty } from '../../db/schema.ts'
import type { Basis, DutyRole } from '../../db/words.ts'
import { noteAssignmentChange } from '../plan/assignments.ts'
import type { AnswerBody, DeadlinesBody, DutiesBody, DutyPart } from './contract.ts'
import { checkDay, refuse, stale } from './decisions.ts'
import {
  aboutCells,
  aboutDuty,
  cellsOf,
  findDepartmentAssigned,
  listDepartmentIds,
  listVersions,
  type PlanRow,
} from './queries.ts'

type Duty = { id: number; department: string; role: DutyRole; basis: Basis; decidedOn: string }

const sameParts = (one: readonly DutyPart[], other: readonly DutyPart[]) => {
  const text = (parts: readonly DutyPart[]) =>
    parts
      .map((part) => `${part.department} ${part.role}`)
      .sort()
      .join()
  return text(one) === text(other)
}

/**
 * Gives tasks and projects their departments from a day on. Whoever keeps its part keeps its duty with the decision
 * behind it; a department that the document names in a task can change its part but not leave it; one that only comes
 * first in the text and is now named as lead is a lead by this decision. Answers how many duties began or ended, with
 * what was before and after for the log.
 */
export function assignDuties(
  tx: Write,
  of: PlanRow,
  { decisionNumber, decidedOn, changes }: DutiesBody,
  at: Date,
): { changed: number; log: { subject: string; before: string[]; after: string[] }[] } {
  checkDay(of, decidedOn, undefined)
  const departments = listDepartmentIds(tx, of.id, decidedOn)
  const codes = new Map([...departments].map(([code, id]) => [id, code]))
  let changed = 0
  const log: { subject: string; before: string[]; after: string[] }[] = []
  for (const [index, change] of changes.entries()) {
    const path = `changes.${index}`
    const subject = findSubject(tx, of, change, path)
    if (changes.findIndex((one) => one.subject === change.subject && one.key === change.key) !== index)
      throw refuse(`${path}.key`, '同一项列了两次', 'It is listed twice.')
    const now = dutiesOf(tx, subject, codes)
    if (!sameParts(now, change.was))
      throw stale(
        `${subject.name}的分工已被别人改过，本次没有保存。`,
        `The duties of ${change.key} were changed by somebody else; nothing was saved.`,
      )
    for (const [p, part] of change.parts.entries()) {
      if (!departments.has(part.department))
        throw refuse(
          `${path}.parts.${p}.department`,
          `没有部门“${part.department}”，或它已经撤并`,
          'No such department.',
        )
      if (change.parts.findIndex((one) => one.department === part.department) !== p)
        throw refuse(`${path}.parts.${p}.department`, '同一部门列了两次', 'The department is listed twice.')
    }
    const ended: Duty[] = []
    const begun: DutyPart[] = []
    for (const duty of now) {
      const part = change.parts.find((one) => one.department === duty.department)
      if (!part && duty.basis !== 'assigned')
        throw refuse(
          `${path}.parts`,
          `${subject.name}由文件点名的部门不能去掉，只能改为参与`,
          'A department that the document names cannot be left out; it can take part.',
        )
      const confirmed = part?.role === 'lead' && duty.basis === 'first-listed'
      if (!part || part.role !== duty.role || confirmed) ended.push(duty)
      if (part && (part.role !== duty.role || confirmed)) begun.push(part)
    }
    begun.push(...change.parts.filter((part) => !now.some((duty) => duty.department === part.department)))
    for (const duty of ended) {
      if (decidedOn < duty.decidedOn || (duty.basis !== 'assigned' && decidedOn === duty.decidedOn))
        throw refuse('decidedOn', `早于${subject.name}上一次决定的${duty.decidedOn}`, `It is before the last decision.`)
      endDuty(tx, subject, duty, decidedOn)
    }
    for (const part of begun)
      beginDuty(tx, subject, departments.get(part.department) ?? 0, { ...part, decisionNumber, decidedOn })
    if (ended.length + begun.length === 0) continue
    for (const code of new Set([...ended, ...begun].map((one) => one.department)))
      noteAssignmentChange(
        tx,
        of.id,
        { decisionNumber, decidedOn, at },
        {
          ...{ departmentId: departments.get(code) ?? 0, kind: subject.kind, title: subject.title },
          before: now.find((one) => one.department === code)?.role ?? null,
          after: change.parts.find((one) => one.department === code)?.role ?? null,
        },
      )
    changed += ended.length + begun.length
    const said = (parts: readonly DutyPart[]) => parts.map((one) => `${one.role} ${one.department}`)
    log.push({ subject: `${change.subject} ${change.key}`, before: said(now), after: said(change.parts) })
  }
  return { changed, log }
}

type Subject = { kind: 'task' | 'project'; id: number; title: string; name: string }

function findSubject(db: Read, of: PlanRow, { subject, key }: DutiesBody['changes'][number], path: string): Subject {
  const row =
    subject === 'task'
      ? db
          .select({ id: task.id, name: task.title })
          .from(task)
          .where(and(eq(task.planId, of.id), eq(task.number, Number(key))))
          .get()
      : db
          .select({ id: project.id, name: project.name })
          .from(project)
          .where(and(eq(project.planId, of.id), eq(project.code, key)))
          .get()
  if (!row) throw refuse(`${path}.key`, `没有“${key}”`, `There is no “${key}”.`)
  return { kind: subject, id: row.id, title: row.name, name: `“${row.name}”` }
}

/** Duties that have no end yet: those of the last decision, in force or to come. */
function dutiesOf(db: Read, { kind, id }: Subject, codes: ReadonlyMap<number, string>): Duty[] {
  const rows =
    kind === 'task'
      ? db
          .select()
          .from(taskDuty)
          .where(and(eq(taskDuty.taskId, id), isNull(taskDuty.endedOn)))
          .all()
      : db
          .select()
          .from(projectDuty)
          .where(and(eq(projectDuty.projectId, id), isNull(projectDuty.endedOn)))
          .all()
  return rows.flatMap(({ id: own, departmentId, role, basis, decidedOn }) => {
    const department = codes.get(departmentId)
    return department === undefined ? [] : [{ id: own, department, role, basis, decidedOn }]
  })
}

/** What was decided and taken back on one day was never in force; the log keeps it. */
function endDuty(tx: Write, { kind }: Subject, duty: Duty, day: string): void {
  const table = kind === 'task' ? taskDuty : projectDuty
  if (duty.basis === 'assigned' && duty.decidedOn === day) tx.delete(table).where(eq(table.id, duty.id)).run()
  else tx.update(table).set({ endedOn: day }).where(eq(table.id, duty.id)).run()
}

function beginDuty(
  tx: Write,
  { kind, id }: Subject,
  departmentId: number,
  { role, decisionNumber, decidedOn }: { role: DutyRole; decisionNumber: string; decidedOn: string },
): void {
  const row = { departmentId, role, basis: 'assigned' as const, decisionNumber, decidedOn }
  if (kind === 'project')
    tx.insert(projectDuty)
      .values({ projectId: id, ...row })
      .run()
  else {
    // in the order of the text where the text names it, else after it
    const known = tx
      .select({ position: taskDuty.position })
      .from(taskDuty)
      .where(and(eq(taskDuty.taskId, id), eq(taskDuty.departmentId, departmentId)))
      .get()
    tx.insert(taskDuty)
      .values({ taskId: id, position: known?.position ?? 100, ...row })
      .run()
  }
}

// ── 时限 ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Sets by when projects are to be done, or lifts it. Answers how many changed, with before and after for the log. */
export function setDeadlines(
  tx: Write,
  of: PlanRow,
  { decisionNumber, decidedOn, changes }: DeadlinesBody,
  at: Date,
): { changed: number; log: { project: string; before: string | null; after: string | null }[] } {
  checkDay(of, decidedOn, undefined)
  const log: { project: string; before: string | null; after: string | null }[] = []
  for (const [index, { project: code, was, dueOn }] of changes.entries()) {
    const row = tx
      .select({ id: project.id, name: project.name })
      .from(project)
      .where(and(eq(project.planId, of.id), eq(project.code, code)))
      .get()
    if (!row) throw refuse(`changes.${index}.project`, `没有专栏项目“${code}”`, `There is no project “${code}”.`)
    if (changes.findIndex((one) => one.project === code) !== index)
      throw refuse(`changes.${index}.project`, '同一项列了两次', 'It is listed twice.')
    const last = tx
      .select()
      .from(projectDeadline)
      .where(eq(projectDeadline.projectId, row.id))
      .orderBy(desc(projectDeadline.decidedOn), desc(projectDeadline.id))
      .get()
    const before = last?.dueOn ?? null
    if (before !== was)
      throw stale(`“${row.name}”的时限已被别人改过，本次没有保存。`, `The deadline of ${code} was changed meanwhile.`)
    if (last && decidedOn < last.decidedOn)
      throw refuse('decidedOn', `早于“${row.name}”上一次决定的${last.decidedOn}`, 'It is before the last decision.')
    if (dueOn !== null && dueOn < of.startsOn)
      throw refuse(`changes.${index}.dueOn`, `早于方案起算日${of.startsOn}`, 'It is before the plan begins.')
    if (dueOn === before) continue
    tx.insert(projectDeadline).values({ projectId: row.id, dueOn, decisionNumber, decidedOn }).run()
    for (const departmentId of carriersOf(tx, row.id, decidedOn))
      noteAssignmentChange(
        tx,
        of.id,
        { decisionNumber, decidedOn, at },
        { departmentId, kind: 'deadline', title: row.name, before, after: dueOn },
      )
    log.push({ project: code, before, after: dueOn })
  }
  return { changed: log.length, log }
}

/** Departments with a part in a project on a day. */
function carriersOf(db: Read, projectId: number, day: string): number[] {
  const inForce = or(isNull(projectDuty.endedOn), gt(projectDuty.endedOn, day))
  return db
    .selectDistinct({ id: projectDuty.departmentId })
    .from(projectDuty)
    .where(and(eq(projectDuty.projectId, projectId), inForce))
    .all()
    .map((row) => row.id)
}

// ── what a department says ───────────────────────────────────────────────────────────────────────────────────────

/** Keeps a department's word on what it was assigned. Throws `stale` for what is no longer assigned to it. */
export function answerAssignment(
  tx: Write,
  of: PlanRow,
  who: { code: string; id: number },
  body: AnswerBody,
  { accountId, now, today }: { accountId: number; now: Date; today: string },
): void {
  const reason = body.reason?.trim() || null
  if (body.answer === 'objected' && [...(reason ?? '')].length < 5)
    throw refuse('reason', '请写明理由（5字以上），审核人会原样看到', 'Please give the reason (5 characters or more).')
  const all = findDepartmentAssigned(tx, of.code, who.code, today, true)
  const gone = () =>
    stale('这项分工刚刚有变动，没有记下答复。请看新的内容。', 'This assignment has changed; the answer was not kept.')
  const about = (): string => {
    if (body.subject === 'allocation') {
      if (all.allocation === null || String(all.allocation.version) !== body.key) throw gone()
      const version = listVersions(tx, of.id).find((one) => one.version === all.allocation?.version)
      return aboutCells(version ? cellsOf(tx, version.id) : [], who.code)
    }
    const duties = body.subject === 'task' ? all.tasks : all.projects
    const duty = duties.find((one) => ('number' in one ? String(one.number) : one.code) === body.key)
    if (!duty) throw gone()
    return aboutDuty(duty)
  }
  tx.insert(assignmentAnswer)
    .values({
      ...{ planId: of.id, departmentId: who.id, subject: body.subject, key: body.key, about: about() },
      ...{ answer: body.answer, reason, accountId, at: now.toISOString() },
    })
    .run()
}
