import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { sessionQuery, setUp, setupQuery } from './api.ts'
import { NewPassword } from './NewPassword.tsx'
import styles from './Session.module.css'

/** 首次使用: the first administrator, made by the one-time link whose token stands behind `#`. */
export function SetupPage() {
  const { t } = useWording()
  const navigate = useNavigate()
  const rules = useQuery(sessionQuery).data?.passwordRules
  const [said, setSaid] = useState({ account: '', displayName: '', password: '' })
  const [fault, setFault] = useState<Error>()
  const token = location.hash.slice(1)
  const of = (path: string) =>
    fault instanceof Problem ? fault.errors.find((one) => one.path === path)?.message : undefined
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    setFault(undefined)
    try {
      await setUp({ token, ...said })
      await navigate({ ...paths.accounts(), replace: true })
    } catch (error) {
      setFault(error as Error)
    }
  }
  const isDone = useQuery(setupQuery).data?.needed === false
  const general =
    fault instanceof Problem ? (of('token') ?? (fault.errors.length === 0 ? fault.message : undefined)) : fault
  if (isDone)
    return (
      <div className={styles.narrow}>
        <PageTitle title={t('session.setup.done')} deck={t('session.setup.doneDeck')} />
        <Link {...paths.signIn()}>{t('session.signIn.link')}</Link>
      </div>
    )
  return (
    <div className={styles.narrow}>
      <PageTitle title={t('session.setup.title')} deck={t('session.setup.deck')} />
      {token === '' ? (
        <Notice tone="warn" title={t('session.setup.noToken')}>
          <p>{t('session.setup.needed')}</p>
        </Notice>
      ) : null}
      {general === undefined ? null : (
        <Notice tone="wrong" role="alert" title={t('session.setup.notMade')}>
          <p>{general instanceof Error ? t('common.noAnswer') : general}</p>
        </Notice>
      )}
      <form onSubmit={submit}>
        <TextField
          label={t('session.displayName')}
          required
          autoFocus
          autoComplete="name"
          maxLength={50}
          error={of('displayName')}
          value={said.displayName}
          onChange={(event) => setSaid({ ...said, displayName: event.currentTarget.value })}
        />
        <TextField
          label={t('session.account')}
          hint={t('session.accountHint')}
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={of('account')}
          value={said.account}
          onChange={(event) => setSaid({ ...said, account: event.currentTarget.value })}
        />
        <NewPassword
          label={t('session.password')}
          mixed={rules?.mixed ?? true}
          error={of('password')}
          value={said.password}
          onChange={(password) => setSaid({ ...said, password })}
        />
        <p className={styles.acts}>
          <Button kind="primary" type="submit">
            {t('session.setup.submit')}
          </Button>
        </p>
      </form>
    </div>
  )
}
