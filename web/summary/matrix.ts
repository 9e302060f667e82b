import type { Summary, SummaryTarget } from '../../server/summary/contract.ts'
import { partLack } from './lacks.ts'

/** One cell: what a department brought of what it was allocated; null where it has neither. */
export type Cell = {
  target: string
  recognised: number
  inReview: number
  allocated: number | null
  expected: number | null
  lack: number | null
}

export type MatrixRow = {
  code: string
  name: string
  /** Tasks by how the department comes to them; participants have no lead's duty. */
  duties: { stated: number; firstListed: number; assigned: number; participant: number }
  projects: Summary['departments'][number]['projects']
  cells: (Cell | null)[]
  worst: number
}

export type Matrix = {
  rows: MatrixRow[]
  targets: SummaryTarget[]
  /** The target with the largest allocation: the one column that is drawn. Null where nothing is allocated. */
  drawn: string | null
  /** The largest value in the drawn column: its full width. */
  scale: number
  /** Sums over the departments, a target each. */
  sums: { recognised: number; allocated: number | null }[]
  /** Targets whose departments add up to more than the district: items shared by several. */
  shared: string[]
  /** Targets whose departments add up to less: items that no department reported. */
  fewer: string[]
}

/** Who carries what: departments by targets, in the plan's order or by the largest lack. */
export function matrix(summary: Summary, order: 'gap' | 'document'): Matrix {
  const { targets } = summary
  const sums = targets.map(({ byDepartment }) => {
    const allocations = byDepartment.flatMap(({ allocated }) => (allocated === null ? [] : [allocated]))
    return {
      recognised: sum(byDepartment.map(({ recognised }) => recognised)),
      allocated: allocations.length === 0 ? null : sum(allocations),
    }
  })
  const largest = Math.max(0, ...sums.map(({ allocated }) => allocated ?? 0))
  const drawn = largest === 0 ? undefined : targets[sums.findIndex(({ allocated }) => allocated === largest)]
  const rows = summary.departments.map((department): MatrixRow => {
    const cells = targets.map((target) => cellOf(target, department.code, summary.due))
    const led = department.tasks.filter(({ role }) => role === 'lead')
    const by = (basis: string) => led.filter((task) => task.basis === basis).length
    return {
      code: department.code,
      name: department.name,
      duties: {
        stated: by('stated'),
        firstListed: by('first-listed'),
        assigned: by('assigned'),
        participant: department.tasks.length - led.length,
      },
      projects: department.projects,
      cells,
      worst: Math.max(0, ...cells.map((cell) => cell?.lack ?? 0)),
    }
  })
  // Sorting is stable: departments that lack the same stay in the document's order.
  if (order === 'gap') rows.sort((one, other) => other.worst - one.worst)
  return {
    rows,
    targets,
    drawn: drawn?.code ?? null,
    scale: Math.max(
      1,
      ...(drawn?.byDepartment.map(({ recognised, inReview, allocated }) =>
        Math.max(recognised + inReview, allocated ?? 0),
      ) ?? []),
    ),
    sums,
    shared: codesWhere(targets, sums, (total, district) => total > district),
    fewer: codesWhere(targets, sums, (total, district) => total < district),
  }
}

function cellOf(target: SummaryTarget, department: string, due: boolean): Cell | null {
  const part = target.byDepartment.find((one) => one.department === department)
  if (part === undefined || (part.allocated === null && part.recognised + part.inReview === 0)) return null
  // After the due day there is no pace any more, only what was allocated.
  const { recognised, inReview, allocated, expected } = part
  return {
    target: target.code,
    recognised,
    inReview,
    allocated,
    expected: allocated === null || due ? null : expected,
    lack: partLack(part, due),
  }
}

function codesWhere(
  targets: readonly SummaryTarget[],
  sums: Matrix['sums'],
  differs: (total: number, district: number) => boolean,
): string[] {
  return targets.flatMap((target, index) =>
    differs(sums[index]?.recognised ?? 0, target.recognised) ? [target.code] : [],
  )
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
