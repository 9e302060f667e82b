import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ROLES } from '../../db/words.ts'
import type { AccountRow, OneTimePassword } from '../../server/accounts/contract.ts'
import { send } from '../api.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { RoleList } from '../session/RoleList.tsx'
import session from '../session/Session.module.css'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Filters } from '../ui/Filters.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Pagination } from '../ui/Pagination.tsx'
import { Section } from '../ui/Section.tsx'
import { Table } from '../ui/Table.tsx'
import { AccountForm } from './AccountForm.tsx'
import styles from './Accounts.module.css'
import { accountsQuery, departmentsQuery } from './api.ts'
import { EvidenceLimits } from './EvidenceLimits.tsx'
import { HouseRules } from './HouseRules.tsx'

/** 账号: who may do what, kept by the system administrator. */
export function AccountsPage() {
  return (
    <RequireSignIn roles={['admin']}>
      <Accounts />
    </RequireSignIn>
  )
}

function Accounts() {
  const { t, count } = useWording()
  const search = useSearch({ from: '/accounts' })
  const navigate = useNavigate()
  const client = useQueryClient()
  const query = useQuery(accountsQuery(search))
  const departments = useQuery(departmentsQuery).data?.rows ?? []
  const [open, setOpen] = useState<'new' | AccountRow>()
  const [asking, setAsking] = useState<{ what: 'reset' | 'disable'; row: AccountRow }>()
  const [secret, setSecret] = useState<OneTimePassword>()
  const [fault, setFault] = useState<string>()
  const reload = () => client.invalidateQueries({ queryKey: ['/accounts'] })
  const act = async (change: () => Promise<unknown>) => {
    setFault(undefined)
    try {
      await change()
      await reload()
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('common.noAnswer'))
    }
  }
  const reset = (row: AccountRow) =>
    act(async () => setSecret(await send<OneTimePassword>('POST', `/accounts/${row.id}/reset-password`)))
  const setDisabled = (row: AccountRow, disabled: boolean) =>
    act(() => send('PATCH', `/accounts/${row.id}`, { disabled }))
  const title =
    query.data === undefined ? t('accounts.title') : t('accounts.titleOf', { total: count(query.data.total) })
  return (
    <>
      <PageTitle title={title} deck={t('accounts.deck')} />
      {secret === undefined ? null : (
        <Notice tone="done" role="status" title={t('accounts.secretTitle', { account: secret.account })}>
          <p>{t('accounts.secret')}</p>
          <code className={session.secret}>{secret.password}</code>
          <CopyButton text={secret.password} />
        </Notice>
      )}
      {fault === undefined ? null : (
        <Notice tone="wrong" role="alert" title={t('accounts.notDone')}>
          <p>{fault}</p>
        </Notice>
      )}
      <Filters
        search={{ key: 'q', label: t('accounts.search') }}
        choices={[
          {
            key: 'role',
            label: t('accounts.role'),
            options: ROLES.map((role) => ({ value: role, label: t(`words.accountRole.${role}`) })),
          },
          {
            key: 'department',
            label: t('accounts.department'),
            options: departments.map(({ code, name }) => ({ value: code, label: name })),
          },
        ]}
        values={{ q: search.q, role: search.role, department: search.department }}
        onChange={(changed) => void navigate(paths.accounts({ ...search, ...changed, page: undefined }))}
      />
      <p className={styles.tools}>
        <Button kind="primary" onClick={() => setOpen('new')}>
          {t('accounts.add')}
        </Button>
      </p>
      <Loaded
        query={query}
        skeleton={<SkeletonRows rows={8} widths={['10rem', '8rem', '20rem', '8rem']} />}
        empty={({ total }) => (total === 0 ? <p>{t('common.list.none')}</p> : undefined)}
      >
        {({ rows, total, page, pageSize }) => (
          <>
            <Table
              caption={t('accounts.title')}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                { key: 'account', head: t('session.account'), names: true, width: '10rem', cell: (row) => row.account },
                { key: 'name', head: t('session.displayName'), width: '15rem', cell: (row) => row.displayName },
                { key: 'roles', head: t('accounts.roles'), cell: (row) => <RoleList roles={row.roles} /> },
                {
                  key: 'state',
                  head: t('accounts.state'),
                  width: '9rem',
                  cell: (row) =>
                    row.disabled ? (
                      <span className="behind">{t('accounts.disabled')}</span>
                    ) : row.slowedUntil !== null ? (
                      <span className="risk">{t('accounts.slowed')}</span>
                    ) : row.mustChangePassword ? (
                      t('accounts.mustChange')
                    ) : (
                      t('accounts.inUse')
                    ),
                },
                {
                  key: 'seen',
                  head: t('accounts.seen'),
                  width: '9.5rem',
                  cell: (row) => (row.lastSeenAt === null ? '—' : formatInstant(row.lastSeenAt)),
                },
                {
                  key: 'acts',
                  head: t('session.own.act'),
                  width: '17rem',
                  cell: (row) => (
                    <span className={styles.acts}>
                      <button type="button" className="word" onClick={() => setOpen(row)}>
                        {t('accounts.change')}
                      </button>
                      <button type="button" className="word" onClick={() => setAsking({ what: 'reset', row })}>
                        {t('accounts.reset')}
                      </button>
                      {row.slowedUntil === null ? null : (
                        <button
                          type="button"
                          className="word"
                          onClick={() => void act(() => send('DELETE', `/accounts/${row.id}/wait`))}
                        >
                          {t('accounts.lift')}
                        </button>
                      )}
                      <button
                        type="button"
                        className="word"
                        onClick={() =>
                          row.disabled ? void setDisabled(row, false) : setAsking({ what: 'disable', row })
                        }
                      >
                        {row.disabled ? t('accounts.enable') : t('accounts.disable')}
                      </button>
                    </span>
                  ),
                },
              ]}
            />
            <Pagination
              page={page}
              pageSize={pageSize}
              total={total}
              onPage={(next) => void navigate(paths.accounts({ ...search, page: next }))}
              onPageSize={(next) => void navigate(paths.accounts({ ...search, pageSize: next, page: undefined }))}
            />
          </>
        )}
      </Loaded>
      {asking === undefined ? null : (
        <Dialog
          title={t(`accounts.ask.${asking.what}`, { account: asking.row.account })}
          onClose={() => setAsking(undefined)}
        >
          <p>{t(`accounts.ask.${asking.what}Note`, { name: asking.row.displayName })}</p>
          <p className={styles.ask}>
            <Button
              kind={asking.what === 'disable' ? 'danger' : 'primary'}
              onClick={() => {
                setAsking(undefined)
                void (asking.what === 'reset' ? reset(asking.row) : setDisabled(asking.row, true))
              }}
            >
              {t(`accounts.${asking.what}`)}
            </Button>
            <Button onClick={() => setAsking(undefined)}>{t('accounts.leave')}</Button>
          </p>
        </Dialog>
      )}
      {open === undefined ? null : (
        <Dialog
          wide
          title={open === 'new' ? t('accounts.add') : t('accounts.changeOf', { account: open.account })}
          onClose={() => setOpen(undefined)}
        >
          <AccountForm
            departments={departments}
            row={open === 'new' ? undefined : open}
            onDone={(made) => {
              setOpen(undefined)
              if (made) setSecret(made)
              void reload()
            }}
          />
        </Dialog>
      )}
      <Section title={t('accounts.signing.title')} note={t('accounts.signing.note')}>
        <Signing />
      </Section>
      <HouseRules />
      <EvidenceLimits />
    </>
  )
}

/** 签批: which departments ask their head to sign what leaves them. */
function Signing() {
  const { t } = useWording()
  const client = useQueryClient()
  const query = useQuery(departmentsQuery)
  const toggle = async (code: string, needsSign: boolean) => {
    await send('PATCH', `/departments/${code}`, { needsSign })
    await client.invalidateQueries({ queryKey: ['/departments'] })
  }
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={4} widths={['12rem', '4rem']} />} empty={null}>
      {({ rows }) => (
        <ul style={{ columns: '14rem', marginTop: '0.5rem' }}>
          {rows.map((row) => (
            <li key={row.code} style={{ breakInside: 'avoid' }}>
              <label style={{ display: 'flex', gap: '0.5rem', alignItems: 'center', minHeight: '1.75rem' }}>
                <input
                  type="checkbox"
                  checked={row.needsSign}
                  aria-label={t('accounts.signing.of', { department: row.name })}
                  onChange={(event) => void toggle(row.code, event.currentTarget.checked)}
                />
                <span lang="zh-CN">{row.name}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}
