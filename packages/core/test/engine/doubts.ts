import type { Plan, PlannedAction } from '../../src/engine/plan.ts'
import type { ActionRun, Run, RunEvent } from '../../src/engine/run.ts'

type Happened = { event: RunEvent; run: Run }

/**
 * Throws unless what may exist and must not be made twice is asked for again only after somebody's word
 * (S15), and a doubt goes only by a clear answer or by that word. Notices hold nobody up.
 */
export function checkDoubts(plan: Plan, before: Run, { event, run }: Happened): void {
  for (const planned of plan.actions) {
    const [was, is] = [before.actions[planned.id], run.actions[planned.id]]
    if (!was || !is || was === is) continue
    const fault = planned.lane === 'notice' ? noticeFault(is) : faultOf(planned, { was, is, event })
    if (fault !== undefined) throw new Error(`${planned.id} ${fault}`)
  }
}

function noticeFault({ state }: ActionRun): string | undefined {
  return state === 'unknown' ? 'is a notice and holds us up' : undefined
}

type Turn = { was: ActionRun; is: ActionRun; event: RunEvent }

function faultOf(planned: PlannedAction, { was, is, event }: Turn): string | undefined {
  if (planned.reads && is.maybe) return 'only reads and is in doubt'
  if (is.state === 'unknown' && !is.maybe) return 'is unknown without a doubt'
  if (isBlind(planned, is)) return 'would be called blindly'
  const isLost = was.maybe && !is.maybe && !isClear(planned, is, event)
  return isLost ? `lost its doubt by ${event.type}` : undefined
}

/** Who undoes what was only begun finds out, too, whether there was anything. */
function isClear({ id }: PlannedAction, { state, begun }: ActionRun, event: RunEvent): boolean {
  const isTold = 'action' in event && event.action === id && clears.has(event.type)
  return isTold || (begun === true && state === 'compensated')
}
const clears = new Set(['action_succeeded', 'action_waiting', 'effect_resolved'])

function isBlind({ repeat }: PlannedAction, { maybe, entry, state }: ActionRun): boolean {
  const comes = state === 'ready' || state === 'running' || state === 'pending'
  return maybe === true && repeat === 'never' && entry === 'execute' && comes
}
