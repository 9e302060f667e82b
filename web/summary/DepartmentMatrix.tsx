import { Link } from '@tanstack/react-router'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { moveByArrows } from '../ui/arrow-keys.ts'
import { BulletBar } from '../ui/BulletBar.tsx'
import { DepartmentLink, PlanText, RowsLink, TargetLink } from '../ui/Links.tsx'
import { planText } from '../ui/pieces.ts'
import { Section } from '../ui/Section.tsx'
import { Sentence } from '../ui/Sentence.tsx'
import { StatusShape } from '../ui/Status.tsx'
import styles from './DepartmentMatrix.module.css'
import { type Cell, type Matrix, type MatrixRow, matrix } from './matrix.ts'
import { responsibilityGaps } from './responsibility.ts'

/** 部门: 24 departments by 12 targets as numbers; one column is drawn, what lags has a shape and a colour. */
export function DepartmentMatrix({
  plan,
  summary,
  order,
  on = 'overview',
}: {
  plan: Plan
  summary: Summary
  order: 'gap' | 'document'
  /** The page that keeps the order in its address. On that of the departments every one is named on a phone, too. */
  on?: 'overview' | 'departments'
}) {
  const wording = useWording()
  const { t, list } = wording
  const table = matrix(summary, order)
  const short = (code: string) => plan.targets.find((target) => target.code === code)?.shortName ?? code
  const anyAssigned = table.rows.some(({ duties }) => duties.assigned > 0)
  // A plan that asks nothing of its departments yet has nothing to set against their names but duties.
  const counted = table.targets.length > 0 && table.sums.some((sum) => sum.allocated !== null || sum.recognised > 0)
  const projects = plan.columns.length > 0
  const gaps = responsibilityGaps(plan, wording)
  const first = on === 'overview' ? 'gap' : 'document'
  const orderLink = (value: 'gap' | 'document', text: string) => (
    <Link
      to="."
      search={(old: object) => ({ ...old, sort: value === first ? undefined : value })}
      resetScroll={false}
      aria-current={order === value ? 'true' : undefined}
    >
      {text}
    </Link>
  )
  return (
    <Section
      title={t('summary.matrix.title')}
      note={t(counted ? (summary.due ? 'summary.matrix.noteDue' : 'summary.matrix.note') : 'summary.matrix.tasksNote')}
      className={styles.section}
      tools={
        counted ? (
          <>
            <span>{t('summary.matrix.order')}</span>
            {orderLink('gap', t('summary.matrix.byGap'))}
            {orderLink('document', t('summary.matrix.byDocument'))}
            {on === 'overview' ? <Link {...paths.departments()}>{t('summary.matrix.chart')}</Link> : null}
          </>
        ) : undefined
      }
    >
      {counted ? (
        <div className={styles.scroll}>
          <table className={styles.matrix} onKeyDown={moveByArrows}>
            <caption className="hidden-text">{t('summary.matrix.title')}</caption>
            <thead>
              <tr className={styles.groups}>
                <td />
                <th scope="colgroup" colSpan={anyAssigned ? 4 : 3}>
                  {t('summary.matrix.tasks')}
                </th>
                {(['headline', 'sub'] as const).map((level) => {
                  const span = table.targets.filter((target) => target.level === level).length
                  return span === 0 ? null : (
                    <th key={level} scope="colgroup" colSpan={span}>
                      {t(`words.targetLevel.${level}`)}
                    </th>
                  )
                })}
                {projects ? <th scope="col">{t('summary.matrix.projects')}</th> : null}
              </tr>
              <tr>
                <th scope="col" className={styles.name}>
                  {t('summary.matrix.title')}
                </th>
                <th scope="col" className={styles.duty}>
                  {t('summary.matrix.stated')}
                </th>
                <th scope="col" className={styles.duty}>
                  {t('summary.matrix.firstListed')}
                </th>
                {anyAssigned ? (
                  <th scope="col" className={styles.duty}>
                    {t('summary.matrix.assigned')}
                  </th>
                ) : null}
                <th scope="col" className={styles.duty}>
                  {t('summary.matrix.participant')}
                </th>
                {table.targets.map((target) => (
                  <th key={target.code} scope="col" className={target.code === table.drawn ? styles.drawn : ''}>
                    <TargetLink target={target.code} className="plain">
                      <PlanText>{short(target.code)}</PlanText>
                    </TargetLink>
                  </th>
                ))}
                {projects ? (
                  <th scope="col" className={styles.projects}>
                    {t('summary.matrix.projectsDone')}
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row.code}>
                  <th scope="row">
                    <DepartmentLink department={row.code} className="plain">
                      <PlanText>{row.name}</PlanText>
                    </DepartmentLink>
                  </th>
                  <td className={`${styles.duty} strong`}>{row.duties.stated || ''}</td>
                  <td className={styles.duty}>{row.duties.firstListed || ''}</td>
                  {anyAssigned ? <td className={`${styles.duty} strong`}>{row.duties.assigned || ''}</td> : null}
                  <td className={`${styles.duty} quiet`}>{row.duties.participant || ''}</td>
                  {row.cells.map((cell, index) => (
                    <td key={table.targets[index]?.code}>
                      {cell === null ? null : <Figures row={row} cell={cell} table={table} name={short(cell.target)} />}
                    </td>
                  ))}
                  {projects ? (
                    <td className={styles.projects}>
                      <Projects projects={row.projects} />
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
            <Sums table={table} summary={summary} anyAssigned={anyAssigned} projects={projects} />
          </table>
        </div>
      ) : (
        <DutyList table={table} />
      )}
      {counted ? <NarrowList table={table} plan={plan} all={on === 'departments'} /> : null}
      <div className={`${styles.notes} note quiet`}>
        {table.shared.length > 0 ? (
          <p>
            <Sentence text={t('summary.matrix.shared', { names: planText(list(table.shared.map(short))) })} />
          </p>
        ) : null}
        {counted && table.fewer.length > 0 ? <p>{t('summary.matrix.fewer')}</p> : null}
        {counted ? <p>{t('summary.matrix.tasksNote')}</p> : null}
        {gaps.length > 0 ? (
          <p>
            <Link {...paths.plan()} search={{ part: 'gaps' }} className={`${styles.gaps} risk`}>
              {t('summary.matrix.gaps', { items: list(gaps) })}
            </Link>
          </p>
        ) : null}
      </div>
    </Section>
  )
}

/** Before anything is allocated or reported: who is named for tasks and projects, and nothing else. */
function DutyList({ table }: { table: Matrix }) {
  const { t, list } = useWording()
  return (
    <ul className={styles.duties}>
      {table.rows.map((row) => {
        const duties = (['stated', 'firstListed', 'assigned', 'participant'] as const)
          .filter((duty) => row.duties[duty] > 0)
          .map((duty) => `${t(`summary.matrix.${duty}`)} ${row.duties[duty]}`)
        return (
          <li key={row.code}>
            <DepartmentLink department={row.code} className="plain">
              <PlanText>{row.name}</PlanText>
            </DepartmentLink>
            <span className="note quiet">{list(duties)}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** 17/34, drawn as a bar in the one column with the largest allocation. Outside a table it is a stop of the keyboard. */
function Figures(props: { row: MatrixRow; cell: Cell; table: Matrix; name: string; alone?: boolean }) {
  const { row, cell, table, name, alone = false } = props
  const { t } = useWording()
  const label = t(cell.allocated === null ? 'summary.matrix.cellNone' : 'summary.matrix.cell', {
    department: row.name,
    target: name,
    recognised: cell.recognised,
    allocated: cell.allocated ?? 0,
  })
  const late = cell.lack !== null
  return (
    <span className={styles.cell}>
      <RowsLink
        rows={{ target: cell.target, department: row.code, counts: true }}
        className={`nowrap ${late ? 'behind' : ''}`}
        tabIndex={alone ? undefined : -1}
      >
        {late ? (
          <span className={styles.down}>
            <StatusShape status="behind" />
          </span>
        ) : null}
        <span className="strong">{cell.recognised}</span>
        {cell.allocated === null ? null : `/${cell.allocated}`}
      </RowsLink>
      {cell.allocated === null ? (
        <span className={`${styles.none} note faint`}>{t('summary.matrix.notAllocated')}</span>
      ) : null}
      {cell.target === table.drawn && cell.allocated !== null ? (
        <span className={styles.track}>
          <BulletBar
            thin
            label={label}
            recognised={cell.recognised}
            inReview={cell.inReview}
            goal={cell.allocated}
            scale={table.scale}
            expected={cell.expected}
            behind={late}
            units={false}
          />
        </span>
      ) : null}
    </span>
  )
}

function Projects({ projects }: { projects: MatrixRow['projects'] }) {
  const { t } = useWording()
  if (projects.total === 0) return null
  return (
    <span className={styles.tally}>
      {projects.done}/{projects.total}
      {projects.stalled > 0 ? (
        <span className="behind"> {t('summary.matrix.stalled', { count: projects.stalled })}</span>
      ) : null}
      {projects.notStarted > 0 ? (
        <span className="faint"> {t('summary.matrix.notStarted', { count: projects.notStarted })}</span>
      ) : null}
    </span>
  )
}

function Sums(props: { table: Matrix; summary: Summary; anyAssigned: boolean; projects: boolean }) {
  const { t } = useWording()
  const { table, summary } = props
  const projects = summary.columns.flatMap((column) => column.projects)
  const span = props.anyAssigned ? 4 : 3
  return (
    <tfoot>
      <tr>
        <th scope="row">{t('summary.matrix.sum')}</th>
        <td colSpan={span} />
        {table.targets.map((target, index) => {
          const sum = table.sums[index]
          return (
            <td key={target.code}>
              {sum === undefined || (sum.allocated === null && sum.recognised === 0) ? (
                <span className="note faint">{t('summary.matrix.notAllocated')}</span>
              ) : (
                <>
                  <span className="strong">{sum.recognised}</span>
                  {sum.allocated === null ? '' : `/${sum.allocated}`}
                </>
              )}
            </td>
          )
        })}
        {props.projects ? <td /> : null}
      </tr>
      <tr>
        <th scope="row">{t('summary.matrix.district')}</th>
        <td colSpan={span} />
        {table.targets.map((target) => (
          <td key={target.code}>
            <RowsLink rows={{ target: target.code, counts: true }} className="plain nowrap" tabIndex={-1}>
              <span className="strong">{target.recognised}</span>/{target.value}
            </RowsLink>
          </td>
        ))}
        {props.projects ? (
          <td className={styles.projects}>
            {projects.filter(({ progress }) => progress === 'done').length}/{projects.length}
          </td>
        ) : null}
      </tr>
    </tfoot>
  )
}

/** On a phone: the departments that lag, then a way to the others; or all of them. */
function NarrowList({ table, plan, all }: { table: Matrix; plan: Plan; all: boolean }) {
  const { t } = useWording()
  const short = (code: string) => plan.targets.find((target) => target.code === code)?.shortName ?? code
  const bad = table.rows.filter(({ worst, projects }) => all || worst > 0 || projects.stalled > 0)
  const rest = table.rows.length - bad.length
  return (
    <ul className={styles.narrow}>
      {bad.map((row) => (
        <li key={row.code}>
          <DepartmentLink department={row.code} className="plain">
            <PlanText>{row.name}</PlanText>
          </DepartmentLink>
          <span className={styles.narrowCells}>
            {row.cells.map((cell) =>
              cell === null || (cell.lack === null && !all) ? null : (
                <span key={cell.target} className={styles.narrowCell}>
                  <PlanText className="note quiet">{short(cell.target)}</PlanText>
                  <Figures row={row} cell={cell} table={{ ...table, drawn: null }} name={short(cell.target)} alone />
                </span>
              ),
            )}
            {row.projects.total === 0 ? null : (
              <span className={styles.narrowCell}>
                <span className="note quiet">{t('summary.matrix.projects')}</span>
                <Projects projects={row.projects} />
              </span>
            )}
          </span>
        </li>
      ))}
      {rest > 0 ? (
        <li>
          <Link {...paths.departments()}>{t('summary.matrix.rest', { count: rest })}</Link>
        </li>
      ) : null}
    </ul>
  )
}
