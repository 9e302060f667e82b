import {
  Bar,
  BarChart,
  CartesianGrid,
  DefaultZIndexes,
  ResponsiveContainer,
  Tooltip,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts'
import { formatExpected } from '../format.ts'
import { useWording } from '../i18n.ts'

export type AllocationRow = {
  department: string
  name: string
  recognised: number
  inReview: number
  allocated: number
  expected: number | null
  /** Whole items that it lacks; null where it lacks none. */
  lack: number | null
}

const BAR = 18
const NARROW = '(max-width: 47.4em)'

/**
 * Recognised and in review against the allocation, all departments on one scale in items; the mark is the pace. A bar
 * opens its department.
 */
export function AllocationChart(props: {
  rows: readonly AllocationRow[]
  title: string
  description: string
  onOpen: (department: string) => void
}) {
  const { t } = useWording()
  const data = props.rows.map((row) => ({
    ...row,
    rest: Math.max(0, row.allocated - row.recognised - row.inReview),
  }))
  const top = Math.max(1, ...data.map((row) => row.recognised + row.inReview + row.rest))
  const open = {
    cursor: 'pointer',
    isAnimationActive: false,
    onClick: (bar: { payload?: AllocationRow }) => openBar(bar),
  }
  const openBar = ({ payload }: { payload?: AllocationRow }) => {
    if (payload !== undefined) props.onOpen(payload.department)
  }
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={data}
        layout="vertical"
        margin={{ top: 4, right: 96, bottom: 4, left: 0 }}
        barSize={BAR}
        accessibilityLayer
        title={props.title}
        desc={props.description}
      >
        <defs>
          <pattern
            id="allocation-hatch"
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(-45)"
          >
            <rect width="5" height="5" fill="var(--paper)" />
            <rect width="5" height="1.9" fill="var(--fact)" />
          </pattern>
        </defs>
        <CartesianGrid horizontal={false} stroke="var(--rule-2)" />
        <XAxis
          type="number"
          domain={[0, top]}
          allowDecimals={false}
          tick={{ fill: 'var(--ink-3)', fontSize: 13 }}
          stroke="var(--rule)"
          tickLine={false}
        />
        <YAxis
          type="category"
          dataKey="name"
          interval={0}
          width={matchMedia(NARROW).matches ? 116 : 140}
          tick={{ fill: 'var(--ink)', fontSize: 13, lang: 'zh-CN' }}
          axisLine={false}
          tickLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--track)', opacity: 0.5 }}
          content={({ payload }) => {
            const row = payload?.[0]?.payload as AllocationRow | undefined
            return row === undefined ? null : (
              <div style={{ border: '1px solid var(--rule)', background: 'var(--paper)', padding: '0.5rem 0.75rem' }}>
                <span lang="zh-CN">{row.name}</span>
                <dl style={{ display: 'grid', gridTemplateColumns: 'auto auto', gap: '0 1rem' }}>
                  <dt>{t('departments.recognised')}</dt>
                  <dd>{row.recognised}</dd>
                  <dt>{t('departments.inReview')}</dt>
                  <dd>{row.inReview}</dd>
                  <dt>{t('departments.allocated')}</dt>
                  <dd>{row.allocated}</dd>
                  {row.expected === null ? null : (
                    <>
                      <dt>{t('departments.expected')}</dt>
                      <dd>{formatExpected(row.expected)}</dd>
                    </>
                  )}
                </dl>
              </div>
            )
          }}
        />
        <Bar dataKey="recognised" stackId="a" fill="var(--fact)" {...open} />
        <Bar dataKey="inReview" stackId="a" fill="url(#allocation-hatch)" stroke="var(--fact)" {...open} />
        <Bar dataKey="rest" stackId="a" fill="var(--track)" {...open} />
        <Marks rows={data} />
      </BarChart>
    </ResponsiveContainer>
  )
}

/** Over the bars: the mark of what is due by now, and at their ends the figures with the lack. */
function Marks({ rows }: { rows: readonly AllocationRow[] }) {
  const { t } = useWording()
  const x = useXAxisScale()
  const y = useYAxisScale()
  if (x === undefined || y === undefined) return null
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label - 1}>
      {rows.map((row) => {
        const middle = y(row.name, { position: 'middle' })
        const mark = row.expected === null ? undefined : x(row.expected)
        const end = x(Math.max(row.allocated, row.recognised + row.inReview, row.expected ?? 0))
        const { lack } = row
        if (middle === undefined || end === undefined) return null
        const from = middle - BAR / 2 - 4
        return (
          <g key={row.department} pointerEvents="none">
            {mark === undefined ? null : (
              <>
                <rect x={mark - 3.75} y={from} width={7.5} height={BAR + 8} fill="var(--paper)" />
                <rect
                  x={mark - 1.25}
                  y={from}
                  width={2.5}
                  height={BAR + 8}
                  fill={row.lack !== null ? 'var(--behind)' : 'var(--ink)'}
                />
              </>
            )}
            <text x={end + 10} y={middle} dy="0.36em" fontSize={13} fill="var(--ink-2)">
              <tspan fontWeight={700} fill="var(--ink)">
                {row.recognised}
              </tspan>
              {row.allocated > 0 ? `/${row.allocated}` : ''}
              {lack === null ? null : (
                <tspan dx={8} fontWeight={700} fill="var(--behind)">
                  {t('common.lack', { count: lack })}
                </tspan>
              )}
            </text>
          </g>
        )
      })}
    </ZIndexLayer>
  )
}
