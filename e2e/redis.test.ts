import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../packages/server/test/database.ts'
import { isRedisHere, openTestRedis, type TestRedis } from '../packages/server/test/redis-server.ts'
import { allEnded } from './rig/races.ts'
import { compare } from './rig/records.ts'
import { orderFrom, type Replica, startReplica } from './rig/replica.ts'
import { openWorld, type World } from './rig/world.ts'
import { until } from './server-process.ts'

let redis: TestRedis
let world: World
let database: TestDatabase
const replicas: Replica[] = []

beforeEach(async () => {
  world = await openWorld()
  database = await openTestDatabase()
  redis = await openTestRedis()
})
afterEach(async () => {
  redis.thaw()
  for (const replica of replicas.splice(0)) await replica.kill()
  await redis.stop()
  await database.close()
  await world.close()
})

/** What one replica says of Redis. */
async function saysOf({ call }: Replica): Promise<string> {
  const { body } = await call('GET', '/health')
  const part = (body.parts as { name: string; status: string }[]).find(
    ({ name }) => name === 'redis',
  )
  return part?.status ?? 'unknown'
}

const asked = ['/health/ready', '/api/v1/catalog', '/api/v1/requests', '/metrics']

/** Asks every replica for what people ask, and has something ordered and done. */
async function lives(name: string): Promise<{ name: string; statuses: number[]; slowMs: number }> {
  const statuses: number[] = []
  let slowMs = 0
  for (const { call } of replicas)
    for (const path of asked) {
      const from = performance.now()
      statuses.push((await call('GET', path)).status)
      slowMs = Math.max(slowMs, performance.now() - from)
    }
  const ids = await Promise.all(replicas.map((one, n) => orderFrom(one, 'chain', `${name}-${n}`)))
  await allEnded(
    database.url,
    ids.map((id) => id ?? ''),
  )
  return { name, statuses: [...new Set(statuses)], slowMs }
}

describe.runIf(isRedisHere)('replicas that share a Redis', () => {
  it(
    'answer and fulfil as ever while it is away, flushed, poisoned, frozen and killed',
    { timeout: 240_000 },
    async () => {
      const env = { PAO_REDIS_URL: redis.url }
      const all = async (status: string): Promise<unknown> =>
        Promise.all(
          replicas.map((one) =>
            until(
              () => saysOf(one),
              (said) => said === status,
            ),
          ),
        )
      await redis.kill()
      const start = async (name: string): Promise<void> =>
        void replicas.push(await startReplica({ world, name, databaseUrl: database.url, env }))
      await start('left')
      const lived = [await lives('absent')]

      await redis.start()
      await start('right')
      await all('ok')
      const kept = await redis.say('KEYS', '*')
      await poison()
      lived.push(await lives('poisoned'))
      await redis.flush()
      lived.push(await lives('flushed'))
      redis.freeze()
      lived.push(await lives('frozen'))
      await all('degraded')
      redis.thaw()
      await all('ok')
      await redis.kill()
      lived.push(await lives('killed'))

      expect(kept).toEqual([expect.stringContaining(':check:')])
      for (const { name, statuses, slowMs } of lived) {
        expect(statuses, name).toEqual([200])
        expect(slowMs, name).toBeLessThan(5_000)
      }
      const figures = String((await replicas[0]?.call('GET', '/metrics'))?.body)
      expect(figures).toMatch(/^pao_redis_messages_refused_total\{reason="forged"\} [1-9]/m)
      expect((await compare(database.url, world, [])).violations).toEqual([])
    },
  )
})

/** Whoever got into Redis writes over all there is, in the wrong type too, and speaks up on the channel. */
async function poison(): Promise<void> {
  for (const name of (await redis.say('KEYS', '*')) as string[]) {
    await redis.say('DEL', name)
    await redis.say('RPUSH', name, 'wrong')
  }
  const [channel = ''] = (await redis.say('PUBSUB', 'CHANNELS', '*')) as string[]
  for (const message of ['garbage', Buffer.from('{"admin":true}').toString('base64')])
    await redis.say('PUBLISH', channel, message)
}
