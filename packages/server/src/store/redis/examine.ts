import { createClient } from '@redis/client'
import type { RedisPlace } from './link.ts'

export type RedisFacts = {
  version: string
  roundTripMs: number
  /** Bytes it may use; 0 = as many as there are. */
  maxMemory: number
  /** What it does when these are used up. */
  policy: string
}

/** Milliseconds the whole look may take. */
const lookMs = 3_000

/** What the Redis is like. Throws when it cannot be reached, does not take us, or does not say it in time. */
export async function examineRedis({
  url,
  password,
  authorities,
}: RedisPlace): Promise<RedisFacts> {
  const client = createClient({
    url,
    ...(password !== undefined && { password }),
    disableClientInfo: true,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: lookMs,
      socketTimeout: lookMs,
      reconnectStrategy: false,
      ...(authorities !== undefined && { tls: true as const, ca: authorities }),
    },
  })
  const broken = new Promise<never>((_resolve, reject) => client.once('error', reject))
  broken.catch(() => undefined)
  const look = async (): Promise<RedisFacts> => {
    await client.connect()
    const before = performance.now()
    await client.ping()
    const roundTripMs = performance.now() - before
    const info = await client.info()
    const value = (name: string): string =>
      new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? ''
    return {
      version: value('redis_version'),
      roundTripMs,
      maxMemory: Number(value('maxmemory')),
      policy: value('maxmemory_policy'),
    }
  }
  try {
    return await Promise.race([look(), broken])
  } finally {
    if (client.isOpen) client.destroy()
  }
}
