import { Link } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { formatExpected, formatPercent, NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { BulletBar } from '../ui/BulletBar.tsx'
import { PlanText, RowsLink, TargetLink } from '../ui/Links.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { Sparkline } from '../ui/Sparkline.tsx'
import { Status } from '../ui/Status.tsx'
import { rowReason } from './findings.ts'
import styles from './TargetTable.module.css'
import { GOAL_AT, placeInDocument, type TargetRow, targetRows } from './target-rows.ts'

const LEVELS = ['headline', 'sub'] as const
const BAD_TONES: Record<string, string> = { behind: 'behind', missed: 'behind', 'at-risk': 'risk' }

/** Where the lines of time and target stand on the bars' axis. */
function axisOf(summary: Summary): Record<string, string> {
  return {
    '--goal': String(GOAL_AT),
    '--time': String(Math.min(1, Math.max(0, summary.elapsed)) * GOAL_AT),
  }
}

/** The table that officials know, in the document's order; one column of it is the picture. */
export function TargetTable({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t } = useWording()
  const rows = targetRows(plan, summary, (stage) => t(`words.stage.${stage}`))
  const silent = rows.every(({ target }) => target.status === 'nothing-reported')
  return (
    <div className={styles.wide} style={axisOf(summary)}>
      <table className={styles.table}>
        <caption className="hidden-text">{t('summary.table.caption')}</caption>
        <Head due={summary.due && !silent} elapsed={summary.due ? null : summary.elapsed} />
        {LEVELS.map((level) => {
          const ofLevel = rows.filter(({ target }) => target.level === level)
          return ofLevel.length === 0 ? null : (
            <tbody key={level}>
              <LevelRow plan={plan} level={level} lines={lineClass(summary.due)} />
              {ofLevel.map((row) => (
                <Row key={row.target.code} plan={plan} summary={summary} row={row} />
              ))}
            </tbody>
          )
        })}
      </table>
      {silent ? null : <Legend due={summary.due} rows={rows} />}
    </div>
  )
}

/** The heads, with the lines of time and target named at their places. */
function Head({ due, elapsed }: { due: boolean; elapsed: number | null }) {
  const { t } = useWording()
  return (
    <thead>
      <tr>
        <td className={styles.number} />
        <th scope="col" className={styles.name}>
          {t('summary.table.name')}
        </th>
        <th scope="col" className={styles.status}>
          {t('summary.table.status')}
        </th>
        <th scope="col" className={styles.recognised}>
          {due ? t('summary.table.onTime') : t('summary.table.recognised')}
        </th>
        <th scope="col" className={styles.goal}>
          {t('summary.table.target')}
        </th>
        <th scope="col" className={styles.rate}>
          {t('summary.table.rate')}
        </th>
        <th scope="col" className={styles.bar}>
          <span className="hidden-text">{t('summary.table.progress')}</span>
          {due || elapsed === null ? null : (
            <span className={styles.timeLabel}>
              {t('summary.table.timeGone', { share: formatPercent(elapsed, 1) })}
            </span>
          )}
          <span className={styles.goalLabel}>{t('summary.table.goal')}</span>
        </th>
        <th scope="col" className={styles.trend}>
          {t('summary.table.trend')}
        </th>
        <th scope="col" className={styles.change}>
          {due ? t('summary.table.supplementary') : t('summary.table.change')}
        </th>
      </tr>
    </thead>
  )
}

/** 总目标, 分项目标, with where they stand in the document. */
function LevelRow({ plan, level, lines }: { plan: Plan; level: (typeof LEVELS)[number]; lines: string }) {
  const { t } = useWording()
  return (
    <tr className={styles.level}>
      <td />
      <th colSpan={5} scope="rowgroup">
        {t(`words.targetLevel.${level}`)}
        <PlanText className={styles.place}>{placeInDocument(plan, level, '至')}</PlanText>
      </th>
      <td className={lines} />
      <td colSpan={2} />
    </tr>
  )
}

const lineClass = (due: boolean) => `${styles.bar} ${styles.lines} ${due ? styles.due : ''}`

function Row({ plan, summary, row }: { plan: Plan; summary: Summary; row: TargetRow }) {
  const { t, language, change } = useWording()
  const { target } = row
  const reason = rowReason({ plan, summary, t, language }, target)
  const silent = target.status === 'nothing-reported'
  return (
    <tr>
      <td className={styles.number}>{row.number}</td>
      <th scope="row" className={styles.name}>
        <TargetLink target={target.code} className="plain">
          <PlanText>{target.name}</PlanText>
        </TargetLink>
      </th>
      <td className={styles.status}>
        <Status status={target.status} />
      </td>
      <td className={styles.recognised}>
        <Recognised row={row} due={summary.due} />
      </td>
      <td className={styles.goal}>
        <Goal row={row} />
      </td>
      <td className={styles.rate}>{silent || target.because.code === 'no-rule' ? NOT_APPLICABLE : rateOf(row)}</td>
      <td className={lineClass(summary.due)}>
        <Bar row={row} summary={summary} />
        {reason === undefined ? null : (
          <div className={`${styles.reason} note ${BAD_TONES[target.status] ?? 'quiet'}`}>
            <span>
              <Sentence text={reason} />
            </span>
          </div>
        )}
      </td>
      <td className={styles.trend}>{silent ? null : <Sparkline {...row.trend} />}</td>
      <td className={styles.change}>
        {summary.due
          ? target.supplementary > 0
            ? change(target.supplementary)
            : ''
          : silent
            ? ''
            : change(row.change)}
      </td>
    </tr>
  )
}

/** By what is recognised, also after the due day, when the figure beside it says what came on time (design rule 6). */
const rateOf = ({ target }: TargetRow) => formatPercent(target.recognised, target.value)

/** The official figure, a link to the rows that it counts. */
function Recognised({ row: { target }, due }: { row: TargetRow; due: boolean }) {
  const { t, count, language } = useWording()
  const figure = due ? target.onTime : target.recognised
  if (target.status === 'nothing-reported') return <span className="faint">{t('common.notReported')}</span>
  return (
    <RowsLink
      rows={{ target: target.code, counts: true }}
      className="figure plain"
      label={t('summary.table.openRows', {
        name: target.name,
        count: figure,
        unit: language === 'en' ? '' : target.unit,
      })}
    >
      {count(figure)}
    </RowsLink>
  )
}

function Goal({ row: { target } }: { row: TargetRow }) {
  const { t } = useWording()
  return <span className="quiet nowrap">{t('common.atLeast', { value: target.value, unit: target.unit })}</span>
}

/** The solid part opens its rows, the hatched part the number in review; for the keyboard the figure beside it does. */
function Bar({ row: { target, bullet }, summary, thin = false }: { row: TargetRow; summary: Summary; thin?: boolean }) {
  const { t } = useWording()
  const figures = {
    recognised: target.recognised,
    inReview: target.inReview,
    supplementary: target.supplementary,
    target: target.value,
    expected: formatExpected(target.expected),
  }
  const label = summary.due
    ? t('summary.table.barDue', figures)
    : target.expected === null
      ? t('summary.table.barNoPace', figures)
      : t('summary.table.bar', figures)
  const share = (value: number) => `${Math.max(0, Math.min(1, value / bullet.scale)) * 100}%`
  const inReview = bullet.inReview ?? 0
  const rest = Math.max(0, 1 - target.recognised / bullet.scale)
  return (
    <div className={styles.opens}>
      <BulletBar {...bullet} label={label} thin={thin} />
      {target.recognised === 0 ? null : (
        <Link
          {...paths.ledger({ target: target.code, counts: true })}
          className={styles.part ?? ''}
          style={{ left: 0, width: share(target.recognised) }}
          title={label}
          tabIndex={-1}
          aria-hidden="true"
        />
      )}
      {inReview === 0 || rest === 0 ? null : (
        <Link
          to="."
          search={(old: object) => old}
          hash="review"
          className={styles.part ?? ''}
          style={{ left: share(target.recognised), width: share(Math.min(inReview, rest * bullet.scale)) }}
          title={t('summary.table.openReview', { count: inReview })}
          tabIndex={-1}
          aria-hidden="true"
        />
      )}
    </div>
  )
}

function Legend({ due, rows }: { due: boolean; rows: readonly TargetRow[] }) {
  const { t } = useWording()
  const some = (has: (row: TargetRow) => boolean) => rows.some(has)
  return (
    <ul className={`${styles.legend} note quiet`}>
      <li className={styles.keyFact}>{t('summary.legend.recognised')}</li>
      {some(({ bullet }) => (bullet.inReview ?? 0) > 0) ? (
        <li className={styles.keyReview}>{t('summary.legend.inReview')}</li>
      ) : null}
      {some(({ bullet }) => (bullet.pipeline ?? []).length > 0) ? (
        <li className={styles.keyPipeline}>{t('summary.legend.pipeline')}</li>
      ) : null}
      {!due && some(({ bullet }) => bullet.expected != null) ? (
        <li className={styles.keyPace}>{t('summary.legend.pace')}</li>
      ) : null}
      {some(({ bullet }) => bullet.behind === true) ? (
        <li className={styles.keyLack}>{t('summary.legend.lack')}</li>
      ) : null}
      {some(({ bullet }) => (bullet.supplementary ?? 0) > 0) ? (
        <li className={styles.keyHollow}>{t('summary.legend.supplementary')}</li>
      ) : null}
    </ul>
  )
}

const KEEPING = ['met', 'ahead', 'on-pace', 'nothing-reported']

/** On a phone the same rows in two lists: what needs attention with bars, and later the rest in short. */
export function TargetList({ plan, summary, part }: { plan: Plan; summary: Summary; part: 'attention' | 'keeping' }) {
  const { t, language, change } = useWording()
  const rows = targetRows(plan, summary, (stage) => t(`words.stage.${stage}`)).filter(
    ({ target }) => KEEPING.includes(target.status) === (part === 'keeping'),
  )
  if (rows.length === 0) return null
  const wording = { count: rows.length }
  const silent = rows.every(({ target }) => target.status === 'nothing-reported')
  return (
    <section className={styles.narrow} style={axisOf(summary)}>
      <div className={styles.narrowHead}>
        <h2>
          {t(
            part === 'attention' ? 'summary.table.attention' : silent ? 'summary.table.all' : 'summary.table.keeping',
            wording,
          )}
        </h2>
        {part === 'keeping' ? null : (
          <p className={styles.narrowAxis}>
            {summary.due ? null : (
              <span className={styles.timeLabel}>
                {t('summary.table.timeGone', { share: formatPercent(summary.elapsed, 1) })}
              </span>
            )}
            <span className={styles.goalLabel}>{t('summary.table.goal')}</span>
          </p>
        )}
      </div>
      <ul>
        {rows.map((row) => {
          const reason = rowReason({ plan, summary, t, language }, row.target)
          return (
            <li key={row.target.code} className={styles.item}>
              <p className={styles.itemHead}>
                <TargetLink target={row.target.code} className="plain">
                  <PlanText>{row.target.name}</PlanText>
                </TargetLink>
                <Status status={row.target.status} />
              </p>
              {part === 'attention' ? (
                <p className={styles.itemFigures}>
                  <Recognised row={row} due={summary.due} />
                  <Goal row={row} />
                  <span className="quiet">{row.target.because.code === 'no-rule' ? NOT_APPLICABLE : rateOf(row)}</span>
                  {summary.due ? null : (
                    <span className={`${styles.push} faint note`}>
                      {t('summary.table.recent', { change: change(row.change) })}
                    </span>
                  )}
                </p>
              ) : null}
              <div className={styles.itemBar}>
                <div className={`${styles.lines} ${summary.due ? styles.due : ''}`}>
                  <Bar row={row} summary={summary} thin={part === 'keeping'} />
                </div>
                {part === 'keeping' ? (
                  <span className={styles.push}>
                    {silent ? (
                      <Goal row={row} />
                    ) : (
                      <>
                        <Recognised row={row} due={summary.due} />
                        <span className="quiet">/{row.target.value}</span>
                      </>
                    )}
                  </span>
                ) : null}
              </div>
              {reason === undefined ? null : (
                <p className={`note ${BAD_TONES[row.target.status] ?? 'quiet'}`}>
                  <Sentence text={reason} />
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {part === 'attention' ? <Legend due={summary.due} rows={rows} /> : null}
    </section>
  )
}

/** The table before its figures: names, heads and target line stand, figures are blocks. */
export function TargetTableSkeleton({ plan }: { plan: Plan | undefined }) {
  const { t } = useWording()
  const unknown = Array.from({ length: 12 }, (_, row) => ({
    code: row.toString(),
    number: row + 1,
    name: '',
    level: row < 4 ? ('headline' as const) : ('sub' as const),
  }))
  const rows = plan?.targets ?? unknown
  return (
    <>
      <div className={styles.wide}>
        <table className={styles.table} style={{ '--goal': String(GOAL_AT) } as Record<string, string>}>
          <caption className="hidden-text">{t('summary.table.caption')}</caption>
          <Head due={false} elapsed={null} />
          {LEVELS.map((level) => (
            <tbody key={level}>
              {plan === undefined ? null : <LevelRow plan={plan} level={level} lines={lineClass(true)} />}
              {rows
                .filter((row) => row.level === level)
                .map(({ code, number, name }) => (
                  <tr key={code}>
                    <td className={styles.number}>{number}</td>
                    <th scope="row" className={styles.name}>
                      {name === '' ? <Block width="12rem" /> : <PlanText>{name}</PlanText>}
                    </th>
                    <td className={styles.status}>
                      <Block width="4rem" />
                    </td>
                    <td className={styles.recognised}>
                      <Block width="1.75rem" />
                    </td>
                    <td className={styles.goal}>
                      <Block width="3rem" />
                    </td>
                    <td className={styles.rate}>
                      <Block width="2.75rem" />
                    </td>
                    <td className={lineClass(true)}>
                      <Block width={`${GOAL_AT * 100}%`} />
                    </td>
                    <td className={styles.trend} />
                    <td className={styles.change} />
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      </div>
      <ul className={styles.narrow}>
        {rows.map(({ code, name }) => (
          <li key={code} className={styles.item}>
            {name === '' ? <Block width="12rem" /> : <PlanText>{name}</PlanText>}
            <div>
              <Block width={`${GOAL_AT * 100}%`} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

const Block = ({ width }: { width: string }) => <span className="block" style={{ width }} aria-hidden="true" />
