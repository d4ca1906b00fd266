import { expect, it } from 'vitest'
import { sweep } from './rig/sweep.ts'

it(
  'ends every order as if nothing had happened, wherever its server is killed',
  { timeout: 400_000 },
  async () => {
    const swept = await sweep({ items: ['chain', 'ticket'], every: 13, lanes: 4, say: silent })

    expect(swept.violations).toEqual([])
    expect(swept.missed).toEqual([])
    expect(swept.killed).toBe(swept.tried)
    expect(swept.tried).toBeGreaterThanOrEqual(5)
  },
)

function silent(): void {
  // The verdict says it all.
}
