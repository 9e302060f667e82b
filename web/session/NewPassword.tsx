import { useState } from 'react'
import { MIN_LENGTH } from '../../server/accounts/password-rules.ts'
import { useWording } from '../i18n.ts'
import { CheckField, TextField } from '../ui/Field.tsx'
import styles from './Session.module.css'

/** A field for a new password: what it takes, and a way to see what was typed instead of typing it twice. */
export function NewPassword(props: {
  label: string
  mixed: boolean
  error: string | undefined
  value: string
  onChange: (value: string) => void
}) {
  const { t } = useWording()
  const [isShown, setShown] = useState(false)
  return (
    <>
      <TextField
        label={props.label}
        type={isShown ? 'text' : 'password'}
        autoComplete="new-password"
        required
        hint={t(props.mixed ? 'session.passwordHintMixed' : 'session.passwordHint', { count: MIN_LENGTH })}
        error={props.error}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      <div className={styles.beside}>
        <CheckField
          label={t('session.showPassword')}
          checked={isShown}
          onChange={(event) => setShown(event.currentTarget.checked)}
        />
      </div>
    </>
  )
}
