import { actionSetOf, actionSetStatement } from './action-set.ts'
import type { Change } from './change.ts'

/**
 * What the save writes in addition when the request goes over to another version: what was fixed is written
 * anew, actions that are new get a row, and what was ordered is kept the first time. `first` is the number of
 * the first of its two parameters; a ready action nobody claimed is hinted at again after `remindSeconds`.
 */
export function replanText(
  first: number,
  remindSeconds: number,
): { columns: string; along: string } {
  const pinned = `$${first}::text::jsonb`
  return {
    columns: `, plan = ${pinned} -> 'plan', action_set_hash = ${pinned} ->> 'set',
        item_version = ${pinned} ->> 'version', definition_hash = ${pinned} ->> 'hash',
        fields = ${pinned} -> 'fields', sealed_fields = decode(${pinned} ->> 'sealed', 'base64'),
        priority = ${pinned} ->> 'priority', queue = ${pinned} ->> 'queue',
        plan_changes = (${pinned} ->> 'changes')::integer,
        ordered_as = coalesce(ordered_as, jsonb_build_object('version', item_version,
          'hash', definition_hash, 'plan', plan, 'action_set', action_set_hash, 'fields', fields))`,
    along: `begun as (
      insert into action (tenant, request_id, action_id, state, fence, wake_at)
      select $1, $2::uuid, x.action_id, x.state, x.fence, case when x.state = 'ready'
        then clock_timestamp() + interval '${remindSeconds} seconds' end
      from jsonb_to_recordset($11::text::jsonb) as x (action_id text, state text, fence integer)
      where exists (select from u) and not exists (select from action t
        where t.tenant = $1 and t.request_id = $2::uuid and t.action_id = x.action_id)
    ), sets as (${actionSetStatement(first + 1)})`,
  }
}

/** The values of those two parameters. */
export function replanValues(change: Change): unknown[] {
  const { key, fixed } = change.held
  const { actions, ...plan } = fixed.plan
  const { hash, json } = actionSetOf(actions)
  const sealed = fixed.sealedFields?.toString('base64') ?? null
  const pinned = {
    plan,
    set: hash,
    version: fixed.itemVersion,
    hash: fixed.definitionHash,
    fields: fixed.fields,
    sealed,
    priority: plan.priority,
    queue: plan.queue,
    changes: fixed.planChanges,
  }
  const set = `[{"tenant":${JSON.stringify(key.tenant)},"hash":"${hash}","actions":${json}}]`
  return [JSON.stringify(pinned), set]
}
