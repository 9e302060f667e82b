import { and, eq, inArray, isNotNull, or, type SQL, sql } from 'drizzle-orm'
import { entry } from '../../db/schema.ts'
import { departmentsOf, type Person } from '../accounts/identity.ts'

/**
 * Which entries a person may see, as a condition of the query (security.md rule 10): reporters and heads those of their
 * department; reviewers whatever was ever submitted to them; auditors all; viewers what is recognised.
 */
export function inScope(person: Person): SQL | undefined {
  const of = (roles: Parameters<typeof departmentsOf>[1], also?: SQL) => {
    const departments = departmentsOf(person, roles)
    if (departments === 'all') return also ?? sql`1 = 1`
    if (departments.length === 0) return undefined
    return and(inArray(entry.departmentId, [...departments]), also)
  }
  const conditions = [
    of(['reporter', 'head']),
    of(['reviewer'], isNotNull(entry.firstSubmittedOn)),
    of(['auditor']),
    of(['viewer'], eq(entry.state, 'recognised')),
  ].filter((one) => one !== undefined)
  return conditions.length === 0 ? sql`1 = 0` : or(...conditions)
}
