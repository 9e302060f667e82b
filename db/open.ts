import { copyFileSync, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import BetterSqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import * as schema from './schema.ts'

type Drizzle = BetterSQLite3Database<typeof schema>

/** What queries take: it can select and nothing else. */
export type Read = Pick<Drizzle, 'select' | 'selectDistinct' | '$with' | 'with' | 'all' | 'get' | 'values'>
/** What changes take: a transaction, given out by `record` in `server/audit` alone. */
export type Write = Read & Pick<Drizzle, 'insert' | 'update' | 'delete' | 'run'>

/** An open database: reads on a connection that cannot write, writes through `record`. */
export type Database = {
  readonly read: Read
  /** For prepared statements on hot paths; this connection refuses every write. */
  readonly reader: BetterSqlite.Database
  /** A reader that sees one moment of the data, however long it is read; to be ended by whoever opened it. */
  openSnapshot(): Snapshot
  /** Rises with every committed change that can move a public answer. */
  dataVersion(): number
  /** Whether a change could begin now. */
  writable(): boolean
  /**
   * Says that a thread of ours is about to write for a while: until the answer is called, changes here are refused at
   * once instead of stopping everything, and `held` is what to wait for.
   */
  hold(): () => void
  held(): Promise<void> | null
  close(): void
}

export type Snapshot = { readonly read: Read; readonly dataVersion: number; end(): void }

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))
type Inside = {
  raw: BetterSqlite.Database
  /** Runs a change in a transaction, or in a savepoint of the one that is open. */
  change: BetterSqlite.Transaction<(change: (tx: Write) => unknown) => unknown>
  storedVersion: () => number
  dataVersion: number
  held: Promise<void> | null
  /** Changes that wait for the next transaction, which they share. */
  waiting: Waiting[]
}
type Waiting = { run: () => unknown; resolve: (answer: never) => void; reject: (fault: unknown) => void }
const insides = new WeakMap<Database, Inside>()

/** Durable and strict on every connection: security.md rule 30. */
function pragmas(raw: BetterSqlite.Database, durable = true): void {
  raw.pragma('journal_mode = WAL')
  raw.pragma(`synchronous = ${durable ? 'FULL' : 'OFF'}`)
  raw.pragma('busy_timeout = 5000')
  raw.pragma('trusted_schema = OFF')
  raw.pragma('foreign_keys = ON')
}

/**
 * Opens or creates the database file, brings its schema up to date (after a copy of the file as it was) and checks it.
 * Throws when the file was made by a newer version of the program or is damaged. Not `durable` is for a file that is
 * thrown away if what builds it is cut short; `known` is a file that this program has open and has looked over.
 */
export function openDatabase(file: string, { durable = true, known = false } = {}): Database {
  const existed = existsSync(file)
  const raw = new BetterSqlite(file)
  pragmas(raw, durable)
  const writer = drizzle(remembering(raw), { schema })
  if (existed && !known) {
    const damage = raw.pragma('quick_check', { simple: true })
    if (damage !== 'ok') throw new Error(`数据库文件已损坏（${String(damage)}）：${file}。请从备份恢复。`)
    raw.pragma('wal_checkpoint(TRUNCATE)')
  }
  bringUpToDate(raw, writer, existed ? file : null)

  const reader = new BetterSqlite(file)
  pragmas(reader)
  reader.pragma('query_only = ON')
  const read = drizzle(remembering(reader), { schema })
  const version = reader.prepare("select value from setting where key = 'dataVersion'").pluck()
  const storedVersion = () => Number(version.get() ?? 0)
  const inside: Inside = {
    raw,
    change: raw.transaction((change) => change(writer)),
    storedVersion,
    dataVersion: storedVersion(),
    held: null,
    waiting: [],
  }
  const database: Database = {
    read,
    reader,
    openSnapshot: () => snapshotOf(file),
    dataVersion: () => inside.dataVersion,
    writable() {
      try {
        raw.exec('BEGIN IMMEDIATE; ROLLBACK')
        return true
      } catch {
        return false
      }
    },
    hold() {
      let release = () => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      inside.held = held
      return () => {
        if (inside.held === held) inside.held = null
        inside.dataVersion = storedVersion()
        release()
      }
    },
    held: () => inside.held,
    close() {
      reader.close()
      // While others are connected this would keep their writes waiting.
      if (!known) raw.pragma('wal_checkpoint(TRUNCATE)')
      raw.close()
    },
  }
  insides.set(database, inside)
  return database
}

/** Statements that a connection keeps: more than the program has, so that only those with long lists come and go. */
const STATEMENTS = 1_000

/**
 * The connection as Drizzle sees it: a statement is compiled when its text first comes, not each time. Drizzle reads
 * to the end what it runs, so none is asked for again while it is under way.
 */
function remembering(raw: BetterSqlite.Database): BetterSqlite.Database {
  const known = new Map<string, BetterSqlite.Statement>()
  const prepare = (source: string) => {
    const kept = known.get(source)
    if (kept) return kept.reader ? kept.raw(false) : kept
    const made = raw.prepare(source)
    if (known.size >= STATEMENTS) known.delete(known.keys().next().value ?? '')
    known.set(source, made)
    return made
  }
  return Object.create(raw, { prepare: { value: prepare } })
}

/**
 * Runs a change in one `BEGIN IMMEDIATE` transaction and answers what it answers; within a transaction, in a savepoint of
 * it. Only `record` in `server/audit` may call it (the architecture test sees to that), so that no change goes round the
 * log.
 */
export function transact<T>(database: Database, change: (tx: Write) => T): T {
  const inside = insideOf(database)
  if (inside.held) throw Object.assign(new Error('A thread of ours is writing.'), { code: 'SQLITE_BUSY' })
  const answer = inside.change.immediate(change) as T
  if (!inside.raw.inTransaction) inside.dataVersion = inside.storedVersion()
  return answer
}

/** Changes that share a transaction at most: it is nobody else's turn while they run. */
const MOST_AT_ONCE = 32

/**
 * Runs something that changes data (by `transact`) in the next transaction, which it shares with whatever else has come
 * meanwhile, because the disk takes as long to keep one change for sure as many. Answers once that is committed. What
 * throws is undone alone and rejects alone; where the transaction itself fails, nothing has happened and all reject.
 */
export function transactSoon<T>(database: Database, run: () => T): Promise<T> {
  const inside = insideOf(database)
  return new Promise<T>((resolve, reject) => {
    inside.waiting.push({ run, resolve, reject })
    if (inside.waiting.length === 1) setImmediate(transactWaiting, database, inside)
  })
}

function transactWaiting(database: Database, inside: Inside): void {
  const together = inside.waiting.splice(0, MOST_AT_ONCE)
  if (inside.waiting.length > 0) setImmediate(transactWaiting, database, inside)
  try {
    const settled = transact(database, () => together.map((one) => outcomeOf(one, inside)))
    for (const settle of settled) settle()
  } catch (fault) {
    for (const { reject } of together) reject(fault)
  }
}

function outcomeOf({ run, resolve, reject }: Waiting, { raw }: Inside): () => void {
  try {
    const answer = run() as never
    return () => resolve(answer)
  } catch (fault) {
    // Some faults (a full disk) end the whole transaction.
    if (!raw.inTransaction) throw fault
    return () => reject(fault)
  }
}

function insideOf(database: Database): Inside {
  const inside = insides.get(database)
  if (!inside) throw new Error('This database is not open.')
  return inside
}

/** Opens a reader of one moment of a file that is open elsewhere, for a thread of its own. */
export function snapshotOf(file: string): Snapshot {
  const raw = new BetterSqlite(file)
  pragmas(raw)
  raw.pragma('query_only = ON')
  raw.exec('BEGIN')
  const read = drizzle(raw, { schema })
  return {
    read,
    // The first read of a transaction settles the moment that it sees.
    dataVersion: storedDataVersion(read),
    end: () => raw.close(),
  }
}

function storedDataVersion(read: Read): number {
  const row = read.get<{ value: string } | undefined>(sql`select value from setting where key = 'dataVersion'`)
  return row ? Number(row.value) : 0
}

/**
 * Migrations run with foreign keys off, because a table that is rebuilt inside the migrator's transaction would
 * otherwise drop its children in silence; the check afterwards proves that nothing hangs loose.
 */
function bringUpToDate(raw: BetterSqlite.Database, writer: Drizzle, file: string | null): void {
  const known = readMigrationFiles({ migrationsFolder: MIGRATIONS }).length
  const applied = raw
    .prepare("select count(*) as n from sqlite_master where type = 'table' and name = '__drizzle_migrations'")
    .pluck()
    .get() as number
  const done = applied ? (raw.prepare('select count(*) from __drizzle_migrations').pluck().get() as number) : 0
  if (done > known) throw new Error('数据库由更新版本的程序建立，请用新版本打开。')
  if (done === known) return
  if (file && done > 0) copyFileSync(file, `${file}.before-${done + 1}`)
  raw.pragma('foreign_keys = OFF')
  migrate(writer, { migrationsFolder: MIGRATIONS })
  const loose = raw.pragma('foreign_key_check') as unknown[]
  if (loose.length > 0) throw new Error(`升级后有${loose.length}行失去关联，请恢复升级前的副本。`)
  raw.pragma('foreign_keys = ON')
}
