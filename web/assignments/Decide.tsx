import { useState } from 'react'
import type { Effect } from '../../server/assignments/contract.ts'
import { newKey } from '../api.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { DayField } from '../ui/DayField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Table } from '../ui/Table.tsx'
import { usePlanAndSummary } from '../view.ts'
import styles from './Assignments.module.css'

export type Ruled = { decisionNumber: string; decidedOn: string; decidedBy: string; note: string | null }

/** What a refused request says, field by field. */
export function toldBy(error: unknown, otherwise: string): string {
  if (!(error instanceof Problem)) return otherwise
  return error.errors.map((one) => one.message).join(' ') || error.message
}

/**
 * Asks for number and day of a decision, shows what it would do to every figure, and only then saves it. `ruling`: who
 * decided and why are asked for too.
 */
export function Decide(props: {
  title: string
  today: string
  ruling?: boolean
  save: string
  effect: (said: Ruled) => Promise<Effect>
  onSave: (said: Ruled, key: string) => Promise<unknown>
  onClose: () => void
  onDone: () => void
}) {
  const { t } = useWording()
  const { today, ruling } = props
  const [said, setSaid] = useState<Ruled>({ decisionNumber: '', decidedOn: today, decidedBy: '', note: null })
  const [effect, setEffect] = useState<Effect>()
  const [fault, setFault] = useState<string>()
  const [lacking, setLacking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [key] = useState(newKey)
  const lacks = said.decisionNumber.trim() === '' || (ruling === true && said.decidedBy.trim() === '')
  const run = async (act: () => Promise<void>) => {
    setLacking(lacks)
    if (lacks || busy) return
    setBusy(true)
    setFault(undefined)
    try {
      await act()
    } catch (error) {
      setFault(toldBy(error, t('common.noAnswer')))
    } finally {
      setBusy(false)
    }
  }
  const set = (change: Partial<Ruled>) => {
    setSaid({ ...said, ...change })
    // another day may see other figures
    if (change.decidedOn !== undefined) setEffect(undefined)
  }
  const required = (text: string) => (lacking && text.trim() === '' ? t('assignments.decide.required') : undefined)
  return (
    <Dialog title={props.title} wide onClose={props.onClose}>
      <TextField
        label={t('assignments.decide.number')}
        hint={t('assignments.decide.numberHint')}
        value={said.decisionNumber}
        error={required(said.decisionNumber)}
        maxLength={60}
        onChange={(event) => set({ decisionNumber: event.target.value })}
      />
      <DayField
        label={t('assignments.decide.day')}
        required
        value={said.decidedOn}
        onChange={(decidedOn) => set({ decidedOn })}
      />
      {ruling ? (
        <>
          <TextField
            label={t('assignments.decide.by')}
            value={said.decidedBy}
            error={required(said.decidedBy)}
            maxLength={100}
            onChange={(event) => set({ decidedBy: event.target.value })}
          />
          <TextField
            label={t('assignments.decide.note')}
            optional={t('assignments.decide.optional')}
            value={said.note ?? ''}
            maxLength={200}
            onChange={(event) => set({ note: event.target.value === '' ? null : event.target.value })}
          />
        </>
      ) : null}
      {fault === undefined ? null : <Notice tone="wrong" role="alert" title={fault} />}
      {effect === undefined ? null : <EffectView effect={effect} />}
      <div className={styles.acts}>
        <Button onClick={props.onClose}>{t('assignments.decide.cancel')}</Button>
        {effect === undefined ? (
          <Button kind="primary" onClick={() => run(async () => setEffect(await props.effect(said)))}>
            {t('assignments.decide.look')}
          </Button>
        ) : (
          <Button
            kind="primary"
            onClick={() =>
              run(async () => {
                await props.onSave(said, key)
                props.onDone()
              })
            }
          >
            {props.save}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

/** 影响: targets and departments before and after, and the gaps that stay. */
export function EffectView({ effect }: { effect: Effect }) {
  const { t, list } = useWording()
  const { data } = usePlanAndSummary()
  const plan = data?.plan
  const targetName = (code: string) => plan?.targets.find((one) => one.code === code)?.shortName ?? code
  const name = (code: string) => plan?.departments.find((one) => one.code === code)?.name ?? code
  const moved = effect.targets.filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after))
  const shown = (before: number | null, after: number | null) => {
    const word = (value: number | null) => (value === null ? '—' : String(Math.round(value * 10) / 10))
    return before === after ? word(after) : `${word(before)} → ${word(after)}`
  }
  const { before, after } = effect.gaps
  const gap = (key: keyof typeof after) => shown(before[key].length, after[key].length)
  return (
    <section aria-label={t('assignments.effect.title')} aria-live="polite" className={styles.effect}>
      <h3 className={styles.subtitle}>{t('assignments.effect.title')}</h3>
      {moved.length === 0 ? (
        <p>{t('assignments.effect.noTarget')}</p>
      ) : (
        <Table
          caption={t('assignments.effect.targets')}
          rows={moved}
          rowKey={(one) => one.code}
          columns={[
            {
              key: 'target',
              head: t('assignments.target'),
              names: true,
              cell: (one) => <PlanText>{targetName(one.code)}</PlanText>,
            },
            {
              key: 'recognised',
              head: t('assignments.effect.recognised'),
              align: 'end',
              cell: (one) => shown(one.before.recognised, one.after.recognised),
            },
            {
              key: 'expected',
              head: t('assignments.effect.expected'),
              align: 'end',
              cell: (one) => shown(one.before.expected, one.after.expected),
            },
            {
              key: 'allocated',
              head: t('assignments.effect.allocated'),
              align: 'end',
              cell: (one) => shown(one.before.allocated, one.after.allocated),
            },
            {
              key: 'status',
              head: t('assignments.effect.status'),
              cell: (one) =>
                one.before.status === one.after.status
                  ? t(`words.status.${one.after.status}`)
                  : `${t(`words.status.${one.before.status}`)} → ${t(`words.status.${one.after.status}`)}`,
            },
          ]}
        />
      )}
      <p>
        {effect.departments.length === 0
          ? t('assignments.effect.noDepartment')
          : t('assignments.effect.departments', {
              count: effect.departments.length,
              names: list(effect.departments.map((one) => name(one.code))),
            })}
      </p>
      <p>
        {t('assignments.effect.gaps', {
          tasks: gap('tasksWithoutStatedLead'),
          projects: gap('projectsWithoutDepartment'),
          targets: gap('targetsWithoutAllocation'),
          overdue: gap('overdueProjects'),
        })}
      </p>
    </section>
  )
}
