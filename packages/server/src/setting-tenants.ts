import { resolve } from 'node:path'
import { good, type Setting } from './setting-kinds.ts'

/** Settings of an installation for several tenants; part of the table in config.ts. */
export const tenantSettings = {
  PAO_TENANTS: {
    sentence:
      'YAML file of tenants with a catalog, connections, secrets and egress list of their own; see tenants.md. Unset, all tenants that issuers name share those of the installation.',
    fallback: undefined,
    parse: (value: string) => good(resolve(value)),
  },
} as const satisfies Record<string, Setting<unknown>>
