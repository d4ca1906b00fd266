import type { Demand } from '../catalog/demand.ts'
import type { Estimate } from '../catalog/estimate.ts'
import type { Condition } from '../catalog/item.ts'
import type { OrderWindows } from '../catalog/windows/order-windows.ts'

export type Backoff = {
  /** Tries of `execute`, the first included. */
  attempts: number
  delayMs: number
  maxDelayMs: number
  growth: 'linear' | 'exponential' | 'fibonacci'
  /** Failure classes that are tried again; empty = whatever the connector calls retryable. */
  on: readonly string[]
}

/** Left out = as the operator set it. */
export type BreakerWish = {
  /** False: calls go out whatever the breaker says, and are not counted. */
  enabled?: boolean
  /** Failures in a row that open it. */
  failures?: number
  /** Probes in a row that must succeed to close it. */
  successes?: number
  openMs?: number
}

/**
 * Which part of the item an action comes from. `gate` actions ask people before anything else begins.
 * `notice` actions tell people; they never change how the request ends. `post` actions run after the
 * work is done and do not fail it.
 */
export type Lane = 'gate' | 'automatic' | 'manual' | 'post' | 'notice'

/** What an action orders, found and fixed when the request was taken in. */
export type PinnedOrder = {
  item: string
  name: string
  version: string
  /** Content hash of the very document: the catalog may change meanwhile. */
  hash: string
  /** A completed request that stands for it: nothing is ordered, its outputs are read. */
  existing?: string
  /** Its data is restricted, and with it the answers it is ordered with. */
  restricted?: true
}

export type Repeat = 'safe' | 'search' | 'never'

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
  /** What the item wants otherwise than the operator of the circuit breakers it meets. */
  breaker?: BreakerWish
  /** The whole action with its tries and waits; undefined = only the request's own limit. */
  timeoutMs?: number
  onFailure: 'fail' | 'continue' | 'fallback'
  fallback?: string
  /**
   * How long its target may stay behind an open circuit breaker before the fallback is called; absent =
   * for ever (plans of before this was asked).
   */
  fallbackAfterMs?: number
  /** Work of people, written in the manual lane, that stands in here for an action of automation. */
  manual?: true
  /** What undoes it: the id of an action of role `rollback`, the only one that names it in `undoes`. */
  rollback?: { action: string; automatic: boolean; preserveState: boolean }
  /** On a rollback: the action it undoes. Plans of before rollbacks ran do not say. */
  undoes?: string
  /** On a rollback: the connector's own `compensate`, given the outputs of the action it undoes. */
  compensates?: true
  /** On a rollback that compensates: it can also undo what the action has only begun, given its memo. */
  undoesBegun?: true
  /** Output name -> path into what the connector returned. */
  output: Readonly<Record<string, string>>
  sensitive: readonly string[]
  /** Secret outputs that whoever ordered may have shown to them; absent = none. */
  reveal?: readonly string[]
  /** For how long after it ended; absent = for as long as they are kept. */
  revealMs?: number
  /**
   * What a second call under the same key does: `safe` = nothing new, `search` = it looks first,
   * `never` = perhaps a second effect. Absent = `safe` (plans of the first release).
   */
  repeat?: Repeat
  /** It makes nothing outside, so nothing is left behind however it ends. */
  reads?: true
  /** The version the request follows now has no such action: only its record and its rollback are left. */
  gone?: true
  /** No connector of this type is installed: it will fail with `connector.unavailable`. */
  unavailable?: true
  /** Of an action that orders another item: what that is, fixed at submission. */
  order?: PinnedOrder
  /** Its outputs are read as `components.<component>.outputs.…` too. */
  component?: string
  /** After this long in flight, and again after as long, the next of the item's path is told. */
  escalateAfterMs?: number
  /** Only for lane `notice`. */
  on?: 'start' | 'success' | 'failure' | 'sla_warning' | 'sla_breach' | 'escalation'
  /** Only for a notice on `escalation`: the action that takes too long, and which step of the path this is. */
  about?: { action: string; level: number }
}

/** Of the item its category and windows, and the team it is ordered for: what freezes may speak of. */
export type PlanCalendar = {
  category: string
  team?: string
  windows?: OrderWindows
  /** What a bundle orders: it begins once all of that may. */
  parts?: readonly PartCalendar[]
}

export type PartCalendar = {
  item: string
  name: string
  owner: string
  environment?: string
  category: string
  windows?: OrderWindows
}

export type Plan = {
  mode: 'manual' | 'automatic' | 'hybrid'
  /** Hybrid: automation and people work side by side, and the first to be done carries the request. */
  parallel?: true
  priority: 'low' | 'normal' | 'high' | 'critical'
  queue: string
  timeoutMs?: number
  /** What the item promises, from the moment work begins. */
  slaMs?: number
  /** How many actions of this request may be ready or running at once; notices are not counted. */
  concurrency: number
  /** What the item sets as the most of its actions under way at once, over all requests. */
  itemLimit?: number
  actions: readonly PlannedAction[]
  /** What conditions may read besides outputs: answers without secrets, environment. */
  facts: {
    fields: Readonly<Record<string, unknown>>
    environment?: string
    /** Of `cost`, in its currency. */
    estimated_monthly_cost?: number
    /** Whether more than a quota or budget allows was asked for; unset where there is none. */
    quota?: { exceeded: boolean }
    budget?: { exceeded: boolean }
  }
  /** What the order was estimated to cost when it was taken in. */
  cost?: Estimate
  /** Its parts are orders of their own, each counted with what it costs; `cost` is only their sum. */
  costsByParts?: true
  /** The team it counts for, where the order named one. */
  team?: string
  /** What says when it may begin besides item and environment; plans of before there was a calendar have none. */
  calendar?: PlanCalendar
  /** What its `quota-check` prerequisites count it as. */
  demands?: readonly Demand[]
  /** It holds restricted data, its own or that of something it orders: who only oversees sees no values. */
  restricted?: true
  /** A refusal by people ends it as `rejected`; plans of before this was so end as `failed`. */
  rejects?: true
}
