import { readFileSync } from 'node:fs'
import { type Connection, SecretUnavailable } from '@pao/connectors'
import type { Fault } from '@pao/core'
import { defaultTenant } from '#identity/principal.ts'
import { connectionFinder } from '#outbound/connection-finder.ts'
import { readConnections } from '#outbound/connections.ts'
import { connectionsFor, tenantsOf } from '#outbound/owners.ts'
import type { SecretSource } from '#outbound/secrets.ts'
import type { Outside } from '#requests/deps.ts'
import { type Closers, type Footing, Misconfigured } from './compose-ground.ts'
import { pathIn, type Tenancy, tenantsFault } from './compose-tenants.ts'
import type { Demo } from './demo.ts'

export type Connections = {
  find: Outside['connection']
  /** Those a tenant may use, the installation's that are open to it included. */
  all(): readonly Connection[]
  /** Signs deliveries of the catalog's repository. */
  catalogHookSecret(): string | undefined
}

/** The named remote systems of each tenant. */
export type ConnectionsOf = {
  of(tenant: string): Connections
  /** Tenants with connections or a catalog of their own, the default one first. */
  tenants: readonly string[]
}

type Opening = Pick<Footing, 'config' | 'telemetry'> & {
  demo: Demo | undefined
  closers: Closers
  tenancy: Tenancy
  secrets: SecretSource
}

/** What one tenant has of its own: the text of its file, and what names the secret of its catalog's deliveries. */
type Own = { tenant: string; setting: string; text: string; hookRef: string | undefined }

/** What was found at the last look. */
type Found = {
  connections: readonly Connection[]
  absent: ReadonlyMap<string, string>
  hookSecret: string | undefined
}

/** Milliseconds between two looks at the secrets of connections, where these can change while we run. */
const lookAgainMs = 30_000

/**
 * The connections of all tenants with their secrets, looked up anew from time to time so that a changed one is taken.
 * Throws Misconfigured with every fault of every file.
 */
export async function openConnections(opening: Opening): Promise<ConnectionsOf> {
  const { config, telemetry, closers, tenancy } = opening
  const owns = [ownOfInstallation(opening), ...ownsOf(tenancy)]
  const isFixed = config.PAO_SECRETS_FROM.every((source) => source === 'environment')
  const look = () => lookAtAll(opening, owns, isFixed)
  let now = await look()
  checkOpened(tenancy, now)
  for (const [tenant, { absent }] of now)
    for (const [connection, message] of absent)
      telemetry.log.warn({ tenant, connection, message }, 'a connection cannot be used yet')
  const again = async (): Promise<void> => {
    try {
      now = await look()
    } catch (error) {
      telemetry.log.warn({ error: String(error) }, 'the secrets of connections cannot be looked up')
    }
  }
  const timer = isFixed ? undefined : setInterval(() => void again(), lookAgainMs).unref()
  closers.push(() => clearInterval(timer))
  return {
    tenants: owns.map(({ tenant }) => tenant),
    of: (tenant) => connectionsOf(tenancy, tenant, () => now),
  }
}

function connectionsOf(
  { declared }: Tenancy,
  tenant: string,
  now: () => ReadonlyMap<string, Found>,
): Connections {
  const shares = declared === undefined || tenant === defaultTenant
  const all = (): readonly Connection[] => {
    const shared = now().get(defaultTenant)?.connections ?? []
    if (shares) return shared
    return connectionsFor(tenant, { own: now().get(tenant)?.connections ?? [], shared })
  }
  // An own connection stands before one of the same name, and so does what is said of its secret.
  const absent = (): ReadonlyMap<string, string> => {
    const own = now().get(tenant)
    const named = new Set(own?.connections.map(({ name }) => name))
    const shared = [...(now().get(defaultTenant)?.absent ?? [])].filter(
      ([name]) => !named.has(name),
    )
    return new Map([...shared, ...(own?.absent ?? [])])
  }
  return {
    all,
    find: (type, name, team) => connectionFinder(all(), absent())(type, name, team),
    catalogHookSecret: () => now().get(shares ? defaultTenant : tenant)?.hookSecret,
  }
}

function ownOfInstallation({ config, demo }: Opening): Own {
  const { PAO_CONNECTIONS: file, PAO_GITHUB_WEBHOOK_SECRET_REF: hookRef } = config
  return {
    tenant: defaultTenant,
    setting: 'PAO_CONNECTIONS',
    text:
      file === undefined ? (demo?.connections ?? 'connections: {}\n') : readFileSync(file, 'utf8'),
    hookRef,
  }
}

function ownsOf(tenancy: Tenancy): readonly Own[] {
  return tenancy.others.map(({ name, connections, catalog }) => ({
    tenant: name,
    setting: `PAO_TENANTS: the connections of ${name}`,
    text: connections === undefined ? 'connections: {}\n' : textOf(pathIn(tenancy, connections)),
    hookRef: catalog === 'shared' ? undefined : catalog.webhookSecretRef,
  }))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Misconfigured([tenantsFault(`${file} cannot be read`)])
  }
}

async function lookAtAll(
  { secrets }: Opening,
  owns: readonly Own[],
  isFixed: boolean,
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>()
  const faults: string[] = []
  for (const { tenant, setting, text, hookRef } of owns) {
    const absent = new Map<string, string>()
    const read = await readConnections(text, {
      secrets,
      tenant,
      ...(!isFixed && { absent: (name: string, message: string) => absent.set(name, message) }),
    })
    if (!read.ok) faults.push(...read.faults.map((fault) => sentence(setting, fault)))
    else {
      const hookSecret = await hookSecretOf(secrets, tenant, hookRef)
      found.set(tenant, { connections: read.value, absent, hookSecret })
    }
  }
  if (faults.length > 0) throw new Misconfigured(faults)
  return found
}

function sentence(setting: string, { message, hint }: Fault): string {
  return `${setting}: ${message}${hint ? ` (${hint})` : ''}`
}

/** Only the installation opens connections, and only to tenants there are. Throws Misconfigured. */
function checkOpened({ declared }: Tenancy, found: ReadonlyMap<string, Found>): void {
  if (declared === undefined) return
  const faults = [...found].flatMap(([tenant, { connections }]) =>
    connections.flatMap((connection) =>
      tenantsOf(connection).flatMap((named) => {
        if (tenant !== defaultTenant)
          return [
            tenantsFault(
              `the connection ${connection.name} of ${tenant} cannot be opened to ${named}`,
              'Only PAO_CONNECTIONS may say tenants',
            ),
          ]
        if (named === '*' || declared.has(named)) return []
        return [
          `PAO_CONNECTIONS: ${connection.name} is open to ${named}, which PAO_TENANTS does not name`,
        ]
      }),
    ),
  )
  if (faults.length > 0) throw new Misconfigured(faults)
}

/** While it cannot be looked up, deliveries are refused: nobody could tell whether they are genuine. */
async function hookSecretOf(
  secrets: SecretSource,
  tenant: string,
  name: string | undefined,
): Promise<string | undefined> {
  if (name === undefined) return undefined
  try {
    return await secrets.read(name, tenant)
  } catch (error) {
    if (error instanceof SecretUnavailable) return undefined
    throw error
  }
}
