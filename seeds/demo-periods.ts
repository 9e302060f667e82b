/**
 * 演示数据: returns of every quarter (entries, no change, zero, late, silent), locks and a reopening, urge slips with and
 * without answers, and the summaries of the last days; each on its day, by the same verbs as everyone.
 */
import { sql } from 'drizzle-orm'
import type { Database, Write } from '../db/open.ts'
import type { Person } from '../server/accounts/identity.ts'
import { getPerson } from '../server/accounts/queries.ts'
import { record } from '../server/audit/record.ts'
import { noonOf } from '../server/clock.ts'
import { summarise } from '../server/notices/changes.ts'
import { handIn, lockPeriod, reopenPeriod, setDays, stateNoChange } from '../server/periods/changes.ts'
import type { SlipBody } from '../server/periods/contract.ts'
import { ownPeriod } from '../server/periods/own-period.ts'
import { daysLater, quartersOf } from '../server/periods/quarters.ts'
import { getOwnDepartment, getPeriod, getPlan } from '../server/periods/queries.ts'
import { markFor } from '../server/periods/returns.ts'
import { answerSlip, chase, closeSlip, issueSlip } from '../server/periods/slip-changes.ts'
import { listSlips } from '../server/periods/slip-queries.ts'

/** One thing that somebody does, on a day. */
export type DemoPeriodAct = { on: string; run: (db: Database) => void }

const REVIEWER = 'reviewer-1'
/** The quarter whose due day was moved because of a holiday, and to which day. */
const MOVED = { code: '2024-q4', on: '2024-12-20', dueOn: '2025-01-15' }
const LOCKED_AFTER = 15
const TOLD_DAYS = 6

type Said = Omit<SlipBody, 'plan' | 'department'> & { name: string; on: string; answer?: [on: string, text: string] }
const SLIPS: readonly Said[] = [
  {
    ...{ name: '区工信局', on: '2025-06-16', colour: 'orange', answerBy: '2025-06-25' },
    about: '工业互联网标准在征求意见阶段停了半年以上，请说明卡在哪里',
  },
  {
    ...{ name: '区卫健局', on: '2025-06-20', colour: 'orange', answerBy: '2025-07-04' },
    about: '道地中药材全产业链标准化试点还没有启动',
  },
  {
    ...{ name: '区商务局', on: '2025-06-18', colour: 'blue', answerBy: '2025-06-27' },
    about: '餐饮分餐综合服务试点的验收材料还没有报来',
    answer: ['2025-06-25', '试点单位已完成自评，7月15日前报验收申请。'],
  },
  {
    ...{ name: '区科技局', on: '2025-06-27', colour: 'blue', answerBy: '2025-07-07' },
    about: '细胞制备国际标准提案的受理情况，请补一份说明',
  },
]

/** Everything there is to do up to a day, in time order. */
export function demoPeriodActs(
  plan: { code: string; startsOn: string; dueOn: string; departments: readonly { code: string; name: string }[] },
  day: string,
): DemoPeriodAct[] {
  const acts: DemoPeriodAct[] = []
  const codeOf = new Map(plan.departments.map((one) => [one.name, one.code]))
  const add = (on: string, who: string, action: string, subject: Subject, change: Change) =>
    acts.push({ on, run: (db) => run(db, on, who, action, subject, change) })
  const periodOf = (quarter: string) => ['period', `${plan.code}/${quarter}`] as const
  const returnOf = (department: string, quarter: string) => ['return', `${plan.code}/${department}/${quarter}`] as const

  add(MOVED.on, REVIEWER, 'set-period-days', periodOf(MOVED.code), (tx) => {
    const of = getPlan(tx, plan.code)
    const { version } = getPeriod(tx, of, MOVED.code)
    setDays(tx, of, MOVED.code, { version, dueOn: MOVED.dueOn })
  })
  for (const [q, quarter] of quartersOf(plan.startsOn, plan.dueOn).entries()) {
    const dueOn = quarter.code === MOVED.code ? MOVED.dueOn : quarter.dueOn
    for (const [d, { code }] of plan.departments.entries()) {
      const on = handInDay(q, d, quarter.opensOn, dueOn)
      if (on !== null)
        add(on, `reporter-${code}`, 'hand-in', returnOf(code, quarter.code), (tx, person, now) =>
          report(tx, person, now, code, quarter.code),
        )
    }
    const lockOn = daysLater(dueOn, LOCKED_AFTER)
    add(daysLater(dueOn, 1), REVIEWER, 'chase', periodOf(quarter.code), (tx, person, now) => {
      const of = getPlan(tx, plan.code)
      const silent = plan.departments.filter((_, d) => handInDay(q, d, quarter.opensOn, dueOn) === null)
      if (silent.length === 0) return
      const wish = {
        departments: silent.map((one) => one.code),
        colour: 'blue' as const,
        answerBy: daysLater(dueOn, 8),
      }
      chase(tx, person, of, quarter.code, wish, now)
    })
    add(lockOn, REVIEWER, 'lock-period', periodOf(quarter.code), (tx, person, now) => {
      const of = getPlan(tx, plan.code)
      const { version } = getPeriod(tx, of, quarter.code)
      lockPeriod(tx, person, of, quarter.code, { version, reason: '本季度数据已汇总报区领导小组' }, now)
      // Whoever was silent then has explained it by word of mouth.
      for (const slip of listSlips(tx, { plan: plan.code }, person, lockOn).rows)
        if (slip.period === quarter.code && slip.state !== 'closed')
          closeSlip(tx, person, slip.id, '已电话说明，下季度一并补报', now)
    })
  }
  add('2025-02-10', REVIEWER, 'reopen-period', periodOf(MOVED.code), (tx, person, now) => {
    const wish = { department: codeOf.get('区水务局') ?? '', untilOn: '2025-02-20', reason: '经办人调整，材料交接晚了' }
    reopenPeriod(tx, person, getPlan(tx, plan.code), MOVED.code, wish, now)
  })
  const health = codeOf.get('区卫健局') ?? ''
  for (const task of [7, 12])
    add('2025-06-26', `reporter-${health}`, 'state-no-change', returnOf(health, '2025-q2'), (tx, person, now) => {
      const of = getPlan(tx, plan.code)
      const home = getOwnDepartment(tx, of, health, person)
      if (hasTask(tx, home.id, task)) stateNoChange(tx, person, of, home, '2025-q2', { task }, now)
    })
  for (const { name, on, answer, ...said } of SLIPS) {
    const department = codeOf.get(name) ?? ''
    let id = ''
    add(
      on,
      REVIEWER,
      'issue-slip',
      () => ['urge-slip', id],
      (tx, person, now) => {
        id = issueSlip(tx, person, { plan: plan.code, department, ...said }, now)
      },
    )
    if (answer)
      add(
        answer[0],
        `head-${department}`,
        'answer-slip',
        () => ['urge-slip', id],
        (tx, person, now) => answerSlip(tx, person, id, answer[1], now),
      )
  }
  for (let back = TOLD_DAYS; back >= 0; back--) {
    const on = daysLater(day, -back)
    acts.push({ on, run: (db) => void summarise(db, noonOf(on), { channels: [], address: null }) })
  }
  // The summaries of a day come after everything else that happened on it: the sort is stable.
  return acts.filter((one) => one.on <= day).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))

  function report(tx: Write, person: Person, now: Date, code: string, period: string): void {
    const of = getPlan(tx, plan.code)
    const home = getOwnDepartment(tx, of, code, person)
    const own = ownPeriod(tx, of, home, period, now.toISOString().slice(0, 10))
    // Entries that came back are mended first; until then nothing else can be handed in.
    if (own.facts.entries === 0 && own.facts.returned > 0) return
    handIn(tx, person, of, home, period, { mark: markFor(own.facts), checked: true }, now)
  }
}

/** What is acted on, as the log names it; of what is only made by the act, told after it. */
type Named = readonly [type: string, id: string]
type Subject = Named | (() => Named)
type Change = (tx: Write, person: Person, now: Date) => void

function run(db: Database, on: string, who: string, action: string, subject: Subject, change: Change): void {
  const now = noonOf(on)
  const person = getPerson(db.read, who)
  const act = () => {
    const [subjectType, id] = typeof subject === 'function' ? subject() : subject
    return { actor: { id: person.id, name: who }, action, subjectType, subject: id }
  }
  record(db, act, now, (tx) => change(tx, person, now))
}

const hasTask = (tx: Write, departmentId: number, number: number): boolean =>
  tx.get<{ n: number } | undefined>(
    sql`select 1 as n from task_duty d join task t on t.id = d.task_id
      where d.department_id = ${departmentId} and t.number = ${number} limit 1`,
  ) !== undefined

/** The day on which a department handed a quarter in; null: it was silent. Most are in time, more so as years pass. */
function handInDay(q: number, d: number, opensOn: string, dueOn: string): string | null {
  const chance = (d * 11 + q * 17 + d * q) % 29
  if (chance === 3 || (q < 3 && chance === 9)) return null
  if (chance % 12 === 5 && d % 3 > 0) return daysLater(dueOn, 2 + (d % 6))
  const span = Math.round((Date.parse(dueOn) - Date.parse(opensOn)) / 86_400_000)
  return daysLater(opensOn, (d * 5 + q * 3) % (span + 1))
}
