import { useState } from 'react'
import type { ReturnMark } from '../../db/words.ts'
import type { Desk } from '../../server/periods/contract.ts'
import { segment, send } from '../api.ts'
import { type Translate, useWording } from '../i18n.ts'
import { quarterName } from '../periods/naming.ts'
import { ReturnMark as Mark } from '../periods/ReturnMark.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import styles from './Desk.module.css'
import type { Act } from './WaitingRows.tsx'

type HandedIn = NonNullable<Desk['previous']>

/** “17项填报、2项没有变化”, “零报告”. */
export function whatOf(
  t: Translate,
  list: (words: readonly string[]) => string,
  mark: ReturnMark,
  { entries, noChanges }: { entries: number; noChanges: number },
): string {
  if (mark === 'zero') return t('desk.whatZero')
  return list([
    ...(entries > 0 ? [t('desk.whatEntries', { count: entries })] : []),
    ...(noChanges > 0 ? [t('desk.whatNoChange', { count: noChanges })] : []),
  ])
}

/** What was handed in for a period and what was withdrawn; the last hand-in can be, until the period is locked. */
export function HandIns(props: {
  desk: Desk
  /** Code and days of the period. */
  period: Pick<HandedIn, 'code' | 'year' | 'quarter' | 'dueOn'>
  of: Pick<HandedIn, 'handIns' | 'withdrawn' | 'mayWithdraw'>
  act: Act
  told: (receipt: string) => void
}) {
  const { t, day, list } = useWording()
  const { desk, period, of, act, told } = props
  const { today } = desk
  const quarter = quarterName(t, period, today)
  const [asking, setAsking] = useState(false)
  const last = of.handIns.at(-1)
  const withdraw = async () => {
    setAsking(false)
    if (last === undefined) return
    const at = `/plans/${segment(desk.plan)}/departments/${segment(desk.department.code)}/periods/${segment(period.code)}`
    const done = await act(() => send('POST', `${at}/returns/${segment(last.id)}/withdraw`))
    if (done !== undefined) told(t('desk.withdrawn', { quarter }))
  }
  return (
    <>
      {of.handIns.map((one) => (
        <p key={one.id} className="quiet">
          {t('desk.handedIn', {
            ...{ on: day(one.on, today), by: one.by, mark: whatOf(t, list, one.mark, one) },
          })}{' '}
          {one === last && of.mayWithdraw ? (
            <button type="button" className="word" onClick={() => setAsking(true)}>
              {t('desk.withdraw')}
            </button>
          ) : null}
        </p>
      ))}
      {of.withdrawn.map((one) => (
        <p key={`${one.handedInOn}${one.on}${one.by}`} className="note quiet">
          {t('desk.withdrawnOn', { ...{ on: day(one.on, today), by: one.by, handedInOn: day(one.handedInOn, today) } })}
        </p>
      ))}
      {asking && last !== undefined ? (
        <Dialog title={t('desk.withdrawAsk', { quarter })} onClose={() => setAsking(false)}>
          <p>{whatOf(t, list, last.mark, last)}</p>
          <p className="quiet">
            {t(today > period.dueOn ? 'desk.withdrawLate' : 'desk.withdrawNote', { day: day(period.dueOn, today) })}
          </p>
          <p className={styles.decide}>
            <Button kind="primary" onClick={() => void withdraw()}>
              {t('desk.withdrawDo', { quarter })}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('desk.leave')}</Button>
          </p>
        </Dialog>
      ) : null}
    </>
  )
}

/** The period before the one that is worked on, once handed in. */
export function Previous({ desk, act, told }: { desk: Desk; act: Act; told: (receipt: string) => void }) {
  const { t } = useWording()
  const { previous } = desk
  if (previous === null || previous.handIns.length === 0) return null
  return (
    <section className={styles.part} aria-labelledby="previous">
      <h2 id="previous">
        {t('desk.sheet', { quarter: quarterName(t, previous, desk.today) })}
        <small>
          <Mark state={previous.state} />
        </small>
      </h2>
      <HandIns desk={desk} period={previous} of={previous} act={act} told={told} />
    </section>
  )
}
