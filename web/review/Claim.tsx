import { Link } from '@tanstack/react-router'
import { type Ref, useState } from 'react'
import type { EntryDetail } from '../../server/entries/contract.ts'
import type { QueueRow } from '../../server/entries/review/contract.ts'
import type { QueueStep } from '../../server/entries/review/settings.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { whySentence } from '../items/verdict.ts'
import { paths } from '../paths.ts'
import { Key } from '../ui/Button.tsx'
import { useKeys } from '../ui/keys.ts'
import { PlanText } from '../ui/Links.tsx'
import styles from './Claim.module.css'
import type { ClaimLine, ClaimValue } from './claim.ts'
import { type Found, noteOn } from './finder.ts'
import { History } from './History.tsx'
import { departmentName, titleOf } from './QueueList.tsx'

/** The claim: who says it, its lines in the order of cover and foreword, and what recognising it changes. */
export function Claim(props: {
  ref: Ref<HTMLHeadingElement>
  step: QueueStep
  plan: Plan
  row: QueueRow
  detail: EntryDetail
  lines: readonly ClaimLine[]
  found: readonly Found[]
  marked: ReadonlySet<number>
  onToggle: (index: number) => void
  onLook: (file: string, page: number) => void
  onOpenFile: (kind: string) => void
  hasDoubt: boolean
}) {
  const wording = useWording()
  const { t, day } = wording
  const { plan, row, detail, lines, found, marked } = props
  const [shown, setShown] = useState(row.submissions > 1)
  useKeys({ KeyG: () => setShown((old) => !old) })
  const note = noteOn(found)
  const others = detail.item?.departments.filter((one) => one.department !== row.department) ?? []
  return (
    <>
      <p className={styles.who}>
        <PlanText>{departmentName(plan, row.department)}</PlanText> {t('review.reportedBy', { name: row.reporter })}
        {row.signed === null
          ? ''
          : ` · ${t('review.signedBy', { name: row.signed.by, day: day(row.signed.on, row.since.slice(0, 10)) })}`}
        {` · ${t('review.submission', { count: row.submissions })}`}
      </p>
      <h2 ref={props.ref} tabIndex={-1} className={styles.title}>
        <PlanText>{titleOf(row, wording, plan)}</PlanText>
      </h2>
      {detail.content.subject === 'task' ? null : props.hasDoubt ? (
        <p className="risk">
          <span aria-hidden="true">▲ </span>
          {t('review.settleFirst')}
        </p>
      ) : (
        <p className={styles.same}>
          <span className={styles.fact}>
            <span aria-hidden="true">● </span>
            {t('review.noDuplicate')}
          </span>{' '}
          {others.length > 0 ? (
            <span className="quiet">
              {t('review.joins', {
                departments: wording.list(others.map((one) => departmentName(plan, one.department))),
              })}
            </span>
          ) : null}{' '}
          {detail.item?.departments.some((one) => one.state === 'recognised') && detail.itemId !== null ? (
            <Link {...paths.item(detail.itemId)}>{t('review.origin')}</Link>
          ) : null}
        </p>
      )}
      {detail.corrects === null ? null : (
        <p className="quiet">{t('review.corrects', { receipt: detail.corrects.receipt ?? '' })}</p>
      )}
      <ol className={styles.lines}>
        {lines.map((line, index) => (
          <li key={`${line.label}-${line.field}`} className={marked.has(index) ? styles.marked : undefined}>
            <button
              type="button"
              className={styles.figure}
              aria-pressed={marked.has(index)}
              aria-label={t('review.mark', { number: index + 1, line: t(`review.line.${line.label}`) })}
              onClick={() => props.onToggle(index)}
            >
              {index + 1}
            </button>
            <span className={styles.label}>
              {line.label === 'day' && detail.content.stage !== null
                ? t('review.line.dayOf', { stage: t(`words.stage.${detail.content.stage}`) })
                : t(`review.line.${line.label}`)}
            </span>
            <span className={styles.value}>
              <Value value={line.value} plan={plan} />
              {marked.has(index) ? <span className="behind"> {t('review.isWrong')}</span> : null}
            </span>
            <Where found={found[index] ?? null} onLook={props.onLook} />
          </li>
        ))}
      </ol>
      {note === null ? null : <p className="note quiet">{t(`review.finder.${note}`)}</p>}
      <Effect plan={plan} row={row} detail={detail} />
      <details className={styles.history} open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
        <summary>
          {t('review.history')} <Key>G</Key>
        </summary>
        <History moves={detail.moves} />
      </details>
    </>
  )
}

function Where({ found, onLook }: { found: Found; onLook: (file: string, page: number) => void }) {
  const { t } = useWording()
  if (found === null) return <span />
  if (found === 'scan') return <span className="note quiet">{t('review.finder.scan')}</span>
  if (found === 'nowhere') return <span className="note risk">{t('review.finder.nowhere')}</span>
  return (
    <button type="button" className={styles.where} onClick={() => onLook(found.file, found.page)}>
      {t('review.finder.page', { page: found.page })}
    </button>
  )
}

function Value({ value, plan }: { value: ClaimValue; plan: Plan }) {
  const { t, list, ordinal } = useWording()
  const nothing = <span className="faint">{t('review.nothingSaid')}</span>
  switch (value.is) {
    case 'text':
      return value.text === null || value.text === '' ? nothing : <PlanText>{value.text}</PlanText>
    case 'day':
      if (value.day === null) return nothing
      return (
        <>
          {value.day}
          {value.until === null ? null : (
            <span className="note quiet"> {t('review.termTo', { day: value.until })}</span>
          )}
        </>
      )
    case 'stage':
      return (
        <>
          {value.stage === null ? nothing : t(`words.stage.${value.stage}`)}
          {value.before === null ? null : (
            <span className="note quiet">
              {' '}
              {t('review.before', { stage: t(`words.stage.${value.before.stage}`), day: value.before.on })}
            </span>
          )}
        </>
      )
    case 'units':
      if (value.units.length === 0) return nothing
      return (
        <PlanText>
          {value.units
            .map((unit) =>
              value.withRoles && unit.role !== null ? `${unit.name}（${t(`words.unitRole.${unit.role}`)}）` : unit.name,
            )
            .join('、')}
        </PlanText>
      )
    case 'roles':
      if (value.roles.length === 0) return nothing
      return (
        <>{list(value.roles.map((role) => (role === null ? t('review.nothingSaid') : t(`review.role.${role}`))))}</>
      )
    case 'level':
      return value.level === null ? nothing : t(`words.level.${value.level}`)
    case 'belongs': {
      const tags = value.tags.map((code) => plan.tags.find((one) => one.code === code)?.name ?? code)
      const project = plan.columns
        .flatMap((column) => column.groups.flatMap((group) => group.projects))
        .find((one) => one.code === value.project)
      if (tags.length === 0 && project === undefined) return <span className="quiet">{t('review.noTags')}</span>
      return (
        <PlanText>
          {list(tags)}
          {project === undefined ? '' : `${tags.length > 0 ? '；' : ''}${t('review.project', { name: project.name })}`}
        </PlanText>
      )
    }
    case 'evidence':
      return (
        <>
          {t('review.files', { count: value.count })}
          {value.missing.length === 0 ? (
            t('review.complete')
          ) : (
            <span className="risk">
              {t('review.lacking', {
                kinds: list(
                  value.missing.map((one) => (one === 'any' ? t('review.anyEvidence') : t(`words.evidence.${one}`))),
                ),
              })}
            </span>
          )}
        </>
      )
    case 'task': {
      const task = plan.tasks.find((one) => one.number === value.number)
      return task === undefined ? nothing : <PlanText>{`${ordinal(task.number)}${task.title}`}</PlanText>
    }
    case 'statement':
      return value.statement === null ? nothing : t(`words.taskStatus.${value.statement}`)
  }
}

/** 认定以后: every figure that changes, from the same rule that counts; no change is said too. */
function Effect({ plan, row, detail }: { plan: Plan; row: QueueRow; detail: EntryDetail }) {
  const wording = useWording()
  const { t } = wording
  const { content } = detail
  const counting = detail.targets.filter((one) => one.standing === 'counts')
  const rest = detail.targets.filter((one) => one.standing !== 'counts')
  const nameOf = (code: string) => plan.targets.find((one) => one.code === code)
  const judged = {
    kind: content.kind ?? ('standard' as const),
    class: content.class ?? detail.item?.class ?? null,
    level: content.level,
    unitRole: content.units.some((unit) => unit.role === 'lead') ? ('lead' as const) : (content.units[0]?.role ?? null),
  }
  const moves = counting.some(
    (one) => one.district.after !== one.district.now || one.department.after !== one.department.now,
  )
  const falls = rest.filter((one) => one.district.after !== one.district.now)
  return (
    <section className={styles.effect} aria-label={t('review.effect.title')}>
      <h3 className={styles.effectTitle}>{t('review.effect.title')}</h3>
      {content.subject === 'task' ? <p>{t('review.effect.task')}</p> : null}
      {content.subject === 'item' && counting.length === 0 && falls.length === 0 ? (
        <p>{t('review.effect.stageOnly')}</p>
      ) : null}
      {[...counting, ...falls].map((one) => (
        <div key={one.target} className={styles.change}>
          <p>
            <span className={one.standing === 'counts' ? styles.fact : 'behind'}>
              <span aria-hidden="true">{one.standing === 'counts' ? '● ' : '× '}</span>
              {t(one.standing === 'counts' ? 'review.effect.counts' : 'review.effect.countsNot')}
            </span>{' '}
            <PlanText>{nameOf(one.target)?.name ?? one.target}</PlanText>
          </p>
          <p className={styles.figures}>
            <strong>{change(one.district)}</strong> / {nameOf(one.target)?.value}
          </p>
          <p>
            <PlanText>{departmentName(plan, row.department)}</PlanText>{' '}
            {one.department.allocated === null ? null : (
              <span className="note quiet">{t('review.effect.allocated', { count: one.department.allocated })}</span>
            )}
          </p>
          <p className={styles.figures}>
            <strong>{change(one.department)}</strong>
          </p>
          <p className={styles.because}>{whySentence(wording, one.verdict, judged)}</p>
        </div>
      ))}
      {counting.length > 0 && !moves ? <p className="quiet">{t('review.effect.already')}</p> : null}
      {rest.length > 0 ? (
        <details className={styles.rest}>
          <summary>{t('review.effect.rest', { count: rest.length })}</summary>
          <ul>
            {rest.map((one) => (
              <li key={one.target}>
                <PlanText>{nameOf(one.target)?.name ?? one.target}</PlanText>
                {t('review.colon')}
                {whySentence(wording, one.verdict, judged)}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}

/** 121 → 122, or 121 where nothing changes. */
export const change = ({ now, after }: { now: number; after: number }) =>
  now === after ? `${now}` : `${now} → ${after}`
