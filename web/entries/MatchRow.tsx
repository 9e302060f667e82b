import { Link } from '@tanstack/react-router'
import type { Answer, Doubt, KnownItem, Preview } from '../../server/entries/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { type Form, isNamed } from './form.ts'
import styles from './Report.module.css'
import { Mark, Row } from './Row.tsx'

/** 是否已有: exact duplicates are joined without a question, near ones have to be answered, nothing preselected. */
export function MatchRow(props: {
  plan: Plan
  department: string | undefined
  form: Form
  preview: Preview | undefined
  change: (next: Partial<Form>) => void
  error: string | undefined
  onBlur: () => void
}) {
  const { t } = useWording()
  const { form, preview, change } = props
  if (preview === undefined || form.kind === null || !isNamed(form)) return null
  const { item } = preview
  const near = preview.doubts.filter((one) => one.entry === null)
  const others = item?.departments.filter((one) => one.department !== props.department) ?? []
  const isOwn = item?.departments.some((one) => one.department === props.department) ?? false
  const isKnown = item !== null && (others.length > 0 || isOwn || form.item !== null)
  const answer = (one: Answer) =>
    change({
      answers: [...form.answers.filter((other) => other.item !== one.item), one],
      ...(one.answer === 'same' ? { item: one.item } : form.item === one.item ? { item: null } : {}),
    })
  return (
    <Row field="item" label={t('entries.field.item')} error={props.error} group>
      {() => (
        <>
          {isKnown ? (
            <Joined item={item} isChosen={form.item !== null} {...props} others={others} isOwn={isOwn}>
              {form.item === null ? null : (
                <button
                  type="button"
                  className={styles.link}
                  onClick={() => change({ item: null, answers: form.answers.filter((one) => one.item !== form.item) })}
                >
                  {t('entries.match.change')}
                </button>
              )}
            </Joined>
          ) : near.length === 0 ? (
            <p className={styles.line}>
              <Mark kind="done" /> {t('entries.match.none')}
            </p>
          ) : null}
          {form.item === null
            ? near.map((doubt) => (
                <Question
                  key={doubt.other}
                  {...props}
                  doubt={doubt}
                  said={form.answers.find((one) => one.item === doubt.other)}
                  answer={answer}
                />
              ))
            : null}
        </>
      )}
    </Row>
  )
}

const nameOf = (item: KnownItem) => [item.number ?? item.planNumber, item.title].filter(Boolean).join(' ')

function Joined(props: {
  plan: Plan
  form: Form
  item: KnownItem
  isChosen: boolean
  isOwn: boolean
  others: KnownItem['departments']
  children?: React.ReactNode
}) {
  const { t, day, list } = useWording()
  const { item, plan, form } = props
  const isAdvance = item.stage !== null && form.stage !== null && item.stage !== form.stage
  /** Nobody has submitted it: it is a further draft of the own department, most likely the same one begun twice. */
  const isDraftOnly = item.departments.every((one) => one.state === 'draft' || one.state === 'returned')
  const department = (code: string) => plan.departments.find((one) => one.code === code)?.name ?? code
  return (
    <div className={styles.joined}>
      <p className={styles.line}>
        <Mark kind="done" />{' '}
        {t(props.isChosen ? 'entries.match.chosen' : isDraftOnly ? 'entries.match.inDraft' : 'entries.match.same', {
          what: nameOf(item),
        })}
        {isAdvance && item.stage !== null && form.stage !== null
          ? t('entries.match.advance', { from: t(`words.stage.${item.stage}`), to: t(`words.stage.${form.stage}`) })
          : null}{' '}
        {item.steps.length === 0 ? null : <Link {...paths.item(item.id)}>{t('entries.match.look')}</Link>}{' '}
        {props.children}
      </p>
      {props.others.length > 0 ? (
        <p className={styles.hint}>
          {t('entries.match.sameDeck', {
            departments: list(
              props.others.map((one) =>
                one.on === null
                  ? t('entries.match.by', {
                      department: department(one.department),
                      state: t(`words.entryState.${one.state}`),
                    })
                  : t('entries.match.byOn', {
                      department: department(one.department),
                      day: day(one.on),
                      state: t(`words.entryState.${one.state}`),
                    }),
              ),
            ),
          })}
        </p>
      ) : props.isOwn ? (
        isDraftOnly ? (
          <p className={styles.hint}>
            {t('entries.match.ownDraft')}{' '}
            <Link {...paths.entries({ q: item.number ?? item.planNumber ?? item.title })}>
              {t('entries.match.ownDraftLook')}
            </Link>
          </p>
        ) : (
          <p className={styles.hint}>{t('entries.match.sameOwn')}</p>
        )
      ) : null}
    </div>
  )
}

function Question(props: {
  plan: Plan
  form: Form
  doubt: Doubt
  said: Answer | undefined
  answer: (answer: Answer) => void
  onBlur: () => void
}) {
  const { t, day } = useWording()
  const { doubt, form, said } = props
  const { item } = doubt
  if (item === null) return null
  const name = `near-${doubt.other}`
  const departments = [...new Set(item.departments.map((one) => one.department))]
    .map((code) => props.plan.departments.find((one) => one.code === code)?.name ?? code)
    .join('、')
  const number = item.number ?? item.planNumber ?? item.title
  const newNumber = form.number !== null && item.number === null ? form.number : null
  return (
    <fieldset className={styles.question}>
      <legend className={styles.ask}>
        <Mark kind="warn" />{' '}
        {item.steps.length === 0
          ? t('entries.match.askOwn', { number })
          : t(`entries.match.ask.${doubt.kind}`, { number })}
      </legend>
      <p className={styles.hint}>
        <span lang="zh-CN">{nameOf(item)}</span>
        {item.stage !== null && item.effectiveOn !== null
          ? ` · ${t('entries.match.stands', { stage: t(`words.stage.${item.stage}`), day: day(item.effectiveOn) })}`
          : ''}
        {departments === '' ? '' : ` · ${departments}`}{' '}
        {item.steps.length === 0 ? null : <Link {...paths.item(item.id)}>{t('entries.match.look')}</Link>}
      </p>
      <label className={styles.choice}>
        <input
          type="radio"
          name={name}
          checked={said?.answer === 'same'}
          onChange={() => props.answer({ item: doubt.other, answer: 'same' })}
        />
        <span>
          <strong>{t('entries.match.yes')}</strong>
          {form.number !== null && item.number !== null
            ? t('entries.match.yesTheirs', { number: item.number })
            : form.stage === null
              ? ''
              : t('entries.match.yesAdvance', { to: t(`words.stage.${form.stage}`) })}
          {newNumber === null ? '' : t('entries.match.yesNumber', { number: newNumber })}
        </span>
      </label>
      <label className={styles.choice}>
        <input
          type="radio"
          name={name}
          checked={said?.answer === 'different'}
          onChange={() => props.answer({ item: doubt.other, answer: 'different', difference: said?.difference ?? '' })}
        />
        <span>
          <strong>{t('entries.match.no')}</strong>
          {t('entries.match.noWords')}
        </span>
      </label>
      {said?.answer === 'different' ? (
        <input
          type="text"
          className={styles.input}
          aria-label={t('entries.match.difference')}
          placeholder={t('entries.match.differenceExample')}
          maxLength={200}
          value={said.difference ?? ''}
          onChange={(event) =>
            props.answer({ item: doubt.other, answer: 'different', difference: event.currentTarget.value })
          }
          onBlur={props.onBlur}
        />
      ) : null}
    </fieldset>
  )
}
