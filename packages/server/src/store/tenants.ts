import pg from 'pg'
import { type Database, type Db, dbOver, openPool } from './db.ts'
import { TenantRoleMissing, tenantRole } from './row-security.ts'

/** The tenant of an installation that has only one, and of whoever runs one that has several. */
export const defaultTenant = 'default'

/** Databases that show one tenant each, whatever a statement asks for. */
export type Tenants = {
  /** The rows of this tenant; rows of another can be neither seen nor written through it. */
  of(tenant: string): Db
  pool: pg.Pool
  close(): Promise<void>
}

export type TenantOptions = {
  /** Most connections, default 10. */
  max?: number
  statementTimeoutMs?: number
  /** Told when an idle connection breaks. */
  onError?: (error: Error) => void
}

/** So many tenants have a handle at once; the one made first goes first, and is made anew when asked for. */
const mostTenants = 1_000
const bind = {
  name: 'tenant_bind',
  text: `select set_config('app.tenant_id', $1, false)`,
}

/**
 * Connections as the role that row security holds to one tenant. The tenant sticks to its connection, so only a
 * connection that changes tenants costs a round trip. Throws `TenantRoleMissing`.
 */
export async function openTenants(
  { pool: own, url }: Pick<Database, 'pool' | 'url'>,
  { max = 10, statementTimeoutMs, onError = () => undefined }: TenantOptions = {},
): Promise<Tenants> {
  const role = await tenantRole(own)
  if (role === undefined)
    throw new TenantRoleMissing('no table is under row security', 'run "pao migrate up"')
  const pool = openPool(url, {
    max,
    onError,
    ...(statementTimeoutMs !== undefined && { statementTimeoutMs }),
    onConnect: async (client) => {
      await client.query(`select set_config('role', $1, false)`, [role])
    },
  })
  await refuseStranger(pool, role)
  const lanes = new Map<string, Db>()
  const boundTo = new WeakMap<pg.PoolClient, string>()
  return {
    pool,
    of(tenant) {
      const known = lanes.get(tenant)
      if (known) return known
      const [oldest] = lanes.keys()
      if (lanes.size >= mostTenants && oldest !== undefined) lanes.delete(oldest)
      const made = dbOver(laneOf(pool, boundTo, tenant))
      lanes.set(tenant, made)
      return made
    },
    close: () => pool.end(),
  }
}

function laneOf(pool: pg.Pool, boundTo: WeakMap<pg.PoolClient, string>, tenant: string) {
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await pool.connect()
    if (boundTo.get(client) === tenant) return client
    // Until the answer is here nobody knows whom it is bound to.
    boundTo.delete(client)
    try {
      await client.query({ ...bind, values: [tenant] })
    } catch (error) {
      client.release(true)
      throw error
    }
    boundTo.set(client, tenant)
    return client
  }
  return {
    connect,
    async query<Row extends object>(query: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
      const client = await connect()
      try {
        const result = await client.query<Row>(query)
        client.release()
        return result
      } catch (error) {
        // A connection that only heard a refusal is as good as before.
        client.release(!(error instanceof pg.DatabaseError))
        throw error
      }
    },
  }
}

/** A member of the role that may not act as it would only show at the first call. */
async function refuseStranger(pool: pg.Pool, role: string): Promise<void> {
  try {
    const { rows } = await pool.query<{ is: boolean }>(
      `select current_user = $1 and not (rolsuper or rolbypassrls) as is
        from pg_roles where rolname = current_user`,
      [role],
    )
    if (rows[0]?.is === true) return
  } catch (error) {
    await pool.end()
    if (!(error instanceof pg.DatabaseError) || error.code !== '42501') throw error
    throw new TenantRoleMissing(
      `we may not act as the role ${role}`,
      `grant ${pg.escapeIdentifier(role)} to the role of PAO_DATABASE_URL`,
    )
  }
  await pool.end()
  throw new TenantRoleMissing(
    `the role ${role} passes over row security`,
    `alter role ${pg.escapeIdentifier(role)} nosuperuser nobypassrls`,
  )
}
