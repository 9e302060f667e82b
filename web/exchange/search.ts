import { IMPORT_TABS } from '../../server/exchange/tabs.ts'
import { oneOf, searchReader, whole } from '../search.ts'

/** What the import keeps in its address: the batch, the tab and the page of rows. */
export const importSearch = searchReader({
  batch: (text: string) => (/^[0-9a-hjkmnp-tv-z]{26}$/.test(text) ? text : undefined),
  tab: oneOf(IMPORT_TABS),
  page: whole(100_000),
  pageSize: whole(200),
})
export type ImportSearch = ReturnType<typeof importSearch>
