import { Misconfigured } from '#compose-ground.ts'
import { issuersOf } from '#compose-identity.ts'
import { checkIssuers, type Tenancy } from '#compose-tenants.ts'
import type { Config } from '#config.ts'
import { defaultTenant } from '#identity/principal.ts'
import type { Database } from '#store/db.ts'
import { listTenants, type TenantRow } from '#tenancy/states.ts'
import { bad, fine, type Finding, warn } from './finding.ts'

type Looking = { config: Config; database: Database; tenancy: Tenancy }

/** Each tenant beside the installation's own: is it served, and can anybody sign in to it? */
export async function lookAtTenants(looking: Looking): Promise<readonly Finding[]> {
  const rows = new Map((await listTenants(looking.database.db)).map((row) => [row.name, row]))
  const names = new Set([...rows.keys(), ...looking.tenancy.others.map(({ name }) => name)])
  const { vouched, faults } = vouchedFor(looking)
  return [
    ...faults.map((fault) => bad('tenants', fault, 'Bring PAO_TENANTS and the issuers into step')),
    ...[...names]
      .filter((name) => name !== defaultTenant && rows.get(name)?.state !== 'deleted')
      .toSorted()
      .map((name) => tenantFinding(looking, { name, row: rows.get(name), vouched })),
  ]
}

type Vouched = { vouched: ReadonlySet<string>; faults: readonly string[] }

/** Tenants that some issuer vouches for, and what the server would refuse at start; that no file can be read is told elsewhere. */
function vouchedFor({ config, tenancy }: Looking): Vouched {
  const vouched = new Set<string>()
  try {
    const issuers = issuersOf({ config, demo: undefined })
    for (const { tenants } of issuers) for (const { tenant } of tenants) vouched.add(tenant)
    checkIssuers(tenancy, issuers)
    return { vouched, faults: [] }
  } catch (error) {
    const faults = error instanceof Misconfigured && vouched.size > 0 ? error.faults : []
    return { vouched, faults }
  }
}

type About = { name: string; row: TenantRow | undefined; vouched: ReadonlySet<string> }

function tenantFinding({ tenancy: { declared } }: Looking, { name, row, vouched }: About): Finding {
  const check = `tenant ${name}`
  if (row?.state === 'deleting')
    return warn(
      check,
      'its deletion was begun and has not ended',
      `Go on with it: pao tenant delete ${name} --confirm ${name}`,
    )
  if (declared && !declared.has(name))
    return warn(
      check,
      'is known, but not in PAO_TENANTS: its people are refused and its work rests',
      `Name it there, or let it go: pao tenant suspend ${name}, then pao tenant delete ${name}`,
    )
  if (row?.state === 'suspended')
    return warn(
      check,
      `is suspended: ${row.reason ?? 'nobody said why'}`,
      `When it may go on: pao tenant resume ${name}`,
    )
  if (declared && !vouched.has(name))
    return warn(
      check,
      'nobody can sign in: no issuer vouches for its people',
      `Name ${name} as tenant of an issuer in PAO_IDENTITY_ISSUERS, or work with API keys alone`,
    )
  return fine(check, 'is served')
}
