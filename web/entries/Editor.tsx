import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type EntryField, LEVELS, STANDARD_CLASSES } from '../../db/words.ts'
import type { Fault } from '../../server/entries/completeness.ts'
import type { EntryDetail, Preview } from '../../server/entries/contract.ts'
import { wordFault } from '../../server/entries/fault-words.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { newKey } from '../api.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import type { SignedInPerson } from '../session/api.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { readDay } from '../ui/day.ts'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { ActionBar } from './ActionBar.tsx'
import { actOn, entriesListQuery, previewQuery } from './api.ts'
import { ConflictBox } from './ConflictBox.tsx'
import { DueNote } from './DueNote.tsx'
import { EvidenceRows } from './EvidenceRows.tsx'
import { bodyOf, bodyOfContent, type Form, suggestProject } from './form.ts'
import { Correction, History, sayValue } from './History.tsx'
import { MatchRow } from './MatchRow.tsx'
import { NumberRow } from './NumberRow.tsx'
import styles from './Report.module.css'
import { type Done, departmentsFor } from './ReportPage.tsx'
import { goTo, Mark, Row } from './Row.tsx'
import { ContentTable } from './Shown.tsx'
import { StageRow } from './StageRow.tsx'
import { TaskRows } from './TaskRows.tsx'
import { UnitRow } from './UnitRow.tsx'
import { useDraft } from './use-draft.ts'
import { Verdict } from './Verdict.tsx'

const PREVIEW_MS = 250

/** The form of one entry, its verdict beside it and what can be done below. */
export function Editor(props: {
  plan: Plan
  person: SignedInPerson
  detail: EntryDetail | null
  begin: Form
  done: Done | undefined
  onCreated: (id: string) => void
  onMoved: (done: Done) => Promise<void>
}) {
  const { t, day, language } = useWording()
  const { plan, person, detail } = props
  const navigate = useNavigate()
  const departments = departmentsFor(person, plan)
  const [picked, setPicked] = useState<string>()
  const department = detail?.department ?? (departments.length === 1 ? departments[0] : picked)
  const where = { plan: plan.code, department }
  const draft = useDraft({ account: person.account, where, detail, begin: props.begin, onCreated: props.onCreated })
  const { form, standing, saving, conflict } = draft
  const [touched, setTouched] = useState<ReadonlySet<EntryField>>(new Set())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const [asksDiscard, setAsksDiscard] = useState(false)
  const [stamp, setStamp] = useState(0)
  const [step, setStep] = useState<1 | 2 | 3>(1)
  const isPhone = useIsPhone()
  const box = useRef<HTMLDivElement>(null)
  const submitKey = useRef(newKey())

  const change = useCallback(
    (next: Partial<Form> | ((form: Form) => Form)) =>
      draft.change((before) => {
        const after = typeof next === 'function' ? next(before) : { ...before, ...next }
        return after.projectChosen ? after : { ...after, project: suggestProject(plan, after.title) }
      }),
    [draft.change, plan],
  )

  // ── how it reads, and what is missing ──
  const body = useDelayed(bodyOf(form), PREVIEW_MS)
  const answers = useDelayed(form.answers, PREVIEW_MS)
  const canAsk = department !== undefined && (form.kind !== null || form.subject === 'task' || form.pasted !== '')
  const asked = useQuery({ ...previewQuery(where, standing?.id, body, answers, stamp), enabled: canAsk })
  const preview: Preview | undefined = canAsk ? asked.data : undefined
  const faults = allFaults(form, preview)
  const messageOf = (field: EntryField): string | undefined => {
    if (saving.kind === 'refused') {
      const refused = saving.problem.errors.find((one) => one.path.split('.')[0] === field)
      if (refused) return refused.message
    }
    if (!tried && !touched.has(field)) return undefined
    const its = faults.filter((one) => one.field === field)
    return (
      its.map((one) => worded(one)[language === 'en' ? 'en' : 'zh']).join(language === 'en' ? '; ' : '；') || undefined
    )
  }
  // A while after the field was left: what appears must not move a button away from under a click.
  const touch = (field: EntryField) =>
    setTimeout(() => setTouched((before) => (before.has(field) ? before : new Set(before).add(field))), 250)
  const missing = faults.length
  const goNext = () => {
    const next = faults[0]?.field
    if (next === undefined) return
    if (isPhone) setStep(stepOf(next))
    requestAnimationFrame(() => goTo(next))
  }

  // ── acts ──
  const ensure = useCallback(async () => {
    await draft.flush()
    return draft.latest()?.id
  }, [draft.flush, draft.latest])
  const submit = async () => {
    if (busy) return
    setTried(true)
    setRefusal(undefined)
    if (conflict !== null) return
    if (faults.some((one) => one.code === 'bad-day') || department === undefined) return focusBox()
    const from = document.activeElement
    setBusy(true)
    try {
      const saved = await draft.flush()
      const now = draft.latest()
      if (!saved || now === null) return
      const answer = await actOn(now.id, 'submit', now.version, submitKey.current)
      draft.learn(answer)
      await props.onMoved({ action: 'submit', receipt: answer.receipt })
    } catch (error) {
      submitKey.current = newKey()
      if (error instanceof Problem && error.type === '/problems/incomplete') setStamp((before) => before + 1)
      else setRefusal(error instanceof Problem ? error.message : t('entries.bar.connectFirst'))
      // Who has gone on to a field in the meantime is not called back from it.
      if (document.activeElement === from || document.activeElement === document.body) focusBox()
    } finally {
      setBusy(false)
    }
  }
  const focusBox = () => requestAnimationFrame(() => box.current?.focus())
  const discard = async () => {
    setAsksDiscard(false)
    if (standing === null) return void navigate({ ...paths.entries() })
    await draft.flush()
    const now = draft.latest()
    if (now === null) return
    const answer = await actOn(now.id, 'discard', now.version, newKey())
    draft.learn(answer)
    await props.onMoved({ action: 'discard', receipt: answer.receipt })
  }
  useCtrlEnter(() => void (isPhone && step < 3 ? setStep((before) => (before === 1 ? 2 : 3)) : submit()))

  const isReturned = standing?.state === 'returned'
  const isTask = form.subject === 'task'
  const isFocused = useRef(false)
  useEffect(() => {
    if (isFocused.current) return
    isFocused.current = true
    // The page is for typing: its first field, or the first that was marked, takes the focus.
    const marked = detail?.moves.findLast((one) => one.action === 'return')?.marks[0]?.field
    if (isReturned && marked !== undefined) goTo(marked)
    else document.querySelector<HTMLElement>(`.${styles.form} input, .${styles.form} select`)?.focus()
  }, [detail, isReturned])
  // What a correction changes is told as the server holds it, anew after each save.
  const client = useQueryClient()
  const savedAt = saving.kind === 'saved' ? saving.at : 0
  const corrected = detail?.corrects == null ? undefined : detail.id
  useEffect(() => {
    if (corrected !== undefined && savedAt > 0)
      void client.refetchQueries({ queryKey: ['/entries', corrected], exact: true })
  }, [client, corrected, savedAt])

  const last = useQuery({
    ...entriesListQuery({ plan: plan.code, state: 'draft', pageSize: 1 }),
    enabled: standing === null,
  }).data?.rows[0]
  const name = form.title.trim() || form.number || t('entries.title.unnamed')
  const title =
    standing === null
      ? t(isTask ? 'entries.title.newTask' : 'entries.title.new')
      : isReturned
        ? t('entries.title.returned', { name })
        : detail?.corrects
          ? t('entries.title.correction', { name })
          : isTask
            ? t('entries.title.newTask')
            : t('entries.title.draft', { name })
  const marks = useMarks(plan, detail, form)
  const shown = (at: 1 | 2 | 3) => !isPhone || step === at
  const number = standing?.receipt ?? null

  return (
    <div className={styles.page}>
      <PageTitle
        title={title}
        deck={
          <>
            {isPhone ? `${t('entries.phone.step', { step })} · ` : ''}
            {number === null ? null : `${t('entries.receipt', { number })} · `}
            <Link {...paths.entries()}>{t('entries.list')}</Link>
            {standing === null && !isPhone ? (
              <>
                {' · '}
                <Link {...paths.import()}>{t('entries.importLink')}</Link>
              </>
            ) : null}
          </>
        }
      />
      {props.done?.action === 'recall' || props.done?.action === 'restore' ? (
        <Notice
          tone="done"
          role="status"
          title={t(`entries.sent.${props.done.action === 'recall' ? 'recalled' : 'restored'}`)}
        />
      ) : null}
      {department === undefined ? null : <DueNote plan={plan.code} department={department} />}
      {draft.restored ? (
        <p className={styles.hint} role="status">
          {t('entries.bar.restored')}
        </p>
      ) : null}
      {isReturned && detail !== null ? <ReturnedBox detail={detail} /> : null}
      {conflict === null ? null : <ConflictBox plan={plan} conflict={conflict} choose={draft.choose} />}
      {draft.joined === null || draft.joined.keys.length === 0 ? null : (
        <Notice
          tone="plain"
          role="status"
          title={t('entries.conflict.joined', {
            by: draft.joined.by ?? t('entries.conflict.somebody'),
            fields: draft.joined.keys.map((key) => t(`entries.field.${key}`)).join('、'),
          })}
        />
      )}
      {tried && (missing > 0 || refusal !== undefined) ? (
        <div ref={box} tabIndex={-1} className={styles.box}>
          <Notice
            tone="wrong"
            role="alert"
            title={
              refusal === undefined
                ? t('entries.faults.title', { count: missing })
                : t('entries.faults.serverSays', { why: refusal })
            }
          >
            <ul>
              {faults.map((one) => (
                <li key={`${one.field}-${one.code}-${JSON.stringify(one.params ?? null)}`}>
                  <button
                    type="button"
                    className={styles.link}
                    onClick={() => {
                      if (isPhone) setStep(stepOf(one.field))
                      requestAnimationFrame(() => goTo(one.field))
                    }}
                  >
                    {t('entries.faults.item', {
                      field: t(`entries.field.${one.field}`),
                      what: worded(one)[language === 'en' ? 'en' : 'zh'],
                    })}
                  </button>
                </li>
              ))}
            </ul>
          </Notice>
        </div>
      ) : null}
      <div className={styles.columns}>
        <form
          className={styles.form}
          aria-label={title}
          onSubmit={(event) => {
            event.preventDefault()
          }}
        >
          {detail === null && departments.length !== 1 && standing === null ? (
            <div className={styles.row}>
              <label className={styles.label} htmlFor="report-department">
                {t('entries.department')}
              </label>
              <div className={styles.control}>
                <select
                  id="report-department"
                  className={styles.select}
                  value={picked ?? ''}
                  onChange={(event) => setPicked(event.currentTarget.value || undefined)}
                >
                  <option value="">{t('entries.departmentHint')}</option>
                  {departments.map((code) => (
                    <option key={code} value={code}>
                      {plan.departments.find((one) => one.code === code)?.name ?? code}
                    </option>
                  ))}
                </select>
              </div>
            </div>
          ) : null}
          {isTask ? (
            shown(1) ? (
              <TaskRows
                plan={plan}
                department={department}
                form={form}
                today={preview?.today}
                change={change}
                messageOf={messageOf}
                touch={touch}
              />
            ) : null
          ) : (
            <>
              {shown(1) ? (
                <>
                  <NumberRow
                    form={form}
                    change={change}
                    error={messageOf('number') ?? messageOf('title')}
                    onBlur={() => {
                      if (form.pasted.trim() !== '') touch('number')
                    }}
                    onEnter={goNext}
                    last={
                      last && standing === null
                        ? { id: last.id, name: last.title ?? last.number ?? '', day: formatInstant(last.updatedAt) }
                        : undefined
                    }
                  />
                  <KindRows form={form} change={change} messageOf={messageOf} touch={touch} />
                  <MatchRow
                    plan={plan}
                    department={department}
                    form={form}
                    preview={preview}
                    change={change}
                    error={messageOf('item')}
                    onBlur={() => touch('item')}
                  />
                </>
              ) : null}
              {shown(2) ? (
                <>
                  <StageRow
                    form={form}
                    item={preview?.item ?? null}
                    change={change}
                    stageError={messageOf('stage')}
                    dayError={messageOf('effectiveOn')}
                    today={preview?.today}
                    asksConfirm={faults.some((one) => one.code === 'day-not-number-year')}
                    stageMark={marks('stage')}
                    dayMark={marks('effectiveOn')}
                    onBlur={touch}
                  />
                  {form.kind === null ? null : (
                    <UnitRow
                      form={form}
                      department={department}
                      change={change}
                      error={messageOf('units')}
                      mark={marks('units')}
                      onBlur={() => touch('units')}
                    />
                  )}
                </>
              ) : null}
            </>
          )}
          {shown(isTask ? 1 : 2) && (isTask || form.kind !== null) ? (
            <EvidenceRows
              form={form}
              entry={standing?.id}
              ensure={ensure}
              error={tried ? messageOf('evidence') : undefined}
              mark={marks('evidence')}
              isOffline={saving.kind === 'offline'}
              inherited={detail?.evidence.flatMap((one) => (one.fromCorrected ? [one.kind] : [])) ?? []}
              onChanged={() => setStamp((before) => before + 1)}
            />
          ) : null}
          {shown(2) && !isTask && form.kind !== null ? <OptionalRows plan={plan} form={form} change={change} /> : null}
          {isPhone && step === 3 ? (
            <ContentTable plan={plan} content={{ ...bodyOf(form), subject: form.subject }} />
          ) : null}
        </form>
        {shown(3) ? (
          <Verdict
            plan={plan}
            department={department}
            form={form}
            targets={preview?.targets}
            next={preview?.next ?? detail?.next}
            failed={asked.isError}
            isOpen
          />
        ) : null}
      </div>
      {detail !== null && detail.corrects !== null ? <Correction plan={plan} detail={detail} /> : null}
      {detail !== null && detail.moves.length > 0 ? <History plan={plan} detail={detail} /> : null}
      <ActionBar
        saving={saving}
        again={() => void draft.flush()}
        missing={canAsk ? missing : Math.max(missing, 1)}
        goNext={goNext}
        label={
          isPhone && step < 3 && !isTask
            ? t(step === 1 ? 'entries.phone.next1' : 'entries.phone.next2')
            : submitLabel(t, preview?.next ?? detail?.next, isReturned)
        }
        busy={busy}
        submit={() => {
          if (isPhone && step < 3 && !isTask) {
            setStep(step === 1 ? 2 : 3)
            scrollTo({ top: 0 })
          } else void submit()
        }}
      >
        {isPhone && step > 1 ? (
          <Button onClick={() => setStep(step === 3 ? 2 : 1)}>{t('entries.phone.previous')}</Button>
        ) : standing === null ? null : (
          <Button onClick={() => setAsksDiscard(true)}>{t('entries.bar.discard')}</Button>
        )}
      </ActionBar>
      {asksDiscard ? (
        <Dialog title={t('entries.bar.discardAsk')} onClose={() => setAsksDiscard(false)}>
          <p className={styles.links}>
            <Button kind="danger" onClick={() => void discard()}>
              {t('entries.bar.discardYes')}
            </Button>
            <Button onClick={() => setAsksDiscard(false)}>{t('entries.bar.keep')}</Button>
          </p>
        </Dialog>
      ) : null}
    </div>
  )

  function ReturnedBox({ detail: one }: { detail: EntryDetail }) {
    const back = one.moves.findLast((move) => move.action === 'return')
    const sent = one.moves.filter((move) => move.action === 'submit')
    if (back === undefined) return null
    return (
      <Notice
        tone="wrong"
        title={
          <>
            <Mark kind="returned" />{' '}
            {back.marks.length > 0
              ? t('entries.returned.titleCount', { count: back.marks.length })
              : t('entries.returned.title')}{' '}
            <span className={styles.boxNote}>
              {t('entries.returned.by', { by: back.by, at: formatInstant(back.at) })}
              {back.mendBy === null ? '' : t('entries.returned.mendBy', { day: day(back.mendBy) })}
            </span>
          </>
        }
      >
        <p>
          <q>{back.reason}</q>
        </p>
        <p className={styles.hint}>
          {t('entries.returned.steps', {
            count: sent.length,
            days: sent.map((move) => formatInstant(move.at).slice(0, 10)).join('、'),
          })}{' '}
          · <a href="#history">{t('entries.returned.history')}</a>
        </p>
      </Notice>
    )
  }
}

type Shown = { field: EntryField; code: Fault['code'] | 'bad-day' | 'no-department'; params?: Fault['params'] }

/** What is missing, with what only the form knows: a day that cannot be read is wrong, not missing. */
function allFaults(form: Form, preview: Preview | undefined): Shown[] {
  const known: Shown[] =
    preview?.faults ??
    (form.pasted === '' && form.subject === 'item' ? [{ field: 'number', code: 'nothing-named' }] : [])
  const read = readDay(form.dayText)
  if (read.ok) return known
  const wrong: Shown = { field: 'effectiveOn', code: 'bad-day', params: { zh: read.zh, en: read.en } }
  const place = known.findIndex((one) => one.field === 'effectiveOn')
  return place < 0 ? [...known, wrong] : known.map((one) => (one.field === 'effectiveOn' ? wrong : one))
}

function worded(fault: Shown): { zh: string; en: string } {
  if (fault.code === 'bad-day') return { zh: String(fault.params?.zh), en: String(fault.params?.en) }
  if (fault.code === 'no-department') return { zh: '请选部门', en: 'Choose the department' }
  return wordFault({ code: fault.code, ...(fault.params ? { params: fault.params } : {}) })
}

const FIRST_STEP: readonly EntryField[] = [
  'kind',
  'number',
  'planNumber',
  'title',
  'class',
  'level',
  'edition',
  'item',
  'task',
  'statement',
  'text',
]
const stepOf = (field: EntryField): 1 | 2 => (FIRST_STEP.includes(field) ? 1 : 2)

type T = ReturnType<typeof useWording>['t']

function submitLabel(t: T, next: Preview['next'] | undefined, again: boolean): string {
  if (next?.action !== 'sign') return t(again ? 'entries.bar.resubmitReview' : 'entries.bar.submitReview')
  const [person, ...others] = next.people
  if (person !== undefined && others.length === 0)
    return t(again ? 'entries.bar.resubmitSign' : 'entries.bar.submitSign', { person })
  return t(again ? 'entries.bar.resubmitHead' : 'entries.bar.submitHead')
}

/** What the reviewer said of a field, and whether it was mended since. */
function useMarks(plan: Plan, detail: EntryDetail | null, form: Form) {
  const wording = useWording()
  const { t } = wording
  return (field: EntryField) => {
    const back = detail?.state === 'returned' ? detail.moves.findLast((one) => one.action === 'return') : undefined
    const mark = back?.marks.find((one) => one.field === field)
    if (mark === undefined || detail === null) return undefined
    const was =
      detail.submitted === null || field === 'evidence' ? null : bodyOfContent(detail.submitted)[field as 'stage']
    const is = field === 'evidence' ? null : bodyOf(form)[field as 'stage']
    const isMended = field !== 'evidence' && JSON.stringify(was) !== JSON.stringify(is)
    return (
      <p className={isMended ? styles.mended : styles.marked}>
        {isMended
          ? t('entries.returned.mended', { note: mark.note, was: sayValue(wording, plan, { field }, was ?? null) })
          : t('entries.returned.mark', { note: mark.note })}
      </p>
    )
  }
}

/** Kind, and what a kind asks beside the seven rows: class of a standard without a number, level, document number. */
function KindRows(props: {
  form: Form
  change: (next: Partial<Form>) => void
  messageOf: (field: EntryField) => string | undefined
  touch: (field: EntryField) => void
}) {
  const { t } = useWording()
  const { form, change } = props
  const { kind } = form
  if (kind === null || (kind === 'standard' && form.number !== null)) return null
  const isStandard = kind === 'standard'
  const isLevelled = kind === 'pilot' || kind === 'organization' || kind === 'platform'
  return (
    <>
      <Row field="kind" label={t('entries.field.kind')} error={props.messageOf('kind')}>
        {({ labelledBy }) => (
          <span className={styles.pair}>
            <select
              className={styles.select}
              aria-labelledby={labelledBy}
              value={kind}
              onChange={(event) =>
                change({
                  kind: event.currentTarget.value as typeof kind,
                  stage: null,
                  item: null,
                  answers: [],
                  level: null,
                  class: null,
                })
              }
            >
              {(['standard', 'pilot', 'organization', 'platform', 'enterprise'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`words.kind.${one}`)}
                </option>
              ))}
            </select>
            <button
              type="button"
              className={styles.link}
              onClick={() =>
                change({
                  kind: null,
                  stage: null,
                  item: null,
                  answers: [],
                  level: null,
                  class: null,
                  number: null,
                  pasted: '',
                  title: '',
                  titleTyped: false,
                })
              }
            >
              {t('entries.number.another')}
            </button>
          </span>
        )}
      </Row>
      {isStandard ? (
        <Row field="class" label={t('entries.field.class')} error={props.messageOf('class')}>
          {({ labelledBy }) => (
            <select
              className={styles.select}
              aria-labelledby={labelledBy}
              value={form.class ?? ''}
              onBlur={() => props.touch('class')}
              onChange={(event) => change({ class: (event.currentTarget.value || null) as Form['class'], stage: null })}
            >
              <option value="">{t('entries.choose')}</option>
              {STANDARD_CLASSES.map((one) => (
                <option key={one} value={one}>
                  {t(`words.class.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Row>
      ) : null}
      {isLevelled ? (
        <Row field="level" label={t('entries.field.level')} error={props.messageOf('level')}>
          {({ labelledBy }) => (
            <select
              className={styles.select}
              aria-labelledby={labelledBy}
              value={form.level ?? ''}
              onBlur={() => props.touch('level')}
              onChange={(event) => change({ level: (event.currentTarget.value || null) as Form['level'] })}
            >
              <option value="">{t('entries.choose')}</option>
              {LEVELS.map((one) => (
                <option key={one} value={one}>
                  {t(`words.level.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Row>
      ) : null}
      {isStandard ? null : (
        <Row
          field="number"
          label={t(kind === 'organization' ? 'entries.field.bodyNumber' : 'entries.field.documentNumber')}
          error={props.messageOf('number')}
        >
          {({ labelledBy }) => (
            <input
              type="text"
              className={styles.input}
              aria-labelledby={labelledBy}
              maxLength={200}
              value={form.number ?? ''}
              placeholder={kind === 'organization' ? 'SAC/TC 901' : '鲁市监标字〔2025〕90号'}
              onChange={(event) => change({ number: event.currentTarget.value || null })}
            />
          )}
        </Row>
      )}
    </>
  )
}

/** 选填: fields that some counting rule reads, and the project of the plan, suggested by its name. */
function OptionalRows({ plan, form, change }: { plan: Plan; form: Form; change: (next: Partial<Form>) => void }) {
  const { t } = useWording()
  return (
    <div className={styles.optional}>
      <p className={styles.hint}>{t('entries.optional')}</p>
      <Row field="tags" label={t('entries.field.tags')} note={t('entries.tagsHint')} group>
        {() => (
          <div className={styles.tags}>
            {plan.tags.map(({ code, name }) => (
              <label key={code} className={styles.choice} lang="zh-CN">
                <input
                  type="checkbox"
                  checked={form.tags.includes(code)}
                  onChange={(event) =>
                    change({
                      tags: event.currentTarget.checked
                        ? [...form.tags, code]
                        : form.tags.filter((one) => one !== code),
                    })
                  }
                />
                <span>{name}</span>
              </label>
            ))}
          </div>
        )}
      </Row>
      <Row field="project" label={t('entries.field.project')}>
        {({ labelledBy }) => (
          <span className={styles.pair}>
            <select
              className={styles.select}
              aria-labelledby={labelledBy}
              value={form.project ?? ''}
              onChange={(event) => change({ project: event.currentTarget.value || null, projectChosen: true })}
            >
              <option value="">{t('entries.project.none')}</option>
              {plan.columns.map((column) => (
                <optgroup key={column.number} label={column.title}>
                  {column.groups
                    .flatMap((group) => group.projects)
                    .map((project) => (
                      <option key={project.code} value={project.code}>
                        {project.name}
                        {project.level === null ? '' : `（${t(`words.level.${project.level}`)}）`}
                      </option>
                    ))}
                </optgroup>
              ))}
            </select>
            {form.project !== null && !form.projectChosen ? (
              <span className={styles.hint}>{t('entries.project.suggested')}</span>
            ) : null}
          </span>
        )}
      </Row>
    </div>
  )
}

/** A value a while after its last change. */
function useDelayed<V>(value: V, wait: number): V {
  const [late, setLate] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setLate(JSON.parse(text) as V), wait)
    return () => clearTimeout(timer)
  }, [text, wait])
  return late
}

function useCtrlEnter(act: () => void) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      if (document.querySelector('dialog[open]')) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

const PHONE = '(max-width: 47.4rem)'

function useIsPhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(PHONE)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(PHONE).matches,
  )
}
