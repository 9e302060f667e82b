/** Reading what the office has decided: allocation, duties, deadlines, rules, and what departments say to it. */
import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import {
  account,
  allocation,
  allocationDraft,
  allocationShortfall,
  allocationVersion,
  assignmentAnswer,
  assumption,
  assumptionReading,
  counter,
  department,
  milestoneDecision,
  plan,
  project,
  projectDeadline,
  projectDuty,
  ruleVersion,
  target,
  targetMilestone,
  targetTask,
  task,
  taskDuty,
} from '../../db/schema.ts'
import type { AssignedSubject, Reading } from '../../db/words.ts'
import { countingRule } from '../plan/contract.ts'
import { problem } from '../problem.ts'
import { type Asked, type Cell, checkSums, type Named, type Shortfall } from './checks.ts'
import type {
  Allocation,
  AllocationDraft,
  Answer,
  AssignedDuty,
  Assignments,
  DepartmentAssigned,
  Rules,
} from './contract.ts'

export type PlanRow = typeof plan.$inferSelect

/** The plan, or a problem. */
export function getPlan(db: Read, code: string): PlanRow {
  const row = db.select().from(plan).where(eq(plan.code, code)).get()
  if (!row)
    throw problem('not-found', {
      detail: { zh: `没有代码为“${code}”的方案。`, en: `There is no plan “${code}”.` },
    })
  return row
}

export const listTargets = (db: Read, planId: number): (Asked & { id: number; name: string })[] =>
  db
    .select({ id: target.id, code: target.code, name: target.name, shortName: target.shortName, value: target.value })
    .from(target)
    .where(eq(target.planId, planId))
    .orderBy(asc(target.number))
    .all()

// ── 目标分解 ─────────────────────────────────────────────────────────────────────────────────────────────────────

type VersionRow = typeof allocationVersion.$inferSelect

/** All versions, the one decided last first. */
export const listVersions = (db: Read, planId: number): VersionRow[] =>
  db
    .select()
    .from(allocationVersion)
    .where(eq(allocationVersion.planId, planId))
    .orderBy(desc(allocationVersion.decidedOn), desc(allocationVersion.version))
    .all()

export function cellsOf(db: Read, versionId: number): Cell[] {
  return db
    .select({ target: target.code, department: department.code, value: allocation.value, reason: allocation.reason })
    .from(allocation)
    .innerJoin(target, eq(target.id, allocation.targetId))
    .innerJoin(department, eq(department.id, allocation.departmentId))
    .where(eq(allocation.versionId, versionId))
    .orderBy(asc(target.number), asc(department.id))
    .all()
}

const shortfallsOf = (db: Read, versionId: number): Shortfall[] =>
  db
    .select({ target: target.code, reason: allocationShortfall.reason })
    .from(allocationShortfall)
    .innerJoin(target, eq(target.id, allocationShortfall.targetId))
    .where(eq(allocationShortfall.versionId, versionId))
    .orderBy(asc(target.number))
    .all()

/** For each target its tasks, and the departments that one of them names on a day; without tasks of its own, all. */
export function listNamed(db: Read, planId: number, day: string): Allocation['named'] {
  const links = db
    .select({ targetId: targetTask.targetId, taskId: targetTask.taskId })
    .from(targetTask)
    .innerJoin(target, eq(target.id, targetTask.targetId))
    .where(eq(target.planId, planId))
    .all()
  const tasks = db
    .select({ id: task.id, number: task.number })
    .from(task)
    .where(eq(task.planId, planId))
    .orderBy(asc(task.number))
    .all()
  const duties = db
    .select({ taskId: taskDuty.taskId, code: department.code })
    .from(taskDuty)
    .innerJoin(task, eq(task.id, taskDuty.taskId))
    .innerJoin(department, eq(department.id, taskDuty.departmentId))
    .where(
      and(
        eq(task.planId, planId),
        lte(taskDuty.decidedOn, day),
        or(isNull(taskDuty.endedOn), gt(taskDuty.endedOn, day)),
      ),
    )
    .orderBy(asc(department.id))
    .all()
  return listTargets(db, planId).map(({ id, code }) => {
    const own = new Set(links.filter((one) => one.targetId === id).map((one) => one.taskId))
    const its = own.size > 0 ? tasks.filter((one) => own.has(one.id)) : tasks
    const ids = new Set(its.map((one) => one.id))
    return {
      target: code,
      tasks: own.size > 0 ? its.map((one) => one.number) : [],
      departments: [...new Set(duties.filter((duty) => ids.has(duty.taskId)).map((duty) => duty.code))],
    }
  })
}

export function namedBy(named: Allocation['named']): Named {
  const sets = new Map(named.map((one) => [one.target, new Set(one.departments)]))
  return (of, who) => sets.get(of)?.has(who) ?? false
}

/** The allocation in force today, or the version asked for. Throws a problem where there is none of that number. */
export function findAllocation(db: Read, code: string, today: string, version?: number): Allocation {
  const { id } = getPlan(db, code)
  const rows = listVersions(db, id)
  const current = rows.find((one) => one.decidedOn <= today)
  const asked = version === undefined ? (current ?? rows.at(-1)) : rows.find((one) => one.version === version)
  if (version !== undefined && !asked)
    throw problem('not-found', {
      detail: { zh: `目标分解没有第${version}版。`, en: `There is no version ${version} of the allocation.` },
    })
  const shape = (one: VersionRow) => ({
    version: one.version,
    decisionNumber: one.decisionNumber,
    decidedOn: one.decidedOn,
    inForce: one.id === current?.id,
  })
  const cells = asked ? cellsOf(db, asked.id) : []
  return {
    plan: code,
    shown: asked ? shape(asked) : null,
    versions: rows.map(shape),
    cells,
    shortfalls: asked ? shortfallsOf(db, asked.id) : [],
    checks: checkSums(listTargets(db, id), cells),
    named: listNamed(db, id, today),
    answers: asked ? answersToVersion(db, id, cells) : [],
  }
}

type Content = { cells: Cell[]; shortfalls: Shortfall[] }
export type DraftRow = Content & { version: number }

export function findDraft(db: Read, planId: number): DraftRow | undefined {
  const row = db.select().from(allocationDraft).where(eq(allocationDraft.planId, planId)).get()
  return row ? { ...(JSON.parse(row.content) as Content), version: row.version } : undefined
}

/** The draft of the next version; before anything was written, a copy of the last one. */
export function getDraft(db: Read, code: string): AllocationDraft {
  const { id } = getPlan(db, code)
  const row = db
    .select({ draft: allocationDraft, by: account.displayName })
    .from(allocationDraft)
    .innerJoin(account, eq(account.id, allocationDraft.updatedById))
    .where(eq(allocationDraft.planId, id))
    .get()
  if (row) {
    const { version, updatedAt, content } = row.draft
    return { version, ...(JSON.parse(content) as Content), updatedBy: row.by, updatedAt }
  }
  const [last] = listVersions(db, id)
  return {
    version: 0,
    cells: last ? cellsOf(db, last.id) : [],
    shortfalls: last ? shortfallsOf(db, last.id) : [],
    updatedBy: null,
    updatedAt: null,
  }
}

// ── what departments say ─────────────────────────────────────────────────────────────────────────────────────────

type AnswerRow = { subject: AssignedSubject; key: string; about: string; said: Answer }

/** The last word of each department on each decision. */
function listAnswers(db: Read, planId: number): AnswerRow[] {
  const rows = db
    .select({ of: assignmentAnswer, department: department.code, by: account.displayName })
    .from(assignmentAnswer)
    .innerJoin(department, eq(department.id, assignmentAnswer.departmentId))
    .innerJoin(account, eq(account.id, assignmentAnswer.accountId))
    .where(eq(assignmentAnswer.planId, planId))
    .orderBy(asc(assignmentAnswer.id))
    .all()
  const last = new Map<string, AnswerRow>()
  for (const { of, department: code, by } of rows)
    last.set(JSON.stringify([code, of.subject, of.subject === 'allocation' ? '' : of.key, of.about]), {
      subject: of.subject,
      key: of.key,
      about: of.about,
      said: { department: code, answer: of.answer, reason: of.reason, by, at: of.at },
    })
  return [...last.values()]
}

/** What is answered of an allocation: the department's own values, so that an answer stands while they stay. */
export function aboutCells(cells: readonly Cell[], who: string): string {
  const own = cells.filter((one) => one.department === who)
  return JSON.stringify(own.map((one) => [one.target, one.value]).sort())
}

/** What is answered of a duty: the part and the decision that it rests on. */
export const aboutDuty = (duty: { role: string; decisionNumber: string | null; decidedOn: string }): string =>
  JSON.stringify([duty.role, duty.decisionNumber, duty.decidedOn])

function answersToVersion(db: Read, planId: number, cells: readonly Cell[]): Answer[] {
  return listAnswers(db, planId)
    .filter((one) => one.subject === 'allocation' && one.about === aboutCells(cells, one.said.department))
    .map((one) => one.said)
}

// ── 责任分工 and 时限 ────────────────────────────────────────────────────────────────────────────────────────────

/** A task or project with all duties that it ever had. */
export function listAssignments(db: Read, code: string, today: string): Assignments {
  const { id } = getPlan(db, code)
  const answers = listAnswers(db, id)
  type DutyRow = Omit<AssignedDuty, 'answer'>
  const shape = (subject: AssignedSubject, key: string, rows: readonly DutyRow[]) => {
    const duties = rows.map(
      (row): AssignedDuty => ({
        ...row,
        answer:
          answers.find(
            (one) =>
              one.subject === subject &&
              one.key === key &&
              one.said.department === row.department &&
              one.about === aboutDuty(row),
          )?.said ?? null,
      }),
    )
    const stands = (duty: DutyRow) => duty.endedOn === null || duty.endedOn > today
    return { duties: duties.filter(stands), former: duties.filter((duty) => !stands(duty)) }
  }
  const columns = (of: typeof taskDuty | typeof projectDuty) => ({
    department: department.code,
    role: of.role,
    basis: of.basis,
    decisionNumber: of.decisionNumber,
    decidedOn: of.decidedOn,
    endedOn: of.endedOn,
  })
  const tasks = db
    .select({ id: task.id, number: task.number })
    .from(task)
    .where(eq(task.planId, id))
    .orderBy(asc(task.number))
    .all()
  const taskDuties = db
    .select({ of: taskDuty.taskId, ...columns(taskDuty) })
    .from(taskDuty)
    .innerJoin(department, eq(department.id, taskDuty.departmentId))
    .orderBy(asc(taskDuty.role), asc(taskDuty.position), asc(taskDuty.id))
    .all()
  const projects = db
    .select({ id: project.id, code: project.code })
    .from(project)
    .where(eq(project.planId, id))
    .orderBy(asc(project.number))
    .all()
  const projectDuties = db
    .select({ of: projectDuty.projectId, ...columns(projectDuty) })
    .from(projectDuty)
    .innerJoin(department, eq(department.id, projectDuty.departmentId))
    .orderBy(asc(projectDuty.role), asc(projectDuty.id))
    .all()
  const deadlines = db
    .select()
    .from(projectDeadline)
    .orderBy(desc(projectDeadline.decidedOn), desc(projectDeadline.id))
    .all()
  const plain = <T extends { of: number }>({ of: _, ...row }: T) => row
  return {
    plan: code,
    tasks: tasks.map((one) => ({
      number: one.number,
      ...shape('task', String(one.number), taskDuties.filter((duty) => duty.of === one.id).map(plain)),
    })),
    projects: projects.map((one) => {
      const own = deadlines
        .filter((row) => row.projectId === one.id)
        .map(({ dueOn, decisionNumber, decidedOn }) => ({ dueOn, decisionNumber, decidedOn }))
      return {
        code: one.code,
        ...shape('project', one.code, projectDuties.filter((duty) => duty.of === one.id).map(plain)),
        dueOn: own.find((row) => row.decidedOn <= today)?.dueOn ?? null,
        deadlines: own,
      }
    }),
  }
}

/** What one department was assigned and that is in force or decided for later. `may`: the caller may answer for it. */
export function findDepartmentAssigned(
  db: Read,
  code: string,
  who: string,
  today: string,
  may: boolean,
): DepartmentAssigned {
  const { id } = getPlan(db, code)
  const all = listAssignments(db, code, today)
  const inForce = findAllocation(db, code, today)
  const cells = inForce.cells.filter((one) => one.department === who)
  const titles = new Map(
    db
      .select({ number: task.number, title: task.title })
      .from(task)
      .where(eq(task.planId, id))
      .all()
      .map((row) => [row.number, row.title]),
  )
  const names = new Map(
    db
      .select({ code: project.code, name: project.name })
      .from(project)
      .where(eq(project.planId, id))
      .all()
      .map((row) => [row.code, row.name]),
  )
  const mine = (duties: readonly AssignedDuty[]) =>
    duties.flatMap(({ department: of, role, basis, decisionNumber, decidedOn, answer }) =>
      of === who && basis === 'assigned' ? [{ role, decisionNumber: decisionNumber ?? '', decidedOn, answer }] : [],
    )
  return {
    department: who,
    may,
    allocation:
      inForce.shown && cells.length > 0
        ? {
            version: inForce.shown.version,
            cells: cells.map((one) => ({ target: one.target, value: one.value, reason: one.reason })),
            decisionNumber: inForce.shown.decisionNumber,
            decidedOn: inForce.shown.decidedOn,
            answer: inForce.answers.find((one) => one.department === who) ?? null,
          }
        : null,
    tasks: all.tasks.flatMap((one) =>
      mine(one.duties).map((duty) => ({ number: one.number, title: titles.get(one.number) ?? '', ...duty })),
    ),
    projects: all.projects.flatMap((one) =>
      mine(one.duties).map((duty) => ({
        code: one.code,
        name: names.get(one.code) ?? '',
        dueOn: one.dueOn,
        ...duty,
      })),
    ),
  }
}

// ── 口径, 假设, 节点 ─────────────────────────────────────────────────────────────────────────────────────────────

export type RulePatch = { startsOn?: string; rule?: Record<string, unknown> }

/** What the other reading of an assumption changes; null where the plan file only words it. */
export function patchOf(db: Read, assumptionId: number): RulePatch | null {
  const row = db
    .select({ patch: counter.patch })
    .from(counter)
    .where(and(eq(counter.assumptionId, assumptionId), eq(counter.purpose, 'alternative')))
    .get()
  return row?.patch ? (JSON.parse(row.patch) as RulePatch) : null
}

/** How an assumption was last decided to be read, whenever that comes into force. */
export function lastReading(db: Read, planId: number, code: string): Reading {
  return (
    db
      .select({ reading: assumptionReading.reading })
      .from(assumptionReading)
      .where(and(eq(assumptionReading.planId, planId), eq(assumptionReading.assumption, code)))
      .orderBy(desc(assumptionReading.id))
      .get()?.reading ?? 'original'
  )
}

export function listRules(db: Read, code: string): Rules {
  const { id } = getPlan(db, code)
  const versions = db
    .select()
    .from(ruleVersion)
    .orderBy(asc(ruleVersion.targetId), asc(ruleVersion.decidedOn), asc(ruleVersion.version))
    .all()
  const fromFile = db.select().from(targetMilestone).orderBy(asc(targetMilestone.on)).all()
  const decided = db.select().from(milestoneDecision).orderBy(desc(milestoneDecision.id)).all()
  const readings = db
    .select()
    .from(assumptionReading)
    .where(eq(assumptionReading.planId, id))
    .orderBy(desc(assumptionReading.id))
    .all()
  const targets = db.select().from(target).where(eq(target.planId, id)).orderBy(asc(target.number)).all()
  const assumptions = db
    .select()
    .from(assumption)
    .where(eq(assumption.planId, id))
    .orderBy(asc(assumption.position))
    .all()
  return {
    plan: code,
    targets: targets.map((row) => ({
      code: row.code,
      versions: versions
        .filter((one) => one.targetId === row.id)
        .map(({ version, rule, decidedBy, decidedOn, decisionNumber, note }) => ({
          ...{ version, decidedBy, decidedOn, number: decisionNumber, note },
          rule: rule === null ? null : countingRule.parse(JSON.parse(rule)),
        })),
      pace: row.pace,
      milestones: fromFile.filter((one) => one.targetId === row.id).map(({ on, value }) => ({ on, value })),
      milestoneDecisions: decided
        .filter((one) => one.targetId === row.id)
        .map(({ id: own, points, decidedBy, decidedOn, decisionNumber, note }) => ({
          ...{ id: own, decidedBy, decidedOn, decisionNumber, note },
          points: JSON.parse(points) as { on: string; value: number }[],
        })),
    })),
    assumptions: assumptions.map((row) => {
      const patch = patchOf(db, row.id)
      const because =
        row.alternative === null
          ? 'no-alternative'
          : patch === null
            ? 'worded-only'
            : patch.startsOn !== undefined
              ? 'plan-file'
              : null
      return {
        code: row.code,
        reading: lastReading(db, id, row.code),
        adoptable: because === null,
        because,
        decisions: readings
          .filter((one) => one.assumption === row.code)
          .map(({ reading, decidedBy, decidedOn, decisionNumber, note }) => ({
            ...{ reading, decidedBy, decidedOn, decisionNumber, note },
          })),
      }
    }),
  }
}

/** Departments of a plan by code, for those that exist on a day. */
export function listDepartmentIds(db: Read, planId: number, day: string): ReadonlyMap<string, number> {
  const rows = db.all<{ id: number; code: string }>(sql`
    select d.id as id, d.code as code from department d join plan_department p on p.department_id = d.id
    where p.plan_id = ${planId} and (d.exists_from is null or d.exists_from <= ${day})
      and (d.exists_to is null or d.exists_to >= ${day}) order by p.position`)
  return new Map(rows.map((row) => [row.code, row.id]))
}
