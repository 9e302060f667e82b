/** Reading plans in the shape of the public contract. */
import { and, asc, count, desc, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { z } from 'zod'
import type { Read } from '../../db/open.ts'
import {
  allocation,
  allocationVersion,
  assumption,
  assumptionReading,
  assumptionTarget,
  department,
  departmentAlias,
  document,
  milestoneDecision,
  plan,
  planDepartment,
  planStage,
  planTag,
  project,
  projectDuty,
  projectGroup,
  ruleVersion,
  setting,
  specialColumn,
  supportItem,
  target,
  task,
  taskDuty,
} from '../../db/schema.ts'
import { KINDS, STAGES } from '../../db/words.ts'
import { type Citation, countingRule, type Plan, type PlanTarget, type planSummaryRow } from './contract.ts'

type PlanRow = z.infer<typeof planSummaryRow>

/** All plans in the order of the switcher. */
export function listPlans(db: Read): PlanRow[] {
  return db
    .select()
    .from(plan)
    .innerJoin(document, eq(document.id, plan.documentId))
    .orderBy(asc(plan.position), asc(plan.code))
    .all()
    .map((row) => summaryRow(db, row))
}

/**
 * The plan whole, or undefined. Rules, duties and allocations are those in force at the end of the day `asKnownOn`
 * (`YYYY-MM-DD`); the gaps in responsibility 责任缺口 follow from them.
 */
export function findPlan(db: Read, code: string, asKnownOn: string): Plan | undefined {
  const row = db
    .select()
    .from(plan)
    .innerJoin(document, eq(document.id, plan.documentId))
    .where(eq(plan.code, code))
    .get()
  if (!row) return undefined
  const planId = row.plan.id
  const targets = listTargets(db, planId, asKnownOn)
  const tasks = listTasks(db, planId, asKnownOn)
  const columns = listColumns(db, planId, asKnownOn)
  const allocated = listAllocatedTargets(db, planId, asKnownOn)
  const projects = columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
  return {
    ...summaryRow(db, row),
    outlook: row.plan.outlook,
    assumptions: listAssumptions(db, planId, asKnownOn),
    targets,
    departments: listDepartments(db, planId),
    tasks,
    columns,
    supports: db
      .select()
      .from(supportItem)
      .where(eq(supportItem.planId, planId))
      .orderBy(asc(supportItem.position))
      .all()
      .map((support) => ({ ...support, citation: citationOf(support) })),
    tags: db
      .select({ code: planTag.code, name: planTag.name })
      .from(planTag)
      .where(eq(planTag.planId, planId))
      .orderBy(asc(planTag.position))
      .all(),
    stages: listStages(db, planId),
    gaps: {
      tasksWithoutStatedLead: tasks
        .filter((one) => !one.departments.some((duty) => duty.role === 'lead' && duty.basis !== 'first-listed'))
        .map((one) => one.number),
      projectsWithoutDepartment: projects.filter((one) => one.departments.length === 0).map((one) => one.code),
      targetsWithoutAllocation: targets.filter((one) => !allocated.has(one.code)).map((one) => one.code),
    },
    demo: isDemo(db),
  }
}

type Joined = { plan: typeof plan.$inferSelect; document: typeof document.$inferSelect }

function summaryRow(db: Read, { plan: row, document: from }: Joined): PlanRow {
  const rows = (table: typeof target | typeof task | typeof project | typeof planDepartment | typeof supportItem) =>
    db.select({ n: count() }).from(table).where(eq(table.planId, row.id)).get()?.n ?? 0
  const { code, name, product, startsOn, dueOn } = row
  const { number, title, issuer, issuedOn, publishedOn } = from
  return {
    ...{ code, name, product, startsOn, dueOn },
    document: { number, title, issuer, issuedOn, publishedOn },
    counts: {
      targets: rows(target),
      tasks: rows(task),
      projects: rows(project),
      departments: rows(planDepartment),
      supports: rows(supportItem),
    },
  }
}

const citationOf = (row: { section: string; clause: string | null; quote: string | null }): Citation => ({
  section: row.section,
  item: row.clause,
  quote: row.quote,
})

function listTargets(db: Read, planId: number, asKnownOn: string): PlanTarget[] {
  const versions = db
    .select({ of: ruleVersion })
    .from(ruleVersion)
    .innerJoin(target, eq(target.id, ruleVersion.targetId))
    .where(and(eq(target.planId, planId), lte(ruleVersion.decidedOn, asKnownOn)))
    .orderBy(asc(ruleVersion.decidedOn), asc(ruleVersion.version))
    .all()
  const decided = milestonesDecided(db, planId, asKnownOn)
  return db
    .select()
    .from(target)
    .where(eq(target.planId, planId))
    .orderBy(asc(target.number))
    .all()
    .map((row): PlanTarget => {
      const ruleVersions = versions
        .filter(({ of }) => of.targetId === row.id)
        .map(({ of: { version, rule, decidedBy, decidedOn, decisionNumber, note } }) => ({
          ...{ version, decidedBy, decidedOn, number: decisionNumber, note },
          rule: rule === null ? null : countingRule.parse(JSON.parse(rule)),
        }))
      const { code, number, name, shortName, level, value, unit, measure } = row
      const pace = (decided.get(row.id)?.length ?? 0) > 0 ? 'milestones' : row.pace
      return {
        ...{ code, number, name, shortName, level, value, unit, measure, pace },
        comparator: '≥',
        rule: ruleVersions.at(-1)?.rule ?? null,
        ruleVersions,
        citation: citationOf(row),
        correction:
          row.correctionOriginal !== null && row.correctionCorrected !== null
            ? { original: row.correctionOriginal, corrected: row.correctionCorrected }
            : null,
      }
    })
}

/** 序时节点 that the office has set and that are in force on a day, by target; an empty list: the file's pace again. */
export function milestonesDecided(
  db: Read,
  planId: number,
  day: string,
): ReadonlyMap<number, { on: string; value: number }[]> {
  const rows = db
    .select({ targetId: milestoneDecision.targetId, points: milestoneDecision.points })
    .from(milestoneDecision)
    .innerJoin(target, eq(target.id, milestoneDecision.targetId))
    .where(and(eq(target.planId, planId), lte(milestoneDecision.decidedOn, day)))
    .orderBy(asc(milestoneDecision.decidedOn), asc(milestoneDecision.id))
    .all()
  return new Map(rows.map((row) => [row.targetId, JSON.parse(row.points) as { on: string; value: number }[]]))
}

/** The assumptions that are read the other way on a day, by a decision, as codes. */
export function adoptedOn(db: Read, planId: number, day: string): ReadonlySet<string> {
  const decided = db
    .select()
    .from(assumptionReading)
    .where(and(eq(assumptionReading.planId, planId), lte(assumptionReading.decidedOn, day)))
    .orderBy(asc(assumptionReading.decidedOn), asc(assumptionReading.id))
    .all()
  const last = new Map(decided.map((one) => [one.assumption, one.reading]))
  return new Set([...last].flatMap(([code, reading]) => (reading === 'alternative' ? [code] : [])))
}

function listAssumptions(db: Read, planId: number, day: string): Plan['assumptions'] {
  const adopted = adoptedOn(db, planId, day)
  const bearing = db
    .select({ assumptionId: assumptionTarget.assumptionId, code: target.code })
    .from(assumptionTarget)
    .innerJoin(target, eq(target.id, assumptionTarget.targetId))
    .where(eq(target.planId, planId))
    .orderBy(asc(target.number))
    .all()
  return db
    .select()
    .from(assumption)
    .where(eq(assumption.planId, planId))
    .orderBy(asc(assumption.position))
    .all()
    .map(({ id, code, title, text, alternative }) => ({
      ...{ code, title, text, alternative },
      reading: adopted.has(code) ? 'alternative' : 'original',
      targets: bearing.filter((one) => one.assumptionId === id).map((one) => one.code),
    }))
}

/** In the order of the ladders. */
function listStages(db: Read, planId: number): Plan['stages'] {
  const rank = (row: Plan['stages'][number]) => KINDS.indexOf(row.kind) * 100 + STAGES.indexOf(row.stage)
  return db
    .select()
    .from(planStage)
    .where(eq(planStage.planId, planId))
    .orderBy(asc(planStage.kind), asc(planStage.stage))
    .all()
    .sort((a, b) => rank(a) - rank(b))
}

function listDepartments(db: Read, planId: number): Plan['departments'] {
  const aliases = db
    .select({ departmentId: departmentAlias.departmentId, alias: departmentAlias.alias })
    .from(departmentAlias)
    .innerJoin(planDepartment, eq(planDepartment.departmentId, departmentAlias.departmentId))
    .where(eq(planDepartment.planId, planId))
    .orderBy(asc(departmentAlias.alias))
    .all()
  return db
    .select({ of: department })
    .from(planDepartment)
    .innerJoin(department, eq(department.id, planDepartment.departmentId))
    .where(eq(planDepartment.planId, planId))
    .orderBy(asc(planDepartment.position))
    .all()
    .map(({ of: { id, code, name, existsFrom, existsTo } }) => ({
      ...{ code, name, existsFrom, existsTo },
      aliases: aliases.filter((one) => one.departmentId === id).map((one) => one.alias),
    }))
}

/** In force at the end of a day: decided on or before it, and not ended by then. */
const inForce = (decidedOn: SQLiteColumn, endedOn: SQLiteColumn, day: string) =>
  and(lte(decidedOn, day), or(isNull(endedOn), gt(endedOn, day)))

function listTasks(db: Read, planId: number, asKnownOn: string): Plan['tasks'] {
  const duties = db
    .select({ of: taskDuty, code: department.code })
    .from(taskDuty)
    .innerJoin(task, eq(task.id, taskDuty.taskId))
    .innerJoin(department, eq(department.id, taskDuty.departmentId))
    .where(and(eq(task.planId, planId), inForce(taskDuty.decidedOn, taskDuty.endedOn, asKnownOn)))
    .orderBy(asc(taskDuty.position), asc(taskDuty.id))
    .all()
  return db
    .select()
    .from(task)
    .where(eq(task.planId, planId))
    .orderBy(asc(task.number))
    .all()
    .map((row) => {
      const { number, title, section, openEnded, collective, collectiveName } = row
      const its = duties.filter((duty) => duty.of.taskId === row.id)
      return {
        ...{ number, title, section, openEnded, collective, collectiveName },
        citation: citationOf(row),
        departments: its.map(dutyOf),
      }
    })
}

type DutyRow = Pick<typeof taskDuty.$inferSelect, 'role' | 'basis' | 'decisionNumber' | 'decidedOn'>

const dutyOf = ({ of: { role, basis, decisionNumber, decidedOn }, code }: { of: DutyRow; code: string }) => ({
  ...{ code, role, basis, decisionNumber },
  decidedOn,
})

function listColumns(db: Read, planId: number, asKnownOn: string): Plan['columns'] {
  const duties = db
    .select({ of: projectDuty, code: department.code })
    .from(projectDuty)
    .innerJoin(project, eq(project.id, projectDuty.projectId))
    .innerJoin(department, eq(department.id, projectDuty.departmentId))
    .where(and(eq(project.planId, planId), inForce(projectDuty.decidedOn, projectDuty.endedOn, asKnownOn)))
    .orderBy(asc(projectDuty.role), asc(projectDuty.id))
    .all()
  const projects = db.select().from(project).where(eq(project.planId, planId)).orderBy(asc(project.number)).all()
  const groups = db
    .select({ of: projectGroup })
    .from(projectGroup)
    .innerJoin(specialColumn, eq(specialColumn.id, projectGroup.columnId))
    .where(eq(specialColumn.planId, planId))
    .orderBy(asc(projectGroup.position))
    .all()
  return db
    .select()
    .from(specialColumn)
    .where(eq(specialColumn.planId, planId))
    .orderBy(asc(specialColumn.number))
    .all()
    .map((column) => ({
      number: column.number,
      title: column.title,
      groups: groups
        .filter(({ of }) => of.columnId === column.id)
        .map(({ of: group }) => ({
          title: group.title,
          level: group.level,
          projects: projects
            .filter((row) => row.groupId === group.id)
            .map((row) => {
              const { code, number, name, kind, level } = row
              const its = duties.filter((duty) => duty.of.projectId === row.id)
              return { ...{ code, number, name, kind, level }, citation: citationOf(row), departments: its.map(dutyOf) }
            }),
        })),
    }))
}

/** Targets that the allocation in force on a day asks some department to bring. */
function listAllocatedTargets(db: Read, planId: number, asKnownOn: string): ReadonlySet<string> {
  const version = db
    .select({ id: allocationVersion.id })
    .from(allocationVersion)
    .where(and(eq(allocationVersion.planId, planId), lte(allocationVersion.decidedOn, asKnownOn)))
    .orderBy(desc(allocationVersion.decidedOn), desc(allocationVersion.version))
    .get()
  if (!version) return new Set()
  const rows = db
    .selectDistinct({ code: target.code })
    .from(allocation)
    .innerJoin(target, eq(target.id, allocation.targetId))
    .where(and(eq(allocation.versionId, version.id), gt(allocation.value, 0)))
    .all()
  return new Set(rows.map((row) => row.code))
}

/** Whether the data are synthetic 演示数据: setting `demo` says on which day they stand. */
function isDemo(db: Read): boolean {
  const row = db.select({ value: setting.value }).from(setting).where(eq(setting.key, 'demo')).get()
  return row !== undefined && row.value !== 'null'
}
