import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { plansQuery } from '../api.ts'
import { countCopies, dropCopies } from '../entries/local-copy.ts'
import { switchLanguage, useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { signOut, usePerson } from '../session/api.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { PlanText } from '../ui/Links.tsx'
import { usePlan, usePlanCode } from '../view.ts'
import { AsOf } from './AsOf.tsx'
import { type BarWord, useBarWords } from './bar.ts'
import styles from './Masthead.module.css'

const active = { activeProps: { 'aria-current': 'page' as const }, className: styles.item ?? '' }
/** Pages that show figures; the others are for work, or for signing in. */
const READING = /^\/($|(targets|departments|columns|projects|tasks|items|ledger|plan)(\/|$))/

/** Whose figures these are, of which day, and the six ways into them. */
export function Masthead() {
  const { t } = useWording()
  const code = usePlanCode()
  const plans = useQuery(plansQuery)
  const plan = plans.data?.rows.find((row) => row.code === code)
  const demo = usePlan().data?.demo ?? false
  const words = useBarWords()
  const isReading = READING.test(useLocation().pathname)
  const number =
    plan === undefined ? null : (
      <Link
        {...paths.plan()}
        className={styles.number ?? ''}
        aria-label={t('common.documentLink', { number: plan.document.number })}
      >
        <PlanText>{plan.document.number}</PlanText>
      </Link>
    )
  const name = (
    <div className={styles.name}>
      <Link {...paths.overview()} className={styles.product ?? ''}>
        {plan === undefined ? t('common.product') : <PlanText>{plan.product}</PlanText>}
      </Link>
      {words.length > 0 ? null : number}
      {demo ? (
        <span className={styles.demo}>
          <span className={styles.whole}>{t('common.demo')}</span>
          <span className={styles.short}>{t('common.demoShort')}</span>
        </span>
      ) : null}
    </div>
  )
  if (words.length === 0)
    return (
      <header className={`${styles.masthead} ${styles.reading}`}>
        {name}
        <ReadingNav />
        <div className={styles.tools}>
          {isReading ? <AsOf /> : null}
          <Language />
          <Person />
        </div>
      </header>
    )
  // The work stands in the first line; what belongs to the figures on the page in a second, with the ways into them.
  return (
    <header className={styles.masthead}>
      {name}
      <WorkBar words={isReading ? words.filter(({ to }) => to !== '/' && to !== '/ledger') : words} />
      <div className={styles.tools}>
        {isReading ? null : <Language />}
        <Person />
      </div>
      {isReading ? (
        <div className={styles.second}>
          <ReadingNav />
          <div className={styles.tools}>
            {number}
            <AsOf />
            <Language />
          </div>
        </div>
      ) : null}
    </header>
  )
}

function Language() {
  const { t, language } = useWording()
  return (
    <button
      type="button"
      className={`${styles.language} no-print`}
      lang={language === 'en' ? 'zh-CN' : 'en'}
      onClick={() => void switchLanguage(language === 'en' ? 'zh-CN' : 'en')}
    >
      {t('common.language.switch')}
    </button>
  )
}

/** The ways into the figures. */
function ReadingNav() {
  const { t } = useWording()
  return (
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
  )
}

/** What waits for this person, and the pages on which the work is done. */
function WorkBar({ words }: { words: readonly BarWord[] }) {
  const { t } = useWording()
  return (
    <nav aria-label={t('session.bar.label')} className={`${styles.nav} ${styles.work} no-print`}>
      {words.map(({ to, word, waiting }) => (
        <Link key={to} to={to} {...active}>
          {t(word)}
          {waiting === undefined || waiting === 0 ? null : <span className={styles.waiting}>{waiting}</span>}
        </Link>
      ))}
    </nav>
  )
}

/** Who is signed in, and the way in and out. */
function Person() {
  const { t } = useWording()
  const person = usePerson()
  const navigate = useNavigate()
  const { href, pathname } = useLocation()
  const [asks, setAsks] = useState(0)
  if (person === undefined) return null
  if (person === null)
    return pathname === '/sign-in' || pathname === '/setup' ? null : (
      <Link {...paths.signIn(href)} className="no-print">
        {t('session.signIn.link')}
      </Link>
    )
  const home = person.roles.find((one) => one.departmentName !== null)?.departmentName
  // What was typed and never reached the server is no longer anybody's on this computer.
  const leave = (account: string) => {
    setAsks(0)
    dropCopies(account)
    // First away from what is only for whoever was signed in, then out.
    void navigate(paths.overview()).then(signOut)
  }
  return (
    <span className={`${styles.person} no-print`}>
      <Link {...paths.account()}>
        <span className="hidden-text">{`${t('session.own.link')}：`}</span>
        {home === undefined || home === null ? null : <PlanText className={styles.home}>{home}</PlanText>}
        {person.displayName}
      </Link>
      <button
        type="button"
        className="word"
        onClick={() => {
          const copies = countCopies(person.account)
          if (copies > 0) setAsks(copies)
          else leave(person.account)
        }}
      >
        {t('session.signOut')}
      </button>
      {asks > 0 ? (
        <Dialog title={t('entries.unsavedSignOut', { count: asks })} onClose={() => setAsks(0)}>
          <p className={styles.acts}>
            <Button kind="danger" onClick={() => leave(person.account)}>
              {t('session.signOut')}
            </Button>
            <Button onClick={() => setAsks(0)}>{t('entries.bar.keep')}</Button>
          </p>
        </Dialog>
      ) : null}
    </span>
  )
}
