import { useQuery } from '@tanstack/react-query'
import { useWording } from '../i18n.ts'
import { deskQuery, returnsQuery } from '../periods/api.ts'
import { quarterName } from '../periods/naming.ts'
import { Notice } from '../ui/Notice.tsx'
import { overdueReturn } from './late.ts'

/** Says that the department's return is past its due day or locked, and what that means for what is reported now. */
export function DueNote({ plan, department }: { plan: string; department: string }) {
  const { t, day } = useWording()
  const returns = useQuery(returnsQuery(plan, undefined)).data
  const isLocked = returns !== undefined && overdueReturn(returns, department, null)?.kind === 'locked'
  // Only a person of the department is told whether a locked period was reopened for it.
  const desk = useQuery({ ...deskQuery(plan, department), enabled: isLocked })
  if (returns === undefined || (isLocked && desk.isPending)) return null
  const sheet = desk.data?.sheet
  const reopened = sheet != null && sheet.reopenedUntil !== null ? sheet.period.code : null
  const overdue = overdueReturn(returns, department, reopened)
  if (overdue === null) return null
  const { kind, period } = overdue
  return (
    <Notice
      tone="warn"
      title={t(`entries.due.${kind}`, {
        quarter: quarterName(t, period, returns.asOf),
        day: day(period.dueOn, returns.asOf),
      })}
    >
      <p>{t(`entries.due.${kind}Deck`, { day: day(period.endsOn, returns.asOf) })}</p>
    </Notice>
  )
}
