import type { Write } from '../../db/open.ts'
import { entry } from '../../db/schema.ts'
import { rowBy } from '../../db/statements.ts'
import type { EntryAction } from '../../db/words.ts'
import type { Person } from '../accounts/identity.ts'
import { dayOf } from '../clock.ts'
import { problem } from '../problem.ts'
import {
  approve,
  discard,
  type Reported,
  type ReturnMore,
  recall,
  requireVersion,
  restore,
  returnEntry,
  sign,
  standingOf,
  submit,
  voidEntry,
} from './changes.ts'
import { contentOf, type EntryRow } from './content.ts'
import { wordFault } from './fault-words.ts'
import { mergeItems } from './items.ts'
import { getEntryInScope } from './lists.ts'
import { listDoubts, openDoubts, settleDoubt } from './near.ts'
import { faultsNow, standingOfEntry } from './preview.ts'
import { notAllowed } from './refusals.ts'
import { mayAct } from './workflow.ts'

export type ActMore = ReturnMore & { version?: number | undefined; reason?: string | undefined }

/**
 * One act of a person on an entry, with everything that is asked of it: that they may see it and do it, that it is as
 * they saw it, that a submission is whole and a recognition free of doubt. The one way for one entry and for many.
 * Answers what is to be logged. Throws `not-found`, `not-allowed`, `stale`, `incomplete`, `doubtful` or `invalid`.
 */
export function act(
  tx: Write,
  person: Person,
  uid: string,
  action: EntryAction,
  more: ActMore,
  now: Date,
): Reported & { detail: unknown } {
  const row = getEntryInScope(tx, person, uid)
  if (more.version !== undefined) requireVersion(tx, row, more.version)
  const verdict = mayAct(action, standingOf(tx, row, now), person)
  if (!verdict.allowed) throw notAllowed(verdict.because, row.state)
  if (action === 'submit') requireWhole(tx, row, now)
  if (action === 'approve') requireNoDoubt(tx, row)
  const moved = move(tx, person, uid, action, more, now)
  const detail = { from: row.state, to: moved.state, reason: more.reason ?? null }
  // What leaves the person's hands is in the log whole (security.md rule 27).
  const isWhole = action === 'submit' || action === 'discard'
  return { ...moved, detail: isWhole ? { ...detail, content: contentNow(tx, row.id) ?? contentOf(tx, row) } : detail }
}

const entryById = rowBy(entry, entry.id)
const contentNow = (tx: Write, id: number) => {
  const row = entryById(tx, id)
  return row && contentOf(tx, row)
}

function move(tx: Write, person: Person, uid: string, action: EntryAction, more: ActMore, now: Date): Reported {
  switch (action) {
    case 'return':
      return returnEntry(tx, person, uid, more.reason ?? '', now, more)
    case 'void':
      return voidEntry(tx, person, uid, more.reason ?? '', now)
    case 'submit':
      return submit(tx, person, uid, now)
    case 'sign':
      return sign(tx, person, uid, now)
    case 'recall':
      return recall(tx, person, uid, now)
    case 'approve':
      return approve(tx, person, uid, now)
    case 'discard':
      return discard(tx, person, uid, now)
    case 'restore':
      return restore(tx, person, uid, now)
  }
}

function requireWhole(tx: Write, row: EntryRow, now: Date): void {
  const claim = standingOfEntry(tx, row)
  const faults = faultsNow(tx, claim, listDoubts(tx, row, claim), dayOf(now))
  if (faults.length === 0) return
  throw problem('incomplete', {
    detail: {
      zh: `还有${faults.length}处要改，没有提交。`,
      en: `${faults.length} things are missing or wrong; it was not submitted.`,
    },
    errors: faults.map((fault) => ({ path: fault.field, message: wordFault(fault) })),
    params: { faults },
  })
}

function requireNoDoubt(tx: Write, row: EntryRow): void {
  const doubts = openDoubts(tx, row)
  if (doubts.length > 0) throw problem('doubtful', { params: { doubts } })
}

/**
 * 定疑点: the reviewer says whether two items are one, or that another day or title stands. The same: the entry's item
 * goes into the other one. Throws `not-found`, `not-allowed`, or `invalid` for a verdict without the words it needs.
 */
export function settle(
  tx: Write,
  person: Person,
  uid: string,
  said: { other: string; verdict: 'same' | 'different'; note?: string | null | undefined },
  now: Date,
): Reported & { detail: unknown } {
  const row = getEntryInScope(tx, person, uid)
  const verdict = mayAct('approve', standingOf(tx, row, now), person)
  if (!verdict.allowed) throw notAllowed(verdict.because, row.state)
  const { merge } = settleDoubt(tx, person, row, { ...said, note: said.note?.trim() || null }, now)
  if (merge !== null && row.itemId !== null) mergeItems(tx, row.itemId, merge)
  return { id: uid, itemId: null, state: row.state, version: row.version, detail: { ...said, merged: merge !== null } }
}
