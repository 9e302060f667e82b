import { Bar, BarChart, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

export type StageRow = { name: string; share: number; stage: string; stalled: boolean }

/** The projects of one column, each a bar as long as the part of its ladder that is climbed. */
export function StageChart({ rows }: { rows: readonly StageRow[] }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={[...rows]}
        margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
        barCategoryGap={3}
        accessibilityLayer
      >
        <XAxis dataKey="name" tick={false} axisLine={{ stroke: 'var(--ink)' }} tickLine={false} height={4} />
        <YAxis domain={[0, 1]} hide />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--track)', opacity: 0.5 }}
          content={({ label }) => {
            const row = rows.find((one) => one.name === label)
            return row === undefined ? null : (
              <div style={{ border: '1px solid var(--rule)', background: 'var(--paper)', padding: '0.5rem 0.75rem' }}>
                {row.name}：{row.stage}
              </div>
            )
          }}
        />
        <Bar dataKey="share" isAnimationActive={false} background={{ fill: 'var(--track)' }}>
          {rows.map((row) => (
            <Cell key={row.name} fill={row.stalled ? 'var(--behind)' : 'var(--fact)'} />
          ))}
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}
