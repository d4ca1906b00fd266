import type { ActionError, ActionRun } from '@pao/core/engine'
import type { Held } from './held.ts'

/** What an action that ended may have left outside. */
export type OrphanRow = {
  id: string
  action: string
  generation: number
  fence: number
  type: string
  ended_as: string
  error: ActionError | null
}

/** A doubt that is over: whatever stands in the table for it is settled. */
export type SettledRow = { id: string; by: string }

/** The part of a change that is about orphans. */
export type Leaving = { held: Held; orphans: OrphanRow[]; settled: SettledRow[] }

/** Sorts by time of the request; says what it means to whoever reads it. */
export function orphanId(request: string, action: string, generation: number): string {
  return `${request}.${generation}.${action}`
}

type Turned = { was: ActionRun | undefined; is: ActionRun; actor: string }

/**
 * Notes what the change of one action means for the table of orphans. Notices leave none: a message that may
 * have come is no thing to look after.
 */
export function noteOrphan(change: Leaving, action: string, { was, is, actor }: Turned): void {
  const planned = change.held.fixed.plan.actions.find(({ id }) => id === action)
  if (!planned || planned.lane === 'notice' || (!is.maybe && !was?.maybe)) return
  const id = orphanId(change.held.key.id, action, is.generation)
  if (is.maybe && isOver(is) && !(was && isOver(was))) {
    forget(change, id)
    change.orphans.push({
      id,
      action,
      generation: is.generation,
      fence: is.fence,
      type: planned.type,
      ended_as: is.state,
      error: is.error ?? null,
    })
  } else if (!is.maybe) {
    forget(change, id)
    change.settled.push({ id, by: actor })
  }
}

/** One statement writes a row at most once, so the last word of a change counts. */
function forget(change: Leaving, id: string): void {
  change.orphans = change.orphans.filter((row) => row.id !== id)
  change.settled = change.settled.filter((row) => row.id !== id)
}

function isOver({ state }: ActionRun): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'skipped'
}

/** The part of the save statement that writes orphans; needs `u`, tenant in $1, request in $2. */
export function orphanText({ at, rows }: { at: string; rows: string }): string {
  return `orphans as (
      insert into orphan (tenant, id, request_id, action_id, generation, fence, type, item_id, owner_team,
        ended_as, error, found_at)
      select $1, x.id, r.id, x.action, x.generation, x.fence, x.type, r.item_id, r.owner_team, x.ended_as,
        x.error, ${at}
      from jsonb_to_recordset(${rows}::text::jsonb -> 'orphans') as x (id text, action text,
        generation integer, fence integer, type text, ended_as text, error jsonb)
      join request r on r.tenant = $1 and r.id = $2::uuid
      where exists (select from u)
      on conflict (tenant, id) do update set fence = excluded.fence, ended_as = excluded.ended_as,
        error = excluded.error, found_at = excluded.found_at, resolution = null, resolved_at = null,
        resolved_by = null, deleted_by = null, reference = null, comment = null
      where excluded.fence > orphan.fence
    ), settled as (
      update orphan t set resolution = 'settled', resolved_at = ${at}, resolved_by = x.by
      from jsonb_to_recordset(${rows}::text::jsonb -> 'settled') as x (id text, by text)
      where exists (select from u) and t.tenant = $1 and t.id = x.id and t.resolved_at is null
    )`
}

/** Whether a change touches the table at all; most do not, and use the shorter statement. */
export function leavesOrphans({ orphans, settled }: Leaving): boolean {
  return orphans.length + settled.length > 0
}
