/**
 * What the page knows of its session outside React: the token for writes, when a person last did something, and the
 * requests that wait for a new sign-in after the session has run out.
 */
import type { SessionState } from '../../server/accounts/contract.ts'
import type { Problem } from '../problem.ts'

let state: SessionState | undefined
let lastAct = Date.now()
let resumedAt = 0
let waiting: { promise: Promise<boolean>; settle: (again: boolean) => void } | undefined
const listeners = new Set<() => void>()

/** Half a minute without key or pointer: what is fetched then keeps no session alive. */
const IDLE_MS = 30_000

for (const kind of ['keydown', 'pointerdown', 'input'] as const)
  window.addEventListener(kind, () => (lastAct = Date.now()), { capture: true, passive: true })

export const isIdle = () => Date.now() - lastAct > IDLE_MS

/** Remembers what the server last said of the session. */
export function keepSession(next: SessionState): SessionState {
  state = next
  return next
}

export const writingHeaders = (method: string): Record<string, string> =>
  method === 'GET' || !state?.csrfToken ? {} : { 'x-csrf-token': state.csrfToken }

/**
 * Whether a refused request may be sent again: once the person has signed in anew, or the token was read again.
 * `askedAt`: when it was sent, by `performance.now()`; one that was under way while the person signed in needs no
 * second sign-in.
 */
export async function isMended(problem: Problem, askedAt: number): Promise<boolean> {
  if (problem.type === '/problems/csrf') return isSameAgain()
  if (problem.type !== '/problems/sign-in' || !state?.person) return false
  if (askedAt < resumedAt) return true
  if (!waiting) {
    let settle: (again: boolean) => void = () => undefined
    const promise = new Promise<boolean>((resolve) => (settle = resolve))
    waiting = { promise, settle }
    tell()
  }
  return waiting.promise
}

/** The session may have been begun anew in another tab: if by the same person, its token serves. */
async function isSameAgain(): Promise<boolean> {
  const before = state?.person?.account
  const response = await fetch('/api/session', { headers: { accept: 'application/json' } })
  if (!response.ok) return false
  keepSession((await response.json()) as SessionState)
  return before !== undefined && state?.person?.account === before
}

/** For `useSyncExternalStore`: who has to sign in again before what was asked goes on. */
export const expired = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  /** Account and name of whose session ran out; undefined while nobody's has. */
  get: () => (waiting ? (state?.person ?? undefined) : undefined),
  /** The person is back: everything that waited is asked again. */
  resume(next: SessionState) {
    keepSession(next)
    resumedAt = performance.now()
    waiting?.settle(true)
    waiting = undefined
    tell()
  },
  /** The person will not come back to this page. */
  abandon() {
    waiting?.settle(false)
    waiting = undefined
    tell()
  },
}

function tell() {
  for (const listener of listeners) listener()
}
