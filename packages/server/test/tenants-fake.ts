import { Problem } from '@pao/core'
import type { TenantCalls } from '../src/api/tenant-calls.ts'
import type { Db } from '../src/store/db.ts'
import { changeState } from '../src/tenancy/states.ts'

/** All tenants are served, and none is known by its name. */
export function tenantsFake(): TenantCalls {
  return {
    isOpen: () => true,
    list: async () => [],
    get: async (id) => {
      throw new Problem('tenant.not_found', { tenant: id })
    },
    suspend: async () => undefined,
    resume: async () => undefined,
  }
}

/** Their states stand in the database, and nothing is counted. */
export function statedTenants(db: Db): TenantCalls {
  return {
    ...tenantsFake(),
    get: async (id) => ({
      id,
      label: id,
      contact: null,
      state: 'active',
      catalog: 'shared',
      createdAt: null,
      changedAt: null,
      changedBy: null,
      reason: null,
      source: null,
      items: 0,
      connections: [],
      people: 0,
      keys: 0,
      secrets: 0,
      resources: 0,
      requests: { running: 0, total: 0 },
      storageBytes: 0,
      ways: { days: { history: 0, audit: 0, restricted: 0 }, workerShare: 1 },
    }),
    suspend: ({ id, by }) =>
      changeState(db, { name: id, by }, { from: ['active'], to: 'suspended' }),
    resume: ({ id, by }) =>
      changeState(db, { name: id, by }, { from: ['suspended'], to: 'active' }),
  }
}
