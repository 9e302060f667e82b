import { keepPreviousData, QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { TaskStatements } from '../server/entries/contract.ts'
import type { ItemDetail, ItemList } from '../server/items/contract.ts'
import type { Plan, planList } from '../server/plan/contract.ts'
import type { DepartmentSteps, Summary, TargetDetail } from '../server/summary/contract.ts'
import type { LedgerSearch } from './items/search.ts'
import { Problem } from './problem.ts'

export type PlanList = z.infer<typeof planList>

/** The two days that a question may name; absent means today. */
export type Days = { asOf?: string | undefined; knownAt?: string | undefined }

type Query = Record<string, string | number | boolean | undefined>

/** One GET under `/api`. Throws a `Problem` for an answer that is none; lets a failed connection through as it is. */
async function get<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value))
  const text = search.toString()
  const response = await fetch(`/api${path}${text === '' ? '' : `?${text}`}`, {
    signal,
    headers: { accept: 'application/json', 'accept-language': document.documentElement.lang },
  })
  if (response.ok) return (await response.json()) as T
  const body: unknown = await response.json().catch(() => null)
  throw new Problem({ ...(typeof body === 'object' ? body : null), status: response.status })
}

const days = ({ asOf, knownAt }: Days): Query => ({ asOf, knownAt })
const segment = (text: string) => encodeURIComponent(text)

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

/** One item with its entries, credits and reasons. */
export const itemQuery = (id: string, at: Days) =>
  queryOptions({
    queryKey: ['/items', id, days(at)],
    queryFn: ({ signal }) => get<ItemDetail>(`/items/${segment(id)}`, days(at), signal),
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
