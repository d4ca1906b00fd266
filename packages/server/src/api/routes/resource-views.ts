import type { Resource, ResourceView } from '#requests/resources/read.ts'
import { iso } from './request-views.ts'

/** The id in examples. */
export const id = '0198c5a4-8a10-7000-8000-000000000001'
/** As a resource of a list is answered. */
export const example = {
  id,
  type: 'databases',
  name: 'orders_db',
  state: 'active',
  item: { id: 'database-postgresql-standard', name: 'PostgreSQL database', version: '1.2.0' },
  owner_team: 'data-platform',
  owner: { id: 'dana', email: 'dana.developer@example.com' },
  environment: 'production',
  external_id: 'db-7',
  external_url: null,
  cost: { monthly: 120, currency: 'EUR' },
  made_at: '2026-01-31T12:00:00.000Z',
  drift: {
    state: 'in_sync',
    checked_at: '2026-02-01T12:00:00.000Z',
    next_look_at: '2026-02-02T12:00:00.000Z',
    since: null,
    asked: false,
  },
  links: { self: `/api/v1/resources/${id}`, request: `/api/v1/requests/${id}` },
}

/** As one resource alone is answered. */
export const wholeExample = {
  ...example,
  fields: { database_name: 'orders_db' },
  may_control: true,
  differences: [],
  accepted: [],
  look_problem: null,
  orders: [],
}

/** A resource as it is answered in a list. */
export function resourceView(resource: Resource) {
  const { ownerTeam, externalId, externalUrl, madeAt, owner } = resource
  return {
    id: resource.id,
    type: resource.type,
    name: resource.name,
    state: resource.state,
    item: resource.item,
    owner_team: ownerTeam,
    owner,
    environment: resource.environment,
    external_id: externalId,
    external_url: externalUrl,
    cost: resource.cost,
    made_at: iso(madeAt),
    drift: driftView(resource.drift),
    links: {
      self: `/api/v1/resources/${resource.id}`,
      relations: `/api/v1/resources/${resource.id}/relations`,
      request: `/api/v1/requests/${resource.id}`,
    },
  }
}

function momentOf(moment: number | null): string | null {
  return moment === null ? null : iso(moment)
}

function driftView({ state, checkedAt, nextAt, since, isAsked }: Resource['drift']) {
  return {
    state,
    checked_at: momentOf(checkedAt),
    next_look_at: momentOf(nextAt),
    since: momentOf(since),
    asked: isAsked,
  }
}

/** A resource as it is answered alone. */
export function wholeView(resource: ResourceView) {
  return {
    ...resourceView(resource),
    fields: resource.fields,
    may_control: resource.mayControl,
    differences: resource.differences,
    accepted: resource.accepted,
    look_problem: resource.lookProblem,
    orders: resource.orders.map(({ at, ...order }) => ({ ...order, at: iso(at) })),
  }
}
