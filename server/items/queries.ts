import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import {
  counter,
  credit,
  department,
  entry,
  entryUnit,
  evidence,
  item,
  ledger,
  plan,
  review,
  ruleVersion,
  target,
  unit,
} from '../../db/schema.ts'
import { STAGES, type Stage, type UnitRole } from '../../db/words.ts'
import { dayOf } from '../clock.ts'
import type { Days } from '../days.ts'
import { problem } from '../problem.ts'
import type { ItemDetail, ItemList, ItemRow, ItemsQuery } from './contract.ts'
import { counts, type VerdictOn, verdictOn } from './counting.ts'
import { findFacts, getPlanRules, listDatedEntries } from './credits.ts'
import { type CounterRules, type DatedEntry, ruleInForce } from './derive.ts'
import { matchOf } from './search.ts'

type PlanRow = typeof plan.$inferSelect

/** What an item is on the days asked for; `standing` in the queries below. */
type Standing = { itemId: number; stage: Stage; effectiveOn: string; recognisedOn: string }

const PAGE_SIZE = 20

/** An official figure stands still after the due day. */
const officialDay = (of: PlanRow, asOf: string) => (asOf > of.dueOn ? of.dueOn : asOf)

/** A row of credit `c` that is alive on a day, as known on another. */
const creditAlive = (day: string, knownAt: string) => sql`
  c.since <= ${day} and (c.until is null or c.until >= ${day})
  and c.known_from <= ${knownAt} and (c.known_before is null or c.known_before > ${knownAt})`

const knownAlive = (alias: string, knownAt: string) => {
  const from = sql.raw(`${alias}.known_from`)
  const before = sql.raw(`${alias}.known_before`)
  return sql`${from} <= ${knownAt} and (${before} is null or ${before} > ${knownAt})`
}

/** The lists of `words.ts` run up each ladder and end with the end states, so a stage's place in it ranks it. */
const RANK = sql.raw(`case s.stage ${STAGES.map((stage, place) => `when '${stage}' then ${place}`).join(' ')} end`)

/** Where each item of the plan stood: now from the ledger, on any other day from the days of its stages. */
function standingOn(of: PlanRow, { asOf, knownAt }: Days, today: string): SQL {
  if (asOf === today && knownAt === today)
    return sql`select item_id, stage, effective_on, recognised_on from ledger where plan_id = ${of.id}`
  return sql`select item_id, stage, effective_on, known_from as recognised_on from (
    select s.item_id, s.stage, s.effective_on, s.known_from,
      row_number() over (partition by s.item_id order by ${RANK} desc, s.effective_on) as place
    from item_stage s
    where s.plan_id = ${of.id} and s.effective_on <= ${asOf} and ${knownAlive('s', knownAt)}
  ) where place = 1`
}

const SORTS = {
  effectiveOn: sql`s.effective_on`,
  recognisedOn: sql`s.recognised_on`,
  number: sql`coalesce(i.number, i.plan_number)`,
  title: sql`i.title`,
  stage: RANK,
} as const

/**
 * A page of the ledger 台账. With `target` and `counts=true` its total is that target's recognised figure on the same
 * days. Throws a problem for a code that the plan does not know.
 */
export function listItems(db: Read, query: ItemsQuery, days: Days, now: Date, dataVersion: number): ItemList {
  const of = getPlan(db, query.plan)
  const page = query.page ?? 1
  const pageSize = query.pageSize ?? PAGE_SIZE
  const rules = query.target === undefined ? null : getTargetRules(db, of, query.target)
  const where = filtersOf(db, of, query, days, rules)
  const from = sql`from (${standingOn(of, days, dayOf(now))}) s
    join item i on i.id = s.item_id
    left join ledger l on l.item_id = s.item_id and l.plan_id = ${of.id}
    where ${sql.join(where, sql` and `)}`
  const sort = query.sort ?? '-effectiveOn'
  const field = SORTS[sort.replace(/^-/, '') as keyof typeof SORTS]
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`
  const order = sql`order by ${field} ${direction}, s.item_id ${direction}`
  const pick = sql`select s.item_id as itemId, s.stage, s.effective_on as effectiveOn, s.recognised_on as recognisedOn`
  const offset = (page - 1) * pageSize

  let standings: Standing[]
  let total: number
  if (rules && query.reason !== undefined) {
    const all = db
      .all<Standing>(sql`${pick} ${from} ${order}`)
      .filter((row) => verdictOf(db, of, rules, row.itemId, days)?.reason === query.reason)
    total = all.length
    standings = all.slice(offset, offset + pageSize)
  } else {
    total = db.get<{ total: number }>(sql`select count(*) as total ${from}`).total
    standings = db.all<Standing>(sql`${pick} ${from} ${order} limit ${pageSize} offset ${offset}`)
  }
  return { rows: rowsOf(db, of, standings, days, rules), total, page, pageSize, ...days, dataVersion }
}

/** Of an item in an export: what the ledger's rows do not say. */
export type ItemMore = { units: { name: string; role: UnitRole }[]; termTo: string | null }

/**
 * Every row of the ledger that the filters let through, in its order, in batches. `db` is a snapshot, so that rows
 * neither shift nor repeat while they are taken. Throws as `listItems` does, before the first batch.
 */
export function listEveryItem(
  db: Read,
  query: ItemsQuery,
  days: Days,
  now: Date,
): { total: number; batches: Iterable<(ItemRow & ItemMore)[]> } {
  const { total } = listItems(db, { ...query, page: 1, pageSize: 1 }, days, now, 0)
  return { total, batches: batchesOf(db, query, days, now, total) }
}

const BATCH = 200

function* batchesOf(
  db: Read,
  query: ItemsQuery,
  days: Days,
  now: Date,
  total: number,
): Generator<(ItemRow & ItemMore)[]> {
  const of = getPlan(db, query.plan)
  for (let page = 1; (page - 1) * BATCH < total; page += 1) {
    const { rows } = listItems(db, { ...query, page, pageSize: BATCH }, days, now, 0)
    const uids = rows.map((row) => row.id)
    const said = db
      .select({ uid: item.uid, name: unit.name, role: entryUnit.role, termTo: entry.termTo })
      .from(entry)
      .innerJoin(item, eq(item.id, entry.itemId))
      .leftJoin(entryUnit, eq(entryUnit.entryId, entry.id))
      .leftJoin(unit, eq(unit.id, entryUnit.unitId))
      .where(and(inArray(item.uid, uids), eq(entry.planId, of.id), eq(entry.state, 'recognised')))
      .orderBy(asc(entryUnit.role), asc(unit.name), asc(entry.id))
      .all()
    const byItem = Map.groupBy(said, (one) => one.uid)
    yield rows.map((row) => {
      const its = byItem.get(row.id) ?? []
      const units = new Map<string, UnitRole>()
      for (const { name, role } of its) if (name !== null && role !== null && !units.has(name)) units.set(name, role)
      const terms = its.flatMap((one) => (one.termTo === null ? [] : [one.termTo])).sort()
      return { ...row, units: [...units].map(([name, role]) => ({ name, role })), termTo: terms.at(-1) ?? null }
    })
  }
}

function filtersOf(db: Read, of: PlanRow, query: ItemsQuery, days: Days, rules: CounterRules | null): SQL[] {
  const { knownAt } = days
  const where: SQL[] = [sql`1 = 1`]
  const departmentId = query.department === undefined ? null : getDepartmentId(db, query.department)
  if (query.kind) where.push(sql`i.kind = ${query.kind}`)
  if (query.class) where.push(sql`i.class = ${query.class}`)
  if (query.level) where.push(sql`l.level = ${query.level}`)
  if (query.stage) where.push(sql`s.stage = ${query.stage}`)
  if (query.tag) {
    requireCode(db, 'tag', sql`select 1 from plan_tag where plan_id = ${of.id} and code = ${query.tag}`, query.tag)
    where.push(
      sql`exists (select 1 from ledger_tag t where t.plan_id = ${of.id} and t.tag = ${query.tag} and t.item_id = s.item_id)`,
    )
  }
  if (query.project) {
    requireCode(
      db,
      'project',
      sql`select 1 from project where plan_id = ${of.id} and code = ${query.project}`,
      query.project,
    )
    where.push(sql`exists (select 1 from item_project p join project j on j.id = p.project_id
      where p.item_id = s.item_id and p.recognised = 1 and ${knownAlive('p', knownAt)}
        and j.plan_id = ${of.id} and j.code = ${query.project})`)
  }
  if (query.q) {
    const match = matchOf(query.q)
    where.push(
      match === null
        ? sql`(instr(lower(i.title), ${query.q.toLowerCase()}) > 0
            or instr(lower(coalesce(i.number, i.plan_number, '')), ${query.q.toLowerCase()}) > 0)`
        : sql`s.item_id in (select rowid from ledger_search where ledger_search match ${match})`,
    )
  }
  const counting = query.counts === true
  if (query.counts !== undefined) {
    const counterId = rules?.id ?? getAnyCounter(db, of)
    const official = officialDay(of, days.asOf)
    const who =
      counting && departmentId !== null ? sql`c.department_id = ${departmentId}` : sql`c.department_id is null`
    const month = counting && rules && query.month ? sql`and substr(c.since, 1, 7) = ${query.month}` : sql``
    const has = sql`exists (select 1 from credit c where c.item_id = s.item_id and c.counter_id = ${counterId}
      and ${who} and c.standing = 'recognised' and ${creditAlive(official, knownAt)} ${month})`
    where.push(counting ? has : sql`not ${has}`)
  }
  if (query.counts === false && rules) {
    const kinds = ruleInForce(rules, knownAt)?.kinds ?? []
    where.push(kinds.length === 0 ? sql`1 = 0` : sql`i.kind in ${kinds}`)
  }
  if (departmentId !== null && !counting)
    where.push(sql`exists (select 1 from ledger_department d
      where d.plan_id = ${of.id} and d.department_id = ${departmentId} and d.item_id = s.item_id)`)
  if (query.month && !(counting && rules)) where.push(sql`substr(s.effective_on, 1, 7) = ${query.month}`)
  return where
}

/** Fills the standings to rows of the contract, a few queries for a whole page. */
function rowsOf(
  db: Read,
  of: PlanRow,
  standings: readonly Standing[],
  days: Days,
  rules: CounterRules | null,
): ItemRow[] {
  const ids = standings.map((one) => one.itemId)
  if (ids.length === 0) return []
  const { knownAt } = days
  const items = db.select().from(item).where(inArray(item.id, ids)).orderBy(asc(item.id)).all()
  const lines = db
    .select()
    .from(ledger)
    .where(and(eq(ledger.planId, of.id), inArray(ledger.itemId, ids)))
    .orderBy(asc(ledger.itemId))
    .all()
  const list = (rows: SQL) => Map.groupBy(db.all<{ itemId: number; code: string }>(rows), (row) => row.itemId)
  const departments = list(sql`select x.item_id as itemId, d.code from ledger_department x
    join department d on d.id = x.department_id join plan_department p on p.department_id = d.id and p.plan_id = x.plan_id
    where x.plan_id = ${of.id} and x.item_id in ${ids} order by x.item_id, p.position`)
  const tags = list(sql`select x.item_id as itemId, x.tag as code from ledger_tag x
    join plan_tag t on t.plan_id = x.plan_id and t.code = x.tag
    where x.plan_id = ${of.id} and x.item_id in ${ids} order by x.item_id, t.position`)
  const projects = list(sql`select p.item_id as itemId, j.code from item_project p join project j on j.id = p.project_id
    where j.plan_id = ${of.id} and p.recognised = 1 and p.item_id in ${ids} and ${knownAlive('p', knownAt)}
    order by p.item_id, j.number`)
  const targets = list(sql`select c.item_id as itemId, t.code from credit c
    join counter n on n.id = c.counter_id and n.purpose = 'target' join target t on t.id = n.target_id
    where c.plan_id = ${of.id} and c.item_id in ${ids} and c.department_id is null and c.standing = 'recognised'
      and ${creditAlive(officialDay(of, days.asOf), knownAt)} order by c.item_id, t.number`)
  return standings.flatMap((standing): ItemRow[] => {
    const row = items.find((one) => one.id === standing.itemId)
    if (!row) return []
    const line = lines.find((one) => one.itemId === standing.itemId)
    const codes = (of: Map<number, { code: string }[]>) => (of.get(standing.itemId) ?? []).map((one) => one.code)
    const { stage, effectiveOn, recognisedOn } = standing
    return [
      {
        id: row.uid,
        kind: row.kind,
        class: row.class,
        nature: row.nature,
        level: line?.level ?? null,
        number: row.number,
        planNumber: row.planNumber,
        title: row.title,
        edition: line?.edition ?? null,
        stage,
        effectiveOn,
        recognisedOn,
        unitRole: line?.unitRole ?? null,
        departments: codes(departments),
        tags: codes(tags),
        projects: codes(projects),
        targets: codes(targets),
        verdict: rules ? verdictOf(db, of, rules, standing.itemId, days) : null,
      },
    ]
  })
}

function verdictOf(
  db: Read,
  of: PlanRow,
  rules: CounterRules,
  itemId: number,
  { asOf, knownAt }: Days,
): VerdictOn | null {
  const facts = findFacts(db, of.id, itemId, knownAt)
  if (!facts) return null
  return verdictOn(counts(ruleInForce(rules, knownAt), rules.measure, rules.window, facts), rules.window, asOf)
}

/**
 * One item of a plan that has a recognised entry, with its entries, evidence and a verdict for every target;
 * undefined where there is none, as for an id that does not exist.
 */
export function findItem(db: Read, uid: string, days: Days, now: Date, dataVersion: number): ItemDetail | undefined {
  const row = db.select().from(item).where(eq(item.uid, uid)).get()
  if (!row) return undefined
  const first = db
    .select({ planId: entry.planId })
    .from(entry)
    .where(eq(entry.itemId, row.id))
    .orderBy(asc(entry.id))
    .get()
  const of = first && db.select().from(plan).where(eq(plan.id, first.planId)).get()
  if (!of) return undefined
  const [standing] = db.all<Standing>(sql`select s.item_id as itemId, s.stage, s.effective_on as effectiveOn,
    s.recognised_on as recognisedOn from (${standingOn(of, days, dayOf(now))}) s where s.item_id = ${row.id}`)
  if (!standing) return undefined
  const [line] = rowsOf(db, of, [standing], days, null)
  if (!line) return undefined
  const { targets: _targets, verdict: _verdict, ...shown } = line
  const dated = listDatedEntries(db, of.id, row.id)
  const stateOf = (one: DatedEntry) => one.states.findLast((state) => state.on <= days.knownAt)?.state
  const recognised = dated.filter((one) => stateOf(one) === 'recognised')
  return {
    ...shown,
    plan: of.code,
    code: row.number,
    entries: entriesOf(
      db,
      recognised.map((one) => one.id),
      days,
    ),
    inReview: dated.filter((one) => stateOf(one) === 'in-review').length,
    credits: creditsOf(db, of, row.id, days),
    ...days,
    dataVersion,
  }
}

function entriesOf(db: Read, ids: readonly number[], { asOf, knownAt }: Days): ItemDetail['entries'] {
  if (ids.length === 0) return []
  const rows = db
    .select({ entry, department: department.code })
    .from(entry)
    .innerJoin(department, eq(department.id, entry.departmentId))
    .where(inArray(entry.id, [...ids]))
    .orderBy(asc(entry.effectiveOn), asc(entry.id))
    .all()
  const moves = db
    .select()
    .from(review)
    .where(inArray(review.entryId, [...ids]))
    .orderBy(asc(review.id))
    .all()
  const units = db
    .select({ entryId: entryUnit.entryId, name: unit.name, role: entryUnit.role })
    .from(entryUnit)
    .innerJoin(unit, eq(unit.id, entryUnit.unitId))
    .where(inArray(entryUnit.entryId, [...ids]))
    .orderBy(asc(entryUnit.role), asc(unit.name))
    .all()
  const files = db
    .select()
    .from(evidence)
    .where(inArray(evidence.entryId, [...ids]))
    .orderBy(asc(evidence.id))
    .all()
  return rows.flatMap(({ entry: row, department: code }) => {
    const mine = moves.filter((move) => move.entryId === row.id && move.on <= knownAt)
    const recognisedOn = mine.findLast((move) => move.toState === 'recognised')?.on
    const reportedOn = mine.find((move) => move.action === 'submit')?.on
    const { stage, effectiveOn } = row
    if (stage === null || effectiveOn === null || recognisedOn === undefined || reportedOn === undefined) return []
    if (effectiveOn > asOf) return []
    const corrected =
      row.correctsId === null
        ? undefined
        : db.select({ uid: entry.uid }).from(entry).where(eq(entry.id, row.correctsId)).get()
    return [
      {
        id: row.uid,
        department: code,
        stage,
        effectiveOn,
        reportedOn,
        recognisedOn,
        units: units.flatMap(({ entryId, name, role }) =>
          entryId === row.id && role !== null ? [{ name, role }] : [],
        ),
        corrects: corrected?.uid ?? null,
        evidence: files
          .filter((file) => file.entryId === row.id)
          .map(({ kind, bytes, sha256 }) => ({ kind, bytes, sha256 })),
      },
    ]
  })
}

function creditsOf(db: Read, of: PlanRow, itemId: number, days: Days): ItemDetail['credits'] {
  const { asOf, knownAt } = days
  const official = officialDay(of, asOf)
  const facts = findFacts(db, of.id, itemId, knownAt)
  const rules = getPlanRules(db, of.id)
  const targets = db
    .select({ id: target.id, code: target.code, counterId: counter.id })
    .from(target)
    .innerJoin(counter, and(eq(counter.targetId, target.id), eq(counter.purpose, 'target')))
    .where(eq(target.planId, of.id))
    .orderBy(asc(target.number))
    .all()
  const rows = db
    .select({ credit, department: department.code })
    .from(credit)
    .leftJoin(department, eq(department.id, credit.departmentId))
    .where(and(eq(credit.itemId, itemId), eq(credit.planId, of.id)))
    .orderBy(asc(credit.id))
    .all()
    .filter(
      ({ credit: c }) =>
        c.since <= official &&
        (c.until === null || c.until >= official) &&
        c.knownFrom <= knownAt &&
        (c.knownBefore === null || c.knownBefore > knownAt),
    )
  return targets.flatMap(({ id, code, counterId }) => {
    const own = rules.counters.find((one) => one.id === counterId)
    if (!own || !facts) return []
    const its = rows.filter((row) => row.credit.counterId === counterId)
    const versions = db
      .select({ version: ruleVersion.version, decidedOn: ruleVersion.decidedOn })
      .from(ruleVersion)
      .where(eq(ruleVersion.targetId, id))
      .orderBy(asc(ruleVersion.version))
      .all()
    return [
      {
        target: code,
        // What is with the reviewer is public as a number only.
        standing:
          its.find((row) => row.credit.departmentId === null && row.credit.standing !== 'in-review')?.credit.standing ??
          null,
        verdict: verdictOn(counts(ruleInForce(own, knownAt), own.measure, own.window, facts), own.window, asOf),
        departments: its.flatMap(({ credit: c, department: who }) =>
          who !== null && c.standing === 'recognised' && c.unitRole !== null
            ? [{ department: who, since: c.since, unitRole: c.unitRole }]
            : [],
        ),
        ruleVersion: versions.findLast((one) => one.decidedOn <= knownAt)?.version ?? null,
      },
    ]
  })
}

function getPlan(db: Read, code: string | undefined): PlanRow {
  const row =
    code === undefined
      ? db.select().from(plan).orderBy(asc(plan.position)).get()
      : db.select().from(plan).where(eq(plan.code, code)).get()
  if (!row) throw unknownCode('plan', code ?? '')
  return row
}

function getTargetRules(db: Read, of: PlanRow, code: string): CounterRules {
  const row = db
    .select({ counterId: counter.id })
    .from(target)
    .innerJoin(counter, and(eq(counter.targetId, target.id), eq(counter.purpose, 'target')))
    .where(and(eq(target.planId, of.id), eq(target.code, code)))
    .get()
  const rules = row && getPlanRules(db, of.id).counters.find((one) => one.id === row.counterId)
  if (!rules) throw unknownCode('target', code)
  return rules
}

function getAnyCounter(db: Read, of: PlanRow): number {
  const row = db
    .select({ id: counter.id })
    .from(counter)
    .where(and(eq(counter.planId, of.id), eq(counter.purpose, 'any')))
    .get()
  if (!row) throw new Error(`Plan ${of.code} has no counters.`)
  return row.id
}

function getDepartmentId(db: Read, code: string): number {
  const row = db.select({ id: department.id }).from(department).where(eq(department.code, code)).get()
  if (!row) throw unknownCode('department', code)
  return row.id
}

function requireCode(db: Read, path: string, found: SQL, code: string): void {
  if (db.all(found).length === 0) throw unknownCode(path, code)
}

function unknownCode(path: string, code: string): Error {
  return problem('invalid', {
    errors: [
      { path, message: { zh: `没有代码为“${code}”的条目，请核对`, en: `There is no “${code}”; please check it` } },
    ],
  })
}
