import { Link } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { PlanText, TaskLink } from '../ui/Links.tsx'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { TaskState } from '../ui/Status.tsx'
import styles from './TaskList.module.css'

/** 重点任务: qualitative, so a status and the day of the last recognised words, never a percentage. */
export function TaskList({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t, day, list, ordinal } = useWording()
  const withoutLead = plan.gaps.tasksWithoutStatedLead.length
  const nameOf = (code: string) => plan.departments.find((department) => department.code === code)?.name ?? code
  const isException = (status: string) => status === 'behind' || status === 'not-reported'
  const otherYear = summary.tasks.some(({ since }) => since !== null && since.slice(0, 4) !== summary.asOf.slice(0, 4))
  const quiet = summary.tasks.filter(({ status }) => !isException(status)).length
  return (
    <Section
      title={t('summary.tasks.title')}
      note={
        <>
          {t('summary.tasks.note', { count: summary.tasks.length })}
          {withoutLead > 0 ? t('summary.tasks.noLead', { count: withoutLead }) : null}
        </>
      }
    >
      <ol className={otherYear ? `${styles.tasks} ${styles.years}` : styles.tasks}>
        {summary.tasks.map((task) => {
          const told = plan.tasks.find(({ number }) => number === task.number)
          const leads =
            task.leads.length > 0
              ? t(`summary.tasks.${task.basis ?? 'first-listed'}`, {
                  names: planText(list(task.leads.map(nameOf))),
                })
              : planText(told?.collectiveName ?? '')
          return (
            <li key={task.number} className={isException(task.status) ? styles.task : `${styles.task} ${styles.fine}`}>
              <span className="faint">{ordinal(task.number)}</span>
              <TaskLink task={task.number} className="plain">
                <PlanText>{told?.title ?? ''}</PlanText>
              </TaskLink>
              <span className={`${styles.leads} quiet note`}>
                {leads === planText('') ? (
                  <span className="risk">{t('summary.tasks.nobody')}</span>
                ) : (
                  <Sentence text={leads} />
                )}
              </span>
              <span className={styles.status}>
                <TaskState status={task.status} />
              </span>
              <span className={`${styles.since} quiet note nowrap`}>
                {task.since === null ? NOT_APPLICABLE : day(task.since, summary.asOf)}
              </span>
            </li>
          )
        })}
      </ol>
      {quiet > 0 ? (
        <p className={styles.rest}>
          <Link {...paths.tasks()}>{t('summary.tasks.rest', { count: quiet })}</Link>
        </p>
      ) : null}
    </Section>
  )
}
