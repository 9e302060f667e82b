/** Deciding: each change takes the caller's transaction, so that its effect can be rehearsed by the same code. */
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import {
  allocationDraft,
  allocationShortfall,
  assignmentAnswer,
  assumption,
  assumptionReading,
  assumptionTarget,
  milestoneDecision,
  project,
  projectDeadline,
  projectDuty,
  ruleVersion,
  target,
  task,
  taskDuty,
} from '../../db/schema.ts'
import type { Basis, DutyRole } from '../../db/words.ts'
import { recountPlan } from '../items/credits.ts'
import { decideAllocation } from '../plan/assignments.ts'
import { type CountingRule, countingRule } from '../plan/contract.ts'
import { type FieldFault, problem, type Wording } from '../problem.ts'
import { ladderOf } from '../standards/stages.ts'
import { type Cell, faultsOf, type Shortfall } from './checks.ts'
import type {
  AnswerBody,
  DeadlinesBody,
  DutiesBody,
  DutyPart,
  MilestonesBody,
  ReadingBody,
  RuleBody,
} from './contract.ts'
import {
  aboutCells,
  aboutDuty,
  cellsOf,
  findDepartmentAssigned,
  findDraft,
  lastReading,
  listDepartmentIds,
  listNamed,
  listTargets,
  listVersions,
  namedBy,
  type PlanRow,
  patchOf,
} from './queries.ts'

type Content = { cells: readonly Cell[]; shortfalls: readonly Shortfall[] }

const refuse = (path: string, zh: string, en: string) => problem('invalid', { errors: [{ path, message: { zh, en } }] })
const stale = (zh: string, en: string) => problem('stale', { detail: { zh, en } })

/** A decision cannot hold from before the plan, nor from before the one that it follows; after the due day it can. */
function checkDay(of: PlanRow, decidedOn: string, after: string | undefined): void {
  if (decidedOn < of.startsOn)
    throw refuse('decidedOn', `早于方案起算日${of.startsOn}`, `It is before the plan begins.`)
  if (after !== undefined && decidedOn < after)
    throw refuse('decidedOn', `早于上一次决定的${after}`, `It is before the last decision (${after}).`)
}

/** What moves recognised figures holds from today on at the earliest: what was shown on an earlier day stays. */
function checkAhead(of: PlanRow, decidedOn: string, today: string, after: string | undefined): void {
  if (decidedOn < today)
    throw refuse(
      'decidedOn',
      '口径从今天或以后施行：以前显示的数不改',
      'A rule holds from today on: what was shown before stays.',
    )
  checkDay(of, decidedOn, after)
}

// ── 目标分解 ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every cell speaks of a target and department of the plan, once. Throws a problem that names what does not. */
function checkContent(db: Read, of: PlanRow, { cells, shortfalls }: Content, day: string): void {
  const targets = new Set(listTargets(db, of.id).map((one) => one.code))
  const departments = listDepartmentIds(db, of.id, day)
  const errors: FieldFault[] = []
  const seen = new Set<string>()
  for (const [index, cell] of cells.entries()) {
    const place = `${cell.target} ${cell.department}`
    if (!targets.has(cell.target)) errors.push({ path: `cells.${index}.target`, message: `没有指标“${cell.target}”` })
    if (!departments.has(cell.department))
      errors.push({ path: `cells.${index}.department`, message: `没有部门“${cell.department}”，或它已经撤并` })
    if (seen.has(place))
      errors.push({ path: `cells.${index}`, message: { zh: '同一格写了两次', en: 'The cell is given twice.' } })
    seen.add(place)
  }
  for (const [index, one] of shortfalls.entries())
    if (!targets.has(one.target) || shortfalls.findIndex((other) => other.target === one.target) !== index)
      errors.push({ path: `shortfalls.${index}.target`, message: `没有指标“${one.target}”，或写了两次` })
  if (errors.length > 0) throw problem('invalid', { errors: errors.slice(0, 20) })
}

/** Keeps the draft; answers its new version. A draft may lack anything. Throws `stale` where somebody else wrote. */
export function saveDraft(
  tx: Write,
  of: PlanRow,
  { version, cells, shortfalls }: Content & { version: number },
  { accountId, now, today }: { accountId: number; now: Date; today: string },
): number {
  checkContent(tx, of, { cells, shortfalls }, today)
  const known = findDraft(tx, of.id)
  if ((known?.version ?? 0) !== version)
    throw stale('草案已被别人改过。请核对改动的格子。', 'The draft was changed by somebody else.')
  const values = {
    planId: of.id,
    version: version + 1,
    content: JSON.stringify({ cells, shortfalls: shortfalls.filter((one) => one.reason.trim() !== '') }),
    updatedById: accountId,
    updatedAt: now.toISOString(),
  }
  tx.insert(allocationDraft).values(values).onConflictDoUpdate({ target: allocationDraft.planId, set: values }).run()
  return version + 1
}

/** Throws the draft away; the next one starts as a copy of the last version. */
export function discardDraft(tx: Write, of: PlanRow, version: number): void {
  if (findDraft(tx, of.id)?.version !== version)
    throw stale('草案已被别人改过，没有放弃。', 'The draft was changed by somebody else.')
  tx.delete(allocationDraft).where(eq(allocationDraft.planId, of.id)).run()
}

/** Writes the next version as its content stands, without asking whether it is whole: for its effect. */
export function writeAllocation(
  tx: Write,
  of: PlanRow,
  { cells, shortfalls, decisionNumber, decidedOn }: Content & { decisionNumber: string; decidedOn: string },
): number {
  checkContent(tx, of, { cells, shortfalls }, decidedOn)
  checkDay(of, decidedOn, listVersions(tx, of.id)[0]?.decidedOn)
  const made = decideAllocation(tx, { plan: of.code, decisionNumber, decidedOn, values: cells })
  for (const { id, code } of listTargets(tx, of.id)) {
    const reason = shortfalls.find((one) => one.target === code)?.reason.trim()
    if (reason) tx.insert(allocationShortfall).values({ versionId: made.id, targetId: id, reason }).run()
  }
  return made.version
}

/** Publishes the draft as it was last saved; what it lacks is named target by target. Answers the new version. */
export function publishDraft(
  tx: Write,
  of: PlanRow,
  { draftVersion, ...decision }: { draftVersion: number; decisionNumber: string; decidedOn: string },
): number {
  const draft = findDraft(tx, of.id)
  if (draft?.version !== draftVersion)
    throw stale('草案已被别人改过，没有发布。', 'The draft was changed by somebody else and was not published.')
  const targets = listTargets(tx, of.id)
  const named = namedBy(listNamed(tx, of.id, decision.decidedOn))
  const faults = faultsOf(targets, draft.cells, draft.shortfalls, named)
  if (faults.length > 0)
    throw problem('incomplete', {
      detail: { zh: '还不能发布，请按 errors 补齐。', en: 'It cannot be published yet.' },
      errors: faults.slice(0, 50).map((one): FieldFault => {
        const name = targets.find((candidate) => candidate.code === one.target)?.shortName ?? ''
        if (one.fault === 'nothing')
          return { path: 'cells', message: { zh: '一格也没有分', en: 'Nothing is divided.' } }
        if (one.fault === 'under')
          return {
            path: `shortfalls.${one.target}`,
            message: {
              zh: `${name}差${one.by}。补齐，或写明由谁承担`,
              en: `${one.target}: ${one.by} short. Complete it, or say who carries the rest.`,
            },
          }
        return {
          path: `cells.${one.target}.${one.department}`,
          message: {
            zh: `${name}：没点名的部门要写理由（5字以上）`,
            en: `A reason of 5 characters or more is needed.`,
          },
        }
      }),
    })
  const version = writeAllocation(tx, of, { ...draft, ...decision })
  tx.delete(allocationDraft).where(eq(allocationDraft.planId, of.id)).run()
  return version
}

// ── 责任分工 ─────────────────────────────────────────────────────────────────────────────────────────────────────

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
    changed += ended.length + begun.length
    const said = (parts: readonly DutyPart[]) => parts.map((one) => `${one.role} ${one.department}`)
    log.push({ subject: `${change.subject} ${change.key}`, before: said(now), after: said(change.parts) })
  }
  return { changed, log }
}

type Subject = { kind: 'task' | 'project'; id: number; name: string }

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
  return { kind: subject, id: row.id, name: `“${row.name}”` }
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
    log.push({ project: code, before, after: dueOn })
  }
  return { changed: log.length, log }
}

// ── 口径, 假设, 节点 ─────────────────────────────────────────────────────────────────────────────────────────────

type Ruling = Pick<RuleBody, 'decidedBy' | 'decidedOn' | 'decisionNumber' | 'note'>

function getTarget(db: Read, of: PlanRow, code: string) {
  const row = db
    .select()
    .from(target)
    .where(and(eq(target.planId, of.id), eq(target.code, code)))
    .get()
  if (!row) throw refuse('target', `没有指标“${code}”`, `There is no target “${code}”.`)
  return row
}

const lastRule = (db: Read, targetId: number) =>
  db.select().from(ruleVersion).where(eq(ruleVersion.targetId, targetId)).orderBy(desc(ruleVersion.version)).get()

function addRule(
  tx: Write,
  targetId: number,
  rule: CountingRule | null,
  { decidedBy, decidedOn, decisionNumber, note }: Ruling,
) {
  const last = lastRule(tx, targetId)
  tx.insert(ruleVersion)
    .values({
      ...{ targetId, decidedBy, decidedOn, decisionNumber, note, decidedHere: true },
      version: (last?.version ?? 0) + 1,
      rule: rule === null ? null : JSON.stringify(rule),
    })
    .run()
}

/** A rule has to fit the kinds that it counts: a stage of their ladders, classes for standards, tags of the plan. */
function checkRule(of: PlanRow, rule: CountingRule, tags: ReadonlySet<string>): void {
  const ladders = rule.kinds.flatMap((kind) => {
    if (kind !== 'standard') return [ladderOf(kind, null)]
    const others = rule.classes === null || rule.classes.some((one) => one !== 'international')
    return [
      ...(others ? [ladderOf(kind, 'national')] : []),
      ...(rule.classes?.includes('international') ? [ladderOf(kind, 'international')] : []),
    ]
  })
  for (const ladder of ladders)
    if (!(ladder as readonly string[]).includes(rule.stage))
      throw refuse('rule.stage', '这类成果没有这个阶段', 'What it counts has no such stage.')
  if (rule.classes && !rule.kinds.includes('standard'))
    throw refuse('rule.classes', '只有标准分类别', 'Only standards have classes.')
  if (rule.levels && rule.kinds.every((kind) => kind === 'standard'))
    throw refuse('rule.levels', '标准不分级别', 'Standards have no level.')
  for (const tag of rule.tags ?? [])
    if (!tags.has(tag)) throw refuse('rule.tags', `方案${of.code}没有标签“${tag}”`, `There is no tag “${tag}”.`)
}

/** Makes a new version of a target's rule and counts everything anew. Answers before and after for the log. */
export function changeRule(
  tx: Write,
  of: PlanRow,
  body: RuleBody,
  { today, tags }: { today: string; tags: ReadonlySet<string> },
): { changed: number; before: CountingRule | null; after: CountingRule | null } {
  const row = getTarget(tx, of, body.target)
  const last = lastRule(tx, row.id)
  if ((last?.version ?? 0) !== body.was)
    throw stale('口径已被别人改过，本次没有保存。', 'The rule was changed by somebody else; nothing was saved.')
  checkAhead(of, body.decidedOn, today, last?.decidedOn)
  if (body.rule) checkRule(of, body.rule, tags)
  const before = last?.rule ? countingRule.parse(JSON.parse(last.rule)) : null
  if (JSON.stringify(before) === JSON.stringify(body.rule))
    throw refuse('rule', '与现在的口径相同', 'It is the rule as it is.')
  addRule(tx, row.id, body.rule, body)
  recountPlan(tx, of.id)
  return { changed: 1, before, after: body.rule }
}

const PLAN_FILE: Wording = {
  zh: '这条假设不能在这里改：起算日和只有文字的理解写在方案文件里，改文件后重新载入。',
  en: 'This assumption cannot be changed here: the plan file holds it. Change the file and load it again.',
}

/**
 * Takes the other reading of an assumption, or the plan file's again: a new version of the rule of every target that it
 * bears on. Answers before and after of each for the log.
 */
export function changeReading(
  tx: Write,
  of: PlanRow,
  body: ReadingBody,
  today: string,
): { changed: number; rules: { target: string; before: CountingRule | null; after: CountingRule }[] } {
  const row = tx
    .select()
    .from(assumption)
    .where(and(eq(assumption.planId, of.id), eq(assumption.code, body.assumption)))
    .get()
  if (!row) throw refuse('assumption', `没有假设“${body.assumption}”`, `There is no assumption “${body.assumption}”.`)
  const patch = patchOf(tx, row.id)
  if (!patch?.rule || patch.startsOn !== undefined) throw problem('invalid', { detail: PLAN_FILE })
  const now = lastReading(tx, of.id, body.assumption)
  if (now !== body.was)
    throw stale('这条假设已被别人改过，本次没有保存。', 'The assumption was changed by somebody else.')
  if (now === body.reading) throw refuse('reading', '已经是这种理解', 'It is read so already.')
  const targets = tx
    .select({ id: target.id, code: target.code })
    .from(assumptionTarget)
    .innerJoin(target, eq(target.id, assumptionTarget.targetId))
    .where(eq(assumptionTarget.assumptionId, row.id))
    .all()
  const log: { target: string; before: CountingRule | null; after: CountingRule }[] = []
  for (const { id, code } of targets) {
    const last = lastRule(tx, id)
    checkAhead(of, body.decidedOn, today, last?.decidedOn)
    const before = last?.rule ? countingRule.parse(JSON.parse(last.rule)) : null
    const own = body.reading === 'alternative' ? patch.rule : ownReading(tx, id, patch.rule)
    const after = own && countingRule.safeParse({ ...before, ...own }).data
    if (!after || JSON.stringify(after) === JSON.stringify(before)) continue
    addRule(tx, id, after, body)
    log.push({ target: code, before, after })
  }
  tx.insert(assumptionReading)
    .values({
      ...{ planId: of.id, assumption: body.assumption, reading: body.reading, decidedBy: body.decidedBy },
      ...{ decidedOn: body.decidedOn, decisionNumber: body.decisionNumber, note: body.note },
    })
    .run()
  recountPlan(tx, of.id)
  return { changed: log.length, rules: log }
}

/** What the last version before the other reading said where that one differs; null where there is none such. */
function ownReading(db: Read, targetId: number, patch: Record<string, unknown>): Partial<CountingRule> | null {
  const versions = db
    .select()
    .from(ruleVersion)
    .where(eq(ruleVersion.targetId, targetId))
    .orderBy(desc(ruleVersion.version))
    .all()
  for (const { rule } of versions) {
    if (rule === null) continue
    const said = JSON.parse(rule) as Record<string, unknown>
    const differing = Object.keys(patch).filter((key) => JSON.stringify(said[key]) !== JSON.stringify(patch[key]))
    if (differing.length > 0) return Object.fromEntries(Object.keys(patch).map((key) => [key, said[key]]))
  }
  return null
}

/** Sets the 序时节点 of a target; with none, the plan file's pace holds again. Answers before and after for the log. */
export function setMilestones(
  tx: Write,
  of: PlanRow,
  body: MilestonesBody,
  today: string,
): { changed: number; before: unknown; after: MilestonesBody['points'] } {
  const row = getTarget(tx, of, body.target)
  const last = tx
    .select()
    .from(milestoneDecision)
    .where(eq(milestoneDecision.targetId, row.id))
    .orderBy(desc(milestoneDecision.id))
    .get()
  if ((last?.id ?? 0) !== body.was)
    throw stale('节点已被别人改过，本次没有保存。', 'The milestones were changed by somebody else; nothing was saved.')
  checkAhead(of, body.decidedOn, today, last?.decidedOn)
  for (const [index, point] of body.points.entries()) {
    const before = body.points[index - 1]
    if (point.on < of.startsOn || point.on > of.dueOn)
      throw refuse(`points.${index}.on`, `要在${of.startsOn}至${of.dueOn}之间`, 'It lies outside the plan.')
    if (before && (point.on <= before.on || point.value < before.value))
      throw refuse(`points.${index}`, '节点要逐个上升：日期递增，数值不减', 'Milestones rise one by one.')
    if (point.value > row.value)
      throw refuse(`points.${index}.value`, `不能超过目标值${row.value}`, `It exceeds the target (${row.value}).`)
  }
  const points = JSON.stringify(body.points)
  if (points === (last?.points ?? '[]'))
    throw refuse('points', '与现在的节点相同', 'They are the milestones as they are.')
  const { decidedBy, decidedOn, decisionNumber, note } = body
  tx.insert(milestoneDecision).values({ targetId: row.id, points, decidedBy, decidedOn, decisionNumber, note }).run()
  return { changed: 1, before: last ? JSON.parse(last.points) : [], after: body.points }
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
