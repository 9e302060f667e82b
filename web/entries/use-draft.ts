import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { EntryState } from '../../db/words.ts'
import type { EntryAnswer, EntryContent, EntryDetail } from '../../server/entries/contract.ts'
import { newKey } from '../api.ts'
import { Problem } from '../problem.ts'
import { createEntry, entriesMoved, entryQuery, patchEntry } from './api.ts'
import {
  type Body,
  type BodyKey,
  bodyOf,
  bodyOfContent,
  changedKeys,
  EMPTY,
  type Form,
  formOf,
  isNamed,
  joinSides,
  withBody,
} from './form.ts'
import { broughtUp, dropCopy, findCopy, keepCopy } from './local-copy.ts'

const PAUSE_MS = 800
const RETRY_MS = [2_000, 4_000, 8_000, 16_000, 30_000]

export type Saving =
  | { kind: 'clean' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: number }
  /** The server cannot be reached: what was typed is kept here. */
  | { kind: 'offline'; since: number; kept: boolean }
  | { kind: 'refused'; problem: Problem }

/** Both sides changed the same fields: each has to be chosen. */
export type Conflict = {
  by: string | null
  at: string | null
  mine: Body
  theirs: Body
  asked: BodyKey[]
  version: number
}

/** How the entry stands on the server, as far as this page knows. */
export type Standing = { id: string; version: number; state: EntryState; receipt: string | null } & Pick<
  EntryAnswer,
  'allowed' | 'refused'
>

/**
 * One entry while it is being written: the form, and how far it has reached the server. Saves itself 800 ms after the
 * last change and on demand; nothing is called saved before the server has answered.
 */
export function useDraft(props: {
  account: string
  where: { plan: string; department?: string | undefined }
  detail: EntryDetail | null
  begin: Form
  onCreated: (id: string) => void
  /** It was submitted, discarded or decided elsewhere, and cannot be written any more. */
  onClosed: (id: string) => void
}) {
  const { account, where, detail, onCreated, onClosed } = props
  const client = useQueryClient()
  const [standing, setStanding] = useState<Standing | null>(() => (detail === null ? null : standingOf(detail)))
  const copyName = detail?.id ?? 'new'
  const [{ first, restored }] = useState(() => {
    const copy = findCopy(account, copyName)
    const form = detail === null ? props.begin : formOf(detail.content)
    const kept = copy === undefined ? undefined : broughtUp(copy, bodyOf(form))
    const isBehind = kept !== undefined && changedKeys(bodyOf(form), bodyOf(kept)).length > 0
    if (kept !== undefined && !isBehind) dropCopy(account, copyName)
    return kept !== undefined && isBehind ? { first: kept, restored: true } : { first: form, restored: false }
  })
  const [form, setForm] = useState<Form>(first)
  const [saving, setSaving] = useState<Saving>(() =>
    detail === null ? { kind: 'clean' } : { kind: 'saved', at: Date.parse(detail.updatedAt) },
  )
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [joined, setJoined] = useState<{ by: string | null; keys: BodyKey[] } | null>(null)

  const now = useRef({ form, standing, where })
  now.current = { form, standing, where }
  const base = useRef<Body>(detail === null ? bodyOf(EMPTY) : bodyOfContent(detail.content))
  const sentAnswers = useRef('[]')
  const key = useRef(newKey())
  const queue = useRef<Promise<boolean>>(Promise.resolve(true))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tries = useRef(0)
  const alive = useRef(true)
  const isClosed = useRef(false)

  /** A file was laid under it: the draft is made, whatever it says so far. */
  const isWanted = useRef(false)
  const isDirty = useCallback(() => {
    const { form: latest, standing: at } = now.current
    if (at === null && !isWanted.current && !isNamed(latest)) return false
    return (
      changedKeys(base.current, bodyOf(latest)).length > 0 || JSON.stringify(latest.answers) !== sentAnswers.current
    )
  }, [])

  const keepHere = useCallback(() => {
    const { form: latest, standing: at } = now.current
    const copy = { at: Date.now(), version: at?.version ?? null, form: latest, base: base.current }
    return keepCopy(account, at?.id ?? copyName, copy)
  }, [account, copyName])

  const learn = useCallback(
    (answer: EntryAnswer) => {
      const next = { ...standingOf(answer) }
      if (now.current.standing?.state !== next.state) entriesMoved(client)
      now.current.standing = next
      setStanding(next)
      void client.invalidateQueries({ queryKey: ['/entries'], refetchType: 'none' })
    },
    [client],
  )

  const once = useCallback(async (): Promise<boolean> => {
    if (!isDirty()) return true
    if (isClosed.current) return false
    const { form: latest, standing: at, where: place } = now.current
    const body = bodyOf(latest)
    const changed = Object.fromEntries(changedKeys(base.current, body).map((one) => [one, body[one]])) as Partial<Body>
    // Whose entry it is has to be known first.
    if (at === null && place.department === undefined) return false
    setSaving({ kind: 'saving' })
    try {
      let savedAt: string
      if (at === null) {
        const made = await createEntry(place, changed, latest.answers, key.current)
        savedAt = made.updatedAt
        base.current = body
        sentAnswers.current = JSON.stringify(latest.answers)
        learn(made)
        dropCopy(account, copyName)
        onCreated(made.id)
      } else {
        const answer = await patchEntry(at.id, at.version, changed, latest.answers)
        savedAt = answer.updatedAt
        base.current = body
        sentAnswers.current = JSON.stringify(latest.answers)
        learn(answer)
      }
      tries.current = 0
      if (!isDirty()) dropCopy(account, now.current.standing?.id ?? copyName)
      setSaving({ kind: 'saved', at: Date.parse(savedAt) })
      return true
    } catch (error) {
      return fail(error, body)
    }
  }, [account, copyName, isDirty, learn, onCreated])

  /** After a refusal: whether the entry was moved on elsewhere. Then what was typed is kept here, and the page is told. */
  const hasClosed = useCallback(
    async (error: unknown): Promise<boolean> => {
      const id = now.current.standing?.id
      if (id === undefined || !(error instanceof Problem) || error.type !== '/problems/not-allowed') return false
      const known = await client.fetchQuery(entryQuery(id)).catch(() => undefined)
      if (known === undefined || known.allowed.includes('edit')) return false
      if (isDirty()) keepHere()
      isClosed.current = true
      onClosed(id)
      return true
    },
    [client, isDirty, keepHere, onClosed],
  )

  const fail = async (error: unknown, body: Body): Promise<boolean> => {
    if (await hasClosed(error)) return false
    if (error instanceof Problem && error.type === '/problems/stale' && now.current.standing !== null) {
      const { current, version, changedBy, changedAt } = error.members as {
        current: EntryContent
        version: number
        changedBy: string | null
        changedAt: string | null
      }
      const theirs = bodyOfContent(current)
      const { body: whole, taken, asked } = joinSides(base.current, body, theirs)
      const known = { ...now.current.standing, version }
      now.current.standing = known
      setStanding(known)
      const next = withBody(now.current.form, whole, taken)
      now.current.form = next
      setForm(next)
      base.current = theirs
      setJoined({ by: changedBy, keys: taken })
      if (asked.length > 0) setConflict({ by: changedBy, at: changedAt, mine: body, theirs, asked, version })
      else later(0)
      setSaving({ kind: 'waiting' })
      return false
    }
    const kept = keepHere()
    if (error instanceof Problem && error.status < 500 && error.status !== 429) {
      setSaving({ kind: 'refused', problem: error })
      return false
    }
    setSaving((before) =>
      error instanceof Problem
        ? { kind: 'refused', problem: error }
        : { kind: 'offline', since: before.kind === 'offline' ? before.since : Date.now(), kept },
    )
    later(RETRY_MS[Math.min(tries.current++, RETRY_MS.length - 1)] ?? 30_000)
    return false
  }

  /** Brings everything typed to the server, one write after the other; answers whether it is there. */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    for (;;) {
      queue.current = queue.current.then(once)
      if (!(await queue.current)) return false
      if (!isDirty()) return true
    }
  }, [once, isDirty])

  /** As `flush`; makes the draft also where nothing is named yet. */
  const make = useCallback(() => {
    isWanted.current = true
    return flush()
  }, [flush])

  const later = useCallback(
    (wait: number) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => alive.current && void flush(), wait)
    },
    [flush],
  )

  /** Changes the form; `save: false` for what is not worth a write. */
  const change = useCallback(
    (next: Partial<Form> | ((form: Form) => Form)) => {
      const latest = typeof next === 'function' ? next(now.current.form) : { ...now.current.form, ...next }
      now.current.form = latest
      setForm(latest)
      if (!isDirty()) return
      keepHere()
      setSaving((before) => (before.kind === 'offline' ? before : { kind: 'waiting' }))
      if (conflict === null) later(PAUSE_MS)
    },
    [isDirty, keepHere, later, conflict],
  )

  /** Ends a conflict: for each field that was asked, mine or theirs. */
  const choose = (picks: Partial<Record<BodyKey, 'mine' | 'theirs'>>) => {
    if (conflict === null) return
    const fromThem = conflict.asked.filter((one) => picks[one] === 'theirs')
    const next = withBody(now.current.form, conflict.theirs, fromThem)
    now.current.form = next
    setForm(next)
    setConflict(null)
    later(0)
  }

  useEffect(() => {
    if (restored) later(0)
    const leave = () => {
      if (isDirty()) keepHere()
    }
    const hidden = () => {
      if (document.visibilityState === 'hidden' && isDirty() && conflict === null) void flush()
    }
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hidden)
    }
  }, [restored, later, isDirty, keepHere, flush, conflict])

  const leaving = useRef(() => {})
  leaving.current = () => {
    clearTimeout(timer.current)
    // Leaving the page by a link: what is still here goes on its way, and a copy stays until it has arrived.
    if (!isDirty() || conflict !== null) return
    keepHere()
    if (!isClosed.current) void once()
  }
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
      leaving.current()
    }
  }, [])

  /** How the entry stands now, also before the page is drawn again. */
  const latest = useCallback(() => now.current.standing, [])

  return { form, change, standing, latest, learn, saving, flush, make, conflict, choose, joined, restored, hasClosed }
}

function standingOf({ id, version, state, receipt, allowed, refused }: EntryAnswer): Standing {
  return { id, version, state, receipt, allowed, refused }
}
