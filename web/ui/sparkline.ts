export type SparklineInput = {
  /** Cumulative recognised at each month's end, oldest first. */
  months: readonly number[]
  /** Where the line starts: 0, or a stock's baseline. */
  baseline: number
  /** What a straight pace expects at the last month; null where there is none. */
  expected: number | null
  /** The target: full height, unless more was reached. */
  goal?: number
}

const WIDTH = 76
const HEIGHT = 26
const EDGE = 2

/** Two SVG paths in a box of 76 x 26: the steps of the months, and the straight pace from the baseline. */
export function sparkline({ months, baseline, expected, goal = 0 }: SparklineInput): {
  line: string
  pace: string | null
} {
  const values = [baseline, ...months]
  const highest = Math.max(...values, expected ?? 0, goal)
  const lowest = Math.min(...values, 0)
  const x = (index: number) => round(EDGE + (index / Math.max(1, values.length - 1)) * (WIDTH - 2 * EDGE))
  const y = (value: number) =>
    round(HEIGHT - EDGE - ((value - lowest) / Math.max(1, highest - lowest)) * (HEIGHT - 2 * EDGE))
  const line = values
    .map((value, index) => (index === 0 ? `M${x(0)} ${y(value)}` : `H${x(index)}V${y(value)}`))
    .join('')
  const pace = expected === null ? null : `M${x(0)} ${y(baseline)}L${x(values.length - 1)} ${y(expected)}`
  return { line, pace }
}

const round = (value: number) => Math.round(value * 10) / 10
