/**
 * How pasted text is made plain before a number is looked for in it: one character in, at most one out, so that every
 * plain character still knows where it stood. Unicode's own NFKC is not used: it joins what must stay apart (the
 * footnote mark in `2020²`) and can grow the text.
 */

/** Longer text is cut: a number stands near the front of what people paste, and work must stay bounded. */
export const LONGEST = 500

export interface PlainText {
  /** Upper-case ASCII where there is such a form; runs of blanks are one space, or one line feed if they hold a break. */
  readonly text: string
  /** For each character of `text` where it stood in `source`; one more entry for the end. */
  readonly at: readonly number[]
  /** What was read, cut. */
  readonly source: string
}

/** Hyphens, dashes, minus signs, box rules and the long vowel mark ー: all printed for the dash of a number. */
const DASHES = '‐‑‒–—―⁃−─━⸺⸻﹘﹣－ー'
const SLASHES = '∕⁄／╱⧸＼\\'
const TILDES = '～〜∼˜'
const DOTS = '．․﹒'
/** A dot only between digits. */
const MIDDLE_DOTS = '·・•‧。｡'
const COLONS = '：﹕∶︰ː'
/** Noise of broken encodings, marks that some catalogues set on a code (CB*), and the blanks of file names. */
const NOISE = '?？�□*＊_＿'
/** What recognition programs and addresses leave in text: `GB<sup>/</sup>T`, `GB&nbsp;9001`, `GB%2FT%209001`. */
const MARKUP = /<\/?[a-z]{1,6} {0,2}\/?>|&nbsp;|%2[0F]/gi
/** In file names the part stands behind an underscore, as all else does: gb_t_9001_2. */
const FILE_PART = /(?<=[_ ][A-Za-z]?)\d{3,6}_(?=\d{1,2}(?:[_.\s]|$)(?!\d))/g
/** Letter-spaced print: G B / T 9 0 0 1. */
const SPACED_OUT = /(?<!\S)[A-Za-z](?:[ \u00a0\u3000][A-Za-z\d/.—–-]){5,80}(?!\S)/g
const INVISIBLE = '\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f'

const table = new Map<string, string>()
function map(from: string, to: string): void {
  for (const character of from) table.set(character, to)
}
function mapEach(from: string, to: string): void {
  const targets = [...to]
  for (const [index, character] of [...from].entries()) table.set(character, targets[index] ?? ' ')
}
map(DASHES, '-')
map(SLASHES, '/')
map(TILDES, '~')
map(DOTS, '.')
map(COLONS, ':')
map(NOISE, ' ')
map('【［〖', '[')
map('】］〗', ']')
// Letters of other alphabets that look like Latin ones.
mapEach('АВЕЅІЈКМНОРСТХУавеѕіјкмнорстху', 'ABESIJKMHOPCTXYABESIJKMHOPCTXY')
mapEach('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX')
// The first letter of ГОСТ stays: there is no Latin one like it.
mapEach('гиИэЭ', 'ГИИЭЭ')
// Glyph-coded font of older official PDFs: the characters stand in the order of the alphabet.
mapEach('犃犅犆犇犈犉犌犎犐犑犓犔犕犖犗犘犙犚犛犜犝犞犠犡犢犣', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')

/** The plain form of one character: itself if there is no other. */
function plainOf(character: string): string {
  const mapped = table.get(character)
  if (mapped) return mapped
  const code = character.charCodeAt(0)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toUpperCase()
  if (code >= 0x61 && code <= 0x7a) return character.toUpperCase()
  if (code < 0x20 || /\s/.test(character)) return /[\n\r\u2028\u2029]/.test(character) ? '\n' : ' '
  return character
}

const isDigit = (character: string | undefined) => character !== undefined && character >= '0' && character <= '9'

/** Text of at most `LONGEST` characters made plain. */
export function plain(source: string): PlainText {
  const cut = source.slice(0, LONGEST)
  const characters: string[] = []
  const at: number[] = []
  const forms = cut.split('').map((character) => (INVISIBLE.includes(character) ? '' : plainOf(character)))
  for (const mark of cut.matchAll(MARKUP)) {
    forms.fill('', mark.index, mark.index + mark[0].length)
    if (mark[0].startsWith('&') || mark[0] === '%20') forms[mark.index] = ' '
    else if (mark[0].startsWith('%')) forms[mark.index] = '/'
  }
  for (const mark of cut.matchAll(FILE_PART)) forms[mark.index + mark[0].length - 1] = '.'
  for (const run of cut.matchAll(SPACED_OUT)) {
    for (let index = run.index; index < run.index + run[0].length; index += 1)
      if (forms[index] === ' ') forms[index] = ''
  }
  const digitFollows = nextDigits(forms)
  let lastInk = ''
  for (const [index, form] of forms.entries()) {
    if (form === '') continue
    let character = form
    const last = characters.at(-1)
    const figure = figureOf(cut, index, lastInk)
    if (figure) character = figure
    // 一 stands for the dash in numbers that were typed or recognised badly; · and 。 for the dot.
    const between = isDigit(lastInk) && digitFollows[index]
    if (character === '一' && between) character = '-'
    else if (MIDDLE_DOTS.includes(character) && between) character = '.'
    if (character === ' ' || character === '\n') {
      if (last === ' ' || last === '\n') {
        if (character === '\n') characters[characters.length - 1] = '\n'
        continue
      }
    } else {
      if ((character === '-' || character === '/') && last === character) continue
      lastInk = character
    }
    characters.push(character)
    at.push(index)
  }
  at.push(cut.length)
  return { text: characters.join(''), at, source: cut }
}

/** The letters O and l that recognition programs set for 0 and 1 inside numbers (2O16, l9001, 9706.l). */
function figureOf(source: string, index: number, lastInk: string): '0' | '1' | null {
  const character = source.charAt(index)
  const before = source.slice(Math.max(0, index - 2), index)
  if (character === 'l' && /\d\.$/.test(before) && !/[A-Za-z]/.test(source.charAt(index + 1))) return '1'
  if (!'OoIl'.includes(character) || !/^[OoIl]{0,2}\d/.test(source.slice(index + 1, index + 4))) return null
  const figure = character === 'O' || character === 'o' ? '0' : '1'
  if (isDigit(lastInk))
    return isDigit(source.charAt(index - 1)) || 'OoIl'.includes(source.charAt(index - 1)) ? figure : null
  return character === 'l' && /[\s/-]$|\/[TZtz]$/.test(before) ? '1' : null
}

/** For each place whether the next character that is neither blank nor dropped is a digit; from the end, in one pass. */
function nextDigits(forms: readonly string[]): boolean[] {
  const answers = new Array<boolean>(forms.length).fill(false)
  let follows = false
  for (let index = forms.length - 1; index >= 0; index -= 1) {
    answers[index] = follows
    const form = forms[index]
    if (form !== '' && form !== ' ' && form !== '\n') follows = isDigit(form)
  }
  return answers
}
