import { isCheck } from '../../src/engine/checks.ts'
import { actionLifecycle, lifecycle } from '../../src/engine/lifecycle.ts'
import type { Plan, PlannedAction } from '../../src/engine/plan.ts'
import {
  actionStates,
  type ActionRun,
  type ActionState,
  type Run,
  type RunEvent,
} from '../../src/engine/run.ts'
import type { Decision } from '../../src/engine/work.ts'
import { checkDoubts } from './doubts.ts'
import { checkRolledBack, checkUndoing } from './undo-checks.ts'

const unended = new Set(['pending', 'ready', 'running', 'waiting', 'unknown'])
const ended = new Set<string>(actionStates.filter((state) => !unended.has(state)))

/** Throws with a sentence when a decision breaks a promise that holds for every step of every run. */
export function checkStep(plan: Plan, before: Run, event: RunEvent, decision: Decision): void {
  const { run, commands, transitions } = decision
  if (run === before) {
    if (commands.length + transitions.length > 0)
      throw new Error('an unfit event commanded something')
    return
  }
  checkRequest(before, decision)
  checkFence(before, event)
  for (const planned of plan.actions) {
    const { id, lane } = planned
    const [was, is] = [before.actions[id], run.actions[id]]
    if (!was || !is) throw new Error(`${id} vanished`)
    if (was !== is) checkAction(was, is, event)
    if (lane !== 'notice' && !isKept(was, is, run) && !startsAnew(event, planned))
      throw new Error(`${id} succeeded and was thrown away unasked`)
  }
  checkGates(plan, before, run)
  checkOrder(plan, before, run)
  checkDoubts(plan, before, { event, run })
  checkUndoing(plan, before, run)
}

function isKept(was: ActionRun, is: ActionRun, run: Run): boolean {
  const undone = is.state === 'compensating' && run.state === 'rolling_back'
  return was.state !== 'succeeded' || is.state === 'succeeded' || undone
}

/** A no stands in the way of all, unless it is only asked; a person may go on without an answer, not without agreement. */
function isPassed(planned: PlannedAction, { actions }: Run): boolean {
  const state = actions[planned.id]?.state
  if (!isCheck(planned)) return state === 'succeeded'
  const isEnded = state === 'failed' || state === 'cancelled'
  return (
    state === 'succeeded' || state === 'skipped' || (planned.onFailure === 'continue' && isEnded)
  )
}

/** What people agreed to is asked anew once something else is to be done, what other systems are asked by every retry. */
function startsAnew(event: RunEvent, planned: PlannedAction): boolean {
  const isChange = event.type === 'input_edited' || event.type === 'plan_changed'
  if (planned.lane === 'gate' && isChange) return true
  return event.type === 'retry_requested' && (event.from !== undefined || isCheck(planned))
}

/** What was accepted must have come from the claim that counts. */
function checkFence(before: Run, event: RunEvent): void {
  if (!('fence' in event)) return
  const last = before.actions[event.action]?.fence ?? 0
  const meant = event.type === 'action_claimed' ? last + 1 : last
  if (event.fence !== meant) throw new Error(`fence ${event.fence} was accepted after ${last}`)
}

function checkRequest(before: Run, { run, commands, transitions }: Decision): void {
  let state = before.state
  for (const next of transitions) {
    if (!lifecycle[state].includes(next)) throw new Error(`${state} must not become ${next}`)
    state = next
  }
  if (state !== run.state) throw new Error('the transitions do not lead to the state')
  const finishes = commands.filter(({ type }) => type === 'finish').length
  const ends = transitions.filter((next) => endings.has(next)).length
  if (finishes !== ends) throw new Error(`finish was commanded ${finishes} times for ${ends} ends`)
}
const endings = new Set<string>([
  'completed',
  'failed',
  'rejected',
  'cancelled',
  'rolled_back',
  'rollback_failed',
])

/** Throws when work begins that people have not agreed to, or before what is asked first is answered. */
function checkGates(plan: Plan, before: Run, run: Run): void {
  const gates = plan.actions.filter(({ lane, gone }) => lane === 'gate' && !gone)
  if (gates.every((one) => isPassed(one, run))) return
  if (run.state === 'completed') throw new Error('completed although nobody agreed')
  for (const { id, lane, role } of plan.actions) {
    if (lane === 'gate' || lane === 'notice' || role === 'rollback') continue
    const begins = before.actions[id]?.state === 'pending' && run.actions[id]?.state === 'ready'
    if (begins) throw new Error(`${id} began before people agreed`)
  }
}

function checkOrder(plan: Plan, before: Run, run: Run): void {
  const working = plan.actions.filter(({ lane }) => lane !== 'notice')
  for (const { id, after } of working) {
    const begins = before.actions[id]?.state === 'pending' && run.actions[id]?.state === 'ready'
    const open = begins ? after.filter((one) => !isPast(plan, run, one)) : []
    if (open.length > 0) throw new Error(`${id} began before ${open.join()} ended`)
  }
  const taken = working.filter(({ id }) =>
    ['ready', 'running'].includes(run.actions[id]?.state ?? ''),
  )
  if (taken.length > plan.concurrency)
    throw new Error(`${taken.length} at once, ${plan.concurrency} allowed`)
}

function isPast(plan: Plan, run: Run, id: string): boolean {
  const found = run.actions[id]
  const lane = plan.actions.find((one) => one.id === id)?.lane
  if (found?.replacedBy !== undefined) return isPast(plan, run, found.replacedBy)
  if (!found || ended.has(found.state)) return true
  return found.state === 'pending' && lane !== 'post' && lane !== 'gate' && lane !== run.lane
}

function checkAction(was: ActionRun, is: ActionRun, event: RunEvent): void {
  if (is.fence < was.fence || is.fence > was.fence + 1) throw new Error('a fence fell or jumped')
  if (is.generation < was.generation) throw new Error('a generation fell')
  const again = event.type === 'retry_requested' && was.state !== is.state
  const path = again ? [was.state, 'pending' as const, is.state] : wayOf(was.state, is)
  if (!path.every((state, n) => mayFollow(path[n - 1] ?? state, state)))
    throw new Error(`an action must not go from ${was.state} to ${is.state}`)
  const kept = is.state === 'succeeded' || is.state === 'compensating'
  if (was.state === 'succeeded' && is.generation === was.generation && !kept)
    throw new Error('a succeeded action started again under the same key')
}

/** The last success of a failing request is undone in the same step, and what a cancel calls off. */
function wayOf(from: ActionState, { state: to, begun }: ActionRun): readonly ActionState[] {
  return to === 'compensating' ? [from, begun ? 'cancelled' : 'succeeded', to] : [from, to]
}

function mayFollow(from: ActionState, to: ActionState): boolean {
  return from === to || actionLifecycle[from].includes(to)
}

function isBad({ state, replacedBy, standsFor }: ActionRun): boolean {
  return state === 'failed' && replacedBy === undefined && standsFor === undefined
}

/** Throws unless nothing that matters is left open in a run that ended. */
export function checkEnd(plan: Plan, run: Run): void {
  if (!endings.has(run.state)) throw new Error(`the run rests in ${run.state}`)
  checkRolledBack(plan, run)
  checkRace(plan, run)
  for (const { id, lane, onFailure, gone } of plan.actions) {
    const found = run.actions[id]
    if (!found || !ended.has(found.state)) throw new Error(`${id} is left ${found?.state}`)
    const matters = !gone && onFailure !== 'continue' && lane === run.lane
    if (run.state === 'completed' && matters && isBad(found))
      throw new Error(`completed although ${id} failed`)
  }
}

/** Throws unless a race has a winner exactly when one of the lanes was done. */
function checkRace(plan: Plan, { state, winner, lost, lane }: Run): void {
  if (!plan.parallel && (winner || lost)) throw new Error('a race that nobody asked for')
  if (plan.parallel && state === 'completed' && !winner) throw new Error('completed by nobody')
  if (!winner) return
  if (winner.lane !== lane) throw new Error('the winner does not carry the request')
  if (lost?.[winner.lane]) throw new Error('a lane that had failed has won')
}
