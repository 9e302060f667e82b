/**
 * From the entries on one item to everything that is derived from them: credits, stages, projects and the ledger row,
 * each with the days on which it was known. Pure, so that a rebuild gives the same rows as every change did.
 */
import {
  type CounterPurpose,
  type CreditStanding,
  type Edition,
  type EntryState,
  type Kind,
  type Level,
  STAGES,
  type Stage,
  type StandardClass,
  type UnitRole,
} from '../../db/words.ts'
import type { CountingRule } from '../plan/contract.ts'
import { isEndStage, ladderOf, rungOf } from '../standards/stages.ts'
import {
  counts,
  dayBefore,
  type Facts,
  furthest,
  type Span,
  spansJoined,
  spansWithout,
  type Window,
} from './counting.ts'

/** What a counter of the plan applies: the target's rules by day of decision, with the counter's patch laid over. */
export type CounterRules = {
  id: number
  purpose: CounterPurpose
  measure: 'flow' | 'stock'
  /** What is on its way to the counting stage is kept too (`followsOpen`). */
  followsOpen: boolean
  window: Window
  /** Rising by `decidedOn`; the last one decided on or before a day is in force on it. */
  versions: readonly { decidedOn: string; rule: CountingRule | null }[]
}

export type PlanRules = { window: Window; counters: readonly CounterRules[]; anyCounter: number }

export type ItemIdentity = { kind: Kind; class: StandardClass | null }

/** An entry with the state that it had at the end of each day on which it moved, rising by day. */
export type DatedEntry = {
  id: number
  departmentId: number
  stage: Stage
  effectiveOn: string
  termTo: string | null
  level: Level | null
  edition: Edition | null
  tags: readonly string[]
  unitRole: UnitRole | null
  projectId: number | null
  correctsId: number | null
  states: readonly { on: string; state: EntryState }[]
}

export type CreditRow = {
  counterId: number
  departmentId: number | null
  standing: CreditStanding
  since: string
  until: string | null
  knownFrom: string
  knownBefore: string | null
  onTime: boolean
  unitRole: UnitRole | null
  stage: Stage | null
}
/** Days on which a row was known: from the first to before the second; null: still. */
type Known = { knownFrom: string; knownBefore: string | null }
export type StageRow = Known & { stage: Stage; effectiveOn: string }
export type ProjectRow = Known & { projectId: number; recognised: boolean }
export type LedgerFacts = {
  level: Level | null
  edition: Edition | null
  stage: Stage
  effectiveOn: string
  recognisedOn: string
  unitRole: UnitRole | null
  tags: string[]
  departmentIds: number[]
}
export type Derived = { credits: CreditRow[]; stages: StageRow[]; projects: ProjectRow[]; ledger: LedgerFacts | null }

const END_OF_TIME = '9999-12-31'

/** Derives all rows of one item in one plan. The order of `entries` makes no difference. */
export function derive(plan: PlanRules, item: ItemIdentity, entries: readonly DatedEntry[]): Derived {
  const sorted = [...entries].sort((a, b) => a.id - b.id)
  const days = changeDays(plan, sorted)
  const credits = new Timeline<CreditNow>()
  const stages = new Timeline<Omit<StageRow, keyof Known>>()
  const projects = new Timeline<Omit<ProjectRow, keyof Known>>()
  for (const knownFrom of days) {
    const { live, withReview } = speaking(sorted, knownFrom)
    if (withReview.length === 0) {
      for (const timeline of [credits, stages, projects]) timeline.step(knownFrom, [])
      continue
    }
    credits.step(knownFrom, creditsKnown(plan, item, live, withReview, knownFrom))
    stages.step(
      knownFrom,
      factsOf(item, live).reached.map((step) => ({ stage: step.stage, effectiveOn: step.on })),
    )
    projects.step(knownFrom, projectsKnown(live, withReview))
  }
  return {
    credits: withOnTime(credits.rows(), plan.window.dueOn),
    stages: stages.rows(),
    projects: projects.rows(),
    ledger: ledgerOn(item, sorted, { asOf: END_OF_TIME, knownAt: END_OF_TIME }),
  }
}

/** The facts about an item as known at the end of a day, or null if nothing was recognised by then. */
export function factsKnownAt(item: ItemIdentity, entries: readonly DatedEntry[], knownAt: string): Facts | null {
  const { live } = speaking(
    [...entries].sort((a, b) => a.id - b.id),
    knownAt,
  )
  return live.length > 0 ? factsOf(item, live) : null
}

/** The entries that speak at the end of a day: recognised, and not corrected by a recognised one. In order of their ids. */
export function entriesKnownAt(entries: readonly DatedEntry[], knownAt: string): DatedEntry[] {
  return speaking(
    [...entries].sort((a, b) => a.id - b.id),
    knownAt,
  ).live
}

/** The rule with its counter's window that is in force at the end of a day; null before any was decided. */
export function ruleInForce(counter: CounterRules, knownAt: string): CountingRule | null {
  return counter.versions.findLast((version) => version.decidedOn <= knownAt)?.rule ?? null
}

/** Every day on which what is known about the item may have changed. */
function changeDays(plan: PlanRules, entries: readonly DatedEntry[]): string[] {
  const days = new Set(entries.flatMap((entry) => entry.states.map((state) => state.on)))
  const first = [...days].sort()[0]
  if (first === undefined) return []
  for (const counter of plan.counters)
    for (const version of counter.versions) if (version.decidedOn > first) days.add(version.decidedOn)
  return [...days].sort()
}

type Speaking = {
  /** Entries that are recognised and not overtaken by a correction. */
  live: DatedEntry[]
  /** The same if every entry with the reviewer were recognised. */
  withReview: DatedEntry[]
}

function speaking(entries: readonly DatedEntry[], knownAt: string): Speaking {
  const stateOf = (entry: DatedEntry) => entry.states.findLast((state) => state.on <= knownAt)?.state
  const recognised = entries.filter((entry) => stateOf(entry) === 'recognised')
  const hoped = entries.filter((entry) => stateOf(entry) === 'recognised' || stateOf(entry) === 'in-review')
  return { live: withoutCorrected(recognised), withReview: withoutCorrected(hoped) }
}

function withoutCorrected(entries: DatedEntry[]): DatedEntry[] {
  const corrected = new Set(entries.map((entry) => entry.correctsId))
  return entries.filter((entry) => !corrected.has(entry.id))
}

function factsOf(item: ItemIdentity, entries: readonly DatedEntry[]): Facts {
  const earliest = new Map<Stage, string>()
  for (const { stage, effectiveOn } of entries) {
    const known = earliest.get(stage)
    if (known === undefined || effectiveOn < known) earliest.set(stage, effectiveOn)
  }
  return {
    ...item,
    level: entries.findLast((entry) => entry.level !== null)?.level ?? null,
    edition: entries.findLast((entry) => entry.edition !== null)?.edition ?? null,
    tags: [...new Set(entries.flatMap((entry) => entry.tags))].sort(),
    unitRole: bestRole(entries),
    reached: [...earliest].map(([stage, on]) => ({ stage, on })),
    terms: entries
      .filter((entry) => entry.stage === 'established')
      .map((entry) => ({ from: entry.effectiveOn, to: entry.termTo })),
  }
}

function bestRole(entries: readonly DatedEntry[]): UnitRole | null {
  if (entries.some((entry) => entry.unitRole === 'lead')) return 'lead'
  return entries.some((entry) => entry.unitRole === 'participant') ? 'participant' : null
}

/**
 * A department's own facts: what the thing is, is known of the item; when it got there and with what role, only from
 * the department's own entries. How it ended is known of the item.
 */
function ownFacts(item: ItemIdentity, district: Facts, own: readonly DatedEntry[]): Facts {
  const facts = factsOf(item, own)
  const ends = district.reached.filter((step) => isEndStage(step.stage))
  return {
    ...district,
    unitRole: facts.unitRole,
    terms: facts.terms,
    reached: [...facts.reached.filter((step) => !isEndStage(step.stage)), ...ends],
  }
}

type CreditNow = Omit<CreditRow, keyof Known | 'onTime'>

function creditsKnown(
  plan: PlanRules,
  item: ItemIdentity,
  live: readonly DatedEntry[],
  withReview: readonly DatedEntry[],
  knownAt: string,
): CreditNow[] {
  const rows: CreditNow[] = []
  const scopes = [null, ...new Set(withReview.map((entry) => entry.departmentId))]
  const facts = factsOf(item, live)
  const hoped = factsOf(item, withReview)
  for (const departmentId of scopes) {
    const mine = (entries: readonly DatedEntry[], district: Facts) =>
      departmentId === null
        ? district
        : ownFacts(
            item,
            district,
            entries.filter((entry) => entry.departmentId === departmentId),
          )
    const anyRecognised: Span[] = []
    const anyInReview: Span[] = []
    for (const counter of plan.counters) {
      // Another reading is only ever asked for the district's recognised figure.
      const isTarget = counter.purpose === 'target'
      if (!isTarget && departmentId !== null) continue
      const rule = ruleInForce(counter, knownAt)
      const spansBy = (entries: readonly DatedEntry[], district: Facts): { spans: readonly Span[]; open: boolean } => {
        const verdict = counts(rule, counter.measure, counter.window, mine(entries, district))
        if (!verdict.counts) return { spans: [], open: verdict.open }
        const ofDistrict = counts(rule, counter.measure, counter.window, district)
        return ofDistrict.counts ? { spans: verdict.spans, open: true } : { spans: [], open: false }
      }
      const now = spansBy(live, facts)
      const then = spansBy(withReview, hoped)
      const unitRole = mine(live, facts).unitRole
      const official = now.spans.filter((span) => span.since <= counter.window.dueOn)
      const waiting = spansWithout(
        then.spans.filter((span) => span.since <= counter.window.dueOn),
        now.spans,
      )
      const put = (standing: CreditStanding, spans: readonly Span[], role: UnitRole | null) => {
        for (const span of spans)
          rows.push({ counterId: counter.id, departmentId, standing, ...span, unitRole: role, stage: null })
      }
      put('recognised', official, unitRole)
      if (!isTarget) continue
      put('in-review', waiting, mine(withReview, hoped).unitRole)
      put(
        'late',
        now.spans.filter((span) => span.since > counter.window.dueOn),
        unitRole,
      )
      anyRecognised.push(...official)
      anyInReview.push(...waiting)
      if (counter.followsOpen && now.open && rule)
        for (const { stage, ...span } of openSpans(mine(live, facts), rule.stage))
          rows.push({ counterId: counter.id, departmentId, standing: 'open', ...span, unitRole, stage })
    }
    const recognised = spansJoined(anyRecognised)
    const inReview = spansWithout(spansJoined(anyInReview), recognised)
    const any = { counterId: plan.anyCounter, departmentId, unitRole: null, stage: null }
    rows.push(...recognised.map((span) => ({ ...any, standing: 'recognised' as const, ...span })))
    rows.push(...inReview.map((span) => ({ ...any, standing: 'in-review' as const, ...span })))
  }
  return rows
}

/** The days that the item spent on each rung below the counting stage, as far as they are recorded. */
function openSpans(facts: Facts, countingStage: Stage): (Span & { stage: Stage })[] {
  const ladder = ladderOf(facts.kind, facts.class)
  const steps = facts.reached
    .filter((step) => rungOf(ladder, step.stage) >= 0)
    .sort((a, b) => rungOf(ladder, a.stage) - rungOf(ladder, b.stage))
  const spans: (Span & { stage: Stage })[] = []
  for (const [index, step] of steps.entries()) {
    if (rungOf(ladder, step.stage) >= rungOf(ladder, countingStage)) break
    const next = steps[index + 1]
    if (next === undefined) spans.push({ stage: step.stage, since: step.on, until: null })
    else if (next.on > step.on) spans.push({ stage: step.stage, since: step.on, until: dayBefore(next.on) })
  }
  return spans
}

function projectsKnown(
  live: readonly DatedEntry[],
  withReview: readonly DatedEntry[],
): Omit<ProjectRow, keyof Known>[] {
  const recognised = new Set(live.flatMap((entry) => entry.projectId ?? []))
  const hoped = new Set(withReview.flatMap((entry) => entry.projectId ?? []))
  return [
    ...[...recognised].map((projectId) => ({ projectId, recognised: true })),
    ...[...hoped]
      .filter((projectId) => !recognised.has(projectId))
      .map((projectId) => ({ projectId, recognised: false })),
  ]
}

/** 补认定 is what the report of the due day did not know of; what it knew stays on time, however corrected since. */
function withOnTime(rows: readonly (CreditNow & Known)[], dueOn: string): CreditRow[] {
  const scopeOf = (row: CreditNow) => `${row.counterId}/${row.departmentId}`
  const known = new Set(
    rows
      .filter((row) => row.standing === 'recognised' && row.knownFrom <= dueOn)
      .filter((row) => row.knownBefore === null || row.knownBefore > dueOn)
      .map(scopeOf),
  )
  return rows.map((row) => ({
    ...row,
    onTime: row.knownFrom <= dueOn || (row.standing === 'recognised' && known.has(scopeOf(row))),
  }))
}

/**
 * How an item stood on a day, by what was known on another, and what was known of it then: the line of the ledger.
 * Null where nothing recognised by then had taken effect.
 */
export function ledgerOn(
  item: ItemIdentity,
  entries: readonly DatedEntry[],
  { asOf, knownAt }: { asOf: string; knownAt: string },
): LedgerFacts | null {
  const { live } = speaking(
    entries.toSorted((a, b) => a.id - b.id),
    knownAt,
  )
  if (live.length === 0) return null
  const facts = factsOf(item, live)
  const now = standingOn(facts, asOf)
  if (!now) return null
  const recognisedOn = live
    .filter((entry) => entry.stage === now.stage && entry.effectiveOn === now.on)
    .map((entry) => entry.states.findLast((state) => state.state === 'recognised' && state.on <= knownAt)?.on ?? now.on)
    .sort()[0]
  return {
    level: facts.level,
    edition: facts.edition,
    stage: now.stage,
    effectiveOn: now.on,
    recognisedOn: recognisedOn ?? now.on,
    unitRole: facts.unitRole,
    tags: [...facts.tags],
    departmentIds: [...new Set(live.map((entry) => entry.departmentId))].sort((a, b) => a - b),
  }
}

/** The end that it came to last by a day, if it was not renewed after it; else the rung furthest up its ladder. */
function standingOn(facts: Facts, asOf: string): { stage: Stage; on: string } | null {
  const reached = facts.reached.filter((step) => step.on <= asOf)
  const end = reached
    .filter((step) => isEndStage(step.stage))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage)))
    .at(-1)
  const renewed = end?.stage === 'expired' && facts.terms.some((term) => term.from > end.on && term.from <= asOf)
  return end && !renewed ? end : furthest({ ...facts, reached })
}

/** Rows as they come and go from day to day, each kept with the days on which it was known. */
class Timeline<Row extends object> {
  readonly #done: (Row & Known)[] = []
  #current = new Map<string, Row & Known>()

  /** From this day on exactly these rows are known. */
  step(day: string, now: readonly Row[]): void {
    const next = new Map<string, Row & Known>()
    for (const row of now) {
      const key = JSON.stringify(row)
      next.set(key, this.#current.get(key) ?? { ...row, knownFrom: day, knownBefore: null })
    }
    for (const [key, row] of this.#current) if (!next.has(key)) this.#done.push({ ...row, knownBefore: day })
    this.#current = next
  }

  /** All rows, in the order in which they became known. */
  rows(): (Row & Known)[] {
    return [...this.#done, ...this.#current.values()].sort((a, b) =>
      a.knownFrom < b.knownFrom ? -1 : a.knownFrom > b.knownFrom ? 1 : 0,
    )
  }
}
