import type { PlannedAction } from './plan.ts'
import type { Run } from './run.ts'
import { isGate, orderRejectedCode, rejectedCode } from './approval/gate.ts'
import type { Work } from './work.ts'

type Carrier = Run['lane']
const carriers: readonly Carrier[] = ['automatic', 'manual']

/** The lanes whose work decides how the request ends: the carrying one, or both while they race. */
export function openLanes({ plan, run }: Pick<Work, 'plan' | 'run'>): readonly Carrier[] {
  if (!isRace({ plan, run })) return [run.lane]
  return carriers.filter((lane) => run.lost?.[lane] === undefined)
}

/** True while automation and people work side by side. */
export function isRace({ plan, run }: Pick<Work, 'plan' | 'run'>): boolean {
  return plan.parallel === true && run.winner === undefined
}

/** True for an action whose lane may go on. */
export function isOpenLane(work: Pick<Work, 'plan' | 'run'>, lane: PlannedAction['lane']): boolean {
  return lane === 'gate' || openLanes(work).some((open) => open === lane)
}

/** True for an action of the lane that was beaten: its work is called off. */
export function isBeaten({ run }: Pick<Work, 'run'>, lane: PlannedAction['lane']): boolean {
  return (
    run.winner !== undefined && carriers.some((one) => one === lane && one !== run.winner?.lane)
  )
}

/** True where no new try of the action may begin: the request fails or is stopped, or its lane has. */
export function isStopped({ plan, run }: Work, lane: PlannedAction['lane']): boolean {
  if (run.failure || run.cancelling || isBeaten({ run }, lane)) return true
  return plan.parallel === true && (lane === 'automatic' || lane === 'manual')
    ? run.lost?.[lane] !== undefined
    : false
}

/** True while a hybrid request may still be given to people. */
export function mayHandOver(work: Work): boolean {
  if (work.plan.mode !== 'hybrid' || work.plan.parallel) return false
  if (isPeoplesNo(work)) return false
  return work.run.lane === 'automatic' && !work.run.cancelling
}

/** People said no, or could not be asked, or what must be so first is not: that is not for people to do all the same. */
function isPeoplesNo({ run, planned }: Work): boolean {
  if (run.failure?.code === rejectedCode || run.failure?.code === orderRejectedCode) return true
  const failed = planned.get(run.failure?.action ?? '')
  return failed !== undefined && (isGate(failed) || failed.lane === 'gate')
}

/**
 * Gives the request to the manual lane: automation failed and nothing of it is under way. What it put
 * out stays readable for the tickets. Happens once; a retry later goes on in the manual lane.
 */
export function handOver(work: Work): true {
  const { failure, ...run } = work.run
  work.run = {
    ...run,
    lane: 'manual',
    ...(failure && { handover: { ...failure, at: work.now } }),
  }
  return true
}
