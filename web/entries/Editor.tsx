import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { EntryField } from '../../db/words.ts'
import type { EntryDetail, Preview } from '../../server/entries/contract.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { newKey } from '../api.ts'
import { formatInstant } from '../format.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import type { SignedInPerson } from '../session/api.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { KeyHelpButton } from '../ui/KeyHelp.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { ActionBar, submitLabel } from './ActionBar.tsx'
import { actOn, entriesListQuery, previewQuery } from './api.ts'
import { ConflictBox } from './ConflictBox.tsx'
import { DueNote } from './DueNote.tsx'
import { EvidenceRows } from './EvidenceRows.tsx'
import { allFaults, stepOf, worded } from './faults.ts'
import { bodyOf, type Form, suggestProject } from './form.ts'
import { Correction, History } from './History.tsx'
import { useCtrlEnter, useDelayed, useIsPhone } from './hooks.ts'
import { KindRows } from './KindRows.tsx'
import { MatchRow } from './MatchRow.tsx'
import { NumberRow } from './NumberRow.tsx'
import { OptionalRows } from './OptionalRows.tsx'
import styles from './Report.module.css'
import { type Done, departmentsFor } from './ReportPage.tsx'
import { ReturnedBox, useMarks } from './Returned.tsx'
import { goTo } from './Row.tsx'
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
  onClosed: (id: string) => void
}) {
  const { t, language } = useWording()
  const { plan, person, detail } = props
  const navigate = useNavigate()
  const departments = departmentsFor(person, plan)
  const [picked, setPicked] = useState<string>()
  const department = detail?.department ?? (departments.length === 1 ? departments[0] : picked)
  const where = { plan: plan.code, department }
  const { begin, onCreated, onClosed } = props
  const draft = useDraft({ account: person.account, where, detail, begin, onCreated, onClosed })
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
  const isAbout = form.subject === 'task' ? form.task !== null : form.kind !== null || form.pasted !== ''
  const canAsk = department !== undefined && isAbout
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
    await draft.make()
    return draft.latest()?.id
  }, [draft.make, draft.latest])
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
      if (now === null) return focusBox()
      if (!saved) return
      const answer = await actOn(now.id, 'submit', now.version, submitKey.current)
      draft.learn(answer)
      await props.onMoved({ action: 'submit', receipt: answer.receipt })
    } catch (error) {
      submitKey.current = newKey()
      if (await draft.hasClosed(error)) return
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
    try {
      const answer = await actOn(now.id, 'discard', now.version, newKey())
      draft.learn(answer)
      await props.onMoved({ action: 'discard', receipt: answer.receipt })
    } catch (error) {
      if (await draft.hasClosed(error)) return
      setTried(true)
      setRefusal(error instanceof Problem ? error.message : t('entries.bar.connectFirst'))
    }
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
            ) : null}{' '}
            <KeyHelpButton
              rows={[
                { keys: ['Ctrl', 'Enter'], does: t('entries.keys.submit') },
                { keys: ['Enter'], does: t('entries.keys.next') },
                ...(isTask ? [] : [{ keys: ['←', '→'], does: t('entries.keys.ladder') }]),
                { keys: ['↓'], does: t('entries.keys.calendar') },
                { keys: ['Esc'], does: t('entries.keys.cancel') },
              ]}
            />
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
}
