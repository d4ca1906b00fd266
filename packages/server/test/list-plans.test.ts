import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findEntries } from '../src/audit/queries.ts'
import type { Principal } from '../src/identity/principal.ts'
import { performanceOf } from '../src/requests/insights/performance.ts'
import { usageOf } from '../src/requests/insights/usage.ts'
import type { RequestFilter } from '../src/requests/list-filter.ts'
import { listRequests } from '../src/requests/read.ts'
import { dbOver } from '../src/store/db.ts'
import { openTenants, type Tenants } from '../src/store/tenants.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'
import { dba, olga, person } from './requests-world.ts'

/** Finished requests in the table, one a minute; of what is seldom there are three, the oldest. */
const many = 20_000
const minuteMs = 60_000
const newest = Date.UTC(2026, 5, 1)
const oldest = newest - many * minuteMs
const page = 50
/** Rows that may be looked at for a page, whatever the table holds. */
const mostRows = 500

let database: TestDatabase
let tenants: Tenants

beforeAll(async () => {
  database = await openTestDatabase()
  for (const statement of filling) await database.pool.query(statement)
  tenants = await openTenants(database)
})
afterAll(async () => {
  await tenants.close()
  await database.close()
})

const lists: readonly [string, RequestFilter, Principal?][] = [
  ['of all', {}],
  ['of a state that most have', { state: ['completed'] }],
  ['of a state that few have', { state: ['failed'] }],
  ['of an item', { item: 'often' }],
  ['of an item that is seldom ordered', { item: 'seldom' }],
  ['of a team that is seldom asked', { team: 'seldom' }],
  ['of an environment that is seldom used', { environment: 'seldom' }],
  ['for a person who seldom orders', {}, person('seldom', ['developer'])],
  ['for a platform team that is seldom asked', {}, { ...dba, teams: ['seldom'] }],
  ['for a platform team that is asked for all', {}, { ...dba, teams: ['often'] }],
  ['with words of an item', { q: 'item seldom' }],
  ['with words that nothing has', { q: 'nothing of the kind' }],
  ['of an hour long ago', { from: oldest + 60 * minuteMs, to: oldest + 120 * minuteMs }],
]

it.each(lists)('a page of the list %s looks at few of many', async (_which, filter, who = olga) => {
  const { db, rowsLookedAt } = noted()

  const found = await listRequests({ db }, who, { filter, limit: page })

  expect(await rowsLookedAt()).toBeLessThanOrEqual(mostRows)
  expect(found.items.length > 0).toBe(filter.q !== 'nothing of the kind')
})

it('figures of a span look at that span', async () => {
  const { db, asked, rowsLookedAt } = noted()
  const span = { tenant: 'default', from: newest - 60 * minuteMs, to: newest + minuteMs }

  const usage = await usageOf({ db }, span)
  await performanceOf({ db }, span)

  expect(usage.orders).toBe(61)
  expect(await rowsLookedAt()).toBeLessThanOrEqual(asked.length * 2 * usage.orders)
})

it('a page of the audit looks at few of many', async () => {
  const { db, rowsLookedAt } = noted()

  const found = await findEntries(db, 'default', { filter: {}, limit: page })

  expect(found.length).toBe(page)
  expect(await rowsLookedAt()).toBeLessThanOrEqual(mostRows)
})

/** `<when>` of the n-th, with the time of its id in front (RFC 9562, version 7). */
const seldomOr = (often: string): string => `case when n <= 3 then 'seldom' else '${often}' end`
const filling = [
  `insert into request (tenant, id, item_id, item_name, item_version, category, owner_team, definition_hash, requester_id,
      requester, environment, correlation_id, state, priority, queue, seq, fields, plan, run, progress, created_at, updated_at,
      ended_at, action_set_hash)
    select 'default', (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
      ${seldomOr('often')}, 'Item ' || ${seldomOr('often')}, '1.0.0', 'tests', ${seldomOr('often')}, 'none',
      ${seldomOr('often')}, '{}', ${seldomOr('often')}, 'c', case when n <= 3 then 'failed' else 'completed' end, 'normal',
      'default', 1, '{}', '{}', '{}', '{}', at, at, at, 'none'
    from (select n, to_timestamp((${oldest} + n * ${minuteMs}::bigint) / 1000.0) as at,
      lpad(to_hex(${oldest} + n * ${minuteMs}::bigint), 12, '0') as h from generate_series(1, ${many}) n) made`,
  `insert into audit_entry (tenant, seq, at, action, object_type, object_id, outcome, detail, proof, prev, hash)
    select 'default', n, to_timestamp((${oldest} + n * ${minuteMs}::bigint) / 1000.0), 'request.submitted', 'request', 'x',
      'succeeded', '{}', '{}', '', '' from generate_series(1, ${many}) n`,
  'vacuum (analyze) request',
  'analyze audit_entry',
]

type Plan = Readonly<Record<string, unknown>> & { Plans?: readonly Plan[] }

/** A database bound to the tenant, as calls have it, that notes what is asked of it. */
function noted() {
  const asked: { text: string; values: readonly unknown[] }[] = []
  const { pool } = tenants
  const bound = async (): Promise<pg.PoolClient> => {
    const client = await pool.connect()
    await client.query(`select set_config('app.tenant_id', 'default', false)`)
    return client
  }
  const db = dbOver({
    connect: async () => {
      const client = await bound()
      return new Proxy(client, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name)
          if (typeof value !== 'function') return value
          return (...given: unknown[]): unknown => {
            const [text, values] = given
            if (name === 'query' && typeof text === 'string' && Array.isArray(values))
              asked.push({ text, values })
            return Reflect.apply(value, target, given)
          }
        },
      })
    },
    query: async ({ text, values = [] }) => {
      asked.push({ text, values })
      const client = await bound()
      return client.query({ text, values }).finally(() => client.release())
    },
  })
  return { db, asked, rowsLookedAt: () => explained(bound, asked) }
}

/** Rows that were read from tables for all of it, those included that were of no use. */
async function explained(
  bound: () => Promise<pg.PoolClient>,
  asked: readonly { text: string; values: readonly unknown[] }[],
): Promise<number> {
  const client = await bound()
  let rows = 0
  for (const { text, values } of asked) {
    const told = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `explain (analyze, timing off, format json) ${text}`,
      [...values],
    )
    rows += rowsOf(told.rows[0]?.['QUERY PLAN'][0]?.Plan ?? {})
  }
  client.release()
  return rows
}

function rowsOf(plan: Plan): number {
  const names = ['Actual Rows', 'Rows Removed by Filter', 'Rows Removed by Index Recheck']
  const each = names.reduce((sum, name) => sum + Number(plan[name] ?? 0), 0)
  const own = 'Relation Name' in plan ? each * Number(plan['Actual Loops']) : 0
  return (plan.Plans ?? []).reduce((sum, part) => sum + rowsOf(part), own)
}
