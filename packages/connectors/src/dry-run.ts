import type { Instant } from '@pao/core'
import type { Connector } from './kit/connector.ts'
import { dryContext, type DryFacts } from './kit/dry-context.ts'
import { hider, textsIn } from './kit/hide.ts'
import type { Outcome, Outputs } from './kit/outcome.ts'
import { placeholders } from './kit/placeholders.ts'
import type { Recorded } from './kit/recorded.ts'
import { type Call, callLog, replay, Unplayable } from './kit/replay.ts'
import { connectionSchemas } from './schemas.ts'

/** A call that would go out, without secrets; `times` for one that is made again and again. */
export type WouldCall = Call & { times?: number }

/** What an action would do, as far as the recorded answers tell. */
export type DryRun = {
  outcome:
    | { kind: 'would_succeed' | 'would_wait_for_person' }
    | { kind: 'would_fail'; class: string; code: string; message: string }
    /** The record, or a limit, ends before the action does. */
    | { kind: 'not_known'; message: string }
  calls: readonly WouldCall[]
  /** As recorded or invented; secret ones read `***`. */
  outputs: Outputs
  /** What stands in the place of something that is not set up here, as sentences. */
  notes: readonly string[]
  /** Milliseconds it would have waited by then. */
  waitedMs: number
}

/** Times a waiting action is looked at. */
const mostSteps = 150
/** Milliseconds jumped over where only a webhook would wake the action. */
const wokenAfterMs = 60_000
/** Characters of one shown text, and of all shown calls as JSON; what is longer is cut. */
const longestText = 4_096
const mostShown = 64 * 1024

/**
 * Runs the connector's own `execute` and `poll` against its recorded answers, the waits in between jumped over.
 * Nothing goes out, nothing is kept, no secret is read; every connector has it, for it asks none of them. Never
 * throws for what a connector or the record does.
 */
export async function dryRun(
  connector: Connector,
  facts: DryFacts,
  config: unknown,
): Promise<DryRun> {
  const log = callLog()
  const secrets = placeholders()
  const notes = new Set<string>()
  const schemas = connectionSchemas
  const recorded = recordedFor(connector, config)
  const http = replay(recorded, log)
  const contextAt = dryContext({ facts, config, log, secrets, notes, http, recorded, schemas })
  const ended = await Promise.race([
    played(connector, config as never, contextAt),
    aborted(facts.signal, { at: facts.now, why: 'it took longer than a dry run may' }),
  ])
  const { outcome } = ended
  const outputs = outcome?.kind === 'succeeded' ? outcome.outputs : {}
  const hidden = hiddenNames(connector, outcome)
  const secret = hidden.flatMap((name) => textsIn(outputs[name]))
  const hide = hider([...secrets.all(), ...secret])
  return {
    outcome: hide(wordOf(ended)) as DryRun['outcome'],
    calls: shownCalls(log.calls, hide),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [
        name,
        hidden.includes(name) ? '***' : hide(value),
      ]),
    ),
    notes: [...notes],
    waitedMs: ended.at - facts.now,
  }
}

function recordedFor({ recorded }: Connector, config: unknown): Recorded {
  try {
    return typeof recorded === 'function' ? recorded(config) : recorded
  } catch {
    return []
  }
}

function aborted(signal: AbortSignal, value: Ended): Promise<Ended> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(value)
    else signal.addEventListener('abort', () => resolve(value), { once: true })
  })
}

/** `outcome` undefined: it could not be played to its end, and why. */
type Ended = { at: Instant } & (
  | { outcome: Outcome; why?: undefined }
  | { outcome?: undefined; why: string }
)

async function played(
  connector: Connector,
  config: never,
  contextAt: ReturnType<typeof dryContext>,
): Promise<Ended> {
  let at = contextAt().now
  try {
    let outcome = await connector.execute(contextAt(), config)
    for (let step = 1; step < mostSteps && goesOn(outcome); step += 1) {
      const isWoken = outcome.key !== undefined && connector.news?.(config) !== undefined
      at = Math.max(isWoken ? at + wokenAfterMs : (outcome.until ?? at + wokenAfterMs), at)
      const context = contextAt(at)
      outcome = await woken(connector, { context, config, waiting: outcome })
    }
    return goesOn(outcome)
      ? { at, why: `it still waits after ${mostSteps} looks` }
      : { at, outcome }
  } catch (error) {
    return { at, why: error instanceof Unplayable ? error.message : 'the connector broke off' }
  }
}

type Woken = {
  context: ReturnType<ReturnType<typeof dryContext>>
  config: never
  waiting: Extract<Outcome, { kind: 'waiting' }>
}

/** By the webhook it waits for where it has one to be woken by, else by the time that is over. */
async function woken(connector: Connector, { context, config, waiting }: Woken): Promise<Outcome> {
  const memo = JSON.parse(JSON.stringify(waiting.memo)) as Outputs
  const news = waiting.key === undefined ? undefined : connector.news?.(config)
  if (news && connector.resume) return connector.resume(context, config, memo, news)
  return connector.poll ? connector.poll(context, config, memo) : connector.execute(context, config)
}

function goesOn(outcome: Outcome): outcome is Extract<Outcome, { kind: 'waiting' }> {
  return outcome.kind === 'waiting' && outcome.waitingFor === 'remote'
}

function wordOf({ outcome, why }: Ended): DryRun['outcome'] {
  if (!outcome) return { kind: 'not_known', message: why ?? '' }
  if (outcome.kind === 'succeeded') return { kind: 'would_succeed' }
  if (outcome.kind === 'waiting') return { kind: 'would_wait_for_person' }
  const { class: kind, code, message } = outcome
  return { kind: 'would_fail', class: kind, code, message }
}

function hiddenNames(connector: Connector, outcome: Outcome | undefined): readonly string[] {
  if (outcome?.kind !== 'succeeded') return []
  const declared = Object.entries(connector.outputs).flatMap(([name, { sensitive }]) =>
    sensitive === true ? [name] : [],
  )
  return [...declared, ...(outcome.sensitive ?? [])]
}

function shownCalls(calls: readonly Call[], hide: (value: unknown) => unknown): WouldCall[] {
  const shown: WouldCall[] = []
  let left = mostShown
  for (const call of calls) {
    const one = cut(hide(call)) as WouldCall
    const before = shown.at(-1)
    if (before && isSame(before, one)) {
      before.times = (before.times ?? 1) + 1
      continue
    }
    left -= JSON.stringify(one).length
    shown.push(left >= 0 ? one : { door: one.door, target: one.target, body: '…' })
  }
  return shown
}

function isSame({ times: _times, ...before }: WouldCall, one: WouldCall): boolean {
  return JSON.stringify(before) === JSON.stringify(one)
}

function cut(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > longestText ? `${value.slice(0, longestText)}…` : value
  if (Array.isArray(value)) return value.map(cut)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cut(inner)]))
}

export type { DryFacts }
