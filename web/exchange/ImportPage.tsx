import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type DragEvent, useRef, useState } from 'react'
import type { ImportBatchView } from '../../server/exchange/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { usePerson } from '../session/api.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { Empty, Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlan } from '../view.ts'
import { actOn, importQuery, importsQuery, uploadTable } from './api.ts'
import { Check } from './Check.tsx'
import { Exports } from './Exports.tsx'
import styles from './ImportPage.module.css'
import { type ImportSearch, importSearch } from './search.ts'

/** 导入: choose a table, look its rows through, write them whole or not at all. */
export function ImportPage() {
  return (
    <RequireSignIn roles={['reporter']}>
      <Import />
    </RequireSignIn>
  )
}

function Import() {
  const search = importSearch(useSearch({ strict: false }))
  return search.batch === undefined ? <Choose /> : <Batch id={search.batch} search={search} />
}

export function Steps({ at }: { at: 'choose' | 'check' | 'write' }) {
  const { t } = useWording()
  const steps = ['choose', 'check', 'write'] as const
  return (
    <ol className={styles.steps} aria-label={t('exchange.steps.label')}>
      {steps.map((step, place) => (
        <li key={step} aria-current={step === at ? 'step' : undefined}>
          <span className={styles.stepNumber}>{place + 1}</span>
          {t(`exchange.steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}

/** Departments that the person reports for; null in a grant means every one of the plan. */
function useHomes(plan: Plan): { code: string; name: string }[] {
  const person = usePerson()
  const grants = person?.roles.filter((one) => one.role === 'reporter') ?? []
  const all = plan.departments.map(({ code, name }) => ({ code, name }))
  if (grants.some((one) => one.department === null)) return all
  return all.filter((one) => grants.some((grant) => grant.department === one.code))
}

/** The file field stands only once the plan is known, so that no file that is chosen can go unheard. */
function Choose() {
  return (
    <Loaded query={usePlan()} skeleton={<SkeletonRows rows={6} widths={['16rem', '24rem', '12rem']} />} empty={null}>
      {(plan) => <ChooseTable plan={plan} />}
    </Loaded>
  )
}

function ChooseTable({ plan }: { plan: Plan }) {
  const { t } = useWording()
  const navigate = useNavigate()
  const homes = useHomes(plan)
  const [chosen, setChosen] = useState<string>()
  const [sending, setSending] = useState<string>()
  const [fault, setFault] = useState<string>()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const [only] = homes
  const home = chosen ?? (homes.length === 1 ? only?.code : undefined)
  const recent = useQuery(importsQuery(plan.code))
  const take = async (file: File | undefined) => {
    if (file === undefined || sending !== undefined) return
    setFault(undefined)
    if (home === undefined) return setFault(t('exchange.chooseDepartment'))
    setSending(file.name)
    try {
      const batch = await uploadTable(plan.code, homes.length > 1 ? home : undefined, file)
      await navigate(paths.import({ batch: batch.id }))
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('exchange.noAnswer'))
    }
    setSending(undefined)
    if (input.current) input.current.value = ''
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <>
      <PageTitle title={t('exchange.title')} deck={t('exchange.deck')} tools={<Steps at="choose" />} />
      {fault === undefined ? null : (
        <Notice tone="wrong" role="alert" title={t('exchange.notTaken')}>
          <p>{fault}</p>
        </Notice>
      )}
      {homes.length > 1 ? (
        <label className={styles.home}>
          <span>{t('exchange.department')}</span>
          <select value={home ?? ''} onChange={(event) => setChosen(event.currentTarget.value || undefined)}>
            <option value="" />
            {homes.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way beside the file field inside */}
      <div
        className={over ? `${styles.drop} ${styles.over}` : styles.drop}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p className={styles.fileLabel} role="status">
          {sending === undefined ? t('exchange.file') : t('exchange.sending', { name: sending })}
        </p>
        <div className={styles.file}>
          <input
            ref={input}
            id="import-file"
            type="file"
            accept=".xlsx,.csv"
            aria-describedby="import-file-says"
            disabled={sending !== undefined}
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
          <label htmlFor="import-file">{t('exchange.choose')}</label>
        </div>
        <p id="import-file-says" className="note quiet">
          {t('exchange.fileHint')}
        </p>
        {home === undefined ? null : (
          <Exports
            files={[
              {
                label: t('exchange.template'),
                path: `/plans/${encodeURIComponent(plan.code)}/template.xlsx`,
                query: { department: home },
              },
            ]}
          />
        )}
      </div>
      <Section title={t('exchange.recent')}>
        <Loaded
          query={recent}
          skeleton={<SkeletonRows rows={3} widths={['18rem', '8rem', '6rem']} />}
          empty={({ rows }) => (rows.length === 0 ? <Empty title={t('exchange.recentNone')} /> : undefined)}
        >
          {({ rows }) => (
            <Table
              caption={t('exchange.recent')}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                {
                  key: 'file',
                  head: t('exchange.recentFile'),
                  names: true,
                  cell: (row) => (
                    <button
                      type="button"
                      className="word"
                      onClick={() => void navigate(paths.import({ batch: row.id }))}
                    >
                      {row.fileName}
                    </button>
                  ),
                },
                {
                  key: 'day',
                  head: t('exchange.recentDay'),
                  width: '11rem',
                  cell: (row) => formatInstant(row.createdAt),
                },
                {
                  key: 'rows',
                  head: t('exchange.recentRows'),
                  width: '5rem',
                  align: 'end',
                  cell: (row) => row.rowsRead,
                },
                {
                  key: 'state',
                  head: t('exchange.recentState'),
                  width: '8rem',
                  cell: (row) => t(`exchange.states.${row.state}`),
                },
              ]}
            />
          )}
        </Loaded>
      </Section>
    </>
  )
}

function Batch({ id, search }: { id: string; search: ImportSearch }) {
  const query = useQuery(importQuery(id))
  return (
    <Loaded
      query={query}
      skeleton={<SkeletonRows rows={8} widths={['4rem', '16rem', '22rem', '12rem']} />}
      empty={null}
    >
      {(batch) => <Stage batch={batch} search={search} />}
    </Loaded>
  )
}

function Stage({ batch, search }: { batch: ImportBatchView; search: ImportSearch }) {
  const { t } = useWording()
  switch (batch.state) {
    case 'reading':
      return <Reading batch={batch} />
    case 'refused':
      return <Refused batch={batch} />
    case 'cancelled':
      return <Ended title={t('exchange.cancelled')} deck={batch.fileName} />
    case 'undone':
      return <Ended title={t('exchange.undone.title')} deck={t('exchange.undone.deck')} />
    case 'written':
      return <Written batch={batch} />
    default:
      return <Check batch={batch} search={search} />
  }
}

function useAct(id: string) {
  const client = useQueryClient()
  const { t } = useWording()
  const [fault, setFault] = useState<string>()
  const act = async (what: 'cancel' | 'undo') => {
    setFault(undefined)
    try {
      await actOn(id, what)
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('exchange.noAnswer'))
    }
    await client.invalidateQueries({ queryKey: ['/imports'] })
  }
  return { act, fault: fault === undefined ? undefined : t('exchange.notDone', { reason: fault }) }
}

function Reading({ batch }: { batch: ImportBatchView }) {
  const { t, count } = useWording()
  const { act, fault } = useAct(batch.id)
  const { rowsRead: read, rowsExpected: expected } = batch
  const says =
    expected === null || expected < read
      ? t('exchange.reading.progressOnly', { read: count(read) })
      : t('exchange.reading.progress', { read: count(read), expected: count(expected) })
  return (
    <>
      <PageTitle title={t('exchange.reading.title', { name: batch.fileName })} tools={<Steps at="check" />} />
      <div className={styles.reading}>
        <progress
          aria-label={t('exchange.reading.title', { name: batch.fileName })}
          {...(expected === null || expected < read ? {} : { value: read, max: expected })}
        />
        <p role="status">{says}</p>
        <Button onClick={() => void act('cancel')}>{t('exchange.reading.cancel')}</Button>
      </div>
      {fault === undefined ? null : <Notice tone="wrong" role="alert" title={fault} />}
    </>
  )
}

function Another({ label }: { label: string }) {
  const navigate = useNavigate()
  return <Button onClick={() => void navigate(paths.import({}))}>{label}</Button>
}

function Refused({ batch }: { batch: ImportBatchView }) {
  const { t, language } = useWording()
  return (
    <>
      <PageTitle title={t('exchange.refused.title', { name: batch.fileName })} tools={<Steps at="choose" />} />
      <Notice tone="wrong" role="alert" title={batch.because?.[language === 'en' ? 'en' : 'zh'] ?? ''} />
      <p className={styles.acts}>
        <Another label={t('exchange.refused.again')} />
      </p>
    </>
  )
}

function Ended({ title, deck }: { title: string; deck: string }) {
  const { t } = useWording()
  return (
    <>
      <PageTitle title={title} deck={deck} />
      <p className={styles.acts}>
        <Another label={t('exchange.written.another')} />
      </p>
    </>
  )
}

function Written({ batch }: { batch: ImportBatchView }) {
  const { t } = useWording()
  const navigate = useNavigate()
  const { act, fault } = useAct(batch.id)
  const submitted = batch.writtenAs === 'submitted'
  const time = batch.writtenAt === null ? '' : formatInstant(batch.writtenAt)
  return (
    <>
      <PageTitle
        title={t(submitted ? 'exchange.written.titleSubmitted' : 'exchange.written.title', {
          count: batch.counts.ready ?? 0,
        })}
        deck={t(submitted ? 'exchange.written.deckSubmitted' : 'exchange.written.deck', { name: batch.fileName, time })}
        tools={<Steps at="write" />}
      />
      {fault === undefined ? null : <Notice tone="wrong" role="alert" title={fault} />}
      <p className="quiet">{t(batch.canUndo ? 'exchange.written.undoHelp' : 'exchange.written.locked')}</p>
      <p className={styles.acts}>
        <Button kind="primary" onClick={() => void navigate(paths.entries(submitted ? {} : { state: 'draft' }))}>
          {t(submitted ? 'exchange.written.toEntries' : 'exchange.written.toDrafts')}
        </Button>
        {batch.canUndo ? <Button onClick={() => void act('undo')}>{t('exchange.written.undo')}</Button> : null}
        <Another label={t('exchange.written.another')} />
      </p>
    </>
  )
}
