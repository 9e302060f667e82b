/** All figures of a plan on a day, folded from credits; every number here is the length of a list of the ledger. */
import { and, asc, desc, eq, gt, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Read } from '../../db/open.ts'
import {
  allocation,
  allocationVersion,
  counter,
  credit,
  department,
  item,
  itemProject,
  itemStage,
  ledger,
  plan,
  planDepartment,
  planStage,
  project,
  projectDeadline,
  target,
  targetMilestone,
} from '../../db/schema.ts'
import { type Kind, STAGES, type Stage } from '../../db/words.ts'
import type { Days } from '../days.ts'
import { type DatedStatement, lastByDepartment, listStatements } from '../entries/queries.ts'
import { counts, verdictOn } from '../items/counting.ts'
import { getPlanRules, listTold } from '../items/credits.ts'
import { factsKnownAt, ruleInForce } from '../items/derive.ts'
import { followsOpen } from '../items/open.ts'
import { isLarge } from '../items/queries.ts'
import { DISTRICT, isKnownNow, type Tallied, type Tally, tallyKnownAt } from '../items/tally.ts'
import type { Plan, PlanTarget } from '../plan/contract.ts'
import { adoptedOn, findPlan, milestonesDecided } from '../plan/queries.ts'
import { isEndStage, ladderOf, rungOf } from '../standards/stages.ts'
import type {
  DepartmentSteps,
  Summary,
  SummaryDepartment,
  SummaryProject,
  SummaryTarget,
  TargetDetail,
} from './contract.ts'
import { daysFrom, elapsedShare, expectedOn } from './pace.ts'
import { type OpenItem, statusOn } from './status.ts'

const known = (row: { knownFrom: SQLiteColumn; knownBefore: SQLiteColumn }, knownAt: string) =>
  and(lte(row.knownFrom, knownAt), or(isNull(row.knownBefore), gt(row.knownBefore, knownAt)))

const sum = (rows: readonly Tallied[]) => rows.reduce((total, row) => total + row.items, 0)

/**
 * Whether figures of a plan have to be counted item by item, of so many that others would wait (security rule 26): on
 * `days` where what was known then is not what is known now; without `days`, whatever a target's page shows.
 */
export function isDear(db: Read, code: string, days?: Days): boolean {
  const row = db.select({ id: plan.id }).from(plan).where(eq(plan.code, code)).get()
  return row !== undefined && isLarge(db, row.id) && !(days && isKnownNow(db, row.id, days.knownAt))
}

/** The summary of the public contract; undefined where there is no such plan. */
export function summaryOn(db: Read, code: string, days: Days, dataVersion: number): Summary | undefined {
  const found = findPlan(db, code, days.knownAt)
  const row = db.select({ id: plan.id }).from(plan).where(eq(plan.code, code)).get()
  if (!found || !row) return undefined
  const { asOf, knownAt } = days
  const official = asOf > found.dueOn ? found.dueOn : asOf
  const tally = tallyKnownAt(db, row.id, knownAt)
  const officially = Map.groupBy(tally.on(official), (one) => one.counterId)
  const lately = official === asOf ? officially : Map.groupBy(tally.on(asOf), (one) => one.counterId)
  const changes = Map.groupBy(tally.monthly(), (one) => one.counterId)
  const counters = db.select().from(counter).where(eq(counter.planId, row.id)).orderBy(asc(counter.id)).all()
  const targetIds = new Map(
    db
      .select({ id: target.id, code: target.code })
      .from(target)
      .where(eq(target.planId, row.id))
      .orderBy(asc(target.id))
      .all()
      .map((one) => [one.code, one.id]),
  )
  const counterOf = (targetCode: string) =>
    counters.find((one) => one.purpose === 'target' && one.targetId === targetIds.get(targetCode))?.id
  const any = counters.find((one) => one.purpose === 'any')?.id
  const departments = new Map(
    db
      .select({ id: department.id, code: department.code })
      .from(department)
      .orderBy(asc(department.id))
      .all()
      .map((one) => [one.code, one.id]),
  )
  const allocated = listAllocations(db, row.id, knownAt)
  const planReported = isReported(db, row.id, days)
  const stages = db
    .select()
    .from(planStage)
    .where(eq(planStage.planId, row.id))
    .orderBy(asc(planStage.kind), asc(planStage.stage))
    .all()
  const milestones = milestonesOn(db, row.id, knownAt)

  const stocks = found.targets.flatMap((one) => (one.measure === 'stock' ? (counterOf(one.code) ?? []) : []))
  const atStart = Map.groupBy(stocks.length > 0 ? tally.on(found.startsOn, stocks) : [], (one) => one.counterId)

  const waiting = listWaiting(db, row.id, days)
  const targets = found.targets.map((one): SummaryTarget => {
    const counterId = counterOf(one.code) ?? 0
    const rows = officially.get(counterId) ?? []
    return targetFigures({
      plan: found,
      target: one,
      rows,
      lateRows: lately.get(counterId) ?? [],
      startRows: atStart.get(counterId) ?? [],
      changes: changes.get(counterId) ?? [],
      asOf,
      knownAt,
      planReported,
      milestones: milestones.filter((milestone) => milestone.targetId === targetIds.get(one.code)),
      allocated: allocated.filter((value) => value.target === one.code),
      departments,
      open: followsOpen(one) ? openStagesOf(one, rows, waiting, stages) : [],
    })
  })
  const statements = listStatements(db, row.id, asOf, knownAt)
  const columns = columnsOn(db, row.id, found, days, stages)
  const projects = columns.flatMap((column) => column.projects)
  const anyRows = officially.get(any ?? 0) ?? []
  return {
    plan: code,
    asOf,
    knownAt,
    elapsed: elapsedShare(found, asOf),
    due: asOf > found.dueOn,
    dataVersion,
    targets,
    departments: found.departments.map(({ code: departmentCode, name }): SummaryDepartment => {
      const mine = anyRows.filter((one) => one.departmentId === departments.get(departmentCode))
      return {
        code: departmentCode,
        name,
        tasks: dutiesOf(found, departmentCode, statements),
        projects: projectsOf(found, departmentCode, projects),
        recognised: sum(mine.filter((one) => one.standing === 'recognised')),
        inReview: sum(mine.filter((one) => one.standing === 'in-review')),
        allocated: allocated
          .filter((value) => value.department === departmentCode)
          .reduce((total, value) => total + value.value, 0),
      }
    }),
    tasks: found.tasks.map((task) => taskState(task, statements)),
    columns,
    queue: queueOn(db, row.id, days),
  }
}

type Figures = {
  plan: Plan
  target: PlanTarget
  /** What counts on the official day, on `asOf` and on the first day. */
  rows: readonly Tallied[]
  lateRows: readonly Tallied[]
  startRows: readonly Tallied[]
  changes: ReturnType<Tally['monthly']>
  asOf: string
  knownAt: string
  planReported: boolean
  milestones: readonly { on: string; value: number }[]
  allocated: readonly Allocated[]
  departments: ReadonlyMap<string, number>
  open: readonly OpenStage[]
}

function targetFigures(figures: Figures): SummaryTarget {
  const { plan: of, target: one, rows, lateRows, startRows, asOf, knownAt, open } = figures
  const official = asOf > of.dueOn ? of.dueOn : asOf
  const at = (standing: Tallied['standing'], among = rows, departmentId = DISTRICT) =>
    among.filter((row) => row.standing === standing && row.departmentId === departmentId)
  const recognised = sum(at('recognised'))
  const onTime = knownAt <= of.dueOn ? recognised : sum(at('recognised').filter((row) => row.onTime))
  const inReview = sum(at('in-review'))
  const isStock = one.measure === 'stock'
  const baseline = sum(at('recognised', startRows))
  const expected = expectedOn(one.pace, { value: one.value, baseline, milestones: figures.milestones }, of, asOf)
  const { status, because } = statusOn(
    {
      value: one.value,
      pace: one.pace,
      hasRule: one.rule !== null,
      recognised,
      inReview,
      expected,
      open: open.flatMap(({ stage, items, remainingDays }): OpenItem[] =>
        Array.from({ length: items }, () => ({ stage, remainingDays })),
      ),
      planReported: figures.planReported,
    },
    of,
    asOf,
  )
  const { code, name, level, value, unit, measure } = one
  return {
    code,
    name,
    level,
    value,
    unit,
    measure,
    claimed: recognised + inReview,
    inReview,
    recognised,
    onTime,
    supplementary: recognised - onTime,
    late: sum(at('late', lateRows)),
    expected,
    baseline,
    inBeing: isStock ? sum(at('recognised', lateRows)) + sum(at('late', lateRows)) : null,
    status,
    because,
    byMonth: byMonth(of.startsOn, official, recognised, figures.changes),
    pipeline: open
      .map(({ stage, items }) => ({ stage, items }))
      .sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage)),
    byDepartment: of.departments.flatMap((who) => {
      const id = figures.departments.get(who.code) ?? -1
      const own = sum(at('recognised', rows, id))
      const waiting = sum(at('in-review', rows, id))
      const asked = figures.allocated.find((row) => row.department === who.code)?.value ?? null
      if (own === 0 && waiting === 0 && asked === null) return []
      const start = sum(at('recognised', startRows, id))
      const due =
        asked === null
          ? null
          : expectedOn(one.pace, { value: asked, baseline: Math.min(start, asked), milestones: [] }, of, asOf)
      return [{ department: who.code, recognised: own, inReview: waiting, allocated: asked, expected: due }]
    }),
  }
}

/** Cumulative at each month's end from the first month to `until`, of which the figure is known; none before it. */
function byMonth(
  from: string,
  until: string,
  figure: number,
  changes: ReturnType<Tally['monthly']>,
): SummaryTarget['byMonth'] {
  const months: SummaryTarget['byMonth'] = []
  let recognised = 0
  let next = 0
  for (let month = from.slice(0, 7); month <= until.slice(0, 7) && until >= from; month = monthAfter(month)) {
    for (let change = changes[next]; change !== undefined && change.on <= month; change = changes[++next])
      recognised += change.items
    months.push({ month, recognised })
  }
  const last = months.at(-1)
  if (last) last.recognised = figure
  return months
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
}

type Waiting = { counterId: number; stage: Stage; items: number }

/** Items on their way, by counter and stage, that are with the reviewer for what would make them count. */
function listWaiting(db: Read, planId: number, { asOf, knownAt }: Days): Waiting[] {
  const alive = (alias: 'o' | 'r') => {
    const column = (name: string) => sql.raw(`${alias}.${name}`)
    return sql`${column('department_id')} is null
      and ${column('since')} <= ${asOf} and (${column('until')} is null or ${column('until')} >= ${asOf})
      and ${column('known_from')} <= ${knownAt}
      and (${column('known_before')} is null or ${column('known_before')} > ${knownAt})`
  }
  // Few are with the reviewer now; who was on an earlier day, the credits say.
  const queue = isLatest(db, knownAt)
    ? sql`select item_id from entry where plan_id = ${planId} and state = 'in-review' and item_id is not null`
    : sql`select item_id from credit where plan_id = ${planId} and standing = 'in-review'`
  // unary plus: both are found by the item
  return db.all<Waiting>(sql`select o.counter_id as counterId, o.stage, count(*) as items
    from (select distinct item_id from (${queue})) q
    cross join credit o on o.item_id = q.item_id and +o.plan_id = ${planId} and o.standing = 'open' and ${alive('o')}
    where exists (select 1 from credit r where r.item_id = q.item_id and +r.counter_id = o.counter_id
      and r.standing = 'in-review' and ${alive('r')})
    group by o.counter_id, o.stage order by o.counter_id, o.stage`)
}

type OpenStage = { stage: Stage; items: number; remainingDays: number | null }

/**
 * How many recognised items stand at each stage below the counting one, without those that are with the reviewer for
 * it, and the days that the stage usually still takes; of kinds that share the stage the longest.
 */
function openStagesOf(
  { rule }: PlanTarget,
  rows: readonly Tallied[],
  waiting: readonly Waiting[],
  stages: readonly PlanStageRow[],
): OpenStage[] {
  return rows
    .filter((row) => row.departmentId === DISTRICT && row.standing === 'open')
    .flatMap(({ counterId, stage, items }): OpenStage[] => {
      if (stage === null) return []
      const left = items - (waiting.find((one) => one.counterId === counterId && one.stage === stage)?.items ?? 0)
      const usual = stages
        .filter((one) => one.stage === stage && rule?.kinds.includes(one.kind))
        .flatMap((one) => one.usualRemainingDays ?? [])
      return left <= 0 ? [] : [{ stage, items: left, remainingDays: usual.length > 0 ? Math.max(...usual) : null }]
    })
}

type Allocated = { target: string; department: string; value: number }

function listAllocations(db: Read, planId: number, knownAt: string): Allocated[] {
  const version = db
    .select({ id: allocationVersion.id })
    .from(allocationVersion)
    .where(and(eq(allocationVersion.planId, planId), lte(allocationVersion.decidedOn, knownAt)))
    .orderBy(desc(allocationVersion.decidedOn), desc(allocationVersion.version))
    .get()
  if (!version) return []
  return db
    .select({ target: target.code, department: department.code, value: allocation.value })
    .from(allocation)
    .innerJoin(target, eq(target.id, allocation.targetId))
    .innerJoin(department, eq(department.id, allocation.departmentId))
    .where(eq(allocation.versionId, version.id))
    .orderBy(asc(target.number), asc(department.id))
    .all()
}

/** 序时节点 in force at the end of a day: the office's where it has set some, else the plan file's. */
function milestonesOn(db: Read, planId: number, knownAt: string): { targetId: number; on: string; value: number }[] {
  const decided = milestonesDecided(db, planId, knownAt)
  const fromFile = db.select().from(targetMilestone).orderBy(asc(targetMilestone.on)).all()
  return [
    ...fromFile.filter((one) => (decided.get(one.targetId)?.length ?? 0) === 0),
    ...[...decided].flatMap(([targetId, points]) => points.map((point) => ({ targetId, ...point }))),
  ]
}

/** Days by which projects are to be done, in force at the end of a day, by code. */
function deadlinesOn(db: Read, planId: number, knownAt: string): ReadonlyMap<string, string | null> {
  const rows = db
    .select({ code: project.code, dueOn: projectDeadline.dueOn })
    .from(projectDeadline)
    .innerJoin(project, eq(project.id, projectDeadline.projectId))
    .where(and(eq(project.planId, planId), lte(projectDeadline.decidedOn, knownAt)))
    .orderBy(asc(projectDeadline.decidedOn), asc(projectDeadline.id))
    .all()
  return new Map(rows.map((row) => [row.code, row.dueOn]))
}

/** Whether anything was recognised or with the reviewer in the whole plan at the end of a day. */
function isReported(db: Read, planId: number, { knownAt }: Days): boolean {
  if (isLatest(db, knownAt))
    return (
      db.get(sql`select 1 from entry where plan_id = ${planId} and state in ('recognised', 'in-review') limit 1`) !==
      undefined
    )
  return (
    db.get(sql`select 1 from entry e where e.plan_id = ${planId}
      and ${stateAt(sql`e.id`, knownAt)} in ('recognised', 'in-review') limit 1`) !== undefined
  )
}

/** Entries with the reviewer at the end of a day, and how long the oldest has waited. */
function queueOn(db: Read, planId: number, { knownAt }: Days): Summary['queue'] {
  const waiting = isLatest(db, knownAt)
    ? sql`select e.id from entry e where e.plan_id = ${planId} and e.state = 'in-review'`
    : sql`select e.id from entry e where e.plan_id = ${planId} and ${stateAt(sql`e.id`, knownAt)} = 'in-review'`
  const { entries, oldest } = db.get<{ entries: number; oldest: string | null }>(sql`
    select count(*) as entries, min(r."on") as oldest from (${waiting}) w
    join review r on r.id = (select max(id) from review where entry_id = w.id and "on" <= ${knownAt})`)
  return { entries, oldestDays: oldest === null ? null : daysFrom(oldest, knownAt) }
}

/** Whether no entry has moved since the end of a day, so that its state then is its state now. */
function isLatest(db: Read, knownAt: string): boolean {
  const last = db.get<{ on: string } | undefined>(sql`select "on" from review order by id desc limit 1`)
  return last === undefined || last.on <= knownAt
}

const stateAt = (entryId: SQL, knownAt: string): SQL =>
  sql`(select to_state from review where entry_id = ${entryId} and "on" <= ${knownAt} order by id desc limit 1)`

/** As the lead's last recognised entry says; of co-leads the later; else anyone's (design rule 10). */
function taskState(task: Plan['tasks'][number], statements: readonly DatedStatement[]): Summary['tasks'][number] {
  const leads = task.departments.filter((duty) => duty.role === 'lead')
  const last = lastByDepartment(statements, task.number)
  const byLeads = last.filter((one) => leads.some((lead) => lead.code === one.department))
  const latest = (byLeads.length > 0 ? byLeads : last)
    .toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1))
    .at(-1)
  return {
    number: task.number,
    status: latest?.status ?? 'not-reported',
    since: latest?.effectiveOn ?? null,
    leads: leads.map((lead) => lead.code),
    basis: leads[0]?.basis ?? null,
  }
}

function dutiesOf(of: Plan, code: string, statements: readonly DatedStatement[]): SummaryDepartment['tasks'] {
  return of.tasks.flatMap((task) =>
    task.departments
      .filter((duty) => duty.code === code)
      .map(({ role, basis }) => {
        const last = lastByDepartment(statements, task.number).find((one) => one.department === code)
        return {
          number: task.number,
          role,
          basis,
          status: last?.status ?? 'not-reported',
          since: last?.effectiveOn ?? null,
        }
      }),
  )
}

function projectsOf(of: Plan, code: string, projects: readonly SummaryProject[]): SummaryDepartment['projects'] {
  const mine = projects.filter((one) => one.departments.includes(code))
  const number = (test: (one: SummaryProject) => boolean) => mine.filter(test).length
  const led = of.columns
    .flatMap((column) => column.groups.flatMap((group) => group.projects))
    .filter((one) => one.departments.some((duty) => duty.code === code && duty.role === 'lead'))
  return {
    total: mine.length,
    led: led.length,
    done: number((one) => one.progress === 'done'),
    active: number((one) => one.progress === 'active'),
    notStarted: number((one) => one.progress === 'not-started'),
    stalled: number((one) => one.stalled),
  }
}

type PlanStageRow = typeof planStage.$inferSelect
type Climb = { itemId: number; kind: Kind; international: boolean; reached: { stage: Stage; on: string }[] }

function columnsOn(
  db: Read,
  planId: number,
  of: Plan,
  { asOf, knownAt }: Days,
  stages: readonly PlanStageRow[],
): Summary['columns'] {
  const members = db
    .select({
      code: project.code,
      itemId: itemProject.itemId,
      recognised: itemProject.recognised,
      kind: item.kind,
      class: item.class,
    })
    .from(project)
    .innerJoin(itemProject, eq(itemProject.projectId, project.id))
    .innerJoin(item, eq(item.id, itemProject.itemId))
    .where(and(eq(project.planId, planId), known(itemProject, knownAt)))
    .orderBy(asc(project.number), asc(itemProject.itemId))
    .all()
  const itemIds = sql`select p.item_id from item_project p join project j on j.id = p.project_id
    where j.plan_id = ${planId}`
  const steps = db
    .select({ itemId: itemStage.itemId, stage: itemStage.stage, on: itemStage.effectiveOn })
    .from(itemStage)
    .where(
      and(
        sql`${itemStage.itemId} in (${itemIds})`,
        // unary plus: few items belong to projects, so the search goes by item
        sql`+${itemStage.planId} = ${planId}`,
        lte(itemStage.effectiveOn, asOf),
        known(itemStage, knownAt),
      ),
    )
    .orderBy(asc(itemStage.effectiveOn), asc(itemStage.id))
    .all()
  const waiting = new Set(
    db
      .all<{ itemId: number }>(sql`select e.item_id as itemId from entry e
        where e.item_id in (${itemIds}) and +e.plan_id = ${planId} and ${stateAt(sql`e.id`, knownAt)} = 'in-review'`)
      .map((row) => row.itemId),
  )
  const stepsOf = Map.groupBy(steps, (step) => step.itemId)
  const deadlines = deadlinesOn(db, planId, knownAt)
  return of.columns.map((column) => ({
    number: column.number,
    title: column.title,
    projects: column.groups.flatMap((group) =>
      group.projects.map((one) => {
        const mine = members.filter((member) => member.code === one.code)
        const climbs = mine
          .filter((member) => member.recognised && member.kind === one.kind)
          .map(
            (member): Climb => ({
              itemId: member.itemId,
              kind: member.kind,
              international: member.class === 'international',
              reached: (stepsOf.get(member.itemId) ?? []).map(({ stage, on }) => ({ stage, on })),
            }),
          )
          .filter((climb) => climb.reached.length > 0)
        const state = projectState(
          one,
          climbs,
          mine.filter((member) => waiting.has(member.itemId)).length,
          asOf,
          stages,
        )
        const dueOn = deadlines.get(one.code) ?? null
        return { ...state, dueOn, overdue: dueOn !== null && asOf > dueOn && state.progress !== 'done' }
      }),
    ),
  }))
}

/** 专栏项目进度 is the stage of its best item: the furthest up its ladder, of equals the earlier (design rule 10). */
function projectState(
  one: Plan['columns'][number]['groups'][number]['projects'][number],
  climbs: readonly Climb[],
  inReview: number,
  asOf: string,
  stages: readonly PlanStageRow[],
): Omit<SummaryProject, 'dueOn' | 'overdue'> {
  const ladder = ladderOf(one.kind, one.kind === 'standard' && one.level === 'international' ? 'international' : null)
  const standing = climbs
    .filter((climb) => !climb.reached.some((step) => isEndStage(step.stage)))
    .flatMap((climb) => {
      const own = ladderOf(climb.kind, climb.international ? 'international' : null)
      const top = climb.reached.toSorted((a, b) => rungOf(own, b.stage) - rungOf(own, a.stage))[0]
      return top && own[0] === ladder[0] ? [{ climb, top, rung: rungOf(ladder, top.stage) }] : []
    })
    .sort((a, b) => b.rung - a.rung || (a.top.on < b.top.on ? -1 : 1))
  const base = {
    code: one.code,
    name: one.name,
    items: climbs.length,
    inReview,
    departments: one.departments.map((duty) => duty.code),
  }
  const [best] = standing
  if (!best) return { ...base, stage: null, progress: 'not-started', stalled: false, daysInStage: null, reached: [] }
  const done = best.rung === ladder.length - 1
  const daysInStage = daysFrom(best.top.on, asOf)
  const stallDays = stages.find(
    (row) =>
      row.kind === best.climb.kind && row.international === best.climb.international && row.stage === best.top.stage,
  )?.stallDays
  return {
    ...base,
    stage: best.top.stage,
    progress: done ? 'done' : 'active',
    stalled: !done && stallDays !== null && stallDays !== undefined && daysInStage > stallDays,
    daysInStage,
    reached: best.climb.reached
      .filter((step) => rungOf(ladder, step.stage) >= 0)
      .toSorted((a, b) => rungOf(ladder, a.stage) - rungOf(ladder, b.stage)),
  }
}

/** What a figure is made up of. */
const MAKE_UP = ['class', 'level', 'unitRole', 'edition'] as const

/** What the target's page shows beside the summary; undefined where there is no such plan or target. */
export function targetDetailOn(
  db: Read,
  planCode: string,
  targetCode: string,
  { asOf, knownAt }: Days,
  dataVersion: number,
): TargetDetail | undefined {
  const row = db
    .select({ plan, target })
    .from(plan)
    .innerJoin(target, and(eq(target.planId, plan.id), eq(target.code, targetCode)))
    .where(eq(plan.code, planCode))
    .get()
  if (!row) return undefined
  const planId = row.plan.id
  const official = asOf > row.plan.dueOn ? row.plan.dueOn : asOf
  const counters = db
    .select()
    .from(counter)
    .where(and(eq(counter.planId, planId), eq(counter.targetId, row.target.id)))
    .orderBy(asc(counter.id))
    .all()
  const own = counters.find((one) => one.purpose === 'target')
  const alive = (counterId: number, standing: 'recognised') =>
    and(
      eq(credit.counterId, counterId),
      isNull(credit.departmentId),
      eq(credit.standing, standing),
      lte(credit.since, official),
      or(isNull(credit.until), sql`${credit.until} >= ${official}`),
      known(credit, knownAt),
    )
  const countOf = (counterId: number) =>
    db
      .select({ items: sql<number>`count(*)`.mapWith(Number) })
      .from(credit)
      .where(alive(counterId, 'recognised'))
      .get()?.items ?? 0
  const assumptionCodes = new Map(
    db
      .all<{ id: number; code: string }>(sql`select id, code from assumption where plan_id = ${planId} order by id`)
      .map((one) => [one.id, one.code]),
  )
  const adopted = adoptedOn(db, planId, knownAt)
  const makeUpBy = (by: (typeof MAKE_UP)[number]) => {
    const column = { class: ledger.class, level: ledger.level, unitRole: credit.unitRole, edition: ledger.edition }[by]
    return db
      .select({ value: sql<string>`coalesce(${column}, 'unknown')`, items: sql<number>`count(*)`.mapWith(Number) })
      .from(credit)
      .innerJoin(ledger, and(eq(ledger.itemId, credit.itemId), eq(ledger.planId, credit.planId)))
      .where(alive(own?.id ?? 0, 'recognised'))
      .groupBy(sql`1`)
      .all()
  }
  /** The ledger says what is known now; for an earlier day the entries are asked. */
  const makeUpThen = () => {
    const parts = new Map(MAKE_UP.map((by) => [by, new Map<string, number>()]))
    const items = db
      .select({ itemId: credit.itemId })
      .from(credit)
      .where(alive(own?.id ?? 0, 'recognised'))
      .orderBy(asc(credit.itemId))
      .all()
    const ids = items.map((one) => one.itemId)
    for (const { item: its, entries } of listTold(db, planId, ids)) {
      const facts = factsKnownAt(its, entries, knownAt)
      for (const [by, values] of parts) {
        const value = facts?.[by] ?? 'unknown'
        values.set(value, (values.get(value) ?? 0) + 1)
      }
    }
    return (by: (typeof MAKE_UP)[number]) => [...(parts.get(by) ?? [])].map(([value, items]) => ({ value, items }))
  }
  const makeUp = (partsBy: (by: (typeof MAKE_UP)[number]) => { value: string; items: number }[]) =>
    MAKE_UP.map((by) => {
      const parts = partsBy(by).sort((a, b) => b.items - a.items || (a.value < b.value ? -1 : 1))
      return { by, parts: parts.every((part) => part.value === 'unknown') ? [] : parts }
    })
  return {
    code: targetCode,
    asOf,
    knownAt,
    dataVersion,
    steps: own ? stepsOn(tallyKnownAt(db, planId, knownAt), own.id, row.plan.startsOn, official) : [],
    makeUp: own ? makeUp(isKnownNow(db, planId, knownAt) ? makeUpBy : makeUpThen()) : [],
    beside: counters
      .filter((one) => one.purpose === 'beside')
      .flatMap((one) => {
        const stage = (JSON.parse(one.patch ?? '{}') as { rule?: { stage?: Stage } }).rule?.stage
        return stage ? [{ stage, items: countOf(one.id) }] : []
      }),
    alternatives: counters
      .filter((one) => one.purpose === 'alternative' && one.assumptionId !== null)
      .flatMap((one) => {
        const assumption = assumptionCodes.get(one.assumptionId ?? 0)
        // A reading that was adopted is the official figure: there is nothing beside it.
        return assumption === undefined || adopted.has(assumption) ? [] : [{ assumption, recognised: countOf(one.id) }]
      }),
    notCounting: own ? notCountingOn(db, planId, own.id, official, { asOf, knownAt }) : [],
  }
}

/** How a department's part of a target grew; undefined where there is no such plan, target or department. */
export function departmentStepsOn(
  db: Read,
  planCode: string,
  targetCode: string,
  departmentCode: string,
  { asOf, knownAt }: Days,
  dataVersion: number,
): DepartmentSteps | undefined {
  const row = db
    .select({ plan, counterId: counter.id, departmentId: department.id })
    .from(plan)
    .innerJoin(target, and(eq(target.planId, plan.id), eq(target.code, targetCode)))
    .innerJoin(counter, and(eq(counter.targetId, target.id), eq(counter.purpose, 'target')))
    .innerJoin(planDepartment, eq(planDepartment.planId, plan.id))
    .innerJoin(department, and(eq(department.id, planDepartment.departmentId), eq(department.code, departmentCode)))
    .where(eq(plan.code, planCode))
    .get()
  if (!row) return undefined
  const official = asOf > row.plan.dueOn ? row.plan.dueOn : asOf
  const tally = tallyKnownAt(db, row.plan.id, knownAt)
  return {
    target: targetCode,
    department: departmentCode,
    asOf,
    knownAt,
    dataVersion,
    steps: stepsOn(tally, row.counterId, row.plan.startsOn, official, row.departmentId),
  }
}

/** Cumulative on the first day and on every day since on which it changed, up to the official day. */
function stepsOn(
  tally: Tally,
  counterId: number,
  startsOn: string,
  official: string,
  departmentId = DISTRICT,
): TargetDetail['steps'] {
  if (official < startsOn) return []
  let recognised = 0
  const steps = new Map([[startsOn, 0]])
  for (const { on, items } of tally.daily(counterId, departmentId)) {
    if (on > official) break
    recognised += items
    if (items !== 0 || on <= startsOn) steps.set(on <= startsOn ? startsOn : on, recognised)
  }
  return [...steps].map(([on, figure]) => ({ on, recognised: figure }))
}

function notCountingOn(
  db: Read,
  planId: number,
  counterId: number,
  official: string,
  { asOf, knownAt }: Days,
): TargetDetail['notCounting'] {
  const rules = getPlanRules(db, planId)
  const own = rules.counters.find((one) => one.id === counterId)
  if (!own) return []
  const rule = ruleInForce(own, knownAt)
  const kinds = rule?.kinds ?? []
  const items =
    kinds.length === 0
      ? []
      : db
          .selectDistinct({ itemId: itemStage.itemId })
          .from(itemStage)
          .innerJoin(item, eq(item.id, itemStage.itemId))
          .where(
            and(
              eq(itemStage.planId, planId),
              inArray(item.kind, kinds),
              lte(itemStage.effectiveOn, asOf),
              lte(itemStage.knownFrom, knownAt),
              or(isNull(itemStage.knownBefore), gt(itemStage.knownBefore, knownAt)),
              // `+` keeps SQLite from going through all credits of the counter anew for each item.
              sql`not exists (select 1 from credit c where c.item_id = ${itemStage.itemId} and +c.counter_id = ${counterId}
          and c.department_id is null and c.standing = 'recognised' and c.since <= ${official}
          and (c.until is null or c.until >= ${official}) and c.known_from <= ${knownAt}
          and (c.known_before is null or c.known_before > ${knownAt}))`,
            ),
          )
          .orderBy(asc(itemStage.itemId))
          .all()
  const byReason = new Map<string, number>()
  const ids = items.map((one) => one.itemId)
  for (const { item: its, entries } of listTold(db, planId, ids)) {
    const facts = factsKnownAt(its, entries, knownAt)
    if (!facts) continue
    const { reason } = verdictOn(counts(rule, own.measure, own.window, facts), own.window, asOf)
    byReason.set(reason, (byReason.get(reason) ?? 0) + 1)
  }
  return [...byReason].map(([reason, number]) => ({ reason, items: number })).sort((a, b) => b.items - a.items)
}
