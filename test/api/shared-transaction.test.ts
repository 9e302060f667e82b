/** Many who write at a time share a transaction, and nothing else. */
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditEvent, setting } from '../../db/schema.ts'
import { chainHash } from '../../server/audit/chain.ts'
import { CONSOLE, recordSoon } from '../../server/audit/record.ts'
import { makeDatabase } from '../fixtures/app.ts'

const NOW = new Date('2025-06-30T04:00:00Z')
type Db = ReturnType<typeof makeDatabase>

/** Writes a setting; and throws after it, where told so. */
const write = (db: Db, key: string, { fails = false } = {}) =>
  recordSoon(db, { actor: CONSOLE, action: 'set', subjectType: 'setting', subject: key }, NOW, (tx) => {
    tx.insert(setting).values({ key, value: key }).run()
    if (fails) throw new Error(`${key} fails`)
    return key
  })
const holds = (db: Db, key: string) => db.read.select().from(setting).where(eq(setting.key, key)).get() !== undefined
const events = (db: Db) => db.read.select().from(auditEvent).orderBy(auditEvent.id).all()

test('one that fails is undone alone; the others stand, each with its own event in one chain', async () => {
  const db = makeDatabase()
  const before = db.dataVersion()
  const outcomes = await Promise.allSettled([
    write(db, 'a'),
    write(db, 'b', { fails: true }),
    write(db, 'c'),
    // the key is taken: the database itself refuses
    write(db, 'a'),
    write(db, 'd'),
  ])
  expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
  expect(['a', 'b', 'c', 'd'].map((key) => holds(db, key))).toEqual([true, false, true, true])
  expect(events(db).map((event) => event.subject)).toEqual(['a', 'c', 'd'])
  for (const event of events(db)) expect(event.hash).toBe(chainHash(event))
  expect(events(db).map((event) => event.previousHash)).toEqual([
    '0'.repeat(64),
    ...events(db)
      .slice(0, -1)
      .map((event) => event.hash),
  ])
  expect(db.dataVersion()).toBe(before + 3)
})

test('an answer comes after the commit, however many wait', async () => {
  const db = makeDatabase()
  const keys = Array.from({ length: 100 }, (_, place) => `key-${place}`)
  const seen = await Promise.all(keys.map((key) => write(db, key).then(() => holds(db, key))))
  expect(seen).toEqual(keys.map(() => true))
})

test('where no transaction can begin, all are refused and nothing has happened', async () => {
  const db = makeDatabase()
  const release = db.hold()
  const outcomes = await Promise.allSettled([write(db, 'a'), write(db, 'b')])
  release()
  expect(outcomes.map((one) => one.status)).toEqual(['rejected', 'rejected'])
  expect([holds(db, 'a'), holds(db, 'b'), events(db).length]).toEqual([false, false, 0])
  expect(await write(db, 'a')).toBe('a')
})
