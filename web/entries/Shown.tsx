import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { EntryAction, EntryField } from '../../db/words.ts'
import type { EntryDetail } from '../../server/entries/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { newKey } from '../api.ts'
import { formatBytes } from '../format.ts'
import { useWording, type Wording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Section } from '../ui/Section.tsx'
import { actOn, createEntry, entriesMoved, evidenceQuery, fileAddress } from './api.ts'
import type { Body } from './form.ts'
import { bodyOf, bodyOfContent, EMPTY } from './form.ts'
import { Correction, History, sayValue } from './History.tsx'
import { dropCopy, findCopy, type LocalCopy, unsavedIn } from './local-copy.ts'
import styles from './Report.module.css'
import type { Done } from './ReportPage.tsx'
import { Mark } from './Row.tsx'
import { Verdict } from './Verdict.tsx'

/** An entry that cannot be changed now: the receipt of what was just done, the cause and the way out, what it says. */
export function Shown(props: {
  plan: Plan
  /** Whose unsaved words may lie on this computer. */
  account: string
  detail: EntryDetail
  done: Done | undefined
  /** It was being written here while it was moved on elsewhere. */
  isClosed: boolean
  onMoved: (done: Done) => Promise<void>
}) {
  const { t, day } = useWording()
  const { plan, detail, done } = props
  const navigate = useNavigate()
  const client = useQueryClient()
  const [fault, setFault] = useState<string>()
  const receipt = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (done !== undefined) receipt.current?.focus()
  }, [done])
  const { content, state } = detail
  const task = plan.tasks.find((one) => one.number === content.task)
  const name = content.title ?? content.number ?? (task === undefined ? t('entries.title.unnamed') : task.title)
  const may = (action: 'recall' | 'restore' | 'correct') => detail.allowed.includes(action)
  const act = async (action: EntryAction) => {
    setFault(undefined)
    try {
      const answer = await actOn(detail.id, action, detail.version, newKey())
      entriesMoved(client)
      await props.onMoved({ action, receipt: answer.receipt })
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('common.noAnswer'))
    }
  }
  const correctKey = useRef(newKey())
  /** A correction begins as a copy of what it corrects, so the draft is made at once. */
  const correct = async () => {
    setFault(undefined)
    try {
      const where = { plan: detail.plan, department: detail.department, corrects: detail.id }
      const made = await createEntry(where, {}, [], correctKey.current)
      await navigate({ ...paths.entry(made.id) })
    } catch (error) {
      setFault(error instanceof Problem ? error.message : t('common.noAnswer'))
    }
  }
  const what = [
    name,
    content.stage === null ? null : t(`words.stage.${content.stage}`),
    content.effectiveOn === null ? null : day(content.effectiveOn),
  ]
    .filter(Boolean)
    .join('，')
  const recall = may('recall') ? (
    <button type="button" className={styles.link} onClick={() => void act('recall')}>
      {t('entries.sent.recall')}
    </button>
  ) : null
  return (
    <div className={styles.page}>
      <PageTitle
        title={t('entries.title.shown', { name })}
        deck={
          <>
            <Mark kind={state} /> {t(`words.entryState.${state}`)}
            {detail.receipt === null ? '' : ` · ${t('entries.receipt', { number: detail.receipt })}`} ·{' '}
            <span lang="zh-CN">{plan.departments.find((one) => one.code === detail.department)?.name}</span> ·{' '}
            <Link {...paths.entries()}>{t('entries.list')}</Link>
          </>
        }
      />
      <Unsaved {...props} />
      {done?.action === 'submit' && (state === 'awaiting-sign' || state === 'in-review') ? (
        <div ref={receipt} tabIndex={-1} className={styles.box}>
          <Notice
            tone="done"
            role="status"
            title={
              <>
                <Mark kind="done" />{' '}
                {state === 'awaiting-sign'
                  ? t('entries.sent.sign', { person: detail.next.people.join('、'), number: detail.receipt ?? '' })
                  : t('entries.sent.review', { number: detail.receipt ?? '' })}
              </>
            }
          >
            <p>{t('entries.sent.deck', { what })}</p>
            <p className={styles.links}>
              <Button kind="primary" onClick={() => void navigate({ ...paths.report() })}>
                {t('entries.sent.another')}
              </Button>
              {recall}
              <Link {...paths.entries()}>{t('entries.sent.back')}</Link>
            </p>
          </Notice>
        </div>
      ) : (
        <Notice
          tone="plain"
          title={
            <>
              <Mark kind="lock" /> {t(`entries.locked.${lockOf(state)}`)}
            </>
          }
        >
          <p>
            {recall !== null ? (
              <>
                {t('entries.locked.recallable')} {recall}
              </>
            ) : may('correct') ? (
              <>
                {t('entries.locked.correct')}{' '}
                <button type="button" className={styles.link} onClick={() => void correct()}>
                  {t('entries.locked.correctNow')}
                </button>
              </>
            ) : state === 'discarded' ? (
              <>
                {t('entries.locked.restoreDeck')}{' '}
                {may('restore') ? (
                  <button type="button" className={styles.link} onClick={() => void act('restore')}>
                    {t('entries.sent.restore')}
                  </button>
                ) : null}
              </>
            ) : state === 'voided' ? (
              t('entries.locked.voidedDeck')
            ) : null}{' '}
            {detail.correctedBy === null ? null : (
              <>
                {t('entries.locked.corrected')}{' '}
                <Link {...paths.entry(detail.correctedBy)}>{t('entries.locked.see')}</Link>
              </>
            )}
          </p>
        </Notice>
      )}
      {fault === undefined ? null : <Notice tone="wrong" role="alert" title={fault} />}
      <div className={styles.columns}>
        <div className={styles.form}>
          <Section title={t('entries.summary.title')}>
            <ContentTable plan={plan} content={content} />
          </Section>
          <Papers entry={detail.id} />
        </div>
        {detail.targets.length === 0 ? null : (
          <Verdict
            plan={plan}
            department={detail.department}
            form={{
              ...EMPTY,
              subject: content.subject,
              kind: content.kind,
              class: detail.item?.class ?? content.class,
              level: content.level,
              units: content.units,
              project: content.project,
            }}
            targets={detail.targets}
            next={undefined}
            failed={false}
            isOpen={false}
          />
        )}
      </div>
      <Correction plan={plan} detail={detail} />
      <History plan={plan} detail={detail} />
    </div>
  )
}

/**
 * What happened elsewhere while it was being written here, and what was typed and not saved: it stays readable until it
 * is put away, and comes back into the form where the entry is taken back.
 */
function Unsaved(props: { plan: Plan; account: string; detail: EntryDetail; isClosed: boolean }) {
  const wording = useWording()
  const { t } = wording
  const { plan, account, detail, isClosed } = props
  const [copy, setCopy] = useState<LocalCopy>()
  // After the form has gone, which keeps what it holds as it goes.
  useEffect(() => setCopy(findCopy(account, detail.id)), [account, detail.id])
  const lost = copy === undefined ? [] : lostLines(wording, plan, copy, detail)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isClosed) box.current?.focus()
  }, [isClosed])
  if (lost.length === 0 && !isClosed) return null
  const { state } = detail
  return (
    <div ref={box} tabIndex={-1} className={styles.box}>
      <Notice
        tone="warn"
        role="alert"
        title={isClosed ? t(`entries.closed.${lockOf(state)}`) : t('entries.closed.unsaved', { count: lost.length })}
      >
        {lost.length === 0 ? null : (
          <>
            <p>
              {isClosed ? t('entries.closed.unsavedToo', { count: lost.length }) : ''}
              {detail.allowed.includes('recall') ? t('entries.closed.recall') : ''}
            </p>
            <dl className={styles.content}>
              {lost.map(({ field, text }) => (
                <div key={field}>
                  <dt>{t(`entries.field.${field}`)}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
            <button
              type="button"
              className={styles.link}
              onClick={() => {
                dropCopy(account, detail.id)
                setCopy(undefined)
              }}
            >
              {t('entries.closed.putAway')}
            </button>
          </>
        )}
      </Notice>
    </div>
  )
}

function lostLines(wording: Wording, plan: Plan, copy: LocalCopy, detail: EntryDetail) {
  const { keys, form } = unsavedIn(copy, bodyOfContent(detail.content))
  // What is no day yet stands as it was typed.
  const said: Record<string, unknown> = { ...bodyOf(form), effectiveOn: form.dayText, termTo: form.termText }
  return SHOWN.filter((field) => keys.includes(field)).map((field) => ({
    field,
    text: sayValue(wording, plan, { field }, said[field] as string),
  }))
}

type Lock = 'awaiting-sign' | 'in-review' | 'recognised' | 'voided' | 'discarded'
const lockOf = (state: EntryDetail['state']): Lock => (state === 'draft' || state === 'returned' ? 'in-review' : state)

const SHOWN: readonly Exclude<EntryField, 'evidence' | 'item'>[] = [
  'kind',
  'number',
  'planNumber',
  'title',
  'class',
  'level',
  'edition',
  'stage',
  'effectiveOn',
  'termTo',
  'units',
  'task',
  'statement',
  'text',
  'tags',
  'project',
]

/** What an entry says, field by field; what it leaves out is left out. */
export function ContentTable({ plan, content }: { plan: Plan; content: Partial<Body> & { subject: string } }) {
  const wording = useWording()
  const { t } = wording
  const rows = SHOWN.flatMap((field) => {
    const value = content[field]
    const isEmpty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    return isEmpty ? [] : [{ field, text: sayValue(wording, plan, { field }, value as string) }]
  })
  return (
    <dl className={styles.content}>
      {rows.map(({ field, text }) => (
        <div key={field}>
          <dt>{t(`entries.field.${field}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Papers({ entry }: { entry: string }) {
  const { t } = useWording()
  const list = useQuery(evidenceQuery(entry))
  const rows = list.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Section title={t('entries.field.evidence')}>
      <ul className={styles.papers}>
        {rows.map((file) => (
          <li key={file.id}>
            {t(`words.evidence.${file.kind}`)}：
            {file.url === null ? (
              <a href={fileAddress(file.id)} download lang="zh-CN">
                {file.name}
              </a>
            ) : (
              <a href={file.url} target="_blank" rel="noreferrer noopener">
                {file.url}
              </a>
            )}{' '}
            {file.bytes === null ? null : <span className={styles.hint}>{formatBytes(file.bytes)}</span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
