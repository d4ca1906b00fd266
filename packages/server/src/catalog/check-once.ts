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
    cache.put('check', key, { text: () => JSON.stringify(checked), seconds })
    return checked
  }
}

/**
 * What the outcome of a check follows from, as one hash; `also` as JSON shows it. A check also looks at the date: what is due
 * today is another outcome tomorrow.
 */
export function checkKeyOf(also: unknown, now: Instant, files: readonly SourceFile[]): string {
  const rest = JSON.stringify([also, Math.floor(now / dayMs), printOf(files)])
  return createHash('sha256').update(rest).digest('base64url')
}

const prints = new WeakMap<readonly SourceFile[], string>()

/** Files of one reading are asked for several times on their way, and a large catalog takes half a second. */
function printOf(files: readonly SourceFile[]): string {
  const known = prints.get(files)
  if (known !== undefined) return known
  const hash = createHash('sha256')
  // The lengths keep apart what would read the same.
  for (const { path, text } of files) hash.update(`${path.length} ${text.length} ${path}${text}`)
  const print = hash.digest('base64url')
  prints.set(files, print)
  return print
}
