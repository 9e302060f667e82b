import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Foot } from './frame/Foot.tsx'
import { Masthead } from './frame/Masthead.tsx'
import { useWording } from './i18n.ts'
import { paths } from './paths.ts'
import styles from './Root.module.css'
import { SessionOver } from './session/SessionOver.tsx'
import { hasSingleKeys } from './ui/keys.ts'

/** Pages that fill the window to its foot: each of their parts scrolls by itself. */
const FILLED = /^\/(review|sign)$/

/** What stands round every page. The wall screen has no masthead and no foot: nobody is there to use them. */
export function Root() {
  const { t } = useWording()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const wall = path === '/wall'
  useSlashSearches()
  if (wall) return <Outlet />
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#main">
        {t('common.skip')}
      </a>
      <div className={styles.inside}>
        <Masthead />
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
        {FILLED.test(path) ? null : <Foot />}
      </div>
      <SessionOver />
    </div>
  )
}

/** `/` goes to the ledger's search, from any page, unless somebody is typing. */
function useSlashSearches() {
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey || !hasSingleKeys()) return
      event.preventDefault()
      void navigate({ ...paths.ledger(), hash: 'search' })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate])
}
