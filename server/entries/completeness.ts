/**
 * What an entry still lacks before it can leave the department 还差什么: asked by the form as it is typed and by the
 * server at submission. Pure: the day of today and what is known of the item are given.
 */
import type {
  EntryFault,
  EntryField,
  EvidenceKind,
  Kind,
  Level,
  Stage,
  StandardClass,
  TaskStatement,
  UnitRole,
} from '../../db/words.ts'
import { parseStandardNumber } from '../standards/number.ts'
import { isEndStage, ladderOf, rungOf } from '../standards/stages.ts'
import { missingEvidence } from './required-evidence.ts'

/** What a draft says, as far as it says it. */
export type Claim = {
  subject: 'item' | 'task'
  kind: Kind | null
  number: string | null
  planNumber: string | null
  title: string | null
  class: StandardClass | null
  level: Level | null
  stage: Stage | null
  effectiveOn: string | null
  dayConfirmed: boolean
  termTo: string | null
  units: readonly { name: string; role: UnitRole | null }[]
  task: number | null
  statement: TaskStatement | null
  text: string | null
}

/** What is known beside the draft. */
export type Known = {
  today: string
  /** Class of the item, where it is known. */
  itemClass: StandardClass | null
  /** Stages that the item is known to have reached, what is corrected apart. */
  reached: readonly { stage: Stage; on: string }[]
  /** Kinds of the evidence at hand. */
  evidence: readonly EvidenceKind[]
  /** Near duplicates that were not answered, and answers that lack the difference in words. */
  unanswered: number
  withoutDifference: number
  /** A correction that says what the corrected entry says. */
  nothingCorrected: boolean
}

export type FaultParams = { [name: string]: string | number }
export type Fault = { field: EntryField; code: EntryFault; params?: FaultParams }

export const MIN_TITLE = 2
export const MIN_TEXT = 20
export const MAX_TEXT = 500
export const MIN_DIFFERENCE = 5

/** Kinds whose level some counting rule reads. */
const LEVELLED: readonly Kind[] = ['pilot', 'organization', 'platform']

/** Everything that is wrong or missing, in the order of the form; empty: it can be submitted. */
export function faultsOf(claim: Claim, known: Known): Fault[] {
  return claim.subject === 'task' ? taskFaults(claim, known) : itemFaults(claim, known)
}

function taskFaults(claim: Claim, known: Known): Fault[] {
  const faults: Fault[] = []
  if (claim.task === null) faults.push({ field: 'task', code: 'no-task' })
  if (claim.statement === null) faults.push({ field: 'statement', code: 'no-statement' })
  if (claim.effectiveOn === null) faults.push({ field: 'effectiveOn', code: 'no-day' })
  else if (claim.effectiveOn > known.today) faults.push({ field: 'effectiveOn', code: 'day-ahead' })
  const length = [...(claim.text ?? '').trim()].length
  if (length < MIN_TEXT || length > MAX_TEXT) faults.push({ field: 'text', code: 'short-text', params: { length } })
  if (known.nothingCorrected) faults.push({ field: 'text', code: 'nothing-corrected' })
  return faults
}

function itemFaults(claim: Claim, known: Known): Fault[] {
  const faults: Fault[] = []
  const { kind, stage } = claim
  const titleLength = [...(claim.title ?? '').trim()].length
  if (claim.number === null && claim.planNumber === null && titleLength === 0)
    faults.push({ field: 'number', code: 'nothing-named' })
  else if (titleLength < MIN_TITLE) faults.push({ field: 'title', code: 'short-title' })
  if (kind === null) faults.push({ field: 'kind', code: 'no-kind' })
  const read = kind === 'standard' && claim.number !== null ? parseStandardNumber(claim.number) : null
  if (read?.ok && !read.dated) faults.push({ field: 'number', code: 'no-year' })
  const classKnown = (read?.ok ? read.class : null) ?? known.itemClass ?? claim.class
  if (kind === 'standard' && classKnown === null) faults.push({ field: 'class', code: 'no-class' })
  if (kind !== null && LEVELLED.includes(kind) && claim.level === null)
    faults.push({ field: 'level', code: 'no-level' })
  if (known.unanswered > 0) faults.push({ field: 'item', code: 'unanswered', params: { count: known.unanswered } })
  else if (known.withoutDifference > 0) faults.push({ field: 'item', code: 'no-difference' })
  faults.push(...stageFaults(claim, known, classKnown))
  faults.push(...dayFaults(claim, known, classKnown, read?.ok ? read.year : null))
  if (claim.units.length === 0) faults.push({ field: 'units', code: 'no-unit' })
  else {
    const without = claim.units.find((unit) => unit.role === null)
    if (without) faults.push({ field: 'units', code: 'no-unit-role', params: { unit: without.name } })
  }
  if (kind !== null && stage !== null)
    for (const { code } of missingEvidence(kind, stage, known.evidence))
      faults.push({ field: 'evidence', code: 'no-evidence', params: { evidence: code } })
  if (known.nothingCorrected) faults.push({ field: 'stage', code: 'nothing-corrected' })
  return faults
}

/** A rung below one that was reached is refused; an end state may always follow. */
function stageFaults({ kind, stage }: Claim, known: Known, itemClass: StandardClass | null): Fault[] {
  if (stage === null) return [{ field: 'stage', code: 'no-stage' }]
  if (kind === null || isEndStage(stage)) return []
  const ladder = ladderOf(kind, itemClass)
  const furthest = known.reached
    .filter((step) => rungOf(ladder, step.stage) > rungOf(ladder, stage))
    .sort((a, b) => rungOf(ladder, b.stage) - rungOf(ladder, a.stage))[0]
  return furthest ? [{ field: 'stage', code: 'stage-back', params: { from: furthest.stage, to: stage } }] : []
}

function dayFaults(claim: Claim, known: Known, itemClass: StandardClass | null, year: number | null): Fault[] {
  const { kind, stage, effectiveOn: on } = claim
  if (on === null) return [{ field: 'effectiveOn', code: 'no-day', params: stage === null ? {} : { stage } }]
  const faults: Fault[] = []
  const day = (code: EntryFault, params: FaultParams = {}) => faults.push({ field: 'effectiveOn', code, params })
  if (on > known.today) day('day-ahead')
  const earlier = kind === null || stage === null ? undefined : lastBefore(kind, itemClass, stage, known.reached)
  if (earlier && on < earlier.on) day('day-before-stage', { stage: earlier.stage, on: earlier.on })
  const isIssue = stage === 'issued' || stage === 'published'
  if (isIssue && year !== null && Number(on.slice(0, 4)) !== year && !claim.dayConfirmed)
    day('day-not-number-year', { year, dayYear: Number(on.slice(0, 4)) })
  if (claim.termTo !== null && claim.termTo < on) faults.push({ field: 'termTo', code: 'term-before-day' })
  return faults
}

/** The latest day on which a rung below this one (any rung, for an end state) was reached. */
function lastBefore(
  kind: Kind,
  itemClass: StandardClass | null,
  stage: Stage,
  reached: readonly { stage: Stage; on: string }[],
): { stage: Stage; on: string } | undefined {
  const ladder = ladderOf(kind, itemClass)
  const rung = isEndStage(stage) ? ladder.length : rungOf(ladder, stage)
  return reached
    .filter((step) => rungOf(ladder, step.stage) >= 0 && rungOf(ladder, step.stage) < rung)
    .sort((a, b) => (a.on < b.on ? 1 : -1))[0]
}
