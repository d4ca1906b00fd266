import type { Connection } from '@pao/connectors'

/** Tenants besides the installation's own that may use one of its connections; empty = none, `*` stands for all. */
export function tenantsOf({ settings }: Pick<Connection, 'settings'>): readonly string[] {
  const { tenants } = settings
  return Array.isArray(tenants) ? tenants.map(String) : []
}

/** Whether one of the installation's connections may be used by another tenant. */
export function isForTenant(connection: Pick<Connection, 'settings'>, tenant: string): boolean {
  return tenantsOf(connection).some((one) => one === '*' || one === tenant)
}

/**
 * The connections a tenant may use: its own, and those the installation opens to it. An own one stands before one of
 * the same name.
 */
export function connectionsFor(
  tenant: string,
  { own, shared }: Record<'own' | 'shared', readonly Connection[]>,
): readonly Connection[] {
  const named = new Set(own.map(({ name }) => name))
  const opened = shared.filter((one) => isForTenant(one, tenant) && !named.has(one.name))
  return [...opened, ...own]
}
