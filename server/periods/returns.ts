/** 报送: how a department's return for a period stands, what may be handed in, and the rates. Pure. */
import type { ReturnMark, ReturnState } from '../../db/words.ts'
import type { Quarter } from './quarters.ts'

/** One hand-in; a department may add to it later 补交. */
export type HandIn = {
  on: string
  mark: ReturnMark
  /** 撤回: from this day on it was not handed in; null: it stands. */
  withdrawnOn: string | null
}
/** The hand-ins that stood at the end of a day, oldest first. */
export function standingOn<H extends HandIn>(handIns: readonly H[], day: string): H[] {
  return handIns
    .filter((one) => one.on <= day && (one.withdrawnOn === null || one.withdrawnOn > day))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** Days from which and to which a department exists; null where open. */
export type Existence = { existsFrom: string | null; existsTo: string | null }

/** Whether a department owes a return: it existed on the quarter's last day. */
export function owesReturn(period: Pick<Quarter, 'endsOn'>, { existsFrom, existsTo }: Existence): boolean {
  return (existsFrom === null || existsFrom <= period.endsOn) && (existsTo === null || existsTo >= period.endsOn)
}

/**
 * How a return stood at the end of a day: ■ 已报 □ 零报告 ◤ 迟报 ✕ 未报 – 未到期. The first hand-in decides whether it was
 * in time, the last one what it says. Hand-ins of later days are not known yet; one that was withdrawn counts until then.
 */
export function returnState(
  period: Pick<Quarter, 'endsOn' | 'dueOn'>,
  department: Existence,
  handIns: readonly HandIn[],
  today: string,
): ReturnState {
  const known = standingOn(handIns, today)
  const first = known[0]
  const last = known.at(-1)
  if (first === undefined || last === undefined) {
    if (!owesReturn(period, department)) return 'not-counted'
    return today > period.dueOn ? 'silent' : 'not-due'
  }
  if (first.on > period.dueOn) return 'late'
  return last.mark === 'zero' ? 'zero' : 'handed-in'
}

/** A return was handed in, in time or not. */
export const isHandedIn = (state: ReturnState) => state === 'handed-in' || state === 'zero' || state === 'late'
/** A return was handed in by the due day. */
export const isOnTime = (state: ReturnState) => state === 'handed-in' || state === 'zero'

/** 报送率 and 按时率 as counts: `handedIn / owed` and `onTime / owed`. */
export type Rates = { owed: number; handedIn: number; onTime: number }

/** Adds states up; what is not due yet and not handed in is owed by nobody so far. */
export function ratesOf(states: readonly ReturnState[]): Rates {
  return {
    owed: states.filter((state) => isHandedIn(state) || state === 'silent').length,
    handedIn: states.filter(isHandedIn).length,
    onTime: states.filter(isOnTime).length,
  }
}

/** What decides whether something may be handed in. */
export type HandInFacts = {
  today: string
  period: Pick<Quarter, 'opensOn' | 'endsOn'>
  department: Existence
  locked: boolean
  /** Last day of the latest reopening for this department; null where there is none. */
  reopenedUntil: string | null
  /** Entries first submitted in the period that are with the head, with the reviewer or recognised. */
  entries: number
  /** Of these, how many no earlier hand-in carried. */
  newEntries: number
  /** Entries of the period that came back and wait to be mended. */
  returned: number
  noChanges: number
  newNoChanges: number
  /** Items under way that a zero report has to have looked at. */
  underWay: number
  /** Earlier hand-ins for this period that stand. */
  handIns: number
}

/** Why something may not be handed in now; worded in `web/locales` and in the server's problem. */
export const HAND_IN_REFUSALS = [
  'did-not-exist',
  'not-open',
  'locked',
  'has-entries',
  'no-entries',
  'no-statements',
  'not-checked',
  'nothing-new',
] as const
export type HandInRefusal = (typeof HAND_IN_REFUSALS)[number]

/** Whether a department may hand in now in this way, or why not. `checked`: a zero report looked at what is under way. */
export function mayHandIn(
  mark: ReturnMark,
  facts: HandInFacts,
  checked: boolean,
): { allowed: true } | { allowed: false; because: HandInRefusal } {
  const because = refusalOf(mark, facts, checked)
  return because === null ? { allowed: true } : { allowed: false, because }
}

function refusalOf(mark: ReturnMark, facts: HandInFacts, checked: boolean): HandInRefusal | null {
  if (!owesReturn(facts.period, facts.department)) return 'did-not-exist'
  if (facts.today < facts.period.opensOn) return 'not-open'
  const isReopened = facts.reopenedUntil !== null && facts.today <= facts.reopenedUntil
  if (facts.locked && !isReopened) return 'locked'
  if (mark === 'entries') {
    if (facts.entries === 0) return 'no-entries'
    return facts.handIns > 0 && facts.newEntries + facts.newNoChanges === 0 ? 'nothing-new' : null
  }
  if (facts.entries + facts.returned > 0) return 'has-entries'
  if (mark === 'no-change') {
    if (facts.noChanges === 0) return 'no-statements'
    return facts.handIns > 0 && facts.newNoChanges === 0 ? 'nothing-new' : null
  }
  if (facts.handIns > 0) return 'nothing-new'
  return facts.underWay > 0 && !checked ? 'not-checked' : null
}

/**
 * Why a hand-in cannot be withdrawn 撤回: the period is locked and not reopened for the department, or a later one adds
 * to it; null: it can.
 */
export function withdrawalRefusal(
  facts: Pick<HandInFacts, 'today' | 'locked' | 'reopenedUntil'>,
  isLast: boolean,
): 'locked' | 'not-last' | null {
  const isReopened = facts.reopenedUntil !== null && facts.today <= facts.reopenedUntil
  if (facts.locked && !isReopened) return 'locked'
  return isLast ? null : 'not-last'
}

/** The one way of handing in that fits what is there. */
export function markFor(facts: Pick<HandInFacts, 'entries' | 'noChanges'>): ReturnMark {
  if (facts.entries > 0) return 'entries'
  return facts.noChanges > 0 ? 'no-change' : 'zero'
}
