import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Read } from '../../db/open.ts'
import { department, entry, item } from '../../db/schema.ts'
import { kept, rowBy } from '../../db/statements.ts'
import type { Stage } from '../../db/words.ts'
import { listDatedEntries } from '../items/credits.ts'
import type { DatedEntry } from '../items/derive.ts'
import { isEndStage, ladderOf, rungOf } from '../standards/stages.ts'
import type { KnownItem } from './contract.ts'

/** Whose eyes look: a department sees its own entries and what others have with the reviewer or recognised. */
export type Sight = { planId: number; departmentId: number | null; entryId: number | null }

const stateNow = (one: DatedEntry) => one.states.at(-1)?.state

/** What was submitted on an item and still speaks for whoever looks; without one entry and what it corrects. */
export function speakingFor(db: Read, itemId: number, sight: Sight, correctsId: number | null): DatedEntry[] {
  const all = listDatedEntries(db, sight.planId, itemId).filter(
    (one) => one.id !== sight.entryId && one.id !== correctsId,
  )
  const heard = all.filter((one) => {
    const state = stateNow(one)
    if (state === 'recognised') return true
    return one.departmentId === sight.departmentId && (state === 'in-review' || state === 'awaiting-sign')
  })
  const overtaken = new Set(heard.filter((one) => stateNow(one) === 'recognised').map((one) => one.correctsId))
  return heard.filter((one) => !overtaken.has(one.id))
}

/** The earliest day of each stage, in the order in which they were reached. */
export function stepsOf(entries: readonly DatedEntry[]): { stage: Stage; on: string }[] {
  const first = new Map<Stage, string>()
  for (const { stage, effectiveOn } of entries) {
    const known = first.get(stage)
    if (known === undefined || effectiveOn < known) first.set(stage, effectiveOn)
  }
  return [...first].map(([stage, on]) => ({ stage, on })).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

const itemById = rowBy(item, item.id)
const entriesOn = kept((db: Read) =>
  db
    .select({
      id: entry.id,
      departmentId: entry.departmentId,
      code: department.code,
      state: entry.state,
      on: entry.firstSubmittedOn,
    })
    .from(entry)
    .innerJoin(department, eq(department.id, entry.departmentId))
    .where(
      and(
        eq(entry.itemId, sql.placeholder('itemId')),
        eq(entry.planId, sql.placeholder('planId')),
        inArray(entry.state, ['recognised', 'in-review', 'awaiting-sign', 'draft', 'returned']),
      ),
    )
    .orderBy(asc(entry.id)),
)

/** An item as somebody who reports may see it: how far it is, and which departments report it. */
export function knownItem(db: Read, itemId: number, sight: Sight): KnownItem | null {
  const row = itemById(db, itemId)
  if (!row) return null
  const steps = stepsOf(speakingFor(db, itemId, sight, null))
  const ladder = ladderOf(row.kind, row.class)
  const height = (stage: Stage) => (isEndStage(stage) ? ladder.length : rungOf(ladder, stage))
  const now = steps.toSorted((a, b) => height(b.stage) - height(a.stage))[0]
  const entries = entriesOn(db)
    .all({ itemId, planId: sight.planId })
    .filter((one) => one.id !== sight.entryId)
    .filter((one) => one.state === 'recognised' || one.state === 'in-review' || one.departmentId === sight.departmentId)
  const { uid: id, kind, number, planNumber, title } = row
  return {
    id,
    kind,
    class: row.class,
    number,
    planNumber,
    title,
    stage: now?.stage ?? null,
    effectiveOn: now?.on ?? null,
    steps,
    departments: entries.map(({ code, state, on }) => ({ department: code, state, on })),
  }
}
