import { createHash } from 'node:crypto'
import { Problem } from '@pao/core'
import { canonicalJson } from '@pao/core/catalog'
import { type Kysely, sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import type { Tables } from './tables.ts'

/** What a key belongs to: the same key of another caller or for another operation is another key. */
export type KeyScope = { tenant: string; principal: string; operation: string; key: string }

/** An answer as it went out; a repeat gets the very same bytes. */
export type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string }

/** Days a key is remembered; PAO promises at least seven. */
export const keptDays = 8

/** Throws `idempotency.key_invalid` unless the key is 1 to 255 visible ASCII characters. */
export function checkKey(key: string): void {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new Problem('idempotency.key_invalid')
}

/** SHA-256 of a JSON value whatever the order of its keys was. */
export function fingerprint(body: unknown): string {
  return createHash('sha256').update(canonicalJson(body)).digest('hex')
}

/**
 * The answer this key already got, or undefined for a new key. Throws `idempotency.mismatch` when it
 * was used with another body, `idempotency.in_flight` when the first call has not answered yet.
 */
export async function recall(
  db: Kysely<Tables>,
  scope: KeyScope,
  print: string,
): Promise<Answer | undefined> {
  const row = await db
    .selectFrom('idempotency_key')
    .select(['fingerprint', 'status', 'headers', 'body'])
    .where('tenant', '=', scope.tenant)
    .where('principal', '=', scope.principal)
    .where('operation', '=', scope.operation)
    .where('key', '=', scope.key)
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (row.fingerprint !== print) throw new Problem('idempotency.mismatch')
  if (row.status === null || row.body === null) throw new Problem('idempotency.in_flight')
  return { status: row.status, headers: row.headers ?? {}, body: row.body }
}

/**
 * A data-modifying CTE that keeps key and answer in the same statement as the effect; `$n` is the
 * number of its one JSON parameter, made by `keepRows`. A key taken meanwhile makes the whole
 * statement fail with a duplicate.
 */
export function keepStatement(n: number): string {
  return `insert into idempotency_key
      (tenant, principal, operation, key, fingerprint, status, headers, body, created_at)
    select x.tenant, x.principal, x.operation, x.key, x.fingerprint, x.status, x.headers, x.body, now()
    from jsonb_to_recordset($${n}::text::jsonb) as x (tenant text, principal text, operation text,
      key text, fingerprint text, status integer, headers jsonb, body text)`
}

/** A key and the answer it shall bring from now on. */
export type Kept = KeyScope & { fingerprint: string; answer: Answer }

/** The parameter of `keepStatement`. */
export function keepRows(all: readonly Kept[]): string {
  return JSON.stringify(all.map(({ answer, ...row }) => ({ ...row, ...answer })))
}

export type Once = { answer: Answer; replayed: boolean }

/**
 * Lets `work` take effect once per key: key, effect and answer commit together. What `work` throws
 * leaves the key unused. A second call meanwhile waits two seconds for the first, then is refused as
 * in flight.
 */
export async function once(
  db: Db,
  scope: KeyScope,
  print: string,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Once> {
  checkKey(scope.key)
  const kept = await recall(db, scope, print)
  if (kept) return { answer: kept, replayed: true }
  const fresh = await db.transaction().execute(async (tx) => {
    if (!(await claimKey(tx, scope, print))) return undefined
    const answer = await work(tx)
    await tx
      .updateTable('idempotency_key')
      .set({
        status: answer.status,
        headers: JSON.stringify(answer.headers),
        body: answer.body,
      })
      .where('tenant', '=', scope.tenant)
      .where('principal', '=', scope.principal)
      .where('operation', '=', scope.operation)
      .where('key', '=', scope.key)
      .execute()
    return answer
  })
  if (fresh) return { answer: fresh, replayed: false }
  const first = await recall(db, scope, print)
  if (first) return { answer: first, replayed: true }
  throw new Problem('idempotency.in_flight')
}

/** False when another call holds the key: done already, or gone again. */
async function claimKey(tx: Tx, scope: KeyScope, print: string): Promise<boolean> {
  await sql`set local lock_timeout = '2s'`.execute(tx)
  try {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('idempotency_key')
      .values({ ...scope, fingerprint: print, created_at: sql`now()` })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    await sql`set local lock_timeout = 0`.execute(tx)
    return numInsertedOrUpdatedRows === 1n
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03')
      throw new Problem('idempotency.in_flight')
    throw error
  }
}

/** Forgets keys past their time; called now and then by the worker. */
export async function forgetOldKeys(db: Db): Promise<void> {
  await db
    .deleteFrom('idempotency_key')
    .where('created_at', '<', sql<Date>`now() - make_interval(days => ${keptDays})`)
    .execute()
}
