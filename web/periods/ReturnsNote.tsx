import { addDays, formatPercent } from '../format.ts'
import { useWording } from '../i18n.ts'
import { DepartmentLink, PlanText } from '../ui/Links.tsx'
import { Section } from '../ui/Section.tsx'
import { useReturns } from './api.ts'
import { atStart, quarterName, quarterOf } from './naming.ts'
import styles from './Periods.module.css'
import { ReturnMark } from './ReturnMark.tsx'

const NAMED = 6

/** 报送: the current period, how many have handed in, and who has not; for the overview's rail. */
export function ReturnsNote() {
  const { t, day } = useWording()
  const { data } = useReturns()
  const period = data?.periods.find((one) => one.code === data.current)
  if (data === undefined || period === undefined || data.asOf < period.opensOn) return null
  const missing = data.departments.filter((row) =>
    row.states.some((one) => one.period === period.code && (one.state === 'silent' || one.state === 'not-due')),
  )
  const isOver = data.asOf > period.dueOn
  const { handedIn, expected } = period
  const named = missing.slice(0, NAMED)
  return (
    <>
      <p className="note">
        {t('periods.rail.handedIn', {
          quarter: atStart(quarterName(t, period, data.asOf)),
          ...{ handedIn, expected, day: day(period.dueOn, data.asOf) },
        })}
        {period.locked ? <span className="quiet"> {t('periods.rail.locked')}</span> : null}
      </p>
      {missing.length === 0 ? (
        <p className="note quiet">{t('periods.rail.all')}</p>
      ) : (
        <p className="note">
          <span className={isOver ? 'behind strong' : undefined}>
            {t(isOver ? 'periods.rail.missing' : 'periods.rail.missingShort', { count: missing.length, names: '' })}
          </span>
          {named.map((row, place) => (
            <span key={row.code}>
              {place > 0 ? t('items.separator') : null}
              <DepartmentLink department={row.code} className="plain">
                <PlanText>{row.name}</PlanText>
              </DepartmentLink>
            </span>
          ))}
          {missing.length > NAMED ? t('periods.rail.andMore', { names: '', count: missing.length }) : null}
        </p>
      )}
    </>
  )
}

/** A department's returns by quarter, with its rates; for its page. */
export function ReturnsByQuarter({ department }: { department: string }) {
  const { t, day } = useWording()
  const { data } = useReturns()
  const row = data?.departments.find((one) => one.code === department)
  if (data === undefined || row === undefined || data.periods.length === 0) return null
  // Before anybody ever handed in, reporting has not begun: nobody is late with it.
  if (data.departments.every((one) => one.handedIn === 0)) return null
  const { owed, handedIn, onTime } = row
  return (
    <Section
      title={t('periods.byQuarter')}
      note={
        owed === 0
          ? t('periods.ratesNone')
          : t('periods.rates', { handed: formatPercent(handedIn, owed), onTime: formatPercent(onTime, owed) })
      }
    >
      <ol className={styles.quarters}>
        {row.states.map((cell) => {
          const period = data.periods.find((one) => one.code === cell.period)
          return (
            <li key={cell.period}>
              <span className="note quiet">{atStart(quarterName(t, quarterOf(cell.period), '-'))}</span>
              <ReturnMark state={cell.state} />
              <span className="note quiet">
                {cell.on !== null
                  ? day(cell.on, addDays(cell.on, 0))
                  : cell.state === 'not-due' && period !== undefined
                    ? day(period.dueOn, data.asOf)
                    : ''}
              </span>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
