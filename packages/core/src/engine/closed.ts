import type { Instant } from '../instant.ts'
import type { Closed, Run } from './run.ts'

type Waiting = Omit<Run, 'actions'>

/** Somebody let it begin whatever the calendar says. */
export function exempt({ exception }: Pick<Run, 'exception'>): boolean {
  return exception?.state === 'granted'
}

/** Whether a second look at the calendar said what the first had said. */
export function closedAgain(known: Run['closed'], closed: Closed): boolean {
  return (
    known !== undefined &&
    known.kind === closed.kind &&
    known.name === closed.name &&
    known.part === closed.part &&
    known.reason === closed.reason &&
    known.until === closed.until &&
    known.unsure === closed.unsure &&
    known.revision === closed.revision
  )
}

/** Nothing is in the way any more: how long it was is added up. */
export function waited(run: Waiting, now: Instant): Waiting {
  const { closed, ...rest } = run
  if (!closed) return run
  return { ...rest, closedMs: (run.closedMs ?? 0) + Math.max(0, now - closed.since) }
}
