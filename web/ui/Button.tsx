import type { ComponentProps } from 'react'
import styles from './Button.module.css'

/** What a press does stands on it. One `primary` a page; `kind="danger"` for what cannot be taken back. */
export function Button({
  kind = 'plain',
  className,
  ...props
}: ComponentProps<'button'> & { kind?: 'primary' | 'plain' | 'danger' }) {
  return <button type="button" {...props} className={[styles.button, styles[kind], className ?? ''].join(' ')} />
}

/** A key that does the same as the button it stands on. */
export function Key({ children }: { children: string }) {
  return <kbd className={styles.key}>{children}</kbd>
}
