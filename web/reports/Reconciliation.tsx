import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReportPart } from '../../db/words.ts'
import type { Figure, ReportDetail, TargetChange } from '../../server/reports/contract.ts'
import { formatChange } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { PlanText } from '../ui/Links.tsx'
import styles from './Report.module.css'

type Props = {
  report: ReportDetail
  part: ReportPart
  /** The figure whose field was pressed last. */
  figure: string | undefined
  onChange: () => void
  onInsert: (figure: Figure) => void
}

/** What stands beside the text: the snapshot, how its figures agree with an earlier one, and figures to put in. */
export function Reconciliation({ report, part, figure, onChange, onInsert }: Props) {
  const { t } = useWording()
  const [chosen, setChosen] = useState<string>()
  const moved = report.changes.filter((one) => one.items.length > 0)
  // What moved most is what has to be explained first.
  const [most] = moved.toSorted((one, other) => other.items.length - one.items.length)
  const change = report.changes.find((one) => one.target === chosen) ?? most ?? report.changes[0]
  const pressed = report.figures.find((one) => one.key === figure)
  const names = new Map(report.figures.map((one) => [one.key, one.label]))
  const nameOf = (target: string) => names.get(`t.${target}.value`)?.split('：')[0] ?? target
  return (
    <>
      <h2 className={styles.rail}>
        {t('reports.snapshot')}
        <button type="button" className="word" onClick={onChange}>
          {t('reports.editor.changeSnapshot')}
        </button>
      </h2>
      <p>
        <Link {...paths.snapshot(report.snapshot)}>
          <b>{t('reports.snapshotNumber', { number: report.snapshot })}</b>
        </Link>
        {t('reports.editor.snapshotLine', { asOf: report.asOf, knownAt: report.knownAt })}
        <br />
        <span className="note quiet">
          {t('reports.hash')}
          {report.snapshotInfo.hash.slice(0, 4)}···{report.snapshotInfo.hash.slice(-4)} · {t('reports.editor.frozen')}
        </span>
      </p>
      {pressed === undefined ? null : (
        <p role="status">
          <b lang="zh-CN">
            {pressed.label}：{pressed.value}
          </b>
          <br />
          <span className="note quiet">{t('reports.editor.figureLocked')}</span>
          {pressed.rows === null ? null : (
            <>
              {' '}
              <a href={pressed.rows} target="_blank" rel="noreferrer">
                {t('reports.editor.figureRows')}
              </a>
            </>
          )}
        </p>
      )}
      {report.base === null || change === undefined ? (
        <>
          <h2 className={styles.rail}>{t('reports.parts.reconciliation')}</h2>
          <p className="quiet">{t('reports.editor.reconcileNone')}</p>
        </>
      ) : (
        <>
          <h2 className={styles.rail}>
            {t('reports.editor.reconcile', { number: report.base })}
            <span>{report.baseInfo?.knownAt}</span>
          </h2>
          <ChangeLines report={report} change={change} name={nameOf(change.target)} />
          <h2 className={styles.rail}>
            {t('reports.editor.targetsReconciled', { count: report.changes.length })}
            <span>{t('reports.editor.changed', { count: moved.length })}</span>
          </h2>
          <table className={styles.small}>
            <thead>
              <tr>
                <th scope="col">{t('reports.snapshotPage.target')}</th>
                <th scope="col">{t('reports.change.columns.before', { number: report.base })}</th>
                <th scope="col">{t('reports.change.columns.plus')}</th>
                <th scope="col">{t('reports.change.columns.minus')}</th>
                <th scope="col">{t('reports.change.columns.after', { number: report.snapshot })}</th>
              </tr>
            </thead>
            <tbody>
              {(moved.length > 0 ? moved : report.changes).map((one) => (
                <tr key={one.target}>
                  <th scope="row">
                    <button type="button" className="word" onClick={() => setChosen(one.target)}>
                      <PlanText>{nameOf(one.target)}</PlanText>
                    </button>
                  </th>
                  <td>{one.before}</td>
                  <td>{one.sums.added + one.sums.supplementary + one.sums.ruleIn}</td>
                  <td>{one.sums.voided + one.sums.ended + one.sums.ruleOut}</td>
                  <td>
                    <b>{one.after}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {moved.length > 0 && moved.length < report.changes.length ? (
            <p className="note quiet">
              {t('reports.editor.unchanged', { count: report.changes.length - moved.length })}
            </p>
          ) : null}
        </>
      )}
      <h2 className={styles.rail}>
        {t('reports.editor.available')}
        <span>{t('reports.editor.availableHint')}</span>
      </h2>
      <ul className={styles.chips} lang="zh-CN">
        {figuresFor(report, part, change?.target).map((one) => (
          <li key={one.key}>
            <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => onInsert(one)}>
              {one.label} {one.value}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

const OFFERED: Partial<Record<ReportPart, readonly string[]>> = {
  overall: ['asOf', 'elapsed', 'targets.', 'headline.', 'year.items', 'items.total'],
  tasks: ['tasks.'],
  columns: ['projects.'],
  departments: ['departments.'],
  problems: ['gaps.', 'projects.stalled', 'tasks.behind', 'targets.behind'],
  suggestions: ['targets.', 'projects.', 'gaps.'],
  reconciliation: ['base.'],
}

/** A dozen figures that fit the section; the rest are found by @. */
function figuresFor(report: ReportDetail, part: ReportPart, target: string | undefined): Figure[] {
  const starts = part === 'targets' && target !== undefined ? [`t.${target}.`] : (OFFERED[part] ?? ['targets.'])
  return report.figures
    .filter((one) => starts.some((start) => one.key.startsWith(start)) && one.value.length <= 12 && one.value !== '')
    .slice(0, 14)
}

/** The line of reconciliation: each summand opens to its list. */
export function ChangeLines(props: {
  report: Pick<ReportDetail, 'base' | 'snapshot' | 'baseInfo'>
  change: TargetChange
  name: string
}) {
  const { t } = useWording()
  const { report, change, name } = props
  const { sums } = change
  const day = report.baseInfo?.asOf ?? ''
  const known = report.baseInfo?.asOf ?? ''
  const rows = [
    { key: 'added', label: t('reports.change.added', { day }), value: sums.added, causes: ['added'] },
    {
      key: 'supplementary',
      label: t('reports.change.supplementary', { day: known }),
      value: sums.supplementary,
      causes: ['supplementary'],
    },
    { key: 'voided', label: t('reports.change.voided'), value: -sums.voided, causes: ['voided'] },
    { key: 'ended', label: t('reports.change.ended'), value: -sums.ended, causes: ['ended'] },
    {
      key: 'rule',
      label: t('reports.change.rule'),
      value: sums.ruleIn - sums.ruleOut,
      causes: ['rule-in', 'rule-out'],
    },
  ]
  const [open, setOpen] = useState<string>()
  return (
    <>
      <p>
        <PlanText>{name}</PlanText>
      </p>
      <table className={styles.sum}>
        <tbody>
          <tr>
            <th scope="row">{t('reports.change.before', { number: report.base ?? 0 })}</th>
            <td>{change.before}</td>
          </tr>
          {rows.map((one) => {
            const list = change.items.filter((item) => one.causes.includes(item.cause))
            return (
              <tr key={one.key}>
                <th scope="row">
                  {one.label}
                  {open === one.key ? (
                    <ul className={styles.list} lang="zh-CN">
                      {list.map((item) => (
                        <li key={item.id}>
                          <Link {...paths.item(item.id)}>
                            {item.number} {item.title}
                          </Link>
                        </li>
                      ))}
                    </ul>
                  ) : null}
                </th>
                <td>
                  {list.length === 0 ? (
                    '0'
                  ) : (
                    <button
                      type="button"
                      className="word"
                      aria-expanded={open === one.key}
                      onClick={() => setOpen(open === one.key ? undefined : one.key)}
                    >
                      {formatChange(one.value)}
                    </button>
                  )}
                </td>
              </tr>
            )
          })}
          <tr>
            <th scope="row">{t('reports.change.after', { number: report.snapshot })}</th>
            <td>{change.after}</td>
          </tr>
        </tbody>
      </table>
      <p className="note">
        {change.balanced ? (
          <span className="quiet">✓ {t('reports.editor.balanced')}</span>
        ) : (
          <span className="behind">
            {t('reports.editor.unbalanced', {
              count: Math.abs(change.after - change.before - rows.reduce((sum, one) => sum + one.value, 0)),
            })}
          </span>
        )}
        {change.late.after > 0 ? ` ${t('reports.editor.late', { count: change.late.after, unit: '' })}` : null}
      </p>
    </>
  )
}
