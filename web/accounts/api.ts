import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { accountList, departmentList, Policy } from '../../server/accounts/contract.ts'
import { get } from '../api.ts'
import type { AccountsSearch } from './search.ts'

export const accountsQuery = (search: AccountsSearch) =>
  queryOptions({
    queryKey: ['/accounts', search],
    queryFn: ({ signal }) => get<z.infer<typeof accountList>>('/accounts', { ...search }, signal),
    placeholderData: keepPreviousData,
  })

/** All departments, and whether what leaves them is signed by their head. */
export const departmentsQuery = queryOptions({
  queryKey: ['/departments'],
  queryFn: ({ signal }) => get<z.infer<typeof departmentList>>('/departments', {}, signal),
})

export const policyQuery = queryOptions({
  queryKey: ['/settings', 'security'],
  queryFn: ({ signal }) => get<Policy>('/settings/security', {}, signal),
})
