import { useWording } from '../i18n.ts'
import styles from './Pagination.module.css'
import { pagesNamed } from './pages.ts'

const SIZES = [20, 50, 100] as const

/** How many rows there are, which page of them this is, and how many a page holds. The callbacks write the address. */
export function Pagination(props: {
  page: number
  pageSize: number
  total: number
  onPage: (page: number) => void
  onPageSize: (pageSize: number) => void
}) {
  const { t } = useWording()
  const pages = Math.max(1, Math.ceil(props.total / props.pageSize))
  const named = pagesNamed(props.page, pages)
  return (
    <nav className={`${styles.pages} no-print`} aria-label={t('common.list.pages')}>
      <span>{t('common.list.total', { count: props.total })}</span>
      {props.total > SIZES[0] ? (
        <span className={styles.sizes}>
          {t('common.list.pageSize')}
          {SIZES.map((size) => (
            <button
              key={size}
              type="button"
              aria-pressed={size === props.pageSize}
              aria-label={t('common.list.pageSizeOf', { count: size })}
              onClick={() => props.onPageSize(size)}
            >
              {size}
            </button>
          ))}
        </span>
      ) : null}
      {pages > 1 ? (
        <span className={styles.turn}>
          <button type="button" disabled={props.page <= 1} onClick={() => props.onPage(props.page - 1)}>
            {t('common.list.previous')}
          </button>
          {named.map((page, place) =>
            page === null ? (
              <span key={`gap-${named[place - 1]}`} aria-hidden="true">
                ⋯
              </span>
            ) : (
              <button
                key={page}
                type="button"
                className={styles.page}
                aria-current={page === props.page ? 'page' : undefined}
                aria-label={t('common.list.page', { page, pages })}
                onClick={() => props.onPage(page)}
              >
                {page}
              </button>
            ),
          )}
          <button type="button" disabled={props.page >= pages} onClick={() => props.onPage(props.page + 1)}>
            {t('common.list.next')}
          </button>
        </span>
      ) : null}
    </nav>
  )
}
