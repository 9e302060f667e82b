import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ReportKind } from '../../db/words.ts'
import type { ReportRow, SnapshotRow } from '../../server/reports/contract.ts'
import { todayQuery } from '../api.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { hasRole, usePerson } from '../session/api.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { DayField } from '../ui/DayField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SelectField, TextField } from '../ui/Field.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlanCode } from '../view.ts'
import { beginReport, makeSnapshot, reportsQuery, snapshotsQuery } from './api.ts'
import styles from './Report.module.css'
import { useRefusal, useSnapshotOptions } from './ReportDialogs.tsx'
import { TypefacesDialog } from './TypefacesDialog.tsx'

/** 年度报告: the reports of a plan and the snapshots that they are made from. */
export function ReportsPage() {
  return (
    <RequireSignIn>
      <All />
    </RequireSignIn>
  )
}

function All() {
  const plan = usePlanCode() ?? ''
  const reports = useQuery({ ...reportsQuery(plan), enabled: plan !== '' })
  const snapshots = useQuery({ ...snapshotsQuery(plan), enabled: plan !== '' })
  const failed = reports.isError ? reports : snapshots
  const query = {
    ...failed,
    data:
      reports.data === undefined || snapshots.data === undefined
        ? undefined
        : { reports: reports.data.rows, snapshots: snapshots.data.rows },
    isPending: !failed.isError && (reports.data === undefined || snapshots.data === undefined),
    refetch: () => {
      void reports.refetch()
      void snapshots.refetch()
    },
  }
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={8} widths={['4rem', '30rem', '12rem']} />} empty={null}>
      {(found) => <Reports plan={plan} {...found} />}
    </Loaded>
  )
}

function Reports({ plan, reports, snapshots }: { plan: string; reports: ReportRow[]; snapshots: SnapshotRow[] }) {
  const { t, day } = useWording()
  const writes = hasRole(usePerson(), 'reviewer')
  const [dialog, setDialog] = useState<'freeze' | 'begin' | 'typefaces'>()
  const [correcting, setCorrecting] = useState<ReportRow>()
  const issued = reports.filter((one) => one.state === 'issued').length
  const title =
    reports.length === 0
      ? snapshots.length === 0
        ? writes
          ? t('reports.findingNone')
          : t('reports.findingNothing')
        : writes
          ? t('reports.findingSnapshots', { count: snapshots.length })
          : t('reports.findingNothing')
      : writes
        ? t('reports.finding', { issued, drafts: reports.length - issued })
        : t('reports.findingIssued', { count: issued, issued })
  const begin = (report?: ReportRow) => {
    setCorrecting(report)
    setDialog('begin')
  }
  return (
    <>
      <PageTitle title={title} deck={t('reports.deck')} />
      {writes ? (
        <p className={styles.files}>
          <Button kind={snapshots.length === 0 ? 'primary' : 'plain'} onClick={() => setDialog('freeze')}>
            {t('reports.freeze.open')}
          </Button>
          {snapshots.length === 0 ? null : (
            <Button kind="primary" onClick={() => begin()}>
              {t('reports.begin.open')}
            </Button>
          )}
          <button type="button" className="word" onClick={() => setDialog('typefaces')}>
            {t('reports.typefaces.open')}
          </button>
        </p>
      ) : null}
      <Section title={t('reports.list')}>
        {reports.length === 0 ? (
          <Empty title={writes && snapshots.length > 0 ? t('reports.listEmptyDo') : t('reports.listEmpty')} />
        ) : (
          <Table
            caption={t('reports.list')}
            rows={reports}
            rowKey={(one) => one.id}
            columns={[
              {
                key: 'number',
                head: t('reports.number'),
                width: '5rem',
                cell: (one) => t('reports.snapshotNumber', { number: one.number }),
              },
              {
                key: 'name',
                head: t('reports.name'),
                names: true,
                cell: (one) => (
                  <>
                    <Link {...paths.annualReport(one.id)}>
                      <PlanText>{one.title}</PlanText>
                    </Link>
                    {one.corrects === null ? null : (
                      <span className="quiet"> {t('reports.corrects', { number: one.corrects })}</span>
                    )}
                  </>
                ),
              },
              {
                key: 'state',
                head: t('reports.state'),
                width: '11rem',
                cell: (one) => (
                  <>
                    {t(`reports.states.${one.state}`)}
                    {one.correctedBy === null ? null : (
                      <span className="risk"> {t('reports.corrected', { number: one.correctedBy })}</span>
                    )}
                  </>
                ),
              },
              {
                key: 'snapshot',
                head: t('reports.snapshot'),
                width: '6rem',
                cell: (one) => (
                  <Link {...paths.snapshot(one.snapshot)}>{t('reports.snapshotNumber', { number: one.snapshot })}</Link>
                ),
              },
              { key: 'asOf', head: t('reports.asOf'), width: '8rem', align: 'end', cell: (one) => one.asOf },
              {
                key: 'issuedOn',
                head: t('reports.issuedOn'),
                width: '8rem',
                align: 'end',
                cell: (one) => (one.issuedAt === null ? NOT_APPLICABLE : (one.signedOn ?? one.issuedAt.slice(0, 10))),
              },
              ...(writes
                ? [
                    {
                      key: 'act',
                      head: '',
                      width: '8rem',
                      cell: (one: ReportRow) =>
                        one.state === 'issued' && one.correctedBy === null ? (
                          <button type="button" className="word" onClick={() => begin(one)}>
                            {t('reports.begin.correct')}
                          </button>
                        ) : null,
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Section>
      <Section title={t('reports.snapshots')}>
        {snapshots.length === 0 ? (
          <Empty title={t('reports.snapshotsEmpty')} />
        ) : (
          <Table
            caption={t('reports.snapshots')}
            rows={snapshots}
            rowKey={(one) => one.id}
            columns={[
              {
                key: 'number',
                head: t('reports.number'),
                width: '5rem',
                names: true,
                cell: (one) => (
                  <Link {...paths.snapshot(one.number)}>{t('reports.snapshotNumber', { number: one.number })}</Link>
                ),
              },
              { key: 'asOf', head: t('reports.asOf'), width: '8rem', align: 'end', cell: (one) => one.asOf },
              { key: 'knownAt', head: t('reports.knownAt'), width: '8rem', align: 'end', cell: (one) => one.knownAt },
              {
                key: 'note',
                head: t('reports.note'),
                cell: (one) => <PlanText>{one.note === '' ? NOT_APPLICABLE : one.note}</PlanText>,
              },
              {
                key: 'hash',
                head: t('reports.hash'),
                width: '9rem',
                cell: (one) => `${one.hash.slice(0, 6)}···${one.hash.slice(-4)}`,
              },
              {
                key: 'made',
                head: t('reports.made'),
                width: '16rem',
                cell: (one) => t('reports.madeBy', { name: one.madeBy, time: day(one.madeAt.slice(0, 10)) }),
              },
              {
                key: 'usedBy',
                head: t('reports.usedBy'),
                width: '8rem',
                cell: (one) =>
                  one.reports.length === 0
                    ? NOT_APPLICABLE
                    : one.reports.map((number) => t('reports.snapshotNumber', { number })).join(' '),
              },
            ]}
          />
        )}
      </Section>
      {dialog === 'typefaces' ? <TypefacesDialog onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'freeze' ? <FreezeDialog plan={plan} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'begin' ? (
        <BeginDialog plan={plan} snapshots={snapshots} correcting={correcting} onClose={() => setDialog(undefined)} />
      ) : null}
    </>
  )
}

/** A snapshot is for good: its days are shown before it is frozen, and what it is for is asked. */
function FreezeDialog({ plan, onClose }: { plan: string; onClose: () => void }) {
  const { t } = useWording()
  const refusal = useRefusal()
  const today = useQuery(todayQuery(plan)).data?.asOf ?? ''
  const [days, setDays] = useState<{ asOf?: string; knownAt?: string }>({})
  const [note, setNote] = useState('')
  const [isBlank, setBlank] = useState(false)
  const asked = { asOf: days.asOf ?? today, knownAt: days.knownAt ?? today, note: note.trim() }
  const freeze = (event: FormEvent) => {
    event.preventDefault()
    setBlank(asked.note === '')
    if (asked.note === '') return
    void refusal.once(() => makeSnapshot(plan, asked).then(onClose))
  }
  const day = (name: 'asOf' | 'knownAt') => (
    <DayField
      label={t(`reports.freeze.${name}`)}
      hint={t(`reports.freeze.${name}Hint`)}
      error={refusal.of(name)}
      required
      max={today === '' ? undefined : today}
      value={asked[name]}
      onChange={(value) => setDays({ ...days, [name]: value })}
    />
  )
  return (
    <Dialog title={t('reports.freeze.title')} onClose={onClose}>
      <form className={styles.form} onSubmit={freeze}>
        {day('asOf')}
        {day('knownAt')}
        <TextField
          label={t('reports.freeze.note')}
          hint={t('reports.freeze.noteHint')}
          error={refusal.of('note') ?? (isBlank && asked.note === '' ? t('reports.freeze.noteMissing') : undefined)}
          required
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {refusal.shown}
        <div className={styles.acts}>
          <Button onClick={onClose}>{t('reports.cancel')}</Button>
          <Button kind="primary" type="submit">
            {asked.asOf === '' ? t('reports.freeze.doPlain') : t('reports.freeze.do', { day: asked.asOf })}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function BeginDialog(props: {
  plan: string
  snapshots: readonly SnapshotRow[]
  correcting: ReportRow | undefined
  onClose: () => void
}) {
  const { t } = useWording()
  const { plan, snapshots, correcting, onClose } = props
  const navigate = useNavigate()
  const refusal = useRefusal()
  const options = useSnapshotOptions(snapshots)
  const [latest, before] = snapshots
  const [kind, setKind] = useState<ReportKind>(correcting?.kind ?? 'annual')
  const [snapshot, setSnapshot] = useState(String(latest?.number ?? ''))
  const [base, setBase] = useState(String(correcting?.snapshot ?? before?.number ?? ''))
  const chosen = snapshots.find((one) => String(one.number) === snapshot)
  const [year, setYear] = useState(String(correcting?.year ?? latest?.asOf.slice(0, 4) ?? ''))
  const begin = (event: FormEvent) => {
    event.preventDefault()
    const asked = {
      kind,
      year: kind === 'annual' ? Number(year) || null : null,
      snapshot: Number(snapshot),
      base: base === '' || base === snapshot ? null : Number(base),
      corrects: correcting?.id ?? null,
    }
    void refusal.once(() => beginReport(plan, asked).then(({ id }) => navigate({ ...paths.annualReport(id) })))
  }
  return (
    <Dialog title={correcting === undefined ? t('reports.begin.title') : t('reports.begin.correct')} onClose={onClose}>
      <form className={styles.form} onSubmit={begin}>
        <SelectField
          label={t('reports.begin.kind')}
          options={(['annual', 'closing'] as const).map((value) => ({
            value,
            label: t(`reports.begin.kinds.${value}`),
          }))}
          error={refusal.of('kind')}
          value={kind}
          onChange={(event) => setKind(event.target.value === 'closing' ? 'closing' : 'annual')}
        />
        <SelectField
          label={t('reports.begin.snapshot')}
          options={options}
          error={refusal.of('snapshot')}
          value={snapshot}
          onChange={(event) => {
            setSnapshot(event.target.value)
            const asOf = snapshots.find((one) => String(one.number) === event.target.value)?.asOf
            if (asOf !== undefined && correcting === undefined) setYear(asOf.slice(0, 4))
          }}
        />
        {kind === 'annual' ? (
          <TextField
            label={t('reports.begin.year')}
            hint={chosen === undefined ? undefined : t('reports.begin.yearHint')}
            error={refusal.of('year')}
            inputMode="numeric"
            value={year}
            onChange={(event) => setYear(event.target.value)}
          />
        ) : null}
        <SelectField
          label={t('reports.begin.base')}
          options={options.filter((one) => one.value !== snapshot)}
          error={refusal.of('base')}
          empty={t('reports.begin.noBase')}
          value={base === snapshot ? '' : base}
          onChange={(event) => setBase(event.target.value)}
        />
        {refusal.shown}
        <div className={styles.acts}>
          <Button onClick={onClose}>{t('reports.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t('reports.begin.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
