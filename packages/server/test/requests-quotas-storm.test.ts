import { Problem } from '@pao/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cancel, rollBack } from '../src/requests/control.ts'
import type { Requests } from '../src/requests/deps.ts'
import { recount } from '../src/requests/quotas/recount.ts'
import { releaseQuotas } from '../src/requests/quotas/release.ts'
import { setQuota } from '../src/requests/quotas/rules.ts'
import { noteResources } from '../src/requests/resources/note.ts'
import { retry } from '../src/requests/retry.ts'
import { submit } from '../src/requests/submit.ts'
import { itemOf, openWorld, orderOf, person, type World } from './requests-world.ts'

const undone = { rollback: { enabled: true, action: 'unmake', automatic: false } }
const unmake = { id: 'unmake', type: 'noop', order: 2, config: {} }
const act = (type: string, more = {}) => ({ id: 'act', type, order: 1, config: {}, ...more })
const most = { 'item:box': 4, 'item:slow': 3, 'item:frail': 3, 'category:tests': 8 }
const member = person('stormy', ['developer'], ['storm'])
const waves = 14
const callsOfWave = 14

let world: World
let rooms: readonly Requests[]

beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('box', [act('noop', undone), unmake]),
      itemOf('slow', [act('wait')]),
      itemOf('frail', [act('frail')]),
      itemOf('errand', [act('noop')]),
    ],
    acts: {
      noop: () => ({ kind: 'succeeded', outputs: {} }),
      wait: () => ({ kind: 'waiting', waitingFor: 'remote', memo: {} }),
      frail: () =>
        Math.random() < 0.6
          ? { kind: 'failed', retryable: false, class: 'permanent', code: 'no', message: 'no' }
          : { kind: 'succeeded', outputs: { resource_id: 'f-1' } },
    },
  })
  rooms = [(await world.replica()).requests, (await world.replica()).requests]
  for (const [resource, limit] of Object.entries(most))
    await setQuota(
      world.requests,
      {
        tenant: 'default',
        key: { team: 'storm', environment: '*', resource },
        acting: { id: 'olga' },
      },
      { most: limit, enforce: 'hard', alerts: [], contacts: [] },
    )
})
afterAll(() => world.close())

type Counter = { resource: string; taken: number; used: number }

/** Counter and rows as one statement sees them, so that they must agree whatever goes on. */
async function counters(): Promise<readonly Counter[]> {
  const { rows } = await sql<Counter>`
    select c.resource, c.taken::float8 as taken, coalesce((select sum(u.amount) from quota_use u
      where u.tenant = c.tenant and u.team = c.team and u.resource = c.resource
        and u.environment = c.environment), 0)::float8 as used
    from quota_count c where c.team = 'storm' order by c.resource`.execute(world.requests.db)
  return rows
}

function expectKept(rows: readonly Counter[]): void {
  for (const { resource, taken, used } of rows) {
    expect(taken, resource).toBe(used)
    expect(taken, resource).toBeLessThanOrEqual(most[resource as keyof typeof most])
    expect(taken, resource).toBeGreaterThanOrEqual(0)
  }
}

/** Looks only like a caller's: what is refused is refused. */
async function tried(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

function pick<T>(of: readonly T[]): T {
  const found = of[Math.floor(Math.random() * of.length)]
  if (found === undefined) throw new Error('There is nothing to pick from')
  return found
}

const ids: string[] = []

async function call(): Promise<string> {
  const room = pick(rooms)
  const dice = Math.random()
  if (dice < 0.55 || ids.length === 0)
    return tried(
      submit(room, member, orderOf(pick(['box', 'slow', 'frail', 'errand']))).then(({ id }) =>
        ids.push(id),
      ),
    )
  const wish = { principal: member, id: pick(ids), body: {} }
  if (dice < 0.68) return tried(cancel(room, wish))
  if (dice < 0.8) return tried(rollBack(room, wish))
  if (dice < 0.92) return tried(retry(room, wish))
  return tried(dice < 0.97 ? settle(room) : recount(room, 'default'))
}

async function settle(room: Requests): Promise<void> {
  await noteResources(room, 0)
  await releaseQuotas(room, 0)
}

/** What a counter must hold when nothing goes on any more. */
async function standing(): Promise<Record<string, number>> {
  const { rows } = await sql<{ item: string; count: number }>`
    select r.item_id as item, count(*)::integer as count from request r
    where r.requester_teams[1] = 'storm' and (r.ended_at is null or r.state = 'rollback_failed'
      or r.state = 'completed' and exists (select from resource x where x.tenant = r.tenant
        and x.request_id = r.id and x.type is not null))
    group by 1`.execute(world.requests.db)
  const counts = new Map(rows.map(({ item, count }) => [`item:${item}`, count]))
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const wanted = Object.keys(most).map((name) => [name, counts.get(name) ?? 0])
  return { ...Object.fromEntries(wanted), 'category:tests': all }
}

const resting = async (): Promise<boolean> => {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from request
    where ended_at is null and item_id <> 'slow'`.execute(world.requests.db)
  return rows[0]?.count === 0
}

/** Counters that hold something else than what stands, after one more look. */
async function offStanding(): Promise<Record<string, { taken: number; stands: number }>> {
  await settle(world.requests)
  const [rows, stands] = [await counters(), await standing()]
  const off = rows.filter(({ resource, taken }) => taken !== stands[resource])
  return Object.fromEntries(
    off.map(({ resource, taken }) => [resource, { taken, stands: stands[resource] ?? 0 }]),
  )
}

it(
  'never counts past what is allowed, and in the end exactly what stands (A80)',
  { timeout: 90_000 },
  async () => {
    const told = new Set<string>()
    for (let wave = 0; wave < waves; wave += 1) {
      const calls = Array.from({ length: callsOfWave }, call)
      expectKept(await counters())
      for (const answer of await Promise.all(calls)) told.add(answer)
      expectKept(await counters())
    }
    await expect.poll(resting, { timeout: 15_000 }).toBe(true)

    // A retry that reserved and then did not come about has half a minute; two looks that met are made again.
    await expect.poll(offStanding, { timeout: 45_000, interval: 500 }).toEqual({})
    expectKept(await counters())
    expect([...told]).toEqual(expect.arrayContaining(['done', 'quota.exceeded']))
  },
)
