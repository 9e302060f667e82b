/** What an event says in words; a code without a word, from an older or newer program, stands as it is. */
import type { AuditRow } from '../../server/audit/contract.ts'
import type { Translate } from '../i18n.ts'
import { audit } from '../locales/zh-CN/audit.ts'
import { paths } from '../paths.ts'
import { quarterName, quarterOf } from '../periods/naming.ts'

const has = <T extends object>(words: T, code: string): code is Extract<keyof T, string> => Object.hasOwn(words, code)

/** 认定填报, recognised an entry. */
export const actionWord = (t: Translate, code: string): string =>
  has(audit.does, code) ? t(`audit.does.${code}`) : code

/** 填报, entry. */
export const typeWord = (t: Translate, code: string): string => (has(audit.type, code) ? t(`audit.type.${code}`) : code)

/** The person, or what acts by itself; null where only the account is known. */
export function actorWord(t: Translate, { actor, actorName }: Pick<AuditRow, 'actor' | 'actorName'>): string | null {
  return actorName ?? (has(audit.system, actor) ? t(`audit.system.${actor}`) : null)
}

/** The thing's own name: of a return its department and quarter, of a setting which. */
export function thingWord(t: Translate, { subjectType, subject, thing }: AuditRow): string | null {
  const period = thing.place?.kind === 'period' ? quarterOf(thing.place.id) : null
  const quarter = period !== null && period.year > 0 ? quarterName(t, period, '-') : null
  if (subjectType === 'return' && quarter !== null)
    return t('audit.quarterReturn', { department: thing.name ?? '', quarter })
  if (subjectType === 'period') return quarter
  if (subjectType === 'calendar') return t('audit.calendarOf', { year: subject })
  if (subjectType === 'setting') return has(audit.setting, subject) ? t(`audit.setting.${subject}`) : null
  return thing.name
}

/** The page that shows the thing, of those that an auditor can open. */
export function placeOf(place: NonNullable<AuditRow['thing']['place']>) {
  switch (place.kind) {
    case 'item':
      return paths.item(place.id)
    case 'evidence':
      return paths.evidence(place.id)
    case 'task':
      return paths.task(Number(place.id))
    case 'department':
      return paths.department(place.id)
    case 'period':
      return paths.periods({ period: place.id })
    case 'slips':
      return { ...paths.periods(), hash: 'slips' }
    case 'calendar':
      return { ...paths.periods(), hash: 'calendar' }
    case 'target':
      return paths.target(place.id)
    case 'report':
      return paths.annualReport(place.id)
    case 'snapshot':
      return paths.snapshot(Number(place.id))
    case 'plan':
      return paths.plan()
  }
}
