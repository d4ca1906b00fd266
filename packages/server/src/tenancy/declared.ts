import { fail, ok, type Result } from '@pao/core'
import { isZone } from '@pao/core/catalog'
import { Value } from 'typebox/value'
import { type FileReport, isMap, openOperatorFile } from '#operator-file.ts'
import { defaultTenant } from '#store/tenants.ts'
import { TenantEntry } from './declared-schema.ts'

/** Where a tenant's own catalog is read from, and the names of the secrets that open it. */
export type CatalogPlace = {
  source: string
  tokenRef?: string
  sshKeyRef?: string
  webhookSecretRef?: string
}

/** What a tenant may reach. */
export type DeclaredEgress = {
  /** As in `PAO_EGRESS_ALLOW`. */
  allow: readonly string[]
  /** Whether what the installation allows is allowed here too. */
  shared: boolean
  /** Whether nothing else may be reached, the open internet included. */
  only: boolean
}

/** How long a tenant keeps what, in days; 0 = for ever, left out = as the installation. */
export type DeclaredRetention = { history?: number; audit?: number; restricted?: number }

/** A tenant as the operator's file describes it. */
export type DeclaredTenant = {
  name: string
  label: string
  /** Whom to ask. */
  contact?: string
  /** `shared` = that of the installation. */
  catalog: 'shared' | CatalogPlace
  /** File of its own connections, as it was written. */
  connections?: string
  /** Secrets of the installation's environment that are this tenant's too, by the name it has for them. */
  secrets: ReadonlyMap<string, string>
  egress: DeclaredEgress
  /** Issuers that alone may vouch for its people; left out = those whose rules name it. */
  issuers?: readonly string[]
  /** Calls a minute of all its callers; left out = as for every tenant. */
  callsPerMinute?: number
  retention: DeclaredRetention
  /** ISO 4217 code of what costs are told in where a rate is known; left out = as the item or the prices say. */
  currency?: string
  /** IANA name, of windows and freezes that name none; left out = UTC. */
  timezone?: string
  /** How many times the share of another tenant it has of the slots of busy workers. */
  workerShare: number
  /** Requests that may be open at once, those of components aside; left out = any number. */
  requestsAtOnce?: number
}

/** The tenants of an installation by name; the default one is always among them. */
export type Declared = ReadonlyMap<string, DeclaredTenant>

const nameForm = /^[a-z][a-z0-9-]{0,31}$/
const mostTenants = 500

/** What stands in the settings of the installation and may not be said of its own tenant a second time. */
const ofTheSettings = {
  catalog: 'PAO_CATALOG',
  connections: 'PAO_CONNECTIONS',
  secrets: 'PAO_SECRET_*',
  egress: 'PAO_EGRESS_ALLOW',
} as const

/**
 * Reads the operator's file of tenants, `tenants: {<name>: {catalog, …}}`, 500 at most. Every fault is listed with its
 * line. The file holds no secret.
 */
export function readTenants(text: string): Result<Declared> {
  const file = openOperatorFile(text, 'tenants.invalid')
  if (!file.ok) return file
  const { value, report, faults } = file.value
  const found = new Map<string, DeclaredTenant>([[defaultTenant, tenantOf(defaultTenant, {})]])
  for (const [name, entry] of entriesOf(value, report)) {
    const tenant = readOne(name, entry, report)
    if (tenant) found.set(name, tenant)
  }
  return faults.length > 0 ? fail(faults) : ok(found)
}

function entriesOf(value: unknown, report: FileReport): readonly [string, unknown][] {
  const root = isMap(value) ? value : {}
  for (const key of Object.keys(root).filter((one) => one !== 'tenants'))
    report([key], { message: `"${key}" is not known here` }, 'key')
  const { tenants } = root
  if (!isMap(value) || !isMap(tenants)) {
    report([], {
      message: 'the file must be a map with the one key "tenants"',
      hint: 'Write tenants: and below it one map for each tenant',
    })
    return []
  }
  const entries = Object.entries(tenants)
  if (entries.length > mostTenants)
    report(['tenants'], { message: `there are more than ${mostTenants} tenants` })
  return entries
}

function readOne(name: string, entry: unknown, report: FileReport): DeclaredTenant | undefined {
  const at = ['tenants', name]
  if (!nameForm.test(name))
    report(
      at,
      { message: `"${name}" is not a name`, hint: 'Use a-z, 0-9 and -, at most 32' },
      'key',
    )
  if (!Value.Check(TenantEntry, entry)) {
    reportShape(at, entry, report)
    return undefined
  }
  if (name === defaultTenant) reportTwice(at, entry, report)
  else if (entry.catalog === undefined)
    report(at, {
      message: 'catalog is missing',
      hint: 'Write catalog: { source: … }, or catalog: shared for that of the installation',
    })
  if (entry.timezone !== undefined && !isZone(entry.timezone))
    report([...at, 'timezone'], {
      message: `there is no time zone ${entry.timezone}`,
      hint: 'Write an IANA name such as Europe/Berlin',
    })
  return tenantOf(name, entry)
}

function reportTwice(at: readonly string[], entry: TenantEntry, report: FileReport): void {
  for (const [key, setting] of Object.entries(ofTheSettings))
    if (Object.hasOwn(entry, key))
      report(
        [...at, key],
        {
          message: `${key} of the tenant ${defaultTenant} is that of the installation`,
          hint: `Set ${setting}, and leave it out here`,
        },
        'key',
      )
}

function reportShape(at: readonly string[], entry: unknown, report: FileReport): void {
  if (!isMap(entry)) return report(at, { message: `${at[1]} must be a map` })
  for (const error of Value.Errors(TenantEntry, entry)) {
    // Each is told once, by what says more.
    if (error.keyword === 'additionalProperties' || error.schemaPath.includes('/anyOf/')) continue
    const path = error.instancePath.split('/').slice(1)
    if (error.keyword === 'boolean')
      report([...at, ...path], { message: `"${path.at(-1)}" is not known here` }, 'key')
    else report([...at, ...path], { message: `${path.join('.')} ${wordsOf(error, path)}` })
  }
}

function wordsOf(
  { keyword, message }: { keyword: string; message: string },
  [key]: readonly string[],
): string {
  if (keyword === 'anyOf')
    return 'must be the word shared, or a map of source, token_ref, ssh_key_ref and webhook_secret_ref'
  if (keyword === 'pattern' && key === 'currency') return 'must be a code of ISO 4217, as in EUR'
  return keyword === 'pattern' ? 'must be the name of a secret, as in GIT_TOKEN' : message
}

function tenantOf(name: string, entry: TenantEntry): DeclaredTenant {
  const { contact, connections, issuers, calls_per_minute: callsPerMinute, egress = {} } = entry
  return {
    name,
    label: entry.label ?? name,
    catalog: catalogOf(entry.catalog),
    secrets: new Map(Object.entries(entry.secrets ?? {})),
    egress: {
      allow: egress.allow ?? [],
      shared: egress.shared ?? egress.only !== true,
      only: egress.only ?? false,
    },
    ...(contact !== undefined && { contact }),
    ...(connections !== undefined && { connections }),
    ...(issuers && { issuers }),
    ...(callsPerMinute !== undefined && { callsPerMinute }),
    ...ownWays(entry),
  }
}

function ownWays({
  retention = {},
  currency,
  timezone,
  worker_share: workerShare = 1,
  requests_at_once: requestsAtOnce,
}: TenantEntry): Pick<
  DeclaredTenant,
  'retention' | 'currency' | 'timezone' | 'workerShare' | 'requestsAtOnce'
> {
  const { history_days: history, audit_days: audit, restricted_days: restricted } = retention
  return {
    retention: {
      ...(history !== undefined && { history }),
      ...(audit !== undefined && { audit }),
      ...(restricted !== undefined && { restricted }),
    },
    workerShare,
    ...(currency !== undefined && { currency }),
    ...(timezone !== undefined && { timezone }),
    ...(requestsAtOnce !== undefined && { requestsAtOnce }),
  }
}

function catalogOf(catalog: TenantEntry['catalog']): DeclaredTenant['catalog'] {
  if (catalog === undefined || catalog === 'shared') return 'shared'
  const { source, token_ref, ssh_key_ref, webhook_secret_ref } = catalog
  return {
    source,
    ...(token_ref !== undefined && { tokenRef: token_ref }),
    ...(ssh_key_ref !== undefined && { sshKeyRef: ssh_key_ref }),
    ...(webhook_secret_ref !== undefined && { webhookSecretRef: webhook_secret_ref }),
  }
}
