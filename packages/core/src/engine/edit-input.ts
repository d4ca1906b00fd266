import { fromPointer } from '../catalog/path.ts'
import { askAnew } from './approval/events.ts'
import { isCovered, isGate } from './approval/gate.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { ActionRun, Outputs, Run, RunEvent } from './run.ts'
import { inFlightOnly, isMaking, isOpen, type Work, without } from './work.ts'

/**
 * Whether a person may change what the action's next try is given: it has to have one, and not run now. Whom an
 * approval asks is not changed, nor what people agreed to and is made already.
 */
export function canEdit(plan: Plan, run: Run, id: string): boolean {
  const planned = plan.actions.find((one) => one.id === id)
  const action = Object.hasOwn(run.actions, id) ? run.actions[id] : undefined
  if (!planned || planned.gone || !action || run.cancelling) return false
  return mayBe(run, planned, action) && !isAgreed(plan, run, { planned, action })
}

/** Whom an approval asks is settled, and so is what people agreed to once it has been made. */
function isAgreed(
  plan: Plan,
  run: Run,
  { planned, action }: { planned: PlannedAction; action: ActionRun },
): boolean {
  const isMade = action.state === 'waiting' && !isMaking(action.entry)
  return isGate(planned) || (isMade && isCovered(plan, run, planned.id))
}

function mayBe(run: Run, planned: PlannedAction, action: ActionRun): boolean {
  if (action.state === 'ready' || action.state === 'waiting') return true
  if (planned.role === 'rollback') return restStates.has(action.state)
  if (run.state === 'failed') return restStates.has(action.state) && isOpen(run, planned.lane)
  return run.endedAt === undefined && action.state === 'pending'
}
const restStates: ReadonlySet<ActionRun['state']> = new Set(['pending', 'failed', 'skipped'])

/** From the next try on the action's config is another; later edits of the same place win. */
export function inputEdited(
  work: Work,
  { action: id, changes, by, reason }: Extract<RunEvent, { type: 'input_edited' }>,
  action: ActionRun,
): boolean {
  if (!canEdit(work.plan, { ...work.run, actions: work.actions }, id)) return false
  const edited = { changes: merged(action.edited?.changes, changes), by, reason, at: work.now }
  work.actions[id] = waitsAgain(work, id, { ...action, edited })
  if (isForward(work, id)) askAnew(work, id)
  return true
}

/** Undoing and telling is nothing people were asked to agree to. */
function isForward({ planned }: Work, id: string): boolean {
  const found = planned.get(id)
  return found !== undefined && found.role !== 'rollback' && found.lane !== 'notice'
}

/** What was about to begin waits once more for those who agreed to what it was given before. */
function waitsAgain(work: Work, id: string, action: ActionRun): ActionRun {
  const isAbout = action.state === 'ready' || action.state === 'waiting'
  if (
    !isAbout ||
    action.approval ||
    !isForward(work, id) ||
    !isCovered(work.plan, { actions: work.actions }, id)
  )
    return action
  return { ...without(action, [...inFlightOnly, 'startedAt']), state: 'pending', entry: 'execute' }
}

/** A new value takes the place of all that was changed inside it before. */
function merged(before: Outputs = {}, changes: Outputs): Outputs {
  const over = Object.keys(changes)
  const left = Object.entries(before).filter(
    ([pointer]) => !over.some((one) => one === pointer || pointer.startsWith(`${one}/`)),
  )
  return { ...Object.fromEntries(left), ...changes }
}

/** A config with changes, and the pointers among them that lead nowhere. */
export type ChangedConfig = { config: Readonly<Record<string, unknown>>; lost: readonly string[] }

/**
 * Puts each value at its JSON pointer (RFC 6901), outer ones first. What a pointer stands in must exist, a
 * list is not made longer; the config itself cannot be replaced.
 */
export function changedConfig(
  config: Readonly<Record<string, unknown>>,
  changes: Outputs,
): ChangedConfig {
  const lost: string[] = []
  let changed: unknown = config
  for (const pointer of Object.keys(changes).toSorted((a, b) => a.length - b.length)) {
    const path = pointer.startsWith('/') ? fromPointer(pointer, changed) : []
    const next = path.length === 0 ? undefined : put(changed, path, changes[pointer])
    if (next === undefined) lost.push(pointer)
    else changed = next
  }
  return { config: changed as Readonly<Record<string, unknown>>, lost }
}

type Step = string | number

/** A copy with the value at the path; undefined when the path leads nowhere. */
function put(root: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(root)) {
    if (typeof step !== 'number' || !Object.hasOwn(root, step)) return undefined
    const inner = put(root[step] as unknown, rest, value)
    return inner === undefined ? undefined : root.with(step, inner)
  }
  if (typeof root !== 'object' || root === null || isForbidden(step)) return undefined
  if (rest.length > 0 && !Object.hasOwn(root, step)) return undefined
  const inner = put(Reflect.get(root, step), rest, value)
  return inner === undefined ? undefined : { ...root, [step]: inner }
}

function isForbidden(step: Step): boolean {
  return step === '__proto__' || step === 'constructor' || step === 'prototype'
}

/** The action as its next try sees it. */
export function asEdited(planned: PlannedAction, { edited }: ActionRun): PlannedAction {
  if (!edited) return planned
  return { ...planned, config: changedConfig(planned.config, edited.changes).config }
}
