/**
 * `npm run verify`: whether anything was moved or lost behind the program's back: the database's own integrity, foreign
 * keys, the chain of audit events, every credit against a recount, and every evidence file against its hash. Ends with 0
 * where all holds, with 1 and the first broken thing of each kind where not.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { asc } from 'drizzle-orm'
import { openDatabase } from '../../db/open.ts'
import { plan } from '../../db/schema.ts'
import { inspectEvidence, listHashes } from '../entries/evidence/queries.ts'
import { openStore } from '../entries/evidence/store.ts'
import { findDifferences } from '../items/credits.ts'
import { checkChain } from './queries.ts'

const folder = resolve(process.env.DATA_DIR || 'data')
const file = join(folder, 'tracker.db')
if (!existsSync(file)) {
  console.error(`${folder} 里没有数据库。请用 DATA_DIR 指明数据文件夹。`)
  process.exit(2)
}

const faults: string[] = []
const db = openDatabase(file)
try {
  const integrity = db.reader.pragma('integrity_check', { simple: true })
  say('数据库', integrity === 'ok' ? null : `integrity_check：${String(integrity)}`)

  const [loose] = db.reader.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]
  say('外键', loose ? `${loose.table} 第${loose.rowid}行指向不存在的 ${loose.parent}` : null)

  const chain = checkChain(db.read)
  say(
    `审计链 ${chain.events}条 ${chain.head.slice(0, 12)}`,
    chain.holds ? null : `第${chain.brokenAt}条与前一条接不上，或者内容被改过`,
  )

  for (const { id, code } of db.read.select().from(plan).orderBy(asc(plan.id)).all()) {
    const { items, sums } = findDifferences(db.read, id)
    const [first] = items
    const fault = first ? `${first.title}（${first.uid}）等${items.length}项的计入与填报不符` : null
    say(`计入 ${code}`, fault ?? (sums > 0 ? `${sums}个合计与计入不符` : null))
  }
  const evidence = await inspectEvidence(db.read, openStore(folder), true)
  const [missing] = evidence.missing
  const [damaged] = evidence.damaged
  say(
    `证据文件 ${listHashes(db.read).size}份`,
    missing
      ? `${missing} 不见了（共${evidence.missing.length}份）`
      : damaged
        ? `${damaged} 的内容变了（共${evidence.damaged.length}份）`
        : null,
  )
  // Left by an upload that was given up; the program clears them away after a day.
  if (evidence.orphans.length > 0) console.log(`· 另有${evidence.orphans.length}个文件没有填报引用`)
} finally {
  db.close()
}
if (faults.length > 0) {
  console.error(`有${faults.length}处不符。`)
  process.exit(1)
}
console.log('全部相符。')

function say(what: string, fault: string | null): void {
  if (fault === null) console.log(`✓ ${what}`)
  else {
    faults.push(fault)
    console.error(`✗ ${what}：${fault}`)
  }
}
