/** Why an act on an entry is refused, as a person reads it: what it is now, or who may do it. */
import type { EntryState } from '../../db/words.ts'
import { type Problem, problem, type Wording } from '../problem.ts'
import { ENTRY_STATE_WORDS } from '../words-zh.ts'
import type { Refusal } from './workflow.ts'

/** The refusal of an act by the table of acts, with its cause in words. */
export function notAllowed(because: Refusal, state: EntryState): Problem {
  const detail = wordingOf(because, state)
  return problem('not-allowed', { params: { because, state }, ...(detail === null ? {} : { detail }) })
}

function wordingOf(because: Refusal, state: EntryState): Wording | null {
  switch (because) {
    case 'wrong-state':
      return {
        zh: `这项现在是“${ENTRY_STATE_WORDS[state]}”，不能这样办`,
        en: `It is “${state.replace('-', ' ')}” now, so this cannot be done`,
      }
    case 'own-entry':
      return {
        zh: '本人填报或签批的，由他人审',
        en: 'Who reported or signed it does not judge it; somebody else does',
      }
    case 'too-late':
      return { zh: '放弃已超过30天，不能找回', en: 'It was discarded more than 30 days ago' }
    case 'wrong-role':
      return null
  }
}
