import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { Comparison, SnapshotDetail } from '../../server/reports/contract.ts'
import { formatChange, NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { SelectField } from '../ui/Field.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { Status } from '../ui/Status.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlanCode } from '../view.ts'
import { comparisonQuery, snapshotQuery, snapshotsQuery } from './api.ts'
import styles from './Report.module.css'
import { useSnapshotOptions } from './ReportDialogs.tsx'
import { snapshotSearch } from './search.ts'

/** 快照: what was frozen, and what changed against another one and why. */
export function SnapshotPage() {
  return (
    <RequireSignIn>
      <One />
    </RequireSignIn>
  )
}

function One() {
  const { snapshot } = useParams({ strict: false })
  const plan = usePlanCode() ?? ''
  const query = useQuery({ ...snapshotQuery(plan, Number(snapshot)), enabled: plan !== '' })
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={12} widths={['3rem', '20rem', '8rem', '8rem']} />} empty={null}>
      {(found) => <Snapshot plan={plan} snapshot={found} />}
    </Loaded>
  )
}

function Snapshot({ plan, snapshot }: { plan: string; snapshot: SnapshotDetail }) {
  const { t, day } = useWording()
  const { body } = snapshot
  const search = snapshotSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const others = useQuery({ ...snapshotsQuery(plan), enabled: plan !== '' }).data?.rows ?? []
  const options = useSnapshotOptions(others.filter((one) => one.number !== snapshot.number))
  const targets = body.plan.targets
  return (
    <div className={styles.page}>
      <PageTitle
        title={t('reports.snapshotPage.title', {
          number: snapshot.number,
          asOf: day(snapshot.asOf),
          knownAt: day(snapshot.knownAt),
        })}
        deck={
          <span className={styles.hash}>
            {t('reports.snapshotPage.deck', {
              name: snapshot.madeBy,
              time: day(snapshot.madeAt.slice(0, 10)),
              hash: snapshot.hash,
            })}
          </span>
        }
      />
      <p className="quiet">
        {t('reports.snapshotPage.held', {
          items: body.items.length,
          counting: body.items.filter((one) => one.counts.length > 0).length,
        })}
        {' · '}
        <a href={`/api/plans/${plan}/snapshots/${snapshot.number}`} download={`snapshot-${snapshot.number}.json`}>
          {t('reports.snapshotPage.json')}
        </a>
      </p>
      <Section title={t('reports.snapshotPage.figures')}>
        <Table
          caption={t('reports.snapshotPage.figures')}
          rows={body.summary.targets}
          rowKey={(one) => one.code}
          columns={[
            {
              key: 'number',
              head: '',
              width: '3rem',
              narrow: 'hide',
              cell: (one) => targets.find((target) => target.code === one.code)?.number ?? '',
            },
            {
              key: 'target',
              head: t('reports.snapshotPage.target'),
              names: true,
              cell: (one) => (
                <Link
                  to="/ledger"
                  search={{ target: one.code, counts: true, asOf: snapshot.asOf, knownAt: snapshot.knownAt }}
                >
                  <PlanText>{one.name}</PlanText>
                </Link>
              ),
            },
            {
              key: 'status',
              head: t('reports.snapshotPage.status'),
              width: '9rem',
              cell: (one) => <Status status={one.status} />,
            },
            {
              key: 'recognised',
              head: t('reports.snapshotPage.recognised'),
              width: '6rem',
              align: 'end',
              cell: (one) => one.recognised,
            },
            {
              key: 'value',
              head: t('reports.snapshotPage.value'),
              width: '6rem',
              align: 'end',
              cell: (one) => t('common.atLeast', { value: one.value, unit: '' }),
            },
            {
              key: 'rule',
              head: t('reports.snapshotPage.rule'),
              width: '7rem',
              align: 'end',
              cell: (one) => {
                const version = targets.find((target) => target.code === one.code)?.ruleVersions.at(-1)?.version
                return version === undefined ? NOT_APPLICABLE : t('reports.snapshotPage.version', { version })
              },
            },
          ]}
        />
      </Section>
      <Section title={t('reports.snapshotPage.compare')}>
        <div className={styles.choice}>
          <SelectField
            label={t('reports.snapshotPage.with')}
            options={options}
            empty={t('reports.snapshotPage.choose')}
            value={search.with === undefined ? '' : String(search.with)}
            onChange={(event) =>
              void navigate({
                ...paths.snapshot(snapshot.number, {
                  with: event.target.value === '' ? undefined : Number(event.target.value),
                }),
                resetScroll: false,
              })
            }
          />
        </div>
        {search.with === undefined || search.with === snapshot.number ? null : (
          <Compared plan={plan} snapshot={snapshot} before={search.with} />
        )}
      </Section>
    </div>
  )
}

function Compared({ plan, snapshot, before }: { plan: string; snapshot: SnapshotDetail; before: number }) {
  const { t } = useWording()
  const query = useQuery(comparisonQuery(plan, snapshot.number, before))
  return (
    <Loaded
      query={query}
      skeleton={<SkeletonRows rows={12} widths={['20rem', '4rem', '4rem', '4rem']} />}
      empty={(found) =>
        found.targets.every((one) => one.items.length === 0) ? (
          <Empty title={t('reports.snapshotPage.same')} />
        ) : undefined
      }
    >
      {(found) => <Differences comparison={found} snapshot={snapshot} />}
    </Loaded>
  )
}

function Differences({ comparison, snapshot }: { comparison: Comparison; snapshot: SnapshotDetail }) {
  const { t } = useWording()
  const { plan } = snapshot.body
  const nameOf = (code: string) => plan.targets.find((one) => one.code === code)?.name ?? code
  const departments = new Map(plan.departments.map((one) => [one.code, one.name]))
  const moved = comparison.targets.filter((one) => one.items.length > 0)
  const count = (head: string, key: string, cell: (one: Comparison['targets'][number]) => string | number) => ({
    key,
    head,
    width: '7rem',
    align: 'end' as const,
    cell,
  })
  return (
    <>
      <p className="note quiet">{t('reports.snapshotPage.line')}</p>
      <Table
        caption={t('reports.snapshotPage.compare')}
        rows={comparison.targets}
        rowKey={(one) => one.target}
        columns={[
          {
            key: 'target',
            head: t('reports.snapshotPage.target'),
            names: true,
            cell: (one) => <PlanText>{nameOf(one.target)}</PlanText>,
          },
          count(
            t('reports.change.columns.before', { number: comparison.before.number }),
            'before',
            (one) => one.before,
          ),
          count(t('reports.change.causes.added'), 'added', (one) => formatChange(one.sums.added)),
          count(t('reports.change.causes.supplementary'), 'supplementary', (one) =>
            formatChange(one.sums.supplementary),
          ),
          count(t('reports.change.causes.voided'), 'voided', (one) => formatChange(-one.sums.voided)),
          count(t('reports.change.causes.ended'), 'ended', (one) => formatChange(-one.sums.ended)),
          count(t('reports.change.rule'), 'rule', (one) => formatChange(one.sums.ruleIn - one.sums.ruleOut)),
          count(t('reports.change.columns.after', { number: comparison.after.number }), 'after', (one) => one.after),
          count('', 'balanced', (one) => (one.balanced ? `✓ ${t('reports.editor.balanced')}` : '≠')),
        ]}
      />
      {moved.map((change) => (
        <details key={change.target} open={moved.length <= 3}>
          <summary>
            <PlanText>{nameOf(change.target)}</PlanText> {change.before} → {change.after}
          </summary>
          <Table
            caption={`${t('reports.snapshotPage.items')}：${nameOf(change.target)}`}
            rows={change.items}
            rowKey={(one) => one.id}
            columns={[
              {
                key: 'item',
                head: t('reports.snapshotPage.item'),
                names: true,
                cell: (one) => (
                  <Link {...paths.item(one.id)}>
                    <PlanText>{`${one.number ?? ''} ${one.title}`}</PlanText>
                  </Link>
                ),
              },
              {
                key: 'departments',
                head: t('departments.title'),
                width: '14rem',
                cell: (one) => (
                  <PlanText>{one.departments.map((code) => departments.get(code) ?? code).join('、')}</PlanText>
                ),
              },
              {
                key: 'since',
                head: t('reports.snapshotPage.since'),
                width: '8rem',
                align: 'end',
                cell: (one) => one.since,
              },
              {
                key: 'recognisedOn',
                head: t('reports.snapshotPage.recognisedOn'),
                width: '8rem',
                align: 'end',
                cell: (one) => one.recognisedOn,
              },
              {
                key: 'cause',
                head: t('reports.snapshotPage.cause'),
                width: '12rem',
                cell: (one) => (
                  <>
                    {t(`reports.change.causes.${one.cause}`)}
                    {one.reason === null ? null : <span className="quiet"> {t(`words.reason.${one.reason}`)}</span>}
                  </>
                ),
              },
            ]}
          />
        </details>
      ))}
    </>
  )
}
