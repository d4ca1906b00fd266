import type { Instant } from '@pao/core'
import type { Cipher } from '../cipher.ts'
import { type Asked, openLink, type RedisPlace } from './link.ts'
import { createRelay, type Refused, type Relay } from './relay.ts'
import { type CacheFact, createSealedCache, type SharedCache } from './sealed-cache.ts'
import { openTaken, type TakenElsewhere } from './taken.ts'

/**
 * What replicas share beside the database, by Redis where there is one. It saves work and time and is never believed
 * for truth: no right, lock, queue or key of idempotency stands in it.
 */
export type Exchange = {
  cache: SharedCache
  relay: Relay
  /** Undefined = each replica counts for itself. */
  taken?: TakenElsewhere
  /** Undefined = there is no Redis to be up or away. */
  state(): { up: boolean; why?: string } | undefined
  stop(): Promise<void>
}

export type ExchangeFacts = {
  redisTurned(up: boolean): void
  redisAsked(outcome: Asked): void
  redisRefused(reason: Refused): void
  cacheRead(fact: CacheFact): void
}

export type ExchangeDeps = {
  place: RedisPlace
  /** Longest wait for one answer, in milliseconds. */
  answerMs: number
  /** As for the link. */
  lookEveryMs?: number
  cipher: Cipher
  release: string
  now(): Instant
  log: { info(text: string): void; warn(facts: object, text: string): void }
  facts: ExchangeFacts
}

/** A process that has no Redis: nothing is kept for others, nobody is told. */
export const alone: Exchange = {
  cache: { get: async () => undefined, put: ignore },
  relay: { tell: ignore, hear: () => ignore },
  state: () => undefined,
  stop: async () => undefined,
}

function ignore(): void {
  // There is nobody else.
}

/** Opens the way to Redis; returns at once whether or not it is there, and keeps trying. */
export function openExchange(deps: ExchangeDeps): Exchange {
  const { cipher, now, facts, log, release } = deps
  const prefix = `pao:${cipher.derive('redis').slice(0, 12)}:`
  const channel = `${prefix}relay`
  facts.redisTurned(false)
  const link = openLink({
    place: deps.place,
    channel,
    hear: (message) => relay.take(message),
    answerMs: deps.answerMs,
    ...(deps.lookEveryMs !== undefined && { lookEveryMs: deps.lookEveryMs }),
    asked: facts.redisAsked,
    turned(up, why) {
      facts.redisTurned(up)
      if (up) log.info('Redis is there')
      else log.warn({ why }, 'Redis is away; this replica goes on without it')
    },
  })
  const relay = createRelay({ link, cipher, channel, now, refused: facts.redisRefused })
  const cache = createSealedCache({ link, cipher, prefix, release, now, read: facts.cacheRead })
  const taken = openTaken(relay)
  return {
    cache,
    relay,
    taken,
    state: link.state,
    async stop() {
      taken.stop()
      await link.stop()
    },
  }
}
