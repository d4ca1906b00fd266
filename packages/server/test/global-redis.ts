import { randomBytes } from 'node:crypto'
import { isRedisHere, openTestRedis, type TestRedis } from './redis-server.ts'

/** Milliseconds between two troubles: often enough that every test file meets all of them. */
const troubleEveryMs = 700

/**
 * PAO_TEST_REDIS=steady gives every server of the run one Redis, PAO_TEST_REDIS=trouble one that is written to by somebody
 * else, emptied, frozen and killed all the time. Without it no server has any.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const wish = process.env['PAO_TEST_REDIS'] ?? ''
  if (wish === '') return undefined
  if (wish !== 'steady' && wish !== 'trouble')
    throw new Error(`PAO_TEST_REDIS is "${wish}"; it takes steady or trouble`)
  if (!isRedisHere)
    throw new Error('PAO_TEST_REDIS is set, but there is no redis-server on this machine')
  const redis = await openTestRedis()
  process.env['PAO_TEST_REDIS_URL'] = redis.url
  const calm = wish === 'trouble' ? troubleFor(redis) : async () => undefined
  return async () => {
    await calm()
    await redis.stop()
  }
}

/** One trouble after another until it is called off. */
function troubleFor(redis: TestRedis): () => Promise<void> {
  const troubles = [poison, poison, () => redis.flush(), poison, freeze, kill]
  let turn = 0
  let current = Promise.resolve()
  const timer = setInterval(() => {
    const trouble = troubles[turn % troubles.length] ?? poison
    turn += 1
    current = current.then(() => trouble(redis)).catch(() => undefined)
  }, troubleEveryMs)
  return async () => {
    clearInterval(timer)
    await current
  }
}

/** Garbage, foreign values and wrong types in every key there is, and on every channel. */
async function poison(redis: TestRedis): Promise<void> {
  const names = (await redis.say('KEYS', '*')) as string[]
  for (const [n, name] of names.entries()) {
    await redis.say('DEL', name)
    if (n % 3 === 0) await redis.say('RPUSH', name, 'a list')
    else if (n % 3 === 1) await redis.say('SET', name, '{"documents":[],"forged":true}')
    else await redis.say('SET', name, randomBytes(200).toString('base64'))
  }
  const channels = (await redis.say('PUBSUB', 'CHANNELS', '*')) as string[]
  for (const channel of channels) await redis.say('PUBLISH', channel, 'pao_job forged')
}

async function freeze(redis: TestRedis): Promise<void> {
  redis.freeze()
  await new Promise((resolve) => setTimeout(resolve, troubleEveryMs))
  redis.thaw()
}

async function kill(redis: TestRedis): Promise<void> {
  await redis.kill()
  await redis.start()
}
