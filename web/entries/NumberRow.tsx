import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { Kind } from '../../db/words.ts'
import { type NumberReading, parseStandardNumber } from '../../server/standards/number.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { afterPaste, type Form } from './form.ts'
import styles from './Report.module.css'
import { goTo, Row } from './Row.tsx'

const OTHER_KINDS: readonly Kind[] = ['pilot', 'organization', 'platform', 'enterprise']

/** The first field: whatever is pasted is read at once and shown cut into its parts, each with its meaning. */
export function NumberRow(props: {
  form: Form
  change: (next: Partial<Form> | ((form: Form) => Form)) => void
  error: string | undefined
  onBlur: () => void
  onEnter: () => void
  /** The draft that was left unfinished last. */
  last: { id: string; name: string; day: string } | undefined
}) {
  const { t } = useWording()
  const { form, change } = props
  const [editing, setEditing] = useState(false)
  const titleId = useId()
  const isOther = form.kind !== null && form.kind !== 'standard'
  const read = isOther || form.pasted.trim() === '' ? null : parseStandardNumber(form.pasted)
  const wrong = props.error ?? refusalOf(t, read)
  /** The word that was pressed goes away: what it asks for takes the focus. */
  const choose = (next: Partial<Form>) => {
    change(next)
    requestAnimationFrame(() => goTo(next.subject === 'task' ? 'task' : 'title'))
  }
  const isBare = form.pasted.trim() === '' && form.kind === null
  return (
    <>
      <Row
        field={isOther ? 'title' : 'number'}
        label={isOther ? t('entries.field.title') : t('entries.field.number')}
        error={wrong}
      >
        {({ labelledBy, describedBy, invalid }) => (
          <>
            <input
              type="text"
              className={styles.first}
              aria-labelledby={labelledBy}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              autoComplete="off"
              spellCheck={false}
              maxLength={500}
              placeholder={isOther ? undefined : t('entries.number.example')}
              value={form.pasted}
              // biome-ignore lint/a11y/noAutofocus: the page is for typing, and this is where it begins
              autoFocus={form.pasted === ''}
              onChange={(event) => {
                const typed = event.currentTarget.value
                change((before) => afterPaste(before, typed).form)
              }}
              onBlur={props.onBlur}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
                event.preventDefault()
                props.onEnter()
              }}
            />
            {read?.ok ? (
              <Cut
                read={read}
                form={form}
                change={change}
                editing={editing}
                setEditing={setEditing}
                titleId={titleId}
              />
            ) : form.planNumber !== null && !isOther ? (
              <PlanCut form={form} change={change} editing={editing} setEditing={setEditing} titleId={titleId} />
            ) : isBare ? (
              <p className={styles.hint}>{t('entries.number.hint')}</p>
            ) : null}
          </>
        )}
      </Row>
      {isBare ? (
        <div className={styles.row}>
          <div className={styles.label}>{t('entries.number.noNumber')}</div>
          <div className={styles.control}>
            <p className={styles.links}>
              {OTHER_KINDS.map((kind) => (
                <button key={kind} type="button" className={styles.link} onClick={() => choose({ kind })}>
                  {t(`words.kind.${kind}`)}
                </button>
              ))}
              <button type="button" className={styles.link} onClick={() => choose({ subject: 'task' })}>
                {t('entries.number.task')}
              </button>
            </p>
            {props.last === undefined ? null : (
              <p className={styles.hint}>
                {t('entries.number.last')}
                <Link {...paths.entry(props.last.id)}>
                  {props.last.name} · {props.last.day}
                </Link>
              </p>
            )}
          </div>
        </div>
      ) : null}
    </>
  )
}

type T = ReturnType<typeof useWording>['t']

/** Why what was pasted is no standard number; a text without any is simply a title. */
function refusalOf(t: T, read: NumberReading | null): string | undefined {
  if (read === null || read.ok) return undefined
  switch (read.reason) {
    case 'no-number':
    case 'plan-number':
      return undefined
    case 'two-numbers':
      return t('entries.number.twoNumbers', { numbers: read.numbers.join('、') })
    case 'document-number':
      return t('entries.number.documentNumber')
    case 'metrology-rule':
      return t('entries.number.metrology', { found: read.found ?? '' })
    case 'unknown-code':
      return t('entries.number.unknownCode', { found: read.found ?? '' })
    default:
      return t('entries.number.refused', { why: t(`words.refusal.${read.reason}`) })
  }
}

type CutProps = {
  form: Form
  change: (next: Partial<Form>) => void
  editing: boolean
  setEditing: (editing: boolean) => void
  titleId: string
}

function Cut({ read, ...rest }: CutProps & { read: Extract<NumberReading, { ok: true }> }) {
  const { t } = useWording()
  const [, base = read.code, nature = ''] = /^(.*?)(\/[TZ])?$/.exec(read.code) ?? []
  const isPlain = nature === '' && read.nature !== 'unknown'
  const what = [
    isPlain ? t(`words.nature.${read.nature}`) : null,
    read.place ?? read.sector,
    t(`words.class.${read.class}`),
  ]
    .filter(Boolean)
    .join('')
  const parts: [string, string][] = [
    [base, what],
    ...(nature === '' ? [] : ([[nature, t(`words.nature.${read.nature}`)]] as [string, string][])),
    [read.part === null ? read.serial : `${read.serial}.${read.part}`, t('entries.number.serial')],
    ...(read.year === null ? [] : ([[String(read.year), t('entries.number.year')]] as [string, string][])),
    ...(read.amendment === null ? [] : ([[read.amendment, t('entries.number.amendment')]] as [string, string][])),
  ]
  return (
    <div className={styles.cut}>
      <ol className={styles.parts} aria-label={read.canonical}>
        {parts.map(([text, meaning]) => (
          <li key={meaning}>
            <span className={styles.part}>{text}</span>
            <span className={styles.meaning}>{meaning}</span>
          </li>
        ))}
      </ol>
      <Title {...rest}>
        {read.tidied.length === 0 ? null : (
          <span className={styles.hint}>
            {t('entries.number.tidied', { what: read.tidied.map((one) => t(`words.tidying.${one}`)).join('、') })}
          </span>
        )}
      </Title>
    </div>
  )
}

function PlanCut(props: CutProps) {
  const { t } = useWording()
  return (
    <div className={styles.cut}>
      <ol className={styles.parts}>
        <li>
          <span className={styles.part}>{props.form.planNumber}</span>
          <span className={styles.meaning}>{t('entries.number.plan')}</span>
        </li>
      </ol>
      <Title {...props} />
    </div>
  )
}

function Title({ form, change, editing, setEditing, titleId, children }: CutProps & { children?: React.ReactNode }) {
  const { t } = useWording()
  const isOpen = editing || form.title.trim() === ''
  return (
    <div className={styles.named} id="field-title">
      {isOpen ? (
        <>
          <label htmlFor={titleId} className={styles.hint}>
            {t('entries.field.title')}
          </label>
          <input
            id={titleId}
            type="text"
            className={styles.input}
            maxLength={200}
            value={form.title}
            onChange={(event) => change({ title: event.currentTarget.value, titleTyped: true })}
            onBlur={() => setEditing(false)}
          />
        </>
      ) : (
        <p className={styles.title} lang="zh-CN">
          {form.title}{' '}
          <button type="button" className={styles.link} onClick={() => setEditing(true)}>
            {t('entries.number.editTitle')}
          </button>
        </p>
      )}
      {children}
    </div>
  )
}
