import { createHmac } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Instant } from '@pao/core'
import type { Cipher } from '../cipher.ts'
import type { Link } from './link.ts'

/** What is kept there: outcomes of catalog checks, choices of form fields. */
export type CacheKind = 'check' | 'options'

/**
 * What replicas leave for each other so that not each has to make it anew. It may be empty at any moment: whoever
 * asks can always make the thing itself, and nobody decides by it who may do what.
 */
export type SharedCache = {
  /** What was put there and is not too old; undefined = nothing that can be believed. Never throws. */
  get(kind: CacheKind, key: string): Promise<string | undefined>
  /** Never waits, never throws; beyond 64 MiB nothing is kept. */
  put(kind: CacheKind, key: string, entry: Entry): void
}

/** `text` is only made where it is kept: the outcome of a large check is megabytes. */
type Entry = { text: () => string; seconds: number }

export type CacheFact = { kind: CacheKind; outcome: 'hit' | 'miss' | 'refused' }

export type CacheDeps = {
  link: Pick<Link, 'ask'>
  cipher: Cipher
  /** Before every key; tells installations on one Redis apart. */
  prefix: string
  /** Entries of another release are not read. */
  release: string
  now(): Instant
  read(fact: CacheFact): void
}

const zip = promisify(gzip)
const unzip = promisify(gunzip)
/** Bytes of one entry as text. */
const largest = 64 * 1024 * 1024
/** Characters of one entry as it stands in Redis; no more is ever fetched, whatever somebody else put there. */
const longest: Readonly<Record<CacheKind, number>> = { check: 96 * 1024 * 1024, options: 2_000_000 }
/** Milliseconds one may wait for an entry; a check's outcome is megabytes, and nobody waits at a screen for it. */
const waitMs: Readonly<Record<CacheKind, number | undefined>> = { check: 5_000, options: undefined }

/**
 * Entries sealed with the installation's key and bound to their place, release and end of life, so that whoever
 * can write to Redis can make us forget, never make us believe (D10).
 */
export function createSealedCache(deps: CacheDeps): SharedCache {
  const { link, cipher, prefix, release, now, read } = deps
  const secret = cipher.derive('shared-cache-names')
  const placeOf = (kind: CacheKind, key: string): string =>
    `${prefix}${kind}:${createHmac('sha256', secret).update(`${release} ${kind} ${key}`).digest('base64url')}`
  const opened = async (place: string, kept: string): Promise<string | undefined> => {
    try {
      const [until, zipped]: unknown[] = JSON.parse(
        cipher.open(Buffer.from(kept, 'base64'), place),
      ) as unknown[]
      if (typeof until !== 'number' || typeof zipped !== 'string' || until <= now())
        return undefined
      const bytes = await unzip(Buffer.from(zipped, 'base64'), { maxOutputLength: largest })
      return bytes.toString('utf8')
    } catch {
      return undefined
    }
  }
  const keep = async (
    kind: CacheKind,
    place: string,
    { text, seconds }: { text: string; seconds: number },
  ): Promise<void> => {
    const zipped = await zip(text, { level: 1 })
    const until = now() + seconds * 1000
    const sealed = cipher
      .seal(JSON.stringify([until, zipped.toString('base64')]), place)
      .toString('base64')
    if (sealed.length <= longest[kind])
      await link.ask((client) => client.set(place, sealed, { PX: Math.ceil(seconds * 1000) }))
  }
  return {
    async get(kind, key) {
      const place = placeOf(kind, key)
      const kept = await link.ask(
        (client) => client.getRange(place, 0, longest[kind] - 1),
        waitMs[kind],
      )
      const text = kept ? await opened(place, kept) : undefined
      read({ kind, outcome: text !== undefined ? 'hit' : kept ? 'refused' : 'miss' })
      return text
    },
    put(kind, key, { text: made, seconds }) {
      if (seconds <= 0) return
      const text = made()
      if (Buffer.byteLength(text) <= largest) void keep(kind, placeOf(kind, key), { text, seconds })
    },
  }
}
