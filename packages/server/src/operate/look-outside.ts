import { type Connection, type Http, TransportFailure } from '@pao/connectors'
import type { OpenOutside } from '#compose-outside.ts'
import type { Config } from '#config.ts'
import { issuersOf } from '#compose-identity.ts'
import { openProvider } from '#identity/oidc/metadata.ts'
import { defaultTenant } from '#identity/principal.ts'
import { tenantsOf } from '#outbound/owners.ts'
import type { Outside } from '#requests/deps.ts'
import type { Log } from '#telemetry.ts'
import { bad, fine, type Finding, warn, wordsOf } from './finding.ts'
import { probeOf } from './probes.ts'

/** Longest one look at a remote system may take, in milliseconds. */
const lookMs = 15_000

/** Every connection: is its secret there, does it answer, does it take us? Nothing is left there. */
export async function lookAtConnections(outside: OpenOutside): Promise<readonly Finding[]> {
  const { others } = outside.tenancy
  const own = others.flatMap(({ name: tenant }) =>
    outside
      .connections(tenant)
      // What the installation opens to it was looked at once.
      .filter((one) => tenantsOf(one).length === 0)
      .map((connection) => ({
        check: `connection ${tenant}/${connection.name}`,
        tenant,
        connection,
      })),
  )
  const ours = outside.connections(defaultTenant).map((connection) => ({
    check: `connection ${connection.name}`,
    tenant: defaultTenant,
    connection,
  }))
  return Promise.all(
    [...ours, ...own].map(({ tenant, ...look }) =>
      connectionFinding(outside.of(tenant), { ...look, allowing: allowing(outside, tenant) }),
    ),
  )
}

/** What lets a tenant's actions reach a host. */
function allowing({ tenancy }: OpenOutside, tenant: string): string {
  const egress = tenancy.declared?.get(tenant)?.egress
  if (tenant === defaultTenant || !egress) return ours
  const own = `egress.allow of ${tenant} in PAO_TENANTS`
  return egress.shared ? `${own}, or to ${ours}` : own
}

const ours = 'PAO_EGRESS_ALLOW'

/** `allowing` names the list of hosts that may be reached. */
type Look = { check: string; connection: Connection; allowing: string }
type Checked = Pick<Look, 'check' | 'allowing'>

async function connectionFinding(outside: Outside, look: Look): Promise<Finding> {
  const { check, connection } = look
  const { type, name, settings } = connection
  try {
    outside.connection(type, name)
  } catch (error) {
    return bad(check, wordsOf(error), 'Set the secret where PAO_SECRETS_FROM looks for it')
  }
  if (type === 'smtp') return socketFinding(outside, look, settings)
  const probe = probeOf(connection)
  return probe === undefined
    ? fine(check, `${type}; has no address to look at`)
    : httpFinding(outside.http, look, probe)
}

async function socketFinding(
  { tcp }: Pick<Outside, 'tcp'>,
  look: Checked,
  settings: Connection['settings'],
): Promise<Finding> {
  const host = String(settings['host'])
  const port = Number(settings['port'] ?? 25)
  try {
    await tcp.probe({ host, port, signal: AbortSignal.timeout(lookMs) })
    return fine(look.check, `${host}:${port} takes connections`)
  } catch (error) {
    return unreached(look, `${host}:${port}`, error)
  }
}

async function httpFinding(
  http: Http,
  look: Checked,
  { url, headers, signsIn }: NonNullable<ReturnType<typeof probeOf>>,
): Promise<Finding> {
  const { check } = look
  const { host } = new URL(url)
  try {
    const { status } = await http.send({
      method: 'GET',
      url,
      headers,
      signal: AbortSignal.timeout(lookMs),
    })
    if (signsIn && (status === 401 || status === 403))
      return bad(
        check,
        `${host} does not take our credentials (${status})`,
        'Renew the token, or what it may do',
      )
    if (status >= 500) return warn(check, `${host} answers ${status}`, 'Ask its operators')
    return fine(check, signsIn ? `${host} takes us (${status})` : `${host} answers (${status})`)
  } catch (error) {
    return unreached(look, host, error)
  }
}

function unreached({ check, allowing: list }: Checked, host: string, error: unknown): Finding {
  const isDenied = error instanceof TransportFailure && error.kind === 'egress_denied'
  return bad(
    check,
    `${host}: ${wordsOf(error)}`,
    isDenied
      ? `Add it to ${list} if it is meant to be reached`
      : 'Check DNS, firewall, NetworkPolicy and PAO_OUTBOUND_PROXY',
  )
}

/** The Vault that PAO's own secrets stand in. */
export async function lookAtVault(config: Config, http: Http): Promise<readonly Finding[]> {
  const url = config.PAO_VAULT_URL
  if (url === undefined || !config.PAO_SECRETS_FROM.includes('vault')) return []
  return [
    await httpFinding(
      http,
      { check: 'vault', allowing: ours },
      {
        url: `${url}/v1/sys/health?standbyok=true&perfstandbyok=true`,
        headers: {},
        signsIn: false,
      },
    ),
  ]
}

/** Every identity provider: does it say what it is, and are its keys there? */
export async function lookAtIssuers(
  config: Config,
  deps: { http: Http; now(): number; log: Log },
): Promise<readonly Finding[]> {
  let issuers: ReturnType<typeof issuersOf>
  try {
    issuers = issuersOf({ config, demo: undefined })
  } catch (error) {
    return [bad('issuers', wordsOf(error), 'Correct the file that PAO_IDENTITY_ISSUERS names')]
  }
  return Promise.all(
    issuers.map(async (issuer) => {
      const check = `issuer ${issuer.name}`
      const keys = await openProvider(deps, issuer).keys()
      return keys === undefined
        ? bad(
            check,
            `${issuer.issuer} does not tell its metadata or keys`,
            'Check its address, DNS, firewall and PAO_EGRESS_ALLOW; nobody can sign in by it meanwhile',
          )
        : fine(check, `${issuer.issuer} tells its keys`)
    }),
  )
}
