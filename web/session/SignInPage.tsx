import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { sessionQuery, setupQuery, signIn } from './api.ts'
import { deskOf } from './desk.ts'
import styles from './Session.module.css'

/** 登录. Afterwards the page that was asked for, else the person's own desk. */
export function SignInPage() {
  const { t } = useWording()
  const navigate = useNavigate()
  const { next, from } = useSearch({ from: '/sign-in' })
  const setup = useQuery(setupQuery)
  const session = useQuery(sessionQuery)
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<Error>()
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setFault(undefined)
    try {
      const { person } = await signIn(account.trim(), password)
      const desk = person?.mustChangePassword ? '/account' : (next ?? deskOf(person))
      await navigate({ href: desk, replace: true })
    } catch (error) {
      setFault(error as Error)
      setPassword('')
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.narrow}>
      <PageTitle title={t('session.signIn.title')} deck={t('session.signIn.deck')} />
      {setup.data?.needed ? (
        <Notice tone="warn" title={t('session.setup.neededTitle')}>
          <p>{t('session.setup.needed')}</p>
        </Notice>
      ) : null}
      {from === undefined ? null : (
        <Notice tone="wrong" title={t('session.signIn.notLetIn')}>
          <p>{from}</p>
        </Notice>
      )}
      {fault === undefined ? null : (
        <Notice tone="wrong" role="alert" title={fault instanceof Problem ? fault.title : t('common.failed')}>
          <p>{fault instanceof Problem ? fault.message : t('common.noAnswer')}</p>
        </Notice>
      )}
      <form onSubmit={submit}>
        <TextField
          label={t('session.account')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
        <TextField
          label={t('session.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <p className={styles.acts}>
          <Button kind="primary" type="submit" aria-busy={isBusy}>
            {t('session.signIn.submit')}
          </Button>
        </p>
      </form>
      {session.data?.singleSignOn ? (
        <p className={styles.other}>
          <a href={`/api/single-sign-on${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`}>
            {t('session.signIn.singleSignOn')}
          </a>
        </p>
      ) : null}
      <p className={`${styles.other} note quiet`}>{t('session.signIn.help')}</p>
    </div>
  )
}
