import { expect, it } from 'vitest'
import { isRedisHere } from '../packages/server/test/redis-server.ts'
import { chaos } from './rig/chaos.ts'

it(
  'loses, doubles and leaves nothing while replicas, the database and Redis are killed',
  { timeout: 600_000 },
  async () => {
    const report = await chaos({
      minutes: 0.4,
      rate: 4,
      databaseEvery: 9,
      redisEvery: 5,
      say: silent,
    })

    expect(report.violations).toEqual([])
    expect(report.replicaKills + report.replicaFreezes).toBeGreaterThan(0)
    expect(report.databaseKills).toBeGreaterThan(0)
    expect(report.redisKills > 0 && report.redisFlushes > 0).toBe(isRedisHere)
    expect(report.requests).toBeGreaterThan(0)
  },
)

function silent(): void {
  // The verdict says it all.
}
