import { Link } from '@tanstack/react-router'
import type { Allocation } from '../../server/assignments/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import styles from './Assignments.module.css'

/** The way between the draft and every published version. */
export function Versions({ allocation, version }: { allocation: Allocation; version?: number }) {
  const { t } = useWording()
  return (
    <nav aria-label={t('assignments.versions')} className={styles.versions}>
      <Link {...paths.allocation()} aria-current={version === undefined ? 'page' : undefined}>
        {t('assignments.draft')}
      </Link>
      {allocation.versions.map((one) => (
        <Link
          key={one.version}
          {...paths.allocation({ version: one.version })}
          aria-current={one.version === version ? 'page' : undefined}
        >
          {t(one.inForce ? 'assignments.versionInForce' : 'assignments.version', {
            version: one.version,
            day: one.decidedOn,
          })}
        </Link>
      ))}
    </nav>
  )
}
