import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Write } from '../../db/open.ts'
import { allocation, allocationVersion, department, plan, project, projectDuty, target } from '../../db/schema.ts'
import type { DutyRole } from '../../db/words.ts'
import { problem } from '../problem.ts'

type Decision = { plan: string; decisionNumber: string; decidedOn: string }

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
    .select({ version: allocationVersion.version })
    .from(allocationVersion)
    .where(eq(allocationVersion.planId, planId))
    .orderBy(desc(allocationVersion.version))
    .get()
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
  return { id: version.id, version: version.version }
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
  const projects = new Map<string, number>()
  for (const { project: code } of decision.duties) {
    const row = tx
      .select({ id: project.id })
      .from(project)
      .where(and(eq(project.planId, planId), eq(project.code, code)))
      .get()
    if (!row) throw problem('invalid', { errors: [{ path: 'project', message: `没有专栏项目“${code}”` }] })
    projects.set(code, row.id)
  }
  for (const projectId of projects.values())
    tx.update(projectDuty)
      .set({ endedOn: decidedOn })
      .where(and(eq(projectDuty.projectId, projectId), isNull(projectDuty.endedOn)))
      .run()
  for (const duty of decision.duties) {
    const projectId = projects.get(duty.project)
    if (projectId === undefined) continue
    const departmentId = getDepartmentId(tx, duty.department)
    const row = { projectId, departmentId, role: duty.role, basis: 'assigned' as const, decisionNumber, decidedOn }
    tx.insert(projectDuty).values(row).run()
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
