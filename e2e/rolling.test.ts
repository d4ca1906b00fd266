import { expect, it } from 'vitest'
import { rolling } from './rig/rolling.ts'

it(
  'fails no call, loses no frame and doubles nothing while every replica is replaced under load',
  { timeout: 300_000 },
  async () => {
    const report = await rolling({ turns: 1, rate: 15, watchers: 10, say: silent })

    expect(report.violations).toEqual([])
    expect(report).toMatchObject({ replaced: 3, exits: [0, 0, 0] })
    expect(Math.min(report.calls, report.requests)).toBeGreaterThan(20)
    expect(report.connections).toBeGreaterThan(report.streams)
  },
)

function silent(): void {
  // The verdict says it all.
}
