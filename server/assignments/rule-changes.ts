/** 口径, 假设 and 序时节点: what moves recognised figures; each makes a new version and counts anew. */
import { and, desc, eq } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import {
  assumption,
  assumptionReading,
  assumptionTarget,
  milestoneDecision,
  planTag,
  ruleVersion,
  target,
} from '../../db/schema.ts'
import { recountPlan } from '../items/credits.ts'
import { type CountingRule, countingRule } from '../plan/contract.ts'
import { problem, type Wording } from '../problem.ts'
import { ladderOf } from '../standards/stages.ts'
import type { MilestonesBody, ReadingBody, RuleBody } from './contract.ts'
import { checkAhead, refuse, stale } from './decisions.ts'
import { lastReading, type PlanRow, patchOf } from './queries.ts'

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
function checkRule(db: Read, of: PlanRow, rule: CountingRule): void {
  const tags = new Set(
    db
      .select()
      .from(planTag)
      .where(eq(planTag.planId, of.id))
      .all()
      .map((one) => one.code),
  )
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
  today: string,
): { changed: number; before: CountingRule | null; after: CountingRule | null } {
  const row = getTarget(tx, of, body.target)
  const last = lastRule(tx, row.id)
  if ((last?.version ?? 0) !== body.was)
    throw stale('口径已被别人改过，本次没有保存。', 'The rule was changed by somebody else; nothing was saved.')
  checkAhead(of, body.decidedOn, today, last?.decidedOn)
  if (body.rule) checkRule(tx, of, body.rule)
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
