import { ring } from './notices.ts'
import type { RunEvent } from './run.ts'
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
  } else {
    begin(work)
    ring(work, 'start')
  }
  return true
}

/** The hold is over. */
export function released(work: Work): boolean {
  if (work.run.state !== 'on_hold') return false
  const { notBefore: _, ...run } = work.run
  work.run = run
  begin(work)
  ring(work, 'start')
  return true
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
