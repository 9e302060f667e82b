import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { REPORT_PARTS, type ReportPart } from '../../db/words.ts'
import type { Narrative, ReportDetail, ReportSection } from '../../server/reports/contract.ts'
import { formatDay } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { hasRole, usePerson } from '../session/api.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { adoptNarrative, changeSection, fileOf, reportQuery } from './api.ts'
import { Reconciliation } from './Reconciliation.tsx'
import styles from './Report.module.css'
import { ChangeSnapshotDialog, ChaseDialog, HeadDialog, IssueDialog } from './ReportDialogs.tsx'
import { type Insert, type Saving, SavingState, SectionEditor } from './SectionEditor.tsx'
import { annualReportSearch } from './search.ts'

/** 年度报告: a report in its editor, or, once it is issued or for those who only read, the whole of it. */
export function ReportPage() {
  return (
    <RequireSignIn>
      <One />
    </RequireSignIn>
  )
}

function One() {
  const { report } = useParams({ strict: false })
  const query = useQuery(reportQuery(report ?? ''))
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={12} widths={['12rem', '30rem', '16rem']} />} empty={null}>
      {(found) => (found.writable ? <Editor report={found} /> : <Reading report={found} />)}
    </Loaded>
  )
}

function Files({ report }: { report: ReportDetail }) {
  const { t } = useWording()
  // It holds the evidence itself.
  const bundles = hasRole(usePerson(), 'reviewer', 'admin', 'auditor')
  return (
    <span className={styles.files}>
      <a href={fileOf(report.id, 'page.html')} target="_blank" rel="noreferrer">
        {t('reports.editor.print')}
      </a>
      <a href={fileOf(report.id, 'annex.xlsx')} download>
        {t('reports.editor.excel')}
      </a>
      {bundles ? (
        <a href={fileOf(report.id, 'bundle.zip')} download>
          {t('reports.editor.bundle')}
        </a>
      ) : null}
      <a href={fileOf(report.id, 'report.docx')} download className={styles.first ?? ''}>
        {t('reports.editor.word')}
      </a>
    </span>
  )
}

function Reading({ report }: { report: ReportDetail }) {
  const { t, day } = useWording()
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <h1 tabIndex={-1}>
          <PlanText>{report.title}</PlanText>
        </h1>
        <span className="quiet">
          {t(`reports.editor.${report.state}`)} ·{' '}
          <Link {...paths.snapshot(report.snapshot)}>
            {t('reports.editor.basis', { number: report.snapshot, day: day(report.snapshotInfo.knownAt) })}
          </Link>
          {report.correctedBy === null ? null : ` · ${t('reports.corrected', { number: report.correctedBy })}`}
        </span>
        <span className={styles.grow} />
        <Files report={report} />
      </div>
      <iframe className={styles.whole} title={report.title} sandbox="" src={fileOf(report.id, 'page.html')} />
    </div>
  )
}

function Editor({ report }: { report: ReportDetail }) {
  const { t, day } = useWording()
  const { part = 'overall', view } = annualReportSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [saving, setSaving] = useState<Saving>(null)
  const [figure, setFigure] = useState<string>()
  const [dialog, setDialog] = useState<'head' | 'snapshot' | 'issue' | 'chase'>()
  const [open, setOpen] = useState<Narrative>()
  const insertRef = useRef<Insert | undefined>(undefined)
  const section = report.sections.find((one) => one.part === part)
  const go = (to: ReportPart) => void navigate({ ...paths.annualReport(report.id, { part: to }), resetScroll: false })
  const step = (by: number) => {
    const next = REPORT_PARTS[REPORT_PARTS.indexOf(part) + by]
    if (next) go(next)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+↑↓ goes from section to section wherever the focus is
    <div
      className={styles.page}
      onKeyDown={(event) => {
        if (!event.ctrlKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
        event.preventDefault()
        step(event.key === 'ArrowDown' ? 1 : -1)
      }}
    >
      <div className={styles.bar}>
        <h1 tabIndex={-1}>
          <PlanText>{report.title}</PlanText>
        </h1>
        <span className="quiet">
          {t('reports.editor.draft')} ·{' '}
          {t('reports.editor.basis', { number: report.snapshot, day: day(report.snapshotInfo.knownAt) })}
        </span>
        <SavingState saving={saving} />
        <span className={styles.grow} />
        <Button onClick={() => setDialog('head')}>{t('reports.editor.head')}</Button>
        <Button onClick={() => setDialog('issue')}>{t('reports.editor.issue')}</Button>
        <Files report={report} />
      </div>
      <p className={styles.phone}>
        {t('reports.editor.phone')} <a href={fileOf(report.id, 'page.html')}>{t('reports.editor.preview')}</a>
      </p>
      <div className={styles.columns}>
        <div className={styles.left}>
          <Sections report={report} part={part} onOpen={setOpen} onChase={() => setDialog('chase')} />
        </div>
        <div className={styles.middle}>
          {view === 'whole' ? (
            <>
              <div className={styles.toolbar}>
                <Link {...paths.annualReport(report.id, { part })}>{t('reports.editor.edit')}</Link>
              </div>
              <iframe className={styles.whole} title={report.title} sandbox="" src={fileOf(report.id, 'page.html')} />
            </>
          ) : section ? (
            <Middle
              key={section.part}
              report={report}
              section={section}
              onSaving={setSaving}
              onFigure={setFigure}
              insertRef={insertRef}
            />
          ) : null}
        </div>
        <div className={styles.right}>
          <Reconciliation
            report={report}
            part={part}
            figure={figure}
            onChange={() => setDialog('snapshot')}
            onInsert={(one) => insertRef.current?.(one)}
          />
        </div>
      </div>
      {dialog === 'head' ? <HeadDialog report={report} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'snapshot' ? <ChangeSnapshotDialog report={report} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'chase' ? <ChaseDialog report={report} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'issue' ? <IssueDialog report={report} onClose={() => setDialog(undefined)} /> : null}
      {open === undefined ? null : (
        <NarrativeDialog report={report} narrative={open} onClose={() => setOpen(undefined)} />
      )}
    </div>
  )
}

function Sections(props: {
  report: ReportDetail
  part: ReportPart
  onOpen: (one: Narrative) => void
  onChase: () => void
}) {
  const { t } = useWording()
  const { report, part } = props
  const [all, setAll] = useState(false)
  const sections = report.sections.filter((one) => !one.part.startsWith('annex-'))
  const annexes = report.sections.filter((one) => one.part.startsWith('annex-'))
  const counted = sections.filter((one) => one.included && !one.empty)
  const word = (one: ReportSection) =>
    !one.included
      ? t('reports.editor.left')
      : one.empty
        ? t('reports.editor.empty')
        : t(`reports.editor.stateOf.${one.state}`)
  const list = (rows: readonly ReportSection[]) => (
    <ul className={styles.parts}>
      {rows.map((one) => (
        <li key={one.part}>
          <Link
            {...paths.annualReport(report.id, { part: one.part })}
            resetScroll={false}
            aria-current={one.part === part ? 'true' : undefined}
          >
            <span>{t(`reports.parts.${one.part}`)}</span>
            <span className={`${styles.state} ${one.state === 'writing' && one.included ? styles.wants : ''}`}>
              {one.state === 'written' && one.included && !one.empty ? '✓ ' : one.state === 'writing' ? '◐ ' : ''}
              {word(one)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
  const got = report.narratives.filter((one) => one.state === 'handed-in')
  const shown = all
    ? report.narratives
    : [...got, ...report.narratives.filter((one) => one.state !== 'handed-in')].slice(0, 7)
  const narrativeWord = (one: Narrative) =>
    one.state !== 'handed-in'
      ? t('reports.editor.missing')
      : one.adoptedVersion === null
        ? t('reports.editor.arrived')
        : one.adoptedVersion < one.version
          ? t('reports.editor.renewed')
          : t('reports.editor.adopted')
  return (
    <>
      <h2 className={styles.rail}>
        {t('reports.editor.sections')}
        <span>
          {(['automatic', 'writing', 'written'] as const)
            .map((state) => ({ state, count: counted.filter((one) => one.state === state).length }))
            .filter((one) => one.count > 0)
            .map(({ state, count }) => `${t(`reports.editor.stateOf.${state}`)}${count}`)
            .join(' · ')}
        </span>
      </h2>
      {list(sections)}
      <h2 className={styles.rail}>{t('reports.editor.annexes')}</h2>
      {list(annexes)}
      <p>
        <Link {...paths.annualReport(report.id, { part, view: 'whole' })}>{t('reports.editor.preview')}</Link>
      </p>
      <h2 className={styles.rail}>
        {t('reports.editor.narratives')}
        <span>{t('reports.editor.received', { got: got.length, total: report.narratives.length })}</span>
      </h2>
      <ul className={styles.parts}>
        {shown.map((one) => (
          <li key={one.department}>
            <button type="button" disabled={one.state !== 'handed-in'} onClick={() => props.onOpen(one)}>
              <PlanText>{one.name}</PlanText>
              <span className={`${styles.state} ${one.state === 'handed-in' ? '' : styles.wants}`}>
                {one.state === 'handed-in' ? (one.adoptedVersion === one.version ? '✓ ' : '◔ ') : '○ '}
                {narrativeWord(one)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="word" onClick={() => setAll(!all)}>
        {all ? t('reports.editor.fewer') : t('reports.editor.allDepartments', { count: report.narratives.length })}
      </button>
      {got.length === report.narratives.length ? null : (
        <p>
          <Button onClick={props.onChase}>
            {t('reports.editor.chase', { count: report.narratives.length - got.length })}
          </Button>
        </p>
      )}
    </>
  )
}

function Middle(props: {
  report: ReportDetail
  section: ReportSection
  onSaving: (saving: Saving) => void
  onFigure: (key: string | undefined) => void
  insertRef: { current: Insert | undefined }
}) {
  const { t } = useWording()
  const { report, section } = props
  const [refusal, setRefusal] = useState<string>()
  const [asking, setAsking] = useState(false)
  const act = (patch: Parameters<typeof changeSection>[2]) =>
    changeSection(report.id, section.part, patch).catch((error: unknown) =>
      setRefusal(error instanceof Problem ? error.detail : t('common.noAnswer')),
    )
  const isAnnex = section.part.startsWith('annex-')
  const heading = <h2 lang="zh-CN">{section.heading}</h2>
  const blockOf = (code: string) => {
    for (const one of report.model.sections)
      for (const block of one.blocks)
        if ((block.kind === 'table' || block.kind === 'chart') && block.code === code) return block
    return code
  }
  const rows = report.model.annexes
    .find((one) => one.part === section.part)
    ?.blocks.reduce(
      (sum, block) => sum + (block.kind === 'table' ? block.rows.filter((row) => row.style === 'row').length : 0),
      0,
    )
  return (
    <>
      {section.lockedBy === null ? null : (
        <Notice tone="warn" title={t('reports.editor.locked', { name: section.lockedBy })} role="status" />
      )}
      {refusal === undefined ? null : <Notice tone="wrong" title={refusal} role="alert" />}
      {isAnnex || section.lockedBy !== null ? (
        <div className={styles.paper}>
          {heading}
          <p className="quiet">{isAnnex ? t('reports.editor.annexNote') : null}</p>
          {isAnnex && rows !== undefined ? <p>{t('reports.editor.annexRows', { count: rows })}</p> : null}
          {section.empty ? <p>{t('reports.editor.emptyPart')}</p> : null}
        </div>
      ) : (
        <>
          {section.empty && section.text === '' ? <p className="quiet">{t('reports.editor.emptyPart')}</p> : null}
          <SectionEditor
            report={report}
            section={section}
            blockOf={blockOf}
            onSaving={props.onSaving}
            onFigure={props.onFigure}
            insertRef={props.insertRef}
            heading={heading}
          />
        </>
      )}
      <div className={styles.acts}>
        {section.state === 'automatic' || isAnnex ? null : (
          <Button onClick={() => setAsking(true)}>{t('reports.editor.automatic')}</Button>
        )}
        <Button onClick={() => void act({ version: section.version, included: !section.included })}>
          {section.included ? t('reports.editor.leave') : t('reports.editor.include')}
        </Button>
      </div>
      {asking ? (
        <Dialog title={t('reports.editor.automaticTitle')} onClose={() => setAsking(false)}>
          <p>{t('reports.editor.automaticText')}</p>
          <div className={styles.acts}>
            <Button onClick={() => setAsking(false)}>{t('reports.cancel')}</Button>
            <Button
              kind="danger"
              onClick={() => {
                setAsking(false)
                void act({ version: section.version, text: null })
              }}
            >
              {t('reports.editor.automatic')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}

function NarrativeDialog(props: { report: ReportDetail; narrative: Narrative; onClose: () => void }) {
  const { t, language } = useWording()
  const { report, narrative } = props
  const [refusal, setRefusal] = useState<string>()
  const at = narrative.writtenAt === null ? '' : formatDay(narrative.writtenAt.slice(0, 10), language)
  return (
    <Dialog title={narrative.name} onClose={props.onClose} wide>
      <p className="quiet">{t('reports.editor.handedIn', { name: narrative.writtenBy ?? '', time: at })}</p>
      <p className={styles.said} lang="zh-CN">
        {narrative.text}
      </p>
      <p className="note quiet">{t('reports.editor.adoptNote')}</p>
      {refusal === undefined ? null : <Notice tone="wrong" title={refusal} role="alert" />}
      <div className={styles.acts}>
        <Button onClick={props.onClose}>{t('reports.close')}</Button>
        {narrative.adoptedVersion === narrative.version ? null : (
          <Button
            kind="primary"
            onClick={() =>
              void adoptNarrative(report.id, narrative.department, narrative.version).then(
                props.onClose,
                (error: unknown) => setRefusal(error instanceof Problem ? error.detail : t('common.noAnswer')),
              )
            }
          >
            {narrative.adoptedVersion === null ? t('reports.editor.adopt') : t('reports.editor.adoptAgain')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
