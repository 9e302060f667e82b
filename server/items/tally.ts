/**
 * 合计: sums over credits, kept beside them in the same transaction, so that a summary costs the same however many
 * items there are. What is kept is what is known now; a question for an earlier `knownAt` is counted from the credits.
 */
import { eq, type SQL, sql } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import { tally, tallyKnown } from '../../db/schema.ts'
import { given, kept } from '../../db/statements.ts'
import type { CreditStanding, Stage } from '../../db/words.ts'
import { dayAfter } from './counting.ts'
import type { CreditRow, PlanRules } from './derive.ts'

/** Items that count on a day by one counter, for the district (department 0) or a department. */
export type Tallied = {
  departmentId: number
  counterId: number
  standing: CreditStanding
  /** Told apart only for what the district has recognised; else true. */
  onTime: boolean
  stage: Stage | null
  items: number
}
/** How many more (or fewer) the district has recognised by a counter from a day or in a month on. */
export type Change = { counterId: number; on: string; items: number }

/** The sums of a plan as known on one day. */
export type Tally = {
  /** What counts on a day; of these counters alone where they are given. */
  on: (day: string, counterIds?: readonly number[]) => Tallied[]
  /** The district's recognised changes by month (`YYYY-MM`), rising, to the end of time. */
  monthly: () => Change[]
  /** Recognised changes by day of one counter, the district's or a department's, rising, to the end of time. */
  daily: (counterId: number, departmentId?: number) => Change[]
}

export const DISTRICT = 0

/** Only targets and the count over all of them are summed up; other readings are counted when they are asked for. */
const SUMMED = sql`select id from counter where purpose in ('target', 'any')`

const lastKnown = kept((db: Read) =>
  db
    .select({ latest: tallyKnown.latest })
    .from(tallyKnown)
    .where(eq(tallyKnown.planId, sql.placeholder('planId'))),
)

/** Whether nothing of a plan's items became known since the end of a day, so that what was known is what is. */
export function isKnownNow(db: Read, planId: number, knownAt: string): boolean {
  const row = lastKnown(db).get({ planId })
  return row !== undefined && knownAt >= row.latest
}

/** The sums as known on a day: those kept, where they were known then; else counted from the credits. */
export function tallyKnownAt(db: Read, planId: number, knownAt: string): Tally {
  return isKnownNow(db, planId, knownAt) ? keptTally(db, planId) : countedTally(db, planId, knownAt)
}

type Row = [departmentId: number, counterId: number, standing: CreditStanding, onTime: number, stage: string, n: number]

function keptTally(db: Read, planId: number): Tally {
  const departments = () => [
    DISTRICT,
    ...db
      .all<{ id: number }>(sql`select department_id as id from plan_department where plan_id = ${planId}`)
      .map((row) => row.id),
  ]
  const rows = (where: SQL) =>
    db.values<Row>(sql`select department_id, counter_id, standing, on_time, stage, items from tally where ${where}`)
  return {
    on(day, counterIds) {
      const among = counterIds ? sql`and counter_id in ${counterIds}` : sql``
      const scope = sql`plan_id = ${planId} and department_id in ${departments()}`
      const month = day.slice(0, 7)
      const sum = new Sum()
      // From whichever end of time is nearer, in whole months and then days.
      if (isEarly(db, planId, day)) {
        sum.add(rows(sql`${scope} and span >= 'm' and span < ${`m${month}`} ${among}`), 1)
        sum.add(rows(sql`${scope} and span >= ${`d${month}`} and span <= ${`d${day}`} ${among}`), 1)
      } else {
        sum.add(rows(sql`${scope} and span = 'all' ${among}`), 1)
        sum.add(rows(sql`${scope} and span > ${`m${month}`} and span < 'n' ${among}`), -1)
        sum.add(rows(sql`${scope} and span > ${`d${day}`} and span <= ${`d${month}-99`} ${among}`), -1)
      }
      return sum.rows()
    },
    monthly: () =>
      db.all<Change>(sql`select counter_id as counterId, substr(span, 2) as "on", sum(items) as items from tally
        where plan_id = ${planId} and department_id = ${DISTRICT} and span >= 'm' and span < 'n'
          and standing = 'recognised' group by counter_id, span order by span, counter_id`),
    daily: (counterId, departmentId = DISTRICT) =>
      db.all<Change>(sql`select counter_id as counterId, substr(span, 2) as "on", sum(items) as items from tally
        where plan_id = ${planId} and department_id = ${departmentId} and span >= 'd' and span < 'e'
          and counter_id = ${counterId} and standing = 'recognised' group by span order by span`),
  }
}

function isEarly(db: Read, planId: number, day: string): boolean {
  const window = db.get<{ startsOn: string; dueOn: string } | undefined>(
    sql`select starts_on as startsOn, due_on as dueOn from plan where id = ${planId}`,
  )
  return window !== undefined && Date.parse(day) < (Date.parse(window.startsOn) + Date.parse(window.dueOn)) / 2
}

function countedTally(db: Read, planId: number, knownAt: string): Tally {
  const known = sql`c.known_from <= ${knownAt} and (c.known_before is null or c.known_before > ${knownAt})`
  const corners = sql`(${cornersOf(sql`c.plan_id = ${planId} and c.counter_id in (${SUMMED}) and ${known}`)})`
  const recognised = (departmentId: number) => sql`department_id = ${departmentId} and standing = 'recognised'`
  return {
    on(day, counterIds) {
      const among = counterIds ? sql`and counter_id in ${counterIds}` : sql``
      const sum = new Sum()
      sum.add(
        db.values<Row>(sql`select department_id, counter_id, standing, on_time, stage, sum(items) from ${corners}
          where day <= ${day} ${among} group by 1, 2, 3, 4, 5`),
        1,
      )
      return sum.rows()
    },
    monthly: () =>
      db.all<Change>(sql`select counter_id as counterId, substr(day, 1, 7) as "on", sum(items) as items
        from ${corners} where ${recognised(DISTRICT)} group by 1, 2 order by 2, 1`),
    daily: (counterId, departmentId = DISTRICT) =>
      db.all<Change>(sql`select counter_id as counterId, day as "on", sum(items) as items
        from ${corners} where ${recognised(departmentId)} and counter_id = ${counterId} group by 2 order by 2`),
  }
}

/** Where a credit begins (+1) and the day after it ended (-1), in the groups that a summary asks for. */
function cornersOf(where: SQL): SQL {
  const fields = sql`coalesce(c.department_id, ${DISTRICT}) as department_id, c.counter_id, c.standing,
    case when c.department_id is null and c.standing = 'recognised' then c.on_time else 1 end as on_time,
    coalesce(c.stage, '') as stage`
  const asked = sql`(c.department_id is null or c.standing in ('recognised', 'in-review')) and ${where}`
  return sql`select c.plan_id, ${fields}, c.since as day, 1 as items from credit c where ${asked}
    union all
    select c.plan_id, ${fields}, date(c.until, '+1 day') as day, -1 as items from credit c
      where c.until is not null and ${asked}`
}

class Sum {
  readonly #rows = new Map<string, Tallied>()

  add(rows: readonly Row[], sign: 1 | -1): void {
    for (const [departmentId, counterId, standing, onTime, stage, items] of rows) {
      const key = `${departmentId} ${counterId} ${standing} ${onTime} ${stage}`
      const known = this.#rows.get(key)
      if (known) known.items += sign * items
      else
        this.#rows.set(key, {
          departmentId,
          counterId,
          standing,
          onTime: onTime === 1,
          stage: stage === '' ? null : (stage as Stage),
          items: sign * items,
        })
    }
  }

  rows(): Tallied[] {
    return [...this.#rows.values()].filter((row) => row.items !== 0)
  }
}

// ── keeping them ─────────────────────────────────────────────────────────────────────────────────────────────────

type Kept = Pick<
  CreditRow,
  'counterId' | 'departmentId' | 'standing' | 'since' | 'until' | 'knownFrom' | 'knownBefore' | 'onTime' | 'stage'
>

type Move = Pick<Tallied, 'departmentId' | 'counterId' | 'standing' | 'items'> & {
  planId: number
  span: string
  onTime: 0 | 1
  stage: string
}

/** Moves the sums by the difference between an item's credits before and after, in the caller's transaction. */
export function moveTally(tx: Write, rules: PlanRules, planId: number, was: readonly Kept[], is: readonly Kept[]) {
  const summed = new Set(rules.counters.filter((one) => one.purpose === 'target').map((one) => one.id))
  summed.add(rules.anyCounter)
  const moves = new Map<string, Move>()
  const put = (credits: readonly Kept[], sign: 1 | -1) => {
    for (const credit of credits) {
      const { counterId, departmentId, standing, stage } = credit
      const ofDistrict = departmentId === null
      if (credit.knownBefore !== null || !summed.has(counterId)) continue
      if (!ofDistrict && standing !== 'recognised' && standing !== 'in-review') continue
      const onTime = ofDistrict && standing === 'recognised' ? credit.onTime : true
      const corner = (day: string, items: number) => {
        for (const span of ['all', `m${day.slice(0, 7)}`, `d${day}`]) {
          const key = `${departmentId} ${span} ${counterId} ${standing} ${onTime} ${stage}`
          const known = moves.get(key)
          if (known) known.items += items
          else
            moves.set(key, {
              ...{ planId, departmentId: departmentId ?? DISTRICT, span, counterId, standing },
              ...{ onTime: onTime ? 1 : 0, stage: stage ?? '', items },
            })
        }
      }
      corner(credit.since, sign)
      if (credit.until !== null) corner(dayAfter(credit.until), -sign)
    }
  }
  put(was, -1)
  put(is, 1)
  for (const { items, ...fields } of moves.values()) if (items !== 0) move(tx).run({ ...fields, items })
  const latest = is
    .flatMap(({ knownFrom, knownBefore }) => [knownFrom, knownBefore ?? knownFrom])
    .sort()
    .at(-1)
  if (latest !== undefined) noteKnown(tx).run({ planId, latest })
}

const move = kept((tx: Write) => {
  const { planId, departmentId, span, counterId, standing, onTime, stage } = tally
  return tx
    .insert(tally)
    .values(given('planId', 'departmentId', 'span', 'counterId', 'standing', 'onTime', 'stage', 'items'))
    .onConflictDoUpdate({
      target: [planId, departmentId, span, counterId, standing, onTime, stage],
      set: { items: sql`items + excluded.items` },
    })
})
const noteKnown = kept((tx: Write) =>
  tx
    .insert(tallyKnown)
    .values(given('planId', 'latest'))
    .onConflictDoUpdate({ target: tallyKnown.planId, set: { latest: sql`max(latest, excluded.latest)` } }),
)

/** Adds up a plan's sums anew from its credits. */
export function rebuildTally(tx: Write, planId: number): void {
  tx.run(sql`delete from tally where plan_id = ${planId}`)
  tx.run(sql`insert into tally (plan_id, department_id, span, counter_id, standing, on_time, stage, items)
    ${summedUp(planId)}`)
  tx.run(sql`insert into tally_known (plan_id, latest)
    select plan_id, max(max(known_from), coalesce(max(known_before), '')) from credit where plan_id = ${planId}
    group by plan_id on conflict do update set latest = excluded.latest`)
}

function summedUp(planId: number): SQL {
  const current = cornersOf(sql`c.plan_id = ${planId} and c.counter_id in (${SUMMED}) and c.known_before is null`)
  const group = sql`plan_id, department_id, span, counter_id, standing, on_time, stage`
  const fields = sql`counter_id, standing, on_time, stage`
  return sql`with days as materialized (
      select plan_id, department_id, day, ${fields}, sum(items) as items from (${current})
      group by plan_id, department_id, day, ${fields}
    )
    select ${group}, sum(items) as items from (
      select plan_id, department_id, 'all' as span, ${fields}, items from days
      union all select plan_id, department_id, 'm' || substr(day, 1, 7), ${fields}, items from days
      union all select plan_id, department_id, 'd' || day, ${fields}, items from days
    ) group by ${group} having sum(items) <> 0`
}

/** How many kept sums differ from what the credits add up to; 0 proves that every figure is the length of a list. */
export function countTallyDifferences(db: Read, planId: number): number {
  const kept = sql`select plan_id, department_id, span, counter_id, standing, on_time, stage, items from tally
    where plan_id = ${planId} and items <> 0`
  const due = summedUp(planId)
  const lacking = (a: SQL, b: SQL) =>
    db.get<{ n: number }>(sql`select count(*) as n from (select * from (${a}) except select * from (${b}))`).n
  return lacking(kept, due) + lacking(due, kept)
}
