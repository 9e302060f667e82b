import { PROGRESSES } from '../../db/words.ts'
import { code, oneOf, searchReader } from '../search.ts'

/** What the columns' page keeps in its address; `gap` asks for projects without a department. */
export const columnsSearch = searchReader({
  show: oneOf([...PROGRESSES, 'stalled', 'gap']),
  department: code,
})
