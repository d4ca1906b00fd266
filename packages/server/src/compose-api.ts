import { actionSchemas } from '@pao/connectors/schemas'
import { createChecks } from '#api/check-calls.ts'
import type { Beside, Viewer } from '@pao/core/catalog'
import type { ApiDeps, Keyed } from '#api/deps.ts'
import { Admission } from '#api/guards/admission.ts'
import type { Audit } from '#audit/open.ts'
import type { Catalog } from '#catalog/catalog.ts'
import { usageTotals } from '#governance/usage.ts'
import type { Breakers } from '#outbound/breaker.ts'
import type { Requests } from '#requests/deps.ts'
import type { Follower } from '#requests/follow.ts'
import type { Newsroom } from '#requests/talk/news-hints.ts'
import { take, tell } from '#requests/inbound.ts'
import { listLimits, removeLimit, setLimit } from '#requests/limits.ts'
import { requestsOn } from '#requests/open.ts'
import { calendarCalls } from './compose-calendar.ts'
import { quotaCalls } from './compose-quotas.ts'
import { rehearseOrder } from '#requests/rehearsal/rehearse.ts'
import { underWay } from '#requests/rehearsal/under-way.ts'
import { listErrors, resolveError } from '#store/errors.ts'
import { once } from '#store/idempotency.ts'
import type { Standing } from '#tenancy/standing.ts'
import type { States } from '#terraform/state.ts'
import { byTenant, perTenant } from './by-tenant.ts'
import { approvalCalls } from './compose-approvals.ts'
import { insightCalls, resourceCalls, talkCalls } from './compose-portal.ts'
import { erasureCalls } from './compose-erasure.ts'
import { operationCalls, type Operating } from './compose-operations.ts'
import { type Reading, readingOf } from './compose-reading.ts'
import { requestCalls } from './compose-requests.ts'
import { tenantCalls } from './compose-standing.ts'
import type { Tenancy } from './compose-tenants.ts'
import { webhookCalls, type WebhookDeps } from './compose-webhooks.ts'
import { secretCalls, secretNamesOf } from './compose-secrets.ts'

export type Face = Operating & {
  version: string
  follower: Follower
  newsroom: Newsroom
  breakers: Breakers
  connections: ApiDeps['connections']
  states: States
  audit: Audit
  identity: ApiDeps['identity']
  directory: ApiDeps['directory']
  signersOf: WebhookDeps['signersOf']
  catalogSecrets: WebhookDeps['catalogSecrets']
  tenancy: Tenancy
  standing: Standing
  /** Folder of the portal's pages; undefined = the API only. */
  portalDir?: string
}

/** Everything the API is built from. */
export function apiDeps(face: Face): ApiDeps {
  const { ground, catalogs, follower } = face
  const { telemetry, database, tenants, reads, exchange, now, newId } = ground
  const each = eachTenant(face)
  return {
    settings: settingsOf(face),
    log: telemetry.log,
    now,
    newId,
    identity: face.identity,
    directory: face.directory,
    catalog: catalogs.of,
    requests: each((room, reading) => requestCalls(room, follower, reading)),
    approvals: each(
      (room) => approvalCalls(room, () => face.signersOf('slack')),
      // Whose tenant it is stands in the token or the message itself.
      ['byLink', 'decideByLink', 'bySlack', 'slackSigners'],
    ),
    talk: each((room) => talkCalls(room, face.newsroom)),
    insights: each(insightCalls),
    resources: each(resourceCalls),
    checks: checksOf(face),
    sandbox: each((room) => ({
      rehearse: (principal, rehearsing) => rehearseOrder(room, principal, rehearsing),
      underWay: (tenant, item) => underWay(room, tenant, item),
    })),
    // Not of the connections `work` needs: many who hold one and wait for another would wait for ever.
    once: (keyed, work) => once(database.db, scopeOf(keyed), keyed.fingerprint, () => work()),
    operations: operationCalls(face),
    webhooks: webhooksOf(face),
    breakers: face.breakers,
    connections: face.connections,
    errors: {
      list: (tenant, asked) => listErrors(tenants.of(tenant), tenant, asked),
      resolve: (key, by) => resolveError(tenants.of(key.tenant), key, { by, at: now() }),
    },
    secrets: secretCalls(ground),
    tenants: tenantCalls(face),
    erasures: erasureCalls({ db: database.db, of: tenants.of, now, newId }),
    states: face.states,
    audit: face.audit,
    admission: admissionOf(ground),
    usage: (tenant, asked) => reads.run(tenant, (db) => usageTotals(db, tenant, asked)),
    ...(exchange.taken && { takenElsewhere: exchange.taken }),
    limits: each((room) => ({
      list: (tenant: string) => listLimits(room, tenant),
      set: (wish, most) => setLimit(room, wish, most),
      remove: (wish) => removeLimit(room, wish),
    })),
    ...rulesOf(each),
  }
}

/** What may be had, and when. */
function rulesOf(each: ReturnType<typeof eachTenant>): Pick<ApiDeps, 'calendar' | 'quotas'> {
  return { calendar: each(calendarCalls), quotas: each(quotaCalls) }
}

/** Checks of documents beside what the viewer's tenant has. */
function checksOf({ ground, catalogs, tenancy }: Face): ApiDeps['checks'] {
  const { config, now, newId, random } = ground
  return createChecks({
    actionSchemas,
    now,
    newId,
    random,
    variables: config.variables,
    secretNames: (tenant) => secretNamesOf(config, tenancy.environmentOf(tenant)),
    categories: (tenant) => categoriesOf(catalogs.of(tenant)),
    settings: (tenant) => catalogs.of(tenant).index(),
    beside: (viewer) => besideOf(catalogs.of(viewer.tenant), viewer),
  })
}

function admissionOf({ config, telemetry, random }: Face['ground']): Admission {
  const { PAO_API_CONCURRENCY: most, PAO_API_QUEUE: queue } = config
  const admission = new Admission({ most, queue }, random)
  telemetry.watchAdmission(() => admission.counts)
  return admission
}

/** Makes calls of a room, each by the tenant's own; what is named besides belongs to none yet. */
function eachTenant({ ground: { tenants, reads }, requests }: Face) {
  const own = perTenant((tenant) => requestsOn(requests, tenants.of(tenant)))
  return <Calls extends object>(
    make: (room: Requests, reading?: Reading) => Calls,
    except: readonly (keyof Calls)[] = [],
  ): Calls =>
    byTenant(make(requests), (tenant) => make(own(tenant), readingOf(reads, tenant)), except)
}

function settingsOf({
  ground: { config, cipher },
  version,
  portalDir,
  tenancy,
}: Face): ApiDeps['settings'] {
  return {
    publicUrl: config.PAO_PUBLIC_URL,
    ratePerMinute: config.PAO_API_RATE_PER_MINUTE,
    tenantRatePerMinute:
      config.PAO_API_TENANT_RATE_PER_MINUTE ?? config.PAO_API_RATE_PER_MINUTE * 10,
    tenantRates: ratesOf(tenancy),
    trustedProxies: config.PAO_API_TRUSTED_PROXIES,
    cursorSecret: cipher.derive('cursor'),
    version: { version, node: process.version },
    ...(portalDir !== undefined && { portalDir }),
  }
}

function ratesOf({ declared = new Map() }: Tenancy): ReadonlyMap<string, number> {
  return new Map(
    [...declared.values()].flatMap(({ name, callsPerMinute: most }) =>
      most === undefined ? [] : [[name, most] as const],
    ),
  )
}

/** Undefined before anything was read. */
function besideOf(catalog: Catalog, viewer: Viewer): Beside | undefined {
  if (catalog.health().status === 'down') return undefined
  return {
    documents: catalog.list({ viewer }).map(({ document }) => document),
    index: catalog.index(),
    environments: catalog.environments(),
  }
}

/** Undefined before anything was read. */
function categoriesOf(catalog: Catalog): readonly string[] | undefined {
  const { categories } = catalog.index()
  return categories?.map((one) => (typeof one === 'string' ? one : one.id))
}

function scopeOf({ tenant, principal, operation, key }: Keyed) {
  return { tenant, principal, operation, key }
}

function webhooksOf({
  ground: { telemetry },
  catalogs,
  requests,
  signersOf,
  catalogSecrets,
}: Face): ApiDeps['webhooks'] {
  return webhookCalls({
    keep: (source, delivery) => take(requests, source, delivery),
    work: (source, delivery) => tell(requests, source, delivery),
    hint: (tenant) => catalogs.of(tenant).hint(),
    log: telemetry.log,
    signersOf,
    catalogSecrets,
  })
}
