import { and, asc, eq, gt, gte, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import {
  counter,
  credit,
  department,
  entry,
  entryUnit,
  evidence,
  item,
  itemProject,
  ledger,
  ledgerDepartment,
  ledgerTag,
  plan,
  planDepartment,
  planTag,
  project,
  review,
  ruleVersion,
  submission,
  target,
  unit,
} from '../../db/schema.ts'
import { givenList, kept, rowBy } from '../../db/statements.ts'
import { END_STAGES, STAGES, type Stage, type UnitRole } from '../../db/words.ts'
import { dayOf } from '../clock.ts'
import type { Days } from '../days.ts'
import { problem } from '../problem.ts'
import type { ItemDetail, ItemList, ItemRow, ItemSort, ItemsQuery } from './contract.ts'
import { counts, type Facts, type VerdictOn, verdictOn } from './counting.ts'
import { findFacts, getPlanRules, listDatedEntries, listReportedItems, listTold } from './credits.ts'
import { type CounterRules, type DatedEntry, factsKnownAt, type LedgerFacts, ledgerOn, ruleInForce } from './derive.ts'
import { matchOf } from './search.ts'
import { countFound, ITEM_FOUND, searched } from './search-index.ts'
import { isKnownNow } from './tally.ts'

type PlanRow = typeof plan.$inferSelect

/** How an item stood on the days asked for; with what was known of it, where that is no longer what the ledger says. */
type Standing = {
  itemId: number
  stage: Stage
  effectiveOn: string
  recognisedOn: string
  then?: LedgerFacts
}

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
/** Of an end state, the later it came the more it says; of rungs, the higher. Null for a rung. */
const ENDED_ON = sql.raw(`case when s.stage in (${END_STAGES.map((stage) => `'${stage}'`).join(', ')})
  then s.effective_on end`)

const isNow = ({ asOf, knownAt }: Days, now: Date) => asOf === dayOf(now) && knownAt === asOf

/**
 * The lines of the ledger `s` on a day, by what is known now: as they stand, or as the days of the stages say. Rules:
 * `ledgerOn` in derive.ts, of which this is the form for many items.
 */
function linesOn(of: PlanRow, days: Days, now: Date): SQL {
  if (isNow(days, now)) return sql`(select * from ledger where plan_id = ${of.id}) s`
  const { asOf, knownAt } = days
  return sql`(select l.plan_id, l.item_id, l.kind, l.class, l.level, l.number, l.title,
      p.stage, p.effective_on, p.recognised_on
    from (
      select s.item_id, s.stage, s.effective_on, s.known_from as recognised_on,
        row_number() over (partition by s.item_id order by ${ENDED_ON} desc, ${RANK} desc) as place
      from item_stage s
      where s.plan_id = ${of.id} and s.effective_on <= ${asOf} and ${knownAlive('s', knownAt)}
        and not (s.stage = 'expired' and exists (
          select 1 from entry e where e.item_id = s.item_id and e.plan_id = s.plan_id and e.state = 'recognised'
            and e.stage = 'established' and e.effective_on > s.effective_on and e.effective_on <= ${asOf}
            and not exists (select 1 from entry x where x.corrects_id = e.id and x.state = 'recognised')))
    ) p join ledger l on l.plan_id = ${of.id} and l.item_id = p.item_id
    where p.place = 1) s`
}

const SORTS = {
  effectiveOn: sql`s.effective_on`,
  recognisedOn: sql`s.recognised_on`,
  number: sql`s.number`,
  title: sql`s.title`,
  stage: RANK,
} as const

const PICK = sql`s.item_id as itemId, s.stage, s.effective_on as effectiveOn, s.recognised_on as recognisedOn`

/**
 * A page of the ledger 台账. With `target` and `counts=true` its total is that target's recognised figure on the same
 * days. Throws a problem for a code that the plan does not know.
 */
export function listItems(db: Read, query: ItemsQuery, days: Days, now: Date, dataVersion: number): ItemList {
  const found = askedOf(db, query, days, now, dataVersion)
  const { standings, total } = find(db, found)
  const { page = 1, pageSize = PAGE_SIZE } = query
  return { rows: rowsOf(db, found.of, standings, days, found.rules), total, page, pageSize, ...days, dataVersion }
}

function askedOf(db: Read, query: ItemsQuery, days: Days, now: Date, dataVersion: number): Asked {
  const of = getPlan(db, query.plan)
  const { page = 1, pageSize = PAGE_SIZE } = query
  const rules = query.target === undefined ? null : getTargetRules(db, of, query.target)
  requireCodes(db, of, query)
  return { of, query, days, now, rules, pageSize, offset: (page - 1) * pageSize, dataVersion }
}

const find = (db: Read, asked: Asked): Found =>
  isKnownNow(db, asked.of.id, asked.days.knownAt) ? foundNow(db, asked) : foundThen(db, asked)

/** A plan's ledger of this size can be looked through while others wait. */
const FEW = 1_000
/** So many lines can be passed over on the way to a page. */
const NEAR = 20_000

/** How many lines a plan's ledger has. */
export function countLedger(db: Read, planId: number): number {
  return db.get<{ n: number }>(sql`select coalesce(sum(items), 0) as n from ledger_total where plan_id = ${planId}`).n
}

/** Whether what is asked for of a plan would keep others waiting if every line were looked at. */
export function isLarge(db: Read, planId: number): boolean {
  return countLedger(db, planId) > FEW
}

/**
 * Whether a page of the ledger would keep others waiting (security rule 26): only today's, in the order of days, near
 * the beginning, and of all lines, of a kind or of a word, is read off an index.
 */
export function isDear(db: Read, query: ItemsQuery, days: Days, now: Date): boolean {
  const of = getPlan(db, query.plan)
  if (!isLarge(db, of.id)) return false
  const filters = filtersIn(query)
  const isIndexed =
    filters.length === 0 ||
    (filters.length === 1 && (query.kind !== undefined || (query.q !== undefined && matchOf(query.q) !== null)))
  const inOrder = (query.sort ?? 'effectiveOn').endsWith('effectiveOn')
  const offset = (query.page ?? 1) * (query.pageSize ?? PAGE_SIZE)
  return !(isNow(days, now) && isKnownNow(db, of.id, days.knownAt) && isIndexed && inOrder && offset <= NEAR)
}

type Asked = {
  of: PlanRow
  query: ItemsQuery
  days: Days
  now: Date
  rules: CounterRules | null
  pageSize: number
  offset: number
  dataVersion: number
}
type Found = { standings: Standing[]; total: number }

/** By what is known now: the ledger says what the items are. */
function foundNow(db: Read, asked: Asked): Found {
  const { of, query, days, now, rules, pageSize, offset } = asked
  const sort = query.sort ?? '-effectiveOn'
  const direction = sort.startsWith('-') ? sql`desc` : sql`asc`
  const match = query.q === undefined ? null : matchOf(query.q)
  if (match !== null && isNow(days, now) && isSearchOnly(query) && sort.endsWith('effectiveOn')) {
    const standings = db.all<Standing>(sql`select ${PICK} from (
        select ${ITEM_FOUND} as item_id from ledger_search where ${searched(match, of.id, true)}
        order by rowid ${direction} limit ${pageSize} offset ${offset}
      ) f cross join ledger s on s.plan_id = ${of.id} and s.item_id = f.item_id
      order by s.effective_on ${direction}, s.item_id ${direction}`)
    return { standings, total: countFound(db, match, of.id, asked.dataVersion) }
  }
  const field = SORTS[sort.replace(/^-/, '') as keyof typeof SORTS]
  const order = sql`order by ${field} ${direction}, s.item_id ${direction}`
  const from = sql`from ${linesOn(of, days, now)} where ${sql.join(filtersOf(db, asked), sql` and `)}`
  if (rules && query.reason !== undefined) {
    const all = db.all<Standing>(sql`select ${PICK} ${from} ${order}`)
    const ids = all.map((row) => row.itemId)
    const fitting = new Set<number>()
    for (const { itemId, item: its, entries } of listTold(db, of.id, ids))
      if (verdictBy(rules, factsKnownAt(its, entries, days.knownAt), days)?.reason === query.reason) fitting.add(itemId)
    const standings = all.filter((row) => fitting.has(row.itemId))
    return { standings: standings.slice(offset, offset + pageSize), total: standings.length }
  }
  return {
    standings: db.all<Standing>(sql`select ${PICK} ${from} ${order} limit ${pageSize} offset ${offset}`),
    total:
      (isNow(days, now) ? keptTotal(db, of, query) : null) ??
      db.get<{ n: number }>(sql`select count(*) as n ${from}`).n,
  }
}

/** What a question may hold beside its filters. */
const NO_FILTERS: readonly string[] = ['plan', 'asOf', 'knownAt', 'sort', 'page', 'pageSize']
const filtersIn = (query: ItemsQuery) =>
  Object.entries(query).flatMap(([key, value]) => (value === undefined || NO_FILTERS.includes(key) ? [] : [key]))
const isSearchOnly = (query: ItemsQuery) => filtersIn(query).every((key) => key === 'q')

const COUNTED: readonly string[] = ['kind', 'class', 'level', 'stage']

/** The total as the ledger keeps it; null where a filter asks for more than it tells apart. */
function keptTotal(db: Read, of: PlanRow, query: ItemsQuery): number | null {
  if (!filtersIn(query).every((key) => COUNTED.includes(key))) return null
  const where = [sql`plan_id = ${of.id}`]
  for (const key of ['kind', 'class', 'level', 'stage'] as const)
    if (query[key] !== undefined) where.push(sql`${sql.raw(key)} = ${query[key]}`)
  return db.get<{ n: number }>(
    sql`select coalesce(sum(items), 0) as n from ledger_total where ${sql.join(where, sql` and `)}`,
  ).n
}

/**
 * By what was known on an earlier day: the entries say what the items were, one by one. Also what was voided since is
 * found as it was.
 */
function foundThen(db: Read, asked: Asked): Found {
  const { of, query, days, rules, pageSize, offset } = asked
  const departmentId = query.department === undefined ? null : getDepartmentId(db, query.department)
  const among = (rows: SQL) => new Set(db.all<{ itemId: number }>(rows).map((row) => row.itemId))
  const match = query.q === undefined ? null : matchOf(query.q)
  const plain = query.q?.toLowerCase()
  const counting = query.counts === undefined ? null : among(countingOf(db, asked, departmentId))
  const inProject = query.project === undefined ? null : among(membersOf(of, query.project, days))
  const kinds = query.counts === false && rules ? (ruleInForce(rules, days.knownAt)?.kinds ?? []) : null
  const ids =
    match === null
      ? listReportedItems(db, of.id)
      : [...among(sql`select ${ITEM_FOUND} as itemId from ledger_search where ${searched(match, of.id, false)}`)]
  type Line = Standing & { number: string | null; title: string; then: LedgerFacts }
  const lines: Line[] = []
  for (const { itemId, item: its, entries } of listTold(db, of.id, ids)) {
    if (query.kind && its.kind !== query.kind) continue
    if (query.class && its.class !== query.class) continue
    if (kinds && !kinds.includes(its.kind)) continue
    if (counting && counting.has(itemId) !== query.counts) continue
    if (inProject && !inProject.has(itemId)) continue
    if (plain !== undefined && match === null && !`${its.title}\n${its.number ?? ''}`.toLowerCase().includes(plain))
      continue
    const then = ledgerOn(its, entries, days)
    if (!then) continue
    if (query.level && then.level !== query.level) continue
    if (query.stage && then.stage !== query.stage) continue
    if (query.tag && !then.tags.includes(query.tag)) continue
    if (departmentId !== null && query.counts !== true && !then.departmentIds.includes(departmentId)) continue
    if (query.month && !(query.counts === true && rules) && then.effectiveOn.slice(0, 7) !== query.month) continue
    if (rules && query.reason !== undefined) {
      const verdict = verdictBy(rules, factsKnownAt(its, entries, days.knownAt), days)
      if (verdict?.reason !== query.reason) continue
    }
    const { stage, effectiveOn, recognisedOn } = then
    lines.push({ itemId, stage, effectiveOn, recognisedOn, then, number: its.number, title: its.title })
  }
  const sort = query.sort ?? '-effectiveOn'
  const field = sort.replace(/^-/, '') as ItemSort
  const keyOf = (line: Line) => (field === 'stage' ? STAGES.indexOf(line.stage) : (line[field] ?? ''))
  const sign = sort.startsWith('-') ? -1 : 1
  lines.sort((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)]
    return sign * (one < other ? -1 : one > other ? 1 : a.itemId - b.itemId)
  })
  return { standings: lines.slice(offset, offset + pageSize), total: lines.length }
}

/** Items that count, by the target asked for or any, on the days asked for. */
function countingOf(
  db: Read,
  { of, query, days, rules }: Pick<Asked, 'of' | 'query' | 'days' | 'rules'>,
  departmentId: number | null,
): SQL {
  const counterId = rules?.id ?? getAnyCounter(db, of)
  const counting = query.counts === true
  const who = counting && departmentId !== null ? sql`c.department_id = ${departmentId}` : sql`c.department_id is null`
  const month = counting && rules && query.month ? sql`and substr(c.since, 1, 7) = ${query.month}` : sql``
  return sql`select c.item_id as itemId from credit c where c.counter_id = ${counterId} and ${who}
    and c.standing = 'recognised' and ${creditAlive(officialDay(of, days.asOf), days.knownAt)} ${month}`
}

function membersOf(of: PlanRow, code: string, { knownAt }: Days): SQL {
  return sql`select p.item_id as itemId from item_project p join project j on j.id = p.project_id
    where j.plan_id = ${of.id} and j.code = ${code} and p.recognised = 1 and ${knownAlive('p', knownAt)}`
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
  const asked = askedOf(db, query, days, now, 0)
  // What was known on an earlier day is looked for among all items: once, not with each batch.
  const isThen = !isKnownNow(db, asked.of.id, days.knownAt)
  const { total, standings } = find(db, { ...asked, offset: 0, pageSize: isThen ? Number.MAX_SAFE_INTEGER : 1 })
  const take = (offset: number): Standing[] =>
    isThen ? standings.slice(offset, offset + BATCH) : find(db, { ...asked, offset, pageSize: BATCH }).standings
  return { total, batches: batchesOf(db, asked, take, total) }
}

const BATCH = 200

function* batchesOf(
  db: Read,
  { of, days, rules }: Asked,
  take: (offset: number) => Standing[],
  total: number,
): Generator<(ItemRow & ItemMore)[]> {
  for (let offset = 0; offset < total; offset += BATCH) {
    const rows = rowsOf(db, of, take(offset), days, rules)
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

function requireCodes(db: Read, of: PlanRow, { department: who, tag, project }: ItemsQuery): void {
  if (who !== undefined) getDepartmentId(db, who)
  if (tag !== undefined)
    requireCode(db, 'tag', sql`select 1 from plan_tag where plan_id = ${of.id} and code = ${tag}`, tag)
  if (project !== undefined)
    requireCode(db, 'project', sql`select 1 from project where plan_id = ${of.id} and code = ${project}`, project)
}

function filtersOf(db: Read, asked: Asked): SQL[] {
  const { of, query, days, now, rules } = asked
  const where: SQL[] = [sql`1 = 1`]
  const departmentId = query.department === undefined ? null : getDepartmentId(db, query.department)
  if (query.kind) where.push(sql`s.kind = ${query.kind}`)
  if (query.class) where.push(sql`s.class = ${query.class}`)
  if (query.level) where.push(sql`s.level = ${query.level}`)
  if (query.stage) where.push(sql`s.stage = ${query.stage}`)
  if (query.tag)
    where.push(sql`exists (select 1 from ledger_tag t
      where +t.plan_id = ${of.id} and +t.tag = ${query.tag} and t.item_id = s.item_id)`)
  if (query.project) where.push(sql`s.item_id in (${membersOf(of, query.project, days)})`)
  if (query.q) {
    const match = matchOf(query.q)
    const plain = query.q.toLowerCase()
    where.push(
      match === null
        ? sql`(instr(lower(s.title), ${plain}) > 0 or instr(lower(coalesce(s.number, '')), ${plain}) > 0)`
        : sql`s.item_id in (select ${ITEM_FOUND} from ledger_search where ${searched(match, of.id, isNow(days, now))})`,
    )
  }
  const counting = query.counts === true
  if (query.counts !== undefined) {
    const has = sql`s.item_id in (${countingOf(db, asked, departmentId)})`
    where.push(counting ? has : sql`not ${has}`)
  }
  if (query.counts === false && rules) {
    const kinds = ruleInForce(rules, days.knownAt)?.kinds ?? []
    where.push(kinds.length === 0 ? sql`1 = 0` : sql`s.kind in ${kinds}`)
  }
  if (departmentId !== null && !counting)
    where.push(sql`exists (select 1 from ledger_department d
      where +d.plan_id = ${of.id} and +d.department_id = ${departmentId} and d.item_id = s.item_id)`)
  if (query.month && !(counting && rules)) where.push(sql`substr(s.effective_on, 1, 7) = ${query.month}`)
  return where
}

const ids = givenList('ids')
const planId = sql.placeholder('planId')
const knownAt = sql.placeholder('knownAt')
const itemsAmong = kept((db: Read) => db.select().from(item).where(inArray(item.id, ids)).orderBy(asc(item.id)))
const linesAmong = kept((db: Read) =>
  db
    .select()
    .from(ledger)
    .where(and(eq(ledger.planId, planId), inArray(ledger.itemId, ids)))
    .orderBy(asc(ledger.itemId)),
)
// unary plus: of a page's few items each is found by the item, not by the plan
const departmentsAmong = kept((db: Read) =>
  db
    .select({ itemId: ledgerDepartment.itemId, code: department.code })
    .from(ledgerDepartment)
    .innerJoin(department, eq(department.id, ledgerDepartment.departmentId))
    .innerJoin(
      planDepartment,
      and(eq(planDepartment.departmentId, department.id), sql`${planDepartment.planId} = +${ledgerDepartment.planId}`),
    )
    .where(and(sql`+${ledgerDepartment.planId} = ${planId}`, inArray(ledgerDepartment.itemId, ids)))
    .orderBy(asc(ledgerDepartment.itemId), asc(planDepartment.position)),
)
const tagsAmong = kept((db: Read) =>
  db
    .select({ itemId: ledgerTag.itemId, code: ledgerTag.tag })
    .from(ledgerTag)
    .innerJoin(planTag, and(sql`${planTag.planId} = +${ledgerTag.planId}`, eq(planTag.code, ledgerTag.tag)))
    .where(and(sql`+${ledgerTag.planId} = ${planId}`, inArray(ledgerTag.itemId, ids)))
    .orderBy(asc(ledgerTag.itemId), asc(planTag.position)),
)
const projectsAmong = kept((db: Read) =>
  db
    .select({ itemId: itemProject.itemId, code: project.code })
    .from(itemProject)
    .innerJoin(project, eq(project.id, itemProject.projectId))
    .where(
      and(
        sql`+${project.planId} = ${planId}`,
        eq(itemProject.recognised, true),
        inArray(itemProject.itemId, ids),
        lte(itemProject.knownFrom, knownAt),
        or(isNull(itemProject.knownBefore), gt(itemProject.knownBefore, knownAt)),
      ),
    )
    .orderBy(asc(itemProject.itemId), asc(project.number)),
)
const targetsAmong = kept((db: Read) =>
  db
    .select({ itemId: credit.itemId, code: target.code })
    .from(credit)
    .innerJoin(counter, and(eq(counter.id, sql`+${credit.counterId}`), eq(counter.purpose, 'target')))
    .innerJoin(target, eq(target.id, counter.targetId))
    .where(
      and(
        sql`+${credit.planId} = ${planId}`,
        inArray(credit.itemId, ids),
        sql`+${credit.departmentId} is null`,
        sql`+${credit.standing} = 'recognised'`,
        sql`+${credit.since} <= ${sql.placeholder('day')}`,
        or(isNull(credit.until), gte(credit.until, sql.placeholder('day'))),
        lte(credit.knownFrom, knownAt),
        or(isNull(credit.knownBefore), gt(credit.knownBefore, knownAt)),
      ),
    )
    .orderBy(asc(credit.itemId), asc(target.number)),
)
const departmentsOf = kept((db: Read) =>
  db
    .select({ id: department.id, code: department.code })
    .from(planDepartment)
    .innerJoin(department, eq(department.id, planDepartment.departmentId))
    .where(eq(planDepartment.planId, planId))
    .orderBy(asc(planDepartment.position)),
)
const tagsOf = kept((db: Read) =>
  db.select({ code: planTag.code }).from(planTag).where(eq(planTag.planId, planId)).orderBy(asc(planTag.position)),
)

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
  const here = { planId: of.id, ids: JSON.stringify(ids) }
  const items = itemsAmong(db).all(here)
  const lines = linesAmong(db).all(here)
  const known = { ...here, knownAt, day: officialDay(of, days.asOf) }
  const byItem = (rows: { itemId: number; code: string }[]) => Map.groupBy(rows, (row) => row.itemId)
  const departments = byItem(departmentsAmong(db).all(here))
  const tags = byItem(tagsAmong(db).all(here))
  const projects = byItem(projectsAmong(db).all(known))
  const targets = byItem(targetsAmong(db).all(known))
  const isThen = standings.some((one) => one.then)
  const planDepartments = isThen ? departmentsOf(db).all(here) : []
  const planTags = isThen ? tagsOf(db).all(here) : []
  const departmentsThen = (then: LedgerFacts) =>
    planDepartments.filter((one) => then.departmentIds.includes(one.id)).map((one) => one.code)
  const tagsThen = (then: LedgerFacts) => planTags.map((one) => one.code).filter((one) => then.tags.includes(one))
  return standings.flatMap((standing): ItemRow[] => {
    const row = items.find((one) => one.id === standing.itemId)
    if (!row) return []
    const line = standing.then ?? lines.find((one) => one.itemId === standing.itemId)
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
        departments: standing.then ? departmentsThen(standing.then) : codes(departments),
        tags: standing.then ? tagsThen(standing.then) : codes(tags),
        projects: codes(projects),
        targets: codes(targets),
        verdict: rules ? verdictBy(rules, findFacts(db, of.id, standing.itemId, knownAt), days) : null,
      },
    ]
  })
}

function verdictBy(rules: CounterRules, facts: Facts | null, { asOf, knownAt }: Days): VerdictOn | null {
  if (!facts) return null
  return verdictOn(counts(ruleInForce(rules, knownAt), rules.measure, rules.window, facts), rules.window, asOf)
}

/**
 * One item that has a recognised entry, with its entries, evidence and a verdict for every target, in the plan named
 * or else the first of the switcher in which it stood; undefined where there is none, as for an id that does not exist.
 */
export function findItem(
  db: Read,
  uid: string,
  { plan: planCode, ...days }: Days & { plan?: string | undefined },
  dataVersion: number,
): ItemDetail | undefined {
  const row = db.select().from(item).where(eq(item.uid, uid)).get()
  if (!row) return undefined
  const plans = db
    .selectDistinct({ plan })
    .from(submission)
    .innerJoin(plan, eq(plan.id, submission.planId))
    .where(eq(submission.itemId, row.id))
    .orderBy(asc(plan.position))
    .all()
    .filter((one) => planCode === undefined || one.plan.code === planCode)
  for (const { plan: of } of plans) {
    const dated = listDatedEntries(db, of.id, row.id)
    const then = ledgerOn(row, dated, days)
    if (then) return detailOf(db, of, row, dated, then, days, dataVersion)
  }
  return undefined
}

function detailOf(
  db: Read,
  of: PlanRow,
  row: typeof item.$inferSelect,
  dated: readonly DatedEntry[],
  then: LedgerFacts,
  days: Days,
  dataVersion: number,
): ItemDetail | undefined {
  const { stage, effectiveOn, recognisedOn } = then
  const [line] = rowsOf(db, of, [{ itemId: row.id, stage, effectiveOn, recognisedOn, then }], days, null)
  if (!line) return undefined
  const { targets: _targets, verdict: _verdict, ...shown } = line
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

const firstPlan = kept((db: Read) => db.select().from(plan).orderBy(asc(plan.position)).limit(1))
const planByCode = rowBy(plan, plan.code)

function getPlan(db: Read, code: string | undefined): PlanRow {
  const row = code === undefined ? firstPlan(db).get() : planByCode(db, code)
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
