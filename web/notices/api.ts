import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type { ChannelState, NoticeList, Waiting } from '../../server/notices/contract.ts'
import { get, segment } from '../api.ts'
import { usePerson } from '../session/api.ts'
import { usePlanCode } from '../view.ts'
import type { NoticesSearch } from './search.ts'

export const noticesQuery = (search: NoticesSearch) =>
  queryOptions({
    queryKey: ['/notices', search],
    queryFn: ({ signal }) => get<NoticeList>('/notices', { ...search }, signal),
    placeholderData: keepPreviousData,
  })

export const channelsQuery = queryOptions({
  queryKey: ['/channels'],
  queryFn: ({ signal }) => get<{ rows: ChannelState[] }>('/channels', {}, signal),
})

export const waitingQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'waiting'],
    queryFn: ({ signal }) => get<Waiting>(`/plans/${segment(plan)}/waiting`, {}, signal),
    refetchInterval: 60_000,
  })

/** What waits for the person who is signed in; undefined for strangers and until it is known. */
export function useWaiting(): Waiting | undefined {
  const person = usePerson()
  const plan = usePlanCode()
  const enabled = person !== null && person !== undefined && !person.mustChangePassword && plan !== undefined
  return useQuery({ ...waitingQuery(plan ?? '-'), enabled }).data
}
