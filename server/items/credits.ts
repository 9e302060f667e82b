import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import {
  counter,
  credit,
  entry,
  item,
  itemProject,
  itemStage,
  ledger,
  ledgerDepartment,
  ledgerTag,
  plan,
  review,
  ruleVersion,
  submission,
  target,
} from '../../db/schema.ts'
import { given, givenList, kept, rowBy } from '../../db/statements.ts'
import type { Edition, Level, Stage, UnitRole } from '../../db/words.ts'
import { type CountingRule, countingRule } from '../plan/contract.ts'
import type { Facts } from './counting.ts'
import {
  type CounterRules,
  type DatedEntry,
  type Derived,
  derive,
  factsKnownAt,
  type ItemIdentity,
  type PlanRules,
} from './derive.ts'
import { followsOpen } from './open.ts'
import { forgetWords, keepWords } from './search-index.ts'
import { countTallyDifferences, moveTally, rebuildTally } from './tally.ts'

const planWindow = kept((db: Read) =>
  db
    .select({ startsOn: plan.startsOn, dueOn: plan.dueOn })
    .from(plan)
    .where(eq(plan.id, sql.placeholder('planId'))),
)
const countersOf = kept((db: Read) =>
  db
    .select()
    .from(counter)
    .where(eq(counter.planId, sql.placeholder('planId')))
    .orderBy(asc(counter.id)),
)
const targetsOf = kept((db: Read) =>
  db
    .select({ id: target.id, measure: target.measure, pace: target.pace, value: target.value })
    .from(target)
    .where(eq(target.planId, sql.placeholder('planId')))
    .orderBy(asc(target.id)),
)
const versionsOf = kept((db: Read) =>
  db
    .select({ targetId: ruleVersion.targetId, decidedOn: ruleVersion.decidedOn, rule: ruleVersion.rule })
    .from(ruleVersion)
    .innerJoin(target, eq(target.id, ruleVersion.targetId))
    .where(eq(target.planId, sql.placeholder('planId')))
    .orderBy(asc(ruleVersion.decidedOn), asc(ruleVersion.version)),
)

/**
 * The rules that an item's credits are worked out by, as the plan has them. Read once for many items: it costs a few
 * queries. Throws when the plan has no counter, which only a plan that was not loaded by `loadPlan` can.
 */
export function getPlanRules(db: Read, planId: number): PlanRules {
  const window = planWindow(db).get({ planId })
  const counters = countersOf(db).all({ planId })
  const targets = targetsOf(db).all({ planId })
  const versions = versionsOf(db).all({ planId })
  const any = counters.find((one) => one.purpose === 'any')
  if (!window || !any) throw new Error(`Plan ${planId} has no counters.`)
  const rules = counters.flatMap((one): CounterRules[] => {
    const its = targets.find((candidate) => candidate.id === one.targetId)
    if (!its) return []
    const patch: Patch = one.patch ? JSON.parse(one.patch) : {}
    return [
      {
        id: one.id,
        purpose: one.purpose,
        measure: its.measure,
        followsOpen: followsOpen(its),
        window: { ...window, ...(patch.startsOn ? { startsOn: patch.startsOn } : {}) },
        versions: versions
          .filter((version) => version.targetId === its.id)
          .map((version) => ({
            decidedOn: version.decidedOn,
            rule: patchedRule(version.rule, patch),
          })),
      },
    ]
  })
  return { window, counters: rules, anyCounter: any.id }
}

type Patch = { startsOn?: string; rule?: Partial<CountingRule> }
const MOST_RULES = 1_000
const patched = new Map<string, CountingRule | null>()

/** A rule as it is kept, with a counter's patch laid over: read once, asked for with every count. */
function patchedRule(text: string | null, { rule: patch }: Patch): CountingRule | null {
  const key = `${text} ${JSON.stringify(patch)}`
  const known = patched.get(key)
  if (known !== undefined) return known
  if (patched.size >= MOST_RULES) patched.clear()
  // Where the office has set no rule, another reading can still be worked out if it is a whole rule by itself.
  const rule = text
    ? countingRule.parse({ ...JSON.parse(text), ...patch })
    : (countingRule.safeParse(patch).data ?? null)
  patched.set(key, rule)
  return rule
}

/** What `submission.content` holds of what a counting rule may look at. */
type Submitted = {
  stage: Stage
  effectiveOn: string
  termTo: string | null
  level: Level | null
  edition: Edition | null
  projectId: number | null
  units: { role: UnitRole | null }[]
  tags: string[]
}

/**
 * What was submitted on an item in a plan, each time as it was then, with the state that it had at the end of every
 * day on which it moved. An entry that was returned and mended speaks twice: as it was, and as it is.
 */
export function listDatedEntries(db: Read, planId: number, itemId: number): DatedEntry[] {
  return listEntriesOfItems(db, planId, [itemId]).get(itemId) ?? []
}

const submissionsOn = kept((db: Read) =>
  db
    .select({
      id: entry.id,
      itemId: submission.itemId,
      reviewId: submission.reviewId,
      departmentId: entry.departmentId,
      correctsId: entry.correctsId,
      content: submission.content,
    })
    .from(submission)
    .innerJoin(entry, eq(entry.id, submission.entryId))
    .where(and(inArray(submission.itemId, givenList('items')), eq(submission.planId, sql.placeholder('planId'))))
    .orderBy(asc(submission.reviewId)),
)
const movesOf = kept((db: Read) =>
  db
    .select({ id: review.id, entryId: review.entryId, on: review.on, state: review.toState, action: review.action })
    .from(review)
    .where(inArray(review.entryId, givenList('entries')))
    .orderBy(asc(review.id)),
)

/** The same of some hundred items at once; an item without any is not in the answer. */
export function listEntriesOfItems(db: Read, planId: number, itemIds: readonly number[]): Map<number, DatedEntry[]> {
  const rows = submissionsOn(db).all({ planId, items: JSON.stringify(itemIds) })
  if (rows.length === 0) return new Map()
  const entries = JSON.stringify([...new Set(rows.map((row) => row.id))])
  const moves = Map.groupBy(movesOf(db).all({ entries }), (move) => move.entryId)
  const dated = new Map<number, DatedEntry[]>()
  for (const { id, itemId, reviewId, departmentId, correctsId, content } of rows) {
    if (itemId === null) continue
    const said = JSON.parse(content) as Submitted
    const mine = (moves.get(id) ?? []).filter((move) => move.id >= reviewId)
    const again = mine.findIndex((move) => move.id > reviewId && move.action === 'submit')
    const states = (again < 0 ? mine : mine.slice(0, again)).map(({ on, state }) => ({ on, state }))
    // On the day on which it was submitted again, the newer one alone speaks.
    if (again >= 0) states.push({ on: mine[again]?.on ?? '', state: 'discarded' })
    const roles = said.units.map((unit) => unit.role)
    const its = dated.get(itemId) ?? []
    dated.set(itemId, its)
    its.push({
      id,
      departmentId,
      stage: said.stage,
      effectiveOn: said.effectiveOn,
      termTo: said.termTo,
      level: said.level,
      edition: said.edition,
      tags: said.tags.toSorted(),
      unitRole: roles.includes('lead') ? 'lead' : roles.includes('participant') ? 'participant' : null,
      projectId: said.projectId,
      correctsId,
      states,
    })
  }
  return dated
}

/** An item with what was submitted on it. */
export type Told = {
  itemId: number
  item: ItemIdentity & { number: string | null; title: string }
  entries: DatedEntry[]
}

const MANY = 500

/** Items of a plan with their entries, in the order of `itemIds`; so that a walk over all of them takes few queries. */
export function* listTold(db: Read, planId: number, itemIds: readonly number[]): Generator<Told> {
  for (let from = 0; from < itemIds.length; from += MANY) {
    const ids = itemIds.slice(from, from + MANY)
    const entries = listEntriesOfItems(db, planId, ids)
    const rows = db.select().from(item).where(inArray(item.id, ids)).orderBy(asc(item.id)).all()
    const items = new Map(rows.map((row) => [row.id, row]))
    for (const itemId of ids) {
      const row = items.get(itemId)
      if (!row) continue
      const { kind, class: standardClass, number, planNumber, title } = row
      yield {
        itemId,
        item: { kind, class: standardClass, number: number ?? planNumber, title },
        entries: entries.get(itemId) ?? [],
      }
    }
  }
}

/** What a counting rule may look at, as known at the end of a day; null where nothing was recognised by then. */
export function findFacts(db: Read, planId: number, itemId: number, knownAt: string): Facts | null {
  const identity = db.select({ kind: item.kind, class: item.class }).from(item).where(eq(item.id, itemId)).get()
  return identity ? factsKnownAt(identity, listDatedEntries(db, planId, itemId), knownAt) : null
}

/**
 * Works out anew everything derived from the entries on one item and writes it, in the caller's transaction.
 * `rules` saves reading them again where many items are counted.
 */
export function recountItem(tx: Write, planId: number, itemId: number, rules = getPlanRules(tx, planId)): void {
  const was = listCredits(tx, planId, itemId)
  const is = writeDerived(tx, planId, itemId, rules)
  moveTally(tx, rules, planId, was, is)
}

const creditsOf = kept((db: Read) =>
  db
    .select()
    .from(credit)
    .where(and(eq(credit.itemId, sql.placeholder('itemId')), eq(credit.planId, sql.placeholder('planId'))))
    .orderBy(asc(credit.id)),
)
const listCredits = (db: Read, planId: number, itemId: number) => creditsOf(db).all({ planId, itemId })

const itemById = rowBy(item, item.id)
const addCredit = kept((tx: Write) =>
  tx.insert(credit).values({
    ...given('planId', 'itemId', 'counterId', 'departmentId', 'standing', 'since', 'until'),
    ...given('knownFrom', 'knownBefore', 'onTime', 'unitRole', 'stage'),
  }),
)
const addStage = kept((tx: Write) =>
  tx.insert(itemStage).values(given('planId', 'itemId', 'stage', 'effectiveOn', 'knownFrom', 'knownBefore')),
)
const addProject = kept((tx: Write) =>
  tx.insert(itemProject).values(given('itemId', 'projectId', 'recognised', 'knownFrom', 'knownBefore')),
)
const addLine = kept((tx: Write) =>
  tx.insert(ledger).values({
    ...given('planId', 'itemId', 'kind', 'class', 'number', 'title', 'level', 'edition', 'stage', 'effectiveOn'),
    ...given('recognisedOn', 'unitRole'),
  }),
)
const addLedgerTag = kept((tx: Write) => tx.insert(ledgerTag).values(given('planId', 'itemId', 'tag', 'effectiveOn')))
const addLedgerDepartment = kept((tx: Write) =>
  tx.insert(ledgerDepartment).values(given('planId', 'itemId', 'departmentId', 'effectiveOn')),
)

/** All derived rows of an item but the sums over them. */
function writeDerived(tx: Write, planId: number, itemId: number, rules: PlanRules): Derived['credits'] {
  const row = itemById(tx, itemId)
  if (!row) throw new Error(`Item ${itemId} is missing.`)
  const derived = derive(rules, row, listDatedEntries(tx, planId, itemId))
  clearDerived(tx, planId, itemId)
  const here = { planId, itemId }
  for (const one of derived.credits) addCredit(tx).run({ ...here, ...one, onTime: Number(one.onTime) })
  for (const one of derived.stages) addStage(tx).run({ ...here, ...one })
  for (const one of derived.projects) addProject(tx).run({ itemId, ...one, recognised: Number(one.recognised) })
  const texts = [row.number, row.planNumber, row.title]
  if (derived.ledger === null) {
    if (derived.stages.length > 0) keepWords(tx, planId, itemId, false, texts)
    return derived.credits
  }
  const { tags, departmentIds, effectiveOn, ...facts } = derived.ledger
  const { kind, title, number, planNumber } = row
  addLine(tx).run({ ...here, kind, class: row.class, number: number ?? planNumber, title, effectiveOn, ...facts })
  for (const tag of tags) addLedgerTag(tx).run({ ...here, tag, effectiveOn })
  for (const departmentId of departmentIds) addLedgerDepartment(tx).run({ ...here, departmentId, effectiveOn })
  keepWords(tx, planId, itemId, true, texts)
  return derived.credits
}

/** Tables whose rows say themselves of which item and plan they are; by the item (`+`), which has few, not by the plan. */
const DERIVED = [credit, itemStage, ledgerTag, ledgerDepartment, ledger].map((table) =>
  kept((tx: Write) =>
    tx
      .delete(table)
      .where(and(eq(table.itemId, sql.placeholder('itemId')), sql`+${table.planId} = ${sql.placeholder('planId')}`)),
  ),
)
const dropProjects = kept((tx: Write) =>
  tx
    .delete(itemProject)
    .where(
      and(
        eq(itemProject.itemId, sql.placeholder('itemId')),
        sql`${itemProject.projectId} in (select id from project where plan_id = ${sql.placeholder('planId')})`,
      ),
    ),
)

function clearDerived(tx: Write, planId: number, itemId: number): void {
  forgetWords(tx, planId, itemId)
  for (const rows of [...DERIVED, dropProjects]) rows(tx).run({ planId, itemId })
}

/** Counts every item of a plan anew; for a change of its rules. Answers how many items that were. */
export function recountPlan(tx: Write, planId: number): number {
  const items = listReportedItems(tx, planId)
  if (items.length === 0) return 0
  const rules = getPlanRules(tx, planId)
  for (const itemId of items) writeDerived(tx, planId, itemId, rules)
  rebuildTally(tx, planId)
  return items.length
}

/** Items that anything was ever submitted on in a plan. */
export function listReportedItems(db: Read, planId: number): number[] {
  return db
    .selectDistinct({ itemId: submission.itemId })
    .from(submission)
    .where(eq(submission.planId, planId))
    .orderBy(asc(submission.itemId))
    .all()
    .flatMap((row) => row.itemId ?? [])
}

/**
 * Compares what is stored with what follows from the entries. Answers the uid and title of every item whose derived
 * rows differ, and how many sums over them do; nothing of either proves that no figure was moved except by an entry.
 */
export function findDifferences(db: Read, planId: number): Differences {
  const rules = getPlanRules(db, planId)
  const items = listReportedItems(db, planId).flatMap((itemId) => {
    const row = db.select().from(item).where(eq(item.id, itemId)).get()
    if (!row) return []
    const stored = canonical(storedRows(db, planId, itemId))
    const due = canonical(derive(rules, row, listDatedEntries(db, planId, itemId)))
    return stored === due ? [] : [{ uid: row.uid, title: row.title }]
  })
  return { items, sums: countTallyDifferences(db, planId) }
}

export type Differences = { items: { uid: string; title: string }[]; sums: number }

function storedRows(db: Read, planId: number, itemId: number): Derived {
  const credits = listCredits(db, planId, itemId)
  const stages = db
    .select()
    .from(itemStage)
    .where(and(eq(itemStage.itemId, itemId), eq(itemStage.planId, planId)))
    .orderBy(asc(itemStage.id))
    .all()
  const projects = db.all<{ projectId: number; recognised: number; knownFrom: string; knownBefore: string | null }>(
    sql`select project_id as projectId, recognised, known_from as knownFrom, known_before as knownBefore from item_project
      where item_id = ${itemId} and project_id in (select id from project where plan_id = ${planId}) order by id`,
  )
  const line = db
    .select()
    .from(ledger)
    .where(and(eq(ledger.itemId, itemId), eq(ledger.planId, planId)))
    .get()
  const its = (table: typeof ledgerTag | typeof ledgerDepartment) =>
    and(eq(table.itemId, itemId), eq(table.planId, planId))
  const tags = db.select().from(ledgerTag).where(its(ledgerTag)).orderBy(asc(ledgerTag.tag)).all()
  const homes = db
    .select()
    .from(ledgerDepartment)
    .where(its(ledgerDepartment))
    .orderBy(asc(ledgerDepartment.departmentId))
    .all()
  return {
    credits,
    stages,
    projects: projects.map((one) => ({ ...one, recognised: one.recognised === 1 })),
    ledger: line
      ? { ...line, tags: tags.map((one) => one.tag), departmentIds: homes.map((one) => one.departmentId) }
      : null,
  }
}

/** The same text for the same rows, whatever their order and whatever columns the table adds. */
function canonical({ credits, stages, projects, ledger: line }: Derived): string {
  const lines = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row)).sort()
  return JSON.stringify([
    lines(
      credits.map((c) => [
        c.counterId,
        c.departmentId,
        c.standing,
        c.since,
        c.until,
        c.knownFrom,
        c.knownBefore,
        c.onTime,
        c.unitRole,
        c.stage,
      ]),
    ),
    lines(stages.map((s) => [s.stage, s.effectiveOn, s.knownFrom, s.knownBefore])),
    lines(projects.map((p) => [p.projectId, p.recognised, p.knownFrom, p.knownBefore])),
    line && [line.level, line.edition, line.stage, line.effectiveOn, line.recognisedOn, line.unitRole],
    line && [line.tags, line.departmentIds],
  ])
}
