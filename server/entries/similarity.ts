/** How alike two titles are, and where in an index to look for alike ones. Pure. */

/** From this likeness on, two titles of one kind may name one thing. */
export const ALIKE = 0.8
/** The same for two pilots of one unit, where the unit already speaks for it. */
export const ALIKE_IN_UNIT = 0.5

/** A title with nothing in it but what tells it apart: one width, one case, no blanks, no punctuation. */
export function plainTitle(title: string): string {
  return (
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('') ?? ''
  )
}

/**
 * Likeness from 0 to 1 by the pairs of characters that two titles share (Dice). Titles that differ in a number are not
 * alike, whatever else they share: parts and batches are told apart by it.
 */
export function similarity(one: string, other: string): number {
  const [a, b] = [plainTitle(one), plainTitle(other)]
  if (a === b) return a === '' ? 0 : 1
  if (numerals(a) !== numerals(b)) return 0
  const pairs = Map.groupBy(pairsOf(a), (pair) => pair)
  const counts = new Map([...pairs].map(([pair, all]) => [pair, all.length]))
  let shared = 0
  for (const pair of pairsOf(b)) {
    const left = counts.get(pair) ?? 0
    if (left === 0) continue
    counts.set(pair, left - 1)
    shared += 1
  }
  const all = pairsOf(a).length + pairsOf(b).length
  return all === 0 ? 0 : (2 * shared) / all
}

const MIN_PIECE = 3

/**
 * Pieces of a title, one of which an alike title very likely holds whole: three thirds of it, or all of a short one.
 * Empty for a title that is too short to be looked for.
 */
export function piecesOf(title: string): string[] {
  const characters = [...plainTitle(title)]
  if (characters.length < 2) return []
  if (characters.length < 3 * MIN_PIECE) return [characters.join('')]
  const third = Math.floor(characters.length / 3)
  return [characters.slice(0, third), characters.slice(third, -third), characters.slice(-third)].map((piece) =>
    piece.join(''),
  )
}

const numerals = (text: string) => text.match(/\p{N}|[一二三四五六七八九十]/gu)?.join('') ?? ''

function pairsOf(text: string): string[] {
  const characters = [...text]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}
