import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from '../db/open.ts'
import { CONSOLE } from './audit/record.ts'

const SEEDS = fileURLToPath(new URL('../seeds', import.meta.url))

/** A new database begins with the plans of `seeds/`; what it takes to read them is loaded only then. */
export async function plantSeeds(db: Database, now: Date): Promise<void> {
  if (db.reader.prepare('select 1 from plan limit 1').get()) return
  const { checkPlanFile, formatFault } = await import('../seeds/plan-file.ts')
  const [{ applyPlanFile }, { recountPlan }] = await Promise.all([
    import('./plan/changes.ts'),
    import('./items/credits.ts'),
  ])
  for (const name of readdirSync(SEEDS).filter((one) => one.endsWith('.yaml'))) {
    const checked = checkPlanFile(readFileSync(join(SEEDS, name), 'utf8'))
    if (!checked.ok) throw new Error(checked.faults.map((fault) => formatFault(`seeds/${name}`, fault)).join('\n'))
    applyPlanFile(db, checked, { actor: CONSOLE, now, recount: recountPlan })
  }
}

/** Takes the calendars of `seeds/calendars`, one file a year named after it, for the years that are not set yet. */
export async function plantCalendars(db: Database, now: Date): Promise<void> {
  const folder = join(SEEDS, 'calendars')
  const isSet = db.reader.prepare('select 1 from calendar_year where year = ?')
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !isSet.get(Number(name.slice(0, 4))))
  if (names.length === 0) return
  const [{ parse }, { loadCalendar, readCalendarFile }] = await Promise.all([
    import('yaml'),
    import('./calendar/changes.ts'),
  ])
  for (const name of names) loadCalendar(db, readCalendarFile(parse(readFileSync(join(folder, name), 'utf8'))), now)
}
