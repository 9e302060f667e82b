import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Typefaces } from '../../server/reports/contract.ts'
import { useWording } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { SkeletonRows } from '../ui/Loaded.tsx'
import { setTypefaces, typefacesQuery } from './api.ts'
import styles from './Report.module.css'
import { useRefusal } from './ReportDialogs.tsx'

const FACES = ['title', 'heading', 'subheading', 'body', 'plain', 'number'] as const

/** 字体: which names stand in the Word file; whoever opens it has to have them. */
export function TypefacesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWording()
  const query = useQuery(typefacesQuery)
  return (
    <Dialog title={t('reports.typefaces.title')} onClose={onClose}>
      <p className="quiet">{t('reports.typefaces.note')}</p>
      {query.data === undefined ? (
        <SkeletonRows rows={6} widths={['6rem', '16rem']} />
      ) : (
        <Form names={query.data} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Form({ names, onClose }: { names: Typefaces; onClose: () => void }) {
  const { t } = useWording()
  const refusal = useRefusal()
  const [said, setSaid] = useState(names)
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTypefaces(said).then(onClose, refusal.catchRefusal)
  }
  return (
    <form className={styles.form} onSubmit={save}>
      {FACES.map((name) => (
        <TextField
          key={name}
          label={t(`reports.typefaces.faces.${name}`)}
          error={refusal.of(name)}
          value={said[name]}
          maxLength={60}
          lang="zh-CN"
          onChange={(event) => setSaid({ ...said, [name]: event.target.value })}
        />
      ))}
      {refusal.shown}
      <div className={styles.acts}>
        <Button onClick={onClose}>{t('reports.cancel')}</Button>
        <Button kind="primary" type="submit">
          {t('reports.editor.save')}
        </Button>
      </div>
    </form>
  )
}
