import '@mantine/core/styles/Input.layer.css'
import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Button.layer.css'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { useWording } from '../i18n.ts'
import styles from './Filters.module.css'

export type Choice = {
  /** Key in the address. */
  key: string
  label: string
  options: readonly { value: string; label: string }[]
  /** Its words are long: the field takes the room of two. */
  wide?: true
  /** The page cannot do without: it offers no 全部 and is no filter to take away. */
  required?: true
  /** Its words are the plan's own: Chinese in every language. */
  ofPlan?: true
}

/**
 * A row of filters over a list. Choices act at once; the search acts on 查询 or Enter. All of it lives in the address:
 * `values` come from there, `onChange` writes there, an empty text takes a filter away. On a phone several choices are
 * folded behind a button that says how many are set.
 */
export function Filters(props: {
  choices: readonly Choice[]
  values: Readonly<Record<string, string | undefined>>
  onChange: (changed: Record<string, string | undefined>) => void
  /** Key and label of the search field, if there is one. */
  search?: { key: string; label: string; placeholder?: string }
}) {
  const { t } = useWording()
  const { search } = props
  const asked = search === undefined ? '' : (props.values[search.key] ?? '')
  const [typed, setTyped] = useState(asked)
  useEffect(() => setTyped(asked), [asked])
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // `/` on any page leads here to search.
    if (location.hash === '#search') field.current?.focus()
  }, [])
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (search !== undefined) props.onChange({ [search.key]: typed.trim() || undefined })
  }
  const keys = [
    ...props.choices.filter((choice) => !choice.required).map((choice) => choice.key),
    ...(search === undefined ? [] : [search.key]),
  ]
  const filtered = keys.some((key) => props.values[key] !== undefined)
  const set = props.choices.filter((choice) => !choice.required && props.values[choice.key] !== undefined).length
  const folds = props.choices.length > 1
  const [open, setOpen] = useState(false)
  return (
    <search aria-label={t('common.list.filter')}>
      <form className={`${styles.filters} no-print`} onSubmit={submit}>
        {search === undefined ? null : (
          <TextInput
            ref={field}
            type="search"
            size="sm"
            className={asked === '' ? styles.search : `${styles.search} ${styles.used}`}
            label={search.label}
            {...(search.placeholder === undefined ? {} : { placeholder: search.placeholder })}
            maxLength={100}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {folds ? (
          <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
            {set > 0 ? t('common.list.foldSet', { count: set }) : t('common.list.fold')}
          </button>
        ) : null}
        {props.choices.map((choice) => (
          <NativeSelect
            key={choice.key}
            className={[
              choice.wide ? styles.wide : '',
              props.values[choice.key] === undefined || choice.required ? '' : styles.used,
              folds ? styles.choice : '',
              folds && open ? styles.open : '',
            ].join(' ')}
            size="sm"
            label={choice.label}
            value={props.values[choice.key] ?? ''}
            onChange={(event) => props.onChange({ [choice.key]: event.currentTarget.value || undefined })}
          >
            {choice.required ? null : <option value="">{t('common.list.all')}</option>}
            {choice.options.map((option) => (
              <option key={option.value} value={option.value} lang={choice.ofPlan ? 'zh-CN' : undefined}>
                {option.label}
              </option>
            ))}
          </NativeSelect>
        ))}
        {keys.length === 0 ? null : (
          <div className={styles.buttons}>
            {search === undefined ? null : (
              <Button type="submit" size="sm">
                {t('common.list.search')}
              </Button>
            )}
            <Button
              type="button"
              size="sm"
              variant="default"
              disabled={!filtered}
              onClick={() => props.onChange(Object.fromEntries(keys.map((key) => [key, undefined])))}
            >
              {t('common.list.reset')}
            </Button>
          </div>
        )}
      </form>
    </search>
  )
}
