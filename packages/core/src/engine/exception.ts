import { enter } from './begin.ts'
import { exempt } from './closed.ts'
import type { Exception, RunEvent } from './run.ts'
import type { Work } from './work.ts'

type Event<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>

/** Somebody asks to begin although nothing may: only while it waits for that, and while nobody has said yes. */
export function exceptionAsked(work: Work, { by, reason }: Event<'exception_asked'>): boolean {
  const { state, closed, exception } = work.run
  if (state !== 'on_hold' || !closed || exception?.state === 'asked' || exempt(work.run))
    return false
  work.run = { ...work.run, exception: { state: 'asked', by, reason, at: work.now } }
  return true
}

/** A yes lets it begin at once; after a no it waits on. */
export function exceptionDecided(work: Work, event: Event<'exception_decided'>): boolean {
  const { state, closed, exception } = work.run
  if (state !== 'on_hold' || !closed || exempt(work.run)) return false
  if (!event.granted && exception?.state !== 'asked') return false
  work.run = { ...work.run, exception: decidedOf(work, event) }
  if (event.granted) enter(work, event.automation ? { automation: event.automation } : {})
  return true
}

function decidedOf({ run, now }: Work, event: Event<'exception_decided'>): Exception {
  const { by, comment, granted } = event
  const unasked = { by, reason: comment ?? '', at: now }
  return {
    ...(run.exception?.state === 'asked' ? run.exception : unasked),
    state: granted ? 'granted' : 'refused',
    decided: { by, at: now, ...(comment !== undefined && { comment }) },
  }
}
