import { and, asc, desc, eq } from 'drizzle-orm'
import type { Write } from '../../db/open.ts'
import {
  department,
  entry,
  entryTag,
  entryUnit,
  evidence,
  item,
  plan,
  planTag,
  project,
  review,
  task,
  unit,
} from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import type {
  Edition,
  EntryAction,
  EntryState,
  EvidenceKind,
  Kind,
  Level,
  Nature,
  Stage,
  StandardClass,
  TaskStatement,
  UnitRole,
} from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { recountItem } from '../items/credits.ts'
import { problem } from '../problem.ts'
import { parseStandardNumber } from '../standards/number.ts'
import { endStagesOf, ladderOf } from '../standards/stages.ts'
import { type EntryStanding, mayAct } from './workflow.ts'

export type ReportedEvidence = { kind: EvidenceKind; name: string; mediaType: string; bytes: number; sha256: string }

/** That an item reached a stage, as a department states it; codes are those of the plan file. */
export type ItemReport = {
  plan: string
  department: string
  kind: Kind
  /** Uid of the item, where it is known; else it is found by number, plan number or title and lead unit. */
  item?: string
  number?: string
  planNumber?: string
  title: string
  /** Only where no number tells it. */
  class?: StandardClass
  level?: Level
  edition?: Edition
  stage: Stage
  effectiveOn: string
  units: readonly { name: string; role: UnitRole }[]
  tags: readonly string[]
  project?: string
  termTo?: string
  /** Uid of the recognised entry that this one corrects. */
  corrects?: string
  evidence: readonly ReportedEvidence[]
}

/** How a task stands, as a department states it. */
export type TaskReport = {
  plan: string
  department: string
  task: number
  statement: TaskStatement
  text: string
  effectiveOn: string
  corrects?: string
  evidence: readonly ReportedEvidence[]
}

export type Reported = { id: string; itemId: string | null; state: EntryState; version: number }
type EntryRow = typeof entry.$inferSelect

/**
 * Writes a draft 草稿. Finds the item that it speaks of or makes it, so that one thing exists once.
 * Throws a problem where a code is unknown, the number is none, or the stage is not on the kind's ladder.
 */
export function report(tx: Write, actor: Person, said: ItemReport | TaskReport, now: Date): Reported {
  const planRow = tx.select().from(plan).where(eq(plan.code, said.plan)).get()
  if (!planRow) throw problem('not-found')
  const departmentRow = tx.select().from(department).where(eq(department.code, said.department)).get()
  if (!departmentRow) throw invalid('department', `没有代码为“${said.department}”的部门`)
  const corrects = said.corrects === undefined ? null : getEntry(tx, said.corrects)
  const common = {
    uid: newUid(now),
    planId: planRow.id,
    departmentId: departmentRow.id,
    state: 'draft' as const,
    version: 1,
    effectiveOn: said.effectiveOn,
    correctsId: corrects?.id ?? null,
    reporterId: actor.id,
    createdAt: now.toISOString(),
  }
  if ('task' in said) {
    const taskRow = tx
      .select()
      .from(task)
      .where(and(eq(task.planId, planRow.id), eq(task.number, said.task)))
      .get()
    if (!taskRow) throw invalid('task', `方案里没有第${said.task}项任务`)
    const { statement, text } = said
    const row = tx
      .insert(entry)
      .values({ ...common, subject: 'task', taskId: taskRow.id, statement, text })
      .returning()
      .get()
    saveEvidence(tx, row.id, said.evidence, now)
    return { id: row.uid, itemId: null, state: row.state, version: row.version }
  }
  const identity = identify(said)
  const itemRow = findOrMakeItem(tx, said, identity, now)
  const stages = [...ladderOf(said.kind, itemRow.class), ...endStagesOf(said.kind)]
  if (!stages.includes(said.stage)) throw invalid('stage', `这类成果没有“${said.stage}”这个阶段`)
  const row = tx
    .insert(entry)
    .values({
      ...common,
      subject: 'item',
      itemId: itemRow.id,
      stage: said.stage,
      title: said.title,
      number: identity.number,
      planNumber: said.planNumber ?? null,
      level: said.level ?? null,
      edition: said.edition ?? identity.edition,
      termTo: said.termTo ?? null,
      projectId: said.project === undefined ? null : getProjectId(tx, planRow.id, said.project),
    })
    .returning()
    .get()
  for (const { name, role } of said.units)
    tx.insert(entryUnit)
      .values({ entryId: row.id, unitId: getUnitId(tx, name), role })
      .run()
  for (const tag of new Set(said.tags)) {
    const known = tx
      .select()
      .from(planTag)
      .where(and(eq(planTag.planId, planRow.id), eq(planTag.code, tag)))
      .get()
    if (!known) throw invalid('tags', `方案里没有代码为“${tag}”的标签`)
    tx.insert(entryTag).values({ entryId: row.id, tag }).run()
  }
  saveEvidence(tx, row.id, said.evidence, now)
  return { id: row.uid, itemId: itemRow.uid, state: row.state, version: row.version }
}

/** 提交: to the head where the department asks for it, else to the reviewer. */
export const submit = (tx: Write, actor: Person, uid: string, now: Date) => move(tx, 'submit', actor, uid, now)
/** 签批: from the department's head to the reviewer. */
export const sign = (tx: Write, actor: Person, uid: string, now: Date) => move(tx, 'sign', actor, uid, now)
/** 撤回: back to the draft, before a decision. */
export const recall = (tx: Write, actor: Person, uid: string, now: Date) => move(tx, 'recall', actor, uid, now)
/** 放弃: a draft out of sight, to be restored within 30 days. */
export const discard = (tx: Write, actor: Person, uid: string, now: Date) => move(tx, 'discard', actor, uid, now)
/** 找回 of a discarded draft. */
export const restore = (tx: Write, actor: Person, uid: string, now: Date) => move(tx, 'restore', actor, uid, now)
/** 认定: from now on it speaks, and is never edited. */
export const approve = (tx: Write, actor: Person, uid: string, now: Date) => move(tx, 'approve', actor, uid, now)

/** 退回 with a reason that the department reads as written. */
export function returnEntry(tx: Write, actor: Person, uid: string, reason: string, now: Date): Reported {
  return move(tx, 'return', actor, uid, now, requireReason(reason))
}

/** 作废 of a recognised entry, with a reason: from now on it no longer speaks. */
export function voidEntry(tx: Write, actor: Person, uid: string, reason: string, now: Date): Reported {
  return move(tx, 'void', actor, uid, now, requireReason(reason))
}

function requireReason(reason: string): string {
  const text = reason.trim()
  if (text.length < 5 || text.length > 500) throw invalid('reason', '请写明理由，5到500个字')
  return text
}

/** The one way in which an entry changes its state: ask the table, write, log, count anew. */
function move(
  tx: Write,
  action: EntryAction,
  actor: Person,
  uid: string,
  now: Date,
  reason: string | null = null,
): Reported {
  const row = getEntry(tx, uid)
  const verdict = mayAct(action, standingOf(tx, row, now), actor)
  if (!verdict.allowed) throw problem('not-allowed', { params: { because: verdict.because } })
  const version = row.version + 1
  tx.update(entry).set({ state: verdict.to, version }).where(eq(entry.id, row.id)).run()
  tx.insert(review)
    .values({
      entryId: row.id,
      action,
      fromState: row.state,
      toState: verdict.to,
      actorId: actor.id,
      at: now.toISOString(),
      on: dayOf(now),
      reason,
    })
    .run()
  if (row.itemId === null) return { id: row.uid, itemId: null, state: verdict.to, version }
  if (action === 'approve') adoptIdentity(tx, row, row.itemId)
  recountItem(tx, row.planId, row.itemId)
  const its = tx.select({ uid: item.uid }).from(item).where(eq(item.id, row.itemId)).get()
  return { id: row.uid, itemId: its?.uid ?? null, state: verdict.to, version }
}

function getEntry(tx: Write, uid: string): EntryRow {
  const row = tx.select().from(entry).where(eq(entry.uid, uid)).get()
  if (!row) throw problem('not-found')
  return row
}

function standingOf(tx: Write, row: EntryRow, now: Date): EntryStanding {
  const home = tx.select().from(department).where(eq(department.id, row.departmentId)).get()
  const moves = tx.select().from(review).where(eq(review.entryId, row.id)).orderBy(desc(review.id)).all()
  const submitted = moves.findIndex((one) => one.action === 'submit')
  const signed = moves.slice(0, Math.max(submitted, 0)).find((one) => one.action === 'sign')
  const discarded = moves.find((one) => one.action === 'discard')
  return {
    state: row.state,
    departmentId: row.departmentId,
    reporterId: row.reporterId,
    signerId: signed?.actorId ?? null,
    needsSign: home?.needsSign ?? false,
    discardedDays: discarded ? Math.floor((now.getTime() - Date.parse(discarded.at)) / 86_400_000) : null,
  }
}

type Identity = {
  key: string
  number: string | null
  class: StandardClass | null
  nature: Nature | null
  edition: Edition | null
}

/**
 * What makes the reported thing one thing (design, rule 2): a standard its number, before it has one its plan number;
 * a committee its number; all else title, lead unit and class. Class and nature are read from the number, not typed.
 */
function identify(said: ItemReport): Identity {
  if (said.kind === 'standard' && said.number !== undefined) {
    const read = parseStandardNumber(said.number)
    if (!read.ok) throw invalid('number', `“${said.number}”不是标准号（${read.reason}）`)
    if (said.class !== undefined && said.class !== read.class)
      throw invalid('class', `${read.canonical}的类别由标准号得出，不是填报的类别`)
    return {
      key: `standard ${read.canonical}`,
      number: read.canonical,
      class: read.class,
      nature: read.nature,
      edition: read.amendment === null ? null : 'amendment',
    }
  }
  const unknown = { class: said.class ?? null, nature: null, edition: null }
  if (said.planNumber !== undefined) return { key: `plan ${said.planNumber}`, number: null, ...unknown }
  if (said.kind === 'organization' && said.number !== undefined)
    return { key: `organization ${said.number.normalize('NFKC')}`, number: said.number, ...unknown }
  const lead = said.units.find((one) => one.role === 'lead') ?? said.units[0]
  const plain = (text: string) => text.normalize('NFKC').replace(/\s+/gu, '')
  return {
    key: `${said.kind} ${plain(said.title)} ${plain(lead?.name ?? '')} ${said.class ?? ''}`.trim(),
    number: said.number ?? null,
    ...unknown,
  }
}

function findOrMakeItem(tx: Write, said: ItemReport, identity: Identity, now: Date): typeof item.$inferSelect {
  if (said.item !== undefined) {
    const known = tx.select().from(item).where(eq(item.uid, said.item)).get()
    if (known?.kind !== said.kind) throw invalid('item', '没有这项成果，或者种类不符')
    return known
  }
  const byKey = tx.select().from(item).where(eq(item.key, identity.key)).get()
  if (byKey) return byKey
  if (said.planNumber !== undefined) {
    const byPlan = tx
      .select()
      .from(item)
      .where(and(eq(item.planNumber, said.planNumber), eq(item.kind, said.kind)))
      .orderBy(asc(item.id))
      .get()
    if (byPlan) return byPlan
  }
  return tx
    .insert(item)
    .values({
      uid: newUid(now),
      kind: said.kind,
      class: identity.class,
      nature: identity.nature,
      number: identity.number,
      planNumber: said.planNumber ?? null,
      title: said.title,
      key: identity.key,
      createdAt: now.toISOString(),
    })
    .returning()
    .get()
}

/** A standard known by its plan number or title takes its number from the recognised entry that brings it. */
function adoptIdentity(tx: Write, row: EntryRow, itemId: number): void {
  const known = tx.select().from(item).where(eq(item.id, itemId)).get()
  if (!known) return
  const planNumber = known.planNumber ?? row.planNumber
  if (known.kind !== 'standard' || row.number === null || known.number !== null) {
    if (planNumber !== known.planNumber) tx.update(item).set({ planNumber }).where(eq(item.id, itemId)).run()
    return
  }
  const read = parseStandardNumber(row.number)
  if (!read.ok) return
  const key = `standard ${read.canonical}`
  const other = tx.select({ id: item.id }).from(item).where(eq(item.key, key)).get()
  if (other) throw invalid('number', `台账里已有${read.canonical}，请先确定是不是同一项`)
  const { class: standardClass, nature } = read
  tx.update(item)
    .set({ number: read.canonical, class: standardClass, nature, planNumber, key, title: row.title ?? known.title })
    .where(eq(item.id, itemId))
    .run()
}

function getProjectId(tx: Write, planId: number, code: string): number {
  const row = tx
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.planId, planId), eq(project.code, code)))
    .get()
  if (!row) throw invalid('project', `方案里没有代码为“${code}”的专栏项目`)
  return row.id
}

function getUnitId(tx: Write, name: string): number {
  const known = tx.select({ id: unit.id }).from(unit).where(eq(unit.name, name)).get()
  return known?.id ?? tx.insert(unit).values({ name }).returning({ id: unit.id }).get().id
}

function saveEvidence(tx: Write, entryId: number, files: readonly ReportedEvidence[], now: Date): void {
  for (const file of files)
    tx.insert(evidence)
      .values({ ...file, uid: newUid(now), entryId, createdAt: now.toISOString() })
      .run()
}

function invalid(path: string, message: string): Error {
  return problem('invalid', { errors: [{ path, message }] })
}
