import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../src/store/db.ts'
import { migrate } from '../src/store/migrate.ts'
import { examineReplica, openReads, type ReadPlace, type Reads } from '../src/store/reads.ts'
import { openTenants, type Tenants } from '../src/store/tenants.ts'
import { emptyDatabase } from './operate-world.ts'
import { openPair, type Pair } from './standby.ts'

const noon = new Date(Date.UTC(2026, 10, 23, 12))

let pair: Pair
let primary: Database
let tenants: Tenants
const opened: Reads[] = []

beforeAll(async () => {
  pair = await openPair()
  primary = await openDatabase(pair.primary.url, { onError: () => undefined })
  await migrate(primary)
  tenants = await openTenants(primary)
})
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})
afterAll(async () => {
  await tenants.close()
  await primary.close()
  await pair.close()
})

type Counted = Partial<Record<ReadPlace, number>>

type Otherwise = { url?: string; restMs?: number; patienceMs?: number }

function reads(more: Otherwise = {}): Reads & { counted: Counted } {
  const counted: Counted = {}
  const one = openReads({
    primary,
    tenants,
    url: pair.standby.url,
    max: 4,
    clock: () => performance.now(),
    counted: (place) => void (counted[place] = (counted[place] ?? 0) + 1),
    log: { warn: () => undefined },
    patienceMs: 2_000,
    ...more,
  })
  opened.push(one)
  return { ...one, counted }
}

const note = (name: string) =>
  primary.db
    .insertInto('limit_rule')
    .values({ tenant: 't', scope: 'item', name, set_most: 1, updated_by: 'x', updated_at: noon })
    .execute()

const names = (one: Reads): Promise<readonly string[]> =>
  one.run('t', async (db) =>
    (await db.selectFrom('limit_rule').select('name').orderBy('name').execute()).map(
      ({ name }) => name,
    ),
  )

async function onStandby(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: pair.standby.url })
  await client.connect()
  await client.query(text)
  await client.end()
}

it('shows each reader what was written before, fifty times in a row, and asks the replica', async () => {
  const one = reads()

  for (let n = 10; n < 60; n += 1) {
    await note(`r${n}`)
    expect((await names(one)).at(-1)).toBe(`r${n}`)
  }

  expect(one.counted).toEqual({ replica: 50 })
  expect(one.state()).toEqual({ up: true })
})

it('shows a tenant its own rows alone, also when many ask at once', async () => {
  const one = reads()
  await note('mine')
  const ask = (tenant: string) =>
    one.run(tenant, (db) => db.selectFrom('limit_rule').select('tenant').execute())

  const found = await Promise.all(Array.from({ length: 12 }, (_, n) => ask(n % 2 ? 't' : 'other')))

  const seen = found.map((rows) => rows.some(({ tenant }) => tenant === 't'))
  expect(seen).toEqual(found.map((_, n) => n % 2 === 1))
  expect(one.counted).toEqual({ replica: 12 })
})

it('reads the primary while the replica is behind, and soon without waiting for it', async () => {
  const one = reads({ patienceMs: 20 })
  await onStandby('select pg_wal_replay_pause()')
  await note('r70')

  for (let n = 0; n < 8; n += 1) expect((await names(one)).at(-1)).toBe('r70')
  const state = one.state()
  await onStandby('select pg_wal_replay_resume()')

  expect(one.counted).toEqual({ late: 5, away: 3 })
  expect(state).toEqual({ up: false, why: 'is behind' })
})

it('reads the primary where the replica cannot, and throws what is wrong with the reading itself', async () => {
  const one = reads()

  const written = await one.run('t', async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('limit_rule')
      .where('name', '=', 'none')
      .executeTakeFirst()
    return numDeletedRows
  })
  const broken = one.run('t', () => Promise.reject(new TypeError('of its own')))

  expect(written).toBe(0n)
  await expect(broken).rejects.toThrow('of its own')
  expect(one.counted).toEqual({ yielded: 1 })
})

it('takes no other database for a replica, nor one that is none', async () => {
  const other = await emptyDatabase()
  const places = [reads({ url: other.url }), reads({ url: pair.primary.url })]

  for (const one of places) expect(await names(one)).toContain('r10')

  const states = places.map((one) => one.state()?.why)
  for (const one of opened.splice(0)) await one.close()
  await other.drop()
  expect(states).toEqual(['is a replica of another database', 'is no replica'])
})

it('is told from what it is not, and by how far it is behind', async () => {
  const other = await emptyDatabase()

  const ours = await examineReplica(primary, pair.standby.url)
  const itself = await examineReplica(primary, pair.primary.url)
  const strange = await examineReplica(primary, other.url)
  const nobody = examineReplica(primary, 'postgres://pao@127.0.0.1:9/pao')

  await expect(nobody).rejects.toThrow(/ECONNREFUSED/)
  await other.drop()
  expect(ours).toEqual({ isOurs: true, follows: true, behindMs: expect.any(Number) })
  expect(ours.behindMs).toBeLessThan(5_000)
  expect(itself).toEqual({ isOurs: true, follows: false, behindMs: 0 })
  expect(strange).toEqual({ isOurs: false, follows: false, behindMs: 0 })
})

it(
  'goes on with the primary when the replica dies, and comes back to it',
  { timeout: 60_000 },
  async () => {
    const one = reads({ restMs: 300 })
    expect(await names(one)).toContain('r10')

    process.kill(pair.standby.pid() ?? 0, 'SIGKILL')
    await expect.poll(() => names(one).then(() => one.state()?.up)).toBe(false)
    expect(await names(one)).toContain('r10')

    await expect
      .poll(() => names(one).then(() => one.state()?.up), { timeout: 40_000, interval: 200 })
      .toBe(true)
  },
)
