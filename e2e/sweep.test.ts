import { expect, it } from 'vitest'
import { sweep } from './rig/sweep.ts'

/** Each kind of boundary has a turn; of a bundle there are so many that one run shows few of them. */
const items = ['chain', 'ticket', 'undone', 'kept', 'once', 'scarce']

it(
  'ends every order as if nothing had happened, wherever its server is killed',
  { timeout: 400_000 },
  async () => {
    const swept = await sweep({ items, every: 41, lanes: 4, say: silent })

    expect(swept.violations).toEqual([])
    expect(swept.missed).toEqual([])
    expect(swept.killed).toBe(swept.tried)
    expect(swept.tried).toBeGreaterThanOrEqual(5)
  },
)

function silent(): void {
  // The verdict says it all.
}
