import type { Instant } from '@pao/core'
import type { Estimate } from '@pao/core/catalog'
import type { Leftover, Progress, racers, Run } from '@pao/core/engine'
import type { Requester, Version } from './held.ts'

/** One line of a list. */
export type RequestSummary = {
  id: string
  item: { id: string; name: string; version: string }
  category: string
  ownerTeam: string
  requester: Requester
  environment: string | null
  reason: string | null
  state: string
  priority: string
  seq: number
  correlationId: string
  createdAt: Instant
  updatedAt: Instant
  endedAt: Instant | null
  notBefore: Instant | null
  progress: Progress
  /** The action of the request that ordered this one. */
  parent: { id: string; action: string } | null
}

/** A request that an action of another one ordered. */
export type ChildSummary = RequestSummary & { parent: { id: string; action: string } }

/** A request as a whole; `mayControl` says whether the asker may cancel or retry it. */
export type RequestView = RequestSummary & {
  definitionHash: string
  /** Set once it runs as another version than it was ordered as. */
  ordered?: Version
  fields: Readonly<Record<string, unknown>>
  run: Run
  actions: readonly ActionView[]
  /** What its actions ordered, oldest first, as far as the asker may read it. */
  children: readonly ChildSummary[]
  /** What stands although the request did not complete or was rolled back, and why. */
  left: readonly Leftover[]
  /** Only where automation and people work side by side. */
  lanes?: NonNullable<ReturnType<typeof racers>>
  mayControl: boolean
  /** Whether the asker may let it begin although the calendar keeps it back. */
  mayDecideException: boolean
  /** As it was estimated when the order was taken in. */
  cost?: Estimate
}

export type ActionView = Run['actions'][string] & {
  id: string
  name: string
  type: string
  lane: string
  /** On a rollback: the action it undoes. */
  undoes?: string
  /** Secret outputs that the asker may have shown to them. */
  revealable?: readonly string[]
}

/** One call into a connector as kept. */
export type AttemptView = {
  action: string
  fence: number
  entry: string
  attempt: number
  generation: number
  worker: string
  startedAt: Instant
  endedAt: Instant | null
  outcome: string | null
  input: unknown
  outputs: unknown
  error: unknown
  httpStatus: number | null
  ref: unknown
  log: readonly unknown[]
}
