import type { Action, Condition, Retry } from '../catalog/item.ts'
import { triesOf } from './config-tries.ts'
import { configWaitMs } from './config-wait.ts'
import type { Backoff, BreakerWish, Lane, PlannedAction } from './plan.ts'

/** Seconds an automatic action may take, waits and tries included, when the document says nothing. */
const defaultTimeout = 300
/** Seconds; the schema names no default for `max_delay`. */
const defaultMaxDelay = 3600
/** Seconds behind an open circuit breaker before the fallback is called. */
const defaultFallbackAfter = 300

/** These wait for people or for a moment, so the default time limit does not apply to them. */
const waitsLong: ReadonlySet<string> = new Set([
  'approval-workflow',
  'catalog-request',
  'cherwell',
  'delay',
  'jira-ticket',
  'manual-task',
  'remedy',
  'servicenow',
])

/** An action with all defaults filled in; `after` holds only what it asks for by name. */
export function plannedAction(
  action: Action,
  lane: Lane,
  role: PlannedAction['role'],
): PlannedAction {
  const { dependencies, output = {} } = action
  const { retry, restsMs } = triesOf(action)
  const waitFor = dependencies?.wait_for ?? []
  return {
    id: action.id,
    name: action.name ?? action.id,
    type: action.type,
    lane,
    role,
    config: action.config,
    after: waitFor,
    requireSuccess: dependencies?.require_success === true,
    ...(waitFor.length > 0 && { needs: waitFor }),
    conditions: conditionsOf(action.conditions),
    retry: backoffOf(retry),
    ...breakerOf(action),
    ...timeLimit(action, lane, restsMs),
    ...patience(action),
    onFailure: failureOf(action),
    ...fallbackOf(action),
    output: output.fields ?? {},
    sensitive: output.sensitive ?? [],
    ...revealOf(output),
  }
}

function revealOf({
  reveal = [],
  ttl,
}: NonNullable<Action['output']>): Pick<PlannedAction, 'reveal' | 'revealMs'> {
  if (reveal.length === 0) return {}
  return { reveal, ...(ttl !== undefined && { revealMs: ttl * 1000 }) }
}

/** Rests and waits that the config itself asks for come on top of the default limit. */
function timeLimit(
  { type, timeout, config }: Action,
  lane: Lane,
  restsMs: number,
): { timeoutMs?: number } {
  if (timeout !== undefined) return { timeoutMs: timeout * 1000 }
  if (lane === 'manual' || waitsLong.has(type)) return {}
  return { timeoutMs: defaultTimeout * 1000 + restsMs + configWaitMs({ type, config }) }
}

function patience({ error_handling: handling }: Action): { escalateAfterMs?: number } {
  const minutes = handling?.escalation_after ?? 0
  return minutes > 0 ? { escalateAfterMs: minutes * 60_000 } : {}
}

function conditionsOf(conditions: Action['conditions']): readonly Condition[] {
  if (conditions === undefined) return []
  return isList(conditions) ? conditions : [conditions]
}

function isList(value: Condition | readonly Condition[]): value is readonly Condition[] {
  return Array.isArray(value)
}

/** Retry as written, with the schema's defaults: 3 tries, 30 s, exponential. */
export function backoffOf(retry: Retry = {}): Backoff {
  return {
    attempts: retry.enabled === false ? 1 : Math.max(1, retry.attempts ?? 3),
    delayMs: (retry.delay ?? 30) * 1000,
    maxDelayMs: (retry.max_delay ?? Math.max(defaultMaxDelay, retry.delay ?? 0)) * 1000,
    growth: retry.backoff ?? 'exponential',
    on: retry.retry_on ?? [],
  }
}

/** `retry` is what every action does; when the tries are used up it fails like any other. */
function failureOf({ error_handling: handling }: Action): PlannedAction['onFailure'] {
  if (handling?.strategy === 'continue') return 'continue'
  if (handling?.strategy === 'fallback' && handling.fallback_action !== undefined) return 'fallback'
  return 'fail'
}

function fallbackOf(action: Action): Pick<PlannedAction, 'fallback' | 'fallbackAfterMs'> {
  const { fallback_action: fallback, fallback_after: after } = action.error_handling ?? {}
  if (failureOf(action) !== 'fallback' || fallback === undefined) return {}
  return { fallback, fallbackAfterMs: (after ?? defaultFallbackAfter) * 1000 }
}

type Written = Action['circuit_breaker']

/** The action's own wish wins over the one in its config (a `rest-api` may have one there). */
function breakerOf({ circuit_breaker: own, config }: Action): { breaker?: BreakerWish } {
  const inner = Object.hasOwn(config, 'circuit_breaker') ? config['circuit_breaker'] : undefined
  const written: Written = own ?? (typeof inner === 'object' && inner !== null ? inner : undefined)
  if (!written) return {}
  const { enabled, failure_threshold: failures, success_threshold: successes, timeout } = written
  return {
    breaker: {
      ...(typeof enabled === 'boolean' && { enabled }),
      ...(typeof failures === 'number' && { failures }),
      ...(typeof successes === 'number' && { successes }),
      ...(typeof timeout === 'number' && { openMs: timeout * 1000 }),
    },
  }
}
