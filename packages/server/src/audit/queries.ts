import type { AuditEntry } from '@pao/core/governance'
import type { Db } from '#store/db.ts'
import { entryOf } from './entry.ts'

/** What is looked for; times in milliseconds since 1970, `to` exclusive. */
export type AuditFilter = {
  actor?: string
  /** Whole action, or its beginning with a dot at the end (`limit.`). */
  action?: string
  objectType?: string
  objectId?: string
  outcome?: string
  correlationId?: string
  from?: number
  to?: number
}

/** Newest first, those before `before`; at most `limit`. Served by the indexes on actor, object, action and time. */
export async function findEntries(
  db: Db,
  tenant: string,
  asked: { filter: AuditFilter; before?: number; limit: number },
): Promise<readonly AuditEntry[]> {
  const { filter, before, limit } = asked
  const rows = await matching(db, tenant, filter)
    .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map(entryOf)
}

/** Where entries are read: where they are written, or a replica that has what was written before. */
export type ReadEntries = <T>(reading: (from: Db) => Promise<T>) => Promise<T>

/** Rows read at once on the way through a chain. */
const batch = 1_000

/** All that fits, oldest first, a batch at a time, each of them from where `read` finds it. What is appended meanwhile may or may not be among it. */
export async function* walkEntries(
  read: ReadEntries,
  tenant: string,
  filter: AuditFilter = {},
): AsyncGenerator<AuditEntry> {
  for (let after = 0; ;) {
    const from = after
    const rows = await read((db) =>
      matching(db, tenant, filter).where('seq', '>', from).orderBy('seq').limit(batch).execute(),
    )
    for (const row of rows) yield entryOf(row)
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = last.seq
  }
}

function matching(db: Db, tenant: string, filter: AuditFilter) {
  const { actor, action, objectType, objectId, outcome, correlationId, from, to } = filter
  return db
    .selectFrom('audit_entry')
    .selectAll()
    .where('tenant', '=', tenant)
    .$if(actor !== undefined, (query) => query.where('actor', '=', actor ?? ''))
    .$if(action !== undefined, (query) => {
      const wanted = action ?? ''
      return wanted.endsWith('.')
        ? query.where('action', '>=', wanted).where('action', '<', `${wanted.slice(0, -1)}/`)
        : query.where('action', '=', wanted)
    })
    .$if(objectType !== undefined, (query) => query.where('object_type', '=', objectType ?? ''))
    .$if(objectId !== undefined, (query) => query.where('object_id', '=', objectId ?? ''))
    .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome ?? ''))
    .$if(correlationId !== undefined, (query) =>
      query.where('correlation_id', '=', correlationId ?? ''),
    )
    .$if(from !== undefined, (query) => query.where('at', '>=', new Date(from ?? 0)))
    .$if(to !== undefined, (query) => query.where('at', '<', new Date(to ?? 0)))
}
