import { KINDS, LEVELS, REASONS, STAGES, STANDARD_CLASSES } from '../../db/words.ts'
import { code, flag, month, oneOf, searchReader, sortBy, whole, words } from '../search.ts'

/** What the ledger keeps in its address; the names are those of `GET /api/items`. */
export const ledgerSearch = searchReader({
  kind: oneOf(KINDS),
  class: oneOf(STANDARD_CLASSES),
  level: oneOf(LEVELS),
  stage: oneOf(STAGES),
  department: code,
  project: code,
  target: code,
  counts: flag,
  tag: code,
  reason: oneOf(REASONS),
  month,
  q: words,
  sort: sortBy(['effectiveOn', 'recognisedOn', 'number', 'title', 'stage']),
  page: whole(100_000),
  pageSize: whole(200),
})
export type LedgerSearch = ReturnType<typeof ledgerSearch>
