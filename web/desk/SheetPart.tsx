import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Desk, HandedIn, Sheet } from '../../server/periods/contract.ts'
import { isHandedIn } from '../../server/periods/returns.ts'
import { newKey, segment, send } from '../api.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { quarterName } from '../periods/naming.ts'
import { ReturnMark as Mark } from '../periods/ReturnMark.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { PlanText } from '../ui/Links.tsx'
import styles from './Desk.module.css'
import { EntryMark } from './EntryMark.tsx'
import { HandIns, whatOf } from './HandIns.tsx'
import type { Act } from './WaitingRows.tsx'

/** 报送单 of the period: what is in it, and one button. */
export function SheetPart(props: {
  desk: Desk
  sheet: Sheet
  act: Act
  isPending: boolean
  told: (receipt: string) => void
}) {
  const { t, day, list } = useWording()
  const { desk, sheet, act, isPending, told } = props
  const { period } = sheet
  const { today } = desk
  const quarter = quarterName(t, period, today)
  const [checked, setChecked] = useState(false)
  const [asked, setAsked] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const [key, setKey] = useState(newKey)
  const refusal = sheet.refusals[sheet.mark]
  const fresh = sheet.entries.filter((one) => !one.carried).length
  const unchanged = sheet.noChanges.filter((one) => !one.carried).length
  const needsTick = sheet.mark === 'zero' && sheet.underWay.length > 0 && refusal === null
  const at = `/plans/${segment(desk.plan)}/departments/${segment(desk.department.code)}/periods/${segment(period.code)}`
  const ask = () => {
    setAsked(true)
    if (!needsTick || checked) setConfirming(true)
  }
  const handIn = async () => {
    setConfirming(false)
    const done = await act(() => send<HandedIn>('POST', `${at}/returns`, { mark: sheet.mark, checked }, key))
    setKey(newKey())
    if (done === undefined) return
    setAsked(false)
    const what = whatOf(t, list, done.mark, done)
    told(t(done.late ? 'desk.handedInLate' : 'desk.handedInNow', { quarter, what }))
  }
  const takeBack = (of: Sheet['noChanges'][number]) =>
    act(() => send('DELETE', `${at}/no-changes`, of.item === null ? { task: of.task } : { item: of.item }))
  const counts = { count: sheet.entries.length, returned: sheet.returned }
  const isEmpty = sheet.entries.length + sheet.noChanges.length === 0
  return (
    <section className={styles.part} aria-labelledby="sheet">
      <h2 id="sheet">
        {t('desk.sheet', { quarter })}
        <small>{sheet.handIns.length === 0 ? t('desk.sheetNote') : <Mark state={sheet.state} />}</small>
      </h2>
      {isEmpty ? (
        sheet.handIns.length === 0 ? (
          <p className={styles.end}>{t('desk.emptySheet', { quarter })}</p>
        ) : null
      ) : (
        <table className={styles.sheet}>
          <caption className="hidden-text">{t('desk.sheet', { quarter })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('desk.place')}</th>
              <th scope="col">{t('desk.item')}</th>
              <th scope="col">{t('desk.reached')}</th>
              <th scope="col">{t('desk.effectiveOn')}</th>
              <th scope="col">{t('desk.state')}</th>
            </tr>
          </thead>
          <tbody>
            {sheet.entries.map((row, place) => (
              <tr key={row.id}>
                <td>{place + 1}</td>
                <th scope="row">
                  <Link to={`/report/${row.id}`} className="plain">
                    <PlanText>{row.title}</PlanText>
                  </Link>
                </th>
                <td className="nowrap">{row.stage === null ? NOT_APPLICABLE : t(`words.stage.${row.stage}`)}</td>
                <td className="nowrap">{row.effectiveOn ?? NOT_APPLICABLE}</td>
                <td>
                  <EntryMark state={row.state} />
                </td>
              </tr>
            ))}
            {sheet.noChanges.map((row, place) => (
              <tr key={`${row.item ?? ''}${row.task ?? ''}`}>
                <td>{sheet.entries.length + place + 1}</td>
                <th scope="row">
                  <PlanText>{row.title}</PlanText>
                </th>
                <td>{NOT_APPLICABLE}</td>
                <td>{NOT_APPLICABLE}</td>
                <td className="quiet">
                  {t('desk.unchanged')}{' '}
                  {row.carried || !desk.mayReport ? null : (
                    <button type="button" className="word" onClick={() => void takeBack(row)}>
                      {t('desk.takeBack')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <HandIns desk={desk} period={period} of={sheet} act={act} told={told} />
      {sheet.later > 0 ? (
        <p className="note quiet">{t('desk.later', { day: day(period.endsOn, today), count: sheet.later })}</p>
      ) : null}
      {sheet.reopenedUntil === null ? null : (
        <p className="risk">{t('desk.reopened', { day: day(sheet.reopenedUntil, today) })}</p>
      )}
      {needsTick ? (
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={checked}
            aria-invalid={asked && !checked ? true : undefined}
            aria-describedby={asked && !checked ? 'check-first' : undefined}
            onChange={(event) => setChecked(event.currentTarget.checked)}
          />
          <span>
            {t('desk.checked', {
              what: list(sheet.underWay.map((one) => t(`desk.underWay.${one.kind}`, { count: one.items }))),
            })}
            {asked && !checked ? (
              <span id="check-first" role="alert" className="behind strong">
                {' '}
                {t('desk.checkFirst')}
              </span>
            ) : null}
          </span>
        </label>
      ) : null}
      <div className={styles.end}>
        {refusal === null ? (
          <Button aria-busy={isPending} onClick={ask}>
            {buttonWord()}
          </Button>
        ) : null}
        <p className="quiet">
          {refusal !== null && !(refusal === 'nothing-new' && isHandedIn(sheet.state)) ? (
            <span>{refusalWord(refusal)}</span>
          ) : (
            [
              ...notInside(),
              ...(sheet.refusals.zero === 'has-entries'
                ? [t(sheet.returned > 0 ? 'desk.zeroNoReturned' : 'desk.zeroNo', counts)]
                : []),
            ].join(' · ')
          )}
        </p>
      </div>
      {confirming ? (
        <Dialog title={buttonWord()} onClose={() => setConfirming(false)}>
          <p>{whatOf(t, list, sheet.mark, { entries: fresh, noChanges: unchanged })}</p>
          {notInside().map((words) => (
            <p key={words} className="risk">
              {words}
            </p>
          ))}
          <p className="quiet">
            {t(today > period.dueOn && sheet.handIns.length === 0 ? 'desk.confirmLate' : 'desk.confirm', {
              name: desk.department.name,
              day: day(period.dueOn, today),
            })}
          </p>
          <p className={styles.decide}>
            <Button kind="primary" onClick={() => void handIn()}>
              {buttonWord()}
            </Button>
            <Button onClick={() => setConfirming(false)}>{t('desk.leave')}</Button>
          </p>
        </Dialog>
      ) : null}
    </section>
  )

  /** What lies with the department and is not carried, by number. */
  function notInside(): string[] {
    const drafts = desk.drafts.length
    const kinds = [
      ...(sheet.returned > 0 ? [t('desk.returnedCount', { count: sheet.returned })] : []),
      ...(drafts > 0 ? [t('desk.draftCount', { count: drafts })] : []),
    ]
    return kinds.length === 0 ? [] : [t('desk.notInside', { what: list(kinds) })]
  }

  function buttonWord(): string {
    if (sheet.mark === 'zero') return t('desk.handInZero', { quarter })
    if (sheet.handIns.length > 0) return t('desk.handInMore', { count: fresh + unchanged })
    return sheet.mark === 'entries'
      ? t('desk.handIn', { quarter, count: fresh })
      : t('desk.handInNoChange', { quarter, count: unchanged })
  }

  function refusalWord(because: NonNullable<typeof refusal>): string {
    return t(`periods.refusal.${because}`, {
      day: because === 'locked' ? day(period.locked?.on ?? period.dueOn, today) : day(period.opensOn, today),
      reason: period.locked?.reason ?? '',
      ...counts,
    })
  }
}
