import { useId } from 'react'
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
import { formatExpected, lackOf, wholeExpected } from '../format.ts'
import { useWording } from '../i18n.ts'
import { type PaceSeries, roundScale } from './pace-series.ts'

const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Recognised over time as a step, pace dashed, the lack between them tinted, the half-year's rate dotted. */
export function PaceChart(props: {
  plan: Pick<Plan, 'startsOn' | 'dueOn'>
  target: Pick<PlanTarget, 'value' | 'unit'>
  figures: Pick<SummaryTarget, 'recognised' | 'inReview' | 'expected'>
  series: PaceSeries
  asOf: string
  /** What the highest line is called; the target's value where not said. */
  goal?: string
}) {
  const { t, day, month } = useWording()
  const { plan, target, figures, series, asOf } = props
  const hatch = useId()
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
      <ComposedChart data={rows} margin={{ top: 16, right: 40, bottom: 4, left: 0 }} accessibilityLayer>
        <defs>
          <pattern id={hatch} patternUnits="userSpaceOnUse" width="5" height="5" patternTransform="rotate(45)">
            <rect width="5" height="5" fill="var(--paper)" />
            <line x1="1" x2="1" y2="5" stroke="var(--fact)" strokeWidth="1.9" />
          </pattern>
        </defs>
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
            value: props.goal ?? t('targets.targetLine', { value: target.value }),
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
        {asOf > plan.dueOn ? null : (
          <ReferenceLine
            segment={[
              { x: timeOf(until), y: 0 },
              { x: timeOf(until), y: figures.recognised },
            ]}
            stroke="var(--ink-3)"
            strokeDasharray="1.5 3"
          />
        )}
        {figures.expected === null || asOf > plan.dueOn || figures.expected > target.value * 0.9 ? null : (
          <ReferenceDot
            x={timeOf(until)}
            y={figures.expected}
            r={0}
            label={{
              value: t('targets.dueBy', { value: wholeExpected(figures.expected) }),
              position: 'top',
              offset: 10,
              fill: 'var(--ink-2)',
              fontSize: 13,
            }}
          />
        )}
        {series.reaches === null ? null : (
          <ReferenceDot
            x={timeOf(plan.dueOn)}
            y={series.reaches}
            r={0}
            label={{
              value: t('targets.about', { value: series.reaches, unit: target.unit }),
              position: 'bottom',
              offset: 8,
              fill: 'var(--ink-3)',
              fontSize: 13,
            }}
          />
        )}
        {figures.inReview > 0 ? (
          <ReferenceLine
            segment={[
              { x: timeOf(until), y: figures.recognised },
              { x: timeOf(until), y: figures.recognised + figures.inReview },
            ]}
            stroke={`url(#${hatch})`}
            strokeWidth={10}
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
            stroke: 'var(--paper)',
            strokeWidth: 4,
            paintOrder: 'stroke',
          }}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}
