import type { Config } from './config.ts'
import { weakNode } from './weak-node.ts'
import { isLoopback, isWeakSecret, linkLocal, type Weakness } from './weak-values.ts'

/**
 * Settings that work and are not safe. Where others can reach the service (`PAO_PUBLIC_URL` is not this machine, or is not set and
 * `PAO_HOST` is not) and the demo is off, each stops the start. `docs/security/start-up.md` is printed from this table.
 */
export const weaknesses: readonly Weakness[] = [
  {
    name: 'PAO_PUBLIC_URL',
    about: 'is http, so sessions and keys travel in the clear',
    found: ({ PAO_PUBLIC_URL: url }) => url.startsWith('http:'),
    mend: 'set the https address people reach the portal at',
  },
  {
    name: 'PAO_PUBLIC_URL',
    about: 'is not set although PAO_HOST lets others in, so no browser’s origin would fit',
    found: ({ PAO_HOST: host }, environment) => !isLoopback(host) && !environment['PAO_PUBLIC_URL'],
    mend: 'set the address people reach the portal at',
  },
  {
    name: 'PAO_BOOTSTRAP_API_KEY',
    about: 'is shorter than 32 characters',
    found: ({ PAO_BOOTSTRAP_API_KEY: key }) => key !== undefined && key.length < 32,
    mend: 'make one: openssl rand -base64 32',
  },
  {
    name: 'PAO_BOOTSTRAP_API_KEY',
    about: 'can be guessed: few different characters, or a word of examples',
    found: ({ PAO_BOOTSTRAP_API_KEY: key }) => key !== undefined && isWeakSecret(key),
    mend: 'make one: openssl rand -base64 32',
  },
  {
    name: 'PAO_ENCRYPTION_KEY',
    about: 'is not random',
    found: ({ PAO_ENCRYPTION_KEY: key }) => isWeakKey(key),
    mend: 'make one: openssl rand -base64 32',
  },
  {
    name: 'PAO_SECRETS_KEY',
    about: 'is not random',
    found: ({ PAO_SECRETS_KEY: key }) => isWeakKey(key),
    mend: 'make one: openssl rand -base64 32',
  },
  {
    name: 'PAO_SECRETS_KEY',
    about: 'is the same as PAO_ENCRYPTION_KEY, so losing one loses both',
    found: ({ PAO_SECRETS_KEY: key, PAO_ENCRYPTION_KEY: other }) =>
      key !== undefined && key === other,
    mend: 'make another one',
  },
  {
    name: 'PAO_DATABASE_URL',
    about: 'has no password or one that can be guessed, for a database elsewhere',
    found: ({ PAO_DATABASE_URL: url }) => {
      const far = farPlace(url)
      return far !== undefined && isGuessed(decodeURIComponent(far.password))
    },
    mend: 'give the role a long random password',
  },
  {
    name: 'PAO_DATABASE_URL',
    about: 'speaks with a database elsewhere without checked TLS',
    found: ({ PAO_DATABASE_URL: url }) => {
      const far = farPlace(url)
      return far !== undefined && !checkedTls.has(far.searchParams.get('sslmode') ?? '')
    },
    mend: 'add ?sslmode=verify-full',
  },
  {
    name: 'PAO_DATABASE_URL',
    about: 'signs in as postgres, who may do everything to every database',
    found: ({ PAO_DATABASE_URL: url }) => farPlace(url)?.username === 'postgres',
    mend: 'make a role of its own without superuser',
  },
  {
    name: 'PAO_DATABASE_READ_URL',
    about: 'speaks with a replica elsewhere without checked TLS',
    found: ({ PAO_DATABASE_READ_URL: url }) => {
      const far = farPlace(url)
      return far !== undefined && !checkedTls.has(far.searchParams.get('sslmode') ?? '')
    },
    mend: 'add ?sslmode=verify-full',
  },
  {
    name: 'PAO_REDIS_URL',
    about: 'speaks with a Redis elsewhere without TLS',
    found: ({ PAO_REDIS_URL: url }) => farPlace(url)?.protocol === 'redis:',
    mend: 'use rediss://',
  },
  {
    name: 'PAO_REDIS_URL',
    about: 'needs no password or one that can be guessed, for a Redis elsewhere',
    found: ({ PAO_REDIS_URL: url, PAO_REDIS_PASSWORD: password }) => {
      const far = farPlace(url)
      return far !== undefined && isGuessed(password ?? decodeURIComponent(far.password))
    },
    mend: 'set PAO_REDIS_PASSWORD: openssl rand -hex 32',
  },
  {
    name: 'PAO_EGRESS_ALLOW',
    about: 'opens every private address to actions',
    found: ({ PAO_EGRESS_ALLOW: places }) => places.some((place) => /^(\*|.*\/[0-7])$/.test(place)),
    mend: 'name hosts, or ranges of a /8 at most',
  },
  {
    name: 'PAO_EGRESS_ALLOW',
    about: 'opens the link-local addresses where clouds hand out credentials',
    found: ({ PAO_EGRESS_ALLOW: places }) => places.some((place) => linkLocal.test(place)),
    mend: 'leave 169.254.0.0/16 and fe80::/10 out',
  },
  {
    name: 'PAO_SECRETS_HOSTS',
    about: 'binds a secret to every host',
    found: ({ PAO_SECRETS_HOSTS: bound }) =>
      [...bound.values()].some((hosts) => hosts.includes('*')),
    mend: 'name the hosts it is for',
  },
  {
    name: 'PAO_API_RATE_PER_MINUTE',
    about: 'is 0: anybody may call as often as they like',
    found: ({ PAO_API_RATE_PER_MINUTE: rate }) => rate === 0,
    mend: 'set a number, 6000 is usual',
  },
  {
    name: 'PAO_API_TRUSTED_PROXIES',
    about: 'lets anybody say where a call comes from',
    found: ({ PAO_API_TRUSTED_PROXIES: proxies }) => proxies.some((one) => /\/[0-7]$/.test(one)),
    mend: 'name the addresses of your proxies',
  },
  {
    name: 'PAO_LOG_LEVEL',
    about: 'is silent: nobody would see an attack',
    found: ({ PAO_LOG_LEVEL: level }) => level === 'silent' || level === 'fatal',
    mend: 'set error or more',
  },
  {
    name: 'PAO_OUTBOUND_PROXY',
    about: 'sends the proxy’s password in the clear',
    found: ({ PAO_OUTBOUND_PROXY: url }) => hasClearPassword(url),
    mend: 'use https:// for the proxy, or one without a password',
  },
  {
    name: 'PAO_TRACES_URL',
    about: 'sends the headers for the collector in the clear',
    found: ({ PAO_TRACES_URL: url, PAO_TRACES_HEADERS: headers }) =>
      farPlace(url)?.protocol === 'http:' && Object.keys(headers).length > 0,
    mend: 'use https://, or a collector that wants no headers',
  },
  {
    name: 'PAO_CATALOG',
    about: 'fetches the catalog without TLS, so whoever is on the way decides what is run',
    found: ({ PAO_CATALOG: place }) => place !== undefined && /^(http|git):\/\//i.test(place),
    mend: 'use https:// or ssh://',
  },
  {
    name: 'PAO_CATALOG',
    about: 'holds a password, which is shown wherever the address is',
    found: ({ PAO_CATALOG: place }) => place !== undefined && /^\w+:\/\/[^/@]*:[^/@]+@/.test(place),
    mend: 'name a secret in PAO_CATALOG_TOKEN_REF',
  },
  {
    name: 'PAO_GITHUB_WEBHOOK_SECRET_REF',
    about: 'names a secret that can be guessed, so anybody could sign webhooks',
    found: ({ PAO_GITHUB_WEBHOOK_SECRET_REF: ref, secrets }) => {
      const value = ref === undefined ? undefined : secrets[ref]
      return value !== undefined && (value.length < 16 || isWeakSecret(value))
    },
    mend: 'make one: openssl rand -hex 32',
  },
  {
    name: 'PAO_VAULT_URL',
    about: 'speaks with a Vault elsewhere without TLS',
    found: ({ PAO_VAULT_URL: url }) =>
      url !== undefined && url.startsWith('http:') && !isLoopback(new URL(url).hostname),
    mend: 'use https://',
  },
  {
    name: 'PAO_AUDIT_SHIP_URL',
    about: 'sends who did what to another machine in the clear',
    found: ({ PAO_AUDIT_SHIP_URL: url, PAO_AUDIT_SHIP_IN_CLEAR: meant }) =>
      !meant && farPlace(url)?.protocol === 'syslog+tcp:',
    mend: 'use syslog+tls://, or set PAO_AUDIT_SHIP_IN_CLEAR=true where the way is protected otherwise',
  },
  {
    name: 'PAO_AUDIT_RETENTION_DAYS',
    about: 'drops the audit log before anybody could look at it',
    found: ({ PAO_AUDIT_RETENTION_DAYS: days }) => days > 0 && days < 30,
    mend: 'keep 30 days at least, or 0 for all',
  },
  {
    name: 'PAO_DATA_DIR',
    about: 'lies where every account of the machine may write',
    found: ({ PAO_DATA_DIR: folder }) => /^\/(tmp|var\/tmp|dev\/shm)(\/|$)/.test(folder),
    mend: 'use a folder of the service’s own account',
  },
  ...weakNode,
]

const checkedTls = new Set(['verify-full', 'verify-ca', 'require'])

/** Every weak setting as one sentence, without the value. Empty in a demo, and where only this machine gets in. */
export function weakIn(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  // In a container every address is listened to; whom it is for, the operator says by the public one.
  const isOpen = environment['PAO_PUBLIC_URL']
    ? !isLoopback(new URL(config.PAO_PUBLIC_URL).hostname)
    : !isLoopback(config.PAO_HOST)
  if (config.PAO_DEMO || !isOpen) return []
  return weaknesses
    .filter(({ found }) => found(config, environment))
    .map(({ name, about, mend }) => `${name} ${about}; ${mend}`)
}

function isWeakKey(key: string | undefined): boolean {
  return key !== undefined && new Set(Buffer.from(key, 'base64')).size < 12
}

/** One on this machine, or with a name without dots (a neighbour in one network of containers), is not far. */
function farPlace(url: string | undefined): URL | undefined {
  const parsed = url === undefined ? undefined : new URL(url)
  return parsed && /[.:]/.test(parsed.hostname) && !isLoopback(parsed.hostname) ? parsed : undefined
}

function isGuessed(password: string): boolean {
  return password.length < 12 || isWeakSecret(password)
}

function hasClearPassword(url: string | undefined): boolean {
  if (url === undefined) return false
  const { protocol, password, hostname } = new URL(url)
  return protocol === 'http:' && password !== '' && !isLoopback(hostname)
}
