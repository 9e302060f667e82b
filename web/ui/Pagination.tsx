import { useWording } from '../i18n.ts'
import styles from './Pagination.module.css'

/** Which page of how many, and the way to its neighbours. `onPage` writes the address. */
export function Pagination(props: { page: number; pageSize: number; total: number; onPage: (page: number) => void }) {
  const { t } = useWording()
  const pages = Math.max(1, Math.ceil(props.total / props.pageSize))
  return (
    <nav className={styles.pages} aria-label={t('common.list.pages')}>
      <span>{t('common.list.total', { count: props.total })}</span>
      {pages > 1 ? (
        <>
          <button type="button" disabled={props.page <= 1} onClick={() => props.onPage(props.page - 1)}>
            {t('common.list.previous')}
          </button>
          <span>{t('common.list.page', { page: props.page, pages })}</span>
          <button type="button" disabled={props.page >= pages} onClick={() => props.onPage(props.page + 1)}>
            {t('common.list.next')}
          </button>
        </>
      ) : null}
    </nav>
  )
}
