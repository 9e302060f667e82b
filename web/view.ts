import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { Plan } from '../server/plan/contract.ts'
import type { Summary } from '../server/summary/contract.ts'
import { type Days, planQuery, plansQuery, summaryQuery } from './api.ts'
import { parseSearch } from './search.ts'

/** The days in the address; absent means today. */
export function useDays(): Days {
  const { asOf, knownAt } = useSearch({ strict: false })
  return { asOf, knownAt }
}

/** The plan in the address, else the first of all plans; undefined until those are known. */
export function usePlanCode(): string | undefined {
  const { plan } = useSearch({ strict: false })
  const plans = useQuery({ ...plansQuery, enabled: plan === undefined })
  return plan ?? plans.data?.rows[0]?.code
}

const NO_PLAN = '-'

/** The plan of this page as a query, for `<Loaded>`. */
export function usePlan() {
  const plan = usePlanCode()
  return useOnceNamed(plan, useQuery({ ...planQuery(plan ?? NO_PLAN), enabled: plan !== undefined }))
}

/** All figures of the plan on the day in the address, as a query, for `<Loaded>`. */
export function useSummary() {
  const plan = usePlanCode()
  const days = useDays()
  return useOnceNamed(plan, useQuery({ ...summaryQuery(plan ?? NO_PLAN, days), enabled: plan !== undefined }))
}

/** Plan and figures together: what most pages are made of. Failing is said once, for whichever failed. */
export function usePlanAndSummary() {
  const plan = usePlan()
  const summary = useSummary()
  const failed = plan.isError ? plan : summary
  return {
    plan: plan.data,
    data: together(plan.data, summary.data),
    isPending: !failed.isError && (plan.data === undefined || summary.data === undefined),
    isError: failed.isError,
    error: failed.error,
    dataUpdatedAt: summary.dataUpdatedAt,
    /** Figures of another day stand until those asked for arrive. */
    isPlaceholderData: summary.isPlaceholderData,
    refetch: () => {
      if (plan.isError) plan.refetch()
      summary.refetch()
    },
  }
}

function together(plan: Plan | undefined, summary: Summary | undefined) {
  return plan !== undefined && summary !== undefined && plan.code === summary.plan ? { plan, summary } : undefined
}

/** If the list of plans fails, no plan can be named: then that failure is the page's. */
function useOnceNamed<Q extends { isError: boolean }>(plan: string | undefined, query: Q) {
  const plans = useQuery({ ...plansQuery, enabled: false })
  if (plan !== undefined || !plans.isError) return query
  return { ...query, isError: true, isPending: false, error: plans.error, refetch: plans.refetch } as Q
}

/** The plan that the address names when the page opens. */
export function planInAddress(): ({ plan: string } & Days) | undefined {
  const { plan, asOf, knownAt } = parseSearch(location.search)
  return plan === undefined ? undefined : { plan, asOf, knownAt }
}

/** Asks for plan and figures before any page is drawn. */
export function warm(client: QueryClient, { plan, asOf, knownAt }: { plan: string } & Days): void {
  void client.prefetchQuery(plansQuery)
  void client.prefetchQuery(planQuery(plan))
  void client.prefetchQuery(summaryQuery(plan, { asOf, knownAt }))
}
