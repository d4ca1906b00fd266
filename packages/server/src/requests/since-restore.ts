import type { Instant } from '@pao/core'
import type { Entry } from '@pao/core/engine'
import type { Call } from './call.ts'
import { plannedOf } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held } from './held.ts'

type Claimed = { held: Held; action: string; entry: Entry }

/**
 * After the database was restored from a backup nobody here knows what was made since that backup. So the first claim of an action that makes
 * something calls nothing: it stands for the try that may have been, whose outcome is unknown. What follows is what follows any such
 * try: a look for the effect, the same key again, or a person's word. Undefined = the action is called as always.
 */
export async function untoldSinceRestore(
  { db, restoredAt }: Pick<Requests, 'db' | 'restoredAt'>,
  { held, action, entry }: Claimed,
): Promise<Call | undefined> {
  if (restoredAt === undefined || held.fixed.createdAt >= restoredAt) return undefined
  if (entry !== 'execute' || plannedOf(held.fixed.plan, action)?.reads === true) return undefined
  if ((await claimsSince({ db, restoredAt }, held, action)) > 1) return undefined
  return {
    outcome: undefined,
    made: 'maybe',
    because: restored,
    input: null,
    log: [],
    scrub,
    letGo: 'stopping',
  }
}

const scrub = (value: unknown): unknown => value

const restored = {
  code: 'action.restored',
  message:
    'The database was restored from a backup; what was made since that backup is not known here',
  class: 'cancelled',
}

/** This claim is one of them: its row is written before the call. */
async function claimsSince(
  { db, restoredAt }: { db: Requests['db']; restoredAt: Instant },
  { key }: Held,
  action: string,
): Promise<number> {
  const { count } = await db
    .selectFrom('attempt')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('tenant', '=', key.tenant)
    .where('request_id', '=', key.id)
    .where('action_id', '=', action)
    .where('started_at', '>=', new Date(restoredAt))
    .executeTakeFirstOrThrow()
  return Number(count)
}
