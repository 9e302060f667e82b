import { ENTRY_STATES, KINDS } from '../../db/words.ts'
import { code, oneOf, searchReader, uid, whole, words } from '../search.ts'

/** 我的填报: filters of the list. */
export const entriesSearch = searchReader({
  state: oneOf(ENTRY_STATES),
  kind: oneOf([...KINDS, 'task']),
  department: code,
  /** An imported file. */
  batch: uid,
  q: words,
  page: whole(100_000),
  pageSize: whole(200),
})
export type EntriesSearch = ReturnType<typeof entriesSearch>

/** 填报: what a new entry begins with. */
export const reportSearch = searchReader({
  /** A task to say something of. */
  task: whole(999),
  /** The item whose new stage is reported. */
  item: uid,
  /** A project of the plan, and a number or title to begin with. */
  project: code,
  text: words,
})
export type ReportSearch = ReturnType<typeof reportSearch>
