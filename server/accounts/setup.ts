/** The one-time link with which the first administrator is made: printed at start, kept as a hash, good for a day. */
import { eq } from 'drizzle-orm'
import type { Read, Write } from '../../db/open.ts'
import { setting } from '../../db/schema.ts'
import { newSecret, secretHash } from './passwords.ts'

const KEY = 'setupToken'
const DAY_MS = 86_400_000

/** Makes a new token, which ends an earlier one. */
export function makeSetupToken(tx: Write, now: Date): string {
  const token = newSecret()
  const value = JSON.stringify({ hash: secretHash(token), at: now.toISOString() })
  tx.insert(setting).values({ key: KEY, value }).onConflictDoUpdate({ target: setting.key, set: { value } }).run()
  return token
}

export function isSetupToken(db: Read, token: string, now: Date): boolean {
  const row = db.select().from(setting).where(eq(setting.key, KEY)).get()
  if (!row) return false
  const kept: { hash: string; at: string } = JSON.parse(row.value)
  return kept.hash === secretHash(token) && now.getTime() - Date.parse(kept.at) < DAY_MS
}

export function useSetupToken(tx: Write): void {
  tx.delete(setting).where(eq(setting.key, KEY)).run()
}
