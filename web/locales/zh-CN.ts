import { columns } from './zh-CN/columns.ts'
import { common } from './zh-CN/common.ts'
import { departments } from './zh-CN/departments.ts'
import { exchange } from './zh-CN/exchange.ts'
import { items } from './zh-CN/items.ts'
import { plan } from './zh-CN/plan.ts'
import { summary } from './zh-CN/summary.ts'
import { targets } from './zh-CN/targets.ts'
import { tasks } from './zh-CN/tasks.ts'
import { wall } from './zh-CN/wall.ts'
import { words } from './zh-CN/words.ts'

/** The wording in Chinese, one file a feature; `en.ts` has the same keys. */
export const zhCN = { common, words, summary, targets, tasks, departments, columns, items, exchange, plan, wall }
