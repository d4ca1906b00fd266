import type { Closed, Run, RunEvent } from '../../src/engine/run.ts'
import type { Decision } from '../../src/engine/work.ts'

/** Freezes of one world: times in which nothing may begin. */
export type Freezes = readonly (readonly [from: number, to: number])[]

/** None in most worlds, else up to three in the first minutes; they may overlap. */
export function drawFreezes(dice: () => number, start: number): Freezes {
  if (dice() < 0.85) return []
  return Array.from({ length: 1 + Math.floor(dice() * 3) }, () => {
    const from = start + (dice() < 0.5 ? 0 : dice() * 200_000)
    return [from, from + dice() * 100_000] as const
  })
}

/** What the calendar says at a moment. */
export function closedAt(freezes: Freezes, now: number): { closed?: Closed } {
  const ends = freezes.flatMap(([from, to]) => (from <= now && now < to ? [to] : []))
  if (ends.length === 0) return {}
  return { closed: { kind: 'freeze', name: 'quiet', until: Math.max(...ends), revision: 1 } }
}

/** Throws where something began although nothing might. */
export function checkFreezes(freezes: Freezes, now: number, { run, transitions }: Decision): void {
  const isLet = run.exception?.state === 'granted'
  if (transitions.includes('in_progress') && !isLet && closedAt(freezes, now).closed)
    throw new Error('it began inside a freeze')
}

/** Whether the clock has come to the end of what it waits for. */
export function isDue({ state, closed }: Run, now: number): boolean {
  return state === 'on_hold' && closed !== undefined && closed.until <= now
}

/** What people say now and then of an order that waits. */
export function exception({ state }: Run, dice: () => number): readonly RunEvent[] {
  if (state !== 'on_hold' || dice() > 0.2) return []
  return [
    { type: 'exception_asked', by: 'ann', reason: 'urgent' },
    { type: 'exception_decided', granted: dice() < 0.5, by: 'amir' },
  ]
}
