import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { evidenceQuery } from '../entries/api.ts'
import { NoEntry } from '../entries/ReportPage.tsx'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import styles from './EvidencePage.module.css'
import type { Place } from './Viewer.tsx'
import { Viewer } from './Viewer.tsx'

/** The evidence of one entry, for whoever has signed in and may see it. */
export function EvidencePage() {
  return (
    <RequireSignIn>
      <Files />
    </RequireSignIn>
  )
}

function Files() {
  const { t } = useWording()
  const { entry = '' } = useParams({ strict: false })
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const evidence = useQuery(evidenceQuery(entry))
  const [place] = useState<Place | null>(null)
  if (evidence.error instanceof Problem && (evidence.error.status === 400 || evidence.error.status === 404))
    return <NoEntry />
  return (
    <>
      <PageTitle title={t('review.evidencePage.title')} crumb={<BackToItem item={search.item} />} />
      <Loaded
        query={evidence}
        skeleton={<SkeletonRows rows={6} widths={['18rem', '30rem']} />}
        empty={({ rows }) => (rows.length === 0 ? <Empty title={t('review.viewer.none')} /> : undefined)}
      >
        {({ rows }) => (
          <div className={styles.frame}>
            <Viewer
              files={rows}
              open={search.file ?? null}
              onOpen={(file) => void navigate({ to: '.', search: (old: object) => ({ ...old, file }), replace: true })}
              place={place}
              onTexts={() => undefined}
              onSeen={() => undefined}
            />
          </div>
        )}
      </Loaded>
    </>
  )
}

function BackToItem({ item }: { item: string | undefined }) {
  const { t } = useWording()
  if (item === undefined) return null
  return (
    <Link to="/items/$id" params={{ id: item }}>
      {t('review.evidencePage.back')}
    </Link>
  )
}
