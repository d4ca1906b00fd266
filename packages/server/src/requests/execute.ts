import type { ApprovalAsk, Assignment, Outcome } from '@pao/connectors'
import {
  type FailedCall,
  helpedBy,
  isAmbiguous,
  type Outputs,
  type RunEvent,
} from '@pao/core/engine'
import type { Job } from '#store/pump.ts'
import type { Advanced } from './advance.ts'
import { standingsNow } from './calendar/standings.ts'
import { boundAsk } from './approvals/bind.ts'
import { advanceAsking } from './approvals/write.ts'
import { type Call, type CallDeps, callConnector } from './call.ts'
import { actionOf, plannedOf, type Step } from './change.ts'
import type { Requests } from './deps.ts'
import type { Held, RequestKey } from './held.ts'
import type { Lease, Leases } from './lease.ts'
import { keptMemo } from './memo.ts'
import { capture, declaresSensitive } from './outputs.ts'
import { tellAttempt } from './spans.ts'
import { untoldSinceRestore } from './since-restore.ts'
import { stopRemote } from './stop-remote.ts'
import { advanceTask } from './tasks.ts'
import { againMs, whileAway } from './while-away.ts'

export type ExecuteDeps = CallDeps &
  Pick<
    Requests,
    'advance' | 'shelf' | 'cipher' | 'automation' | 'calendars' | 'db' | 'restoredAt' | 'spans'
  >

/** Who executes: an id that is new with every start, and what it holds. */
export type Worker = {
  id: string
  leases: Leases
  /** Aborted once it takes nothing new. */
  stopping: AbortSignal
  /** Whether it may go on with what comes next in a request without asking the queue. */
  mayGoOn(held: Held): boolean
}

type HeldLease = Lease & { held: Held }

/** Actions in a row one worker takes of a request before others get their turn. */
const mostInARow = 10

/**
 * Follows one hint: claims the action if it is still to be had, calls its connector, writes the
 * outcome, and with it the claim of an action that became ready by it, and so on.
 */
export async function execute(deps: ExecuteDeps, worker: Worker, job: Job): Promise<void> {
  const key = { tenant: job.tenant, id: job.request }
  if (job.entry === 'cancel') return stopRemote(deps, key, job.action)
  let lease = await claim(deps, { worker, key, action: job.action })
  for (let count = 1; lease; count += 1)
    lease = await carryOut(deps, { worker, lease, last: count >= mostInARow })
}

type Claiming = { worker: Worker; key: RequestKey; action: string }

/**
 * Takes the action if it is ready, as soon as the database is there: the hint is used up, and it takes a while
 * until somebody is reminded of the action.
 */
function claim(deps: ExecuteDeps, wish: Claiming): Promise<HeldLease | undefined> {
  return whileAway(deps.timers, () => claimOnce(deps, wish), wish.worker.stopping)
}

/** The attempt's row is written with the claim, before any remote call. */
async function claimOnce(
  deps: ExecuteDeps,
  { worker, key, action }: Claiming,
): Promise<HeldLease | undefined> {
  let fence = 0
  const since = deps.now()
  const { held, happened } = await deps.advance(key, ({ run }) => {
    const found = actionOf(run, action)
    if (found?.state !== 'ready') return undefined
    fence = found.fence + 1
    return claiming(worker, action, fence)
  })
  if (!happened) return undefined
  const once = mustBeOnce(held, action)
  return { ...worker.leases.hold({ key, action, fence, since, once }), held }
}

function mustBeOnce({ fixed }: Held, action: string): boolean {
  return plannedOf(fixed.plan, action)?.repeat === 'never'
}

function claiming({ id }: Worker, action: string, fence: number): Step {
  return {
    event: { type: 'action_claimed', action, fence, worker: id },
    actor: `worker:${id}`,
  }
}

type Carrying = { worker: Worker; lease: HeldLease; last: boolean }

/** One claimed action from its call to its outcome. Returns the lease of the next one, if any. */
async function carryOut(
  deps: ExecuteDeps,
  { worker, lease, last }: Carrying,
): Promise<HeldLease | undefined> {
  const started = deps.now()
  const { held, action, signal, holds } = lease
  try {
    const entry = actionOf(held.run, action)?.entry ?? 'execute'
    const call =
      (await untoldSinceRestore(deps, { held, action, entry })) ??
      (await callConnector(deps, held, { action, entry, signal, holds }))
    const made = stepOf(deps, { held, lease, call, worker, now: deps.now() })
    if (made === undefined) return undefined
    const step = await withStanding(deps, held, made)
    const outcome = call.outcome?.kind ?? 'released'
    tellAttempt(deps, { held, action, fence: lease.fence, outcome, from: started })
    const task = assignmentOf(call)
    return await report(deps, { worker, lease, step: { ...step, outcome }, task, last })
  } finally {
    worker.leases.drop(lease)
  }
}

/** Before the work begins people may take long: how things stand then is a fact of their agreement. */
async function withStanding(deps: ExecuteDeps, held: Held, step: Step): Promise<Step> {
  const { event } = step
  if (held.run.state !== 'awaiting_approval' || event.type !== 'action_succeeded') return step
  return { ...step, event: { ...event, ...(await standingsNow(deps))(held) } }
}

type Reporting = Carrying & { step: Step & { outcome: string }; task: Assignment | undefined }

/** Writes the outcome and, along with it, the claim of what became ready by it. */
async function report(
  deps: ExecuteDeps,
  { worker, lease, step, task, last }: Reporting,
): Promise<HeldLease | undefined> {
  let next: Next | undefined
  const along = (held: Held): Step | undefined => {
    next = last || !worker.mayGoOn(held) ? undefined : freshlyReady(lease.held, held)
    return next && claiming(worker, next.action, next.fence)
  }
  const goesOn = step.outcome === 'succeeded'
  const since = deps.now()
  const written = await write(deps, lease, {
    ...step,
    ...(goesOn && { along }),
    ...(task && { task }),
  })
  // That it runs now is not enough: another handler may have claimed it in the same write.
  if (!written?.along || !next) return undefined
  const { held } = written
  const once = mustBeOnce(held, next.action)
  return { ...worker.leases.hold({ key: lease.key, ...next, since, once }), held }
}

/** A refused report came too late: the lease had gone to somebody else. Then undefined. */
async function write(
  deps: ExecuteDeps,
  lease: HeldLease,
  { task, ...step }: Step & { task?: Assignment },
): Promise<Advanced | undefined> {
  for (let tries = 0; ; tries += 1) {
    try {
      const asks = step.event.type === 'action_waiting' && step.event.ask !== undefined
      const advanced = asks
        ? await advanceAsking(deps, lease, () => step)
        : task
          ? await advanceTask(deps, { ...lease, task }, () => step)
          : await deps.advance(lease.key, () => step)
      if (advanced.happened) return advanced
      const type = plannedOf(lease.held.fixed.plan, lease.action)?.type ?? ''
      deps.telemetry.outcomeStale({ type })
      return undefined
    } catch (error) {
      const wait = againMs[tries]
      if (wait === undefined || lease.signal.reason === 'lost') throw error
      await deps.timers.pause(wait)
    }
  }
}

/** Whom work is given to that a person is to do, without what it must not tell. */
function assignmentOf({ outcome, scrub }: Call): Assignment | undefined {
  return outcome?.kind === 'waiting' && outcome.task
    ? (scrub(outcome.task) as Assignment)
    : undefined
}

type Next = { action: string; fence: number }

/** An action that is ready now and was not when this worker began: nobody has a hint at it yet. */
function freshlyReady(before: Held, { run }: Held): Next | undefined {
  const found = Object.entries(run.actions).find(
    ([id, { state }]) => state === 'ready' && actionOf(before.run, id)?.state === 'pending',
  )
  return found && { action: found[0], fence: found[1].fence + 1 }
}

type Ended = { held: Held; lease: Lease; call: Call; worker: Worker; now: number }

/** What a call's end means for the run; undefined when somebody else holds the action by now. */
function stepOf(deps: ExecuteDeps, ended: Ended): Step | undefined {
  const { held, lease, call, worker } = ended
  const { action, fence } = lease
  const actor = `worker:${worker.id}`
  const common = { input: call.input, log: call.log }
  if (!call.outcome) {
    if (call.letGo === 'lost') return undefined
    const doubt = doubtOf({ held, lease }, { class: 'cancelled', ...call })
    const evidence = doubt.ambiguous ? { error: { ...(call.because ?? stopped), ...doubt } } : {}
    if (call.letGo === 'stopping')
      return {
        actor,
        event: { type: 'action_released', action, fence, ...doubt },
        ended: { ...common, outcome: 'released', ...evidence },
      }
    const error = {
      code: 'action.cancelled',
      message: 'The request was cancelled',
      class: 'cancelled',
    }
    return {
      actor,
      event: { type: 'action_failed', action, fence, error, retryable: false, ...doubt },
      ended: { ...common, outcome: 'cancelled', error: { ...error, ...doubt } },
    }
  }
  const { outcome } = call
  const result = resultOf(deps, ended, outcome)
  const ref = outcome.ref && call.scrub(outcome.ref)
  return {
    actor,
    ...result,
    ended: { ...common, ...result.ended, ...(ref !== undefined && { ref }) },
  }
}

const stopped = {
  code: 'action.stopped',
  message: 'The worker stopped while the call was under way',
  class: 'cancelled',
}

type Doubt = { ambiguous?: true }

/** Only what makes the effect can leave it in doubt; a look that failed leaves it as it was. */
function doubtOf({ held, lease }: Pick<Ended, 'held' | 'lease'>, failure: FailedCall): Doubt {
  const entry = actionOf(held.run, lease.action)?.entry
  return entry === 'execute' && isAmbiguous(failure) ? { ambiguous: true } : {}
}

type Result = Omit<Step, 'actor' | 'ended'> & { ended: NonNullable<Step['ended']> }

function resultOf(deps: ExecuteDeps, ended: Ended, outcome: Outcome): Result {
  switch (outcome.kind) {
    case 'succeeded':
      return succeeded(deps, ended, outcome)
    case 'waiting':
      return waiting(deps, ended, outcome)
    case 'failed':
      return failed(ended, outcome)
  }
}

function waiting(
  { cipher }: ExecuteDeps,
  { held, lease, call }: Ended,
  outcome: Extract<Outcome, { kind: 'waiting' }>,
): Result {
  const { action, fence } = lease
  const { until, waitingFor, memo, key, ambiguous, ask } = outcome
  const rest = until === undefined ? {} : { until }
  return {
    event: {
      type: 'action_waiting',
      action,
      fence,
      waitingFor,
      memo: keptMemo(cipher, call.scrub, memo),
      ...rest,
      ...(ambiguous && { ambiguous }),
      ...(ask && { ask: boundAsk(held, action, call.scrub(ask) as ApprovalAsk) }),
    },
    ended: { outcome: 'waiting', ...(ambiguous && { error: { ...lookedFor, ambiguous } }) },
    ...(key !== undefined && { waitKey: key }),
  }
}

const lookedFor = {
  code: 'effect.looked_for',
  message: 'It may exist already and is looked for before another is made',
  class: 'timeout',
}

function succeeded(
  deps: ExecuteDeps,
  ended: Ended,
  { outputs: returned, sensitive }: Extract<Outcome, { kind: 'succeeded' }>,
): Result {
  const { held, lease, call } = ended
  const { action, fence } = lease
  const planned = plannedOf(held.fixed.plan, action)
  const connector = planned && deps.connectors.get(planned.type)
  if (!planned || !connector) throw new Error(`The plan has no action ${action}`)
  const told = [...(sensitive ?? []), ...secretsInPlaceOf(deps, held, { action, returned })]
  const captured = capture(planned, connector, { returned, sensitive: told })
  if (!captured.ok)
    return failed(ended, {
      ...captured,
      kind: 'failed',
      retryable: false,
      class: 'permanent',
      made: 'maybe',
    })
  const outputs = call.scrub(captured.outputs) as Readonly<Record<string, unknown>>
  const isSealed = Object.keys(captured.sensitive).length > 0
  return {
    event: { type: 'action_succeeded', action, fence, outputs },
    ended: { outcome: 'succeeded', outputs },
    ...(isSealed && {
      sealed: deps.cipher.seal(JSON.stringify(captured.sensitive)).toString('base64'),
    }),
  }
}

type Brought = { action: string; returned: Outputs }

/** Names of what would have been a secret of the action this one stood in for, and so is one here. */
function secretsInPlaceOf(
  { connectors }: ExecuteDeps,
  { fixed, run }: Held,
  { action, returned }: Brought,
): readonly string[] {
  const helped = helpedBy(fixed.plan, run, action)
  return Object.keys(returned).filter((name) =>
    helped.some((one) =>
      declaresSensitive(one, { outputs: connectors.get(one.type)?.outputs ?? {} }, name),
    ),
  )
}

function failed(ended: Ended, outcome: Extract<Outcome, { kind: 'failed' }>): Result {
  if (outcome.class === 'held') return keptBack(ended, outcome)
  const { lease, call } = ended
  const { action, fence } = lease
  const { code, retryable, retryAfterMs, status, made } = outcome
  const message = String(call.scrub(outcome.message)).slice(0, 2_000)
  const error = { code, message, class: outcome.class }
  const doubt = doubtOf(ended, outcome)
  const event: RunEvent = {
    type: 'action_failed',
    action,
    fence,
    error,
    retryable,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...doubt,
  }
  const evidence = { ...error, ...(made && { made }), ...doubt }
  return {
    event,
    ended: {
      outcome: 'failed',
      error: evidence,
      ...(status !== undefined && { http_status: status }),
    },
  }
}

/** Nothing was tried: the target's circuit breaker is open. */
function keptBack(
  { lease, call, now }: Ended,
  outcome: Extract<Outcome, { kind: 'failed' }>,
): Result {
  const { action, fence } = lease
  const { code, message, target = '', retryAfterMs = 0 } = outcome
  return {
    event: {
      type: 'action_held',
      action,
      fence,
      target: String(call.scrub(target)),
      until: now + retryAfterMs,
      reason: message,
    },
    ended: { outcome: 'held', error: { code, message, class: outcome.class } },
  }
}
