import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { ROLES, type Role } from '../../db/words.ts'
import { newKey, send } from '../api.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { CheckField, SelectField, TextField } from '../ui/Field.tsx'
import { SingleKeysSwitch } from '../ui/KeyHelp.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { Table } from '../ui/Table.tsx'
import { readAgent } from './agent.ts'
import { changePassword, hasRole, ownSessionsQuery, ownTokensQuery, sessionQuery, usePerson } from './api.ts'
import { NewPassword } from './NewPassword.tsx'
import { RequireSignIn } from './RequireSignIn.tsx'
import { RoleList } from './RoleList.tsx'
import styles from './Session.module.css'

/** 我的账号: the own password, sessions and tokens. */
export function AccountPage() {
  return (
    <RequireSignIn>
      <Account />
    </RequireSignIn>
  )
}

function Account() {
  const { t } = useWording()
  const person = usePerson()
  if (!person) return null
  return (
    <>
      <PageTitle
        title={t('session.own.title', { name: person.displayName })}
        deck={<RoleList roles={person.roles} />}
      />
      <Password mustChange={person.mustChangePassword} />
      {person.mustChangePassword ? null : (
        <>
          <Section title={t('common.keys.setting')}>
            <SingleKeysSwitch />
          </Section>
          <Sessions />
          <Tokens />
        </>
      )}
    </>
  )
}

function Password({ mustChange }: { mustChange: boolean }) {
  const { t } = useWording()
  const rules = useQuery(sessionQuery).data?.passwordRules
  const [said, setSaid] = useState({ current: '', next: '' })
  const [fault, setFault] = useState<Error>()
  const [isDone, setDone] = useState(false)
  const of = (path: string) =>
    fault instanceof Problem ? fault.errors.find((one) => one.path === path)?.message : undefined
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    setFault(undefined)
    try {
      await changePassword(said.current, said.next)
      setSaid({ current: '', next: '' })
      setDone(true)
    } catch (error) {
      setDone(false)
      setFault(error as Error)
    }
  }
  return (
    <Section title={t('session.own.password')}>
      {mustChange ? (
        <Notice tone="warn" title={t('session.own.mustChangeTitle')}>
          <p>{t('session.own.mustChange')}</p>
        </Notice>
      ) : null}
      {isDone ? <Notice tone="done" role="status" title={t('session.own.changed')} /> : null}
      {fault !== undefined && !(fault instanceof Problem && fault.errors.length > 0) ? (
        <Notice tone="wrong" role="alert" title={t('session.own.notChanged')}>
          <p>{fault instanceof Problem ? fault.message : t('common.noAnswer')}</p>
        </Notice>
      ) : null}
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label={t('session.own.current')}
          type="password"
          autoComplete="current-password"
          required
          error={of('current')}
          value={said.current}
          onChange={(event) => setSaid({ ...said, current: event.currentTarget.value })}
        />
        <NewPassword
          label={t('session.own.next')}
          mixed={rules?.mixed ?? true}
          error={of('next')}
          value={said.next}
          onChange={(next) => setSaid({ ...said, next })}
        />
        <p className={styles.acts}>
          <Button kind={mustChange ? 'primary' : 'plain'} type="submit">
            {t('session.own.change')}
          </Button>
        </p>
      </form>
    </Section>
  )
}

function Sessions() {
  const { t } = useWording()
  const agentWord = (text: string) => {
    const { browser, version, system } = readAgent(text)
    if (browser === null && system === null) return text === '' ? t('session.own.unknownAgent') : text
    const name = browser === null ? t('session.own.unknownBrowser') : t(`session.browser.${browser}`)
    return t('session.own.agentOn', {
      browser: version === null ? name : `${name} ${version}`,
      system: system === null ? t('session.own.unknownSystem') : t(`session.system.${system}`),
    })
  }
  const client = useQueryClient()
  const query = useQuery(ownSessionsQuery)
  const end = async (id: string) => {
    await send('DELETE', `/sessions/${id}`)
    await client.invalidateQueries({ queryKey: ['/sessions'] })
  }
  return (
    <Section title={t('session.own.sessions')} note={t('session.own.sessionsNote')}>
      <Loaded query={query} skeleton={<SkeletonRows rows={2} widths={['12rem', '8rem', '20rem']} />} empty={null}>
        {({ rows }) => (
          <Table
            caption={t('session.own.sessions')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'seen',
                head: t('session.own.seen'),
                names: true,
                width: '12rem',
                cell: (row) => formatInstant(row.seenAt),
              },
              { key: 'address', head: t('session.own.address'), width: '10rem', cell: (row) => row.address },
              { key: 'agent', head: t('session.own.agent'), cell: (row) => agentWord(row.agent) },
              {
                key: 'end',
                head: t('session.own.act'),
                width: '10rem',
                cell: (row) =>
                  row.isThis ? (
                    <span className="quiet">{t('session.own.thisOne')}</span>
                  ) : (
                    <button type="button" className="word" onClick={() => void end(row.id)}>
                      {t('session.own.end')}
                    </button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}

function Tokens() {
  const { t } = useWording()
  const client = useQueryClient()
  const person = usePerson()
  const query = useQuery(ownTokensQuery)
  const [said, setSaid] = useState<{ name: string; roles: Role[]; days: string }>({ name: '', roles: [], days: '90' })
  const [made, setMade] = useState<{ name: string; token: string }>()
  const [fault, setFault] = useState<string>()
  const held = ROLES.filter((role) => hasRole(person, role))
  const reload = () => client.invalidateQueries({ queryKey: ['/tokens'] })
  const add = async (event: SyntheticEvent) => {
    event.preventDefault()
    setFault(undefined)
    try {
      setMade(
        await send<{ name: string; token: string }>('POST', '/tokens', { ...said, days: Number(said.days) }, newKey()),
      )
      setSaid({ name: '', roles: [], days: '90' })
      await reload()
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('common.noAnswer'))
    }
  }
  const end = async (id: string) => {
    await send('DELETE', `/tokens/${id}`)
    await reload()
  }
  return (
    <Section title={t('session.tokens.title')} note={t('session.tokens.note')}>
      {made === undefined ? null : (
        <Notice tone="done" role="status" title={t('session.tokens.made', { name: made.name })}>
          <p>{t('session.tokens.once')}</p>
          <code className={styles.secret}>{made.token}</code>
          <CopyButton text={made.token} />
        </Notice>
      )}
      <Loaded
        query={query}
        skeleton={<SkeletonRows rows={1} widths={['12rem', '8rem']} />}
        empty={({ rows }) => (rows.length === 0 ? <p className="quiet">{t('session.tokens.none')}</p> : undefined)}
      >
        {({ rows }) => (
          <Table
            caption={t('session.tokens.title')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              { key: 'name', head: t('session.tokens.name'), names: true, cell: (row) => row.name },
              { key: 'prefix', head: t('session.tokens.prefix'), width: '9rem', cell: (row) => `${row.prefix}…` },
              {
                key: 'roles',
                head: t('session.tokens.roles'),
                cell: (row) => row.roles.map((role) => t(`words.accountRole.${role}`)).join(' '),
              },
              {
                key: 'expires',
                head: t('session.tokens.expires'),
                width: '11rem',
                cell: (row) => formatInstant(row.expiresAt),
              },
              {
                key: 'used',
                head: t('session.tokens.used'),
                width: '11rem',
                cell: (row) => (row.lastUsedAt === null ? '—' : formatInstant(row.lastUsedAt)),
              },
              {
                key: 'end',
                head: t('session.own.act'),
                width: '6rem',
                cell: (row) =>
                  row.endedAt === null ? (
                    <button type="button" className="word" onClick={() => void end(row.id)}>
                      {t('session.tokens.end')}
                    </button>
                  ) : (
                    <span className="quiet">{t('session.tokens.ended')}</span>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <details>
        <summary>{t('session.tokens.add')}</summary>
        <form className={styles.form} onSubmit={add}>
          <TextField
            label={t('session.tokens.name')}
            hint={t('session.tokens.nameHint')}
            required
            maxLength={50}
            error={fault}
            value={said.name}
            onChange={(event) => setSaid({ ...said, name: event.currentTarget.value })}
          />
          <SelectField
            label={t('session.tokens.days')}
            options={['30', '90', '180', '366'].map((value) => ({
              value,
              label: t('session.tokens.daysOf', { count: Number(value) }),
            }))}
            value={said.days}
            onChange={(event) => setSaid({ ...said, days: event.currentTarget.value })}
          />
          <fieldset className={styles.beside}>
            <legend>{t('session.tokens.roles')}</legend>
            {held.map((role) => (
              <CheckField
                key={role}
                label={t(`words.accountRole.${role}`)}
                checked={said.roles.includes(role)}
                onChange={(event) =>
                  setSaid({
                    ...said,
                    roles: event.currentTarget.checked
                      ? [...said.roles, role]
                      : said.roles.filter((one) => one !== role),
                  })
                }
              />
            ))}
          </fieldset>
          <p className={styles.acts}>
            <Button type="submit">{t('session.tokens.submit')}</Button>
          </p>
        </form>
      </details>
    </Section>
  )
}
