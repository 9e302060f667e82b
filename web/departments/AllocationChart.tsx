import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatExpected } from '../format.ts'
import { useWording } from '../i18n.ts'

export type AllocationRow = {
  name: string
  recognised: number
  inReview: number
  allocated: number
  expected: number | null
  lacking: boolean
}

/** Recognised and in review against the allocation, all departments on one scale in items; the mark is the pace. */
export function AllocationChart({ rows }: { rows: readonly AllocationRow[] }) {
  const { t } = useWording()
  const data = rows.map((row) => ({
    ...row,
    rest: Math.max(0, row.allocated - row.recognised - row.inReview),
  }))
  const top = Math.max(1, ...data.map((row) => row.recognised + row.inReview + row.rest))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={data}
        layout="vertical"
        margin={{ top: 4, right: 24, bottom: 4, left: 0 }}
        barCategoryGap={5}
        accessibilityLayer
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
          width={132}
          tick={{ fill: 'var(--ink)', fontSize: 13 }}
          axisLine={false}
          tickLine={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--track)', opacity: 0.5 }}
          contentStyle={{ border: '1px solid var(--rule)', background: 'var(--paper)', color: 'var(--ink)' }}
          content={({ payload, label }) => {
            const row = data.find((one) => one.name === label)
            return row === undefined || payload === undefined ? null : (
              <div style={{ border: '1px solid var(--rule)', background: 'var(--paper)', padding: '0.5rem 0.75rem' }}>
                {row.name}：{t('departments.recognised')}
                {row.recognised}，{t('departments.inReview')}
                {row.inReview}，{t('departments.allocated')}
                {row.allocated}，{t('departments.expected')}
                {formatExpected(row.expected)}
              </div>
            )
          }}
        />
        <Bar dataKey="recognised" stackId="a" fill="var(--fact)" isAnimationActive={false} />
        <Bar
          dataKey="inReview"
          stackId="a"
          fill="url(#allocation-hatch)"
          stroke="var(--fact)"
          isAnimationActive={false}
        />
        <Bar dataKey="rest" stackId="a" isAnimationActive={false} shape={<Rest top={top} />}>
          {data.map((row) => (
            <Cell key={row.name} fill="var(--track)" />
          ))}
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}

type Shape = {
  x?: number
  y?: number
  width?: number
  height?: number
  top: number
  payload?: { expected: number | null; recognised: number; inReview: number; rest: number; lacking: boolean }
}

/** What is left of the allocation, and over the whole bar the mark of what is due by now. */
function Rest({ x = 0, y = 0, width = 0, height = 0, payload }: Shape) {
  if (!payload) return null
  const { expected, recognised, inReview, rest } = payload
  const before = recognised + inReview
  const perItem = rest > 0 ? width / rest : 0
  const mark = expected === null || perItem === 0 ? null : x + (expected - before) * perItem
  return (
    <g>
      <rect x={x} y={y} width={width} height={height} fill="var(--track)" />
      {mark === null ? null : (
        <>
          <line x1={mark} x2={mark} y1={y - 3} y2={y + height + 3} stroke="var(--paper)" strokeWidth={5} />
          <line
            x1={mark}
            x2={mark}
            y1={y - 3}
            y2={y + height + 3}
            stroke={payload.lacking ? 'var(--behind)' : 'var(--ink)'}
            strokeWidth={2.5}
          />
        </>
      )}
    </g>
  )
}
