import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './PageTitle.module.css'
import { plainText } from './pieces.ts'
import { Sentence } from './Sentence.tsx'

/** Whether the reader has moved within the site: the first page is announced by the browser itself. */
let moved = false

/**
 * The one `h1` of a page: its finding. After a change of page it takes the focus, so that a screen reader reads it and
 * Tab starts there. `title` names the window as well; names of the plan are marked in it (`pieces.ts`). `deck` is the
 * line below.
 */
export function PageTitle(props: {
  title: string
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
      <title>{plainText(title)}</title>
      {crumb === undefined ? null : <div className={styles.crumb}>{crumb}</div>}
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        <Sentence text={title} />
      </h1>
      {deck === undefined ? null : <div className={styles.deck}>{deck}</div>}
      {props.tools === undefined ? null : <div className={styles.tools}>{props.tools}</div>}
    </header>
  )
}
