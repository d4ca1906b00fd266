import { tenantNames } from '#store/tenant-names.ts'
import type { TenantCalls, TenantDetails, TenantFact } from '#api/tenant-calls.ts'
import { Problem } from '@pao/core'
import { defaultTenant } from '#identity/principal.ts'
import { noteAllEnded } from '#identity/rights.ts'
import { figuresOf } from '#tenancy/figures.ts'
import { openStanding, type Standing } from '#tenancy/standing.ts'
import { changeState, listTenants, noteTenants, type TenantRow } from '#tenancy/states.ts'
import type { Catalogs } from './compose-catalogs.ts'
import type { Closers, Ground } from './compose-ground.ts'
import type { Tenancy } from './compose-tenants.ts'
import { timers } from './timers.ts'

type Opening = Ground & { closers: Closers }

/** Which tenants are served; those of the file and those the database knows are noted first. */
export async function openStandings(opening: Opening, { declared }: Tenancy): Promise<Standing> {
  const { database, signal, telemetry, closers } = opening
  const { db } = database
  await noteTenants(db, [
    ...new Set([
      defaultTenant,
      ...(declared?.keys() ?? []),
      ...(await tenantNames(db, 'audit_entry')),
    ]),
  ])
  const standing = await openStanding({
    db,
    isDeclared: (tenant) => declared === undefined || declared.has(tenant),
    every: (ms, run) => timers.every(ms, run, { ref: false }),
    onChange: (look) => signal.subscribe('pao_tenant', look),
    onError: (error) =>
      telemetry.log.warn({ error: String(error) }, 'tenants could not be looked for'),
  })
  closers.push(() => standing.stop())
  return standing
}

type Face = {
  ground: Ground
  tenancy: Tenancy
  standing: Standing
  catalogs: Catalogs
  connections: (tenant: string) => readonly { name: string }[]
}

/** Tenants as the API calls them. */
export function tenantCalls(face: Face): TenantCalls {
  const { ground, standing } = face
  const { db } = ground.database
  const told = async (): Promise<void> => {
    await standing.look()
    ground.signal.publish('pao_tenant', '')
  }
  return {
    isOpen: standing.isOpen,
    list: async () => (await rowsOf(face)).map((row) => factOf(face, row)),
    get: (id) => detailsOf(face, id),
    async suspend({ id, by, reason }) {
      await changeState(
        db,
        { name: id, by, ...(reason !== undefined && { reason }) },
        { from: ['active'], to: 'suspended', along: noteAllEnded },
      )
      await told()
    },
    async resume({ id, by }) {
      await changeState(db, { name: id, by }, { from: ['suspended'], to: 'active' })
      await told()
    },
  }
}

/** Tenants that came to be while we run, by a key or an issuer's rule, are noted at the first look. */
async function rowsOf({ ground, tenancy }: Face): Promise<readonly TenantRow[]> {
  const { db } = ground.database
  if (tenancy.declared === undefined) await noteTenants(db, await tenantNames(db, 'audit_entry'))
  return listTenants(db)
}

function factOf({ tenancy }: Pick<Face, 'tenancy'>, row: TenantRow): TenantFact {
  const { declared } = tenancy
  const said = declared?.get(row.name)
  const isMissing = declared !== undefined && said === undefined
  const isActive = row.state === 'active'
  const isOwn = row.name === defaultTenant || (said !== undefined && said.catalog !== 'shared')
  return {
    id: row.name,
    label: said?.label ?? row.name,
    contact: said?.contact ?? null,
    state: isMissing && isActive ? 'undeclared' : row.state,
    catalog: isOwn ? 'own' : 'shared',
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    changedBy: row.changedBy,
    reason: row.reason,
  }
}

async function detailsOf(face: Face, id: string): Promise<TenantDetails> {
  const row = (await rowsOf(face)).find(({ name }) => name === id)
  if (!row) throw new Problem('tenant.not_found', { tenant: id })
  const fact = factOf(face, row)
  const isHere = fact.state !== 'undeclared' && fact.state !== 'deleted'
  const catalog = isHere ? face.catalogs.of(id) : undefined
  const health = fact.catalog === 'own' ? catalog?.health() : undefined
  return {
    ...fact,
    source: health
      ? {
          place: health.source,
          status: health.status,
          ...(health.error !== undefined && { error: health.error }),
        }
      : null,
    items: catalog && catalog.seq > 0 ? catalog.list().length : 0,
    connections: face
      .connections(id)
      .map(({ name }) => name)
      .toSorted(),
    ways: waysOf(face.tenancy, id),
    ...(await figuresOf(face.ground.database.db, id)),
  }
}

function waysOf(tenancy: Tenancy, id: string): TenantDetails['ways'] {
  const { callsPerMinute } = tenancy.declared?.get(id) ?? {}
  return { ...tenancy.waysOf(id), ...(callsPerMinute !== undefined && { callsPerMinute }) }
}
