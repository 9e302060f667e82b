/** A database of an earlier version opens with everything that was in it: nothing acknowledged is lost by an upgrade. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { makeFolder } from '../fixtures/app.ts'

const SHIPPED_FIRST = 2

/** A file as the first released version left it, with a recognised entry in it. */
function makeOldDatabase(): string {
  const folder = makeFolder()
  const migrations = join(folder, 'migrations')
  cpSync('db/migrations', migrations, { recursive: true })
  const journalFile = join(migrations, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(journalFile, 'utf8'))
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, SHIPPED_FIRST) }))
  const file = join(folder, 'tracker.db')
  const raw = new BetterSqlite(file)
  migrate(drizzle(raw), { migrationsFolder: migrations })
  raw.pragma('foreign_keys = ON')
  raw.exec(`
    insert into document values (1, '港政发〔2024〕1号', '方案', '区政府', '2024-01-01', '2024-01-02');
    insert into plan values (1, 'beihu', 1, '方案', '进展', '2024-01-01', '2025-12-31', null, 1, 'x');
    insert into department values (1, 'gkj', '区港口局', null, null, 0);
    insert into account values (1, 'a-uid', 'reporter', '填报人', '2024-02-01T00:00:00.000Z');
    insert into account values (2, 'b-uid', 'reviewer', '审核人', '2024-02-01T00:00:00.000Z');
    insert into account_role values (1, 1, 'reporter', 1), (2, 2, 'reviewer', null);
    insert into unit values (1, '泉城港口公司', null);
    insert into item values (1, 'i-uid', 'standard', 'national', 'recommended', 'GB/T 90001-2024', null, '名', 'standard GB/T 90001-2024', '2024-03-01T00:00:00.000Z');
    insert into entry (id, uid, plan_id, department_id, subject, state, version, item_id, stage, effective_on, title, number, reporter_id, created_at)
      values (1, 'e-uid', 1, 1, 'item', 'recognised', 3, 1, 'issued', '2024-03-01', '名', 'GB/T 90001-2024', 1, '2024-03-02T00:00:00.000Z');
    insert into entry_unit values (1, 1, 'lead');
    insert into evidence values (1, 'v-uid', 1, 'cover', '封面.pdf', 'application/pdf', 10, '${'a'.repeat(64)}', '2024-03-02T00:00:00.000Z');
    insert into review values (1, 1, 'submit', 'draft', 'in-review', 1, '2024-03-02T00:00:00.000Z', '2024-03-02', null);
    insert into review values (2, 1, 'approve', 'in-review', 'recognised', 2, '2024-03-03T00:00:00.000Z', '2024-03-03', null);
  `)
  raw.close()
  return file
}

it('keeps every row, every reference, and a copy of the file as it was', () => {
  const file = makeOldDatabase()
  const old = new BetterSqlite(file, { readonly: true })
  const tables = old
    .prepare("select name from sqlite_master where type = 'table' and name not like '\\_\\_%' escape '\\'")
    .pluck()
    .all() as string[]
  const counts = (db: BetterSqlite.Database) =>
    tables
      .filter((name) => !/^(sqlite|ledger_search)/.test(name))
      .map((name) => [name, db.prepare(`select count(*) from ${name}`).pluck().get()])
  const before = counts(old)
  old.close()

  const db = openDatabase(file)
  onTestFinished(() => db.close())
  expect(counts(db.reader)).toEqual(before)
  expect(db.reader.pragma('foreign_key_check')).toEqual([])
  expect(db.reader.prepare('select kind, first_submitted_on, state from entry').get()).toEqual({
    kind: 'standard',
    first_submitted_on: '2024-03-02',
    state: 'recognised',
  })
  expect(db.reader.prepare('select count(*) from submission').pluck().get()).toBe(1)
  expect(existsSync(`${file}.before-${SHIPPED_FIRST + 1}`)).toBe(true)
})

it('makes every table strict', () => {
  const db = openDatabase(join(makeFolder(), 'tracker.db'))
  onTestFinished(() => db.close())
  const loose = (db.reader.pragma('table_list') as { name: string; type: string; strict: number; schema: string }[])
    .filter(({ type, schema, strict }) => type === 'table' && schema === 'main' && strict === 0)
    .map(({ name }) => name)
    .filter((name) => !/^(sqlite_|__drizzle)/.test(name))
  expect(loose).toEqual([])
})
