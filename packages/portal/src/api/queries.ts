import { queryOptions } from '@tanstack/react-query'
import { api, ask, keepCsrf, take } from './client.ts'
import type {
  Approval,
  ApprovalSummary,
  CatalogDocument,
  CatalogEntry,
  Issuer,
  ItemForm,
  ItemVersion,
  Me,
  Plan,
  Promotion,
  TerraformState,
} from './shapes.ts'

/** What may be known from before for a while, milliseconds. */
const catalogStaleMs = 60_000
/** Pages of the catalog that are read at most: 10,000 services. */
const mostPages = 50

/** Who is signed in; Refused with status 401 when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me> => {
    const me = await take(api.GET('/api/v1/me'))
    keepCsrf(me.csrf)
    return me
  },
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
})

/** Where one may sign in. */
export const issuersQuery = queryOptions({
  queryKey: ['issuers'],
  queryFn: async (): Promise<readonly Issuer[]> =>
    (await take(api.GET('/api/v1/session/issuers'))).issuers,
})

/** Everything one may order; filtered in the browser, so that a search needs no answer of the server. */
export const catalogQuery = queryOptions({
  queryKey: ['catalog'],
  queryFn: async (): Promise<readonly CatalogEntry[]> => {
    const all: CatalogEntry[] = []
    let cursor: string | undefined
    for (let page = 0; page < mostPages; page += 1) {
      const query = { limit: 200, ...(cursor !== undefined && { cursor }) }
      const answer = await take(api.GET('/api/v1/catalog', { params: { query } }))
      all.push(...(answer.items as unknown as CatalogEntry[]))
      if (typeof answer.next_cursor !== 'string') break
      cursor = answer.next_cursor
    }
    return all
  },
  staleTime: catalogStaleMs,
})

/** One item as it is served. */
export const itemQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id],
    queryFn: async (): Promise<CatalogDocument> => {
      const found = await take(api.GET('/api/v1/catalog/items/{id}', { params: { path: { id } } }))
      return found as unknown as CatalogDocument
    },
    staleTime: catalogStaleMs,
  })

/** Every version of an item that was ever served. */
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'versions'],
    queryFn: async (): Promise<readonly ItemVersion[]> => {
      const params = { path: { id } }
      const { versions } = await take(api.GET('/api/v1/catalog/items/{id}/versions', { params }))
      return versions as unknown as ItemVersion[]
    },
    staleTime: catalogStaleMs,
  })

/** The form of an item with the defaults of an environment. */
export const formQuery = (id: string, environment: string | undefined) =>
  queryOptions({
    queryKey: ['item', id, 'form', environment ?? ''],
    queryFn: async (): Promise<ItemForm> => {
      const query = environment === undefined || environment === '' ? {} : { environment }
      const params = { path: { id }, query }
      const found = await take(api.GET('/api/v1/catalog/items/{id}/schema', { params }))
      return found as unknown as ItemForm
    },
    staleTime: catalogStaleMs,
  })

/** One request with its actions. */
export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ['request', id],
    queryFn: () => take(api.GET('/api/v1/requests/{id}', { params: { path: { id } } })),
  })

/** Why a request is where it is, and what became of it. */
export const explainQuery = (id: string) =>
  queryOptions({
    queryKey: ['request', id, 'explain'],
    queryFn: () => take(api.GET('/api/v1/requests/{id}/explain', { params: { path: { id } } })),
  })

/** What happened to a request, in sentences. */
export const storyQuery = (id: string) =>
  queryOptions({
    queryKey: ['request', id, 'story'],
    queryFn: async () => {
      const params = { path: { id } }
      const { items } = await take(api.GET('/api/v1/requests/{id}/story', { params }))
      return (items ?? []) as unknown as readonly { at: string; sentence: string }[]
    },
  })

/** Every attempt of a request with its log lines. */
export const logsQuery = (id: string) =>
  queryOptions({
    queryKey: ['request', id, 'logs'],
    queryFn: async () =>
      (await take(api.GET('/api/v1/requests/{id}/logs', { params: { path: { id } } }))).items,
  })

/** The plan of a request; it only changes when the request goes on with another version (`definition`). */
export const planQuery = (id: string, definition: string) =>
  queryOptions({
    queryKey: ['plan', id, definition],
    queryFn: async (): Promise<Plan> => {
      const params = { path: { id } }
      return (await take(api.GET('/api/v1/requests/{id}/plan', { params }))) as unknown as Plan
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What waits for one's decision, or what one has decided. */
export const approvalsQuery = (state: string) =>
  queryOptions({
    queryKey: ['approvals', state],
    queryFn: () => ask<{ items: readonly ApprovalSummary[] }>('GET', `/approvals?state=${state}`),
    retry: false,
    refetchInterval: 20_000,
  })

/** One ask as a whole; `seq` = how far its request is, where that is followed. */
export const approvalQuery = (id: string, seq = 0) =>
  queryOptions({
    queryKey: ['approvals', 'one', id, seq],
    queryFn: () => ask<Approval>('GET', `/approvals/${encodeURIComponent(id)}`),
  })

/** Whether people have switched the automation of an item off, and why. */
export const automationQuery = (id: string) =>
  queryOptions({
    queryKey: ['item', id, 'automation'],
    queryFn: () =>
      ask<{ off: boolean; reason?: string }>(
        'GET',
        `/catalog/items/${encodeURIComponent(id)}/automation`,
      ),
  })

/** What waits for one, what became of one's orders, and what others wrote. */
export const newsQuery = queryOptions({
  queryKey: ['news'],
  queryFn: () => take(api.GET('/api/v1/notifications')),
})

/** Milliseconds between looks at the locks of states. */
const statesMs = 10_000

/** Terraform states the service keeps, locked ones first. */
export const terraformStatesQuery = queryOptions({
  queryKey: ['terraform-states'],
  queryFn: async (): Promise<readonly TerraformState[]> =>
    (await take(api.GET('/api/v1/terraform/states'))).items,
  refetchInterval: statesMs,
})

/** The way of a request through the environments; asked anew when its state changes. */
export const promotionQuery = (id: string, state: string) =>
  queryOptions({
    queryKey: ['promotion', id, state],
    queryFn: (): Promise<Promotion> =>
      take(api.GET('/api/v1/requests/{id}/promotion', { params: { path: { id } } })),
  })
