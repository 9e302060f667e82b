import type { Role } from '../../db/words.ts'
import type { Waiting } from '../../server/notices/contract.ts'
import { useWaiting } from '../notices/api.ts'
import { hasRole, usePerson } from '../session/api.ts'

/** The wording of a place in the bar. */
type Word =
  | 'desk.title'
  | 'periods.title'
  | 'notices.title'
  | 'notices.channels'
  | 'entries.report'
  | 'entries.list'
  | 'review.bar.review'
  | 'review.bar.sign'
  | 'reports.title'
  | 'reports.narrative.title'
  | 'assignments.bar.allocation'
  | 'assignments.bar.duties'
  | 'assignments.bar.rules'
  | 'exchange.bar.place'
  | 'session.bar.accounts'
  | 'session.bar.audit'
  | 'common.nav.ledger'
  | 'common.nav.overview'

/** A place in the bar of whoever is signed in 工作栏. */
export type BarWord = {
  to: string
  word: Word
  /** What waits there for this person; equal to the list behind it. */
  waiting?: number | undefined
}

/** Places in their order, and for whom they are. */
const PLACES: readonly (BarWord & { roles: readonly Role[]; count?: keyof Waiting })[] = [
  { to: '/desk', word: 'desk.title', roles: ['reporter', 'head'], count: 'desk' },
  { to: '/report', word: 'entries.report', roles: ['reporter'] },
  { to: '/entries', word: 'entries.list', roles: ['reporter', 'head'] },
  { to: '/sign', word: 'review.bar.sign', roles: ['head'], count: 'sign' },
  { to: '/review', word: 'review.bar.review', roles: ['reviewer'], count: 'review' },
  { to: '/periods', word: 'periods.title', roles: ['reviewer', 'auditor'], count: 'periods' },
  { to: '/allocation', word: 'assignments.bar.allocation', roles: ['reviewer'] },
  { to: '/assignments', word: 'assignments.bar.duties', roles: ['reviewer'] },
  { to: '/rules', word: 'assignments.bar.rules', roles: ['reviewer'] },
  { to: '/import', word: 'exchange.bar.place', roles: ['reporter'] },
  { to: '/ledger', word: 'common.nav.ledger', roles: ['reporter', 'head', 'reviewer'] },
  { to: '/reports', word: 'reports.title', roles: ['reviewer', 'viewer', 'auditor'] },
  { to: '/narratives', word: 'reports.narrative.title', roles: ['reporter', 'head'] },
  { to: '/accounts', word: 'session.bar.accounts', roles: ['admin'] },
  { to: '/channels', word: 'notices.channels', roles: ['admin'] },
  { to: '/audit', word: 'session.bar.audit', roles: ['auditor'] },
  {
    to: '/notices',
    word: 'notices.title',
    roles: ['reporter', 'head', 'reviewer', 'admin', 'auditor'],
    count: 'notices',
  },
  { to: '/', word: 'common.nav.overview', roles: ['viewer', 'reporter', 'head', 'reviewer', 'admin', 'auditor'] },
]

/** The places for the person who is signed in; none for strangers. */
export function useBarWords(): readonly BarWord[] {
  const person = usePerson()
  const told = useWaiting()
  return PLACES.filter(({ roles }) => hasRole(person, ...roles)).map((one) => ({
    ...one,
    waiting: one.count === undefined ? undefined : (told?.[one.count] ?? undefined),
  }))
}
