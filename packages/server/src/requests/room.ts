import { Problem } from '@pao/core'
import { endStates, requestStates } from '@pao/core/engine'
import { runStatement, type Statement, type Tx } from '#store/db.ts'

/** Whoever comes second waits for the first one's commit, so that each counts what the other wrote. */
const lock: Statement = {
  name: 'open_requests_lock',
  text: `select pg_advisory_xact_lock(hashtextextended('open_requests ' || $1, 0))`,
}

/** Up to as many as matter, by request_by_state. */
const count: Statement = {
  name: 'open_requests_count',
  text: `select count(*)::integer as open from (
      select from request where tenant = $1 and state = any ($2::text[]) and deleted_at is null
        and parent_id is null limit $3) r`,
}

const openStates = requestStates.filter((state) => !endStates.has(state))

/** Seconds after which somebody may ask again: requests end all the time. */
const soonSeconds = 30

type Coming = { tenant: string; isPart: boolean }

/**
 * Throws `tenant.full` where the orders, all of one tenant and about to be written in this transaction, would be more open
 * requests than it may have at once. Requests that actions of others order count with those.
 */
export async function keepWithinRoom(
  tx: Tx,
  coming: readonly Coming[],
  roomOf: (tenant: string) => number | undefined,
): Promise<void> {
  const adds = coming.filter(({ isPart }) => !isPart).length
  const [{ tenant } = { tenant: '' }] = coming
  const most = roomOf(tenant)
  if (most === undefined || adds === 0) return
  await runStatement(tx, lock, [tenant])
  const [counted] = await runStatement<{ open: number }>(tx, count, [tenant, openStates, most])
  const { open } = counted ?? { open: 0 }
  if (open + adds <= most) return
  throw new Problem('tenant.full', {
    detail: `${open} requests of your tenant are open, and ${most} may be at once: try again once some have ended`,
    open,
    limit: most,
    retry_after: soonSeconds,
  })
}
