import type { Generated } from 'kysely'
import type { Maybe, MaybeJson } from './columns.ts'

/** Tenants as objects of whoever runs the installation. */
export type TenantTables = {
  tenant: {
    name: string
    state: Generated<string>
    created_at: Generated<Date>
    changed_at: Generated<Date>
    changed_by: Maybe<string>
    reason: Maybe<string>
    deletion: MaybeJson<unknown>
  }
}
