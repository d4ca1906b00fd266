import type { Instant } from '@pao/core'
import {
  type ActionRun,
  approvalFacts,
  type Command,
  decide,
  givesSlotsBack,
  type Plan,
  progress,
  type Run,
  type RunEvent,
} from '@pao/core/engine'
import type { Fixed, Held } from './held.ts'
import type { Job } from '#store/pump.ts'
import { noteOrphan, type OrphanRow, type SettledRow } from './orphan-rows.ts'

/** One event to happen, who caused it, and what its cause leaves in the action's and attempt's rows. */
export type Step = {
  event: RunEvent
  actor: string
  /** How the running attempt ended, when a worker says so. */
  ended?: Omit<AttemptEnd, 'action' | 'fence'>
  /** Sensitive outputs, sealed, base64. */
  sealed?: string
  /** What an inbound webhook is matched by while the action waits. */
  waitKey?: string
  /** With `plan_changed`: what is fixed from now on besides the plan itself. */
  pin?: Pick<Fixed, 'itemVersion' | 'definitionHash' | 'fields' | 'sealedFields'>
  /** Asked for a second event to be written along, once this one has happened. */
  along?: (held: Held) => Step | undefined
}

export type AttemptEnd = {
  action: string
  fence: number
  outcome: string
  input?: unknown
  outputs?: unknown
  error?: unknown
  http_status?: number
  ref?: unknown
  log?: readonly unknown[]
}

export type EventRow = { seq: number; type: string; actor: string; data: EventData }

/** What the log keeps of an event. `event` is unset on rows that only tell a change of state. */
export type EventData = {
  event?: RunEvent
  state: Run['state']
  progress: number
  current_action?: string
  action_state?: string
  /** What became of an ask by the event before; such a row has no event of its own. */
  told?: { action: string; stage?: string; detail: string }
}

export type ActionRow = {
  action_id: string
  state: string
  fence: number
  lease_owner?: string
  /** Milliseconds since 1970. */
  wake_at?: Instant
  /** The wait goes on: its moment stays as it is. */
  keeps_wake?: boolean
  deadline_at?: Instant
  escalate_at?: Instant
  wait_key?: string
  sealed?: string
}

export type AttemptRow = {
  action: string
  fence: number
  entry: string
  attempt: number
  generation: number
  worker: string
}

/** All that is written together when one or more events happen to a request. */
export type Change = {
  held: Held
  run: Run
  seq: number
  at: Instant
  events: EventRow[]
  actions: ActionRow[]
  claims: AttemptRow[]
  ends: AttemptEnd[]
  jobs: Job[]
  commands: Command[]
  orphans: OrphanRow[]
  settled: SettledRow[]
  /** Whether an action was taken out of the hands of a worker that does not know it yet. */
  taken: boolean
  /** Whether the request went over to another plan: what is fixed is written as well. */
  replanned: boolean
  /** Actions that need slots of limits from now on, or give back what they hold. */
  slots: Map<string, 'take' | 'back'>
  /** How many actions in line were called along with it, once it is written. */
  called: number
}

export type Dice = () => number

/** An empty change, to which events happen one after another. */
export function begin(held: Held, at: Instant): Change {
  return {
    held,
    run: held.run,
    seq: held.seq,
    at,
    events: [],
    actions: [],
    claims: [],
    ends: [],
    jobs: [],
    commands: [],
    orphans: [],
    settled: [],
    taken: false,
    replanned: false,
    slots: new Map(),
    called: 0,
  }
}

/** Takes back the hint at an action that has been claimed in the same change. */
export function dropHint(change: Change, action: string): void {
  change.jobs = change.jobs.filter((job) => job.action !== action || job.entry !== 'claim')
}

/** Levels of priority as queue and lines order them. */
export const priorities = { low: 0, normal: 1, high: 2, critical: 3 } as const

/** Lets the event happen. False when it does not fit the run: then nothing has changed. */
export function happen(change: Change, step: Step, dice: Dice): boolean {
  const { plan } = change.held.fixed
  const before = change.run
  const { run, commands, transitions } = decide(plan, before, step.event, change.at)
  if (run === before) return false
  change.run = run
  if (step.event.type === 'plan_changed') repin(change, step.event.plan, step.pin)
  change.commands.push(...commands)
  change.jobs.push(...jobsOf(change.held, commands, step.event))
  noteEvents(change, { before, step, transitions })
  noteAttempts(change, before, step)
  noteActions(change, { before, step, commands }, dice)
  return true
}

function repin(change: Change, plan: Plan, pin: Step['pin']): void {
  const { held } = change
  const { fixed } = held
  const ordered = fixed.ordered ?? { version: fixed.itemVersion, hash: fixed.definitionHash }
  change.replanned = true
  const planChanges = fixed.planChanges + 1
  change.held = { ...held, fixed: { ...fixed, ...pin, plan, planChanges, ordered } }
}

/** What a worker left unfinished goes before what nobody has begun, however long the queue is. */
function priorityOf({ fixed }: Held, action: string, event: RunEvent): number {
  const isLeft = event.type === 'action_lost' || event.type === 'action_released'
  return isLeft && event.action === action ? priorities.critical : priorities[fixed.plan.priority]
}

function jobsOf(held: Held, commands: readonly Command[], event: RunEvent): Job[] {
  const { key } = held
  return commands.flatMap((command) =>
    command.type === 'start'
      ? [
          {
            tenant: key.tenant,
            request: key.id,
            action: command.action,
            entry: command.entry === 'cancel' ? ('cancel' as const) : ('claim' as const),
            priority: priorityOf(held, command.action, event),
          },
        ]
      : [],
  )
}

type Told = { before: Run; step: Step; transitions: readonly Run['state'][] }

function noteEvents(change: Change, { before, step, transitions }: Told): void {
  const { event, actor } = step
  const action = 'action' in event ? actionOf(change.run, event.action) : undefined
  const { percentage, currentAction } = progress(change.held.fixed.plan, change.run)
  const common = {
    progress: percentage,
    ...(currentAction !== undefined && { current_action: currentAction }),
  }
  const note = (type: string, data: EventData): void => {
    change.seq += 1
    change.events.push({ seq: change.seq, type, actor, data })
  }
  note(event.type, {
    ...common,
    event,
    state: transitions.length > 0 ? before.state : change.run.state,
    ...(action && { action_state: action.state }),
  })
  if (change.run.winner && !before.winner) note('lane_won', { ...common, state: before.state })
  for (const { type, ...told } of askFacts(before, change.run))
    note(type, { ...common, state: before.state, told })
  for (const state of transitions) note(`request_${state}`, { ...common, state })
}

/** What an event meant for what people are asked. */
function askFacts(before: Run, run: Run) {
  return Object.entries(run.actions).flatMap(([action, is]) =>
    approvalFacts(actionOf(before, action)?.approval, is.approval).map((fact) => ({
      ...fact,
      action,
    })),
  )
}

/** Claims open an attempt; whatever takes a running action out of its worker's hands closes it. */
function noteAttempts(change: Change, before: Run, { event, ended }: Step): void {
  for (const [id, was] of Object.entries(before.actions)) {
    const is = actionOf(change.run, id)
    if (was.state !== 'running' || (is?.state === 'running' && is.fence === was.fence)) continue
    const end: AttemptEnd = {
      outcome: event.type.replace(/^(action|request)_/, ''),
      ...ended,
      action: id,
      fence: was.fence,
    }
    change.ends.push(end)
    change.taken ||= ended === undefined
  }
  if (event.type !== 'action_claimed') return
  const is = actionOf(change.run, event.action)
  if (!is) return
  const { attempt, generation, entry, fence } = is
  change.claims.push({
    action: event.action,
    fence,
    entry,
    attempt,
    generation,
    worker: event.worker,
  })
}

type Turn = { before: Run; step: Step; commands: readonly Command[] }

function noteActions(change: Change, turn: Turn, dice: Dice): void {
  for (const [id, is] of Object.entries(change.run.actions)) {
    const was = actionOf(turn.before, id)
    if (was === is) continue
    noteSlots(change, id, turn.before)
    noteOrphan(change, id, { was, is, actor: turn.step.actor })
    const row: ActionRow = {
      action_id: id,
      state: is.state,
      fence: is.fence,
      ...(is.state === 'waiting' && !is.due && { keeps_wake: true }),
      ...(is.deadlineAt !== undefined && { deadline_at: is.deadlineAt }),
      ...(is.escalateAt !== undefined && { escalate_at: is.escalateAt }),
      ...wakeOf(id, turn, dice),
      ...leftBy(id, turn.step),
    }
    const index = change.actions.findIndex(({ action_id }) => action_id === id)
    if (index < 0) change.actions.push(row)
    else change.actions[index] = { ...change.actions[index], ...row }
  }
}

/** Notes what an action's change means for the slots it may hold. */
function noteSlots(change: Change, id: string, before: Run): void {
  const was = actionOf(before, id)
  const is = actionOf(change.run, id)
  if (!was || !is) return
  if (is.state === 'running' && was.state !== 'running') change.slots.set(id, 'take')
  else if (givesSlotsBack(was, is)) change.slots.set(id, 'back')
}

function wakeOf(id: string, { commands }: Turn, dice: Dice): Pick<ActionRow, 'wake_at'> {
  const wake = commands.find((command) => command.type === 'wake' && command.action === id)
  return wake?.type === 'wake' ? { wake_at: draw(wake.within, dice) } : {}
}

/** What only the cause of the event knows of the action it names. */
function leftBy(id: string, { event, waitKey, sealed }: Step): Partial<ActionRow> {
  if (!('action' in event) || event.action !== id) return {}
  return {
    ...(event.type === 'action_claimed' && { lease_owner: event.worker }),
    ...(waitKey !== undefined && { wait_key: waitKey }),
    ...(sealed !== undefined && { sealed }),
  }
}

function draw([from, to]: readonly [Instant, Instant], dice: Dice): Instant {
  return Math.round(from + (to - from) * dice())
}

/** The action's run, only if it is the run's own. */
export function actionOf(run: Pick<Run, 'actions'>, id: string): ActionRun | undefined {
  return Object.hasOwn(run.actions, id) ? run.actions[id] : undefined
}

/** Whether the plan knows the action. */
export function plannedOf(plan: Plan, id: string): Plan['actions'][number] | undefined {
  return plan.actions.find((action) => action.id === id)
}
