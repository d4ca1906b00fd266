import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router'
import { CatalogPage } from '../pages/catalog/catalog-page.tsx'
import { Loading } from '../ui/states.tsx'
import { FaultPage, MissingPage } from './fault-page.tsx'
import type { Search } from './search.ts'
import { Shell } from './shell.tsx'

function texts(search: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([key, value]) => [key, String(value)]),
  )
}

const root = createRootRoute({
  component: Shell,
  notFoundComponent: MissingPage,
  validateSearch: texts,
})

const pageOf = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component })

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: CatalogPage }),
  pageOf(
    '/items/$id',
    lazyRouteComponent(() => import('../pages/item/item-page.tsx'), 'ItemPage'),
  ),
  pageOf(
    '/items/$id/order',
    lazyRouteComponent(() => import('../pages/order/order-page.tsx'), 'OrderPage'),
  ),
  pageOf(
    '/requests',
    lazyRouteComponent(() => import('../pages/requests/requests-page.tsx'), 'RequestsPage'),
  ),
  pageOf(
    '/requests/$id',
    lazyRouteComponent(() => import('../pages/request/request-page.tsx'), 'RequestPage'),
  ),
  pageOf(
    '/approvals',
    lazyRouteComponent(() => import('../pages/approvals/approvals-page.tsx'), 'ApprovalsPage'),
  ),
  pageOf(
    '/approvals/$id',
    lazyRouteComponent(() => import('../pages/approvals/approval-page.tsx'), 'ApprovalPage'),
  ),
  pageOf(
    '/tasks',
    lazyRouteComponent(() => import('../pages/tasks/tasks-page.tsx'), 'TasksPage'),
  ),
  pageOf(
    '/tasks/$id',
    lazyRouteComponent(() => import('../pages/tasks/task-page.tsx'), 'TaskPage'),
  ),
  pageOf(
    '/resources',
    lazyRouteComponent(() => import('../pages/resources/resources-page.tsx'), 'ResourcesPage'),
  ),
  pageOf(
    '/resources/$id',
    lazyRouteComponent(() => import('../pages/resources/resource-page.tsx'), 'ResourcePage'),
  ),
  pageOf(
    '/team',
    lazyRouteComponent(() => import('../pages/team/team-page.tsx'), 'TeamPage'),
  ),
  pageOf(
    '/insights',
    lazyRouteComponent(() => import('../pages/insights/insights-page.tsx'), 'InsightsPage'),
  ),
  pageOf(
    '/news',
    lazyRouteComponent(() => import('../pages/news/news-page.tsx'), 'NewsPage'),
  ),
  pageOf(
    '/absence',
    lazyRouteComponent(() => import('../pages/absence/absence-page.tsx'), 'AbsencePage'),
  ),
  pageOf(
    '/access',
    lazyRouteComponent(() => import('../pages/access/access-page.tsx'), 'AccessPage'),
  ),
  pageOf(
    '/accounts',
    lazyRouteComponent(() => import('../pages/accounts/accounts-page.tsx'), 'AccountsPage'),
  ),
  pageOf(
    '/sandbox',
    lazyRouteComponent(() => import('../pages/sandbox/sandbox-page.tsx'), 'SandboxPage'),
  ),
  pageOf(
    '/operate',
    lazyRouteComponent(() => import('../pages/operate/operate-page.tsx'), 'OperatePage'),
  ),
])

/** Texts are texts: `?q=17` is not a number. */
const plain = (value: string): string => value

/** The pages by their addresses. A page is loaded when it is first wanted. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultErrorComponent: FaultPage,
  defaultPendingComponent: Loading,
  parseSearch: parseSearchWith(plain),
  stringifySearch: stringifySearchWith(String),
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
