/**
 * Sentences made of words of ours and names of the plan. The names stay Chinese in every language and have to say so
 * (`lang`), so they are marked inside the sentence by the two characters that Unicode has for isolating a text.
 */

const OPEN = '\u2068'
const CLOSE = '\u2069'

/** A part of a sentence with its weight and colour. */
export type Piece = { text: string; tone?: 'behind' | 'risk' | undefined }

export const piece = (text: string, tone?: Piece['tone']): Piece => ({ text, tone })

/** Marks a name of the plan for use inside a sentence. */
export const planText = (text: string): string => `${OPEN}${text}${CLOSE}`

/** The sentence without marks. */
export const plainText = (text: string): string => text.replaceAll(OPEN, '').replaceAll(CLOSE, '')

/** The sentence cut at its marks: what is ours, and what is the plan's. */
export function runs(text: string): { text: string; ofPlan: boolean }[] {
  return text
    .split(OPEN)
    .flatMap((part, index) => {
      if (index === 0) return [{ text: part, ofPlan: false }]
      const [name = '', ...rest] = part.split(CLOSE)
      return [
        { text: name, ofPlan: true },
        { text: rest.join(''), ofPlan: false },
      ]
    })
    .filter((run) => run.text !== '')
}
