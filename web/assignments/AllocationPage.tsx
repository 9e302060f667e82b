import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { usePlanAndSummary } from '../view.ts'
import { allocationQuery, draftQuery } from './api.ts'
import { Draft } from './Draft.tsx'
import { sheetOf } from './grid.ts'
import { SheetTable } from './SheetTable.tsx'
import { allocationSearch } from './search.ts'
import { Versions } from './Versions.tsx'

const skeleton = <SkeletonRows rows={16} widths={['12rem', '40rem']} />

/** 目标分解: the sheet of departments and targets; the draft for the reviewer, every published version to read. */
export function AllocationPage() {
  return (
    <RequireSignIn roles={['reviewer']}>
      <Chosen />
    </RequireSignIn>
  )
}

function Chosen() {
  const { version } = allocationSearch(useSearch({ strict: false }))
  const query = usePlanAndSummary()
  return (
    <Loaded query={query} skeleton={skeleton} empty={null}>
      {({ plan, summary }) =>
        version === undefined ? (
          <DraftLoaded plan={plan} summary={summary} />
        ) : (
          <Published key={version} plan={plan} summary={summary} version={version} />
        )
      }
    </Loaded>
  )
}

type Page = { plan: Plan; summary: Summary }

/** A published version: read, never edited. */
function Published({ plan, summary, version }: Page & { version: number }) {
  const { t, list } = useWording()
  const query = useQuery(allocationQuery(plan.code, version))
  return (
    <Loaded query={query} skeleton={skeleton} empty={null}>
      {(allocation) => {
        const name = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
        const objecting = allocation.answers.filter((one) => one.answer === 'objected')
        const confirmed = allocation.answers.filter((one) => one.answer === 'confirmed')
        return (
          <>
            <PageTitle
              title={t('assignments.publishedTitle', { version })}
              deck={t('assignments.publishedDeck', {
                number: allocation.shown?.decisionNumber,
                day: allocation.shown?.decidedOn,
              })}
            />
            <Versions allocation={allocation} version={version} />
            {objecting.map((one) => (
              <Notice
                key={one.department}
                tone="warn"
                title={t('assignments.objects', { name: name(one.department), by: one.by, day: one.at.slice(0, 10) })}
              >
                <p>{one.reason}</p>
              </Notice>
            ))}
            {confirmed.length === 0 ? null : (
              <p className="note">
                {t('assignments.confirmedBy', {
                  count: confirmed.length,
                  names: list(confirmed.map((one) => name(one.department))),
                })}
              </p>
            )}
            <SheetTable plan={plan} summary={summary} allocation={allocation} sheet={sheetOf(allocation.cells)} />
            {allocation.shortfalls.map((one) => (
              <p key={one.target} className="note">
                {t('assignments.shortfall', {
                  target: plan.targets.find((other) => other.code === one.target)?.shortName,
                  reason: one.reason,
                })}
              </p>
            ))}
          </>
        )
      }}
    </Loaded>
  )
}

function DraftLoaded({ plan, summary }: Page) {
  const allocation = useQuery(allocationQuery(plan.code, undefined))
  const draft = useQuery(draftQuery(plan.code))
  return (
    <Loaded query={allocation} skeleton={skeleton} empty={null}>
      {(now) => (
        <Loaded query={draft} skeleton={skeleton} empty={null}>
          {(first) => <Draft plan={plan} summary={summary} allocation={now} first={first} />}
        </Loaded>
      )}
    </Loaded>
  )
}
