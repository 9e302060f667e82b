import type { Stage } from '../../db/words.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { ladderOf } from '../../server/standards/stages.ts'
import type { Summary, SummaryProject } from '../../server/summary/contract.ts'

/** A project with how far up its ladder it is, 0 (not started) to 1 (last rung). */
export type ProjectStep = { project: SummaryProject; ladder: readonly Stage[]; share: number }

/** The ladder of a project follows from its kind; an international standard has its own. */
export function ladderOfProject(plan: Plan, code: string): readonly Stage[] {
  for (const column of plan.columns) {
    for (const group of column.groups) {
      const found = group.projects.find((project) => project.code === code)
      if (found !== undefined) return ladderOf(found.kind, found.level === 'international' ? 'international' : null)
    }
  }
  return []
}

/** The projects of a column as steps: done first, then by how far they are; stalled and not started stand last. */
export function stepsOf(plan: Plan, column: Summary['columns'][number]): ProjectStep[] {
  const place = ({ project, share }: ProjectStep) =>
    project.progress === 'not-started' ? -2 : project.stalled ? -1 + share / 2 : share
  return column.projects
    .map((project): ProjectStep => {
      const ladder = ladderOfProject(plan, project.code)
      const rung = project.stage === null ? -1 : ladder.indexOf(project.stage)
      return { project, ladder, share: ladder.length === 0 ? 0 : (rung + 1) / ladder.length }
    })
    .sort((one, other) => place(other) - place(one))
}
