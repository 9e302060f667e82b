import { describe, expect, it } from 'vitest'
import { ENTRY_ACTIONS, ENTRY_STATES, type EntryAction, type EntryState, ROLES } from '../../db/words.ts'
import type { Person } from '../../server/accounts/identity.ts'
import { type EntryStanding, mayAct } from '../../server/entries/workflow.ts'

const entry: EntryStanding = {
  state: 'draft',
  departmentId: 1,
  reporterId: 10,
  signerId: null,
  needsSign: false,
  discardedDays: null,
}
const reporter: Person = { id: 10, roles: [{ role: 'reporter', departmentId: 1 }] }
const head: Person = { id: 11, roles: [{ role: 'head', departmentId: 1 }] }
const reviewer: Person = { id: 12, roles: [{ role: 'reviewer', departmentId: null }] }

describe('the way of an entry', () => {
  it.each([
    ['draft', 'submit', reporter, 'in-review'],
    ['returned', 'submit', reporter, 'in-review'],
    ['awaiting-sign', 'sign', head, 'in-review'],
    ['awaiting-sign', 'return', head, 'returned'],
    ['awaiting-sign', 'recall', reporter, 'draft'],
    ['in-review', 'recall', reporter, 'draft'],
    ['in-review', 'approve', reviewer, 'recognised'],
    ['in-review', 'return', reviewer, 'returned'],
    ['recognised', 'void', reviewer, 'voided'],
    ['draft', 'discard', reporter, 'discarded'],
    ['discarded', 'restore', reporter, 'draft'],
  ] as [EntryState, EntryAction, Person, EntryState][])('%s –%s→', (state, action, person, to) => {
    expect(mayAct(action, { ...entry, state }, person)).toEqual({ allowed: true, to })
  })
  it('goes to the head where the department asks for it', () => {
    expect(mayAct('submit', { ...entry, needsSign: true }, reporter)).toEqual({ allowed: true, to: 'awaiting-sign' })
  })
})

describe('what nobody may', () => {
  it('recognise what they reported or signed', () => {
    const both: Person = { id: 10, roles: [...reporter.roles, ...reviewer.roles] }
    const inReview = { ...entry, state: 'in-review' as const }
    expect(mayAct('approve', inReview, both)).toEqual({ allowed: false, because: 'own-entry' })
    expect(mayAct('approve', { ...inReview, signerId: 12 }, reviewer)).toEqual({ allowed: false, because: 'own-entry' })
  })
  it('act for another department', () => {
    expect(mayAct('submit', { ...entry, departmentId: 2 }, reporter)).toEqual({ allowed: false, because: 'wrong-role' })
  })
  it('change what is recognised, but by voiding it', () => {
    const everyone: Person = { id: 99, roles: ROLES.map((role) => ({ role, departmentId: null })) }
    const allowed = ENTRY_ACTIONS.filter(
      (action) => mayAct(action, { ...entry, state: 'recognised' }, everyone).allowed,
    )
    expect(allowed).toEqual(['void'])
  })
  it('move a voided entry', () => {
    const everyone: Person = { id: 99, roles: ROLES.map((role) => ({ role, departmentId: null })) }
    expect(ENTRY_ACTIONS.some((action) => mayAct(action, { ...entry, state: 'voided' }, everyone).allowed)).toBe(false)
  })
  it('restore after 30 days', () => {
    const discarded = { ...entry, state: 'discarded' as const }
    expect(mayAct('restore', { ...discarded, discardedDays: 30 }, reporter).allowed).toBe(true)
    expect(mayAct('restore', { ...discarded, discardedDays: 31 }, reporter)).toEqual({
      allowed: false,
      because: 'too-late',
    })
  })
  it('act without a role, in any state', () => {
    const nobody: Person = { id: 98, roles: [] }
    for (const state of ENTRY_STATES)
      for (const action of ENTRY_ACTIONS) expect(mayAct(action, { ...entry, state }, nobody).allowed).toBe(false)
  })
})
