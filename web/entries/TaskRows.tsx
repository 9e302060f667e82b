import { type EntryField, TASK_STATEMENTS } from '../../db/words.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { DayInput } from '../ui/DayField.tsx'
import type { Form } from './form.ts'
import styles from './Report.module.css'
import { Row } from './Row.tsx'

/** 重点任务进展: which task, how it stands, what was done. */
export function TaskRows(props: {
  plan: Plan
  department: string | undefined
  form: Form
  change: (next: Partial<Form>) => void
  /** The last day that something can have happened on. */
  today: string | undefined
  messageOf: (field: EntryField) => string | undefined
  touch: (field: EntryField) => void
}) {
  const { t } = useWording()
  const { plan, form, change, department } = props
  const own = plan.tasks.filter((task) => task.departments.some((one) => one.code === department))
  const others = plan.tasks.filter((task) => !own.includes(task))
  const option = (task: Plan['tasks'][number]) => (
    <option key={task.number} value={task.number}>
      （{task.number}）{task.title}
    </option>
  )
  return (
    <>
      <Row field="task" label={t('entries.field.task')} error={props.messageOf('task')}>
        {({ labelledBy, describedBy, invalid }) => (
          <select
            className={styles.select}
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            value={form.task ?? ''}
            onBlur={() => props.touch('task')}
            onChange={(event) => change({ task: Number(event.currentTarget.value) || null })}
          >
            <option value="">{t('entries.task.choose')}</option>
            {own.length === 0 ? null : <optgroup label={t('entries.task.own')}>{own.map(option)}</optgroup>}
            <optgroup label={t('entries.task.others')}>{others.map(option)}</optgroup>
          </select>
        )}
      </Row>
      <Row field="statement" label={t('entries.field.statement')} error={props.messageOf('statement')} group>
        {() => (
          <div className={styles.tags}>
            {TASK_STATEMENTS.map((one) => (
              <label key={one} className={styles.choice}>
                <input
                  type="radio"
                  name="statement"
                  checked={form.statement === one}
                  onChange={() => change({ statement: one })}
                />
                <span>{t(`words.taskStatus.${one}`)}</span>
              </label>
            ))}
          </div>
        )}
      </Row>
      <Row field="effectiveOn" label={t('entries.field.effectiveOn')} error={props.messageOf('effectiveOn')}>
        {({ labelledBy, describedBy, invalid }) => (
          <DayInput
            value={form.dayText}
            max={props.today}
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
            aria-invalid={invalid}
            onChange={(dayText) => change({ dayText })}
            onBlur={() => props.touch('effectiveOn')}
          />
        )}
      </Row>
      <Row field="text" label={t('entries.field.text')} error={props.messageOf('text')}>
        {({ labelledBy, describedBy, invalid }) => (
          <>
            <textarea
              className={styles.input}
              rows={6}
              maxLength={1000}
              aria-labelledby={labelledBy}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              value={form.text}
              onBlur={() => props.touch('text')}
              onChange={(event) => change({ text: event.currentTarget.value })}
            />
            <p className={styles.hint}>
              {t('entries.task.textHint')} · {t('entries.task.count', { count: [...form.text.trim()].length })}
            </p>
          </>
        )}
      </Row>
    </>
  )
}
