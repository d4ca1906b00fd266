import { expect, test } from 'vitest'
import { bugs } from './bugs.ts'
import { play } from './play.ts'
import { storyOf } from './story.ts'

/** A tenth of what every change must pass, so that luck is not what finds a planted bug. */
const mostSeeds = 2_000
const longMs = 480_000

type Caught = { seed: number; invariant: string } | undefined

async function firstCaught(name: string): Promise<Caught> {
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const { violations } = await play(storyOf(seed), bugs[name]?.())
    const [violation] = violations
    if (violation) return { seed, invariant: violation.invariant }
  }
  return undefined
}

test(
  'every planted bug is caught',
  async () => {
    const caught = new Map<string, Caught>()

    for (const name of Object.keys(bugs)) caught.set(name, await firstCaught(name))

    const rows = [...caught].map(
      ([name, by]) => `${name.padEnd(56)} ${by ? `${by.invariant} by seed ${by.seed}` : 'missed'}`,
    )
    process.stdout.write(`${rows.join('\n')}\n`)
    const missed = [...caught].flatMap(([name, by]) => (by ? [] : [name]))
    expect(missed).toEqual([])
    expect(caught.size).toBeGreaterThanOrEqual(15)
  },
  longMs,
)
