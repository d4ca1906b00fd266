import { type Acting, writeAudit } from '#store/audit-log.ts'
import { type Db, runStatement, type Statement } from '#store/db.ts'

export type BreakerState = 'closed' | 'open' | 'half_open'

/** A breaker as all processes see it; milliseconds are counted from now on the database's clock. */
export type BreakerRow = {
  state: BreakerState
  failures: number
  /** Until a probe may be made; negative = it may. */
  retry_in_ms: number | null
  /** Until the probe under way is given up; negative = it is. */
  probe_in_ms: number | null
}

export type BreakerKey = { tenant: string; target: string }

const ms = (column: string): string =>
  `(extract(epoch from ${column} - clock_timestamp()) * 1000)::float8`
const seen = `state, failures, ${ms('retry_at')} as retry_in_ms, ${ms('probe_until')} as probe_in_ms`
const after = (parameter: string): string =>
  `clock_timestamp() + ${parameter}::float8 * interval '1 millisecond'`

const read: Statement = {
  name: 'breaker_read',
  text: `select ${seen} from circuit_breaker where tenant = $1 and target = $2`,
}

/**
 * A call that was not a probe failed: $3 failures in a row open the breaker for $4 ms. Calls that were under
 * way when it opened do not push the next probe further away.
 */
const fail: Statement = {
  name: 'breaker_fail',
  text: `insert into circuit_breaker as b
      (tenant, target, state, failures, successes, opened_at, retry_at, reason, updated_at)
    values ($1, $2, case when 1 >= $3::integer then 'open' else 'closed' end, 1, 0,
      case when 1 >= $3::integer then clock_timestamp() end,
      case when 1 >= $3::integer then ${after('$4')} end, $5, clock_timestamp())
    on conflict (tenant, target) do update set
      failures = b.failures + 1,
      state = case when b.state = 'closed' and b.failures + 1 >= $3::integer then 'open' else b.state end,
      opened_at = case when b.state = 'closed' and b.failures + 1 >= $3::integer
        then clock_timestamp() else b.opened_at end,
      retry_at = case when b.state = 'closed' and b.failures + 1 >= $3::integer
        then ${after('$4')} else b.retry_at end,
      successes = 0, reason = excluded.reason, updated_at = clock_timestamp()
    returning ${seen}`,
}

/** A call that was not a probe succeeded: the row of failures is broken. */
const succeed: Statement = {
  name: 'breaker_succeed',
  text: `update circuit_breaker set failures = 0, updated_at = clock_timestamp()
    where tenant = $1 and target = $2 and state = 'closed' and failures > 0
    returning ${seen}`,
}

/** Takes the one probe, $3 = its token, given up after $4 ms. No row = somebody else has it, or it is too early. */
const probe: Statement = {
  name: 'breaker_probe',
  text: `update circuit_breaker set state = 'half_open', probe = $3, probe_until = ${after('$4')},
      updated_at = clock_timestamp()
    where tenant = $1 and target = $2
      and ((state = 'open' and retry_at <= clock_timestamp())
        or (state = 'half_open' and probe_until <= clock_timestamp()))
    returning ${seen}`,
}

/** The probe $3 succeeded; $4 of them in a row close the breaker, before that the next may follow at once. */
const probeSucceeded: Statement = {
  name: 'breaker_probe_succeeded',
  text: `update circuit_breaker set
      state = case when successes + 1 >= $4::integer then 'closed' else 'open' end,
      failures = case when successes + 1 >= $4::integer then 0 else failures end,
      successes = successes + 1, retry_at = clock_timestamp(), probe = null, probe_until = null,
      updated_at = clock_timestamp()
    where tenant = $1 and target = $2 and state = 'half_open' and probe = $3
    returning ${seen}`,
}

/** The probe $3 failed: closed to calls for another $4 ms. */
const probeFailed: Statement = {
  name: 'breaker_probe_failed',
  text: `update circuit_breaker set state = 'open', failures = failures + 1, successes = 0,
      retry_at = ${after('$4')}, probe = null, probe_until = null, reason = $5,
      updated_at = clock_timestamp()
    where tenant = $1 and target = $2 and state = 'half_open' and probe = $3
    returning ${seen}`,
}

/** The probe $3 said nothing (it was called off): the next may follow at once. */
const probeDropped: Statement = {
  name: 'breaker_probe_dropped',
  text: `update circuit_breaker set state = 'open', retry_at = clock_timestamp(), probe = null,
      probe_until = null, updated_at = clock_timestamp()
    where tenant = $1 and target = $2 and state = 'half_open' and probe = $3
    returning ${seen}`,
}

const statements = { read, fail, succeed, probe, probeSucceeded, probeFailed, probeDropped }

/** Runs one of the statements for a breaker; the row as it is afterwards, or undefined where none fitted. */
export async function breakerRow(
  db: Db,
  name: keyof typeof statements,
  { tenant, target }: BreakerKey,
  ...values: readonly unknown[]
): Promise<BreakerRow | undefined> {
  const rows = await runStatement<BreakerRow>(db, statements[name], [tenant, target, ...values])
  return rows[0]
}

/** A breaker as an operator reads it. */
export type BreakerView = {
  target: string
  state: BreakerState
  failures: number
  openedAt: Date | null
  retryAt: Date | null
  reason: string | null
  updatedAt: Date
}

/** The breakers of a tenant that are not closed or have failures in a row; most recently changed first. */
export async function listBreakers(db: Db, tenant: string): Promise<readonly BreakerView[]> {
  const rows = await db
    .selectFrom('circuit_breaker')
    .select(['target', 'state', 'failures', 'opened_at', 'retry_at', 'reason', 'updated_at'])
    .where('tenant', '=', tenant)
    .where((where) => where.or([where('state', '<>', 'closed'), where('failures', '>', 0)]))
    .orderBy('updated_at', 'desc')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    target: row.target,
    state: row.state as BreakerState,
    failures: row.failures,
    openedAt: row.opened_at,
    retryAt: row.retry_at,
    reason: row.reason,
    updatedAt: row.updated_at,
  }))
}

/** Closes a breaker by hand. False when there is none of that name. */
export async function closeBreaker(
  db: Db,
  { tenant, target }: BreakerKey,
  by: Acting,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numDeletedRows } = await tx
      .deleteFrom('circuit_breaker')
      .where('tenant', '=', tenant)
      .where('target', '=', target)
      .executeTakeFirst()
    if (numDeletedRows === 0n) return false
    const on = { type: 'breaker', id: target }
    await writeAudit(tx, { tenant, by, action: 'breaker.reset', on })
    return true
  })
}
