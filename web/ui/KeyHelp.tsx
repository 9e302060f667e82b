import { type ReactNode, useState } from 'react'
import { useWording } from '../i18n.ts'
import { Button, Key } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { CheckField } from './Field.tsx'
import styles from './KeyHelp.module.css'
import { hasSingleKeys, setSingleKeys, useKeys } from './keys.ts'

/** Keys, and what they do on this page. */
export type KeyRow = { keys: readonly string[]; does: ReactNode }

/** 关闭单键快捷键: whether single letters act, on this computer (WCAG 2.1.4). Keys with Ctrl, Enter and Esc stay. */
export function SingleKeysSwitch() {
  const { t } = useWording()
  const [on, setOn] = useState(hasSingleKeys())
  return (
    <CheckField
      label={t('common.keys.off')}
      hint={t('common.keys.offHint')}
      checked={!on}
      onChange={(event) => {
        setSingleKeys(!event.currentTarget.checked)
        setOn(!event.currentTarget.checked)
      }}
    />
  )
}

/** 按键一览, and the switch that turns single letters off. */
export function KeyHelp({ rows, onClose }: { rows: readonly KeyRow[]; onClose: () => void }) {
  const { t } = useWording()
  return (
    <Dialog title={t('common.keys.title')} onClose={onClose}>
      <dl className={styles.help}>
        {rows.map(({ keys, does }) => (
          <div key={keys.join(' ')}>
            <dt>
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <SingleKeysSwitch />
      <p className={styles.close}>
        <Button onClick={onClose}>
          {t('common.days.close')} <Key>Esc</Key>
        </Button>
      </p>
    </Dialog>
  )
}

/** The word that opens the list of keys; `?` outside a field does the same. Not on a phone, which has no keys. */
export function KeyHelpButton({ rows }: { rows: readonly KeyRow[] }) {
  const { t } = useWording()
  const [open, setOpen] = useState(false)
  useKeys({ 'Shift+Slash': () => setOpen(true) })
  return (
    <>
      <button type="button" className={`word no-print ${styles.opener}`} onClick={() => setOpen(true)}>
        {t('common.keys.title')} <Key>?</Key>
      </button>
      {open ? <KeyHelp rows={rows} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
