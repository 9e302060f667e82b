import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { checkSums, REASON_LENGTH } from '../../server/assignments/checks.ts'
import type { Allocation } from '../../server/assignments/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { PlanText } from '../ui/Links.tsx'
import styles from './Assignments.module.css'
import { cellsOf, keyOf, moved, readBlock, readCell, type Sheet, withCells } from './grid.ts'

const ARROWS: Partial<Record<string, { rows: number; columns: number }>> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
}

/** As much as a cell shows of what is typed before it is refused. */
const LONGEST = 12

/** The sheet itself: arrows, digits, Enter, Tab, Esc, Del, block paste; without `onChange` it is only read. */
export function SheetTable(props: {
  plan: Plan
  summary: Summary
  allocation: Allocation
  sheet: Sheet
  former?: Sheet
  onChange?: (sheet: Sheet) => void
  onUndo?: () => void
}) {
  const { t, list, ordinal } = useWording()
  const { plan, summary, allocation, sheet, former, onChange, onUndo } = props
  const { targets, departments } = plan
  const [at, setAt] = useState({ row: 0, column: 0 })
  const [typed, setTyped] = useState<string>()
  const [fault, setFault] = useState<string>()
  const table = useRef<HTMLTableElement>(null)
  const named = new Map(allocation.named.map((one) => [one.target, one]))
  const checks = checkSums(targets, cellsOf(sheet))
  const size = { rows: departments.length, columns: targets.length }
  const target = targets[at.column]
  const department = departments[at.row]
  const key = target && department ? keyOf(target.code, department.code) : ''
  const value = sheet.get(key)
  const isNamed = (of: string, who: string) => named.get(of)?.departments.includes(who) ?? false
  const figure = target
    ? summary.targets
        .find((one) => one.code === target.code)
        ?.byDepartment.find((one) => one.department === department?.code)
    : undefined

  const focus = (place: { row: number; column: number }) => {
    setAt(place)
    setFault(undefined)
    table.current?.querySelector<HTMLElement>(`[data-at="${place.row} ${place.column}"]`)?.focus()
  }
  const set = (to: number | null) => onChange?.(withCells(sheet, new Map([[key, to]])))
  /** Takes what was typed into its cell; says so and leaves the cell as it was where that is no value. */
  const commit = (): boolean => {
    if (typed === undefined) return true
    const read = readCell(typed)
    if (read === undefined) setFault(t('assignments.notANumber', { text: typed }))
    else set(read)
    return read !== undefined
  }
  const step = (by: { rows: number; columns: number }): boolean => {
    if (!commit()) return true
    setTyped(undefined)
    const place = moved(at, by, size)
    if (place) focus(place)
    return place !== null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey) return
    if (event.ctrlKey || event.metaKey) {
      if (event.code === 'KeyZ' && onUndo) {
        event.preventDefault()
        setTyped(undefined)
        onUndo()
      }
      return
    }
    const by = ARROWS[event.key]
    const handled = (): boolean => {
      if (by) {
        step(by)
        return true
      }
      if (event.key === 'Tab') return step({ rows: 0, columns: event.shiftKey ? -1 : 1 })
      if (event.key === 'Enter') {
        step({ rows: event.shiftKey ? -1 : 1, columns: 0 })
        return true
      }
      if (event.key === 'Home' || event.key === 'End') {
        if (!commit()) return true
        setTyped(undefined)
        focus({ row: at.row, column: event.key === 'Home' ? 0 : size.columns - 1 })
        return true
      }
      if (!onChange) return false
      if (event.key === 'Escape') {
        const was = typed !== undefined
        setTyped(undefined)
        setFault(undefined)
        return was
      }
      if (event.key === 'Backspace' && typed !== undefined) {
        setTyped(typed.slice(0, -1))
        return true
      }
      if (event.key === 'Delete' || event.key === 'Backspace') {
        setTyped(undefined)
        set(null)
        return true
      }
      if (event.key.length === 1 && (typed !== undefined || event.key.trim() !== '')) {
        setTyped(`${typed ?? ''}${event.key}`.slice(0, LONGEST))
        setFault(undefined)
        return true
      }
      return false
    }
    if (handled()) event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent) => {
    if (!onChange) return
    event.preventDefault()
    setTyped(undefined)
    const pasted = readBlock(
      event.clipboardData.getData('text/plain'),
      at,
      departments.map((one) => ({ code: one.code, names: [one.name, ...one.aliases] })),
      targets.map((one) => one.code),
    )
    if (pasted.ok) {
      setFault(undefined)
      onChange(withCells(sheet, pasted.changes))
      return
    }
    switch (pasted.fault) {
      case 'not-a-number':
        return setFault(t('assignments.notANumber', { text: pasted.text }))
      case 'too-many-rows':
        return setFault(t('assignments.tooManyRows', { rows: pasted.rows, room: pasted.room }))
      case 'too-many-columns':
        return setFault(t('assignments.tooManyColumns', { columns: pasted.columns, room: pasted.room }))
      case 'unknown-departments':
        return setFault(
          t('assignments.unknownDepartments', {
            rows: pasted.rows,
            total: departments.length,
            names: list(pasted.names),
          }),
        )
    }
  }
  const tasks = target ? (named.get(target.code)?.tasks ?? []) : []
  const whose = target && department && isNamed(target.code, department.code)
  const needsReason = value !== undefined && value.value > 0 && target !== undefined && !whose
  return (
    <>
      <div className={styles.legend}>
        <span>
          <span className={`${styles.swatch} ${styles.unnamed}`} />
          {t('assignments.legend.unnamed')}
        </span>
        <span>{t('assignments.legend.corner')}</span>
        <span>{t('assignments.legend.zero')}</span>
        {former ? (
          <span>
            <span className={`${styles.swatch} ${styles.changed}`} />
            {t('assignments.legend.changed')}
          </span>
        ) : null}
      </div>
      <div className={styles.formula}>
        <PlanText className={styles.strong}>{`${department?.name ?? ''} × ${target?.shortName ?? ''}`}</PlanText>
        <span className={styles.formulaValue}>{typed ?? value?.value ?? '—'}</span>
        <div className={styles.reason}>
          <span>
            {[
              former ? t('assignments.formerly', { value: former.get(key)?.value ?? '—' }) : undefined,
              t('assignments.figures', { recognised: figure?.recognised ?? 0, inReview: figure?.inReview ?? 0 }),
              t(whose ? 'assignments.named' : 'assignments.unnamed', {
                tasks: tasks.length === 0 ? t('assignments.anyTask') : list(tasks.map((one) => ordinal(one))),
              }),
            ]
              .filter((one) => one !== undefined)
              .join(' · ')}
          </span>
          {needsReason && onChange ? (
            <label className={styles.reason}>
              {t('assignments.reason')}
              <input
                value={value.reason ?? ''}
                maxLength={200}
                onChange={(event) =>
                  onChange(new Map(sheet).set(key, { value: value.value, reason: event.target.value || null }))
                }
              />
            </label>
          ) : value?.reason ? (
            <span>{t('assignments.reasonIs', { reason: value.reason })}</span>
          ) : null}
        </div>
      </div>
      {fault === undefined ? null : (
        <p role="alert" className={styles.wrong}>
          {fault}
        </p>
      )}
      <div className={styles.scroll}>
        <table
          ref={table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a sheet that is worked in by keys is a grid
          role="grid"
          aria-label={t('assignments.sheet')}
          aria-readonly={onChange === undefined}
          className={styles.sheet}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        >
          <colgroup>
            <col />
            {targets.map((one) => (
              <col key={one.code} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('assignments.departments', { count: departments.length })}</th>
              {targets.map((one) => (
                <th key={one.code} scope="col" title={one.name}>
                  <PlanText>{one.shortName}</PlanText>
                </th>
              ))}
            </tr>
            <tr className={styles.strong}>
              <th scope="row" className={styles.total}>
                {t('assignments.atLeast')}
              </th>
              {targets.map((one) => (
                <td key={one.code} className={styles.total}>
                  {one.value}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row" className={styles.total}>
                {t('assignments.sum')}
              </th>
              {checks.map((one) => (
                <td key={one.target} className={styles.total}>
                  {one.state === 'none' ? '—' : one.sum}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row" className={styles.total}>
                {t('assignments.check')}
              </th>
              {checks.map((one) => (
                <td key={one.target} className={one.state === 'under' ? styles.under : styles.total}>
                  {t(`assignments.state.${one.state}`, { by: one.by })}
                </td>
              ))}
            </tr>
          </thead>
          <tbody>
            {departments.map((who, row) => (
              <tr key={who.code}>
                <th scope="row" className={row === at.row ? styles.strong : undefined}>
                  <PlanText>{who.name}</PlanText>
                </th>
                {targets.map((one, column) => {
                  const own = keyOf(one.code, who.code)
                  const here = sheet.get(own)
                  const isAt = row === at.row && column === at.column
                  const mine = isNamed(one.code, who.code)
                  const long = [...(here?.reason ?? '').trim()].length >= REASON_LENGTH
                  const other = former !== undefined && former.get(own)?.value !== here?.value
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its cells
                    <td
                      key={one.code}
                      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: see the grid
                      role="gridcell"
                      data-at={`${row} ${column}`}
                      tabIndex={isAt ? 0 : -1}
                      className={[
                        styles.cell,
                        !mine && here === undefined ? styles.unnamed : '',
                        other ? styles.changed : '',
                        !mine && here && here.value > 0 ? (long ? styles.withReason : styles.lacksReason) : '',
                      ].join(' ')}
                      onFocus={() => {
                        if (isAt) return
                        commit()
                        setTyped(undefined)
                        setAt({ row, column })
                      }}
                      onClick={(event) => event.currentTarget.focus()}
                    >
                      {isAt && typed !== undefined ? typed : (here?.value ?? '')}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
