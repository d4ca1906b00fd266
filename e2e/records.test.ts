import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../packages/server/test/database.ts'
import { allEnded } from './rig/races.ts'
import { asking, compare, strangers, type Told } from './rig/records.ts'
import { orderFrom, type Replica, startReplica } from './rig/replica.ts'
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
})
