/**
 * What counts, since when, and why: the one function behind every figure. Pure: no clock, no database.
 * Rules: 历下政发〔2023〕3号 as read in the plan file (口径), one verdict for one item and one counter.
 */
import type { Edition, Kind, Level, Reason, Stage, StandardClass, UnitRole } from '../../db/words.ts'
import type { CountingRule } from '../plan/contract.ts'
import { ladderOf, rungOf } from '../standards/stages.ts'

/** An organization's time in being: first and last day, the last null where it is open. */
export type Term = { from: string; to: string | null }

/** All that a rule may look at, as known on one day. */
export type Facts = {
  kind: Kind
  class: StandardClass | null
  level: Level | null
  edition: Edition | null
  tags: readonly string[]
  /** The best role of a local unit; null where none took part. */
  unitRole: UnitRole | null
  /** The earliest day on which each stage was reached; end states among them. */
  reached: readonly { stage: Stage; on: string }[]
  /** Of an organization: one term for each statement that it was established or renewed. */
  terms: readonly Term[]
}

/** 方案窗口: days inclusive. */
export type Window = { startsOn: string; dueOn: string }

/** Effective days on which an item counts, inclusive; `until` null where it goes on. */
export type Span = { since: string; until: string | null }

export type Verdict =
  /** `late`: it counts, but only from a day after the due day, and is in no official figure. */
  | { counts: true; late: boolean; spans: readonly [Span, ...Span[]]; stage: Stage }
  /** `open`: everything but the stage fits; it stands at `stage` since `on`. */
  | { counts: false; reason: Reason; stage: Stage | null; on: string | null; open: boolean }

const no = (reason: Reason, stage: Stage | null = null, on: string | null = null, open = false): Verdict => ({
  counts: false,
  reason,
  stage,
  on,
  open,
})

/**
 * Whether an item counts by a rule within a window. `rule` null: the office has set none.
 * A flow counts once, from the day on which it first reached the counting stage or one beyond it; a stock counts for
 * as long as it is in being. Answers the first reason that speaks against it, in the order in which a person would ask.
 */
export function counts(rule: CountingRule | null, measure: 'flow' | 'stock', window: Window, facts: Facts): Verdict {
  if (rule === null) return no('no-rule')
  if (!rule.kinds.includes(facts.kind)) return no('other-kind')
  if (rule.classes !== null && (facts.class === null || !rule.classes.includes(facts.class))) return no('other-class')
  if (rule.levels !== null && (facts.level === null || !rule.levels.includes(facts.level))) return no('other-level')
  if (rule.tags !== null && !rule.tags.some((tag) => facts.tags.includes(tag))) return no('lacks-tag')
  if (facts.edition === 'amendment' && !rule.amendments) return no('amendment')
  if (facts.unitRole === null) return no('no-local-unit')
  if (!rule.unitRoles.includes(facts.unitRole)) return no('other-role')
  if (facts.reached.length === 0) return no('nothing-recognised')
  return measure === 'stock' ? stockVerdict(rule, window, facts) : flowVerdict(rule, window, facts)
}

function flowVerdict(rule: CountingRule, window: Window, facts: Facts): Verdict {
  // A withdrawn standard was made all the same; a pilot that failed or was revoked was not (design, rule 5).
  for (const end of ['failed', 'revoked'] as const) {
    const ended = facts.reached.find((step) => step.stage === end)
    if (ended) return no(end, end, ended.on)
  }
  const since = firstAtOrBeyond(rule.stage, facts)
  if (since === null) {
    const last = furthest(facts)
    const withdrawn = facts.reached.some((step) => step.stage === 'withdrawn')
    return no('stage-not-reached', last?.stage ?? rule.stage, last?.on ?? null, last !== null && !withdrawn)
  }
  if (since.on < window.startsOn) return no('before-window', since.stage, since.on)
  return {
    counts: true,
    late: since.on > window.dueOn,
    spans: [{ since: since.on, until: null }],
    stage: since.stage,
  }
}

function stockVerdict(rule: CountingRule, window: Window, facts: Facts): Verdict {
  const since = firstAtOrBeyond(rule.stage, facts)
  if (since === null) {
    const last = furthest(facts)
    return no('stage-not-reached', last?.stage ?? rule.stage, last?.on ?? null, last !== null)
  }
  const spans = spansInBeing(since.on, facts)
  const [first, ...rest] = spans
  if (!first) return no('ended', 'revoked', since.on)
  return { counts: true, late: first.since > window.dueOn, spans: [first, ...rest], stage: since.stage }
}

/**
 * The days on which a body was in being: its terms joined, cut by its dissolution. A body dissolved on a day is no
 * longer in being on it; a term that ended counts to its last day (design, rule 5).
 */
function spansInBeing(establishedOn: string, facts: Facts): Span[] {
  const terms = facts.terms.length > 0 ? facts.terms : [{ from: establishedOn, to: null }]
  const expiredOn = facts.reached.find((step) => step.stage === 'expired')?.on
  const revokedOn = facts.reached.find((step) => step.stage === 'revoked')?.on
  const joined: Span[] = []
  for (const term of [...terms].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    let until = term.to
    if (expiredOn !== undefined && term.from <= expiredOn && (until === null || until > expiredOn)) until = expiredOn
    const last = joined.at(-1)
    if (last && (last.until === null || dayAfter(last.until) >= term.from)) {
      if (last.until !== null && (until === null || until > last.until)) last.until = until
    } else joined.push({ since: term.from, until })
  }
  if (revokedOn === undefined) return joined
  return joined
    .filter((span) => span.since < revokedOn)
    .map((span) => ({
      since: span.since,
      until: span.until === null || span.until >= revokedOn ? dayBefore(revokedOn) : span.until,
    }))
}

/** The earliest day at which the item stood at the stage or further up its ladder; null where it never did. */
function firstAtOrBeyond(stage: Stage, facts: Facts): { stage: Stage; on: string } | null {
  const ladder = ladderOf(facts.kind, facts.class)
  const needed = rungOf(ladder, stage)
  if (needed < 0) return null
  let first: { stage: Stage; on: string } | null = null
  for (const step of facts.reached)
    if (rungOf(ladder, step.stage) >= needed && (first === null || step.on < first.on)) first = step
  return first
}

/** The rung furthest up the ladder, end states apart; null where only an end state is known. */
export function furthest(facts: Pick<Facts, 'kind' | 'class' | 'reached'>): { stage: Stage; on: string } | null {
  const ladder = ladderOf(facts.kind, facts.class)
  let best: { stage: Stage; on: string } | null = null
  for (const step of facts.reached) {
    const rung = rungOf(ladder, step.stage)
    if (rung >= 0 && (best === null || rung > rungOf(ladder, best.stage))) best = step
  }
  return best
}

/** What the item is said to be on a day: its verdict, read at `asOf`. */
export function verdictOn(verdict: Verdict, window: Window, asOf: string): VerdictOn {
  if (!verdict.counts)
    return { counts: false, reason: verdict.reason, since: null, until: null, stage: verdict.stage, on: verdict.on }
  const [first] = verdict.spans
  if (verdict.late)
    return { counts: false, reason: 'after-due', since: null, until: null, stage: verdict.stage, on: first.since }
  const day = asOf > window.dueOn ? window.dueOn : asOf
  const span = verdict.spans.find((one) => one.since <= day && (one.until === null || one.until >= day))
  if (span) return { counts: true, reason: 'counts', ...span, stage: verdict.stage, on: span.since }
  const ended = verdict.spans.findLast((one) => one.until !== null && one.until < day)
  if (ended) return { counts: false, reason: 'ended', since: null, until: null, stage: verdict.stage, on: ended.until }
  return { counts: false, reason: 'not-yet', since: null, until: null, stage: verdict.stage, on: first.since }
}

export type VerdictOn = {
  counts: boolean
  reason: Reason
  since: string | null
  until: string | null
  stage: Stage | null
  on: string | null
}

/** Effective days in `all` that are not in `taken`. Both hold disjoint spans in rising order. */
export function spansWithout(all: readonly Span[], taken: readonly Span[]): Span[] {
  let rest: Span[] = [...all]
  for (const cut of taken)
    rest = rest.flatMap((span) => {
      if ((cut.until !== null && cut.until < span.since) || (span.until !== null && cut.since > span.until))
        return [span]
      const parts: Span[] = []
      if (cut.since > span.since) parts.push({ since: span.since, until: dayBefore(cut.since) })
      if (cut.until !== null && (span.until === null || cut.until < span.until))
        parts.push({ since: dayAfter(cut.until), until: span.until })
      return parts
    })
  return rest
}

/** Effective days in any of the spans, joined. */
export function spansJoined(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of [...spans].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))) {
    const last = joined.at(-1)
    if (last && (last.until === null || dayAfter(last.until) >= span.since)) {
      if (last.until !== null && (span.until === null || span.until > last.until)) last.until = span.until
    } else joined.push({ ...span })
  }
  return joined
}

const DAY_MS = 86_400_000

/** The calendar day before, `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10)
}

/** The calendar day after, `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
}
