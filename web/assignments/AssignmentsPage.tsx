import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AssignedDuty, Assignments } from '../../server/assignments/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { DayTool } from '../ui/DayField.tsx'
import { PlanText, ProjectLink, TaskLink } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlanAndSummary } from '../view.ts'
import styles from './Assignments.module.css'
import { askEffect, assignmentsQuery, decide } from './api.ts'
import { Decide } from './Decide.tsx'

/** 责任分工: who carries each task and project and by when; what nobody carries comes first. */
export function AssignmentsPage() {
  const query = usePlanAndSummary()
  return (
    <RequireSignIn roles={['reviewer']}>
      <Loaded query={query} skeleton={<SkeletonRows rows={14} widths={['20rem', '16rem']} />} empty={null}>
        {({ plan, summary }) => <Chosen plan={plan} summary={summary} />}
      </Loaded>
    </RequireSignIn>
  )
}

function Chosen({ plan, summary }: { plan: Plan; summary: Summary }) {
  const query = useQuery(assignmentsQuery(plan.code))
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={14} widths={['20rem', '16rem']} />} empty={null}>
      {(assignments) => <Duties plan={plan} summary={summary} assignments={assignments} />}
    </Loaded>
  )
}

type Row = {
  subject: 'task' | 'project'
  key: string
  name: string
  duties: AssignedDuty[]
  /** Nobody leads it by the text or by a decision. */
  isGap: boolean
  dueOn: string | null
  overdue: boolean
}
type Asking =
  | { what: 'duties'; changes: { subject: string; key: string; was: Part[]; parts: Part[] }[] }
  | { what: 'deadlines'; changes: { project: string; was: string | null; dueOn: string | null }[] }
type Part = { department: string; role: 'lead' | 'participant' }

const lasting = (duties: readonly AssignedDuty[]) => duties.filter((one) => one.endedOn === null)
const partsOf = (duties: readonly AssignedDuty[]): Part[] =>
  lasting(duties).map(({ department, role }) => ({ department, role }))

function Duties({ plan, summary, assignments }: { plan: Plan; summary: Summary; assignments: Assignments }) {
  const { t, ordinal, list } = useWording()
  const [picked, setPicked] = useState<readonly string[]>([])
  const [asking, setAsking] = useState<Asking>()
  const [department, setDepartment] = useState('')
  const [role, setRole] = useState<'lead' | 'participant' | 'none'>('lead')
  const [dueOn, setDueOn] = useState('')
  const [fault, setFault] = useState<string>()
  const [receipt, setReceipt] = useState<string>()
  const name = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  const projects = new Map(summary.columns.flatMap((one) => one.projects).map((one) => [one.code, one]))
  // two projects may bear one name
  const numbers = new Map(
    plan.columns
      .flatMap((column) => column.groups.flatMap((group) => group.projects))
      .map((one) => [one.code, one.number]),
  )
  const leadless = (duties: readonly AssignedDuty[]) =>
    !lasting(duties).some((one) => one.role === 'lead' && one.basis !== 'first-listed')
  const rows: Row[] = [
    ...assignments.tasks.map(
      (one): Row => ({
        subject: 'task',
        key: String(one.number),
        name: `${ordinal(one.number)}${plan.tasks.find((task) => task.number === one.number)?.title ?? ''}`,
        duties: one.duties,
        isGap: leadless(one.duties),
        dueOn: null,
        overdue: false,
      }),
    ),
    ...assignments.projects.map(
      (one): Row => ({
        subject: 'project',
        key: one.code,
        name: `${numbers.get(one.code)}．${projects.get(one.code)?.name ?? one.code}`,
        duties: one.duties,
        isGap: lasting(one.duties).length === 0,
        dueOn: one.dueOn,
        overdue: projects.get(one.code)?.overdue ?? false,
      }),
    ),
  ]
  const idOf = (row: Row) => `${row.subject} ${row.key}`
  const chosen = rows.filter((row) => picked.includes(idOf(row)))
  const projectGaps = rows.filter((row) => row.subject === 'project' && row.isGap)
  const taskGaps = rows.filter((row) => row.subject === 'task' && row.isGap)
  const objections = rows.flatMap((row) =>
    row.duties.flatMap((one) => (one.answer?.answer === 'objected' ? [{ row, answer: one.answer }] : [])),
  )
  const gapsFirst = (subject: Row['subject']) =>
    rows.filter((row) => row.subject === subject).sort((a, b) => Number(b.isGap) - Number(a.isGap))

  const changeDuties = () => {
    if (chosen.length === 0 || department === '') return setFault(t('assignments.duties.chooseFirst'))
    setFault(undefined)
    setAsking({
      what: 'duties',
      changes: chosen.map((row) => {
        const was = partsOf(row.duties)
        const others = was
          .filter((one) => one.department !== department)
          // one lead takes the place of those who led before
          .map((one) => (role === 'lead' ? { ...one, role: 'participant' as const } : one))
        return {
          subject: row.subject,
          key: row.key,
          was,
          parts: role === 'none' ? others : [...others, { department, role }],
        }
      }),
    })
  }
  const changeDeadlines = () => {
    const own = chosen.filter((row) => row.subject === 'project')
    if (own.length === 0) return setFault(t('assignments.duties.chooseProject'))
    setFault(undefined)
    setAsking({
      what: 'deadlines',
      changes: own.map((row) => ({
        project: row.key,
        was: assignments.projects.find((one) => one.code === row.key)?.deadlines[0]?.dueOn ?? null,
        dueOn: dueOn === '' ? null : dueOn,
      })),
    })
  }
  return (
    <>
      <PageTitle
        title={
          projectGaps.length > 0
            ? t('assignments.duties.finding', { projects: projectGaps.length, tasks: taskGaps.length })
            : taskGaps.length > 0
              ? t('assignments.duties.findingTasks', { tasks: taskGaps.length })
              : t('assignments.duties.findingNone')
        }
        deck={t('assignments.duties.deck')}
      />
      {receipt === undefined ? null : <Notice tone="done" role="status" title={receipt} />}
      {objections.map(({ row, answer }) => (
        <Notice
          key={`${idOf(row)} ${answer.department}`}
          tone="warn"
          title={t('assignments.duties.objection', {
            name: name(answer.department),
            what: row.name,
            by: answer.by,
            day: answer.at.slice(0, 10),
          })}
        >
          <p>{answer.reason}</p>
        </Notice>
      ))}
      <fieldset className={styles.chosen}>
        <legend>{t('assignments.duties.forChosen', { count: chosen.length })}</legend>
        <label>
          {t('assignments.department')}
          <select value={department} onChange={(event) => setDepartment(event.target.value)}>
            <option value="">{t('assignments.duties.choose')}</option>
            {plan.departments.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('assignments.duties.as')}
          <select value={role} onChange={(event) => setRole(event.target.value as typeof role)}>
            <option value="lead">{t('words.role.lead')}</option>
            <option value="participant">{t('words.role.participant')}</option>
            <option value="none">{t('assignments.duties.end')}</option>
          </select>
        </label>
        <Button kind="primary" onClick={changeDuties}>
          {t('assignments.duties.assign')}
        </Button>
        <DayTool label={t('assignments.duties.deadline')} value={dueOn} onChange={setDueOn} />
        <Button onClick={changeDeadlines}>
          {t(dueOn === '' ? 'assignments.duties.liftDeadline' : 'assignments.duties.setDeadline')}
        </Button>
        {fault === undefined ? null : (
          <p role="alert" className={styles.wrong}>
            {fault}
          </p>
        )}
      </fieldset>
      {(['project', 'task'] as const).map((subject) => (
        <Section
          key={subject}
          title={t(`assignments.duties.${subject}s`)}
          tools={
            <button
              type="button"
              className="word"
              onClick={() => setPicked((subject === 'project' ? projectGaps : taskGaps).map(idOf))}
            >
              {t('assignments.duties.chooseGaps')}
            </button>
          }
        >
          <Table
            caption={t(`assignments.duties.${subject}s`)}
            rows={gapsFirst(subject)}
            rowKey={idOf}
            columns={[
              {
                key: 'pick',
                head: <span className="hidden-text">{t('assignments.duties.pick')}</span>,
                width: '2.5rem',
                cell: (row) => (
                  <input
                    type="checkbox"
                    aria-label={t('assignments.duties.pickOne', { name: row.name })}
                    checked={picked.includes(idOf(row))}
                    onChange={(event) =>
                      setPicked(
                        event.target.checked ? [...picked, idOf(row)] : picked.filter((one) => one !== idOf(row)),
                      )
                    }
                  />
                ),
              },
              {
                key: 'name',
                head: t(`assignments.duties.${subject}`),
                names: true,
                width: '22rem',
                cell: (row) =>
                  row.subject === 'task' ? (
                    <TaskLink task={Number(row.key)}>
                      <PlanText>{row.name}</PlanText>
                    </TaskLink>
                  ) : (
                    <ProjectLink project={row.key}>
                      <PlanText>{row.name}</PlanText>
                    </ProjectLink>
                  ),
              },
              {
                key: 'lead',
                head: t('words.role.lead'),
                width: subject === 'task' ? '14rem' : '30rem',
                cell: (row) => {
                  const leads = lasting(row.duties).filter((one) => one.role === 'lead')
                  return leads.length === 0 ? (
                    <span className={styles.wrong}>{t('assignments.duties.nobody')}</span>
                  ) : (
                    leads.map((one) => (
                      <div key={one.department}>
                        <PlanText>{name(one.department)}</PlanText>{' '}
                        <span className="note quiet">
                          {one.basis === 'assigned'
                            ? t('assignments.duties.assigned', {
                                number: one.decisionNumber ?? '',
                                day: one.decidedOn,
                              })
                            : t(`words.basis.${one.basis}`)}
                        </span>
                      </div>
                    ))
                  )
                },
              },
              {
                key: 'others',
                head: t('words.role.participant'),
                cell: (row) => (
                  <PlanText>
                    {list(
                      lasting(row.duties)
                        .filter((one) => one.role === 'participant')
                        .map((one) => name(one.department)),
                    )}
                  </PlanText>
                ),
              },
              ...(subject === 'project'
                ? [
                    {
                      key: 'due',
                      head: t('assignments.duties.deadline'),
                      width: '9rem',
                      cell: (row: Row) =>
                        row.dueOn === null ? (
                          '—'
                        ) : row.overdue ? (
                          <span className={styles.wrong}>{t('assignments.duties.overdue', { day: row.dueOn })}</span>
                        ) : (
                          row.dueOn
                        ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
      ))}
      {asking === undefined ? null : (
        <Decide
          title={t(asking.what === 'duties' ? 'assignments.duties.askDuties' : 'assignments.duties.askDeadlines', {
            count: asking.changes.length,
          })}
          today={summary.knownAt}
          save={t('assignments.duties.save', { count: asking.changes.length })}
          effect={({ decisionNumber, decidedOn }) =>
            askEffect(plan.code, asking.what, { decisionNumber, decidedOn, changes: asking.changes })
          }
          onSave={async ({ decisionNumber, decidedOn }, key) => {
            await decide(plan.code, asking.what, { decisionNumber, decidedOn, changes: asking.changes }, key)
            setReceipt(t('assignments.duties.saved', { count: asking.changes.length, number: decisionNumber }))
            setPicked([])
          }}
          onClose={() => setAsking(undefined)}
          onDone={() => setAsking(undefined)}
        />
      )}
    </>
  )
}
