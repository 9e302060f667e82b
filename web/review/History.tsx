import type { EntryDetail } from '../../server/entries/contract.ts'
import { formatTime } from '../format.ts'
import { useWording } from '../i18n.ts'
import styles from './Claim.module.css'

/** 往来记录: every move with who, when and why; every return stays readable. */
export function History({ moves }: { moves: EntryDetail['moves'] }) {
  const { t, list } = useWording()
  if (moves.length === 0) return <p className="quiet">{t('review.noHistory')}</p>
  return (
    <ol className={styles.moves}>
      {[...moves].reverse().map((move) => (
        <li key={`${move.at}-${move.action}`}>
          <p>
            <time dateTime={move.at}>
              {new Date(Date.parse(move.at) + 8 * 3_600_000).toISOString().slice(0, 10)}{' '}
              {formatTime(Date.parse(move.at))}
            </time>{' '}
            {t(`review.move.${move.action}`, { name: move.by })}
          </p>
          {move.reason === null ? null : <blockquote className={styles.quote}>{move.reason}</blockquote>}
          {move.marks.length === 0 ? null : (
            <p className="note quiet">
              {t('review.markedFields', { fields: list(move.marks.map((one) => t(`review.field.${one.field}`))) })}
            </p>
          )}
          {move.mendBy === null ? null : <p className="note quiet">{t('review.mendBy', { day: move.mendBy })}</p>}
          {move.changes.length === 0 ? null : (
            <p className="note quiet">
              {t('review.changedFields', { fields: list(move.changes.map((one) => t(`review.field.${one.field}`))) })}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
