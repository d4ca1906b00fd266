import { createHash } from 'node:crypto'
import type { Instant } from '@pao/core'
import type { SourceFile } from '@pao/core/catalog'
import type { SharedCache } from '#store/redis/sealed-cache.ts'
import type { Checked, Checker } from './checker.ts'

export type CheckOnceDeps = {
  checker: Checker
  cache: SharedCache
  now(): Instant
  /** All else a check depends on, as JSON shows it: names templates may read, connections for some teams. */
  surroundings(): unknown
  /** How long an outcome is kept for other replicas, in seconds. */
  seconds: number
}

const dayMs = 86_400_000

/**
 * The same check, done once for all replicas where they share a cache. An outcome is kept under the hash of everything
 * it follows from, so a changed file or setting is another entry, and an old one can do no harm.
 */
export function checkOnce({ checker, cache, now, surroundings, seconds }: CheckOnceDeps): Checker {
  return async (files, signal) => {
    const key = checkKeyOf(surroundings(), now(), files)
    const known = await cache.get('check', key)
    if (known !== undefined) return JSON.parse(known) as Checked
    const checked = await checker(files, signal)
    cache.put('check', key, { text: JSON.stringify(checked), seconds })
    return checked
  }
}

/** A check also looks at the date: what is due today is another outcome tomorrow. */
/** What the outcome of a check follows from, as one hash; `also` as JSON shows it. */
export function checkKeyOf(also: unknown, now: Instant, files: readonly SourceFile[]): string {
  return hashOf([also, Math.floor(now / dayMs)], files)
}

function hashOf(also: unknown, files: readonly SourceFile[]): string {
  const hash = createHash('sha256').update(JSON.stringify(also))
  for (const { path, text } of files) hash.update(JSON.stringify([path, text]))
  return hash.digest('base64url')
}
