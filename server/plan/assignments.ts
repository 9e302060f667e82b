import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Write } from '../../db/open.ts'
import {
  allocation,
  allocationVersion,
  assignmentChange,
  department,
  plan,
  project,
  projectDuty,
  target,
} from '../../db/schema.ts'
import type { AssignmentChangeKind, DutyRole } from '../../db/words.ts'
import { problem } from '../problem.ts'

/** `at`: when it was entered, which is not the day from which it holds. */
type Decision = { plan: string; decisionNumber: string; decidedOn: string; at: Date }

/** Keeps what a decision changed for one department, so that it can be told; what stayed as it was is no change. */
export function noteAssignmentChange(
  tx: Write,
  planId: number,
  { decisionNumber, decidedOn, at }: Omit<Decision, 'plan'>,
  change: {
    departmentId: number
    kind: AssignmentChangeKind
    title: string
    before: string | null
    after: string | null
  },
): void {
  if (change.before === change.after) return
  tx.insert(assignmentChange)
    .values({ planId, decisionNumber, decidedOn, at: at.toISOString(), ...change })
    .run()
}

/**
 * Publishes a version of the allocation 目标分解, in force from its day of decision until the next. A published
 * version is never edited. Answers the version's number and its row. Throws a problem where a code is unknown.
 */
export function decideAllocation(
  tx: Write,
  decision: Decision & {
    values: readonly { target: string; department: string; value: number; reason?: string | null }[]
  },
): { id: number; version: number } {
  const planId = getPlanId(tx, decision.plan)
  const last = tx
    .select()
    .from(allocationVersion)
    .where(eq(allocationVersion.planId, planId))
    .orderBy(desc(allocationVersion.version))
    .get()
  const before = last ? tx.select().from(allocation).where(eq(allocation.versionId, last.id)).all() : []
  const { decisionNumber, decidedOn } = decision
  const version = tx
    .insert(allocationVersion)
    .values({ planId, version: (last?.version ?? 0) + 1, decisionNumber, decidedOn })
    .returning()
    .get()
  for (const one of decision.values) {
    const targetRow = tx
      .select({ id: target.id })
      .from(target)
      .where(and(eq(target.planId, planId), eq(target.code, one.target)))
      .get()
    if (!targetRow) throw problem('invalid', { errors: [{ path: 'target', message: `没有指标“${one.target}”` }] })
    tx.insert(allocation)
      .values({
        versionId: version.id,
        targetId: targetRow.id,
        departmentId: getDepartmentId(tx, one.department),
        value: one.value,
        reason: one.reason ?? null,
      })
      .run()
  }
  noteValues(
    tx,
    planId,
    decision,
    before,
    tx.select().from(allocation).where(eq(allocation.versionId, version.id)).all(),
  )
  return { id: version.id, version: version.version }
}

type Cell = typeof allocation.$inferSelect

function noteValues(tx: Write, planId: number, decision: Decision, before: readonly Cell[], after: readonly Cell[]) {
  const place = (cell: Cell) => `${cell.targetId} ${cell.departmentId}`
  const values = (cells: readonly Cell[]) => new Map(cells.map((cell) => [place(cell), String(cell.value)]))
  const [was, is] = [values(before), values(after)]
  const names = new Map(
    tx
      .select({ id: target.id, name: target.name })
      .from(target)
      .where(eq(target.planId, planId))
      .all()
      .map((row) => [row.id, row.name]),
  )
  for (const cell of [...after, ...before.filter((one) => !is.has(place(one)))])
    noteAssignmentChange(tx, planId, decision, {
      ...{ departmentId: cell.departmentId, kind: 'value', title: names.get(cell.targetId) ?? '' },
      ...{ before: was.get(place(cell)) ?? null, after: is.get(place(cell)) ?? null },
    })
}

/**
 * Assigns projects to departments by a numbered decision, in force from its day. What a project had before ends on
 * that day. Throws a problem where a code is unknown.
 */
export function assignProjects(
  tx: Write,
  decision: Decision & { duties: readonly { project: string; department: string; role: DutyRole }[] },
): void {
  const planId = getPlanId(tx, decision.plan)
  const { decisionNumber, decidedOn } = decision
  const projects = new Map<string, { id: number; name: string }>()
  for (const { project: code } of decision.duties) {
    const row = tx
      .select({ id: project.id, name: project.name })
      .from(project)
      .where(and(eq(project.planId, planId), eq(project.code, code)))
      .get()
    if (!row) throw problem('invalid', { errors: [{ path: 'project', message: `没有专栏项目“${code}”` }] })
    projects.set(code, row)
  }
  for (const { id: projectId, name: title } of projects.values()) {
    const open = and(eq(projectDuty.projectId, projectId), isNull(projectDuty.endedOn))
    const before = new Map(
      tx
        .select()
        .from(projectDuty)
        .where(open)
        .all()
        .map((duty) => [duty.departmentId, duty.role]),
    )
    tx.update(projectDuty).set({ endedOn: decidedOn }).where(open).run()
    const after = new Map<number, DutyRole>()
    for (const duty of decision.duties.filter((one) => projects.get(one.project)?.id === projectId)) {
      const departmentId = getDepartmentId(tx, duty.department)
      const row = { projectId, departmentId, role: duty.role, basis: 'assigned' as const, decisionNumber, decidedOn }
      tx.insert(projectDuty).values(row).run()
      after.set(departmentId, duty.role)
    }
    for (const departmentId of new Set([...before.keys(), ...after.keys()]))
      noteAssignmentChange(tx, planId, decision, {
        ...{ departmentId, kind: 'project', title },
        ...{ before: before.get(departmentId) ?? null, after: after.get(departmentId) ?? null },
      })
  }
}

function getPlanId(tx: Write, code: string): number {
  const row = tx.select({ id: plan.id }).from(plan).where(eq(plan.code, code)).get()
  if (!row) throw problem('not-found')
  return row.id
}

function getDepartmentId(tx: Write, code: string): number {
  const row = tx.select({ id: department.id }).from(department).where(eq(department.code, code)).get()
  if (!row) throw problem('invalid', { errors: [{ path: 'department', message: `没有部门“${code}”` }] })
  return row.id
}
