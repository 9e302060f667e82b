import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { Plan, PlanTarget } from '../../server/plan/contract.ts'
import type { SummaryTarget } from '../../server/summary/contract.ts'
import { formatExpected, lackOf } from '../format.ts'
import { useWording } from '../i18n.ts'
import { type PaceSeries, roundScale } from './pace-series.ts'

const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Recognised over time as a step, pace dashed, the lack between them tinted, the half-year's rate dotted. */
export function PaceChart(props: {
  plan: Pick<Plan, 'startsOn' | 'dueOn'>
  target: PlanTarget
  figures: SummaryTarget
  series: PaceSeries
  asOf: string
}) {
  const { t, day, month } = useWording()
  const { plan, target, figures, series, asOf } = props
  const rows = series.days.map((row) => ({ ...row, time: timeOf(row.on) }))
  const until = asOf < plan.dueOn ? asOf : plan.dueOn
  const top = Math.max(target.value, figures.recognised + figures.inReview, series.reaches ?? 0)
  const scale = roundScale(top)
  const lack = lackOf(figures.expected, figures.recognised)
  const quarters = [0, 1, 2, 3, 4].map((part) => {
    const start = timeOf(plan.startsOn)
    return start + Math.round(((timeOf(plan.dueOn) - start) * part) / 4 / 86_400_000) * 86_400_000
  })
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={rows} margin={{ top: 16, right: 24, bottom: 4, left: 0 }} accessibilityLayer>
        <CartesianGrid vertical={false} stroke="var(--rule-2)" />
        <XAxis
          dataKey="time"
          type="number"
          domain={['dataMin', 'dataMax']}
          ticks={quarters}
          tickFormatter={(time: number) => month(dayOf(time))}
          tick={{ fill: 'var(--ink-3)', fontSize: 13 }}
          stroke="var(--rule)"
          tickLine={false}
        />
        <YAxis
          domain={[0, scale.top]}
          ticks={scale.ticks}
          allowDecimals={false}
          width={44}
          tick={{ fill: 'var(--ink-3)', fontSize: 13 }}
          axisLine={false}
          tickLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          labelFormatter={(time) => day(dayOf(Number(time)))}
          formatter={(value, name) =>
            Array.isArray(value) ? ['', ''] : [typeof value === 'number' ? formatExpected(value) : String(value), name]
          }
          contentStyle={{ border: '1px solid var(--rule)', background: 'var(--paper)', color: 'var(--ink)' }}
        />
        <Area
          dataKey="lack"
          name={t('targets.lack')}
          stroke="none"
          fill="var(--behind)"
          fillOpacity={0.09}
          isAnimationActive={false}
          connectNulls={false}
          tooltipType="none"
          activeDot={false}
        />
        <ReferenceLine
          y={target.value}
          stroke="var(--ink)"
          ifOverflow="extendDomain"
          label={{
            value: t('targets.targetLine', { value: target.value }),
            position: 'insideBottomLeft',
            fill: 'var(--ink)',
            fontSize: 13,
          }}
        />
        <Line
          dataKey="expected"
          name={t('targets.expected')}
          stroke="var(--ink-2)"
          strokeDasharray="5 4"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="projected"
          name={t('targets.projected')}
          stroke="var(--ink-3)"
          strokeDasharray="1.5 4"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="recognised"
          name={t('words.standing.recognised')}
          type="stepAfter"
          stroke="var(--fact)"
          strokeWidth={2.5}
          dot={false}
          isAnimationActive={false}
        />
        {figures.inReview > 0 ? (
          <ReferenceLine
            segment={[
              { x: timeOf(until), y: figures.recognised },
              { x: timeOf(until), y: figures.recognised + figures.inReview },
            ]}
            stroke="var(--fact)"
            strokeWidth={9}
            strokeDasharray="2 2"
          />
        ) : null}
        <ReferenceDot
          x={timeOf(until)}
          y={figures.recognised}
          r={4}
          fill="var(--fact)"
          stroke="var(--paper)"
          label={{
            value: `${t('words.standing.recognised')} ${figures.recognised}${lack === null ? '' : `${t('summary.deck.comma')}${t('common.lack', { count: lack })}`}`,
            position: 'bottom',
            offset: 12,
            fill: lack === null ? 'var(--fact)' : 'var(--behind)',
            fontSize: 13,
            fontWeight: 700,
          }}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}
