import { expect, it } from 'vitest'
import { races } from './rig/races.ts'

it(
  'refuses every word of an owner that slept through its lease',
  { timeout: 400_000 },
  async () => {
    const raced = await races({ count: 50, atOnce: 120, say: silent })

    expect(raced.violations).toEqual([])
    expect(raced.refused).toBeGreaterThanOrEqual(50)
    expect(raced.takeoverMs.p99).toBeLessThan(15_000)
  },
)

function silent(): void {
  // The verdict says it all.
}
