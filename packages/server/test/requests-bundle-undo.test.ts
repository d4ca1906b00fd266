import { connectors } from '@pao/connectors'
import type { Action, Bundle, Document } from '@pao/core/catalog'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cancel, rollBack } from '../src/requests/control.ts'
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
        compensate: ({ request }) => {
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

  it('with a cancel undoes what the part under way has done as well', async () => {
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

    await expect
      .poll(() => kindred(id), { timeout: 14_000 })
      .toEqual({ net: 'rolled_back', slow: 'rolled_back' })
    expect(undone.toSorted()).toEqual(['net', 'slow'])
  })
})
