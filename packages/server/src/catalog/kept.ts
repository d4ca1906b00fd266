import type { Document } from '@pao/core/catalog'
import type { Db } from '#store/db.ts'
import { definitionOf } from './queries.ts'

/** Every version that a tenant's catalog ever served, by its hash. */
export type Kept = {
  document(tenant: string, hash: string): Promise<Document | undefined>
  /** The text of such a version as it was written, and its file where it is known. */
  written(tenant: string, hash: string): Promise<{ source: string; path?: string } | undefined>
}

/** Looks in the database; what is served now is found faster in the catalog itself. */
export function openKept(db: Db): Kept {
  return {
    document: async (tenant, hash) => (await definitionOf(db, tenant, hash))?.document,
    written: (tenant, hash) => definitionOf(db, tenant, hash),
  }
}
