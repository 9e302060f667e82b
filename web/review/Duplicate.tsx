import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { EntryDetail } from '../../server/entries/contract.ts'
import type { EvidenceRow } from '../../server/entries/evidence/contract.ts'
import type { QueueRow } from '../../server/entries/review/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { NOT_APPLICABLE } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Button, Key } from '../ui/Button.tsx'
import { useKeys } from '../ui/keys.ts'
import { PlanText } from '../ui/Links.tsx'
import { problemSentence } from './acts.ts'
import { mergedEffectQuery, settle } from './api.ts'
import claim from './Claim.module.css'
import { change } from './Claim.tsx'
import { joining } from './claim.ts'
import styles from './Duplicate.module.css'
import { departmentName } from './QueueList.tsx'

/** How a doubt was settled: one item, two, or that this entry stands as it says. */
export type Settled = 'same' | 'two' | 'stands'
type Doubt = EntryDetail['doubts'][number]
type Compared = { label: string; mine: string | null; theirs: string | null }

/** 先定：这两项是不是同一项 — both row by row, and what each answer would do to the figures. */
export function Duplicate(props: {
  plan: Plan
  row: QueueRow
  detail: EntryDetail
  doubt: Doubt
  /** How many further doubts wait behind this one. */
  more: number
  files: readonly EvidenceRow[]
  onLook: (file: string) => void
  onSettled: (said: Settled) => Promise<void>
}) {
  const { t } = useWording()
  const { plan, row, doubt } = props
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const isItem = doubt.entry === null
  const say = async (verdict: 'same' | 'different') => {
    if (busy) return
    setBusy(true)
    setFault(null)
    try {
      await settle(row.id, { other: doubt.other, verdict, note: null })
      await props.onSettled(!isItem ? 'stands' : verdict === 'same' ? 'same' : 'two')
    } catch (error) {
      setFault(problemSentence(error, t))
    } finally {
      setBusy(false)
    }
  }
  useKeys(
    isItem
      ? { KeyM: () => void say('same'), KeyD: () => void say('different') }
      : { KeyD: () => void say('different') },
  )
  const rows = isItem ? comparedItems(props, t) : comparedEntries(props, t)
  return (
    <div className={styles.doubt}>
      <h2 className={styles.title}>
        <span aria-hidden="true">▲ </span>
        {t(isItem ? 'review.duplicate.title' : 'review.duplicate.titleEntry')}
      </h2>
      <p className="quiet">
        {t(`review.duplicate.because.${doubt.kind}`)}
        {props.more > 0 ? t('review.duplicate.more', { count: props.more }) : ''}
      </p>
      {doubt.answer === null ? null : (
        <p className="quiet">
          {t('review.duplicate.reporterSays', { name: doubt.answeredBy ?? '', difference: doubt.difference ?? '' })}
        </p>
      )}
      <table className={styles.table}>
        <caption className="hidden-text">{t('review.duplicate.table')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">
              {t('review.duplicate.this')}
              <PlanText className={styles.by}>{departmentName(plan, row.department)}</PlanText>
            </th>
            <th scope="col">
              {t('review.duplicate.that')}
              <PlanText className={styles.by}>
                {(doubt.item?.departments ?? []).map((one) => departmentName(plan, one.department)).join('、')}
              </PlanText>
            </th>
            <th scope="col">
              <span className="hidden-text">{t('review.duplicate.verdict')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, mine, theirs }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{mine === null ? t('review.nothingSaid') : <PlanText>{mine}</PlanText>}</td>
              <td>{theirs === null ? t('review.nothingSaid') : <PlanText>{theirs}</PlanText>}</td>
              <td className={mine === theirs ? 'quiet' : 'risk'}>
                {mine === null && theirs === null
                  ? NOT_APPLICABLE
                  : mine === theirs
                    ? t('review.duplicate.alike')
                    : `▲ ${t('review.duplicate.unlike')}`}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('review.line.evidence')}</th>
            <td>
              {props.files.map((file) => (
                <button
                  key={file.id}
                  type="button"
                  className={`word ${styles.file}`}
                  onClick={() => props.onLook(file.id)}
                >
                  {t(`words.evidence.${file.kind}`)}
                </button>
              ))}
            </td>
            <td>
              {doubt.item === null ? null : (
                <Link {...paths.item(doubt.item.id)} target="_blank">
                  {t('review.duplicate.openOther')}
                </Link>
              )}
            </td>
            <td />
          </tr>
        </tbody>
      </table>
      {fault === null ? null : (
        <p className="behind" role="alert">
          {fault}
        </p>
      )}
      <div className={styles.answers}>
        {isItem ? (
          <div>
            <Button className={styles.answer} onClick={() => void say('same')} aria-keyshortcuts="M">
              {t('review.duplicate.same')} <Key>M</Key>
            </Button>
            <p className="quiet">{sameThen(props, t)}</p>
          </div>
        ) : null}
        <div>
          <Button className={styles.answer} onClick={() => void say('different')} aria-keyshortcuts="D">
            {t(isItem ? 'review.duplicate.different' : 'review.duplicate.stands')} <Key>D</Key>
          </Button>
          <p className="quiet">{t(isItem ? 'review.duplicate.differentThen' : 'review.duplicate.standsThen')}</p>
        </div>
      </div>
      {isItem && doubt.item !== null ? <Effects {...props} other={doubt.item.id} /> : null}
      <p className="quiet">{t('review.duplicate.askReporter')}</p>
    </div>
  )
}

type T = ReturnType<typeof useWording>['t']

/** What joining the two would bring, told of these two alone. */
function sameThen({ row, detail, doubt }: { row: QueueRow; detail: EntryDetail; doubt: Doubt }, t: T): string {
  const { stage, number, departments } = joining(row.department, detail.content, doubt.item)
  return [
    ...(stage === null ? [] : [t('review.duplicate.joined.stage', { stage: t(`words.stage.${stage}`) })]),
    ...(number === null ? [] : [t('review.duplicate.joined.number', { number })]),
    t(departments === 1 ? 'review.duplicate.joined.one' : 'review.duplicate.joined.several', { count: departments }),
  ].join('')
}

function comparedItems({ detail, doubt }: { detail: EntryDetail; doubt: Doubt }, t: T): Compared[] {
  const { content } = detail
  const other = doubt.item
  const stage = (name: string | null | undefined, on: string | null | undefined) =>
    name == null ? null : `${t(`words.stage.${name as 'issued'}`)} ${on ?? ''}`
  return [
    {
      label: t(content.kind === 'standard' ? 'review.line.number' : 'review.line.code'),
      mine: content.number ?? content.planNumber,
      theirs:
        other?.number ??
        (other?.planNumber == null ? null : t('review.duplicate.noNumberYet', { plan: other.planNumber })),
    },
    { label: t('review.line.title'), mine: content.title, theirs: other?.title ?? null },
    {
      label: t('review.line.stage'),
      mine: stage(content.stage, content.effectiveOn),
      theirs: stage(other?.stage, other?.effectiveOn),
    },
  ]
}

function comparedEntries({ detail, doubt }: { detail: EntryDetail; doubt: Doubt }, t: T): Compared[] {
  const { content } = detail
  return [
    { label: t('review.line.title'), mine: content.title, theirs: doubt.entry?.title ?? null },
    { label: t('review.line.day'), mine: content.effectiveOn, theirs: doubt.entry?.day ?? null },
  ]
}

/** 若并入, 若是两项: what either answer would do to the figures. */
function Effects({ plan, row, detail, other }: { plan: Plan; row: QueueRow; detail: EntryDetail; other: string }) {
  const { t } = useWording()
  const merged = useQuery(mergedEffectQuery(row.id, other))
  const codes = [...new Set([...(merged.data?.targets ?? []), ...detail.targets].map((one) => one.target))]
  const moving = codes.filter((code) =>
    [merged.data?.targets, detail.targets].some((targets) =>
      targets?.some((one) => one.target === code && one.district.now !== one.district.after),
    ),
  )
  const figure = (targets: EntryDetail['targets'] | undefined, code: string) => {
    const found = targets?.find((one) => one.target === code)
    return found === undefined ? '…' : change(found.district)
  }
  return (
    <section aria-label={t('review.effect.title')} className={styles.effects}>
      <h3 className={claim.effectTitle}>{t('review.effect.title')}</h3>
      {moving.length === 0 ? <p>{t('review.duplicate.noChange')}</p> : null}
      {moving.map((code) => {
        const name = plan.targets.find((one) => one.code === code)?.name ?? code
        return (
          <dl key={code} className={styles.pair}>
            <div>
              <dt>
                {t('review.duplicate.ifSame')} <PlanText>{name}</PlanText>
              </dt>
              <dd>{figure(merged.data?.targets, code)}</dd>
            </div>
            <div>
              <dt>
                {t('review.duplicate.ifTwo')} <PlanText>{name}</PlanText>
              </dt>
              <dd>{figure(detail.targets, code)}</dd>
            </div>
          </dl>
        )
      })}
    </section>
  )
}
