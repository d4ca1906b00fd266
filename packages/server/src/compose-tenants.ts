import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Declared, type DeclaredTenant, readTenants } from '#tenancy/declared.ts'
import type { Issuer } from '#identity/oidc/issuers.ts'
import { defaultTenant } from '#identity/principal.ts'
import type { EnvironmentOf } from '#outbound/secrets.ts'
import { Misconfigured } from './compose-ground.ts'
import type { Config } from './config.ts'

/** What the installation says of its tenants. */
export type Tenancy = {
  /** Those of the file, the default one included; undefined = there is no file, and all tenants share everything. */
  declared: Declared | undefined
  /** Secrets of the environment that are this tenant's, by the name its documents have for them. */
  environmentOf: EnvironmentOf
  /** The name a tenant's secret has in the settings; undefined = it is none of the environment's. */
  secretNameOf(tenant: string, name: string): string | undefined
  /** What holds for a tenant: what the file says of it, else what the settings say. */
  waysOf(tenant: string): TenantWays
  /** Tenants of the file besides the default one. */
  others: readonly DeclaredTenant[]
  /** Where a relative path of the file starts from. */
  folder: string
}

/** How a tenant is served. Days are 0 where it keeps something for ever. */
export type TenantWays = {
  days: Readonly<Record<'history' | 'audit' | 'restricted', number>>
  /** Of busy workers, in shares of a tenant that the file says nothing of. */
  workerShare: number
} & Pick<DeclaredTenant, 'currency' | 'timezone' | 'requestsAtOnce'>

type Settings = Pick<
  Config,
  | 'PAO_TENANTS'
  | 'secrets'
  | 'PAO_SECRETS_FROM'
  | 'PAO_VAULT_PATH'
  | 'PAO_DEMO'
  | 'PAO_HISTORY_RETENTION_DAYS'
  | 'PAO_AUDIT_RETENTION_DAYS'
  | 'PAO_RESTRICTED_RETENTION_DAYS'
  | 'PAO_TENANT_RETENTION_MIN_DAYS'
>

const none: Readonly<Record<string, string>> = {}

/** The tenants of the operator's file. Throws Misconfigured with every fault. */
export function openTenancy(config: Settings): Tenancy {
  const { PAO_TENANTS: file, secrets } = config
  const usual: TenantWays = { days: daysOf(config), workerShare: 1 }
  if (file === undefined)
    return {
      declared: undefined,
      environmentOf: () => secrets,
      secretNameOf: (_tenant, name) => name,
      waysOf: () => usual,
      others: [],
      folder: process.cwd(),
    }
  const declared = read(file)
  check(config, declared)
  const environments = new Map(
    [...declared].map(([name, tenant]) => [name, environmentOf(tenant, secrets)]),
  )
  const ways = new Map([...declared].map(([name, tenant]) => [name, waysOf(tenant, usual)]))
  return {
    declared,
    waysOf: (tenant) => ways.get(tenant) ?? usual,
    environmentOf: (tenant) => environments.get(tenant) ?? none,
    secretNameOf: (tenant, name) =>
      tenant === defaultTenant ? name : declared.get(tenant)?.secrets.get(name),
    others: [...declared.values()].filter(({ name }) => name !== defaultTenant),
    folder: dirname(file),
  }
}

function daysOf(config: Settings): TenantWays['days'] {
  return {
    history: config.PAO_HISTORY_RETENTION_DAYS,
    audit: config.PAO_AUDIT_RETENTION_DAYS,
    restricted: config.PAO_RESTRICTED_RETENTION_DAYS,
  }
}

function waysOf(tenant: DeclaredTenant, usual: TenantWays): TenantWays {
  const { retention, currency, timezone, workerShare, requestsAtOnce } = tenant
  return {
    days: { ...usual.days, ...retention },
    workerShare,
    ...(currency !== undefined && { currency }),
    ...(timezone !== undefined && { timezone }),
    ...(requestsAtOnce !== undefined && { requestsAtOnce }),
  }
}

/** The same sentence for every fault of the file. */
export function tenantsFault(message: string, hint?: string): string {
  return `PAO_TENANTS: ${message}${hint === undefined ? '' : ` (${hint})`}`
}

function read(file: string): Declared {
  const result = readTenants(textOf(file))
  if (result.ok) return result.value
  throw new Misconfigured(result.faults.map(({ message, hint }) => tenantsFault(message, hint)))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Misconfigured([tenantsFault(`${file} cannot be read`)])
  }
}

function environmentOf(
  { name, secrets: own }: DeclaredTenant,
  secrets: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (name === defaultTenant) return secrets
  return Object.fromEntries(
    [...own].flatMap(([theirs, ours]) => {
      const value = secrets[ours]
      return value === undefined ? [] : [[theirs, value]]
    }),
  )
}

/** What the file says beside the settings. */
function check(config: Settings, declared: Declared): void {
  const { secrets, PAO_SECRETS_FROM: from, PAO_VAULT_PATH: path } = config
  const faults = [...declared.values()].flatMap((tenant) =>
    [...tenant.secrets.values()].flatMap((ours) =>
      secrets[ours]
        ? []
        : [
            tenantsFault(
              `${tenant.name} names the secret ${ours}, but PAO_SECRET_${ours} is not set`,
            ),
          ],
    ),
  )
  faults.push(...tooShort(config, declared))
  if (from.includes('vault') && declared.size > 1 && !path.includes('{tenant}'))
    faults.push(
      'PAO_VAULT_PATH must name {tenant}, or every tenant of PAO_TENANTS would read the secrets of all',
    )
  if (faults.length > 0) throw new Misconfigured(faults)
}

/** What is to be kept for less than everybody must keep it. */
function tooShort(
  { PAO_TENANT_RETENTION_MIN_DAYS: least }: Settings,
  declared: Declared,
): readonly string[] {
  const kept = ['history', 'audit'] as const
  return [...declared.values()].flatMap(({ name, retention }) =>
    kept.flatMap((what) => {
      const days = retention[what] ?? 0
      if (days === 0 || days >= least) return []
      return [
        tenantsFault(
          `${name} keeps its ${what} for ${days} days, but PAO_TENANT_RETENTION_MIN_DAYS is ${least}`,
          `Write ${least} or more, or 0 to keep all of it`,
        ),
      ]
    }),
  )
}

/** Refuses issuers that vouch for tenants there are not, or for those that name others. Throws Misconfigured. */
export function checkIssuers({ declared }: Tenancy, issuers: readonly Issuer[]): void {
  if (declared === undefined) return
  const known = new Set(issuers.map(({ name }) => name))
  const strange = issuers.flatMap(({ name, tenants }) =>
    tenants.flatMap(({ tenant }) => {
      const found = declared.get(tenant)
      if (!found)
        return [
          `PAO_IDENTITY_ISSUERS: ${name} names the tenant ${tenant}, which PAO_TENANTS does not`,
        ]
      if (found.issuers === undefined || found.issuers.includes(name)) return []
      return [
        `PAO_IDENTITY_ISSUERS: ${name} may not vouch for people of ${tenant}: PAO_TENANTS names ${found.issuers.join(', ')}`,
      ]
    }),
  )
  const missing = [...declared.values()].flatMap(({ name, issuers: wanted = [] }) =>
    wanted.flatMap((one) =>
      known.has(one)
        ? []
        : [tenantsFault(`${name} names the issuer ${one}, which PAO_IDENTITY_ISSUERS does not`)],
    ),
  )
  const faults = [...new Set([...strange, ...missing])]
  if (faults.length > 0) throw new Misconfigured(faults)
}

/** A path as the file of tenants writes it. */
export function pathIn({ folder }: Pick<Tenancy, 'folder'>, written: string): string {
  return resolve(folder, written)
}
