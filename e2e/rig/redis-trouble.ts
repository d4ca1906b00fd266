import {
  isRedisHere,
  openTestRedis,
  type TestRedis,
} from '../../packages/server/test/redis-server.ts'
import { pause } from '../server-process.ts'

/** What became of Redis in a run; all 0 where there is no redis-server on the machine. */
export type RedisDeaths = { redisKills: number; redisFlushes: number; redisFreezes: number }

export type RedisTrouble = {
  deaths: RedisDeaths
  /** What a replica must be told to use it. */
  env: Readonly<Record<string, string>>
  /** Kills, flushes and freezes it in turn until the signal. */
  run(end: AbortSignal): Promise<void>
  stop(): Promise<void>
}

/** Milliseconds it is away for at most each time. */
const awayMs = 4_000

/** A Redis of this run that gets into trouble every so many seconds; nothing where there is no redis-server. */
export async function openRedisTrouble(everySeconds: number): Promise<RedisTrouble> {
  const deaths: RedisDeaths = { redisKills: 0, redisFlushes: 0, redisFreezes: 0 }
  if (!isRedisHere)
    return { deaths, env: {}, run: async () => undefined, stop: async () => undefined }
  const redis = await openTestRedis()
  const turns = [kill, flush, freeze]
  return {
    deaths,
    env: { PAO_REDIS_URL: redis.url },
    async run(end) {
      for (let turn = 0; !end.aborted; turn += 1) {
        await Promise.race([pause(everySeconds * 1_000), ended(end)])
        if (!end.aborted) await turns[turn % turns.length]?.(redis, deaths)
      }
    },
    async stop() {
      redis.thaw()
      await redis.stop()
    },
  }
}

async function kill(redis: TestRedis, deaths: RedisDeaths): Promise<void> {
  await redis.kill()
  deaths.redisKills += 1
  await pause(Math.random() * awayMs)
  await redis.start()
}

async function flush(redis: TestRedis, deaths: RedisDeaths): Promise<void> {
  await redis.flush()
  deaths.redisFlushes += 1
}

async function freeze(redis: TestRedis, deaths: RedisDeaths): Promise<void> {
  redis.freeze()
  deaths.redisFreezes += 1
  await pause(Math.random() * awayMs)
  redis.thaw()
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
