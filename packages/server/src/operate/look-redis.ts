import { redisPlaceOf } from '#compose-ground.ts'
import type { Config } from '#config.ts'
import { examineRedis } from '#store/redis/examine.ts'
import { bad, fine, type Finding, warn, wordsOf } from './finding.ts'

/** Milliseconds there and back beyond which it saves little. */
const farMs = 20

/** The Redis that replicas share work by, where one is set. */
export async function lookAtRedis(config: Config): Promise<readonly Finding[]> {
  try {
    const place = redisPlaceOf(config)
    if (!place) return []
    const { version, roundTripMs, maxMemory, policy } = await examineRedis(place)
    const says = `Redis ${version}, ${roundTripMs.toFixed(1)} ms away, ${place.url.startsWith('rediss:') ? 'TLS' : 'no TLS'}`
    if (Number(version.split('.', 1)[0]) < 6)
      return [bad('redis', says, 'Use Redis 6 or newer; older ones do not speak RESP3')]
    if (roundTripMs > farMs)
      return [warn('redis', says, 'Bring it nearer, or do without: PAO works without Redis')]
    if (maxMemory > 0 && policy === 'noeviction')
      return [
        warn(
          'redis',
          `${says}, keeps nothing more once it is full`,
          'Set maxmemory-policy allkeys-lru: all that PAO leaves there may be thrown away',
        ),
      ]
    return [fine('redis', says)]
  } catch (error) {
    return [
      bad(
        'redis',
        wordsOf(error),
        'Check PAO_REDIS_URL, PAO_REDIS_PASSWORD, PAO_REDIS_CA_FILE and the network; PAO works without it meanwhile',
      ),
    ]
  }
}
