import { Counter, Gauge, type Registry } from 'prom-client'

export type RedisFacts = {
  /** Redis came or went; told once at the start where one is set. */
  redisTurned(up: boolean): void
  redisAsked(outcome: string): void
  /** A message of another replica was not believed. */
  redisRefused(reason: string): void
  cacheRead(fact: { kind: string; outcome: string }): void
}

/** Figures of the Redis that replicas may share; all of them are empty where none is set. */
export function redisFacts(registry: Registry): RedisFacts {
  const registers = [registry]
  const up = new Gauge({
    name: 'pao_redis_up',
    help: 'Whether this process reaches Redis; not there where none is set',
    // With a label there is no value before the first is told.
    labelNames: ['name'],
    registers,
  })
  const asked = new Counter({
    name: 'pao_redis_calls_total',
    help: 'Questions to Redis: ok, failed, timeout, or skipped while it is away',
    labelNames: ['outcome'],
    registers,
  })
  const refused = new Counter({
    name: 'pao_redis_messages_refused_total',
    help: 'Messages over Redis that were not believed: forged, late or repeated',
    labelNames: ['reason'],
    registers,
  })
  const reads = new Counter({
    name: 'pao_shared_cache_reads_total',
    help: 'Looks into what replicas share: hit, miss, or refused because it was not ours, changed or too old',
    labelNames: ['kind', 'outcome'],
    registers,
  })
  return {
    redisTurned: (isUp) => up.set({ name: 'shared' }, isUp ? 1 : 0),
    redisAsked: (outcome) => asked.inc({ outcome }),
    redisRefused: (reason) => refused.inc({ reason }),
    cacheRead: (fact) => reads.inc(fact),
  }
}
