import type { Instant } from '@pao/core'

/** Answers that are worked out at most once in a while, so that a page with many readers costs one reading. */
export type Memory<T> = (name: string, work: () => Promise<T>) => Promise<T>

/** Remembers at most `room` answers for `ms` each; a failure is not remembered. */
export function openMemory<T>(
  now: () => Instant,
  { ms, room }: { ms: number; room: number },
): Memory<T> {
  const kept = new Map<string, { until: Instant; answer: Promise<T> }>()
  return (name, work) => {
    const known = kept.get(name)
    if (known && known.until > now()) return known.answer
    kept.delete(name)
    for (const oldest of kept.keys()) {
      if (kept.size < room) break
      kept.delete(oldest)
    }
    const answer = work()
    kept.set(name, { until: now() + ms, answer })
    answer.catch(() => kept.delete(name))
    return answer
  }
}
