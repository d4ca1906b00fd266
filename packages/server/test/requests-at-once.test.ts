import type { Document } from '@pao/core/catalog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../src/identity/principal.ts'
import type { Requests } from '../src/requests/deps.ts'
import { promote } from '../src/requests/promote.ts'
import { noteResources } from '../src/requests/resources/note.ts'
import { decommissionResource, updateResource } from '../src/requests/resources/order.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, dba, itemOf, olga, openWorld, orderOf, type World } from './requests-world.ts'

const make = { id: 'make', type: 'make', config: {} }
const fields = ['name', 'size'].map((id) => ({ id, name: id, type: 'string' as const }))
const promotion = { path: ['dev', 'test'] }

function changeable(document: Document): Document {
  const resource = { type: 'machine', update: 'resize', decommission: 'scrap' }
  return { ...document, metadata: { ...document.metadata, annotations: { resource } } }
}

/** No work ends before. */
let until: Promise<void> = Promise.resolve()
let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      changeable(itemOf('vm', [make], { fields, promotion })),
      ...['resize', 'scrap'].map((id) => itemOf(id, [make], { fields })),
    ],
    environments: promotion.path,
    acts: {
      make: async () => {
        await until
        return { kind: 'succeeded', outputs: { id: 'x-1' } }
      },
    },
  })
  await world.replica()
})
afterAll(() => world.close())

/** Ann's, completed in dev. */
async function completed(): Promise<string> {
  const { id } = await submit(world.requests, ann, orderOf('vm', { environment: 'dev' }))
  await world.until(id, 'request_completed')
  await noteResources(world.requests, 0)
  return id
}

/** Nobody passes before so many have come; `first` tells when one has. */
function gate(count: number) {
  const [all, first] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let come = 0
  const pass = async (): Promise<void> => {
    come += 1
    first.resolve()
    if (come >= count) all.resolve()
    await all.promise
  }
  return { pass, first: first.promise }
}

/** The room whose next orders are written only once so many are about to be. */
function writingTogether({ pass }: ReturnType<typeof gate>): Requests {
  const { requests } = world
  return {
    ...requests,
    async takeIn(...taken) {
      await pass()
      return requests.takeIn(...taken)
    },
  }
}

/** The room in which something happens between seeing that nobody changes a resource and changing it. */
function seeing(before: () => Promise<unknown>): Requests {
  const { requests } = world
  return {
    ...requests,
    async findItem(...asked) {
      if (asked[1] === 'vm') await before()
      return requests.findItem(...asked)
    },
  }
}

async function ends<T extends object>(all: readonly Promise<T>[]) {
  const settled = await Promise.allSettled(all)
  return {
    taken: settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    refused: settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : [])),
  }
}

const ordersAfter = async (id: string): Promise<readonly string[]> => {
  const { rows } = await world.database.pool.query<{ id: string }>(
    'select id from request where id > $1 order by id',
    [id],
  )
  return rows.map((row) => row.id)
}

describe('a request that several people promote at the same moment', () => {
  it('goes on once, and the others are told by which request', async () => {
    const id = await completed()
    const requests = writingTogether(gate(3))
    const go = (who: Principal, size: string) => promote(requests, who, { id, fields: { size } })

    const { taken, refused } = await ends([go(ann, 's'), go(olga, 'm'), go(dba, 'l')])

    const made = taken[0]?.id ?? ''
    expect(await ordersAfter(id)).toEqual([made])
    const told = { code: 'request.promoted', facts: { by: made } }
    expect(refused).toMatchObject([told, told])
    await world.until(made, 'request_completed')
  })

  it('goes on by whoever asks after the first died before it was noted', async () => {
    const id = await completed()
    const first = await promote(world.requests, ann, { id })
    await world.database.pool.query('delete from request_promotion where to_id = $1', [first.id])

    const other = promote(world.requests, olga, { id, fields: { size: 'xl' } })

    await expect(other).rejects.toMatchObject({
      code: 'request.promoted',
      facts: { by: first.id },
    })
    expect(await ordersAfter(id)).toEqual([first.id])
    await world.until(first.id, 'request_completed')
  })
})

describe('a resource that several people change at the same moment', () => {
  it('gets one order, whatever they want', async () => {
    const resource = await completed()
    const together = seeing(gate(3).pass)

    const { taken, refused } = await ends([
      updateResource(together, ann, { resource, fields: { size: 's' } }),
      updateResource(together, olga, { resource, fields: { size: 'l' } }),
      decommissionResource(together, dba, { resource }),
    ])

    expect(await ordersAfter(resource)).toEqual(taken.map(({ request }) => request))
    expect(refused).toHaveLength(2)
    for (const one of refused) expect(one).toMatchObject({ code: 'resource.busy' })
    await world.until(taken[0]?.request ?? '', 'request_completed')
  })

  it('is not changed by who saw it before another order came and was taken in', async () => {
    const resource = await completed()
    const done = Promise.withResolvers<void>()
    until = done.promise
    const late = seeing(() => updateResource(world.requests, ann, { resource }))

    const coming = updateResource(late, olga, { resource })

    await expect(coming).rejects.toMatchObject({
      code: 'resource.busy',
      facts: { state: 'changing' },
    })
    done.resolve()
    const [first = ''] = await ordersAfter(resource)
    await world.until(first, 'request_completed')
  })

  it('has one order of whom a slow process had forgotten', async () => {
    const resource = await completed()
    const both = gate(2)
    const requests = writingTogether(both)
    const free = () =>
      world.database.pool.query('update resource set ordering_until = null where request_id = $1', [
        resource,
      ])
    const one = updateResource(requests, ann, { resource, fields: { size: 's' } })
    await both.first
    await free()
    const two = decommissionResource(requests, olga, { resource })

    const { taken, refused } = await ends([one, two])

    expect(await ordersAfter(resource)).toEqual(taken.map(({ request }) => request))
    expect(refused).toMatchObject([{ code: 'resource.busy', facts: { by: taken[0]?.request } }])
    await world.until(taken[0]?.request ?? '', 'request_completed')
  })
})
