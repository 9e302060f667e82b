/**
 * Who may do what with an entry in which state 填报状态: one table, asked by the server before a write and by the web
 * before it shows a button. Pure.
 */
import { ENTRY_ACTIONS, type EntryState, type Role } from '../../db/words.ts'
import { holds, type Person } from '../accounts/identity.ts'

/** What the table needs to know of an entry. */
export type EntryStanding = {
  state: EntryState
  departmentId: number
  reporterId: number
  /** Everybody who wrote to it beside the reporter. */
  authorIds?: readonly number[]
  /** Who signed it on its way to the reviewer; null where nobody has. */
  signerId: number | null
  /** The department asks its head to sign what leaves it. */
  needsSign: boolean
  /** Days since it was discarded; a discarded draft can be restored for 30 days. */
  discardedDays: number | null
}

export type MayAct = { allowed: true; to: EntryState } | { allowed: false; because: Refusal }
export const REFUSALS = ['wrong-state', 'wrong-role', 'own-entry', 'too-late'] as const
export type Refusal = (typeof REFUSALS)[number]

/** The moves, and what leaves the state as it is: editing a draft, and beginning a correction of what is recognised. */
export const ENTRY_VERBS = ['edit', ...ENTRY_ACTIONS, 'correct'] as const
export type EntryVerb = (typeof ENTRY_VERBS)[number]

type Rule = { role: Role; from: readonly EntryState[]; to: (entry: EntryStanding) => EntryState }

const RESTORE_DAYS = 30

const TABLE = {
  submit: { role: 'reporter', from: ['draft', 'returned'], to: (e) => (e.needsSign ? 'awaiting-sign' : 'in-review') },
  sign: { role: 'head', from: ['awaiting-sign'], to: () => 'in-review' },
  recall: { role: 'reporter', from: ['awaiting-sign', 'in-review'], to: () => 'draft' },
  approve: { role: 'reviewer', from: ['in-review'], to: () => 'recognised' },
  return: { role: 'reviewer', from: ['in-review'], to: () => 'returned' },
  void: { role: 'reviewer', from: ['recognised'], to: () => 'voided' },
  discard: { role: 'reporter', from: ['draft', 'returned'], to: () => 'discarded' },
  restore: { role: 'reporter', from: ['discarded'], to: () => 'draft' },
  edit: { role: 'reporter', from: ['draft', 'returned'], to: (e) => e.state },
  correct: { role: 'reporter', from: ['recognised'], to: (e) => e.state },
} satisfies Record<EntryVerb, Rule>

/** Whether a person may act on an entry now, what it then becomes, or why not. */
export function mayAct(action: EntryVerb, entry: EntryStanding, person: Person): MayAct {
  const rule: Rule = TABLE[action]
  const headReturns = action === 'return' && entry.state === 'awaiting-sign'
  const role = headReturns ? 'head' : rule.role
  if (!holds(person, role, entry.departmentId)) return { allowed: false, because: 'wrong-role' }
  if (!headReturns && !rule.from.includes(entry.state)) return { allowed: false, because: 'wrong-state' }
  // Whoever reported or signed cannot approve (design, rule 9), nor judge otherwise what they reported (security, 11).
  const reported = person.id === entry.reporterId || entry.authorIds?.includes(person.id) === true
  if (action === 'approve' && (reported || person.id === entry.signerId))
    return { allowed: false, because: 'own-entry' }
  if (action === 'return' && !headReturns && reported) return { allowed: false, because: 'own-entry' }
  if (action === 'restore' && (entry.discardedDays ?? 0) > RESTORE_DAYS) return { allowed: false, because: 'too-late' }
  return { allowed: true, to: rule.to(entry) }
}

/** What a person may do with an entry now, and why not the rest of what their roles have to do with. */
export function actsOf(
  entry: EntryStanding,
  person: Person,
): { allowed: EntryVerb[]; refused: { action: EntryVerb; because: Refusal }[] } {
  const verdicts = ENTRY_VERBS.map((action) => ({ action, verdict: mayAct(action, entry, person) }))
  return {
    allowed: verdicts.flatMap(({ action, verdict }) => (verdict.allowed ? [action] : [])),
    refused: verdicts.flatMap(({ action, verdict }) =>
      verdict.allowed || verdict.because === 'wrong-role' ? [] : [{ action, because: verdict.because }],
    ),
  }
}

/** Whether a person may report for a department. */
export function mayReport(person: Person, departmentId: number): boolean {
  return holds(person, 'reporter', departmentId)
}
