import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback, useState } from 'react'
import type { EntryAction } from '../../db/words.ts'
import type { Plan } from '../../server/plan/contract.ts'
import { itemQuery } from '../api.ts'
import { useWording } from '../i18n.ts'
import { paths } from '../paths.ts'
import { Problem } from '../problem.ts'
import { type SignedInPerson, usePerson } from '../session/api.ts'
import { RequireSignIn } from '../session/RequireSignIn.tsx'
import { Loaded, SkeletonRows } from '../ui/Loaded.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { usePlan, usePlanCode } from '../view.ts'
import { entryQuery } from './api.ts'
import { Editor } from './Editor.tsx'
import { afterPaste, EMPTY, type Form, formFor } from './form.ts'
import { Shown } from './Shown.tsx'
import { type ReportSearch, reportSearch } from './search.ts'

/** What was just done, for the receipt that stays on the page. */
export type Done = { action: EntryAction; receipt: string | null }

/** 填报: a new entry, one that is being written, or one that cannot be changed now, with its cause. */
export function ReportPage() {
  return (
    <RequireSignIn roles={['reporter', 'head', 'reviewer', 'auditor', 'viewer']}>
      <Report />
    </RequireSignIn>
  )
}

function Report() {
  const { id } = useParams({ strict: false }) as { id?: string }
  const search = reportSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const plan = usePlan()
  const person = usePerson()
  // The draft that this page itself made: the form goes on, nothing is loaded over it.
  const [made, setMade] = useState<{ id: string; item: string | undefined }>()
  const [round, setRound] = useState(0)
  const [done, setDone] = useState<Done>()
  /** The entry that was moved on elsewhere while it was being written here. */
  const [closed, setClosed] = useState<string>()
  const isOurs = id !== undefined && id === made?.id
  const detail = useQuery({ ...entryQuery(id ?? ''), enabled: id !== undefined && !isOurs })
  const isNew = id === undefined || isOurs
  // Once saved, the address names the draft alone: the form under it stays the one that began with the item.
  const item = isOurs ? made?.item : isNew ? search.item : undefined
  const code = usePlanCode()
  const chosen = useQuery({
    ...itemQuery(code ?? '', item ?? '', {}),
    enabled: item !== undefined && code !== undefined,
  })
  const onCreated = useCallback(
    (next: string) => {
      setMade({ id: next, item })
      void navigate({ ...paths.entry(next), replace: true, resetScroll: false })
    },
    [navigate, item],
  )
  const refetch = detail.refetch
  const onMoved = useCallback(
    async (what: Done) => {
      setDone(what)
      setClosed(undefined)
      setMade(undefined)
      await refetch()
      setRound((before) => before + 1)
    },
    [refetch],
  )
  const onClosed = useCallback((which: string) => {
    setClosed(which)
    setDone(undefined)
    setMade(undefined)
    setRound((before) => before + 1)
  }, [])
  const skeleton = <SkeletonRows rows={8} widths={['6rem', '34rem']} />
  const beginWith = (planData: Plan, show: (begin: Form) => ReactNode) =>
    item === undefined ? (
      show(beginningOf(planData, search))
    ) : (
      <Loaded query={chosen} skeleton={skeleton} empty={null}>
        {(known) => show(formFor(known))}
      </Loaded>
    )
  if (person == null) return skeleton
  return (
    <Loaded query={plan} skeleton={skeleton} empty={null}>
      {(planData) =>
        isNew ? (
          beginWith(planData, (begin) => (
            <Editor
              key={`new-${item ?? ''}-${round}`}
              plan={planData}
              person={person}
              detail={null}
              begin={begin}
              done={undefined}
              onCreated={onCreated}
              onMoved={onMoved}
              onClosed={onClosed}
            />
          ))
        ) : detail.error instanceof Problem && (detail.error.status === 400 || detail.error.status === 404) ? (
          <NoEntry />
        ) : (
          <Loaded query={detail} skeleton={skeleton} empty={null}>
            {(entry) =>
              entry.allowed.includes('edit') ? (
                <Editor
                  key={`${entry.id}-${round}`}
                  plan={planData}
                  person={person}
                  detail={entry}
                  begin={EMPTY}
                  done={done}
                  onCreated={onCreated}
                  onMoved={onMoved}
                  onClosed={onClosed}
                />
              ) : (
                <Shown
                  key={`${entry.id}-${round}`}
                  plan={planData}
                  account={person.account}
                  detail={entry}
                  done={done}
                  isClosed={closed === entry.id}
                  onMoved={onMoved}
                />
              )
            }
          </Loaded>
        )
      }
    </Loaded>
  )
}

/** An id that is none, or one of another department: both are told the same. */
export function NoEntry() {
  const { t } = useWording()
  return (
    <PageTitle
      title={t('entries.none.title')}
      deck={
        <>
          {t('entries.none.deck')} <Link {...paths.entries()}>{t('entries.sent.back')}</Link>
        </>
      }
    />
  )
}

/** What a new form begins with: a text, a task or a project that a link brought along. */
function beginningOf(plan: Plan, search: ReportSearch): Form {
  if (search.task !== undefined) return { ...EMPTY, subject: 'task', task: search.task }
  const project = plan.columns
    .flatMap((column) => column.groups.flatMap((group) => group.projects))
    .find((one) => one.code === search.project)
  const named =
    project === undefined
      ? EMPTY
      : { ...EMPTY, kind: project.kind, level: project.level, project: project.code, projectChosen: true }
  const text = search.text ?? (project?.kind === 'standard' ? '' : (project?.name ?? ''))
  return text === '' ? named : afterPaste(named, text).form
}

/** Departments that a person reports for; all of the plan for a role without one. */
export function departmentsFor(person: SignedInPerson, plan: Plan): readonly string[] {
  const own = person.roles.filter((one) => one.role === 'reporter')
  if (own.some((one) => one.department === null)) return plan.departments.map((one) => one.code)
  return [...new Set(own.flatMap((one) => one.department ?? []))]
}
