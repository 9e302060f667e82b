import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Desk, PeriodDetail, Returns, SlipList } from '../../server/periods/contract.ts'
import { get, segment } from '../api.ts'
import { useWording } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { useDays, usePlanCode } from '../view.ts'

/** 报送情况 of a plan on a day: public. */
export const returnsQuery = (plan: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['/plans', plan, 'returns', { asOf }],
    queryFn: ({ signal }) => get<Returns>(`/plans/${segment(plan)}/returns`, { asOf }, signal),
    placeholderData: keepPreviousData,
  })

/** 报送情况 on the day in the address. */
export function useReturns() {
  const plan = usePlanCode()
  const { asOf } = useDays()
  return useQuery({ ...returnsQuery(plan ?? '-', asOf), enabled: plan !== undefined })
}

export const periodQuery = (plan: string, period: string) =>
  queryOptions({
    queryKey: ['/plans', plan, 'periods', period],
    queryFn: ({ signal }) => get<PeriodDetail>(`/plans/${segment(plan)}/periods/${segment(period)}`, {}, signal),
    placeholderData: keepPreviousData,
  })

export const slipsQuery = (plan: string) =>
  queryOptions({
    queryKey: ['/urge-slips', { plan }],
    queryFn: ({ signal }) => get<SlipList>('/urge-slips', { plan, pageSize: 100 }, signal),
    placeholderData: keepPreviousData,
  })

export const deskQuery = (plan: string, department: string | undefined) =>
  queryOptions({
    queryKey: ['/plans', plan, 'desk', { department }],
    queryFn: ({ signal }) => get<Desk>(`/plans/${segment(plan)}/desk`, { department }, signal),
    placeholderData: keepPreviousData,
  })

/** What an act of this feature can move: returns, periods, slips, the desk and the numbers in the bar. */
const MOVED = ['returns', 'periods', 'desk', 'waiting']

/** One act after another: what was refused is said, what it moved is fetched anew. Answers what the act answered. */
export function useAct() {
  const client = useQueryClient()
  const { t } = useWording()
  const [fault, setFault] = useState<string>()
  const { mutateAsync, isPending } = useMutation({ mutationFn: (change: () => Promise<unknown>) => change() })
  const act = async <T>(change: () => Promise<T>): Promise<T | undefined> => {
    setFault(undefined)
    try {
      const answer = (await mutateAsync(change)) as T
      await client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === '/urge-slips' || MOVED.includes(String(queryKey[2])),
      })
      return answer
    } catch (error) {
      const told = error instanceof Problem ? error.errors.map((one) => one.message).join(' ') || error.message : null
      setFault(told ?? t('common.noAnswer'))
      return undefined
    }
  }
  return { act, fault, isPending, clear: () => setFault(undefined) }
}
