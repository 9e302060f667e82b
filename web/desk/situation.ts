import type { Desk } from '../../server/periods/contract.ts'
import { isHandedIn } from '../../server/periods/returns.ts'
import { daysBetween } from '../format.ts'
import type { Translate } from '../i18n.ts'
import { quarterName } from '../periods/naming.ts'

/** How many rows wait: the number in the bar is the same. */
export const waitingOf = ({ returned, slips, drafts, stale }: Desk) =>
  returned.length + slips.length + drafts.length + stale.length

type Draft = Desk['drafts'][number]

/** Drafts as they are listed: those of one imported file together, at the place of the last touched of them. */
export function draftGroups(drafts: readonly Draft[]): { batch: Draft['batch']; rows: Draft[] }[] {
  const groups: { batch: Draft['batch']; rows: Draft[] }[] = []
  for (const row of drafts) {
    const same = row.batch === null ? undefined : groups.find((one) => one.batch?.id === row.batch?.id)
    if (same === undefined) groups.push({ batch: row.batch, rows: [row] })
    else same.rows.push(row)
  }
  return groups
}

/** The page's title: what the day asks of this department, most pressing first. */
export function situationOf(t: Translate, desk: Desk, day: (day: string, near?: string) => string): string {
  const { sheet, today, returned } = desk
  const waiting = waitingOf(desk)
  if (sheet === null) return waiting === 0 ? t('desk.situation.nothing') : t('desk.waiting', { count: waiting })
  const quarter = quarterName(t, sheet.period, today)
  const dueOn = day(sheet.period.dueOn, today)
  const left = daysBetween(today, sheet.period.dueOn)
  const isOpen = today >= sheet.period.opensOn
  const isLocked = sheet.period.locked !== null && (sheet.reopenedUntil ?? '') < today
  if (!isHandedIn(sheet.state) && isOpen && sheet.state !== 'not-counted') {
    if (isLocked) return t('desk.situation.locked', { quarter })
    if (left < 0) return t('desk.situation.late', { quarter, day: dueOn })
    if (left === 0) return t('desk.situation.today', { quarter })
    if (left === 1) return t('desk.situation.tomorrow', { quarter })
    return t('desk.situation.due', { quarter, day: dueOn })
  }
  if (returned.length > 0) {
    const first = returned.flatMap((one) => one.mendBy ?? []).sort()[0]
    return first === undefined
      ? t('desk.situation.toMendAny', { count: returned.length })
      : t('desk.situation.toMend', { count: returned.length, day: day(first, today) })
  }
  if (desk.everSubmitted === 0 && waiting === 0 && !isHandedIn(sheet.state)) return t('desk.situation.fresh')
  if (!isOpen) {
    const opens = day(sheet.period.opensOn, today)
    return waiting === 0
      ? t('desk.situation.nothingBegins', { quarter, day: opens })
      : t('desk.situation.begins', { quarter, day: opens, count: waiting })
  }
  if (waiting > 0) return t('desk.situation.waiting', { quarter, count: waiting })
  const entries = sheet.entries.filter((one) => one.carried).length
  return entries > 0
    ? t('desk.situation.nothingHanded', { quarter, entries, day: dueOn })
    : t('desk.situation.nothingZero', { quarter, day: dueOn })
}
