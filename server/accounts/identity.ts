/** Who a person is to the rules: pure, so that the web can ask the same questions. */
import type { Role } from '../../db/words.ts'

/** What the rules need to know of a person: roles, each for one department or (null) for all. */
export type Person = { id: number; roles: readonly { role: Role; departmentId: number | null }[] }

/** A person who has signed in, or a program that acts for one by a token. */
export type SignedIn = {
  id: number
  roles: readonly { role: Role; departmentId: number | null; department: string | null }[]
  uid: string
  name: string
  displayName: string
  by: { session: number; csrfToken: string } | { token: number }
  /** Nothing else can be done before the password is changed. */
  mustChangePassword: boolean
}

/** How far a role reaches 范围: what is one's own, one's department's, or everything. */
export const REACHES = ['own', 'department', 'all'] as const
export type Reach = (typeof REACHES)[number]

/** Whether a person holds a role for a department; a role for all departments covers each. */
export function holds(person: Person, role: Role, departmentId: number | null): boolean {
  return person.roles.some(
    (one) => one.role === role && (one.departmentId === null || one.departmentId === departmentId),
  )
}

/** Departments for which a person holds any of these roles; `all` where one of them is for all. */
export function departmentsOf(person: Person, roles: readonly Role[]): readonly number[] | 'all' {
  const held = person.roles.filter((one) => roles.includes(one.role))
  if (held.some((one) => one.departmentId === null)) return 'all'
  return [...new Set(held.flatMap((one) => one.departmentId ?? []))]
}
