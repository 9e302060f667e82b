import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './PageTitle.module.css'

/** Whether the reader has moved within the site: the first page is announced by the browser itself. */
let moved = false

/**
 * The one `h1` of a page: its finding. After a change of page it takes the focus, so that a screen reader reads it and
 * Tab starts there. `title` names the window as well; `deck` is the line below.
 */
export function PageTitle(props: {
  title: string
  /** The title with its names of the plan marked as Chinese, where it has some. */
  heading?: ReactNode
  deck?: ReactNode
  crumb?: ReactNode
  /** At the right of the title, e.g. what can be exported. */
  tools?: ReactNode
}) {
  const { title, deck, crumb } = props
  const heading = useRef<HTMLHeadingElement>(null)
  const router = useRouter()
  useEffect(() => {
    if (moved) heading.current?.focus({ preventScroll: true })
    return router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
      if (pathChanged) moved = true
    })
  }, [router])
  return (
    <header className={styles.head}>
      <title>{title}</title>
      {crumb === undefined ? null : <div className={styles.crumb}>{crumb}</div>}
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {props.heading ?? title}
      </h1>
      {deck === undefined ? null : <div className={styles.deck}>{deck}</div>}
      {props.tools === undefined ? null : <div className={styles.tools}>{props.tools}</div>}
    </header>
  )
}
