import { type SyntheticEvent, useState, useSyncExternalStore } from 'react'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { signInAgain } from './api.ts'
import { expired } from './hold.ts'
import styles from './Session.module.css'

/**
 * The session ran out while a page was in use: sign in on the spot, and what was being done goes on. Another account
 * starts at its own desk, and sees nothing of this page.
 */
export function SessionOver() {
  const { t } = useWording()
  const person = useSyncExternalStore(expired.subscribe, expired.get)
  const [password, setPassword] = useState('')
  const [fault, setFault] = useState<string>()
  if (person === undefined) return null
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    setFault(undefined)
    try {
      const next = await signInAgain(person.account, password)
      setPassword('')
      expired.resume(next)
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('common.noAnswer'))
    }
  }
  return (
    <Dialog title={t('session.over.title')}>
      <p>{t('session.over.deck')}</p>
      <form onSubmit={submit}>
        <TextField label={t('session.account')} value={`${person.displayName}（${person.account}）`} readOnly />
        <TextField
          label={t('session.password')}
          type="password"
          autoComplete="current-password"
          required
          data-first
          error={fault}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <p className={styles.acts}>
          <Button kind="primary" type="submit">
            {t('session.over.submit')}
          </Button>
          <button
            type="button"
            className="word"
            onClick={() => {
              expired.abandon()
              location.assign('/sign-in')
            }}
          >
            {t('session.over.other')}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
