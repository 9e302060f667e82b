import { type KeyboardEvent, useId, useRef } from 'react'
import type { Stage } from '../../db/words.ts'
import type { KnownItem } from '../../server/entries/contract.ts'
import { parseStandardNumber } from '../../server/standards/number.ts'
import { endStagesOf, isEndStage, ladderOf } from '../../server/standards/stages.ts'
import { useWording } from '../i18n.ts'
import { DayInput } from '../ui/DayField.tsx'
import type { Form } from './form.ts'
import styles from './Report.module.css'
import { Mark, placeOf, Row } from './Row.tsx'

/** 到达阶段 and its day: the ladder of the kind as one group, past stages with their day or 没有记录. */
export function StageRow(props: {
  form: Form
  item: KnownItem | null
  change: (next: Partial<Form>) => void
  stageError: string | undefined
  dayError: string | undefined
  /** The day's year differs from the number's and has to be confirmed. */
  asksConfirm: boolean
  /** The last day that something can have happened on. */
  today: string | undefined
  stageMark?: React.ReactNode
  dayMark?: React.ReactNode
  onBlur: (field: 'stage' | 'effectiveOn' | 'termTo') => void
}) {
  const { t } = useWording()
  const { form, item, change } = props
  const { kind } = form
  if (kind === null) return null
  const read = kind === 'standard' && form.number !== null ? parseStandardNumber(form.number) : null
  const standardClass = item?.class ?? (read?.ok ? read.class : form.class)
  const ladder = ladderOf(kind, standardClass)
  const ends = endStagesOf(kind)
  const isIssue = form.stage === 'issued' || form.stage === 'published'
  const byNumber = read?.ok === true && read.dated ? ladder.at(-1) : undefined
  const dayId = `${placeOf('effectiveOn')}-label`
  const saysId = `${placeOf('effectiveOn')}-error`
  return (
    <>
      <Row field="stage" label={t('entries.field.stage')} error={props.stageError} mark={props.stageMark} group>
        {({ labelledBy, describedBy }) => (
          <div className={styles.stage}>
            <Ladder
              rungs={ladder}
              // An end is reported of what is known; nobody begins with it.
              ends={(item?.steps.length ?? 0) > 0 || (form.stage !== null && isEndStage(form.stage)) ? ends : []}
              value={form.stage}
              reached={item?.steps ?? []}
              byNumber={byNumber}
              labelledBy={labelledBy}
              describedBy={describedBy}
              onChange={(stage) => {
                change({ stage, dayConfirmed: false })
                props.onBlur('stage')
              }}
            />
            <div
              id={placeOf('effectiveOn')}
              className={styles.dayBlock}
              data-wrong={props.dayError === undefined ? undefined : true}
            >
              <span id={dayId} className={styles.dayLabel}>
                {form.stage === null
                  ? t('entries.field.effectiveOn')
                  : t('entries.stage.dayOf', { stage: t(`words.stage.${form.stage}`) })}
                {isIssue ? <span className={styles.hint}> {t('entries.stage.notIssue')}</span> : null}
              </span>
              <DayInput
                value={form.dayText}
                max={props.today}
                aria-labelledby={dayId}
                aria-describedby={props.dayError === undefined ? undefined : saysId}
                aria-invalid={props.dayError === undefined ? undefined : true}
                onChange={(dayText) => change({ dayText, dayConfirmed: false })}
                onBlur={() => props.onBlur('effectiveOn')}
              />
              {props.dayMark}
              {props.dayError === undefined ? null : (
                <p id={saysId} className={styles.error}>
                  <Mark kind="wrong" /> {props.dayError}
                </p>
              )}
              {props.asksConfirm || form.dayConfirmed ? (
                <label className={styles.choice}>
                  <input
                    type="checkbox"
                    checked={form.dayConfirmed}
                    onChange={(event) => change({ dayConfirmed: event.currentTarget.checked })}
                  />
                  <span>{t('entries.stage.confirm')}</span>
                </label>
              ) : null}
            </div>
          </div>
        )}
      </Row>
      {kind === 'organization' && form.stage === 'established' ? (
        <Row field="termTo" label={t('entries.stage.term')} note={t('entries.stage.termHint')}>
          {({ labelledBy, describedBy, invalid }) => (
            <DayInput
              value={form.termText}
              aria-labelledby={labelledBy}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              onChange={(termText) => change({ termText })}
              onBlur={() => props.onBlur('termTo')}
            />
          )}
        </Row>
      ) : null}
    </>
  )
}

/** The rungs as one group of radios: arrows move, a reached one shows its day. */
export function Ladder(props: {
  rungs: readonly Stage[]
  ends: readonly Stage[]
  value: Stage | null
  reached: readonly { stage: Stage; on: string }[]
  byNumber: Stage | undefined
  labelledBy: string
  describedBy: string | undefined
  onChange: (stage: Stage) => void
}) {
  const { t } = useWording()
  const name = useId()
  const group = useRef<HTMLDivElement>(null)
  const all = [...props.rungs, ...props.ends]
  const at = props.value === null ? -1 : props.rungs.indexOf(props.value)
  const dayOf = (stage: Stage) => props.reached.find((step) => step.stage === stage)?.on
  const top = Math.max(-1, ...props.reached.map((step) => props.rungs.indexOf(step.stage)))
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const now = props.value === null ? -1 : all.indexOf(props.value)
    const next = all[(now + step + all.length) % all.length]
    if (next === undefined) return
    props.onChange(next)
    group.current?.querySelectorAll<HTMLInputElement>('input')[all.indexOf(next)]?.focus()
  }
  const rung = (stage: Stage, kind: string, under: string) => (
    <label key={stage} className={`${styles.rung} ${styles[kind] ?? ''}`}>
      <input
        type="radio"
        className={styles.dot}
        name={name}
        checked={props.value === stage}
        onChange={() => props.onChange(stage)}
      />
      <span className={styles.rungName}>{t(`words.stage.${stage}`)}</span>
      <span className={styles.rungDay}>{under}</span>
    </label>
  )
  return (
    <div
      ref={group}
      className={styles.ladder}
      role="radiogroup"
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      onKeyDown={onKey}
    >
      <div className={styles.rungs}>
        {props.rungs.map((stage, place) => {
          const day = dayOf(stage)
          const isNow = place === at
          const kind = isNow ? 'isNow' : day !== undefined ? 'isPast' : place < Math.max(at, top) ? 'isGap' : 'isAhead'
          const under =
            day ??
            (isNow && props.byNumber === stage
              ? t('entries.stage.byNumber')
              : kind === 'isGap'
                ? t('entries.stage.noRecord')
                : '')
          return rung(stage, kind, under)
        })}
      </div>
      {props.ends.length === 0 ? null : (
        <div className={styles.ends}>
          <span className={styles.hint}>{t('entries.stage.ended')}</span>
          {props.ends.map((stage) => rung(stage, props.value === stage ? 'isNow' : 'isAhead', dayOf(stage) ?? ''))}
        </div>
      )}
    </div>
  )
}
