import {
  type ActionContext,
  type CallLimits,
  ConnectionMissing,
  type Connector,
  failedTransport,
  type Outcome,
  type Outputs,
  TransportFailure,
  type UsedService,
} from '@pao/connectors'
import { type ActionRun, type Collected, type Entry, type PlannedAction } from '@pao/core/engine'
import { type BoundSecret, boundDoor, boundTo } from './bound-secrets.ts'
import { actionOf, plannedOf } from './change.ts'
import { type CallTime, startCallTime } from './call-time.ts'
import type { Outside, Requests } from './deps.ts'
import type { Held } from './held.ts'
import type { LetGo } from './lease.ts'
import { withSummary } from './handover.ts'
import { knownOf } from './known-of.ts'
import { openedMemo, openedSignal } from './memo.ts'
import { type OrdersDeps, ordersOf } from './orders.ts'
import { type Both, permanent, prepare, type Ready, withoutSecret } from './prepare.ts'
import { progressOf } from './progress.ts'
import { scrubber } from './scrub.ts'
import { withinAttempt } from './spans.ts'
import { noTools, toolsWhileHeld } from './tools.ts'
import { whileHeld } from './while-held.ts'
import type { ScopeDeps } from './scope.ts'

/** One call into a connector and what is kept of it. `outcome` undefined = asked to let go before it ended. */
export type Call = {
  outcome: Outcome | undefined
  /** What a call that was asked to let go left of its effect. */
  made?: 'no' | 'maybe'
  /** Why it was let go, where that was not a worker that stopped. */
  because?: { code: string; message: string; class: string }
  /** The rendered config, secrets as `***`. */
  input: unknown
  log: { at: number; line: string }[]
  /** Puts `***` wherever a remote system echoed a secret. */
  scrub: (value: unknown) => unknown
  letGo: LetGo | undefined
}

export type CallDeps = ScopeDeps &
  OrdersDeps &
  Pick<
    Requests,
    | 'now'
    | 'newId'
    | 'random'
    | 'timers'
    | 'telemetry'
    | 'connectors'
    | 'outside'
    | 'doors'
    | 'tools'
    | 'publicUrl'
    | 'prices'
    | 'hostsOf'
    | 'teamsOf'
    | 'countUsage'
  >

/** How one action enters its connector, and until when. */
export type Entering = {
  action: string
  entry: Entry
  signal: AbortSignal
  /** Asked right before each call out; left out = nobody else can hold it. */
  holds?: () => boolean
}

/** Of one call, when neither the action nor the connector says otherwise. */
const usualLimits: CallLimits = { callMs: 300_000, stopMs: 5_000 }
const mostLogLines = 200

/** Renders the action's config and calls its connector; never throws for what an item or a remote did. */
export async function callConnector(deps: CallDeps, held: Held, entering: Entering): Promise<Call> {
  const planned = plannedOf(held.fixed.plan, entering.action)
  const run = actionOf(held.run, entering.action)
  if (!planned || !run) throw new Error(`The plan has no action ${entering.action}`)
  const connector = deps.connectors.get(planned.type)
  const log: Call['log'] = []
  const plain = { input: null, log, scrub: scrubber([]), letGo: undefined }
  if (!connector)
    return {
      ...plain,
      outcome: permanent(
        'connector.unavailable',
        `No connector for actions of type ${planned.type} is installed`,
      ),
    }
  const prepared = await prepare(deps, held, { planned, run, connector }).catch(withoutSecret)
  if ('outcome' in prepared) return { ...plain, ...prepared }
  const { scope, rendered, handover, world } = prepared
  const limits = connector.limits ?? usualLimits
  const time = startCallTime(deps.timers, entering.signal, timeLeft(run, world.now, limits.callMs))
  const begun = begunOf(held, planned)
  const context = contextOf(deps, {
    held,
    ...(entering.entry === 'compensate' && begun ? begun : { planned, run }),
    log,
    signal: time.signal,
    scope,
    rendered,
    handover,
    holds: entering.holds,
  })
  const given = withSummary(held.fixed, { planned, connector }, { handover, rendered })
  const entered = enter({
    connector,
    context,
    config: given.value,
    run,
    memo: openedMemo(deps.cipher, run.memo),
    told: openedSignal(deps.cipher, run.signal),
    entry: entering.entry,
    made: planned.compensates ? scope.broughtBy(planned.undoes ?? '') : undefined,
    begun: begun && openedMemo(deps.cipher, begun.run.memo),
  })
  const ended = await bounded(entered, { deps, time, planned, limits }).finally(time.end)
  return {
    ...ended,
    input: given.redacted,
    log,
    scrub: scope.scrub,
    letGo: entering.signal.aborted ? reasonOf(entering.signal) : undefined,
  }
}

function reasonOf({ reason }: AbortSignal): LetGo {
  return reason === 'cancelled' || reason === 'stopping' ? reason : 'lost'
}

/** The sweep ends an action at its deadline; the second more lets it do so first. */
function timeLeft({ deadlineAt }: ActionRun, now: number, longestMs: number): number {
  if (deadlineAt === undefined) return longestMs
  return Math.min(Math.max(deadlineAt - now + 1_000, 1), longestMs)
}

type Acting = { planned: PlannedAction; run: ActionRun }

/** The action that this one undoes, if that was only begun. */
function begunOf({ fixed, run }: Held, { undoes, undoesBegun }: PlannedAction): Acting | undefined {
  if (undoes === undefined || !undoesBegun) return undefined
  const [planned, found] = [plannedOf(fixed.plan, undoes), actionOf(run, undoes)]
  return planned && found?.begun ? { planned, run: found } : undefined
}

type Contextual = Acting & {
  held: Held
  log: Call['log']
  signal: AbortSignal
  scope: Ready
  handover: Collected | null
  holds: Entering['holds']
  rendered: Both
}

/** What a connector is given for one action of a request. */
export function contextOf(
  deps: CallDeps,
  { held, planned, run, log, signal, scope, rendered, handover, holds }: Contextual,
): ActionContext {
  const { key, fixed } = held
  const { email, name } = fixed.requester
  const outside = whileHeld(deps.outside(key.tenant), holds)
  const idempotencyKey = `${key.id}/${planned.id}/${run.generation}`
  const caller = {
    tenant: key.tenant,
    owner: `${key.id}/${planned.id}`,
    breaker: planned.breaker,
    trace: fixed.correlationId,
    within: withinAttempt(held, planned.id, run.fence),
  }
  const bound = [...scope.bound]
  const of = { tenant: key.tenant, request: key.id, team: fixed.ownerTeam }
  const guarded = { ...outside, ...deps.doors?.(caller, outside) }
  return {
    ...guarded,
    http: boundDoor(guarded.http, bound),
    ...secretsIn(outside, fixed.ownerTeam, { scope, bound }),
    ...toolsWhileHeld(deps.tools?.({ ...of, effect: idempotencyKey }) ?? noTools, holds),
    idempotencyKey,
    request: {
      id: key.id,
      tenant: key.tenant,
      item: { id: fixed.itemId, name: fixed.itemName },
      requester: { email, ...(name !== undefined && { name }) },
      ...(fixed.environment !== null && { environment: fixed.environment }),
      url: `${deps.publicUrl}/requests/${key.id}`,
    },
    action: {
      id: planned.id,
      name: planned.name,
      attempt: run.attempt,
      maybeDone: mayBeDone(run),
      ...(held.run.winner && { calledOff: faster[held.run.winner.lane] }),
      ...(handover && handover.asks.length > 0 && { asks: handover.asks }),
      progress: progressOf(held, planned.id),
    },
    now: deps.now(),
    signal,
    known: (one) => knownOf(held, one),
    ...pricesFor(deps, key.tenant),
    ...(deps.countUsage && { usage: counting(deps, { held, idempotencyKey, scope }) }),
    orders: ordersOf(deps, { held, planned, run, hidden: madeWithSecrets(rendered), holds }),
    log(line) {
      if (log.length < mostLogLines)
        log.push({ at: deps.now(), line: String(scope.scrub(line)).slice(0, 2_000) })
    },
    newId: deps.newId,
    // A request's id is unique over all tenants, and no other label of the key begins like this.
    derive: (label) => deps.cipher.derive(JSON.stringify(['action', idempotencyKey, label])),
  }
}

/** What is handed out is from then on scrubbed from all that is kept of the call, and goes to its own hosts only. */
function secretsIn(
  outside: Pick<Outside, 'connection' | 'secret'>,
  team: string,
  { scope: { referred, learn }, bound }: { scope: Ready; bound: BoundSecret[] },
): Pick<ActionContext, 'connection' | 'secret'> {
  return {
    connection(type, name) {
      const found = outside.connection(type, name, team)
      learn(Object.values(found.secrets))
      for (const one of boundTo(found))
        if (!bound.some(({ name: known }) => known === one.name)) bound.push(one)
      return found
    },
    secret: (name) =>
      (Object.hasOwn(referred, name) ? referred[name] : undefined) ?? outside.secret(name),
  }
}

/** Prices of the tenant, where there are any. */
function pricesFor(
  { prices }: Pick<CallDeps, 'prices'>,
  tenant: string,
): Pick<ActionContext, 'prices'> {
  return prices ? { prices: () => prices(tenant) } : {}
}

type Counting = { held: Held; idempotencyKey: string; scope: Ready }

/** Counts in the name of the request; what is secret in the metadata is masked before it is kept. */
function counting(
  { countUsage, now }: Pick<CallDeps, 'countUsage' | 'now'>,
  { held, idempotencyKey, scope }: Counting,
): NonNullable<ActionContext['usage']> {
  const { key, fixed } = held
  return {
    record: async ({ metadata, ...used }) =>
      countUsage?.({
        ...used,
        metadata: scope.scrub(metadata) as UsedService['metadata'],
        tenant: key.tenant,
        key: idempotencyKey,
        at: now(),
        item: fixed.itemId,
        request: key.id,
        environment: fixed.environment,
      }),
  }
}

/** What the lane that was beaten is told. */
const faster = {
  automatic: 'was carried out by automation',
  manual: 'was carried out by people',
} as const
/** Fields of a config whose values a secret went into. */
function madeWithSecrets({ value, redacted }: Both): ReadonlySet<string> {
  const [fields, shown] = [value, redacted].map(
    (config) => Object(Reflect.get(Object(config), 'fields')) as Record<string, unknown>,
  )
  const names = Object.keys(fields ?? {})
  return new Set(
    names.filter((name) => JSON.stringify(fields?.[name]) !== JSON.stringify(shown?.[name])),
  )
}

/** Whether an earlier try may have made the effect unseen: its worker died, or no clear answer came. */
function mayBeDone({ maybe, lostClaims, attempt, error }: ActionRun): boolean {
  if (maybe) return true
  const refused = error?.class === 'permanent' || error?.class === 'rate_limit'
  return lostClaims > 0 || (attempt > 1 && !refused)
}

type Entered = {
  connector: Connector
  context: ActionContext
  config: unknown
  run: ActionRun
  memo: Outputs
  /** What an inbound signal or a person said. */
  told: Outputs
  entry: Entry
  /** Set for a compensation: what the action to be undone brought. */
  made: Outputs | undefined
  /** Set for a compensation of what was only begun: the memo that was left of it. */
  begun: Outputs | undefined
}

/** A connector without the asked entry is asked by the next simpler one; it may be called twice anyway. */
async function enter(entered: Entered): Promise<Outcome> {
  const { connector, context, config, memo, told, entry } = entered
  const given = config as never
  if (entry === 'cancel')
    return (await connector.cancel?.(context, given, memo)) ?? { kind: 'succeeded', outputs: {} }
  if (entry === 'compensate') return compensate(entered)
  if (entry === 'resume' && connector.resume) return connector.resume(context, given, memo, told)
  if (entry !== 'execute' && connector.poll) return connector.poll(context, given, memo)
  return connector.execute(context, given)
}

/** Never `execute`: that would make once more what is to be undone. */
async function compensate(entered: Entered): Promise<Outcome> {
  const { connector, context, run, made, begun } = entered
  const config = entered.config as never
  const undone = begun
    ? connector.undoBegun?.(context, config, begun)
    : connector.compensate?.(context, config, made ?? run.outputs ?? {})
  return (
    undone ?? permanent('connector.cannot_compensate', `A ${connector.type} cannot undo by itself`)
  )
}

type Bounds = {
  deps: CallDeps
  time: CallTime
  planned: PlannedAction
  limits: CallLimits
}

/** Waits for the outcome, but not long after the connector was told to stop. */
async function bounded(
  entered: Promise<Outcome>,
  { deps, time, planned, limits }: Bounds,
): Promise<Pick<Call, 'outcome' | 'made'>> {
  const outcome = await Promise.race([
    entered.catch((error: unknown) => thrown(deps, planned, error)),
    afterAbort(deps.timers, time.signal, limits.stopMs),
  ])
  const stopped =
    outcome === undefined || (outcome.kind === 'failed' && outcome.class === 'cancelled')
  if (!stopped || !time.signal.aborted) return { outcome }
  const made = (outcome?.kind === 'failed' ? outcome.made : undefined) ?? 'maybe'
  if (!time.isUp()) return { outcome: undefined, made }
  return { outcome: { ...tookTooLong, made } }
}

const tookTooLong: Outcome & { kind: 'failed' } = {
  kind: 'failed',
  retryable: true,
  class: 'timeout',
  code: 'attempt.timeout',
  message: 'The call took longer than it may',
}

function afterAbort(
  timers: CallDeps['timers'],
  signal: AbortSignal,
  stopMs: number,
): Promise<undefined> {
  return new Promise((resolve) => {
    const late = (): void => void timers.after(stopMs, () => resolve(undefined), { ref: false })
    if (signal.aborted) late()
    else signal.addEventListener('abort', late, { once: true })
  })
}

/** The outbound door throws two errors of its own; anything else is a bug in the connector. */
function thrown(deps: CallDeps, { type }: PlannedAction, error: unknown): Outcome {
  if (error instanceof ConnectionMissing || error instanceof TransportFailure)
    return failedTransport(error)
  deps.telemetry.log.error({ type, err: withoutWords(error) }, 'a connector threw')
  const broken = permanent(
    'connector.broken',
    `The connector ${type} failed in a way it should not`,
  )
  return { ...broken, made: 'maybe' }
}

/** What a connector throws may hold whatever the remote system said: only its class and place are kept. */
function withoutWords(error: unknown): Error {
  const bare = new Error('its words are not kept')
  if (!(error instanceof Error)) return bare
  bare.name = error.name
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  bare.stack = [`${bare.name}: ${bare.message}`, ...frames].join('\n')
  return bare
}
