import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import {
  account,
  accountRole,
  allocation,
  allocationVersion,
  counter,
  department,
  entry,
  evidence,
  item,
  plan,
  target,
} from '../../db/schema.ts'
import { kept, rowBy } from '../../db/statements.ts'
import type { EntryField, StandardClass } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { counts, type Facts, verdictOn } from '../items/counting.ts'
import { getPlanRules, listDatedEntries } from '../items/credits.ts'
import { type DatedEntry, derive, factsKnownAt, type ItemIdentity, ruleInForce } from '../items/derive.ts'
import { tallyKnownAt } from '../items/tally.ts'
import type { CountingRule } from '../plan/contract.ts'
import { problem } from '../problem.ts'
import { parseStandardNumber } from '../standards/number.ts'
import { contentFrom, getEntry } from './changes.ts'
import { type Fault, faultsOf, MIN_DIFFERENCE } from './completeness.ts'
import { type Content, contentOf, differencesOf, type EntryRow } from './content.ts'
import type { Doubt, EntryBody, Preview, PreviewTarget } from './contract.ts'
import { identify } from './identity.ts'
import { findItemOf } from './items.ts'
import { knownItem, type Sight, speakingFor, stepsOf } from './known.ts'
import { findNear, listDoubts } from './near.ts'
import { mayReport } from './workflow.ts'

/** A claim, written down or not: what is said, by whom, and of which item as far as that is known. */
export type Standing = Sight & {
  departmentId: number
  correctsId: number | null
  itemId: number | null
  content: Content
}

export function standingOfEntry(db: Read, row: EntryRow): Standing {
  const { planId, departmentId, correctsId, itemId } = row
  return { planId, departmentId, entryId: row.id, correctsId, itemId, content: contentOf(db, row) }
}

/** What is missing or wrong before it can be submitted, in the order of the form. */
export function faultsNow(db: Read, claim: Standing, doubts: readonly Doubt[], today: string): Fault[] {
  const { content, itemId, correctsId } = claim
  const known = itemId === null ? undefined : itemById(db, itemId)
  const near = doubts.filter((one) => one.entry === null && one.verdict === null)
  const corrected = correctsId === null ? undefined : db.select().from(entry).where(eq(entry.id, correctsId)).get()
  return faultsOf(content, {
    today,
    itemClass: known?.class ?? null,
    reached: itemId === null ? [] : stepsOf(speakingFor(db, itemId, claim, correctsId)),
    evidence: evidenceKinds(db, claim),
    unanswered: near.filter((one) => one.answer === null).length,
    withoutDifference: near.filter(
      (one) => one.answer === 'different' && [...(one.difference ?? '')].length < MIN_DIFFERENCE,
    ).length,
    nothingCorrected: corrected !== undefined && differencesOf(contentOf(db, corrected), content).length === 0,
  })
}

function evidenceKinds(db: Read, { entryId, correctsId }: Standing) {
  return kindsOfEvidence(db)
    .all({ entryId, correctsId })
    .map((row) => row.kind)
}

const itemById = rowBy(item, item.id)
const departmentByCode = rowBy(department, department.code)
const departmentById = rowBy(department, department.id)
const kindsOfEvidence = kept((db: Read) =>
  db
    .selectDistinct({ kind: evidence.kind })
    .from(evidence)
    .where(inArray(evidence.entryId, [sql.placeholder('entryId'), sql.placeholder('correctsId')]))
    .orderBy(asc(evidence.kind)),
)

/**
 * How a draft would be read and what it would count for if it were recognised today (reads only). Throws where a code
 * is unknown or the person may not report for the department.
 */
export function previewEntry(
  db: Read,
  person: Person,
  body: EntryBody & { entry?: string | undefined },
  now: Date,
): Preview {
  const today = dayOf(now)
  const row = body.entry === undefined ? null : getEntry(db, body.entry)
  if (row !== null && !mayReport(person, row.departmentId)) throw problem('not-found')
  const planRow = db.select({ id: plan.id }).from(plan).where(eq(plan.code, body.plan)).get()
  if (!planRow) throw problem('not-found')
  const departmentId = row?.departmentId ?? departmentFor(db, person, body.department).id
  const read =
    body.number == null || (body.kind != null && body.kind !== 'standard') ? null : parseStandardNumber(body.number)
  const isUnread = read !== null && !read.ok && read.reason !== 'plan-number'
  const content = contentFrom(row === null ? null : contentOf(db, row), {
    ...body,
    ...(isUnread ? { number: null } : {}),
  })
  const itemId = content.subject === 'task' ? null : itemMeant(db, content)
  const claim: Standing = {
    planId: planRow.id,
    departmentId,
    entryId: row?.id ?? null,
    correctsId: row?.correctsId ?? null,
    itemId,
    content,
  }
  const doubts = doubtsNow(db, claim, row, body.answers ?? [])
  return {
    number: read,
    planNumber: content.planNumber,
    item: itemId === null ? null : knownItem(db, itemId, claim),
    doubts,
    faults: faultsNow(db, claim, doubts, today).map(({ params = {}, ...fault }) => ({ ...fault, params })),
    targets: content.subject === 'task' ? [] : effectsOf(db, claim, today),
    next: nextActorOf(db, departmentId),
    today,
  }
}

/** The doubts about a draft, with the answers that it brings along. */
function doubtsNow(
  db: Read,
  claim: Standing,
  row: EntryRow | null,
  answers: NonNullable<EntryBody['answers']>,
): Doubt[] {
  const { content, itemId } = claim
  const stored = row === null ? [] : listDoubts(db, row, claim)
  if (content.kind === null) return []
  return findNear(db, { ...content, kind: content.kind, itemId }, claim).flatMap((near): Doubt[] => {
    const other = knownItem(db, near.itemId, claim)
    if (!other) return []
    const said = answers.find((one) => one.item === other.id)
    const old = stored.find((one) => one.other === other.id)
    const blank = { answer: null, difference: null, answeredBy: null, verdict: null, note: null, settledBy: null }
    const base = old ?? { ...blank, kind: near.kind, other: other.id, item: other, entry: null }
    return [{ ...base, ...(said ? { answer: said.answer, difference: said.difference ?? null } : {}) }]
  })
}

/** The item that a content means, if it is known; nothing is made. */
function itemMeant(db: Read, content: Content): number | null {
  if (content.kind === null) return null
  if (content.item !== null) {
    const chosen = db.select().from(item).where(eq(item.uid, content.item)).get()
    return chosen?.kind === content.kind ? chosen.id : null
  }
  const identity = identify({ ...content, kind: content.kind })
  return identity === null ? null : (findItemOf(db, content.kind, identity)?.id ?? null)
}

/** The department that a person reports for: the one named, or the only one. Throws a problem where that is unclear. */
export function departmentFor(db: Read, person: Person, code: string | undefined): { id: number; code: string } {
  const named = code === undefined ? undefined : departmentByCode(db, code)
  if (code !== undefined) {
    if (named && mayReport(person, named.id)) return named
    throw problem('invalid', {
      errors: [
        { path: 'department', message: { zh: '不能替这个部门填报', en: 'You cannot report for this department' } },
      ],
    })
  }
  const own = person.roles.filter((one) => one.role === 'reporter').map((one) => one.departmentId)
  const [only, ...others] = [...new Set(own)]
  if (only != null && others.length === 0) {
    const home = departmentById(db, only)
    if (home) return home
  }
  throw problem('invalid', {
    errors: [
      { path: 'department', message: { zh: '请说明为哪个部门填报', en: 'Say for which department you report' } },
    ],
  })
}

/** Who acts once it is submitted: the head, where the department asks for it, else the reviewers. */
export function nextActorOf(db: Read, departmentId: number): Preview['next'] {
  const home = db.select().from(department).where(eq(department.id, departmentId)).get()
  const role = home?.needsSign ? 'head' : 'reviewer'
  const people = db
    .selectDistinct({ name: account.displayName })
    .from(accountRole)
    .innerJoin(account, eq(account.id, accountRole.accountId))
    .where(
      and(
        eq(accountRole.role, role),
        isNull(account.disabledAt),
        or(isNull(accountRole.departmentId), eq(accountRole.departmentId, departmentId)),
      ),
    )
    .orderBy(asc(account.displayName))
    .limit(5)
    .all()
  return { action: role === 'head' ? 'sign' : 'approve', people: people.map((one) => one.name) }
}

// ── what it would count for ──────────────────────────────────────────────────────────────────────────────────────

/** Later than every entry that is written down. */
const HYPOTHETICAL = Number.MAX_SAFE_INTEGER

/**
 * What recognising a claim today would change, by target: from the rules and the function that every figure is derived
 * by, applied to what is recognised with and without it.
 */
export function effectsOf(db: Read, claim: Standing, today: string): PreviewTarget[] {
  const { planId, departmentId, itemId } = claim
  const rules = getPlanRules(db, planId)
  const identity = identityOf(db, claim)
  const recognised =
    itemId === null
      ? []
      : listDatedEntries(db, planId, itemId).filter(
          (one) => one.id !== claim.entryId && one.states.at(-1)?.state === 'recognised',
        )
  const missing = missingFacts(claim, identity)
  const said = hypothetical(claim, today)
  const withIt = said === null ? recognised : [...recognised, said]
  const before = derive(rules, identity, recognised).credits
  const after = said === null || missing.length > 0 ? before : derive(rules, identity, withIt).credits
  // An official figure stands still after the due day.
  const day = today > rules.window.dueOn ? rules.window.dueOn : today
  const tally = tallyKnownAt(db, planId, today)
  const allocations = allocationsOf(db, planId, departmentId, today)
  const targets = db
    .select({ code: target.code, id: target.id, counterId: counter.id })
    .from(target)
    .innerJoin(counter, and(eq(counter.targetId, target.id), eq(counter.purpose, 'target')))
    .where(eq(target.planId, planId))
    .orderBy(asc(target.number))
    .all()
  const figures = tally.on(
    day,
    targets.map((one) => one.counterId),
  )
  return targets.flatMap(({ code, id, counterId }): PreviewTarget[] => {
    const own = rules.counters.find((one) => one.id === counterId)
    if (!own) return []
    const rule = ruleInForce(own, today)
    const facts = withIt.length > 0 ? factsKnownAt(identity, withIt, today) : null
    const whole = wholeFacts(facts, identity, claim, rule, today)
    const verdict = counts(rule, own.measure, own.window, missing.length > 0 ? whole : (facts ?? whole))
    const isOpen = missing.length > 0 && verdict.counts
    const alive = (rows: typeof before, departmentIs: number | null) =>
      rows.some(
        (row) =>
          row.counterId === counterId &&
          row.departmentId === departmentIs &&
          row.standing === 'recognised' &&
          row.knownBefore === null &&
          row.since <= day &&
          (row.until === null || row.until >= day),
      )
    const change = (departmentIs: number | null) => {
      const now = figures
        .filter((one) => one.counterId === counterId && one.standing === 'recognised')
        .filter((one) => one.departmentId === (departmentIs ?? 0))
        .reduce((sum, one) => sum + one.items, 0)
      return { now, after: now + Number(alive(after, departmentIs)) - Number(alive(before, departmentIs)) }
    }
    const on = verdictOn(verdict, own.window, today)
    return [
      {
        target: code,
        standing: isOpen ? 'open' : on.counts ? 'counts' : 'counts-not',
        verdict: on,
        missing: isOpen ? missing : [],
        district: change(null),
        department: { ...change(departmentId), allocated: allocations.get(id) ?? null },
      },
    ]
  })
}

function identityOf(db: Read, { itemId, content }: Standing): ItemIdentity {
  const known = itemId === null ? undefined : db.select().from(item).where(eq(item.id, itemId)).get()
  const kind = known?.kind ?? content.kind ?? 'standard'
  const read = content.number !== null && kind === 'standard' ? parseStandardNumber(content.number) : null
  const standardClass = known?.class ?? (read?.ok ? read.class : null) ?? classOf(content)
  return { kind, class: standardClass }
}

function classOf(content: Content): StandardClass | null {
  return content.kind === null ? null : (identify({ ...content, kind: content.kind })?.class ?? content.class)
}

/** What a counting rule asks that has not been said yet. */
function missingFacts({ content }: Standing, identity: ItemIdentity): EntryField[] {
  const missing: EntryField[] = []
  if (content.kind === null) missing.push('kind')
  if (identity.kind === 'standard' && identity.class === null) missing.push('class')
  if (identity.kind !== 'standard' && identity.kind !== 'enterprise' && content.level === null) missing.push('level')
  if (content.stage === null) missing.push('stage')
  if (content.effectiveOn === null) missing.push('effectiveOn')
  if (!content.units.some((unit) => unit.role !== null)) missing.push('units')
  return missing
}

function hypothetical({ departmentId, correctsId, content }: Standing, today: string): DatedEntry | null {
  const { stage, effectiveOn, termTo, level, edition, tags } = content
  if (stage === null || effectiveOn === null) return null
  const roles = content.units.map((unit) => unit.role)
  return {
    id: HYPOTHETICAL,
    departmentId,
    stage,
    effectiveOn,
    termTo,
    level,
    edition,
    tags: tags.toSorted(),
    unitRole: roles.includes('lead') ? 'lead' : roles.includes('participant') ? 'participant' : null,
    projectId: null,
    correctsId,
    states: [{ on: today, state: 'recognised' }],
  }
}

/** The facts as they would be if what is missing were said in the claim's favour. */
function wholeFacts(
  facts: Facts | null,
  identity: ItemIdentity,
  { content }: Standing,
  rule: CountingRule | null,
  today: string,
): Facts {
  const stage = content.stage ?? rule?.stage ?? null
  return {
    kind: identity.kind,
    class: identity.class ?? rule?.classes?.[0] ?? null,
    level: facts?.level ?? content.level ?? rule?.levels?.[0] ?? null,
    edition: facts?.edition ?? content.edition,
    tags: facts?.tags ?? content.tags,
    unitRole: facts?.unitRole ?? content.units.find((unit) => unit.role !== null)?.role ?? 'lead',
    reached: facts?.reached ?? (stage === null ? [] : [{ stage, on: content.effectiveOn ?? today }]),
    terms: facts?.terms ?? [],
  }
}

function allocationsOf(db: Read, planId: number, departmentId: number, today: string): Map<number, number> {
  const version = db
    .select({ id: allocationVersion.id })
    .from(allocationVersion)
    .where(and(eq(allocationVersion.planId, planId), lte(allocationVersion.decidedOn, today)))
    .orderBy(desc(allocationVersion.decidedOn), desc(allocationVersion.version))
    .get()
  if (!version) return new Map()
  const rows = db
    .select({ targetId: allocation.targetId, value: allocation.value })
    .from(allocation)
    .where(and(eq(allocation.versionId, version.id), eq(allocation.departmentId, departmentId)))
    .all()
  return new Map(rows.map((row) => [row.targetId, row.value]))
}
