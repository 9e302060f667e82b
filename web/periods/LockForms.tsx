import { type SyntheticEvent, useState } from 'react'
import type { PeriodDetail } from '../../server/periods/contract.ts'
import { latestDue } from '../../server/periods/quarters.ts'
import { newKey, segment, send } from '../api.ts'
import { addDays } from '../format.ts'
import { useWording } from '../i18n.ts'
import { hasRole, usePerson } from '../session/api.ts'
import { Button } from '../ui/Button.tsx'
import { DayField } from '../ui/DayField.tsx'
import { SelectField, TextAreaField } from '../ui/Field.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import { useAct } from './api.ts'
import styles from './Periods.module.css'

/** Opening and due day, the lock with its cause, and reopening for one department. */
export function LockForms({ plan, period, quarter }: { plan: string; period: PeriodDetail; quarter: string }) {
  const { t, day } = useWording()
  const { lock, today } = period
  const mayAct = hasRole(usePerson(), 'reviewer')
  const names = new Map(period.departments.map((one) => [one.code, one.name]))
  return (
    <Section title={lock === null ? `${t('periods.days')} · ${t('periods.lock')}` : t('periods.lock')}>
      {lock === null ? null : (
        <Notice
          tone="plain"
          title={t('periods.lockedOn', { day: day(lock.on, today), by: lock.by, reason: lock.reason })}
        />
      )}
      {mayAct ? (
        <div className={styles.pair}>
          {lock === null ? (
            <>
              <Days key={`days${period.code}${period.version}`} {...{ plan, period }} />
              <Lock key={`lock${period.code}${period.version}`} {...{ plan, period, quarter }} />
            </>
          ) : (
            <Reopen key={period.code} {...{ plan, period }} />
          )}
        </div>
      ) : null}
      {period.reopenings.length === 0 ? null : (
        <>
          <p className="strong">{t('periods.reopenings')}</p>
          <ul>
            {period.reopenings.map((one) => (
              <li key={`${one.department}${one.on}${one.untilOn}`} className="note">
                <PlanText>
                  {t('periods.reopening', {
                    on: day(one.on, today),
                    by: one.by,
                    name: names.get(one.department) ?? one.department,
                    until: day(one.untilOn, today),
                    reason: one.reason,
                  })}
                </PlanText>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

const at = (plan: string, period: PeriodDetail) => `/plans/${segment(plan)}/periods/${segment(period.code)}`

function Days({ plan, period }: { plan: string; period: PeriodDetail }) {
  const { t } = useWording()
  const { act, fault, isPending } = useAct()
  const [said, setSaid] = useState({ opensOn: period.opensOn, dueOn: period.dueOn })
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    await act(() => send('PATCH', at(plan, period), { version: period.version, ...said }))
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <DayField
        label={t('periods.opensOn')}
        required
        min={period.startsOn}
        value={said.opensOn}
        onChange={(day) => setSaid({ ...said, opensOn: day })}
      />
      <DayField
        label={t('periods.dueOn')}
        required
        min={period.endsOn}
        max={latestDue(period.endsOn)}
        error={fault}
        value={said.dueOn}
        onChange={(day) => setSaid({ ...said, dueOn: day })}
      />
      <p className={styles.acts}>
        <Button type="submit" aria-busy={isPending}>
          {t('periods.save')}
        </Button>
      </p>
    </form>
  )
}

function Lock({ plan, period, quarter }: { plan: string; period: PeriodDetail; quarter: string }) {
  const { t, day } = useWording()
  const { act, fault, isPending } = useAct()
  const [reason, setReason] = useState('')
  if (period.today <= period.dueOn)
    return <p className="quiet">{t('periods.lockEarly', { day: day(period.dueOn, period.today) })}</p>
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    await act(() => send('POST', `${at(plan, period)}/lock`, { version: period.version, reason }))
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextAreaField
        label={t('periods.lockReason')}
        hint={t('periods.lockHint')}
        error={fault}
        required
        minLength={5}
        maxLength={500}
        rows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <p className={styles.acts}>
        <Button type="submit" aria-busy={isPending}>
          {t('periods.lockDo', { quarter })}
        </Button>
      </p>
    </form>
  )
}

function Reopen({ plan, period }: { plan: string; period: PeriodDetail }) {
  const { t, day } = useWording()
  const { act, fault, isPending } = useAct()
  const fresh = { department: '', untilOn: addDays(period.today, 7), reason: '' }
  const [said, setSaid] = useState(fresh)
  const [key, setKey] = useState(newKey)
  const [done, setDone] = useState<string>()
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const answer = await act(() => send('POST', `${at(plan, period)}/reopen`, said, key))
    if (answer === undefined) return
    setDone(said.untilOn)
    setSaid(fresh)
    setKey(newKey())
  }
  const set = (changed: Partial<typeof said>) => setSaid({ ...said, ...changed })
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className="strong">{t('periods.reopen')}</p>
      {done === undefined ? null : (
        <Notice tone="done" role="status" title={t('periods.reopenedDone', { day: day(done, period.today) })} />
      )}
      <SelectField
        label={t('periods.reopenDepartment')}
        required
        empty="—"
        value={said.department}
        options={period.departments.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(event) => set({ department: event.currentTarget.value })}
      />
      <DayField
        label={t('periods.reopenUntil')}
        required
        min={period.today}
        value={said.untilOn}
        onChange={(day) => set({ untilOn: day })}
      />
      <TextAreaField
        label={t('periods.reopenReason')}
        error={fault}
        required
        minLength={5}
        maxLength={500}
        rows={3}
        value={said.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      <p className={styles.acts}>
        <Button type="submit" aria-busy={isPending}>
          {t('periods.reopenDo')}
        </Button>
      </p>
    </form>
  )
}
