import { every, rulesFor } from '@pao/core/governance'
import { sql } from 'kysely'
import type { EffectDeps } from './effect.ts'
import { listQuotas, type QuotaView } from './rules.ts'

/** A rule as it holds for one team. */
export type TeamQuota = QuotaView & {
  /** Amount of what stands. */
  used: number
  /** Amount of what is under way. */
  reserved: number
}

type Sum = { resource: string; environment: string; used: number; reserved: number }

/** Every rule that holds for a team, its own or one for every team, with what the team has. Served by quota_use_by_counter. */
export async function teamQuotas(
  deps: Pick<EffectDeps, 'db'>,
  tenant: string,
  team: string,
): Promise<readonly TeamQuota[]> {
  const rules = await listQuotas(deps, tenant, { team })
  if (rules.length === 0) return []
  const { rows } = await sql<Sum>`
    select resource, environment,
      coalesce(sum(amount) filter (where judged is not null), 0)::float8 as used,
      coalesce(sum(amount) filter (where judged is null), 0)::float8 as reserved
    from quota_use where tenant = ${tenant} and team = ${team}
      and resource = any (${rules.map(({ resource }) => resource)}::text[])
    group by 1, 2`.execute(deps.db)
  return rules
    .filter((rule) => isMet(rules, rule, team))
    .map((rule) => {
      const sum = rows.find(
        ({ resource, environment }) =>
          resource === rule.resource && environment === rule.environment,
      )
      return { ...rule, used: sum?.used ?? 0, reserved: sum?.reserved ?? 0 }
    })
}

/** Not what the team's own rule stands in for. */
function isMet(rules: readonly QuotaView[], rule: QuotaView, team: string): boolean {
  const { resource, environment } = rule
  const demand = { resource, environment: environment === every ? '' : environment }
  return rulesFor(rules, { team, demand }).includes(rule)
}

/** A request that has something in a counter. */
export type QuotaHolder = {
  request: string
  item: string
  requester: string
  amount: number
  exceeded: boolean
  state: string
  since: Date
}

const mostHolders = 200

/** Requests that have something in a team's counter, the largest first; at most 200. Served by quota_use_by_counter. */
export async function quotaHolders(
  { db }: Pick<EffectDeps, 'db'>,
  tenant: string,
  { team, environment, resource }: { team: string; environment: string; resource: string },
): Promise<readonly QuotaHolder[]> {
  const rows = await db
    .selectFrom('quota_use as u')
    .innerJoin('request as r', (join) =>
      join.onRef('r.tenant', '=', 'u.tenant').onRef('r.id', '=', 'u.request_id'),
    )
    .select(['u.request_id', 'u.amount', 'u.exceeded', 'u.at', 'r.item_name', 'r.state'])
    .select(sql<string>`r.requester ->> 'email'`.as('requester'))
    .where('u.tenant', '=', tenant)
    .where('u.team', '=', team)
    .where('u.environment', '=', environment)
    .where('u.resource', '=', resource)
    .orderBy('u.amount', 'desc')
    .orderBy('u.request_id')
    .limit(mostHolders)
    .execute()
  return rows.map((row) => ({
    request: row.request_id,
    item: row.item_name,
    requester: row.requester,
    amount: Number(row.amount),
    exceeded: row.exceeded,
    state: row.state,
    since: row.at,
  }))
}
