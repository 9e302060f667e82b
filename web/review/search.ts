import { QUEUE_FILTERS } from '../../server/entries/review/settings.ts'
import { code, oneOf, searchReader } from '../search.ts'

const id = (text: string) => (/^[0-9a-hjkmnp-tv-z]{26}$/.test(text) ? text : undefined)

/** What the pages of judging keep in their address: the filter, the claim that is open, one or several. */
export const reviewSearch = searchReader({
  filter: oneOf(QUEUE_FILTERS),
  department: code,
  entry: id,
  view: oneOf(['bulk'] as const),
})
/** Of the page of one entry's evidence: the file that is open, and the item to go back to. */
export const evidenceSearch = searchReader({ file: id, item: id })
export type ReviewSearch = ReturnType<typeof reviewSearch>
