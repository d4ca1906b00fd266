import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { remove } from '../src/requests/control.ts'
import { preview } from '../src/requests/preview.ts'
import { retry } from '../src/requests/retry.ts'
import { getRequest, getStatus, listRequests } from '../src/requests/read.ts'
import { submit } from '../src/requests/submit.ts'
import {
  ann,
  bob,
  chain,
  itemOf,
  olga,
  openWorld,
  orderOf,
  person,
  type World,
} from './requests-world.ts'

const sre = person('sam', ['developer'], ['team-sre'])

let world: World

beforeAll(async () => {
  const item = itemOf('db', chain('noop', 1))
  const field = {
    id: 'environment',
    name: 'Environment',
    type: 'selection',
    default: 'production',
    validation: { enum: ['staging', 'production'] },
  } as const
  world = await openWorld({
    environments: ['dev', 'staging', 'production'],
    items: [
      { ...item, presentation: { groups: [{ id: 'main', name: 'Main', fields: [field] }] } },
      itemOf('broken', chain('broken', 1)),
      itemOf('ruled', chain('noop', 1), {
        prerequisites: [
          {
            type: 'policy',
            description: 'Not the name of the web',
            config: { rule: "{{fields.name != 'web'}}" },
          },
          {
            type: 'policy',
            name: 'Short names',
            required: false,
            config: { rule: { field: 'name', operator: 'ne', value: 'shop-much-too-long' } },
          },
        ],
      }),
      itemOf('unclear', chain('noop', 1), {
        prerequisites: [{ type: 'policy', config: { rule: '{{request.id}}' } }],
      }),
      itemOf('guarded', chain('noop', 1), {
        environments: { production: { visibility: { teams: ['team-sre'] } } },
      }),
    ],
    acts: {
      noop: () => ({ kind: 'succeeded', outputs: {} }),
      broken: () => ({
        kind: 'failed',
        retryable: false,
        class: 'permanent',
        code: 'x.broken',
        message: 'no',
      }),
    },
  })
  await world.replica()
})
afterAll(() => world.close())

const order = (more: object = {}) => ({ item: 'db', fields: {}, ...more })

describe('the environment of an order', () => {
  it('is what the form ends up with, its default included', async () => {
    const { id } = await submit(world.requests, ann, order())

    expect(await getRequest(world.requests, ann, id)).toMatchObject({ environment: 'production' })
  })

  it('may not be another than the one the form says', async () => {
    const wrong = submit(
      world.requests,
      ann,
      order({ environment: 'staging', fields: { environment: 'production' } }),
    )

    await expect(wrong).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ code: 'environment.mismatch', at: '/environment' }],
    })
  })
})

describe('what an order may not say', () => {
  it('is an environment the catalog does not name', async () => {
    const wrong = submit(world.requests, ann, orderOf('broken', { environment: 'stagign' }))

    await expect(wrong).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ code: 'environment.unknown', at: '/environment', hint: 'Did you mean staging?' }],
    })
  })

  it('is an environment in which the item is only for others', async () => {
    const guarded = orderOf('guarded', { environment: 'production' })

    const wrong = submit(world.requests, ann, guarded)
    const right = submit(world.requests, sre, guarded)

    await expect(wrong).rejects.toMatchObject({
      faults: [{ code: 'environment.not_offered', at: '/environment' }],
    })
    await expect(right).resolves.toMatchObject({ state: 'in_progress' })
  })

  it('is a version that cannot be read, told along with everything else', async () => {
    const more = { version: 'newest', environment: 'x', fields: { nmae: 'orders' } }
    const wrong = submit(world.requests, ann, orderOf('broken', more))

    await expect(wrong).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ at: '/version' }, { at: '/environment' }, { at: '/fields/nmae' }],
    })
  })
})

describe('a request taken off the lists', () => {
  it('is gone for its owner in every view and cannot be run again', async () => {
    const { id } = await submit(world.requests, ann, orderOf('broken'))
    await expect
      .poll(async () => (await getStatus(world.requests, ann, id)).state, { timeout: 15_000 })
      .toBe('failed')

    await remove(world.requests, ann, id)

    await expect(getStatus(world.requests, ann, id)).rejects.toMatchObject({
      code: 'request.not_found',
    })
    await expect(retry(world.requests, { principal: ann, id, body: {} })).rejects.toMatchObject({
      code: 'request.not_found',
    })
  })
})

describe('a request ordered on behalf of somebody', () => {
  it('is theirs to read, and nobody else’s', async () => {
    const { id } = await submit(world.requests, olga, order({ on_behalf_of: bob.email }))

    const mine = await listRequests(world.requests, bob, { limit: 50 })

    expect(mine.items.map((one) => one.id)).toContain(id)
    expect((await getRequest(world.requests, bob, id)).requester.email).toBe(bob.email)
    await expect(getRequest(world.requests, ann, id)).rejects.toMatchObject({
      code: 'request.not_found',
    })
  })
})

const named = (name: string, item = 'ruled') => ({ item, fields: { name } })

const refusal = (name: string, item?: string) =>
  submit(world.requests, ann, named(name, item)).catch((error: unknown) => error)

describe('a policy', () => {
  it('refuses an order with which its rule does not hold, in its own words', async () => {
    expect(await refusal('web')).toMatchObject({
      code: 'request.invalid',
      faults: [{ code: 'policy.broken', at: '/fields', message: 'Not the name of the web' }],
    })
  })

  it('lets through what it holds for, and only tells where it is not required', async () => {
    const plan = await preview(world.requests, ann, named('shop-much-too-long'))
    const fine = await preview(world.requests, ann, named('shop-web'))

    expect(plan.warnings).toEqual(['Short names'])
    expect(fine.warnings).toEqual([])
    expect(await refusal('shop-web')).toMatchObject({ seq: expect.any(Number) })
  })

  it('that cannot be told before the request exists holds for nothing', async () => {
    expect(await refusal('web', 'unclear')).toMatchObject({ code: 'request.invalid' })
  })
})
