import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Citation, Plan } from '../../server/plan/contract.ts'
import { plansQuery } from '../api.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { columnTitle } from '../summary/strip.ts'
import { DepartmentLink, PlanText, ProjectLink, TargetLink, TaskLink } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlan } from '../view.ts'
import styles from './PlanPage.module.css'
import { correctionSentence, ruleSentence } from './rule-sentence.ts'
import { planSearch } from './search.ts'

/** 方案: the document row by row with its clauses, what it leaves open, where nobody is responsible, other plans. */
export function PlanPage() {
  const query = usePlan()
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={16} widths={['4rem', '20rem', '12rem']} />} empty={null}>
      {(plan) => <PlanParts plan={plan} />}
    </Loaded>
  )
}

function PlanParts({ plan }: { plan: Plan }) {
  const { t, day } = useWording()
  const { document } = plan
  const { part } = planSearch(useSearch({ strict: false }))
  useEffect(() => {
    if (part !== undefined) window.document.getElementById(part)?.scrollIntoView()
  }, [part])
  const finding = plan.targets.length > 0 ? 'plan.finding' : 'plan.findingWithoutTargets'
  return (
    <>
      <PageTitle
        title={t(finding, { ...plan.counts, number: planText(document.number) })}
        deck={
          <>
            <PlanText className="strong">{document.title}</PlanText>
            <br />
            <Sentence
              text={t('plan.issued', {
                issuer: planText(document.issuer),
                issuedOn: day(document.issuedOn),
                publishedOn: day(document.publishedOn),
                startsOn: day(plan.startsOn),
                dueOn: day(plan.dueOn),
              })}
            />
          </>
        }
      />
      <Plans current={plan.code} />
      {plan.targets.length > 0 ? <Targets plan={plan} /> : null}
      {plan.assumptions.length > 0 ? <Assumptions plan={plan} /> : null}
      <Gaps plan={plan} />
      {plan.tasks.length > 0 ? <Tasks plan={plan} /> : null}
      {plan.columns.map((column) => (
        <Column key={column.number} plan={plan} column={column} />
      ))}
      {plan.supports.length > 0 ? <Supports plan={plan} /> : null}
      {plan.departments.length > 0 ? <Departments plan={plan} /> : null}
      {plan.outlook === null ? null : (
        <Section title={t('plan.outlook')}>
          <p>
            <PlanText>{plan.outlook}</PlanText>
          </p>
        </Section>
      )}
    </>
  )
}

function Plans({ current }: { current: string }) {
  const { t } = useWording()
  const plans = useQuery(plansQuery)
  return (
    <Section title={t('plan.switch')}>
      <Loaded query={plans} skeleton={<SkeletonRows rows={3} widths={['30rem']} />} empty={null}>
        {({ rows }) => (
          <ul className={styles.plans}>
            {rows.map((row) => (
              <li key={row.code}>
                <Link
                  {...paths.plan()}
                  search={{ plan: row.code }}
                  {...(row.code === current ? { 'aria-current': 'true' as const } : {})}
                >
                  <PlanText className={row.code === current ? 'strong' : ''}>
                    {row.document.number} {row.name}
                  </PlanText>
                </Link>
                {row.code === current ? <span className="faint"> {t('plan.current')}</span> : null}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}

function Cited({ citation }: { citation: Citation }) {
  return (
    <PlanText>
      {citation.section} {citation.item}
    </PlanText>
  )
}

function Targets({ plan }: { plan: Plan }) {
  const wording = useWording()
  const { t, day } = wording
  return (
    <Section title={t('plan.targets')}>
      <Table
        caption={t('plan.targets')}
        rows={plan.targets}
        rowKey={(row) => row.code}
        columns={[
          { key: 'number', head: '', width: '2.5rem', narrow: 'hide', cell: (row) => row.number },
          {
            key: 'name',
            head: t('plan.target'),
            names: true,
            width: '15rem',
            cell: (row) => (
              <TargetLink target={row.code}>
                <PlanText>{row.name}</PlanText>
              </TargetLink>
            ),
          },
          {
            key: 'value',
            head: t('plan.value'),
            width: '6rem',
            cell: (row) => t('common.atLeast', { value: row.value, unit: row.unit }),
          },
          {
            key: 'rule',
            head: t('plan.rule'),
            narrow: 'bare',
            cell: (row) => {
              const version = row.ruleVersions.at(-1)
              return (
                <>
                  {row.rule === null ? (
                    <span className="risk">{t('plan.noRule')}</span>
                  ) : (
                    <Sentence text={ruleSentence(wording, row.rule, row.measure, plan)} />
                  )}
                  {version === undefined ? null : (
                    <span className="note faint">
                      {' '}
                      <Sentence
                        text={t('plan.version', {
                          version: version.version,
                          by: planText(version.decidedBy),
                          on: day(version.decidedOn),
                        })}
                      />
                    </span>
                  )}
                </>
              )
            },
          },
          { key: 'pace', head: t('plan.pace'), width: '8rem', cell: (row) => t(`words.pace.${row.pace}`) },
          {
            key: 'citation',
            head: t('plan.citation'),
            width: '21rem',
            narrow: 'bare',
            cell: (row) => (
              <>
                <Cited citation={row.citation} />
                {row.citation.quote === null ? null : <PlanText className="quiet">“{row.citation.quote}”</PlanText>}
                {row.correction === null ? null : (
                  <span className="note risk">
                    {' '}
                    <Sentence text={correctionSentence(t, row.correction)} />
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Assumptions({ plan }: { plan: Plan }) {
  const { t, list } = useWording()
  return (
    <Section id="assumptions" title={t('plan.assumptions')} note={t('plan.assumptionsNote')}>
      <ol className={styles.assumptions}>
        {plan.assumptions.map((one) => (
          <li key={one.code}>
            <p>
              <PlanText className="strong">{one.title}</PlanText> <PlanText>{one.text}</PlanText>
            </p>
            <p className="note quiet">
              {one.targets.length === 0 ? (
                t('plan.appliesToAll')
              ) : (
                <Sentence
                  text={t('plan.appliesTo', {
                    targets: planText(
                      list(
                        one.targets.map(
                          (code) => plan.targets.find((target) => target.code === code)?.shortName ?? code,
                        ),
                      ),
                    ),
                  })}
                />
              )}
              {one.alternative === null ? null : (
                <Sentence
                  text={`${t('summary.deck.semicolon')}${t(one.reading === 'alternative' ? 'plan.adopted' : 'plan.alternative', { text: planText(one.alternative) })}`}
                />
              )}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Gaps({ plan }: { plan: Plan }) {
  const { t } = useWording()
  const { tasksWithoutStatedLead, projectsWithoutDepartment, targetsWithoutAllocation } = plan.gaps
  const projects = plan.columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
  const none = [tasksWithoutStatedLead, projectsWithoutDepartment, targetsWithoutAllocation].every(
    (list) => list.length === 0,
  )
  return (
    <Section id="gaps" title={t('plan.gaps')} note={t('plan.gapsNote')}>
      {none ? <p>{t('plan.noGaps')}</p> : null}
      <ul className={styles.plans}>
        {tasksWithoutStatedLead.length > 0 ? (
          <li>
            <span className="strong risk">{t('plan.gapTasks', { count: tasksWithoutStatedLead.length })}</span>{' '}
            {tasksWithoutStatedLead.map((number, place) => (
              <span key={number}>
                {place > 0 ? t('items.separator') : null}
                <TaskLink task={number}>
                  <PlanText>{plan.tasks.find((task) => task.number === number)?.title ?? number}</PlanText>
                </TaskLink>
              </span>
            ))}
          </li>
        ) : null}
        {projectsWithoutDepartment.length > 0 ? (
          <li>
            <span className="strong risk">{t('plan.gapProjects', { count: projectsWithoutDepartment.length })}</span>{' '}
            {projectsWithoutDepartment.map((code, place) => (
              <span key={code}>
                {place > 0 ? t('items.separator') : null}
                <ProjectLink project={code}>
                  <PlanText>{projects.find((project) => project.code === code)?.name ?? code}</PlanText>
                </ProjectLink>
              </span>
            ))}
          </li>
        ) : null}
        {targetsWithoutAllocation.length > 0 ? (
          <li>
            <span className="strong risk">{t('plan.gapTargets', { count: targetsWithoutAllocation.length })}</span>{' '}
            {targetsWithoutAllocation.map((code, place) => (
              <span key={code}>
                {place > 0 ? t('items.separator') : null}
                <TargetLink target={code}>
                  <PlanText>{plan.targets.find((target) => target.code === code)?.name ?? code}</PlanText>
                </TargetLink>
              </span>
            ))}
          </li>
        ) : null}
      </ul>
    </Section>
  )
}

function Duties({ plan, duties }: { plan: Plan; duties: Plan['tasks'][number]['departments'] }) {
  const { t } = useWording()
  return duties.map((duty, place) => (
    <span key={duty.code}>
      {place > 0 ? t('items.separator') : null}
      <DepartmentLink department={duty.code} className={duty.role === 'lead' ? 'strong' : undefined}>
        <PlanText>{plan.departments.find((one) => one.code === duty.code)?.name ?? duty.code}</PlanText>
      </DepartmentLink>
      {duty.role === 'lead' ? <span className="note faint"> {t(`words.basis.${duty.basis}`)}</span> : null}
    </span>
  ))
}

function Tasks({ plan }: { plan: Plan }) {
  const { t, ordinal } = useWording()
  return (
    <Section title={t('plan.tasks')}>
      <Table
        caption={t('plan.tasks')}
        rows={plan.tasks}
        rowKey={(row) => String(row.number)}
        columns={[
          {
            key: 'number',
            head: '',
            width: '4.5rem',
            nowrap: true,
            narrow: 'lead',
            cell: (row) => ordinal(row.number),
          },
          {
            key: 'name',
            head: t('tasks.name'),
            names: true,
            width: '20rem',
            cell: (row) => (
              <TaskLink task={row.number}>
                <PlanText>{row.title}</PlanText>
              </TaskLink>
            ),
          },
          {
            key: 'departments',
            head: t('plan.departments'),
            narrow: 'bare',
            cell: (row) => (
              <>
                <Duties plan={plan} duties={row.departments} />
                {row.collectiveName === null ? null : <PlanText className="quiet">{row.collectiveName}</PlanText>}
                {row.openEnded ? <span className="note faint"> {t('tasks.openEnded')}</span> : null}
              </>
            ),
          },
          {
            key: 'citation',
            head: t('plan.citation'),
            width: '18rem',
            narrow: 'bare',
            cell: (row) => <Cited citation={row.citation} />,
          },
        ]}
      />
    </Section>
  )
}

function Column({ plan, column }: { plan: Plan; column: Plan['columns'][number] }) {
  const wording = useWording()
  const { t } = wording
  const rows = column.groups.flatMap((group) => group.projects.map((project) => ({ ...project, group: group.title })))
  return (
    <Section title={columnTitle(wording, column)}>
      <Table
        caption={planText(column.title)}
        rows={rows}
        rowKey={(row) => row.code}
        columns={[
          { key: 'number', head: '', width: '2.5rem', narrow: 'hide', cell: (row) => row.number },
          {
            key: 'name',
            head: t('plan.project'),
            names: true,
            width: '24rem',
            cell: (row) => (
              <ProjectLink project={row.code}>
                <PlanText>{row.name}</PlanText>
              </ProjectLink>
            ),
          },
          { key: 'group', head: t('plan.citation'), narrow: 'bare', cell: (row) => <PlanText>{row.group}</PlanText> },
          { key: 'kind', head: t('plan.kind'), width: '7rem', cell: (row) => t(`words.kind.${row.kind}`) },
          {
            key: 'departments',
            head: t('plan.departments'),
            width: '16rem',
            narrow: 'bare',
            cell: (row) =>
              row.departments.length === 0 ? (
                <span className="risk">{t('common.noDepartment')}</span>
              ) : (
                <Duties plan={plan} duties={row.departments} />
              ),
          },
        ]}
      />
    </Section>
  )
}

function Supports({ plan }: { plan: Plan }) {
  const { t } = useWording()
  return (
    <Section title={t('plan.supports')}>
      <Table
        caption={t('plan.supports')}
        rows={plan.supports}
        rowKey={(row) => row.code}
        columns={[
          { key: 'title', head: t('plan.support'), names: true, cell: (row) => <PlanText>{row.title}</PlanText> },
          {
            key: 'ceiling',
            head: t('plan.ceiling'),
            width: '22rem',
            narrow: 'bare',
            cell: (row) => <PlanText>{row.ceiling}</PlanText>,
          },
          {
            key: 'payer',
            head: t('plan.payer'),
            width: '12rem',
            cell: (row) =>
              row.payer === null ? (
                <span className="faint">{t('plan.noPayer')}</span>
              ) : (
                <PlanText>{row.payer}</PlanText>
              ),
          },
          {
            key: 'citation',
            head: t('plan.citation'),
            width: '14rem',
            narrow: 'bare',
            cell: (row) => <Cited citation={row.citation} />,
          },
        ]}
      />
    </Section>
  )
}

function Departments({ plan }: { plan: Plan }) {
  const { t, list } = useWording()
  return (
    <Section title={t('plan.departments')}>
      <Table
        caption={t('plan.departments')}
        rows={plan.departments}
        rowKey={(row) => row.code}
        columns={[
          {
            key: 'name',
            head: t('plan.department'),
            names: true,
            width: '16rem',
            cell: (row) => (
              <DepartmentLink department={row.code}>
                <PlanText>{row.name}</PlanText>
              </DepartmentLink>
            ),
          },
          {
            key: 'aliases',
            head: t('plan.aliases'),
            narrow: 'bare',
            cell: (row) => (row.aliases.length === 0 ? NOT_APPLICABLE : <PlanText>{list(row.aliases)}</PlanText>),
          },
        ]}
      />
    </Section>
  )
}
