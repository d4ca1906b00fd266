import { failForGood } from './after-failure.ts'
import { hasPeople, isPeoples, switchedOff } from './automation.ts'
import { factsOf, readiness } from './ready.ts'
import { candidates } from './start-ready.ts'
import { actionRun, type Work } from './work.ts'

/**
 * While automation is off: an action whose turn has come goes to the people that stand in for it, without
 * a try. True when one did, so that what follows from it may start.
 */
export function leaveToPeople(work: Work): boolean {
  const { automation, failure, cancelling, state } = work.run
  if (!automation || failure || cancelling || state !== 'in_progress') return false
  const facts = factsOf(work)
  const planned = candidates(work).find(
    (one) =>
      one.lane === 'automatic' &&
      !isPeoples(one) &&
      hasPeople(work.plan, one) &&
      readiness(work, one, facts) === 'start',
  )
  const action = planned && actionRun(work, planned.id)
  if (!action) return false
  failForGood(work, planned.id, action, switchedOff(automation.reason))
  return true
}
