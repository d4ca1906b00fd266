import { actionSchemas } from '@pao/connectors/schemas'
import { createChecks } from '#api/check-calls.ts'
import type { ApiDeps, Keyed } from '#api/deps.ts'
import { Admission } from '#api/guards/admission.ts'
import type { Audit } from '#audit/open.ts'
import type { Catalog } from '#catalog/catalog.ts'
import { usageTotals } from '#governance/usage.ts'
import type { Breakers } from '#outbound/breaker.ts'
import type { Follower } from '#requests/follow.ts'
import { take, tell } from '#requests/inbound.ts'
import { listLimits, removeLimit, setLimit } from '#requests/limits.ts'
import { listErrors, resolveError } from '#store/errors.ts'
import { once } from '#store/idempotency.ts'
import type { States } from '#terraform/state.ts'
import { approvalCalls } from './compose-approvals.ts'
import { insightCalls, resourceCalls, talkCalls } from './compose-portal.ts'
import { operationCalls, type Operating } from './compose-operations.ts'
import { requestCalls } from './compose-requests.ts'
import { webhookCalls, type WebhookDeps } from './compose-webhooks.ts'
import { secretCalls, secretNamesOf } from './compose-secrets.ts'

export type Face = Operating & {
  version: string
  follower: Follower
  breakers: Breakers
  states: States
  audit: Audit
  identity: ApiDeps['identity']
  signersOf: WebhookDeps['signersOf']
  catalogHookSecret: WebhookDeps['githubSecret']
  /** Folder of the portal's pages; undefined = the API only. */
  portalDir?: string
}

/** Everything the API is built from. */
export function apiDeps(face: Face): ApiDeps {
  const { ground, catalog, requests, follower } = face
  const { config, telemetry, database, exchange, now, newId, random } = ground
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
    operations: operationCalls(face),
    webhooks: webhooksOf(face),
    breakers: face.breakers,
    errors: {
      list: (tenant, asked) => listErrors(database.db, tenant, asked),
      resolve: (key, by) => resolveError(database.db, key, { by, at: now() }),
    },
    secrets: secretCalls(ground),
    states: face.states,
    audit: face.audit,
    admission: admissionOf(ground),
    usage: (tenant, asked) => usageTotals(database.db, tenant, asked),
    ...(exchange.taken && { takenElsewhere: exchange.taken }),
    limits: {
      list: (tenant) => listLimits(requests, tenant),
      set: (wish, most) => setLimit(requests, wish, most),
      remove: (wish) => removeLimit(requests, wish),
    },
  }
}

function admissionOf({ config, telemetry, random }: Face['ground']): Admission {
  const { PAO_API_CONCURRENCY: most, PAO_API_QUEUE: queue } = config
  const admission = new Admission({ most, queue }, random)
  telemetry.watchAdmission(() => admission.counts)
  return admission
}

function settingsOf({ ground: { config, cipher }, version, portalDir }: Face): ApiDeps['settings'] {
  return {
    publicUrl: config.PAO_PUBLIC_URL,
    ratePerMinute: config.PAO_API_RATE_PER_MINUTE,
    tenantRatePerMinute:
      config.PAO_API_TENANT_RATE_PER_MINUTE ?? config.PAO_API_RATE_PER_MINUTE * 10,
    trustedProxies: config.PAO_API_TRUSTED_PROXIES,
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
