/**
 * How the prose of a report is written down. A line is a paragraph; `## ` and `### ` open headings; `[[table-targets]]`
 * alone on a line is a table or chart of the snapshot. In a line `{{targets.met}}` is a figure of the snapshot and
 * `{{!近六成|区统计局2025年统计公报}}` a number with its source. Pure; the editor in the web reads the same.
 */

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'figure'; key: string }
  | { kind: 'sourced'; text: string; source: string }

export type Line =
  | { kind: 'heading'; level: 2 | 3; pieces: Piece[] }
  | { kind: 'paragraph'; pieces: Piece[] }
  | { kind: 'field'; code: string }

const FIELD = /\{\{(!?)([^{}]*)\}\}/g

/** The pieces of one line, in order; what is no field is text. */
export function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of line.matchAll(FIELD)) {
    if (match.index > end) pieces.push({ kind: 'text', text: line.slice(end, match.index) })
    const inner = match[2] ?? ''
    if (match[1] === '!') {
      const bar = inner.indexOf('|')
      const [text, source] = bar < 0 ? [inner, ''] : [inner.slice(0, bar), inner.slice(bar + 1).trim()]
      pieces.push({ kind: 'sourced', text, source })
    } else pieces.push({ kind: 'figure', key: inner.trim() })
    end = match.index + match[0].length
  }
  if (end < line.length) pieces.push({ kind: 'text', text: line.slice(end) })
  return pieces
}

/** A text line by line; empty lines say nothing. */
export function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((raw): Line[] => {
    const line = raw.trim()
    if (line === '') return []
    const field = /^\[\[([a-z0-9-]+)\]\]$/.exec(line)?.[1]
    if (field !== undefined) return [{ kind: 'field', code: field }]
    const heading = /^(#{2,3})\s+(.*)$/.exec(line)
    if (heading) return [{ kind: 'heading', level: heading[1] === '##' ? 2 : 3, pieces: piecesOf(heading[2] ?? '') }]
    return [{ kind: 'paragraph', pieces: piecesOf(line) }]
  })
}

/**
 * A number as people write it: in digits, in per cent, or in Chinese numerals before what is counted. 一项 and 几个 are
 * no figures; nor are 一是, 二是 or 十四五.
 */
const NUMBER =
  /(?:近|约|超|逾|过)?(?:[0-9０-９]+(?:[.．,，][0-9０-９]+)*(?:[%％‰]|个百分点)?|百分之[零一二三四五六七八九十百点两半]+|(?:[二三四五六七八九十百千万亿两]+|[一二三四五六七八九十百千万两][零一二三四五六七八九十百千万亿两]+)(?:余|多)?(?:项|个|家|件|次|户|人|名|倍|成|元|万元|亿元|天|年|份|批|所|处|亩|吨)|(?<!同)一成(?!果)|一倍|半数)/g

/** Where in a plain text numbers stand. */
export function numbersIn(text: string): { index: number; length: number }[] {
  return [...text.matchAll(NUMBER)].map((match) => ({ index: match.index, length: match[0].length }))
}

/** Numbers in a text that are neither a figure of the snapshot nor have a source. */
export function typedNumbersIn(text: string): { text: string; sentence: string }[] {
  return linesOf(text).flatMap((line) => {
    if (line.kind === 'field') return []
    return line.pieces.flatMap((piece, place) => {
      if (piece.kind === 'sourced' && piece.source === '')
        return [{ text: piece.text, sentence: sentenceAround(line.pieces, place, 0) }]
      if (piece.kind !== 'text') return []
      return [...piece.text.matchAll(NUMBER)].map((match) => ({
        text: match[0],
        sentence: sentenceAround(line.pieces, place, match.index),
      }))
    })
  })
}

function sentenceAround(pieces: readonly Piece[], place: number, offset: number): string {
  let at = offset
  const whole = pieces
    .map((piece, index) => {
      const text = piece.kind === 'figure' ? '□' : piece.text
      if (index < place) at += text.length
      return text
    })
    .join('')
  const from = Math.max(whole.lastIndexOf('。', at - 1), whole.lastIndexOf('；', at - 1)) + 1
  const stop = whole.slice(at).search(/[。；]/)
  return whole.slice(from, stop < 0 ? undefined : at + stop + 1)
}

/**
 * A department's own words as they are taken over: every number in them gets that department's material as its source.
 * Marks that would make fields or headings of them are taken out.
 */
export function adoptedText(heading: string, text: string, source: string): string {
  const plain = text.replaceAll(/[{}|]/g, '').split('\n')
  const lines = plain
    .map((line) => line.trim().replace(/^#+\s*|^\[\[|\]\]$/g, ''))
    .filter((line) => line !== '')
    .map((line) => line.replaceAll(NUMBER, (number) => `{{!${number}|${source}}}`))
  return [`## ${heading}`, ...lines].join('\n')
}

/** The sentences of a text with its figures put in by `shown`, one a line of the answer. */
export function sentencesOf(text: string, shown: (key: string) => string): string[] {
  return linesOf(text).flatMap((line) => {
    if (line.kind === 'field') return []
    const whole = line.pieces.map((piece) => (piece.kind === 'figure' ? shown(piece.key) : piece.text)).join('')
    return whole.match(/[^。；]+[。；]?/g) ?? []
  })
}
