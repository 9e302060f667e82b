/**
 * How long whoever guesses passwords has to wait (security.md rule 3): from the fifth failure within 15 minutes on, each
 * wait is twice the one before. Nobody is locked out for good from outside. Pure.
 */
export const WINDOW_MINUTES = 15
export const FREE_FAILURES = 5
const FIRST_WAIT_SECONDS = 30
const LONGEST_WAIT_SECONDS = 15 * 60

/** Whole seconds to wait before the next try; 0 for none. `failures` are instants of failed tries, in any order. */
export function waitSeconds(failures: readonly string[], now: Date): number {
  const since = now.getTime() - WINDOW_MINUTES * 60_000
  const recent = failures.map((at) => Date.parse(at)).filter((at) => at > since)
  if (recent.length < FREE_FAILURES) return 0
  const wait = Math.min(FIRST_WAIT_SECONDS * 2 ** (recent.length - FREE_FAILURES), LONGEST_WAIT_SECONDS)
  return Math.max(0, Math.ceil((Math.max(...recent) + wait * 1000 - now.getTime()) / 1000))
}
