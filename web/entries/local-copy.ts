/**
 * What has been typed and has not reached the server yet, kept on this computer: texts alone, for each account and
 * entry, no longer than a week. Never files, never anything of the session.
 */
import { type Body, type BodyKey, bodyOf, changedKeys, EMPTY, type Form, joinSides, withBody } from './form.ts'

const PREFIX = 'draft'
const WEEK_MS = 7 * 86_400_000

/** `base` is what the server held when it was typed. */
export type LocalCopy = { at: number; version: number | null; form: Form; base?: Body }

const keyOf = (account: string, entry: string) => `${PREFIX}:${account}:${entry}`

/** Storage can be forbidden or full: then there is no copy, and the page says nothing that is not so. */
function quietly<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}

/** Keeps a copy; answers whether it is kept. */
export function keepCopy(account: string, entry: string, copy: LocalCopy): boolean {
  const kept = quietly(() => {
    localStorage.setItem(keyOf(account, entry), JSON.stringify(copy))
    return true
  })
  return kept ?? false
}

export function dropCopy(account: string, entry: string): void {
  quietly(() => localStorage.removeItem(keyOf(account, entry)))
}

/** The copy of an entry, if there is one that is not too old; old ones of anybody go. */
export function findCopy(account: string, entry: string, now = Date.now()): LocalCopy | undefined {
  return quietly(() => {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(`${PREFIX}:`))) {
      const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<LocalCopy>
      if (now - (kept.at ?? 0) > WEEK_MS) localStorage.removeItem(key)
    }
    const text = localStorage.getItem(keyOf(account, entry))
    return text === null ? undefined : (JSON.parse(text) as LocalCopy)
  })
}

/** What a copy says that was typed here and is not what the server holds now. */
export function unsavedIn({ form, base }: LocalCopy, now: Body): { keys: BodyKey[]; form: Form } {
  const typed = { ...EMPTY, ...form }
  const body = bodyOf(typed)
  const mine = new Set(changedKeys(base ?? now, body))
  return { keys: changedKeys(now, body).filter((key) => mine.has(key)), form: typed }
}

/** The form of a copy, with what only the server's side has changed since. */
export function broughtUp({ form, base }: LocalCopy, now: Body): Form {
  const typed = { ...EMPTY, ...form }
  return base === undefined ? typed : withBody(typed, now, joinSides(base, bodyOf(typed), now).taken)
}

/** How many copies an account has left on this computer, and their removal; for signing out. */
export const countCopies = (account: string): number =>
  quietly(() => Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}:${account}:`)).length) ?? 0

export function dropCopies(account: string): void {
  quietly(() => {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(`${PREFIX}:${account}:`)))
      localStorage.removeItem(key)
  })
}
