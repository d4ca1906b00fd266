import { Problem } from '@pao/core'
import type { AuditProof, PersonalField } from '@pao/core/governance'
import { sql } from 'kysely'
import { writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { type Asking, standingHolds } from './holds.ts'
import { holdChain, sealTenant } from './seal.ts'

/** Whom to forget, by every name they are known under, and why. */
export type Erasing = { names: readonly string[]; reason: string }

/** What came of it: the erasure's id and how many values went. */
export type Erased = { erasure: string; values: number }

/**
 * Takes what is personal of somebody out of the log: who they were, from where, the reasons they gave, and what names
 * them. The chain stays whole and tells how many values went. Throws `audit.held`.
 */
export async function erasePerson(
  { db, newId }: { db: Db; newId(): string },
  { tenant, by }: Asking,
  { names, reason }: Erasing,
): Promise<Erased> {
  await sealTenant(db, tenant)
  const erasure = newId()
  return db.transaction().execute(async (tx) => {
    await holdChain(tx, tenant)
    const holds = await standingHolds(tx, tenant)
    if (holds.length > 0) throw new Problem('audit.held', { holds })
    await sql`set local pao.audit_upkeep = 'on'`.execute(tx)
    let values = 0
    for (;;) {
      const count = await eraseBatch(tx, { tenant, names, erasure })
      if (count === 0) break
      values += count
    }
    await writeAudit(tx, {
      tenant,
      by,
      action: 'audit.erased',
      on: { type: 'erasure', id: erasure },
      detail: { erasure, values },
      note: reason,
    })
    return { erasure, values }
  })
}

/** Entries changed by one statement; each round leaves so many fewer that name the person. */
const batch = 1_000

type Batch = { tenant: string; names: readonly string[]; erasure: string }

/** How many values went. Served by the indexes on actor and subject. */
async function eraseBatch(tx: Tx, { tenant, names, erasure }: Batch): Promise<number> {
  const rows = await tx
    .selectFrom('audit_entry')
    .select(['seq', 'proof', 'actor', 'address', 'note', 'subject'])
    .where('tenant', '=', tenant)
    .where((where) => where.or([where('actor', 'in', names), where('subject', 'in', names)]))
    .limit(batch)
    .execute()
  if (rows.length === 0) return 0
  let values = 0
  const changed = rows.map((row) => {
    const fields = fieldsOf(row, names).filter((field) => row[field] !== null)
    values += fields.length
    const proof: AuditProof = {
      ...row.proof,
      ...Object.fromEntries(
        fields.map((field) => [field, { hash: row.proof[field]?.hash ?? '', erased: erasure }]),
      ),
    }
    return { ...row, proof, ...Object.fromEntries(fields.map((field) => [field, null])) }
  })
  await sql`update audit_entry e
    set proof = x.proof, actor = x.actor, address = x.address, note = x.note, subject = x.subject
    from jsonb_to_recordset(${JSON.stringify(changed)}::text::jsonb)
      as x (seq bigint, proof jsonb, actor text, address text, note text, subject text)
    where e.tenant = ${tenant} and e.seq = x.seq`.execute(tx)
  return values
}

type Named = { actor: string | null; subject: string | null }

/** Salts go with the values, or these could be guessed back. */
function fieldsOf(row: Named, names: readonly string[]): readonly PersonalField[] {
  const isOf = (name: string | null) => name !== null && names.includes(name)
  return [
    ...new Set<PersonalField>([
      ...(isOf(row.actor) ? (['actor', 'address', 'note'] as const) : []),
      ...(isOf(row.subject) ? (['subject', 'note'] as const) : []),
    ]),
  ]
}
