import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { ApiDeps } from '../deps.ts'
import { actingOf } from '../guards/audit.ts'
import { refusals, signedIn } from '../problem.ts'
import type { TenantDetails, TenantFact } from '../tenant-calls.ts'
import { answer, named } from './answers.ts'

const tags = ['operators']
const config = { access: 'tenant.manage' as const }
const TenantId = Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) })
const Why = Type.Object(
  {
    reason: Type.String({
      minLength: 3,
      maxLength: 500,
      description: 'Kept with the tenant and in the audit.',
    }),
  },
  { additionalProperties: false, examples: [{ reason: 'The contract ended' }] },
)

const example = {
  id: 'acme',
  label: 'Acme Insurance',
  contact: 'platform@acme.example.com',
  state: 'active',
  catalog: 'own',
  created_at: '2026-01-31T12:00:00.000Z',
  changed_at: '2026-01-31T12:00:00.000Z',
  changed_by: null,
  reason: null,
}
const detailed = {
  ...example,
  source: { place: 'https://git.example.com/acme/catalog.git#main', status: 'ok', error: null },
  items: 42,
  connections: ['jira', 'slack'],
  people: 310,
  keys: 7,
  secrets: 12,
  resources: 1_204,
  requests: { running: 9, total: 5_310 },
  storage_bytes: 73_400_320,
  settings: {
    retention: { history_days: 730, audit_days: 3_650, restricted_days: 30 },
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    worker_share: 2,
    requests_at_once: 500,
    calls_per_minute: 3_000,
  },
}

/** The tenants of the installation, for admins of the default one. */
export function tenantRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/tenants',
      {
        config,
        schema: {
          operationId: 'listTenants',
          summary: 'The tenants of the installation',
          tags,
          response: {
            200: answer(
              'By id; deleted ones are among them.',
              { type: 'object', properties: { items: { type: 'array', items: named('Tenant') } } },
              { items: [example] },
            ),
            ...refusals(...signedIn),
          },
        },
      },
      async () => {
        const tenants = await deps.tenants.list()
        return { items: tenants.map(viewOf) }
      },
    )
    app.get(
      '/tenants/:id',
      {
        config,
        schema: {
          operationId: 'getTenant',
          summary: 'A tenant with figures of what it has',
          tags,
          params: TenantId,
          response: {
            200: answer(
              'Counted now; the storage is an estimate.',
              named('TenantDetails'),
              detailed,
            ),
            ...refusals(...signedIn, 'tenant.not_found'),
          },
        },
      },
      async ({ params }) => detailsOf(await deps.tenants.get(params.id)),
    )
    await app.register(suspendRoute(deps))
    await app.register(resumeRoute(deps))
  }
}

function suspendRoute({ tenants }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/tenants/:id/suspend',
      {
        config,
        schema: {
          operationId: 'suspendTenant',
          summary: 'Suspend a tenant',
          description:
            'Within seconds every call of its people is refused and nothing of its work is begun or sent. What is under way ends by itself; nothing is lost.',
          tags,
          params: TenantId,
          body: Why,
          response: {
            200: answer('It rests.', named('TenantDetails'), { ...detailed, state: 'suspended' }),
            ...refusals(...signedIn, 'body.invalid', 'tenant.not_found', 'tenant.state_conflict'),
          },
        },
      },
      async (request) => {
        const { id } = request.params
        await tenants.suspend({ id, by: actingOf(request), reason: request.body.reason })
        return detailsOf(await tenants.get(id))
      },
    )
  }
}

function resumeRoute({ tenants }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/tenants/:id/resume',
      {
        config,
        schema: {
          operationId: 'resumeTenant',
          summary: 'Let a suspended tenant go on',
          description: 'Deadlines that passed meanwhile count; work goes on where it rested.',
          tags,
          params: TenantId,
          response: {
            200: answer('It is served.', named('TenantDetails'), detailed),
            ...refusals(...signedIn, 'tenant.not_found', 'tenant.state_conflict'),
          },
        },
      },
      async (request) => {
        const { id } = request.params
        await tenants.resume({ id, by: actingOf(request) })
        return detailsOf(await tenants.get(id))
      },
    )
  }
}

function viewOf(tenant: TenantFact) {
  return {
    id: tenant.id,
    label: tenant.label,
    contact: tenant.contact,
    state: tenant.state,
    catalog: tenant.catalog,
    created_at: tenant.createdAt?.toISOString() ?? null,
    changed_at: tenant.changedAt?.toISOString() ?? null,
    changed_by: tenant.changedBy,
    reason: tenant.reason,
  }
}

function detailsOf(tenant: TenantDetails) {
  const { source, items, connections, people, keys, secrets, resources, requests } = tenant
  return {
    ...viewOf(tenant),
    source: source && { place: source.place, status: source.status, error: source.error ?? null },
    items,
    connections,
    people,
    keys,
    secrets,
    resources,
    requests,
    storage_bytes: tenant.storageBytes,
    settings: settingsOf(tenant),
  }
}

function settingsOf({ ways }: TenantDetails) {
  const { days } = ways
  return {
    retention: {
      history_days: days.history,
      audit_days: days.audit,
      restricted_days: days.restricted,
    },
    currency: ways.currency ?? null,
    timezone: ways.timezone ?? 'UTC',
    worker_share: ways.workerShare,
    requests_at_once: ways.requestsAtOnce ?? null,
    calls_per_minute: ways.callsPerMinute ?? null,
  }
}
