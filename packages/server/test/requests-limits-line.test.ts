import { afterEach, describe, expect, it } from 'vitest'
import { explainRequest } from '../src/requests/explain.ts'
import { gates, gauge, operating } from './requests-limits-world.ts'
import { ann, bob, chain, itemOf, openWorld, type World } from './requests-world.ts'

let world: World
afterEach(() => world.close())
const { rule, limits, start } = operating(() => world)

describe('the line of a limit', () => {
  it('calls the higher priority first, then requesters in turn', async () => {
    const remote = gates()
    const items = (['normal', 'critical'] as const).map((priority) =>
      itemOf(priority, chain('remote', 1), { strategy: { mode: 'automatic', priority } }),
    )
    world = await openWorld({ items, acts: { remote: remote.act } })
    await rule('queue', 'default', 1)
    await world.replica()
    const order = [await start(ann, 'normal')]
    await expect.poll(() => remote.inside).toEqual(order)
    const inLine = async (who: typeof ann, item: string): Promise<string> => {
      const waiting = (await limits())[0]?.waiting ?? 0
      const id = await start(who, item)
      await expect.poll(async () => (await limits())[0]?.waiting).toBe(waiting + 1)
      return id
    }
    const anns = [
      await inLine(ann, 'normal'),
      await inLine(ann, 'normal'),
      await inLine(ann, 'normal'),
    ]
    const bobs = [await inLine(bob, 'normal'), await inLine(bob, 'normal')]
    const urgent = await inLine(bob, 'critical')

    for (let n = 1; n <= 6; n += 1) {
      remote.open()
      await expect.poll(() => remote.inside.length).toBe(n + 1)
    }

    const expected = [urgent, anns[0], bobs[0], anns[1], bobs[1], anns[2]]
    expect(remote.inside.slice(1)).toEqual(expected)
    remote.open()
  }, 30_000)

  it('lets age stand before priority, so that nobody waits for ever', async () => {
    const remote = gates()
    const items = (['low', 'high'] as const).map((priority) =>
      itemOf(priority, chain('remote', 1), { strategy: { mode: 'automatic', priority } }),
    )
    world = await openWorld({ items, acts: { remote: remote.act } })
    await rule('queue', 'default', 1)
    await world.replica()
    await start(ann, 'low')
    await expect.poll(() => remote.inside).toHaveLength(1)
    const low = await start(ann, 'low')
    await expect.poll(async () => (await limits())[0]?.waiting).toBe(1)
    await start(bob, 'high')
    await expect.poll(async () => (await limits())[0]?.waiting).toBe(2)

    await world.database.pool.query(
      `update limit_line set since = since - interval '3 minutes' where request_id = $1`,
      [low],
    )
    remote.open()

    await expect.poll(() => remote.inside[1]).toBe(low)
    remote.open()
    await expect.poll(() => remote.inside.length).toBe(3)
    remote.open()
  })

  it('explains why an action has not started: which rule is full, and its place in the line', async () => {
    const remote = gates()
    world = await openWorld({
      items: [itemOf('it', chain('remote', 1))],
      acts: { remote: remote.act },
    })
    await rule('item', 'it', 1)
    await rule('target', 'remote', 5)
    await world.replica()
    const first = await start()
    await expect.poll(() => remote.inside).toEqual([first])
    await start()
    await expect.poll(async () => (await limits())[0]?.waiting).toBe(1)
    const third = await start()
    await expect.poll(async () => (await limits())[0]?.waiting).toBe(2)

    const { statements } = await explainRequest(world.requests, ann, third)

    const step = statements.find(({ action }) => action === 'step-1')
    expect(step?.sentence).toContain('of item it (1 at once), 2 of 2 in line')
    expect(step?.waitsFor).toEqual({ kind: 'slot', detail: 'item it' })
    expect(step?.canMove).toContainEqual({
      who: 'operators',
      what: 'allow more of item it at once',
      how: 'PUT /api/v1/limits/item/it {"most": 2}',
    })
    for (let n = 2; n <= 3; n += 1) {
      remote.open()
      await expect.poll(() => remote.inside.length).toBe(n)
    }
    remote.open()
  })

  it('finds a line that nobody called and slots of work that is over', async () => {
    const remote = gauge()
    world = await openWorld({
      items: [itemOf('it', chain('remote', 1))],
      acts: { remote: remote.act },
    })
    await rule('item', 'it', 0)
    await world.replica()
    const id = await start()
    await expect.poll(async () => (await limits())[0]?.waiting).toBe(1)

    await world.database.pool.query(`update limit_rule set set_most = 1`)
    await world.database.pool.query(
      `insert into limit_slot (tenant, scope, name, number, request_id, action_id, taken_at)
      values ('default', 'item', 'it', 1, gen_random_uuid(), 'gone', now())`,
    )

    await world.until(id, 'request_completed', 10_000)
    expect(remote.calls).toHaveLength(1)
  })
})
