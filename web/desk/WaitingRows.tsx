import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { Desk, Slip } from '../../server/periods/contract.ts'
import { segment, send } from '../api.ts'
import { formatInstant, monthsOf } from '../format.ts'
import { useWording } from '../i18n.ts'
import { quarterName } from '../periods/naming.ts'
import { SlipColour, SlipDialog } from '../periods/Slips.tsx'
import { Button } from '../ui/Button.tsx'
import { PlanText } from '../ui/Links.tsx'
import styles from './Desk.module.css'
import { EntryShape } from './EntryMark.tsx'
import { draftGroups } from './situation.ts'

export type Act = <T>(change: () => Promise<T>) => Promise<T | undefined>
type Acting = { desk: Desk; act: Act; told: (receipt: string) => void }

/** 待处理 by urgency: what came back, urge slips, drafts, what should be brought up to date; each with one button. */
export function WaitingRows({ desk, act, told }: Acting) {
  const { t, day, list } = useWording()
  const [slip, setSlip] = useState<Slip>()
  const { today, mayReport } = desk
  return (
    <>
      <ol className={styles.rows}>
        {desk.returned.map((row) => (
          <Row
            key={row.id}
            kind={
              <span className={`${styles.kind} behind`}>
                <EntryShape state="returned" /> {t('desk.kind.returned')}
              </span>
            }
            title={row.title}
            why={
              <>
                <PlanText>{t('desk.reason', { by: row.by, reason: row.reason })}</PlanText>{' '}
                <span className="note nowrap">
                  {row.mendBy === null
                    ? t('desk.returnedOn', { day: day(row.on, today) })
                    : t('desk.mendBy', { day: day(row.mendBy, today) })}
                </span>
              </>
            }
          >
            {mayReport ? (
              <Go to={`/report/${row.id}`} label={`${t('desk.mend')}：${row.title}`} word={t('desk.mend')} />
            ) : null}
          </Row>
        ))}
        {desk.slips.map((row) => (
          <Row
            key={row.id}
            kind={
              <span className={`${styles.kind} risk`}>
                {t('desk.kind.slip')} <SlipColour colour={row.colour} />
              </span>
            }
            title={row.about}
            why={
              <>
                {t('periods.slipOf', { by: row.issuedBy, day: day(row.issuedOn, today) })} ·{' '}
                {t('periods.answerBy', { day: day(row.answerBy, today) })}
                {row.daysLate > 0 ? (
                  <span className="behind strong"> {t('periods.late', { count: row.daysLate })}</span>
                ) : null}
              </>
            }
          >
            <Button data-row onClick={() => setSlip(row)} aria-label={`${t('desk.answer')}：${row.about}`}>
              {t('desk.answer')}
            </Button>
          </Row>
        ))}
        {draftGroups(desk.drafts).map(({ batch, rows }) =>
          batch !== null && rows.length > 1 ? (
            <Row
              key={batch.id}
              kind={<DraftKind />}
              title={t('desk.imported', { count: rows.length, file: batch.fileName })}
              why={t('desk.importedOn', { day: day(batch.on, today) })}
            >
              {mayReport ? (
                <Go
                  to={`/entries?${new URLSearchParams({ batch: batch.id })}`}
                  label={t('desk.seeBatchOf', { file: batch.fileName })}
                  word={t('desk.seeBatch')}
                />
              ) : null}
            </Row>
          ) : (
            rows.map((row) => (
              <Row
                key={row.id}
                kind={<DraftKind />}
                title={row.title === '' ? t('desk.untitled') : row.title}
                why={
                  <>
                    {row.lacks.length > 0
                      ? `${t('desk.lacks', {
                          count: row.lacks.length,
                          fields: list(row.lacks.map((field) => t(`entries.field.${field}`))),
                        })} · `
                      : ''}
                    {t('desk.savedAt', { by: row.by, at: formatInstant(row.updatedAt) })}
                  </>
                }
              >
                {mayReport ? (
                  <Go to={`/report/${row.id}`} label={`${t('desk.goOn')}：${row.title}`} word={t('desk.goOn')} />
                ) : null}
              </Row>
            ))
          ),
        )}
        {desk.stale.map((row) => (
          <Row
            key={row.item}
            kind={
              <span className={`${styles.kind} risk`}>
                <svg className={styles.shape} viewBox="0 0 14 14" aria-hidden="true">
                  <circle cx="7" cy="7" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.7" />
                </svg>
                {t('desk.kind.stale')}
              </span>
            }
            title={
              <Link to={`/items/${row.item}`} className="plain">
                {row.title}
              </Link>
            }
            why={t('desk.stalled', {
              stage: t(`words.stage.${row.stage}`),
              ...{ months: monthsOf(row.days), usual: monthsOf(row.usualDays) },
            })}
          >
            {mayReport ? (
              <>
                <NoChange desk={desk} of={{ item: row.item }} title={row.title} act={act} told={told} />
                <Go
                  to={`/report?${new URLSearchParams({ item: row.item })}`}
                  label={`${t('desk.newStage')}：${row.title}`}
                  word={t('desk.newStage')}
                />
              </>
            ) : null}
          </Row>
        ))}
      </ol>
      {slip === undefined ? null : <SlipDialog slip={slip} act="answer" onClose={() => setSlip(undefined)} />}
    </>
  )
}

function DraftKind() {
  const { t } = useWording()
  return (
    <span className={`${styles.kind} quiet`}>
      <EntryShape state="draft" /> {t('desk.kind.draft')}
    </span>
  )
}

function Row(props: { kind: ReactNode; title: ReactNode; why: ReactNode; children: ReactNode }) {
  return (
    <li>
      {props.kind}
      <div>
        <PlanText>{props.title}</PlanText>
        <p className={styles.why}>{props.why}</p>
      </div>
      <span className={styles.acts}>{props.children}</span>
    </li>
  )
}

function Go({ to, label, word }: { to: string; label: string; word: string }) {
  const [path = '/', query] = to.split('?')
  return (
    <Link
      to={path}
      search={query === undefined ? {} : Object.fromEntries(new URLSearchParams(query))}
      className={styles.button ?? ''}
      aria-label={label}
      data-row
    >
      {word}
    </Link>
  )
}

/** 没有变化 of an item or a task: kept with the period's return, and taken back as easily. */
export function NoChange({
  desk,
  of,
  title,
  act,
  told,
}: Acting & { of: { item: string } | { task: number }; title: string }) {
  const { t } = useWording()
  const { sheet } = desk
  if (sheet === null) return null
  const at = `/plans/${segment(desk.plan)}/departments/${segment(desk.department.code)}/periods/${segment(sheet.period.code)}`
  const say = async () => {
    const done = await act(() => send('POST', `${at}/no-changes`, of))
    if (done !== undefined) told(t('desk.saidNoChange', { quarter: quarterName(t, sheet.period, desk.today) }))
  }
  return (
    <button type="button" className="word" aria-label={t('desk.noChangeTitle', { title })} onClick={() => void say()}>
      {t('desk.noChange')}
    </button>
  )
}
