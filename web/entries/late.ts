import type { Returns } from '../../server/periods/contract.ts'

/** A return that its day has passed: `late` can still be handed in, `locked` no more unless it is reopened. */
export type Overdue = { kind: 'late' | 'locked'; period: Returns['periods'][number] }

/**
 * Whether the department's return for the current period is missing although its due day is past; null where it is in,
 * not due, not owed, or nothing is known of the department. `reopened`: the code of a locked period that was opened
 * again for it.
 */
export function overdueReturn(
  returns: Pick<Returns, 'current' | 'periods' | 'departments'>,
  department: string,
  reopened: string | null,
): Overdue | null {
  const period = returns.periods.find((one) => one.code === returns.current)
  const row = returns.departments.find((one) => one.code === department)
  const state = row?.states.find((one) => one.period === period?.code)?.state
  if (period === undefined || state !== 'silent') return null
  return { kind: period.locked && reopened !== period.code ? 'locked' : 'late', period }
}
