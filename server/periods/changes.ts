/** Writes of periods: their days and locks, hand-ins, what has not moved. */
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Write } from '../../db/open.ts'
import {
  department,
  item,
  noChange,
  period,
  periodReopening,
  periodReturn,
  periodReturnEntry,
  planDepartment,
  task,
} from '../../db/schema.ts'
import { newUid } from '../../db/uid.ts'
import type { ReturnMark } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { problem } from '../problem.ts'
import type { HandedIn } from './contract.ts'
import { type OwnPeriod, ownPeriod, submittedOf } from './own-period.ts'
import { latestDue } from './quarters.ts'
import { type DepartmentRow, getPeriod, type Period, type PlanRow } from './queries.ts'
import { mayHandIn, standingOn, withdrawalRefusal } from './returns.ts'
import { quarterName, refusalWords } from './words.ts'

/** The period's row, made with its usual days where nothing was decided about it yet. */
export function ensurePeriod(tx: Write, of: PlanRow, found: Period): number {
  if (found.id !== null) return found.id
  const { code, opensOn, dueOn } = found
  const row = { planId: of.id, code, opensOn, dueOn, version: 1 }
  return tx.insert(period).values(row).returning({ id: period.id }).get().id
}

function requireFresh(found: Period, version: number): void {
  if (found.version !== version)
    throw problem('stale', {
      detail: { zh: '这个报送期刚被别人改过，请刷新后再改。', en: 'The period was just changed by another.' },
    })
}

/** Moves opening and due day. The quarter itself stays; a locked period stays as it was. */
export function setDays(
  tx: Write,
  of: PlanRow,
  code: string,
  said: { version: number; opensOn?: string | undefined; dueOn?: string | undefined },
): Period {
  const found = getPeriod(tx, of, code)
  requireFresh(found, said.version)
  requireUnlocked(found)
  const opensOn = said.opensOn ?? found.opensOn
  const dueOn = said.dueOn ?? found.dueOn
  if (opensOn < found.startsOn)
    throw invalid('opensOn', `不能早于季度的第一天${found.startsOn}`, `Not before ${found.startsOn}`)
  if (dueOn < found.endsOn)
    throw invalid('dueOn', `不能早于季度的最后一天${found.endsOn}`, `Not before ${found.endsOn}`)
  const latest = latestDue(found.endsOn)
  if (dueOn > latest)
    throw invalid(
      'dueOn',
      `不能晚于${latest}：那时下一季度也要报送了`,
      `Not after ${latest}: the next quarter is to be handed in by then`,
    )
  if (dueOn < opensOn) throw invalid('dueOn', '截止日要在开始日之后', 'The due day has to follow the opening day')
  const id = ensurePeriod(tx, of, found)
  tx.update(period)
    .set({ opensOn, dueOn, version: found.version + 1 })
    .where(eq(period.id, id))
    .run()
  return getPeriod(tx, of, code)
}

/** 锁定 with the cause in words; only after the due day, so that nobody is locked out in time. */
export function lockPeriod(
  tx: Write,
  person: Person,
  of: PlanRow,
  code: string,
  said: { version: number; reason: string },
  now: Date,
): Period {
  const found = getPeriod(tx, of, code)
  requireFresh(found, said.version)
  requireUnlocked(found)
  const today = dayOf(now)
  if (today <= found.dueOn)
    throw problem('not-allowed', {
      detail: {
        zh: `${quarterName(found).zh}${found.dueOn}截止，截止以后才能锁定。`,
        en: `${quarterName(found).en} is due on ${found.dueOn}; it can be locked after that.`,
      },
    })
  const id = ensurePeriod(tx, of, found)
  tx.update(period)
    .set({
      lockedOn: today,
      lockedById: person.id,
      lockReason: said.reason.normalize('NFC'),
      version: found.version + 1,
    })
    .where(eq(period.id, id))
    .run()
  return getPeriod(tx, of, code)
}

function requireUnlocked(found: Period): void {
  if (found.lock)
    throw problem('not-allowed', {
      detail: {
        zh: `${quarterName(found).zh}已于${found.lock.on}锁定：${found.lock.reason}`,
        en: `${quarterName(found).en} was locked on ${found.lock.on}: ${found.lock.reason}`,
      },
    })
}

/** 重开 a locked period for one department until a day, with the reason. */
export function reopenPeriod(
  tx: Write,
  person: Person,
  of: PlanRow,
  code: string,
  said: { department: string; untilOn: string; reason: string },
  now: Date,
): void {
  const found = getPeriod(tx, of, code)
  const today = dayOf(now)
  const home = getPlanDepartment(tx, of, 'department', said.department)
  if (!found.lock || found.id === null)
    throw problem('not-allowed', {
      detail: {
        zh: `${quarterName(found).zh}没有锁定，不用重开，部门可以直接补报。`,
        en: `${quarterName(found).en} is not locked; the department can hand in.`,
      },
    })
  if (said.untilOn < today) throw invalid('untilOn', '要在今天或以后', 'Has to be today or later')
  tx.insert(periodReopening)
    .values({
      periodId: found.id,
      departmentId: home.id,
      untilOn: said.untilOn,
      reason: said.reason.normalize('NFC'),
      byId: person.id,
      at: now.toISOString(),
      on: today,
    })
    .run()
}

/**
 * 交报送单: entries, no change or zero, in the person's name. What is there decides what can be handed in (`returns.ts`).
 * A later hand-in for the same period adds to the first.
 */
export function handIn(
  tx: Write,
  person: Person,
  of: PlanRow,
  home: DepartmentRow,
  code: string,
  said: { mark: ReturnMark; checked: boolean },
  now: Date,
): HandedIn {
  const today = dayOf(now)
  const own = ownPeriod(tx, of, home, code, today)
  const verdict = mayHandIn(said.mark, own.facts, said.checked)
  if (!verdict.allowed) {
    const { entries, returned, underWay } = own.facts
    const told = { period: own.period, entries, returned, underWay, lock: own.period.lock }
    const words = refusalWords(verdict.because, told)
    if (verdict.because === 'not-checked') throw problem('invalid', { errors: [{ path: 'checked', message: words }] })
    throw problem('not-allowed', { detail: words, params: { because: verdict.because } })
  }
  const periodId = ensurePeriod(tx, of, own.period)
  const row = tx
    .insert(periodReturn)
    .values({
      uid: newUid(now),
      periodId,
      departmentId: home.id,
      mark: said.mark,
      checkedItems: said.mark === 'zero' ? own.facts.underWay : 0,
      byId: person.id,
      at: now.toISOString(),
      on: today,
    })
    .returning()
    .get()
  const carried = submittedOf(own).filter((one) => !own.carried.has(one.id))
  for (const one of carried) tx.insert(periodReturnEntry).values({ returnId: row.id, entryId: one.id }).run()
  const unchanged = tx
    .update(noChange)
    .set({ returnId: row.id })
    .where(and(eq(noChange.periodId, periodId), eq(noChange.departmentId, home.id), isNull(noChange.returnId)))
    .returning({ id: noChange.id })
    .all()
  return {
    id: row.uid,
    period: code,
    department: home.code,
    mark: row.mark,
    on: today,
    late: own.facts.handIns === 0 && today > own.period.dueOn,
    entries: carried.length,
    noChanges: unchanged.length,
  }
}

/**
 * 撤回 of the last hand-in, before the period is locked: the entries stay where they are, what was declared unchanged
 * can be handed in again. Answers what it was, for the log.
 */
export function withdrawReturn(
  tx: Write,
  person: Person,
  of: PlanRow,
  home: DepartmentRow,
  code: string,
  id: string,
  now: Date,
): { mark: ReturnMark; on: string; by: string; entries: number; noChanges: number } {
  const today = dayOf(now)
  const own = ownPeriod(tx, of, home, code, today)
  const standing = standingOn(own.handIns, today)
  const row = standing.find((one) => one.uid === id)
  if (!row)
    throw problem('not-found', { detail: { zh: '没有这次报送，或者已经撤回。', en: 'There is no such hand-in.' } })
  const because = withdrawalRefusal(own.facts, row === standing.at(-1))
  if (because === 'locked')
    throw problem('not-allowed', {
      detail: refusalWords('locked', {
        period: own.period,
        entries: 0,
        returned: 0,
        underWay: 0,
        lock: own.period.lock,
      }),
      params: { because },
    })
  if (because === 'not-last')
    throw problem('not-allowed', {
      detail: {
        zh: '之后又补交过，请先撤回补交的那一次。',
        en: 'A later hand-in adds to it; withdraw that one first.',
      },
      params: { because },
    })
  tx.update(noChange).set({ returnId: null }).where(eq(noChange.returnId, row.id)).run()
  tx.update(periodReturn)
    .set({ withdrawnById: person.id, withdrawnAt: now.toISOString(), withdrawnOn: today })
    .where(eq(periodReturn.id, row.id))
    .run()
  const { mark, on, by, entries, noChanges } = row
  return { mark, on, by, entries, noChanges }
}

type Unmoved = { item?: string | undefined; task?: number | undefined }

/** 没有变化 of one thing under way, kept with the period's return; makes no entry. Said twice, it stands once. */
export function stateNoChange(
  tx: Write,
  person: Person,
  of: PlanRow,
  home: DepartmentRow,
  code: string,
  said: Unmoved,
  now: Date,
): { period: string; noChanges: number } {
  const own = ownPeriod(tx, of, home, code, dayOf(now))
  requireOpen(own)
  const what = unmoved(tx, of, home, own.underWay, said)
  const known = own.noChanges.some((one) => one.itemId === what.itemId && one.taskId === what.taskId)
  if (!known) {
    const row = { ...what, departmentId: home.id, byId: person.id, at: now.toISOString() }
    tx.insert(noChange)
      .values({ ...row, periodId: ensurePeriod(tx, of, own.period) })
      .run()
  }
  return { period: code, noChanges: own.noChanges.length + (known ? 0 : 1) }
}

/** Takes a statement of no change back, as long as no hand-in has carried it. */
export function takeBackNoChange(
  tx: Write,
  of: PlanRow,
  home: DepartmentRow,
  code: string,
  said: Unmoved,
  now: Date,
): { period: string; noChanges: number } {
  const own = ownPeriod(tx, of, home, code, dayOf(now))
  const itemId = said.item === undefined ? null : itemIdOf(tx, said.item)
  const taskId = said.task === undefined ? null : taskIdOf(tx, of, said.task)
  const row = own.noChanges.find((one) => one.itemId === itemId && one.taskId === taskId)
  if (!row) throw problem('not-found', { detail: { zh: '没有这条“没有变化”。', en: 'There is no such statement.' } })
  if (row.returnId !== null)
    throw problem('not-allowed', {
      detail: { zh: '已随报送单交出，不能收回。有新进展请填报。', en: 'It was handed in already. Report what moved.' },
    })
  tx.delete(noChange).where(eq(noChange.id, row.id)).run()
  return { period: code, noChanges: own.noChanges.length - 1 }
}

function requireOpen(own: OwnPeriod): void {
  const { facts, period: found } = own
  const reopened = facts.reopenedUntil !== null && facts.today <= facts.reopenedUntil
  if (facts.locked && !reopened)
    throw problem('not-allowed', {
      detail: refusalWords('locked', { period: found, entries: 0, returned: 0, underWay: 0, lock: found.lock }),
      params: { because: 'locked' },
    })
  if (facts.today < found.startsOn)
    throw problem('not-allowed', {
      detail: refusalWords('not-open', { period: found, entries: 0, returned: 0, underWay: 0, lock: null }),
      params: { because: 'not-open' },
    })
}

/** What a statement speaks of: an item of the department that is under way, or a task in which it has a duty. */
function unmoved(
  tx: Write,
  of: PlanRow,
  home: DepartmentRow,
  underWay: OwnPeriod['underWay'],
  said: Unmoved,
): { itemId: number | null; taskId: number | null } {
  if (said.item !== undefined) {
    const one = underWay.find((known) => known.uid === said.item)
    if (!one) throw invalid('item', '本部门没有这项在建或在研的成果', 'The department has no such item under way')
    return { itemId: one.id, taskId: null }
  }
  const duty = tx.get<{ id: number } | undefined>(sql`select t.id from task t join task_duty d on d.task_id = t.id
    where t.plan_id = ${of.id} and t.number = ${said.task ?? 0} and d.department_id = ${home.id} and d.ended_on is null`)
  if (!duty) throw invalid('task', '本部门没有这项任务', 'The department has no such task')
  return { itemId: null, taskId: duty.id }
}

const itemIdOf = (tx: Write, uid: string) =>
  tx.select({ id: item.id }).from(item).where(eq(item.uid, uid)).get()?.id ?? -1
export const taskIdOf = (tx: Write, of: PlanRow, number: number) =>
  tx
    .select({ id: task.id })
    .from(task)
    .where(and(eq(task.planId, of.id), eq(task.number, number)))
    .get()?.id ?? -1

/** A department of the plan, named in a request at `path`. Throws `invalid`. */
export function getPlanDepartment(tx: Write, of: PlanRow, path: string, code: string): DepartmentRow {
  const row = tx
    .select({ of: department })
    .from(planDepartment)
    .innerJoin(department, eq(department.id, planDepartment.departmentId))
    .where(and(eq(planDepartment.planId, of.id), eq(department.code, code)))
    .orderBy(asc(department.id))
    .get()
  if (!row) throw invalid(path, `方案里没有代码为“${code}”的部门`, `The plan has no department ${code}`)
  return row.of
}

/** A fault of the request at `path`. */
export function invalid(path: string, zh: string, en: string): Error {
  return problem('invalid', { errors: [{ path, message: { zh, en } }] })
}
