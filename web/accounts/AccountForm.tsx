import { type SyntheticEvent, useState } from 'react'
import { ROLES, type Role } from '../../db/words.ts'
import type { AccountRow, Grant, OneTimePassword } from '../../server/accounts/contract.ts'
import { newKey, send } from '../api.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import session from '../session/Session.module.css'
import { Button } from '../ui/Button.tsx'
import { CheckField, TextField } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import styles from './Accounts.module.css'

/** Roles that make sense for one department alone. */
const OF_DEPARTMENT: readonly Role[] = ['reporter', 'head']

type Department = { code: string; name: string }

/** A new account, or (`row`) a change of one. `onDone` gets the one-time password of a new one. */
export function AccountForm(props: {
  departments: readonly Department[]
  row: AccountRow | undefined
  onDone: (made?: OneTimePassword) => void
}) {
  const { t } = useWording()
  const { row, departments } = props
  const [account, setAccount] = useState('')
  const [displayName, setDisplayName] = useState(row?.displayName ?? '')
  const [email, setEmail] = useState(row?.email ?? '')
  const [roles, setRoles] = useState<Grant[]>(
    row?.roles.map(({ role, department }) => ({ role, department })) ?? [{ role: 'reporter', department: null }],
  )
  const [fault, setFault] = useState<Error>()
  /** 全区 is said on purpose: a reporter or head without a department could act for all of them. */
  const [isWide, setWide] = useState(false)
  const of = (path: string) =>
    fault instanceof Problem ? fault.errors.find((one) => one.path.startsWith(path))?.message : undefined
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    setFault(undefined)
    if (hasWideRole && !isWide) return
    const common = { displayName, email: email.trim() === '' ? null : email.trim(), roles }
    try {
      if (row === undefined) props.onDone(await send('POST', '/accounts', { account, ...common }, newKey()))
      else {
        await send('PATCH', `/accounts/${row.id}`, common)
        props.onDone()
      }
    } catch (error) {
      setFault(error as Error)
    }
  }
  const hasWideRole = roles.some((one) => OF_DEPARTMENT.includes(one.role) && one.department === null)
  const change = (place: number, next: Partial<Grant>) =>
    setRoles(roles.map((one, at) => (at === place ? { ...one, ...next } : one)))
  return (
    <form onSubmit={submit}>
      {fault !== undefined && !(fault instanceof Problem && fault.errors.length > 0) ? (
        <Notice tone="wrong" role="alert" title={t('accounts.notDone')}>
          <p>{fault instanceof Problem ? fault.message : t('common.noAnswer')}</p>
        </Notice>
      ) : null}
      {row === undefined ? (
        <TextField
          label={t('session.account')}
          hint={t('session.accountHint')}
          required
          autoCapitalize="none"
          spellCheck={false}
          autoComplete="off"
          error={of('account')}
          value={account}
          onChange={(event) => setAccount(event.currentTarget.value)}
        />
      ) : null}
      <TextField
        label={t('session.displayName')}
        required
        maxLength={50}
        autoComplete="off"
        error={of('displayName')}
        value={displayName}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      <TextField
        label={t('accounts.email')}
        optional={t('accounts.optional')}
        type="email"
        autoComplete="off"
        error={of('email')}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <fieldset className={`${session.beside} ${styles.roles}`}>
        <legend>{t('accounts.roles')}</legend>
        {roles.map((one, place) => (
          <p key={`${place.toString()}`} className={styles.role}>
            <select
              aria-label={t('accounts.role')}
              value={one.role}
              onChange={(event) => change(place, { role: event.currentTarget.value as Role })}
            >
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {t(`words.accountRole.${role}`)}
                </option>
              ))}
            </select>
            <select
              aria-label={t('accounts.department')}
              value={one.department ?? ''}
              onChange={(event) => change(place, { department: event.currentTarget.value || null })}
            >
              <option value="">{t('accounts.everyDepartment')}</option>
              {departments.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
            <button type="button" className="word" onClick={() => setRoles(roles.filter((_, at) => at !== place))}>
              {t('accounts.removeRole')}
            </button>
          </p>
        ))}
        <button
          type="button"
          className="word"
          onClick={() => setRoles([...roles, { role: 'reporter', department: null }])}
        >
          {t('accounts.addRole')}
        </button>
        {hasWideRole ? (
          <CheckField
            label={t('accounts.wideRole')}
            required
            checked={isWide}
            onChange={(event) => setWide(event.currentTarget.checked)}
          />
        ) : null}
        {of('roles') === undefined ? null : <p className="behind">{of('roles')}</p>}
      </fieldset>
      <p className={session.acts}>
        <Button kind="primary" type="submit">
          {row === undefined ? t('accounts.make') : t('accounts.save')}
        </Button>
      </p>
    </form>
  )
}
