import type { Plan } from '../../src/engine/plan.ts'
import type { Run, RunEvent } from '../../src/engine/run.ts'

/** Whether the action asks people before anything else of the plan begins. */
export function isGate(plan: Plan, id: string): boolean {
  return plan.actions.some((one) => one.id === id && one.lane === 'gate')
}

type Call = { action: string; fence: number }

/** What one person, bob, is asked for things as they are now. */
export function asking(run: Run, { action, fence }: Call): RunEvent {
  const changes = run.changes ?? 0
  const digest = `${fence}/${changes}`
  const approvers = { type: 'users' as const, list: ['bob'], minimum: 1 }
  const stages = [{ name: 'one', order: 1, approvers }]
  const ask = { title: 'x', summary: '', shown: digest, digest, changes, stages }
  return {
    type: 'action_waiting',
    action,
    fence,
    waitingFor: 'person',
    memo: {},
    ask: { ...ask, gate: true },
  }
}

/** What the connector makes of what was said; undefined while nothing was. `off`: automation is off just then. */
export function verdict(run: Run, { action, fence }: Call, off: boolean): RunEvent | undefined {
  const { entry, signal } = run.actions[action] ?? {}
  if (entry !== 'resume' || signal?.['decision'] === undefined) return undefined
  if (signal['decision'] === 'approve') {
    const automation = { off: true as const, reason: 'x' }
    const outputs = { by: fence }
    return { type: 'action_succeeded', action, fence, outputs, ...(off && { automation }) }
  }
  const error = { code: 'approval.rejected', message: 'no', class: 'rejected' }
  return { type: 'action_failed', action, fence, error, retryable: false }
}

/** What bob says to what he is shown now; undefined where nothing is. */
export function word(
  run: Run,
  action: string,
  decision: 'approve' | 'reject',
): RunEvent | undefined {
  const digest = run.actions[action]?.approval?.digest
  if (digest === undefined) return undefined
  const said = { stage: 'one', decision, names: ['bob'], how: 'api' }
  return { type: 'approval_voted', action, digest, ...said }
}
