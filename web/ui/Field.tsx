import { type ComponentProps, type ReactNode, useId } from 'react'
import styles from './Field.module.css'
import { useOwnWords } from './own-words.ts'

export type FieldFrame = {
  label: string
  /** What the field takes, under it; an error stands in its place. */
  hint?: ReactNode
  /** What is wrong and how to mend it; undefined: nothing. */
  error?: ReactNode
  /** May be left empty: said in words, since most fields may not. */
  optional?: string | undefined
}

type Tied = { id: string; 'aria-invalid': true | undefined; 'aria-describedby': string | undefined }

/** Label, control and message, tied together for eye and ear; the label stands left, above on a narrow page. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldFrame & { children: (tied: Tied) => ReactNode }) {
  const id = useId()
  const { said, watch } = useOwnWords()
  const fault = said ?? error
  const says = fault ?? hint
  return (
    <div className={styles.field} {...watch}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {optional === undefined ? null : <span className={styles.optional}>{optional}</span>}
      </label>
      <div className={styles.control}>
        {children({
          id,
          'aria-invalid': fault === undefined ? undefined : true,
          'aria-describedby': says === undefined ? undefined : `${id}-says`,
        })}
        {says === undefined ? null : (
          <p id={`${id}-says`} className={fault === undefined ? styles.hint : styles.error}>
            {says}
          </p>
        )}
      </div>
    </div>
  )
}

export function TextField({ label, hint, error, optional, ...input }: FieldFrame & ComponentProps<'input'>) {
  return (
    <Field {...{ label, hint, error, optional }}>
      {(tied) => <input type="text" {...input} {...tied} className={styles.input} />}
    </Field>
  )
}

export function TextAreaField({ label, hint, error, optional, ...input }: FieldFrame & ComponentProps<'textarea'>) {
  return (
    <Field {...{ label, hint, error, optional }}>
      {(tied) => <textarea rows={4} {...input} {...tied} className={styles.input} />}
    </Field>
  )
}

/** A choice of a few words (under twelve); more are searched for. `empty` is what stands before a choice is made. */
export function SelectField(
  props: FieldFrame &
    ComponentProps<'select'> & { options: readonly { value: string; label: string }[]; empty?: string | undefined },
) {
  const { label, hint, error, optional, options, empty, ...select } = props
  return (
    <Field {...{ label, hint, error, optional }}>
      {(tied) => (
        <select {...select} {...tied} className={styles.input}>
          {empty === undefined ? null : <option value="">{empty}</option>}
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function CheckField({
  label,
  hint,
  ...input
}: { label: ReactNode; hint?: ReactNode } & ComponentProps<'input'>) {
  const id = useId()
  const { said, watch } = useOwnWords()
  const says = said ?? hint
  return (
    <div className={styles.check} {...watch}>
      <input
        id={id}
        type="checkbox"
        {...input}
        aria-invalid={said === undefined ? undefined : true}
        aria-describedby={says === undefined ? undefined : `${id}-says`}
      />
      <label htmlFor={id}>{label}</label>
      {says === undefined ? null : (
        <p id={`${id}-says`} className={said === undefined ? styles.hint : styles.error}>
          {says}
        </p>
      )}
    </div>
  )
}
