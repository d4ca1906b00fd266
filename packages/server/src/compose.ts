import { mkdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { TransportFailure } from '@pao/connectors'
import { emptyBook, type PriceBook, type PriceFile } from '@pao/core/governance'
import { createApp } from '#api/app.ts'
import type { Audit } from '#audit/open.ts'
import type { ApiDeps } from '#api/deps.ts'
import { createProbeApp } from '#api/probe-app.ts'
import { bookKeeper } from '#governance/book-keeper.ts'
import { openPriceFolder } from '#governance/price-folder.ts'
import { recordUsage } from '#governance/usage.ts'
import { hostsOfValue } from '#outbound/secret-hosts.ts'
import { teamsOfValue } from '#outbound/teams.ts'
import type { Breakers } from '#outbound/breaker.ts'
import { readSecrets } from '#outbound/secrets.ts'
import type { OfTenant, Requests } from '#requests/deps.ts'
import { openFollower } from '#requests/follow.ts'
import { openNewsroom } from '#requests/talk/news-hints.ts'
import { openRequests } from '#requests/open.ts'
import { keepMailing } from '#requests/talk/mail-news.ts'
import { keepQuotas } from '#requests/quotas/keep.ts'
import { keepLooking } from '#requests/resources/drift/keep-looking.ts'
import { keepResources } from '#requests/resources/keep.ts'
import { startWork } from '#requests/work.ts'
import type { Standing } from '#tenancy/standing.ts'
import { restoredFrom } from '#store/backup-runs.ts'
import { type Db, isUnavailable } from '#store/db.ts'
import { apiDeps } from './compose-api.ts'
import { auditOf } from './compose-audit.ts'
import { breakersOf, guardedDoors, paceOf } from './compose-breakers.ts'
import { type Catalogs, itemsFrom, openCatalogs, surroundingsOf } from './compose-catalogs.ts'
import { type Closers, type Ground, openGround } from './compose-ground.ts'
import { trackErrors } from './compose-errors.ts'
import { openIdentity } from './compose-identity.ts'
import { type OpenOutside, openOutside } from './compose-outside.ts'
import { openStandings } from './compose-standing.ts'
import { keepShipping } from './compose-shipping.ts'
import { openTerraform, type Terraform } from './compose-terraform.ts'
import { keepErasing } from './compose-erasure.ts'
import { keepTables } from './compose-upkeep.ts'
import { operationCalls } from './compose-operations.ts'
import type { Tenancy } from './compose-tenants.ts'
import type { WebhookDeps } from './compose-webhooks.ts'
import type { Config } from './config.ts'
import { type Demo, startDemo } from './demo.ts'
import { preparePortal } from './portal-files.ts'
import type { Telemetry } from './telemetry.ts'
import { timers } from './timers.ts'

/** The running service. `stop` drains: no new work, what runs ends or is handed back, then everything closes. */
export type Service = { url: string; demo: Demo | undefined; stop(): Promise<void> }

/** Builds everything once and starts what the roles ask for. Throws Misconfigured; closes what it opened when it fails. */
export async function startService(
  given: Config,
  telemetry: Telemetry,
  version: string,
): Promise<Service> {
  const closers: Closers = []
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) await close()
  }
  try {
    // The database account must get through; what is secret inside is readable by its owner only.
    mkdirSync(given.PAO_DATA_DIR, { recursive: true, mode: 0o711 })
    const demo = given.PAO_DEMO
      ? await startDemo({
          dataDir: given.PAO_DATA_DIR,
          port: given.PAO_PORT,
          publicUrl: given.PAO_PUBLIC_URL,
          log: telemetry.log,
        })
      : undefined
    if (demo) closers.push(() => demo.stop())
    const config = withDemo(given, demo)
    const ground = await openGround({ config, telemetry, closers, version })
    trackErrors({ ...ground, version, closers })
    return { ...(await openRooms({ ...ground, version, demo, closers })), demo, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What is set wins over what the demo brings. */
function withDemo(config: Config, demo: Demo | undefined): Config {
  if (!demo) return config
  return {
    ...config,
    variables: { ...demo.variables, ...config.variables },
    secrets: { ...demo.secrets, ...config.secrets },
    PAO_EGRESS_ALLOW: [...config.PAO_EGRESS_ALLOW, ...demo.egress],
    PAO_BOOTSTRAP_API_KEY: config.PAO_BOOTSTRAP_API_KEY ?? demo.apiKey,
  }
}

type Rooms = Ground & { version: string; demo: Demo | undefined; closers: Closers }

async function openRooms(rooms: Rooms): Promise<{ url: string }> {
  const { config, closers } = rooms
  const outside = await openOutside(rooms)
  const breakers = breakersOf(rooms, closers)
  const standing = await openStandings(rooms, outside.tenancy)
  const catalogs = await openCatalogs(rooms, outside)
  const terraform = await openTerraform(rooms, {
    connection: (tenant) => outside.of(tenant).connection,
    environmentOf: outside.tenancy.environmentOf,
    hasHcp: outside.hasConnection('terraform'),
  })
  const requests = openRequests({
    ...basisOf(rooms),
    ...itemsFrom(catalogs),
    connectors: terraform.connectors,
    outside: outside.of,
    doors: guardedDoors({ breakers, pace: paceOf(rooms, outside.connections) }, rooms),
    prices: await pricesOf(rooms, catalogs, outside.tenancy),
    ownWays: outside.tenancy.waysOf,
    tools: terraform.tools,
    countUsage: usageCounter(rooms.database.db),
    surroundings: surroundingsOf(rooms, outside),
    secretsOf: (tenant, names) => readSecrets(outside.secrets, tenant, names),
    ...boundsOf(config, outside),
    resting: standing.resting,
    publicUrl: config.PAO_PUBLIC_URL,
    restoredAt: (await restoredFrom(rooms.database.db))?.restoredAt,
  })
  const people = openIdentity(rooms, outside)
  keepShipping(rooms, outside)
  const face = { draining: false }
  const served = {
    catalogs,
    requests,
    breakers,
    tenancy: outside.tenancy,
    standing,
    connections: outside.connections,
    ...people,
    states: terraform.states,
    audit: auditOf(rooms, outside.tenancy),
    ...outside.webhookSecrets,
    face,
  }
  const url = config.PAO_ROLES.includes('api')
    ? await listen(rooms, served)
    : await answerProbes(rooms, served)
  if (config.PAO_ROLES.includes('worker')) work(rooms, requests, served)
  // The first thing a stop does; what is asked meanwhile is still answered while the worker drains.
  closers.push(() => void (face.draining = true))
  return { url }
}

/** What a worker does: the steps of requests, and what is kept up beside them. */
function work(
  rooms: Rooms,
  requests: Requests,
  { audit, tenancy }: Pick<Served, 'audit' | 'tenancy'>,
): void {
  const { config, closers } = rooms
  const working = startWork(requests, {
    slots: config.PAO_WORKER_SLOTS,
    weightOf: (tenant) => tenancy.waysOf(tenant).workerShare,
  })
  closers.push(() => working.stop())
  for (const keeper of [
    keepResources(requests),
    keepLooking(requests, { everyHours: config.PAO_DRIFT_EVERY_HOURS }),
    keepQuotas(requests),
    keepMailing(requests),
  ])
    closers.push(() => keeper.stop())
  keepTables(rooms, tenancy)
  keepErasing(rooms, audit)
}

/** What the requests room stands on. */
function basisOf({ database, jobs, signal, cipher, now, newId, random, telemetry, spans }: Rooms) {
  const told = spans ? { spans } : {}
  return { db: database.db, jobs, signal, cipher, now, newId, random, telemetry, ...told }
}

/** A database that is away is a call that got no answer: it is tried again under the same key. */
function usageCounter(db: Db): NonNullable<Requests['countUsage']> {
  return async (event) => {
    try {
      await recordUsage(db, event)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      throw new TransportFailure('connection', 'The database does not answer', {
        sent: true,
        cause: error,
      })
    }
  }
}

/** Prices of each tenant's catalog repository and of the operator's folder, told in the tenant's currency. */
async function pricesOf(
  { config, telemetry, closers }: Rooms,
  catalogs: Catalogs,
  { waysOf }: Tenancy,
): Promise<(tenant: string) => PriceBook> {
  const place = config.PAO_COST_PRICES
  const pollMs = config.PAO_CATALOG_POLL_SECONDS * 1000
  const folder =
    place === undefined
      ? undefined
      : await openPriceFolder({ folder: place, pollMs, timers, log: telemetry.log })
  if (folder) closers.push(() => folder.stop())
  const books = new Map(
    catalogs.all.map(([, catalog]) => [
      catalog,
      bookKeeper({ catalog: () => catalog.prices(), folder: folder?.files ?? noFiles }),
    ]),
  )
  return (tenant) => {
    const book = books.get(catalogs.of(tenant))?.() ?? emptyBook
    const { currency } = waysOf(tenant)
    return currency === undefined ? book : { ...book, currency }
  }
}

const none: readonly PriceFile[] = []
const noFiles = (): readonly PriceFile[] => none

/** Where a tenant's secret may be sent and whose items may use it, by the settings and all connections that have it. */
function boundsOf(
  { PAO_SECRETS_HOSTS: hosts, PAO_SECRETS_TEAMS: teams }: Config,
  { tenancy, allConnections }: OpenOutside,
): Pick<Requests, 'hostsOf' | 'teamsOf'> {
  const named = <T>(
    settings: ReadonlyMap<string, T>,
    { tenant, name }: OfTenant,
  ): T | undefined => {
    const ours = tenancy.secretNameOf(tenant, name)
    return ours === undefined ? undefined : settings.get(ours)
  }
  return {
    hostsOf: (secret) => named(hosts, secret) ?? hostsOfValue(allConnections(), secret.value),
    teamsOf: (secret) => named(teams, secret) ?? teamsOfValue(allConnections(), secret.value),
  }
}

type Served = {
  catalogs: Catalogs
  tenancy: Tenancy
  standing: Standing
  requests: Requests
  breakers: Breakers
  connections: ApiDeps['connections']
  identity: ApiDeps['identity']
  directory: ApiDeps['directory']
  states: Terraform['states']
  audit: Audit
  signersOf: WebhookDeps['signersOf']
  catalogSecrets: WebhookDeps['catalogSecrets']
  face: { draining: boolean }
}

/** Milliseconds between saying "not ready" and closing the door, so that a load balancer can look. */
const announceMs = 500
/**
 * Connections the kernel keeps until they are taken on, as far as it allows (`net.core.somaxconn`). What is more is dropped
 * without a word and tried again after 1, 3 and 7 seconds (RFC 6298): with Node's 511 a crowd waits that long for nothing.
 */
const backlog = 4_096

async function listen(rooms: Rooms, served: Served): Promise<string> {
  const { config, closers, signal, database, tenants, telemetry } = rooms
  const portalDir = await preparePortal(telemetry.log)
  const of = (tenant: string): Db => tenants.of(tenant)
  const follower = openFollower({ db: database.db, of, signal })
  const newsroom = openNewsroom({ signal })
  const app = createApp(
    apiDeps({
      ground: rooms,
      version: rooms.version,
      ...served,
      follower,
      newsroom,
      ...(portalDir !== undefined && { portalDir }),
      draining: () => served.face.draining,
    }),
  )
  await app.listen({ port: config.PAO_PORT, host: config.PAO_HOST, backlog })
  closers.push(async () => {
    await pause(announceMs)
    follower.stop()
    newsroom.stop()
    await app.close()
  })
  return config.PAO_PUBLIC_URL
}

/** Health and figures of a process that serves no API, where the operator wants them; it has no address for people. */
async function answerProbes(rooms: Rooms, { catalogs, requests, face }: Served): Promise<string> {
  const { config, closers, telemetry } = rooms
  if (config.PAO_WORKER_PORT === undefined) return ''
  const app = createProbeApp(
    telemetry.log,
    operationCalls({ ground: rooms, catalogs, requests, draining: () => face.draining }),
  )
  await app.listen({ port: config.PAO_WORKER_PORT, host: config.PAO_HOST })
  closers.push(() => app.close())
  return ''
}
