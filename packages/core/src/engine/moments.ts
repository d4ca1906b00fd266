import type { Instant } from '../instant.ts'
import { inFlight } from './work.ts'
import type { Plan } from './plan.ts'
import type { ActionRun, Run, RunEvent } from './run.ts'
import { nextSlaMoment } from './sla.ts'

/** Something the clock alone will say of a run, unless other things happen first. */
export type Moment = { at: Instant; event: RunEvent }

/** Limits of time, patience and promise of a run that has not ended, as they stand now, soonest first. */
export function momentsOf(plan: Plan, run: Run): readonly Moment[] {
  const found = Object.entries(run.actions).flatMap(([id, action]) =>
    inFlight(action) ? actionMoments(plan, id, action) : [],
  )
  if (run.endedAt === undefined) found.push(...requestMoments(run))
  return found.toSorted((a, b) => a.at - b.at)
}

function actionMoments(plan: Plan, action: string, run: ActionRun): Moment[] {
  const { deadlineAt, escalateAt, fence, escalated = 0 } = run
  const level = escalated + 1
  const notice = plan.actions.find(({ about }) => about?.action === action && about.level === level)
  const to = notice?.config['to']
  return [
    ...at(deadlineAt, { type: 'action_timed_out', action, fence }),
    ...at(escalateAt, {
      type: 'action_escalated',
      action,
      level,
      to: Array.isArray(to) ? to.join(', ') : '',
    }),
  ]
}

function requestMoments(run: Run): Moment[] {
  const warns = run.sla?.warnedAt === undefined
  return [
    ...at(run.state === 'on_hold' ? (run.notBefore ?? run.closed?.until) : undefined, {
      type: 'released',
    }),
    ...at(run.deadlineAt, { type: 'request_timed_out' }),
    ...at(nextSlaMoment(run), { type: warns ? 'sla_warned' : 'sla_breached' }),
  ]
}

function at(moment: Instant | undefined, event: RunEvent): Moment[] {
  return moment === undefined ? [] : [{ at: moment, event }]
}
