/** The claim as a reviewer reads it: in the order in which a cover and a foreword are read. Pure. */
import type { EntryField, EvidenceKind, Kind, Stage } from '../../db/words.ts'
import type { EntryDetail, KnownItem } from '../../server/entries/contract.ts'
import { missingEvidence } from '../../server/entries/required-evidence.ts'
import { isEndStage, ladderOf, rungOf } from '../../server/standards/stages.ts'

/** A line: what it is called, what it says, and what to look for in the evidence. */
export type ClaimLine = {
  field: EntryField
  label: LineLabel
  value: ClaimValue
  /** Texts of which the first found on a page leads there. */
  find: readonly string[]
}
export type LineLabel =
  | 'number'
  | 'planNumber'
  | 'code'
  | 'title'
  | 'day'
  | 'stage'
  | 'units'
  | 'unitRole'
  | 'level'
  | 'belongs'
  | 'evidence'
  | 'task'
  | 'statement'
  | 'text'

/** What stands in a line, to be worded by whoever shows it. */
export type ClaimValue =
  | { is: 'text'; text: string | null }
  | { is: 'day'; day: string | null; stage: Stage | null; until: string | null }
  | { is: 'stage'; stage: Stage | null; before: { stage: Stage; on: string } | null }
  | { is: 'units'; units: EntryDetail['content']['units']; withRoles: boolean }
  | { is: 'roles'; roles: readonly EntryDetail['content']['units'][number]['role'][] }
  | { is: 'level'; level: EntryDetail['content']['level'] }
  | { is: 'belongs'; tags: readonly string[]; project: string | null }
  | { is: 'evidence'; count: number; missing: readonly (EvidenceKind | 'any')[] }
  | { is: 'task'; number: number | null }
  | { is: 'statement'; statement: EntryDetail['content']['statement'] }

type Claim = Pick<EntryDetail, 'content' | 'item' | 'department'>

/** At most eight lines, so that each has a figure key. `kinds` are those of the evidence at hand. */
export function claimLines(claim: Claim, kinds: readonly EvidenceKind[]): ClaimLine[] {
  const { content } = claim
  return content.subject === 'task' ? taskLines(claim, kinds) : itemLines(claim, kinds)
}

function taskLines({ content }: Claim, kinds: readonly EvidenceKind[]): ClaimLine[] {
  const { task, statement, text, effectiveOn } = content
  return [
    { field: 'task', label: 'task', value: { is: 'task', number: task }, find: [] },
    { field: 'statement', label: 'statement', value: { is: 'statement', statement }, find: [] },
    {
      field: 'effectiveOn',
      label: 'day',
      value: { is: 'day', day: effectiveOn, stage: null, until: null },
      find: texts(effectiveOn),
    },
    { field: 'text', label: 'text', value: { is: 'text', text }, find: texts(text) },
    { field: 'evidence', label: 'evidence', value: { is: 'evidence', count: kinds.length, missing: [] }, find: [] },
  ]
}

function itemLines({ content, item }: Claim, kinds: readonly EvidenceKind[]): ClaimLine[] {
  const { kind, stage, number, planNumber, title, effectiveOn, units, tags, project, level, termTo } = content
  const before = item?.steps.filter((step) => step.stage !== stage).at(-1) ?? null
  const isStandard = kind === 'standard'
  const numbered = number ?? (planNumber === null ? (item?.number ?? item?.planNumber ?? null) : null)
  return [
    numbered === null && planNumber !== null
      ? { field: 'planNumber', label: 'planNumber', value: { is: 'text', text: planNumber }, find: texts(planNumber) }
      : { field: 'number', label: numberLabel(kind), value: { is: 'text', text: numbered }, find: texts(numbered) },
    { field: 'title', label: 'title', value: { is: 'text', text: title }, find: texts(title, lastPart(title)) },
    {
      field: 'effectiveOn',
      label: 'day',
      value: { is: 'day', day: effectiveOn, stage, until: termTo },
      find: texts(effectiveOn),
    },
    { field: 'stage', label: 'stage', value: { is: 'stage', stage, before }, find: [] },
    {
      field: 'units',
      label: 'units',
      value: { is: 'units', units, withRoles: !isStandard },
      find: units.map((unit) => unit.name),
    },
    isStandard
      ? {
          field: 'units',
          label: 'unitRole',
          value: { is: 'roles', roles: units.map((unit) => unit.role) },
          find: units.map((unit) => unit.name),
        }
      : { field: 'level', label: 'level', value: { is: 'level', level }, find: [] },
    { field: 'tags', label: 'belongs', value: { is: 'belongs', tags, project }, find: [] },
    {
      field: 'evidence',
      label: 'evidence',
      value: {
        is: 'evidence',
        count: kinds.length,
        missing: kind === null || stage === null ? [] : missingEvidence(kind, stage, kinds).map((one) => one.code),
      },
      find: [],
    },
  ]
}

const numberLabel = (kind: Kind | null): LineLabel => (kind === 'standard' ? 'number' : 'code')
const texts = (...values: (string | null)[]) => values.filter((one): one is string => one !== null && one !== '')

/** Of “医院服务规范 第1部分：通则” a cover may set the parts on lines of their own. */
function lastPart(title: string | null): string | null {
  const parts = title?.split(/\s+/) ?? []
  return parts.length > 1 ? (parts.at(-1) ?? null) : null
}

/** Doubts that keep the claim from being recognised: not settled, and against something that is recognised. */
export function blockingDoubts(detail: Pick<EntryDetail, 'doubts'>): EntryDetail['doubts'] {
  return detail.doubts.filter(
    (one) =>
      one.verdict === null &&
      (one.entry !== null || one.item?.departments.some((by) => by.state === 'recognised') === true),
  )
}

/** What joining a claim to an item of the ledger would move: the stage it reaches, the number it gains, who has it then. */
export function joining(
  department: string,
  { kind, stage, number }: Pick<EntryDetail['content'], 'kind' | 'stage' | 'number'>,
  item: Pick<KnownItem, 'class' | 'stage' | 'number' | 'departments'> | null,
): { stage: Stage | null; number: string | null; departments: number } {
  const ladder = kind === null ? null : ladderOf(kind, item?.class ?? null)
  const isOn =
    ladder !== null &&
    stage !== null &&
    (item?.stage == null || isEndStage(stage) || rungOf(ladder, stage) > rungOf(ladder, item.stage))
  return {
    stage: isOn ? stage : null,
    number: item?.number == null ? number : null,
    departments: new Set([department, ...(item?.departments ?? []).map((one) => one.department)]).size,
  }
}

/** A change of a figure by recognising several claims: what two of them bring to one item counts once. */
export function joinedEffect(
  details: readonly Pick<EntryDetail, 'itemId' | 'id' | 'targets'>[],
): { target: string; now: number; after: number }[] {
  const byTarget = new Map<string, { now: number; items: Map<string, number> }>()
  for (const { id, itemId, targets } of details)
    for (const { target, district } of targets) {
      const known = byTarget.get(target) ?? { now: district.now, items: new Map<string, number>() }
      const key = itemId ?? id
      const change = district.after - district.now
      known.items.set(key, change < 0 ? change : Math.max(change, known.items.get(key) ?? 0))
      byTarget.set(target, known)
    }
  return [...byTarget].map(([target, { now, items }]) => ({
    target,
    now,
    after: now + [...items.values()].reduce((sum, change) => sum + change, 0),
  }))
}
