import { Problem } from '@pao/core'
import type { AuditProof, PersonalField } from '@pao/core/governance'
import { sql } from 'kysely'
import { writeAudit } from '#store/audit-log.ts'
import type { Db, Tx } from '#store/db.ts'
import { type Replacing, replacing } from '#store/erasure/replacing.ts'
import { type Asking, standingHolds } from './holds.ts'
import { holdChain, sealTenant } from './seal.ts'

/** Whom to forget, by every name they are known under, and why. */
export type Erasing = { names: readonly string[]; reason: string }

/** What came of it: the erasure's id and how many values went. */
export type Erased = { erasure: string; values: number }

/**
 * Takes what is personal of somebody out of the log: who they were, from where, the reasons they gave, and what names
 * them, also in the middle of what others wrote. The chain stays whole and tells how many values went. Throws `audit.held`.
 */
export async function erasePerson(
  { db, newId }: { db: Db; newId(): string },
  { tenant, by }: Asking,
  { names, reason }: Erasing,
): Promise<Erased> {
  await sealTenant(db, tenant)
  const finding = { ...replacing({ names, pseudonym: '' }), names }
  const mentions = await mentionsOf(db, tenant, finding)
  const erasure = newId()
  return db.transaction().execute(async (tx) => {
    await holdChain(tx, tenant)
    const holds = await standingHolds(tx, tenant)
    if (holds.length > 0) throw new Problem('audit.held', { holds })
    await sql`set local pao.audit_upkeep = 'on'`.execute(tx)
    const erasing = { tenant, finding, erasure }
    let values = 0
    for (let from = 0; from < mentions.length; from += batch)
      values += await erase(
        tx,
        erasing,
        await atPlaces(tx, tenant, mentions.slice(from, from + batch)),
      )
    for (;;) {
      const rows = await ofNames(tx, tenant, names)
      if (rows.length === 0) break
      values += await erase(tx, erasing, rows)
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
/** Entries looked through by one statement. */
const lookedAtOnce = 20_000

type Finding = Replacing & { names: readonly string[] }
type Row = {
  seq: number
  proof: AuditProof
  actor: string | null
  address: string | null
  note: string | null
  subject: string | null
}

/** Numbers of the entries in whose words the person stands. Looks through the whole log a part at a time and holds nothing. */
async function mentionsOf(db: Db, tenant: string, { likes }: Finding): Promise<readonly number[]> {
  const found: number[] = []
  let after = 0
  for (;;) {
    const { rows } = await sql<{ seq: number; names: boolean }>`
      select seq, names from (
        select seq, seq = max(seq) over () as is_last,
          lower(concat_ws(chr(10), actor, note, subject)) like any (${likes}::text[]) as names
        from (select seq, actor, note, subject from audit_entry
          where tenant = ${tenant} and seq > ${after} order by seq limit ${lookedAtOnce}) part) looked
      where names or is_last order by seq`.execute(db)
    const last = rows.at(-1)
    if (!last) return found
    found.push(...rows.filter(({ names }) => names).map(({ seq }) => seq))
    after = last.seq
  }
}

const columns = ['seq', 'proof', 'actor', 'address', 'note', 'subject'] as const

async function atPlaces(tx: Tx, tenant: string, seqs: readonly number[]): Promise<readonly Row[]> {
  return tx
    .selectFrom('audit_entry')
    .select(columns)
    .where('tenant', '=', tenant)
    .where('seq', 'in', seqs)
    .execute()
}

/** Served by the indexes on actor and subject. */
async function ofNames(tx: Tx, tenant: string, names: readonly string[]): Promise<readonly Row[]> {
  return tx
    .selectFrom('audit_entry')
    .select(columns)
    .where('tenant', '=', tenant)
    .where((where) => where.or([where('actor', 'in', names), where('subject', 'in', names)]))
    .limit(batch)
    .execute()
}

type Erasure = { tenant: string; finding: Finding; erasure: string }

/** How many values went. */
async function erase(
  tx: Tx,
  { tenant, finding, erasure }: Erasure,
  rows: readonly Row[],
): Promise<number> {
  let values = 0
  const changed = rows.flatMap((row) => {
    const fields = fieldsOf(row, finding).filter((field) => row[field] !== null)
    values += fields.length
    if (fields.length === 0) return []
    const proof: AuditProof = {
      ...row.proof,
      ...Object.fromEntries(
        fields.map((field) => [field, { hash: row.proof[field]?.hash ?? '', erased: erasure }]),
      ),
    }
    return [{ ...row, proof, ...Object.fromEntries(fields.map((field) => [field, null])) }]
  })
  await sql`update audit_entry e
    set proof = x.proof, actor = x.actor, address = x.address, note = x.note, subject = x.subject
    from jsonb_to_recordset(${JSON.stringify(changed)}::text::jsonb)
      as x (seq bigint, proof jsonb, actor text, address text, note text, subject text)
    where e.tenant = ${tenant} and e.seq = x.seq`.execute(tx)
  return values
}

/** Salts go with the values, or these could be guessed back. */
function fieldsOf(
  { actor, note, subject }: Row,
  { names, text }: Finding,
): readonly PersonalField[] {
  const isOf = (value: string | null): boolean =>
    value !== null && (names.includes(value) || text(value) !== value)
  return [
    ...new Set<PersonalField>([
      ...(isOf(actor) ? (['actor', 'address', 'note'] as const) : []),
      ...(isOf(subject) ? (['subject', 'note'] as const) : []),
      ...(isOf(note) ? (['note'] as const) : []),
    ]),
  ]
}
