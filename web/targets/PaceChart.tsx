import { useId } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  useChartWidth,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  ZIndexLayer,
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
  const due = asOf > plan.dueOn
  const lack = lackOf(due ? target.value : figures.expected, figures.recognised)
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
        {due ? null : (
          <ReferenceLine
            segment={[
              { x: timeOf(until), y: 0 },
              { x: timeOf(until), y: figures.recognised },
            ]}
            stroke="var(--ink-3)"
            strokeDasharray="1.5 3"
          />
        )}
        {figures.expected === null || due || figures.expected > target.value * 0.9 ? null : (
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
        <ReferenceDot x={timeOf(until)} y={figures.recognised} r={4} fill="var(--fact)" stroke="var(--paper)" />
        <EndLabel
          time={timeOf(until)}
          recognised={figures.recognised}
          lines={[
            { text: t('targets.endLabel', { count: figures.recognised }), color: 'var(--fact)' },
            ...(lack === null
              ? []
              : [{ text: t('common.lackUnit', { count: lack, unit: target.unit }), color: 'var(--behind)' }]),
          ]}
        />
      </ComposedChart>
    </ResponsiveContainer>
  )
}

const LINE = 18
const NEAR = 12
/** A 汉字 is as wide as the text is high, a letter or digit about 0.6 of it. */
const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (letter < '\u2000' ? 8 : 13), 0)

/**
 * The figure at the end of the step: right of it where there is nothing yet, else below the curve and to its left; never
 * over the days under the axis.
 */
function EndLabel(props: { time: number; recognised: number; lines: readonly { text: string; color: string }[] }) {
  const x = useXAxisScale()?.(props.time)
  const y = useYAxisScale()?.(props.recognised)
  const plot = usePlotArea()
  const width = useChartWidth()
  if (x === undefined || y === undefined || plot === undefined || width === undefined) return null
  const { lines } = props
  const fits = x + NEAR + Math.max(...lines.map(({ text }) => widthOf(text))) <= width
  const under = y + (fits ? 6 : 26)
  const low = under + lines.length * LINE > plot.y + plot.height
  const top = low ? y - 8 - lines.length * LINE : under
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label}>
      <text
        textAnchor={fits ? 'start' : 'end'}
        fontSize={13}
        fontWeight={700}
        stroke="var(--paper)"
        strokeWidth={4}
        paintOrder="stroke"
      >
        {lines.map(({ text, color }, place) => (
          <tspan key={text} x={fits ? x + NEAR : x} y={top + LINE * (place + 0.7)} fill={color}>
            {text}
          </tspan>
        ))}
      </text>
    </ZIndexLayer>
  )
}
