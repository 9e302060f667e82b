import type { Role } from '../../db/words.ts'
import type { SignedInPerson } from './api.ts'

/** Where each role begins its work; the first that a person holds. */
const DESKS: readonly (readonly [Role, string])[] = [
  ['admin', '/accounts'],
  ['auditor', '/audit'],
  ['reviewer', '/review'],
  ['reporter', '/desk'],
  ['head', '/sign'],
  ['reporter', '/entries'],
]

/** The address at which a person begins. */
export function deskOf(person: SignedInPerson | null): string {
  return DESKS.find(([role]) => person?.roles.some((one) => one.role === role))?.[1] ?? '/'
}
