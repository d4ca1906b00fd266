export type Dice = () => number

/** Dice by seed and purpose (mulberry32): the same seed and purpose, the same throws. */
export function diceOf(seed: number, purpose: string): Dice {
  let state = seed | 0
  for (let n = 0; n < purpose.length; n += 1)
    state = Math.imul(state ^ purpose.charCodeAt(n), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One of them; the list must not be empty. */
export function pick<T>(dice: Dice, from: readonly T[]): T {
  const found = from[Math.floor(dice() * from.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

/** Between the two, both in the unit they come in. */
export function between(dice: Dice, from: number, to: number): number {
  return from + dice() * (to - from)
}
