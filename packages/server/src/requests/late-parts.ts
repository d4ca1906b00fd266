import { runStatement, type Statement } from '#store/db.ts'
import type { Choose } from './advance.ts'
import type { Step } from './change.ts'
import { stoppedReason, stopping } from './children.ts'
import type { Requests } from './deps.ts'
import type { RequestKey } from './held.ts'

type LateDeps = Pick<Requests, 'db' | 'advance'>

/** The request that ordered one was stopped; `undo`: what it made shall not stay, whoever was faster. */
type Stopped = { parent: string; compensate?: boolean | undefined; undo: boolean }

/** What a request that was stopped wants of one that it ordered: that this stops too, or, if it is done, is undone. */
export function callingOff({ parent, compensate, undo }: Stopped): Choose {
  return ({ run }) =>
    compensate && undo && run.state === 'completed' ? undoing(parent) : stopping(parent, compensate)
}

/** What it made shall not stay. */
export function undoing(parent: string): Step {
  const by = `request:${parent}`
  return { event: { type: 'rollback_requested', by, reason: stoppedReason }, actor: by }
}

/** Long enough for what ended unseen while workers run: the one that ordered it looks every 15 s, or its lease runs out. */
const usualSeconds = 600
/** For the first look of a process: nobody may have looked for as long as this. */
export const firstLookSeconds = 30 * 86_400
const mostAtOnce = 100

/** Undoers are named by core after what they undo. */
const undoerOf = (action: string): string => `${action} || ':rollback'`

/**
 * Requests that were done before the action that ordered them knew of it, when that was cancelled and all that
 * succeeded is to be undone: only they know that they succeeded. Those that nothing undoes are left out. Served by
 * index request_part_ended.
 */
const late: Statement = {
  name: 'late_parts',
  text: `select c.tenant, c.id, c.parent_id as parent from request c
    join action a on a.tenant = c.tenant and a.request_id = c.parent_id and a.action_id = c.parent_action
      and a.state in ('cancelled', 'failed', 'compensated')
    join request p on p.tenant = c.tenant and p.id = c.parent_id
    where c.parent_id is not null and c.parent_generation is not null and c.state = 'completed'
      and c.ended_at > clock_timestamp() - make_interval(secs => $1)
      and p.run -> 'cancelling' -> 'compensate' = 'true'
      and exists (select from action u where u.tenant = c.tenant and u.request_id = c.parent_id
        and u.action_id = ${undoerOf('c.parent_action')})
      and exists (select from action o join action u on u.tenant = o.tenant
          and u.request_id = o.request_id and u.action_id = ${undoerOf('o.action_id')}
        where o.tenant = c.tenant and o.request_id = c.id and o.state = 'succeeded')
    limit ${mostAtOnce}`,
}

/**
 * Rolls back what nobody waits for any more because its end was not heard of in time, of what ended in the last
 * `withinSeconds`. Called by the sweep.
 */
export async function undoLateParts(
  { db, advance }: LateDeps,
  withinSeconds = usualSeconds,
): Promise<void> {
  const rows = await runStatement<RequestKey & { parent: string }>(db, late, [withinSeconds])
  for (const { tenant, id, parent } of rows)
    await advance({ tenant, id }, callingOff({ parent, compensate: true, undo: true }))
}
