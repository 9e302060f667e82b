import { Link, useSearch } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { SummaryExport } from '../exchange/Exports.tsx'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { RuleChangeNote } from '../targets/RuleChangeNote.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { Pieces } from '../ui/Sentence.tsx'
import { useDays, usePlanAndSummary } from '../view.ts'
import { ColumnStrip } from './ColumnStrip.tsx'
import { DepartmentMatrix } from './DepartmentMatrix.tsx'
import { finding } from './findings.ts'
import { Notes } from './Notes.tsx'
import styles from './OverviewPage.module.css'
import { Rail, Review } from './Rail.tsx'
import { Supports } from './Supports.tsx'
import { TargetList, TargetTable, TargetTableSkeleton } from './TargetTable.tsx'
import { TaskList } from './TaskList.tsx'

/** 总览: a sentence, then a table whose rows are drawn; beside it who and what holds things up; below it everything. */
export function OverviewPage() {
  const { t } = useWording()
  const query = usePlanAndSummary()
  return (
    <>
      {query.data === undefined ? (
        <PageTitle
          title={t('summary.title')}
          deck={
            query.isError ? undefined : (
              <span className="block" style={{ width: '32rem', maxWidth: '100%' }} aria-hidden="true" />
            )
          }
        />
      ) : null}
      <Loaded query={query} skeleton={<OverviewSkeleton plan={query.plan} />} empty={null}>
        {({ plan, summary }) => <Overview plan={plan} summary={summary} />}
      </Loaded>
    </>
  )
}

function Overview({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t, language } = useWording()
  const days = useDays()
  const { sort } = useSearch({ from: '/' })
  const { title, deck } = finding({ plan, summary, days, t, language })
  const silent =
    summary.queue.entries === 0 &&
    summary.targets.every(({ status }) => status === 'nothing-reported') &&
    summary.tasks.every(({ status }) => status === 'not-reported')
  const counted = summary.targets.length > 0
  return (
    <>
      <PageTitle
        title={title}
        tools={<SummaryExport />}
        deck={
          <>
            <p>
              <Pieces pieces={deck} />
            </p>
            {plan.targets.map((target) => (
              <RuleChangeNote key={target.code} plan={plan} target={target} summary={summary} named />
            ))}
          </>
        }
      />
      {counted ? (
        <div className={styles.first}>
          <div>
            <TargetTable plan={plan} summary={summary} />
            <TargetList plan={plan} summary={summary} part="attention" />
          </div>
          <aside className={styles.rail}>
            {silent ? <HowFiguresArise counted /> : <Rail plan={plan} summary={summary} />}
          </aside>
          <div className={styles.after}>
            <TargetList plan={plan} summary={summary} part="keeping" />
          </div>
        </div>
      ) : null}
      {counted ? <DepartmentMatrix plan={plan} summary={summary} order={sort ?? 'gap'} /> : null}
      {summary.columns.length > 0 ? <ColumnStrip plan={plan} summary={summary} /> : null}
      {summary.tasks.length > 0 ? <TaskList plan={plan} summary={summary} /> : null}
      {plan.supports.length > 0 ? <Supports plan={plan} /> : null}
      {counted ? null : silent ? <HowFiguresArise counted={false} /> : <Review summary={summary} />}
      {plan.assumptions.length > 0 || counted ? <Notes plan={plan} /> : null}
    </>
  )
}

/** Names and lines stand where they will stand; figures are blocks. */
function OverviewSkeleton({ plan }: { plan: Plan | undefined }) {
  if (plan?.targets.length === 0) return <SkeletonRows rows={16} widths={['3rem', '20rem', '10rem']} />
  return (
    <div className={styles.first}>
      <TargetTableSkeleton plan={plan} />
      <div className={styles.rail}>
        <SkeletonRows rows={11} widths={['7rem', '3rem', '5rem']} />
      </div>
    </div>
  )
}

/** Before anything is reported the page leads to reporting instead of judging. */
function HowFiguresArise({ counted }: { counted: boolean }) {
  const { t } = useWording()
  const steps = ['report', 'review', 'count'] as const
  return (
    <Section inRail={counted} title={counted ? t('summary.empty.title') : t('summary.empty.titleTasks')}>
      <p className="note quiet">{t('summary.empty.intro')}</p>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>
            <span className="strong">{t(`summary.empty.steps.${step}`)}</span>
            <span className="note quiet">
              {t(counted ? `summary.empty.steps.${step}Text` : `summary.empty.tasks.${step}Text`)}
            </span>
          </li>
        ))}
      </ol>
      <p className="note">
        <Link {...paths.plan()}>{counted ? t('summary.empty.read') : t('summary.empty.readTasks')}</Link>
      </p>
    </Section>
  )
}
