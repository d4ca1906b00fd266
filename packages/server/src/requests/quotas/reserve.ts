import { Problem } from '@pao/core'
import type { Demand } from '@pao/core/catalog'
import { currencyOf, type QuotaEffect, sayQuota } from '@pao/core/governance'
import { type Db, isTransient, runStatement, type Statement, type Tx } from '#store/db.ts'

/** What an order takes, and for which team. */
export type Reservation = {
  request: string
  team: string
  demands: readonly Demand[]
  /** People are asked before it begins, because it needs more than is left. */
  isAsked: boolean
  /** Of an order that changes a resource: the request that made that. */
  changes?: string
}

/**
 * The rules that speak of the demands in `wanted`: those of the team, and those of every team for what the team has none
 * of its own for. Served by the primary key of quota_rule.
 */
const met = (wanted: string): string => `want as materialized (
      select x.* from jsonb_to_recordset(${wanted}::text::jsonb) as x (request uuid, team text,
        resource text, environment text, amount numeric, required boolean, changes uuid, asked boolean)
    ), met as materialized (
      select w.request, w.team, w.resource, r.environment, w.changes, r.most, r.enforce, r.unit, r.note,
        sum(w.amount) as amount, sum(w.amount) filter (where w.required) as required, w.asked
      from want w join quota_rule r on r.tenant = $1 and r.resource = w.resource
        and r.team in (w.team, '*') and r.environment in (w.environment, '*')
      where r.team <> '*' or not exists (select from quota_rule o where o.tenant = $1
        and o.resource = r.resource and o.team = w.team and o.environment = r.environment)
      group by w.request, w.team, w.resource, r.environment, w.changes, r.most, r.enforce, r.unit,
        r.note, w.asked
    )`

/**
 * Locks every counter the orders meet, in one order for all, and reads it as it is then; who comes second waits for the
 * first one's commit. Takes all amounts, or none where a hard rule would be passed, or one by which people are to be asked
 * without their being asked. An order that changes a resource
 * adds what it will have more than the resource has by now.
 */
const reserve: Statement = {
  name: 'quota_reserve',
  text: `with ${met('$2')}, own as materialized (
      select m.*, greatest(m.amount - coalesce(u.amount, 0), 0) as adds,
        greatest(coalesce(m.required, 0) - coalesce(u.amount, 0), 0) as must
      from met m left join quota_use u on u.tenant = $1 and u.request_id = m.changes
        and u.resource = m.resource and u.environment = m.environment
    ), need as materialized (
      select team, resource, environment, most, enforce, unit, note, sum(adds) as adds, sum(must) as must,
        bool_and(asked) as asked
      from own group by 1, 2, 3, 4, 5, 6, 7
    ), held as materialized (
      select c.team, c.resource, c.environment, c.taken from quota_count c
      join need n on n.team = c.team and n.resource = c.resource and n.environment = c.environment
      where c.tenant = $1 order by c.resource, c.team, c.environment for update of c
    ), "full" as materialized (
      select n.*, h.taken from need n join held h using (team, resource, environment)
      where n.enforce = 'hard' and n.must > 0 and h.taken + n.must > n.most
        or n.enforce = 'approval' and not n.asked and n.adds > 0 and h.taken + n.adds > n.most
    ), missing as materialized (
      select from need n where not exists (select from held h
        where h.team = n.team and h.resource = n.resource and h.environment = n.environment)
    ), counted as (
      update quota_count c set taken = c.taken + n.adds from need n
      where c.tenant = $1 and c.team = n.team and c.resource = n.resource
        and c.environment = n.environment
        and not exists (select from "full") and not exists (select from missing)
    ), used as (
      insert into quota_use (tenant, request_id, resource, environment, team, amount, exceeded,
        changes_id, becomes)
      select $1, o.request, o.resource, o.environment, o.team, o.adds, h.taken + n.adds > n.most,
        o.changes, case when o.changes is not null then o.amount end
      from own o join need n using (team, resource, environment)
      join held h using (team, resource, environment)
      where not exists (select from "full") and not exists (select from missing)
    )
    select (select count(*)::integer from missing) as missing,
      (select coalesce(jsonb_agg("full".*), '[]') from "full") as full`,
}

/** Counters the orders meet that nobody has met before, from 0. */
const open: Statement = {
  name: 'quota_count_open',
  text: `with ${met('$2')}
    insert into quota_count (tenant, resource, team, environment)
    select distinct $1, m.resource, m.team, m.environment from met m on conflict do nothing`,
}

type Full = Pick<
  QuotaEffect,
  'team' | 'resource' | 'environment' | 'enforce' | 'most' | 'taken'
> & {
  must: number
  unit: string | null
  note: string | null
}
/** Taking anew after counters were missing, PostgreSQL gave up on two that waited for each other, or others were faster. */
const mostTries = 5

/** Others took meanwhile what was left, so that people must be asked after all: the order is to be checked anew. */
export class QuotaMoved extends Error {
  override readonly name = 'QuotaMoved'
}

/** Does it again while others take what decides whether people are asked; a few times. */
export async function whileQuotasMove<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries >= mostTries || !(error instanceof QuotaMoved)) throw error
    }
  }
}

type Answer = { missing: number; full: readonly Full[] }

/**
 * Does `work` in the transaction that takes what the orders need, so that both are kept or none. Throws `quota.exceeded`
 * or `budget.exceeded` where a hard rule of the tenant would be passed.
 */
export async function reserving<T>(
  db: Db,
  { tenant, orders }: { tenant: string; orders: readonly Reservation[] },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const values = [tenant, wantedOf(orders)]
  for (let tries = 1; ; tries += 1) {
    try {
      const done = await db.transaction().execute(async (tx) => {
        const [answer] = await runStatement<Answer>(tx, reserve, values)
        if (answer && answer.full.length > 0) throw refusalOf(answer.full)
        return answer?.missing === 0 ? { told: await work(tx) } : undefined
      })
      if (done) return done.told
      await runStatement(db, open, values)
    } catch (error) {
      if (!isTransient(error)) throw error
    }
    if (tries >= mostTries) throw new Error('The counters of quotas could not be taken')
  }
}

function refusalOf(full: readonly Full[]): Error {
  const hard = full.filter(({ enforce }) => enforce === 'hard')
  return hard.length > 0 ? exceeded(hard.map(effectOf)) : new QuotaMoved()
}

function wantedOf(orders: readonly Reservation[]): string {
  return JSON.stringify(
    orders.flatMap(({ request, team, demands, changes, isAsked: asked }) =>
      demands
        .filter(({ amount }) => amount > 0 || changes !== undefined)
        .map((demand) => ({ request, team, changes, asked, ...demand })),
    ),
  )
}

function effectOf({ must, unit, note, ...row }: Full): QuotaEffect {
  return {
    ...row,
    ...(unit !== null && { unit }),
    ...(note !== null && { note }),
    adds: must,
    exceeded: true,
    refused: true,
  }
}

/** The refusal of an order, with every rule it would pass: `budget.exceeded` where it is only money. */
export function exceeded(effects: readonly QuotaEffect[]): Problem {
  const isMoney = effects.every(({ resource }) => currencyOf(resource) !== undefined)
  return new Problem(
    isMoney ? 'budget.exceeded' : 'quota.exceeded',
    {
      detail: effects.map(sayQuota).join('. '),
      exceeded: effects.map(({ team, environment, resource, most, taken, adds }) => ({
        team,
        environment,
        resource,
        limit: most,
        used: taken,
        needed: adds,
      })),
    },
    effects.map((effect) => ({
      code: currencyOf(effect.resource) === undefined ? 'quota.exceeded' : 'budget.exceeded',
      at: '',
      message: sayQuota(effect),
      hint: effect.note ?? 'Operators and admins of the tenant can raise it',
    })),
  )
}
