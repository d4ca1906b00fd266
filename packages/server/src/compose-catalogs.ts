import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Document } from '@pao/core/catalog'
import { Problem } from '@pao/core'
import { type Catalog, type CatalogDeps, openCatalog } from '#catalog/catalog.ts'
import { createChecker } from '#catalog/checker.ts'
import { checkKeyOf, checkOnce } from '#catalog/check-once.ts'
import { openKept, type Kept } from '#catalog/kept.ts'
import type { CatalogSource } from '#catalog/source.ts'
import { openSource, type SourceSettings } from '#catalog/source-open.ts'
import { defaultTenant } from '#identity/principal.ts'
import { boundConnections } from '#outbound/teams.ts'
import { readSecrets } from '#outbound/secrets.ts'
import type { RequestsDeps } from '#requests/deps.ts'
import type { DeclaredTenant } from '#tenancy/declared.ts'
import { type Closers, type Ground, Misconfigured } from './compose-ground.ts'
import type { OpenOutside } from './compose-outside.ts'
import { secretNamesOf } from './compose-secrets.ts'
import { pathIn, tenantsFault } from './compose-tenants.ts'

/** The catalogs of all tenants. */
export type Catalogs = {
  /** That of a tenant: its own, or the installation's where it shares that. Throws `tenant.closed`. */
  of(tenant: string): Catalog
  /** Each catalog once, with the tenant it belongs to; the installation's first. */
  all: readonly (readonly [tenant: string, catalog: Catalog])[]
  /** A document that a tenant's request is pinned to, also where it shared another catalog then. */
  pinned(tenant: string, hash: string): Promise<Document | undefined>
  /** The text of such a document. */
  written: Kept['written']
}

/** What the requests room asks of catalogs, each of the tenant it is about. */
export function itemsFrom({ of, pinned, written }: Catalogs): Pick<
  RequestsDeps,
  'findItem' | 'definition' | 'options' | 'environments'
> & {
  written: Kept['written']
} {
  return {
    findItem: (principal, id, range) => of(principal.tenant).get(id, range, principal),
    definition: pinned,
    written,
    options: (viewer, item, { field, ...ask }) => {
      const { tenant } = viewer
      return of(tenant).options(item, field, { ...ask, viewer, tenant })
    },
    environments: (tenant) => {
      const known = of(tenant).environments()
      return known.map(({ id }) => id)
    },
  }
}

type Opening = Ground & { closers: Closers; version: string }

const home = fileURLToPath(new URL('../../../', import.meta.url))
const exampleCatalog = resolve(home, 'examples/catalog')
/** Milliseconds the start waits for the source of one tenant; what was recorded is served until it has been read. */
const patienceMs = 5_000

/** What templates of a tenant may read. */
export function surroundingsOf(
  { config }: Pick<Ground, 'config'>,
  { tenancy }: Pick<OpenOutside, 'tenancy'>,
): RequestsDeps['surroundings'] {
  const { variables, PAO_REGION: region, PAO_CLUSTER: cluster } = config
  return (tenant) => ({ variables, secrets: tenancy.environmentOf(tenant), region, cluster })
}

/**
 * Opens the installation's catalog and those of the tenants that have their own. A tenant's source that is away holds up
 * nobody: the others are served. Throws Misconfigured.
 */
export async function openCatalogs(opening: Opening, outside: OpenOutside): Promise<Catalogs> {
  const { database, telemetry, signal, closers } = opening
  const { tenancy } = outside
  const own = tenancy.others.filter(({ catalog }) => catalog !== 'shared')
  const sources = [
    [defaultTenant, sourceOf(opening, outside)] as const,
    ...own.map((tenant) => [tenant.name, sourceOfTenant(opening, outside, tenant)] as const),
  ]
  const catalogs = new Map<string, Catalog>()
  const count = (): void => {
    // A source that was away at the first start leaves nothing to serve yet; the service starts and says so.
    const there = [...catalogs.values()].filter(({ seq }) => seq > 0)
    if (there.length > 0) telemetry.catalogSwapped(figuresOf(there))
  }
  await Promise.all(
    sources.map(async ([tenant, source]) => {
      const catalog = await openOne(opening, outside, { tenant, source })
      catalogs.set(tenant, catalog)
      closers.push(async () => catalog[Symbol.asyncDispose]())
      closers.push(
        signal.subscribe('pao_catalog', (payload) => {
          if (isNews(payload, tenant, catalog.seq)) catalog.hint()
        }),
      )
      closers.push(catalog.onChange(count))
    }),
  )
  count()
  const kept = openKept(database.db)
  const of = (tenant: string): Catalog => {
    const found = catalogs.get(tenant)
    if (found) return found
    const ours = catalogs.get(defaultTenant)
    const isShared = tenancy.declared === undefined || tenancy.declared.has(tenant)
    if (ours && isShared) return ours
    throw new Problem('tenant.closed')
  }
  return {
    of,
    all: sources.map(([tenant]) => [tenant, of(tenant)]),
    pinned: async (tenant, hash) =>
      catalogs.get(tenant)?.held(hash) ??
      catalogs.get(defaultTenant)?.held(hash) ??
      (await kept.document(tenant, hash)) ??
      kept.document(defaultTenant, hash),
    written: async (tenant, hash) =>
      (await kept.written(tenant, hash)) ?? kept.written(defaultTenant, hash),
  }
}

function figuresOf(catalogs: readonly Catalog[]): { items: number; stale: number } {
  const sum = (of: (catalog: Catalog) => number): number =>
    catalogs.reduce((all, catalog) => all + of(catalog), 0)
  return {
    items: sum((catalog) => catalog.list().length),
    stale: sum((catalog) => catalog.validation().stale.length),
  }
}

/** Hints read `<number>` for the installation's catalog and `<number> <tenant>` for another; none of either = look. */
function isNews(payload: string | undefined, tenant: string, seq: number): boolean {
  if (payload === undefined) return true
  const [number, whose = defaultTenant] = payload.split(' ')
  return whose === tenant && Number(number) > seq
}

function hintOf(tenant: string, seq: number): string {
  return tenant === defaultTenant ? String(seq) : `${seq} ${tenant}`
}

type Of = { tenant: string; source: CatalogSource }

function openOne(opening: Opening, outside: OpenOutside, { tenant, source }: Of): Promise<Catalog> {
  const { config, database, telemetry, signal, exchange, now, newId, random } = opening
  return openCatalog({
    db: database.db,
    tenant,
    source,
    now,
    log: telemetry.log,
    pollMs: config.PAO_CATALOG_POLL_SECONDS * 1000,
    ...(tenant !== defaultTenant && { patienceMs }),
    ...checksOf(opening, outside, tenant),
    options: (whose) => ({
      http: outside.of(whose).http,
      cache: exchange.cache,
      now,
      newId,
      random,
      scope: surroundingsOf(opening, outside)(whose),
      secretsOf: (names) => readSecrets(outside.secrets, whose, names),
    }),
    announce: (seq) => signal.publish('pao_catalog', hintOf(tenant, seq)),
  })
}

/** The check of a tenant's catalog, done once for all replicas where they have a Redis, and what its outcome follows from. */
function checksOf(
  { config, exchange, now, version }: Opening,
  { connections, tenancy }: OpenOutside,
  tenant: string,
): Pick<CatalogDeps, 'checker' | 'checkKey'> {
  const secrets = secretNamesOf(config, tenancy.environmentOf(tenant))
  const names = { env: Object.keys(config.variables), secrets }
  const bound = () => boundConnections(connections(tenant))
  const surroundings = () => ({ ...names, tenant, bound: [...bound()] })
  return {
    checker: checkOnce({
      checker: createChecker({ now, ...names, boundConnections: bound }),
      cache: exchange.cache,
      now,
      surroundings,
      seconds: config.PAO_REDIS_CATALOG_SECONDS,
    }),
    checkKey: (files) => checkKeyOf([version, surroundings()], now(), files),
  }
}

function sourceOf({ config }: Opening, { secrets }: OpenOutside): CatalogSource {
  const { PAO_CATALOG_TOKEN_REF: tokenRef, PAO_CATALOG_SSH_KEY_REF: sshKeyRef } = config
  return opened(
    {
      place: config.PAO_CATALOG ?? exampleCatalog,
      workingFolder: process.cwd(),
      dataDir: config.PAO_DATA_DIR,
      secrets,
      tenant: defaultTenant,
      tokenRef,
      sshKeyRef,
    },
    (message) => `PAO_CATALOG: ${message}`,
  )
}

function sourceOfTenant(
  { config }: Opening,
  { secrets, tenancy }: OpenOutside,
  { name, catalog }: DeclaredTenant,
): CatalogSource {
  if (catalog === 'shared') throw new Error('A shared catalog has no source of its own')
  return opened(
    {
      place: catalog.source,
      workingFolder: tenancy.folder,
      // Two tenants may read one repository by credentials of their own: each has its mirror.
      dataDir: pathIn({ folder: config.PAO_DATA_DIR }, `tenants/${name}`),
      secrets,
      tenant: name,
      tokenRef: catalog.tokenRef,
      sshKeyRef: catalog.sshKeyRef,
    },
    (message) => tenantsFault(`the catalog of ${name}: ${message}`),
  )
}

function opened(settings: SourceSettings, sentence: (message: string) => string): CatalogSource {
  const source = openSource(settings)
  if (source.ok) return source.value
  throw new Misconfigured(
    source.faults.map(({ message, hint }) => sentence(`${message}${hint ? ` (${hint})` : ''}`)),
  )
}
