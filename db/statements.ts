/** Queries that are built once. */
import { eq, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Read } from './open.ts'

/**
 * A Drizzle query that is built and prepared once for each connection, then only run: building one takes longer than
 * SQLite takes to answer it. What changes from call to call stands in it as `sql.placeholder(name)` and is given where
 * it is run. For what is asked with every report or act; a query asked now and then reads better where it stands.
 */
export function kept<D extends Read, P>(build: (db: D) => { prepare(): P }): (db: D) => P {
  const known = new WeakMap<D, P>()
  return (db) => {
    let query = known.get(db)
    if (query === undefined) {
      query = build(db).prepare()
      known.set(db, query)
    }
    return query
  }
}

/** Values of a kept insert or update that are given by the names of their fields where it is run; a flag as 0 or 1. */
export function given<const N extends string>(...names: readonly N[]): Record<N, SQL> {
  return Object.fromEntries(names.map((name) => [name, sql`${sql.placeholder(name)}`])) as Record<N, SQL>
}

/** Finds the row of a table by the value of a unique column. */
export function rowBy<T extends SQLiteTable>(
  table: T,
  column: SQLiteColumn,
): (db: Read, value: string | number) => T['$inferSelect'] | undefined {
  const query = kept((db: Read) =>
    db
      .select()
      .from(table as SQLiteTable)
      .where(eq(column, sql.placeholder('value'))),
  )
  return (db, value) => query(db).get({ value })
}

/** A list of any length as one value of a kept query, for `inArray`; it is given as `JSON.stringify(list)`. */
export function givenList(name: string): SQL {
  return sql`(select value from json_each(${sql.placeholder(name)}))`
}
