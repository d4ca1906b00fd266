import type { Statement } from '#store/db.ts'
import type { JobInsert } from '#store/jobs.ts'
import { actionSetOf, actionSetStatement } from './action-set.ts'
import type { Change } from './change.ts'
import { actionColumns, remindSeconds, saveStatement, saveValues } from './save.ts'

/**
 * The save of a change in which the request goes over to another version: what was fixed is written anew,
 * actions that are new get a row, and what was ordered is kept the first time.
 */
export function replanStatement(insert: JobInsert): Statement {
  return saveStatement(insert, true, {
    name: '_replanned',
    columns: `, plan = $18::text::jsonb -> 'plan', action_set_hash = $18::text::jsonb ->> 'set',
        item_version = $18::text::jsonb ->> 'version', definition_hash = $18::text::jsonb ->> 'hash',
        fields = $18::text::jsonb -> 'fields',
        sealed_fields = decode($18::text::jsonb ->> 'sealed', 'base64'),
        priority = $18::text::jsonb ->> 'priority', queue = $18::text::jsonb ->> 'queue',
        plan_changes = ($18::text::jsonb ->> 'changes')::integer,
        ordered_as = coalesce(ordered_as, jsonb_build_object('version', item_version,
          'hash', definition_hash, 'plan', plan, 'action_set', action_set_hash, 'fields', fields))`,
    parts: `, begun as (
      insert into action (tenant, request_id, action_id, state, fence, wake_at)
      select $1, $2::uuid, x.action_id, x.state, x.fence, case when x.state = 'ready'
        then clock_timestamp() + interval '${remindSeconds} seconds' end
      from jsonb_to_recordset($11::text::jsonb) as x (${actionColumns})
      where exists (select from u) and not exists (select from action t
        where t.tenant = $1 and t.request_id = $2::uuid and t.action_id = x.action_id)
    ), sets as (${actionSetStatement(19)})`,
  })
}

/** The statement's values, in its order. */
export function replanValues(change: Change, insert: JobInsert): unknown[] {
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
  return [...saveValues(change, insert, true), JSON.stringify(pinned), set]
}
