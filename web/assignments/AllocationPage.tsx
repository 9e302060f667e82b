import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { checkSums, faultsOf, REASON_LENGTH } from '../../server/assignments/checks.ts'
import type { Allocation, AllocationDraft } from '../../server/assignments/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Button, Key } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { PlanText } from '../ui/Links.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { usePlanAndSummary } from '../view.ts'
import styles from './Assignments.module.css'
import { allocationQuery, askEffect, draftQuery, publishDraft, putDraft } from './api.ts'
import { Decide, toldBy } from './Decide.tsx'
import { cellsOf, keyOf, mergeSheets, moved, readBlock, type Sheet, sheetOf, withCells } from './grid.ts'
import { allocationSearch } from './search.ts'

const SAVE_AFTER = 800
const skeleton = <SkeletonRows rows={16} widths={['12rem', '40rem']} />

/** 目标分解: the sheet of departments and targets; the draft for the reviewer, every published version to read. */
export function AllocationPage() {
  return (
    <RequireSignIn roles={['reviewer']}>
      <Chosen />
    </RequireSignIn>
  )
}

function Chosen() {
  const { version } = allocationSearch(useSearch({ strict: false }))
  const query = usePlanAndSummary()
  return (
    <Loaded query={query} skeleton={skeleton} empty={null}>
      {({ plan, summary }) =>
        version === undefined ? (
          <DraftLoaded plan={plan} summary={summary} />
        ) : (
          <Published key={version} plan={plan} summary={summary} version={version} />
        )
      }
    </Loaded>
  )
}

type Page = { plan: Plan; summary: Summary }

function Versions({ allocation, version }: { allocation: Allocation; version?: number }) {
  const { t } = useWording()
  return (
    <nav aria-label={t('assignments.versions')} className={styles.versions}>
      <Link {...paths.allocation()} aria-current={version === undefined ? 'page' : undefined}>
        {t('assignments.draft')}
      </Link>
      {allocation.versions.map((one) => (
        <Link
          key={one.version}
          {...paths.allocation({ version: one.version })}
          aria-current={one.version === version ? 'page' : undefined}
        >
          {t(one.inForce ? 'assignments.versionInForce' : 'assignments.version', {
            version: one.version,
            day: one.decidedOn,
          })}
        </Link>
      ))}
    </nav>
  )
}

/** A published version: read, never edited. */
function Published({ plan, summary, version }: Page & { version: number }) {
  const { t, list } = useWording()
  const query = useQuery(allocationQuery(plan.code, version))
  return (
    <Loaded query={query} skeleton={skeleton} empty={null}>
      {(allocation) => {
        const name = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
        const objecting = allocation.answers.filter((one) => one.answer === 'objected')
        const confirmed = allocation.answers.filter((one) => one.answer === 'confirmed')
        return (
          <>
            <PageTitle
              title={t('assignments.publishedTitle', { version })}
              deck={t('assignments.publishedDeck', {
                number: allocation.shown?.decisionNumber,
                day: allocation.shown?.decidedOn,
              })}
            />
            <Versions allocation={allocation} version={version} />
            {objecting.map((one) => (
              <Notice
                key={one.department}
                tone="warn"
                title={t('assignments.objects', { name: name(one.department), by: one.by, day: one.at.slice(0, 10) })}
              >
                <p>{one.reason}</p>
              </Notice>
            ))}
            {confirmed.length === 0 ? null : (
              <p className="note">
                {t('assignments.confirmedBy', {
                  count: confirmed.length,
                  names: list(confirmed.map((one) => name(one.department))),
                })}
              </p>
            )}
            <SheetTable plan={plan} summary={summary} allocation={allocation} sheet={sheetOf(allocation.cells)} />
            {allocation.shortfalls.map((one) => (
              <p key={one.target} className="note">
                {t('assignments.shortfall', {
                  target: plan.targets.find((other) => other.code === one.target)?.shortName,
                  reason: one.reason,
                })}
              </p>
            ))}
          </>
        )
      }}
    </Loaded>
  )
}

function DraftLoaded({ plan, summary }: Page) {
  const allocation = useQuery(allocationQuery(plan.code, undefined))
  const draft = useQuery(draftQuery(plan.code))
  return (
    <Loaded query={allocation} skeleton={skeleton} empty={null}>
      {(now) => (
        <Loaded query={draft} skeleton={skeleton} empty={null}>
          {(first) => <Draft plan={plan} summary={summary} allocation={now} first={first} />}
        </Loaded>
      )}
    </Loaded>
  )
}

type Shortfalls = ReadonlyMap<string, string>
type Written = { sheet: Sheet; shortfalls: Shortfalls }

/** The draft, saving itself; what somebody else saved meanwhile is merged or asked about. */
function Draft({ plan, summary, allocation, first }: Page & { allocation: Allocation; first: AllocationDraft }) {
  const { t } = useWording()
  const [written, setWritten] = useState<Written>({
    sheet: sheetOf(first.cells),
    shortfalls: new Map(first.shortfalls.map((one) => [one.target, one.reason])),
  })
  const [past, setPast] = useState<readonly Written[]>([])
  const [saved, setSaved] = useState<string>()
  const [fault, setFault] = useState<string>()
  const [both, setBoth] = useState<{ keys: readonly string[]; theirs: Sheet }>()
  const [asking, setAsking] = useState<'shortfalls' | 'publish'>()
  const [receipt, setReceipt] = useState<number>()
  const held = useRef({ version: first.version, base: sheetOf(first.cells), saving: Promise.resolve() })
  const latest = useRef(written)
  latest.current = written
  const dirty = useRef(false)
  const { targets } = plan
  const former = sheetOf(allocation.cells)
  const cells = cellsOf(written.sheet)
  const named = new Map(allocation.named.map((one) => [one.target, new Set(one.departments)]))
  const isNamed = (target: string, department: string) => named.get(target)?.has(department) ?? false
  const shortfalls = [...written.shortfalls].map(([target, reason]) => ({ target, reason }))
  const checks = checkSums(targets, cells)
  const faults = faultsOf(targets, cells, shortfalls, isNamed)
  const short = checks.filter((one) => one.state === 'under')
  const name = (code: string) => targets.find((one) => one.code === code)?.shortName ?? code
  const departmentName = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code

  const change = (next: Written) => {
    setPast([...past.slice(-99), written])
    setWritten(next)
    setReceipt(undefined)
    dirty.current = true
  }
  const undo = () => {
    const last = past.at(-1)
    if (last === undefined) return
    setPast(past.slice(0, -1))
    setWritten(last)
    dirty.current = true
  }
  const save = (): Promise<void> => {
    held.current.saving = held.current.saving.then(async () => {
      if (!dirty.current) return
      dirty.current = false
      const sent = latest.current
      try {
        const answer = await putDraft(plan.code, {
          version: held.current.version,
          cells: cellsOf(sent.sheet),
          shortfalls: [...sent.shortfalls].map(([target, reason]) => ({ target, reason })),
        })
        held.current.version = answer.version
        held.current.base = sent.sheet
        setSaved(answer.updatedAt ?? undefined)
        setFault(undefined)
      } catch (error) {
        dirty.current = true
        if (!(error instanceof Problem && error.type.endsWith('stale'))) {
          setFault(toldBy(error, t('common.noAnswer')))
          throw error
        }
        const { queryClient } = await import('../api.ts')
        const other = await queryClient.fetchQuery(draftQuery(plan.code))
        const theirs = sheetOf(other.cells)
        const { merged, both: asked } = mergeSheets(held.current.base, latest.current.sheet, theirs)
        held.current.version = other.version
        held.current.base = theirs
        setWritten({ ...latest.current, sheet: merged })
        if (asked.length > 0) setBoth({ keys: asked, theirs })
        setFault(t('assignments.merged', { by: other.updatedBy ?? '' }))
        throw error
      }
    })
    const outcome = held.current.saving
    held.current.saving = outcome.catch(() => undefined)
    return outcome
  }
  useEffect(() => {
    if (!dirty.current || both !== undefined) return
    const timer = setTimeout(() => save().catch(() => undefined), SAVE_AFTER)
    return () => clearTimeout(timer)
  }, [written, both])

  const next = (allocation.versions[0]?.version ?? 0) + 1
  return (
    <>
      <PageTitle
        title={
          faults.length === 0
            ? t('assignments.readyTitle', { version: next })
            : short.length > 0
              ? t('assignments.shortTitle', { version: next, count: short.length })
              : t('assignments.draftTitle', { version: next })
        }
        deck={t('assignments.draftDeck', { departments: plan.departments.length, targets: targets.length })}
      />
      <p className={styles.onPhone}>{t('assignments.onDesk')}</p>
      <div className={styles.onDesk}>
        <Versions allocation={allocation} />
        {receipt === undefined ? null : (
          <Notice tone="done" role="status" title={t('assignments.published', { version: receipt })} />
        )}
        {fault === undefined ? null : <Notice tone="warn" role="alert" title={fault} />}
        {both === undefined ? null : (
          <Notice tone="warn" title={t('assignments.bothTitle', { count: both.keys.length })}>
            <ul className={styles.rows}>
              {both.keys.map((key) => {
                const [target = '', department = ''] = key.split(' ')
                const settle = (theirs: boolean) => {
                  if (theirs)
                    change({
                      ...written,
                      sheet: withCells(written.sheet, new Map([[key, both.theirs.get(key)?.value ?? null]])),
                    })
                  const left = both.keys.filter((one) => one !== key)
                  setBoth(left.length === 0 ? undefined : { ...both, keys: left })
                }
                return (
                  <li key={key}>
                    <span className={styles.what}>{`${departmentName(department)} × ${name(target)}`}</span>
                    <Button onClick={() => settle(false)}>
                      {t('assignments.keepMine', { value: written.sheet.get(key)?.value ?? '—' })}
                    </Button>
                    <Button onClick={() => settle(true)}>
                      {t('assignments.takeTheirs', { value: both.theirs.get(key)?.value ?? '—' })}
                    </Button>
                  </li>
                )
              })}
            </ul>
          </Notice>
        )}
        <SheetTable
          plan={plan}
          summary={summary}
          allocation={allocation}
          sheet={written.sheet}
          former={former}
          onChange={(sheet) => change({ ...written, sheet })}
          onUndo={undo}
        />
        <div className={styles.bar}>
          {faults.length === 0 ? (
            <span>{t('assignments.whole')}</span>
          ) : (
            <span className={styles.wrong}>{t('assignments.lacks', { count: faults.length })}</span>
          )}
          {short.map((one) => (
            <span key={one.target} className={styles.wrong}>
              {t('assignments.under', { target: name(one.target), by: one.by })}
            </span>
          ))}
          <span role="status">{saved === undefined ? '' : t('assignments.saved', { time: clock(saved) })}</span>
          <span className={styles.push} />
          <Button onClick={undo}>
            {t('assignments.undo')} <Key>Ctrl</Key> <Key>Z</Key>
          </Button>
          <Button onClick={() => setAsking('shortfalls')}>{t('assignments.sayWho')}</Button>
          <Button kind="primary" onClick={() => setAsking('publish')}>
            {t('assignments.publish', { version: next })}
          </Button>
        </div>
      </div>
      {asking === 'shortfalls' ? (
        <Dialog title={t('assignments.sayWho')} onClose={() => setAsking(undefined)}>
          {short.length === 0 ? <p>{t('assignments.nothingShort')}</p> : null}
          {short.map((one) => (
            <TextField
              key={one.target}
              label={t('assignments.under', { target: name(one.target), by: one.by })}
              hint={t('assignments.reasonHint')}
              value={written.shortfalls.get(one.target) ?? ''}
              maxLength={200}
              onChange={(event) =>
                change({ ...written, shortfalls: new Map(written.shortfalls).set(one.target, event.target.value) })
              }
            />
          ))}
          <div className={styles.acts}>
            <Button kind="primary" onClick={() => setAsking(undefined)}>
              {t('assignments.close')}
            </Button>
          </div>
        </Dialog>
      ) : null}
      {asking === 'publish' && faults.length > 0 ? (
        <Dialog title={t('assignments.cannotPublish', { count: faults.length })} onClose={() => setAsking(undefined)}>
          <ul>
            {faults.map((one) => (
              <li key={JSON.stringify(one)}>
                {one.fault === 'under'
                  ? t('assignments.underFault', { target: name(one.target), by: one.by })
                  : one.fault === 'nothing'
                    ? t('assignments.nothing')
                    : t('assignments.noReason', {
                        department: departmentName(one.department),
                        target: name(one.target),
                      })}
              </li>
            ))}
          </ul>
          <div className={styles.acts}>
            <Button kind="primary" onClick={() => setAsking(undefined)}>
              {t('assignments.backToSheet')}
            </Button>
          </div>
        </Dialog>
      ) : null}
      {asking === 'publish' && faults.length === 0 ? (
        <Decide
          title={t('assignments.publishTitle', { version: next })}
          today={summary.knownAt}
          save={t('assignments.publish', { version: next })}
          effect={(said) => askEffect(plan.code, 'allocation', { decidedOn: said.decidedOn, cells, shortfalls })}
          onSave={async (said, key) => {
            // a copy of the last version has not been written yet
            if (held.current.version === 0) dirty.current = true
            await save()
            const { decisionNumber, decidedOn } = said
            const draftVersion = held.current.version
            const answer = await publishDraft(plan.code, { draftVersion, decisionNumber, decidedOn }, key)
            held.current.version = 0
            setReceipt(answer.version)
            setPast([])
          }}
          onClose={() => setAsking(undefined)}
          onDone={() => setAsking(undefined)}
        />
      ) : null}
    </>
  )
}

const clock = (instant: string) =>
  new Date(instant).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' })

const ARROWS: Partial<Record<string, { rows: number; columns: number }>> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
}

/** The sheet itself: arrows, digits, Enter, Tab, Esc, Del, block paste; without `onChange` it is only read. */
function SheetTable(
  props: Page & {
    allocation: Allocation
    sheet: Sheet
    former?: Sheet
    onChange?: (sheet: Sheet) => void
    onUndo?: () => void
  },
) {
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
  const commit = () => {
    if (typed === undefined) return
    set(typed === '' ? null : Number(typed))
    setTyped(undefined)
  }
  const step = (by: { rows: number; columns: number }): boolean => {
    commit()
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
        commit()
        focus({ row: at.row, column: event.key === 'Home' ? 0 : size.columns - 1 })
        return true
      }
      if (!onChange) return false
      if (/^\d$/.test(event.key)) {
        setTyped(`${typed ?? ''}${event.key}`.slice(0, 6))
        setFault(undefined)
        return true
      }
      if (event.key === 'Escape') {
        const was = typed !== undefined
        setTyped(undefined)
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
      if (event.key.length === 1) setFault(t('assignments.notANumber', { text: event.key }))
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
