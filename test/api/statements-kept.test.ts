import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { setting } from '../../db/schema.ts'
import { makeDatabase } from '../fixtures/app.ts'
import { act } from '../fixtures/history.ts'

test('a statement that is kept answers in the form that it is asked for in', () => {
  const db = makeDatabase()
  const text = sql`select 1 as a, 2 as b`
  for (let again = 0; again < 2; again++) {
    expect(db.read.all(text)).toEqual([{ a: 1, b: 2 }])
    expect(db.read.values(text)).toEqual([[1, 2]])
    expect(db.read.get(text)).toEqual({ a: 1, b: 2 })
  }
})

test('and sees what was written since, and with other values', () => {
  const db = makeDatabase()
  const readOf = (key: string) =>
    db.read.select({ value: setting.value }).from(setting).where(eq(setting.key, key)).get()?.value
  expect(readOf('one')).toBeUndefined()
  for (const [key, value] of [
    ['one', '1'],
    ['two', '2'],
  ] as const)
    act(db, '2025-06-30', (tx) => tx.insert(setting).values({ key, value }).returning().get())
  expect([readOf('one'), readOf('two')]).toEqual(['1', '2'])
})
