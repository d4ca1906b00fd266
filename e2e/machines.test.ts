import { spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../packages/server/test/database.ts'
import { allEnded, type Gate, openGate, order } from './rig/races.ts'
import { compare } from './rig/records.ts'
import { type Replica, type ReplicaOptions, send, startReplica } from './rig/replica.ts'
import { asking } from './rig/stored.ts'
import { openWorld, type World } from './rig/world.ts'
import { pause, until } from './server-process.ts'

const lockedIn = fileURLToPath(new URL('rig/locked-in.sh', import.meta.url))
const nobody = 10_001
/** Namespaces of mounts are made by root on Linux only. */
const mayLockIn = spawnSync('unshare', ['--mount', 'setpriv', '--version']).status === 0
const hourMs = 3_600_000
/** Milliseconds; the sweeper looks for leases that have ended every second. */
const severalLooks = 2_500

let gate: Gate
let world: World
let database: TestDatabase
const replicas: Replica[] = []

beforeEach(async () => {
  gate = openGate()
  world = await openWorld(gate.around)
  database = await openTestDatabase()
})
afterEach(async () => {
  gate.open()
  for (const replica of replicas.splice(0)) await replica.kill()
  await database.close()
  await world.close()
})

async function start(name: string, more: Partial<ReplicaOptions> = {}): Promise<Replica> {
  const replica = await startReplica({ world, name, databaseUrl: database.url, ...more })
  replicas.push(replica)
  return replica
}

/** How the attempts of each request ended, in the order of their fences; null = has not. */
async function outcomes(): Promise<(string | null)[][]> {
  const { rows } = await asking(database.url, (db) =>
    db.query<{ of: (string | null)[] }>(
      'select array_agg(outcome order by fence) as of from attempt group by request_id',
    ),
  )
  return rows.map(({ of }) => of)
}

/** Milliseconds by which what was noted of requests lies before the database's start of the test, or after now, at most. */
async function strayMs(from: Date): Promise<number> {
  const { rows } = await asking(database.url, (db) =>
    db.query<{ ms: number }>(
      `select coalesce(max(greatest(extract(epoch from at - now()), extract(epoch from $1 - at))), 1e9)::float8 * 1000 as ms
        from (select at from request_event union all select started_at from attempt
          union all select ended_at from attempt) noted (at)`,
      [from],
    ),
  )
  return rows[0]?.ms ?? Number.NaN
}

describe('a machine', () => {
  it(
    'whose clock is an hour ahead, and then an hour behind, takes no lease from others and does all its own work once (A104)',
    { timeout: 120_000 },
    async () => {
      const [owner, wrong] = await Promise.all([
        start('owner', { roles: 'api,worker' }),
        start('wrong'),
      ])
      const from = new Date(Date.now() - 1_000)
      gate.hold('owner')
      const held = await order(owner, 'held', 6)
      await until(
        async () => gate.held().length,
        (count) => count > 0,
      )

      const ahead = await send(wrong, { clockMs: hourMs })
      const first = await order(wrong, 'ahead', 2)
      await pause(severalLooks)
      const whileAhead = await outcomes()
      const behind = await send(wrong, { clockMs: -hourMs })
      const second = await order(wrong, 'behind', 2)
      await pause(severalLooks)
      const whileBehind = await outcomes()
      gate.open()
      await allEnded(database.url, [...held, ...first, ...second])

      expect((ahead?.clock ?? 0) - Date.now()).toBeGreaterThan(hourMs * 0.9)
      expect((behind?.clock ?? 0) - Date.now()).toBeLessThan(hourMs * -0.9)
      expect(whileAhead.filter((of) => of.length > 1)).toEqual([])
      expect(whileBehind.filter((of) => of.length > 1)).toEqual([])
      expect(await outcomes()).toEqual(Array.from({ length: 10 }, () => ['succeeded']))
      expect(await strayMs(from)).toBeLessThan(1_000)
      expect((await compare(database.url, world, [])).violations).toEqual([])
    },
  )

  it.skipIf(!mayLockIn)(
    'that lets nobody write works with its own folder, without a right of root (A111)',
    { timeout: 120_000 },
    async () => {
      const data = join(world.folder, 'data-locked-in')
      mkdirSync(data)
      chownSync(data, nobody, nobody)
      const locked = await start('locked-in', {
        within: ['unshare', '--mount', 'sh', lockedIn],
        env: { DATA: data, TMPDIR: data, HOME: data },
      })
      const ids = await order(locked, 'locked', 2)
      await allEnded(database.url, ids)

      const status = readFileSync(`/proc/${locked.pid}/status`, 'utf8')
      const mounts = readFileSync(`/proc/${locked.pid}/mountinfo`, 'utf8').split('\n')
      const writable = mounts
        .map((line) => line.split(' '))
        .filter(([, , , , , ways = '']) => ways.startsWith('rw'))
        .map(([, , , , place = '']) => place)
        .filter((place) => !/^\/(proc|sys|dev)(\/|$)/.test(place))

      expect(await outcomes()).toEqual([['succeeded'], ['succeeded']])
      expect(writable).toEqual([data])
      expect(status).toMatch(/^Uid:\s+10001\s+10001\s+10001\s+10001$/m)
      expect(status).toMatch(/^CapEff:\s+0+$/m)
      expect(status).toMatch(/^CapBnd:\s+0+$/m)
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
      expect(await locked.stop()).toBe(0)
    },
  )
})
