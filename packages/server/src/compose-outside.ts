import { type Connection, ConnectionMissing } from '@pao/connectors'
import type { Signer } from '#api/deps.ts'
import { defaultTenant } from '#identity/principal.ts'
import { withIdentities } from '#outbound/client-certificates.ts'
import { type Egress, parseEgress } from '#outbound/egress.ts'
import { createHttp, type HttpDeps, type OpenHttp } from '#outbound/http-client.ts'
import { createMail } from '#outbound/mail.ts'
import { type LookFact, observedSql, observedTcp } from '#outbound/observed.ts'
import { proxyOf } from '#outbound/proxy.ts'
import { secretMissing, type SecretSource } from '#outbound/secrets.ts'
import { createSql } from '#outbound/sql.ts'
import { createSyslog, type Syslog } from '#outbound/syslog.ts'
import { createTcp } from '#outbound/tcp.ts'
import type { Outside } from '#requests/deps.ts'
import type { DeclaredTenant } from '#tenancy/declared.ts'
import { perTenant } from './by-tenant.ts'
import { type Connections, openConnections } from './compose-connections.ts'
import { type Closers, type Footing, Misconfigured, readCertificates } from './compose-ground.ts'
import { checkSecretKeys, secretsOf } from './compose-secrets.ts'
import { openTenancy, type Tenancy, tenantsFault } from './compose-tenants.ts'
import type { WebhookDeps } from './compose-webhooks.ts'
import type { Config } from './config.ts'
import type { Demo } from './demo.ts'

export type OpenOutside = {
  tenancy: Tenancy
  /** The doors, connections and secrets of a tenant. */
  of(tenant: string): Outside
  webhookSecrets: Pick<WebhookDeps, 'signersOf' | 'catalogSecrets'>
  /** The installation's own door, for what belongs to no tenant. */
  http: Outside['http']
  secrets: SecretSource
  /** For the audit log alone. */
  syslog: Syslog
  hasConnection: (type: string) => boolean
  /** Those a tenant may use. */
  connections: (tenant: string) => readonly Connection[]
  /** Those of all tenants. */
  allConnections: () => readonly Connection[]
}

type Opening = Footing & { demo: Demo | undefined; closers: Closers }

/** What all doors of this process have in common. */
type Way = Pick<HttpDeps, 'authorities' | 'minVersion' | 'proxy'>

/** The doors out, the secrets, and the named remote systems of every tenant. Throws Misconfigured. */
export async function openOutside(opening: Opening): Promise<OpenOutside> {
  const { config } = opening
  const tenancy = openTenancy(config)
  const egress = egressOf(config.PAO_EGRESS_ALLOW, (message) => `PAO_EGRESS_ALLOW: ${message}`)
  const way = { ...authoritiesOf(config), ...wayOf(config) }
  const http = openHttp(opening, { egress, ...way })
  await checkSecretKeys(opening)
  const secrets = secretsOf({ ...opening, environmentOf: tenancy.environmentOf }, http)
  const connections = await openConnections({ ...opening, tenancy, secrets })
  const outsideOf = (tenant: string, doors: Doors): Outside =>
    assembled(opening, { ...doors, way, secrets, connections: connections.of(tenant) })
  const ours = outsideOf(defaultTenant, { egress, http })
  const theirs = new Map(
    tenancy.others.map((tenant) => {
      const narrowed = narrowedEgress(egress, tenant)
      const door = openHttp(opening, { egress: narrowed, ...way })
      return [tenant.name, outsideOf(tenant.name, { egress: narrowed, http: door })]
    }),
  )
  const shared = perTenant((tenant) => outsideOf(tenant, { egress, http }))
  const allConnections = () => connections.tenants.flatMap((one) => connections.of(one).all())
  return {
    tenancy,
    of(tenant) {
      if (tenant === defaultTenant) return ours
      return tenancy.declared === undefined ? shared(tenant) : (theirs.get(tenant) ?? closed)
    },
    http: ours.http,
    secrets,
    syslog: createSyslog({
      egress,
      timeoutMs: config.PAO_OUTBOUND_TIMEOUT_MS,
      ...authoritiesOf(config),
    }),
    hasConnection: (type) => allConnections().some((one) => one.type === type),
    connections: (tenant) => connections.of(tenant).all(),
    allConnections,
    webhookSecrets: {
      signersOf: (source) =>
        connections.tenants.flatMap((tenant) =>
          connections
            .of(tenant)
            .all()
            .flatMap((one) => signersIn(tenant, one, source)),
        ),
      catalogSecrets: () =>
        connections.tenants.flatMap((tenant) => {
          const secret = connections.of(tenant).catalogHookSecret()
          return secret === undefined ? [] : [{ tenant, secret }]
        }),
    },
  }
}

type Doors = { egress: Egress; http: OpenHttp }
type Assembly = Doors & { way: Way; secrets: SecretSource; connections: Connections }

function assembled(
  { config, telemetry }: Footing,
  { egress, http, way, secrets, connections }: Assembly,
): Outside {
  const timeoutMs = config.PAO_OUTBOUND_TIMEOUT_MS
  const seen = ({ outcome, ms }: LookFact): void =>
    telemetry.callAnswered({ outcome, seconds: ms / 1000 })
  const { authorities } = way
  const trusted = authorities === undefined ? {} : { authorities }
  return {
    http: withIdentities(http, connections.all),
    mail: createMail({ egress, timeoutMs, ...trusted }),
    tcp: observedTcp(createTcp({ egress, timeoutMs }), seen),
    sql: observedSql(
      createSql({ egress, timeoutMs, maxBytes: config.PAO_OUTBOUND_MAX_BYTES, ...trusted }),
      seen,
    ),
    connection: connections.find,
    // What the tenant has was looked up before; what is asked for here stands nowhere.
    secret: (name) => {
      throw secretMissing(secrets, name)
    },
  }
}

/** The doors of a tenant that is not declared: there are none. */
const closed: Outside = {
  http: { send: () => Promise.reject(undeclared()) },
  mail: { send: () => Promise.reject(undeclared()) },
  tcp: { probe: () => Promise.reject(undeclared()) },
  sql: { ask: () => Promise.reject(undeclared()) },
  connection: () => {
    throw undeclared()
  },
  secret: () => {
    throw undeclared()
  },
}

function undeclared(): ConnectionMissing {
  return new ConnectionMissing('This tenant is not set up on this server')
}

/** A connection of the sender's own type, or one that only takes its webhooks; while a secret changes it has two. */
function signersIn(
  tenant: string,
  { name, type, settings, secrets }: Connection,
  source: string,
): Signer[] {
  if (type !== source && !(type === 'webhook-in' && settings['source'] === source)) return []
  const named =
    source === 'slack' ? ['signing_secret'] : ['webhook_secret', 'previous_webhook_secret']
  return named.flatMap((one) => {
    const secret = secrets[one]
    return secret === undefined ? [] : [{ secret, tenant, connection: name }]
  })
}

function egressOf(allow: readonly string[], sentence: (message: string) => string): Egress {
  const egress = parseEgress(allow)
  if (egress.ok) return egress.value
  throw new Misconfigured(egress.faults.map(({ message }) => sentence(message)))
}

/** What the installation allows, as far as the tenant has a part in it, and what is the tenant's alone. */
function narrowedEgress(ours: Egress, { name, egress }: DeclaredTenant): Egress {
  const own = egressOf(egress.allow, (message) => tenantsFault(`egress of ${name}: ${message}`))
  return {
    allowed: [...own.allowed, ...(egress.shared ? ours.allowed : [])],
    ...(egress.only && { only: true }),
  }
}

function openHttp(
  { config, telemetry, closers }: Opening,
  door: Way & Pick<HttpDeps, 'egress'>,
): OpenHttp {
  const http = createHttp({
    ...door,
    limits: {
      timeoutMs: config.PAO_OUTBOUND_TIMEOUT_MS,
      maxBytes: config.PAO_OUTBOUND_MAX_BYTES,
    },
    observe: ({ outcome, ms, span }) =>
      telemetry.callAnswered({
        outcome: String(outcome),
        seconds: ms / 1000,
        ...(span && { span }),
      }),
  })
  closers.push(async () => http[Symbol.asyncDispose]())
  return http
}

/** By which proxy, and how TLS must be spoken. */
function wayOf(config: Config): Pick<HttpDeps, 'minVersion' | 'proxy'> {
  const { PAO_OUTBOUND_PROXY: proxy, PAO_OUTBOUND_TLS_MIN: oldest } = config
  const options = {
    except: config.PAO_OUTBOUND_NO_PROXY,
    byName: config.PAO_OUTBOUND_PROXY_BY_NAME,
  }
  return {
    minVersion: oldest === '1.3' ? 'TLSv1.3' : 'TLSv1.2',
    ...(proxy !== undefined && { proxy: proxyOf(proxy, options) }),
  }
}

function authoritiesOf({ PAO_OUTBOUND_CA_FILE: file }: Config): { authorities?: string } {
  return file === undefined ? {} : { authorities: readCertificates('PAO_OUTBOUND_CA_FILE', file) }
}
