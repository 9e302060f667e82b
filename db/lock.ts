import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'

/**
 * Takes a data folder for this process alone, or answers undefined when another process has it (security.md rule 30).
 * The lock is the operating system's, held on the file `lock` through SQLite: it ends with the process, however that
 * ends, so none is ever stale. Gives back what releases it.
 */
export function takeFolder(folder: string): (() => void) | undefined {
  const lock = new BetterSqlite(join(folder, 'lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return () => lock.close()
  } catch (error) {
    lock.close()
    if (error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}
