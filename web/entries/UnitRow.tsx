import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { UNIT_ROLES } from '../../db/words.ts'
import { useWording } from '../i18n.ts'
import { Button } from '../ui/Button.tsx'
import { unitsQuery } from './api.ts'
import type { Form } from './form.ts'
import styles from './Report.module.css'
import { Row } from './Row.tsx'

/** 本区单位 and its role: our list first, most used on top; a new one by name and, where known, its code. */
export function UnitRow(props: {
  form: Form
  department: string | undefined
  change: (next: Partial<Form>) => void
  error: string | undefined
  mark?: React.ReactNode
  onBlur: () => void
}) {
  const { t } = useWording()
  const { form, change } = props
  const [more, setMore] = useState(false)
  const kind = form.kind ?? 'standard'
  const rename = (name: string, role: 'lead' | 'participant') =>
    change({ units: form.units.map((one) => (one.name === name ? { ...one, role } : one)) })
  return (
    <Row field="units" label={t('entries.field.units')} error={props.error} mark={props.mark} group>
      {({ describedBy, invalid }) => (
        <>
          {form.units.map(({ name, role }) => (
            <div key={name} className={styles.unit}>
              <span className={styles.chip} lang="zh-CN">
                {name}
                <button
                  type="button"
                  className={styles.remove}
                  aria-label={t('entries.unit.remove', { name })}
                  onClick={() => change({ units: form.units.filter((one) => one.name !== name) })}
                >
                  ×
                </button>
              </span>
              <span className={styles.roles} role="radiogroup" aria-label={t('entries.unit.role', { name })}>
                {UNIT_ROLES.map((one) => (
                  <label key={one} className={styles.choice}>
                    <input
                      type="radio"
                      name={`role-${name}`}
                      checked={role === one}
                      onChange={() => rename(name, one)}
                      onBlur={props.onBlur}
                    />
                    <span>{t(`entries.unit.${one}.${kind}`)}</span>
                  </label>
                ))}
              </span>
            </div>
          ))}
          {form.units.length === 0 || more ? (
            <UnitSearch
              department={props.department}
              taken={form.units.map((one) => one.name)}
              invalid={invalid}
              describedBy={describedBy}
              isMore={more}
              onBlur={props.onBlur}
              onPick={(name, code) => {
                setMore(false)
                change({ units: [...form.units, { name, code, role: kind === 'enterprise' ? 'lead' : null }] })
              }}
            />
          ) : (
            <button type="button" className={styles.link} onClick={() => setMore(true)}>
              {t('entries.unit.more')}
            </button>
          )}
        </>
      )}
    </Row>
  )
}

const CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/

function UnitSearch(props: {
  department: string | undefined
  taken: readonly string[]
  invalid: true | undefined
  describedBy: string | undefined
  isMore: boolean
  onPick: (name: string, code: string | null) => void
  onBlur: () => void
}) {
  const { t } = useWording()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(-1)
  const [isOpen, setOpen] = useState(false)
  const [adding, setAdding] = useState(false)
  const [code, setCode] = useState('')
  const sought = useDeferredValue(typed.trim())
  const found = useQuery(unitsQuery(props.department, sought))
  const rows = (found.data?.rows ?? []).filter((one) => !props.taken.includes(one.name)).slice(0, 8)
  const exact = rows.find((one) => one.name === typed.trim())
  const pick = (name: string, unitCode: string | null) => {
    setTyped('')
    setOpen(false)
    props.onPick(name, unitCode)
  }
  const isNew = typed.trim().length >= 2 && exact === undefined
  return (
    <div className={styles.search}>
      <input
        type="text"
        className={styles.input}
        role="combobox"
        aria-expanded={isOpen && rows.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 && rows[at] ? `${list}-${at}` : undefined}
        aria-label={t('entries.field.units')}
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        placeholder={t('entries.unit.hint')}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: it was just asked for
        autoFocus={props.isMore}
        maxLength={100}
        value={typed}
        onFocus={() => setOpen(true)}
        onBlur={() => {
          setOpen(false)
          // A name of the list that was typed whole is meant.
          if (exact) pick(exact.name, exact.code)
          props.onBlur()
        }}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(-1)
          setOpen(true)
          setAdding(false)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            setOpen(true)
            setAt((before) => {
              const next = before + (event.key === 'ArrowDown' ? 1 : -1)
              return Math.max(-1, Math.min(rows.length - 1, next))
            })
          } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
            event.preventDefault()
            const chosen = rows[at] ?? exact
            if (chosen) pick(chosen.name, chosen.code)
            else if (isNew) setAdding(true)
          } else if (event.key === 'Escape') setOpen(false)
        }}
      />
      <div
        id={list}
        role="listbox"
        aria-label={t('entries.field.units')}
        className={styles.options}
        hidden={!isOpen || rows.length === 0}
      >
        {rows.map((row, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves through the list by keys
          <div
            key={row.name}
            id={`${list}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className={styles.option}
            lang="zh-CN"
            // Before the field loses the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(row.name, row.code)}
          >
            {row.name}
          </div>
        ))}
      </div>
      {isNew && !adding && !found.isFetching ? (
        <p className={styles.hint}>
          {rows.length === 0 ? t('entries.unit.none', { name: typed.trim() }) : null}
          <button
            type="button"
            className={styles.link}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setAdding(true)}
          >
            {t('entries.unit.add', { name: typed.trim() })}
          </button>
        </p>
      ) : null}
      {adding ? (
        <div className={styles.adding}>
          <label>
            {t('entries.unit.code')} <span className={styles.hint}>{t('entries.unit.codeHint')}</span>
            <input
              type="text"
              className={styles.input}
              maxLength={18}
              value={code}
              // biome-ignore lint/a11y/noAutofocus: it was just asked for
              autoFocus
              aria-invalid={code !== '' && !CODE.test(code) ? true : undefined}
              onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || (code !== '' && !CODE.test(code))) return
                event.preventDefault()
                pick(typed.trim(), code === '' ? null : code)
              }}
            />
          </label>
          <Button
            onClick={() => {
              if (code === '' || CODE.test(code)) pick(typed.trim(), code === '' ? null : code)
            }}
          >
            {t('entries.unit.addNow')}
          </Button>
          <button type="button" className={styles.link} onClick={() => setAdding(false)}>
            {t('entries.unit.cancel')}
          </button>
        </div>
      ) : null}
    </div>
  )
}
