import type { Cipher } from '../src/store/cipher.ts'
import { alone, type Exchange, openExchange } from '../src/store/redis/exchange.ts'

function ignore(): void {
  // What is counted is looked at elsewhere.
}

/** What replicas share in a run with a Redis (PAO_TEST_REDIS), or nothing. */
export function testExchange(cipher: Cipher, now: () => number): Exchange {
  const url = process.env['PAO_TEST_REDIS_URL']
  if (url === undefined) return alone
  return openExchange({
    place: { url, password: undefined, authorities: undefined },
    answerMs: 50,
    cipher,
    release: 'test',
    now,
    log: { info: ignore, warn: ignore },
    facts: { redisTurned: ignore, redisAsked: ignore, redisRefused: ignore, cacheRead: ignore },
  })
}
