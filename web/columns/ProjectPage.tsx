import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import type { SummaryProject } from '../../server/summary/contract.ts'
import { itemsQuery } from '../api.ts'
import { useWording } from '../i18n.ts'
import { ItemsTable } from '../items/ItemsTable.tsx'
import { paths } from '../paths.ts'
import { columnTitle } from '../summary/strip.ts'
import { LadderCells } from '../ui/LadderCells.tsx'
import { DepartmentLink, PlanText, ProjectLink } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { useDays, usePlanAndSummary } from '../view.ts'
import { type PlanProject, projectLadder } from './ladder-of-project.ts'

/** One project: where the document names it, who carries it, how far it is and by which items. */
export function ProjectPage() {
  const { project: code } = useParams({ strict: false })
  const query = usePlanAndSummary()
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={8} widths={['16rem', '24rem']} />} empty={null}>
      {({ plan, summary }) => {
        const projects = plan.columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
        const project = projects.find((one) => one.code === code)
        const state = summary.columns.flatMap((column) => column.projects).find((one) => one.code === code)
        if (project === undefined || state === undefined) return <NotFound />
        return <Project plan={plan} project={project} state={state} all={projects} />
      }}
    </Loaded>
  )
}

type Parts = { plan: Plan; project: PlanProject; state: SummaryProject; all: readonly PlanProject[] }

function Project({ plan, project, state, all }: Parts) {
  const wording = useWording()
  const { t, day } = wording
  const list = useQuery(itemsQuery(plan.code, { project: project.code, pageSize: 200 }, useDays()))
  const column = plan.columns.find((one) => one.groups.some((group) => group.projects.includes(project)))
  const said = {
    name: planText(project.name),
    stage: state.stage === null ? '' : t(`words.stage.${state.stage}`),
    days: state.daysInStage ?? 0,
  }
  const group = column?.groups.find((one) => one.projects.includes(project))
  const usual = plan.stages.find(
    (one) =>
      one.kind === project.kind &&
      one.international === (project.level === 'international') &&
      one.stage === state.stage,
  )?.stallDays
  const carriers = project.departments.map(
    (duty) => plan.departments.find((one) => one.code === duty.code)?.name ?? duty.code,
  )
  const sentences = [
    ...(group === undefined ? [] : [t('columns.deckGroup', { group: planText(group.title) })]),
    carriers.length === 0
      ? t('columns.noDuties')
      : t('columns.deckCarried', { names: planText(wording.list(carriers)) }),
    ...(state.stalled && usual != null ? [t('columns.deckUsual', { stage: said.stage, count: usual })] : []),
  ]
  const finding = {
    done: 'columns.projectDone',
    active: 'columns.projectFinding',
    'not-started': 'columns.projectNone',
  } as const
  return (
    <>
      <PageTitle
        title={t(state.stalled ? 'columns.projectStalled' : finding[state.progress], said)}
        deck={
          <>
            <Sentence text={sentences.join(wording.language === 'zh-CN' ? '' : ' ')} />
            {state.dueOn === null ? null : (
              <span className={state.overdue ? 'behind strong' : ''}>
                {' '}
                {t(state.overdue ? 'columns.overdue' : 'columns.dueOn', { day: state.dueOn })}
              </span>
            )}
          </>
        }
        crumb={
          <>
            {column === undefined ? null : (
              <Link {...paths.column(column.number)}>
                <Sentence text={columnTitle(wording, column)} />
              </Link>
            )}
            {([-1, 1] as const).map((by) => {
              const other = all.find((one) => one.number === project.number + by)
              return other === undefined ? null : (
                <span key={by}>
                  {' '}
                  <ProjectLink project={other.code}>
                    {t(by < 0 ? 'columns.previous' : 'columns.next')} <PlanText>{other.name}</PlanText>
                  </ProjectLink>
                </span>
              )
            })}
          </>
        }
      />
      <Section title={t('columns.ladder')}>
        <LadderCells
          ladder={projectLadder(project)}
          reached={state.reached}
          current={state.stage}
          done={state.progress === 'done'}
          stalled={state.stalled}
          nextInReview={state.inReview > 0}
          named
        />
      </Section>
      <Section title={t('columns.duties')}>
        {project.departments.length === 0 ? <p className="risk strong">{t('columns.noDuties')}</p> : null}
        {project.departments.map((duty) => (
          <p key={duty.code}>
            <DepartmentLink department={duty.code}>
              <PlanText>{plan.departments.find((one) => one.code === duty.code)?.name ?? duty.code}</PlanText>
            </DepartmentLink>{' '}
            {t(`words.role.${duty.role}`)}
            <span className="note quiet">
              {' '}
              {t(`words.basisLong.${duty.basis}`)}
              {duty.decisionNumber === null || duty.decidedOn === null ? null : (
                <Sentence
                  text={` ${t('columns.decided', { number: planText(duty.decisionNumber), on: day(duty.decidedOn) })}`}
                />
              )}
            </span>
          </p>
        ))}
      </Section>
      <Section title={t('columns.its')}>
        <Loaded
          query={list}
          skeleton={<SkeletonRows rows={3} widths={['12rem', '24rem']} />}
          empty={(data) => (data.total === 0 ? <Empty title={t('columns.itsNone')} /> : undefined)}
        >
          {(data) => <ItemsTable caption={t('columns.its')} rows={data.rows} plan={plan} />}
        </Loaded>
      </Section>
      <Section title={t('columns.source')}>
        <p>
          <PlanText>
            {plan.document.number} {project.citation.section} {project.citation.item}
            {project.citation.quote === null ? '' : `“${project.citation.quote}”`}
          </PlanText>
        </p>
      </Section>
    </>
  )
}
