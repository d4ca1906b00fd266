import {
  type ActionContext,
  ConnectionMissing,
  type Connector,
  failedTransport,
  type Observed,
  TransportFailure,
} from '@pao/connectors'
import type { PlannedAction } from '@pao/core/engine'
import { type Seen, type SeenAction, toldDifference } from '@pao/core/governance'
import { type CallDeps, contextOf } from '../../call.ts'
import { actionOf } from '../../change.ts'
import type { Requests } from '../../deps.ts'
import type { Held } from '../../held.ts'
import { prepare, withoutSecret } from '../../prepare.ts'
import { updatesOf } from './updates.ts'

export type ObserveDeps = CallDeps & Pick<Requests, 'db' | 'shelf'>

/** What came of one look at a resource. `target`: what was called for it, as far as it is known. */
export type LookEnd = (
  | { kind: 'seen'; all: readonly SeenAction[] }
  | { kind: 'blind' }
  | { kind: 'failed'; code: string; message: string; heldMs?: number }
) & { target?: string }

export type Looking = {
  tenant: string
  resource: string
  signal: AbortSignal
  /** Asked right before each call out. */
  holds: () => boolean
}

/**
 * Looks at what stands of a resource: by the newest request that changed it if that can look, else by the one that made
 * it, its answers as they were changed since. Never throws for what an item or a remote did.
 */
export async function observe(deps: ObserveDeps, looking: Looking): Promise<LookEnd> {
  const { tenant, resource } = looking
  const made = (await deps.shelf.take(deps.db, { tenant, id: resource }, true))?.held
  if (!made) return { kind: 'blind' }
  const updates = await updatesOf(deps, made)
  for (const held of updates.newestFirst) {
    const end = await observeBy(deps, held, looking)
    if (end.kind !== 'blind') return end
  }
  return observeBy(deps, updates.asChanged, looking)
}

/** By the actions of one request, one after another; the first that fails ends the look. */
async function observeBy(deps: ObserveDeps, held: Held, looking: Looking): Promise<LookEnd> {
  const all: SeenAction[] = []
  let at: { target?: string } = {}
  for (const { planned, connector } of observable(deps, held)) {
    const looked = await observeAction(deps, held, { planned, connector, looking })
    at = looked.target !== undefined && at.target === undefined ? { target: looked.target } : at
    const { observed } = looked
    if (observed.kind === 'failed') return { ...failedLook(observed), ...at }
    if (observed.kind !== 'blind') all.push({ action: planned.id, seen: observed })
  }
  return all.length === 0 ? { kind: 'blind' } : { kind: 'seen', all, ...at }
}

/** What was done, still stands, and can be looked at. */
function observable({ connectors }: ObserveDeps, { fixed, run }: Held) {
  return fixed.plan.actions.flatMap((planned) => {
    const connector = connectors.get(planned.type)
    const isDone = actionOf(run, planned.id)?.state === 'succeeded' && planned.compensates !== true
    return isDone && connector?.observe ? [{ planned, connector }] : []
  })
}

type Failed = Extract<Observed, { kind: 'failed' }>

function failedLook({ code, message, retryAfterMs }: Failed): LookEnd & { kind: 'failed' } {
  const held = retryAfterMs === undefined ? {} : { heldMs: retryAfterMs }
  return { kind: 'failed', code, message: message.slice(0, 500), ...held }
}

type Observing = { planned: PlannedAction; connector: Connector; looking: Looking }

async function observeAction(
  deps: ObserveDeps,
  held: Held,
  { planned, connector, looking }: Observing,
): Promise<{ observed: Observed; target?: string }> {
  const run = actionOf(held.run, planned.id)
  if (!run) throw new Error(`The run has no action ${planned.id}`)
  const prepared = await prepare(deps, held, { planned, run, connector }).catch(withoutSecret)
  if ('outcome' in prepared) {
    const { outcome } = prepared
    return { observed: outcome.kind === 'failed' ? outcome : { kind: 'blind' } }
  }
  const { scope, rendered, handover } = prepared
  const { signal, holds } = looking
  const log: { at: number; line: string }[] = []
  const context = contextOf(deps, {
    held,
    planned,
    run,
    log,
    signal,
    scope,
    rendered,
    handover,
    holds,
  })
  const called = noted(context)
  const observed = await guarded(deps, planned, async () =>
    connector.observe?.(called.context, rendered.value, scope.broughtBy(planned.id)),
  )
  const target = called.target()
  return { observed: scrubbed(observed, scope.scrub), ...(target !== undefined && { target }) }
}

/** Remembers the first host that is called. */
function noted(context: ActionContext): {
  context: ActionContext
  target: () => string | undefined
} {
  let target: string | undefined
  const http: ActionContext['http'] = {
    send(call) {
      if (URL.canParse(call.url)) target ??= new URL(call.url).host
      return context.http.send(call)
    },
  }
  return { context: { ...context, http }, target: () => target }
}

async function guarded(
  deps: ObserveDeps,
  { type }: PlannedAction,
  work: () => Promise<Observed | undefined>,
): Promise<Observed> {
  try {
    return (await work()) ?? { kind: 'blind' }
  } catch (error) {
    if (error instanceof ConnectionMissing || error instanceof TransportFailure) {
      const outcome = failedTransport(error)
      if (outcome.kind === 'failed') return outcome
    }
    // What a connector throws may hold whatever the remote system said.
    const name = error instanceof Error ? error.name : 'unknown'
    deps.telemetry.log.error({ type, error: name }, 'a connector threw while it looked')
    return broken(type)
  }
}

function broken(type: string): Failed {
  const message = `The connector ${type} failed in a way it should not`
  return { kind: 'failed', retryable: false, class: 'permanent', code: 'connector.broken', message }
}

function scrubbed(observed: Observed, scrub: (value: unknown) => unknown): Observed {
  if (observed.kind === 'failed') return { ...observed, message: String(scrub(observed.message)) }
  if (observed.kind !== 'drifted') return observed
  const differences = observed.differences.map((one) => toldDifference(one, scrub))
  return { kind: 'drifted', differences } satisfies Seen
}
