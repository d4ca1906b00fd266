import { ring } from './notices.ts'
import { mustWait, withoutAutomation } from './automation.ts'
import type { AutomationOff, RunEvent } from './run.ts'
import { slaOf } from './sla.ts'
import { move, type Work } from './work.ts'

type Event<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>

/** The request was taken in: it starts at once or rests on hold. */
export function submitted(work: Work, event: Event<'submitted'>): boolean {
  if (work.run.state !== 'submitted') return false
  move(work, 'validated')
  if (event.notBefore !== undefined && event.notBefore > work.now) {
    work.run = { ...work.run, notBefore: event.notBefore }
    move(work, 'on_hold')
  } else enter(work, event.automation)
  return true
}

/** The hold is over, unless it was for automation and that is still off. */
export function released(work: Work, event: Event<'released'>): boolean {
  if (work.run.state !== 'on_hold') return false
  const { notBefore, automation, ...run } = work.run
  const stays = event.automation && mustWait(work.plan)
  if (stays && notBefore === undefined && automation) return false
  work.run = run
  enter(work, event.automation)
  return true
}

/** Starts the work, or holds it while nobody can do it. */
function enter(work: Work, off: AutomationOff | undefined): void {
  if (off && mustWait(work.plan)) {
    work.run = { ...work.run, automation: off }
    if (work.run.state !== 'on_hold') move(work, 'on_hold')
    return
  }
  begin(work)
  if (off) withoutAutomation(work, off)
  ring(work, 'start')
}

/** Into progress, with the request's clock set anew. */
export function begin(work: Work): void {
  move(work, 'queued')
  move(work, 'in_progress')
  const { plan, now, run } = work
  work.run = {
    ...run,
    startedAt: run.startedAt ?? now,
    ...slaOf(plan, run, now),
    ...(plan.timeoutMs !== undefined && { deadlineAt: now + plan.timeoutMs }),
  }
}
