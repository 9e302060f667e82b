import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import type { ChasedNarratives, ReportDetail, SnapshotRow } from '../../server/reports/contract.ts'
import { todayQuery } from '../api.ts'
import { addDays } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SelectField, TextField } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { usePlanCode } from '../view.ts'
import { changeReport, chaseNarratives, issueReport, movedQuery, reportQuery, snapshotsQuery } from './api.ts'
import styles from './Report.module.css'

type Props = { report: ReportDetail; onClose: () => void }

/** Says under the act why it did not happen. */
export function useRefusal() {
  const { t } = useWording()
  const [refusal, setRefusal] = useState<Problem | string>()
  const isUnderWay = useRef(false)
  const catchRefusal = (error: unknown) => setRefusal(error instanceof Problem ? error : t('common.noAnswer'))
  return {
    catchRefusal,
    /** One act while one is under way, until what follows it is done too: what is frozen or issued is so for good. */
    once: async (act: () => Promise<unknown>) => {
      if (isUnderWay.current) return
      isUnderWay.current = true
      await act()
        .catch(catchRefusal)
        .finally(() => {
          isUnderWay.current = false
        })
    },
    /** What is wrong with one field. */
    of: (path: string) =>
      refusal instanceof Problem ? refusal.errors.find((one) => one.path === path)?.message : undefined,
    shown:
      refusal === undefined || (refusal instanceof Problem && refusal.errors.length > 0) ? null : (
        <Notice
          tone="wrong"
          title={typeof refusal === 'string' ? refusal : (refusal.detail ?? refusal.title)}
          role="alert"
        />
      ),
  }
}

/** Title, number, addressee, signature and day: what stands on the first page and under the text. */
export function HeadDialog({ report, onClose }: Props) {
  const { t } = useWording()
  const refusal = useRefusal()
  const [said, setSaid] = useState({
    title: report.title,
    documentNumber: report.documentNumber,
    addressee: report.addressee,
    signature: report.signature,
    signedOn: report.signedOn ?? '',
  })
  const field = (name: keyof typeof said, hint?: string, placeholder?: string) => (
    <TextField
      label={t(`reports.editor.headFields.${name}`)}
      hint={hint}
      error={refusal.of(name)}
      optional={name === 'title' ? undefined : t('reports.optional')}
      value={said[name]}
      placeholder={placeholder}
      onChange={(event) => setSaid({ ...said, [name]: event.target.value })}
    />
  )
  const save = (event: FormEvent) => {
    event.preventDefault()
    const signedOn = said.signedOn.trim() === '' ? null : said.signedOn.trim()
    changeReport(report.id, { version: report.version, ...said, signedOn }).then(onClose, refusal.catchRefusal)
  }
  return (
    <Dialog title={t('reports.editor.headTitle')} onClose={onClose} wide>
      <form className={styles.form} onSubmit={save}>
        {field('title')}
        {field('documentNumber', t('reports.editor.headFields.documentNumberHint'))}
        {field('addressee')}
        {field('signature')}
        {field('signedOn', undefined, '2026-03-20')}
        {refusal.shown}
        <div className={styles.acts}>
          <Button onClick={onClose}>{t('reports.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t('reports.editor.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Snapshots as a choice: 第7号：看2025-12-31，按2026-03-20所知 */
export function useSnapshotOptions(rows: readonly SnapshotRow[] | undefined) {
  const { t } = useWording()
  return (rows ?? []).map(({ number, asOf, knownAt }) => ({
    value: String(number),
    label: t('reports.begin.option', { number, asOf, knownAt }),
  }))
}

/** Another snapshot, and before it is taken every written sentence whose figures it moves. */
export function ChangeSnapshotDialog({ report, onClose }: Props) {
  const { t } = useWording()
  const refusal = useRefusal()
  const plan = usePlanCode() ?? ''
  const snapshots = useQuery({ ...snapshotsQuery(plan), enabled: plan !== '' })
  const options = useSnapshotOptions(snapshots.data?.rows)
  const [number, setNumber] = useState(report.snapshot)
  const [base, setBase] = useState(report.base)
  const moved = useQuery({ ...movedQuery(report.id, number), enabled: number !== report.snapshot })
  const change = () =>
    changeReport(report.id, {
      version: report.version,
      ...(number === report.snapshot ? {} : { snapshot: number }),
      ...(base === report.base ? {} : { base }),
    }).then(onClose, refusal.catchRefusal)
  return (
    <Dialog title={t('reports.editor.changeTitle')} onClose={onClose} wide>
      <div className={styles.form}>
        <SelectField
          label={t('reports.begin.snapshot')}
          options={options}
          error={refusal.of('snapshot')}
          value={String(number)}
          onChange={(event) => setNumber(Number(event.target.value))}
        />
        <SelectField
          label={t('reports.begin.base')}
          options={options.filter((one) => one.value !== String(number))}
          error={refusal.of('base')}
          empty={t('reports.begin.noBase')}
          value={base === null ? '' : String(base)}
          onChange={(event) => setBase(event.target.value === '' ? null : Number(event.target.value))}
        />
        {moved.data === undefined ? null : moved.data.rows.length === 0 ? (
          <p className="quiet">{t('reports.editor.movedNone')}</p>
        ) : (
          <>
            <p>{t('reports.editor.moved', { count: moved.data.rows.length })}</p>
            <ul className={styles.moved} lang="zh-CN">
              {moved.data.rows.map((one) => (
                <li key={`${one.part} ${one.before}`}>
                  <span className="faint">{t('reports.editor.before')}</span> {one.before}
                  <br />
                  <span className="faint">{t('reports.editor.after')}</span> <b>{one.after}</b>
                </li>
              ))}
            </ul>
          </>
        )}
        {refusal.shown}
        <div className={styles.acts}>
          <Button onClick={onClose}>{t('reports.cancel')}</Button>
          <Button kind="primary" onClick={() => void change()}>
            {t('reports.editor.changeDo')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** Asks once before a report is frozen, and says what stands in the way. */
export function IssueDialog({ report: known, onClose }: Props) {
  const { t, list } = useWording()
  const refusal = useRefusal()
  // Saving does not ask for the report anew; whether it can be issued is asked now.
  const report = useQuery({ ...reportQuery(known.id), staleTime: 0, refetchOnMount: 'always' }).data ?? known
  const open = report.typedNumbers
  const empty = report.emptyParts
  const unfinished = report.sections
    .filter((one) => one.included && one.state === 'writing' && !empty.includes(one.part))
    .map((one) => one.part)
  const asks = empty.length > 0 || unfinished.length > 0
  return (
    <Dialog title={t('reports.editor.issueTitle')} onClose={onClose}>
      <p>{t('reports.editor.issueText')}</p>
      {open.length === 0 ? null : (
        <Notice
          tone="warn"
          title={t('reports.editor.issueOpen', {
            count: open.length,
            where: [...new Set(open.map((one) => t(`reports.parts.${one.part}`)))].join('、'),
          })}
        >
          <ul className={styles.list} lang="zh-CN">
            {open.slice(0, 5).map((one) => (
              <li key={`${one.part} ${one.text} ${one.sentence}`}>{one.sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      {empty.length === 0 ? null : (
        <Notice
          tone="warn"
          title={t('reports.editor.issueEmpty', {
            count: empty.length,
            where: empty.map((part) => t(`reports.parts.${part}`)).join('、'),
          })}
        >
          <p>{t('reports.editor.issueEmptyText')}</p>
        </Notice>
      )}
      {unfinished.length === 0 ? null : (
        <Notice
          tone="warn"
          title={t('reports.editor.issueUnfinished', {
            count: unfinished.length,
            where: list(unfinished.map((part) => t(`reports.parts.${part}`))),
          })}
        >
          <p>{t('reports.editor.issueUnfinishedText')}</p>
        </Notice>
      )}
      {refusal.shown}
      <div className={styles.acts}>
        <Button onClick={onClose}>{t(asks ? 'reports.editor.issueBack' : 'reports.cancel')}</Button>
        {open.length > 0 ? null : (
          <Button
            kind="danger"
            onClick={() =>
              void refusal.once(() =>
                issueReport(report.id, {
                  version: report.version,
                  ...(empty.length > 0 ? { without: empty } : {}),
                }).then(onClose),
              )
            }
          >
            {empty.length > 0
              ? t('reports.editor.issueWithout', { count: empty.length })
              : t(unfinished.length > 0 ? 'reports.editor.issueAsIs' : 'reports.editor.issueDo')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

const DAYS_TO_ANSWER = 5

/** Chases the departments that have not handed in: one urge slip each, to be answered by a day. */
export function ChaseDialog({ report, onClose }: Props) {
  const { t } = useWording()
  const refusal = useRefusal()
  const plan = usePlanCode() ?? ''
  const today = useQuery({ ...todayQuery(plan), enabled: plan !== '' }).data?.asOf
  const [said, setSaid] = useState<string>()
  const [done, setDone] = useState<ChasedNarratives>()
  const answerBy = said ?? (today === undefined ? '' : addDays(today, DAYS_TO_ANSWER))
  const count = report.narratives.filter((one) => one.state !== 'handed-in').length
  if (done !== undefined)
    return (
      <Dialog title={t('reports.editor.chased', { count: done.slips })} onClose={onClose}>
        {done.already === 0 ? null : <p>{t('reports.editor.chasedAlready', { count: done.already })}</p>}
        <div className={styles.acts}>
          <Button kind="primary" onClick={onClose}>
            {t('reports.close')}
          </Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog title={t('reports.editor.chase', { count })} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          chaseNarratives(report.id, answerBy.trim()).then(setDone, refusal.catchRefusal)
        }}
      >
        <p>{t('reports.editor.chaseText')}</p>
        <TextField
          label={t('reports.editor.answerBy')}
          error={refusal.of('answerBy')}
          value={answerBy}
          onChange={(event) => setSaid(event.target.value)}
        />
        {refusal.shown}
        <div className={styles.acts}>
          <Button onClick={onClose}>{t('reports.cancel')}</Button>
          <Button kind="primary" type="submit">
            {t('reports.editor.chaseDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
