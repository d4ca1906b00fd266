import type { Instant } from '../instant.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { ActionError, ActionRun, Command, Entry, Outputs, RequestState, Run } from './run.ts'

/** `transitions`: every request state passed on the way, in order; each is one row of the log. */
export type Decision = {
  run: Run
  commands: readonly Command[]
  transitions: readonly RequestState[]
}

/**
 * A run on the bench: copied once, changed in place while one event is worked off, then given back
 * as a Decision. It never leaves this room, so `decide` stays a pure function.
 */
export type Work = {
  readonly plan: Plan
  readonly now: Instant
  readonly planned: ReadonlyMap<string, PlannedAction>
  readonly actions: Record<string, ActionRun>
  readonly commands: Command[]
  readonly transitions: RequestState[]
  run: Omit<Run, 'actions'>
}

/** An action before anything happened to it. */
export const unbegun: ActionRun = {
  state: 'pending',
  attempt: 0,
  generation: 0,
  fence: 0,
  lostClaims: 0,
  entry: 'execute',
}

/** Puts a run on the bench. */
export function open(plan: Plan, run: Run, now: Instant): Work {
  const { actions, ...rest } = run
  const planned = new Map(plan.actions.map((action) => [action.id, action]))
  return { plan, now, planned, actions: { ...actions }, commands: [], transitions: [], run: rest }
}

/** Takes the run off the bench. */
export function close(work: Work): Decision {
  return {
    run: { ...work.run, actions: work.actions },
    commands: work.commands,
    transitions: work.transitions,
  }
}

/** The action's run; undefined for an id that is not in the run. */
export function actionRun(work: Work, id: string): ActionRun | undefined {
  return Object.hasOwn(work.actions, id) ? work.actions[id] : undefined
}

/** The action with some of its optional keys gone. */
export function without(action: ActionRun, keys: readonly OptionalKey[]): ActionRun {
  const rest = { ...action }
  for (const key of keys) delete rest[key]
  return rest
}
type OptionalKey = {
  [K in keyof ActionRun]-?: undefined extends ActionRun[K] ? K : never
}[keyof ActionRun]

/** Moves the request itself. */
export function move(work: Work, state: RequestState): void {
  work.run = { ...work.run, state }
  work.transitions.push(state)
}

/** Lets somebody claim the action. */
export function makeReady(work: Work, id: string, action: ActionRun, entry: Entry): void {
  work.actions[id] = { ...without(action, ['due', 'waitingFor']), state: 'ready', entry }
  work.commands.push({ type: 'start', action: id, entry })
}

/** True for the entries that make an effect; the others only look at one, or stop it. */
export function isMaking(entry: Entry): boolean {
  return entry === 'execute' || entry === 'compensate'
}

/** Ready, running, waiting or of unknown outcome: it began and has not ended. */
export function inFlight(action: ActionRun): boolean {
  return flying.has(action.state)
}
const flying: ReadonlySet<string> = new Set(['ready', 'running', 'waiting', 'unknown'])

/** It will not change any more by itself. */
export function hasEnded(action: ActionRun): boolean {
  return action.state !== 'pending' && !inFlight(action)
}

/** Something of it may begin: people are asked whether, or it is being worked on. */
export function isGoing({ run: { state } }: Pick<Work, 'run'>): boolean {
  return state === 'in_progress' || state === 'awaiting_approval'
}

/** Whether actions of this lane run when the request goes on: what comes first, the carrying lane, and what follows it. */
export function isOpen({ lane }: Pick<Run, 'lane'>, other: PlannedAction['lane']): boolean {
  return other === 'gate' || other === lane || other === 'post'
}

/** Everything but notices: what the request's end depends on. */
export function isWork(planned: PlannedAction): boolean {
  return planned.lane !== 'notice'
}

/** What an ended action still tells; the memo stays on one that is given up, for the call to `cancel`. */
export type ActionEnding = {
  state: 'succeeded' | 'failed' | 'cancelled' | 'skipped'
  outputs?: Outputs
  error?: ActionError
}

/** Ends an action that was in flight or pending. */
export function end(work: Work, id: string, action: ActionRun, ending: ActionEnding): void {
  const givenUp = ending.state === 'cancelled' || ending.state === 'skipped'
  const kept = givenUp ? inFlightOnly : [...inFlightOnly, 'memo' as const]
  const rest = without(action, ending.state === 'succeeded' ? [...kept, 'error', 'maybe'] : kept)
  work.actions[id] = { ...rest, ...ending, lostClaims: 0, endedAt: work.now }
}
export const inFlightOnly = [
  'due',
  'misses',
  'waitingFor',
  'signal',
  'nextSignal',
  'deadlineAt',
  'escalateAt',
  'held',
  'leftMs',
] as const
