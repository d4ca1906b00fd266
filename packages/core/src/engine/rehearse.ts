import type { Instant } from '../instant.ts'
import { decide } from './decide.ts'
import { type Moment, momentsOf } from './moments.ts'
import { sentencesOf } from './narrate.ts'
import type { Plan } from './plan.ts'
import { firstRun } from './replay.ts'
import type {
  ActionError,
  ActionState,
  Command,
  Entry,
  Outputs,
  RequestState,
  Run,
  RunEvent,
} from './run.ts'

/** An action begins, and whoever plays the outside says how it goes. `outputs`: of all that succeeded so far. */
export type Asked = {
  action: string
  entry: Entry
  /** Which try it is, 1 = the first. */
  attempt: number
  at: Instant
  outputs: Readonly<Record<string, Outputs>>
}

/** How an action goes that has begun: at once, or after it waited for something outside or for a person. */
export type Told = (
  | { ends: 'succeeded'; outputs: Outputs }
  | { ends: 'failed'; error: ActionError; retryable: boolean }
) & { waits?: { for: 'remote' | 'person'; ms: number } }

/** One thing that happened, what it meant, and which actions stand otherwise since. */
export type RehearsedStep = {
  at: Instant
  event: RunEvent['type']
  action?: string
  state: RequestState
  sentences: readonly string[]
  changed: Readonly<Record<string, ActionState>>
}

/** `cut`: it was ended after 2,000 steps. */
export type Rehearsed = { steps: readonly RehearsedStep[]; run: Run; cut: boolean }

/** A run that takes more has a plan with very many tries. */
const mostSteps = 2_000

/**
 * Plays a request in memory with the engine's own decisions, in a time of its own that jumps from moment to moment.
 * Yields each action that begins and is told how it goes; rests between tries are as long as they can be. With
 * `rollBack` it is undone once it has ended.
 */
export function* rehearse(
  plan: Plan,
  begin: Instant,
  { rollBack = false, notBefore }: { rollBack?: boolean; notBefore?: Instant | undefined } = {},
): Generator<Asked, Rehearsed, Told> {
  const stage = new Stage(plan, begin)
  stage.happen({ type: 'submitted', ...(notBefore !== undefined && { notBefore }) })
  let undoes = rollBack
  while (stage.steps.length < mostSteps) {
    const deed = stage.next()
    if (!deed && !undoes) break
    if (!deed) {
      undoes = false
      stage.happen({ type: 'rollback_requested', by: 'rehearsal' })
    } else if ('event' in deed) stage.happen(deed.event)
    else yield* work(stage, deed.start)
  }
  return { steps: stage.steps, run: stage.run, cut: stage.steps.length >= mostSteps }
}

type Start = Extract<Command, { type: 'start' }>

function* work(stage: Stage, { action }: Start): Generator<Asked, void, Told> {
  const fence = (stage.run.actions[action]?.fence ?? 0) + 1
  if (!stage.happen({ type: 'action_claimed', action, fence, worker: 'rehearsal' })) return
  const told = stage.known(action) ?? (yield stage.asked(action))
  if (told.waits) stage.wait(action, fence, { ...told, waits: told.waits })
  else stage.happen(report(action, fence, told))
}

function report(action: string, fence: number, told: Told): RunEvent {
  if (told.ends === 'succeeded')
    return { type: 'action_succeeded', action, fence, outputs: told.outputs }
  const { error, retryable } = told
  return { type: 'action_failed', action, fence, error, retryable }
}

type Deed = Moment | { at: Instant; start: Start }

/** The run, its time, and what is still to happen. */
class Stage {
  readonly steps: RehearsedStep[] = []
  run: Run
  private readonly plan: Plan
  private now: Instant
  private readonly deeds: Deed[] = []
  /** Moments of the clock that have been and changed nothing. */
  private readonly past = new Set<string>()
  /** How those end that wait. */
  private readonly open = new Map<string, Told>()

  constructor(plan: Plan, begin: Instant) {
    this.plan = plan
    this.now = begin
    this.run = firstRun(plan)
  }

  /** False = it did not fit, and nothing has changed. */
  happen(event: RunEvent): boolean {
    const before = this.run
    const { run, commands, transitions } = decide(this.plan, before, event, this.now)
    if (run === before) return false
    this.run = run
    this.steps.push({
      at: this.now,
      event: event.type,
      ...('action' in event && { action: event.action }),
      state: run.state,
      sentences: sentencesOf(this.plan, { event, before, run, transitions }),
      changed: changedStates(before, run),
    })
    for (const command of commands) this.carryOut(command)
    return true
  }

  /** What happens next, by the clock or because something was begun; time has moved there. */
  next(): Deed | undefined {
    const due = this.deeds.toSorted((a, b) => a.at - b.at)[0]
    const moment = momentsOf(this.plan, this.run).find((one) => !this.past.has(nameOf(one)))
    const isClock = moment !== undefined && (due === undefined || moment.at < due.at)
    const deed = isClock ? moment : due
    if (isClock) this.past.add(nameOf(moment))
    else if (due) this.deeds.splice(this.deeds.indexOf(due), 1)
    if (deed) this.now = Math.max(this.now, deed.at)
    return deed
  }

  /** How an action ends that has waited for it. */
  known(action: string): Told | undefined {
    const entry = this.run.actions[action]?.entry
    const told = this.open.get(action)
    this.open.delete(action)
    return entry === 'poll' || entry === 'resume' ? told : undefined
  }

  asked(action: string): Asked {
    const { entry = 'execute', attempt = 1 } = this.run.actions[action] ?? {}
    const outputs = Object.fromEntries(
      Object.entries(this.run.actions).flatMap(([id, one]) =>
        one.outputs ? [[id, one.outputs]] : [],
      ),
    )
    return { action, entry, attempt, at: this.now, outputs }
  }

  /** The action waits, and something or somebody will end that. */
  wait(action: string, fence: number, told: Told & Required<Pick<Told, 'waits'>>): void {
    const { waits, ...rest } = told
    this.open.set(action, rest)
    const at = this.now + waits.ms
    const until = waits.for === 'remote' && { until: at }
    const waitingFor = waits.for
    this.happen({ type: 'action_waiting', action, fence, waitingFor, memo: {}, ...until })
    if (waits.for === 'person')
      this.deeds.push({ at, event: { type: 'action_signalled', action, signal: {} } })
  }

  private carryOut(command: Command): void {
    if (command.type === 'wake') {
      const { action, fence, within } = command
      this.deeds.push({ at: within[1], event: { type: 'action_woken', action, fence } })
    }
    // What is called off is not asked about: whatever comes of that call changes nothing.
    if (command.type === 'start' && command.entry !== 'cancel')
      this.deeds.push({ at: this.now, start: command })
  }
}

function nameOf({ at, event }: Moment): string {
  return `${event.type} ${'action' in event ? event.action : ''} ${at}`
}

function changedStates(before: Run, run: Run): Readonly<Record<string, ActionState>> {
  return Object.fromEntries(
    Object.entries(run.actions).flatMap(([id, { state }]) =>
      before.actions[id]?.state === state ? [] : [[id, state]],
    ),
  )
}
