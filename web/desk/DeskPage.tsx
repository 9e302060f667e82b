import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type RefObject, type SyntheticEvent, useRef, useState } from 'react'
import type { Desk } from '../../server/periods/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { deskQuery, useAct } from '../periods/api.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Key } from '../ui/Button.tsx'
import { KeyHelpButton } from '../ui/KeyHelp.tsx'
import { useKeys } from '../ui/keys.ts'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { usePlanCode } from '../view.ts'
import styles from './Desk.module.css'
import { Previous } from './HandIns.tsx'
import { OwnFigures } from './OwnFigures.tsx'
import { SheetPart } from './SheetPart.tsx'
import { deskSearch } from './search.ts'
import { situationOf, waitingOf } from './situation.ts'
import { WaitingRows } from './WaitingRows.tsx'

/** 我的工作台: what must this department's people do now, in order; the period's return; where the department stands. */
export function DeskPage() {
  return (
    <RequireSignIn roles={['reporter', 'head']}>
      <Own />
    </RequireSignIn>
  )
}

function Own() {
  const plan = usePlanCode()
  const { department } = deskSearch(useSearch({ strict: false }))
  const query = useQuery({ ...deskQuery(plan ?? '-', department), enabled: plan !== undefined })
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={10} widths={['7rem', '24rem', '6rem']} />} empty={null}>
      {(desk) => <Whole key={desk.department.code} desk={desk} />}
    </Loaded>
  )
}

function Whole({ desk }: { desk: Desk }) {
  const { t, day } = useWording()
  const { act, fault, isPending } = useAct()
  const [receipt, setReceipt] = useState<string>()
  const rows = useRef<HTMLDivElement>(null)
  useDeskKeys(rows, desk.mayReport)
  const { sheet, today } = desk
  return (
    <div className={styles.desk}>
      <div>
        <div className={styles.top}>
          <PageTitle
            title={situationOf(t, desk, day)}
            deck={
              <>
                {sheet === null
                  ? today
                  : t('desk.deck', {
                      from: day(sheet.period.startsOn),
                      to: day(sheet.period.endsOn, sheet.period.startsOn),
                      ...{ day: day(sheet.period.dueOn, sheet.period.startsOn), today },
                    })}{' '}
                <KeyHelpButton
                  rows={[
                    ...(desk.mayReport ? [{ keys: ['N'], does: t('desk.keys.report') }] : []),
                    { keys: ['J'], does: t('desk.keys.next') },
                    { keys: ['K'], does: t('desk.keys.previous') },
                    { keys: ['Enter'], does: t('desk.keys.open') },
                  ]}
                />
              </>
            }
          />
          {desk.mayReport ? (
            <div className={`${styles.begin} no-print`}>
              <Link {...paths.import()} className={styles.button ?? ''}>
                {t('desk.import')}
              </Link>
              <Link to="/report" className={`${styles.button} ${styles.primary}`} title={t('desk.keys.all')}>
                {t('desk.report')} <Key>N</Key>
              </Link>
            </div>
          ) : null}
        </div>
        <Departments desk={desk} />
        {receipt === undefined ? null : <Notice tone="done" role="status" title={receipt} />}
        {fault === undefined ? null : (
          <Notice tone="wrong" role="alert" title={t('desk.notDone')}>
            <p>{fault}</p>
          </Notice>
        )}
        {desk.everSubmitted === 0 && desk.drafts.length === 0 && desk.mayReport ? <Start /> : null}
        <section className={styles.part} aria-labelledby="waiting" ref={rows}>
          <h2 id="waiting">{t('desk.waiting', { count: waitingOf(desk) })}</h2>
          {waitingOf(desk) === 0 ? (
            <p className="quiet">{t('desk.none')}</p>
          ) : (
            <WaitingRows desk={desk} act={act} told={setReceipt} />
          )}
        </section>
        {sheet === null ? null : (
          <SheetPart desk={desk} sheet={sheet} act={act} isPending={isPending} told={setReceipt} />
        )}
        <Previous desk={desk} act={act} told={setReceipt} />
      </div>
      <OwnFigures desk={desk} act={act} told={setReceipt} />
    </div>
  )
}

function Departments({ desk }: { desk: Desk }) {
  const { t } = useWording()
  const navigate = useNavigate()
  if (desk.departments.length < 2) return null
  return (
    <label className={styles.choose}>
      {t('desk.choose')}{' '}
      <select
        value={desk.department.code}
        onChange={(event) => void navigate(paths.desk({ department: event.currentTarget.value }))}
      >
        {desk.departments.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

/** For a department that has never reported: begin with a number. */
function Start() {
  const { t } = useWording()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const begin = (event: SyntheticEvent) => {
    event.preventDefault()
    void navigate({ href: `/report?${new URLSearchParams(text.trim() === '' ? {} : { text: text.trim() })}` })
  }
  return (
    <form className={styles.start} onSubmit={begin}>
      <label>
        {t('desk.start')}
        <input value={text} maxLength={500} onChange={(event) => setText(event.currentTarget.value)} />
        <span className="note quiet">{t('desk.startHint')}</span>
      </label>
      <button type="submit" className={styles.button}>
        {t('desk.startDo')}
      </button>
    </form>
  )
}

/** N reports; J and K move along the rows, Enter opens. */
function useDeskKeys(rows: RefObject<HTMLElement | null>, mayReport: boolean) {
  const navigate = useNavigate()
  const move = (by: number) => {
    const stops = [...(rows.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const here = stops.findIndex((one) => one.closest('li')?.contains(document.activeElement))
    stops[Math.min(Math.max(here < 0 ? 0 : here + by, 0), stops.length - 1)]?.focus()
  }
  useKeys({
    ...(mayReport ? { KeyN: () => void navigate(paths.report()) } : {}),
    KeyJ: () => move(1),
    KeyK: () => move(-1),
  })
}
