import { resolve } from 'node:path'
import { good, type Setting, text, url, whole } from './setting-kinds.ts'

/** Settings of the Redis that replicas may share; part of the table in config.ts. */
export const redisSettings = {
  PAO_REDIS_URL: {
    sentence:
      'Optional Redis 6 or newer that replicas share work by, `rediss://user@host:6379/0`; everything works without it, see redis.md.',
    fallback: undefined,
    secret: true,
    parse: url('redis:', 'rediss:'),
  },
  PAO_REDIS_PASSWORD: {
    sentence: 'Password for Redis; wins over one in the address.',
    fallback: undefined,
    secret: true,
    parse: text,
  },
  PAO_REDIS_CA_FILE: {
    sentence: 'PEM file of the authorities that the certificate of Redis may come from.',
    fallback: undefined,
    shown: 'those of the system',
    parse: (value: string) => good(resolve(value)),
  },
  PAO_REDIS_TIMEOUT_MS: {
    sentence: 'Longest wait for one answer of Redis before PAO goes on without it.',
    fallback: '200',
    parse: whole(10, 10_000),
  },
  PAO_REDIS_CATALOG_SECONDS: {
    sentence:
      'How long the outcome of a catalog check is kept in Redis for other replicas; 0 keeps none.',
    fallback: '3600',
    parse: whole(0, 604_800),
  },
} as const satisfies Record<string, Setting<unknown>>
