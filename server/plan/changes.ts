/** Loading a plan file: all or nothing, the same file again changes nothing, and what was reported stays. */
import { and, count, desc, eq, ne, sql } from 'drizzle-orm'
import type { Database, Read, Write } from '../../db/open.ts'
import {
  accountRole,
  allocation,
  allocationShortfall,
  allocationVersion,
  assignmentAnswer,
  assumption,
  assumptionTarget,
  counter,
  credit,
  department,
  departmentAlias,
  document,
  entry,
  entryTag,
  milestoneDecision,
  plan,
  planDepartment,
  planStage,
  planTag,
  project,
  projectDeadline,
  projectDuty,
  projectGroup,
  ruleVersion,
  specialColumn,
  supportItem,
  tally,
  target,
  targetMilestone,
  targetTask,
  task,
  taskDuty,
} from '../../db/schema.ts'
import type { Patch, PlanFile } from '../../seeds/plan-file.ts'
import { type Actor, record } from '../audit/record.ts'
import { dayOf } from '../clock.ts'

/** What in the database stands against a plan file, at a path of the file. */
export type Conflict = { path: string; wrong: string; right: string }

/** A plan file that cannot be loaded because of what has been reported or decided; nothing of it was kept. */
export class PlanConflict extends Error {
  readonly conflicts: readonly Conflict[]
  constructor(conflicts: readonly Conflict[]) {
    super(conflicts.map(({ wrong, right }) => `${wrong}。应当：${right}。`).join('\n'))
    this.conflicts = conflicts
  }
}

export type Outcome = 'added' | 'changed' | 'unchanged'
/** Works out every credit of a plan anew; given from outside because items stand to the right of plans. */
export type Recount = (tx: Write, planId: number) => void

/**
 * Loads a checked plan file through the audit log; the same file again writes nothing at all, no audit event either.
 * `hash` is the SHA-256 of the file. Throws `PlanConflict`.
 */
export function applyPlanFile(
  db: Database,
  { plan: file, hash }: { plan: PlanFile; hash: string },
  { actor, now, recount }: { actor: Actor; now: Date; recount: Recount },
): Outcome {
  const before = findFileHash(db.read, file.code)
  if (before === hash) return 'unchanged'
  const detail = { document: file.document.number, fileHash: hash, before: before ?? null }
  return record(db, { actor, action: 'load-plan', subjectType: 'plan', subject: file.code, detail }, now, (tx) =>
    loadPlan(tx, file, { hash, today: dayOf(now), recount }),
  )
}

const findFileHash = (db: Read, code: string) =>
  db.select({ hash: plan.fileHash }).from(plan).where(eq(plan.code, code)).get()?.hash

/**
 * Writes a plan. Rows are matched by code or number and updated in place; new ones are added; one that is gone from
 * the file is removed, unless something reported or decided hangs on it, which is a conflict. A changed rule becomes
 * a new version. Throws `PlanConflict` with every conflict; the caller's transaction then leaves nothing.
 */
export function loadPlan(
  tx: Write,
  file: PlanFile,
  { hash, today, recount }: { hash: string; today: string; recount: Recount },
): Outcome {
  const before = tx.select().from(plan).where(eq(plan.code, file.code)).get()
  if (before?.fileHash === hash) return 'unchanged'
  const conflicts: Conflict[] = []
  const conflict = (path: string, wrong: string, right: string) => conflicts.push({ path, wrong, right })

  const planId = savePlan(tx, file, hash, before, conflict)
  const loading: Loading = { tx, planId, file, today, conflict }
  const departments = saveDepartments(loading)
  saveTags(loading)
  saveStages(loading)
  const targets = saveTargets(loading)
  const assumptions = saveAssumptions(loading, targets)
  saveCounters(loading, targets, assumptions)
  removeAssumptions(loading)
  removeTargets(loading)
  saveTasks(loading, departments)
  saveTargetTasks(loading, targets)
  saveColumns(loading)
  saveSupports(loading)
  removeDepartments(loading)

  if (conflicts.length > 0) throw new PlanConflict(conflicts)
  if (!before) return 'added'
  recount(tx, planId)
  return 'changed'
}

type Loading = {
  tx: Write
  planId: number
  file: PlanFile
  today: string
  conflict: (path: string, wrong: string, right: string) => void
}
type Ids = ReadonlyMap<string, number>

function idOf(ids: Ids, code: string): number {
  const id = ids.get(code)
  if (id === undefined) throw new Error(`The plan file was not checked: ${code} is unknown.`)
  return id
}

// ── document and plan ────────────────────────────────────────────────────────────────────────────────────────────

function savePlan(
  tx: Write,
  file: PlanFile,
  fileHash: string,
  before: { id: number; documentId: number } | undefined,
  conflict: Loading['conflict'],
): number {
  const { code, name, product, startsOn, dueOn, outlook, position } = file
  const documentId = saveDocument(tx, file, before?.documentId, conflict)
  const values = { code, documentId, name, product, startsOn, dueOn, outlook, position, fileHash }
  if (!before) return tx.insert(plan).values(values).returning({ id: plan.id }).get().id
  tx.update(plan).set(values).where(eq(plan.id, before.id)).run()
  return before.id
}

function saveDocument(tx: Write, file: PlanFile, before: number | undefined, conflict: Loading['conflict']): number {
  const same = tx.select().from(document).where(eq(document.number, file.document.number)).get()
  const id = same?.id ?? before
  if (id === undefined) return tx.insert(document).values(file.document).returning({ id: document.id }).get().id
  const sharing = tx
    .select({ code: plan.code })
    .from(plan)
    .where(and(eq(plan.documentId, id), ne(plan.code, file.code)))
    .get()
  if (!sharing) tx.update(document).set(file.document).where(eq(document.id, id)).run()
  else if (!same) return tx.insert(document).values(file.document).returning({ id: document.id }).get().id
  else if (
    same.title !== file.document.title ||
    same.issuer !== file.document.issuer ||
    same.issuedOn !== file.document.issuedOn ||
    same.publishedOn !== file.document.publishedOn
  )
    conflict('document', `方案 ${sharing.code} 也出自${same.number}，写法不同`, '两个方案的 document 一致')
  return id
}

// ── departments, shared by all plans of the house ────────────────────────────────────────────────────────────────

function saveDepartments({ tx, planId, file, conflict }: Loading): Ids {
  const ids = new Map<string, number>()
  tx.delete(planDepartment).where(eq(planDepartment.planId, planId)).run()
  for (const [index, { code, name, aliases, existsFrom, existsTo }] of file.departments.entries()) {
    const path = `departments[${index}]`
    const known = tx.select().from(department).where(eq(department.code, code)).get()
    const shared = known !== undefined && isInOtherPlan(tx, known.id, planId)
    const taken = ownerOf(tx, name)
    if (taken !== undefined && taken !== known?.id) {
      conflict(path, `“${name}”已是另一个部门的名称或别名`, '用那个部门的代码，或另一个名称')
      continue
    }
    if (known && shared && known.name !== name)
      conflict(path, `代码 ${code} 在其他方案里是“${known.name}”`, '同一代码用同一名称，或换一个代码')
    const values = { code, name, existsFrom, existsTo }
    const id = known?.id ?? tx.insert(department).values(values).returning({ id: department.id }).get().id
    if (known && !shared) tx.update(department).set(values).where(eq(department.id, id)).run()
    ids.set(code, id)
    tx.insert(planDepartment).values({ planId, departmentId: id, position: index }).run()
    // another plan may know the department by further names
    if (!shared) tx.delete(departmentAlias).where(eq(departmentAlias.departmentId, id)).run()
    for (const alias of aliases) {
      const owner = ownerOf(tx, alias)
      if (owner === undefined) tx.insert(departmentAlias).values({ alias, departmentId: id }).run()
      else if (owner !== id) conflict(path, `“${alias}”已是另一个部门的名称或别名`, '一个名称只属一个部门')
    }
  }
  return ids
}

function ownerOf(tx: Read, name: string): number | undefined {
  return (
    tx.select({ id: department.id }).from(department).where(eq(department.name, name)).get()?.id ??
    tx.select({ id: departmentAlias.departmentId }).from(departmentAlias).where(eq(departmentAlias.alias, name)).get()
      ?.id
  )
}

function isInOtherPlan(tx: Read, departmentId: number, planId: number): boolean {
  const where = and(eq(planDepartment.departmentId, departmentId), ne(planDepartment.planId, planId))
  return tx.select().from(planDepartment).where(where).get() !== undefined
}

/** What hangs on departments that the file no longer names is a conflict; the others go when nobody needs them. */
function removeDepartments({ tx, planId, file, conflict }: Loading): void {
  const listed = new Set(file.departments.map((one) => one.code))
  const hanging = tx.all<{ id: number; code: string; name: string; what: string }>(sql`
    select d.id as id, d.code as code, d.name as name, h.what as what from ${department} d join (
      select department_id, '填报' as what from ${entry} where plan_id = ${planId}
      union select a.department_id, '分解值' from ${allocation} a
        join ${allocationVersion} v on v.id = a.version_id where v.plan_id = ${planId}
      union select y.department_id, '任务分工' from ${taskDuty} y
        join ${task} t on t.id = y.task_id where t.plan_id = ${planId}
      union select y.department_id, '专栏项目分工' from ${projectDuty} y
        join ${project} p on p.id = y.project_id where p.plan_id = ${planId}
    ) h on h.department_id = d.id order by d.id, h.what`)
  for (const one of hanging.filter(({ code }) => !listed.has(code)))
    conflict('departments', `部门“${one.name}”（${one.code}）还有${one.what}，不能去掉`, '保留这个部门，可写 existsTo')
  tx.run(sql`delete from ${departmentAlias} where department_id in (${orphans()})`)
  tx.run(sql`delete from ${department} where id in (${orphans()})`)
}

/** Departments in no plan, with nothing at all that names them. */
const orphans = () => sql`select id from ${department}
  where id not in (select department_id from ${planDepartment})
    and id not in (select department_id from ${entry})
    and id not in (select department_id from ${allocation})
    and id not in (select department_id from ${taskDuty})
    and id not in (select department_id from ${projectDuty})
    and id not in (select department_id from ${assignmentAnswer})
    and id not in (select department_id from ${accountRole} where department_id is not null)`

// ── tags and stages ──────────────────────────────────────────────────────────────────────────────────────────────

function saveTags({ tx, planId, file, conflict }: Loading): void {
  const used = tx
    .selectDistinct({ tag: entryTag.tag })
    .from(entryTag)
    .innerJoin(entry, eq(entry.id, entryTag.entryId))
    .where(eq(entry.planId, planId))
    .all()
  for (const { tag } of used)
    if (!file.tags.some((one) => one.code === tag))
      conflict('tags', `标签“${tag}”已有填报使用，不能去掉`, '保留这个标签')
  tx.delete(planTag).where(eq(planTag.planId, planId)).run()
  for (const [position, row] of file.tags.entries())
    tx.insert(planTag)
      .values({ planId, position, ...row })
      .run()
}

function saveStages({ tx, planId, file }: Loading): void {
  tx.delete(planStage).where(eq(planStage.planId, planId)).run()
  for (const row of file.stages)
    tx.insert(planStage)
      .values({ planId, ...row })
      .run()
}

// ── targets and their rules ──────────────────────────────────────────────────────────────────────────────────────

function saveTargets(loading: Loading): Ids {
  const { tx, planId, file } = loading
  const ids = new Map<string, number>()
  // numbers may change places, and are unique at every step
  tx.update(target)
    .set({ number: sql`-${target.id}` })
    .where(eq(target.planId, planId))
    .run()
  for (const [index, row] of file.targets.entries()) {
    const { code, number, name, shortName, level, value, unit, measure, pace, citation, correction } = row
    const values = {
      ...{ planId, code, number, name, shortName, level, value, unit, measure, pace, ...placeOf(citation) },
      correctionOriginal: correction?.original ?? null,
      correctionCorrected: correction?.corrected ?? null,
    }
    const known = tx
      .select({ id: target.id })
      .from(target)
      .where(and(eq(target.planId, planId), eq(target.code, code)))
      .get()
    const id = known?.id ?? tx.insert(target).values(values).returning({ id: target.id }).get().id
    if (known) tx.update(target).set(values).where(eq(target.id, id)).run()
    ids.set(code, id)
    tx.delete(targetMilestone).where(eq(targetMilestone.targetId, id)).run()
    tx.delete(targetTask).where(eq(targetTask.targetId, id)).run()
    for (const milestone of row.milestones)
      tx.insert(targetMilestone)
        .values({ targetId: id, ...milestone })
        .run()
    saveRule(loading, `targets[${index}].rule`, id, row)
  }
  return ids
}

const placeOf = ({ section, item, quote }: { section: string; item: string; quote: string }) => ({
  section,
  clause: item,
  quote,
})

/**
 * A rule that differs from the last version becomes the next one, in force from the file's day of decision where that
 * is later than the last version's, else from today: what was shown on an earlier day stays as it was.
 */
function saveRule({ tx, today, conflict }: Loading, path: string, targetId: number, row: PlanFile['targets'][number]) {
  const rule = row.rule === null ? null : JSON.stringify(row.rule)
  const last = tx
    .select()
    .from(ruleVersion)
    .where(eq(ruleVersion.targetId, targetId))
    .orderBy(desc(ruleVersion.version))
    .get()
  // what the office decided since stands until the file itself says something else
  const fromFile = tx
    .select()
    .from(ruleVersion)
    .where(and(eq(ruleVersion.targetId, targetId), eq(ruleVersion.decidedHere, false)))
    .orderBy(desc(ruleVersion.version))
    .get()
  const { by, on, number, note } = row.decided
  const decidedLater = last !== undefined && on > last.decidedOn
  if (fromFile && fromFile.rule === rule && (!decidedLater || on <= fromFile.decidedOn)) return
  const decidedOn = !last || decidedLater ? on : today
  if (last && decidedOn < last.decidedOn)
    conflict(path, `第${last.version}版口径自${last.decidedOn}起施行，晚于今天`, '在 decided.on 写更晚的日期')
  tx.insert(ruleVersion)
    .values({
      targetId,
      version: (last?.version ?? 0) + 1,
      rule,
      decidedBy: by,
      decidedOn,
      decisionNumber: number,
      note,
    })
    .run()
}

function removeTargets({ tx, planId, file, conflict }: Loading): void {
  const listed = new Set(file.targets.map((one) => one.code))
  const gone = tx.select().from(target).where(eq(target.planId, planId)).all()
  for (const { id, code, name } of gone.filter((one) => !listed.has(one.code))) {
    tx.delete(targetTask).where(eq(targetTask.targetId, id)).run()
    const allocated =
      has(tx.select({ n: count() }).from(allocation).where(eq(allocation.targetId, id)).get()) ||
      has(tx.select({ n: count() }).from(allocationShortfall).where(eq(allocationShortfall.targetId, id)).get())
    // its counters stay only where items count by them: `saveCounters` leaves those for this sentence
    const counted = has(tx.select({ n: count() }).from(counter).where(eq(counter.targetId, id)).get())
    if (allocated || counted) {
      conflict('targets', `指标“${name}”（${code}）已有${allocated ? '分解值' : '成果计入'}，不能去掉`, '保留这个指标')
      continue
    }
    tx.delete(targetMilestone).where(eq(targetMilestone.targetId, id)).run()
    tx.delete(ruleVersion).where(eq(ruleVersion.targetId, id)).run()
    tx.delete(milestoneDecision).where(eq(milestoneDecision.targetId, id)).run()
    tx.delete(assumptionTarget).where(eq(assumptionTarget.targetId, id)).run()
    tx.delete(target).where(eq(target.id, id)).run()
  }
}

const has = (row: { n: number } | undefined) => row !== undefined && row.n > 0

// ── assumptions and counters ─────────────────────────────────────────────────────────────────────────────────────

function saveAssumptions({ tx, planId, file }: Loading, targets: Ids): Ids {
  const ids = new Map<string, number>()
  for (const [position, row] of file.assumptions.entries()) {
    const { code, title, text, alternative } = row
    const values = { planId, code, position, title, text, alternative }
    const known = tx
      .select({ id: assumption.id })
      .from(assumption)
      .where(and(eq(assumption.planId, planId), eq(assumption.code, code)))
      .get()
    const id = known?.id ?? tx.insert(assumption).values(values).returning({ id: assumption.id }).get().id
    if (known) tx.update(assumption).set(values).where(eq(assumption.id, id)).run()
    ids.set(code, id)
    tx.delete(assumptionTarget).where(eq(assumptionTarget.assumptionId, id)).run()
    for (const targetCode of row.targets)
      tx.insert(assumptionTarget)
        .values({ assumptionId: id, targetId: idOf(targets, targetCode) })
        .run()
  }
  return ids
}

type Counter = {
  purpose: (typeof counter.$inferInsert)['purpose']
  targetId: number | null
  assumptionId: number | null
  patch: string | null
}

/** One counter a target, one for each other reading of it, one for each figure beside it, and one for any target. */
function saveCounters({ tx, planId, file }: Loading, targets: Ids, assumptions: Ids): void {
  const patchText = (patch: Patch) => JSON.stringify(patch)
  const wanted: Counter[] = [{ purpose: 'any', targetId: null, assumptionId: null, patch: null }]
  for (const row of file.targets) {
    const targetId = idOf(targets, row.code)
    wanted.push({ purpose: 'target', targetId, assumptionId: null, patch: null })
    for (const stage of row.beside)
      wanted.push({ purpose: 'beside', targetId, assumptionId: null, patch: patchText({ rule: { stage } }) })
  }
  for (const row of file.assumptions) {
    const { patch } = row
    if (!patch) continue
    const assumptionId = idOf(assumptions, row.code)
    for (const code of row.targets)
      wanted.push({ purpose: 'alternative', targetId: idOf(targets, code), assumptionId, patch: patchText(patch) })
  }
  // of an assumption and a target there is one counter, whatever its patch; beside a target one for each stage
  const keyOf = (one: Counter) =>
    JSON.stringify([one.purpose, one.targetId, one.assumptionId, one.purpose === 'beside' ? one.patch : null])
  const known = new Map(
    tx
      .select()
      .from(counter)
      .where(eq(counter.planId, planId))
      .all()
      .map((row) => [keyOf(row), row.id]),
  )
  for (const one of wanted) {
    const id = known.get(keyOf(one))
    known.delete(keyOf(one))
    if (id === undefined)
      tx.insert(counter)
        .values({ planId, ...one })
        .run()
    else tx.update(counter).set({ patch: one.patch }).where(eq(counter.id, id)).run()
  }
  const listed = new Set<number | null>(targets.values())
  for (const id of known.values()) {
    const gone = tx.select().from(counter).where(eq(counter.id, id)).get()
    const counted = has(tx.select({ n: count() }).from(credit).where(eq(credit.counterId, id)).get())
    if (gone?.purpose === 'target' && counted && !listed.has(gone.targetId)) continue
    tx.delete(tally).where(eq(tally.counterId, id)).run()
    tx.delete(credit).where(eq(credit.counterId, id)).run()
    tx.delete(counter).where(eq(counter.id, id)).run()
  }
}

function removeAssumptions({ tx, planId, file }: Loading): void {
  const listed = new Set(file.assumptions.map((one) => one.code))
  for (const { id, code } of tx.select().from(assumption).where(eq(assumption.planId, planId)).all()) {
    if (listed.has(code)) continue
    tx.delete(assumptionTarget).where(eq(assumptionTarget.assumptionId, id)).run()
    tx.delete(assumption).where(eq(assumption.id, id)).run()
  }
}

// ── tasks, columns, supports ─────────────────────────────────────────────────────────────────────────────────────

function saveTasks({ tx, planId, file, conflict }: Loading, departments: Ids): void {
  for (const row of file.tasks) {
    const { number, title, openEnded, collective, citation } = row
    const values = {
      ...{ planId, number, title, openEnded, ...placeOf(citation) },
      collective: collective !== null,
      collectiveName: collective,
    }
    const known = tx
      .select({ id: task.id })
      .from(task)
      .where(and(eq(task.planId, planId), eq(task.number, number)))
      .get()
    const id = known?.id ?? tx.insert(task).values(values).returning({ id: task.id }).get().id
    if (known) tx.update(task).set(values).where(eq(task.id, id)).run()

    const duties = row.departments.map(({ code, role, basis }, position) => ({
      ...{ taskId: id, departmentId: departments.get(code), role, basis, position },
      decidedOn: file.document.issuedOn,
    }))
    const fromFile = and(eq(taskDuty.taskId, id), ne(taskDuty.basis, 'assigned'))
    for (const old of tx.select().from(taskDuty).where(fromFile).all()) {
      const kept = duties.some((duty) => duty.departmentId === old.departmentId)
      if (!kept) tx.delete(taskDuty).where(eq(taskDuty.id, old.id)).run()
    }
    for (const { departmentId, ...duty } of duties) {
      if (departmentId === undefined) continue
      const updated = tx
        .update(taskDuty)
        .set(duty)
        .where(and(fromFile, eq(taskDuty.departmentId, departmentId)))
        .returning({ id: taskDuty.id })
        .all()
      if (updated.length === 0)
        tx.insert(taskDuty)
          .values({ departmentId, ...duty })
          .run()
    }
  }
  const listed = new Set(file.tasks.map((one) => one.number))
  const gone = tx.select().from(task).where(eq(task.planId, planId)).all()
  for (const { id, number, title } of gone.filter((one) => !listed.has(one.number))) {
    const reported = has(tx.select({ n: count() }).from(entry).where(eq(entry.taskId, id)).get())
    const assigned = and(eq(taskDuty.taskId, id), eq(taskDuty.basis, 'assigned'))
    const decided = has(tx.select({ n: count() }).from(taskDuty).where(assigned).get())
    if (reported || decided) {
      conflict('tasks', `任务${number}“${title}”已有${reported ? '填报' : '指定的分工'}，不能去掉`, '保留这项任务')
      continue
    }
    tx.delete(taskDuty).where(eq(taskDuty.taskId, id)).run()
    tx.delete(task).where(eq(task.id, id)).run()
  }
}

/** Which tasks carry a target. */
function saveTargetTasks({ tx, planId, file }: Loading, targets: Ids): void {
  const tasks = new Map(
    tx
      .select({ id: task.id, number: task.number })
      .from(task)
      .where(eq(task.planId, planId))
      .all()
      .map((row) => [row.number, row.id]),
  )
  for (const row of file.targets)
    for (const number of row.tasks) {
      const taskId = tasks.get(number)
      if (taskId !== undefined)
        tx.insert(targetTask)
          .values({ targetId: idOf(targets, row.code), taskId })
          .run()
    }
}

function saveColumns({ tx, planId, file, conflict }: Loading): void {
  tx.update(project)
    .set({ number: sql`-${project.id}` })
    .where(eq(project.planId, planId))
    .run()
  const groupsKept = new Set<number>()
  const columnsKept = new Set<number>()
  for (const { number, title, groups } of file.columns) {
    const columnId =
      tx
        .update(specialColumn)
        .set({ title })
        .where(and(eq(specialColumn.planId, planId), eq(specialColumn.number, number)))
        .returning({ id: specialColumn.id })
        .get()?.id ??
      tx.insert(specialColumn).values({ planId, number, title }).returning({ id: specialColumn.id }).get().id
    columnsKept.add(columnId)
    for (const [position, group] of groups.entries()) {
      const shown = { title: group.title, level: group.level }
      const groupId =
        tx
          .update(projectGroup)
          .set(shown)
          .where(and(eq(projectGroup.columnId, columnId), eq(projectGroup.position, position)))
          .returning({ id: projectGroup.id })
          .get()?.id ??
        tx
          .insert(projectGroup)
          .values({ columnId, position, ...shown })
          .returning({ id: projectGroup.id })
          .get().id
      groupsKept.add(groupId)
      for (const { citation, ...row } of group.projects) {
        const values = { planId, groupId, ...row, ...placeOf(citation) }
        const where = and(eq(project.planId, planId), eq(project.code, row.code))
        const updated = tx.update(project).set(values).where(where).returning({ id: project.id }).all()
        if (updated.length === 0) tx.insert(project).values(values).run()
      }
    }
  }
  removeProjects(tx, planId, file, conflict)
  // groups and columns go last, when no project stands in them; where one had to stay, so do they
  const standing = tx.selectDistinct({ id: project.groupId }).from(project).where(eq(project.planId, planId)).all()
  for (const { id } of standing) groupsKept.add(id)
  const columns = tx.select().from(specialColumn).where(eq(specialColumn.planId, planId)).all()
  for (const column of columns) {
    const groups = tx.select().from(projectGroup).where(eq(projectGroup.columnId, column.id)).all()
    for (const group of groups)
      if (!groupsKept.has(group.id)) tx.delete(projectGroup).where(eq(projectGroup.id, group.id)).run()
    if (!columnsKept.has(column.id) && groups.every((group) => !groupsKept.has(group.id)))
      tx.delete(specialColumn).where(eq(specialColumn.id, column.id)).run()
  }
}

function removeProjects(tx: Write, planId: number, file: PlanFile, conflict: Loading['conflict']): void {
  const listed = new Set(file.columns.flatMap(({ groups }) => groups.flatMap((g) => g.projects.map((p) => p.code))))
  const gone = tx.select().from(project).where(eq(project.planId, planId)).all()
  for (const { id, code, name } of gone.filter((one) => !listed.has(one.code))) {
    const reported = has(tx.select({ n: count() }).from(entry).where(eq(entry.projectId, id)).get())
    const decided =
      has(tx.select({ n: count() }).from(projectDuty).where(eq(projectDuty.projectId, id)).get()) ||
      has(tx.select({ n: count() }).from(projectDeadline).where(eq(projectDeadline.projectId, id)).get())
    if (reported || decided)
      conflict(
        'columns',
        `项目“${name}”（${code}）已有${reported ? '填报' : '责任部门或时限'}，不能去掉`,
        '保留这个项目',
      )
    else tx.delete(project).where(eq(project.id, id)).run()
  }
}

function saveSupports({ tx, planId, file }: Loading): void {
  tx.delete(supportItem).where(eq(supportItem.planId, planId)).run()
  for (const [position, { citation, ...row }] of file.supports.entries())
    tx.insert(supportItem)
      .values({ planId, position, ...row, ...placeOf(citation) })
      .run()
}
