import { useState } from 'react'
import type { Figure } from '../../server/reports/contract.ts'
import { useWording } from '../i18n.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import styles from './Report.module.css'

const SHOWN = 60

/** All figures of the snapshot, to be found by their label; a press puts one into the text. */
export function FigurePicker(props: {
  figures: readonly Figure[]
  onClose: () => void
  onPick: (figure: Figure) => void
}) {
  const { t } = useWording()
  const [sought, setSought] = useState('')
  const found = props.figures
    .filter((one) => one.value !== '' && (one.label.includes(sought.trim()) || one.value.includes(sought.trim())))
    .slice(0, SHOWN)
  return (
    <Dialog title={t('reports.editor.insertTitle')} onClose={props.onClose} wide>
      <TextField
        label={t('reports.editor.search')}
        value={sought}
        autoFocus
        onChange={(event) => setSought(event.target.value)}
        onKeyDown={(event) => {
          const [first] = found
          if (event.key !== 'Enter' || !first || event.nativeEvent.isComposing) return
          // Else the key goes on to the text, which has the focus again by then.
          event.preventDefault()
          props.onPick(first)
        }}
      />
      {found.length === 0 ? <p className="quiet">{t('reports.editor.none')}</p> : null}
      <ul className={styles.picker} lang="zh-CN">
        {found.map((one) => (
          <li key={one.key}>
            <button type="button" onClick={() => props.onPick(one)}>
              <span>{one.label}</span>
              <b>{one.value.length > 40 ? `${one.value.slice(0, 40)}……` : one.value}</b>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
