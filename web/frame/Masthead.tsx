import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { plansQuery } from '../api.ts'
import { switchLanguage, useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { PlanText } from '../ui/Links.tsx'
import { usePlan, usePlanCode } from '../view.ts'
import { AsOf } from './AsOf.tsx'
import styles from './Masthead.module.css'

/** Whose figures these are, of which day, and the six ways into them. */
export function Masthead() {
  const { t, language } = useWording()
  const code = usePlanCode()
  const plans = useQuery(plansQuery)
  const plan = plans.data?.rows.find((row) => row.code === code)
  const demo = usePlan().data?.demo ?? false
  const active = { activeProps: { 'aria-current': 'page' as const }, className: styles.item ?? '' }
  return (
    <header className={styles.masthead}>
      <div className={styles.name}>
        <Link {...paths.overview()} className={styles.product ?? ''}>
          {plan === undefined ? t('common.product') : <PlanText>{plan.product}</PlanText>}
        </Link>
        {plan === undefined ? null : (
          <Link
            {...paths.plan()}
            className={styles.number ?? ''}
            aria-label={t('common.documentLink', { number: plan.document.number })}
          >
            <PlanText>{plan.document.number}</PlanText>
          </Link>
        )}
        {demo ? <span className={styles.demo}>{t('common.demo')}</span> : null}
      </div>
      <nav aria-label={t('common.nav.label')} className={`${styles.nav} no-print`}>
        <Link {...paths.overview()} {...active} activeOptions={{ exact: true, includeSearch: false }}>
          {t('common.nav.overview')}
        </Link>
        <Link {...paths.targets()} {...active}>
          {t('common.nav.targets')}
        </Link>
        <Link {...paths.departments()} {...active}>
          {t('common.nav.departments')}
        </Link>
        <Link {...paths.columns()} {...active}>
          {t('common.nav.columns')}
        </Link>
        <Link {...paths.tasks()} {...active}>
          {t('common.nav.tasks')}
        </Link>
        <Link {...paths.ledger()} {...active}>
          {t('common.nav.ledger')}
        </Link>
      </nav>
      <div className={styles.tools}>
        <AsOf />
        <button
          type="button"
          className={`${styles.language} no-print`}
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => void switchLanguage(language === 'en' ? 'zh-CN' : 'en')}
        >
          {t('common.language.switch')}
        </button>
      </div>
    </header>
  )
}
