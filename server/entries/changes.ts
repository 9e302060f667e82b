import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import {
  account,
  department,
  entry,
  entryAuthor,
  entryTag,
  entryUnit,
  evidence,
  item,
  plan,
  planTag,
  project,
  review,
  submission,
  task,
  unit,
} from '../../db/schema.ts'
import { given, kept, rowBy } from '../../db/statements.ts'
import { newUid } from '../../db/uid.ts'
import type {
  Edition,
  EntryAction,
  EntryField,
  EntryState,
  EvidenceKind,
  Kind,
  Level,
  Stage,
  StandardClass,
  TaskStatement,
  UnitRole,
} from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { recountItem } from '../items/credits.ts'
import { problem, type Wording } from '../problem.ts'
import { parseStandardNumber } from '../standards/number.ts'
import { endStagesOf, ladderOf } from '../standards/stages.ts'
import { BLANK, type Content, contentOf, type EntryRow } from './content.ts'
import { STAGE_WORDS } from './fault-words.ts'
import { identify } from './identity.ts'
import { adoptIdentity, releaseItem, settleItem } from './items.ts'
import { notAllowed } from './refusals.ts'
import { type EntryStanding, mayAct } from './workflow.ts'

export type ReportedEvidence = { kind: EvidenceKind; name: string; mediaType: string; bytes: number; sha256: string }

/** What a draft may say; what is left out stays as it is, null empties it. Codes are those of the plan file. */
export type EntryFields = {
  pasted?: string | null | undefined
  kind?: Kind | null | undefined
  number?: string | null | undefined
  planNumber?: string | null | undefined
  title?: string | null | undefined
  /** Only where no number tells it. */
  class?: StandardClass | null | undefined
  level?: Level | null | undefined
  edition?: Edition | null | undefined
  /** Uid of the item, where the reporter chose it; else it is found by number, plan number or title and lead unit. */
  item?: string | null | undefined
  stage?: Stage | null | undefined
  effectiveOn?: string | null | undefined
  dayConfirmed?: boolean | undefined
  termTo?: string | null | undefined
  units?: readonly { name: string; code?: string | null | undefined; role?: UnitRole | null | undefined }[] | undefined
  tags?: readonly string[] | undefined
  project?: string | null | undefined
  /** Number of a task: the entry speaks of it and of no item. */
  task?: number | null | undefined
  statement?: TaskStatement | null | undefined
  text?: string | null | undefined
}
export type EntryReport = EntryFields & {
  plan: string
  department: string
  /** Uid of the recognised entry that this one corrects. */
  corrects?: string | undefined
  evidence?: readonly ReportedEvidence[] | undefined
}

/** That an item reached a stage, stated whole. */
export type ItemReport = EntryReport & {
  kind: Kind
  title: string
  stage: Stage
  effectiveOn: string
  units: readonly { name: string; role: UnitRole }[]
  tags: readonly string[]
  evidence: readonly ReportedEvidence[]
}

/** How a task stands, stated whole. */
export type TaskReport = EntryReport & {
  task: number
  statement: TaskStatement
  text: string
  effectiveOn: string
  evidence: readonly ReportedEvidence[]
}

export type Reported = { id: string; itemId: string | null; state: EntryState; version: number }

const planByCode = rowBy(plan, plan.code)
const departmentByCode = rowBy(department, department.code)
const itemById = rowBy(item, item.id)
const itemByUid = rowBy(item, item.uid)
const entryByUid = rowBy(entry, entry.uid)
const unitByName = rowBy(unit, unit.name)
/** What an entry says, and who said it last. */
const SAID = {
  ...given('subject', 'version', 'pasted', 'kind', 'class', 'itemId', 'itemChosen', 'stage', 'effectiveOn'),
  ...given('dayConfirmed', 'title', 'number', 'planNumber', 'level', 'edition', 'termTo', 'projectId', 'taskId'),
  ...given('statement', 'text', 'updatedById', 'updatedAt'),
}
const addDraft = kept((tx: Write) =>
  tx
    .insert(entry)
    .values({
      ...given('uid', 'planId', 'departmentId', 'correctsId', 'reporterId', 'createdAt'),
      ...SAID,
      state: 'draft',
    })
    .returning(),
)
const rewrite = kept((tx: Write) =>
  tx
    .update(entry)
    .set(SAID)
    .where(eq(entry.id, sql.placeholder('id')))
    .returning(),
)
const addAuthor = kept((tx: Write) =>
  tx.insert(entryAuthor).values(given('entryId', 'accountId')).onConflictDoNothing(),
)

/**
 * Writes a draft 草稿, which may lack anything that it can be completed by. Finds the item that it speaks of or makes
 * it as soon as it names one, so that one thing exists once. Throws a problem where a code is unknown, the number is
 * none, the class contradicts it, or the stage is not on the kind's ladder.
 */
export function report(tx: Write, actor: Person, said: EntryReport, now: Date): Reported {
  const planRow = planByCode(tx, said.plan)
  if (!planRow) throw invalid('plan', { zh: `没有代码为“${said.plan}”的方案`, en: `There is no plan “${said.plan}”` })
  const departmentRow = departmentByCode(tx, said.department)
  if (!departmentRow)
    throw invalid('department', {
      zh: `没有代码为“${said.department}”的部门`,
      en: `There is no department “${said.department}”`,
    })
  const corrected = said.corrects === undefined ? null : getEntry(tx, said.corrects)
  const from = corrected === null ? BLANK : { ...contentOf(tx, corrected), dayConfirmed: corrected.dayConfirmed }
  const content = normalised(overlaid(from, said), true)
  if (corrected !== null) content.item = itemUid(tx, corrected.itemId)
  const standing = { planId: planRow.id, itemId: corrected?.itemId ?? null, correctsId: corrected?.id ?? null }
  const itemId = itemOf(tx, standing, content, now)
  const row = addDraft(tx).get({
    uid: newUid(now),
    planId: planRow.id,
    departmentId: departmentRow.id,
    correctsId: standing.correctsId,
    reporterId: actor.id,
    createdAt: now.toISOString(),
    ...fieldsOf(tx, { planId: planRow.id, version: 1, updatedById: actor.id }, content, itemId, now),
  })
  addAuthor(tx).run({ entryId: row.id, accountId: actor.id })
  writeUnits(tx, row.id, content.units)
  writeTags(tx, row, content.tags)
  saveEvidence(tx, row.id, said.evidence ?? [], now)
  return reported(tx, row)
}

/**
 * Changes a draft or a returned entry. Throws `stale` with how it stands where `version` is not the one that it has
 * now, and what `report` throws.
 */
export function revise(
  tx: Write,
  actor: Person,
  uid: string,
  version: number,
  fields: EntryFields,
  now: Date,
): Reported {
  const row = getEntry(tx, uid)
  const verdict = mayAct('edit', standingOf(tx, row, now), actor)
  if (!verdict.allowed) throw notAllowed(verdict.because, row.state)
  requireVersion(tx, row, version)
  const content = normalised(overlaid(contentOf(tx, row), fields), false)
  addAuthor(tx).run({ entryId: row.id, accountId: actor.id })
  const written = write(tx, { ...row, version: row.version + 1, updatedById: actor.id }, content, now)
  return reported(tx, written)
}

/** Refuses a write that was made on an older state, and tells how the entry stands and who changed it. */
export function requireVersion(tx: Write, row: EntryRow, version: number): void {
  if (version === row.version) return
  const by =
    row.updatedById === null ? undefined : tx.select().from(account).where(eq(account.id, row.updatedById)).get()
  const last = tx.select().from(review).where(eq(review.entryId, row.id)).orderBy(desc(review.id)).limit(1).get()
  throw problem('stale', {
    params: {
      version: row.version,
      state: row.state,
      current: contentOf(tx, row),
      changedBy: by?.displayName ?? null,
      changedAt: row.updatedAt,
      lastMove: last === undefined ? null : { action: last.action, at: last.at },
    },
  })
}

function overlaid(content: Content, fields: EntryFields): Content {
  const { units, ...rest } = fields
  const given = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => key in BLANK && value !== undefined),
  ) as Partial<Content>
  const subject = fields.task == null ? (fields.task === null ? 'item' : content.subject) : 'task'
  const whole: Content = { ...content, ...given, subject }
  if (units !== undefined)
    whole.units = units.map(({ name, code, role }) => ({ name, code: code ?? null, role: role ?? null }))
  return whole
}

const tidy = (text: string | null) => text?.normalize('NFC').trim() || null

/** The content that some fields make of what was said before; nothing is written. Throws what `report` throws. */
export function contentFrom(before: Content | null, fields: EntryFields): Content {
  return normalised(overlaid(before ?? BLANK, fields), before === null)
}

/** Reads the number, drops what the subject has no place for, and refuses what contradicts itself. */
function normalised(said: Content, isNew: boolean): Content {
  if (said.subject === 'task') {
    const { task: number, statement, effectiveOn } = said
    return { ...BLANK, subject: 'task', task: number, statement, effectiveOn, text: tidy(said.text) }
  }
  const content: Content = {
    ...said,
    number: tidy(said.number),
    planNumber: tidy(said.planNumber),
    title: tidy(said.title),
    task: null,
    statement: null,
    text: tidy(said.text),
    units: said.units.map((one) => ({ ...one, name: tidy(one.name) ?? '' })).filter((one) => one.name !== ''),
  }
  if (content.number !== null && (content.kind === null || content.kind === 'standard')) readNumber(content)
  if (isNew && content.stage === null && content.kind === 'standard' && content.number !== null) {
    // A number with a year is given when the standard is issued.
    const read = parseStandardNumber(content.number)
    if (read.ok && read.dated) content.stage = ladderOf('standard', read.class).at(-1) ?? null
  }
  return content
}

/** Puts the number into its one form; a plan number goes to its own field. */
function readNumber(content: Content): void {
  const { number } = content
  if (number === null) return
  const read = parseStandardNumber(number)
  if (!read.ok && read.reason === 'plan-number' && read.found !== null) {
    content.kind = 'standard'
    content.planNumber ??= read.found
    content.number = null
    return
  }
  if (!read.ok)
    throw invalid('number', {
      zh: `“${number}”不是标准号（${read.reason}）`,
      en: `“${number}” is no standard number (${read.reason})`,
    })
  if (content.class !== null && content.class !== read.class)
    throw invalid('class', {
      zh: `${read.canonical}的类别由标准号得出，不是填报的类别`,
      en: `The class of ${read.canonical} follows from its number and is another one`,
    })
  content.kind = 'standard'
  content.class = null
  content.number = read.canonical
  if (read.amendment !== null) content.edition = 'amendment'
  content.title ??= tidy(read.title)
}

/** Writes a whole content to an entry: its row, its units, its tags, and the item that it speaks of. */
function write(tx: Write, row: EntryRow, content: Content, now: Date): EntryRow {
  const before = row.itemId
  writeUnits(tx, row.id, content.units)
  writeTags(tx, row, content.tags)
  const itemId = itemOf(tx, row, content, now)
  const written = rewrite(tx).get({ id: row.id, ...fieldsOf(tx, row, content, itemId, now) })
  if (before !== itemId) releaseItem(tx, before)
  return written
}

/** The fields of a row that a content makes, to be given to a kept query. */
function fieldsOf(
  tx: Write,
  { planId, version, updatedById }: Pick<EntryRow, 'planId' | 'version' | 'updatedById'>,
  content: Content,
  itemId: number | null,
  now: Date,
): Record<keyof typeof SAID, string | number | null> {
  const { units: _, tags: __, item: chosen, project: code, task: number, ...said } = content
  return {
    ...said,
    version,
    updatedById,
    itemId,
    itemChosen: Number(itemId !== null && chosen !== null),
    dayConfirmed: Number(content.dayConfirmed),
    projectId: code === null ? null : getProjectId(tx, planId, code),
    taskId: number === null ? null : getTaskId(tx, planId, number),
    updatedAt: now.toISOString(),
  }
}

/** What is known of an entry when its item is looked for; a new one has no id yet. */
type Seeking = Pick<EntryRow, 'itemId' | 'correctsId'> & { id?: number }

/** The item that a content names, found or made; null while it does not name one. Checks the stage against its ladder. */
function itemOf(tx: Write, row: Seeking, content: Content, now: Date): number | null {
  const { kind, subject } = content
  if (kind === null || subject === 'task') return null
  if (content.item !== null) {
    const chosen = itemByUid(tx, content.item)
    if (chosen?.kind !== kind)
      throw invalid('item', { zh: '没有这项成果，或者种类不符', en: 'There is no such item, or it is of another kind' })
    const isOther = kind === 'standard' && chosen.number !== null && content.number !== null
    if (isOther && chosen.number !== content.number && row.correctsId === null)
      throw invalid('number', {
        zh: `所选成果的号是${chosen.number}，填的是${content.number}。请改其中一个`,
        en: `The chosen item is ${chosen.number}, the number given is ${content.number}. Change one of them`,
      })
    requireStage(content, chosen.class)
    return chosen.id
  }
  const identity = identify({ ...content, kind })
  if (identity === null) {
    requireStage(content, content.class)
    return null
  }
  if (content.edition === null && identity.edition !== null) content.edition = identity.edition
  const settled = settleItem(tx, kind, identity, { itemId: row.itemId, entryId: row.id }, now)
  requireStage(content, settled.class)
  return settled.id
}

/** Throws where a stage is not on the ladder of its kind. */
export function requireStage({ kind, stage }: Content, itemClass: StandardClass | null): void {
  if (kind === null || stage === null) return
  const stages = [...ladderOf(kind, itemClass), ...endStagesOf(kind)]
  if (stages.includes(stage)) return
  throw invalid('stage', {
    zh: `这类成果没有“${STAGE_WORDS[stage].zh}”这个阶段，有：${stages.map((one) => STAGE_WORDS[one].zh).join('、')}`,
    en: `This kind of item has no stage “${stage}”; it has: ${stages.join(', ')}`,
  })
}

const unitsOf = kept((tx: Write) =>
  tx
    .select()
    .from(entryUnit)
    .where(eq(entryUnit.entryId, sql.placeholder('entryId'))),
)
const addUnit = kept((tx: Write) => tx.insert(entryUnit).values(given('entryId', 'unitId', 'role')))

function writeUnits(tx: Write, entryId: number, units: Content['units']): void {
  const was = unitsOf(tx).all({ entryId })
  const is = new Map(units.map((one) => [getUnitId(tx, one), one.role]))
  const same = was.length === is.size && was.every((one) => is.has(one.unitId) && is.get(one.unitId) === one.role)
  if (same) return
  if (was.length > 0) tx.delete(entryUnit).where(eq(entryUnit.entryId, entryId)).run()
  for (const [unitId, role] of is) addUnit(tx).run({ entryId, unitId, role })
  for (const { unitId } of was.filter((one) => !is.has(one.unitId))) {
    const used = tx.select({ id: entryUnit.unitId }).from(entryUnit).where(eq(entryUnit.unitId, unitId)).limit(1).get()
    // A name that was only tried leaves nothing behind.
    if (used === undefined) tx.delete(unit).where(eq(unit.id, unitId)).run()
  }
}

const dropTags = kept((tx: Write) => tx.delete(entryTag).where(eq(entryTag.entryId, sql.placeholder('entryId'))))
const addTag = kept((tx: Write) => tx.insert(entryTag).values(given('entryId', 'tag')))
const tagOfPlan = kept((tx: Read) =>
  tx
    .select({ code: planTag.code })
    .from(planTag)
    .where(and(eq(planTag.planId, sql.placeholder('planId')), eq(planTag.code, sql.placeholder('tag')))),
)

/** Throws where a plan has no such tag. */
export function requireTag(db: Read, planId: number, tag: string): void {
  if (!tagOfPlan(db).get({ planId, tag })) throw unknown('tags', tag, '标签')
}

function writeTags(tx: Write, { id: entryId, planId }: EntryRow, tags: readonly string[]): void {
  dropTags(tx).run({ entryId })
  for (const tag of new Set(tags)) {
    requireTag(tx, planId, tag)
    addTag(tx).run({ entryId, tag })
  }
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

/** The fields that a return speaks of, each with what is to be mended. */
export type Mark = { field: EntryField; note: string }
export type ReturnMore = { mendBy?: string | undefined; marks?: readonly Mark[] | undefined }

/** 退回 with a reason that the department reads as written, and, where given, by when and in which fields to mend. */
export function returnEntry(
  tx: Write,
  actor: Person,
  uid: string,
  reason: string,
  now: Date,
  more: ReturnMore = {},
): Reported {
  return move(tx, 'return', actor, uid, now, { reason: requireReason(reason), ...more })
}

/** 作废 of a recognised entry, with a reason: from now on it no longer speaks. */
export function voidEntry(tx: Write, actor: Person, uid: string, reason: string, now: Date): Reported {
  return move(tx, 'void', actor, uid, now, { reason: requireReason(reason) })
}

function requireReason(reason: string): string {
  const text = reason.trim()
  if (text.length < 5 || text.length > 500)
    throw invalid('reason', {
      zh: '请写明理由，5到500个字，对方会原样看到',
      en: 'Give the reason in 5 to 500 characters; it is shown as written',
    })
  return text
}

const setState = kept((tx: Write) =>
  tx
    .update(entry)
    .set(given('state', 'version', 'firstSubmittedOn', 'receipt', 'updatedById', 'updatedAt', 'itemId'))
    .where(eq(entry.id, sql.placeholder('id'))),
)
const addMove = kept((tx: Write) =>
  tx
    .insert(review)
    .values({
      ...given('entryId', 'action', 'fromState', 'toState', 'actorId', 'at', 'on'),
      ...given('reason', 'mendBy', 'marks'),
    })
    .returning({ id: review.id }),
)
const addSubmission = kept((tx: Write) =>
  tx.insert(submission).values(given('reviewId', 'entryId', 'planId', 'itemId', 'content')),
)

/** The one way in which an entry changes its state: ask the table, write, log, count anew. */
function move(
  tx: Write,
  action: EntryAction,
  actor: Person,
  uid: string,
  now: Date,
  more: ReturnMore & { reason?: string } = {},
): Reported {
  const row = getEntry(tx, uid)
  const verdict = mayAct(action, standingOf(tx, row, now), actor)
  if (!verdict.allowed) throw notAllowed(verdict.because, row.state)
  const on = dayOf(now)
  const moved: EntryRow = {
    ...row,
    state: verdict.to,
    version: row.version + 1,
    updatedById: actor.id,
    updatedAt: now.toISOString(),
  }
  if (action === 'submit' && row.firstSubmittedOn === null) {
    moved.firstSubmittedOn = on
    moved.receipt = nextReceipt(tx, on)
  }
  // A discarded draft holds no item: another may come to be the first to name it.
  if (action === 'discard') moved.itemId = null
  const { id, state, version, firstSubmittedOn, receipt, updatedById, updatedAt } = moved
  setState(tx).run({ id, state, version, firstSubmittedOn, receipt, updatedById, updatedAt, itemId: moved.itemId })
  const { id: reviewId } = addMove(tx).get({
    entryId: row.id,
    action,
    fromState: row.state,
    toState: verdict.to,
    actorId: actor.id,
    at: now.toISOString(),
    on,
    reason: more.reason ?? null,
    mendBy: more.mendBy ?? null,
    marks: more.marks === undefined || more.marks.length === 0 ? null : JSON.stringify(more.marks),
  })
  if (action === 'discard') releaseItem(tx, row.itemId)
  if (action === 'restore') return reported(tx, write(tx, moved, contentOf(tx, moved), now))
  if (action === 'submit') submitAs(tx, moved, reviewId)
  if (action === 'approve' && row.itemId !== null) adoptIdentity(tx, row, row.itemId)
  if (row.itemId !== null && firstSubmittedOn !== null) recountItem(tx, row.planId, row.itemId)
  return reported(tx, moved)
}

/** Keeps what is submitted as it is now: everything derived is derived from it. */
function submitAs(tx: Write, row: EntryRow, reviewId: number): void {
  const content = JSON.stringify({ ...contentOf(tx, row), projectId: row.projectId })
  const { id: entryId, planId, itemId } = row
  addSubmission(tx).run({ reviewId, entryId, planId, itemId, content })
}

/** 填报号: the quarter in which it is first submitted, and a running number in it. */
function nextReceipt(tx: Write, on: string): string {
  const quarter = `${on.slice(0, 4)}Q${Math.ceil(Number(on.slice(5, 7)) / 3)}`
  const row = tx.get<{ value: string }>(sql`insert into setting (key, value) values (${`receipt ${quarter}`}, '1')
    on conflict (key) do update set value = cast(cast(value as integer) + 1 as text) returning value`)
  return `${quarter}-${row.value.padStart(4, '0')}`
}

function reported(tx: Read, row: EntryRow): Reported {
  const { uid: id, state, version } = row
  return { id, itemId: itemUid(tx, row.itemId), state, version }
}

/** The uid of an item, null for none. */
export function itemUid(tx: Read, itemId: number | null): string | null {
  if (itemId === null) return null
  return itemById(tx, itemId)?.uid ?? null
}

/** The row of an entry. Throws `not-found` where there is none. */
export function getEntry(tx: Read, uid: string): EntryRow {
  const row = entryByUid(tx, uid)
  if (!row) throw problem('not-found')
  return row
}

const departmentById = rowBy(department, department.id)
const movesOf = kept((db: Read) =>
  db
    .select({ action: review.action, actorId: review.actorId, at: review.at })
    .from(review)
    .where(eq(review.entryId, sql.placeholder('entryId')))
    .orderBy(desc(review.id)),
)
const authorsOf = kept((db: Read) =>
  db
    .select({ id: entryAuthor.accountId })
    .from(entryAuthor)
    .where(eq(entryAuthor.entryId, sql.placeholder('entryId')))
    .orderBy(asc(entryAuthor.accountId)),
)

/** What the table of moves has to know of an entry. */
export function standingOf(tx: Read, row: EntryRow, now: Date): EntryStanding {
  const home = departmentById(tx, row.departmentId)
  const moves = movesOf(tx).all({ entryId: row.id })
  const authors = authorsOf(tx).all({ entryId: row.id })
  const submitted = moves.findIndex((one) => one.action === 'submit')
  const signed = moves.slice(0, Math.max(submitted, 0)).find((one) => one.action === 'sign')
  const discarded = moves.find((one) => one.action === 'discard')
  const submitters = moves.filter((one) => one.action === 'submit').map((one) => one.actorId)
  return {
    state: row.state,
    departmentId: row.departmentId,
    reporterId: row.reporterId,
    authorIds: [...new Set([...authors.map((one) => one.id), ...submitters])],
    signerId: signed?.actorId ?? null,
    needsSign: home?.needsSign ?? false,
    discardedDays: discarded ? Math.floor((now.getTime() - Date.parse(discarded.at)) / 86_400_000) : null,
  }
}

/** The id of a plan's project. Throws where there is none of that code. */
export function getProjectId(tx: Read, planId: number, code: string): number {
  const row = tx
    .select({ id: project.id })
    .from(project)
    .where(and(eq(project.planId, planId), eq(project.code, code)))
    .get()
  if (!row) throw unknown('project', code, '专栏项目')
  return row.id
}

/** The id of a plan's task. Throws where there is none of that number. */
export function getTaskId(tx: Read, planId: number, number: number): number {
  const row = tx
    .select({ id: task.id })
    .from(task)
    .where(and(eq(task.planId, planId), eq(task.number, number)))
    .get()
  if (!row) throw invalid('task', { zh: `方案里没有第${number}项任务`, en: `The plan has no task ${number}` })
  return row.id
}

function getUnitId(tx: Write, { name, code }: { name: string; code: string | null }): number {
  const known = unitByName(tx, name)
  const coded = code === null ? undefined : tx.select().from(unit).where(eq(unit.code, code)).get()
  if (coded && coded.id !== known?.id)
    throw invalid('units', {
      zh: `统一社会信用代码${code}已用于“${coded.name}”`,
      en: `The credit code ${code} is that of “${coded.name}”`,
    })
  if (known && known.code === null && code !== null) tx.update(unit).set({ code }).where(eq(unit.id, known.id)).run()
  return known?.id ?? tx.insert(unit).values({ name, code }).returning({ id: unit.id }).get().id
}

function saveEvidence(tx: Write, entryId: number, files: readonly ReportedEvidence[], now: Date): void {
  for (const file of files)
    tx.insert(evidence)
      .values({ ...file, uid: newUid(now), entryId, createdAt: now.toISOString() })
      .run()
}

function invalid(path: string, message: Wording): Error {
  return problem('invalid', { errors: [{ path, message }] })
}

function unknown(path: string, code: string, what: string): Error {
  return invalid(path, { zh: `方案里没有代码为“${code}”的${what}`, en: `The plan has no “${code}” in ${path}` })
}
