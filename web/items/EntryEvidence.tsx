import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ItemDetail } from '../../server/items/contract.ts'
import { evidenceQuery } from '../entries/api.ts'
import { formatBytes } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { usePerson } from '../session/api.ts'
import styles from './ItemPage.module.css'

type Shown = ItemDetail['entries'][number]['evidence'][number] & { id?: string; name?: string | null }

/**
 * 证据 of a recognised entry: for everybody its kind, size and hash; for whoever has signed in its name as well, and
 * the way to the paper itself.
 */
export function EntryEvidence(props: {
  entry: string
  item: string
  evidence: ItemDetail['entries'][number]['evidence']
}) {
  const { t } = useWording()
  const person = usePerson()
  const signedIn = person !== null && person !== undefined && !person.mustChangePassword
  const own = useQuery({ ...evidenceQuery(props.entry), enabled: signedIn && props.evidence.length > 0 })
  const rows: readonly Shown[] = own.data?.rows ?? props.evidence
  if (rows.length === 0) return <span className="faint">{t('items.noEvidence')}</span>
  return (
    <ul className={styles.evidence}>
      {rows.map((file, place) => (
        <li key={file.id ?? `${file.kind}-${file.sha256}-${place.toString()}`}>
          {file.id === undefined ? (
            t(`words.evidence.${file.kind}`)
          ) : (
            <Link {...paths.evidence(props.entry, { file: file.id, item: props.item })}>
              {t(`words.evidence.${file.kind}`)}
            </Link>
          )}{' '}
          <span className="note quiet">{file.bytes === null ? t('items.address') : formatBytes(file.bytes)}</span>
          {file.sha256 === null ? null : (
            <details className={styles.hash}>
              <summary>{t('items.hash')}</summary>
              {file.sha256}
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}
