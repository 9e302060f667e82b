import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'

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
        <Sentence text={t('departments.nameInDocument', { name: planText(facts.name) })} />
      </p>
      {facts.aliases.length > 0 ? (
        <p className="note quiet">
          <Sentence text={t('departments.aliases', { names: planText(list(facts.aliases)) })} />
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
          <Sentence
            text={t('departments.basisProjects', {
              count: duties.length,
              decision: planText(duties[0]?.decisionNumber ?? ''),
              day: day(duties[0]?.decidedOn ?? plan.startsOn),
            })}
          />
        </p>
      ))}
    </Section>
  )
}
