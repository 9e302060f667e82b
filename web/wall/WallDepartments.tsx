import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { type MatrixRow, matrix } from '../summary/matrix.ts'
import { BulletBar } from '../ui/BulletBar.tsx'
import { PlanText } from '../ui/Links.tsx'
import styles from './Wall.module.css'

/** Two columns of so many rows fit. */
const MOST = 24

/** 部门 on the wall: everyone's duties, allocation of the target with the largest one, lacks and projects. */
export function WallDepartments({ plan, summary }: { plan: Plan; summary: Summary }) {
  const { t } = useWording()
  const { rows, drawn, scale } = matrix(summary, 'gap')
  const shown = rows.slice(0, MOST)
  const half = Math.ceil(shown.length / 2)
  const target = plan.targets.find(({ code }) => code === drawn)
  return (
    <div className={styles.departments}>
      {[shown.slice(0, half), shown.slice(half)].map((part, place) => (
        <table key={place === 0 ? 'first' : 'second'} className={styles.carriers}>
          <caption className="hidden-text">{t('summary.matrix.title')}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.carrier}>
                {t('summary.matrix.title')}
              </th>
              <th scope="col" className={styles.end}>
                {t('words.role.lead')}
              </th>
              <th scope="col" className={styles.end}>
                {t('words.role.participant')}
              </th>
              <th scope="col" className={styles.drawn} colSpan={2}>
                {target === undefined ? t('wall.departments.allocated') : <PlanText>{target.shortName}</PlanText>}
              </th>
              <th scope="col" className={styles.lacks}>
                {t('wall.departments.lack')}
              </th>
              <th scope="col" className={styles.lacks}>
                {t('wall.departments.projects')}
              </th>
            </tr>
          </thead>
          <tbody>
            {part.map((row) => (
              <Row key={row.code} plan={plan} row={row} drawn={drawn} scale={scale} />
            ))}
          </tbody>
        </table>
      ))}
      {rows.length > MOST ? (
        <p className={styles.small}>{t('summary.matrix.rest', { count: rows.length - MOST })}</p>
      ) : null}
    </div>
  )
}

function Row(props: { plan: Plan; row: MatrixRow; drawn: string | null; scale: number }) {
  const { t } = useWording()
  const { plan, row, drawn, scale } = props
  const cell = row.cells.find((one) => one !== null && one.target === drawn)
  const others = row.cells.flatMap((one) => (one === null || one.lack === null || one.target === drawn ? [] : [one]))
  const shortName = (code: string) => plan.targets.find((target) => target.code === code)?.shortName ?? code
  const { stated, firstListed, assigned, participant } = row.duties
  const lead = stated + firstListed + assigned
  return (
    <tr>
      <th scope="row">
        <PlanText>{row.name}</PlanText>
      </th>
      <td className={styles.end}>{lead === 0 ? '' : lead}</td>
      <td className={`${styles.end} quiet`}>{participant === 0 ? '' : participant}</td>
      {cell == null ? (
        <td colSpan={2} className={styles.beyond}>
          {row.cells.every((one) => one === null) ? t('wall.departments.notAllocated') : ''}
        </td>
      ) : (
        <>
          <td className={styles.end}>
            <span className={styles.figure}>{cell.recognised}</span>
            <span className="quiet">{cell.allocated === null ? '' : `/${cell.allocated}`}</span>
          </td>
          <td className={styles.drawn}>
            <BulletBar
              large
              recognised={cell.recognised}
              inReview={cell.inReview}
              goal={cell.allocated}
              expected={cell.expected}
              behind={cell.lack !== null}
              units={false}
              scale={scale}
              label={t('summary.matrix.cell', {
                department: row.name,
                target: shortName(cell.target),
                recognised: cell.recognised,
                allocated: cell.allocated ?? 0,
              })}
            />
          </td>
        </>
      )}
      <td className={styles.lacks}>
        {cell != null && cell.lack !== null ? (
          <span className="behind strong">{t('common.lack', { count: cell.lack })}</span>
        ) : null}
        {others.map((other) => (
          <span key={other.target} className={`${styles.of} behind`}>
            <PlanText>{shortName(other.target)}</PlanText>
            {t('common.lack', { count: other.lack ?? 0 })}
          </span>
        ))}
      </td>
      <td className={styles.lacks}>
        {row.projects.total === 0 ? null : (
          <span>
            <b>{row.projects.done}</b>
            <span className="quiet">/{row.projects.total}</span>
          </span>
        )}
        {row.projects.stalled > 0 ? (
          <span className={`${styles.of} behind`}>{t('summary.matrix.stalled', { count: row.projects.stalled })}</span>
        ) : null}
      </td>
    </tr>
  )
}
