import { accounts } from './en/accounts.ts'
import { assignments } from './en/assignments.ts'
import { audit } from './en/audit.ts'
import { columns } from './en/columns.ts'
import { common } from './en/common.ts'
import { departments } from './en/departments.ts'
import { desk } from './en/desk.ts'
import { entries } from './en/entries.ts'
import { exchange } from './en/exchange.ts'
import { items } from './en/items.ts'
import { notices } from './en/notices.ts'
import { periods } from './en/periods.ts'
import { plan } from './en/plan.ts'
import { reports } from './en/reports.ts'
import { review } from './en/review.ts'
import { session } from './en/session.ts'
import { summary } from './en/summary.ts'
import { targets } from './en/targets.ts'
import { tasks } from './en/tasks.ts'
import { wall } from './en/wall.ts'
import { words } from './en/words.ts'

/** The wording in English; fetched only where it is used. */
export const en = {
  common,
  words,
  session,
  accounts,
  audit,
  summary,
  targets,
  tasks,
  departments,
  columns,
  entries,
  items,
  review,
  exchange,
  plan,
  reports,
  periods,
  assignments,
  desk,
  notices,
  wall,
}
