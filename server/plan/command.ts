/**
 * `npm run plan -- check FILE…` and `npm run plan -- load FILE…`: reports every fault with its line and what would be
 * right, and loads a file whole or not at all; while one has a fault, none is loaded. Ends with 0, with 1 where there are
 * faults, with 2 where the call is wrong.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { takeFolder } from '../../db/lock.ts'
import { openDatabase } from '../../db/open.ts'
import { type Checked, checkPlanFile, formatFault } from '../../seeds/plan-file.ts'
import { CONSOLE } from '../audit/record.ts'
import { recountPlan } from '../items/credits.ts'
import { applyPlanFile, PlanConflict } from './changes.ts'

type Passed = { file: string; checked: Extract<Checked, { ok: true }> }
const OUTCOMES = { added: '已载入', changed: '已更新', unchanged: '与已载入的相同，未作改动' } as const

const [verb, ...files] = process.argv.slice(2)
if ((verb !== 'check' && verb !== 'load') || files.length === 0) {
  console.error('用法：npm run plan -- check 文件…  或  npm run plan -- load 文件…')
  process.exit(2)
}
const passed = files.flatMap(check)
if (passed.length < files.length) process.exit(1)
if (verb === 'load') process.exit(load(passed) ? 0 : 1)

function check(file: string): Passed[] {
  const text = read(file)
  if (text === undefined) return []
  const checked = checkPlanFile(text)
  if (!checked.ok) {
    for (const fault of checked.faults) console.error(formatFault(file, fault))
    console.error(`${file}：${checked.faults.length}处要改。`)
    return []
  }
  const { targets, departments, tasks, columns, supports } = checked.plan
  const projects = columns.flatMap((column) => column.groups.flatMap((group) => group.projects))
  const parts = [
    [targets, '项指标'],
    [departments, '个部门'],
    [tasks, '项任务'],
    [projects, '个专栏项目'],
    [supports, '项扶持'],
  ] as const
  const held = parts.filter(([rows]) => rows.length > 0).map(([rows, words]) => `${rows.length}${words}`)
  console.log(`${file}：没有问题。${checked.plan.code}：${held.join('，')}。`)
  return [{ file, checked }]
}

function read(file: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    const isEncoding = error instanceof TypeError
    console.error(isEncoding ? `${file}:1: 不是 UTF-8 文字。应当：以 UTF-8 保存。` : `${file}：读不到这个文件。`)
    return undefined
  }
}

function load(plans: readonly Passed[]): boolean {
  const folder = process.env.DATA_DIR || 'data'
  mkdirSync(folder, { recursive: true })
  const release = takeFolder(folder)
  if (!release) {
    console.error(`数据文件夹 ${folder} 正被另一个进程使用。请先停止它，再载入方案。`)
    return false
  }
  const db = openDatabase(join(folder, 'tracker.db'))
  let loaded = 0
  for (const { file, checked } of plans)
    try {
      const outcome = applyPlanFile(db, checked, { actor: CONSOLE, now: new Date(), recount: recountPlan })
      console.log(`${file}：${OUTCOMES[outcome]}。`)
      loaded++
    } catch (error) {
      if (!(error instanceof PlanConflict)) throw error
      for (const conflict of error.conflicts)
        console.error(formatFault(file, { line: checked.lineOf(conflict.path), ...conflict }))
    }
  db.close()
  release()
  return loaded === plans.length
}
