import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type SearchMiddleware,
} from '@tanstack/react-router'
import { accountsSearch } from './accounts/search.ts'
import { allocationSearch } from './assignments/search.ts'
import { auditSearch } from './audit/search.ts'
import { columnsSearch } from './columns/search.ts'
import { departmentsSearch } from './departments/search.ts'
import { deskSearch } from './desk/search.ts'
import { entriesSearch, reportSearch } from './entries/search.ts'
import { importSearch } from './exchange/search.ts'
import { ledgerSearch } from './items/search.ts'
import { noticesSearch } from './notices/search.ts'
import { periodsSearch } from './periods/search.ts'
import { planSearch } from './plan/search.ts'
import { Root } from './Root.tsx'
import { annualReportSearch, snapshotSearch } from './reports/search.ts'
import { evidenceSearch, reviewSearch } from './review/search.ts'
import { asTyped, code, parseSearch, searchReader, stringifySearch } from './search.ts'
import { signInSearch } from './session/search.ts'
import { overviewSearch } from './summary/search.ts'
import { targetSearch, targetsSearch } from './targets/search.ts'
import { tasksSearch } from './tasks/search.ts'
import { NotFound } from './ui/NotFound.tsx'

/** A day that makes no sense stays in the address: the server says what is wrong with it, beside the way back. */
const everywhere = searchReader({ plan: code, asOf: asTyped, knownAt: asTyped })
type Everywhere = ReturnType<typeof everywhere>

/** Plan and days go along with every link that does not name them; a link that names them undefined drops them. */
const carried: SearchMiddleware<Everywhere> = ({ search, next }) => {
  const { plan, asOf, knownAt } = search
  return { plan, asOf, knownAt, ...next(search) }
}

const root = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  validateSearch: everywhere,
  search: { middlewares: [carried] },
})

const getParentRoute = () => root

const routeTree = root.addChildren([
  createRoute({
    getParentRoute,
    path: '/',
    validateSearch: overviewSearch,
    component: lazyRouteComponent(() => import('./summary/OverviewPage.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/targets',
    validateSearch: targetsSearch,
    component: lazyRouteComponent(() => import('./targets/TargetsPage.tsx'), 'TargetsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/targets/$target',
    validateSearch: targetSearch,
    component: lazyRouteComponent(() => import('./targets/TargetPage.tsx'), 'TargetPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/departments',
    validateSearch: departmentsSearch,
    component: lazyRouteComponent(() => import('./departments/DepartmentsPage.tsx'), 'DepartmentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/departments/$department',
    component: lazyRouteComponent(() => import('./departments/DepartmentPage.tsx'), 'DepartmentPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/columns',
    validateSearch: columnsSearch,
    component: lazyRouteComponent(() => import('./columns/ColumnsPage.tsx'), 'ColumnsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/columns/$column',
    validateSearch: columnsSearch,
    component: lazyRouteComponent(() => import('./columns/ColumnPage.tsx'), 'ColumnPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/projects/$project',
    component: lazyRouteComponent(() => import('./columns/ProjectPage.tsx'), 'ProjectPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/tasks',
    validateSearch: tasksSearch,
    component: lazyRouteComponent(() => import('./tasks/TasksPage.tsx'), 'TasksPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/tasks/$task',
    component: lazyRouteComponent(() => import('./tasks/TaskPage.tsx'), 'TaskPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/import',
    validateSearch: importSearch,
    component: lazyRouteComponent(() => import('./exchange/ImportPage.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/ledger',
    validateSearch: ledgerSearch,
    component: lazyRouteComponent(() => import('./items/LedgerPage.tsx'), 'LedgerPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/items/$id',
    component: lazyRouteComponent(() => import('./items/ItemPage.tsx'), 'ItemPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/plan',
    validateSearch: planSearch,
    component: lazyRouteComponent(() => import('./plan/PlanPage.tsx'), 'PlanPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/report/{-$id}',
    validateSearch: reportSearch,
    component: lazyRouteComponent(() => import('./entries/ReportPage.tsx'), 'ReportPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/entries',
    validateSearch: entriesSearch,
    component: lazyRouteComponent(() => import('./entries/EntriesPage.tsx'), 'EntriesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/review',
    validateSearch: reviewSearch,
    component: lazyRouteComponent(() => import('./review/ReviewPage.tsx'), 'ReviewPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/sign',
    validateSearch: reviewSearch,
    component: lazyRouteComponent(() => import('./review/ReviewPage.tsx'), 'SignPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/evidence/$entry',
    validateSearch: evidenceSearch,
    component: lazyRouteComponent(() => import('./review/EvidencePage.tsx'), 'EvidencePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/sign-in',
    validateSearch: signInSearch,
    component: lazyRouteComponent(() => import('./session/SignInPage.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/setup',
    component: lazyRouteComponent(() => import('./session/SetupPage.tsx'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/account',
    component: lazyRouteComponent(() => import('./session/AccountPage.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/accounts',
    validateSearch: accountsSearch,
    component: lazyRouteComponent(() => import('./accounts/AccountsPage.tsx'), 'AccountsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/audit',
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import('./audit/AuditPage.tsx'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/reports',
    component: lazyRouteComponent(() => import('./reports/ReportsPage.tsx'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/reports/$report',
    validateSearch: annualReportSearch,
    component: lazyRouteComponent(() => import('./reports/ReportPage.tsx'), 'ReportPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/snapshots/$snapshot',
    validateSearch: snapshotSearch,
    component: lazyRouteComponent(() => import('./reports/SnapshotPage.tsx'), 'SnapshotPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/narratives',
    component: lazyRouteComponent(() => import('./reports/NarrativesPage.tsx'), 'NarrativesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/desk',
    validateSearch: deskSearch,
    component: lazyRouteComponent(() => import('./desk/DeskPage.tsx'), 'DeskPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/allocation',
    validateSearch: allocationSearch,
    component: lazyRouteComponent(() => import('./assignments/AllocationPage.tsx'), 'AllocationPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/assignments',
    component: lazyRouteComponent(() => import('./assignments/AssignmentsPage.tsx'), 'AssignmentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/rules',
    component: lazyRouteComponent(() => import('./assignments/RulesPage.tsx'), 'RulesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/periods',
    validateSearch: periodsSearch,
    component: lazyRouteComponent(() => import('./periods/PeriodsPage.tsx'), 'PeriodsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/notices',
    validateSearch: noticesSearch,
    component: lazyRouteComponent(() => import('./notices/NoticesPage.tsx'), 'NoticesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/channels',
    component: lazyRouteComponent(() => import('./notices/ChannelsPage.tsx'), 'ChannelsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/wall',
    component: lazyRouteComponent(() => import('./wall/WallPage.tsx'), 'WallPage'),
  }),
])

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  // A hover fetches the page's code, so that the click shows it at once.
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
