import { handOver, mayHandOver } from './hybrid.ts'
import type { Plan, PlannedAction } from './plan.ts'
import type { ActionError, AutomationOff, Run, RunEvent } from './run.ts'
import { closeLane } from './race.ts'
import { stopNewWork } from './stop.ts'
import type { Work } from './work.ts'

/** What only people end: it goes on while automation is off. */
const peoplesTypes: ReadonlySet<string> = new Set([
  'approval-workflow',
  'cherwell',
  'jira-ticket',
  'manual-task',
  'remedy',
  'servicenow',
])

/** True when an order of this plan cannot be worked on while automation is off. */
export function mustWait(plan: Plan): boolean {
  if (plan.mode !== 'automatic') return false
  return plan.actions.some(
    (planned) =>
      planned.lane === 'automatic' && planned.role === 'main' && !isCovered(plan, planned),
  )
}

/** True when a failed request has nobody to go on with it while automation is off. */
export function needsAutomation(plan: Plan, run: Pick<Run, 'lane'>): boolean {
  return run.lane === 'automatic' && mustWait(plan)
}

/** Done by people, itself or through its fallbacks. */
function isCovered(plan: Plan, planned: PlannedAction): boolean {
  return isPeoples(planned) || hasPeople(plan, planned)
}

/** True when people stand in for the action at the end of its fallbacks. */
export function hasPeople(plan: Plan, planned: PlannedAction): boolean {
  const seen = new Set<string>()
  for (let at = fallbackOf(plan, planned); at && !seen.has(at.id); at = fallbackOf(plan, at)) {
    if (isPeoples(at)) return true
    seen.add(at.id)
  }
  return false
}

/** People's work, whatever part of the plan it stands in. */
export function isPeoples({ manual, lane, type }: PlannedAction): boolean {
  return manual === true || lane === 'manual' || peoplesTypes.has(type)
}

function fallbackOf(plan: Plan, { onFailure, fallback }: PlannedAction): PlannedAction | undefined {
  if (onFailure !== 'fallback') return undefined
  return plan.actions.find(({ id, role }) => id === fallback && role === 'fallback')
}

/** Begins a request while automation is off: a hybrid one in its manual lane. */
export function withoutAutomation(work: Work, off: AutomationOff): void {
  if (work.plan.parallel) return closeLane(work, 'automatic', switchedOff(off.reason))
  if (!mayHandOver(work)) {
    work.run = { ...work.run, automation: off }
    return
  }
  work.run = { ...work.run, failure: switchedOff(off.reason) }
  stopNewWork(work)
  handOver(work)
}

/** Why an action or a request is left to people without a try. */
export function switchedOff(reason: string): ActionError {
  return {
    code: 'automation.off',
    message: `Automation is switched off: ${reason}`,
    class: 'permanent',
  }
}

/** Somebody switched it while the request runs: what has not begun goes to people, where they can do it. */
export function automationSwitched(
  work: Work,
  { off, reason = '' }: Extract<RunEvent, { type: 'automation_switched' }>,
): boolean {
  if (work.run.state !== 'in_progress' || (work.run.automation !== undefined) === off) return false
  const { automation: _, ...run } = work.run
  work.run = off ? { ...run, automation: { off, reason } } : run
  return true
}
