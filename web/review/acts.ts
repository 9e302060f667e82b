import type { Translate } from '../i18n.ts'
import { Problem } from '../problem.ts'

/** What went wrong with an act, as a sentence for who did it. */
export function problemSentence(error: unknown, t: Translate): string {
  if (!(error instanceof Problem)) return t('review.fault.noAnswer')
  if (error.type.endsWith('/doubtful')) return t('review.fault.doubtful')
  if (error.type.endsWith('/stale')) return t('review.fault.stale')
  return error.errors[0]?.message ?? error.message
}

/** Whether the claim is no longer what was looked at: somebody else moved it on. */
export function isOvertaken(error: unknown): boolean {
  return error instanceof Problem && (/\/(stale|not-allowed)$/.test(error.type) || error.status === 404)
}
