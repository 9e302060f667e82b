/** 核对: whether what departments are asked to bring adds up, and what a draft still lacks. Pure. */
import type { AllocationSum } from '../../db/words.ts'

/** What one department is asked to bring to one target; where nothing is asked there is no cell. */
export type Cell = { target: string; department: string; value: number; reason: string | null }
/** 差额由谁承担, of one target. */
export type Shortfall = { target: string; reason: string }
export type Asked = { code: string; shortName: string; value: number }

export type SumCheck = { target: string; sum: number; state: AllocationSum; by: number }

/** Shortest written reason, in characters. */
export const REASON_LENGTH = 5

/**
 * Adds up each target's cells against its value: nobody asked (none), too little (under), exactly, or more (over), and
 * by how much. Over is no fault: departments share items, so their parts may add up to more than the district's.
 */
export function checkSums(targets: readonly Asked[], cells: readonly Cell[]): SumCheck[] {
  return targets.map(({ code, value }): SumCheck => {
    const its = cells.filter((cell) => cell.target === code)
    const sum = its.reduce((total, cell) => total + cell.value, 0)
    if (its.length === 0) return { target: code, sum, state: 'none', by: value }
    const state = sum < value ? 'under' : sum > value ? 'over' : 'exact'
    return { target: code, sum, state, by: Math.abs(sum - value) }
  })
}

/** Whether a task that carries the target names the department. */
export type Named = (target: string, department: string) => boolean

export type AllocationFault =
  | { fault: 'no-reason'; target: string; department: string }
  | { fault: 'under'; target: string; by: number }
  | { fault: 'nothing'; target: null }

/**
 * What stands against publishing: a department that no task names and that is asked for something wants a reason; a
 * target that is not fully divided wants a word on who carries the rest (a target that is not divided at all is a gap,
 * and shown as one); and something has to be divided.
 */
export function faultsOf(
  targets: readonly Asked[],
  cells: readonly Cell[],
  shortfalls: readonly Shortfall[],
  isNamed: Named,
): AllocationFault[] {
  const written = (text: string | null | undefined) => [...(text ?? '').trim()].length >= REASON_LENGTH
  if (cells.length === 0) return [{ fault: 'nothing', target: null }]
  const short = checkSums(targets, cells).flatMap(({ target, state, by }): AllocationFault[] =>
    state === 'under' && !written(shortfalls.find((one) => one.target === target)?.reason)
      ? [{ fault: 'under', target, by }]
      : [],
  )
  const unnamed = cells.flatMap(({ target, department, value, reason }): AllocationFault[] =>
    value > 0 && !isNamed(target, department) && !written(reason) ? [{ fault: 'no-reason', target, department }] : [],
  )
  return [...short, ...unnamed]
}
