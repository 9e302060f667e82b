import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { TaskStatements } from '../../server/entries/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { taskQuery } from '../api.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { DepartmentLink, PlanText, TaskLink } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { TaskState } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import { useDays, usePlanAndSummary } from '../view.ts'

/** One task: where it stands in the document, who carries it on what basis, and what each last said of it. */
export function TaskPage() {
  const number = Number(useParams({ strict: false }).task)
  const query = usePlanAndSummary()
  const skeleton = <SkeletonRows rows={8} widths={['10rem', '6rem', '30rem']} />
  return (
    <Loaded query={query} skeleton={skeleton} empty={null}>
      {({ plan, summary }) =>
        plan.tasks.some((task) => task.number === number) ? (
          <Task plan={plan} summary={summary} number={number} />
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  )
}

function Task({ plan, summary, number }: { plan: Plan; summary: Summary; number: number }) {
  const { t, ordinal, day, list } = useWording()
  const statements = useQuery(taskQuery(plan.code, number, useDays()))
  const task = plan.tasks.find((one) => one.number === number)
  const state = summary.tasks.find((one) => one.number === number)
  if (task === undefined || state === undefined) return <NotFound />
  const nameOf = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  const leads =
    state.leads.length > 0
      ? t('tasks.deckLeads', {
          leads: t(`summary.tasks.${state.basis ?? 'first-listed'}`, {
            names: planText(list(state.leads.map(nameOf))),
          }),
        })
      : task.collectiveName === null
        ? t('tasks.deckNobody')
        : t('tasks.deckLeads', { leads: planText(task.collectiveName) })
  const neighbour = (by: number) => plan.tasks.find((one) => one.number === number + by)
  return (
    <>
      <PageTitle
        title={t('tasks.taskFinding', {
          ordinal: ordinal(number),
          title: planText(task.title),
          status: t(`words.taskStatus.${state.status}`).toLowerCase(),
        })}
        crumb={
          <>
            <PlanText>{task.section}</PlanText>
            {([-1, 1] as const).map((by) => {
              const other = neighbour(by)
              return other === undefined ? null : (
                <span key={by}>
                  {' '}
                  <TaskLink task={other.number}>
                    {t(by < 0 ? 'tasks.previous' : 'tasks.next')} <PlanText>{other.title}</PlanText>
                  </TaskLink>
                </span>
              )
            })}
          </>
        }
        deck={
          <>
            <Sentence text={leads} />
            {state.since === null ? null : t('tasks.deckSince', { day: day(state.since) })}
          </>
        }
      />
      <Section title={t('tasks.departments')} note={noteOf()}>
        <Loaded
          query={statements}
          skeleton={<SkeletonRows rows={4} widths={['10rem', '6rem', '30rem']} />}
          empty={null}
        >
          {(said) => <Departments plan={plan} summary={summary} number={number} said={said} />}
        </Loaded>
      </Section>
      <Section title={t('tasks.source')}>
        <p>
          <PlanText>
            {plan.document.number} {task.citation.section} {task.citation.item}
          </PlanText>
        </p>
      </Section>
    </>
  )

  function noteOf(): ReactNode {
    if (task?.collective)
      return <Sentence text={t('tasks.collective', { name: planText(task.collectiveName ?? '') })} />
    const notes = [
      ...(task?.openEnded ? [t('tasks.openEnded')] : []),
      ...(state?.basis === 'first-listed' ? [t('tasks.noLead')] : []),
    ]
    return notes.length > 0 ? notes.join(t('summary.deck.semicolon')) : undefined
  }
}

function Departments(props: { plan: Plan; summary: Summary; number: number; said: TaskStatements }) {
  const { t, day } = useWording()
  const { plan, summary, number, said } = props
  const rows = summary.departments.flatMap((department) => {
    const duty = department.tasks.find((task) => task.number === number)
    if (duty === undefined) return []
    return [{ ...department, duty, words: said.rows.find((row) => row.department === department.code) }]
  })
  const order = plan.tasks.find((task) => task.number === number)?.departments.map((one) => one.code) ?? []
  const place = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length)
  return (
    <Table
      caption={t('tasks.departments')}
      rows={rows.sort((a, b) => place(a.code) - place(b.code))}
      rowKey={(row) => row.code}
      columns={[
        {
          key: 'department',
          head: t('tasks.department'),
          names: true,
          width: '12rem',
          cell: (row) => (
            <DepartmentLink department={row.code}>
              <PlanText>{row.name}</PlanText>
            </DepartmentLink>
          ),
        },
        {
          key: 'role',
          head: t('tasks.role'),
          width: '7rem',
          nowrap: true,
          cell: (row) =>
            row.duty.role === 'lead' ? t(`words.basis.${row.duty.basis}`) : t(`words.role.${row.duty.role}`),
        },
        {
          key: 'status',
          head: t('tasks.status'),
          width: '6rem',
          nowrap: true,
          cell: (row) => <TaskState status={row.duty.status} />,
        },
        {
          key: 'said',
          head: t('tasks.said'),
          narrow: 'bare',
          cell: (row) =>
            row.words === undefined ? (
              <span className="faint">{t('tasks.noWords')}</span>
            ) : (
              <PlanText>{row.words.text}</PlanText>
            ),
        },
        {
          key: 'day',
          head: t('tasks.days'),
          width: '8rem',
          nowrap: true,
          align: 'end',
          cell: (row) => (row.words === undefined ? NOT_APPLICABLE : day(row.words.effectiveOn, summary.asOf)),
        },
      ]}
    />
  )
}
