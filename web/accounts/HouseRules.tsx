import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import type { Policy } from '../../server/accounts/contract.ts'
import { send } from '../api.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import session from '../session/Session.module.css'
import { Button } from '../ui/Button.tsx'
import { CheckField, TextField } from '../ui/Field.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import { policyQuery } from './api.ts'

/** 安全设置: how long sessions last and what a password must be. */
export function HouseRules() {
  const { t } = useWording()
  const query = useQuery(policyQuery)
  return (
    <Section title={t('accounts.rules.title')} note={t('accounts.rules.note')}>
      <Loaded query={query} skeleton={<SkeletonRows rows={4} widths={['12rem', '6rem']} />} empty={null}>
        {(rules) => <Form key={JSON.stringify(rules)} rules={rules} />}
      </Loaded>
    </Section>
  )
}

function Form({ rules }: { rules: Policy }) {
  const { t } = useWording()
  const client = useQueryClient()
  const [said, setSaid] = useState(rules)
  const [fault, setFault] = useState<Error>()
  const [isSaved, setSaved] = useState(false)
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    setFault(undefined)
    try {
      await send('PUT', '/settings/security', said)
      setSaved(true)
      await client.invalidateQueries({ queryKey: ['/session'] })
    } catch (error) {
      setFault(error as Error)
    }
  }
  const field = (name: 'idleMinutes' | 'absoluteHours' | 'passwordMaxAgeDays') => (
    <TextField
      label={t(`accounts.rules.${name}`)}
      hint={t(`accounts.rules.${name}Hint`)}
      type="number"
      required
      error={fault instanceof Problem ? fault.errors.find((one) => one.path === name)?.message : undefined}
      value={said[name]}
      onChange={(event) => setSaid({ ...said, [name]: event.currentTarget.valueAsNumber || 0 })}
    />
  )
  return (
    <form className={session.form} onSubmit={submit}>
      {isSaved ? <Notice tone="done" role="status" title={t('accounts.rules.saved')} /> : null}
      {field('idleMinutes')}
      {field('absoluteHours')}
      {field('passwordMaxAgeDays')}
      <div className={session.beside}>
        <CheckField
          label={t('accounts.rules.mixed')}
          checked={said.mixedPasswords}
          onChange={(event) => setSaid({ ...said, mixedPasswords: event.currentTarget.checked })}
        />
      </div>
      <p className={session.acts}>
        <Button type="submit">{t('accounts.rules.save')}</Button>
      </p>
    </form>
  )
}
