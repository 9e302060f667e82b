import { Link } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { PlanText } from '../ui/Links.tsx'
import { Section } from '../ui/Section.tsx'
import styles from './Notes.module.css'

/** 口径与说明: what the document leaves open and is taken here, beside the figures that rest on it. */
export function Notes({ plan }: { plan: Plan }) {
  const { t } = useWording()
  const straight = plan.targets.some(({ pace }) => pace === 'straight')
  return (
    <Section title={t('summary.notes.title')} tools={<Link {...paths.plan()}>{t('summary.notes.more')}</Link>}>
      <dl className={styles.notes}>
        {straight ? (
          <div>
            <dt>{t('summary.notes.pace')}</dt>
            <dd>{t('summary.notes.straight')}</dd>
          </div>
        ) : null}
        {plan.assumptions.map((assumption) => (
          <div key={assumption.code}>
            <dt>
              <PlanText>{assumption.title}</PlanText>
            </dt>
            <dd>
              <PlanText>{assumption.text}</PlanText>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
