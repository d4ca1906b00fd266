import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../packages/server/test/database.ts'
import { allEnded, type Gate, openGate, order, refusals } from './rig/races.ts'
import { compare } from './rig/records.ts'
import { isGone, orderFrom, type Replica, send, startReplica } from './rig/replica.ts'
import { asking } from './rig/stored.ts'
import { openWorld, type World } from './rig/world.ts'
import { pause, until } from './server-process.ts'

let gate: Gate
let world: World
let database: TestDatabase
const replicas: Replica[] = []

beforeEach(async () => {
  gate = openGate()
  world = await openWorld(gate.around)
  database = await openTestDatabase()
})
afterEach(async () => {
  gate.open()
  for (const replica of replicas.splice(0)) await replica.kill()
  await database.close()
  await world.close()
})

type More = { roles?: 'api' | 'worker'; env?: Record<string, string> }

async function start(name: string, more: More = {}): Promise<Replica> {
  const replica = await startReplica({ world, name, databaseUrl: database.url, ...more })
  replicas.push(replica)
  return replica
}

type Row = { state: string; outcomes: (string | null)[] | null; code: string | null }

async function look(id: string): Promise<Row | undefined> {
  const { rows } = await asking(database.url, (db) =>
    db.query<Row>(
      `select state, run -> 'failure' ->> 'code' as code,
        (select array_agg(outcome order by fence) from attempt where request_id = r.id) as outcomes
       from request r where id = $1`,
      [id],
    ),
  )
  return rows[0]
}

const isNew = ([, { duplicate }]: readonly [number, { duplicate: boolean }]) => !duplicate

describe('replicas as processes', () => {
  it(
    'says that it takes no more calls, hands over what it holds and ends with 0',
    { timeout: 240_000 },
    async () => {
      const owner = await start('owner')
      gate.hold('owner')
      const ids = await order(owner, 'held', 10)
      await until(
        async () => gate.held().length,
        (count) => count === ids.length,
        60_000,
      )
      await start('heir')

      const from = performance.now()
      owner.child.kill('SIGTERM')
      const ready = await until(
        async () => (await owner.call('GET', '/health/ready')).status,
        (status) => status === 503,
      )
      const code = await owner.gone
      const took = performance.now() - from
      await allEnded(database.url, ids)

      expect(ready).toBe(503)
      expect(code).toBe(0)
      expect(took).toBeLessThan(25_000)
      const rows = await Promise.all(ids.map(look))
      expect(rows.map((row) => row?.outcomes)).toEqual(ids.map(() => ['released', 'succeeded']))
      expect((await compare(database.url, world, [])).violations).toEqual([])
    },
  )

  it(
    'makes no second ticket with a worker that slept through its lease before it made one',
    { timeout: 240_000 },
    async () => {
      const { jira } = world.fakes
      const owner = await start('owner')
      // It has just read that there is no ticket yet, and would make one next.
      const point = { label: 'POST /rest/api/3/search/jql', nth: 1, side: 'after' } as const
      await send(owner, { freeze: point })
      const id = (await orderFrom(owner, 'ticket', 'slept')) ?? ''
      await until(
        async () => (await look(id))?.outcomes?.length,
        (claims) => claims === 1,
      )
      await start('heir')
      await allEnded(database.url, [id])

      owner.child.kill('SIGCONT')
      const { lost } = await until(
        () => refusals(owner),
        (counted) => counted.lost + counted.stale > 0,
      )

      expect(lost).toBe(1)
      // What it still sent would have been made before it stopped in good order.
      expect(await owner.stop()).toBe(0)
      expect(jira.issues()).toHaveLength(1)
      expect((await compare(database.url, world, [])).violations).toEqual([])
    },
  )

  it(
    'takes a delivery in once, whichever process it reaches and however often it is played again',
    { timeout: 240_000 },
    async () => {
      const secret = 'secret-of-the-deliveries'
      const env = { PAO_GITHUB_WEBHOOK_SECRET_REF: 'HOOK', PAO_SECRET_HOOK: secret }
      const both = await Promise.all(
        ['left', 'right'].map((name) => start(name, { roles: 'api', env })),
      )
      const body = JSON.stringify({ action: 'completed' })
      const mac = createHmac('sha256', secret).update(body).digest('hex')
      const deliver = async ({ url }: Replica, id: string) => {
        const answer = await fetch(`${url}/api/v1/webhooks/github`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-hub-signature-256': `sha256=${mac}`,
            'x-github-event': 'ping',
            'x-github-delivery': id,
          },
          body,
        })
        return [answer.status, await answer.json()] as const
      }
      const everywhere = (id: string) => Promise.all(both.map((one) => deliver(one, id)))

      const atOnce = (await Promise.all(Array.from({ length: 20 }, () => everywhere('d-1')))).flat()
      const later = await everywhere('d-1')
      const others = await Promise.all(['d-2', 'd-3'].map(everywhere))

      expect(new Set([...atOnce, ...later].map(([status]) => status))).toEqual(new Set([202]))
      expect(atOnce.filter(isNew)).toHaveLength(1)
      expect(later.filter(isNew)).toEqual([])
      expect(others.map((answers) => answers.filter(isNew).length)).toEqual([1, 1])
      const { rows } = await asking(database.url, (db) =>
        db.query<{ count: number }>(
          `select count(*)::integer as count from inbound_delivery where source = 'github'`,
        ),
      )
      expect(rows).toEqual([{ count: 3 }])
    },
  )

  it(
    'sets aside the action that kills whoever calls for it, and goes on with all others',
    { timeout: 300_000 },
    async () => {
      const desk = await start('desk', { roles: 'api' })
      const deadly = await orderFrom(desk, 'deadly', 'deadly')
      const poisonable = { roles: 'worker', env: { PAO_TEST_POISON: '/v1/poison' } } as const
      let worker: Replica | undefined = await start('first', poisonable).catch(() => undefined)
      let deaths = 0
      const harmless: string[] = []

      // One more death than it may cost would leave the loop by its count and fail below.
      while (deaths <= 3 && (await look(deadly ?? ''))?.state !== 'failed') {
        const id = await orderFrom(desk, 'single', `harmless-${harmless.length}`)
        harmless.push(id ?? '')
        if (worker === undefined || isGone(worker)) {
          deaths += 1
          // It may meet the poison, and die, before it is seen to work.
          worker = await start(`next-${deaths}`, poisonable).catch(() => undefined)
        } else await Promise.race([worker.gone, pause(1_000)])
      }
      await allEnded(database.url, harmless)

      const row = await look(deadly ?? '')
      expect(deaths).toBe(3)
      expect(row).toEqual({
        state: 'failed',
        code: 'action.quarantined',
        outcomes: ['lost', 'lost', 'lost'],
      })
      expect(harmless.length).toBeGreaterThanOrEqual(3)
      const states = await Promise.all(harmless.map(async (id) => (await look(id))?.state))
      expect(states).toEqual(harmless.map(() => 'completed'))
    },
  )
})
