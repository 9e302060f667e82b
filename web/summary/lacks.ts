import type { Summary, SummaryTarget } from '../../server/summary/contract.ts'
import { lackOf } from '../format.ts'

/** What a department lacks of its allocation of one target, in whole items from one up. */
export type Lack = { department: string; target: string; recognised: number; allocated: number; lack: number }

type Part = Pick<SummaryTarget['byDepartment'][number], 'recognised' | 'allocated' | 'expected'>

/** What a department lacks of its part in whole items: against pace, after the due day of all that was allocated. */
export function partLack({ recognised, allocated, expected }: Part, due: boolean): number | null {
  if (allocated === null) return null
  return lackOf(due ? allocated : expected, recognised)
}

/** The departments that lack a whole item or more of a target, largest lack first, then in the plan's order. */
export function lacksOf(target: SummaryTarget, due: boolean): Lack[] {
  return target.byDepartment
    .flatMap((part) => {
      const { department, recognised, allocated } = part
      const lack = partLack(part, due)
      return lack === null ? [] : [{ department, target: target.code, recognised, allocated: allocated ?? 0, lack }]
    })
    .sort((one, other) => other.lack - one.lack)
}

/** A department that lags, with what it lacks of each target. They are never added: they count different things. */
export type Laggard = { department: string; worst: Lack; others: Lack[] }

/** 谁落后: departments below the pace of what they were allocated, or after the due day below all of it, by their largest lack, then in the plan's order. */
export function laggards(summary: Summary): Laggard[] {
  const all = summary.targets.flatMap((target) => lacksOf(target, summary.due))
  return summary.departments
    .flatMap(({ code }) => {
      const [worst, ...others] = all
        .filter((lack) => lack.department === code)
        .sort((one, other) => other.lack - one.lack)
      return worst === undefined ? [] : [{ department: code, worst, others }]
    })
    .sort((one, other) => other.worst.lack - one.worst.lack)
}

/** 卡在哪里: stalled projects, longest first. */
export function stalledProjects(summary: Summary) {
  return summary.columns
    .flatMap((column) => column.projects)
    .filter((project) => project.stalled)
    .sort((one, other) => (other.daysInStage ?? 0) - (one.daysInStage ?? 0))
}

/** How the projects of some columns stand. */
export function projectTally(columns: Summary['columns']) {
  const projects = columns.flatMap((column) => column.projects)
  const those = (progress: string) => projects.filter((project) => project.progress === progress).length
  return {
    total: projects.length,
    done: those('done'),
    active: those('active'),
    notStarted: those('not-started'),
    stalled: projects.filter((project) => project.stalled).length,
    unassigned: projects.filter((project) => project.departments.length === 0).length,
  }
}

/** Whether any allocation of this target is known: without one nobody can be named. */
export function isAllocated(target: SummaryTarget): boolean {
  return target.byDepartment.some(({ allocated }) => allocated !== null)
}
