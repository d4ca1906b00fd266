import type { Tx } from '../db.ts'

/** Takes away the answers kept for somebody's own keys of idempotency. Returns how many went. */
export async function dropKeptAnswers(
  tx: Tx,
  { tenant, names }: { tenant: string; names: readonly string[] },
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('idempotency_key')
    .where('tenant', '=', tenant)
    .where('principal', 'in', names)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
