/**
 * The report as one HTML page of its own, for reading and for printing on A4: no script, nothing fetched, charts as SVG
 * with their figures as text beside them. Pure.
 */
import type { Block, ReportModel, Typefaces } from './contract.ts'
import { chartText } from './model.ts'
import { dayText } from './wording.ts'

type Chart = Extract<Block, { kind: 'chart' }>
type Table = Extract<Block, { kind: 'table' }>

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Names of typefaces end up in a style sheet: only letters, digits, space and underscore do. */
const face = (name: string, fallback: string) => `"${name.replaceAll(/[^\p{L}\p{N} _-]/gu, '')}",${fallback}`

/** Writes the page. The same report gives the same text. */
export function writePage(model: ReportModel, typefaces: Typefaces): string {
  const notes: string[] = []
  const sections = model.sections.map(
    (section) => `<section><h2>${escaped(section.heading)}</h2>${blocks(section.blocks, notes)}</section>`,
  )
  const several = model.annexes.length > 1
  const annexes = model.annexes.map(
    (annex, place) =>
      `<section class="annex"><p class="label">附件${several ? place + 1 : ''}</p><h2>${escaped(annex.title)}</h2>${blocks(annex.blocks, notes)}</section>`,
  )
  const marks = [...(model.demo ? ['演示数据，数字均为虚构'] : []), ...(model.draft ? ['草稿'] : [])]
  const { snapshot } = model
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(model.title)}</title>
<style>${styles(typefaces, marks.join('　'))}</style>
</head>
<body>
<main>
<header>
${marks.length === 0 ? '' : `<p class="mark">${escaped(marks.join('　'))}</p>`}
${model.documentNumber === '' ? '' : `<p class="number">${escaped(model.documentNumber)}</p>`}
<h1>${escaped(model.title)}</h1>
${model.corrects === null ? '' : `<p class="corrects">（更正评估报告第${model.corrects}号）</p>`}
</header>
${model.addressee === '' ? '' : `<p class="addressee">${escaped(model.addressee)}：</p>`}
${sections.join('\n')}
${
  model.annexes.length === 0
    ? ''
    : `<p class="list">附件：${model.annexes.map((annex, place) => `${several ? `${place + 1}．` : ''}${escaped(annex.title)}`).join('；')}</p>`
}
${model.signature === '' ? '' : `<p class="signature">${escaped(model.signature)}</p>`}
${model.signedOn === null ? '' : `<p class="signature day">${dayText(model.signedOn)}</p>`}
${notes.length === 0 ? '' : `<ol class="notes">${notes.map((note, place) => `<li id="note-${place + 1}">${escaped(note)}</li>`).join('')}</ol>`}
<p class="origin">数字出处：快照第${snapshot.number}号，看${dayText(snapshot.asOf)}，按${dayText(snapshot.knownAt)}所知。校验值SHA-256：${snapshot.hash}</p>
${annexes.join('\n')}
</main>
</body>
</html>
`
}

function blocks(list: readonly Block[], notes: string[]): string {
  return list.map((one) => drawn(one, notes)).join('\n')
}

function drawn(block: Block, notes: string[]): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1}>${escaped(block.text)}</h${block.level + 1}>`
    case 'paragraph':
      return `<p>${block.spans
        .map((span, place) => {
          const text = span.figure === null ? escaped(span.text) : `<span class="figure">${escaped(span.text)}</span>`
          const later = block.spans.slice(place + 1).some((one) => one.source === span.source)
          if (span.source === null || later) return text
          notes.push(`来源：${span.source}`)
          return `${text}<sup><a href="#note-${notes.length}">${notes.length}</a></sup>`
        })
        .join('')}</p>`
    case 'table':
      return table(block)
    case 'chart':
      return chart(block)
  }
}

function table(block: Table): string {
  const whole = block.columns.reduce((sum, one) => sum + one.width, 0)
  const columns = block.columns.map((one) => `<col style="width:${((one.width / whole) * 100).toFixed(2)}%">`)
  const rows = block.rows.map((row) => {
    if (row.style === 'group')
      return `<tr class="group"><th colspan="${block.columns.length}" scope="colgroup">${escaped(row.cells[0] ?? '')}</th></tr>`
    const cells = row.cells.map(
      (text, place) => `<td class="${block.columns[place]?.align ?? 'start'}">${escaped(text)}</td>`,
    )
    return `<tr${row.style === 'total' ? ' class="total"' : ''}>${cells.join('')}</tr>`
  })
  const unit = block.unit === null ? '' : `<span class="unit">（单位：${escaped(block.unit)}）</span>`
  const caption = block.caption === '' ? '' : `<caption>${escaped(block.caption)}${unit}</caption>`
  const note = block.note === null ? '' : `<p class="note">注：${escaped(block.note)}</p>`
  return `<table${block.rows.length <= 20 ? ' class="short"' : ''}>${caption}<colgroup>${columns.join('')}</colgroup><thead><tr>${block.columns
    .map((one) => `<th scope="col">${escaped(one.head)}</th>`)
    .join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>${note}`
}

// ── charts ───────────────────────────────────────────────────────────────────────────────────────────────────────

const PALETTE = ['#1b4f72', '#9db6c8', '#b3261e', '#d5dbe0']
const WIDTH = 640

function chart(block: Chart): string {
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

function styles(typefaces: Typefaces, mark: string): string {
  const song = face(
    typefaces.title,
    '"FZXiaoBiaoSong-B05S","Source Han Serif SC","Noto Serif CJK SC","STZhongsong","SimSun",serif',
  )
  const body = face(typefaces.body, '"FangSong","STFangsong","Source Han Serif SC","Noto Serif CJK SC",serif')
  const heading = face(typefaces.heading, '"SimHei","Source Han Sans SC","Noto Sans CJK SC",sans-serif')
  const sub = face(typefaces.subheading, '"KaiTi","STKaiti","Source Han Serif SC","Noto Serif CJK SC",serif')
  const plain = face(typefaces.plain, '"SimSun","Source Han Serif SC","Noto Serif CJK SC",serif')
  return `
@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-right{content:"— " counter(page) " —";font:14pt ${plain}}@top-right{content:"${mark}";font:9pt ${plain};color:#b3261e}}
@page :left{@bottom-right{content:none}@bottom-left{content:"— " counter(page) " —";font:14pt ${plain}}}
@page annex{size:A4 landscape;margin:24mm 22mm 22mm}
*{box-sizing:border-box}
html{font-size:16px;color:#15191d;background:#e3e7ea;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;font-family:${body};line-height:1.8}
main{max-width:52rem;margin:1.5rem auto;padding:3.5rem 4.5rem;background:#fff;border:1px solid #cbd1d6}
h1{font:400 1.75rem/1.5 ${song};text-align:center;margin:1.5rem 0 2rem;text-wrap:balance}
h2{font:400 1.1875rem/1.8 ${heading};margin:1.5rem 0 .25rem;text-indent:2em}
h3{font:400 1.125rem/1.8 ${sub};margin:.75rem 0 0;text-indent:2em}
h4{font:700 1.0625rem/1.8 ${body};margin:.5rem 0 0;text-indent:2em}
p{margin:0;text-indent:2em;text-align:justify;font-size:1.0625rem}
.mark{color:#b3261e;text-align:right;font:400 .875rem/1.5 ${plain}}
.number{text-align:center;text-indent:0;padding-bottom:.75rem;border-bottom:2px solid #c00000}
.corrects,.addressee{text-indent:0}.corrects{text-align:center}
.list{margin-top:1.75rem}
.signature{text-align:right;text-indent:0;margin-right:2em}.signature:first-of-type{margin-top:2rem}.day{margin-right:4em}
.origin,.note,.unit,.legend,.notes{font:400 .8125rem/1.6 ${plain};text-indent:0;color:#454c53;overflow-wrap:anywhere}
.origin{margin-top:2rem;padding-top:.5rem;border-top:1px solid #cbd1d6}
.notes{margin:1.5rem 0 0;padding-left:1.5em}
table{width:100%;border-collapse:collapse;margin:.75rem 0 .25rem;font:400 .875rem/1.5 ${plain};border:1px solid #15191d;table-layout:fixed}
caption{font:400 1rem/1.8 ${heading};padding-bottom:.25rem}
th,td{border:1px solid #8a929a;padding:.2rem .4rem;vertical-align:middle;overflow-wrap:anywhere}
thead th{font-family:${heading};font-weight:400;text-align:center}
.group th{font-family:${heading};font-weight:400;text-align:left;background:#f1f3f4}
.total td{font-weight:700}
.start{text-align:left}.center{text-align:center}.end{text-align:right;font-variant-numeric:tabular-nums}
figure{margin:1rem 0;break-inside:avoid}figcaption{text-align:center;font:400 1rem/1.8 ${heading}}
svg{max-width:100%;display:block}.legend{display:flex;gap:1.5rem;justify-content:center}.legend span{display:inline-flex;gap:.4rem;align-items:center}
.tick,.label,.inside{font:400 11px ${plain};fill:#454c53}.label{fill:#15191d}.inside{fill:#fff}
sup{line-height:0}a{color:#1b4f72}
.annex{margin-top:3rem;padding-top:1rem;border-top:1px solid #15191d}.annex h2{text-align:center;text-indent:0;font:400 1.375rem/1.6 ${song}}.label{text-indent:0;font-family:${heading}}
tr,caption,.short{break-inside:avoid}.group{break-after:avoid}h2,h3,h4,caption{break-after:avoid}thead{display:table-header-group}
@media (max-width:40rem){main{padding:1.5rem 1.25rem;margin:0;border:0}table{font-size:.8125rem}}
@media print{html{background:none;font-size:15px}main{max-width:none;margin:0;padding:0;border:0}.mark{display:none}.annex{page:annex;break-before:page;border:0;margin:0;padding:0}a{color:inherit;text-decoration:none}}
`
}
