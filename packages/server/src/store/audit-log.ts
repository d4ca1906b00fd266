import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/** Who does something, and how they came: what of a call is worth remembering. */
export type Acting = {
  /** Id of the caller. */
  id: string
  /** How they signed in. */
  via?: string
  /** Address of the caller; personal, so it can be erased. */
  address?: string
  correlationId?: string
}

/** One thing somebody did, read or was refused. Never a secret: what stands here is kept and exported. */
export type Audited = {
  tenant: string
  by: Acting
  /** `noun.verb in the past`, e.g. `limit.set`. */
  action: string
  on: { type: string; id: string }
  /** `done` when left out. */
  outcome?: 'done' | 'refused' | 'read'
  /** Facts that are nobody's personal data; small. */
  detail?: Readonly<Record<string, unknown>>
  /** Free text a person gave as the reason. */
  note?: string
  /** Whom it is about, where that is somebody else. */
  subject?: string
}

/** Longest free text kept, in characters. */
const longestNote = 2_000
const longestName = 300

/**
 * Notes what is done, in the transaction that does it: both are kept or none. It is chained a moment later, so nobody
 * waits for another one's note.
 */
export async function writeAudit(tx: Db | Tx, ...entries: readonly Audited[]): Promise<void> {
  if (entries.length === 0) return
  await tx.insertInto('audit_pending').values(entries.map(rowOf)).execute()
}

function rowOf({ tenant, by, action, on, outcome = 'done', detail = {}, note, subject }: Audited) {
  return {
    tenant,
    action,
    object_type: on.type,
    object_id: clean(on.id, longestName),
    outcome,
    via: by.via ?? null,
    correlation_id: by.correlationId ?? null,
    detail: JSON.stringify(detail),
    actor: clean(by.id, longestName),
    address: by.address ?? null,
    note: note === undefined ? null : clean(note, longestNote),
    subject: subject === undefined ? null : clean(subject, longestName),
  }
}

/** PostgreSQL keeps no NUL. */
function clean(text: string, most: number): string {
  return text.replaceAll('\0', '').slice(0, most)
}

/** A note that is not chained yet. */
export type PendingRow = {
  tenant: string
  at: Date
  action: string
  object_type: string
  object_id: string
  outcome: string
  via: string | null
  correlation_id: string | null
  detail: Record<string, unknown>
  actor: string
  address: string | null
  note: string | null
  subject: string | null
}

/** Takes the oldest notes of a tenant out, to be chained in the same transaction. */
export async function takePending(
  tx: Tx,
  tenant: string,
  most: number,
): Promise<readonly PendingRow[]> {
  const { rows } = await sql<PendingRow>`
    with gone as (
      delete from audit_pending where id in (
        select id from audit_pending where tenant = ${tenant} order by id limit ${most})
      returning *)
    select tenant, at, action, object_type, object_id, outcome, via, correlation_id, detail,
      actor, address, note, subject
    from gone order by id`.execute(tx)
  return rows
}

/** Tenants with notes that are not chained yet. */
export async function waitingTenants(db: Db, most: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('audit_pending')
    .select('tenant')
    .distinct()
    .limit(most)
    .execute()
  return rows.map(({ tenant }) => tenant)
}
