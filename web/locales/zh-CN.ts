import { accounts } from './zh-CN/accounts.ts'
import { assignments } from './zh-CN/assignments.ts'
import { audit } from './zh-CN/audit.ts'
import { columns } from './zh-CN/columns.ts'
import { common } from './zh-CN/common.ts'
import { departments } from './zh-CN/departments.ts'
import { desk } from './zh-CN/desk.ts'
import { entries } from './zh-CN/entries.ts'
import { exchange } from './zh-CN/exchange.ts'
import { items } from './zh-CN/items.ts'
import { notices } from './zh-CN/notices.ts'
import { periods } from './zh-CN/periods.ts'
import { plan } from './zh-CN/plan.ts'
import { reports } from './zh-CN/reports.ts'
import { review } from './zh-CN/review.ts'
import { session } from './zh-CN/session.ts'
import { summary } from './zh-CN/summary.ts'
import { targets } from './zh-CN/targets.ts'
import { tasks } from './zh-CN/tasks.ts'
import { wall } from './zh-CN/wall.ts'
import { words } from './zh-CN/words.ts'

/** The wording in Chinese, one file a feature; `en.ts` has the same keys. */
export const zhCN = {
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
