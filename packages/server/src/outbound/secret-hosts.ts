import type { Connection } from '@pao/connectors'

/**
 * Hosts that the secrets of a connection are for: those of every address among its settings, and of every secret that is an
 * address itself. None for what only signs deliveries that come in; undefined where nothing tells.
 */
export function hostsOfConnection({
  type,
  settings,
  secrets,
}: Pick<Connection, 'type' | 'settings' | 'secrets'>): readonly string[] | undefined {
  if (type === 'webhook-in') return []
  const texts = [...Object.values(settings), ...Object.values(secrets)]
  const named = texts.flatMap((text) => hostOf(text) ?? [])
  const own = typeof settings['host'] === 'string' ? [settings['host'].toLowerCase()] : []
  const hosts = type === 'github' ? namesOfGithub(named) : [...own, ...named]
  return hosts.length === 0 ? undefined : [...new Set(hosts)]
}

/** The API of github.com and of GHE.com stands beside the site (docs.github.com, "Getting started with the REST API"). */
function namesOfGithub(named: readonly string[]): readonly string[] {
  const sites = named.length === 0 ? ['github.com'] : named
  return sites.flatMap((host) => [host, `api.${host}`])
}

function hostOf(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^https?:\/\//i.test(text) || !URL.canParse(text))
    return undefined
  return new URL(text).hostname.toLowerCase()
}

/**
 * Hosts of all connections that have this value as a secret; undefined = none has it, or one does not tell its hosts. By the
 * value, so that a copy under another name is known too.
 */
export function hostsOfValue(
  connections: readonly Connection[],
  value: string,
): readonly string[] | undefined {
  const owners = connections.filter(({ secrets }) => Object.values(secrets).includes(value))
  const hosts = owners.map(hostsOfConnection)
  if (hosts.length === 0 || hosts.includes(undefined)) return undefined
  return [...new Set(hosts.flatMap((one) => one ?? []))]
}
