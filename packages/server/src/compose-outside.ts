import { readFileSync } from 'node:fs'
import { type Connection, SecretUnavailable } from '@pao/connectors'
import type { Signer } from '#api/deps.ts'
import { defaultTenant } from '#identity/principal.ts'
import { withIdentities } from '#outbound/client-certificates.ts'
import { connectionFinder } from '#outbound/connection-finder.ts'
import { readConnections } from '#outbound/connections.ts'
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
import { type Closers, type Footing, Misconfigured, readCertificates } from './compose-ground.ts'
import { checkSecretKeys, secretsOf } from './compose-secrets.ts'
import type { WebhookDeps } from './compose-webhooks.ts'
import type { Config } from './config.ts'
import type { Demo } from './demo.ts'

export type OpenOutside = Outside & {
  webhookSecrets: {
    signersOf: WebhookDeps['signersOf']
    catalogHookSecret: WebhookDeps['githubSecret']
  }
  secrets: SecretSource
  /** For the audit log alone. */
  syslog: Syslog
  hasConnection: (type: string) => boolean
  connections: () => readonly Connection[]
}

type Opening = Footing & { demo: Demo | undefined; closers: Closers }

/** The doors out, the secrets, and the named remote systems. Throws Misconfigured. */
export async function openOutside(opening: Opening): Promise<OpenOutside> {
  const { config, closers } = opening
  const egress = egressOf(opening)
  const timeoutMs = config.PAO_OUTBOUND_TIMEOUT_MS
  const authorities = authoritiesOf(config)
  const http = openHttp(opening, { egress, ...authorities, ...wayOf(config) })
  closers.push(async () => http[Symbol.asyncDispose]())
  const seen = ({ outcome, ms }: LookFact): void =>
    opening.telemetry.callAnswered({ outcome, seconds: ms / 1000 })
  await checkSecretKeys(opening)
  const secrets = secretsOf(opening, http)
  const connections = await openConnections(opening, secrets)
  closers.push(connections.stop)
  return {
    http: withIdentities(http, connections.all),
    connections: connections.all,
    mail: createMail({ egress, timeoutMs, ...authorities }),
    syslog: createSyslog({ egress, timeoutMs, ...authorities }),
    tcp: observedTcp(createTcp({ egress, timeoutMs }), seen),
    sql: observedSql(
      createSql({ egress, timeoutMs, maxBytes: config.PAO_OUTBOUND_MAX_BYTES, ...authorities }),
      seen,
    ),
    connection: (type, name) => connections.find(type, name),
    // What the tenant has was looked up before; what is asked for here stands nowhere.
    secret: (name) => {
      throw secretMissing(secrets, name)
    },
    secrets,
    hasConnection: (type) => connections.all().some((one) => one.type === type),
    webhookSecrets: {
      signersOf: (source) => connections.all().flatMap((one) => signersIn(one, source)),
      catalogHookSecret: connections.catalogHookSecret,
    },
  }
}

/** A connection of the sender's own type, or one that only takes its webhooks; while a secret changes it has two. */
function signersIn({ name, type, settings, secrets }: Connection, source: string): Signer[] {
  if (type !== source && !(type === 'webhook-in' && settings['source'] === source)) return []
  const named =
    source === 'slack' ? ['signing_secret'] : ['webhook_secret', 'previous_webhook_secret']
  return named.flatMap((one) => {
    const secret = secrets[one]
    return secret === undefined ? [] : [{ secret, connection: name }]
  })
}

function egressOf({ config }: Footing): Egress {
  const egress = parseEgress(config.PAO_EGRESS_ALLOW)
  if (egress.ok) return egress.value
  throw new Misconfigured(egress.faults.map(({ message }) => `PAO_EGRESS_ALLOW: ${message}`))
}

function openHttp(
  { config, telemetry }: Footing,
  door: Pick<HttpDeps, 'egress' | 'authorities' | 'minVersion' | 'proxy'>,
): OpenHttp {
  return createHttp({
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

type Connections = {
  find: Outside['connection']
  all(): readonly Connection[]
  /** Signs deliveries of the catalog's repository. */
  catalogHookSecret(): string | undefined
  stop(): void
}

/** Milliseconds between two looks at the secrets of connections, where these can change while we run. */
const lookAgainMs = 30_000

/** The connections with their secrets, looked up anew from time to time so that a changed one is taken. */
async function openConnections(opening: Opening, secrets: SecretSource): Promise<Connections> {
  const { config, demo, telemetry } = opening
  const file = config.PAO_CONNECTIONS
  const text =
    file === undefined ? (demo?.connections ?? 'connections: {}\n') : readFileSync(file, 'utf8')
  const isFixed = config.PAO_SECRETS_FROM.every((source) => source === 'environment')
  const look = async () => {
    const absent = new Map<string, string>()
    const read = await readConnections(text, {
      secrets,
      tenant: defaultTenant,
      ...(!isFixed && { absent: (name: string, message: string) => absent.set(name, message) }),
    })
    if (!read.ok)
      throw new Misconfigured(
        read.faults.map(
          ({ message, hint }) => `PAO_CONNECTIONS: ${message}${hint ? ` (${hint})` : ''}`,
        ),
      )
    return { connections: read.value, absent, hookSecret: await hookSecretOf(config, secrets) }
  }
  let now = await look()
  for (const [connection, message] of now.absent)
    telemetry.log.warn({ connection, message }, 'a connection cannot be used yet')
  const again = async (): Promise<void> => {
    try {
      now = await look()
    } catch (error) {
      telemetry.log.warn({ error: String(error) }, 'the secrets of connections cannot be looked up')
    }
  }
  const timer = isFixed ? undefined : setInterval(() => void again(), lookAgainMs).unref()
  return {
    find: (type, name) => connectionFinder(now.connections, now.absent)(type, name),
    all: () => now.connections,
    catalogHookSecret: () => now.hookSecret,
    stop: () => clearInterval(timer),
  }
}

/** While it cannot be looked up, deliveries are refused: nobody could tell whether they are genuine. */
async function hookSecretOf(
  { PAO_GITHUB_WEBHOOK_SECRET_REF: name }: Config,
  secrets: SecretSource,
): Promise<string | undefined> {
  if (name === undefined) return undefined
  try {
    return await secrets.read(name, defaultTenant)
  } catch (error) {
    if (error instanceof SecretUnavailable) return undefined
    throw error
  }
}
