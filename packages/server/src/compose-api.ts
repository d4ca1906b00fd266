import { actionSchemas } from '@pao/connectors/schemas'
import { createChecks } from '#api/check-calls.ts'
import type { ApiDeps, Keyed } from '#api/deps.ts'
import type { Audit } from '#audit/open.ts'
import type { Catalog } from '#catalog/catalog.ts'
import { usageTotals } from '#governance/usage.ts'
import type { Breakers } from '#outbound/breaker.ts'
import type { Requests } from '#requests/deps.ts'
import type { Follower } from '#requests/follow.ts'
import { take, tell } from '#requests/inbound.ts'
import { listLimits, removeLimit, setLimit } from '#requests/limits.ts'
import { countOrphans } from '#requests/orphans.ts'
import { isUnavailable } from '#store/db.ts'
import { once } from '#store/idempotency.ts'
import { pendingMigrations } from '#store/migrate.ts'
import type { States } from '#terraform/state.ts'
import type { Ground } from './compose-ground.ts'
import { approvalCalls } from './compose-approvals.ts'
import { insightCalls, resourceCalls, talkCalls } from './compose-portal.ts'
import { requestCalls } from './compose-requests.ts'
import { webhookCalls, type WebhookDeps } from './compose-webhooks.ts'
import { secretCalls, secretNamesOf } from './compose-secrets.ts'

export type Face = {
  ground: Ground
  version: string
  catalog: Catalog
  requests: Requests
  follower: Follower
  breakers: Breakers
  states: States
  audit: Audit
  identity: ApiDeps['identity']
  signersOf: WebhookDeps['signersOf']
  catalogHookSecret: WebhookDeps['githubSecret']
  /** Folder of the portal's pages; undefined = the API only. */
  portalDir?: string
  draining(): boolean
}

/** Everything the API is built from. */
export function apiDeps(face: Face): ApiDeps {
  const { ground, catalog, requests, follower } = face
  const { config, telemetry, database, now, newId, random } = ground
  return {
    settings: settingsOf(face),
    log: telemetry.log,
    now,
    newId,
    identity: face.identity,
    catalog,
    requests: requestCalls(requests, follower),
    approvals: approvalCalls(requests, () => face.signersOf('slack')),
    talk: talkCalls(requests),
    insights: insightCalls(requests),
    resources: resourceCalls(requests),
    checks: createChecks({
      actionSchemas,
      now,
      newId,
      random,
      variables: config.variables,
      secretNames: secretNamesOf(config),
      categories: () => categoriesOf(catalog),
    }),
    once: (keyed, work) => once(database.db, scopeOf(keyed), keyed.fingerprint, () => work()),
    operations: {
      health: () => healthOf(face),
      metricsText: () => metricsOf(face),
      draining: face.draining,
      answered: telemetry.httpAnswered,
    },
    webhooks: webhooksOf(face),
    breakers: face.breakers,
    secrets: secretCalls(ground),
    states: face.states,
    audit: face.audit,
    usage: (tenant, asked) => usageTotals(database.db, tenant, asked),
    limits: {
      list: (tenant) => listLimits(requests, tenant),
      set: (wish, most) => setLimit(requests, wish, most),
      remove: (wish) => removeLimit(requests, wish),
    },
  }
}

function settingsOf({ ground: { config, cipher }, version, portalDir }: Face): ApiDeps['settings'] {
  return {
    publicUrl: config.PAO_PUBLIC_URL,
    ratePerMinute: config.PAO_API_RATE_PER_MINUTE,
    cursorSecret: cipher.derive('cursor'),
    version: { version, node: process.version },
    ...(portalDir !== undefined && { portalDir }),
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
  catalog,
  requests,
  signersOf,
  catalogHookSecret,
}: Face): ApiDeps['webhooks'] {
  return webhookCalls({
    keep: (source, delivery) => take(requests, source, delivery),
    work: (source, delivery) => tell(requests, source, delivery),
    hint: () => catalog.hint(),
    log: telemetry.log,
    signersOf,
    githubSecret: catalogHookSecret,
  })
}

/** Orphans are counted in the database at each look, so that every replica tells the same figure. */
async function metricsOf({ ground: { telemetry }, requests }: Face): Promise<string> {
  try {
    telemetry.orphansCounted(await countOrphans(requests))
  } catch (error) {
    // The other figures are wanted most while the database is away.
    telemetry.log.warn({ error: String(error) }, 'orphans could not be counted')
  }
  return telemetry.metricsText()
}

async function healthOf({
  ground: { database, config },
  catalog,
  draining,
}: Face): ReturnType<ApiDeps['operations']['health']> {
  const source = catalog.health()
  const data = await databaseHealth(database)
  return {
    ready: data.status === 'ok' && !draining(),
    parts: [
      data,
      {
        name: 'catalog',
        status: source.status,
        ...(source.error !== undefined && { detail: source.error }),
      },
      ...(config.PAO_REDIS_URL === undefined
        ? []
        : [{ name: 'redis', status: 'degraded' as const, detail: 'not used by this release' }]),
    ],
  }
}

async function databaseHealth(
  database: Ground['database'],
): Promise<{ name: string; status: 'ok' | 'down'; detail?: string }> {
  try {
    const pending = await pendingMigrations(database)
    return pending.length === 0
      ? { name: 'database', status: 'ok' }
      : { name: 'database', status: 'down', detail: `migrations are due: ${pending.join(', ')}` }
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return { name: 'database', status: 'down', detail: 'the database does not answer' }
  }
}
