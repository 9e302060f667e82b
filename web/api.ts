import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { TaskStatements } from '../server/entries/contract.ts'
import type { ItemDetail, ItemList } from '../server/items/contract.ts'
import type { Plan, planList } from '../server/plan/contract.ts'
import type { DepartmentSteps, Summary, TargetDetail } from '../server/summary/contract.ts'
import type { LedgerSearch } from './items/search.ts'
import { Problem } from './problem.ts'
import { isIdle, isMended, writingHeaders } from './session/hold.ts'

export type PlanList = z.infer<typeof planList>

/** The two days that a question may name; absent means today. */
export type Days = { asOf?: string | undefined; knownAt?: string | undefined }

export type Query = Record<string, string | number | boolean | undefined>

/** One GET under `/api`. Throws a `Problem` for an answer that is none; lets a failed connection through as it is. */
export async function get<T>(path: string, query: Query, signal?: AbortSignal): Promise<T> {
  return ask<T>('GET', path + queryText(query), signal === undefined ? {} : { signal })
}

/** Writes whose answer is still out, by what they ask. */
const underWay = new Map<string, Promise<unknown>>()

/**
 * One write under `/api`, as the page of whoever is signed in. The same write asked for again while it is under way (a
 * double click) is the one act, with one answer for both; `key` makes a try after a lost connection the same act too.
 * Throws a `Problem`; a failed connection goes through as it is.
 */
export function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  key?: string,
): Promise<T> {
  const text = JSON.stringify(body)
  const asked = `${method} ${path} ${text ?? ''}`
  const before = underWay.get(asked)
  if (before !== undefined) return before as Promise<T>
  const answer = ask<T>(method, path, {
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: text }),
  }).finally(() => underWay.delete(asked))
  underWay.set(asked, answer)
  return answer
}

/** One file as the body of a POST under `/api`; its name goes along in `query`. Throws as `send` does. */
export const sendFile = <T>(path: string, query: Query, file: File): Promise<T> =>
  ask<T>('POST', path + queryText(query), { headers: { 'content-type': 'application/octet-stream' }, body: file })

/** A new key for one act. */
export const newKey = (): string => crypto.randomUUID()

const queryText = (query: Query): string => {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value))
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

async function ask<T>(method: string, path: string, init: RequestInit, isAgain = false): Promise<T> {
  const askedAt = performance.now()
  const response = await fetch(`/api${path}`, {
    ...init,
    method,
    headers: { accept: 'application/json', ...writingHeaders(method), ...standingHeaders(), ...init.headers },
  })
  if (response.ok) return (await response.json()) as T
  const body: unknown = await response.json().catch(() => null)
  const problem = new Problem({ ...(typeof body === 'object' ? body : null), status: response.status })
  // A session that ran out, or was begun anew in another tab: what was asked is asked again afterwards.
  if (!isAgain && (await isMended(problem, askedAt))) return ask<T>(method, path, init, true)
  throw problem
}

/** What every request says: the language to answer in, and whether a person or only the page asks. */
export function standingHeaders(): Record<string, string> {
  return { 'accept-language': document.documentElement.lang, ...(isIdle() ? { 'x-background': '1' } : {}) }
}

const days = ({ asOf, knownAt }: Days): Query => ({ asOf, knownAt })
export const segment = (text: string) => encodeURIComponent(text)

/** All plans; the first is the one that opens. */
export const plansQuery = queryOptions({
  queryKey: ['/plans'],
  queryFn: ({ signal }) => get<PlanList>('/plans', {}, signal),
  staleTime: 5 * 60_000,
})

/** The plan whole. It changes only when a plan file is loaded or a decision is recorded. */
export const planQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/plans', plan],
    queryFn: ({ signal }) => get<Plan>(`/plans/${segment(plan)}`, {}, signal),
    staleTime: 5 * 60_000,
  })

/** All figures of a plan on a day. The old ones stay on screen while another day is fetched. */
export const summaryQuery = (plan: string, at: Days) =>
  queryOptions({
    queryKey: ['/plans', plan, 'summary', days(at)],
    queryFn: ({ signal }) => get<Summary>(`/plans/${segment(plan)}/summary`, days(at), signal),
    placeholderData: keepPreviousData,
  })

/** Today's figures, and with them which day the server says it is. */
export const todayQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'summary', days({})],
    queryFn: ({ signal }) => get<Summary>(`/plans/${segment(plan)}/summary`, {}, signal),
  })

/** What the target's page shows beside the summary. */
export const targetQuery = (plan: string, target: string, at: Days) =>
  queryOptions({
    queryKey: ['/plans', plan, 'targets', target, days(at)],
    queryFn: ({ signal }) => get<TargetDetail>(`/plans/${segment(plan)}/targets/${segment(target)}`, days(at), signal),
  })

/** How a department's part of a target grew. */
export const departmentStepsQuery = (plan: string, target: string, department: string, at: Days) =>
  queryOptions({
    queryKey: ['/plans', plan, 'targets', target, 'departments', department, days(at)],
    queryFn: ({ signal }) =>
      get<DepartmentSteps>(
        `/plans/${segment(plan)}/targets/${segment(target)}/departments/${segment(department)}`,
        days(at),
        signal,
      ),
  })

/** What has been said of a task. */
export const taskQuery = (plan: string, task: number, at: Days) =>
  queryOptions({
    queryKey: ['/plans', plan, 'tasks', task, days(at)],
    queryFn: ({ signal }) => get<TaskStatements>(`/plans/${segment(plan)}/tasks/${task}/statements`, days(at), signal),
  })

/** A page of the ledger 台账. */
export const itemsQuery = (plan: string, filters: LedgerSearch, at: Days) =>
  queryOptions({
    queryKey: ['/items', { plan, ...filters, ...days(at) }],
    queryFn: ({ signal }) => get<ItemList>('/items', { plan, ...filters, ...days(at) }, signal),
    placeholderData: keepPreviousData,
  })

/** One item with its entries, and its credits and reasons in a plan. */
export const itemQuery = (plan: string, id: string, at: Days) =>
  queryOptions({
    queryKey: ['/items', id, { plan, ...days(at) }],
    queryFn: ({ signal }) => get<ItemDetail>(`/items/${segment(id)}`, { plan, ...days(at) }, signal),
  })

/** A wrong address stays wrong: only a failed connection or a busy server is worth a second try. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 1 && !(error instanceof Problem && error.status < 500),
    },
  },
})
