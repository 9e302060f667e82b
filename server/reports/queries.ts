/** Reading what a snapshot is made of, snapshots as they were kept, and reports made from them. */
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { and, asc, count, desc, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import {
  account,
  allocationVersion,
  counter,
  credit,
  department,
  departmentNarrative,
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
  reportSection,
  setting,
  snapshot,
  target,
  unit,
} from '../../db/schema.ts'
import { REPORT_PARTS, type ReportPart, UNIT_ROLES, type UnitRole } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import type { Days } from '../days.ts'
import { listStatements } from '../entries/queries.ts'
import { counts, verdictOn } from '../items/counting.ts'
import { getPlanRules, listEntriesOfItems } from '../items/credits.ts'
import { type DatedEntry, entriesKnownAt, factsKnownAt, ruleInForce } from '../items/derive.ts'
import { findPlan } from '../plan/queries.ts'
import { problem } from '../problem.ts'
import { isEndStage, ladderOf, rungOf } from '../standards/stages.ts'
import { summaryOn, targetDetailOn } from '../summary/queries.ts'
import { canonicalJson } from './canonical.ts'
import { compareTargets } from './compare.ts'
import {
  type FrozenItem,
  type MovedSentences,
  type Narrative,
  type ReportDetail,
  type ReportModel,
  type ReportRow,
  type ReportSection,
  type SnapshotBody,
  type SnapshotDetail,
  type SnapshotRow,
  type TypedNumber,
  type Typefaces,
  typefaces,
} from './contract.ts'
import { type Figures, figuresOf, type Story } from './figures.ts'
import { isAnnex, modelOf } from './model.ts'
import { type Prose, proseOf } from './prose.ts'
import { linesOf, sentencesOf, typedNumbersIn } from './text.ts'
import { DEFAULT_TYPEFACES } from './typefaces.ts'
import { PART_WORDS } from './wording.ts'

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
  const about = aboutItems(
    db,
    of,
    days,
    rows.map((row) => row.item),
    codes,
  )
  return rows.flatMap(({ item: row }): FrozenItem[] => {
    const { dated, live, entries, units, projects } = about.get(row.id) ?? NOTHING
    const facts = factsKnownAt(row, dated, knownAt)
    const standing = standingOf(live, row, asOf)
    if (!facts || !standing) return []
    const credits = creditsOf.get(row.id) ?? []
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
        projects,
        ...standing,
        reached: facts.reached.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.stage < b.stage ? -1 : 1)),
        terms: facts.terms.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
        units,
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

/** What an item's own row does not say. */
type About = Pick<FrozenItem, 'entries' | 'units' | 'projects'> & { dated: DatedEntry[]; live: DatedEntry[] }
const NOTHING: About = { dated: [], live: [], entries: [], units: [], projects: [] }
/** Items that a query is asked about at a time. */
const AT_ONCE = 500

/** The same for all items: a few queries for some hundred, not a few for each. */
function aboutItems(
  db: Read,
  of: PlanRow,
  { knownAt }: Days,
  items: readonly (typeof item.$inferSelect)[],
  codes: ReadonlyMap<number, string>,
): Map<number, About> {
  const about = new Map<number, About>()
  for (let first = 0; first < items.length; first += AT_ONCE) {
    const ids = items.slice(first, first + AT_ONCE).map((one) => one.id)
    const datedOf = listEntriesOfItems(db, of.id, ids)
    const liveOf = new Map([...datedOf].map(([id, dated]) => [id, entriesKnownAt(dated, knownAt)]))
    const entryIds = [...liveOf.values()].flatMap((live) => live.map((one) => one.id))
    const uids = new Map(uidsOf(db, entryIds).map((row) => [row.id, row.uid]))
    const files = Map.groupBy(filesOf(db, entryIds), (file) => file.entryId)
    const units = Map.groupBy(rolesOf(db, entryIds), (row) => row.entryId)
    const projects = Map.groupBy(membershipsOf(db, of.id, ids, knownAt), (row) => row.itemId)
    for (const id of ids) {
      const live = liveOf.get(id) ?? []
      about.set(id, {
        dated: datedOf.get(id) ?? [],
        live,
        entries: entriesIn(live, knownAt, codes, uids, files),
        units: bestRoles(live.flatMap((one) => units.get(one.id) ?? [])),
        projects: (projects.get(id) ?? []).map((row) => row.code),
      })
    }
  }
  return about
}

const uidsOf = (db: Read, ids: readonly number[]) =>
  db
    .select({ id: entry.id, uid: entry.uid })
    .from(entry)
    .where(inArray(entry.id, [...ids]))
    .orderBy(asc(entry.id))
    .all()

const filesOf = (db: Read, ids: readonly number[]) =>
  db
    .select()
    .from(evidence)
    .where(inArray(evidence.entryId, [...ids]))
    .orderBy(asc(evidence.id))
    .all()

function entriesIn(
  live: readonly DatedEntry[],
  knownAt: string,
  codes: ReadonlyMap<number, string>,
  uids: ReadonlyMap<number, string>,
  files: ReadonlyMap<number, readonly (typeof evidence.$inferSelect)[]>,
): FrozenItem['entries'] {
  return live
    .map((one) => ({
      id: uids.get(one.id) ?? '',
      department: codes.get(one.departmentId) ?? '',
      stage: one.stage,
      effectiveOn: one.effectiveOn,
      recognisedOn: recognisedOn(one, knownAt) ?? one.effectiveOn,
      evidence: (files.get(one.id) ?? []).map(({ kind, bytes, sha256 }) => ({ kind, bytes, sha256 })),
    }))
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : a.id < b.id ? -1 : 1))
}

type Role = { name: string; role: UnitRole | null }

const rolesOf = (db: Read, entryIds: readonly number[]) =>
  db
    .select({ entryId: entryUnit.entryId, name: unit.name, role: entryUnit.role })
    .from(entryUnit)
    .innerJoin(unit, eq(unit.id, entryUnit.unitId))
    .where(inArray(entryUnit.entryId, [...entryIds]))
    .orderBy(asc(unit.name))
    .all()

/** Each local body once, with its best role; leading ones first, then by name. */
function bestRoles(rows: readonly Role[]): FrozenItem['units'] {
  const best = new Map<string, FrozenItem['units'][number]>()
  for (const { name, role } of rows.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    if (role === null) continue
    const known = best.get(name)
    if (!known || UNIT_ROLES.indexOf(role) < UNIT_ROLES.indexOf(known.role)) best.set(name, { name, role })
  }
  return [...best.values()].sort((a, b) => UNIT_ROLES.indexOf(a.role) - UNIT_ROLES.indexOf(b.role))
}

const membershipsOf = (db: Read, planId: number, itemIds: readonly number[], knownAt: string) =>
  db
    .select({ itemId: itemProject.itemId, code: project.code })
    .from(itemProject)
    .innerJoin(project, eq(project.id, itemProject.projectId))
    .where(
      and(
        inArray(itemProject.itemId, [...itemIds]),
        eq(project.planId, planId),
        eq(itemProject.recognised, true),
        lte(itemProject.knownFrom, knownAt),
        or(isNull(itemProject.knownBefore), sql`${itemProject.knownBefore} > ${knownAt}`),
      ),
    )
    .orderBy(asc(project.number))
    .all()

/** A body as it is kept: packed, with the hash of its canonical JSON and the data version that it was read at. */
export type Frozen = { body: Uint8Array; hash: string; dataVersion: number }

/** All figures of a plan for two days, packed to be kept; undefined where there is no such plan. */
export function frozenOn(db: Read, code: string, days: Days, dataVersion: number): Frozen | undefined {
  const body = bodyOn(db, code, days)
  if (!body) return undefined
  const text = canonicalJson(body)
  return { body: gzipSync(text), hash: createHash('sha256').update(text).digest('hex'), dataVersion }
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
  const total = db.select({ n: count() }).from(snapshot).where(eq(snapshot.planId, of.id)).get()
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

// ── reports ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type ReportRecord = typeof report.$inferSelect

/** One report's row; throws where there is none. */
export function getReport(db: Read, uid: string): ReportRecord {
  const row = db.select().from(report).where(eq(report.uid, uid)).get()
  if (!row) throw problem('not-found', { detail: { zh: '没有这份报告。', en: 'There is no such report.' } })
  return row
}

export function reportRowOf(db: Read, row: ReportRecord): ReportRow {
  const snapshots = db
    .select({ id: snapshot.id, number: snapshot.number, asOf: snapshot.asOf, knownAt: snapshot.knownAt })
    .from(snapshot)
    .where(inArray(snapshot.id, [row.snapshotId, ...(row.baseId === null ? [] : [row.baseId])]))
    .orderBy(asc(snapshot.id))
    .all()
  const own = snapshots.find((one) => one.id === row.snapshotId)
  if (!own) throw new Error(`Report ${row.uid} has no snapshot.`)
  const numberOf = (where: SQL | undefined) =>
    db.select({ n: report.number }).from(report).where(where).get()?.n ?? null
  const { uid, number, kind, year, title, state, version, documentNumber, addressee, signature, signedOn } = row
  return {
    id: uid,
    ...{ number, kind, year, title, state, version, documentNumber, addressee, signature, signedOn },
    snapshot: own.number,
    base: snapshots.find((one) => one.id === row.baseId)?.number ?? null,
    asOf: own.asOf,
    knownAt: own.knownAt,
    corrects: row.correctsId === null ? null : numberOf(eq(report.id, row.correctsId)),
    correctedBy: numberOf(and(eq(report.correctsId, row.id), eq(report.state, 'issued'))),
    issuedAt: row.issuedAt,
    createdAt: row.createdAt,
  }
}

/** A page of a plan's reports, newest first; drafts only where they may be seen. Undefined: no such plan. */
export function listReports(db: Read, code: string, page: number, pageSize: number, withDrafts: boolean) {
  const of = db.select({ id: plan.id }).from(plan).where(eq(plan.code, code)).get()
  if (!of) return undefined
  const where = and(eq(report.planId, of.id), withDrafts ? undefined : eq(report.state, 'issued'))
  const total = db.select({ n: count() }).from(report).where(where).get()
  const rows = db
    .select()
    .from(report)
    .where(where)
    .orderBy(desc(report.number))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .all()
  return { rows: rows.map((row) => reportRowOf(db, row)), total: total?.n ?? 0, page, pageSize }
}

export type SnapshotRecord = { id: number; info: SnapshotRow; body: SnapshotBody }

/** A snapshot by its id within, with what it holds. */
export function getSnapshotById(db: Read, id: number): SnapshotRecord {
  const row = db
    .select({ ...columns, body: snapshot.body })
    .from(snapshot)
    .innerJoin(account, eq(account.id, snapshot.makerId))
    .where(eq(snapshot.id, id))
    .get()
  if (!row) throw new Error(`There is no snapshot ${id}.`)
  const { body, ...kept } = row
  return { id, info: rowOf(db, kept), body: JSON.parse(gunzipSync(body).toString('utf8')) as SnapshotBody }
}

/** The id within of a plan's snapshot; throws where there is none of that number. */
export function getSnapshotId(db: Read, planId: number, number: number): number {
  const row = db
    .select({ id: snapshot.id })
    .from(snapshot)
    .where(and(eq(snapshot.planId, planId), eq(snapshot.number, number)))
    .get()
  if (!row)
    throw problem('invalid', {
      errors: [{ path: 'snapshot', message: { zh: `没有快照第${number}号`, en: `There is no snapshot ${number}` } }],
    })
  return row.id
}

/** What a report is made from, with another snapshot in place of its own where one is given. */
export function storyOf(db: Read, row: ReportRecord, snapshotId = row.snapshotId): Story {
  const own = getSnapshotById(db, snapshotId)
  const base = row.baseId === null || row.baseId === snapshotId ? null : getSnapshotById(db, row.baseId)
  return {
    body: own.body,
    snapshot: own.info,
    year: row.year,
    base: base?.info ?? null,
    changes: base ? compareTargets(base.body, own.body) : [],
  }
}

export type Made = {
  story: Story
  figures: Figures
  prose: Prose
  texts: Record<ReportPart, string>
  model: ReportModel
}

/** A report as it stands: texts as written or as the data say them, and the whole put together. */
export function makeReport(db: Read, row: ReportRecord): Made {
  const story = storyOf(db, row)
  const figures = figuresOf(story)
  const prose = proseOf(story, figures)
  const sections = listSections(db, row.id)
  const texts = { ...prose }
  const included: Partial<Record<ReportPart, string>> = {}
  for (const one of sections) {
    texts[one.part] = one.text ?? prose[one.part]
    if (one.included) included[one.part] = texts[one.part]
  }
  return { story, figures, prose, texts, model: modelOf(story, figures, reportRowOf(db, row), included) }
}

export const listSections = (db: Read, reportId: number) =>
  db
    .select()
    .from(reportSection)
    .where(eq(reportSection.reportId, reportId))
    .all()
    .sort((a, b) => REPORT_PARTS.indexOf(a.part) - REPORT_PARTS.indexOf(b.part))

/** 字体 of a report: as it was issued, else as the setting says now. */
export function typefacesOf(db: Read, row: Pick<ReportRecord, 'typefaces'> | null): Typefaces {
  const stored =
    row?.typefaces ?? db.select({ value: setting.value }).from(setting).where(eq(setting.key, TYPEFACES)).get()?.value
  const read = stored === undefined ? undefined : typefaces.safeParse(JSON.parse(stored)).data
  return read ?? DEFAULT_TYPEFACES
}

/** Key of the setting. */
export const TYPEFACES = 'reportTypefaces'

/**
 * Sections that would be in the report and hold nothing, in their order. Annexes follow the data, and a report that is
 * reconciled with none has nothing to say of it: nobody is asked about these.
 */
export function emptyParts(
  row: Pick<ReportRecord, 'baseId'>,
  sections: readonly (typeof reportSection.$inferSelect)[],
  texts: Record<ReportPart, string>,
): ReportPart[] {
  return sections.flatMap(({ part, included }) => {
    const asked = included && !isAnnex(part) && !(part === 'reconciliation' && row.baseId === null)
    return asked && linesOf(texts[part]).length === 0 ? [part] : []
  })
}

/** What stands in the way of issuing: numbers without a source, figures that this snapshot does not have. */
export function openQuestions(made: Made, included: (part: ReportPart) => boolean): TypedNumber[] {
  return REPORT_PARTS.filter(included).flatMap((part) => [
    ...typedNumbersIn(made.texts[part]).map((one) => ({ part, ...one })),
    ...linesOf(made.texts[part]).flatMap((line) =>
      line.kind === 'field'
        ? []
        : line.pieces.flatMap((piece) =>
            piece.kind === 'figure' && !made.figures.has(piece.key)
              ? [{ part, text: `{{${piece.key}}}`, sentence: '这个快照里没有这个数' }]
              : [],
          ),
    ),
  ])
}

/** Everything that the editor shows. */
export function reportDetailOf(db: Read, row: ReportRecord, person: Person, now: Date): ReportDetail {
  const made = makeReport(db, row)
  const sections = listSections(db, row.id)
  const people = new Map(
    db
      .select({ id: account.id, name: account.displayName })
      .from(account)
      .orderBy(asc(account.id))
      .all()
      .map((one) => [one.id, one.name]),
  )
  const blocksIn = (part: ReportPart) =>
    isAnnex(part)
      ? modelOf(made.story, made.figures, reportRowOf(db, row), { [part]: '' }).annexes.length
      : linesOf(made.texts[part]).length
  const info = getSnapshotById(db, row.snapshotId).info
  const draft = row.state === 'draft'
  return {
    ...reportRowOf(db, row),
    sections: sections.map((one): ReportSection => {
      const locked = one.lockedUntil !== null && one.lockedUntil > now.toISOString()
      return {
        part: one.part,
        heading: PART_WORDS[one.part],
        included: one.included,
        empty: blocksIn(one.part) === 0,
        state: one.state,
        text: made.texts[one.part],
        automatic: made.prose[one.part],
        version: one.version,
        writtenBy: one.writerId === null ? null : (people.get(one.writerId) ?? null),
        writtenAt: one.writtenAt,
        lockedBy: locked && one.lockedBy !== person.id ? (people.get(one.lockedBy ?? 0) ?? null) : null,
        lockedByMe: locked && one.lockedBy === person.id,
      }
    }),
    // What a department wrote is for who writes the report; readers see what was taken over.
    narratives: isReviewer(person) ? listNarratives(db, row, 'all', false) : [],
    figures: [...made.figures.values()],
    emptyParts: draft ? emptyParts(row, sections, made.texts) : [],
    typedNumbers: draft ? openQuestions(made, (part) => sections.some((one) => one.part === part && one.included)) : [],
    model: made.model,
    changes: [...made.story.changes],
    snapshotInfo: info,
    baseInfo: row.baseId === null ? null : getSnapshotById(db, row.baseId).info,
    writable: draft && isReviewer(person),
  }
}

const isReviewer = (person: Person) => person.roles.some((one) => one.role === 'reviewer')

/** 部门材料, one row for each department of the plan that lies within the reach. */
export function listNarratives(
  db: Read,
  row: ReportRecord,
  reach: readonly number[] | 'all',
  withDrafts: boolean,
): Narrative[] {
  const kept = db
    .select({ narrative: departmentNarrative, writer: account.displayName })
    .from(departmentNarrative)
    .innerJoin(account, eq(account.id, departmentNarrative.writerId))
    .where(eq(departmentNarrative.reportId, row.id))
    .orderBy(asc(departmentNarrative.id))
    .all()
  return db
    .select({ id: department.id, code: department.code, name: department.name })
    .from(planDepartment)
    .innerJoin(department, eq(department.id, planDepartment.departmentId))
    .where(eq(planDepartment.planId, row.planId))
    .orderBy(asc(planDepartment.position))
    .all()
    .filter((one) => reach === 'all' || reach.includes(one.id))
    .map(({ id, code, name }): Narrative => {
      const its = kept.find((one) => one.narrative.departmentId === id)
      const own = its?.narrative
      // What is not handed in yet is the department's own.
      const shown = own && (own.state === 'handed-in' || withDrafts)
      return {
        department: code,
        name,
        state: own?.state ?? null,
        text: shown ? own.text : '',
        version: own?.version ?? 0,
        adoptedVersion: own?.adoptedVersion ?? null,
        writtenBy: its?.writer ?? null,
        writtenAt: own?.writtenAt ?? null,
      }
    })
}

/** The sentences that somebody wrote whose figures would be others in another snapshot. */
export function movedBy(db: Read, row: ReportRecord, number: number): MovedSentences {
  const now = figuresOf(storyOf(db, row))
  const then = figuresOf(storyOf(db, row, getSnapshotId(db, row.planId, number)))
  const shown = (figures: Figures) => (key: string) => figures.get(key)?.value ?? `〔没有“${key}”〕`
  return {
    rows: listSections(db, row.id).flatMap((one) => {
      if (one.text === null || !one.included) return []
      const [before, after] = [sentencesOf(one.text, shown(now)), sentencesOf(one.text, shown(then))]
      return before.flatMap((sentence, place) =>
        sentence === after[place] ? [] : [{ part: one.part, before: sentence, after: after[place] ?? '' }],
      )
    }),
  }
}
