import { connectors } from '@pao/connectors'
import type { Bundle } from '@pao/core/catalog'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { listFreezes, removeFreeze, setFreeze } from '../src/requests/calendar/freezes.ts'
import { explainRequest } from '../src/requests/explain.ts'
import { preview } from '../src/requests/preview.ts'
import { getRequest } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type Replica, type World } from './requests-world.ts'

const orders = connectors.get('catalog-request')
if (!orders) throw new Error('not on the shelf')

const stack: Bundle = {
  version: '2.0',
  kind: 'CatalogBundle',
  metadata: itemOf('stack', []).metadata,
  presentation: itemOf('stack', []).presentation,
  components: [
    { id: 'db', item: 'db', fields: { name: 'x' } },
    { id: 'app', item: 'app', fields: { name: 'x' }, depends_on: ['db'] },
    { id: 'files', item: 'files', fields: { name: 'x' }, default_enabled: false },
  ],
}
const items = ['db', 'app', 'files'].map((id) =>
  itemOf(id, [{ id: 'make', type: 'make', config: {} }]),
)

/** No work ends before. */
let until: Promise<void> = Promise.resolve()
let world: World
let replica: Replica
beforeAll(async () => {
  world = await openWorld({
    items: [stack, ...items],
    connectors: [orders],
    acts: {
      make: async () => {
        await until
        return { kind: 'succeeded', outputs: {} }
      },
    },
  })
  replica = await world.replica()
})
afterAll(() => world.close())
afterEach(async () => {
  for (const { name } of await listFreezes(world.requests, 'default')) await thaw(name)
})

const acting = { id: 'olga' }
const dateIn = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const freeze = (item: string, days: number) =>
  setFreeze(
    world.requests,
    { tenant: 'default', name: `no-${item}`, acting },
    {
      reason: 'Closing',
      from: dateIn(-1),
      to: dateIn(days),
      timezone: 'UTC',
      approvers: [],
      scope: { environments: [], items: [item], categories: [], teams: [], owners: [] },
    },
  )
const thaw = (name: string) => removeFreeze(world.requests, { tenant: 'default', name, acting })
/** Freezes as the worker knows them, which may be a second behind. */
const known = async () =>
  (await replica.requests.calendars.current()).freezes('default').map(({ name }) => name)
const order = async () => (await submit(world.requests, ann, orderOf('stack'))).id
const read = (id: string) => getRequest(world.requests, ann, id)

describe('a bundle with a part that may not begin', () => {
  it('is held as a whole, says for which part, and begins by itself with all of it', async () => {
    await freeze('app', 3)
    const id = await order()

    const held = await read(id)
    expect(held).toMatchObject({ state: 'on_hold', children: [] })
    expect(held.run.closed).toMatchObject({ kind: 'freeze', name: 'no-app', part: 'Item app' })
    const { statements } = await explainRequest(world.requests, ann, id)
    expect(statements[0]?.sentence).toContain('no-app for its part Item app (Closing) lasts until')

    await thaw('no-app')
    await world.until(id, 'request_completed')
  })

  it('may begin, by its plan, when the last of its parts may', async () => {
    await freeze('db', 2)
    await freeze('app', 5)

    const plan = await preview(world.requests, ann, orderOf('stack'))

    expect(plan.closed).toMatchObject({ name: 'no-app', part: 'Item app' })
    expect(new Date(plan.earliest).toISOString()).toBe(`${dateIn(6)}T00:00:00.000Z`)
  })

  it('is not held by a part that is not ordered', async () => {
    await freeze('files', 3)

    const id = await order()

    expect((await read(id)).state).not.toBe('on_hold')
    await world.until(id, 'request_completed')
  })

  it('that began before waits in the middle, and says so', async () => {
    const work = Promise.withResolvers<void>()
    until = work.promise
    const id = await order()
    await world.until(id, 'action_waiting')
    await freeze('app', 3)
    await expect.poll(known, { timeout: 5_000 }).toEqual(['no-app'])
    work.resolve()
    await expect
      .poll(async () => (await read(id)).children.map(({ state }) => state), { timeout: 10_000 })
      .toEqual(['completed', 'on_hold'])

    expect((await read(id)).state).toBe('in_progress')
    const child = (await read(id)).children.find(({ state }) => state === 'on_hold')
    const { statements } = await explainRequest(world.requests, ann, child?.id ?? '')
    expect(statements[0]?.sentence).toContain('no-app (Closing) lasts until')
    await thaw('no-app')
    await world.until(id, 'request_completed')
  })
})
