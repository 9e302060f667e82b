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
}

/**
 * A row of filters over a list. Choices act at once; the search acts on 查询 or Enter. All of it lives in the address:
 * `values` come from there, `onChange` writes there, an empty text takes a filter away.
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
  const keys = [...props.choices.map((choice) => choice.key), ...(search === undefined ? [] : [search.key])]
  const filtered = keys.some((key) => props.values[key] !== undefined)
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
        {props.choices.map((choice) => (
          <NativeSelect
            key={choice.key}
            className={`${choice.wide ? styles.wide : ''} ${props.values[choice.key] === undefined ? '' : styles.used}`}
            size="sm"
            label={choice.label}
            value={props.values[choice.key] ?? ''}
            data={[{ value: '', label: t('common.list.all') }, ...choice.options]}
            onChange={(event) => props.onChange({ [choice.key]: event.currentTarget.value || undefined })}
          />
        ))}
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
      </form>
    </search>
  )
}
