import { Problem } from '@pao/core'
import { sql } from 'kysely'
import { type Acting, writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { defaultTenant } from '#store/tenants.ts'

/** Whether a tenant is served, rests, is being taken away, or was. */
export type TenantState = 'active' | 'suspended' | 'deleting' | 'deleted'

/** What is known of a tenant whatever the file says. */
export type TenantRow = {
  name: string
  state: TenantState
  createdAt: Date
  changedAt: Date
  changedBy: string | null
  reason: string | null
}

export type StateWish = { name: string; by: Acting; reason?: string }

/** Notes that these tenants exist; those that are known stay as they are. */
export async function noteTenants(db: Db, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await db
    .insertInto('tenant')
    .values(names.map((name) => ({ name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Every tenant that was ever noted, by name; 10,000 at most. */
export async function listTenants(db: Db): Promise<readonly TenantRow[]> {
  const rows = await db
    .selectFrom('tenant')
    .select(['name', 'state', 'created_at', 'changed_at', 'changed_by', 'reason'])
    .orderBy('name')
    .limit(10_000)
    .execute()
  return rows.map((row) => ({
    name: row.name,
    state: stateOf(row.state),
    createdAt: row.created_at,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    reason: row.reason,
  }))
}

const states: readonly TenantState[] = ['active', 'suspended', 'deleting', 'deleted']

function stateOf(text: string): TenantState {
  return states.find((state) => state === text) ?? 'suspended'
}

/** What else must happen together with a change of state. */
export type Along = (tx: Tx, tenant: string) => Promise<void>

/**
 * Moves a tenant from one of these states into another; noted in its own audit and in that of the installation. Throws
 * `tenant.not_found`, `tenant.state_conflict`. The default tenant is always active.
 */
export async function changeState(
  db: Db,
  { name, by, reason }: StateWish,
  { from, to, along }: { from: readonly TenantState[]; to: TenantState; along?: Along },
): Promise<void> {
  if (name === defaultTenant)
    throw new Problem('tenant.state_conflict', {
      tenant: name,
      detail: 'The tenant of the installation is always active',
    })
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('tenant')
      .select('state')
      .where('name', '=', name)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new Problem('tenant.not_found', { tenant: name })
    if (row.state === to) return
    if (!from.includes(stateOf(row.state)))
      throw new Problem('tenant.state_conflict', { tenant: name, state: row.state })
    await tx
      .updateTable('tenant')
      .set({
        state: to,
        changed_at: sql<Date>`clock_timestamp()`,
        changed_by: by.id,
        reason: reason ?? null,
      })
      .where('name', '=', name)
      .execute()
    const entry = {
      by,
      action: `tenant.${to === 'active' ? 'resumed' : to}`,
      on: { type: 'tenant', id: name },
      ...(reason !== undefined && { note: reason }),
    }
    // Of what is deleted nothing is kept but with the installation.
    const own = to === 'deleted' ? [] : [{ tenant: name, ...entry }]
    await writeAudit(tx, { tenant: defaultTenant, ...entry }, ...own)
    await along?.(tx, name)
  })
}
