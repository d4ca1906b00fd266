import type { Http } from './context.ts'
import { memory } from './memory.ts'

/** Askings of others that one caller waits for before it asks by itself. */
const mostTurns = 5

export type Wanting<T> = {
  /** Whether what is kept will do, now and for this caller. */
  isGood(value: T): boolean
  /** Asks anew; told what is kept. What it throws reaches the caller, and nothing is kept then. */
  ask(known: T | undefined): Promise<T>
}

/** Gives what is kept under a name, or asks for it. */
export type KeptOnce<T> = (
  context: { http?: Http },
  name: string,
  wanting: Wanting<T>,
) => Promise<T>

/**
 * Keeps what must be asked for, a token for one, by at most that many names; many that need it at the same moment ask
 * once. Lost on a restart, which costs one asking; a dry run keeps its own.
 */
export function keptOnce<T>(most: number): KeptOnce<T> {
  const kept = memory<T>(most)
  const underWay = memory<Promise<T>>(most)
  return async (context, name, { isGood, ask }) => {
    for (let turn = 0; turn < mostTurns; turn += 1) {
      const known = kept.get(context, name)
      if (known !== undefined && isGood(known)) return known
      const other = underWay.get(context, name)
      if (other === undefined) break
      // If it fails, it was the other's asking that failed; then it is this one's turn.
      await other.catch(() => undefined)
    }
    const mine = ask(kept.get(context, name))
    underWay.set(context, name, mine)
    try {
      const value = await mine
      kept.set(context, name, value)
      return value
    } finally {
      if (underWay.get(context, name) === mine) underWay.drop(context, name)
    }
  }
}
