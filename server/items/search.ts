/**
 * Search in Chinese: a word of two characters is the commonest, which a trigram index cannot find, so text is indexed
 * as its overlapping pairs of characters. Pure: the same cut for what is stored and what is asked.
 */

/** Runs of letters, digits and 汉字 of a text, one width, one case. */
function runsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** What is stored of a text: its pairs of characters in order, separated by spaces. */
export function grams(text: string): string {
  return runsOf(text).flatMap(pairsOf).join(' ')
}

/**
 * The index query that finds every text holding all runs of `text`, or null where a run is too short for the index
 * (one character) and the text itself has to be looked through.
 */
export function matchOf(text: string): string | null {
  const runs = runsOf(text)
  if (runs.length === 0 || runs.some((run) => [...run].length < 2)) return null
  return runs.map((run) => `"${pairsOf(run).join(' ')}"`).join(' AND ')
}

function pairsOf(run: string): string[] {
  const characters = [...run]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}
