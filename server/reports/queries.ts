/** Reading what a snapshot is made of, and snapshots as they were kept. */
import { gunzipSync } from 'node:zlib'
import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import {
  account,
  allocationVersion,
  counter,
  credit,
  department,
  entry,
  entryUnit,
  evidence,
  item,
  itemProject,
  itemStage,
  plan,
  planDepartment,
  planTag,
  project,
  report,
  snapshot,
  target,
  unit,
} from '../../db/schema.ts'
import { UNIT_ROLES } from '../../db/words.ts'
import type { Days } from '../days.ts'
import { listStatements } from '../entries/queries.ts'
import { counts, verdictOn } from '../items/counting.ts'
import { getPlanRules, listDatedEntries } from '../items/credits.ts'
import { type DatedEntry, entriesKnownAt, factsKnownAt, ruleInForce } from '../items/derive.ts'
import { findPlan } from '../plan/queries.ts'
import { isEndStage, ladderOf, rungOf } from '../standards/stages.ts'
import { summaryOn, targetDetailOn } from '../summary/queries.ts'
import type { FrozenItem, SnapshotBody, SnapshotDetail, SnapshotRow } from './contract.ts'

/**
 * Everything that is known of a plan for two days, put together from the same functions that the API answers by;
 * undefined where there is no such plan.
 */
export function bodyOn(db: Read, code: string, days: Days): SnapshotBody | undefined {
  const found = findPlan(db, code, days.knownAt)
  const row = db.select().from(plan).where(eq(plan.code, code)).get()
  const figures = summaryOn(db, code, days, 0)
  if (!found || !row || !figures) return undefined
  const { dataVersion: _version, ...summary } = figures
  return {
    format: 1,
    ...days,
    plan: found,
    summary,
    targets: found.targets.flatMap((one) => {
      const detail = targetDetailOn(db, code, one.code, days, 0)
      if (!detail) return []
      const { dataVersion: _v, asOf: _a, knownAt: _k, ...rest } = detail
      return [rest]
    }),
    allocation:
      db
        .select({
          version: allocationVersion.version,
          decisionNumber: allocationVersion.decisionNumber,
          decidedOn: allocationVersion.decidedOn,
        })
        .from(allocationVersion)
        .where(and(eq(allocationVersion.planId, row.id), lte(allocationVersion.decidedOn, days.knownAt)))
        .orderBy(desc(allocationVersion.decidedOn), desc(allocationVersion.version))
        .get() ?? null,
    items: itemsOn(db, row, days),
    statements: lastStatements(db, row.id, days),
  }
}

/** In the order of the tasks, then of the plan's departments. */
function lastStatements(db: Read, planId: number, { asOf, knownAt }: Days): SnapshotBody['statements'] {
  const places = new Map(
    db
      .select({ code: department.code, position: planDepartment.position })
      .from(planDepartment)
      .innerJoin(department, eq(department.id, planDepartment.departmentId))
      .where(eq(planDepartment.planId, planId))
      .orderBy(asc(planDepartment.position))
      .all()
      .map((one) => [one.code, one.position]),
  )
  const last = new Map<string, SnapshotBody['statements'][number]>()
  for (const one of listStatements(db, planId, asOf, knownAt)) last.set(`${one.task} ${one.department}`, one)
  const place = (code: string) => places.get(code) ?? places.size
  return [...last.values()].sort((a, b) => a.task - b.task || place(a.department) - place(b.department))
}

type PlanRow = typeof plan.$inferSelect

/** Every item with a recognised stage, oldest id first: ids are sortable by time, so later ones come behind. */
function itemsOn(db: Read, of: PlanRow, days: Days): FrozenItem[] {
  const { asOf, knownAt } = days
  const rules = getPlanRules(db, of.id)
  const targets = db
    .select({ code: target.code, counterId: counter.id })
    .from(target)
    .innerJoin(counter, and(eq(counter.targetId, target.id), eq(counter.purpose, 'target')))
    .where(eq(target.planId, of.id))
    .orderBy(asc(target.number))
    .all()
    .flatMap((one) => {
      const own = rules.counters.find((rule) => rule.id === one.counterId)
      return own ? [{ ...one, own, rule: ruleInForce(own, knownAt) }] : []
    })
  const codes = new Map(
    db
      .select({ id: department.id, code: department.code })
      .from(department)
      .orderBy(asc(department.id))
      .all()
      .map((one) => [one.id, one.code]),
  )
  const places = db
    .select({ id: planDepartment.departmentId })
    .from(planDepartment)
    .where(eq(planDepartment.planId, of.id))
    .orderBy(asc(planDepartment.position))
    .all()
    .map((one) => one.id)
  const inOrder = (ids: ReadonlySet<number>) =>
    [...ids]
      .sort((a, b) => (places.indexOf(a) + 1 || 9999) - (places.indexOf(b) + 1 || 9999) || a - b)
      .flatMap((one) => codes.get(one) ?? [])
  const tagOrder = db
    .select({ code: planTag.code })
    .from(planTag)
    .where(eq(planTag.planId, of.id))
    .orderBy(asc(planTag.position))
    .all()
    .map((one) => one.code)
  const creditsOf = Map.groupBy(countingCredits(db, of, days), (row) => row.itemId)
  const rows = db
    .selectDistinct({ item })
    .from(item)
    .innerJoin(itemStage, eq(itemStage.itemId, item.id))
    .where(
      and(
        eq(itemStage.planId, of.id),
        lte(itemStage.effectiveOn, asOf),
        lte(itemStage.knownFrom, knownAt),
        or(isNull(itemStage.knownBefore), sql`${itemStage.knownBefore} > ${knownAt}`),
      ),
    )
    .orderBy(asc(item.uid))
    .all()
  return rows.flatMap(({ item: row }): FrozenItem[] => {
    const dated = listDatedEntries(db, of.id, row.id)
    const facts = factsKnownAt(row, dated, knownAt)
    const live = entriesKnownAt(dated, knownAt)
    const standing = standingOf(live, row, asOf)
    if (!facts || !standing) return []
    const credits = creditsOf.get(row.id) ?? []
    const entries = entriesOf(db, live, knownAt, codes)
    return [
      {
        id: row.uid,
        kind: row.kind,
        class: facts.class,
        nature: row.nature,
        level: facts.level,
        edition: facts.edition,
        number: row.number,
        planNumber: row.planNumber,
        title: row.title,
        unitRole: facts.unitRole,
        tags: facts.tags.toSorted((a, b) => tagOrder.indexOf(a) - tagOrder.indexOf(b)),
        projects: projectsOf(db, of.id, row.id, knownAt),
        ...standing,
        reached: facts.reached.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.stage < b.stage ? -1 : 1)),
        terms: facts.terms.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
        units: unitsOf(
          db,
          live.map((one) => one.id),
        ),
        departments: inOrder(new Set(live.map((one) => one.departmentId))),
        entries,
        counts: targets.flatMap((one) => {
          const its = credits.filter((credited) => credited.counterId === one.counterId)
          const whole = its.find((credited) => credited.departmentId === null)
          if (!whole) return []
          const departments = new Set(its.flatMap((credited) => credited.departmentId ?? []))
          const { since, until, onTime } = whole
          return [{ target: one.code, since, until, onTime, departments: inOrder(departments) }]
        }),
        not: targets.flatMap((one) => {
          if (!one.rule?.kinds.includes(row.kind)) return []
          if (credits.some((credited) => credited.counterId === one.counterId && credited.departmentId === null))
            return []
          const { reason, stage, on } = verdictOn(
            counts(one.rule, one.own.measure, one.own.window, facts),
            one.own.window,
            asOf,
          )
          return [{ target: one.code, reason, stage, on }]
        }),
      },
    ]
  })
}

/** What counts on the official day, for the district and for departments, as known. */
function countingCredits(db: Read, of: PlanRow, { asOf, knownAt }: Days): (typeof credit.$inferSelect)[] {
  const official = asOf > of.dueOn ? of.dueOn : asOf
  return db
    .select()
    .from(credit)
    .where(
      and(
        eq(credit.planId, of.id),
        eq(credit.standing, 'recognised'),
        lte(credit.since, official),
        or(isNull(credit.until), sql`${credit.until} >= ${official}`),
        lte(credit.knownFrom, knownAt),
        or(isNull(credit.knownBefore), sql`${credit.knownBefore} > ${knownAt}`),
      ),
    )
    .orderBy(asc(credit.itemId), asc(credit.since), asc(credit.id))
    .all()
}

/** The end state if one was reached by the day, else the rung furthest up, on the earliest day, with its recognition. */
function standingOf(
  live: readonly DatedEntry[],
  { kind, class: standardClass }: Pick<typeof item.$inferSelect, 'kind' | 'class'>,
  asOf: string,
): Pick<FrozenItem, 'stage' | 'effectiveOn' | 'recognisedOn'> | undefined {
  const ladder = ladderOf(kind, standardClass)
  const rank = (one: DatedEntry) => (isEndStage(one.stage) ? ladder.length : rungOf(ladder, one.stage))
  const [best] = live
    .filter((one) => one.effectiveOn <= asOf)
    .sort((a, b) => rank(b) - rank(a) || (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0))
  if (!best) return undefined
  return { stage: best.stage, effectiveOn: best.effectiveOn, recognisedOn: recognisedOn(best) ?? best.effectiveOn }
}

const recognisedOn = (one: DatedEntry, knownAt = '9999-12-31') =>
  one.states.findLast((state) => state.state === 'recognised' && state.on <= knownAt)?.on

function entriesOf(
  db: Read,
  live: readonly DatedEntry[],
  knownAt: string,
  codes: ReadonlyMap<number, string>,
): FrozenItem['entries'] {
  const ids = live.map((one) => one.id)
  const rows = db
    .select({ id: entry.id, uid: entry.uid })
    .from(entry)
    .where(inArray(entry.id, ids))
    .orderBy(asc(entry.id))
    .all()
  const files = db.select().from(evidence).where(inArray(evidence.entryId, ids)).orderBy(asc(evidence.id)).all()
  return live
    .map((one) => ({
      id: rows.find((row) => row.id === one.id)?.uid ?? '',
      department: codes.get(one.departmentId) ?? '',
      stage: one.stage,
      effectiveOn: one.effectiveOn,
      recognisedOn: recognisedOn(one, knownAt) ?? one.effectiveOn,
      evidence: files
        .filter((file) => file.entryId === one.id)
        .map(({ kind, bytes, sha256 }) => ({ kind, bytes, sha256 })),
    }))
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : a.id < b.id ? -1 : 1))
}

/** Each local body once, with its best role; leading ones first. */
function unitsOf(db: Read, entryIds: number[]): FrozenItem['units'] {
  const best = new Map<string, FrozenItem['units'][number]>()
  const rows = db
    .select({ name: unit.name, role: entryUnit.role })
    .from(entryUnit)
    .innerJoin(unit, eq(unit.id, entryUnit.unitId))
    .where(inArray(entryUnit.entryId, entryIds))
    .orderBy(asc(unit.name))
    .all()
  for (const { name, role } of rows) {
    if (role === null) continue
    const row = { name, role }
    const known = best.get(name)
    if (!known || UNIT_ROLES.indexOf(row.role) < UNIT_ROLES.indexOf(known.role)) best.set(name, row)
  }
  return [...best.values()].sort((a, b) => UNIT_ROLES.indexOf(a.role) - UNIT_ROLES.indexOf(b.role))
}

function projectsOf(db: Read, planId: number, itemId: number, knownAt: string): string[] {
  return db
    .select({ code: project.code })
    .from(itemProject)
    .innerJoin(project, eq(project.id, itemProject.projectId))
    .where(
      and(
        eq(itemProject.itemId, itemId),
        eq(project.planId, planId),
        eq(itemProject.recognised, true),
        lte(itemProject.knownFrom, knownAt),
        or(isNull(itemProject.knownBefore), sql`${itemProject.knownBefore} > ${knownAt}`),
      ),
    )
    .orderBy(asc(project.number))
    .all()
    .map((one) => one.code)
}

// ── as kept ──────────────────────────────────────────────────────────────────────────────────────────────────────

const columns = {
  id: snapshot.id,
  uid: snapshot.uid,
  number: snapshot.number,
  asOf: snapshot.asOf,
  knownAt: snapshot.knownAt,
  note: snapshot.note,
  dataVersion: snapshot.dataVersion,
  hash: snapshot.hash,
  madeAt: snapshot.madeAt,
  madeBy: account.displayName,
} as const

type Kept = { [K in keyof typeof columns]: K extends 'id' | 'number' | 'dataVersion' ? number : string }

function rowOf(db: Read, { id, uid, ...row }: Kept): SnapshotRow {
  const reports = db
    .select({ number: report.number })
    .from(report)
    .where(eq(report.snapshotId, id))
    .orderBy(asc(report.number))
    .all()
    .map((one) => one.number)
  return { id: uid, ...row, reports }
}

/** A page of a plan's snapshots, newest first; undefined where there is no such plan. */
export function listSnapshots(db: Read, code: string, page: number, pageSize: number) {
  const of = db.select({ id: plan.id }).from(plan).where(eq(plan.code, code)).get()
  if (!of) return undefined
  const total = db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(snapshot)
    .where(eq(snapshot.planId, of.id))
    .get()
  const rows = db
    .select(columns)
    .from(snapshot)
    .innerJoin(account, eq(account.id, snapshot.makerId))
    .where(eq(snapshot.planId, of.id))
    .orderBy(desc(snapshot.number))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .all()
  return { rows: rows.map((row) => rowOf(db, row)), total: total?.n ?? 0, page, pageSize }
}

/** One snapshot with what it holds; undefined where there is none of that number. */
export function findSnapshot(db: Read, code: string, number: number): SnapshotDetail | undefined {
  const row = db
    .select({ ...columns, body: snapshot.body })
    .from(snapshot)
    .innerJoin(plan, and(eq(plan.id, snapshot.planId), eq(plan.code, code)))
    .innerJoin(account, eq(account.id, snapshot.makerId))
    .where(eq(snapshot.number, number))
    .get()
  if (!row) return undefined
  const { body, ...kept } = row
  return { ...rowOf(db, kept), body: JSON.parse(gunzipSync(body).toString('utf8')) as SnapshotBody }
}
