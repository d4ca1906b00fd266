import type { Condition } from '../catalog/item.ts'

export type Backoff = {
  /** Tries of `execute`, the first included. */
  attempts: number
  delayMs: number
  maxDelayMs: number
  growth: 'linear' | 'exponential' | 'fibonacci'
  /** Failure classes that are tried again; empty = whatever the connector calls retryable. */
  on: readonly string[]
}

/**
 * Which part of the item an action comes from. `notice` actions tell people; they never change how
 * the request ends. `post` actions run after the work is done and do not fail it.
 */
export type Lane = 'automatic' | 'manual' | 'post' | 'notice'

/** What an action orders, found and fixed when the request was taken in. */
export type PinnedOrder = {
  item: string
  name: string
  version: string
  /** Content hash of the very document: the catalog may change meanwhile. */
  hash: string
  /** A completed request that stands for it: nothing is ordered, its outputs are read. */
  existing?: string
}

export type PlannedAction = {
  id: string
  name: string
  type: string
  lane: Lane
  /** `fallback` and `rollback` actions never start by themselves. */
  role: 'main' | 'fallback' | 'rollback'
  /** Raw config of the document: templates not yet rendered. */
  config: Readonly<Record<string, unknown>>
  /** Ids of the actions that must have ended before this one may start. */
  after: readonly string[]
  /** True: one of `needs` (or of `after`, where unset) that did not succeed makes this one skipped. */
  requireSuccess: boolean
  /** The part of `after` that was asked for by name (`dependencies.wait_for`). */
  needs?: readonly string[]
  /** All must hold, else the action is skipped. */
  conditions: readonly Condition[]
  retry: Backoff
  /** The whole action with its tries and waits; undefined = only the request's own limit. */
  timeoutMs?: number
  onFailure: 'fail' | 'continue' | 'fallback'
  fallback?: string
  /** What undoes it: an id of the plan or an inline action's id. Carried for the rollback issue. */
  rollback?: { action: string; automatic: boolean; preserveState: boolean }
  /** Output name -> path into what the connector returned. */
  output: Readonly<Record<string, string>>
  sensitive: readonly string[]
  /** No connector of this type is installed: it will fail with `connector.unavailable`. */
  unavailable?: true
  /** Of an action that orders another item: what that is, fixed at submission. */
  order?: PinnedOrder
  /** Its outputs are read as `components.<component>.outputs.…` too. */
  component?: string
  /** Only for lane `notice`. */
  on?: 'start' | 'success' | 'failure'
}

export type Plan = {
  mode: 'manual' | 'automatic' | 'hybrid'
  priority: 'low' | 'normal' | 'high' | 'critical'
  queue: string
  timeoutMs?: number
  /** How many actions of this request may be ready or running at once; notices are not counted. */
  concurrency: number
  actions: readonly PlannedAction[]
  /** What conditions may read besides outputs: answers without secrets, environment. */
  facts: { fields: Readonly<Record<string, unknown>>; environment?: string }
}
