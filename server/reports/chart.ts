/** A chart of the report as a drawing, for its page and for the editor. Pure. */
import type { Block } from './contract.ts'

type Chart = Extract<Block, { kind: 'chart' }>

/** Text as it may stand in HTML. */
export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const PALETTE = ['#1b4f72', '#9db6c8', '#b3261e', '#d5dbe0']
const WIDTH = 640

/** A chart as SVG in a figure with its caption and legend, its figures as the text of the drawing. */
export function drawChart(block: Chart): string {
  const drawing = block.form === 'bar' ? bars(block) : columns(block)
  const legend =
    block.series.length < 2
      ? ''
      : `<p class="legend">${block.series
          .map(
            (one, place) =>
              `<span><svg width="18" height="10" aria-hidden="true">${
                one.line
                  ? '<line x1="0" y1="5" x2="18" y2="5" stroke="#15191d" stroke-width="1.5" stroke-dasharray="4 3"/>'
                  : `<rect width="18" height="10" fill="${PALETTE[place] ?? PALETTE[0]}"/>`
              }</svg>${escaped(one.name)}</span>`,
          )
          .join('')}</p>`
  return `<figure><figcaption>${escaped(block.caption)}<span class="unit">（单位：${escaped(block.unit)}）</span></figcaption>${drawing}${legend}</figure>`
}

/** The next round number above the largest value, and four steps to it. */
function scaleOf(largest: number): { top: number; steps: number[] } {
  const raw = Math.max(largest, 1) / 4
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= raw) ?? raw)
  const top = step * Math.ceil(largest / step || 1)
  return {
    top,
    steps: Array.from({ length: Math.round(top / step) + 1 }, (_, place) => Math.round(place * step * 10) / 10),
  }
}

const rounded = (value: number) => Math.round(value * 10) / 10
const svg = (block: Chart, height: number, inner: string) =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(`${block.caption}。${chartText(block)}`)}">${inner}</svg>`

function columns(block: Chart): string {
  const height = 270
  const [left, bottom, topEdge] = [40, 34, 14]
  const solid = block.series.filter((one) => !one.line)
  const stacked = block.form === 'stacked'
  const sums = block.categories.map((_, place) => solid.reduce((sum, one) => sum + (one.values[place] ?? 0), 0))
  const largest = Math.max(
    ...(stacked ? sums : solid.flatMap((one) => one.values.map((value) => value ?? 0))),
    ...block.series.filter((one) => one.line).flatMap((one) => one.values.map((value) => value ?? 0)),
    1,
  )
  const { top, steps } = scaleOf(largest)
  const y = (value: number) => rounded(height - bottom - (value / top) * (height - bottom - topEdge))
  const step = (WIDTH - left) / Math.max(1, block.categories.length)
  const wide = Math.min(44, step * 0.6)
  const middle = (place: number) => rounded(left + step * (place + 0.5))
  const grid = steps.map(
    (value) =>
      `<line x1="${left}" y1="${y(value)}" x2="${WIDTH}" y2="${y(value)}" stroke="#e3e7ea"/><text x="${left - 6}" y="${y(value) + 4}" text-anchor="end" class="tick">${value}</text>`,
  )
  const drawn = block.categories.map((name, place) => {
    let base = 0
    const parts = solid.map((one, index) => {
      const value = one.values[place] ?? 0
      const from = stacked ? base : 0
      base += value
      const x = stacked ? middle(place) - wide / 2 : middle(place) - wide / 2 + (index * wide) / solid.length
      const width = stacked ? wide : wide / solid.length
      const rect = `<rect x="${rounded(x)}" y="${y(from + value)}" width="${rounded(width)}" height="${rounded(y(from) - y(from + value))}" fill="${PALETTE[block.series.indexOf(one)] ?? PALETTE[0]}"/>`
      const inside = stacked && y(from) - y(from + value) >= 13
      const text = inside
        ? `<text x="${middle(place)}" y="${rounded((y(from) + y(from + value)) / 2 + 4)}" text-anchor="middle" class="${index === 0 || index === 2 ? 'inside' : 'label'}">${value}</text>`
        : stacked
          ? ''
          : `<text x="${rounded(x + width / 2)}" y="${y(value) - 4}" text-anchor="middle" class="label">${value}</text>`
      return rect + text
    })
    return `${parts.join('')}<text x="${middle(place)}" y="${height - bottom + 18}" text-anchor="middle" class="tick">${escaped(name)}</text>`
  })
  const lines = block.series
    .filter((one) => one.line)
    .map((one) => {
      const points = one.values.flatMap((value, place) => (value === null ? [] : [`${middle(place)},${y(value)}`]))
      return `<polyline points="${points.join(' ')}" fill="none" stroke="#15191d" stroke-width="1.5" stroke-dasharray="5 4"/>`
    })
  return svg(block, height, grid.join('') + drawn.join('') + lines.join(''))
}

function bars(block: Chart): string {
  const line = 22
  const left = 150
  const height = block.categories.length * line + 8
  const [one] = block.series
  const { top } = scaleOf(Math.max(1, ...(one?.values.map((value) => value ?? 0) ?? [])))
  const drawn = block.categories.map((name, place) => {
    const value = one?.values[place] ?? 0
    const width = rounded((value / top) * (WIDTH - left - 50))
    const y = place * line + 4
    return `<text x="${left - 8}" y="${y + 13}" text-anchor="end" class="tick">${escaped(name)}</text><rect x="${left}" y="${y + 2}" width="${width}" height="${line - 9}" fill="${PALETTE[0]}"/><text x="${left + width + 6}" y="${y + 13}" class="label">${value}</text>`
  })
  return svg(block, height, drawn.join(''))
}

/** The same figures in words, for those who do not see the chart. */
export function chartText(block: Chart): string {
  return block.series
    .map(
      (one) =>
        `${one.name}：${one.values.map((value, place) => `${block.categories[place]}${value ?? '—'}`).join('，')}`,
    )
    .join('；')
}
