import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Role } from '../../db/words.ts'
import type { OwnSession, SessionState, TokenRow } from '../../server/accounts/contract.ts'
import { get, queryClient, send } from '../api.ts'
import { keepSession } from './hold.ts'

export type SignedInPerson = NonNullable<SessionState['person']>

/** Who is signed in here. */
export const sessionQuery = queryOptions({
  queryKey: ['/session'],
  queryFn: async ({ signal }) => keepSession(await get<SessionState>('/session', {}, signal)),
  staleTime: 60_000,
})

export const setupQuery = queryOptions({
  queryKey: ['/setup'],
  queryFn: ({ signal }) => get<{ needed: boolean }>('/setup', {}, signal),
})
export const ownSessionsQuery = queryOptions({
  queryKey: ['/sessions'],
  queryFn: ({ signal }) => get<{ rows: OwnSession[] }>('/sessions', {}, signal),
})
export const ownTokensQuery = queryOptions({
  queryKey: ['/tokens'],
  queryFn: ({ signal }) => get<{ rows: TokenRow[] }>('/tokens', {}, signal),
})

/** The person who is signed in; null for nobody, undefined until that is known. */
export function usePerson(): SignedInPerson | null | undefined {
  return useQuery(sessionQuery).data?.person
}

/** Whether a person holds any of these roles, for whatever department. */
export const hasRole = (person: SignedInPerson | null | undefined, ...roles: Role[]): boolean =>
  person?.roles.some((one) => roles.includes(one.role)) ?? false

/** Another person, or nobody: everything fetched for whoever was here before is forgotten. */
function begin(next: SessionState): SessionState {
  keepSession(next)
  queryClient.setQueryData(sessionQuery.queryKey, next)
  const isOfSession = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] === sessionQuery.queryKey[0]
  queryClient.removeQueries({ predicate: (query) => !isOfSession(query), type: 'inactive' })
  void queryClient.resetQueries({ predicate: (query) => !isOfSession(query), type: 'active' })
  return next
}

export const signIn = async (account: string, password: string) =>
  begin(await send<SessionState>('POST', '/session', { account, password }))

/** The same person again, on the spot: what the page holds stays. */
export const signInAgain = async (account: string, password: string) => {
  const next = await send<SessionState>('POST', '/session', { account, password })
  queryClient.setQueryData(sessionQuery.queryKey, next)
  return next
}

export const setUp = async (said: { token: string; account: string; displayName: string; password: string }) =>
  begin(await send<SessionState>('POST', '/setup', said))

export const changePassword = async (current: string, next: string) => {
  const state = await send<SessionState>('POST', '/session/password', { current, next })
  queryClient.setQueryData(sessionQuery.queryKey, keepSession(state))
  return state
}

export const signOut = async () => {
  await send('DELETE', '/session')
  begin(await get<SessionState>('/session', {}))
}
