import { connectors } from '@pao/connectors'
import type { Action, Bundle, Document } from '@pao/core/catalog'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actionOf, plannedOf } from '../src/requests/change.ts'
import { cancel, rollBack } from '../src/requests/control.ts'
import type { Held } from '../src/requests/held.ts'
import { ordersOf } from '../src/requests/orders.ts'
import { getRequest, getStatus } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, itemOf, openWorld, orderOf, type World } from './requests-world.ts'

let world: World
/** What was undone, in the order in which it was. */
let undone: string[] = []

const make = (type: string): Action => ({
  id: 'make',
  type,
  config: {},
  rollback: { enabled: true, automatic: true },
})

function bundleOf(id: string, components: Bundle['components']): Document {
  const { metadata, presentation } = itemOf(id, [])
  return { version: '2.0', kind: 'CatalogBundle', metadata, presentation, components }
}

const items: readonly Document[] = [
  itemOf('net', [make('thing')], { fields: [] }),
  itemOf('db', [make('thing')], { fields: [] }),
  itemOf('bad', [make('bad')], { fields: [] }),
  itemOf('slow', [make('thing'), { ...make('slow'), id: 'wait', order: 1 }], { fields: [] }),
  bundleOf('good', [
    { id: 'db', item: 'db', depends_on: ['net'] },
    { id: 'net', item: 'net' },
  ]),
  bundleOf('failing', [
    { id: 'net', item: 'net', rollback: { automatic: true } },
    { id: 'db', item: 'db', depends_on: ['net'] },
    { id: 'bad', item: 'bad', depends_on: ['db'] },
  ]),
  bundleOf('long', [
    { id: 'net', item: 'net' },
    { id: 'slow', item: 'slow', depends_on: ['net'] },
  ]),
]

beforeAll(async () => {
  const orders = connectors.get('catalog-request')
  world = await openWorld({
    items,
    connectors: orders ? [orders] : [],
    acts: {
      thing: {
        execute: () => ({ kind: 'succeeded', outputs: { made: true } }),
        compensate: ({ request, now }) => {
          if (request.item.id === 'slow')
            return { kind: 'waiting', waitingFor: 'remote', until: now + 700, memo: {} }
          undone.push(request.item.id)
          return { kind: 'succeeded', outputs: {} }
        },
        poll: ({ request }) => {
          undone.push(request.item.id)
          return { kind: 'succeeded', outputs: {} }
        },
      },
      bad: () => ({
        kind: 'failed',
        retryable: false,
        class: 'permanent',
        code: 'x.broken',
        message: 'no',
      }),
      slow: () => ({ kind: 'waiting', waitingFor: 'remote', memo: { there: true } }),
    },
  })
  await world.replica()
})
afterAll(() => world.close())
beforeEach(() => {
  undone = []
})

async function ends(id: string, state: string): Promise<void> {
  await expect
    .poll(async () => (await getStatus(world.requests, ann, id)).state, { timeout: 14_000 })
    .toBe(state)
}

const kindred = async (id: string) =>
  Object.fromEntries(
    (await getRequest(world.requests, ann, id)).children.map(({ parent, state }) => [
      parent.action,
      state,
    ]),
  )

describe('undoing a bundle', () => {
  it('rolls its parts back against the order of their needs, within moments', async () => {
    const { id } = await submit(world.requests, ann, orderOf('good'))
    await ends(id, 'completed')

    await rollBack(world.requests, { principal: ann, id, body: {} })
    await ends(id, 'rolled_back')

    expect(undone).toEqual(['db', 'net'])
    expect(await kindred(id)).toEqual({ net: 'rolled_back', db: 'rolled_back' })
  })

  it('after a failure undoes only the parts that say so', async () => {
    const { id } = await submit(world.requests, ann, orderOf('failing'))
    await expect.poll(async () => (await kindred(id))['bad'], { timeout: 14_000 }).toBe('failed')
    await expect
      .poll(async () => (await getStatus(world.requests, ann, id)).state, { timeout: 14_000 })
      .toMatch(/^(rolled_back|rollback_failed)$/)

    const { left } = await getRequest(world.requests, ann, id)
    expect(undone).toEqual(['net'])
    expect(await kindred(id)).toEqual({ net: 'rolled_back', db: 'completed', bad: 'failed' })
    expect(left).toEqual([{ action: 'db', why: 'not_asked' }])
  })

  it('with a cancel undoes what the part under way has done, and only then what that stood on', async () => {
    const { id } = await submit(world.requests, ann, orderOf('long'))
    await expect
      .poll(
        async () => {
          const { children } = await getRequest(world.requests, ann, id)
          const slow = children.find(({ parent }) => parent.action === 'slow')
          if (!slow) return undefined
          const { actions } = await getStatus(world.requests, ann, slow.id)
          const { actions: own } = await getStatus(world.requests, ann, id)
          const waiting = own.find((one) => one.id === 'slow')?.state
          return `${waiting} ${actions.find((one) => one.id === 'wait')?.state}`
        },
        { timeout: 14_000 },
      )
      .toBe('waiting waiting')

    await cancel(world.requests, { principal: ann, id, body: { compensate: true } })
    await ends(id, 'rolled_back')

    const { actions } = await getStatus(world.requests, ann, id)
    expect(await kindred(id)).toEqual({ net: 'rolled_back', slow: 'rolled_back' })
    expect(undone).toEqual(['slow', 'net'])
    expect(actions).toMatchObject([{ state: 'compensated' }, {}, { state: 'compensated' }, {}])
  })

  it.each([
    [true, 'rolled_back'],
    [false, 'completed'],
  ] as const)(
    'with a cancel (compensate: %o) leaves a part that was done before it was called off %s',
    async (compensate, state) => {
      const { id } = await submit(world.requests, ann, orderOf('good'))
      await ends(id, 'completed')
      const key = { tenant: 'default', id }
      const taken = await world.requests.shelf.take(world.database.db, key, true)
      const planned = taken && plannedOf(taken.held.fixed.plan, 'db')
      const run = taken && actionOf(taken.held.run, 'db')
      if (!taken || !planned || !run) throw new Error('the bundle is not there')
      const cancelling = { by: 'ann', outcome: 'cancelled', ...(compensate && { compensate }) }
      const held = { ...taken.held, run: { ...taken.held.run, cancelling } } as Held

      const orders = ordersOf(world.requests, { held, planned, run, hidden: new Set() })
      await orders.cancel(String(run.outputs?.['request_id']))

      await expect.poll(async () => (await kindred(id))['db'], { timeout: 14_000 }).toBe(state)
    },
  )

  it('orders nothing for an action that is in other hands by now', async () => {
    const { id } = await submit(world.requests, ann, orderOf('good'))
    await ends(id, 'completed')
    const taken = await world.requests.shelf.take(
      world.database.db,
      { tenant: 'default', id },
      true,
    )
    const planned = taken && plannedOf(taken.held.fixed.plan, 'db')
    const run = taken && actionOf(taken.held.run, 'db')
    if (!taken || !planned || !run) throw new Error('the bundle is not there')
    const anew = {
      held: taken.held,
      planned,
      run: { ...run, generation: 1 },
      hidden: new Set<string>(),
    }

    const orders = ordersOf(world.requests, { ...anew, holds: () => false })

    await expect(orders.submit({ item: 'db', fields: {} })).rejects.toThrow('in other hands')
    expect(Object.keys(await kindred(id)).toSorted()).toEqual(['db', 'net'])
    expect((await getRequest(world.requests, ann, id)).children).toHaveLength(2)
  })
})
