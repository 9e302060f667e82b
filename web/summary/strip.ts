import type { Stage } from '../../db/words.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary, SummaryProject } from '../../server/summary/contract.ts'
import { projectLadder } from '../columns/ladder-of-project.ts'
import { chineseNumeral } from '../format.ts'
import type { Wording } from '../i18n.ts'
import { planText } from '../ui/pieces.ts'

/** 专栏一 科技创新标准化重点项目, with the plan's part marked. */
export function columnTitle({ t, language }: Wording, column: { number: number; title: string }): string {
  const number = language === 'zh-CN' ? chineseNumeral(column.number) : column.number
  return `${t('summary.strip.column', { number })} ${planText(column.title)}`
}

/** A project with how far up its ladder it is, 0 (not started) to 1 (last rung). */
export type ProjectStep = { project: SummaryProject; ladder: readonly Stage[]; share: number }

/** The projects of a column as steps: done first, then by how far they are; stalled and not started stand last. */
export function stepsOf(plan: Plan, column: Summary['columns'][number]): ProjectStep[] {
  const told = new Map(
    plan.columns.flatMap(({ groups }) =>
      groups.flatMap(({ projects }) => projects.map((one) => [one.code, one] as const)),
    ),
  )
  const place = ({ project, share }: ProjectStep) =>
    project.progress === 'not-started' ? -2 : project.stalled ? -1 + share / 2 : share
  return column.projects
    .map((project): ProjectStep => {
      const row = told.get(project.code)
      const ladder: readonly Stage[] = row === undefined ? [] : projectLadder(row)
      const rung = project.stage === null ? -1 : ladder.indexOf(project.stage)
      return { project, ladder, share: ladder.length === 0 ? 0 : (rung + 1) / ladder.length }
    })
    .sort((one, other) => place(other) - place(one))
}
