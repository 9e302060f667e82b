import { useEffect, useRef, useState } from 'react'
import { checkSums, faultsOf } from '../../server/assignments/checks.ts'
import type { Allocation, AllocationDraft } from '../../server/assignments/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import type { Summary } from '../../server/summary/contract.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { Button, Key } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import styles from './Assignments.module.css'
import { askEffect, draftQuery, publishDraft, putDraft } from './api.ts'
import { Decide, toldBy } from './Decide.tsx'
import { cellsOf, mergeSheets, type Sheet, sheetOf, withCells } from './grid.ts'
import { SheetTable } from './SheetTable.tsx'
import { Versions } from './Versions.tsx'

const SAVE_AFTER = 800

type Shortfalls = ReadonlyMap<string, string>
type Written = { sheet: Sheet; shortfalls: Shortfalls }

/** The draft, saving itself; what somebody else saved meanwhile is merged or asked about. */
export function Draft(props: { plan: Plan; summary: Summary; allocation: Allocation; first: AllocationDraft }) {
  const { plan, summary, allocation, first } = props
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
