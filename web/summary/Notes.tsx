import { Link } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { PlanText } from '../ui/Links.tsx'
import { Section } from '../ui/Section.tsx'
import styles from './Notes.module.css'

const MOST = 8

/** Assumptions whose other reading would give another figure come first; the plan's page has them all. */
function bearing({ assumptions }: Plan): Plan['assumptions'] {
  if (assumptions.length <= MOST) return assumptions
  const chosen = new Set(assumptions.filter(({ alternative }) => alternative !== null).slice(0, MOST))
  for (const one of assumptions) if (chosen.size < MOST) chosen.add(one)
  return assumptions.filter((one) => chosen.has(one))
}

/** 口径与说明: what the document leaves open and is taken here, beside the figures that rest on it. */
export function Notes({ plan }: { plan: Plan }) {
  const { t } = useWording()
  const shown = bearing(plan)
  const rest = plan.assumptions.length - shown.length
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
        {shown.map((assumption) => (
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
      {rest > 0 ? (
        <p className={`${styles.rest} note`}>
          <Link {...paths.plan()} search={{ part: 'assumptions' }}>
            {t('summary.notes.rest', { count: rest })}
          </Link>
        </p>
      ) : null}
    </Section>
  )
}
