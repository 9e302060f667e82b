/** All figures of a plan on a day, folded from credits; every number here is the length of a list of the ledger. */
import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
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
  planStage,
  project,
  target,
  targetMilestone,
} from '../../db/schema.ts'
import type { Kind, Stage } from '../../db/words.ts'
import type { Days } from '../days.ts'
import { type DatedStatement, lastByDepartment, listStatements } from '../entries/queries.ts'
import { counts, verdictOn } from '../items/counting.ts'
import { findFacts, getPlanRules } from '../items/credits.ts'
import { ruleInForce } from '../items/derive.ts'
import type { Plan, PlanTarget } from '../plan/contract.ts'
import { findPlan } from '../plan/queries.ts'
import { isEndStage, ladderOf, rungOf } from '../standards/stages.ts'
import type { Summary, SummaryDepartment, SummaryProject, SummaryTarget, TargetDetail } from './contract.ts'
import { daysFrom, elapsedShare, expectedOn } from './pace.ts'
import { type OpenItem, statusOn } from './status.ts'

const known = (row: { knownFrom: typeof credit.knownFrom; knownBefore: typeof credit.knownBefore }, knownAt: string) =>
  and(lte(row.knownFrom, knownAt), or(isNull(row.knownBefore), gt(row.knownBefore, knownAt)))

/** Credits with the same days and standing, added up. */
type Tally = {
  counterId: number
  departmentId: number | null
  standing: 'recognised' | 'in-review' | 'late' | 'open'
  onTime: boolean
  since: string
  until: string | null
  stage: Stage | null
  items: number
}

const aliveOn = (day: string) => (row: Pick<Tally, 'since' | 'until'>) =>
  row.since <= day && (row.until === null || row.until >= day)
const sum = (rows: readonly Tally[]) => rows.reduce((total, row) => total + row.items, 0)

/** The summary of the public contract; undefined where there is no such plan. */
export function summaryOn(db: Read, code: string, days: Days, dataVersion: number): Summary | undefined {
  const found = findPlan(db, code, days.knownAt)
  const row = db.select({ id: plan.id }).from(plan).where(eq(plan.code, code)).get()
  if (!found || !row) return undefined
  const { asOf, knownAt } = days
  const tallies = listTallies(db, row.id, days)
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
  const remainingDays = (kind: Kind, international: boolean, stage: Stage) =>
    stages.find((one) => one.kind === kind && one.international === international && one.stage === stage)
      ?.usualRemainingDays ?? null
  const milestones = db.select().from(targetMilestone).orderBy(asc(targetMilestone.on)).all()

  const targets = found.targets.map((one): SummaryTarget => {
    const counterId = counterOf(one.code)
    const rows = tallies.get(counterId ?? 0) ?? []
    return targetFigures({
      plan: found,
      target: one,
      rows,
      days,
      planReported,
      milestones: milestones.filter((milestone) => milestone.targetId === targetIds.get(one.code)),
      allocated: allocated.filter((value) => value.target === one.code),
      departments,
      open: one.pace === 'pipeline' && counterId !== undefined ? listOpenItems(db, counterId, days, remainingDays) : [],
    })
  })
  const statements = listStatements(db, row.id, asOf, knownAt)
  const columns = columnsOn(db, found, days, stages)
  const projects = columns.flatMap((column) => column.projects)
  const anyRows = tallies.get(any ?? 0) ?? []
  const official = asOf > found.dueOn ? found.dueOn : asOf
  return {
    plan: code,
    asOf,
    knownAt,
    elapsed: elapsedShare(found, asOf),
    due: asOf > found.dueOn,
    dataVersion,
    targets,
    departments: found.departments.map(({ code: departmentCode, name }): SummaryDepartment => {
      const mine = anyRows.filter((tally) => tally.departmentId === departments.get(departmentCode))
      const alive = mine.filter(aliveOn(official))
      return {
        code: departmentCode,
        name,
        tasks: dutiesOf(found, departmentCode, statements),
        projects: projectsOf(found, departmentCode, projects),
        recognised: sum(alive.filter((tally) => tally.standing === 'recognised')),
        inReview: sum(alive.filter((tally) => tally.standing === 'in-review')),
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

function listTallies(db: Read, planId: number, { asOf, knownAt }: Days): Map<number, Tally[]> {
  const rows = db
    .select({
      counterId: credit.counterId,
      departmentId: credit.departmentId,
      standing: credit.standing,
      onTime: credit.onTime,
      since: credit.since,
      until: credit.until,
      stage: credit.stage,
      items: sql<number>`count(*)`.mapWith(Number),
    })
    .from(credit)
    .innerJoin(counter, eq(counter.id, credit.counterId))
    .where(
      and(
        eq(credit.planId, planId),
        lte(credit.since, asOf),
        known(credit, knownAt),
        inArray(counter.purpose, ['target', 'any']),
      ),
    )
    .groupBy(
      credit.counterId,
      credit.departmentId,
      credit.standing,
      credit.onTime,
      credit.since,
      credit.until,
      credit.stage,
    )
    .orderBy(asc(credit.counterId), asc(credit.since))
    .all()
  return Map.groupBy(rows, (row) => row.counterId)
}

type Figures = {
  plan: Plan
  target: PlanTarget
  rows: readonly Tally[]
  days: Days
  planReported: boolean
  milestones: readonly { on: string; value: number }[]
  allocated: readonly Allocated[]
  departments: ReadonlyMap<string, number>
  open: readonly OpenItem[]
}

function targetFigures(figures: Figures): SummaryTarget {
  const { plan: of, target: one, rows, days, open } = figures
  const { asOf, knownAt } = days
  const official = asOf > of.dueOn ? of.dueOn : asOf
  const district = rows.filter((row) => row.departmentId === null)
  const at = (day: string, standing: Tally['standing'], among: readonly Tally[] = district) =>
    among.filter((row) => row.standing === standing && aliveOn(day)(row))
  const recognisedRows = at(official, 'recognised')
  const recognised = sum(recognisedRows)
  const onTime = knownAt <= of.dueOn ? recognised : sum(recognisedRows.filter((row) => row.onTime))
  const inReview = sum(at(official, 'in-review'))
  const isStock = one.measure === 'stock'
  const baseline = isStock ? sum(at(of.startsOn, 'recognised')) : 0
  const expected = expectedOn(one.pace, { value: one.value, baseline, milestones: figures.milestones }, of, asOf)
  const { status, because } = statusOn(
    {
      value: one.value,
      pace: one.pace,
      hasRule: one.rule !== null,
      recognised,
      inReview,
      expected,
      open,
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
    late: sum(at(asOf, 'late')),
    expected,
    baseline,
    inBeing: isStock ? recognisedOrLate(asOf) : null,
    status,
    because,
    byMonth: monthEnds(of.startsOn, official).map((end) => ({
      month: end.slice(0, 7),
      recognised: sum(at(end, 'recognised')),
    })),
    pipeline: one.pace === 'pipeline' ? pipelineOf(at(official, 'open')) : [],
    byDepartment: of.departments.flatMap((who) => {
      const mine = rows.filter((row) => row.departmentId === figures.departments.get(who.code))
      const own = sum(at(official, 'recognised', mine))
      const waiting = sum(at(official, 'in-review', mine))
      const asked = figures.allocated.find((row) => row.department === who.code)?.value ?? null
      if (own === 0 && waiting === 0 && asked === null) return []
      const start = isStock ? sum(at(of.startsOn, 'recognised', mine)) : 0
      const due =
        asked === null
          ? null
          : expectedOn(one.pace, { value: asked, baseline: Math.min(start, asked), milestones: [] }, of, asOf)
      return [{ department: who.code, recognised: own, inReview: waiting, allocated: asked, expected: due }]
    }),
  }

  function recognisedOrLate(day: string): number {
    return sum(at(day, 'recognised')) + sum(at(day, 'late'))
  }
}

function pipelineOf(rows: readonly Tally[]): SummaryTarget['pipeline'] {
  const byStage = new Map<Stage, number>()
  for (const row of rows) if (row.stage !== null) byStage.set(row.stage, (byStage.get(row.stage) ?? 0) + row.items)
  return [...byStage].map(([stage, items]) => ({ stage, items }))
}

/** The last day of each month from the first to `until`, the last of them `until` itself; none where it lies before. */
function monthEnds(from: string, until: string): string[] {
  const ends: string[] = []
  let month = from.slice(0, 7)
  while (month <= until.slice(0, 7) && until >= from) {
    const [year = 0, number = 0] = month.split('-').map(Number)
    const end = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
    ends.push(end < until ? end : until)
    month = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
  }
  return ends
}

/** Recognised items below the counting stage, those apart that are with the reviewer for it. */
function listOpenItems(
  db: Read,
  counterId: number,
  { asOf, knownAt }: Days,
  remainingDays: (kind: Kind, international: boolean, stage: Stage) => number | null,
): OpenItem[] {
  const rows = db
    .select({
      itemId: credit.itemId,
      standing: credit.standing,
      stage: credit.stage,
      kind: item.kind,
      class: item.class,
    })
    .from(credit)
    .innerJoin(item, eq(item.id, credit.itemId))
    .where(
      and(
        eq(credit.counterId, counterId),
        isNull(credit.departmentId),
        inArray(credit.standing, ['open', 'in-review']),
        lte(credit.since, asOf),
        or(isNull(credit.until), sql`${credit.until} >= ${asOf}`),
        known(credit, knownAt),
      ),
    )
    .orderBy(asc(credit.itemId))
    .all()
  const waiting = new Set(rows.filter((row) => row.standing === 'in-review').map((row) => row.itemId))
  return rows.flatMap(({ itemId, standing, stage, kind, class: standardClass }) =>
    standing === 'open' && stage !== null && !waiting.has(itemId)
      ? [{ stage, remainingDays: remainingDays(kind, standardClass === 'international', stage) }]
      : [],
  )
}

type Allocated = { target: string; department: string; value: number }

function listAllocations(db: Read, planId: number, knownAt: string): Allocated[] {
  const version = db
    .select({ id: allocationVersion.id })
    .from(allocationVersion)
    .where(and(eq(allocationVersion.planId, planId), lte(allocationVersion.decidedOn, knownAt)))
    .orderBy(desc(allocationVersion.version))
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

/** Entries of a plan whose state at the end of a day was one of these, with the day on which they came to it. */
function listStanding(db: Read, planId: number, knownAt: string, states: readonly string[]): { on: string }[] {
  return db.all<{ on: string }>(sql`
    select r."on" from review r join entry e on e.id = r.entry_id
    where e.plan_id = ${planId}
      and r.id = (select max(id) from review where entry_id = r.entry_id and "on" <= ${knownAt})
      and r.to_state in ${states}
    order by r."on", r.id`)
}

function isReported(db: Read, planId: number, { knownAt }: Days): boolean {
  return listStanding(db, planId, knownAt, ['recognised', 'in-review']).length > 0
}

function queueOn(db: Read, planId: number, { knownAt }: Days): Summary['queue'] {
  const waiting = listStanding(db, planId, knownAt, ['in-review'])
  const [oldest] = waiting
  return { entries: waiting.length, oldestDays: oldest ? daysFrom(oldest.on, knownAt) : null }
}

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

function columnsOn(db: Read, of: Plan, { asOf, knownAt }: Days, stages: readonly PlanStageRow[]): Summary['columns'] {
  const members = db
    .select({
      code: project.code,
      itemId: itemProject.itemId,
      recognised: itemProject.recognised,
      kind: item.kind,
      class: item.class,
    })
    .from(itemProject)
    .innerJoin(project, eq(project.id, itemProject.projectId))
    .innerJoin(plan, eq(plan.id, project.planId))
    .innerJoin(item, eq(item.id, itemProject.itemId))
    .where(
      and(
        eq(plan.code, of.code),
        lte(itemProject.knownFrom, knownAt),
        or(isNull(itemProject.knownBefore), gt(itemProject.knownBefore, knownAt)),
      ),
    )
    .orderBy(asc(project.number), asc(itemProject.itemId))
    .all()
  const steps = db
    .select({ itemId: itemStage.itemId, stage: itemStage.stage, on: itemStage.effectiveOn })
    .from(itemStage)
    .innerJoin(plan, eq(plan.id, itemStage.planId))
    .where(
      and(
        eq(plan.code, of.code),
        lte(itemStage.effectiveOn, asOf),
        lte(itemStage.knownFrom, knownAt),
        or(isNull(itemStage.knownBefore), gt(itemStage.knownBefore, knownAt)),
        sql`${itemStage.itemId} in (select item_id from item_project)`,
      ),
    )
    .orderBy(asc(itemStage.effectiveOn), asc(itemStage.id))
    .all()
  const stepsOf = Map.groupBy(steps, (step) => step.itemId)
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
        return projectState(one, climbs, mine.filter((member) => !member.recognised).length, asOf, stages)
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
): SummaryProject {
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
  const makeUpBy = (by: 'class' | 'level' | 'unitRole' | 'edition') => {
    const column = { class: ledger.class, level: ledger.level, unitRole: credit.unitRole, edition: ledger.edition }[by]
    const parts = db
      .select({ value: sql<string>`coalesce(${column}, 'unknown')`, items: sql<number>`count(*)`.mapWith(Number) })
      .from(credit)
      .innerJoin(ledger, and(eq(ledger.itemId, credit.itemId), eq(ledger.planId, credit.planId)))
      .where(alive(own?.id ?? 0, 'recognised'))
      .groupBy(sql`1`)
      .orderBy(sql`2 desc`, sql`1`)
      .all()
    return { by, parts: parts.every((part) => part.value === 'unknown') ? [] : parts }
  }
  return {
    code: targetCode,
    asOf,
    knownAt,
    dataVersion,
    steps: own ? stepsOn(db, own.id, row.plan, official, knownAt) : [],
    makeUp: own ? (['class', 'level', 'unitRole', 'edition'] as const).map(makeUpBy) : [],
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
        return assumption === undefined ? [] : [{ assumption, recognised: countOf(one.id) }]
      }),
    notCounting: own ? notCountingOn(db, planId, own.id, official, { asOf, knownAt }) : [],
  }
}

function stepsOn(
  db: Read,
  counterId: number,
  window: { startsOn: string },
  official: string,
  knownAt: string,
): TargetDetail['steps'] {
  const spans = db
    .select({ since: credit.since, until: credit.until })
    .from(credit)
    .where(
      and(
        eq(credit.counterId, counterId),
        isNull(credit.departmentId),
        eq(credit.standing, 'recognised'),
        lte(credit.since, official),
        known(credit, knownAt),
      ),
    )
    .orderBy(asc(credit.since), asc(credit.id))
    .all()
  const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
  const changes = new Set([window.startsOn])
  for (const span of spans) {
    if (span.since > window.startsOn) changes.add(span.since)
    if (span.until !== null && nextDay(span.until) <= official && nextDay(span.until) > window.startsOn)
      changes.add(nextDay(span.until))
  }
  return [...changes]
    .sort()
    .filter((day) => day <= official)
    .map((on) => ({ on, recognised: spans.filter(aliveOn(on)).length }))
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
              sql`not exists (select 1 from credit c where c.item_id = ${itemStage.itemId} and c.counter_id = ${counterId}
          and c.department_id is null and c.standing = 'recognised' and c.since <= ${official}
          and (c.until is null or c.until >= ${official}) and c.known_from <= ${knownAt}
          and (c.known_before is null or c.known_before > ${knownAt}))`,
            ),
          )
          .orderBy(asc(itemStage.itemId))
          .all()
  const byReason = new Map<string, number>()
  for (const { itemId } of items) {
    const facts = findFacts(db, planId, itemId, knownAt)
    if (!facts) continue
    const { reason } = verdictOn(counts(rule, own.measure, own.window, facts), own.window, asOf)
    byReason.set(reason, (byReason.get(reason) ?? 0) + 1)
  }
  return [...byReason].map(([reason, number]) => ({ reason, items: number })).sort((a, b) => b.items - a.items)
}
