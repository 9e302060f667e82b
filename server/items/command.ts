/** `npm run recount [-- --check]`: works out every credit anew and says whether anything differed. */
import { join } from 'node:path'
import { asc } from 'drizzle-orm'
import { openDatabase } from '../../db/open.ts'
import { plan } from '../../db/schema.ts'
import { CONSOLE, record } from '../audit/record.ts'
import { findDifferences, recountPlan } from './credits.ts'

const db = openDatabase(join(process.env.DATA_DIR ?? 'data', 'tracker.db'))
const checkOnly = process.argv.includes('--check')
let differing = 0
for (const row of db.read.select().from(plan).orderBy(asc(plan.position)).all()) {
  const differences = findDifferences(db.read, row.id)
  const { items, sums } = differences
  differing += items.length + sums
  for (const { uid, title } of items) console.log(`${row.code}: ${uid} ${title} 计入不一致`)
  if (sums > 0) console.log(`${row.code}: ${sums}个合计与计入不一致`)
  if (!checkOnly && items.length + sums > 0)
    record(
      db,
      { actor: CONSOLE, action: 'recount', subjectType: 'plan', subject: row.code, detail: { differences } },
      new Date(),
      (tx) => recountPlan(tx, row.id),
    )
}
db.close()
if (differing === 0) console.log('全部计入与填报一致，没有差异。')
else console.log(`有${differing}处与填报不一致${checkOnly ? '。' : '，已按填报重新计算。'}`)
process.exit(checkOnly && differing > 0 ? 1 : 0)
