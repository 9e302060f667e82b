/**
 * Between the text of a section (`server/reports/text.ts`) and what the editor shows: figures and sourced numbers are
 * pieces of the document that cannot be typed into, only taken out whole.
 */
import { drawChart } from '../../server/reports/chart.ts'
import type { Block } from '../../server/reports/contract.ts'
import { type Line, linesOf, type Piece } from '../../server/reports/text.ts'

/** How a field looks; `figure` answers the value of a key, undefined where this snapshot has none. */
export type Shown = {
  figure: (key: string) => string | undefined
  /** The table or chart of a code, or the words that stand for it. */
  block: (code: string) => Table | Chart | string
  missing: (key: string) => string
}

type Table = Extract<Block, { kind: 'table' }>
type Chart = Extract<Block, { kind: 'chart' }>

const TAGS = { 2: 'h3', 3: 'h4' } as const

/** Fills the editor's element with a text. */
export function fill(root: HTMLElement, text: string, shown: Shown): void {
  const lines = linesOf(text)
  root.replaceChildren(...lines.map((line) => elementOf(line, shown)))
  if (lines.length === 0) root.append(paragraph())
}

function paragraph(): HTMLElement {
  const element = document.createElement('p')
  element.append(document.createElement('br'))
  return element
}

function elementOf(line: Line, shown: Shown): HTMLElement {
  if (line.kind === 'field') {
    const element = document.createElement('div')
    element.contentEditable = 'false'
    element.dataset.block = line.code
    const block = shown.block(line.code)
    element.append(typeof block === 'string' ? block : block.kind === 'table' ? tableOf(block) : figureOf(block))
    return element
  }
  const element = document.createElement(line.kind === 'heading' ? TAGS[line.level] : 'p')
  element.append(...line.pieces.map((piece) => nodeOf(piece, shown)))
  return element
}

/** A table of the snapshot, to be looked at while one writes around it. */
function tableOf(block: Table): HTMLTableElement {
  const table = document.createElement('table')
  table.createCaption().textContent = block.caption
  const head = table.createTHead().insertRow()
  for (const column of block.columns) {
    const cell = document.createElement('th')
    cell.scope = 'col'
    cell.textContent = column.head
    head.append(cell)
  }
  const body = table.createTBody()
  for (const { style, cells } of block.rows) {
    const row = body.insertRow()
    for (const [place, text] of cells.entries()) {
      const cell = row.insertCell()
      cell.textContent = text
      if (style === 'group') cell.colSpan = block.columns.length
      else cell.dataset.align = block.columns[place]?.align ?? 'start'
    }
  }
  return table
}

/** The chart as it is drawn on the report's page: the drawing is our own text, its words escaped. */
function figureOf(block: Chart): Node {
  const drawn = new DOMParser().parseFromString(drawChart(block), 'text/html').body.firstElementChild
  return drawn === null ? document.createTextNode(block.caption) : document.adoptNode(drawn)
}

function nodeOf(piece: Piece, shown: Shown): Node {
  switch (piece.kind) {
    case 'text':
      return document.createTextNode(piece.text)
    case 'figure':
      return figureChip(piece.key, shown)
    case 'sourced':
      return sourcedChip(piece.text, piece.source)
  }
}

/** A figure as it stands in the text. */
export function figureChip(key: string, shown: Shown): HTMLElement {
  const chip = document.createElement('span')
  const value = shown.figure(key)
  chip.contentEditable = 'false'
  chip.dataset.figure = key
  chip.textContent = value ?? shown.missing(key)
  if (value === undefined) chip.dataset.missing = ''
  return chip
}

/** A number with its source. */
export function sourcedChip(text: string, source: string): HTMLElement {
  const chip = document.createElement('span')
  chip.contentEditable = 'false'
  chip.dataset.source = source
  chip.title = source
  chip.textContent = text
  return chip
}

/** Reads the text back from the editor's element. */
export function read(root: HTMLElement): string {
  const lines: string[] = []
  let loose = ''
  const flush = () => {
    if (loose.trim() !== '') lines.push(loose.trim())
    loose = ''
  }
  for (const node of root.childNodes) {
    if (node instanceof HTMLElement && node.dataset.block !== undefined) {
      flush()
      lines.push(`[[${node.dataset.block}]]`)
    } else if (node instanceof HTMLElement && /^(P|DIV|H3|H4)$/.test(node.tagName)) {
      flush()
      const mark = node.tagName === 'H3' ? '## ' : node.tagName === 'H4' ? '### ' : ''
      for (const line of inline(node).split('\n')) if (line.trim() !== '') lines.push(mark + line.trim())
    } else loose += inline(node)
  }
  flush()
  return lines.join('\n')
}

function inline(node: Node): string {
  if (node instanceof Text) return node.data.replaceAll(/[{}|\u200b]/g, '')
  if (!(node instanceof HTMLElement)) return ''
  if (node.tagName === 'BR') return '\n'
  if (node.dataset.figure !== undefined) return `{{${node.dataset.figure}}}`
  if (node.dataset.source !== undefined)
    return `{{!${(node.textContent ?? '').replaceAll(/[{}|]/g, '')}|${node.dataset.source.replaceAll(/[{}|]/g, '')}}}`
  return [...node.childNodes].map(inline).join('')
}

/** Where in the editor numbers stand that somebody typed, for underlining; chips are not looked into. */
export function typedRanges(root: HTMLElement, find: (text: string) => { index: number; length: number }[]): Range[] {
  const ranges: Range[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.parentElement?.closest('[contenteditable="false"]')) continue
    for (const { index, length } of find(node.data)) {
      const range = document.createRange()
      range.setStart(node, index)
      range.setEnd(node, index + length)
      ranges.push(range)
    }
  }
  return ranges
}
