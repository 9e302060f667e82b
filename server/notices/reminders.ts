/** On which days a person is reminded of something with a due day. Pure. */

/** Days before the due day on which it is said, so that it is heard and not drowned. */
const BEFORE = [7, 3, 1, 0]
/** Days after it; from then on once a week. */
const AFTER = [1, 3, 7]
const WEEK = 7

/** Whether to remind so many days before (positive, 0 on the day) or after (negative) the due day. */
export function remindsOn(daysLeft: number): boolean {
  if (daysLeft >= 0) return BEFORE.includes(daysLeft)
  return AFTER.includes(-daysLeft) || (-daysLeft > WEEK && -daysLeft % WEEK === 0)
}

/** Minutes until what could not be sent is tried again, by the number of tries so far; null: given up. */
const WAITS = [1, 5, 30, 120, 720]
export function retryAfterMinutes(attempts: number): number | null {
  return WAITS[attempts - 1] ?? null
}
