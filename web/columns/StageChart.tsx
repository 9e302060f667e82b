import {
  Bar,
  BarChart,
  Cell,
  DefaultZIndexes,
  ResponsiveContainer,
  Tooltip,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts'

export type StageRow = { code: string; name: string; share: number; stage: string; stalled: boolean }

const GAP = 3
const MOST_WIDE = 28

/** The projects of one column, each a bar as long as the part of its ladder that is climbed; a bar opens its project. */
export function StageChart(props: {
  rows: readonly StageRow[]
  title: string
  description: string
  onOpen: (project: string) => void
}) {
  const open = ({ payload }: { payload?: StageRow }) => {
    if (payload !== undefined) props.onOpen(payload.code)
  }
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...props.rows]}
        margin={{ top: 18, right: 4, bottom: 0, left: 0 }}
        barCategoryGap={GAP}
        maxBarSize={MOST_WIDE}
        accessibilityLayer
        title={props.title}
        desc={props.description}
      >
        <XAxis dataKey="code" tick={false} axisLine={{ stroke: 'var(--ink-3)' }} tickLine={false} height={4} />
        <YAxis domain={[0, 1]} hide />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--track)', opacity: 0.5 }}
          content={({ payload }) => {
            const row = payload?.[0]?.payload as StageRow | undefined
            return row === undefined ? null : (
              <div style={{ border: '1px solid var(--rule)', background: 'var(--paper)', padding: '0.5rem 0.75rem' }}>
                <span lang="zh-CN">{row.name}</span> {row.stage}
              </div>
            )
          }}
        />
        <Bar
          dataKey="share"
          isAnimationActive={false}
          cursor="pointer"
          background={{ fill: 'var(--track)' }}
          onClick={open}
        >
          {props.rows.map((row) => (
            <Cell key={row.code} fill={row.stalled ? 'var(--behind)' : 'var(--fact)'} />
          ))}
        </Bar>
        <Marks rows={props.rows} />
      </BarChart>
    </ResponsiveContainer>
  )
}

/** A dashed box where nothing has started, ✓ over what is done and ▼ over what is stalled: colour alone never says it. */
function Marks({ rows }: { rows: readonly StageRow[] }) {
  const x = useXAxisScale()
  const y = useYAxisScale()
  const top = y?.(1)
  const foot = y?.(0)
  if (x === undefined || top === undefined || foot === undefined) return null
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.label - 1}>
      {rows.map((row) => {
        const middle = x(row.code, { position: 'middle' })
        if (middle === undefined) return null
        if (row.share === 0) {
          const start = x(row.code, { position: 'start' }) ?? middle
          const end = x(row.code, { position: 'end' }) ?? middle
          const width = Math.min(MOST_WIDE, end - start - GAP)
          return (
            <rect
              key={row.code}
              x={middle - width / 2}
              y={top}
              width={width}
              height={foot - top}
              fill="none"
              stroke="var(--ink-3)"
              strokeDasharray="3 2"
            />
          )
        }
        if (row.share < 1 && !row.stalled) return null
        return (
          <path
            key={row.code}
            transform={`translate(${middle - 5} ${top - 13})`}
            {...(row.stalled
              ? { d: 'M.5 1h9L5 9z', fill: 'var(--behind)' }
              : { d: 'M1.5 5.5l2.5 2.5 5-6', fill: 'none', stroke: 'var(--ink)', strokeWidth: 1.5 })}
          />
        )
      })}
    </ZIndexLayer>
  )
}
