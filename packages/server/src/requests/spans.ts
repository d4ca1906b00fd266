import { attemptPlace, type Spans } from '#telemetry-spans.ts'
import type { Telemetry } from '#telemetry.ts'
import type { Instant } from '@pao/core'
import type { Place } from '#traces.ts'
import { actionOf, type Change, plannedOf } from './change.ts'
import type { Held, Parent, RequestKey } from './held.ts'

/** A request that ended, and the action that ordered it, if any. */
export type Ended = {
  key: RequestKey
  parent: Parent | undefined
  item: string
  outcome: string
  correlation: string
  since: Instant
  at: Instant
}

type Telling = { spans?: Spans; now(): number }

const idsOf = ({ key, fixed }: Pick<Held, 'key' | 'fixed'>) => ({
  request: key.id,
  correlation: fixed.correlationId,
})

/** Tells the span of one write of a run; to be called after its commit. */
export function tellWrite({ spans, now }: Telling, change: Change): void {
  spans?.decided({
    ...idsOf(change.held),
    seq: change.seq,
    events: change.events.map(({ type }) => type),
    state: change.run.state,
    from: change.at,
    to: now(),
  })
}

type Tried = { held: Held; action: string; fence: number; outcome: string; from: number }

/** Counts one try of an action and tells its span. */
export function tellAttempt(
  { telemetry, spans, now }: Telling & { telemetry: Pick<Telemetry, 'attemptEnded'> },
  { held, action, fence, outcome, from }: Tried,
): void {
  const to = now()
  const type = plannedOf(held.fixed.plan, action)?.type ?? ''
  const entry = actionOf(held.run, action)?.entry ?? 'execute'
  telemetry.attemptEnded({ type, outcome, seconds: (to - from) / 1000 })
  const ids = idsOf(held)
  spans?.attempted({ ...ids, action, type, entry, fence, seq: held.seq, outcome, from, to })
}

/** Counts a request that ended, logs it, and tells its span. */
export function tellEnd(
  { telemetry, spans }: { telemetry: Pick<Telemetry, 'requestEnded'>; spans?: Spans },
  { key, parent, item, outcome, correlation, since, at }: Ended,
): void {
  const ids = { request: key.id, correlation }
  telemetry.requestEnded({ item, outcome, seconds: (at - since) / 1000, ...ids })
  const above = parent ? { parent: parent.id } : {}
  spans?.ended({ ...ids, item, outcome, from: since, to: at, ...above })
}

/** The span of a try, which calls out of it belong to. */
export function withinAttempt(held: Held, action: string, fence: number): Place {
  return attemptPlace(idsOf(held), action, fence)
}
