import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Connection, type Http, TransportFailure } from '@pao/connectors'
import { openSource } from '#catalog/source-open.ts'
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
const catalogMs = 60_000

/** The catalog's repository, read whole once more into a folder of its own. */
export async function lookAtCatalog(
  config: Config,
  { secrets }: Pick<OpenOutside, 'secrets'>,
): Promise<Finding> {
  const {
    PAO_CATALOG: place,
    PAO_CATALOG_TOKEN_REF: tokenRef,
    PAO_CATALOG_SSH_KEY_REF: sshKeyRef,
  } = config
  if (place === undefined) return warn('catalog', 'the example is served', 'Set PAO_CATALOG')
  const dataDir = await mkdtemp(join(tmpdir(), 'pao-doctor-'))
  try {
    const opened = openSource({
      place,
      workingFolder: process.cwd(),
      dataDir,
      secrets,
      tenant: defaultTenant,
      tokenRef,
      sshKeyRef,
    })
    if (!opened.ok)
      return bad(
        'catalog',
        opened.faults.map(({ message }) => message).join('; '),
        'Correct PAO_CATALOG',
      )
    const read = await opened.value.read(AbortSignal.timeout(catalogMs))
    const files = read === 'unchanged' ? 0 : read.files.length
    const says = `${opened.value.describe()}, ${files} files`
    return files === 0
      ? bad('catalog', says, 'Is the branch or subfolder of PAO_CATALOG right?')
      : fine('catalog', says)
  } catch (error) {
    return bad(
      'catalog',
      wordsOf(error),
      'Check address, branch, and the secret that PAO_CATALOG_TOKEN_REF or PAO_CATALOG_SSH_KEY_REF names',
    )
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

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
    [...ours, ...own].map(({ tenant, ...look }) => connectionFinding(outside.of(tenant), look)),
  )
}

type Look = { check: string; connection: Connection }

async function connectionFinding(outside: Outside, { check, connection }: Look): Promise<Finding> {
  const { type, name, settings } = connection
  try {
    outside.connection(type, name)
  } catch (error) {
    return bad(check, wordsOf(error), 'Set the secret where PAO_SECRETS_FROM looks for it')
  }
  if (type === 'smtp') return socketFinding(outside, check, settings)
  const probe = probeOf(connection)
  return probe === undefined
    ? fine(check, `${type}; has no address to look at`)
    : httpFinding(outside.http, check, probe)
}

async function socketFinding(
  { tcp }: Pick<Outside, 'tcp'>,
  check: string,
  settings: Connection['settings'],
): Promise<Finding> {
  const host = String(settings['host'])
  const port = Number(settings['port'] ?? 25)
  try {
    await tcp.probe({ host, port, signal: AbortSignal.timeout(lookMs) })
    return fine(check, `${host}:${port} takes connections`)
  } catch (error) {
    return unreached(check, `${host}:${port}`, error)
  }
}

async function httpFinding(
  http: Http,
  check: string,
  { url, headers, signsIn }: NonNullable<ReturnType<typeof probeOf>>,
): Promise<Finding> {
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
    return unreached(check, host, error)
  }
}

function unreached(check: string, host: string, error: unknown): Finding {
  const isDenied = error instanceof TransportFailure && error.kind === 'egress_denied'
  return bad(
    check,
    `${host}: ${wordsOf(error)}`,
    isDenied
      ? 'Add it to PAO_EGRESS_ALLOW if it is meant to be reached'
      : 'Check DNS, firewall, NetworkPolicy and PAO_OUTBOUND_PROXY',
  )
}

/** The Vault that PAO's own secrets stand in. */
export async function lookAtVault(config: Config, http: Http): Promise<readonly Finding[]> {
  const url = config.PAO_VAULT_URL
  if (url === undefined || !config.PAO_SECRETS_FROM.includes('vault')) return []
  return [
    await httpFinding(http, 'vault', {
      url: `${url}/v1/sys/health?standbyok=true&perfstandbyok=true`,
      headers: {},
      signsIn: false,
    }),
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
