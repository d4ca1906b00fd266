import type { Outcome } from '@pao/connectors'
import type { KyselyPlugin } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import type { Advanced } from '../src/requests/advance.ts'
import { cancel } from '../src/requests/control.ts'
import { standInLine } from '../src/requests/limit-line.ts'
import { removeLimit } from '../src/requests/limits.ts'
import { gates, gauge, operating, watchRunning } from './requests-limits-world.ts'
import { expireLeases } from './requests-leases.ts'
import { ann, chain, itemOf, openWorld, type Setting, type World } from './requests-world.ts'

let world: World
afterEach(() => world.close())

const { rule, unruled, limits, start } = operating(() => world)

describe('the concurrency of one request', () => {
  it('lets at most fifty of two hundred parallel actions be under way', async () => {
    const remote = gauge()
    const wide = chain('remote', 200, { order: 1, parallel_group: 'all' })
    const strategy = { mode: 'automatic' as const, concurrency: 50 }
    world = await openWorld({
      items: [itemOf('it', wide, { strategy })],
      acts: { remote: remote.act },
    })
    await world.replica({ slots: 100 })
    await world.replica({ slots: 100 })

    const events = await world.until(await start(), 'request_completed')

    let active = 0
    let most = 0
    for (const { type } of events) {
      if (type === 'action_claimed') active += 1
      if (type === 'action_succeeded') active -= 1
      most = Math.max(most, active)
    }
    expect(remote.calls).toHaveLength(200)
    expect(remote.most()).toBeLessThanOrEqual(50)
    expect(remote.most()).toBeGreaterThan(20)
    expect(most).toBeLessThanOrEqual(50)
  })
})

describe('limits', () => {
  it('holds three slots exactly against many claims of three replicas', async () => {
    const remote = gauge()
    const wide = chain('remote', 20, { order: 1, parallel_group: 'all' })
    world = await openWorld({ items: [itemOf('it', wide)], acts: { remote: remote.act } })
    await rule('item', 'it', 3)
    for (let n = 0; n < 3; n += 1) await world.replica({ slots: 70 })

    const running = watchRunning(world)
    const ids = await Promise.all(Array.from({ length: 50 }, () => start()))
    await Promise.all(ids.map((id) => world.until(id, 'request_completed', 60_000)))

    const [seen] = await limits()
    expect(remote.calls).toHaveLength(1_000)
    expect(remote.most()).toBe(3)
    expect(seen).toMatchObject({ most: 3, taken: 0, waiting: 0 })
    expect(await running.stop()).toBe(3)
  }, 90_000)

  it('frees the slots of a worker that fell silent, and holds none for what is over', async () => {
    const remote = gates()
    world = await openWorld({
      items: [itemOf('it', chain('remote', 1))],
      acts: { remote: remote.act },
    })
    await rule('item', 'it', 2)
    const ids = await Promise.all([start(), start(), start(), start()])
    const silent = await world.replica({ slots: 10 })
    await expect.poll(() => remote.inside.length).toBe(2)
    await silent.crash()

    await expireLeases(world)
    await world.replica({ slots: 10 })
    await expect.poll(() => remote.inside.length, { timeout: 10_000 }).toBe(4)
    await expect.poll(async () => (await limits())[0]).toMatchObject({ taken: 2, waiting: 2 })
    await expect
      .poll(
        () => {
          remote.open()
          return ended(ids)
        },
        { timeout: 10_000 },
      )
      .toBe(4)

    await expect.poll(async () => (await limits())[0]).toMatchObject({ taken: 0, waiting: 0 })
  }, 40_000)

  it('ends nothing when a rule is lowered, and wakes the line when it is raised', async () => {
    const remote = gates()
    world = await openWorld({
      items: [itemOf('it', chain('remote', 1))],
      acts: { remote: remote.act },
    })
    await rule('target', 'remote', 3)
    await world.replica({ slots: 20 })
    const ids = await Promise.all(Array.from({ length: 8 }, () => start()))
    await expect.poll(() => remote.inside.length).toBe(3)
    await expect.poll(async () => (await limits())[0]?.waiting).toBe(5)

    await rule('target', 'remote', 1)
    const lowered = (await limits())[0]
    remote.open(2)
    await expect.poll(() => ended(ids)).toBe(2)
    await expect.poll(async () => (await limits())[0]).toMatchObject({ most: 1, taken: 1 })
    const inside = remote.inside.length
    await rule('target', 'remote', 4)
    await expect.poll(() => remote.inside.length).toBe(6)

    expect(lowered).toMatchObject({ most: 1, taken: 3, waiting: 5 })
    expect(inside).toBe(3)
    expect((await limits())[0]).toMatchObject({ most: 4, taken: 4, waiting: 2 })
    await unruled('target', 'remote')
    await expect.poll(() => remote.inside.length, { timeout: 5_000 }).toBe(8)
    expect(await limits()).toEqual([])
    remote.open()
  }, 30_000)

  it('lets no claim pass a rule that goes up and down under load', async () => {
    const remote = gauge(1)
    const wide = chain('remote', 20, { order: 1, parallel_group: 'all' })
    world = await openWorld({ items: [itemOf('it', wide)], acts: { remote: remote.act } })
    await rule('item', 'it', 6)
    for (let n = 0; n < 2; n += 1) await world.replica({ slots: 30 })
    const ids = await Promise.all(Array.from({ length: 20 }, () => start()))
    const finished = Promise.all(ids.map((id) => world.until(id, 'request_completed', 60_000)))
    const seen: { most: number; running: number }[] = []

    for (let round = 0; (await ended(ids)) < ids.length; round += 1) {
      const most = [1, 5, 2, 6, 3][round % 5] ?? 1
      await rule('item', 'it', most)
      await expect.poll(async () => ((await limits())[0]?.taken ?? 0) <= most).toBe(true)
      const running = watchRunning(world)
      for (let look = 0; look < 20; look += 1) await limits()
      seen.push({ most, running: await running.stop() })
    }
    await finished

    expect(seen.filter(({ most, running }) => running > most)).toEqual([])
    expect(seen.length).toBeGreaterThan(3)
    expect(remote.calls).toHaveLength(400)
    expect(new Set(remote.calls).size).toBe(400)
    expect((await limits())[0]).toMatchObject({ taken: 0, waiting: 0 })
  }, 90_000)

  it('never calls what another handler claimed in the same write as a report', async () => {
    const remote = gates()
    world = await openWorld({
      items: [itemOf('it', chain('remote', 2))],
      acts: { remote: remote.act },
    })
    await rule('item', 'it', 1)
    const { requests } = await world.replica()
    const id = await start()
    await expect.poll(() => remote.inside).toEqual([id])
    // From here on this process takes the limit for crowded, though it is not.
    const other = await start()
    await expect.poll(async () => (await limits())[0]?.waiting).toBe(1)
    await cancel(world.requests, { principal: ann, id: other, body: {} })
    await rule('item', 'it', 5)

    const key = { tenant: 'default', id }
    const claim = { type: 'action_claimed', action: 'step-2', fence: 1, worker: 'other' } as const
    const claiming = new Promise<Advanced>((resolve, reject) => {
      const late = (): undefined => {
        remote.open()
        setImmediate(() => {
          const claimed = requests.advance(key, () => ({ event: claim, actor: 'worker:other' }))
          claimed.then(resolve, reject)
        })
      }
      // What does not fit is looked at once more in the database; report and claim meet behind it.
      requests.advance(key, late).catch(reject)
    })
    const { happened } = await claiming
    await new Promise((resolve) => setTimeout(resolve, 100))
    const done = { type: 'action_succeeded', action: 'step-2', fence: 1, outputs: {} } as const
    await requests.advance(key, () => ({ event: done, actor: 'worker:other' }))
    await world.until(id, 'request_completed')

    expect(happened).toBe(true)
    expect(remote.inside).toEqual([id])
  })

  it('leaves the slots of a rule alone that is set by somebody else while it is taken away', async () => {
    world = await openWorld({ items: [itemOf('it', chain('remote', 1))], acts: {} })
    const { db } = world.database
    const slot = { tenant: 'default', scope: 'item' as const, name: 'it', number: 1 }
    await db.insertInto('limit_slot').values(slot).execute()

    const known = await unruled('item', 'it')

    expect(known).toBe(false)
    expect(await db.selectFrom('limit_slot').select('number').execute()).toEqual([{ number: 1 }])
  })

  it('takes a rule away also when it is set between the two statements of that', async () => {
    world = await openWorld({ items: [itemOf('it', chain('remote', 1))], acts: {} })
    let isFirst = true
    const between: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (isFirst) {
          isFirst = false
          await rule('item', 'it', 3)
        }
        return result
      },
    }
    const deps = { ...world.requests, db: world.requests.db.withPlugin(between) }
    const wish = { tenant: 'default', key: { scope: 'item', name: 'it' }, by: 'olga' } as const

    const taken = await removeLimit(deps, wish)

    const slots = await world.database.db.selectFrom('limit_slot').select('number').execute()
    expect(taken).toBe(true)
    expect(await limits()).toEqual([])
    expect(slots).toEqual([])
  })

  it('lets nobody stand in the line of a rule that is taken away at that moment', async () => {
    world = await openWorld({ items: [itemOf('it', chain('remote', 1))], acts: {} })
    const { requests, database } = world
    const id = await start()
    const taken = await requests.shelf.take(database.db, { tenant: 'default', id }, true)
    const full = [{ action: 'step-1', scope: 'item', name: 'it' }] as const
    const stand = async (): Promise<void> => taken && standInLine(requests, taken.held, full)
    await rule('item', 'it', 1)

    await database.db.transaction().execute(async (tx) => {
      await tx.deleteFrom('limit_rule').where('name', '=', 'it').execute()
      void stand()
      await new Promise((resolve) => setTimeout(resolve, 200))
      await tx.deleteFrom('limit_line').where('name', '=', 'it').execute()
    })
    await stand()

    const lines = await database.db.selectFrom('limit_line').select('action_id').execute()
    const reminders = await database.db.selectFrom('action').select('wake_at').execute()
    expect(lines).toEqual([])
    expect(reminders).toEqual([{ wake_at: expect.any(Date) as Date }])
  })

  it('lets a cancelled request leave the line and its slot', async () => {
    const remote = gates()
    world = await openWorld({
      items: [itemOf('it', chain('remote', 1))],
      acts: { remote: remote.act },
    })
    await rule('tenant', 'default', 1)
    await world.replica()
    const first = await start()
    await expect.poll(() => remote.inside).toEqual([first])
    const second = await start()
    const third = await start()
    await expect.poll(async () => (await limits())[0]?.waiting).toBe(2)

    await cancel(world.requests, { principal: ann, id: second, body: {} })
    await world.until(second, 'request_cancelled')
    const [after] = await limits()
    remote.open()
    await world.until(first, 'request_completed')

    await expect.poll(() => remote.inside).toEqual([first, third])
    expect(after).toMatchObject({ taken: 1, waiting: 1 })
    remote.open()
    await world.until(third, 'request_completed')
  })

  it('holds a slot while the remote system works, not while a person or a retry is waited for', async () => {
    const pending = (): Outcome => ({
      kind: 'waiting',
      waitingFor: 'remote',
      until: world.requests.now() + 30,
      memo: {},
    })
    const acts: Setting['acts'] = {
      remote: { execute: pending, poll: pending },
      person: () => ({ kind: 'waiting', waitingFor: 'person', memo: {} }),
      retry: () => ({
        kind: 'failed',
        retryable: true,
        class: '5xx',
        code: 'busy',
        message: 'busy',
      }),
    }
    const retry = { attempts: 5, delay: 600 }
    const items = Object.keys(acts).map((type) => itemOf(type, chain(type, 1, { retry })))
    world = await openWorld({ items, acts })
    for (const { metadata } of items) await rule('item', metadata.id, 1)
    await world.replica()

    const [remote = '', ...others] = await Promise.all(
      items.map(({ metadata }) => start(ann, metadata.id)),
    )
    await world.untilCount(remote, 'action_woken', 4)
    await Promise.all(
      others.map((id, n) => world.until(id, n === 0 ? 'action_waiting' : 'action_failed')),
    )

    const taken = (await limits()).map(({ name, taken: held }) => [name, held])
    expect(Object.fromEntries(taken)).toEqual({ person: 0, remote: 1, retry: 0 })
  })

  it("keeps the rule an item sets for itself, and lets the operators' word win", async () => {
    const remote = gates()
    const strategy = { mode: 'automatic' as const, max_parallel_actions: 2 }
    const items = [itemOf('it', chain('remote', 1), { strategy })]
    world = await openWorld({ items, acts: { remote: remote.act } })
    await world.replica()
    await Promise.all([start(), start(), start(), start()])
    await expect.poll(() => remote.inside.length).toBe(2)
    await expect.poll(async () => (await limits())[0]?.waiting).toBe(2)
    const [own] = await limits()

    await rule('item', 'it', 3)
    await expect.poll(() => remote.inside.length).toBe(3)
    const [theirs] = await limits()
    const removed = [await unruled('item', 'it'), await unruled('item', 'it')]

    expect(own).toMatchObject({ most: 2, setBy: 'item', taken: 2, waiting: 2 })
    expect(theirs).toMatchObject({ most: 3, setBy: 'operator', taken: 3, waiting: 1 })
    expect(removed).toEqual([true, false])
    expect((await limits())[0]).toMatchObject({ most: 2, setBy: 'item', taken: 3 })
    remote.open()
  })
})

/** How many of the requests have completed. */
async function ended(ids: readonly string[]): Promise<number> {
  const rows = await world.database.db
    .selectFrom('request')
    .select('id')
    .where('id', 'in', [...ids])
    .where('state', '=', 'completed')
    .execute()
  return rows.length
}
