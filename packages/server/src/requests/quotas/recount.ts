import type { Instant } from '@pao/core'
import { currencyOf, emptyBook, ratesInto } from '@pao/core/governance'
import { sql } from 'kysely'
import { isTransient, type Tx } from '#store/db.ts'
import type { EffectDeps } from './effect.ts'

const mostTries = 5

/**
 * Counts what stands and is under way of a tenant's requests ordered since a moment (milliseconds) and is in no counter
 * yet, because there was no rule for it when it was ordered; then adds the counters up anew. Does nothing it has done
 * before. What failed before there was a rule, and left something, is not found.
 */
export async function recount(deps: EffectDeps, tenant: string, since: Instant = 0): Promise<void> {
  const rules = await deps.db
    .selectFrom('quota_rule')
    .select('resource')
    .where('tenant', '=', tenant)
    .execute()
  const currencies = [...new Set(rules.flatMap(({ resource }) => currencyOf(resource) ?? []))]
  const on = new Date(deps.now()).toISOString().slice(0, 10)
  const rates = ratesInto({ currencies, book: deps.prices?.(tenant) ?? emptyBook, on })
  for (let tries = 1; ; tries += 1) {
    try {
      await deps.db.transaction().execute(async (tx) => {
        await count(tx, { tenant, since, rates: JSON.stringify(rates) })
      })
      return
    } catch (error) {
      if (tries >= mostTries || !isTransient(error)) throw error
    }
  }
}

/** Whether a request is under way, or made something that is looked after; orders for a resource are part of that. */
const stands = sql<boolean>`(r.ended_at is null or r.state = 'completed' and not exists (
    select from resource x where x.tenant = r.tenant and x.request_id = r.id and x.type is null))
  and not exists (select from resource_order o where o.tenant = r.tenant and o.request_id = r.id)
  and not exists (select from resource_order o
    join request q on q.tenant = o.tenant and q.id = o.request_id
    where o.tenant = r.tenant and o.resource_id = r.id and o.kind = 'decommission'
      and q.state = 'completed')`

/** What a request counts as: the same as core's \`countedAs\`. */
const counted = sql`select 'item:' || r.item_id, coalesce(r.environment, ''), 1::numeric
  union all select 'category:' || r.category, coalesce(r.environment, ''), 1
  union all select 'type:' || coalesce(x.type, r.category), coalesce(r.environment, '')
    , 1 from (select 1) one left join resource x on x.tenant = r.tenant and x.request_id = r.id
  union all select n.resource, n.environment, n.amount
    from jsonb_to_recordset(coalesce(r.plan -> 'demands', '[]'))
      as n (resource text, environment text, amount numeric)`

/** The lowest id of what was ordered since a moment: ids begin with their milliseconds (UUIDv7, RFC 9562). */
function lowestId(since: Instant): string {
  const ms = Math.max(0, since).toString(16).padStart(12, '0').slice(-12)
  return `${ms.slice(0, 8)}-${ms.slice(8)}-0000-0000-000000000000`
}

type Counting = { tenant: string; since: Instant; rates: string }

async function count(tx: Tx, { tenant, since, rates }: Counting): Promise<void> {
  await sql`insert into quota_count (tenant, resource, team, environment)
    select distinct tenant, resource, team, environment from quota_rule
    where tenant = ${tenant} and team <> '*' on conflict do nothing`.execute(tx)
  // Nobody orders meanwhile what is counted.
  await sql`select from quota_count where tenant = ${tenant}
    order by resource, team, environment for update`.execute(tx)
  await sql`insert into quota_use (tenant, request_id, resource, environment, team, amount)
    select r.tenant, r.id, d.resource, s.environment,
      coalesce(r.plan ->> 'team', r.requester_teams[1], 'user:' || r.requester_id), sum(d.amount)
    from request r cross join lateral (${counted}
      union all select 'cost:' || m."to", coalesce(r.environment, ''),
        round((r.plan -> 'cost' ->> 'monthly')::numeric * m.rate, 6)
      from jsonb_to_recordset(${rates}::text::jsonb) as m ("from" text, "to" text, rate numeric)
      where m."from" = r.plan -> 'cost' ->> 'currency' and r.plan -> 'costsByParts' is null
    ) d (resource, environment, amount)
    join lateral (select distinct q.environment from quota_rule q where q.tenant = r.tenant
      and q.resource = d.resource and q.environment in (d.environment, '*')
      and q.team in ('*', coalesce(r.plan ->> 'team', r.requester_teams[1], 'user:' || r.requester_id))) s on true
    where r.tenant = ${tenant} and r.id >= ${lowestId(since)}::uuid and d.amount > 0 and ${stands}
    group by 1, 2, 3, 4, 5
    on conflict do nothing`.execute(tx)
  await sql`insert into quota_count (tenant, resource, team, environment, taken)
    select tenant, resource, team, environment, sum(amount) from quota_use
    where tenant = ${tenant} group by 1, 2, 3, 4
    on conflict (tenant, resource, team, environment) do update set taken = excluded.taken`.execute(
    tx,
  )
  await sql`update quota_count c set taken = 0 where c.tenant = ${tenant} and c.taken <> 0
    and not exists (select from quota_use u where u.tenant = c.tenant and u.resource = c.resource
      and u.team = c.team and u.environment = c.environment)`.execute(tx)
}
