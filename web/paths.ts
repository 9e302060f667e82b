import type { AccountsSearch } from './accounts/search.ts'
import type { AllocationSearch } from './assignments/search.ts'
import type { AuditSearch } from './audit/search.ts'
import type { DeskSearch } from './desk/search.ts'
import type { EntriesSearch, ReportSearch } from './entries/search.ts'
import type { ImportSearch } from './exchange/search.ts'
import type { LedgerSearch } from './items/search.ts'
import type { NoticesSearch } from './notices/search.ts'
import type { PeriodsSearch } from './periods/search.ts'
import type { AnnualReportSearch, SnapshotSearch } from './reports/search.ts'
import type { ReviewSearch } from './review/search.ts'

/**
 * Every address of the web, to be spread into `<Link>` or given to `navigate`. Plan and days (`plan`, `asOf`, `knownAt`)
 * are carried along by the router, so no page passes them on.
 */
export const paths = {
  /** 总览 */
  overview: () => ({ to: '/' }) as const,
  /** 指标 */
  targets: () => ({ to: '/targets' }) as const,
  target: (target: string) => ({ to: '/targets/$target', params: { target } }) as const,
  /** 部门 */
  departments: () => ({ to: '/departments' }) as const,
  department: (department: string) => ({ to: '/departments/$department', params: { department } }) as const,
  /** 专栏 */
  columns: () => ({ to: '/columns' }) as const,
  column: (column: number) => ({ to: '/columns/$column', params: { column: String(column) } }) as const,
  project: (project: string) => ({ to: '/projects/$project', params: { project } }) as const,
  /** 任务 */
  tasks: () => ({ to: '/tasks' }) as const,
  task: (task: number) => ({ to: '/tasks/$task', params: { task: String(task) } }) as const,
  /** 导入: a table of results, from choosing it to writing it. */
  import: (search: ImportSearch = {}) => ({ to: '/import', search }) as const,
  /** 台账: the rows under a number. */
  ledger: (search: LedgerSearch = {}) => ({ to: '/ledger', search }) as const,
  item: (id: string) => ({ to: '/items/$id', params: { id } }) as const,
  /** 方案 */
  plan: () => ({ to: '/plan' }) as const,
  /** 年度报告, 快照, 部门材料 */
  annualReports: () => ({ to: '/reports' }) as const,
  annualReport: (report: string, search: AnnualReportSearch = {}) =>
    ({ to: '/reports/$report', params: { report }, search }) as const,
  snapshot: (snapshot: number, search: SnapshotSearch = {}) =>
    ({ to: '/snapshots/$snapshot', params: { snapshot: String(snapshot) }, search }) as const,
  narratives: () => ({ to: '/narratives' }) as const,
  /** 登录, 首次使用, 我的账号 */
  signIn: (next?: string) => ({ to: '/sign-in', search: next === undefined ? {} : { next } }) as const,
  setup: () => ({ to: '/setup' }) as const,
  account: () => ({ to: '/account' }) as const,
  /** 账号, 审计 */
  accounts: (search: AccountsSearch = {}) => ({ to: '/accounts', search }) as const,
  audit: (search: AuditSearch = {}) => ({ to: '/audit', search }) as const,
  /** 填报, 一项填报, 我的填报 */
  report: (search: ReportSearch = {}) => ({ to: '/report/{-$id}', params: { id: undefined }, search }) as const,
  entry: (id: string) => ({ to: '/report/{-$id}', params: { id } }) as const,
  entries: (search: EntriesSearch = {}) => ({ to: '/entries', search }) as const,
  /** 审核, 签批, 一项填报的证据 */
  review: (search: ReviewSearch = {}) => ({ to: '/review', search }) as const,
  sign: (search: ReviewSearch = {}) => ({ to: '/sign', search }) as const,
  evidence: (entry: string, search: { file?: string; item?: string } = {}) =>
    ({ to: '/evidence/$entry', params: { entry }, search }) as const,
  /** 我的工作台, 报送期, 通知, 外发通道 */
  desk: (search: DeskSearch = {}) => ({ to: '/desk', search }) as const,
  periods: (search: PeriodsSearch = {}) => ({ to: '/periods', search }) as const,
  notices: (search: NoticesSearch = {}) => ({ to: '/notices', search }) as const,
  channels: () => ({ to: '/channels' }) as const,
  /** 目标分解, 责任分工, 口径 */
  allocation: (search: AllocationSearch = {}) => ({ to: '/allocation', search }) as const,
  assignments: () => ({ to: '/assignments' }) as const,
  rules: () => ({ to: '/rules' }) as const,
  /** 大屏 */
  wall: () => ({ to: '/wall' }) as const,
}
