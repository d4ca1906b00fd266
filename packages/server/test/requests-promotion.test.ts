import type { Item } from '@pao/core/catalog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { promote, promotionOf } from '../src/requests/promote.ts'
import { noteResources } from '../src/requests/resources/note.ts'
import { submit } from '../src/requests/submit.ts'
import { ann, bob, dba, itemOf, olga, openWorld, orderOf, type World } from './requests-world.ts'

const make = { id: 'make', type: 'make', order: 1, config: {} }
const fields = [
  ...['name', 'size'].map((id) => ({ id, name: id, type: 'string' as const })),
  { id: 'key', name: 'Key', type: 'password' as const },
]
const path = ['dev', 'test', 'prod']

function restricted(item: Item): Item {
  const compliance = { data_classification: 'restricted' as const }
  return { ...item, metadata: { ...item.metadata, compliance } }
}

let world: World
beforeAll(async () => {
  world = await openWorld({
    items: [
      itemOf('db', [make], {
        fields,
        environments: { test: { defaults: { size: 'm' } } },
        promotion: { path, gates: [{ environment: 'prod', in_sync: true }] },
      }),
      itemOf('odd', [make], { fields }),
      restricted(itemOf('held', [make], { fields, promotion: { path } })),
      itemOf('bad', [{ ...make, type: 'bad' }], { fields, promotion: { path } }),
    ],
    environments: path,
    acts: {
      make: () => ({ kind: 'succeeded', outputs: { id: 'x-1' } }),
      bad: () => ({
        kind: 'failed',
        retryable: false,
        class: 'permanent',
        code: 'bad.day',
        message: 'No',
      }),
    },
  })
  await world.replica()
})
afterAll(() => world.close())

async function order(item = 'db', more: Record<string, unknown> = {}): Promise<string> {
  const answers = { name: 'orders', size: 's', key: 'canary-key', ...more }
  const { id } = await submit(
    world.requests,
    ann,
    orderOf(item, { environment: 'dev', fields: answers }),
  )
  await world.until(id, item === 'bad' ? 'request_failed' : 'request_completed')
  await noteResources(world.requests, 0)
  return id
}
const go = (id: string, more: object = {}, who = ann) =>
  promote(world.requests, who, { id, ...more })
const way = (id: string, who = ann) => promotionOf(world.requests, who, id)
const rowOf = (id: string) =>
  world.database.db
    .selectFrom('request')
    .select(['environment', 'fields', 'sealed_fields'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

describe('a request that is promoted', () => {
  it('is ordered once more in the next environment, as that has it and as the call says', async () => {
    const id = await order()

    const made = await go(id, { fields: { name: 'other' }, reason: 'Tested' })
    await world.until(made.id, 'request_completed')

    const row = await rowOf(made.id)
    expect(row).toMatchObject({ environment: 'test', fields: { name: 'other', size: 'm' } })
    expect(row.fields).not.toHaveProperty('key')
    expect(row.sealed_fields).toBeNull()
    expect(await way(id)).toMatchObject({
      path,
      environment: 'dev',
      next: 'test',
      overrides: ['size'],
      promoted: [{ request: made.id, environment: 'test', state: 'completed' }],
    })
    expect(await way(made.id)).toMatchObject({
      next: 'prod',
      from: { request: id, environment: 'dev' },
    })
  })

  it('goes on once, also when asked twice at the same moment, and again after it came to nothing', async () => {
    const id = await order()

    const both = await Promise.allSettled([go(id), go(id)])
    const made = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []))
    await world.until(made[0] ?? '', 'request_completed')

    expect(new Set(made).size).toBe(1)
    await expect(go(id)).rejects.toMatchObject({
      code: 'request.promoted',
      facts: { by: made[0] },
    })
    await world.database.db
      .updateTable('request')
      .set({ state: 'rolled_back' })
      .where('id', '=', made[0] ?? '')
      .execute()
    const again = await go(id)
    await world.until(again.id, 'request_completed')
    expect(again.id).not.toBe(made[0])
    await world.database.db
      .updateTable('request')
      .set({ state: 'completed' })
      .where('id', '=', made[0] ?? '')
      .execute()
  })

  it('waits before a closed gate, and is told why', async () => {
    const first = await order()
    const { id } = await go(first)
    await world.until(id, 'request_completed')
    await noteResources(world.requests, 0)
    await world.database.db
      .insertInto('resource_look')
      .values({ tenant: 'default', resource_id: id, target: 't', state: 'drifted' })
      .execute()

    await expect(go(id)).rejects.toMatchObject({
      code: 'request.gate_closed',
      faults: [{ code: 'gate.in_sync' }],
    })
    expect((await way(id)).gates).toMatchObject([{ gate: 'in_sync', open: false }])
    await world.database.db
      .updateTable('resource_look')
      .set({ state: 'in_sync' })
      .where('resource_id', '=', id)
      .execute()
    await world.until((await go(id)).id, 'request_completed')
  })

  it.each([
    ['has no way', 'odd', {}, 'request.not_promotable'],
    ['shall skip an environment', 'db', { environment: 'prod' }, 'request.not_promotable'],
    ['has failed', 'bad', {}, 'request.not_completed'],
  ])('is refused where it %s', async (_what, item, wish, code) => {
    const id = await order(item)

    await expect(go(id, wish)).rejects.toMatchObject({ code })
  })

  it('is nobody’s but those who may steer it', async () => {
    const id = await order()
    const auditor = { ...bob, id: 'aud', email: 'aud@example.com', roles: ['auditor' as const] }

    await expect(go(id, {}, bob)).rejects.toMatchObject({ code: 'request.not_found' })
    await expect(way(id, bob)).rejects.toMatchObject({ code: 'request.not_found' })
    await expect(go(id, {}, auditor)).rejects.toMatchObject({ code: 'auth.forbidden' })
    expect((await way(id, auditor)).mayPromote).toBe(false)
    expect((await way(id, dba)).mayPromote).toBe(true)
  })

  it('is not carried on by who may steer it and not see its restricted answers', async () => {
    const id = await order('held')

    await expect(go(id, {}, olga)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await world.until((await go(id)).id, 'request_completed')
  })

  it('tells every fault of answers that the next environment does not take', async () => {
    const id = await order()

    await expect(go(id, { fields: { size: 7, nope: 1 } })).rejects.toMatchObject({
      code: 'request.invalid',
    })
    expect((await way(id)).promoted).toEqual([])
  })
})
