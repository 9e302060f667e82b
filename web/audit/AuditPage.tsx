import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { AuditList, AuditRow, ChainState } from '../../server/audit/contract.ts'
import { get } from '../api.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { stringifySearch } from '../search.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { Filters } from '../ui/Filters.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Pagination } from '../ui/Pagination.tsx'
import { Table } from '../ui/Table.tsx'
import styles from './AuditPage.module.css'
import type { AuditSearch } from './search.ts'

const auditQuery = (search: AuditSearch) =>
  queryOptions({
    queryKey: ['/audit', search],
    queryFn: ({ signal }) => get<AuditList>('/audit', { ...search }, signal),
    placeholderData: keepPreviousData,
    // Every look is written down: no fetching behind the reader's back.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })

/** 审计: who did what and when, and proof that nothing was rewritten. */
export function AuditPage() {
  return (
    <RequireSignIn roles={['auditor']}>
      <Audit />
    </RequireSignIn>
  )
}

function Audit() {
  const { t, count } = useWording()
  const search = useSearch({ from: '/audit' })
  const navigate = useNavigate()
  const query = useQuery(auditQuery(search))
  const { page: _, ...filters } = search
  const title = query.data === undefined ? t('audit.title') : t('audit.titleOf', { total: count(query.data.total) })
  return (
    <>
      <PageTitle title={title} deck={t('audit.deck')} />
      <Chain />
      <Filters
        search={{ key: 'actor', label: t('audit.actor') }}
        choices={[
          {
            key: 'action',
            label: t('audit.action'),
            options: (query.data?.actions ?? []).map((action) => ({ value: action, label: action })),
          },
        ]}
        values={{ actor: search.actor, action: search.action }}
        onChange={(changed) => void navigate(paths.audit({ ...search, ...changed, page: undefined }))}
      />
      <p className={styles.tools}>
        {(['from', 'to'] as const).map((key) => (
          <label key={key}>
            {t(`audit.${key}`)}{' '}
            <input
              type="date"
              value={search[key] ?? ''}
              onChange={(event) => {
                const value = event.currentTarget.value || undefined
                void navigate(paths.audit({ ...search, [key]: value, page: undefined }))
              }}
            />
          </label>
        ))}
        <a href={`/api/audit.csv${stringifySearch(filters)}`} download>
          {t('audit.export', { total: count(query.data?.total ?? 0) })}
        </a>
      </p>
      <Loaded
        query={query}
        skeleton={<SkeletonRows rows={12} widths={['4rem', '9rem', '8rem', '10rem', '20rem']} />}
        empty={({ total }) => (total === 0 ? <p>{t('common.list.none')}</p> : undefined)}
      >
        {({ rows, total, page, pageSize }) => (
          <>
            <Table
              caption={t('audit.title')}
              rows={rows}
              rowKey={(row) => String(row.number)}
              columns={[
                { key: 'number', head: t('audit.number'), names: true, width: '5rem', cell: (row) => row.number },
                { key: 'at', head: t('audit.at'), width: '9.5rem', cell: (row) => formatInstant(row.at) },
                {
                  key: 'actor',
                  head: t('audit.actor'),
                  width: '11rem',
                  cell: (row) => (
                    <>
                      {row.actor}
                      {row.address === null ? null : <span className="note faint"> {row.address}</span>}
                    </>
                  ),
                },
                { key: 'action', head: t('audit.action'), width: '10rem', cell: (row) => row.action },
                {
                  key: 'subject',
                  head: t('audit.subject'),
                  cell: (row) => (
                    <span className={styles.subject}>
                      {row.subjectType} {row.subject}
                    </span>
                  ),
                },
                { key: 'detail', head: t('audit.detail'), cell: (row) => <Detail row={row} /> },
              ]}
            />
            <Pagination
              page={page}
              pageSize={pageSize}
              total={total}
              onPage={(next) => void navigate(paths.audit({ ...search, page: next }))}
              onPageSize={(next) => void navigate(paths.audit({ ...search, pageSize: next, page: undefined }))}
            />
          </>
        )}
      </Loaded>
    </>
  )
}

function Detail({ row }: { row: AuditRow }) {
  const { t } = useWording()
  return (
    <details>
      <summary>{t('audit.show')}</summary>
      {row.roles === null ? null : (
        <p className="note">
          {t('audit.roles')} {row.roles}
        </p>
      )}
      <pre className={styles.detail}>{JSON.stringify(JSON.parse(row.detail), null, 1)}</pre>
      <p className="note faint">{row.hash}</p>
    </details>
  )
}

/** Works the chain out anew on request: a changed or missing event shows at the first that does not fit. */
function Chain() {
  const { t, count } = useWording()
  const [state, setState] = useState<ChainState | Error>()
  const check = () =>
    get<ChainState>('/audit/chain', {})
      .then(setState)
      .catch((error: Error) => setState(error))
  return (
    <>
      <p>
        <Button onClick={() => void check()}>{t('audit.check')}</Button>
      </p>
      {state === undefined ? null : state instanceof Error ? (
        <Notice tone="wrong" role="alert" title={t('audit.notChecked')}>
          <p>{state instanceof Problem ? state.message : t('common.noAnswer')}</p>
        </Notice>
      ) : state.holds ? (
        <Notice tone="done" role="status" title={t('audit.holds', { events: count(state.events) })}>
          <p className="note">{t('audit.head', { head: state.head })}</p>
        </Notice>
      ) : (
        <Notice tone="wrong" role="alert" title={t('audit.broken', { number: state.brokenAt ?? 0 })}>
          <p>{t('audit.brokenHelp')}</p>
        </Notice>
      )}
    </>
  )
}
