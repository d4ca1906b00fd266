import { resolve } from 'node:path'
import {
  apiKey,
  encryptionKey,
  flag,
  good,
  host,
  list,
  name,
  oneOf,
  rates,
  type Setting,
  roles,
  text,
  url,
  whole,
} from './setting-kinds.ts'
import { apiSettings } from './setting-api.ts'
import { auditSettings } from './setting-audit.ts'
import { secretSettings, vaultFaults } from './secret-settings.ts'
import { errorSettings } from './setting-errors.ts'
import { identitySettings } from './setting-identity.ts'
import { redisSettings } from './setting-redis.ts'
import { tenantSettings } from './setting-tenants.ts'
import { terraformSettings } from './setting-terraform.ts'
import { traceSettings, withStandardNames } from './setting-traces.ts'
import { upkeepSettings } from './setting-upkeep.ts'

/** Every setting: name, meaning, default. docs/operate/settings.md is printed from this table. */
export const settings = {
  PAO_PORT: {
    sentence: 'Port the API and the portal listen on.',
    fallback: '8080',
    parse: whole(0, 65535),
  },
  PAO_HOST: {
    sentence: 'Address to listen on; 0.0.0.0 in a container.',
    fallback: '127.0.0.1',
    parse: host,
  },
  PAO_PUBLIC_URL: {
    sentence:
      'How people reach the portal; used in links and to check where a browser call came from.',
    fallback: undefined,
    shown: 'http://localhost:<PAO_PORT>',
    parse: url('http:', 'https:'),
  },
  PAO_DATA_DIR: {
    sentence: 'Folder for the embedded database, keys and git mirrors.',
    fallback: './.pao',
    parse: (value: string) => good(resolve(value)),
  },
  PAO_DATABASE_URL: {
    sentence: 'PostgreSQL 15 or newer; unset starts the embedded one in the data folder.',
    fallback: undefined,
    shown: 'embedded',
    secret: true,
    parse: url('postgres:', 'postgresql:'),
  },
  PAO_DATABASE_POOL: {
    sentence:
      'Most connections one process opens to the database; a process with an API keeps half of them, without a worker three quarters, for calls of people.',
    fallback: '20',
    parse: whole(2, 500),
  },
  ...redisSettings,
  PAO_CATALOG: {
    sentence:
      'Folder or git URL of the catalog: a path, or `https://host/org/repo.git#branch:subfolder`, `ssh://…`, `git@host:org/repo.git`.',
    fallback: undefined,
    shown: 'the example catalog',
    parse: text,
  },
  PAO_CATALOG_TOKEN_REF: {
    sentence: 'Name of the secret that holds the token for an https catalog.',
    fallback: undefined,
    parse: name,
  },
  PAO_CATALOG_SSH_KEY_REF: {
    sentence: 'Name of the secret that holds the private key for an ssh catalog.',
    fallback: undefined,
    parse: name,
  },
  PAO_CATALOG_POLL_SECONDS: {
    sentence: 'Seconds between looks for a new catalog revision.',
    fallback: '30',
    parse: whole(1, 86_400),
  },
  PAO_GITHUB_WEBHOOK_SECRET_REF: {
    sentence: 'Name of the secret that signs GitHub webhooks; unset refuses them all.',
    fallback: undefined,
    parse: name,
  },
  PAO_CONNECTIONS: {
    sentence: 'YAML file of named remote systems (Jira sites, Slack, SMTP); see connections.md.',
    fallback: undefined,
    parse: (value: string) => good(resolve(value)),
  },
  PAO_COST_PRICES: {
    sentence:
      'Folder of price lists and exchange rates, beside those in prices/ of the catalog repository; see author/cost.md.',
    fallback: undefined,
    parse: (value: string) => good(resolve(value)),
  },
  PAO_ROLES: {
    sentence: 'What this process does: api, worker or both.',
    fallback: 'api,worker',
    parse: roles,
  },
  PAO_BOOTSTRAP_API_KEY: {
    sentence: 'An admin key of the default tenant, for the first steps and for machines.',
    fallback: undefined,
    secret: true,
    parse: apiKey,
  },
  ...identitySettings,
  ...tenantSettings,
  PAO_ENCRYPTION_KEY: {
    sentence:
      'Key for secrets at rest, 32 bytes in base64; unset makes one in the data folder. Set it where several processes share a database; another key than the first is refused.',
    fallback: undefined,
    shown: 'made at first start',
    secret: true,
    parse: encryptionKey,
  },
  PAO_SECRETS_DIR: {
    sentence:
      'Folder of mounted secrets, read at start: a file `NAME` gives `PAO_SECRET_NAME`, a file `PAO_…` the setting of that name; what the environment holds wins.',
    fallback: undefined,
    parse: (value: string) => good(resolve(value)),
  },
  ...secretSettings,
  PAO_OUTBOUND_CA_FILE: {
    sentence: 'PEM file of certificate authorities that are trusted beside those of the system.',
    fallback: undefined,
    parse: (value: string) => good(resolve(value)),
  },
  PAO_EGRESS_ALLOW: {
    sentence:
      'Hosts and CIDRs, comma separated, that actions may reach although they are private, each with an optional port.',
    fallback: '',
    parse: list,
  },
  PAO_OUTBOUND_TIMEOUT_MS: {
    sentence: 'Longest wait for one answer of a remote system.',
    fallback: '30000',
    parse: whole(100, 600_000),
  },
  PAO_OUTBOUND_MAX_BYTES: {
    sentence: 'Largest answer read from a remote system, decompressed.',
    fallback: '5242880',
    parse: whole(1024, 104_857_600),
  },
  PAO_OUTBOUND_TLS_MIN: {
    sentence: 'Oldest TLS that is spoken with remote systems.',
    fallback: '1.2',
    parse: oneOf('1.2', '1.3'),
  },
  PAO_OUTBOUND_PROXY: {
    sentence:
      'Proxy that HTTP calls go through by CONNECT, `http://user:password@proxy:3128` or https; HTTP_PROXY and its like are not read.',
    fallback: undefined,
    secret: true,
    parse: url('http:', 'https:'),
  },
  PAO_OUTBOUND_NO_PROXY: {
    sentence: 'Hosts and `*.domain`, comma separated, that are called without the proxy.',
    fallback: '',
    parse: list,
  },
  PAO_OUTBOUND_PROXY_BY_NAME: {
    sentence:
      'Tell the proxy the name of the host instead of the checked address; then the DNS of the proxy decides where the call ends.',
    fallback: 'off',
    parse: flag,
  },
  PAO_OUTBOUND_RATES: {
    sentence:
      'Calls a minute each tenant may make to a host, comma separated: `jira.example.com=600,*.example.com=60/5`, after the slash how many at once; actions beyond it wait.',
    fallback: '',
    parse: rates,
  },
  PAO_OUTBOUND_CALLS_AT_ONCE: {
    sentence:
      'Calls one process has under way to one host at most before further actions wait; 0 = any number.',
    fallback: '50',
    parse: whole(0, 10_000),
  },
  PAO_WORKER_SLOTS: {
    sentence: 'Actions one worker process runs at once.',
    fallback: '20',
    parse: whole(1, 1000),
  },
  ...apiSettings,
  PAO_LOG_LEVEL: {
    sentence: 'How much is logged.',
    fallback: 'info',
    parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
  PAO_REGION: {
    sentence: 'What templates read as {{system.region}}.',
    fallback: 'local',
    parse: text,
  },
  PAO_CLUSTER: {
    sentence: 'What templates read as {{system.cluster}}.',
    fallback: 'local',
    parse: text,
  },
  PAO_OUTBOUND_BREAKER_FAILURES: {
    sentence:
      'Failed calls in a row to one target after which it is left alone for a while; 0 switches circuit breakers off. An item may say otherwise.',
    fallback: '5',
    parse: whole(0, 1_000),
  },
  PAO_OUTBOUND_BREAKER_SUCCESSES: {
    sentence: 'Probes in a row that must succeed before a target is called as usual again.',
    fallback: '1',
    parse: whole(1, 100),
  },
  PAO_OUTBOUND_BREAKER_OPEN_SECONDS: {
    sentence: 'How long a failing target is left alone before one call may try it.',
    fallback: '30',
    parse: whole(1, 86_400),
  },
  ...terraformSettings,
  ...auditSettings,
  ...upkeepSettings,
  ...traceSettings,
  ...errorSettings,
  PAO_DEMO: {
    sentence: 'Built-in sign-in and stand-ins for Jira, GitHub, Slack, mail and a REST service.',
    fallback: undefined,
    shown: 'on when catalog, database, Redis and connections are all unset',
    parse: flag,
  },
} as const satisfies Record<string, Setting<unknown>>

type SettingName = keyof typeof settings
type ValueOf<N extends SettingName> = Extract<
  ReturnType<(typeof settings)[N]['parse']>,
  { ok: true }
>['value']

/** Settings that always have a value because their default is a text. */
type Defaulted = {
  [N in SettingName]: (typeof settings)[N]['fallback'] extends string ? N : never
}[SettingName]

type Values = { [N in Defaulted]: ValueOf<N> } & {
  [N in Exclude<SettingName, Defaulted>]: ValueOf<N> | undefined
}

export type Config = Omit<Values, 'PAO_DEMO' | 'PAO_PUBLIC_URL'> & {
  PAO_DEMO: boolean
  PAO_PUBLIC_URL: string
  /** PAO_VAR_*: what templates may read as {{env.*}}, by name without prefix. */
  variables: Readonly<Record<string, string>>
  /** PAO_SECRET_*: what templates may read as {{secrets.*}}. Never logged. */
  secrets: Readonly<Record<string, string>>
}

/** The configuration, or every fault in it as one sentence each. An empty variable counts as unset. */
export function readConfig(
  given: Readonly<Record<string, string | undefined>>,
): { ok: true; config: Config } | { ok: false; faults: readonly string[] } {
  const environment = withStandardNames(given)
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries<Setting<unknown>>(settings)) {
    const said = environment[key] || setting.fallback
    if (said === undefined) continue
    const parsed = setting.parse(said)
    if (parsed.ok) values[key] = parsed.value
    else
      faults.push(
        `${key} ${setting.secret ? parsed.fault.replace(/, not ".*"$/, '') : parsed.fault}`,
      )
  }
  faults.push(...unknownNames(environment), ...contradictions(environment, values))
  if (faults.length > 0) return { ok: false, faults }

  const nothingConfigured = [
    'PAO_CATALOG',
    'PAO_DATABASE_URL',
    'PAO_REDIS_URL',
    'PAO_CONNECTIONS',
  ].every((key) => values[key] === undefined)
  const config = {
    ...(values as Values),
    PAO_DEMO: (values['PAO_DEMO'] as boolean | undefined) ?? nothingConfigured,
    PAO_PUBLIC_URL:
      (values['PAO_PUBLIC_URL'] as string | undefined) ??
      `http://localhost:${String(values['PAO_PORT'])}`,
    variables: prefixed(environment, 'PAO_VAR_'),
    secrets: prefixed(environment, 'PAO_SECRET_'),
  }
  return { ok: true, config }
}

function prefixed(
  environment: Readonly<Record<string, string | undefined>>,
  prefix: string,
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [key, value] of Object.entries(environment))
    if (key.startsWith(prefix) && value !== undefined) found[key.slice(prefix.length)] = value
  return found
}

/** A misspelt setting would silently do nothing; so it is a fault. */
function unknownNames(environment: Readonly<Record<string, string | undefined>>): string[] {
  const outside = /^PAO_(VAR|SECRET|TEST)_|^PAO_(URL|TOKEN|LOGIN_FILE)$/
  return Object.keys(environment)
    .filter((key) => key.startsWith('PAO_') && !outside.test(key) && !Object.hasOwn(settings, key))
    .map((key) => `${key} is not a setting; see docs/operate/settings.md`)
}

function contradictions(
  environment: Readonly<Record<string, string | undefined>>,
  values: Readonly<Record<string, unknown>>,
): string[] {
  const faults = vaultFaults(values)
  const isElsewhere = !(values['PAO_SECRETS_FROM'] as readonly string[] | undefined)?.every(
    (source) => source === 'environment',
  )
  for (const key of [
    'PAO_CATALOG_TOKEN_REF',
    'PAO_CATALOG_SSH_KEY_REF',
    'PAO_GITHUB_WEBHOOK_SECRET_REF',
  ]) {
    const secret = values[key]
    if (typeof secret === 'string' && !isElsewhere && !environment[`PAO_SECRET_${secret}`])
      faults.push(`${key} names the secret ${secret}, but PAO_SECRET_${secret} is not set`)
  }
  for (const wanted of (values['PAO_TERRAFORM_ENVIRONMENT'] ?? []) as readonly string[])
    if (!environment[`PAO_SECRET_${wanted}`] && !environment[`PAO_VAR_${wanted}`])
      faults.push(
        `PAO_TERRAFORM_ENVIRONMENT names ${wanted}, but neither PAO_SECRET_${wanted} nor PAO_VAR_${wanted} is set`,
      )
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    faults.push(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 would switch off TLS checks for every call out; unset it',
    )
  return faults
}

/** The environment of this process. The only place that reads it. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env
}
