import { TARGET_STATUSES } from '../../db/words.ts'
import { oneOf, searchReader, sortBy } from '../search.ts'

/** What the list of targets keeps in its address. */
export const targetsSearch = searchReader({
  status: oneOf(TARGET_STATUSES),
  sort: sortBy(['number', 'recognised', 'rate', 'status']),
})

/** What a target's page keeps in its address. */
export const targetSearch = searchReader({
  /** Of the rows that count, and of those that do not. */
  sort: sortBy(['effectiveOn', 'number', 'title', 'stage']),
  outSort: sortBy(['effectiveOn', 'number', 'title', 'stage']),
})
