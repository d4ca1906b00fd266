import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../packages/server/test/database.ts'
import { allEnded } from './rig/races.ts'
import type { Calling } from './rig/calls.ts'
import { ledgerOf } from './rig/ledger.ts'
import { compare, strangers, type Told } from './rig/records.ts'
import { orderFrom, type Replica, startReplica } from './rig/replica.ts'
import { asking } from './rig/stored.ts'
import { openWorld, type World } from './rig/world.ts'

let world: World
let database: TestDatabase
let replica: Replica
let id: string
let history: Told[]
let count = 0

beforeAll(async () => {
  world = await openWorld()
  database = await openTestDatabase()
  replica = await startReplica({ world, name: 'only', databaseUrl: database.url })
}, 120_000)
afterAll(async () => {
  await replica.kill()
  await database.close()
  await world.close()
})
beforeEach(async () => {
  count += 1
  const key = `order-${count}`
  id = (await orderFrom(replica, 'single', key)) ?? ''
  history = [{ type: 'ok', what: 'submit', key, id, at: 0 }]
  await allEnded(database.url, [id])
}, 120_000)

/** What the records say, with this statement undone again by hand where it matters. */
async function after(...statements: string[]): Promise<readonly string[]> {
  await asking(database.url, async (db) => {
    for (const statement of statements) await db.query(statement, [id])
  })
  const { violations } = await compare(database.url, world, history)
  return violations.filter((text) => text.includes(id))
}

/** Makes or undoes something outside, behind everybody's back. */
const outside = async (step: string, undoes?: string): Promise<void> => {
  await fetch(`${world.fakes.rest.url}/v1/${step}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ request: id, ...(undoes !== undefined && { undoes }) }),
  })
}
const madeBy = (step: string): string =>
  ledgerOf(world).find((one) => one.request === id && one.step === step)?.id ?? ''
const ordered = async (item: string): Promise<void> => {
  const key = `${item}-${count}`
  id = (await orderFrom(replica, item, key)) ?? ''
  history = [{ type: 'ok', what: 'submit', key, id, at: 0 }]
  await allEnded(database.url, [id])
}

describe('the three records', () => {
  it('agree on an order that nothing happened to', async () => {
    expect(await after()).toEqual([])
  })

  it('show an effect made twice', async () => {
    await fetch(`${world.fakes.rest.url}/v1/make`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `${id}/make/1` },
      body: JSON.stringify({ request: id }),
    })

    expect(await after()).toEqual([expect.stringContaining(`doubled: make of single ${id}`)])
  })

  it('show a step that counts as done and was never made', async () => {
    const faults = await after(
      `update request set item_id = 'deadly', run = jsonb_set(run, '{actions,poison}', run #> '{actions,make}')
       where id = $1`,
    )

    expect(faults).toContainEqual(expect.stringContaining(`lost: poison of deadly ${id}`))
  })

  it('show an acknowledged order that is gone, and what was made for it', async () => {
    const faults = await after(
      'delete from request_event where request_id = $1',
      'delete from request where id = $1',
    )

    expect(faults).toEqual([`lost: ${id} was acknowledged for order-${count}`])
    expect(strangers(world, [])).toContainEqual(expect.stringContaining(id))
  })

  it('show a request that does not end', async () => {
    const faults = await after(`update request set state = 'in_progress' where id = $1`)

    expect(faults).toEqual([`stuck: single ${id} is in_progress`])
  })

  it('show a gap in a log, and a run that is not what its log says', async () => {
    const faults = await after('delete from request_event where request_id = $1 and seq = 5')

    expect(faults).toContain(`log: ${id} has a gap`)
    expect(faults).toContain(`log: ${id} is not what its log says`)
  })

  it('show one key that became two requests', async () => {
    await orderFrom(replica, 'single', `${id}-first`)
    const second = (await orderFrom(replica, 'single', `${id}-second`)) ?? ''

    const faults = await after(
      `update request set fields = jsonb_build_object('name', $1::text)
       where fields ->> 'name' in ($1::text || '-first', $1::text || '-second')`,
    )

    await allEnded(database.url, [second])
    expect(faults).toContain(`doubled: ${id} became 2 requests`)
  })

  it('show what was made, does not count as made, and stands in no list', async () => {
    const faults = await after(
      `update request set state = 'cancelled', run = jsonb_set(run, '{actions,make,state}', '"cancelled"')
       where id = $1`,
    )

    expect(faults).toContainEqual(expect.stringContaining(`forgotten: make of single ${id}`))
  })

  it('show more calls at once than a limit allows, but not those of the dead', async () => {
    id = (await orderFrom(replica, 'scarce', `${id}-scarce`)) ?? ''
    await allEnded(database.url, [id])
    const calls = world.calls as Calling[]
    for (const caller of ['a', 'b', 'dead'])
      calls.push({ step: 'draw', request: id, caller, from: 1_000, to: 2_000 })

    const crowded = async (killedAt: Map<string, number>) => {
      const { violations } = await compare(database.url, world, [], { killedAt })
      return violations.filter((text) => text.startsWith('crowded'))
    }

    expect(await crowded(new Map())).toEqual(['crowded: 3 calls of scarce at once, of 2'])
    expect(await crowded(new Map([['dead', 900]]))).toEqual([])
  })
})

describe('the three records of what is undone, asked about and ordered along', () => {
  it('agree on a rollback after a failure, and show one that is made twice', async () => {
    await ordered('undone')
    const before = await after()

    await outside('site-undone', madeBy('site'))

    expect(before).toEqual([])
    expect(await after()).toEqual([`doubled: site of undone ${id} was undone 2 times`])
  })

  it('show what was undone unasked, in the wrong order and unknown to the database', async () => {
    await ordered('kept')
    await outside('lay-undone', madeBy('lay'))
    await outside('raise-undone', 'something else')

    expect(await after()).toEqual([
      `undone: raise of kept ${id} was undone as something that was never made`,
      `undone: nobody wanted kept ${id} undone`,
      `undone: lay of kept ${id} was undone, but counts as succeeded`,
      `undone: raise of kept ${id} was undone, but counts as succeeded`,
      `order: lay of kept ${id} was undone before raise`,
    ])
  })

  it('show a rollback that was accepted and did not happen, and one that only counts so', async () => {
    await ordered('kept')
    history.push({ type: 'ok', what: 'rollback', key: 'wish', id, at: 0 })
    const ignored = await after()

    const half = await after(
      `update request set state = 'rolled_back', run = jsonb_set(run, '{actions,lay,state}', '"compensated"')
       where id = $1`,
    )

    expect(ignored).toEqual([`stuck: rollback of ${id} was accepted, and it is completed`])
    expect(half).toContain(`lost: lay of kept ${id} counts as undone, but was not`)
    expect(half).toContain(`standing: raise of kept ${id}, which is rolled_back`)
  })

  it('show a call of unknown outcome that was made again without a word', async () => {
    await ordered('once')
    const before = await after()

    const faults = await after(
      `update attempt set outcome = 'lost' where request_id = $1 and action_id = 'pour'`,
      `insert into attempt (tenant, request_id, action_id, fence, entry, attempt, generation, worker, started_at)
       select tenant, request_id, action_id, fence + 1, entry, attempt, generation, worker, started_at
       from attempt where request_id = $1 and action_id = 'pour'`,
    )
    await outside('pour')

    expect(before).toEqual([])
    expect(faults).toEqual([
      `blind: pour of once ${id} was called again after try 1, without a word`,
    ])
    expect(await after()).toContainEqual(expect.stringContaining(`doubled: pour of once ${id}`))
  })

  it('show a part that was ordered twice, too early or without what it needs', async () => {
    await ordered('bundle')
    const stray = (await orderFrom(replica, 'single', `${id}-stray`)) ?? ''
    await allEnded(database.url, [stray])
    const before = await after()

    const twice = await after(
      `update request set parent_id = $1::text::uuid, parent_action = 'base', parent_generation = 1
       where fields ->> 'name' = $1::text || '-stray'`,
    )
    const early = await after(
      `update request set parent_generation = null where parent_id = $1`,
      `update request set parent_action = case parent_action when 'side' then 'top' else 'side' end
       where parent_id = $1 and parent_action in ('side', 'top')`,
    )

    expect(before).toEqual([])
    expect(twice).toContain(`doubled: base of bundle ${id} was ordered 2 times`)
    expect(early).toContain(`order: top of bundle ${id} was made before side`)
    expect(early).toContain(`lost: top of bundle ${id} was not given what it needs`)
  })
})
