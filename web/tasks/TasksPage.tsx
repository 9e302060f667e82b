import { useNavigate, useSearch } from '@tanstack/react-router'
import { BASES, TASK_STATUSES, type TaskStatus } from '../../db/words.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Filters } from '../ui/Filters.tsx'
import { DepartmentLink, PlanText, TaskLink } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { TaskState } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlanAndSummary } from '../view.ts'
import { tasksSearch } from './search.ts'

/** 重点任务: the tasks in the document's order, each with its state and who carries it. */
export function TasksPage() {
  const { t } = useWording()
  const query = usePlanAndSummary()
  return (
    <Loaded
      query={query}
      skeleton={<SkeletonRows rows={16} widths={['3rem', '20rem', '10rem', '6rem']} />}
      empty={({ plan }) => (plan.tasks.length === 0 ? <Empty title={t('tasks.empty')} /> : undefined)}
    >
      {({ plan, summary }) => <Tasks plan={plan} summary={summary} />}
    </Loaded>
  )
}

function Tasks({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t, ordinal, day } = useWording()
  const search = tasksSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const number = (status: TaskStatus) => summary.tasks.filter((task) => task.status === status).length
  const total = plan.tasks.length
  const named = new Map(plan.departments.map((one) => [one.code, one.name]))
  const rows = plan.tasks.flatMap((task) => {
    const state = summary.tasks.find((one) => one.number === task.number)
    return state === undefined ? [] : [{ task, state }]
  })
  const shown = rows.filter(
    ({ task, state }) =>
      (search.status === undefined || state.status === search.status) &&
      (search.basis === undefined || state.basis === search.basis) &&
      (search.department === undefined || task.departments.some((one) => one.code === search.department)),
  )
  return (
    <>
      <PageTitle
        title={
          number('not-reported') === total
            ? t('tasks.findingNone', { total })
            : t('tasks.finding', {
                total,
                underWay: number('under-way'),
                done: number('done'),
                behind: number('behind'),
                notReported: number('not-reported'),
              })
        }
        deck={t('tasks.deck')}
      />
      <Filters
        choices={[
          {
            key: 'status',
            label: t('tasks.status'),
            options: TASK_STATUSES.map((value) => ({ value, label: t(`words.taskStatus.${value}`) })),
          },
          {
            key: 'basis',
            label: t('tasks.basis'),
            options: BASES.map((value) => ({ value, label: t(`words.basis.${value}`) })),
          },
          {
            key: 'department',
            label: t('tasks.department'),
            ofPlan: true,
            options: plan.departments.map(({ code, name }) => ({ value: code, label: name })),
          },
        ]}
        values={search}
        onChange={(changed) =>
          void navigate({ ...paths.tasks(), search: tasksSearch({ ...search, ...changed }), resetScroll: false })
        }
      />
      {shown.length === 0 ? <Empty title={t('tasks.emptyFilter')} /> : null}
      <Table
        caption={t('tasks.title')}
        rows={shown}
        rowKey={({ task }) => String(task.number)}
        columns={[
          {
            key: 'number',
            head: t('tasks.number'),
            width: '4.5rem',
            nowrap: true,
            narrow: 'lead',
            cell: ({ task }) => ordinal(task.number),
          },
          {
            key: 'name',
            head: t('tasks.name'),
            names: true,
            cell: ({ task }) => (
              <TaskLink task={task.number}>
                <PlanText>{task.title}</PlanText>
              </TaskLink>
            ),
          },
          {
            key: 'leads',
            head: t('tasks.leads'),
            width: '18rem',
            narrow: 'bare',
            cell: ({ task, state }) =>
              state.leads.length > 0 ? (
                <>
                  <span className="faint">{state.basis === null ? '' : t(`words.basis.${state.basis}`)} </span>
                  {state.leads.map((code, place) => (
                    <span key={code}>
                      {place > 0 ? t('items.separator') : null}
                      <DepartmentLink department={code}>
                        <PlanText>{named.get(code) ?? code}</PlanText>
                      </DepartmentLink>
                    </span>
                  ))}
                </>
              ) : task.collectiveName !== null ? (
                <PlanText className="quiet">{task.collectiveName}</PlanText>
              ) : (
                <span className="risk">{t('tasks.noLeadAtAll')}</span>
              ),
          },
          {
            key: 'status',
            head: t('tasks.status'),
            width: '6rem',
            nowrap: true,
            cell: ({ state }) => <TaskState status={state.status} />,
          },
          {
            key: 'since',
            head: t('tasks.since'),
            width: '8rem',
            nowrap: true,
            align: 'end',
            cell: ({ state }) => (state.since === null ? NOT_APPLICABLE : day(state.since, summary.asOf)),
          },
        ]}
      />
    </>
  )
}
