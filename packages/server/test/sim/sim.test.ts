import { expect, test } from 'vitest'
import { bugs } from './bugs.ts'
import { found } from './found.ts'
import { play } from './play.ts'
import { playSeeds } from './run.ts'
import { shrink, told } from './shrink.ts'
import { storyOf } from './story.ts'

const longMs = 180_000

test(
  'production keeps every promise in five hundred worlds',
  async () => {
    const known = await playSeeds({ first: 1, count: 500, step: 1 })

    expect(known.failed, 'npm run sim -- --seed <seed> tells the story').toEqual([])
    expect(known).toMatchObject({ seeds: 500 })
    expect(Math.min(known.faults, known.crashes, known.claims, known.refused)).toBeGreaterThan(50)
  },
  longMs,
)

test(
  'the same seed tells the same story twice',
  async () => {
    const seeds = Array.from({ length: 40 }, (_, n) => n + 1)

    for (const seed of seeds) {
      const once = await play(storyOf(seed))
      const again = await play(storyOf(seed))

      expect(again, `seed ${seed}`).toEqual(once)
    }
  },
  longMs,
)

test.each(found)('no longer: $says', async ({ bug, invariant, story }) => {
  const planted = await play(story, bugs[bug]?.())

  const now = await play(story)

  expect(planted.violations.map((one) => one.invariant)).toContain(invariant)
  expect(now.violations).toEqual([])
})

test.each([
  [4083, 'a wait for a person and the word that ends it, written at once'],
  [7121, 'a wait and the news that ends it, written at once'],
  [502804, 'a slot given back by news that came before the wait was written down'],
  [66237930, 'a part stopped by a plain cancel, under what is rolled back later'],
  [23095207, 'the same while workers die'],
  [3001968, 'a part that a frozen process ordered long after it had decided to'],
  [87728890, 'a part of an older release, cancelled as it was before it was to be undone'],
])('seed %i, which once failed, holds: %s', async (seed) => {
  const { violations } = await play(storyOf(seed))

  expect(violations).toEqual([])
})

test(
  'a failing story is made smaller until nothing can be left out',
  async () => {
    const bug = bugs['a gap in the event log']
    const story = storyOf(1)

    const small = await shrink(story, 'S11', bug)

    const [violation] = (await play(small, bug?.())).violations
    expect(violation?.invariant).toBe('S11')
    expect(small.faults).toEqual({})
    expect(small.orders).toHaveLength(1)
    expect(told(small)).toMatch(/^seed 1, 1 replicas, faults until .* none\n {2}.* orders order-\d/)
  },
  longMs,
)
