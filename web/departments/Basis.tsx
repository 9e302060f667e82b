import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { PlanText } from '../ui/Links.tsx'
import { Section } from '../ui/Section.tsx'

const BASES = [
  ['lead', 'stated', 'basisStated'],
  ['lead', 'first-listed', 'basisFirst'],
  ['lead', 'assigned', 'basisAssigned'],
  ['participant', undefined, 'basisJoined'],
] as const

/** 名称与职责依据: how the document names the department, and how each of its duties is known. */
export function Basis({ plan, facts }: { plan: Plan; facts: Plan['departments'][number] }) {
  const { t, list, day, ordinal } = useWording()
  const tasks = plan.tasks.flatMap((task) =>
    task.departments.filter((duty) => duty.code === facts.code).map((duty) => ({ ...duty, number: task.number })),
  )
  const projects = plan.columns
    .flatMap((column) => column.groups.flatMap((group) => group.projects))
    .flatMap((project) => project.departments.filter((duty) => duty.code === facts.code))
  const decisions = Map.groupBy(
    projects.filter((duty) => duty.decisionNumber !== null),
    (duty) => `${duty.decisionNumber} ${duty.decidedOn}`,
  )
  return (
    <Section title={t('departments.basis')} inRail>
      <p className="note quiet">
        <PlanText>{t('departments.nameInDocument', { name: facts.name })}</PlanText>
      </p>
      {facts.aliases.length > 0 ? (
        <p className="note quiet">
          <PlanText>{t('departments.aliases', { names: list(facts.aliases) })}</PlanText>
        </p>
      ) : null}
      {BASES.map(([role, basis, wording]) => {
        const numbers = tasks
          .filter((duty) => duty.role === role && (basis === undefined || duty.basis === basis))
          .map((duty) => ordinal(duty.number))
        return numbers.length === 0 ? null : (
          <p key={wording} className="note quiet">
            {t('departments.basisTasks', { tasks: numbers.join(''), basis: t(`departments.${wording}`) })}
          </p>
        )
      })}
      {[...decisions].map(([key, duties]) => (
        <p key={key} className="note quiet">
          {t('departments.basisProjects', {
            count: duties.length,
            decision: duties[0]?.decisionNumber ?? '',
            day: day(duties[0]?.decidedOn ?? plan.startsOn),
          })}
        </p>
      ))}
    </Section>
  )
}
