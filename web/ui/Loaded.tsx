import { Link, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatTime } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import styles from './Loaded.module.css'

/** As much of a query as it takes to show it; `useQuery` gives more. */
export type Loading<Data> = {
  data: Data | undefined
  isError: boolean
  error: Error | null
  dataUpdatedAt: number
  isPlaceholderData?: boolean
  refetch: () => unknown
}

/**
 * The four states of what is fetched, none of them to be forgotten: `skeleton` in the final size, the failure with its
 * reason and a retry, `empty` where there is nothing to show (null: this cannot be empty), and the data. Old figures
 * stand while new ones are fetched, and say their time where the fetch failed.
 */
export function Loaded<Data>(props: {
  query: Loading<Data>
  skeleton: ReactNode
  empty: ((data: Data) => ReactNode | undefined) | null
  children: (data: Data) => ReactNode
}) {
  const { t } = useWording()
  const { query } = props
  if (query.data === undefined) {
    if (query.isError) return <Failed error={query.error} retry={query.refetch} />
    return (
      <div aria-busy="true">
        <span className="hidden-text" role="status">
          {t('common.loading')}
        </span>
        {props.skeleton}
      </div>
    )
  }
  const empty = props.empty?.(query.data)
  return (
    <>
      {query.isError ? (
        <p className={styles.line} role="alert">
          <span className="strong">{t('common.stale', { time: formatTime(query.dataUpdatedAt) })}</span>
          <button type="button" className="word" onClick={() => void query.refetch()}>
            {t('common.retry')}
          </button>
        </p>
      ) : null}
      {empty === undefined || empty === null ? (
        <div className={styles.data} aria-busy={query.isPlaceholderData === true}>
          {props.children(query.data)}
        </div>
      ) : (
        empty
      )}
    </>
  )
}

/** A reason as a clause: the sentence around it has its own full stop. */
const clause = (reason: string) => reason.replace(/[。.\s]+$/, '')

/** Nothing could be had: why, again, and whom to ask. What is wrong in the address itself gets a way back instead. */
export function Failed({ error, retry }: { error: Error | null; retry: () => unknown }) {
  const { t } = useWording()
  const { asOf, knownAt } = useSearch({ strict: false })
  const reason = clause(error instanceof Problem ? error.message : t('common.noAnswer'))
  if (error instanceof Problem && (error.status === 400 || error.status === 404)) {
    const ofDay = error.errors.some(({ path }) => path === 'asOf' || path === 'knownAt')
    const why = error.errors.map(({ message }) => clause(message)).join(t('common.listSemicolon')) || reason
    return (
      <div className={styles.line} role="alert">
        <span className="strong">{t(ofDay ? 'common.wrongDay' : 'common.wrongAddress')}</span>
        <span>{t('common.failedBecause', { reason: why })}</span>
        {ofDay && (asOf !== undefined || knownAt !== undefined) ? (
          <Link to="." search={(old: object) => ({ ...old, asOf: undefined, knownAt: undefined })}>
            {t('common.days.today')}
          </Link>
        ) : (
          <Link {...paths.overview()} search={{ plan: undefined, asOf: undefined, knownAt: undefined }}>
            {t('common.backToOverview')}
          </Link>
        )}
      </div>
    )
  }
  return (
    <div className={styles.line} role="alert">
      <span className="strong">{t('common.failed')}</span>
      <span>{t('common.failedBecause', { reason })}</span>
      <button type="button" className="word" onClick={() => void retry()}>
        {t('common.retry')}
      </button>
      <p className={`${styles.ask} note quiet`}>{t('common.askWhom')}</p>
    </div>
  )
}

/** Says who should do what where there is nothing yet. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.line}>
      <span className="strong">{title}</span>
      {children}
    </div>
  )
}

/** Lines of blocks in the height of the rows to come. */
export function SkeletonRows({ rows, widths }: { rows: number; widths: readonly string[] }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={`row-${row.toString()}`} className={styles.row}>
          {widths.map((width, place) => (
            <span key={`${place.toString()}-${width}`} className="block" style={{ width }} />
          ))}
        </div>
      ))}
    </div>
  )
}
