import type { Demand, Document } from '@pao/core/catalog'
import type { Plan } from '@pao/core/engine'
import {
  countedAs,
  currencyOf,
  effectsOf,
  emptyBook,
  type QuotaEffect,
  type QuotaKey,
  type QuotaRule,
} from '@pao/core/governance'
import { runStatement, type Statement } from '#store/db.ts'
import type { Requests } from '../deps.ts'
import type { Asker } from '../ordered-along.ts'

export type EffectDeps = Pick<Requests, 'db' | 'now' | 'prices' | 'quotas'>

/** An order as far as it is counted. */
export type Countable = {
  document: Document
  environment: string | undefined
  plan: Pick<Plan, 'cost' | 'costsByParts' | 'demands'>
  /** An order that changes what is counted already. */
  changes?: Changes | undefined
}

/** The request that made what an order changes, and the team that is counted for it. */
export type Changes = { request: string; team: string }

/**
 * For which team an order counts: that of what it changes, else the one it names, else the first of its requester's, who
 * without one is counted alone.
 */
export function teamOf(
  { team, teams, requester }: Pick<Asker, 'team' | 'teams'> & { requester: { id: string } },
  changes?: Changes,
): string {
  return changes?.team ?? team ?? teams[0] ?? `user:${requester.id}`
}

/** The team an order named when it was taken in. */
export function teamNamed({ team }: Pick<Plan, 'team'>): Pick<Asker, 'team'> {
  return team === undefined ? {} : { team }
}

/**
 * Everything the order counts as, given the rules there are. A bundle counts as itself; its parts are orders of their own,
 * each with what it costs.
 */
export function demandsOf(
  { now, prices }: Pick<EffectDeps, 'now' | 'prices'>,
  { document, environment, plan, changes }: Countable,
  { tenant, rules }: { tenant: string; rules: readonly QuotaRule[] },
): readonly Demand[] {
  const { demands = [], cost, costsByParts = false } = plan
  const order = {
    metadata: document.metadata,
    environment: environment ?? '',
    named: demands,
    ...(cost && !costsByParts && { cost }),
    ...(changes !== undefined && { changes: true }),
  }
  const currencies = new Set(rules.flatMap(({ resource }) => currencyOf(resource) ?? []))
  const on = new Date(now()).toISOString().slice(0, 10)
  return countedAs(order, { currencies: [...currencies], book: prices?.(tenant) ?? emptyBook, on })
}

/** Served by the primary keys. */
const counts: Statement = {
  name: 'quota_counts',
  text: `select c.resource, c.environment, c.taken::float8 as taken,
      coalesce(u.amount, 0)::float8 as holds
    from quota_count c left join quota_use u on u.tenant = c.tenant and u.request_id = $4::uuid
      and u.resource = c.resource and u.environment = c.environment
    where c.tenant = $1 and c.team = $2 and c.resource = any ($3::text[])`,
}

type Count = { resource: string; environment: string; taken: number; holds: number }

/**
 * What an order, with all that is ordered along, means to the rules of its tenant as they stand now; a guess until it is taken in, when all is looked at
 * again under lock. Empty without rules.
 */
export async function quotaEffects(
  deps: EffectDeps,
  { tenant, team, changes }: { tenant: string; team: string; changes?: Changes | undefined },
  orders: () => readonly Countable[],
): Promise<readonly QuotaEffect[]> {
  const rules = await deps.quotas.current(tenant)
  if (rules.length === 0) return []
  const demands = orders().flatMap((order) => demandsOf(deps, order, { tenant, rules }))
  const names = [...new Set(demands.map(({ resource }) => resource))]
  const values = [tenant, team, names, changes?.request ?? null]
  const rows = await runStatement<Count>(deps.db, counts, values)
  const known = new Map(rows.map((row) => [`${row.resource} ${row.environment}`, row]))
  const of = ({ resource, environment }: QuotaKey): Count | undefined =>
    known.get(`${resource} ${environment}`)
  const holds = (key: QuotaKey): number => of(key)?.holds ?? 0
  return effectsOf(rules, { team, demands, holds }, (key) => of(key)?.taken ?? 0)
}

/** Whether people must agree because of it. */
export function wantsPeople(effects: readonly QuotaEffect[]): boolean {
  return effects.some(({ exceeded, enforce }) => exceeded && enforce === 'approval')
}

/** What conditions and templates may read of it. */
export function quotaFacts(
  effects: readonly QuotaEffect[],
): Pick<Plan['facts'], 'quota' | 'budget'> {
  if (effects.length === 0) return {}
  const isOver = (money: boolean): boolean =>
    effects.some(
      ({ exceeded, resource }) => exceeded && (currencyOf(resource) !== undefined) === money,
    )
  return { quota: { exceeded: isOver(false) }, budget: { exceeded: isOver(true) } }
}
