import { resolve } from 'node:path'
import { good, type Setting, whole } from './setting-kinds.ts'

/** Settings of an installation for several tenants; part of the table in config.ts. */
export const tenantSettings = {
  PAO_TENANTS: {
    sentence:
      'YAML file of tenants with a catalog, connections, secrets and egress list of their own; see tenants.md. Unset, all tenants that issuers name share those of the installation.',
    fallback: undefined,
    parse: (value: string) => good(resolve(value)),
  },
  PAO_TENANT_RETENTION_MIN_DAYS: {
    sentence:
      'Fewest days for which PAO_TENANTS may let a tenant keep its history and its audit, for what the law asks of all of them.',
    fallback: '90',
    parse: whole(1, 36_500),
  },
} as const satisfies Record<string, Setting<unknown>>
