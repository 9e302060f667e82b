import { type SyntheticEvent, useState } from 'react'
import { URGE_COLOURS, type UrgeColour } from '../../db/words.ts'
import type { Slip } from '../../server/periods/contract.ts'
import { newKey, segment, send } from '../api.ts'
import { addDays } from '../format.ts'
import { useWording } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { DayField } from '../ui/DayField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { SelectField, TextAreaField, TextField } from '../ui/Field.tsx'
import { DepartmentLink, PlanText } from '../ui/Links.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useAct } from './api.ts'
import styles from './Periods.module.css'

/** The colour in force, as a boxed word. */
export function SlipColour({ colour }: { colour: UrgeColour }) {
  const { t } = useWording()
  return <span className={`${styles.colour} ${styles[colour]}`}>{t(`periods.colour.${colour}`)}</span>
}

/** Urge slips with what was answered, and the one act that is open to this person. */
export function SlipRows({ rows, today }: { rows: readonly Slip[]; today: string }) {
  const { t, day } = useWording()
  const [open, setOpen] = useState<{ slip: Slip; act: 'answer' | 'close' }>()
  return (
    <>
      <ol className={styles.slips}>
        {rows.map((slip) => (
          <li key={slip.id}>
            <span>
              <SlipColour colour={slip.colour} />{' '}
              <span className={slip.state === 'open' ? 'strong' : 'quiet'}>{t(`periods.slipState.${slip.state}`)}</span>
            </span>
            <div className={styles.slip}>
              <p>
                <DepartmentLink department={slip.department.code} className="plain">
                  <PlanText className="strong">{slip.department.name}</PlanText>
                </DepartmentLink>{' '}
                <PlanText>{slip.about}</PlanText>
              </p>
              <p className="note quiet">
                {t('periods.slipOf', { by: slip.issuedBy, day: day(slip.issuedOn, today) })}
                {' · '}
                {t('periods.answerBy', { day: day(slip.answerBy, today) })}
                {slip.daysLate > 0 ? (
                  <span className={slip.state === 'open' ? 'behind strong' : undefined}>
                    {' '}
                    {t('periods.late', { count: slip.daysLate })}
                  </span>
                ) : null}
              </p>
              {slip.answers.map(({ on, by, text }) => (
                <p key={`${on}${text}`} className={`${styles.told} note`}>
                  {t('periods.answersOf', { on: day(on, today), by, text })}
                </p>
              ))}
              {slip.closed === null ? null : (
                <p className={`${styles.told} note quiet`}>
                  {t('periods.closedOn', {
                    on: day(slip.closed.on, today),
                    by: slip.closed.by,
                    note: slip.closed.note,
                  })}
                </p>
              )}
            </div>
            <span>
              {slip.allowed.map((act) => (
                <Button key={act} onClick={() => setOpen({ slip, act })}>
                  {t(`periods.${act}`)}
                </Button>
              ))}
            </span>
          </li>
        ))}
      </ol>
      {open === undefined ? null : <SlipDialog {...open} onClose={() => setOpen(undefined)} />}
    </>
  )
}

/** 答复 or 办结, asked for in words. */
export function SlipDialog({ slip, act: verb, onClose }: { slip: Slip; act: 'answer' | 'close'; onClose: () => void }) {
  const { t } = useWording()
  const { act, fault, isPending } = useAct()
  const [text, setText] = useState('')
  const [key] = useState(newKey)
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const body = verb === 'answer' ? { text } : { note: text }
    const done = await act(() => send('POST', `/urge-slips/${segment(slip.id)}/${verb}`, body, key))
    if (done !== undefined) onClose()
  }
  return (
    <Dialog title={t(verb === 'answer' ? 'periods.answerDo' : 'periods.closeDo')} onClose={onClose}>
      <p className="quiet">
        <PlanText>{slip.about}</PlanText>
      </p>
      <form onSubmit={submit}>
        <TextAreaField
          label={t(verb === 'answer' ? 'periods.answer' : 'periods.closeNote')}
          hint={verb === 'answer' ? t('periods.answerHint') : undefined}
          error={fault}
          required
          minLength={verb === 'answer' ? 5 : 2}
          maxLength={verb === 'answer' ? 1000 : 500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p className={styles.acts}>
          <Button kind="primary" type="submit" aria-busy={isPending}>
            {t(verb === 'answer' ? 'periods.answerDo' : 'periods.closeDo')}
          </Button>
          <Button onClick={onClose}>{t('periods.cancel')}</Button>
        </p>
      </form>
    </Dialog>
  )
}

/** 发督查单 to one department. */
export function IssueSlip(props: {
  plan: string
  today: string
  departments: readonly { code: string; name: string }[]
}) {
  const { t, day } = useWording()
  const { plan, today, departments } = props
  const fresh = { department: '', colour: 'blue', about: '', answerBy: addDays(today, 5) }
  const [said, setSaid] = useState(fresh)
  const [done, setDone] = useState<Slip>()
  const [key, setKey] = useState(newKey)
  const { act, fault, isPending } = useAct()
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const slip = await act(() => send<Slip>('POST', '/urge-slips', { plan, ...said }, key))
    if (slip === undefined) return
    setDone(slip)
    setSaid(fresh)
    setKey(newKey())
  }
  const set = (changed: Partial<typeof said>) => setSaid({ ...said, ...changed })
  return (
    <details>
      <summary>{t('periods.slipIssue')}</summary>
      <form className={styles.form} onSubmit={submit}>
        {done === undefined ? null : (
          <Notice
            tone="done"
            role="status"
            title={t('periods.slipIssued', { name: done.department.name, day: day(done.answerBy, today) })}
          />
        )}
        {fault === undefined ? null : (
          <Notice tone="wrong" role="alert" title={t('periods.notDone')}>
            <p>{fault}</p>
          </Notice>
        )}
        <SelectField
          label={t('periods.department')}
          required
          empty="—"
          value={said.department}
          options={departments.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(event) => set({ department: event.currentTarget.value })}
        />
        <SelectField
          label={t('periods.chaseColour')}
          value={said.colour}
          options={URGE_COLOURS.map((colour) => ({ value: colour, label: t(`periods.colour.${colour}`) }))}
          onChange={(event) => set({ colour: event.currentTarget.value })}
        />
        <TextField
          label={t('periods.slipAbout')}
          hint={t('periods.slipAboutHint')}
          required
          minLength={2}
          maxLength={200}
          value={said.about}
          onChange={(event) => set({ about: event.currentTarget.value })}
        />
        <DayField
          label={t('periods.chaseBy')}
          required
          min={today}
          value={said.answerBy}
          onChange={(answerBy) => set({ answerBy })}
        />
        <p className={styles.acts}>
          <Button type="submit" aria-busy={isPending}>
            {t('periods.slipIssue')}
          </Button>
        </p>
      </form>
    </details>
  )
}
