/**
 * The report as one HTML page of its own, for reading and for printing on A4: no script, nothing fetched, charts as SVG
 * with their figures as text beside them. Pure.
 */
import { drawChart, escaped } from './chart.ts'
import type { Block, ReportModel, Typefaces } from './contract.ts'
import { dayText } from './wording.ts'

type Table = Extract<Block, { kind: 'table' }>

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
      return drawChart(block)
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
