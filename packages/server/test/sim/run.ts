import { play } from './play.ts'
import { storyOf } from './story.ts'

/** What playing many seeds came to. */
export type Tally = {
  seeds: number
  failed: { seed: number; invariant: string; text: string }[]
  moments: number
  faults: number
  crashes: number
  claims: number
  refused: number
}

export type Range = { first: number; count: number; step: number }

/** Plays seeds one after another; stops at the third that fails. */
export async function playSeeds({ first, count, step }: Range): Promise<Tally> {
  const tally: Tally = {
    seeds: 0,
    failed: [],
    moments: 0,
    faults: 0,
    crashes: 0,
    claims: 0,
    refused: 0,
  }
  for (let n = 0; n < count && tally.failed.length < 3; n += 1) {
    const seed = first + n * step
    const { violations, ...played } = await play(storyOf(seed))
    const [violation] = violations
    if (violation) tally.failed.push({ seed, ...violation })
    tally.seeds += 1
    for (const name of ['moments', 'faults', 'crashes', 'claims', 'refused'] as const)
      tally[name] += played[name]
  }
  return tally
}
