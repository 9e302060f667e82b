import type { Plan } from '../../server/plan/contract.ts'
import type { Wording } from '../i18n.ts'

/** 责任缺口: what nobody has been named for, a phrase each. */
export function responsibilityGaps(plan: Plan, { t }: Pick<Wording, 't'>): string[] {
  const { tasksWithoutStatedLead, projectsWithoutDepartment, targetsWithoutAllocation } = plan.gaps
  return [
    ...(tasksWithoutStatedLead.length > 0
      ? [t('summary.matrix.gapTasks', { count: tasksWithoutStatedLead.length })]
      : []),
    ...(projectsWithoutDepartment.length > 0
      ? [t('summary.matrix.gapProjects', { count: projectsWithoutDepartment.length })]
      : []),
    ...(targetsWithoutAllocation.length > 0
      ? [t('summary.matrix.gapTargets', { count: targetsWithoutAllocation.length })]
      : []),
  ]
}
