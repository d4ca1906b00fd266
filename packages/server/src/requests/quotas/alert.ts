import { reached } from '@pao/core/governance'
import { type Db, runStatement, type Statement, type Tx } from '#store/db.ts'
import type { Requests } from '../deps.ts'

export type AlertDeps = Pick<Requests, 'db' | 'now' | 'telemetry'>

/** Counters near a threshold that are looked at in one go. */
const mostAtOnce = 2_000

/**
 * Counters with the rule that holds for them, where the lowest threshold that is not told this month ($1) is reached.
 * Served by the primary keys.
 */
const near: Statement = {
  name: 'quota_near',
  text: `select c.tenant, c.resource, c.team, c.environment, c.taken::float8 as taken,
      r.most::float8 as most, r.alerts, r.contacts,
      array(select a.percent from quota_alert a where a.tenant = c.tenant and a.resource = c.resource
        and a.team = c.team and a.environment = c.environment and a.month = $1) as told
    from quota_rule r join quota_count c on c.tenant = r.tenant and c.resource = r.resource
      and c.environment = r.environment and r.team in (c.team, '*') and c.taken > 0
    where (r.team <> '*' or not exists (select from quota_rule o where o.tenant = r.tenant
        and o.resource = r.resource and o.environment = r.environment and o.team = c.team))
      and exists (select from unnest(r.alerts) p where c.taken >= r.most * p / 100
        and not exists (select from quota_alert a where a.tenant = c.tenant
          and a.resource = c.resource and a.team = c.team and a.environment = c.environment
          and a.month = $1 and a.percent = p))
    limit ${mostAtOnce}`,
}

type Near = {
  tenant: string
  resource: string
  team: string
  environment: string
  taken: number
  most: number
  alerts: readonly number[]
  contacts: readonly string[]
  told: readonly number[]
}

/**
 * Notes every threshold that is reached, once a month each, and has the contacts of its rule told of the highest new one.
 * Safe to run in several processes at once. Returns how many counters reached one.
 */
export async function alertQuotas(deps: AlertDeps): Promise<number> {
  const month = new Date(deps.now()).toISOString().slice(0, 7)
  const found = await runStatement<Near>(deps.db, near, [month])
  for (const one of found) await noteOne(deps, one, month)
  return found.length
}

async function noteOne({ db, now, telemetry }: AlertDeps, one: Near, month: string): Promise<void> {
  const { tenant, resource, team, environment, taken, most, contacts } = one
  const percent = reached(one, taken)
  if (percent === undefined) return
  const at = new Date(now())
  const key = { tenant, resource, team, environment, month }
  const fresh = await db.transaction().execute(async (tx) => {
    const isNew = await noteThresholds(tx, { key, one, at })
    if (isNew && contacts.length > 0)
      await tx
        .insertInto('quota_notice')
        .values(contacts.map((receiver) => ({ ...key, percent, receiver, due_at: at })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    return isNew
  })
  if (fresh)
    telemetry.log.warn(
      { tenant, team, environment, resource, taken, most, percent },
      'quota filled',
    )
}

type Noting = {
  key: Omit<Near, 'taken' | 'most' | 'alerts' | 'contacts' | 'told'> & { month: string }
  one: Near
  at: Date
}

/** Those that were passed on the way are noted with it, but not told. False when another process was faster. */
async function noteThresholds(tx: Db | Tx, { key, one, at }: Noting): Promise<boolean> {
  const { alerts, taken, most, told } = one
  const passed = alerts.filter((each) => taken >= (most * each) / 100 && !told.includes(each))
  const noted = await tx
    .insertInto('quota_alert')
    .values(passed.map((percent) => ({ ...key, percent, taken, most, at })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('percent')
    .execute()
  const highest = Math.max(...passed)
  return noted.some(({ percent }) => percent === highest)
}
