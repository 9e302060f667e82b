import { queryOptions } from '@tanstack/react-query'
import type {
  Allocation,
  AllocationDraft,
  Assignments,
  DepartmentAssigned,
  Effect,
  Rules,
} from '../../server/assignments/contract.ts'
import { get, queryClient, segment, send } from '../api.ts'

const at = (plan: string) => `/plans/${segment(plan)}`

export const allocationQuery = (plan: string, version: number | undefined) =>
  queryOptions({
    queryKey: ['/plans', plan, 'allocation', { version }],
    queryFn: ({ signal }) => get<Allocation>(`${at(plan)}/allocation`, { version }, signal),
  })
/** Fetched once for a page: from then on the page itself writes it. */
export const draftQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'allocation-draft'],
    queryFn: ({ signal }) => get<AllocationDraft>(`${at(plan)}/allocation/draft`, {}, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
export const assignmentsQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'assignments'],
    queryFn: ({ signal }) => get<Assignments>(`${at(plan)}/assignments`, {}, signal),
  })
export const rulesQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'rules'],
    queryFn: ({ signal }) => get<Rules>(`${at(plan)}/rules`, {}, signal),
  })
export const assignedQuery = (plan: string, department: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'assigned', department],
    queryFn: ({ signal }) =>
      get<DepartmentAssigned>(`${at(plan)}/departments/${segment(department)}/assigned`, {}, signal),
  })

export type Decision = 'allocation' | 'duties' | 'deadlines' | 'rules' | 'readings' | 'milestones'

/** What a decision would do; nothing of it stays. */
export const askEffect = (plan: string, what: Decision, body: unknown) =>
  send<Effect>('POST', `${at(plan)}/${what}/effect`, body)

/** Saves a decision; every figure may have moved, so everything of the plan is fetched anew. */
export async function decide(plan: string, what: Exclude<Decision, 'allocation'>, body: unknown, key: string) {
  await send('POST', `${at(plan)}/${what}`, body, key)
  await queryClient.invalidateQueries({ queryKey: ['/plans'] })
}

export const putDraft = (plan: string, body: Pick<AllocationDraft, 'version' | 'cells' | 'shortfalls'>) =>
  send<AllocationDraft>('PUT', `${at(plan)}/allocation/draft`, body)

export async function publishDraft(
  plan: string,
  body: { draftVersion: number; decisionNumber: string; decidedOn: string },
  key: string,
) {
  const answer = await send<{ version: number }>('POST', `${at(plan)}/allocation/publish`, body, key)
  await queryClient.invalidateQueries({ queryKey: ['/plans'] })
  return answer
}

export async function answerAssigned(plan: string, department: string, body: unknown, key: string) {
  const answer = await send<DepartmentAssigned>(
    'POST',
    `${at(plan)}/departments/${segment(department)}/answers`,
    body,
    key,
  )
  queryClient.setQueryData(assignedQuery(plan, department).queryKey, answer)
}
