import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
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
import { DayTool } from '../ui/DayField.tsx'
import { Filters } from '../ui/Filters.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Pagination } from '../ui/Pagination.tsx'
import { Table } from '../ui/Table.tsx'
import styles from './AuditPage.module.css'
import type { AuditSearch } from './search.ts'
import { actionWord, actorWord, placeOf, thingWord, typeWord } from './wording.ts'

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
  const { t, count, language } = useWording()
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
        search={{ key: 'actor', label: t('audit.actorSearch') }}
        choices={[
          {
            key: 'action',
            label: t('audit.action'),
            wide: true,
            options: actionsOf(query.data?.actions ?? []),
          },
        ]}
        values={{ actor: search.actor, action: search.action }}
        onChange={(changed) => void navigate(paths.audit({ ...search, ...changed, page: undefined }))}
      />
      <p className={styles.tools}>
        {(['from', 'to'] as const).map((key) => (
          <DayTool
            key={key}
            label={t(`audit.${key}`)}
            value={search[key] ?? ''}
            onChange={(day) => void navigate(paths.audit({ ...search, [key]: day || undefined, page: undefined }))}
          />
        ))}
        <a href={`/api/audit.csv${stringifySearch(filters)}`} download>
          {t('audit.export', { total: count(query.data?.total ?? 0) })}
        </a>
      </p>
      {search.subject === undefined ? null : (
        <p className={styles.tools}>
          <span>{t('audit.onlyNow', { subject: search.subject })}</span>
          <Link {...paths.audit({ ...search, subject: undefined, page: undefined })}>{t('audit.all')}</Link>
        </p>
      )}
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
                  width: '14rem',
                  cell: (row) => <Said word={actorWord(t, row)} code={row.actor} more={row.address} />,
                },
                {
                  key: 'action',
                  head: t('audit.action'),
                  width: '11rem',
                  cell: (row) => <Said word={actionWord(t, row.action)} code={row.action} />,
                },
                {
                  key: 'subject',
                  head: t('audit.subject'),
                  cell: (row) => <Subject row={row} />,
                },
                { key: 'detail', head: t('audit.detail'), width: '16rem', cell: (row) => <Detail row={row} /> },
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

  /** By their words, as whoever looks for one reads them. */
  function actionsOf(codes: readonly string[]) {
    return codes
      .map((code) => ({ value: code, label: actionWord(t, code) }))
      .sort((a, b) => a.label.localeCompare(b.label, language))
  }
}

/** A word for the reader, and under it the code that the log keeps. */
function Said({ word, code, more = null }: { word: string | null; code: string; more?: string | null }) {
  const codes = [...(word === code ? [] : [code]), ...(more === null ? [] : [more])].join(' ')
  if (word === null) return <span>{[code, more].join(' ')}</span>
  return (
    <>
      <PlanText>{word}</PlanText>
      {codes === '' ? null : <span className={styles.code}>{codes}</span>}
    </>
  )
}

function Subject({ row }: { row: AuditRow }) {
  const { t } = useWording()
  const name = thingWord(t, row)
  const { place } = row.thing
  return (
    <>
      <span className={styles.subject}>
        {typeWord(t, row.subjectType)}{' '}
        {name === null || name === '' ? null : place === null ? (
          <PlanText>{name}</PlanText>
        ) : (
          <Link {...placeOf(place)}>
            <PlanText>{name}</PlanText>
          </Link>
        )}
      </span>
      <span className={styles.code}>
        {row.subjectType} {row.subject}
      </span>
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
      <p className={styles.code}>{row.hash}</p>
      <p className="note">
        <Link {...paths.audit({ subject: row.subject.slice(0, 100) })}>{t('audit.only')}</Link>
      </p>
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
