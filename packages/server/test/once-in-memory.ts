import { Problem } from '@pao/core'
import type { Answer, ApiDeps, Keyed } from '../src/api/deps.ts'

/** A store for keyed answers in memory. */
export function onceInMemory(): ApiDeps['once'] {
  const kept = new Map<string, { answer: Answer; fingerprint: string }>()
  return async ({ fingerprint, ...scope }: Keyed, work) => {
    const first = kept.get(JSON.stringify(scope))
    if (first && first.fingerprint !== fingerprint) throw new Problem('idempotency.mismatch')
    if (first) return { answer: first.answer, replayed: true }
    const answer = await work()
    kept.set(JSON.stringify(scope), { answer, fingerprint })
    return { answer, replayed: false }
  }
}
