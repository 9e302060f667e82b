import { TARGET_STATUSES } from '../../db/words.ts'
import { oneOf, searchReader, sortBy } from '../search.ts'

/** What the list of targets keeps in its address. */
export const targetsSearch = searchReader({
  status: oneOf(TARGET_STATUSES),
  sort: sortBy(['number', 'recognised', 'rate', 'status']),
})

/** What a target's page keeps in its address. */
export const targetSearch = searchReader({
  sort: sortBy(['effectiveOn', 'number', 'title']),
})
